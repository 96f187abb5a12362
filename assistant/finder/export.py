"""Result lists as Word and Excel files, and one quotation as text; each says what it is and where it comes from."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from assistant.finder.find import FinderResult, Found
from assistant.finder.validity import validity
from assistant.messages import QUOTED

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # a document may hold them, a Word or Excel file must not
DISCLAIMER = "以政策原文为准。"
_WAYS = {
    "all": "同时含有所列词语的条款", "any": "含有所列词语之一的条款", "reference": "按条款编号",
    "meaning": "没有出现所列词语，按语义相近", "none": "没有结果",
}  # fmt: skip
_COLUMNS = ("序号", "文件", "文号", "位置", "标题", "原文", "出现次数", "现行情况", "条款编号")
_WIDTHS = (6, 30, 20, 16, 24, 80, 10, 24, 28)


def quotation(title: str, doc_no: str | None, label: str, quote: str, mark: str = QUOTED) -> str:
    """Return a quote as official writing cites it: 《文件名》(文号)三、(三)3. “…” (原文摘录)."""
    number = f"({doc_no})" if doc_no else ""
    return f"《{title}》{number}{label} “{quote.strip()}” ({mark})"


def to_docx(result: FinderResult, now: datetime | None = None) -> bytes:
    """Return the rows as a Word file."""
    from docx import Document as Word  # half a second to import, and few readers export

    now = now or datetime.now(UTC)
    word = Word()
    word.core_properties.title = f"条款检索结果：{result.query.text}"
    word.core_properties.subject = QUOTED
    word.core_properties.keywords = f"{QUOTED}；{DISCLAIMER}"
    word.core_properties.comments = _about(result, now)
    word.core_properties.author = ""
    word.core_properties.created = word.core_properties.modified = now.replace(tzinfo=None)
    word.styles["Normal"].font.name = "宋体"
    word.add_heading("条款检索结果", level=1)
    word.add_paragraph(_plain(_about(result, now)))
    for number, row in enumerate(result.rows, start=1):
        word.add_heading(_plain(f"{number}. 《{row.document.title}》{row.clause.label}　{row.clause.title}"), level=2)
        paragraph = word.add_paragraph()
        for text, marked in pieces(row):
            run = paragraph.add_run(_plain(text))
            run.bold = marked
            run.underline = marked
        word.add_paragraph(f"（{QUOTED}；{validity(row.document, row.successor)}）")
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def to_xlsx(result: FinderResult, now: datetime | None = None) -> bytes:
    """Return the rows as an Excel file; a cell never becomes a formula."""
    # takes a good while to import, and few readers export
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    now = now or datetime.now(UTC)
    book = Workbook()
    book.properties.title = f"条款检索结果：{result.query.text}"
    book.properties.subject = QUOTED
    book.properties.keywords = f"{QUOTED}；{DISCLAIMER}"
    book.properties.description = _about(result, now)
    book.properties.creator = ""
    sheet = book.active
    sheet.title = "检索结果"
    rows: Sequence[Sequence[object]] = [
        (n, row.document.title, row.document.doc_no or "", row.clause.label, row.clause.title, row.clause.text.strip(),
         len(row.spans), validity(row.document, row.successor), row.clause.id)
        for n, row in enumerate(result.rows, start=1)
    ]  # fmt: skip
    for at, cells in enumerate([(_about(result, now),), _COLUMNS, *rows], start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(at, column, _plain(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that starts with = stays text
                cell.alignment = Alignment(wrap_text=at > 1, vertical="top")
            if at == 2:
                cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[chr(64 + column)].width = width
    sheet.freeze_panes = "A3"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)


def pieces(row: Found) -> list[tuple[str, bool]]:
    """Return the text of a row's clause in pieces, each with whether it is one of the terms that were looked for."""
    clause, at = row.clause, row.clause.start
    out: list[tuple[str, bool]] = []
    for start, end in row.spans:
        out += [
            (clause.text[at - clause.start : start - clause.start], False),
            (clause.text[start - clause.start : end - clause.start], True),
        ]
        at = end
    out.append((clause.text[at - clause.start :].rstrip("\n"), False))
    return [piece for piece in out if piece[0]]


def _about(result: FinderResult, now: datetime) -> str:
    filters = result.filters
    narrowed = "；".join(
        f"{name}：{value}"
        for name, value in (
            ("文件", filters.doc),
            ("地区", filters.region),
            ("类别", filters.kind),
            ("某日有效", filters.in_force_on),
        )
        if value
    )
    titles = "、".join(dict.fromkeys(f"《{row.document.title}》" for row in result.rows))
    return (
        f"{QUOTED}。{DISCLAIMER}检索词：{result.query.text}；{_WAYS[result.way]}；共 {len(result.rows)} 条。"
        f"{narrowed + '。' if narrowed else ''}文件：{titles or '无'}。导出时间：{now.astimezone():%Y-%m-%d %H:%M}。"
    )
