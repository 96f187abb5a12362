"""Vector search with FAISS: inner product over unit vectors, which is the cosine, in [-1, 1], higher is nearer.

Few vectors are kept as they are and compared one by one. Of many, four bits for every four components are compared (product
quantization, 32 bytes a vector of 256: all of 150,000 in 0.4 ms), and what that finds is compared again with the vectors
themselves, a byte a component. No lists: to look through some of them is less work only on paper, and finds less.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.files import is_mapped, mapped
from index.ordering import highest

FLAT_LIMIT = 30_000  # vectors; below, an exact scan takes under 3 ms on one core and no approximation is worth it
# How many are compared again: so many times as many as are wanted, and one in so many of all, since of more units more are nearly
# as near. Of the exact top 100 of lay questions among 1,286,894 sentences / 990,339 clauses, 8 times alone find 0.973 / 0.911, 16
# times 0.974 / 0.959, 32 times 0.982 / 0.983, in 5.5, 6.0, 7.1 ms.
AGAIN, ONE_IN = 8, 500
AGAIN_FOR_ONE = 4 * AGAIN  # vectors compared again where only the nearest is wanted
COMPONENTS = 4  # that share four bits
NARROW, SHARE = 4_000, 64  # units that are allowed, or units of the index for one: each of so few is compared
WIDER = 4  # times as many are looked for, where too few of those found are allowed
_SEED = 20_260_101
_AT_ONCE = 65_536  # vectors added at once; bounds the memory of the build
_UNPACKED = 256  # vectors made floats at once: 256 kB stay in the cache, and thousands take a third longer
_SAMPLE = 50_000  # vectors that the four bits are chosen by


@dataclass(frozen=True, slots=True)
class _Segment:
    """An index with the numbers that its vectors have in the whole: counted on, or of those that are ``left`` alone.

    ``rows`` (n, d) and ``steps`` (n,) are the vectors of a large index: ``rows * steps``.
    """

    index: faiss.Index
    rows: NDArray[np.int8] | None
    steps: NDArray[np.float32] | None
    offset: int = 0
    left: NDArray[np.int64] | None = None  # own numbers, ascending

    @property
    def size(self) -> int:
        """How many units are left."""
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
        return replace(self, offset=offset, left=chosen if self.left is None else self.left[chosen])

    def _inside(self, allowed: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """Return which of its own numbers are left and allowed; None for all."""
        if self.left is None:
            return allowed
        inside = np.zeros(int(self.index.ntotal), bool)
        inside[self.left] = True if allowed is None else allowed
        return inside

    def nearest(
        self, query: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return numbers in the whole, and cosines; of few allowed units each is looked at."""
        if allowed is not None and np.count_nonzero(allowed) <= max(NARROW, self.size // SHARE):
            numbers = np.flatnonzero(allowed) + self.offset
            return numbers, self.cosines(query, self.own(numbers))
        inside = self._inside(allowed)
        if self.rows is None:
            own, cosines = self._flat(query, depth, inside)
        else:
            own = self._packed(query, depth * AGAIN + self.size // ONE_IN, inside)
            cosines = self.cosines(query, own)
        return self.whole(own), cosines

    def _flat(
        self, query: NDArray[np.float32], depth: int, inside: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        parameters = None
        if inside is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(inside, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # the stubs are of the C++ classes
        cosines, own = self.index.search(query[None], min(depth, int(self.index.ntotal)), params=parameters)
        held = own[0] >= 0  # FAISS pads short results with -1
        return own[0][held], cosines[0][held]

    def _packed(self, query: NDArray[np.float32], depth: int, inside: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """Return the own numbers of the nearest by four bits; such an index leaves nothing out itself."""
        size = int(self.index.ntotal)
        wanted = depth if inside is None else depth * size // max(int(np.count_nonzero(inside)), 1)
        while True:
            own: NDArray[np.int64] = self.index.search(query[None], min(wanted, size))[1][0]
            own = own if inside is None else own[inside[own]]
            if len(own) >= depth or wanted >= size:
                return own[:depth]
            wanted *= WIDER

    def highest(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of the nearest unit of each of n unit vectors, shape (n,)."""
        if self.left is not None:
            return np.array(
                [self.nearest(query, AGAIN_FOR_ONE // AGAIN, None)[1].max(initial=-1) for query in queries], np.float32
            )
        cosines, own = self.index.search(queries, 1 if self.rows is None else min(AGAIN_FOR_ONE, self.size))
        if self.rows is None:
            return cosines[:, 0]
        return np.array([self.cosines(query, near).max() for query, near in zip(queries, own, strict=True)], np.float32)

    def vectors(self, own: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors by their own numbers, shape (len(own), d)."""
        if self.rows is not None and self.steps is not None:
            return self.rows[own] * self.steps[own, None]
        found: NDArray[np.float32] = self.index.reconstruct_batch(own)
        return found

    def cosines(self, query: NDArray[np.float32], own: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of vectors by their own numbers."""
        found = np.empty(len(own), np.float32)
        if self.rows is not None and self.steps is not None:
            unpacked = np.empty((min(len(own), _UNPACKED), len(query)), np.float32)
            for at in range(0, len(own), _UNPACKED):
                rows = self.rows.take(own[at : at + _UNPACKED], axis=0)
                part = unpacked[: len(rows)]
                part[:] = rows
                np.dot(part, query, out=found[at : at + _UNPACKED])
            return found * self.steps.take(own)
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
    def build(cls, vectors: NDArray[np.float32]) -> "DenseIndex":
        """Return the index of unit vectors, shape (n, d)."""
        with tempfile.TemporaryDirectory(prefix="vectors-") as folder:  # what is mapped stays, when the folder goes
            write(vectors, Path(folder, "index"))
            return cls.load(Path(folder, "index"))

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """Map the index that ``write`` wrote."""
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if is_mapped(path) else 0)
        rows, steps = (mapped(file) if isinstance(index, faiss.IndexPQFastScan) else None for file in _beside(path))
        return cls([_Segment(index, rows, steps)])

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
        order = highest(cosines, depth)
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
                found = np.maximum(found, segment.highest(asked))
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

    def vectors(self, begin: int, end: int) -> NDArray[np.float32]:
        """Return the vectors of the units from ``begin`` up to ``end``, shape (end - begin, d)."""
        parts = [np.zeros((0, self.dimension), np.float32)]
        for segment in self._segments:
            numbers = np.arange(max(begin, segment.offset), min(end, segment.offset + segment.size))
            if len(numbers):
                parts.append(segment.vectors(segment.own(numbers)))
        return np.concatenate(parts)


def write(vectors: NDArray[np.float32], path: Path) -> None:
    """Write the index of unit vectors, shape (n, d), which may be mapped from a file; of many there are files beside it."""
    size, dimension = vectors.shape
    if size <= FLAT_LIMIT:
        index: faiss.Index = faiss.IndexFlatIP(dimension)
        index.add(np.ascontiguousarray(vectors))
    else:
        index = _trained(vectors)
        rows = np.lib.format.open_memmap(_beside(path)[0], "w+", np.int8, vectors.shape)
        steps = np.empty(size, np.float32)
        for start in range(0, size, _AT_ONCE):
            part = np.ascontiguousarray(vectors[start : start + _AT_ONCE])
            index.add(part)
            step = np.maximum(np.abs(part).max(axis=1), 1e-12) / 127
            steps[start : start + _AT_ONCE] = step
            rows[start : start + _AT_ONCE] = np.round(part / step[:, None])
        np.save(_beside(path)[1], steps, allow_pickle=False)
    faiss.write_index(index, str(path))


def _beside(path: Path) -> tuple[Path, Path]:
    """Return the files of the vectors themselves, a byte a component, and of what one of that byte's steps is."""
    return path.with_suffix(".rows.npy"), path.with_suffix(".steps.npy")


def _trained(vectors: NDArray[np.float32]) -> faiss.Index:
    size, dimension = vectors.shape
    parts = dimension // COMPONENTS if dimension % COMPONENTS == 0 else dimension
    index = faiss.IndexPQFastScan(dimension, parts, 4, faiss.METRIC_INNER_PRODUCT)
    index.pq.cp.seed = _SEED
    sample = np.random.default_rng(_SEED).choice(size, min(size, _SAMPLE), replace=False)
    index.train(np.ascontiguousarray(vectors[np.sort(sample)]))
    return index
