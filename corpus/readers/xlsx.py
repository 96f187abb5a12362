"""Excel files (.xlsx): every sheet a table; formulas are not evaluated, what Excel last showed is what is read."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from posixpath import join, normpath
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel

from corpus import messages
from corpus.errors import ReadError
from corpus.readers import tables
from corpus.readers.archive import Archive, attribute, child, children, local
from corpus.readers.source import COMMENT, DRAWN, HIDDEN, Block, Dropped, Source

MAX_CELLS = 500_000  # of a file
_NAME = "sheet"  # style of the block that names a sheet
_UNNAMED = re.compile(r"^(?:sheet|工作表)\s*\d*$", re.I)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LITERAL = r"((?:\"[^\"]{0,20}\"|[¥￥$\u4e00-\u9fff]){0,20})"
_FIGURE = re.compile(rf"{_LITERAL}(#,##)?0(\.0{{1,15}})?(%)?{_LITERAL}")  # #,##0.00"万元"
_UNSEEN = re.compile(r"\[[^\[\]]{0,100}\]|_.|\*.|\\(?=.)|\s")  # colours and conditions, widths, fillings
_BESIDE = re.compile(r"xl/(?:(?:comments/)?(comment)s?|(?:drawings|charts)/(drawing|chart))\d*\.xml")


class _Book:
    """What the cells of all sheets share: texts and formats."""

    def __init__(self, archive: Archive) -> None:
        self.unknown = 0  # formulas without a stored value
        self.texts = [_shared(item) for item in children(archive.xml("xl/sharedStrings.xml"), "si")]
        styles = archive.xml("xl/styles.xml")
        own = {
            attribute(item, "numFmtId"): attribute(item, "formatCode") for item in children(child(styles, "numFmts"), "numFmt")
        }
        known = {str(number): code for number, code in BUILTIN_FORMATS.items()} | own
        self.formats = [known.get(attribute(item, "numFmtId"), "General") for item in children(child(styles, "cellXfs"), "xf")]

    def cells(self, root: Any) -> list[tuple[Any, str]]:
        """Return the cells of a sheet that show something, with their texts; formulas that show nothing are counted."""
        found = [(cell, self.shown(cell)) for cell in root.iter("{*}c")]
        self.unknown += sum(child(cell, "f") is not None for cell, text in found if not text)
        return [(cell, text) for cell, text in found if text]

    def shown(self, cell: Any) -> str:
        """Return the text of a cell as Excel shows it."""
        kind = attribute(cell, "t", "n")
        if kind == "inlineStr":
            return _shared(child(cell, "is"))
        value = child(cell, "v")
        text = "" if value is None else (value.text or "").strip()
        if kind == "s":
            return self.texts[int(text)] if text.isdigit() and int(text) < len(self.texts) else ""
        style = attribute(cell, "s", "0")
        known = style.isdigit() and int(style) < len(self.formats)
        return _number(text, self.formats[int(style)] if known else "General") if kind == "n" else text


def _shared(item: Any | None) -> str:
    """Return a text that may be set in several formats, without the reading aid above it."""
    if item is None:
        return ""
    texts = (text for text in item.iter("{*}t") if local(text.getparent()) != "rPh")
    return " ".join("".join(text.text or "" for text in texts).split())


def _number(text: str, number_format: str) -> str:
    """Return a number as its format shows it; where the format says more than is known here, the number as it is stored."""
    try:
        value = float(text)
    except ValueError:
        return text
    if is_date_format(number_format):
        try:
            return _day(from_excel(value), number_format)
        except (ValueError, OverflowError):
            return text
    shown = _FIGURE.fullmatch(_UNSEEN.sub("", number_format.partition(";")[0]))
    if shown is None:
        return f"{value:.15g}"
    before, groups, places, percent, behind = (part or "" for part in shown.groups())
    figure = f"{value * 100 if percent else value:{',' if groups else ''}.{max(len(places) - 1, 0)}f}"
    return f"{before}{figure}{percent}{behind}".replace('"', "")


def _day(day: object, number_format: str) -> str:
    """Return a date as ISO writes it; as 2024年6月30日 where the format has these words."""
    if not isinstance(day, date) or "年" not in number_format or "h" in number_format.lower():
        return str(day).removesuffix(" 00:00:00")
    units = (("年", day.year), ("月", day.month), ("日", day.day))
    return "".join(f"{count}{unit}" for unit, count in units if unit in number_format)


def read_xlsx(data: bytes, name: str) -> Source:
    """Return the sheets of an Excel file, each row a block.

    Raises:
        ReadError: the file is damaged or has a password, or has more cells than a document has.
    """
    archive = Archive(data, name)
    book = _Book(archive)
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    pieces: list[str] = []
    number = 0
    for title, root, hidden in _sheets(archive):
        cells = book.cells(root)
        pieces += (text for _, text in cells)
        if len(pieces) > MAX_CELLS:
            raise ReadError(messages.TOO_MANY_CELLS.format(name=name, limit=MAX_CELLS))
        if hidden:
            dropped += [Dropped(HIDDEN, text) for _, text in cells]
        elif cells:
            sheet = _sheet_blocks(title, root, cells, number + 1)
            number += any(block.kind == "row" for block in sheet)
            pieces += (block.text for block in sheet if block.style == _NAME)
            blocks += sheet
    beside = list(_beside(archive))
    pieces += (text.text for text in beside)
    return Source(
        "xlsx", tuple(blocks), dropped=(*dropped, *beside), warnings=tuple(_warnings(book, beside, name)), pieces=tuple(pieces)
    )


def _warnings(book: _Book, beside: list[Dropped], name: str) -> Iterator[str]:
    if book.unknown:
        yield messages.FORMULAS_WITHOUT_VALUE.format(name=name, count=book.unknown)
    if any(text.kind == DRAWN for text in beside):
        yield messages.DIAGRAMS.format(name=name)


def _beside(archive: Archive) -> Iterator[Dropped]:
    """Yield the texts of comments, text boxes and charts, which belong to no cell."""
    for part in archive.parts:
        if found := _BESIDE.fullmatch(part):
            root = archive.xml(part)
            holders = () if root is None else root.iter("{*}comment", "{*}p")
            texts = ("".join(text.text or "" for text in holder.iter("{*}t")) for holder in holders)
            yield from (Dropped(COMMENT if found.group(1) else DRAWN, text) for text in texts if text.strip())


def _sheet_blocks(title: str, root: Any, cells: list[tuple[Any, str]], number: int) -> list[Block]:
    """Return a sheet below its name, where somebody gave it one."""
    heading = [] if _UNNAMED.match(title) else [Block(title, style=_NAME)]
    return heading + tables.blocks_of(tables.grid(_rows(root, cells)), number)


def _sheets(archive: Archive) -> Iterator[tuple[str, Any, bool]]:
    """Yield name, content and whether it is hidden, of every sheet in order."""
    book = archive.xml("xl/workbook.xml")
    relations = archive.xml("xl/_rels/workbook.xml.rels")
    targets = {attribute(relation, "Id"): attribute(relation, "Target") for relation in children(relations, "Relationship")}
    for sheet in children(child(book, "sheets"), "sheet"):
        target = targets.get(attribute(sheet, "id"), "")
        root = archive.xml(target.lstrip("/") if target.startswith("/") else normpath(join("xl", target)))
        if root is not None:
            yield attribute(sheet, "name").strip(), root, attribute(sheet, "state") in ("hidden", "veryHidden")


def _rows(root: Any, cells: list[tuple[Any, str]]) -> Iterator[list[tables.Cell]]:
    """Yield the rows of a sheet that hold something, with empty cells where others stand beside them."""
    by_row: dict[int, dict[int, str]] = {}
    for cell, text in cells:
        place = _PLACE.fullmatch(attribute(cell, "r"))
        if place:
            by_row.setdefault(int(place.group(2)), {})[column_index_from_string(place.group(1))] = text
    merged = {(left, top): (right - left + 1, bottom - top + 1) for left, top, right, bottom in _merged(root)}
    covered = set(_covered(merged, len(cells)))
    first, last = (edge(edge(row) for row in by_row.values()) for edge in (min, max)) if by_row else (1, 0)
    for row, texts in sorted(by_row.items()):
        found: list[tables.Cell] = []
        for column in range(first, min(last, first + tables.MOST_COLUMNS) + 1):
            if (column, row) not in covered:
                across, down = merged.get((column, row), (1, 1))
                reached = sum(row <= other < row + down for other in by_row) if down > 1 else 1  # rows without text are not there
                found.append(tables.Cell([texts.get(column, "")], across, reached))
        yield found


def _covered(merged: dict[tuple[int, int], tuple[int, int]], deepest: int) -> Iterator[tuple[int, int]]:
    """Yield the places (column, row) that lie behind merged cells, not deeper than a sheet has cells with text."""
    for (left, top), (across, down) in merged.items():
        places = product(range(left, left + across), range(top, top + min(down, deepest)))
        yield from (place for place in places if place != (left, top))


def _merged(root: Any) -> Iterator[tuple[int, int, int, int]]:
    for merge in root.iter("{*}mergeCell"):
        try:
            left, top, right, bottom = range_boundaries(attribute(merge, "ref"))
        except (ValueError, TypeError):
            continue
        if None not in (left, top, right, bottom) and right - left < tables.MOST_COLUMNS:
            yield left, top, right, bottom
