"""Tables as blocks: every row a line that can be cited, its values under the words of its header."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.readers.source import Block

MOST_COLUMNS = 200
LONGEST_HEADER = 24  # characters of a cell; longer ones are no words of a header
SEPARATOR = "｜"
_SENTENCE = re.compile(r"[。；;！？!?]")
_KIND = re.compile(  # what the first column of a list is called
    r"(?:序号|编号|代码|项目|名称|类别|分类|类型|种类|品种|事项|指标|任务|等级|级别|档次|层次|年度|年份|时间|地区|区域|单位|部门|对象|情形|条件|内容)(?:[（(][^（()）]*[）)])?$"
)
_ENDED = re.compile(r"[。；;：:，,、！!？?]$")


@dataclass(slots=True)
class Cell:
    """A cell as the file has it. ``across`` columns and ``down`` rows wide; its paragraphs in order."""

    paragraphs: list[str]
    across: int = 1
    down: int = 1
    heads: bool = False  # the file says that it is a header: <th>, a repeated row of Word

    @property
    def text(self) -> str:
        """The paragraphs as one line."""
        return " ".join(paragraph for paragraph in self.paragraphs if paragraph)


@dataclass(slots=True)
class Row:
    """A row of the grid: for each column its cell, the same object for all columns and rows that a cell spans."""

    cells: list[Cell | None] = field(default_factory=list)
    page: int | None = None

    def distinct(self) -> list[Cell]:
        """Return the cells that hold a text, each once."""
        return _each_once(cell for cell in self.cells if cell is not None and cell.text)


def _each_once(cells: Iterable[Cell]) -> list[Cell]:
    return list({id(cell): cell for cell in cells}.values())


def _among(cell: Cell | None, cells: Sequence[Cell]) -> bool:
    return any(cell is other for other in cells)


def grid(rows: Iterable[Sequence[Cell]]) -> list[Row]:
    """Lay cells out by what they span; no more than ``MOST_COLUMNS`` columns, whatever a damaged file says."""
    laid: list[Row] = []
    above: dict[int, tuple[Cell, int]] = {}  # by column: a cell that goes on below, and for how many rows
    for cells in rows:
        row, below, waiting = Row(), {}, deque(cells)
        while len(row.cells) < MOST_COLUMNS and (waiting or len(row.cells) <= max(above, default=-1)):
            at = len(row.cells)
            if at in above:
                cell, rows_left = above[at]
                row.cells.append(cell)
                below[at] = (cell, rows_left - 1)
            elif waiting:
                cell = waiting.popleft()
                across = range(at, min(at + max(cell.across, 1), MOST_COLUMNS))
                row.cells += [cell for _ in across]
                below |= {column: (cell, cell.down - 1) for column in across}
            else:
                row.cells.append(None)
        above = {column: (cell, left) for column, (cell, left) in below.items() if left > 0}
        laid.append(row)
    return laid


def blocks_of(rows: Sequence[Row], number: int) -> list[Block]:
    """Return a table as blocks: what spans it all as paragraphs, a header, and rows whose values stand under it.

    Args:
        rows: the grid; rows without text are left out.
        number: of the table in its document, from 1; rows are numbered from 1 within it, the header included.
    """
    filled = _with_own_text(rows)
    if all(len(row.distinct()) == 1 for row in filled):  # one column: a frame around text
        return [block for row in filled for block in _paragraphs(row)]
    blocks: list[Block] = []
    while _is_title(filled[0]):
        blocks += _paragraphs(filled.pop(0))
    heads = _header_rows(filled)
    names = _names(filled[:heads])
    above: list[Cell] = []
    for at, row in enumerate(filled, 1):
        if at > heads:
            text = _values(row, names) if names else _plain(row)
        else:
            text = SEPARATOR.join(cell.text for cell in row.distinct() if not _among(cell, above))
            above += row.distinct()
        blocks.append(Block(text, "row", row.page, number=f"表{number}第{at}行 "))
    return blocks


def _plain(row: Row) -> str:
    return SEPARATOR.join(cell.text for cell in row.distinct())


def _with_own_text(rows: Sequence[Row]) -> list[Row]:
    """Return the rows in which a text begins: one that only goes on with cells from above says nothing."""
    above: list[Cell] = []
    found: list[Row] = []
    for row in rows:
        cells = row.distinct()
        if any(not _among(cell, above) for cell in cells):
            found.append(row)
        above = cells
    return found


def _paragraphs(row: Row) -> list[Block]:
    return [Block(text, page=row.page) for cell in row.distinct() for text in cell.paragraphs if text]


def _is_title(row: Row) -> bool:
    """Whether a row at the top is the title of the table: one text alone, over several columns."""
    return len(row.cells) > 1 and len(row.distinct()) == 1


def _header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows are the header; none where that is not certain: a value under a wrong word is a wrong statement."""
    said = next((at for at, row in enumerate(rows) if not all(cell.heads for cell in row.distinct())), len(rows))
    if 0 < said < len(rows):
        return said
    first = [cell for cell in rows[0].cells if cell is not None]
    count = max(cell.down for cell in first) if any(cell.across > 1 for cell in first) else 1
    return count if count < len(rows) and _are_names(_names(rows[:count])) else 0


def _are_names(names: Sequence[str]) -> bool:
    """Whether the words of the first rows name the columns: short, each another, and certainly no values themselves.

    A form (申报单位｜某公司｜电话｜12345) looks like a list. A list is known by its first word, which names a kind of thing.
    """
    return len(set(names)) == len(names) and all(map(_is_name, names)) and _KIND.search(names[0]) is not None


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEADER and not _SENTENCE.search(text) and not text.isdigit()


def _names(rows: Sequence[Row]) -> list[str]:
    """Return the name of each column: the words above it, from the top."""
    columns = range(max((len(row.cells) for row in rows), default=0))
    above = [[row.cells[at] for row in rows if at < len(row.cells)] for at in columns]
    return ["".join(cell.text for cell in _each_once(filter(None, cells))) for cells in above]


def _values(row: Row, names: Sequence[str]) -> str:
    """Return the values of a row with the names of their columns: 类别：发明专利；标准：每件2000元."""
    if len(row.distinct()) == 1 and len(names) > 2:
        return _plain(row)  # a section or a note within the table: no value of the column it happens to stand in
    text = ""
    for cell in row.distinct():
        spanned = [name for name, other in zip(names, row.cells, strict=False) if other is cell and name]
        name = "、".join(dict.fromkeys(spanned))
        text += ("；" if text and not _ENDED.search(text) else "") + (f"{name}：{cell.text}" if name else cell.text)
    return text
