"""收录文件: the list with its facets, and the page of each document."""

from collections.abc import Iterator, Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.facts.standing import written_date
from assistant.finder.validity import PLAN
from assistant.site.catalogue import NONE, ORDERS, Asked, Entry, asked_of, place
from assistant.site.library import Shelf
from assistant.site.links import document_url, place_url, site_of
from assistant.site.reading import clause_at, items_of, listed, outline_of, part_at, parts_of
from assistant.site.shell import Shell
from corpus.events import Happened
from corpus.records import Clause, Document, ParsedDocument

_WAY = "/documents"
_EVENTS = 100  # of a document that are read


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/documents")
    def show_list(request: Request) -> Response:
        query = dict(request.query_params)
        catalogue, asked = shell.shelf().catalogue(), asked_of(query)
        page = catalogue.page(asked, _number(query, "page", 1) or 1)
        return shell.page(
            "documents.html", _WAY, page=page, asked=asked, orders=[(name, messages.ORDERS[name]) for name in ORDERS],
            total=len(catalogue.held), facts=facts_line, versions=catalogue.versions, version_name=version_name,
        )  # fmt: skip

    @router.get("/documents/{identifier}")
    def show_document(request: Request, identifier: str) -> Response:
        shelf = shell.shelf()
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


def _wanted(query: Mapping[str, str]) -> tuple[tuple[int, int] | None, int | None]:
    """Return the span that an address marks, and where the reader is to be, each None where it does not say."""
    start, end, at = (_number(query, name) for name in ("s", "e", "at"))
    marked = (start, end) if start is not None and end is not None and start < end else None
    return marked, marked[0] if marked else at


def _document(shell: Shell, shelf: Shelf, entry: Entry, request: Request) -> Response:
    document, parsed = entry.document, shelf.parsed(entry.document.id)
    marked, wanted = _wanted(dict(request.query_params))
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
        parts=parts, part=part, items=items, current=current, around=around, known=known,
        facts_line=facts_line, version_name=version_name,
        original=shelf.has_original(document.id), site=site_of(request), today=written_date(date.today().isoformat()),
        recognised=document.recognised,
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
    always = {"issuer": document.issuer, "doc_no": number_of(document), "published": _day(document.published)}
    for name, value in {**always, **_period_of(document)}.items():
        yield names[name], value or messages.FACT_NOT_STATED
    registered, changed = _registered(shelf, document)
    more = {
        "region": place(document.region) if document.region else "", "kind": document.kind, "source": document.source,
        "registered": registered, "changed": changed, "note": document.note,
    }  # fmt: skip
    yield from ((names[name], value) for name, value in more.items() if value)


def _period_of(document: Document) -> dict[str, str]:
    """Return the dates between which a document holds by the names of their facts: of a plan its years in one."""
    begins, ends = _day(document.valid_from), _day(document.valid_to)
    if document.kind == PLAN and begins and ends:
        return {"plan": messages.PLAN_YEARS.format(begins=begins, ends=ends)}
    return {"valid_from": begins, "valid_to": ends}


def _registered(shelf: Shelf, document: Document) -> tuple[str, str]:
    """Return when a document was registered, and when it was last changed since; empty where that is not known."""
    events = shelf.events(_EVENTS, document.id)
    added = next((event for event in events if event.kind == Happened.ADDED), None)
    changed = events[0] if events and events[0] is not added else None
    return _day(added.day if added else None), _day(changed.day if changed else None)


def _day(day: str | None) -> str:
    return written_date(day) if day else ""


def version_name(entry: Entry) -> str:
    """Return what a version is called among others: 2010年版, or its title where no date is known."""
    return messages.VERSION.format(year=entry.day[:4]) if entry.day else entry.document.title


def number_of(document: Document) -> str:
    """Return the 文号 of a document; a stroke says that it has none."""
    return "" if document.doc_no == "/" else document.doc_no or ""


def facts_line(entry: Entry) -> str:
    """Return where a document is for, its kind, who issued it, its number and its dates in one line, as far as they are known."""
    document = entry.document
    begins = "" if document.kind == PLAN else document.valid_from
    dates = (
        messages.PUBLISHED_ON.format(day=written_date(document.published)) if document.published else "",
        messages.EFFECTIVE_ON.format(day=written_date(begins)) if begins else "",
    )
    recognised = messages.RECOGNISED_TEXT if document.recognised else ""
    region, kind = ("" if value == NONE else value for value in (entry.region, entry.kind))
    return "　".join(filter(None, (region, kind, document.issuer, number_of(document), *dates, recognised)))
