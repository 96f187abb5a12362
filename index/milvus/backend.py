"""One generation as a Milvus cluster serves it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.backend import Allowed, Found, Kind, SearchBackend, Terms
from index.embedded import Embedded
from index.milvus.connection import DENSE, DOCUMENT, LIMIT, NUMBER, SPARSE, Connection
from index.remaining import Remaining

SPARE = 32  # units asked for beyond the depth, so that of equal ones at the end the first are kept
NO_TERM = 0  # the dimension of units without any term, which a cluster would refuse; that of a term is its number + 1


@dataclass(frozen=True, slots=True)
class OnMilvus:
    """Implements ``SearchBackend``: collections by kind, and of the index folder the terms with what they weigh."""

    connection: Connection
    collections: Mapping[Kind, str]
    folder: Embedded

    def nearest(self, kind: Kind, query: NDArray[np.float32], depth: int, allowed: Allowed) -> Found:
        """See ``SearchBackend``."""
        return self._best(kind, DENSE, query, depth, allowed)

    def matching(self, kind: Kind, terms: Terms, depth: int, allowed: Allowed) -> Found:
        """See ``SearchBackend``."""
        weights = self._weights(kind, terms)
        return self._best(kind, SPARSE, weights, depth, allowed) if weights else (np.zeros(0, np.int64), np.zeros(0, np.float32))

    def cosines(self, kind: Kind, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        scores, told = self._scores(kind, DENSE, query, numbers)
        if not told.all():  # an index that approximates may pass some over
            scores[~told] = self.connection.vectors(self.collections[kind], numbers[~told]) @ query
        return scores

    def shares(self, kind: Kind, terms: Terms, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        weights = self._weights(kind, terms)
        return self._scores(kind, SPARSE, weights, numbers)[0] if weights else np.zeros(len(numbers), np.float32)

    def highest(self, kind: Kind, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        found = np.full(len(queries), -1, np.float32)
        for begin in range(0, len(queries), LIMIT):
            answers = self.connection.search(self.collections[kind], DENSE, list(queries[begin : begin + LIMIT]), 1)
            for at, (_, cosines) in enumerate(answers, begin):
                found[at : at + len(cosines)] = cosines
        return found

    def holding(self, terms: Sequence[str], allowed: Allowed) -> NDArray[np.int64]:
        """See ``SearchBackend``: the units with the rarest term, then of these the ones with the next."""
        documents = self.folder.documents["sentence"]
        if not terms:
            return np.arange(len(documents)) if allowed is None else np.flatnonzero(allowed[documents])
        sparse = self.folder.sparse["sentence"]
        dimensions = [sparse.number(term) for term in sorted(set(terms), key=lambda term: -self.idf("sentence", (term,)))]
        if any(number is None for number in dimensions):
            return np.zeros(0, np.int64)
        rarest, *others = ({number + 1: 1.0} for number in dimensions if number is not None)
        parts = [np.zeros(0, np.int64)]
        for found in self._with(rarest, 0, len(documents), _of_documents(allowed)):
            for other in others:
                found = self._ask("sentence", SPARSE, other, LIMIT, _one_of(NUMBER, found))[0] if len(found) else found
            parts.append(found)
        return np.sort(np.concatenate(parts))

    def vocabulary(self, kind: Kind) -> Collection[str]:
        """See ``SearchBackend``."""
        return self.folder.vocabulary(kind)

    def idf(self, kind: Kind, terms: Collection[str]) -> float:
        """See ``SearchBackend``."""
        return self.folder.idf(kind, terms)

    def only(self, kept: Mapping[Kind, NDArray[np.bool_]], documents: Mapping[Kind, NDArray[np.int32]]) -> SearchBackend:
        """See ``SearchBackend``: the rest is masked; its words stay in the vocabulary until the next generation."""
        return Remaining.all_of(self, self.folder.documents).only(kept, documents)

    def _weights(self, kind: Kind, terms: Terms) -> dict[int, float]:
        """Return the weight of each dimension, with which the inner product is the share."""
        numbers, weights = self.folder.sparse[kind].asked(terms)
        found: dict[int, float] = {}
        for number, weight in zip(numbers.tolist(), weights.tolist(), strict=True):
            found[number + 1] = found.get(number + 1, 0.0) + weight
        return {dimension: weight for dimension, weight in found.items() if weight > 0}

    def _best(self, kind: Kind, field: str, query: object, depth: int, allowed: Allowed) -> Found:
        numbers, scores = self._ask(kind, field, query, min(depth + SPARE, LIMIT), _of_documents(allowed))
        order = np.lexsort((numbers, -scores))[:depth]
        return numbers[order], scores[order]

    def _scores(
        self, kind: Kind, field: str, query: object, numbers: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return the inner products of units, 0 where none was told, and which were told; shape (len(numbers),) each."""
        scores, told = np.zeros(len(numbers), np.float32), np.zeros(len(numbers), bool)
        for begin in range(0, len(numbers), LIMIT):
            asked = numbers[begin : begin + LIMIT]
            found, products = self._ask(kind, field, query, len(asked), _one_of(NUMBER, asked))
            at = begin + np.searchsorted(asked, found)
            scores[at], told[at] = products, True
        return scores, told

    def _with(self, dimension: dict[int, float], begin: int, end: int, condition: str) -> Iterator[NDArray[np.int64]]:
        """Yield all sentences with a dimension, from ``begin`` up to ``end``, as many at a time as a search gives."""
        inside = f"{NUMBER} >= {begin} and {NUMBER} < {end}" + (f" and {condition}" if condition else "")
        found = self._ask("sentence", SPARSE, dimension, LIMIT, inside)[0]
        if len(found) < LIMIT:
            yield found
            return
        middle = (begin + end) // 2
        yield from self._with(dimension, begin, middle, condition)
        yield from self._with(dimension, middle, end, condition)

    def _ask(self, kind: Kind, field: str, query: object, limit: int, condition: str) -> Found:
        return self.connection.search(self.collections[kind], field, [query], limit, condition)[0]


def _one_of(field: str, numbers: NDArray[np.integer]) -> str:
    return f"{field} in {numbers.tolist()}"


def _of_documents(allowed: Allowed) -> str:
    """Return the expression for the documents that are allowed: by number, those in or those left out, whichever are fewer.

    Region, version and day are judged before, by the same rules as for every engine; the cluster is told their outcome.
    """
    if allowed is None:
        return ""
    inside, outside = np.flatnonzero(allowed), np.flatnonzero(~allowed)
    if len(inside) <= len(outside):
        return _one_of(DOCUMENT, inside)
    return f"{DOCUMENT} not in {outside.tolist()}" if len(outside) else ""
