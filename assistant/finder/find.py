"""The clause finder: keywords, exact phrases and numbers of sections or articles, over all documents or some."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.question.references import Reference, parse_references, resolve
from assistant.records import Hit
from assistant.retrieval.scope import Catalogue
from corpus.outline import build_outline
from corpus.records import Clause, Document, ParsedDocument, Span
from index.segment import default_segmenter

Sort = Literal["relevance", "text"]
Way = Literal["all", "any", "reference", "meaning", "none"]
MOST_DOCUMENTS = 2_000  # read whole; of a larger corpus only the documents that the assistant's search names are
RANKED = 100  # hits of the assistant's own search that order a list by relevance
_PHRASE = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{1,200})[”\"」』》]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # no clause is found by them, and no file may hold them
_SPACE = re.compile(r"[\s\u3000,，;；、]+")
# Same text, written in other signs; every sign stands for one sign, so that offsets stay true.
_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "－": "-"}
)


class Reading(Protocol):
    """What the finder needs of the assistant."""

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its clauses."""

    def search(self, query: str, top_k: int = 10) -> list[Hit]:
        """Return the sentences that fit best."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look; empty means everywhere. ``in_force_on`` is an ISO date."""

    doc: str = ""
    region: str = ""
    kind: str = ""
    in_force_on: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: what must occur as it stands, what must occur at all, and the place it names."""

    text: str
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with the places (offsets in the document's text) where the terms occur in it."""

    document: Document
    clause: Clause
    spans: tuple[Span, ...]
    rank: int  # 0 is best; by the assistant's search, then by the number of occurrences
    position: int  # in the order of documents and text


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

    @property
    def occurrences(self) -> int:
        """How often the terms occur in all rows together."""
        return sum(max(len(row.spans), 1) for row in self.rows)


def parse_query(text: str) -> Query:
    """Take a query apart; quotation marks of any kind hold a phrase, 三(三)3 or 第四十二条 name a place."""
    text = _CONTROL.sub(" ", text)
    phrases = tuple(
        match.group(1).strip() for match in _PHRASE.finditer(text) if match.group(1).strip() and match.group()[0] != "《"
    )
    rest = re.sub(r"[“\"「『][^“”\"「」『』]*[”\"」』]", " ", text)
    references = tuple(parse_references(rest))
    return Query(text.strip(), phrases, tuple(word for word in _SPACE.split(rest) if word), references)


def in_force(document: Document, day: str) -> bool:
    """Return whether a document is in force on an ISO date, as far as its own dates tell; unknown dates do not exclude."""
    begins, ends = document.valid_from or document.published, document.valid_to
    if begins and day[: len(begins)] < begins[: len(day)]:  # compared as far as both are known: 2021 lies within 2021-06
        return False
    return not (ends and day[: len(ends)] > ends[: len(day)])


def find(assistant: Reading, text: str, filters: Filters | None = None, sort: Sort = "relevance") -> FinderResult:
    """Return every clause that fits; an empty query gives an empty result."""
    filters = filters or Filters()
    query = parse_query(text)
    documents = [document for document in assistant.documents() if _kept(document, filters)]
    if not query.text or not documents:
        return FinderResult(query, filters, (), "none")
    if len(documents) > MOST_DOCUMENTS:
        near = {hit.doc for hit in assistant.search(query.text, top_k=RANKED)}
        documents = [document for document in documents if document.id in near]
    rows: list[Found] = []
    way: Way = "reference"
    if query.references and not query.phrases:
        rows = _by_reference(assistant, query, documents, filters)
        if not rows and not _beside(query):
            return FinderResult(query, filters, (), "none")  # no such place; what merely sounds alike would mislead
    if not rows:
        rows, way = _by_words(assistant, query, documents)
    ranks = _ranks(assistant, query) if sort == "relevance" or not rows else {}
    if not rows:
        rows, way = _by_meaning(assistant, documents, ranks), "meaning"
    rows = [_ranked(row, ranks) for row in rows]
    rows.sort(key=(lambda row: (row.rank, -len(row.spans), row.position)) if sort == "relevance" else (lambda row: row.position))
    return FinderResult(query, filters, tuple(rows), way if rows else "none", _sections(rows))


def _kept(document: Document, filters: Filters) -> bool:
    return (
        (not filters.doc or document.id == filters.doc)
        and (not filters.region or document.region == filters.region)
        and (not filters.kind or document.kind == filters.kind)
        and (not filters.in_force_on or in_force(document, filters.in_force_on))
    )


def _beside(query: Query) -> str:
    """Return what a query holds beside the places that it names."""
    rest = query.text
    for reference in query.references:
        rest = rest.replace(reference.text, "")
    return rest.strip(" \u3000,，。、.")


def _by_reference(assistant: Reading, query: Query, documents: Sequence[Document], filters: Filters) -> list[Found]:
    """Return the clauses at a place: in the documents that the query names, else in all that are looked at."""
    named = Catalogue(documents, "", "").scope(query.text).named
    chosen = [documents[n] for n in named] if named and not filters.doc else list(documents)
    rows = []
    for document in chosen:
        parsed = assistant.parsed(document.id)
        numbered = list(enumerate(parsed.clauses))
        outline = build_outline([(h.path, h.title) for h in parsed.headings if h.structural], numbered)
        for reference in query.references:
            for number in resolve(reference, outline, numbered):
                rows.append(_found(document, parsed.clauses[number], (), documents.index(document), number))
    return rows


def _by_words(assistant: Reading, query: Query, documents: Sequence[Document]) -> tuple[list[Found], Way]:
    """Return the clauses that hold all terms, or failing that any of them; words written together may stand apart."""
    terms = [*query.phrases, *query.words]
    tries: list[tuple[list[str], Way]] = [(terms, "all")]
    cut = [*query.phrases, *(piece for word in query.words for piece in _pieces(word))]
    if cut != terms:
        tries.append((cut, "all"))
    if len(cut) > 1 and not query.phrases:
        tries.append((cut, "any"))
    for wanted, way in tries:
        rows = [
            row for at, document in enumerate(documents) for row in _occurrences(assistant.parsed(document.id), wanted, way, at)
        ]
        if rows:
            return rows, way
    return [], "none"


def _pieces(word: str) -> list[str]:
    """Return the words that a run of characters is made of: 质押融资补贴 is 质押融资 and 补贴."""
    return [piece for piece, _ in default_segmenter().spans(word.translate(_FOLD).lower()) if len(piece) > 1] or [word]


def _occurrences(parsed: ParsedDocument, terms: Sequence[str], way: Way, at: int) -> list[Found]:
    folded = [term.translate(_FOLD).lower() for term in terms]
    rows = []
    for number, clause in enumerate(parsed.clauses):
        text = clause.text.translate(_FOLD).lower()
        places = [[match.span() for match in re.finditer(re.escape(term), text)] for term in folded]
        if not (all(places) if way == "all" else any(places)) or not folded:
            continue
        spans = _merged([(clause.start + start, clause.start + end) for found in places for start, end in found])
        rows.append(_found(parsed.document, clause, spans, at, number))
    return rows


def _found(document: Document, clause: Clause, spans: tuple[Span, ...], at: int, number: int) -> Found:
    return Found(document, clause, spans, RANKED, at * 1_000_000 + number)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap joined."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _ranks(assistant: Reading, query: Query) -> dict[str, tuple[int, Span]]:
    """Return the clauses of the assistant's search by rank, each with its best sentence."""
    ranks: dict[str, tuple[int, Span]] = {}
    for hit in assistant.search(" ".join([*query.phrases, *query.words]), top_k=RANKED):
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


def _ranked(row: Found, ranks: dict[str, tuple[int, Span]]) -> Found:
    rank = ranks.get(row.clause.id, (RANKED, (0, 0)))[0]
    return Found(row.document, row.clause, row.spans, rank, row.position)


def _sections(rows: Sequence[Found]) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda found: found.position):
        section = row.clause.headings[0] if row.clause.headings else "正文"
        counts[row.document.id, section] += max(len(row.spans), 1)
    return tuple((doc, section, count) for (doc, section), count in counts.items())
