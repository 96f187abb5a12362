"""A list of a clause as one hit: whichever of its items was found, the lead stands before them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter

from assistant.records import Hit
from assistant.retrieval.widen import LONGEST
from corpus.enumerations import Enumeration, enumerations
from corpus.records import Clause


def list_of(hit: Hit, clause: Clause) -> Enumeration | None:
    """Return the list that a hit leads or is in an item of, the innermost where there are several; None where none is."""
    number = _number(hit, clause)
    return next((listed for listed in enumerations(clause) if number in listed.sentences), None)


def with_whole_lists(hits: Sequence[Hit], clause_of: Callable[[str], Clause]) -> list[Hit]:
    """Return hits with one for each list of which any was found: its lead and first items, at the place of its best.

    An item further down in a long list stands before that.

    Args:
        hits: best first.
        clause_of: gives a clause by its id.
    """
    found: dict[int, Hit] = {}
    for hit in hits:
        clause = clause_of(hit.clause)
        listed = list_of(hit, clause)
        whole = hit if listed is None else _opening(hit, clause, listed)
        if hit.end > whole.end:
            found.setdefault(hit.sentence, hit)
        found.setdefault(whole.sentence, whole)
    return list(found.values())


def _opening(hit: Hit, clause: Clause, listed: Enumeration) -> Hit:
    """Return a hit that reaches from the lead of its list over as many items as a hit may hold."""
    first = listed.sentences[0]
    start = clause.sentences[first][0]
    ends = [clause.sentences[number][1] for number in listed.sentences]
    end = max((end for end in ends if end - start <= LONGEST), default=ends[0])
    text = clause.text[start - clause.start : end - clause.start]
    return replace(hit, text=text, start=start, end=end, sentence=hit.sentence - _number(hit, clause) + first)


def _number(hit: Hit, clause: Clause) -> int:
    """Return the number, in its clause, of the sentence that a hit begins with."""
    return bisect_right(clause.sentences, hit.start, key=itemgetter(0)) - 1
