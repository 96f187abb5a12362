"""Where words occur in clauses."""

import re
from collections.abc import Iterator, Sequence

from assistant.finder.query import fold
from corpus.records import Clause, Span
from index.segment import default_segmenter


def pieces_of(word: str) -> list[str]:
    """Return the words that a run of characters is made of: 质押融资补贴 is 质押融资 and 补贴."""
    return [piece for piece, _ in default_segmenter().spans(fold(word)) if len(piece) > 1] or [word]


def occurrences(clauses: Sequence[Clause], terms: Sequence[str], *, every: bool) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Yield the clauses that hold all terms, or any of them: the number of each, and where in the document they occur."""
    folded = [fold(term) for term in terms]
    for number, clause in enumerate(clauses):
        text = fold(clause.text)
        places = [[match.span() for match in re.finditer(re.escape(term), text)] for term in folded]
        if folded and (all(places) if every else any(places)):
            yield number, _merged([(clause.start + start, clause.start + end) for found in places for start, end in found])


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap joined."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
