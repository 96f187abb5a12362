"""Vector search with FAISS: inner product over unit vectors, which is the cosine, in [-1, 1], higher is nearer."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

FLAT_LIMIT = 30_000  # vectors; below, an exact scan takes under 3 ms on one core and no approximation is worth it
LISTS_PER_ROOT = 2  # IVF lists = 2·√n, the order that FAISS's guidelines give
PROBES = 24  # lists searched; 0.98 of the exact top 200 at 130,000 vectors, see tests/benchmarks
_SEED = 20_260_101


class DenseIndex:
    """Nearest units by cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self.index = index

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
            index.nprobe = PROBES
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

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        faiss.write_index(self.index, str(path))

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """Read an index that ``save`` wrote."""
        index = faiss.read_index(str(path))
        if hasattr(index, "nprobe"):
            index.nprobe = PROBES
        return cls(index)
