"""Result lists as Word and Excel files, and one quotation as text; each says what it is and where it comes from."""

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant import messages
from assistant.finder.find import FinderResult, Found
from assistant.finder.office_files import Sheet, new_word, plain, saved, workbook
from assistant.finder.validity import validity
from assistant.records import place_in

_WIDTHS = (6, 30, 20, 16, 24, 80, 10, 24, 28)


def quotation(title: str, doc_no: str | None, label: str, quote: str, mark: str = messages.QUOTED) -> str:
    """Return a quote as official writing cites it: 《文件名》(文号)三、(三)3. “…” (原文摘录)."""
    number = f"({doc_no})" if doc_no else ""
    return messages.QUOTATION.format(title=title, number=number, label=label, quote=quote.strip(), mark=mark)


def _place(row: Found) -> str:
    return place_in(row.document, row.clause.label, row.clause.start)


def to_docx(result: FinderResult, now: datetime | None = None) -> bytes:
    """Return the rows as a Word file."""
    now = now or datetime.now(UTC)
    title = messages.EXPORT_TITLE_OF.format(query=result.query.text)
    word = new_word(messages.EXPORT_TITLE, _about(result, now), now, title)
    for number, row in enumerate(result.rows, start=1):
        heading = messages.EXPORT_HEADING.format(
            number=number, title=row.document.title, label=_place(row), heading=row.clause.title
        )
        word.add_heading(plain(heading), level=2)
        paragraph = word.add_paragraph()
        for text, marked in pieces(row):
            run = paragraph.add_run(plain(text))
            run.bold = marked
            run.underline = marked
        standing = validity(row.document, row.successor)
        word.add_paragraph(messages.EXPORT_STANDING.format(label=messages.QUOTED, validity=standing))
    return saved(word)


def to_xlsx(result: FinderResult, now: datetime | None = None) -> bytes:
    """Return the rows as an Excel file; a cell never becomes a formula."""
    now = now or datetime.now(UTC)
    rows: Sequence[Sequence[object]] = [
        (n, row.document.title, row.document.doc_no or "", _place(row), row.clause.title, row.clause.text.strip(),
         len(row.spans), validity(row.document, row.successor), row.clause.id)
        for n, row in enumerate(result.rows, start=1)
    ]  # fmt: skip
    title = messages.EXPORT_TITLE_OF.format(query=result.query.text)
    return workbook(Sheet(title, messages.EXPORT_SHEET, _about(result, now), messages.EXPORT_COLUMNS, _WIDTHS, rows))


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
        messages.EXPORT_FILTER.format(name=name, value=value)
        for name, value in (
            (messages.DOCUMENT, filters.doc),
            (messages.REGION, filters.region),
            (messages.KIND, filters.kind),
            (messages.IN_FORCE_ON, filters.in_force_on),
        )
        if value
    )
    titles = "、".join(dict.fromkeys(f"《{row.document.title}》" for row in result.rows))
    return messages.EXPORT_ABOUT.format(
        label=messages.QUOTED, disclaimer=messages.EXPORT_DISCLAIMER, query=result.query.text,
        way=messages.EXPORT_WAYS[result.way], count=len(result.rows), filters=narrowed and narrowed + "。",
        titles=titles or messages.EXPORT_NO_DOCUMENTS, now=now.astimezone(),
    )  # fmt: skip
