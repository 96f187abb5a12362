"""The floor of the answers' quality: the project's own exam, a little below what the product reaches."""

from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.command import texts_of, unusable_evidence
from assistant.evaluation.metrics import Scored, fold, score, summarize
from assistant.pipeline import Assistant

# below the figures of the version that set them, by about two questions of a hundred
PLAN_FLOORS = {"hit@1": 0.88, "hit@5": 0.95, "answer_accuracy": 0.90, "refusal_accuracy": 0.88}
MULTI_FLOORS = {"hit@1": 0.72, "hit@5": 0.92, "answer_accuracy": 0.78, "refusal_accuracy": 0.85}
MOST_FALSE_REFUSALS = 0.03
LONGEST_MEDIAN = 160  # characters


def judged(
    assistant: Assistant, questions: list[dict[str, Any]], answers: list[dict[str, Any]], folder: Path | None = None
) -> list[Scored]:
    texts = texts_of(assistant.registry, folder)
    assert unusable_evidence(questions, texts, assistant.settings.home_document) == []
    return [score(q, a, texts, assistant.settings.home_document) for q, a in zip(questions, answers, strict=True)]


@pytest.fixture(scope="session")
def plan_rows(plan_assistant: Assistant, own_exam: dict[str, Any], plan_answers: list[dict[str, Any]]) -> list[Scored]:
    return judged(plan_assistant, own_exam["plan"], plan_answers)


@pytest.fixture(scope="session")
def multi_rows(reference_assistant: Assistant, own_exam: dict[str, Any], multi_answers: list[dict[str, Any]]) -> list[Scored]:
    return judged(reference_assistant, own_exam["multi"], multi_answers)


def failing(rows: list[Scored]) -> str:
    return "\n".join(f"{row.id} {row.question} —— {row.reason}" for row in rows if row.reason)


@pytest.mark.parametrize("metric", PLAN_FLOORS)
def test_the_plan_is_answered_at_least_this_well(plan_rows: list[Scored], metric: str) -> None:
    value = summarize(plan_rows)[metric]
    assert value is not None
    assert value >= PLAN_FLOORS[metric], failing(plan_rows)


@pytest.mark.parametrize("metric", MULTI_FLOORS)
def test_62_documents_are_answered_at_least_this_well(multi_rows: list[Scored], metric: str) -> None:
    value = summarize(multi_rows)[metric]
    assert value is not None
    assert value >= MULTI_FLOORS[metric], failing(multi_rows)


@pytest.mark.parametrize("exam", ["plan", "multi"])
def test_an_honest_question_is_almost_never_refused(exam: str, request: pytest.FixtureRequest) -> None:
    rows = request.getfixturevalue(f"{exam}_rows")
    value = summarize(rows)["false_refusal"]
    assert value is not None
    assert value <= MOST_FALSE_REFUSALS, failing([row for row in rows if row.false_refusal])


@pytest.mark.parametrize("exam", ["plan", "multi"])
def test_every_quote_is_verbatim_and_every_number_has_a_source(exam: str, request: pytest.FixtureRequest) -> None:
    rows = request.getfixturevalue(f"{exam}_rows")
    assert [row.id for row in rows if not row.verbatim] == []
    assert [(row.id, row.ungrounded_numbers) for row in rows if row.ungrounded_numbers] == []


def test_answers_are_short_enough_to_read(plan_rows: list[Scored]) -> None:
    assert summarize(plan_rows)["answer_chars_median"] <= LONGEST_MEDIAN  # type: ignore[operator]


def test_no_question_of_the_exam_stands_twice(own_exam: dict[str, list[dict[str, Any]]]) -> None:
    asked = [(fold(row["question"]), str(row.get("history") or "")) for rows in own_exam.values() for row in rows]
    assert len(asked) == len(set(asked))
    assert len({row["id"] for rows in own_exam.values() for row in rows}) == len(asked)
