"""Lists page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pages(Generic[Row]):
    """One page of a list: its rows, the number of the page and of the last one, and where its rows begin (both from 1)."""

    rows: Sequence[Row]
    number: int
    last: int
    begins: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[Row], number: int, size: int) -> "Pages[Row]":
        """Return a page; one behind the last is the last."""
        last = max(1, -(-len(rows) // size))
        number = min(max(1, number), last)
        begins = (number - 1) * size
        return cls(rows[begins : begins + size], number, last, begins + 1, len(rows))


def number_of(query: Mapping[str, str], name: str) -> int:
    """Return a number of a query string, 1 where it is none."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
