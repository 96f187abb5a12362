"""What an open question is shown: all that answers it, those of one clause together, the likeliest first."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.facts.periods import BASELINE
from assistant.question.kinds_named import ItemsAsked, KindsNamed, hands_in, has_to_be_handed_in
from assistant.records import Hit
from assistant.retrieval.reading import is_elsewhere
from assistant.thresholds import (
    OPEN_BELONGS,
    OPEN_BELONGS_WHOLE,
    OPEN_ENOUGH,
    OPEN_LED,
    OPEN_LIKELY,
    OPEN_LISTED,
    OPEN_STATED,
    OPEN_SURE,
    READ_FURTHER_SURE,
    SUPPORT,
)
from index.segment import plain

MOST_UNSURE = 3  # sentences, or lists, that may belong to the answer and are shown behind what surely does
LEAD = 200  # characters of a list in which its lead stands
LONGEST_LIST = 800  # characters of a list after which its further items are counted, not shown
SHORTEST = 14  # characters; a shorter sentence beside others is a title or a fragment
LESS_LIKELY = math.nextafter(OPEN_LIKELY, 0)  # stands behind what likely belongs to the answer
_FOLLOWING = re.compile("[下以如][列下][^，,。；;：:]{0,12}[：:]")  # 应当提交下列材料：, 符合以下条件的：


@dataclass(frozen=True, slots=True)
class Point:
    """A hit that may be shown, with the text that then is: of a list with all of its items.

    ``states`` is the probability in [0, 1] that it reads as stating what is asked; None where it was not read. ``standing`` is
    what the headings above it say it tells of, what was reached or what is aimed at; empty where they say neither.
    """

    hit: Hit
    text: str
    listed: bool
    states: float | None = None
    standing: str = ""

    @property
    def size(self) -> int:
        """The characters that are shown: of a long list only the first items are."""
        return min(len(self.text), LONGEST_LIST) if self.listed else len(self.text)

    @property
    def strength(self) -> float:
        """The odds of the hit, with those of its reading where it was read."""
        return self.hit.signals.get("together", self.hit.odds)


def candidates(points: Sequence[Point], *, intended: bool = False) -> list[Point]:
    """Return the points of which some are shown, never none: those that were read, all where none was.

    Without fragments, each wording once, and without other places' rules where the first is none.

    Args:
        points: best first, at least one.
        intended: whether it is asked what will be done: what was reached, or is wanting, is left out where anything else is.
    """
    read = [point for point in points if "together" in point.hit.signals] or list(points)
    once = _each_once([read[0], *(point for point in read[1:] if not _is_fragment(point))])
    here = once if is_elsewhere(once[0].hit) else [point for point in once if not is_elsewhere(point.hit)]
    return (_to_come(here) or here) if intended else here


def _to_come(points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.standing != BASELINE]


def _is_fragment(point: Point) -> bool:
    return not point.listed and len(point.hit.text) < SHORTEST


def _each_once(points: Sequence[Point]) -> list[Point]:
    """Return the first of the points with each wording."""
    return list({plain(point.hit.text): point for point in reversed(points)}.values())[::-1]


def all_that_answers(
    points: Sequence[Point],
    chances: Sequence[float],
    *,
    whole: bool = False,
    several: bool = True,
    kinds: KindsNamed | None = None,
    items: ItemsAsked | None = None,
) -> list[Hit]:
    """Return the hits that an open question is shown, the likeliest first, as far as there is room: one at least.

    Args:
        points: what may be shown.
        chances: of each to belong to the answer, in [0, 1].
        whole: whether it is said that nothing be left out.
        several: whether several things are asked for, which a list says, and not only nothing in particular.
        kinds: of a thing that are to be named: a sentence that names them in a row says all there is to say.
        items: what the items of a list are that is asked for: a list of those says all there is to say.
    """
    level = OPEN_BELONGS_WHOLE if whole else OPEN_BELONGS
    numbers = shown_of([point.size for point in points], chances, level)
    if not whole:
        lists = (_lists_asked(points, chances, items) if items else []) or _lists_that_say_all(points, chances, several=several)
        numbers = _among(lists, numbers, chances) if lists else _naming(kinds, points, numbers)
    return [points[number].hit for number in numbers]


def _among(lists: Sequence[int], numbers: Sequence[int], chances: Sequence[float]) -> list[int]:
    """Return the numbers that are those of lists, or the likeliest list."""
    return [number for number in numbers if number in lists] or [max(lists, key=lambda number: chances[number])]


def _naming(kinds: KindsNamed | None, points: Sequence[Point], numbers: list[int]) -> list[int]:
    """Return the numbers of the points that name the kinds asked for in a row and read as stating them; all where none does."""
    if kinds is None:
        return numbers
    naming = [number for number in numbers if _reads(points[number]) >= OPEN_STATED and kinds.are_in(points[number].text)]
    return naming or numbers


def _lists_that_say_all(points: Sequence[Point], chances: Sequence[float], *, several: bool) -> list[int]:
    """Return the numbers of the lists that say all there is to say, beside which a sentence says other things: 哪些情形.

    They likely belong to the answer: all such lists where the likeliest point is one that reads as stating what is asked, none
    where it is one that does not; else, where ``several`` things are asked for, those whose lead announces them and reads so,
    surely or where it is nearly as strong as the strongest point.
    """
    likeliest = max(range(len(points)), key=lambda number: chances[number])
    lists = [n for n, point in enumerate(points) if point.listed and (n == likeliest or chances[n] >= OPEN_LISTED)]
    stated = [number for number in lists if _reads(points[number]) >= OPEN_STATED]
    if likeliest in lists:
        return lists if likeliest in stated else []
    least = max(point.strength for point in points) - OPEN_LED
    return [number for number in stated if several and _is_announced(points[number], least)]


def of_what_is_handed_in(points: Sequence[Point], chances: Sequence[float]) -> list[float]:
    """Return the chances of the points where it is asked what to hand in: as high as any for one that says so, if it is near.

    What says who may apply, or what becomes of it, then is no answer, but may have to do with it. The likeliest point stays what
    it is where it speaks of what is handed in without saying that it has to be.
    """
    least = max(point.strength for point in points) - OPEN_LED
    first = max(range(len(points)), key=lambda number: chances[number])
    told = [n for n in range(len(points)) if chances[n] >= OPEN_BELONGS and points[n].strength >= least]
    told = [number for number in told if has_to_be_handed_in(points[number].text)]
    told = told if first in told or not hands_in(points[first].text) else [first]
    if not told:
        return list(chances)
    best = max(told, key=lambda number: chances[number])
    less = [chance if hands_in(points[n].text) else min(chance, LESS_LIKELY) for n, chance in enumerate(chances)]
    return [chances[first] if number == best else chance for number, chance in enumerate(less)]


def _lists_asked(points: Sequence[Point], chances: Sequence[float], items: ItemsAsked) -> list[int]:
    """Return the numbers of the lists whose lead announces what is asked for, and that may well belong to the answer.

    应当提供下列材料 is asked for by 要准备什么, however near 有下列情形之一的，不予受理 is to it. Where several announce it
    and none of them is the likeliest point, the lead does not tell which is asked for.
    """
    least = max(point.strength for point in points) - OPEN_LED
    likeliest = max(range(len(points)), key=lambda number: chances[number])
    near = [n for n, point in enumerate(points) if point.listed and chances[n] >= OPEN_BELONGS and point.strength >= least]
    asked = [number for number in near if items.are_in(points[number].text[:LEAD])]
    return asked if len(asked) == 1 or likeliest in asked else []


def _is_announced(point: Point, least: float) -> bool:
    """Return whether the lead of a list announces it, and it reads surely as stated or has at least this strength."""
    announced = _FOLLOWING.search(point.text[:LEAD]) is not None
    return announced and (point.strength >= least or _reads(point) >= READ_FURTHER_SURE)


def _reads(point: Point) -> float:
    return point.states or 0.0


def shown_of(sizes: Sequence[int], chances: Sequence[float], level: float = OPEN_BELONGS) -> list[int]:
    """Return the numbers of the points that are shown, the likeliest first: one at least, others from a level as room allows.

    Args:
        sizes: of the points, in characters.
        chances: of each to belong to the answer, in [0, 1].
        level: the least chance of another one.
    """
    first, *others = sorted(range(len(chances)), key=lambda number: -chances[number])
    shown, room = [first], OPEN_ENOUGH - sizes[first]
    for number in others:
        if chances[number] >= level and sizes[number] <= room:
            shown.append(number)
            room -= sizes[number]
    return shown


def by_clause(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Return the hits of each clause, in the order of its first; sentences that follow one another are in the text's order."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.clause, []).append(hit)
    return list(map(in_stretches, found.values()))


def by_certainty(clauses: Sequence[list[Hit]], likely: Mapping[int, float]) -> tuple[list[list[Hit]], list[list[Hit]]]:
    """Return the hits of clauses that surely belong to the answer, and of those that may; the likeliest one's is of the first.

    What of a sure clause is itself not likely to belong to the answer is of the others. Of these there are a few, the likeliest:
    more are a burden to who has the answer already.

    Args:
        clauses: the hits of each, at least one.
        likely: the chance, in [0, 1], of the sentences that were judged to belong to the answer.
    """
    chances = [max((likely[hit.sentence] for hit in hits if hit.sentence in likely), default=1.0) for hits in clauses]
    level = min(OPEN_SURE, max(chances))
    least = min(OPEN_LIKELY, level)
    sure, unsure = list[list[Hit]](), list[list[Hit]]()
    for hits, chance in zip(clauses, chances, strict=True):
        own = [hit for hit in hits if chance >= level and likely.get(hit.sentence, 1.0) >= least]
        others = [hit for hit in hits if hit not in own]
        sure += [own] if own else []
        unsure += [others] if others else []
    few = sorted((hit for hits in unsure for hit in hits), key=lambda hit: -likely.get(hit.sentence, 0.0))[:MOST_UNSURE]
    return sure, [kept for hits in unsure if (kept := [hit for hit in hits if hit in few])]


def near_enough(unsure: Sequence[list[Hit]], sure: Sequence[list[Hit]], strength: Mapping[int, float]) -> list[list[Hit]]:
    """Return those of the hits that may belong to an answer that are of its clauses or nearly as strong as the strongest.

    Where one rule answers (how, under what circumstances), one of another clause far below it mostly is on something else.

    Args:
        unsure: the hits of each clause.
        sure: those that surely belong to the answer.
        strength: of the sentences that were judged; others are parts of what was.
    """
    told, least = {hit.clause for hits in sure for hit in hits}, max(strength.values(), default=0.0) - SUPPORT
    kept = ([h for h in hits if h.clause in told or strength.get(h.sentence, least) >= least] for hits in unsure)
    return [hits for hits in kept if hits]


def in_stretches(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits, best first, with neighbouring sentences of a clause together, in the text's order, where the best stands."""
    rank = {hit.sentence: number for number, hit in enumerate(hits)}
    stretches: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda each: each.sentence):
        before = stretches[-1][-1] if stretches else None
        if before is not None and hit.sentence == before.sentence + 1 and hit.clause == before.clause:
            stretches[-1].append(hit)
        else:
            stretches.append([hit])
    return [hit for stretch in sorted(stretches, key=lambda each: min(rank[hit.sentence] for hit in each)) for hit in stretch]
