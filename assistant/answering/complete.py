"""What an open question is shown: all that answers it, those of one clause together, the strongest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Hit
from assistant.retrieval.reading import is_elsewhere
from assistant.thresholds import OPEN_ENOUGH, OPEN_REACH_LIST, OPEN_SURE, OPEN_TOGETHER
from index.segment import normalize

SHORTEST = 14  # characters; a shorter sentence beside others is a title or a fragment


@dataclass(frozen=True, slots=True)
class Point:
    """A hit that may be shown: ``size`` characters if it is, of a list with all of its items.

    ``states`` is the probability in [0, 1] that it reads as stating what is asked; 0 where it was not read.
    """

    hit: Hit
    size: int
    listed: bool
    states: float = 0.0

    @property
    def strength(self) -> float:
        """The odds of the hit, with those of its reading where it was read."""
        return self.hit.signals.get("together", self.hit.odds)


def all_that_answers(points: Sequence[Point], reach: float) -> list[Hit]:
    """Return the hits that an open question is shown, the strongest first; never empty where ``points`` is not.

    What stands in a clause whose best is weaker than the best of all is the weaker for it; what surely states what is asked is
    shown however weak the search finds it.

    Args:
        points: best first.
        reach: odds below the strongest within which others are shown; another clause beside a list is held to less.
    """
    points = [point for point in _worded_once(points) if is_elsewhere(points[0].hit) or not is_elsewhere(point.hit)]
    best: dict[str, float] = {}
    for point in points:
        best[point.hit.clause] = max(best.get(point.hit.clause, point.strength), point.strength)
    most = max(best.values())
    strength = {point.hit.sentence: point.strength + OPEN_TOGETHER * (best[point.hit.clause] - most) for point in points}
    ordered = sorted(points, key=lambda point: -strength[point.hit.sentence])
    first, *others = ordered
    chosen, room = [first], OPEN_ENOUGH - first.size
    for point in others:
        below = strength[first.hit.sentence] - strength[point.hit.sentence]
        if point.size <= room and (point.states >= OPEN_SURE or below <= _reach(first, point, reach)):
            chosen.append(point)
            room -= point.size
    return [point.hit for point in chosen]


def _reach(first: Point, other: Point, reach: float) -> float:
    """Return how far below the first point another may be; another clause beside a list is held to less."""
    return OPEN_REACH_LIST if first.listed and other.hit.clause != first.hit.clause else reach


def _worded_once(points: Sequence[Point]) -> list[Point]:
    """Return the points that were read, all where none was, without fragments, each wording once."""
    read = [point for point in points if "together" in point.hit.signals] or list(points)
    kept = [point for number, point in enumerate(read) if number == 0 or point.listed or len(point.hit.text) >= SHORTEST]
    return list({normalize(point.hit.text): point for point in reversed(kept)}.values())[::-1]


def by_clause(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Return the hits of each clause, in the order of its first."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.clause, []).append(hit)
    return list(found.values())
