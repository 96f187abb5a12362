"""The inverted file of one segment: by term the units that hold it and how often, mapped from the disk.

It holds counts and no scores, so that segments can be searched together: what a term is worth depends on all of them.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.files import mapped
from index.words import Words

MOST = 255  # occurrences of a term in a unit that are told apart
K1, B = 1.2, 0.75  # Robertson et al.; k1 and b as Lucene has them
_AT_ONCE = 4_000_000  # postings sorted at once; bounds the memory of the build, at about 40 bytes each


@dataclass(frozen=True, slots=True)
class Postings:
    """Units by term: of term t ``units[starts[t]:starts[t + 1]]``, ascending, with ``counts`` of occurrences.

    ``lengths`` (n_units,) are the terms of each unit with repetitions.
    """

    words: Words
    units: NDArray[np.int32]
    counts: NDArray[np.uint8]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Map what a ``PostingsWriter`` wrote."""
        return cls(Words.load(folder), *(mapped(folder / f"{name}.npy") for name in _ARRAYS))


_ARRAYS = ("units", "counts", "starts", "lengths")


def norms(lengths: NDArray[np.int32], mean: float) -> NDArray[np.float32]:
    """Return what the length of each unit adds below the fraction of BM25, shape (n,); 1 where there are no terms at all."""
    return (K1 * (1 - B + B * lengths / mean)).astype(np.float32) if mean else np.ones(len(lengths), np.float32)


class PostingsWriter:
    """Takes the terms of units one after the other; memory stays within bounds, whatever the number of units.

    Two temporary files hold the terms by unit until all are known; then they are sorted by term, part by part.
    """

    def __init__(self) -> None:
        self._terms = tempfile.TemporaryFile(prefix="postings-")  # noqa: SIM115  # ``finish`` closes both
        self._counts = tempfile.TemporaryFile(prefix="postings-")  # noqa: SIM115
        self._held: list[NDArray[np.int32]] = []  # different terms of each unit
        self._lengths: list[NDArray[np.int32]] = []
        self._rank = np.zeros(0, np.int32)  # by number of a term as it is given: its number here, -1 where it did not occur
        self._order: list[NDArray[np.int64]] = []  # the same the other way round
        self._known = 0

    def add(self, numbers: NDArray[np.int32], lengths: NDArray[np.int64]) -> None:
        """Take further units: the numbers of their terms one behind the other, and how many each has."""
        self._rank_all(numbers)
        unit = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        keys, counts = np.unique((unit << 32) | self._rank[numbers], return_counts=True)
        (keys & 0xFFFFFFFF).astype(np.int32).tofile(self._terms)
        np.minimum(counts, MOST).astype(np.uint8).tofile(self._counts)
        self._held.append(np.bincount(keys >> 32, minlength=len(lengths)).astype(np.int32))
        self._lengths.append(lengths.astype(np.int32))

    def _rank_all(self, numbers: NDArray[np.int32]) -> None:
        """Number the terms that are new, in the order of their occurrence."""
        highest = int(numbers.max(initial=-1)) + 1
        if highest > len(self._rank):
            grown = np.full(highest * 2, -1, np.int32)
            grown[: len(self._rank)] = self._rank
            self._rank = grown
        fresh = numbers[self._rank[numbers] < 0]
        different, first = np.unique(fresh, return_index=True)
        in_order = different[np.argsort(first)].astype(np.int64)
        self._rank[in_order] = np.arange(self._known, self._known + len(in_order), dtype=np.int32)
        self._order.append(in_order)
        self._known += len(in_order)

    def finish(self, vocabulary: Sequence[str], folder: Path) -> None:
        """Write the inverted file into ``folder``; ``vocabulary`` are the terms by the numbers that were given."""
        folder.mkdir(parents=True, exist_ok=True)
        order = np.concatenate([np.zeros(0, np.int64), *self._order])
        Words.of([vocabulary[number] for number in order.tolist()]).save(folder)
        held = np.concatenate([np.zeros(0, np.int32), *self._held])
        lengths = np.concatenate([np.zeros(0, np.int32), *self._lengths])
        np.save(folder / "lengths.npy", lengths, allow_pickle=False)
        occurring = np.zeros(self._known, np.int64)
        for terms, _, _ in self._parts(held):
            occurring += np.bincount(terms, minlength=self._known)
        starts = np.concatenate([[0], np.cumsum(occurring)]).astype(np.int64)
        np.save(folder / "starts.npy", starts, allow_pickle=False)
        self._invert(folder, held, starts)
        self._terms.close()
        self._counts.close()

    def _invert(self, folder: Path, held: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        """Write the units and counts by term."""
        size = int(starts[-1])
        units, counts = (
            _created(folder / f"{name}.npy", kind, size) for name, kind in (("units", np.int32), ("counts", np.uint8))
        )
        filled = starts[:-1].copy()
        for terms, many, unit in self._parts(held):
            order = np.argsort(terms, kind="stable")
            sorted_terms = terms[order]
            different, first, number = np.unique(sorted_terms, return_index=True, return_counts=True)
            places = np.arange(len(order)) - np.repeat(first, number) + np.repeat(filled[different], number)
            units[places], counts[places] = unit[order], many[order]
            filled[different] += number

    def _parts(self, held: NDArray[np.int32]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]]:
        """Yield terms, counts and units, by unit, some millions at once."""
        self._terms.seek(0)
        self._counts.seek(0)
        ends = np.concatenate([[0], np.cumsum(held, dtype=np.int64)])
        at = 0
        while at < len(held):
            end = max(at + 1, int(np.searchsorted(ends, ends[at] + _AT_ONCE, side="right")) - 1)
            size = int(ends[end] - ends[at])
            if size:
                units = np.repeat(np.arange(at, end, dtype=np.int32), held[at:end])
                yield np.fromfile(self._terms, np.int32, size), np.fromfile(self._counts, np.uint8, size), units
            at = end


def _created(path: Path, kind: type[np.generic], size: int) -> NDArray[Any]:
    """Return a new array in a file; an empty one, which cannot be mapped, is written at once."""
    if not size:
        np.save(path, np.zeros(0, kind), allow_pickle=False)
        return np.zeros(0, kind)
    return np.lib.format.open_memmap(path, "w+", kind, (size,))
