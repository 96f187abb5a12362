"""Items of lists told apart by what leads them: of the conditions for 试点单位 and for 示范单位 one list is asked about."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.records import Hit
from assistant.retrieval.reading import lead_above
from corpus.records import Clause
from index.segment import normalize

_HAN = re.compile(r"[\u4e00-\u9fff]+")
LOOKED_AT = 12  # hits whose leads are compared
ALIKE = 0.6  # share of their characters that the leads of two like lists have in common
NAMED = 2  # characters of what tells them apart: 内资, not 内
NEAR = 0.5  # share of the best likeness from which an item is the counterpart, if it is found before the others
BEHIND = 0.02  # probability of an item of the other list, at most: it is not among those that are read


def of_the_list_asked(question: str, hits: Sequence[Hit], clause_of: Callable[[str], Clause]) -> list[Hit]:
    """Return hits with the items behind whose lead has another word where the lead of a like list has one of the question.

    The first item of the list asked that is like such a one takes its place, for all but the lead speaks for that too.

    Args:
        question: as it was asked; of lists that it tells apart by no word each is as good as the other.
        hits: best first.
        clause_of: gives a clause by its id.
    """
    leads = {hit.sentence: lead_above(hit, clause_of(hit.clause)) for hit in hits[:LOOKED_AT]}
    asked, led = normalize(question), [hit for hit in hits[:LOOKED_AT] if leads[hit.sentence]]
    scores = {hit.sentence: hit.score for hit in hits}
    for hit in led:
        beside = [other for other in led if other.doc == hit.doc]
        meant = [other for other in beside if _is_of_the_other(leads[hit.sentence], leads[other.sentence], asked)]
        if meant:
            like = _counterpart(hit, meant, scores)
            own, its = scores[hit.sentence], scores[like.sentence]
            scores |= {like.sentence: max(own, its), hit.sentence: min(own, its, BEHIND)}
    return _in_order(hits, scores)


def _counterpart(hit: Hit, meant: Sequence[Hit], scores: Mapping[int, float]) -> Hit:
    """Return the item of the list that is meant which is found first of those that are like an item of the other."""
    alike = {other.sentence: SequenceMatcher(None, hit.text, other.text, autojunk=False).ratio() for other in meant}
    near = (other for other in meant if alike[other.sentence] >= NEAR * max(alike.values()))
    return max(near, key=lambda other: scores[other.sentence])


def _in_order(hits: Sequence[Hit], scores: Mapping[int, float]) -> list[Hit]:
    if all(scores[hit.sentence] == hit.score for hit in hits):
        return list(hits)
    return sorted((replace(hit, score=scores[hit.sentence]) for hit in hits), key=lambda hit: -hit.score)


def _is_of_the_other(lead: str, like: str, asked: str) -> bool:
    """Return whether a lead has only another word where one that is like it has a word of the question."""
    changed = _changed(lead, like)
    return any(theirs in asked and ours not in asked for ours, theirs in changed) and not any(
        ours in asked and theirs not in asked for ours, theirs in changed
    )


@lru_cache(maxsize=256)
def _changed(lead: str, like: str) -> tuple[tuple[str, str], ...]:
    """Return what stands in each other's place in two like leads (试点 | 示范, 内资 | 外资); nothing where they are not alike."""
    ours, theirs = normalize(lead), normalize(like)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ()
    spans = [(a, max(b, a + NAMED), c, max(d, c + NAMED)) for kind, a, b, c, d in matcher.get_opcodes() if kind == "replace"]
    return tuple((ours[a:b], theirs[c:d]) for a, b, c, d in spans if _HAN.fullmatch(ours[a:b] + theirs[c:d]))
