"""A comparison as a Word file: what was dropped is struck through, what was added is bold and underlined."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from assistant import messages
from assistant.facts.standing import written_date
from assistant.site.catalogue import Entry
from assistant.site.comparison import Row, Side, choice

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no Word file may hold
_LONGEST = 255  # characters of a property
_WIDTHS = (2.2, 11.8, 11.8)  # centimetres of the columns, on a page that lies on its side


def to_docx(old: Entry, new: Entry, rows: Sequence[Row], counts: str, address: str) -> bytes:
    """Return a comparison as a Word file.

    Args:
        old: the version before.
        new: the version after.
        rows: the clauses to show.
        counts: how many clauses changed in which way.
        address: of the page that shows the same.
    """
    # half a second to import, and few readers export
    from docx import Document as Word
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm

    now = datetime.now(UTC)
    word = Word()
    section = word.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.9)
    font = word.styles["Normal"].font
    font.name = messages.COMPARE_FONT
    font.element.rPr.rFonts.set(qn("w:eastAsia"), messages.COMPARE_FONT)
    title = messages.COMPARE_TITLE.format(old=old.document.title, new=new.document.title)
    word.core_properties.title, word.core_properties.author = _plain(title)[:_LONGEST], ""
    word.core_properties.created = word.core_properties.modified = now.replace(tzinfo=None)
    word.add_heading(_plain(title), level=1)
    day = written_date(now.astimezone().date().isoformat())
    word.add_paragraph(_plain(messages.COMPARE_ABOUT.format(counts=counts, address=address, day=day)))
    word.add_paragraph(messages.COMPARE_LEGEND)
    table = word.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    names = ("", choice(old), choice(new))
    for cell, column, name in zip(table.rows[0].cells, messages.COMPARE_COLUMNS, names, strict=True):
        cell.paragraphs[0].add_run(_plain(column.format(name=name))).bold = True
    for row in rows:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(row.name)
        _write(cells[1], row.old, messages.COMPARE_NONE_OLD)
        _write(cells[2], row.new, messages.COMPARE_NONE_NEW)
    for line in table.rows:
        for cell, width in zip(line.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _write(cell: Any, side: Side | None, nothing: str) -> None:
    """Write one version of a clause into a cell, its marks kept."""
    from docx.shared import RGBColor  # as above

    paragraph = cell.paragraphs[0]
    if side is None:
        paragraph.add_run(nothing).italic = True
        return
    paragraph.add_run(_plain(side.label)).bold = True
    paragraph = cell.add_paragraph()
    for piece in side.pieces:
        run = paragraph.add_run(_plain(piece.text))
        if piece.kind == "dropped":
            run.font.strike, run.font.color.rgb = True, RGBColor(0x98, 0x26, 0x1B)
        elif piece.kind == "added":
            run.bold, run.underline, run.font.color.rgb = True, True, RGBColor(0x1D, 0x63, 0x35)


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)
