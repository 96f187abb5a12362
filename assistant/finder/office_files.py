"""Word and Excel files as the pages offer them: each says what it is and where it comes from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from assistant import messages

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # a document or a query may hold them, a Word or Excel file must not
_KEYWORDS = messages.EXPORT_KEYWORDS.format(label=messages.QUOTED, disclaimer=messages.EXPORT_DISCLAIMER)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: what it is, in full and on its tab, what it comes from, its columns with their widths (characters), its rows."""

    title: str
    name: str
    about: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[object]]


def plain(text: str) -> str:
    """Return a text without the characters that a file must not hold."""
    return _CONTROL.sub("", text)


def _property(text: str) -> str:
    """Return a text as a property of a file holds it: Word takes no longer one."""
    return plain(text)[:255]


def new_word(heading: str, about: str, now: datetime, title: str = "") -> Any:
    """Return a Word file that begins with a heading and what it comes from."""
    from docx import Document as Word  # half a second to import, and few readers export

    word = Word()
    word.core_properties.title = _property(title or heading)
    word.core_properties.subject = messages.QUOTED
    word.core_properties.keywords = _KEYWORDS
    word.core_properties.comments = _property(about)
    word.core_properties.author = ""
    word.core_properties.created = word.core_properties.modified = now.replace(tzinfo=None)
    word.styles["Normal"].font.name = "宋体"
    word.add_heading(heading, level=1)
    word.add_paragraph(plain(about))
    return word


def saved(file: Any) -> bytes:
    """Return a Word or Excel file as it is written to disk."""
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def workbook(sheet: Sheet) -> bytes:
    """Return a table as an Excel file; a cell never becomes a formula."""
    # takes a good while to import, and few readers export
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.title = _property(sheet.title)
    book.properties.subject = messages.QUOTED
    book.properties.keywords = _KEYWORDS
    book.properties.description = _property(sheet.about)
    book.properties.creator = ""
    page = book.active
    page.title = sheet.name
    for at, cells in enumerate([(sheet.about,), sheet.columns, *sheet.rows], start=1):
        for column, value in enumerate(cells, start=1):
            cell = page.cell(at, column, plain(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that starts with = stays text
                cell.alignment = Alignment(wrap_text=at > 1, vertical="top")
            if at == 2:
                cell.font = Font(bold=True)
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A3"
    return saved(book)
