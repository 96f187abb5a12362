"""/shared: what somebody passed on: questions, and the places that were cited.

The address holds questions and offsets, never the text of an answer: what stands on the page is read from the documents at
the time, whole sentences of them, so that nobody can make the page say what no document says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.finder.validity import Judgement, judge
from assistant.privacy import mask
from assistant.records import Citation, place_in
from assistant.site.library import Shelf
from assistant.site.links import place_url
from assistant.site.shell import Shell
from corpus.records import Clause, Document

MOST_QUESTIONS, MOST_PLACES, LONGEST_QUESTION = 10, 60, 300


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of a clause, with how their document stands today."""

    document: Document
    standing: Judgement
    place: str
    text: str
    address: str


def address_of(turns: Iterable[tuple[str, Sequence[Citation]]]) -> str:
    """Return the address that holds questions, each followed by the places that its answer cites."""
    pairs: list[tuple[str, str]] = []
    for question, citations in turns:
        pairs.append(("q", question[:LONGEST_QUESTION]))
        pairs += [("c", f"{citation.start}-{citation.end}-{citation.doc}") for citation in citations]
    return f"/shared?{urlencode(pairs)}"


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/shared")
    def shared(request: Request) -> Response:
        shelf = shell.library.now()
        turns = [
            (question, list(dict.fromkeys(_passages(shelf, places))), len(places))
            for question, places in _turns(request.query_params.multi_items())
        ]
        page = shell.page("shared.html", "/", turns=turns, status=200 if turns else 404)
        page.headers["X-Robots-Tag"] = "noindex"
        return page

    return router


def _turns(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return the questions of an address, each with the places named after it."""
    found: list[tuple[str, list[str]]] = []
    places = 0
    for name, value in pairs:
        if name == "q" and value.strip() and len(found) < MOST_QUESTIONS:
            found.append((mask(value.strip()[:LONGEST_QUESTION]), []))
        elif name == "c" and found and places < MOST_PLACES:
            found[-1][1].append(value)
            places += 1
    return found


def _passages(shelf: Shelf, places: Iterable[str]) -> Iterator[Passage]:
    """Yield what the documents say at the places; what names none is left out."""
    documents = {document.id: document for document in shelf.documents()}
    for named in places:
        start, end, doc = (*named.split("-", 2), "", "")[:3]
        if not (start.isdecimal() and end.isdecimal() and len(start + end) < 20 and doc in documents):
            continue
        document = documents[doc]
        standing = judge(document, documents.get(document.superseded_by or ""))
        for clause in shelf.parsed(doc).clauses:
            if clause.start < int(end) and int(start) < clause.end:
                yield from _sentences(document, standing, clause, int(start), int(end))


def _sentences(document: Document, standing: Judgement, clause: Clause, start: int, end: int) -> Iterator[Passage]:
    """Yield the sentences of a clause that a stretch touches, as one passage."""
    touched = [(begins, ends) for begins, ends in clause.sentences if begins < end and start < ends]
    if touched:
        first, last = touched[0][0], touched[-1][1]
        text = clause.text[first - clause.start : last - clause.start].strip()
        place = f"{place_in(document, clause.label, first)} {clause.title}".strip()
        yield Passage(document, standing, place, text, place_url(document.id, clause.start, first, last))
