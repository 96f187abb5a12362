"""What an open question is shown: how far below the strongest, how much, which clause first, each wording once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.complete import Point, all_that_answers, by_clause
from assistant.records import Hit
from assistant.thresholds import OPEN_ENOUGH, OPEN_REACH_LIST, OPEN_SURE

MakeHit = Callable[..., Hit]
REACH = 7.0


@pytest.fixture
def point(make_hit: MakeHit) -> Callable[..., Point]:
    """Return a sentence of its own in a clause, with the odds of hit and reading together."""

    def make(number: int, together: float | None, clause: str = "甲", size: int = 20, *, listed: bool = False) -> Point:
        text = chr(ord("子") + number) * size
        signals = {} if together is None else {"together": together}
        return Point(replace(make_hit(text, **signals), clause=clause), size, listed)

    return make


def shown(*points: Point) -> list[list[str]]:
    return [[hit.text[0] for hit in group] for group in by_clause(all_that_answers(points, REACH))]


def letters(*numbers: int) -> list[str]:
    return [chr(ord("子") + number) for number in numbers]


def test_sentences_are_shown_by_clause_the_strongest_first(point: Callable[..., Point]) -> None:
    points = point(0, 0.0, "甲"), point(1, -1.0, "乙"), point(2, -2.0, "甲"), point(3, -1.5, "乙")
    assert shown(*points) == [letters(0, 2), letters(1, 3)]
    assert shown(*reversed(points)) == [letters(0, 2), letters(1, 3)]


@pytest.mark.parametrize(("below", "within"), [(7.0, True), (7.001, False)])
def test_what_is_out_of_reach_is_not_shown(point: Callable[..., Point], below: float, within: bool) -> None:
    assert shown(point(0, 0.0), point(1, -below)) == [letters(0, 1) if within else letters(0)]


@pytest.mark.parametrize(("states", "within"), [(OPEN_SURE, True), (OPEN_SURE - 0.01, False)])
def test_what_surely_states_it_is_shown_however_weak(point: Callable[..., Point], states: float, within: bool) -> None:
    assert shown(point(0, 0.0), replace(point(1, -99.0), states=states)) == [letters(0, 1) if within else letters(0)]
    long = replace(point(1, -99.0, size=OPEN_ENOUGH), states=states)
    assert shown(point(0, 0.0), long) == [letters(0)]  # as far as there is room


@pytest.mark.parametrize(("below", "within"), [(4.6, True), (4.7, False)])
def test_another_clause_is_the_weaker_for_what_its_best_lacks(point: Callable[..., Point], below: float, within: bool) -> None:
    """4.6 below and half of that again are 6.9."""
    assert shown(point(0, 0.0), point(1, -below, "乙")) == [letters(0), *([letters(1)] if within else [])]


@pytest.mark.parametrize(("below", "within"), [(0.79, True), (0.81, False)])
@pytest.mark.parametrize("clause", ["一", "申"])  # before and behind 甲, as characters go
def test_beside_a_list_another_clause_is_held_to_less(
    point: Callable[..., Point], below: float, within: bool, clause: str
) -> None:
    assert OPEN_REACH_LIST == 1.2
    points = point(0, 0.0, listed=True), point(1, -below, clause), point(2, -6.9)
    assert shown(*points) == [letters(0, 2), *([letters(1)] if within else [])]


def test_enough_is_enough_but_what_is_shorter_may_still_fit(point: Callable[..., Point]) -> None:
    points = point(0, 0.0, size=400), point(1, -1.0, size=OPEN_ENOUGH - 399), point(2, -2.0, size=OPEN_ENOUGH - 400)
    assert shown(*points) == [letters(0, 2)]
    assert shown(point(0, 0.0, size=OPEN_ENOUGH + 1)) == [letters(0)]  # the first is always shown


def test_a_fragment_is_shown_only_first_or_as_a_list(point: Callable[..., Point]) -> None:
    assert shown(point(0, 0.0, size=5), point(1, -1.0, size=13), point(2, -1.0, size=14)) == [letters(0, 2)]
    assert shown(point(0, 0.0), point(1, -1.0, size=13, listed=True)) == [letters(0, 1)]


def test_the_same_wording_is_shown_once(point: Callable[..., Point]) -> None:
    assert shown(point(0, 0.0), point(0, -1.0, "乙")) == [letters(0)]


def test_what_was_not_read_is_left_out_where_others_were(point: Callable[..., Point]) -> None:
    assert shown(point(0, 0.0), point(1, None)) == [letters(0)]
    assert shown(point(0, None), point(1, None)) == [letters(0, 1)]


def test_another_places_rules_are_not_mixed_with_ours(point: Callable[..., Point]) -> None:
    ours, theirs = point(0, 0.0), point(1, -1.0, "乙")
    theirs = replace(theirs, hit=replace(theirs.hit, signals=theirs.hit.signals | {"foreign": 0.9}))
    assert shown(ours, theirs) == [letters(0)]
    assert shown(theirs, ours) == [letters(0), letters(1)]  # the best is theirs: both are shown
