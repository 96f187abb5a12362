"""目标指标: the figures of documents, chosen and set beside each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant import messages
from assistant.facts.indicators import Indicator, said
from assistant.facts.pairing import Pair, key, pairs, scale_of
from assistant.facts.periods import BASELINE, TARGET, spans_years
from assistant.facts.results import Completion, Registered, completions
from assistant.site.library import Shelf
from corpus.records import Document

MOST_DOCUMENTS = 500  # whose figures are read; of a larger corpus the first ones
MOST_CHOSEN = 12
KINDS = (TARGET, BASELINE)
_THINNEST = 0.8  # percent of the drawing's width; a thinner bar could not be seen


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; an empty field asks for everything, no document for the first that states figures."""

    docs: tuple[str, ...] = ()
    kind: str = ""
    year: str = ""

    def query(self, **changed: str | tuple[str, ...]) -> str:
        """Return the query string, with some fields changed."""
        row = {"doc": self.docs, "kind": self.kind, "year": self.year} | changed
        return urlencode({name: value for name, value in row.items() if value}, doseq=True)


def asked_of(query: Iterable[tuple[str, str]]) -> Asked:
    """Return what a query string asks for; a kind that there is not asks for all."""
    pairs_of = [(name, value.strip()[:300]) for name, value in query]
    one = dict(pairs_of)
    docs = dict.fromkeys(value for name, value in pairs_of if name == "doc" and value)
    kind, year = one.get("kind", ""), one.get("year", "")
    return Asked(tuple(docs)[:MOST_CHOSEN], kind if kind in KINDS else "", year if year.isdigit() and len(year) == 4 else "")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its document."""

    document: Document
    figure: Indicator


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a bar: how it is called, its value as the document words it, its length in percent of the scale."""

    row: Row
    label: str
    value: str
    width: float
    solid: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that share a scale, which ends with ``largest``; growth is what the document itself says."""

    name: str
    bars: Sequence[Bar]
    largest: str
    growth: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page shows."""

    documents: Sequence[tuple[Document, int]]  # those that state figures, with how many
    chosen: Sequence[Document]
    rows: Sequence[Row]
    years: Sequence[str]
    charts: Sequence[Chart]  # from reached to aimed at
    across: Sequence[Chart]  # the same indicator in several documents
    completions: Sequence[tuple[Document, Completion]]


def figures(shelf: Shelf, asked: Asked, results: Sequence[Registered] = ()) -> Figures:
    """Return the figures that are asked for.

    Args:
        shelf: the documents.
        asked: which documents, kind and year.
        results: what is registered of their outcome.
    """
    held = shelf.documents()[:MOST_DOCUMENTS]
    stating = [(document, count) for document in held if (count := len(shelf.indicators(document.id)))]
    chosen = _chosen({document.id: document for document in held}, asked, stating)
    every = [Row(document, figure) for document in chosen for figure in shelf.indicators(document.id)]
    rows = [row for row in every if asked.kind in ("", row.figure.kind) and asked.year in ("", _plain_year(row.figure))]
    done = [(document, one) for document in chosen for one in completions(document.id, shelf.indicators(document.id), results)]
    years = sorted({_plain_year(row.figure) for row in every} - {""})
    return Figures(stating, chosen, rows, years, list(_pair_charts(shelf, chosen, rows)), _across(rows), done)


def _chosen(held: Mapping[str, Document], asked: Asked, stating: Sequence[tuple[Document, int]]) -> list[Document]:
    """Return the documents that are asked for; the first that states figures where none is."""
    return [held[doc] for doc in asked.docs if doc in held] if asked.docs else [document for document, _ in stating[:1]]


def _pair_charts(shelf: Shelf, chosen: Sequence[Document], rows: Sequence[Row]) -> Iterator[Chart]:
    """Yield the pairs of the documents of which a figure is shown."""
    shown = {id(row.figure) for row in rows}
    for document in chosen:
        for pair in pairs(shelf.indicators(document.id)):
            if not shown.isdisjoint(map(id, (*pair.baseline, pair.target))):
                yield _pair_chart(document, pair)


def _plain_year(row: Indicator) -> str:
    """Return the year of a figure, empty where its time is a stretch of years."""
    return "" if row.year is None or spans_years(row.year_words) else str(row.year)


def year_of(row: Indicator) -> str:
    """Return the time of a figure as readers see it: a stretch of years in the document's words, since it is no year."""
    if row.year_words and spans_years(row.year_words):
        return row.year_words
    return messages.YEAR.format(year=row.year) if row.year else messages.YEAR_NOT_STATED


def _bar(row: Row, largest: float, name: str = "") -> Bar:
    figure = row.figure
    label = messages.AND_SPACE.join(filter(None, (figure.kind, year_of(figure), name)))
    return Bar(row, label, said(figure), max(figure.value / largest * 100, _THINNEST), figure.kind == BASELINE)


def _pair_chart(document: Document, pair: Pair) -> Chart:
    """Return a chart of what was reached and what is aimed at; an aim that names two parts is held against their sum."""
    largest = max(pair.target.value, sum(row.value for row in pair.baseline)) or 1.0
    parts = len(pair.baseline) > 1
    bars = [_bar(Row(document, row), largest, row.name if parts else "") for row in (*pair.baseline, pair.target)]
    return Chart(pair.name, bars, scale_of(largest, pair.unit), pair.target.growth)


def _across(rows: Sequence[Row]) -> list[Chart]:
    """Return the indicators that several of the documents state, each with its figures by year."""
    groups: dict[tuple[tuple[str, ...], str], list[Row]] = {}
    for row in rows:
        groups.setdefault((key(row.figure.name), row.figure.unit), []).append(row)
    found = []
    for (_, unit), group in groups.items():
        if len({row.document.id for row in group}) > 1:
            largest = max(row.figure.value for row in group) or 1.0
            ordered = sorted(group, key=lambda row: (row.figure.year or 0, row.figure.kind == TARGET))
            bars = [_bar(row, largest, messages.TITLED.format(title=row.document.title)) for row in ordered]
            found.append(Chart(group[0].figure.name, bars, scale_of(largest, unit)))
    return found
