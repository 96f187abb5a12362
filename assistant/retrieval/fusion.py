"""One learned combination of the signals: log-odds that a sentence answers the question."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.signals import NAMES
from index.background import Background

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Fusion:
    """Linear weights by signal: ``banked`` (n_signals,) for documents with a question bank, ``plain`` for the others.

    ``offset`` is added to sentences of documents without a bank, so that both kinds compare; ``calibration`` (slope,
    intercept) turns the best score into a probability. ``background`` is that of the encoder whose cosines the weights
    are for: those of another one are mapped onto it.
    """

    banked: NDArray[np.float32]
    plain: NDArray[np.float32]
    offset: float
    calibration: tuple[float, float]
    plain_calibration: tuple[float, float]
    background: Background

    def scores(self, signals: NDArray[np.float32], has_bank: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return the log-odds of each candidate, shape (n,), higher is better."""
        return np.where(has_bank, signals @ self.banked, signals @ self.plain + self.offset).astype(np.float32)

    def probabilities(self, scores: NDArray[np.float32], has_bank: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return calibrated probabilities in [0, 1] that each candidate answers the question."""
        slope = np.where(has_bank, self.calibration[0], self.plain_calibration[0])
        intercept = np.where(has_bank, self.calibration[1], self.plain_calibration[1])
        return (1 / (1 + np.exp(-(slope * scores + intercept)))).astype(np.float32)


@lru_cache(maxsize=1)
def load_fusion(path: Path = WEIGHTS) -> Fusion:
    """Return the weights that ship with the project (``python -m assistant.fitting.signals`` makes them)."""
    stored = json.loads(path.read_text("utf-8"))

    def weights(kind: str) -> NDArray[np.float32]:
        return np.array([stored[kind].get(name, 0.0) for name in NAMES], np.float32)

    return Fusion(
        weights("banked"), weights("plain"), stored["offset"], tuple(stored["calibration"]), tuple(stored["plain_calibration"]),
        Background.from_dict(stored["background"]),
    )  # fmt: skip
