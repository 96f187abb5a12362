"""An optional cross-encoder that reads question and sentence together; off unless the settings name one."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from assistant import messages
from assistant.records import Hit
from assistant.settings import Settings
from index.errors import EncoderError


class PairScorer(Protocol):
    """Scores pairs of texts; higher is better, any scale."""

    def predict(self, sentences: Sequence[tuple[str, str]]) -> Any:
        """Return one score a pair, shape (n,)."""
        ...


class Reranker:
    """Reorders the best hits by a cross-encoder's score."""

    def __init__(self, scorer: PairScorer, depth: int) -> None:
        self.scorer, self.depth = scorer, depth

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits with the first ``depth`` in the order of the scorer, ties in their old order.

        Scores become probabilities: the mean of the hit's own and of the scorer's, squashed into [0, 1] by the logistic
        function unless they lie there already.
        """
        head, tail = list(hits[: self.depth]), list(hits[self.depth :])
        if not head:
            return tail
        scores = [float(score) for score in self.scorer.predict([(question, hit.text) for hit in head])]
        if any(not 0 <= score <= 1 for score in scores):
            scores = [1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in scores]
        order = sorted(range(len(head)), key=lambda n: (-scores[n], n))
        return [replace(head[n], score=(head[n].score + scores[n]) / 2) for n in order] + tail


def load_reranker(settings: Settings) -> Reranker | None:
    """Return the reranker that the settings name, or None.

    Raises:
        EncoderError: it cannot be loaded.
    """
    if not settings.reranker:
        return None
    try:
        from sentence_transformers import CrossEncoder  # takes seconds to import: only where it is used

        return Reranker(CrossEncoder(settings.reranker, device="cpu"), settings.reranker_depth)
    except Exception as error:  # the library raises OSError, ValueError, and errors of its download client
        raise EncoderError(messages.RERANKER_NOT_LOADED.format(name=settings.reranker, error=error)) from error
