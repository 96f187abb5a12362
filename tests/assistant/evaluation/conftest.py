"""The answers to the project's own exam, given once."""

from typing import Any

import pytest

from assistant.batch import answer_rows
from assistant.pipeline import DEPTH, Assistant


@pytest.fixture(scope="session")
def plan_answers(plan_assistant: Assistant, own_exam: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return list(answer_rows(plan_assistant, own_exam["plan"], DEPTH))


@pytest.fixture(scope="session")
def multi_answers(reference_assistant: Assistant, own_exam: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return list(answer_rows(reference_assistant, own_exam["multi"], DEPTH))
