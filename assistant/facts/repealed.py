"""Documents that others repeal, by name: 《某市专利保护管理条例》同时废止 tells what became of one that may not be held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.facts.documents import repealing, taking_effect
from corpus.records import ParsedDocument, Span

SHORTEST_TITLE = 4  # characters
_TITLE = re.compile(rf"《([^《》]{{{SHORTEST_TITLE},60}})》")


@dataclass(frozen=True, slots=True)
class Repealed:
    """The name of a document, the number of the one that repeals it, and where that says so: since when, and the repeal."""

    name: str
    document: int
    spans: tuple[Span, ...]


def repealed_by(parsed: ParsedDocument, document: int) -> Iterator[Repealed]:
    """Yield the documents that one names as repealed by it; ``document`` is its number."""
    for span in repealing(parsed):
        since = tuple(each for each in taking_effect(parsed) if each != span)
        for name in _TITLE.findall(parsed.text[slice(*span)]):
            yield Repealed(name, document, (*since, span))
