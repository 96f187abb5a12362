"""Characters of a page by the lines they stand on, column by column where the page has two."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

SAME_LINE = 0.4  # of the height of a character; characters whose bases differ by less stand on one line
WIDE_GAP = 1.3  # widths of a Han character; a wider gap parts what may be columns
ACROSS = 0.15  # of the pieces of a page; where more lie across the middle there are no columns
FEWEST = 5  # pieces of a column
NARROWEST = 8  # widths of a Han character; half of the pieces of a column are at least so long
FILLS = 0.8  # of the longest piece of a column; prose fills its column, the cells of a table do not
FILLED = 0.4  # of the pieces of a column of prose
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(slots=True)
class Glyph:
    """A character as it is printed."""

    text: str
    left: float
    right: float
    base: float
    height: float


Row = list[Glyph]


def em_of(glyphs: Sequence[Glyph]) -> float:
    """Return the width of a Han character among these."""
    widths = [glyph.right - glyph.left for glyph in glyphs if _HAN.match(glyph.text)]
    return max(median(widths) if widths else median(glyph.height for glyph in glyphs) * 0.85, 1.0)


def rows_of(glyphs: Iterable[Glyph]) -> list[tuple[int, Row]]:
    """Return the characters by line in reading order, each line with its column: 0 across the page, 1 left, 2 right."""
    pieces = [piece for row in _rows(glyphs) for piece in _split(row)]
    gutter = _gutter(pieces) if pieces else None
    if gutter is None:
        return [(0, row) for row in _joined(pieces)]
    return list(_by_column(pieces, gutter))


def _rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the characters by the line they stand on, from the top."""
    rows: list[Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if rows and rows[-1][0].base - glyph.base < SAME_LINE * max(rows[-1][0].height, glyph.height):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def _split(row: Row) -> list[Row]:
    em = em_of(row)
    pieces = [[row[0]]]
    for before, glyph in pairwise(row):
        if glyph.left - before.right > WIDE_GAP * em:
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def _joined(pieces: Iterable[Row]) -> list[Row]:
    return _rows(glyph for piece in pieces for glyph in piece)


def _crosses(piece: Row, at: float) -> bool:
    return piece[0].left < at < piece[-1].right


def _crossing(pieces: Iterable[Row], at: float) -> int:
    return sum(_crosses(piece, at) for piece in pieces)


def _gutter(pieces: Sequence[Row]) -> float | None:
    """Return where two columns of prose part, or None: pieces on both sides that fill them, next to none across."""
    left, right = min(piece[0].left for piece in pieces), max(piece[-1].right for piece in pieces)
    places = [left + (right - left) * percent / 100 for percent in range(35, 66)]
    runs = groupby(places, key=lambda place: _crossing(pieces, place) <= ACROSS * len(pieces))
    widest = max((list(run) for free, run in runs if free), key=len, default=[])
    if not widest:
        return None
    at = widest[len(widest) // 2]
    return at if _parts_prose(pieces, at) else None


def _parts_prose(pieces: Sequence[Row], at: float) -> bool:
    em = median(em_of(piece) for piece in pieces)
    sides = ([p for p in pieces if p[-1].right <= at], [p for p in pieces if p[0].left >= at])
    return all(_is_prose(side, em) for side in sides)


def _is_prose(side: Sequence[Row], em: float) -> bool:
    if len(side) < FEWEST:
        return False
    widths = [piece[-1].right - piece[0].left for piece in side]
    filled = sum(width > FILLS * max(widths) for width in widths)
    return median(widths) >= NARROWEST * em and filled >= FILLED * len(side)


def _by_column(pieces: Sequence[Row], gutter: float) -> Iterator[tuple[int, Row]]:
    """Yield rows with their column: what crosses the gutter parts the page, and above and below it left goes before right."""
    left: list[Row] = []
    right: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -piece[0].base):
        if _crosses(piece, gutter):
            yield from _columns(left, right)
            yield 0, piece
            left, right = [], []
        else:
            (left if piece[-1].right <= gutter else right).append(piece)
    yield from _columns(left, right)


def _columns(left: Iterable[Row], right: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    yield from ((1, row) for row in _joined(left))
    yield from ((2, row) for row in _joined(right))
