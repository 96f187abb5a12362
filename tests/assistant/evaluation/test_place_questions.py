"""The project's own questions for places by number: every one of them is answered with the place, or with what there is."""

from typing import Any

import pytest

from assistant.batch import answer_rows
from assistant.evaluation.command import texts_of
from assistant.evaluation.metrics import Scored, fold, score
from assistant.pipeline import DEPTH, Assistant

CORPORA = {"plan": "plan_assistant", "multi": "reference_assistant"}
# decoys whose sentence the search ranks lower: no reference is read in them, which is what they are here for
DECOYS_MISSED: dict[str, set[str]] = {"plan": set(), "multi": {"l61"}}


@pytest.fixture(params=CORPORA)
def answered(
    request: pytest.FixtureRequest, own_exam: dict[str, list[dict[str, Any]]]
) -> tuple[str, Assistant, list[dict[str, Any]], list[dict[str, Any]]]:
    assistant = request.getfixturevalue(CORPORA[request.param])
    rows = [row for row in own_exam["references"] if row["corpus"] == request.param]
    return request.param, assistant, rows, list(answer_rows(assistant, rows, DEPTH))


def test_places_by_number_are_found(answered: tuple[str, Assistant, list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    corpus, assistant, questions, answers = answered
    texts = texts_of(assistant.registry)
    rows = [score(q, a, texts, assistant.settings.home_document) for q, a in zip(questions, answers, strict=True)]
    assert {row.id for row in rows if not row.correct} == DECOYS_MISSED[corpus], _failing(rows)
    assert [row.id for row in rows if not row.verbatim or row.ungrounded_numbers] == []


def test_where_there_is_no_such_place_it_is_said_how_many_there_are(
    answered: tuple[str, Assistant, list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    _, _, questions, answers = answered
    silent = [
        question["id"]
        for question, answer in zip(questions, answers, strict=True)
        if not all(fold(said) in fold(answer["answer"]) for said in question["must_include"])
    ]
    assert silent == []


def _failing(rows: list[Scored]) -> str:
    return "\n".join(f"{row.id} {row.question} —— {row.reason}" for row in rows if row.reason)
