"""The floor of conversations: follow-ups, changes of the subject, questions in Traditional characters and in English."""

from collections import Counter
from typing import Any

import pytest

from assistant.batch import answer_rows
from assistant.evaluation.command import texts_of
from assistant.evaluation.metrics import Scored, score
from assistant.pipeline import Assistant

# right answers, two or three below those of the version that set them: off topic 18 of 20, 14 and 11 of 15, others 38 of 48
FLOORS = {"off_topic": 17, "traditional": 13, "english": 10, "dialogue": 36}


@pytest.fixture(scope="session")
def judged(plan_assistant: Assistant, reference_assistant: Assistant, own_exam: dict[str, Any]) -> list[tuple[str, Scored]]:
    found = []
    for corpus, assistant in (("plan", plan_assistant), ("multi", reference_assistant)):
        rows = [row for row in own_exam["dialogue"] if row["corpus"] == corpus]
        texts, home = texts_of(assistant.registry, None), assistant.settings.home_document
        for row, answer in zip(rows, answer_rows(assistant, rows, 10), strict=True):
            found.append((row["feature"] if row["feature"] in FLOORS else "dialogue", score(row, answer, texts, home)))
    return found


@pytest.mark.parametrize("group", FLOORS)
def test_conversations_are_answered_at_least_this_well(judged: list[tuple[str, Scored]], group: str) -> None:
    right = Counter(feature for feature, row in judged if row.correct)
    wrong = [f"{row.id} {row.question} —— {row.reason}" for feature, row in judged if feature == group and not row.correct]
    assert right[group] >= FLOORS[group], "\n".join(wrong)


def test_every_quote_of_a_conversation_is_verbatim_and_no_number_is_made_up(judged: list[tuple[str, Scored]]) -> None:
    assert [row.id for _, row in judged if not row.verbatim or row.ungrounded_numbers] == []


def test_an_english_answer_leads_to_the_original(reference_assistant: Assistant) -> None:
    found = reference_assistant.ask("How long is a registered trademark valid?")
    first, second, *_ = found.text.split("\n")
    assert first == "Original text (Chinese):"
    assert second.removeprefix("1. ").startswith("“注册商标的有效期为十年")
    declined = reference_assistant.ask("What is the best restaurant in Paris?").text
    assert declined.startswith("This question is outside my scope")
    assert "不在我的范围内" in declined
