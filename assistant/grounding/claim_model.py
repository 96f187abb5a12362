"""How likely a quote supports or contradicts a claim, where words, figures and slots alone do not decide.

A linear model over the features of an alignment, and over the same weighed by how much of the claim stands
together: a denial speaks against a claim only where the quote is about the same thing. ``python -m assistant.fitting.claims``
fits it. A further reader of the pair joins as one more feature (``features_of``).
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.features import FEATURES, Features

WEIGHTS = Path(__file__).with_name("claim_model.json")
LABELS = ("about", "contradicts", "supports")
_TOGETHER, _SOFT = FEATURES.index("together"), FEATURES.index("soft")


def widened(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows of FEATURES, shape (n, f), with what they are worth where the claim stands together, shape (n, 3f)."""
    together, soft = rows[:, [_TOGETHER]], rows[:, [_SOFT]]
    return np.hstack([rows, rows * together**2, rows * soft])


@dataclass(frozen=True, slots=True)
class ClaimModel:
    """Weights (3f, 3) and intercepts (3,) of ``LABELS``."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "ClaimModel":
        """Return the model that ships with the project."""
        stored = json.loads(path.read_text("utf-8"))
        rows = [stored["weights"][name] for name in names()]
        return cls(np.array(rows), np.array(stored["intercepts"]))

    def chances(self, features: Features) -> tuple[float, float]:
        """Return the probabilities, in [0, 1], that the quote supports and that it contradicts the claim."""
        row = np.array([[features[name] for name in FEATURES]])
        odds = widened(row)[0] @ self.weights + self.intercepts
        parts = np.exp(odds - odds.max())
        parts /= parts.sum()
        return float(parts[LABELS.index("supports")]), float(parts[LABELS.index("contradicts")])


def names() -> list[str]:
    """Return the names of the columns that ``widened`` gives."""
    return [*FEATURES, *(f"{name} × together" for name in FEATURES), *(f"{name} × soft" for name in FEATURES)]


@lru_cache(maxsize=1)
def shipped_model() -> ClaimModel:
    """Return the model of the project, read once."""
    return ClaimModel.load()
