"""查条款: the list of clauses, what narrows it, and the same list as a file."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.api.errors import Problem
from assistant.errors import FilterError
from assistant.finder.export import quotation, to_docx, to_xlsx
from assistant.finder.find import Filters, FinderResult, Found, Sort, find
from assistant.finder.query import Query
from assistant.finder.snippet import snippet
from assistant.finder.validity import judge
from assistant.records import place_in
from assistant.site.catalogue import kind_of, place
from assistant.site.files import file_of
from assistant.site.library import Shelf
from assistant.site.links import place_url
from assistant.site.paging import Pages, number_of
from assistant.site.shell import Shell
from corpus.errors import CorpusError
from corpus.records import Document

PER_PAGE = 20
MOST_CHARS = 300  # of a query; a longer one is a pasted text, and no clause holds it
SHOWN = 8  # values of a facet at once
_WAY = "/find"
_WRITERS = {"docx": to_docx, "xlsx": to_xlsx}
_FACETS: dict[str, Callable[[Document], str]] = {
    "doc": lambda document: document.id, "region": lambda document: document.region or "",
    "kind": lambda document: kind_of(document) if document.kind else "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; an empty field asks for nothing."""

    q: str = ""
    doc: str = ""
    region: str = ""
    kind: str = ""
    day: str = ""
    order: Sort = "relevance"

    @property
    def filters(self) -> Filters:
        """What narrows the list."""
        return Filters(self.doc, self.region, self.kind, self.day)

    def query(self, **changed: str) -> str:
        """Return the query string, with some fields changed."""
        row = {name: getattr(self, name) for name in type(self).__slots__} | changed
        return urlencode({name: value for name, value in row.items() if value and (name, value) != ("order", "relevance")})


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its name, how many clauses have it, the address that takes it up, or drops it where ``taken``."""

    name: str
    count: int
    address: str
    taken: bool


def asked_of(query: Mapping[str, str]) -> Asked:
    """Return what a query string asks for; an order that there is not asks for none."""
    order = query.get("order", "")
    row = {name: query.get(name, "").strip()[:MOST_CHARS] for name in ("q", "doc", "region", "kind", "day")}
    return Asked(**row, order="text" if order == "text" else "relevance")


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/find")
    def show(request: Request) -> Response:
        query = dict(request.query_params)
        asked, shelf = asked_of(query), shell.library.now()
        try:
            result, every = _results(shelf, asked)
        except FilterError as error:
            return _page(shell, shelf, asked, problem=str(error), status=422)
        return _page(shell, shelf, asked, result, every, Pages.of(result.rows, number_of(query, "page"), PER_PAGE))

    @router.get("/export/clauses.{suffix}")
    def export(request: Request, suffix: str) -> Response:
        query = dict(request.query_params)
        if suffix not in _WRITERS or query.get("order", "relevance") not in get_args(Sort):
            raise Problem(404, "not_found", messages.BAD_EXPORT)
        if not 0 < len(query.get("q", "").strip()) <= MOST_CHARS:
            raise Problem(422, "bad_query", messages.EXPORT_NO_QUERY.format(most=MOST_CHARS))
        try:
            asked = asked_of(query)
            result = find(shell.library.now(), asked.q, asked.filters, asked.order)
        except FilterError as error:
            raise Problem(422, "bad_filter", str(error)) from error
        except CorpusError as error:
            raise Problem(503, "registry", messages.REGISTRY_TROUBLE, {"Retry-After": "30"}) from error
        return file_of(messages.EXPORT_TITLE, suffix, _WRITERS[suffix](result))

    return router


def _results(shelf: Shelf, asked: Asked) -> tuple[FinderResult, FinderResult]:
    """Return what fits, and what would fit without the facets, whose counts come from it."""
    result = find(shelf, asked.q, asked.filters, asked.order)
    narrowed = asked.doc or asked.region or asked.kind
    return result, find(shelf, asked.q, Filters(in_force_on=asked.day), asked.order) if narrowed else result


def _page(
    shell: Shell, shelf: Shelf, asked: Asked, result: FinderResult | None = None, every: FinderResult | None = None,
    pages: Pages[Found] | None = None, problem: str = "", status: int = 200,
) -> Response:  # fmt: skip
    return shell.page(
        "find.html", _WAY, status=status, asked=asked, result=result, pages=pages, problem=problem, example=_example(shelf),
        facets=[] if every is None else _facets(every, asked), total=len(shelf.documents()), read=read_as, told=told,
        documents=_documents(result), place_in=place_in, place_of=_place_of, snippet=snippet, copied=_copied, region=place,
        judge=lambda row: judge(row.document, row.successor), lacking=lacking, chosen=shelf.catalogue().held.get(asked.doc),
    )  # fmt: skip


def _example(shelf: Shelf) -> str:
    """Return the number of a clause that the first document has, as people write it."""
    documents = shelf.documents()
    labels = [clause.label for clause in shelf.parsed(documents[0].id).clauses if clause.label] if documents else []
    return labels[len(labels) // 2].replace("、", "").rstrip(".") if labels else ""


def _documents(result: FinderResult | None) -> list[tuple[Document, str, int]]:
    """Return the documents of places found by number, each with its place and the number of its first card."""
    if result is None or result.way != "reference":
        return []
    first: dict[str, tuple[Document, str, int]] = {}
    for number, row in enumerate(result.rows, 1):
        first.setdefault(row.document.id, (row.document, row.clause.label, number))
    return list(first.values())


def _facets(result: FinderResult, asked: Asked) -> list[tuple[str, list[Value], list[Value]]]:
    """Return the facets with the values shown at once and the others; counts of one are those with the others applied."""
    names = {"doc": messages.DOCUMENT, "region": messages.REGION, "kind": messages.KIND}
    found = []
    for facet, read in _FACETS.items():
        others = [name for name in _FACETS if name != facet and getattr(asked, name)]
        rows = [row for row in result.rows if all(_FACETS[name](row.document) == getattr(asked, name) for name in others)]
        titles = {read(row.document): _title(facet, row.document) for row in result.rows}
        counts = Counter(value for row in rows if (value := read(row.document)))
        values = [_value(facet, value, titles[value], count, asked) for value, count in counts.most_common()]
        values.sort(key=lambda value: not value.taken)
        found.append((names[facet], values[:SHOWN], values[SHOWN:]))
    return found


def _title(facet: str, document: Document) -> str:
    if facet == "doc":
        year = (document.published or document.valid_from or "")[:4]
        return messages.CHOICE.format(title=document.title, more=year) if year else document.title
    return place(document.region) if facet == "region" else kind_of(document)


def _value(facet: str, value: str, name: str, count: int, asked: Asked) -> Value:
    taken = getattr(asked, facet) == value
    return Value(name, count, f"{_WAY}?{asked.query(**{facet: '' if taken else value})}", taken)


def _place_of(row: Found) -> str:
    """Return the address of a clause, marked at the sentence of the first term."""
    if not row.spans:
        return place_url(row.document.id, row.clause.start)
    first = row.spans[0]
    sentence = next((one for one in row.clause.sentences if one[0] <= first[0] < one[1]), first)
    return place_url(row.document.id, row.clause.start, *sentence)


def _copied(row: Found) -> str:
    label = place_in(row.document, row.clause.label, row.clause.start)
    return quotation(row.document.title, row.document.doc_no, label, row.clause.text)


def read_as(query: Query) -> str:
    """Return how a query was read, where it was not simply words: phrases, what must not occur, the place."""
    if query.references and not query.phrases:
        told = messages.AND.join(reference.name for reference in query.references)
    else:
        wanted = messages.AND.join(messages.QUOTED_TERM.format(term=term) for term in (*query.phrases, *query.words))
        told = wanted if query.phrases or query.excluded else ""
    unwanted = messages.AND.join(messages.QUOTED_TERM.format(term=term) for term in query.excluded)
    return messages.FIND_WITHOUT.format(wanted=told, unwanted=unwanted) if unwanted else told


def told(result: FinderResult) -> str:
    """Return how the list was made and how long it is."""
    counted = messages.FOUND.format(way=messages.FOUND_WAYS[result.way], count=len(result.rows))
    return counted + (messages.FOUND_OCCURRENCES.format(count=result.occurrences) if result.way in ("all", "any") else "")


def lacking(result: FinderResult) -> list[str]:
    """Return what documents that were named do not have, a sentence each."""
    name = messages.AND.join(reference.name for reference in result.query.references)
    if result.query.title and not result.rows and not result.lacking:
        return [messages.FIND_UNHELD.format(title=result.query.title, name=name)]
    return [
        (messages.FIND_NO_ARTICLE if one.articles else messages.FIND_NO_PLACE).format(
            title=one.document.title, name=name, count=one.articles
        )
        for one in result.lacking
    ]
