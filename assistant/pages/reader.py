"""A document to read: its outline and its full text, every sentence findable by its character offsets."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant import messages
from assistant.finder.validity import validity
from assistant.pages.html import render, where
from assistant.records import place_in
from corpus.records import Clause, Heading, ParsedDocument, Span

_DEEPEST = 6  # level of a heading in HTML


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading or a clause of the text, with what it is called; a clause comes in pieces, its sentences with their span."""

    name: str
    heading: Heading | None = None
    level: int = 0
    clause: Clause | None = None
    pieces: tuple[tuple[str, Span | None], ...] = ()


def render_document(parsed: ParsedDocument, *, original: bool = False) -> str:
    """Return the document as an HTML fragment; the table of contents becomes the outline, nothing else is left out.

    ``original``: the file that it was registered from is kept, and offered.
    """
    document = parsed.document
    recognised = messages.RECOGNISED if document.recognised else ""
    headings = [heading for heading in parsed.headings if heading.structural]
    items: list[Heading | Clause] = sorted([*headings, *parsed.clauses], key=lambda item: item.start)
    return render(
        "reader.html", document=document, original=original, body=[_part(parsed, item) for item in items],
        facts="　".join(filter(None, (document.issuer, document.doc_no, validity(document), recognised))),
        outline=[(heading.path.count("."), heading, _title(parsed, heading)) for heading in headings],
    )  # fmt: skip


def _part(parsed: ParsedDocument, item: Heading | Clause) -> _Part:
    if isinstance(item, Clause):
        place = place_in(parsed.document, item.label, item.start)
        return _Part(where(place, item.title), clause=item, pieces=tuple(_pieces(parsed, item)))
    return _Part(_title(parsed, item), item, min(3 + item.path.count("."), _DEEPEST))


def _title(parsed: ParsedDocument, heading: Heading) -> str:
    return parsed.text[heading.start : heading.end].strip()


def _pieces(parsed: ParsedDocument, clause: Clause) -> Iterator[tuple[str, Span | None]]:
    """Yield a clause's text from end to end: its sentences with their offsets, and what stands between them."""
    at = clause.start
    for number, (start, end) in enumerate(clause.sentences):
        if at < start:
            yield parsed.text[at:start], None
        yield clause.sentence_text(number), (start, end)
        at = end
    yield parsed.text[at : clause.end].rstrip("\n"), None
