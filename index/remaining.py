"""What is left of an engine's units, where the engine cannot be cut down: numbers are translated, the rest is masked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.backend import KINDS, Allowed, Found, Kind, SearchBackend, Terms


@dataclass(frozen=True, slots=True)
class Remaining:
    """Implements ``SearchBackend`` over a whole engine.

    ``numbers`` are those that the units have in the whole, ascending, and ``holders`` the documents of the units as these are
    numbered now, by kind; ``documents`` are the numbers that the documents have in the whole, -1 for one without units.
    ``size`` is how many documents the whole has.
    """

    whole: SearchBackend
    numbers: Mapping[Kind, NDArray[np.int64]]
    holders: Mapping[Kind, NDArray[np.int32]]
    documents: NDArray[np.int64]
    size: int

    @classmethod
    def all_of(cls, whole: SearchBackend, holders: Mapping[Kind, NDArray[np.int32]]) -> "Remaining":
        """Return an engine as it is; ``holders`` are the documents of its units, by kind."""
        size = 1 + max(int(numbers.max(initial=-1)) for numbers in holders.values())
        return cls(whole, {kind: np.arange(len(holders[kind])) for kind in KINDS}, holders, np.arange(size), size)

    def only(self, kept: Mapping[Kind, NDArray[np.bool_]], documents: Mapping[Kind, NDArray[np.int32]]) -> "Remaining":
        """See ``SearchBackend``; the words of the others stay in the vocabulary."""
        left = np.full(1 + max(int(numbers.max(initial=-1)) for numbers in documents.values()), -1, np.int64)
        for kind in KINDS:
            left[documents[kind]] = self.documents[self.holders[kind][kept[kind]]]
        return Remaining(self.whole, {kind: self.numbers[kind][kept[kind]] for kind in KINDS}, documents, left, self.size)

    def nearest(self, kind: Kind, query: NDArray[np.float32], depth: int, allowed: Allowed) -> Found:
        """See ``SearchBackend``."""
        numbers, cosines = self.whole.nearest(kind, query, depth, self._whole(allowed))
        return np.searchsorted(self.numbers[kind], numbers), cosines

    def matching(self, kind: Kind, terms: Terms, depth: int, allowed: Allowed) -> Found:
        """See ``SearchBackend``."""
        numbers, shares = self.whole.matching(kind, terms, depth, self._whole(allowed))
        return np.searchsorted(self.numbers[kind], numbers), shares

    def cosines(self, kind: Kind, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        return self.whole.cosines(kind, query, self.numbers[kind][numbers])

    def shares(self, kind: Kind, terms: Terms, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        return self.whole.shares(kind, terms, self.numbers[kind][numbers])

    def highest(self, kind: Kind, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """See ``SearchBackend``; of the whole: what a corpus is about does not change with a document before the next build."""
        return self.whole.highest(kind, queries)

    def holding(self, terms: Sequence[str], allowed: Allowed) -> NDArray[np.int64]:
        """See ``SearchBackend``."""
        return np.searchsorted(self.numbers["sentence"], self.whole.holding(terms, self._whole(allowed)))

    def vocabulary(self, kind: Kind) -> Collection[str]:
        """See ``SearchBackend``."""
        return self.whole.vocabulary(kind)

    def idf(self, kind: Kind, terms: Collection[str]) -> float:
        """See ``SearchBackend``."""
        return self.whole.idf(kind, terms)

    def _whole(self, allowed: Allowed) -> NDArray[np.bool_]:
        """Return which documents of the whole are allowed."""
        chosen = self.documents if allowed is None else self.documents[allowed[: len(self.documents)]]
        mask = np.zeros(self.size, bool)
        mask[chosen[chosen >= 0]] = True
        return mask
