"""政策匹配 as a page and as files."""

from datetime import UTC, datetime
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.facts.fields import FIELDS
from assistant.facts.measures import STRENGTHS
from assistant.facts.profiles import HOLDS, INDUSTRY, NEEDS, SIZE, TYPE
from assistant.finder.export import quotation
from assistant.finder.office_files import Sheet, new_word, plain, saved, workbook
from assistant.records import place_in
from assistant.site.catalogue import place
from assistant.site.files import file_of
from assistant.site.links import place_url
from assistant.site.matching import Asked, Fitting, Matched, Part, asked_of, matched
from assistant.site.paging import Pages, number_of
from assistant.site.shell import Shell

PER_PAGE = 20
MOST_NEEDS = 20
_WAY = "/match"
_WIDTHS = (6, 14, 60, 12, 30, 30, 30, 20, 20, 24, 20, 34, 16, 24, 12, 18)


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/match")
    def show(request: Request) -> Response:
        asked, found = _found(shell, request)
        searched = bool(request.query_params)
        entries = [(need, row) for need, rows in found.groups for row in rows]
        pages = Pages.of(entries, number_of(dict(request.query_params), "page"), PER_PAGE)
        form, held = shell.library.form, shell.library.now().catalogue().held
        return shell.page(
            "match.html", _WAY, asked=asked, found=found, pages=pages, place_of=_place_of, place=place, label=_label,
            copied=_copied, chosen=held.get(asked.doc), parts=Part, strengths=messages.STRENGTHS, dots=dots, fields=FIELDS,
            one=[("size", SIZE, form.categories(SIZE)), ("kind", TYPE, form.categories(TYPE)),
                 ("industry", INDUSTRY, form.categories(INDUSTRY))],
            many=[("holds", messages.HOLDS, form.categories(HOLDS)), ("needs", NEEDS, form.categories(NEEDS))],
            names=messages.MATCH_PARTS, chips=messages.MATCH_CHIPS, region=shell.office().region, searched=searched,
            chosen_words=messages.AND.join((*filter(None, (asked.size, asked.kind, asked.industry)), *asked.holds, *asked.needs)),
            needs=list(islice(found.needs, MOST_NEEDS)),
        )  # fmt: skip

    @router.get("/match.docx")
    def word(request: Request) -> Response:
        asked, found = _found(shell, request)
        return file_of(messages.MATCH_SHEET, "docx", to_docx(shell, asked, found))

    @router.get("/match.xlsx")
    def excel(request: Request) -> Response:
        asked, found = _found(shell, request)
        about = _about(shell, asked, found)
        sheet = Sheet(messages.MATCH_SHEET, messages.MATCH_SHEET, about, messages.MATCH_COLUMNS, _WIDTHS, rows_of(found))
        return file_of(messages.MATCH_SHEET, "xlsx", workbook(sheet))

    return router


def _found(shell: Shell, request: Request) -> tuple[Asked, Matched]:
    asked = asked_of(request.query_params.multi_items(), shell.library.form)
    return asked, matched(shell.library.now(), asked, shell.office().region)


def dots(strength: str) -> str:
    """Return how strongly a measure is worded, in dots."""
    level = len(STRENGTHS) - STRENGTHS.index(strength)
    return "●" * level + "○" * (len(STRENGTHS) - level)


def _place_of(row: Fitting) -> str:
    measure = row.match.measure
    return place_url(measure.doc, measure.clause_start, measure.start, measure.end)


def _label(row: Fitting) -> str:
    return place_in(row.document, row.match.measure.label, row.match.measure.start)


def _copied(row: Fitting) -> str:
    return quotation(row.document.title, row.document.doc_no, _label(row), row.match.measure.text)


def _holds(row: Fitting) -> str:
    """Return whether a measure holds here, as the sheet says it."""
    return messages.NOT_HERE if row.part is Part.ELSEWHERE else row.standing.name


def rows_of(found: Matched) -> list[tuple[object, ...]]:
    """Return the rows of the sheet: every measure of the part that is shown, with what it states."""
    return [
        (
            number, messages.AND.join(row.match.measure.needs), row.match.measure.text, row.match.measure.strength,
            *(said.text if (said := row.match.measure.fields.get(name)) else messages.FIELD_UNSAID for name in FIELDS),
            row.document.title, row.document.doc_no or "", _label(row), place(row.document.region) if row.document.region else "",
            _holds(row),
        )
        for number, row in enumerate(found.rows, 1)
    ]  # fmt: skip


def _about(shell: Shell, asked: Asked, found: Matched) -> str:
    chosen = "；".join(
        messages.EXPORT_FILTER.format(name=name, value=value)
        for name, value in (
            (SIZE, asked.size), (TYPE, asked.kind), (INDUSTRY, asked.industry), (messages.HOLDS, messages.AND.join(asked.holds)),
            (NEEDS, messages.AND.join(asked.needs)),
        )
        if value
    )  # fmt: skip
    contact = messages.MATCH_ISSUERS if found.part is Part.ELSEWHERE else shell.service.settings.contact
    unsaid = messages.MATCH_UNSAID.format(fields=messages.AND.join(found.unsaid), contact=contact) if found.unsaid else ""
    return messages.MATCH_ABOUT.format(
        label=messages.QUOTED, disclaimer=messages.EXPORT_DISCLAIMER, part=messages.MATCH_PARTS[found.part],
        count=len(found.rows), chosen=chosen or messages.ANY, unsaid=unsaid, contact=contact, now=datetime.now(UTC).astimezone(),
    )  # fmt: skip


def to_docx(shell: Shell, asked: Asked, found: Matched) -> bytes:
    """Return the measures as a Word file: each with its place and what it states, what none states once at the top."""
    word: Any = new_word(messages.MATCH_SHEET, _about(shell, asked, found), datetime.now(UTC))
    for number, row in enumerate(found.rows, 1):
        measure = row.match.measure
        title, label = row.document.title, _label(row)
        heading = messages.EXPORT_HEADING.format(number=number, title=title, label=label, heading=measure.title)
        word.add_heading(plain(heading), level=2)
        word.add_paragraph(plain(measure.text))
        for name in FIELDS:
            said = measure.fields.get(name)
            if said:
                word.add_paragraph(plain(messages.EXPORT_FILTER.format(name=name, value=said.text)), style="List Bullet")
        region = place(row.document.region) if row.document.region else ""
        standing = "；".join(filter(None, (row.standing.name, region, messages.NOT_HERE if not row.here else "")))
        word.add_paragraph(messages.EXPORT_STANDING.format(label=messages.QUOTED, validity=standing))
    return saved(word)
