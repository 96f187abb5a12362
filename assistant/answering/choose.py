"""Which hits an answer shows: the best, and others as near as the question wants them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.excerpt import WHOLE
from assistant.grounding.figures import numbers
from assistant.question.cues import Cue
from assistant.question.facets import FIGURES, SEVERAL, states
from assistant.question.parts import parts_of
from assistant.question.places import place_names
from assistant.question.times import without_time
from assistant.question.understand import Understood
from assistant.records import Hit
from assistant.retrieval.reading import odds_of
from assistant.thresholds import (
    ALSO,
    CLOSE,
    CLOSE_STATED,
    DOUBTED,
    ENOUGH,
    OPEN_STATED,
    READ_SURE,
    READS_BETTER,
    READS_LESS,
)
from corpus.enumerations import ITEM
from index.segment import plain

MOST_FACTS, MOST_MEASURES, MOST_LISTED = 2, 3, 6  # sentences shown
COVER_DEPTH = 8  # hits among which the missing parts of a keyword question are looked for
SHORTEST = 14  # characters; a shorter sentence beside the first is a title or a fragment
KEYWORDS, KEYWORDS_LISTED = 3, 2  # keywords from which a question is made of them, and a list
COVERED = 3  # sentences up to which the keywords of a question are covered

MANY = (Cue.LIST, Cue.SEVERAL, Cue.COMPARES, Cue.BOTH)  # what one sentence may not answer


@dataclass(frozen=True, slots=True)
class Want:
    """How many sentences a question wants, and how far below the best (in odds) they may be."""

    most: int
    reach: float


def want(understood: Understood, first: Hit) -> Want:
    """Return how many sentences the question wants beside its first hit."""
    if understood.brief:
        return Want(1, 0.0)
    if understood.wants(Cue.LIST):
        return Want(MOST_LISTED, ALSO)
    asked = not set(FIGURES).isdisjoint(understood.facets)
    if asked and understood.wants(Cue.BOTH):
        return Want(MOST_FACTS, ALSO)
    if states_all_asked(understood, first) and not understood.wants(Cue.COMPARES):  # one side of a comparison is not all
        return Want(MOST_FACTS, CLOSE_STATED)
    if asked or understood.wants(Cue.YES_NO):
        return Want(MOST_FACTS, CLOSE)
    return Want(MOST_MEASURES, CLOSE)


def choose(understood: Understood, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that the answer shows, best first; never empty where ``hits`` is not.

    Args:
        understood: the question.
        hits: best first.
    """
    wanted = want(understood, hits[0])
    listed = understood.wants(Cue.LIST)
    kept = [hits[0]]
    shown = {plain(hits[0].text)}
    doubted = in_doubt(understood, hits)
    for hit in doubted:
        if len(kept) == wanted.most or hit.odds < hits[0].odds - wanted.reach:
            break
        if not listed and sum(len(k.text) for k in kept) + min(len(hit.text), WHOLE) > ENOUGH:
            break
        if len(hit.text) >= SHORTEST and plain(hit.text) not in shown:
            kept.append(hit)
            shown.add(plain(hit.text))
    if understood.wants(Cue.COMPARES):
        kept += _stating(understood.figures, kept, hits)
    return covering(understood, kept, [hits[0], *doubted], wanted.most)


def by_reading(understood: Understood, hits: Sequence[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Return the hits that read about as well as the best as stating what is asked, and those that may only have to do with it.

    One that was not read stands with the best where that does not read as stating it. Both sides of a comparison are wanted, and
    all where a list is one of the things that are asked.
    """
    stated, wide = hits[0].signals.get("states"), _asked(understood) >= SEVERAL and understood.wants(*MANY)
    if stated is None or wide or understood.wants(Cue.COMPARES, Cue.BOTH):
        return list(hits), []
    unread = 0.0 if stated >= OPEN_STATED else stated
    least = odds_of(stated) - READS_LESS
    less = [hit for hit in hits[1:] if odds_of(hit.signals.get("states", unread)) < least]
    return [hit for hit in hits if hit not in less], less


def in_doubt(understood: Understood, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits behind the first that may be shown beside it: where one thing is asked, those that it does not settle."""
    one = wants_one(understood) or _settled_row(understood, hits[0])
    one = one or (not understood.wants(*MANY) and states_all_asked(understood, hits[0]))
    if not one:
        return hits[1:]
    return [hit for hit in hits[1:] if not is_settled(hits[0], hit) or _tells_figure(understood, hits[0], hit)]


def _tells_figure(understood: Understood, first: Hit, other: Hit) -> bool:
    """Return whether a sentence of the clause states a figure that is asked for and the best does not: of whom, then how much."""
    asked = [facet for facet in understood.facets if facet in FIGURES]
    return first.clause == other.clause and any(states(other.text, facet) and not states(first.text, facet) for facet in asked)


def _settled_row(understood: Understood, first: Hit) -> bool:
    """Return whether a row of keywords asks for what the first hit surely states, and for no list: 公示 最少天数."""
    row = len(understood.keywords) >= SEVERAL and not (understood.asking or understood.claim.text or understood.wants(*MANY))
    return row and _asked(understood) < SEVERAL and (first.signals.get("states") or 0.0) >= READ_SURE


def wants_one(understood: Understood) -> bool:
    """Return whether a question asks one thing: no list or comparison, no row of keywords, and not two questions."""
    return _asked(understood) < SEVERAL and bool(understood.asking) and not understood.wants(*MANY)


def _asked(understood: Understood) -> int:
    """Return how many things a question asks, as far as its stretches and the kinds of answers tell."""
    return max(len(understood.asking), len(understood.facets), len(parts_of(understood.question)))


def states_all_asked(understood: Understood, hit: Hit) -> bool:
    """Return whether figures are asked for, and a hit states one of each kind: 补几成, 封顶多少."""
    asked = [facet for facet in understood.facets if facet in FIGURES]
    return bool(asked) and all(states(hit.text, facet) for facet in asked)


def is_settled(first: Hit, other: Hit) -> bool:
    """Return whether the best hit reads as stating what is asked, and another one no better: then it is not in doubt.

    Items of one list are cases, and which of them is meant the model hardly tells (九十岁 of 八十至八十九岁, 九十至九十九岁): one
    that reads as well is shown too. Where neither was read nothing is settled.
    """
    stated, also = (hit.signals.get("states") for hit in (first, other))
    cases = first.clause == other.clause and all(ITEM.match(hit.text) for hit in (first, other))
    least = -READS_BETTER if cases else READS_BETTER
    return stated is not None and stated >= DOUBTED and odds_of(also or 0.0) < odds_of(stated) + least


def of_parts(hits: Sequence[Hit], parts: int) -> list[Hit]:
    """Return the best hit of each part, and the second where it is as good and the first does not settle it, part by part.

    ``hits`` begins with the best of each of the ``parts`` documents, then the second of each.
    """
    first, second = hits[:parts], hits[parts : 2 * parts]
    found: list[Hit] = []
    for hit in first:
        found += [hit, *(s for s in second if s.doc == hit.doc and s.odds >= hit.odds - CLOSE and not is_settled(hit, s))]
    return list({hit.sentence: hit for hit in found}.values())


def _stating(figures: frozenset[str], kept: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """Return a hit that holds figures of the question which those kept lack: both sides of a difference are shown."""
    lacking = figures - {n for hit in kept for n in numbers(hit.text)}
    return [hit for hit in hits if hit not in kept and lacking & numbers(hit.text)][:1]


def covering(understood: Understood, kept: list[Hit], hits: Sequence[Hit], most: int) -> list[Hit]:
    """Return the hits with others that hold the keywords of the question which those kept lack.

    Args:
        understood: the question.
        kept: what is shown; further hits are added to it.
        hits: best first; the others are looked for among the first of them.
        most: sentences shown beyond which none is added.
    """
    least = KEYWORDS_LISTED if understood.wants(Cue.LIST) else KEYWORDS
    if len(understood.keywords) < least or states_all_asked(understood, kept[0]):
        return kept
    words = [word for word in understood.keywords if _names_a_thing(word)]
    if len(words) < least:
        return kept
    lacking = _absent(words, *kept)
    for hit in hits[:COVER_DEPTH]:
        if len(kept) < max(most, COVERED) and hit not in kept and len(left := _absent(lacking, hit)) < len(lacking):
            kept.append(hit)
            lacking = left
    return kept


def _names_a_thing(keyword: str) -> bool:
    """Return whether a keyword is more than a place or a time: a city and 十三五 say of which 技术合同成交金额."""
    left = without_time(keyword)
    for start, end in reversed(place_names(left)):
        left = left[:start] + left[end:]
    return bool(left.strip())


def _absent(words: Iterable[str], *hits: Hit) -> list[str]:
    """Return the words that stand in none of the hits."""
    return [word for word in words if not any(word in hit.text for hit in hits)]
