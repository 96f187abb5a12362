"""Vector search with FAISS: inner product over unit vectors, which is the cosine, in [-1, 1], higher is nearer."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

FLAT_LIMIT = 30_000  # vectors; below, an exact scan takes under 3 ms on one core and no approximation is worth it
LISTS_PER_ROOT = 2  # IVF lists = 2·√n, the order that FAISS's guidelines give
# Lists searched. Of the exact top 200 for lay questions, 55,808 articles / 150,789 sentences: 24 lists find 0.81 / 0.76
# in 0.4 / 0.5 ms, 96 0.96 / 0.91 in 0.7 / 1.1 ms, 128 0.97 / 0.93 in 0.9 / 1.6 ms, 192 0.99 / 0.96 in 1.4 / 2.5 ms.
PROBES = 128
_SEED = 20_260_101


class DenseIndex:
    """Nearest units by cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self.index = index
        if isinstance(index, faiss.IndexIVF):
            index.nprobe = PROBES
            index.make_direct_map()  # where each unit's vector stands; 8 bytes a unit

    @property
    def dimension(self) -> int:
        """The width of the vectors."""
        return int(self.index.d)

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> "DenseIndex":
        """Return the index of unit vectors, shape (n, d)."""
        size, dimension = vectors.shape
        if size <= FLAT_LIMIT:
            index: faiss.Index = faiss.IndexFlatIP(dimension)
        else:
            lists = int(LISTS_PER_ROOT * size**0.5)
            index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, lists, faiss.METRIC_INNER_PRODUCT)
            index.cp.seed = _SEED
            index.cp.niter = 8
            index.cp.max_points_per_centroid = 64
            index.train(vectors)
        index.add(vectors)
        return cls(index)

    def search(
        self, query: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers and cosines of at most ``depth`` units, nearest first; no padding.

        Args:
            query: unit vector, shape (d,).
            depth: how many units at most.
            allowed: which units may be found, shape (n,); None for all.
        """
        if self.index.ntotal == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        parameters: faiss.SearchParameters | None = None
        if allowed is not None and not allowed.all():
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # the stub is of the C++ class
            if isinstance(self.index, faiss.IndexIVF):
                parameters = faiss.SearchParametersIVF(sel=selector, nprobe=PROBES)  # type: ignore[call-arg]
            else:
                parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        cosines, numbers = self.index.search(query.reshape(1, -1), min(depth, self.index.ntotal), params=parameters)
        found = numbers[0] >= 0  # FAISS pads short results with -1
        return numbers[0][found], cosines[0][found]

    def highest(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of the nearest unit of each of n unit vectors, shape (n,); -1 where there is no unit.

        Args:
            queries: unit vectors, shape (n, d).
        """
        if self.index.ntotal == 0 or not len(queries):
            return np.full(len(queries), -1, np.float32)
        found: NDArray[np.float32] = self.index.search(np.ascontiguousarray(queries), 1)[0][:, 0]
        return found

    def cosines(self, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of the units with these numbers, shape (len(numbers),), in [-1, 1].

        Args:
            query: unit vector, shape (d,).
            numbers: of units, in any order.
        """
        if isinstance(self.index, faiss.IndexIVF):  # which scores whole lists only; 3,000 vectors take 1.9 ms, from a file 1.5
            vectors: NDArray[np.float32] = self.index.reconstruct_batch(numbers)
            return vectors @ query
        found = np.empty(len(numbers), np.float32)
        if len(numbers):  # FAISS refuses to score nothing
            asked, wanted = np.ascontiguousarray(query, np.float32), np.ascontiguousarray(numbers, np.int64)
            score = self.index.compute_distance_subset  # type: ignore[attr-defined]  # of IndexFlat, unknown to the stubs
            score(1, faiss.swig_ptr(asked), len(wanted), faiss.swig_ptr(found), faiss.swig_ptr(wanted))
        return found

    def vectors(self, begin: int, end: int) -> NDArray[np.float32]:
        """Return the vectors of the units from ``begin`` up to ``end``, shape (end - begin, d)."""
        found: NDArray[np.float32] = self.index.reconstruct_n(begin, end - begin)
        return found

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        faiss.write_index(self.index, str(path))

    @classmethod
    def load(cls, path: Path, *, shared: bool = False) -> "DenseIndex":
        """Read an index that ``save`` wrote; ``shared`` maps the file."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if shared else 0))

    def only(self, kept: NDArray[np.bool_]) -> "DenseIndex":
        """Return the index of some of the units, shape (n,), in the same order."""
        return type(self).build(self.index.reconstruct_n(0, self.index.ntotal)[kept])
