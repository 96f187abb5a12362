"""A document as it is read: headings and clauses in order, cut into parts where it is long, a passage marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.finder.export import quotation
from assistant.records import place_in
from assistant.site.links import document_url, heading_url, place_url
from corpus.records import Clause, Heading, ParsedDocument, Span

PART_CHARS = 40_000  # after so much text a part ends before the next heading, after twice as much before any clause
_DEEPEST = 6  # level of a heading in HTML


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause: the span of the sentence that it is, whether it is marked."""

    text: str
    span: Span | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A heading or a clause of the text, with what it is called and the address of its place; a clause has its paragraphs."""

    name: str
    address: str
    start: int
    level: int = 0  # of a heading; 0 for a line above the text
    clause: Clause | None = None
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    citation: str = ""  # to paste


@dataclass(frozen=True, slots=True)
class Part:
    """As much of a text as one page shows; ``start`` and ``end`` are offsets, ``name`` says from where to where it goes."""

    number: int
    start: int
    end: int
    name: str
    address: str


def listed(parsed: ParsedDocument) -> list[Heading | Clause]:
    """Return headings and clauses in the order of the text; the table of contents is left out, for the outline tells it."""
    headings = [heading for heading in parsed.headings if heading.structural or heading.above]
    return sorted([*headings, *parsed.clauses], key=lambda item: item.start)


def parts_of(parsed: ParsedDocument) -> list[Part]:
    """Return the parts of a text, at least one."""
    starts, since = [0], 0
    items = listed(parsed)
    for item in items:
        long = item.start - since
        if long >= 2 * PART_CHARS or (long >= PART_CHARS and isinstance(item, Heading)):
            starts.append(item.start)
            since = item.start
    parts = []
    for number, (start, end) in enumerate(pairwise([*starts, len(parsed.text) + 1]), start=1):
        shown = [item for item in items if start <= item.start < end]
        address = _address(parsed, shown[0]) if number > 1 else document_url(parsed.document.id)
        parts.append(Part(number, start, end, _range(shown), address))
    return parts


def _address(parsed: ParsedDocument, item: Heading | Clause) -> str:
    return (heading_url if isinstance(item, Heading) else place_url)(parsed.document.id, item.start)


def _range(items: Sequence[Heading | Clause]) -> str:
    labels = [item.label for item in items if isinstance(item, Clause)]
    return "—".join(dict.fromkeys([labels[0], labels[-1]])) if labels else ""


def part_at(parts: Sequence[Part], at: int) -> Part:
    """Return the part that holds an offset, the first where none does."""
    return next((part for part in parts if part.start <= at < part.end), parts[0])


def items_of(parsed: ParsedDocument, part: Part, marked: Span | None = None, *, sentences: bool = False) -> list[Item]:
    """Return what a part shows.

    Args:
        parsed: the document.
        part: one of its parts.
        marked: a passage of the text that is marked.
        sentences: cuts clauses into their sentences, so that a script can mark one.
    """
    return [
        _item(parsed, item, list(_sentences(item) if sentences else _passage(item, marked)) if isinstance(item, Clause) else [])
        for item in listed(parsed)
        if part.start <= item.start < part.end
    ]


def _item(parsed: ParsedDocument, item: Heading | Clause, pieces: list[Piece]) -> Item:
    document = parsed.document
    if isinstance(item, Heading):
        level = 0 if item.above else min(2 + item.path.count("."), _DEEPEST)
        return Item(_title(parsed, item), _address(parsed, item), item.start, level)
    place = place_in(document, item.label, item.start)
    cited = quotation(document.title, document.doc_no, place, item.text)
    name = f"{place} {item.title}".strip()
    return Item(name, _address(parsed, item), item.start, 0, item, tuple(_paragraphs(pieces)), cited)


def _title(parsed: ParsedDocument, heading: Heading) -> str:
    return parsed.text[heading.start : heading.end].strip()


def outline_of(parsed: ParsedDocument) -> list[tuple[int, str, str]]:
    """Return the headings of a document: depth (0 at the top), title, address."""
    return [
        (min(heading.path.count("."), 3), _title(parsed, heading), heading_url(parsed.document.id, heading.start))
        for heading in parsed.headings
        if heading.structural
    ]


def clause_at(parsed: ParsedDocument, at: int) -> int | None:
    """Return the number of the clause that holds an offset, None where none does."""
    return next((number for number, clause in enumerate(parsed.clauses) if clause.start <= at < clause.end), None)


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of each paragraph; lines without words are none."""
    held: list[Piece] = []
    for piece in pieces:
        for number, line in enumerate(piece.text.split("\n")):
            if number and held:
                yield tuple(held)
                held = []
            if line.strip():
                held.append(replace(piece, text=line))
    if held:
        yield tuple(held)


def _sentences(clause: Clause) -> Iterator[Piece]:
    """Yield a clause's text from end to end: its sentences with their offsets, and what stands between them."""
    at = clause.start
    for number, (start, end) in enumerate(clause.sentences):
        if at < start:
            yield Piece(clause.text[at - clause.start : start - clause.start])
        yield Piece(clause.sentence_text(number), (start, end))
        at = end
    yield Piece(clause.text[at - clause.start :].rstrip("\n"))


def _passage(clause: Clause, marked: Span | None) -> Iterator[Piece]:
    """Yield a clause's text, what lies in a passage marked."""
    text = clause.text.rstrip("\n")
    start, end = (max(0, min(len(text), at - clause.start)) for at in marked or (0, 0))
    yield from (piece for piece in (Piece(text[:start]), Piece(text[start:end], marked=True), Piece(text[end:])) if piece.text)
