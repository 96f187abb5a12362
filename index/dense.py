"""Vector search with FAISS: inner product over unit vectors, which is the cosine, in [-1, 1], higher is nearer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

FLAT_LIMIT = 30_000  # vectors; below, an exact scan takes under 3 ms on one core and no approximation is worth it
LISTS_PER_ROOT = 2  # IVF lists = 2·√n, the order that FAISS's guidelines give
# Lists searched. Of the exact top 200 for lay questions, 55,808 articles / 150,789 sentences: 24 lists find 0.81 / 0.76
# in 0.4 / 0.5 ms, 96 0.96 / 0.91 in 0.7 / 1.1 ms, 128 0.97 / 0.93 in 0.9 / 1.6 ms, 192 0.99 / 0.96 in 1.4 / 2.5 ms.
PROBES = 128
NARROW = 4_000  # units that are allowed; each of so few is compared, in a corpus of any size
_SEED = 20_260_101
_AT_ONCE = 65_536  # vectors added at once; bounds the memory of the build
_SAMPLE = 64  # vectors a list, by which the lists are found


@dataclass(frozen=True, slots=True)
class _Segment:
    """An index with the numbers that its vectors have in the whole: counted on, or of those that are ``left`` alone."""

    index: faiss.Index
    offset: int
    left: NDArray[np.int64] | None = None  # own numbers, ascending

    @property
    def size(self) -> int:
        return int(self.index.ntotal) if self.left is None else len(self.left)

    def own(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the segment's own numbers of units of the whole."""
        return numbers - self.offset if self.left is None else self.left[numbers - self.offset]

    def whole(self, own: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers in the whole of the segment's own numbers, all of which are left."""
        return own + self.offset if self.left is None else np.searchsorted(self.left, own) + self.offset

    def only(self, kept: NDArray[np.bool_], offset: int) -> "_Segment":
        """Return the segment of some of its units, which are counted on from ``offset``."""
        if kept.all():
            return replace(self, offset=offset)
        chosen = np.flatnonzero(kept)
        return _Segment(self.index, offset, chosen if self.left is None else self.left[chosen])

    def search(
        self, queries: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return own numbers, -1 where there are fewer, and cosines, (n, depth) each, of units among those ``allowed``."""
        selector = None
        if self.left is not None or (allowed is not None and not allowed.all()):
            inside = np.zeros(int(self.index.ntotal), bool)
            inside[self.left if self.left is not None else slice(None)] = True if allowed is None else allowed
            bits = np.packbits(inside, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # the stub is of the C++ class
        parameters: faiss.SearchParameters | None = None
        if isinstance(self.index, faiss.IndexIVF):
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=self.index.nprobe)  # type: ignore[call-arg]
        elif selector is not None:
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        cosines, numbers = self.index.search(queries, min(depth, int(self.index.ntotal)), params=parameters)
        return numbers, cosines

    def nearest(
        self, query: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return numbers in the whole, and cosines; of few allowed units, which may lie in any list, each is looked at."""
        if allowed is not None and (few := np.flatnonzero(allowed)).size <= NARROW:
            numbers = few + self.offset
            return numbers, self.cosines(query, self.own(numbers))
        own, cosines = (each[0] for each in self.search(query.reshape(1, -1), depth, allowed))
        held = own >= 0  # FAISS pads short results with -1
        return self.whole(own[held]), cosines[held]

    def cosines(self, query: NDArray[np.float32], own: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of vectors by their own numbers."""
        if isinstance(self.index, faiss.IndexIVF):  # which scores whole lists only; 3,000 vectors take 1.9 ms, from a file 1.5
            vectors: NDArray[np.float32] = self.index.reconstruct_batch(own)
            return vectors @ query
        found = np.empty(len(own), np.float32)
        if len(own):  # FAISS refuses to score nothing
            asked, wanted = np.ascontiguousarray(query, np.float32), np.ascontiguousarray(own, np.int64)
            score = self.index.compute_distance_subset  # type: ignore[attr-defined]  # of IndexFlat, unknown to the stubs
            score(1, faiss.swig_ptr(asked), len(wanted), faiss.swig_ptr(found), faiss.swig_ptr(wanted))
        return found


class DenseIndex:
    """Nearest units by cosine, over one segment or several."""

    def __init__(self, segments: Sequence[_Segment]) -> None:
        self._segments = tuple(segments)
        self.size = sum(segment.size for segment in segments)

    @property
    def dimension(self) -> int:
        """The width of the vectors."""
        return int(self._segments[0].index.d)

    @classmethod
    def of(cls, index: faiss.Index) -> "DenseIndex":
        """Return the index of one segment."""
        if isinstance(index, faiss.IndexIVF):
            index.nprobe = PROBES
            index.make_direct_map()  # where each unit's vector stands; 8 bytes a unit
        return cls([_Segment(index, 0)])

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> "DenseIndex":
        """Return the index of unit vectors, shape (n, d), which may be mapped from a file."""
        return cls.of(_made(vectors))

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """Map the index that ``write`` wrote."""
        return cls.of(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def with_more(self, other: "DenseIndex") -> "DenseIndex":
        """Return the index of the units of both, those of the other counted on."""
        moved = (replace(segment, offset=segment.offset + self.size) for segment in other._segments)
        return DenseIndex([*self._segments, *moved])

    def only(self, kept: NDArray[np.bool_]) -> "DenseIndex":
        """Return the index of some of the units, shape (n,), in the same order; the others are never found."""
        segments: list[_Segment] = []
        for segment in self._segments:
            inside = kept[segment.offset : segment.offset + segment.size]
            segments.append(segment.only(inside, sum(each.size for each in segments)))
        return DenseIndex(segments)

    def search(
        self, query: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers and cosines of at most ``depth`` units, nearest first; no padding.

        Args:
            query: unit vector, shape (d,).
            depth: how many units at most.
            allowed: which units may be found, shape (n,); None for all.
        """
        found = [(np.zeros(0, np.int64), np.zeros(0, np.float32))]
        for segment in self._segments:
            inside = None if allowed is None else allowed[segment.offset : segment.offset + segment.size]
            if segment.size and (inside is None or inside.any()):
                found.append(segment.nearest(query, depth, inside))
        numbers, cosines = (np.concatenate(each) for each in zip(*found, strict=True))
        order = np.argsort(-cosines, kind="stable")[:depth]
        return numbers[order], cosines[order]

    def highest(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of the nearest unit of each of n unit vectors, shape (n,); -1 where there is no unit.

        Args:
            queries: unit vectors, shape (n, d).
        """
        found = np.full(len(queries), -1, np.float32)
        asked = np.ascontiguousarray(queries)
        for segment in self._segments if len(queries) else ():
            if segment.size:
                found = np.maximum(found, segment.search(asked, 1, None)[1][:, 0])
        return found

    def cosines(self, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of the units with these numbers, shape (len(numbers),), in [-1, 1].

        Args:
            query: unit vector, shape (d,).
            numbers: of units, in any order.
        """
        found = np.empty(len(numbers), np.float32)
        for segment in self._segments:
            inside = (numbers >= segment.offset) & (numbers < segment.offset + segment.size)
            if inside.any():
                found[inside] = segment.cosines(query, segment.own(numbers[inside]))
        return found


def write(vectors: NDArray[np.float32], path: Path) -> None:
    """Write the index of unit vectors, shape (n, d), which may be mapped from a file."""
    faiss.write_index(_made(vectors), str(path))


def _made(vectors: NDArray[np.float32]) -> faiss.Index:
    size, dimension = vectors.shape
    if size <= FLAT_LIMIT:
        index: faiss.Index = faiss.IndexFlatIP(dimension)
    else:
        lists = int(LISTS_PER_ROOT * size**0.5)
        coarse, kind = faiss.IndexFlatIP(dimension), faiss.ScalarQuantizer.QT_8bit
        index = faiss.IndexIVFScalarQuantizer(coarse, dimension, lists, kind, faiss.METRIC_INNER_PRODUCT, False)
        index.cp.seed = _SEED
        index.cp.niter = 8
        index.cp.max_points_per_centroid = _SAMPLE
        sample = np.random.default_rng(_SEED).choice(size, min(size, _SAMPLE * lists), replace=False)
        index.train(np.ascontiguousarray(vectors[np.sort(sample)]))
    for start in range(0, size, _AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + _AT_ONCE]))
    return index
