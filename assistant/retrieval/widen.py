"""Hits of more than one piece: a sentence cut at semicolons whole again, an article that is asked for in stretches."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter

from assistant.records import Hit
from corpus.records import Clause

LONGEST = 200  # characters of a hit of several pieces
_OPEN = ("；", ";")  # what ends here goes on


def in_stretches(hits: Sequence[Hit], clause_of: Callable[[str], Clause]) -> list[Hit]:
    """Join neighbours of one clause up to ``LONGEST`` characters: an article that is asked for is one answer.

    Args:
        hits: sentences in the order of the text.
        clause_of: gives a clause by its id.
    """
    found: list[Hit] = []
    for hit in hits:
        last = found[-1] if found else None
        if last is not None and last.clause == hit.clause and last.start <= hit.start and hit.end - last.start <= LONGEST:
            found[-1] = _span(last, clause_of(hit.clause), last.start, hit.end)
        else:
            found.append(hit)
    return found


def whole_sentences(hits: Sequence[Hit], clause_of: Callable[[str], Clause]) -> list[Hit]:
    """Return hits that reach from full stop to full stop, where that takes at most ``LONGEST`` characters.

    A piece between semicolons often makes sense only with its neighbours (有违法所得的……；没有违法所得的……). A hit that lies in
    one before it is left out.

    Args:
        hits: best first.
        clause_of: gives a clause by its id.
    """
    found: list[Hit] = []
    for hit in hits:
        whole = _whole(hit, clause_of(hit.clause))
        if not any(other.clause == whole.clause and other.start <= hit.start and hit.end <= other.end for other in found):
            found.append(whole)
    return found


def _whole(hit: Hit, clause: Clause) -> Hit:
    """Widen a hit over semicolons within its line, forward first."""
    spans = clause.sentences
    first, last = (bisect_left(spans, place, key=itemgetter(side)) for side, place in enumerate((hit.start, hit.end)))
    if max(first, last) >= len(spans) or (spans[first][0], spans[last][1]) != (hit.start, hit.end):
        return hit

    def goes_on(number: int) -> bool:
        """Whether the piece is tied to the next one: no line ends between them, and none does within a sentence."""
        read = clause.text[spans[number][0] - clause.start : spans[number + 1][0] - clause.start]
        return read.rstrip().endswith(_OPEN) and "\n" not in read

    while last + 1 < len(spans) and goes_on(last) and spans[last + 1][1] - spans[first][0] <= LONGEST:
        last += 1
    while first > 0 and goes_on(first - 1) and spans[last][1] - spans[first - 1][0] <= LONGEST:
        first -= 1
    return _span(hit, clause, spans[first][0], spans[last][1])


def _span(hit: Hit, clause: Clause, start: int, end: int) -> Hit:
    """Return the hit with the text between two places of its document."""
    return replace(hit, text=clause.text[start - clause.start : end - clause.start], start=start, end=end)
