"""Lists that the pages show: clauses that were found, and measures that fit."""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from assistant import messages
from assistant.facts.fields import FIELDS
from assistant.facts.measures import STRENGTHS, Match
from assistant.finder.export import pieces
from assistant.finder.find import FinderResult, Found
from assistant.finder.validity import validity
from assistant.pages.html import line, render
from corpus.records import Document, Span

MOST_ROWS = 100  # on a page; an export holds all


def render_found(result: FinderResult, order: str = "relevance") -> str:
    """Return what the finder found, with counts per section and every occurrence marked."""
    if not result.query.text:
        return line("hint", messages.FIND_HINT)
    if not result.rows:
        return line("state", messages.FOUND_NONE.format(text=result.query.text), "none")
    counted = messages.FOUND.format(way=messages.FOUND_WAYS[result.way], count=len(result.rows))
    marked = messages.FOUND_OCCURRENCES.format(count=result.occurrences) if result.way in ("all", "any") else ""
    return render(
        "found.html", summary=counted + marked, query=_query(result, order),
        sections=_sections(result), rows=[(row, _sentence(row)) for row in result.rows[:MOST_ROWS]],
        cut=len(result.rows) > MOST_ROWS, pieces=pieces, standing=lambda row: validity(row.document, row.successor),
    )  # fmt: skip


def _query(result: FinderResult, order: str) -> str:
    """Return the query string that exports the same list."""
    filters = result.filters
    return urlencode(
        {
            "q": result.query.text, "doc": filters.doc, "region": filters.region, "kind": filters.kind,
            "day": filters.in_force_on, "order": order,
        }
    )  # fmt: skip


def _sections(result: FinderResult) -> list[tuple[Document, list[tuple[str, int]]]]:
    """Return the documents, each with its sections and how often the terms occur in them."""
    documents = {row.document.id: row.document for row in result.rows}
    grouped = groupby(result.sections, key=lambda section: section[0])
    return [(documents[doc], [(name, count) for _, name, count in group]) for doc, group in grouped]


def _sentence(row: Found) -> Span:
    """Return the sentence that is highlighted in the reader: the one of the first occurrence, or where the clause begins."""
    first = row.spans[0] if row.spans else (row.clause.start, row.clause.start)
    return next((sentence for sentence in row.clause.sentences if sentence[0] <= first[0] < sentence[1]), first)


def render_matches(groups: dict[str, list[Match]], documents: Sequence[Document]) -> str:
    """Return measures by need; what a document does not say stands there as not said."""
    if not groups:
        return line("state", messages.MATCHES_NONE, "none")
    return render(
        "matches.html", groups=groups, total=sum(map(len, groups.values())), documents={d.id: d for d in documents},
        strengths=messages.STRENGTHS, dots=_dots, fields=FIELDS, quoted=messages.QUOTED,
    )  # fmt: skip


def _dots(strength: str) -> str:
    level = len(STRENGTHS) - STRENGTHS.index(strength)
    return "●" * level + "○" * (len(STRENGTHS) - level)
