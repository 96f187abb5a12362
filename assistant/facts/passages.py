"""Where a text itself says something of its document: in a title line, a sentence, or the page information above it."""

import re
from collections.abc import Callable, Iterator

from assistant.facts.outline import trimmed
from corpus.front import PAGE
from corpus.portal import printed
from corpus.records import ParsedDocument, Span
from index.segment import normalize

ENDING = 3  # clauses at the end of a text among which it says since when and how long it is in force


def title_span(parsed: ParsedDocument) -> Span | None:
    """Return where the text bears its title, or None where its title lines do not hold it."""
    wanted = _bare(parsed.document.title)
    lines = [heading for heading in parsed.headings if heading.path == "题名"]
    held = [line for line in lines if wanted in _bare(line.title) or (len(line.title) > 5 and _bare(line.title) in wanted)]
    return trimmed(parsed, held[0]) if held else None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", normalize(text))


def _pieces(parsed: ParsedDocument, *, ending: int = 0) -> Iterator[Span]:
    """Yield the title lines and the sentences of a text; with ``ending``, only those of the last clauses."""
    if not ending:
        yield from (trimmed(parsed, heading) for heading in parsed.headings if heading.path == "题名")
    for clause in parsed.clauses[-ending:]:
        yield from clause.sentences


def stating(parsed: ParsedDocument, states: Callable[[str], bool], *, ending: int = 0) -> tuple[Span, ...]:
    """Return the first piece of a text that states something, as a tuple of none or one."""
    return tuple([span for span in _pieces(parsed, ending=ending) if states(parsed.text[slice(*span)])][:1])


def holding(parsed: ParsedDocument, *wordings: str) -> tuple[Span, ...]:
    """Return the first title line, else sentence, that holds one of the wordings, white space aside."""
    return stating(parsed, lambda text: any(wording in re.sub(r"\s", "", text) for wording in wordings))


def beginning(parsed: ParsedDocument, wording: str) -> tuple[Span, ...]:
    """Return the first title line, else sentence, that begins with a wording: who is only addressed stands within one."""
    return stating(parsed, lambda text: re.sub(r"\s", "", text).startswith(wording))


def page_printing(parsed: ParsedDocument, field: str) -> tuple[Span, ...]:
    """Return where the page information above a text prints a field: 失效日期：, and the date below it."""
    spans = [span for clause in parsed.clauses if clause.path == PAGE for span in clause.sentences]
    lines = [[line.strip() for line in parsed.text[slice(*span)].splitlines() if line.strip()] for span in spans]
    said = [printed(each, 0) for each in lines]
    return tuple(span for span, found in zip(spans, said, strict=True) if found and found.field == field and found.value)
