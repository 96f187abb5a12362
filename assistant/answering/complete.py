"""What an open question is shown: all that answers it, those of one clause together, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Hit
from assistant.retrieval.reading import is_elsewhere
from assistant.thresholds import (
    OPEN_BELONGS,
    OPEN_BELONGS_LEAST,
    OPEN_BELONGS_LESS,
    OPEN_BELONGS_WHOLE,
    OPEN_ENOUGH,
    OPEN_STATED,
)
from index.segment import normalize

LONGEST_LIST = 800  # characters of a list after which its further items are counted, not shown
NEXT = 2  # points behind the likeliest that tell whether a question wants one thing or many
SHORTEST = 14  # characters; a shorter sentence beside others is a title or a fragment


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


def candidates(points: Sequence[Point]) -> list[Point]:
    """Return the points of which some are shown, never none: those that were read, all where none was.

    Without fragments, each wording once, and without other places' rules where the first is none.

    Args:
        points: best first, at least one.
    """
    read = [point for point in points if "together" in point.hit.signals] or list(points)
    kept = [point for number, point in enumerate(read) if number == 0 or point.listed or len(point.hit.text) >= SHORTEST]
    once = list({normalize(point.hit.text): point for point in reversed(kept)}.values())[::-1]
    return [point for point in once if is_elsewhere(once[0].hit) or not is_elsewhere(point.hit)]


def all_that_answers(points: Sequence[Point], chances: Sequence[float], *, whole: bool = False) -> list[Hit]:
    """Return the hits that an open question is shown, the likeliest first, as far as there is room: one at least.

    Args:
        points: what may be shown.
        chances: of each to belong to the answer, in [0, 1].
        whole: whether it is said that nothing be left out.
    """
    level = OPEN_BELONGS_WHOLE if whole else None
    shown = [points[number] for number in shown_of([point.size for point in points], chances, level)]
    if not whole and shown[0].listed and (shown[0].states or 0.0) >= OPEN_STATED:
        shown = [point for point in shown if point.listed]  # 哪些情形: the list says them all, a sentence says other things
    return [point.hit for point in shown]


def shown_of(sizes: Sequence[int], chances: Sequence[float], level: float | None = None) -> list[int]:
    """Return the numbers of the points that are shown, the likeliest first: one at least, others from a level as room allows.

    Args:
        sizes: of the points, in characters.
        chances: of each to belong to the answer, in [0, 1].
        level: the least chance of another one; None for what ``least_likely`` tells.
    """
    first, *others = sorted(range(len(chances)), key=lambda number: -chances[number])
    least = least_likely([chances[number] for number in others]) if level is None else level
    shown, room = [first], OPEN_ENOUGH - sizes[first]
    for number in others:
        if chances[number] >= least and sizes[number] <= room:
            shown.append(number)
            room -= sizes[number]
    return shown


def least_likely(others: Sequence[float]) -> float:
    """Return the probability from which a point is shown beside the likeliest: the less the more likely the next ones are.

    Where they hardly belong to the answer, the question has one; where they do, it wants many things.

    Args:
        others: of the points but the likeliest, falling.
    """
    beside = sum(others[:NEXT]) / NEXT
    return max(OPEN_BELONGS_LEAST, OPEN_BELONGS - OPEN_BELONGS_LESS * beside)


def by_clause(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Return the hits of each clause, in the order of its first; sentences that follow one another are in the text's order."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.clause, []).append(hit)
    return list(map(in_stretches, found.values()))


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
