"""What is accepted of what a reader hands in."""

import pytest

from assistant import messages
from assistant.errors import FilterError, QuestionError
from assistant.question.accepted import accepted_day, accepted_question, accepted_turns
from assistant.records import Turn


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", messages.EMPTY),
        ("   \n\t ", messages.EMPTY),
        ("\u200b\u202e\ufeff", messages.EMPTY),
        ("<b></b>", messages.EMPTY),
        ("？？？！！", messages.NO_WORDS),
        ("……——", messages.NO_WORDS),
        ("质" * 5000, messages.TOO_LONG.format(size=5000, limit=1000)),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_step(question: str, message: str) -> None:
    with pytest.raises(QuestionError) as raised:
        accepted_question(question, 1000)
    assert str(raised.value) == message


def test_a_question_may_be_just_as_long_as_is_allowed() -> None:
    assert accepted_question("质押\u200b融资", 4) == "质押融资"
    with pytest.raises(QuestionError, match="5"):
        accepted_question("质押融资吗", 4)


def test_of_many_turns_the_last_count_and_of_long_ones_the_beginning() -> None:
    turns = [Turn(f"{number}问题", "答" * 5000) for number in range(12)]
    kept = accepted_turns(turns, 2)
    assert [turn.question for turn in kept] == ["2问", "3问", "4问", "5问", "6问", "7问", "8问", "9问", "10", "11"]
    assert {turn.answer for turn in kept} == {"答" * 4000}
    assert accepted_turns([], 2) == ()


@pytest.mark.parametrize(("day", "accepted"), [(None, None), ("", None), ("2024", "2024"), ("2024-06-01", "2024-06-01")])
def test_a_day_is_taken_as_it_is(day: str | None, accepted: str | None) -> None:
    assert accepted_day(day) == accepted


@pytest.mark.parametrize("day", ["2024-13-01", "abc", "昨天"])
def test_a_day_that_there_is_none_of_is_refused(day: str) -> None:
    with pytest.raises(FilterError, match=day):
        accepted_day(day)


def test_of_what_is_no_day_only_the_beginning_is_repeated() -> None:
    with pytest.raises(FilterError) as raised:
        accepted_day("昨" * 41)
    assert str(raised.value) == messages.BAD_DATE.format(date="昨" * 40)
