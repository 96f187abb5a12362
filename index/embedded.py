"""The engine inside the process: FAISS for vectors, BM25 over postings, both read from the index folder."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.backend import KINDS, Allowed, Found, Kind, Terms
from index.dense import DenseIndex
from index.sparse import SparseIndex

_FILES: dict[Kind, str] = {"sentence": "sentences", "clause": "clauses"}


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
        sparse = self.sparse[kind]
        numbers = (sparse.vocabulary.get(term) for term in terms)
        return sum(float(sparse.idf[number]) for number in numbers if number is not None)

    def only(self, kept: Mapping[Kind, NDArray[np.bool_]], documents: Mapping[Kind, NDArray[np.int32]]) -> "Embedded":
        """See ``SearchBackend``; of the words of the others nothing is left."""
        return Embedded(
            {kind: self.dense[kind].only(kept[kind]) for kind in KINDS},
            {kind: self.sparse[kind].only(kept[kind]) for kind in KINDS}, documents,
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write the engine into ``folder``."""
        for kind, name in _FILES.items():
            self.dense[kind].save(folder / f"{name}.faiss")
            self.sparse[kind].save(folder / f"bm25_{name}")

    @classmethod
    def load(cls, folder: Path, documents: Mapping[Kind, NDArray[np.int32]], *, shared: bool = False) -> "Embedded":
        """Read what ``save`` wrote; ``shared`` maps the files, so that several processes hold them once."""
        return cls(
            {kind: DenseIndex.load(folder / f"{name}.faiss", shared=shared) for kind, name in _FILES.items()},
            {kind: SparseIndex.load(folder / f"bm25_{name}", shared=shared) for kind, name in _FILES.items()},
            documents,
        )

    def _units(self, kind: Kind, allowed: Allowed) -> NDArray[np.bool_] | None:
        return None if allowed is None else allowed[self.documents[kind]]
