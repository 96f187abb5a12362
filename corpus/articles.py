"""Articles as the law counts them: a 款 is a paragraph, a 项 an item of its list, a 目 what an item is divided into."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.markers import Marker, match_marker
from corpus.outline import component_number
from corpus.records import Clause, Span

_INLINE = re.compile(r"(?<=[：:；;])\s?[（(]([一二三四五六七八九十]{1,3})[)）]")  # （一）甲；（二）乙 on one line


@dataclass(slots=True)
class Part:
    """A 款, 项 or 目: its number among its like, its text as a span of the document, and what it is divided into.

    The span of what is divided is its lead alone: 有下列情形之一的：
    """

    number: int
    span: Span
    parts: list["Part"] = field(default_factory=list)

    def part(self, number: int) -> "Part | None":
        """Return the part of that number, the last one for -1."""
        if number < 0:
            return self.parts[-1] if self.parts else None
        return next((part for part in self.parts if part.number == number), None)

    def spans(self) -> list[Span]:
        """Return the spans of the part and of all that it is divided into, in the order of the text."""
        own = [self.span] if self.span[0] < self.span[1] else []
        return own + [span for part in self.parts for span in part.spans()]


def lines_of(clause: Clause) -> list[Span]:
    """Return the lines of a clause as spans without white space; the first without its number."""
    found: list[Span] = []
    at = clause.start
    for line in clause.text.split("\n"):
        start, end = at, at + len(line)
        if not found and clause.sentences:
            start = max(start, clause.sentences[0][0])
        text = clause.text[start - clause.start : end - clause.start]
        if text.strip():
            start += len(text) - len(text.lstrip())
            found.append((start, start + len(text.strip())))
        at = end + 1
    return found


def divide(clause: Clause) -> Part:
    """Return an article with its 款 as parts; the items of a list belong to the 款 above them, as the law counts."""
    whole = Part(0, (clause.start, clause.start))
    path = [(-1, whole)]  # what is open, each with the rank of its number
    pieces = _pieces(clause, lines_of(clause))
    markers = [match_marker(clause.text[start - clause.start : end - clause.start]) for start, end in pieces]
    for at, (span, marker) in enumerate(zip(pieces, markers, strict=True)):
        if marker is None and _goes_on(path, next(filter(None, markers[at:]), None)):
            path[-1][1].parts.append(Part(0, span))  # a line of its own within an item
            continue
        if marker is None or not whole.parts:
            path = [path[0], (0, Part(len(whole.parts) + 1, span if marker is None else (span[0], span[0])))]
            whole.parts.append(path[-1][1])
        if marker is not None:
            path = [(rank, part) for rank, part in path if rank < marker.rank]
            path.append((marker.rank, Part(component_number(marker.key), span)))
            path[-2][1].parts.append(path[-1][1])
    return whole


def _goes_on(path: Sequence[tuple[int, Part]], following: Marker | None) -> bool:
    """Return whether the next number goes on with a list that is open: what stands before it belongs to its last item."""
    if following is None:
        return False
    number = component_number(following.key)
    return number > 1 and any(rank == following.rank and part.number == number - 1 for rank, part in path)


def _pieces(clause: Clause, lines: Sequence[Span]) -> list[Span]:
    """Return the lines, those with a list in them cut before each of its items."""
    found: list[Span] = []
    for start, end in lines:
        text = clause.text[start - clause.start : end - clause.start]
        cuts = [start + match.start() + (match.group()[0].isspace()) for match in _INLINE.finditer(text)]
        found += [(a, b) for a, b in zip([start, *cuts], [*cuts, end], strict=True) if a < b]
    return found
