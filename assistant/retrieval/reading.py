"""Reads the best hits together with the question: which of them state what it asks, and in what order they are then shown."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.reading.model import Reading, ReadingModel
from assistant.reading.passage import Passage
from assistant.records import Hit
from assistant.thresholds import ELSEWHERE, READ_WEIGHT
from corpus.records import Clause, Document

_SURE = 1e-3  # probabilities nearer to 0 or 1 are taken for this: the model is never surer


def odds_of(chance: float) -> float:
    """Return the logarithm of chance : (1 - chance) of a reading, in about [-7, 7]."""
    held = min(max(chance, _SURE), 1 - _SURE)
    return math.log(held / (1 - held))


class HitReader:
    """Reads hits with the shipped reading model.

    Args:
        model: reads pairs of a question and a sentence.
        documents: those of the index, by id.
        clause: gives a clause by its id.
    """

    def __init__(self, model: ReadingModel, documents: Mapping[str, Document], clause: Callable[[str], Clause]) -> None:
        self.model, self.documents, self.clause = model, documents, clause

    def read(self, question: str, hits: Sequence[Hit]) -> dict[int, Reading]:
        """Return what the model makes of hits, by the number of their sentence."""
        passages = [self._passage(hit) for hit in hits]
        return dict(zip((hit.sentence for hit in hits), self.model.read(question, passages), strict=True))

    def _passage(self, hit: Hit) -> Passage:
        clause = self.clause(hit.clause)
        place = " ".join((*clause.headings, clause.title)).strip() or hit.path
        return Passage(self.documents[hit.doc].title, place, hit.text)


def is_elsewhere(hit: Hit) -> bool:
    """Return whether a hit is another place's rule: its figures never stand in for those that ours does not state."""
    return hit.signals.get("foreign", 0.0) > ELSEWHERE


def in_read_order(hits: Sequence[Hit], readings: Mapping[int, Reading]) -> list[Hit]:
    """Return the hits that were read in the order of both odds, then the others.

    The order changes, the scale does not: the best of those read takes the highest of their scores, and so on, so that scores
    still fall along the list and keep the meaning that they were calibrated for. Another place's rule is lifted by no reading.
    """
    read = [hit for hit in hits if hit.sentence in readings]
    added = {hit.sentence: READ_WEIGHT * odds_of(readings[hit.sentence].states) for hit in read}
    least = min((added[hit.sentence] for hit in read if not is_elsewhere(hit)), default=0.0)
    for hit in filter(is_elsewhere, read):
        added[hit.sentence] = min(added[hit.sentence], least)
    ordered = sorted(read, key=lambda hit: -(hit.odds + added[hit.sentence]))
    scores = sorted((hit.score for hit in read), reverse=True)
    signed = [
        replace(hit, score=score, signals=hit.signals | {"states": readings[hit.sentence].states})
        for hit, score in zip(ordered, scores, strict=True)
    ]
    return [*signed, *(hit for hit in hits if hit.sentence not in readings)]
