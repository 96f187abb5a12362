"""What the product says of eighty claims, written before it could judge any: half are false, a quarter is not stated."""

from typing import Any

import pytest

from assistant.batch import answer_rows
from assistant.evaluation.metrics import Scored, score, summarize
from assistant.pipeline import Assistant

FLOOR = 0.76  # one question below what is reached, 62 of 80
HITS = 5


@pytest.fixture(scope="module")
def claims(plan_assistant: Assistant, reference_assistant: Assistant, own_exam: dict[str, Any]) -> list[Scored]:
    found: list[Scored] = []
    for corpus, assistant in (("plan", plan_assistant), ("multi", reference_assistant)):
        questions = [row for row in own_exam["claims"] if row["corpus"] == corpus]
        answers = answer_rows(assistant, questions, HITS)
        found += [score(question, answer, {}, "") for question, answer in zip(questions, answers, strict=True)]
    return found


def told(rows: list[Scored]) -> str:
    return "\n".join(f"{row.id} {row.question}: {row.claimed}, {row.verdict}" for row in rows if row.claimed != row.verdict)


def test_half_of_the_claims_are_false_and_a_fifth_or_more_is_not_stated(own_exam: dict[str, Any]) -> None:
    verdicts = [row["verdict"] for row in own_exam["claims"]]
    assert len(verdicts) == 80
    assert verdicts.count("no") >= 40
    assert verdicts.count("not_stated") >= 16


def test_no_false_claim_is_affirmed_and_no_true_one_denied(claims: list[Scored]) -> None:
    found = summarize(claims)
    assert (found["false_yes"], found["false_no"]) == (0.0, 0.0), told(claims)


def test_most_claims_are_judged_rightly(claims: list[Scored]) -> None:
    accuracy = summarize(claims)["claims_accuracy"]
    assert accuracy is not None
    assert accuracy >= FLOOR, told(claims)
