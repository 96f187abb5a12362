"""The nouns of the corpus: frozen records that every later stage reads."""

import re
from bisect import bisect_right
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from corpus.dates import first_day, last_day

Span = tuple[int, int]
EVERYWHERE = ("全国", "national")  # regions that are no place
# 已废止, 被2023版废止, 已过有效期（5年）; not 第26条：此前的政策同时废止, which is said of others, nor 部分失效, 尚未废止
_REPEALED = re.compile(r"(?![^，。；：:（(]{0,20}(?:未|部分|条))[^，。；：:（(]{0,16}(?:废止|失效|停止执行|过有效期)")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a document says of another one, or of its own amendment, with the words that say it.

    ``kind`` is 废止, 依据, 修正 (of itself, on ``day``) or 修改; ``doc`` is the id of the other one where it is held.
    """

    kind: str
    title: str
    quote: str
    where: str
    doc_no: str | None = None
    day: str | None = None
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a document; what its source does not state is ``None``, never guessed.

    Dates are ISO text of the precision that is known: ``2021``, ``2021-06`` or ``2021-06-01``.
    """

    id: str
    title: str
    issuer: str | None = None
    doc_no: str | None = None
    region: str | None = None
    province: str | None = None
    kind: str | None = None
    published: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    supersedes: str | None = None
    superseded_by: str | None = None
    status: str | None = None
    note: str | None = None
    source: str | None = None
    sha256: str | None = None
    recognised: bool = False  # the text was read from pictures and may be wrong
    pages: tuple[Span, ...] = ()  # where each page begins: (character offset, number of the page); empty without pages
    relations: tuple[Relation, ...] = ()

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Document":
        """Return the record that ``to_row`` wrote."""
        if "pages" not in row and "relations" not in row:  # as an index keeps it: of a hundred thousand this is half the time
            return cls(**row)
        pages = tuple((at, page) for at, page in row.get("pages", ()))
        return cls(**{**row, "pages": pages, "relations": tuple(Relation(**said) for said in row.get("relations", ()))})

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that a character of the text stands on, None where the file has no pages."""
        number = bisect_right(self.pages, offset, key=lambda page: page[0])
        return self.pages[max(number - 1, 0)][1] if self.pages else None

    @property
    def is_plan(self) -> bool:
        """Whether it is registered as a plan: it tells what is aimed at, one thing behind the other."""
        return "规划" in (self.kind or "")

    @property
    def begins(self) -> str | None:
        """The first date of validity: the one stated, else that of publication; no text is in force before its amendment."""
        stated = self.valid_from or self.published
        amended = max((said.day for said in self.relations if said.kind == "修正" and said.day), default=None)
        return max(stated, amended) if stated and amended else stated or amended

    @property
    def repealed(self) -> bool:
        """Whether the status says of the document itself that it is no longer in force."""
        return self.status is not None and _REPEALED.match(self.status) is not None

    def in_force(self, day: str, successor: "Document | None" = None) -> bool:
        """Return whether the document is in force on some day of ``day``; unknown dates do not exclude.

        Args:
            day: an ISO date of any precision.
            successor: the document named by ``superseded_by``, where it is held.
        """
        return not (self.begins and last_day(day) < first_day(self.begins)) and not self.ended(day, successor)

    def ended(self, day: str, successor: "Document | None" = None) -> bool:
        """Return whether the document is no longer in force on any day of ``day``.

        It ends with ``valid_to``, or when its successor comes into force. Where it is known that it has ended but not
        when, it is out of force today and later; of a day before today nothing is known, and nothing is excluded.

        Args:
            day: an ISO date of any precision.
            successor: the document named by ``superseded_by``, where it is held.
        """
        if self.valid_to and first_day(day) > last_day(self.valid_to):
            return True
        replaced_on = successor.begins if successor is not None and self.superseded_by else None
        if replaced_on and first_day(day) >= last_day(replaced_on):
            return True
        gone = self.repealed or (self.superseded_by is not None and replaced_on is None)
        return gone and last_day(day) >= date.today().isoformat()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain JSON data, as readers of our JSON see it: without pages and relations."""
        row = asdict(self)
        del row["pages"], row["relations"]
        return row

    def to_row(self) -> dict[str, Any]:
        """Return the whole record as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows: title lines, the table of contents, numbered headings.

    ``path`` is ``题名`` for title lines and ``目录`` for the table of contents; those two are never hits.
    """

    path: str
    label: str
    title: str
    start: int
    end: int

    @property
    def structural(self) -> bool:
        """Whether the heading belongs to the outline of the body."""
        return self.path not in ("题名", "目录")

    @property
    def above(self) -> bool:
        """Whether it is one of the lines above the text: the title, who passed it and when."""
        return self.path == "题名"


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest numbered unit that a citation names, with its place in the source.

    ``start``/``end`` are character offsets into the stored text; ``sentences`` are offsets into the same text.
    """

    id: str
    doc: str
    path: str
    label: str
    title: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    sentences: tuple[Span, ...] = field(default=())

    def sentence_text(self, number: int) -> str:
        """Return the text of sentence ``number`` (counted from 0)."""
        start, end = self.sentences[number]
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its text, headings and clauses; the spans of the last two tile the text."""

    document: Document
    text: str
    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]

    def titles(self) -> list[Heading]:
        """Return the headings of the outline, each cut to its title: the text from ``start`` to ``end`` is ``title``."""
        found = []
        for heading in self.headings:
            at = self.text.find(heading.title, heading.start, heading.end)
            if heading.structural and at >= 0:
                found.append(replace(heading, start=at, end=at + len(heading.title)))
        return found

    def coverage(self) -> float:
        """Return the share of characters, in [0, 1], that lie in exactly one heading or clause."""
        if not self.text:
            return 1.0
        spans = sorted([(h.start, h.end) for h in self.headings] + [(c.start, c.end) for c in self.clauses])
        covered, at = 0, 0
        for start, end in spans:
            covered += max(0, end - max(start, at)) if start >= at else 0
            at = max(at, end)
        return covered / len(self.text)
