"""Tables as CSV and Excel files in which no cell becomes a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from urllib.parse import quote

from fastapi.responses import Response

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # an Excel file must not hold them
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what Excel computes, also in full width
_KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
Cells = Sequence[object]


def _safe(cell: object) -> object:
    """Return a cell of a CSV file; a text that begins like a formula is quoted, as OWASP has it."""
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("", cell)
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def to_csv(heads: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """Return a table as CSV, with the mark by which Excel knows UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(heads: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """Return a table as an Excel file; every text is stored as text."""
    from openpyxl import Workbook  # takes a good while to import, and few officers export
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ERROR_CODES

    book = Workbook(write_only=True)  # a year of questions is a hundred thousand rows: written one by one, none is kept
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"

    def cell(value: object) -> object:
        if not isinstance(value, str):
            return value
        text = _CONTROL.sub("", value)[:32_000]
        if not text.startswith("=") and text not in ERROR_CODES:  # what is left is text without a cell of its own
            return text
        stored = WriteOnlyCell(sheet, text)
        stored.data_type = "s"
        return stored

    for cells in (heads, *rows):
        sheet.append([cell(value) for value in cells])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def download(name: str, suffix: str, heads: Sequence[str], rows: Iterable[Cells]) -> Response:
    """Return a table as a file of a kind, ``csv`` or ``xlsx``."""
    data = (to_csv if suffix == "csv" else to_xlsx)(heads, rows)
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{suffix}', safe='')}"
    return Response(data, media_type=_KINDS[suffix], headers={"Content-Disposition": disposition})
