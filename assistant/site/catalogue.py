"""The list of documents: what is asked of it, what fits, how many there are of each kind, in which order."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from assistant import messages
from assistant.finder.query import fold
from assistant.finder.validity import Judgement, Validity, judge
from assistant.finder.versions import versions
from corpus.records import EVERYWHERE, Document

PER_PAGE = 20
NONE = "-"  # the value of a facet for what its document does not state
ORDERS = ("", "new", "old", "title")  # the home document first, then as new; by date; by name
SHOWN_VALUES, MOST_VALUES = 8, 60  # of a facet: at once, and after asking for more
_LATEST = "9"  # before every year when read backwards
_LONGEST = 200  # characters of what is looked for


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list; an empty field asks for nothing."""

    q: str = ""
    region: str = ""
    issuer: str = ""
    kind: str = ""
    year: str = ""
    validity: str = ""
    order: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, name) for name in ("q", *FACETS))

    def query(self, **changed: str) -> str:
        """Return the query string, with some fields changed."""
        row = {field.name: getattr(self, field.name) for field in fields(self)} | changed
        return urlencode({name: value for name, value in row.items() if value})


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list, with how it stands and what it is filtered and found by."""

    document: Document
    standing: Judgement
    region: str
    issuer: str
    kind: str
    year: str
    words: str

    @property
    def validity(self) -> str:
        """What it is filtered by."""
        return self.standing.validity.value

    @property
    def day(self) -> str:
        """The day that it is ordered by, empty where none is known."""
        return self.document.published or self.document.valid_from or ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its name, how many documents have it, the address that takes it up, or drops it where ``taken``."""

    name: str
    count: int
    address: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, with the facets of the whole of it."""

    entries: tuple[Entry, ...]
    total: int
    number: int
    last: int
    facets: tuple[tuple[str, tuple[Value, ...], tuple[Value, ...]], ...]  # name, the values shown at once, and the others


_FIELD: dict[str, Callable[[Entry], str]] = {
    "validity": lambda entry: entry.validity, "region": lambda entry: entry.region, "kind": lambda entry: entry.kind,
    "year": lambda entry: entry.year, "issuer": lambda entry: entry.issuer,
}  # fmt: skip
FACETS = tuple(_FIELD)


class Catalogue:
    """The documents of one generation as they stand on a day.

    Args:
        documents: all of them.
        home: the id of the document that comes first.
        day: an ISO day.
    """

    def __init__(self, documents: Iterable[Document], home: str, day: str) -> None:
        self.held: Mapping[str, Document] = {document.id: document for document in documents}
        self.home, self.day = home, day
        self._entries = {identifier: self._entry(document) for identifier, document in self.held.items()}

    def _entry(self, document: Document) -> Entry:
        words = fold(" ".join(filter(None, (document.title, document.doc_no, document.issuer))))
        return Entry(
            document, judge(document, self.held.get(document.superseded_by or ""), self.day), place(document.region),
            document.issuer or NONE, kind_of(document), (document.published or document.valid_from or NONE)[:4],
            re.sub(r"\s", "", words),
        )  # fmt: skip

    def entry(self, identifier: str) -> Entry | None:
        """Return a document, None where there is none."""
        return self._entries.get(identifier)

    def entries(self) -> Sequence[Entry]:
        """Return all documents."""
        return list(self._entries.values())

    def versions(self, document: Document) -> list[Entry]:
        """Return the versions of a document, itself among them, the oldest first."""
        return [self._entries[one.id] for one in versions(document, self.held)]

    def page(self, asked: Asked, number: int = 1) -> Page:
        """Return a page of what fits, numbered from 1; one behind the last is the last."""
        found = self.matching(asked.q)
        taken = {name: getattr(asked, name) for name in FACETS if getattr(asked, name)}
        missed = [(entry, [name for name, value in taken.items() if _FIELD[name](entry) != value]) for entry in found]
        rows = _ordered([entry for entry, wrong in missed if not wrong], asked.order, self.home)
        last = max(1, -(-len(rows) // PER_PAGE))
        number = min(max(1, number), last)
        facets = []
        for name in FACETS:  # the counts of a facet are those with all others applied
            counts = Counter(_FIELD[name](entry) for entry, wrong in missed if wrong in ([], [name]))
            values = _values(name, counts, asked)
            facets.append((messages.FACETS[name], values[:SHOWN_VALUES], values[SHOWN_VALUES:MOST_VALUES]))
        return Page(tuple(rows[(number - 1) * PER_PAGE : number * PER_PAGE]), len(rows), number, last, tuple(facets))

    def matching(self, query: str) -> list[Entry]:
        """Return the documents whose title, number or issuer hold all words of a query."""
        words = [re.sub(r"[《》]", "", word) for word in fold(query[:_LONGEST]).split()]
        return [entry for entry in self._entries.values() if all(word in entry.words for word in words)]


def _ordered(entries: list[Entry], order: str, home: str) -> list[Entry]:
    if order == "title":
        return sorted(entries, key=lambda entry: (entry.document.title, entry.day))
    if order == "old":
        return sorted(entries, key=lambda entry: (entry.day or _LATEST, entry.document.title))
    by_day = sorted(entries, key=lambda entry: entry.day, reverse=True)
    return by_day if order else sorted(by_day, key=lambda entry: entry.document.id != home)


def _values(name: str, counts: Counter[str], asked: Asked) -> tuple[Value, ...]:
    """Return the values of a facet: years backwards, validity in its own order, others by number; what is not stated last."""
    taken = getattr(asked, name)
    orders: dict[str, Callable[[str], tuple[object, ...]]] = {
        "year": lambda value: (value == NONE, -int(value) if value.isdigit() else 0),
        "validity": lambda value: (list(Validity).index(Validity(value)),),
    }
    names = sorted(counts, key=orders.get(name, lambda value: (value == NONE, -counts[value], value)))
    names.sort(key=lambda value: value != taken)
    found = []
    for value in names:
        query = asked.query(**{name: "" if value == taken else value})
        found.append(Value(value_name(name, value), counts[value], f"/documents?{query}", value == taken))
    return tuple(found)


def value_name(facet: str, value: str) -> str:
    """Return the name of a value of a facet."""
    if facet == "validity":
        return messages.VALIDITIES.get(value, value)
    if value == NONE:
        return messages.FACT_NOT_STATED
    return messages.YEAR.format(year=value) if facet == "year" else value


def place(region: str | None) -> str:
    """Return a region as readers see it."""
    return NONE if region is None else messages.NATIONWIDE if region in EVERYWHERE else region


def kind_of(document: Document) -> str:
    """Return the kind of a document without what is added in brackets: 政策卡片（依据：…） is 政策卡片."""
    return re.split(r"[（(]", document.kind)[0].strip() or document.kind if document.kind else NONE


def asked_of(query: Mapping[str, str]) -> Asked:
    """Return what a query string asks for; an order that there is not asks for none."""
    values = {field.name: query.get(field.name, "").strip()[:_LONGEST] for field in fields(Asked)}
    asked = Asked(**values)
    return asked if asked.order in ORDERS else replace(asked, order="")
