"""Who would wait longer than a second is told so at once, at whatever speed answers are made."""

from contextlib import ExitStack

import pytest

from assistant.api import pace as module
from assistant.api.errors import Problem
from assistant.api.pace import Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def steady(pace: Pace, clock: list[float], seconds: float) -> None:
    """Make a hundred answers one after the other, each in so many seconds."""
    for _ in range(100):
        with pace.place():
            clock[0] += seconds


def taken(pace: Pace) -> int:
    """Return how many are taken in at once."""
    with ExitStack() as stack:
        for number in range(1000):
            try:
                stack.enter_context(pace.place())
            except Problem as problem:
                assert (problem.status_code, problem.headers) == (503, {"Retry-After": "2"})
                return number
    return 1000


@pytest.mark.parametrize(("seconds", "most"), [(0.1, 9), (0.05, 17), (0.01, 81)])
def test_as_many_are_taken_in_as_have_their_turn_in_time(clock: list[float], seconds: float, most: int) -> None:
    pace = Pace(0.8)
    steady(pace, clock, seconds)
    assert taken(pace) == most  # most - 1 before it take 0.8 seconds or less


def test_one_question_is_always_taken_in(clock: list[float]) -> None:
    pace = Pace(0.8)
    steady(pace, clock, 30.0)
    clock[0] += 3600
    assert taken(pace) == 1


def test_a_machine_that_becomes_fast_again_takes_more(clock: list[float]) -> None:
    pace = Pace(0.8)
    steady(pace, clock, 1.0)
    steady(pace, clock, 0.01)
    assert taken(pace) > 50


def test_whose_turn_comes_too_late_is_told_so_and_the_mean_stays(clock: list[float]) -> None:
    pace = Pace(0.8)
    steady(pace, clock, 0.1)
    with pytest.raises(Problem) as told, pace.place() as turn:
        clock[0] += 0.7
        turn()
        clock[0] += 0.2  # those before took longer than the mean said
        turn()
    assert (told.value.status_code, told.value.headers) == (503, {"Retry-After": "2"})
    assert taken(pace) == 9
