"""Numbers like 4.2 and 4.2.1: whether a text counts so, only its lines together tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.markers import RANKS, Marker, match_decimal, match_top
from corpus.pieces import LONGEST_TITLE, Line
from corpus.wording import STOP

RISING = 0.8  # of the numbers that follow each other; the rest may be cited at the start of a line


def mark_decimals(lines: Sequence[Line]) -> None:
    """Recognise 4.2 and 4.2.1 where the numbers of several lines count up, and the levels above and below them."""
    found = [(line, marker) for line in lines if line.marker is None and (marker := match_decimal(line.text))]
    keys = [_parts(marker) for _, marker in found]
    rising = sum(a < b for a, b in pairwise(keys))
    if len(keys) < 2 or rising < RISING * (len(keys) - 1) or not any(key[-1] == 1 for key in keys):
        return
    for line, marker in found:
        line.marker = marker
    reached = _Reached()
    for line, coming in zip(lines, _coming(lines), strict=True):
        line.marker = reached.take(line, coming)


def _parts(marker: Marker) -> list[int]:
    return [int(part) for part in marker.key.split(".")]


def _coming(lines: Sequence[Line]) -> list[list[int]]:
    """Return for each line the next number like 4.2 behind it, empty where none comes."""
    found: list[list[int]] = []
    coming: list[int] = []
    for line in reversed(lines):
        found.append(coming)
        if line.marker is not None and line.marker.decimal:
            coming = _parts(line.marker)
    return found[::-1]


@dataclass(slots=True)
class _Reached:
    """How far a text has counted: its first level, the items below it, and whether 4.2 has come."""

    top: int = 0
    item: int = 0
    below: bool = False

    def take(self, line: Line, coming: Sequence[int]) -> Marker | None:
        """Return the marker of a line: ``4 标题`` and ``4. 标题`` are of the first level, another 1. below 4.2 is an item."""
        marker = line.marker
        if marker is None:
            return self._head(line, coming)
        if marker.decimal:
            self.top, self.item, self.below = _parts(marker)[0], 0, True
        elif marker.kind == "1.":
            return self._counted(marker, coming)
        return marker

    def _head(self, line: Line, coming: Sequence[int]) -> Marker | None:
        head = match_top(line.text) if len(line.text) <= LONGEST_TITLE and not STOP.search(line.text) else None
        if head is None:
            return None
        number = int(head.key)
        if number <= self.top and not _opens(number, coming):
            return None
        if coming and number > coming[0]:
            return None  # above the decimal number that comes next stands no later one
        self.top = number
        return head

    def _counted(self, marker: Marker, coming: Sequence[int]) -> Marker:
        number = int(marker.key)
        next_top = self.below and number == self.top + 1 and self.item != number - 1 and (not coming or number < coming[0])
        if next_top or _opens(number, coming):
            self.top, self.item = number, 0
            return replace(marker, kind="n")
        if not self.below:
            return marker
        self.item = number
        return replace(marker, kind="item", rank=RANKS["item"])


def _opens(number: int, coming: Sequence[int]) -> bool:
    """Whether the next number is the first below this one: 4.1 or 4.1.1 below 4."""
    return coming[:1] == [number] and set(coming[1:]) == {1}
