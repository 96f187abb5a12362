"""Tables in a text: rows whose cells are parted by ｜ or |, below a row that heads them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.pieces import Line
from corpus.records import Span

LONGEST_ROW = 200  # characters; a longer row is cut into sentences like any text
LEAST_CELLS = 3  # of a row that stands alone: the head of a table that headings interrupt
_PARTS = re.compile("[｜→]")
_CELLS = re.compile(r"｜|(?:^|(?<=\s))\|(?:\s|$)|(?<=\S)\|(?=\S)")


def cells(text: str) -> list[str]:
    """Return the cells of a row; a line that is none has one."""
    found = [cell.strip() for cell in _CELLS.split(text.strip())]
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found[1:] if len(found) > 2 and not found[0] and text.lstrip().startswith("|") else found


def row_parts(text: str, start: int, end: int) -> list[Span]:
    """Return the cells of a long row, and the steps that arrows part in them, as spans that tile it."""
    cuts = [found.end() for found in _PARTS.finditer(text, start, end) if found.end() < end]
    return list(pairwise([start, *cuts, end]))


def mark_rows(lines: Sequence[Line], body: int) -> None:
    """Mark the rows of tables from line ``body`` on: each gets its place and the row that heads its table.

    The readers of files number the rows themselves. Else a row of a table that a heading interrupts belongs to the
    table above, if it has as many cells and counts on.
    """
    table, row, head, inside = 0, 0, "", False
    for at in range(body, len(lines)):
        line = lines[at]
        found = _cells_of(line)
        if line.marker is not None and line.marker.kind == "row":
            line.role, line.place = "row", line.marker.key
        elif len(found) < 2:
            inside = False
        else:
            if not inside and not (head and len(found) == len(cells(head)) and found[0].isdigit()):
                if _stands_alone(lines, at, found):
                    continue
                table, row, head = table + 1, 0, line.text
            inside, row = True, row + 1
            line.role, line.place, line.marker = "row", f"表{table}第{row}行", None
            line.above = head if row > 1 else ""


def _stands_alone(lines: Sequence[Line], at: int, found: Sequence[str]) -> bool:
    """Return whether a line of few cells has no row below it: one line with a bar is no table."""
    return len(found) < LEAST_CELLS and (at + 1 == len(lines) or len(cells(lines[at + 1].text)) < 2)


def _cells_of(line: Line) -> list[str]:
    return [] if line.role or line.annexed else cells(line.text)
