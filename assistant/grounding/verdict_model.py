"""How likely the documents bear a claim out, deny it or leave it open, from all quotes that it was held against.

A linear model over what the rules of ``ruling.py`` see one by one: the likeliest quote with its features, the two strongest of
each sign among all, how much forbids a yes, and what the rules say. ``python -m assistant.fitting.verdicts`` fits it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.features import Features, odds
from assistant.grounding.ruling import Reading, Ruling, is_denied_beside, objections
from assistant.statuses import Verdict

WEIGHTS = Path(__file__).with_name("verdict_model.json")
NONE = -7.0  # of a second quote where there is one: below all odds
SIGNS: dict[str, Callable[[Reading], float]] = {
    "supports": lambda r: odds(r.supports),
    "contradicts": lambda r: odds(r.contradicts),
    "read_states": lambda r: r.features["read_states"],
    "read_supports": lambda r: r.features["read_supports"],
    "read_contradicts": lambda r: r.features["read_contradicts"],
    "instead": lambda r: r.instead,
    "covered": lambda r: r.features["covered"],
    "together": lambda r: r.features["together"],
    "soft": lambda r: r.features["soft"],
}


def likeliest(readings: Sequence[Reading]) -> int:
    """Return the number of the quote that most likely supports the claim."""
    return max(range(len(readings)), key=lambda number: readings[number].supports)


def signs_of(readings: Sequence[Reading], ruling: Ruling) -> Features:
    """Return what the model sees, by name: of a claim beside its quotes, at least one, and of what the rules say of them."""
    number = likeliest(readings)
    best = readings[number]
    found = {
        "supports": odds(best.supports), "contradicts": odds(best.contradicts), "instead": best.instead,
        "objections": float(objections(best)), "missing": float(len(best.missing)),
        "denied_beside": float(is_denied_beside(readings, number)),
        "ruled_yes": float(ruling.verdict is Verdict.YES), "ruled_no": float(ruling.verdict is Verdict.NO),
    }  # fmt: skip
    for name, sign in SIGNS.items():
        first, second, *_ = [*sorted(map(sign, readings), reverse=True), NONE]
        found |= {f"{name}, first": first, f"{name}, second": second}
    return found | {f"likeliest: {name}": value for name, value in best.features.items()}


@dataclass
class VerdictModel:
    """Names of the signs, their weights (f, 3) and intercepts (3,) of ``Verdict``'s members in their order."""

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "VerdictModel":
        """Return the model that ships with the project."""
        stored = json.loads(path.read_text("utf-8"))
        return cls(tuple(stored["weights"]), np.array(list(stored["weights"].values())), np.array(stored["intercepts"]))

    def chances(self, readings: Sequence[Reading], ruling: Ruling) -> dict[Verdict, float]:
        """Return the probability of each verdict, in [0, 1], together 1."""
        signs = signs_of(readings, ruling)
        values = np.array([signs[name] for name in self.names]) @ self.weights + self.intercepts
        parts = np.exp(values - values.max())
        return dict(zip(Verdict, (float(part) for part in parts / parts.sum()), strict=True))


@lru_cache(maxsize=1)
def shipped_verdicts() -> VerdictModel:
    """Return the model of the project, read once."""
    return VerdictModel.load()
