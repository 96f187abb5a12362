"""The engine inside the process: FAISS for vectors, BM25 over postings, both read from the index folder."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.backend import KINDS, Allowed, Found, Kind, Terms
from index.dense import DenseIndex
from index.sparse import SparseIndex


@dataclass(frozen=True, slots=True)
class Embedded:
    """Implements ``SearchBackend``; ``documents`` are those of the units, shape (n,), by kind."""

    dense: Mapping[Kind, DenseIndex]
    sparse: Mapping[Kind, SparseIndex]
    documents: Mapping[Kind, NDArray[np.int32]]

    def nearest(self, kind: Kind, query: NDArray[np.float32], depth: int, allowed: Allowed) -> Found:
        """See ``SearchBackend``."""
        numbers, cosines = self.dense[kind].search(query, depth, self._units(kind, allowed))
        order = np.lexsort((numbers, -cosines))
        return numbers[order], cosines[order]

    def matching(self, kind: Kind, terms: Terms, depth: int, allowed: Allowed) -> Found:
        """See ``SearchBackend``."""
        return self.sparse[kind].search(terms, depth, self._units(kind, allowed))

    def cosines(self, kind: Kind, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        return self.dense[kind].cosines(query, numbers)

    def shares(self, kind: Kind, terms: Terms, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        return self.sparse[kind].shares(terms, numbers)

    def highest(self, kind: Kind, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """See ``SearchBackend``."""
        return self.dense[kind].highest(queries)

    def holding(self, terms: Sequence[str], allowed: Allowed) -> NDArray[np.int64]:
        """See ``SearchBackend``."""
        found = self.sparse["sentence"].holding(terms)
        return found if allowed is None else found[allowed[self.documents["sentence"][found]]]

    def vocabulary(self, kind: Kind) -> Collection[str]:
        """See ``SearchBackend``."""
        return self.sparse[kind].vocabulary

    def idf(self, kind: Kind, terms: Collection[str]) -> float:
        """See ``SearchBackend``."""
        return sum(map(self.sparse[kind].idf, terms))

    def only(self, kept: Mapping[Kind, NDArray[np.bool_]], documents: Mapping[Kind, NDArray[np.int32]]) -> "Embedded":
        """See ``SearchBackend``; of the words of the others nothing is left."""
        return Embedded(
            {kind: self.dense[kind].only(kept[kind]) for kind in KINDS},
            {kind: self.sparse[kind].only(kept[kind]) for kind in KINDS}, documents,
        )  # fmt: skip

    def with_more(self, other: "Embedded", documents: Mapping[Kind, NDArray[np.int32]]) -> "Embedded":
        """Return the engine of the units of both, those of the other counted on; ``documents`` are of all."""
        return Embedded(
            {kind: self.dense[kind].with_more(other.dense[kind]) for kind in KINDS},
            {kind: self.sparse[kind].with_more(other.sparse[kind]) for kind in KINDS}, documents,
        )  # fmt: skip

    @classmethod
    def load(cls, folder: Path, documents: Mapping[Kind, NDArray[np.int32]]) -> "Embedded":
        """Map the engine that was written into ``folder``; several processes hold it once."""
        return cls(
            {kind: DenseIndex.load(folder / dense_of(kind)) for kind in KINDS},
            {kind: SparseIndex.load(folder / sparse_of(kind)) for kind in KINDS}, documents,
        )  # fmt: skip

    def _units(self, kind: Kind, allowed: Allowed) -> NDArray[np.bool_] | None:
        return None if allowed is None else allowed[self.documents[kind]]


def dense_of(kind: Kind) -> str:
    """Return the name of the file that holds the vectors of a kind of unit."""
    return f"{kind}s.faiss"


def sparse_of(kind: Kind) -> str:
    """Return the name of the folder that holds the postings of a kind of unit."""
    return f"bm25_{kind}s"
