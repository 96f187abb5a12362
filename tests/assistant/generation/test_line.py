"""The line to the model: what fails is left alone, what hangs holds only its places, and the quotes come at once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from assistant.generation import line as module
from assistant.generation.chat_model import LlmError, LlmTimeout, LlmUnusable
from assistant.generation.line import FAILURES, FIRST_REST, Line, LlmBusy, LlmResting


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def fail(line: Line, error: Exception) -> None:
    with suppress(type(error)), line.call():
        raise error


def test_after_three_failures_in_a_row_the_model_is_left_alone(clock: list[float]) -> None:
    line = Line(2)
    for _ in range(FAILURES):
        fail(line, LlmTimeout("x"))
    with pytest.raises(LlmResting), line.call():
        pass
    clock[0] += FIRST_REST
    with line.call(), pytest.raises(LlmResting), line.call():  # one tries, the others go on without
        pass
    with line.call():  # it has answered
        pass


def test_a_failed_try_doubles_the_rest(clock: list[float]) -> None:
    line = Line(1)
    for _ in range(FAILURES):
        fail(line, LlmTimeout("x"))
    clock[0] += FIRST_REST
    fail(line, LlmTimeout("x"))
    clock[0] += FIRST_REST
    with pytest.raises(LlmResting), line.call():
        pass
    clock[0] += FIRST_REST
    with line.call():
        pass


def test_calls_that_fail_together_make_the_rest_no_longer(clock: list[float]) -> None:
    line = Line(8)
    calls = [line.call() for _ in range(8)]
    for call in calls:
        call.__enter__()
    for call in calls:
        with suppress(LlmTimeout):
            call.__exit__(LlmTimeout, LlmTimeout("x"), None)
    with pytest.raises(LlmResting), line.call():
        pass
    clock[0] += FIRST_REST
    with line.call():
        pass


def test_the_rest_doubles_up_to_five_minutes_and_an_answer_ends_it(clock: list[float]) -> None:
    line = Line(1)
    for _ in range(FAILURES):
        fail(line, LlmTimeout("x"))
    for rest in (30, 60, 120, 240, 300, 300):
        clock[0] += rest - 1
        with pytest.raises(LlmResting), line.call():
            pass
        clock[0] += 1
        fail(line, LlmTimeout("x"))
    clock[0] += 300
    with line.call():
        pass
    for _ in range(FAILURES):  # and the next one begins with the shortest
        fail(line, LlmTimeout("x"))
    clock[0] += FIRST_REST
    with line.call():
        pass


@pytest.mark.parametrize("between", [None, LlmUnusable("不是中文")])
def test_an_answer_in_between_forgets_the_failures(clock: list[float], between: LlmError | None) -> None:
    line = Line(1)
    for _ in range(FAILURES - 1):
        fail(line, LlmTimeout("x"))
    if between is None:
        with line.call():
            pass
    else:
        fail(line, between)
    fail(line, LlmTimeout("x"))
    with line.call():
        pass


def test_nobody_waits_for_a_place() -> None:
    line = Line(2)
    with line.call(), line.call(), pytest.raises(LlmBusy), line.call():
        pass
    with line.call():
        pass


def test_a_reader_who_leaves_gives_the_place_back() -> None:
    line = Line(1)

    def pieces() -> Iterator[str]:
        with line.call():
            yield "一"
            yield "二"

    growing = pieces()
    next(growing)
    growing.close()  # type: ignore[attr-defined]
    with line.call():
        pass
