"""From printed characters to paragraphs: lines, columns, hard line breaks.

Coordinates are points, x to the right, y up, as in PDF. ``base`` is the height of the line that letters stand on.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from statistics import median

from corpus.readers.columns import Glyph, em_of, rows_of
from corpus.readers.source import Block

WORD_GAP = 0.18  # between letters of Latin words
HAN_GAP = 0.45  # between Han characters; a justified line spreads them by less
MIXED_GAP = 0.9  # between a Han character and a figure: 2007 年 is set with half a width between the two
SPARE = 0.6  # widths of a Han character; how far from the margin a full line may end, for margins are measured
SHOWN = 3  # lines that begin or end at one place; so many are no chance
INDENT = 0.9  # widths of a Han character; a line that begins further in begins a paragraph
NARROWER = 6  # widths of a Han character; a note in brackets below a title may be set narrower than the text
PARTED = 1.4  # usual distances of lines; a wider one parts paragraphs where a sentence ends
FEWEST_LINES = 8  # of a page; fewer do not tell how far apart its lines stand
APART = 2.4  # the same, wherever it is

_HANGING = "，。、；：！？,.;:!?"
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’—…]")
_BEGINS = re.compile(
    r"^(?:第\s?[零〇一二三四五六七八九十百千\d]+\s?[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|"
    r"\d{1,2}[.．、](?!\d)|[①-⑳]|附\s?件)"
)
ENDED = re.compile(r"[。；;：:！？!?]['”’」』）)]*$")


@dataclass(slots=True)
class Line:
    """A line of one column. ``start`` and ``stop`` are the margins of its column, ``em`` the width of a Han character."""

    text: str
    left: float
    right: float
    base: float
    em: float
    page: int
    start: float = 0.0
    stop: float = 0.0
    column: int = 0


@dataclass(slots=True)
class Page:
    """A page: its lines in reading order, and blocks (tables) that stand among them at a height."""

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[float, list[Block]]] = field(default_factory=list)


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Return the lines of a page in reading order, column by column where it has columns."""
    lines = [replace(_line(row, page), column=column) for column, row in rows_of(glyphs)]
    _set_margins(lines)
    return lines


def _line(row: Sequence[Glyph], page: int) -> Line:
    em = em_of(row)
    text = row[0].text
    for before, glyph in pairwise(row):
        text += (" " if _is_gap(before, glyph, em) else "") + glyph.text
    return Line(text, row[0].left, row[-1].right, median(glyph.base for glyph in row), em, page)


def _is_gap(before: Glyph, glyph: Glyph, em: float) -> bool:
    gap = (glyph.left - before.right) / em
    wide = (_WIDE.match(before.text) is not None) + (_WIDE.match(glyph.text) is not None)
    return gap > (WORD_GAP, MIXED_GAP, HAN_GAP)[wide]


def _set_margins(lines: Sequence[Line]) -> None:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    for held in columns.values():
        start, stop = min(line.left for line in held), max(map(_reach, held))
        for line in held:
            line.start, line.stop = start, stop


def _reach(line: Line) -> float:
    """Return how far a line reaches without the sign that may hang over the margin at its end."""
    hangs = line.text[-1] in _HANGING
    return line.right - (0.5 if line.text[-1].isascii() else 1.0) * line.em * hangs


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """Return the paragraphs and tables of all pages in order; what is no part of the text was taken off the pages before."""
    for page in pages:
        _set_margins(page.lines)
    _share_margins(pages)
    usual = _usual_distance(list(chain.from_iterable(page.lines for page in pages)))
    blocks: list[Block] = []
    before: Line | None = None
    for page in pages:
        distance = _usual_distance(page.lines) if len(page.lines) > FEWEST_LINES else usual
        for item in _in_order(page):
            if not isinstance(item, Line):
                blocks += item
            elif before is not None and _goes_on(before, item, distance, blocks[-1].text):
                mark = page_mark(item.page) if item.page != before.page else ""
                blocks[-1] = replace(blocks[-1], text=_joined(blocks[-1].text, mark, item.text))
            else:
                blocks.append(Block(item.text, page=item.page))
            before = item if isinstance(item, Line) else None
    return [unmarked(block) for block in blocks]


def _in_order(page: Page) -> Iterator[Line | list[Block]]:
    """Yield the lines of a page, each table before the first line that stands below it."""
    tables = sorted(page.tables, key=lambda table: -table[0])
    for line in page.lines:
        while tables and tables[0][0] > line.base:
            yield tables.pop(0)[1]
        yield line
    yield from (rows for _, rows in tables)


_MARKS = 0xF0000  # the beginning of a plane of private use, of which no page is printed


def page_mark(page: int) -> str:
    """Return a character that marks, while blocks are joined, where a page begins within one."""
    return chr(_MARKS + page)


def unmarked(block: Block) -> Block:
    """Return a block with its page marks as ``turns``."""
    text, turns = "", []
    for part in _PAGE_MARK.split(block.text):
        if _PAGE_MARK.match(part):
            turns.append((len(text), ord(part) - _MARKS))
        else:
            text += part
    return replace(block, text=text, turns=tuple(turns))


_PAGE_MARK = re.compile("([\U000f0000-\U000ffffd])")


def _joined(text: str, mark: str, more: str) -> str:
    latin = not _WIDE.match(text[-1]) and not _WIDE.match(more[0]) and (text[-1].isalpha() or more[0].isalpha())
    return text + (" " if latin else "") + mark + more


def _goes_on(before: Line, line: Line, distance: float, paragraph: str) -> bool:
    """Whether a line goes on with the paragraph that the line before is the last of so far."""
    ended = ENDED.search(before.text) is not None
    far = (PARTED if ended else APART) * max(distance, line.em)
    below = before.page == line.page and before.column == line.column
    if (below and before.base - line.base > far) or abs(before.em - line.em) > 0.15 * line.em:
        return False
    if _is_open(paragraph):
        return before.right > before.stop - NARROWER * before.em
    if not _is_full(before, line):
        return False
    begins = _BEGINS.match(line.text) is not None
    if line.left > line.start + INDENT * line.em:  # else a block that stands further in as a whole
        return abs(before.left - line.left) < 0.5 * line.em and not begins and not ended
    return not (begins and ended)


def _is_open(text: str) -> bool:
    """Whether a bracket of the text is not closed."""
    return text.count("（") > text.count("）") or text.count("《") > text.count("》")


_CHUNK = re.compile(r"[A-Za-z0-9.,%\-/:@_]+|[“‘（《〈「『【〔(]*.[”’）》〉」』】〕)。，、；：！？!?,;:]*")


def _is_full(line: Line, following: Line) -> bool:
    """Whether a line ends at the margin: what the next begins with, and no line may part, would not have fitted on it."""
    chunk = _CHUNK.match(following.text)
    width = sum(0.5 if char.isascii() else 1.0 for char in chunk.group()) if chunk else 1.0
    return line.right + max(width, 1.0) * line.em > line.stop - SPARE * line.em


def _usual_distance(lines: Sequence[Line]) -> float:
    found = [
        before.base - line.base for before, line in pairwise(lines) if before.column == line.column and before.base > line.base
    ]
    return median(found) if found else 0.0


def _share_margins(pages: Sequence[Page]) -> None:
    """Give columns that show no margin, since few of their lines reach it, the one that most lines of the document have."""
    columns: dict[int, list[list[Line]]] = defaultdict(list)
    for page in pages:
        for column, held in groupby(sorted(page.lines, key=_column), key=_column):
            columns[column].append(list(held))
    for parts in columns.values():
        start = _usual(line.left for lines in parts for line in _at_start(lines))
        stop = _usual(line.right for lines in parts for line in _at_stop(lines))
        for lines in parts:
            _widen(lines, start, stop)


def _column(line: Line) -> int:
    return line.column


def _widen(lines: Sequence[Line], start: float, stop: float) -> None:
    """Move the margins of a column out to the usual ones where it shows none of its own."""
    if len(_at_start(lines)) < SHOWN:
        for line in lines:
            line.start = min(line.start, start)
    if len(_at_stop(lines)) < SHOWN:
        for line in lines:
            line.stop = max(line.stop, stop)


def _at_start(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.left < line.start + line.em / 2]


def _at_stop(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.right > line.stop - line.em / 2]


def _usual(places: Iterable[float]) -> int:
    return Counter(map(round, places)).most_common(1)[0][0]
