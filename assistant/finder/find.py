"""The clause finder: keywords, exact phrases and numbers of sections or articles, over all documents or some."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from assistant import messages
from assistant.errors import FilterError, QuestionError
from assistant.finder.query import Query, fold, parse_query
from assistant.finder.words import occurrences, pieces_of
from assistant.question.resolve import articles_of, resolve
from assistant.question.titles import Pointer
from assistant.records import Hit
from assistant.retrieval.scope import Scoper
from corpus.dates import is_date
from corpus.outline import build_outline
from corpus.records import Clause, Document, ParsedDocument, Span

Sort = Literal["relevance", "text"]
Way = Literal["all", "any", "reference", "meaning", "none"]
MOST_DOCUMENTS = 2_000  # read whole; of a larger corpus only the documents that the assistant's search names are
_PAGE = re.compile(r"(?<![.…·])[.…·]{3,}\s*\d*$")  # 第一章 总则………3
RANKED = 100  # hits of the assistant's own search that order a list by relevance


class Reading(Protocol):
    """What the finder needs of the assistant."""

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its clauses."""

    def search(
        self, query: str, top_k: int = 10, doc: str | None = None, region: str | None = None, in_force_on: str | None = None
    ) -> list[Hit]:
        """Return the sentences that fit best, of what the filters leave."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look; empty means everywhere. ``in_force_on`` is an ISO date."""

    doc: str = ""
    region: str = ""
    kind: str = ""
    in_force_on: str = ""


EVERYWHERE = Filters()


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with the places (offsets in the document's text) where the terms occur in it."""

    document: Document
    clause: Clause
    spans: tuple[Span, ...]
    rank: int  # 0 is best; by the assistant's search, then by the number of occurrences
    position: int  # in the order of documents and text
    successor: Document | None = None  # of the document, where it is held

    @property
    def order(self) -> tuple[int, int, int]:
        """The better row is the lower."""
        return self.rank, -len(self.spans), self.position


@dataclass(frozen=True, slots=True)
class Lacking:
    """A document that was named and has no such place, with how many articles it has (0 for one without articles)."""

    document: Document
    articles: int


@dataclass(frozen=True, slots=True)
class FinderResult:
    """All clauses that fit, how they were found, and how many occurrences each section has.

    ``way`` is ``all`` where every term occurs, ``any`` where only some do, ``reference`` for a place by number,
    ``meaning`` where no term occurs and the assistant's search was asked, ``none`` where nothing was found.
    """

    query: Query
    filters: Filters
    rows: tuple[Found, ...]
    way: Way
    sections: tuple[tuple[str, str, int], ...] = ()  # document id, section, occurrences
    lacking: tuple[Lacking, ...] = ()  # of the documents that the query or the filter names

    @property
    def occurrences(self) -> int:
        """How often the terms occur in all rows together."""
        return sum(max(len(row.spans), 1) for row in self.rows)


def find(assistant: Reading, text: str, filters: Filters = EVERYWHERE, sort: Sort = "relevance") -> FinderResult:
    """Return every clause that fits; a query that wants nothing to occur gives an empty result.

    Raises:
        FilterError: ``in_force_on`` is no date.
    """
    query, documents = parse_query(text), _filtered(assistant.documents(), filters)
    if not query.wanted or not documents:
        return FinderResult(query, filters, (), "none")
    if len(documents) > MOST_DOCUMENTS:
        near = {hit.doc for hit in _search(assistant, query, filters)}
        documents = [document for document in documents if document.id in near]
    rows, way = _looked_up(assistant, query, documents, filters)
    ranks = _ranks(assistant, query, filters) if _is_ranked(way, sort) else {}
    if way == "meaning":
        rows = _by_meaning(assistant, documents, ranks)
    rows = sorted(_finished(assistant, query, rows, ranks), key=_order if sort == "relevance" else _position)
    lacking = _lacking(assistant, query, documents, filters, rows) if way == "reference" else ()
    return FinderResult(query, filters, tuple(rows), way if rows else "none", _sections(rows), lacking)


def _is_ranked(way: Way, sort: Sort) -> bool:
    """Whether the assistant's search orders the list; places by number stand in the order of the documents."""
    return way == "meaning" or (sort == "relevance" and way != "reference")


def _order(row: Found) -> tuple[int, int, int]:
    return row.order


def _position(row: Found) -> tuple[int, ...]:
    return (row.position,)


def _filtered(documents: Sequence[Document], filters: Filters) -> list[Document]:
    if filters.in_force_on and not is_date(filters.in_force_on):
        raise FilterError(messages.BAD_DATE.format(date=filters.in_force_on[:40]))
    by_id = {document.id: document for document in documents}
    kept = []
    for document in documents:
        fits = (
            filters.doc in ("", document.id) and filters.region in ("", document.region) and filters.kind in ("", document.kind)
        )
        day = filters.in_force_on
        if fits and (not day or document.in_force(day, by_id.get(document.superseded_by or ""))):
            kept.append(document)
    return kept


def _finished(assistant: Reading, query: Query, rows: Sequence[Found], ranks: dict[str, tuple[int, Span]]) -> list[Found]:
    """Return the rows that are left of those found, each with its rank and its document's successor."""
    by_id = {document.id: document for document in assistant.documents()}
    return [
        replace(row, rank=ranks.get(row.clause.id, (RANKED, None))[0], successor=by_id.get(row.document.superseded_by or ""))
        for row in rows
        if not _excluded(row.clause, query) and not _is_contents(assistant.parsed(row.document.id), row.clause)
    ]


def _excluded(clause: Clause, query: Query) -> bool:
    text = fold(clause.text)
    return any(fold(term) in text for term in query.excluded)


def _is_contents(parsed: ParsedDocument, clause: Clause) -> bool:
    """Whether a clause is a line of a list of contents that the parser did not know as one: it only names a heading."""
    text = _PAGE.sub("", clause.text.strip())
    return len(text) < len(clause.text.strip()) or any(
        heading.title == text and clause.start < heading.start for heading in parsed.headings
    )


def _search(assistant: Reading, query: Query, filters: Filters) -> list[Hit]:
    """Return the hits of the assistant's search; none for signs alone, which may be looked for but mean nothing."""
    try:
        return assistant.search(query.wanted, RANKED, filters.doc or None, filters.region or None, filters.in_force_on or None)
    except QuestionError:
        return []


def _looked_up(assistant: Reading, query: Query, documents: Sequence[Document], filters: Filters) -> tuple[list[Found], Way]:
    """Return the clauses at the place that a query names, or those that hold its terms, and how the list is made."""
    if query.references and not query.phrases:
        unheld = query.title and not _named(query, documents, filters)
        rows = [] if unheld else _by_reference(assistant, query, documents, filters)
        if rows or not query.beside or query.title:
            return rows, "reference"  # where there is no such place, what merely sounds alike would mislead
    rows, way = _by_words(assistant, query, documents)
    return rows, way if rows else "meaning"


def _by_reference(assistant: Reading, query: Query, documents: Sequence[Document], filters: Filters) -> list[Found]:
    """Return the clauses at a place: in the documents that the query names, else in all that are looked at."""
    rows = []
    for document in _named(query, documents, filters) or documents:
        parsed = assistant.parsed(document.id)
        numbered = list(enumerate(parsed.clauses))
        outline = build_outline(parsed.titles(), numbered)
        for reference in query.references:
            for number in resolve(reference, outline, numbered):
                rows.append(_found(document, parsed.clauses[number], (), documents.index(document), number))
    return rows


def _named(query: Query, documents: Sequence[Document], filters: Filters) -> list[Document]:
    """Return the documents that the filter or else the query names; none where neither does."""
    if filters.doc:
        return list(documents)
    return [documents[n] for n in Scoper(documents).scope(Pointer(documents).read(query.wanted)).named]


def _lacking(
    assistant: Reading, query: Query, documents: Sequence[Document], filters: Filters, rows: Sequence[Found]
) -> tuple[Lacking, ...]:
    held = {row.document.id for row in rows}
    return tuple(
        Lacking(document, len(articles_of(list(enumerate(assistant.parsed(document.id).clauses)))))
        for document in _named(query, documents, filters)
        if document.id not in held
    )


def _by_words(assistant: Reading, query: Query, documents: Sequence[Document]) -> tuple[list[Found], Way]:
    """Return the clauses that hold all terms, or failing that any of them; words written together may stand apart."""
    terms = [*query.phrases, *query.words]
    tries: list[tuple[list[str], Way]] = [(terms, "all")]
    cut = [*query.phrases, *(piece for word in query.words for piece in pieces_of(word))]
    if cut != terms:
        tries.append((cut, "all"))
    if len(cut) > 1 and not query.phrases:
        tries.append((cut, "any"))
    for wanted, way in tries:
        rows = [
            _found(document, clauses[number], spans, at, number)
            for at, document in enumerate(documents)
            for clauses in [assistant.parsed(document.id).clauses]
            for number, spans in occurrences(clauses, wanted, every=way == "all")
        ]
        if rows:
            return rows, way
    return [], "none"


def _found(document: Document, clause: Clause, spans: tuple[Span, ...], at: int, number: int) -> Found:
    return Found(document, clause, spans, RANKED, at * 1_000_000 + number)


def _ranks(assistant: Reading, query: Query, filters: Filters) -> dict[str, tuple[int, Span]]:
    """Return the clauses of the assistant's search by rank, each with its best sentence."""
    ranks: dict[str, tuple[int, Span]] = {}
    for hit in _search(assistant, query, filters):
        ranks.setdefault(hit.clause, (len(ranks), (hit.start, hit.end)))
    return ranks


def _by_meaning(assistant: Reading, documents: Sequence[Document], ranks: dict[str, tuple[int, Span]]) -> list[Found]:
    by_id = {document.id: document for document in documents}
    rows = []
    for identifier, (_, span) in list(ranks.items())[:20]:
        document = by_id.get(identifier.split("#")[0])
        if document is None:
            continue
        clauses = assistant.parsed(document.id).clauses
        number = next((n for n, clause in enumerate(clauses) if clause.id == identifier), None)
        if number is not None:
            rows.append(_found(document, clauses[number], (span,), documents.index(document), number))
    return rows


def _sections(rows: Sequence[Found]) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda found: found.position):
        section = row.clause.headings[0] if row.clause.headings else messages.BODY_SECTION
        counts[row.document.id, section] += max(len(row.spans), 1)
    return tuple((doc, section, count) for (doc, section), count in counts.items())
