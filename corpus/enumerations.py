"""Lists within a clause: a lead (有下列情形之一的：) with its items （一）（二）, or 一是…二是… in running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.articles import Part, divide
from corpus.records import Clause, Span

_RUNNING = re.compile(r"[一二三四五六七八九]是")
_COUNTED = re.compile(r"[0-9一二两三四五六七八九十](?:项|类|种|个|条|方面)[^：:，,。]{0,6}[：:]")
_GOES_ON = ("；", ";")
ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")  # what an item begins with
_RUNNING_IN = 60  # characters at the start of a sentence in which 一是 makes it an item


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list of a clause, by the numbers of its sentences in the clause.

    ``lead`` is the sentence that the items complete, None where the first item holds it (体现在：一是…); ``items`` are the
    sentences of each item, in the order of the text.
    """

    lead: int | None
    items: tuple[range, ...]

    @property
    def sentences(self) -> tuple[int, ...]:
        """All of its sentences in the order of the text."""
        return (*(() if self.lead is None else (self.lead,)), *(n for item in self.items for n in item))


def lead_of(listed: Enumeration, clause: Clause) -> range:
    """Return the sentences of the lead of a list, from where it begins before a semicolon: 有下列行为的，处……；情节严重的，……"""
    if listed.lead is None:
        return range(0)
    first = listed.lead
    while first and _goes_on_in(clause, first):
        first -= 1
    return range(first, listed.lead + 1)


def _goes_on_in(clause: Clause, number: int) -> bool:
    """Return whether a sentence goes on with the one before it, behind a semicolon: it is no item of its own."""
    (begin, end), (start, _) = clause.sentences[number - 1 : number + 1]
    apart = "\n" in clause.text[end - clause.start : start - clause.start] or ITEM.match(clause.sentence_text(number))
    return not apart and clause.text[begin - clause.start : end - clause.start].endswith(_GOES_ON)


@lru_cache(maxsize=4096)  # each hit of an open question asks for those of its clause, more than once
def enumerations(clause: Clause) -> tuple[Enumeration, ...]:
    """Return the lists of a clause of two items or more, a list within an item before the one that holds it."""
    found = [_listed(clause, part) for part in _leading(divide(clause))]
    return tuple(each for each in (*found, _running(clause), *_behind_colons(clause)) if len(each.items) > 1)


def _leading(part: Part) -> Iterator[Part]:
    """Yield the parts below that are divided, those within others first."""
    for below in part.parts:
        yield from _leading(below)
        if below.parts:
            yield below


def _listed(clause: Clause, part: Part) -> Enumeration:
    """Return the list that a part leads."""
    items = tuple(filter(None, (_ending_in(clause, item.spans()) for item in part.parts)))
    lead = _ending_in(clause, [part.span])
    held = bool(items) and clause.sentences[items[0][0]][0] < part.span[1]  # lead and first item are one sentence
    return Enumeration(lead[-1] if lead and not held else None, items)


def _ending_in(clause: Clause, spans: Sequence[Span]) -> range:
    """Return the sentences that end in spans which follow one another."""
    inside = [n for n, (_, end) in enumerate(clause.sentences) if any(a < end <= b for a, b in spans)]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _behind_colons(clause: Clause) -> Iterator[Enumeration]:
    """Yield the lists of a count and what it counts behind a colon, which semicolons part: 创新方面5项：……；……。"""
    texts = [clause.sentence_text(number) for number in range(len(clause.sentences))]
    for first, text in enumerate(texts):
        if _COUNTED.search(text) and text.endswith(_GOES_ON):
            last = next((n for n in range(first, len(texts)) if not texts[n].endswith(_GOES_ON)), len(texts) - 1)
            yield Enumeration(None, tuple(range(n, n + 1) for n in range(first, last + 1)))


def _running(clause: Clause) -> Enumeration:
    """Return the sentences of an enumeration in running text; what it is of stands in the first of them."""
    numbers = [n for n in range(len(clause.sentences)) if _RUNNING.search(clause.sentence_text(n)[:_RUNNING_IN])]
    return Enumeration(None, tuple(range(n, n + 1) for n in numbers))
