"""How likely each hit belongs to the answer of an open question, from what search and reading make of it and of those beside it.

A linear model, so that a question with one answer gets one sentence and one with five gets five. ``python -m
assistant.fitting.belonging`` fits it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.complete import Point
from assistant.facts.periods import BASELINE
from assistant.retrieval.reading import odds_of

WEIGHTS = Path(__file__).with_name("belonging.json")
UNREAD = 0.05  # probability of stating what is asked that a hit counts with which was not read: it stood too low for that
SIGNALS = (
    "dense_sentence", "dense_clause", "bm25_sentence", "bm25_clause", "bm25_synonyms", "bank_dense", "bank_bm25", "bank_top",
    "facet", "phrase", "law_dense",
)  # fmt: skip
Signs = dict[str, float]


def signs_of(points: Sequence[Point], *, exhaustive: bool, banked: bool) -> list[Signs]:
    """Return what the model sees of each point, by name.

    Args:
        points: of one question, at least one.
        exhaustive: whether the question wants all there is of something.
        banked: whether questions that the best hit answers are known.
    """
    strengths = [point.strength for point in points]
    strongest = max(strengths)
    first = points[strengths.index(strongest)]
    read = [odds_of(UNREAD if point.states is None else point.states) for point in points]
    best_read = max(read)
    best: dict[str, float] = {}
    for point, strength in zip(points, strengths, strict=True):
        best[point.hit.clause] = max(best.get(point.hit.clause, strength), strength)
    return [
        {
            "strength": strength,
            "below the strongest": strongest - strength,
            "read": odds,
            "below the best read": best_read - odds,
            "in the clause of the strongest": float(point.hit.clause == first.hit.clause),
            "its clause below the best": strongest - best[point.hit.clause],
            "in the document of the strongest": float(point.hit.doc == first.hit.doc),
            "next to the strongest": float(abs(point.hit.sentence - first.hit.sentence) == 1),
            "tells what was reached": float(point.standing == BASELINE),
            "of another standing than the strongest": float(point.standing != first.standing),
            "list": float(point.listed),
            "strongest is a list": float(first.listed),
            "all is wanted": float(exhaustive),
            "known questions": float(banked),
            "strongest": float(point is first),
        }
        | {name: point.hit.signals.get(name, 0.0) for name in SIGNALS}
        | {f"{name} more": point.hit.signals.get(name, 0.0) - first.hit.signals.get(name, 0.0) for name in SIGNALS}
        for point, strength, odds in zip(points, strengths, read, strict=True)
    ]


@dataclass
class BelongingModel:
    """Names of the signs, their weights (f,) and the intercept."""

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    intercept: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "BelongingModel":
        """Return the model that ships with the project."""
        stored = json.loads(path.read_text("utf-8"))
        return cls(tuple(stored["weights"]), np.array(list(stored["weights"].values())), stored["intercept"])

    def chances(self, points: Sequence[Point], *, exhaustive: bool, banked: bool) -> list[float]:
        """Return the probability, in [0, 1], of each point to belong to the answer; see ``signs_of``."""
        signs = signs_of(points, exhaustive=exhaustive, banked=banked)
        values = np.array([[each[name] for name in self.names] for each in signs]) @ self.weights + self.intercept
        return [float(chance) for chance in 1 / (1 + np.exp(-values))]


@lru_cache(maxsize=1)
def shipped_belonging() -> BelongingModel:
    """Return the model of the project, read once."""
    return BelongingModel.load()
