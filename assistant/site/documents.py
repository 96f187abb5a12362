"""收录文件: the list with its facets, and the page of each document."""

from collections.abc import Iterator, Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.facts.documents import written_date
from assistant.finder.validity import PLAN
from assistant.site.catalogue import ORDERS, Asked, Entry, asked_of, place
from assistant.site.library import Shelf
from assistant.site.links import document_url, place_url, site_of
from assistant.site.reading import clause_at, items_of, listed, outline_of, part_at, parts_of
from assistant.site.shell import Shell
from corpus.records import Clause, Document, ParsedDocument
from corpus.registry import Happened

_WAY = "/documents"
_EVENTS = 100  # of a document that are read


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/documents")
    def show_list(request: Request) -> Response:
        query = dict(request.query_params)
        catalogue, asked = shell.library.now().catalogue(), asked_of(query)
        page = catalogue.page(asked, _number(query, "page", 1) or 1)
        return shell.page(
            "documents.html", _WAY, page=page, asked=asked, orders=[(name, messages.ORDERS[name]) for name in ORDERS],
            total=len(catalogue.held), facts=facts_line, document_url=document_url, versions=catalogue.versions,
        )  # fmt: skip

    @router.get("/documents/{identifier}")
    def show_document(request: Request, identifier: str) -> Response:
        shelf = shell.library.now()
        entry = shelf.catalogue().entry(identifier)
        if entry is None:
            return shell.page("no_document.html", _WAY, status=404, asked=Asked(), identifier=identifier[:100])
        return _document(shell, shelf, entry, request)

    return router


def _number(query: Mapping[str, str], name: str, least: int = 0) -> int | None:
    """Return a number of a query string, None where it is none."""
    text = query.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    return number if number >= least else None


def _document(shell: Shell, shelf: Shelf, entry: Entry, request: Request) -> Response:
    document, parsed = entry.document, shelf.parsed(entry.document.id)
    start, end, at = (_number(dict(request.query_params), name) for name in ("s", "e", "at"))
    marked = (start, end) if start is not None and end is not None and start < end else None
    wanted = marked[0] if marked else at
    number = None if wanted is None else clause_at(parsed, wanted)
    parts = parts_of(parsed)
    part = part_at(parts, wanted or 0)
    items = items_of(parsed, part, marked)
    known = wanted is None or number is not None or any(item.start == wanted for item in listed(parsed))
    around = _around(parsed, number)
    current = next((item for item in items if number is not None and item.start == parsed.clauses[number].start), None)
    return shell.page(
        "document.html", _WAY, document=document, entry=entry, standing=entry.standing, address=document_url(document.id),
        facts=list(facts_of(document, shelf)), versions=shelf.catalogue().versions(document), outline=outline_of(parsed),
        parts=parts, part=part, items=items, current=current, around=around, known=known, original=shelf.has_original(document.id),
        site=site_of(request), permanent=site_of(request) + document_url(document.id), facts_line=facts_line, today=written_date(date.today().isoformat()),
        recognised=document.recognised, document_url=document_url,
    )  # fmt: skip


def _around(parsed: ParsedDocument, number: int | None) -> tuple[str, str]:
    """Return the addresses of the clauses before and after one, empty where there is none."""
    if number is None:
        return "", ""
    before = parsed.clauses[number - 1] if number else None
    return _place(before), _place(parsed.clauses[number + 1] if number + 1 < len(parsed.clauses) else None)


def _place(clause: Clause | None) -> str:
    return "" if clause is None else place_url(clause.doc, clause.start)


def facts_of(document: Document, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Yield what the register states of a document: name and value; what it does not state of these four is said."""
    names = messages.DOCUMENT_FACTS
    plan = document.kind == PLAN and document.valid_from and document.valid_to
    always = {"issuer": document.issuer, "doc_no": document.doc_no, "published": _day(document.published)}
    dates = (
        {"plan": messages.PLAN_YEARS.format(begins=_day(document.valid_from), ends=_day(document.valid_to))}
        if plan
        else {"valid_from": _day(document.valid_from), "valid_to": _day(document.valid_to)}
    )
    for name, value in {**always, **dates}.items():
        yield names[name], value or messages.NOT_STATED
    events = shelf.events(_EVENTS, document.id)
    added = next((event for event in events if event.kind == Happened.ADDED), None)
    changed = events[0] if events and events[0] is not added else None
    more = {
        "region": place(document.region) if document.region else "", "kind": document.kind, "source": document.source,
        "registered": _day(added and added.day), "changed": _day(changed and changed.day), "note": document.note,
    }  # fmt: skip
    yield from ((names[name], value) for name, value in more.items() if value)


def _day(day: str | None) -> str:
    return written_date(day) if day else ""


def facts_line(entry: Entry) -> str:
    """Return who issued a document, its number and its dates in one line, as far as they are known."""
    document = entry.document
    dates = (
        messages.PUBLISHED_ON.format(day=written_date(document.published)) if document.published else "",
        messages.EFFECTIVE_ON.format(day=written_date(document.valid_from)) if document.valid_from and document.kind != PLAN else "",
    )
    recognised = messages.RECOGNISED_TEXT if document.recognised else ""
    return "　".join(filter(None, (document.issuer, document.doc_no, *dates, recognised)))
