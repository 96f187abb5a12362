"""What was asked before is not made again: bounded, of one day, with the same words as if it were."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.pipeline import Assistant
from assistant.recent import Recent
from assistant.records import Answer, Turn

QUESTION = "质押融资的目标是多少？"


def test_what_was_used_least_is_forgotten_first() -> None:
    kept: Recent[str, int] = Recent(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def same(one: Answer, other: Answer) -> bool:
    return replace(one, id="", timings={}) == replace(other, id="", timings={})


@pytest.fixture
def searches(plan_assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Count the searches of the assistant, which begins with an empty memory."""
    run, made = plan_assistant.searcher.run, []

    def counted(readings: Any, *arguments: Any) -> Any:
        made.append(readings)
        return run(readings, *arguments)

    monkeypatch.setattr(plan_assistant.searcher, "run", counted)
    monkeypatch.setattr(plan_assistant, "_answers", Recent(10))
    monkeypatch.setattr(plan_assistant, "_drafts", Recent(10))
    return made


def test_the_same_question_is_searched_once_and_numbered_anew(plan_assistant: Assistant, searches: list[Any]) -> None:
    first, again = plan_assistant.ask(QUESTION), plan_assistant.ask(f" {QUESTION} ")
    assert len(searches) == 1
    assert same(first, again)
    assert first.id != again.id


def test_another_day_and_another_depth_are_other_questions(
    plan_assistant: Assistant, searches: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_assistant.ask(QUESTION)
    plan_assistant.ask(QUESTION, as_of="2022-01-01")
    plan_assistant.ask(QUESTION, depth=3)
    assert len(searches) == 3
    monkeypatch.setattr("assistant.retrieval.limits.Limits.day", "2099-01-01")  # midnight has passed
    plan_assistant.ask(QUESTION)
    assert len(searches) == 4


def test_a_follow_up_is_known_by_what_it_resolves_to(plan_assistant: Assistant, searches: list[Any]) -> None:
    other = Turn("专利预审周期要多久？", "7个工作日")
    before = Turn("质押融资现在多少？", "7600万元")
    first = plan_assistant.ask("目标是多少？", (before,))
    assert same(first, plan_assistant.ask("目标是多少？", (before,)))
    assert len(searches) == 1
    plan_assistant.ask("目标是多少？", (other,))
    assert len(searches) == 2


def test_what_the_turns_before_have_said_stays_unsaid_although_the_draft_is_known(
    plan_assistant: Assistant, searches: list[Any]
) -> None:
    alone = plan_assistant.ask(QUESTION)
    after = plan_assistant.ask(QUESTION, (Turn("你好", "您好。"),))
    fresh = plan_assistant.ask(QUESTION, (Turn("你好", "您好。" + "".join(alone.notices)),))
    assert after.text == fresh.text == alone.text


def test_a_question_with_personal_data_is_not_kept(plan_assistant: Assistant, searches: list[Any]) -> None:
    for _ in range(2):
        answer = plan_assistant.ask("我的手机号是13812345678，质押融资的目标是多少？")
        assert "13812345678" not in answer.question
    assert len(searches) == 2
