"""Queries: an understood question as weighted terms and a vector, with the lexicon's words added."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.privacy import mask
from assistant.question.understand import Understood
from assistant.question.wording import core
from index.encoder import Encoder
from index.segment import Segmenter

ORIGINAL_WEIGHT = 0.3  # of terms that a mended typo replaced: the mending may be wrong
CONTEXT_WEIGHT = 0.5  # of terms that come from the question before
ADDED_SHARE = 0.4  # of the lexicon's words in the vector, beside 1 for the question
CONTEXT_SHARE = 0.6  # of the question before


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: ``vector`` (d,), the terms of the question and the terms that the lexicon adds, with weights."""

    vector: NDArray[np.float32]
    terms: tuple[tuple[str, float], ...]
    added: tuple[tuple[str, float], ...]

    @property
    def words(self) -> frozenset[str]:
        """All of its terms, without their weights."""
        return frozenset(term for term, _ in (*self.terms, *self.added))


class QueryMaker:
    """Makes queries with one encoder and one segmenter."""

    def __init__(self, encoder: Encoder, segmenter: Segmenter) -> None:
        self.encoder, self.segmenter = encoder, segmenter
        self._term_features = lru_cache(maxsize=4096)(segmenter.features)  # the lexicon's terms come up again and again
        self._features = lru_cache(maxsize=64)(self._cut)  # a question is the context of each of its parts

    def make(self, understood: Understood) -> Query:
        """Return the query of an understood question.

        What a follow-up was completed with counts less than what it says itself.
        """
        return self.make_each([understood])[0]

    def make_each(self, readings: Sequence[Understood]) -> list[Query]:
        """Return the query of each reading; all of their texts go to the encoder in one call, each once."""
        said = [_said(understood) for understood in readings]
        numbers = {text: number for number, text in enumerate(dict.fromkeys(text for each in said for text in each))}
        vectors = self.encoder.encode_query([mask(text) for text in numbers])  # the model may stand on another machine
        return [
            self._query(understood, np.array(list(each.values()), np.float32) @ vectors[[numbers[text] for text in each]])
            for understood, each in zip(readings, said, strict=True)
        ]

    def _query(self, understood: Understood, vector: NDArray[np.float32]) -> Query:
        terms = dict.fromkeys(self._features(understood.own), 1.0)
        if understood.asked != understood.question:
            for term in self._features(understood.asked):
                terms.setdefault(term, ORIGINAL_WEIGHT)
        for term in self._features(understood.leaning) if understood.leaning else ():
            terms.setdefault(term, CONTEXT_WEIGHT)
        extra = dict.fromkeys(feature for term in understood.added for feature in self._term_features(term))
        added = tuple((feature, 1.0) for feature in extra if feature not in terms)
        norm = float(np.linalg.norm(vector))
        unit: NDArray[np.float32] = (vector / norm if norm else vector).astype(np.float32)
        return Query(unit, tuple(terms.items()), added)

    def _cut(self, text: str) -> Sequence[str]:
        """Return the terms of a text but for the words that only ask; all of them where nothing else is there."""
        found = [feature for part in core(text) for feature in self.segmenter.features(part)]
        return found or self.segmenter.features(text)


def _said(understood: Understood) -> dict[str, float]:
    """Return the texts that the vector of a question is made of, each with its share."""
    shares = ((understood.own, 1.0), (" ".join(understood.added), ADDED_SHARE), (understood.leaning, CONTEXT_SHARE))
    said: dict[str, float] = {}
    for text, share in shares:
        if text:
            said[text] = said.get(text, 0.0) + share
    return said
