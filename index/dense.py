"""Vector search with FAISS: inner product over unit vectors, which is the cosine, in [-1, 1], higher is nearer.

Few vectors are kept as they are and compared one by one; more lie in lists, of which some are looked through. Of very many,
four bits for every four components are searched (product quantization, 32 bytes a vector of 256), and what that finds is
compared again with the vectors themselves, a byte a component: an eighth of the memory, at some times the time.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.words import mapped

FLAT_LIMIT = 30_000  # vectors; below, an exact scan takes under 3 ms on one core and no approximation is worth it
WHOLE_LIMIT = 300_000  # vectors up to which the lists hold them whole: 300 MB of 256 components
LISTS_PER_ROOT = 2  # IVF lists = 2·√n, the order that FAISS's guidelines give
# Lists of whole vectors searched. Of the exact top 200 for lay questions, 55,808 articles / 150,789 sentences: 24 lists find
# 0.81 / 0.76 in 0.4 / 0.5 ms, 96 0.96 / 0.91 in 0.7 / 1.1 ms, 128 0.97 / 0.93 in 0.9 / 1.6 ms, 192 0.99 / 0.96 in 1.4 / 2.5 ms.
WHOLE_PROBES = 128
# Lists searched of the others, and how many times as many as are wanted are compared again. Of the exact top 100, among
# 419,509 sentences: 256 lists and 5 times find 0.973, 512 and 5 0.988, 512 and 8 0.990, all 1,295 and 8 0.996; among
# 1,169,892: 512 and 8 find 0.973, 768 and 8 0.985, 512 and 16 0.974.
PROBES, AGAIN = 768, 8
AGAIN_FOR_ONE = 32  # vectors compared again where only the nearest is wanted
COMPONENTS = 4  # that share four bits
NARROW = 4_000  # units that are allowed; each of so few is compared, in a corpus of any size
_SEED = 20_260_101
_AT_ONCE = 65_536  # vectors added at once; bounds the memory of the build
_SAMPLE = 64  # vectors a list, by which the lists are found


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

    @property
    def _probes(self) -> int:
        return WHOLE_PROBES if self.rows is None else PROBES

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

    def _searched(
        self, queries: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return own numbers, -1 where there are fewer, and what FAISS takes the cosines for, (n, depth) each."""
        selector = None
        if self.left is not None or (allowed is not None and not allowed.all()):
            inside = np.zeros(int(self.index.ntotal), bool)
            inside[self.left if self.left is not None else slice(None)] = True if allowed is None else allowed
            bits = np.packbits(inside, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # the stub is of the C++ class
        parameters: faiss.SearchParameters | None = None
        if isinstance(self.index, faiss.IndexIVF):
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=self._probes)  # type: ignore[call-arg]
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
        own, cosines = (each[0] for each in self._searched(query[None], depth if self.rows is None else depth * AGAIN, allowed))
        held = own >= 0  # FAISS pads short results with -1
        own = own[held]
        return self.whole(own), cosines[held] if self.rows is None else self.cosines(query, own)

    def highest(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of the nearest unit of each of n unit vectors, shape (n,)."""
        own, cosines = self._searched(queries, 1 if self.rows is None else AGAIN_FOR_ONE, None)
        if self.rows is None:
            return cosines[:, 0]
        each = (self.cosines(query, numbers[numbers >= 0]) for query, numbers in zip(queries, own, strict=True))
        return np.array([found.max(initial=-1) for found in each], np.float32)

    def vectors(self, own: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors by their own numbers, shape (len(own), d)."""
        if self.rows is not None and self.steps is not None:
            return self.rows[own] * self.steps[own, None]
        found: NDArray[np.float32] = self.index.reconstruct_batch(own)
        return found

    def cosines(self, query: NDArray[np.float32], own: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of vectors by their own numbers."""
        if self.rows is not None and self.steps is not None:
            return (self.rows[own].astype(np.float32) @ query) * self.steps[own]
        if isinstance(self.index, faiss.IndexIVF):  # which scores whole lists only
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
    def build(cls, vectors: NDArray[np.float32]) -> "DenseIndex":
        """Return the index of unit vectors, shape (n, d)."""
        with tempfile.TemporaryDirectory(prefix="vectors-") as folder:  # what is mapped stays, when the folder goes
            write(vectors, Path(folder, "index"))
            return cls.load(Path(folder, "index"))

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """Map the index that ``write`` wrote."""
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        packed = isinstance(index, faiss.IndexIVFPQFastScan)
        rows, steps = (mapped(file) if packed else None for file in _beside(path))
        if isinstance(index, faiss.IndexIVF) and not packed:
            index.make_direct_map()  # where each unit's vector stands; 8 bytes a unit
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
    elif size <= WHOLE_LIMIT:
        index = _trained(vectors, packed=False)
        for start in range(0, size, _AT_ONCE):
            index.add(np.ascontiguousarray(vectors[start : start + _AT_ONCE]))
    else:
        index = _trained(vectors, packed=True)
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


def _trained(vectors: NDArray[np.float32], *, packed: bool) -> faiss.Index:
    size, dimension = vectors.shape
    lists, coarse = int(LISTS_PER_ROOT * size**0.5), faiss.IndexFlatIP(dimension)
    index: faiss.IndexIVF
    if packed:
        parts = dimension // COMPONENTS if dimension % COMPONENTS == 0 else dimension
        index = quantized = faiss.IndexIVFPQFastScan(coarse, dimension, lists, parts, 4, faiss.METRIC_INNER_PRODUCT)
        quantized.by_residual = False  # with it, 512 lists and 8 times find 0.980 instead of 0.990
    else:
        index = faiss.IndexIVFFlat(coarse, dimension, lists, faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = _SEED
    index.cp.niter = 8
    index.cp.max_points_per_centroid = _SAMPLE
    sample = np.random.default_rng(_SEED).choice(size, min(size, _SAMPLE * lists), replace=False)
    index.train(np.ascontiguousarray(vectors[np.sort(sample)]))
    return index
