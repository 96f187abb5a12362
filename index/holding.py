"""Postings as part of an index of several segments, of which units may have been withdrawn."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.postings import Postings

Held = tuple[NDArray[np.int32], NDArray[np.uint8]]  # units that hold a term, ascending, and how often each does


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings with the numbers that their units have in the whole index: counted on, or ``numbers``, -1 for what is gone.

    ``size`` is how many units are left.
    """

    postings: Postings
    offset: int
    size: int
    numbers: NDArray[np.int32] | None = None

    def of(self, term: str) -> Held | None:
        """Return the units that hold a term, and their counts; None where none holds it."""
        at = self.postings.words.get(term)
        if at is None:
            return None
        first, after = self.postings.starts.item(at), self.postings.starts.item(at + 1)
        units, counts = self.postings.units[first:after], self.postings.counts[first:after]
        if self.numbers is None:
            return (units if not self.offset else units + np.int32(self.offset)), counts
        numbers = self.numbers[units]
        left = numbers >= 0
        return (numbers[left], counts[left]) if left.any() else None

    def holds(self, term: str) -> bool:
        """Return whether a unit that is left holds a term."""
        return self.postings.words.get(term) is not None if self.numbers is None else self.of(term) is not None

    def whole(self) -> NDArray[np.int32]:
        """Return the numbers in the whole index of all units of the postings, -1 for what is gone."""
        return self.postings.units + np.int32(self.offset) if self.numbers is None else self.numbers[self.postings.units]

    def only(self, kept: NDArray[np.bool_], offset: int) -> "Segment":
        """Return the segment of some of its units, which are counted on from ``offset``."""
        if self.numbers is None and kept.all():
            return replace(self, offset=offset)
        numbers = np.where(kept, np.cumsum(kept) - 1 + offset, -1)
        if self.numbers is not None:  # units that were gone before stay so
            before = self.numbers >= 0
            everything = np.full(len(before), -1, np.int64)
            everything[before] = numbers
            numbers = everything
        return Segment(self.postings, offset, int(kept.sum()), numbers.astype(np.int32))

    def moved(self, by: int) -> "Segment":
        """Return the segment with its units counted on from further on."""
        numbers = None if self.numbers is None else np.where(self.numbers < 0, -1, self.numbers + by).astype(np.int32)
        return replace(self, offset=self.offset + by, numbers=numbers)

    def lengths(self) -> NDArray[np.int32]:
        """Return the terms of each unit that is left, shape (size,)."""
        return self.postings.lengths if self.numbers is None else self.postings.lengths[self.numbers >= 0]
