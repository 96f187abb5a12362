"""Questions on documents themselves are answered right; those that only look like it, never from the register."""

from typing import Any

import pytest

from assistant.batch import turns_of
from assistant.evaluation.metrics import fold
from assistant.pipeline import Assistant
from assistant.question.understand import Understood
from assistant.records import Answer, Status

REFUSED = {Status.PARTIAL, Status.NOT_FOUND}
HERE = {"plan": "plan_assistant", "multi": "reference_assistant"}  # the others need documents that are not in the repository


def rows(own_exam: dict[str, list[dict[str, Any]]], corpus: str, *, decoys: bool) -> list[dict[str, Any]]:
    return [row for row in own_exam["docfacts"] if row["corpus"] == corpus and (row["feature"] == "decoy") == decoys]


def is_right(row: dict[str, Any], answer: Answer) -> bool:
    """Return whether an answer says all that it must, and of a question that cannot be answered that it is not stated."""
    if not row["evidence"]:
        return answer.status in REFUSED
    text = fold(answer.text)
    every, either = [*row["must_include"], *row.get("accept_all", [])], row.get("accept_any", [])
    said = all(fold(part) in text for part in every) and (not either or any(fold(part) in text for part in either))
    return answer.status is Status.ANSWERED and said


@pytest.mark.parametrize("corpus", HERE)
def test_every_fact_of_a_document_is_answered_right(corpus: str, own_exam: Any, request: pytest.FixtureRequest) -> None:
    assistant: Assistant = request.getfixturevalue(HERE[corpus])
    asked = rows(own_exam, corpus, decoys=False)
    assert len(asked) > 10
    wrong = [
        row["question"] for row in asked if not is_right(row, assistant.ask(row["question"], turns_of(row), row.get("as_of")))
    ]
    assert wrong == []


@pytest.mark.parametrize("corpus", HERE)
def test_a_question_on_content_is_never_answered_from_the_register(
    corpus: str, own_exam: Any, request: pytest.FixtureRequest
) -> None:
    assistant: Assistant = request.getfixturevalue(HERE[corpus])
    finder = assistant.searcher.documents
    assert finder is not None

    def found(understood: Understood) -> bool:
        scope = assistant.retriever.scoper.scope(understood.pointing)
        return finder.find(understood, scope, None) is not None

    asked = rows(own_exam, corpus, decoys=True)
    assert len(asked) > 4
    assert [row["question"] for row in asked if found(assistant.reader.read(row["question"]))] == []
