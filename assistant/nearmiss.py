"""How likely a question asks for something that the documents do not state."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.queries import Query
from assistant.records import Hit
from assistant.understand import Understood
from corpus.questions import read_unanswerable
from index.encoder import Encoder

KINDS = ("near_miss", "wrong_region")


@dataclass(frozen=True, slots=True)
class NearMissModel:
    """Nearness to written near misses against nearness to what the documents answer."""

    vectors: NDArray[np.float32]

    @classmethod
    def load(cls, encoder: Encoder) -> "NearMissModel":
        """Return the model for an encoder."""
        texts = [question for kind, question in read_unanswerable() if kind in KINDS]
        return cls(encoder.encode_query(texts))

    def probability(self, understood: Understood, query: Query, hits: Sequence[Hit]) -> float:
        """Return the probability, in [0, 1], that what is asked for is not stated."""
        if not hits:
            return 1.0
        if not hits[0].signals.get("bank_dense"):
            return 0.0  # written near misses are about the documents that have a bank
        near = float(np.max(self.vectors @ query.vector))
        answered = hits[0].signals.get("bank_dense", 0.0)
        return float(1 / (1 + np.exp(-(8.0 * (near - answered) - 1.0))))
