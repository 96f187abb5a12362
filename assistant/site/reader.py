"""The reader beside a page: a document in it, and what it shows before one is opened; ``scripts/reader.js`` fetches both."""

from fastapi import APIRouter
from fastapi.responses import Response

from assistant import messages
from assistant.api.errors import Problem
from assistant.site.catalogue import Asked
from assistant.site.documents import facts_line
from assistant.site.library import Shelf
from assistant.site.links import document_url
from assistant.site.reading import items_of, outline_of, part_at, parts_of
from assistant.site.shell import Shell, render
from corpus.records import ParsedDocument


def panel(*, phone: bool = False, begins: str = "") -> str:
    """Return the empty reader.

    Args:
        phone: opens on a phone too, over the page.
        begins: its head while it shows the list of documents; empty where it is hidden until a document is opened.
    """
    return render("panel.html", phone=phone, begins=begins)


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/reader")
    def begin(q: str = "") -> Response:
        return Response(beginning(shell.shelf(), q.strip()), media_type="text/html")

    @router.get("/reader/{doc}")
    def read(doc: str, clause: str = "", at: str = "") -> Response:
        shelf = shell.shelf()
        try:
            parsed = shelf.parsed(doc)
        except KeyError:
            raise Problem(404, "unknown_document", messages.DOCUMENT_GONE) from None
        named = (found.start for found in parsed.clauses if found.id == clause)
        offset = int(at) if at.isascii() and at.isdigit() and len(at) < 10 else next(named, 0)
        return Response(fragment(shelf, parsed, offset), media_type="text/html")

    return router


def beginning(shelf: Shelf, query: str) -> str:
    """Return the documents that a query names, or the first ones with the contents of the home document."""
    catalogue = shelf.catalogue()
    asked = Asked(q=query)
    home = catalogue.entry(catalogue.home)
    outline = outline_of(shelf.parsed(home.document.id)) if home and not query else []
    return render(
        "beginning.html", page=catalogue.page(asked), asked=asked, q=query, total=len(catalogue.held), home=home, outline=outline,
    )  # fmt: skip


def fragment(shelf: Shelf, parsed: ParsedDocument, at: int) -> str:
    """Return the part of a document that holds an offset, every sentence findable by its character offsets."""
    document = parsed.document
    entry = shelf.catalogue().entry(document.id)
    assert entry is not None  # the catalogue and the text are of one generation
    parts = parts_of(parsed)
    part = part_at(parts, at)
    before = [clause.start for clause in parsed.clauses if clause.start < part.start]
    after = [clause.start for clause in parsed.clauses if clause.start >= part.end]
    return render(
        "reader.html", document=document, standing=entry.standing, address=document_url(document.id), part=part, parts=parts,
        items=items_of(parsed, part, sentences=True), facts=facts_line(entry), outline=outline_of(parsed),
        original=shelf.has_original(document.id), before=before[-1] if before else None, after=after[0] if after else None,
    )  # fmt: skip
