"""Tables drawn with lines: the grid that the lines make, and the characters that stand in each cell."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from corpus.readers import tables
from corpus.readers.columns import Glyph
from corpus.readers.layout import ENDED, Page, lines_of, page_mark
from corpus.readers.source import HEADER, Dropped

SNAP = 3.0  # points; ends of lines nearer than that meet
THICK = 4.0  # points; a drawn rectangle thinner than that is a line
HANGS = 1.0  # points that the middle of a character of a row may stand below the line under it
SHORT = 8.0  # points; shorter strokes are dots and underlines of a character
MOST_LINES = 1500  # of a page; a drawing has more, a table does not
MOST_RULES = 150  # different heights or positions of one table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level (``at`` is its height) or upright (``at`` is its position)."""

    level: bool
    at: float
    start: float
    stop: float


@dataclass(slots=True)
class Table:
    """A table of a page: positions of its upright lines from the left, and its rows from the top."""

    top: float
    bottom: float
    columns: list[float]
    rows: list[tables.Row]


def rules_of_box(left: float, bottom: float, right: float, top: float) -> list[Rule]:
    """Return the lines that a drawn rectangle is: one if it is thin, else its four edges."""
    if not all(map(isfinite, (left, bottom, right, top))):
        return []
    if top - bottom <= THICK:
        return [Rule(True, (top + bottom) / 2, left, right)] if right - left >= SHORT else []
    if right - left <= THICK:
        return [Rule(False, (left + right) / 2, bottom, top)] if top - bottom >= SHORT else []
    levels = [Rule(True, at, left, right) for at in (bottom, top)]
    return levels + [Rule(False, at, bottom, top) for at in (left, right)]


def tables_of(rules: Sequence[Rule], glyphs: Sequence[Glyph], page: int) -> tuple[list[Table], list[Glyph]]:
    """Return the tables of a page from the top, and the characters that stand in none."""
    if len(rules) > MOST_LINES:
        return [], list(glyphs)
    found: list[Table] = []
    left = list(glyphs)
    for group in _joined(rules):
        xs, ys = _places(group, level=False), _places(group, level=True)
        inside = _inside(left, xs, ys)
        if inside:
            found.append(Table(ys[-1], ys[0], xs, _table_rows(group, xs, ys, inside, page)))
            taken = set(map(id, inside))
            left = [glyph for glyph in left if id(glyph) not in taken]
    return sorted(found, key=lambda table: -table.top), left


def _table_rows(
    group: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], glyphs: Sequence[Glyph], page: int
) -> list[tables.Row]:
    rows = tables.grid(_cells(group, xs, ys, glyphs, page))
    for row in rows:
        row.page = page
    return rows


def _places(group: Sequence[Rule], *, level: bool) -> list[float]:
    return _positions(rule.at for rule in group if rule.level == level)


def _inside(glyphs: Sequence[Glyph], xs: Sequence[float], ys: Sequence[float]) -> list[Glyph]:
    """Return the characters in a table; none where the lines make no table."""
    return [glyph for glyph in glyphs if _within(glyph, xs, ys)] if _is_grid(xs, ys) else []


def _is_grid(xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether lines at these places make a table: one column is a frame around text, hundreds are a drawing."""
    return len(xs) >= 3 and len(ys) >= 2 and max(len(xs), len(ys)) <= MOST_RULES


def _within(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return xs[0] < middle < xs[-1] and ys[0] - SNAP < glyph.base + glyph.height * 0.3 < ys[-1]


def _joined(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the lines by the drawing they belong to: those that touch."""
    groups: list[list[Rule]] = []
    waiting = list(rules)
    while waiting:
        group, reached = [waiting.pop()], 0
        while reached < len(group):
            rule = group[reached]
            reached += 1
            near = [other for other in waiting if _touch(rule, other)]
            group += near
            taken = set(map(id, near))
            waiting = [other for other in waiting if id(other) not in taken]
        groups.append(group)
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        return abs(one.at - other.at) < SNAP and one.start < other.stop + SNAP and other.start < one.stop + SNAP
    return one.start - SNAP < other.at < one.stop + SNAP and other.start - SNAP < one.at < other.stop + SNAP


def _positions(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _cells(
    group: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], glyphs: Sequence[Glyph], page: int
) -> list[list[tables.Cell]]:
    """Return the cells by row from the top: squares that no line parts are one cell."""
    taken: set[tuple[int, int]] = set()
    rows: list[list[tables.Cell]] = []
    edges = [ys[0] - SNAP, *(y - HANGS for y in ys[1:-1]), ys[-1]]  # between the rows: each character stands in one
    for y in range(len(ys) - 2, -1, -1):
        row: list[tables.Cell] = []
        for x in range(len(xs) - 1):
            if (x, y) not in taken:
                across, down = _reach(group, xs, ys, x, y, taken)
                text = _paragraphs(glyphs, xs[x], xs[x + across], edges[y - down + 1], edges[y + 1], page)
                row.append(tables.Cell(text, across, down))
                taken |= {(x + a, y - d) for a in range(across) for d in range(down)}
        rows.append(row)
    return rows


def _reach(
    group: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], x: int, y: int, taken: set[tuple[int, int]]
) -> tuple[int, int]:
    """Return how many columns and rows a cell spans from its upper left square on."""
    across = down = 1
    while (
        x + across < len(xs) - 1
        and (x + across, y) not in taken
        and not _parts(group, xs[x + across], ys[y], ys[y + 1], level=False)
    ):
        across += 1
    columns = range(x, x + across)
    while y - down >= 0 and not any(_parts(group, ys[y - down + 1], xs[n], xs[n + 1], level=True) for n in columns):
        down += 1
    return across, down


def _parts(rules: Iterable[Rule], at: float, start: float, stop: float, *, level: bool) -> bool:
    middle = (start + stop) / 2
    return any(
        rule.level == level and abs(rule.at - at) < SNAP and rule.start - SNAP < middle < rule.stop + SNAP for rule in rules
    )


def _paragraphs(glyphs: Sequence[Glyph], left: float, right: float, bottom: float, top: float, page: int) -> list[str]:
    """Return the text of a cell: a line that does not reach its right edge ends a paragraph."""
    inside = [
        glyph for glyph in glyphs
        if left <= (glyph.left + glyph.right) / 2 < right and bottom <= glyph.base + glyph.height * 0.3 < top
    ]  # fmt: skip
    found: list[str] = []
    full = False
    for line in lines_of(inside, page):
        if full:
            found[-1] += line.text
        else:
            found.append(line.text)
        full = line.right > right - 2.2 * line.em
    return found


def place(pages: Sequence[Page], found: Sequence[Sequence[Table]]) -> list[Dropped]:
    """Put the tables of all pages where they stand; one that goes on over pages is one table.

    Args:
        pages: their lines, without running heads and page numbers.
        found: the tables of each page, from the top.

    Returns:
        Headers that are printed again on a further page.
    """
    dropped: list[Dropped] = []
    placed: list[tuple[Page, Table]] = []
    going_on: Table | None = None  # the one that ends the page before
    for page, held in zip(pages, found, strict=True):
        fresh = list(held)
        if fresh and going_on is not None and _goes_on(going_on, fresh[0], page):
            dropped += _append(going_on, fresh.pop(0), page.number)
        placed += [(page, table) for table in fresh]
        if held:
            last = placed[-1][1]
            going_on = None if any(line.base < held[-1].bottom for line in page.lines) else last
        elif page.lines:
            going_on = None
    number = 0
    for page, table in placed:
        blocks = tables.blocks_of(table.rows, number + 1)
        number += any(block.kind == "row" for block in blocks)
        page.tables.append((table.top, blocks))
    return dropped


def _goes_on(table: Table, more: Table, page: Page) -> bool:
    """Whether a table that begins a page goes on with the one that ends the page before: nothing between, the same frame."""
    return _same_frame(table, more) and not any(line.base > more.top for line in page.lines)


def _same_frame(one: Table, other: Table) -> bool:
    edges = (one.columns[0] - other.columns[0], one.columns[-1] - other.columns[-1])
    return max(map(abs, edges)) < 2 * SNAP


def _append(table: Table, more: Table, page: int) -> list[Dropped]:
    """Add the rows of the next page; a row whose name stands on the page before goes on there."""
    columns = _positions([*table.columns, *more.columns])
    for row in table.rows:
        row.cells = _regrid(row, table.columns, columns)
    rows = [tables.Row(_regrid(row, more.columns, columns), row.page) for row in more.rows]
    table.columns = columns
    dropped = []
    if len(rows) > 1 and [cell.text for cell in rows[0].distinct()] == [cell.text for cell in table.rows[0].distinct()]:
        dropped = [Dropped(HEADER, cell.text, page) for cell in rows.pop(0).distinct()]
    elif rows and rows[0].cells[0] is not None and not rows[0].cells[0].text and table.rows[-1].distinct():
        _go_on(table.rows[-1], rows.pop(0), page)
    table.rows += rows
    return dropped


def _regrid(row: tables.Row, own: Sequence[float], columns: Sequence[float]) -> list[tables.Cell | None]:
    """Return the cells of a row by the columns of the whole table."""
    middles = [(left + right) / 2 for left, right in pairwise(columns)]
    places = [bisect_right(own, middle) - 1 for middle in middles]
    return [row.cells[at] if 0 <= at < len(row.cells) else None for at in places]


def _go_on(row: tables.Row, more: tables.Row, page: int) -> None:
    """Add the texts of a row that goes on on the next page to the cells above them, the page marked where it begins."""
    for cell in row.distinct():
        if not cell.paragraphs[0].startswith(mark := page_mark(row.page or page)):
            cell.paragraphs[0] = mark + cell.paragraphs[0]
    for above, below in zip(row.cells, more.cells, strict=True):
        if above is None or below is None or not below.text or page_mark(page) in above.text:
            continue
        first, *rest = below.paragraphs
        if above.paragraphs and not ENDED.search(above.paragraphs[-1]):
            above.paragraphs[-1] += page_mark(page) + first
        else:
            above.paragraphs.append(page_mark(page) + first)
        above.paragraphs += rest
