"""政策匹配: what an applicant says of himself, the measures that fit by where and whether they hold, and the sheet of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from assistant.facts.fields import FIELDS
from assistant.facts.matching import Match, match
from assistant.facts.profiles import HOLDS, INDUSTRY, NEEDS, SIZE, TYPE, Form, Profile
from assistant.finder.validity import Judgement, Validity
from assistant.site.library import Shelf
from corpus.places import place_of_region
from corpus.records import EVERYWHERE, Document

MOST_DOCUMENTS = 500  # whose measures are read; of a larger corpus the first ones
_LONGEST = 60  # characters of a choice
_GONE = (Validity.ENDED, Validity.OVER, Validity.AMENDED, Validity.TO_COME)


class Part(StrEnum):
    """Where a measure holds."""

    HERE = "here"
    ELSEWHERE = "elsewhere"  # of another place
    GONE = "gone"  # of here, but no longer or not yet in force


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; an empty field asks for nothing."""

    doc: str = ""
    size: str = ""
    kind: str = ""
    industry: str = ""
    holds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    part: str = ""

    @property
    def profile(self) -> Profile:
        """What the applicant says of himself."""
        return Profile(self.size, self.kind, self.industry, self.holds, self.needs)

    def query(self, **changed: str | tuple[str, ...]) -> str:
        """Return the query string, with some fields changed."""
        row = {name: getattr(self, name) for name in type(self).__slots__} | changed
        return urlencode({name: value for name, value in row.items() if value}, doseq=True)


def asked_of(query: Iterable[tuple[str, str]], form: Form) -> Asked:
    """Return what a query string asks for; a choice that the form does not have asks for nothing."""
    pairs = [(name, value.strip()[:_LONGEST]) for name, value in query]
    one = dict(pairs)

    def chosen(name: str, group: str) -> str:
        return value if (value := one.get(name, "")) in form.categories(group) else ""

    def all_chosen(name: str, group: str) -> tuple[str, ...]:
        return tuple(category for category in form.categories(group) if (name, category) in pairs)

    part = one.get("part", "")
    doc = next((value.strip()[:300] for name, value in query if name == "doc"), "")
    return Asked(
        doc, chosen("size", SIZE), chosen("kind", TYPE), chosen("industry", INDUSTRY), all_chosen("holds", HOLDS),
        all_chosen("needs", NEEDS), part if part in list(Part) else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fitting:
    """A measure that fits, with its document, how that stands, and whether it holds here."""

    match: Match
    document: Document
    standing: Judgement
    here: bool

    @property
    def part(self) -> Part:
        """Where the measure holds."""
        if not self.here:
            return Part.ELSEWHERE
        return Part.GONE if self.standing.validity in _GONE else Part.HERE


@dataclass(frozen=True, slots=True)
class Matched:
    """What fits: of each part the rows once each, best first; of the part that is shown its groups by need.

    ``documents`` counts the rows of the documents of each part, ``needs`` those of each need in the part that is shown.
    """

    part: Part
    counts: Mapping[Part, int]
    groups: Sequence[tuple[str, Sequence[Fitting]]]
    rows: Sequence[Fitting]
    documents: Mapping[Part, Sequence[tuple[Document, int]]]
    needs: Sequence[tuple[str, int]]

    @property
    def unstated(self) -> bool:
        """Whether it is not known of some that they are in force."""
        return any(row.standing.validity is Validity.UNSTATED for row in self.rows)

    @property
    def unsaid(self) -> list[str]:
        """The fields that not one of the measures states."""
        return [name for name in FIELDS if self.rows and not any(row.match.measure.fields.get(name) for row in self.rows)]


def matched(shelf: Shelf, asked: Asked, region: str) -> Matched:
    """Return the measures that fit an applicant.

    Args:
        shelf: the documents.
        asked: what the applicant says, and which part he wants to see; the first that holds anything where he names none.
        region: of the office; where it says none, nothing is taken to be of another place.
    """
    groups = _fitting(shelf, asked, region)
    every = _once(groups.values())
    counts = Counter(row.part for row in every)
    part = Part(asked.part) if asked.part else next(filter(counts.__getitem__, Part), Part.HERE)
    shown = {need: held for need, rows in groups.items() if (held := _of_part(rows, part))}
    rows = _of_part(every, part)
    by_need = list(shown.items()) if asked.needs else [("", rows)] * bool(rows)
    documents = {one: _by_document(_of_part(every, one)) for one in Part}
    return Matched(part, counts, by_need, rows, documents, [(need, len(held)) for need, held in shown.items()])


def _fitting(shelf: Shelf, asked: Asked, region: str) -> dict[str, list[Fitting]]:
    """Return what fits by need, best first, wherever and whenever it holds."""
    entries = {entry.document.id: entry for entry in shelf.catalogue().entries()}
    ids = [one.id for one in shelf.documents() if asked.doc in ("", one.id)][:MOST_DOCUMENTS]
    local = {doc: is_of_here(entries[doc].document, region) for doc in ids}

    def fitting(one: Match) -> Fitting:
        entry = entries[one.measure.doc]
        return Fitting(one, entry.document, entry.standing, local[one.measure.doc])

    found = match([measure for doc in ids for measure in shelf.measures(doc)], asked.profile)
    return {need: [fitting(one) for one in rows] for need, rows in found.items()}


def _of_part(rows: Iterable[Fitting], part: Part) -> list[Fitting]:
    return [row for row in rows if row.part is part]


def _once(groups: Iterable[Sequence[Fitting]]) -> list[Fitting]:
    """Return each measure once, best first."""
    found = {id(row.match): row for rows in groups for row in rows}
    return sorted(found.values(), key=lambda row: -row.match.score)


def _by_document(rows: Sequence[Fitting]) -> list[tuple[Document, int]]:
    documents = {row.document.id: row.document for row in rows}
    return [(documents[doc], count) for doc, count in Counter(row.document.id for row in rows).most_common()]


def is_of_here(document: Document, region: str) -> bool:
    """Return whether a document may hold at a place: it is of the country, of the place, around it or within it."""
    if not region or not document.region or document.region in EVERYWHERE:
        return True
    own, other = place_of_region(region), place_of_region(document.region, document.province)
    return own is None or other is None or own.related(other)
