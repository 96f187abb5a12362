"""One learned combination of the signals, and one calibration of it for all documents."""

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

    ``offset`` is added to sentences of documents without a bank, so that both kinds compare. ``level`` (slope, intercept)
    turns the best score of a question into the log-odds that it answers; a candidate lies as far below in odds as it does
    in score (``assistant/fitting/signals.py`` tells how well that holds). ``background`` is that of
    the encoder whose cosines the weights are for: those of another one are mapped onto it.
    """

    banked: NDArray[np.float32]
    plain: NDArray[np.float32]
    offset: float
    level: tuple[float, float]
    background: Background

    def scores(self, signals: NDArray[np.float32], has_bank: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return the fused score of each candidate, shape (n,), higher is better."""
        return np.where(has_bank, signals @ self.banked, signals @ self.plain + self.offset).astype(np.float32)

    def probabilities(self, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probabilities in [0, 1] that the candidates of one question answer it; they fall as the scores do.

        Args:
            scores: of the candidates of one question, the best among them, shape (n,).
        """
        if not len(scores):
            return np.zeros(0)
        best = float(scores.max())
        odds = scores.astype(np.float64) - best + self.level[0] * best + self.level[1]
        return 1 / (1 + np.exp(-odds))


@lru_cache(maxsize=4)
def load_fusion(path: Path = WEIGHTS) -> Fusion:
    """Return the weights that ship with the project (``python -m assistant.fitting`` makes them)."""
    stored = json.loads(path.read_text("utf-8"))

    def weights(kind: str) -> NDArray[np.float32]:
        return np.array([stored[kind].get(name, 0.0) for name in NAMES], np.float32)

    background = Background.from_dict(stored["background"])
    return Fusion(weights("banked"), weights("plain"), stored["offset"], tuple(stored["level"]), background)
