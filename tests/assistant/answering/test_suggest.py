"""What a reader may ask next."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.answering.suggest import suggestions_for
from assistant.records import Hit, Status
from corpus.questions import BankQuestion

MakeHit = Callable[..., Hit]


def units(*asked: tuple[int, str, str]) -> Any:
    """Return the units of a bank: sentence, style and text of each question."""
    questions = tuple(BankQuestion("plan", 0, 1, "citizen", style, text) for _, style, text in asked)
    return SimpleNamespace(questions=questions, question_sentence=np.array([sentence for sentence, _, _ in asked]))


def sentence(number: int) -> Hit:
    return Hit("plan", "plan#一", "一、", "", "甲。", 0, 2, 0.5, number)


BANK = units(
    (1, "formal", "一？"), (2, "plain", "二呢？"), (2, "formal", "二？"), (2, "formal", "又二？"), (3, "formal", "三？"),
    (4, "formal", "四？"), (5, "plain", "五呢？"), (6, "formal", "三？"),
)  # fmt: skip
HITS = [sentence(n) for n in (1, 2, 3, 4)]


def test_what_was_answered_is_not_suggested_and_each_other_sentence_once() -> None:
    assert suggestions_for(HITS, Status.ANSWERED, BANK, "问") == ("二？", "三？", "四？")


@pytest.mark.parametrize("status", [Status.PARTIAL, Status.NOT_FOUND])
def test_where_it_could_not_be_answered_the_nearest_is_suggested(status: Status) -> None:
    assert suggestions_for(HITS, status, BANK, "问") == ("一？", "二？", "三？")


@pytest.mark.parametrize("status", [Status.BLOCKED, Status.ERROR, Status.OUT_OF_SCOPE])
def test_what_is_no_policy_question_leads_to_none(status: Status) -> None:
    assert suggestions_for(HITS, status, BANK, "问") == ()


def test_what_was_asked_is_not_suggested_again() -> None:
    assert suggestions_for(HITS, Status.ANSWERED, BANK, "二？") == ("又二？", "三？", "四？")


def test_colloquial_questions_are_not_suggested() -> None:
    assert suggestions_for([sentence(1), sentence(5)], Status.ANSWERED, BANK, "问") == ()


def test_no_suggestion_is_made_twice() -> None:
    assert suggestions_for([sentence(1), sentence(3), sentence(6)], Status.ANSWERED, BANK, "问") == ("三？",)


def test_without_hits_there_is_none() -> None:
    assert suggestions_for([], Status.ANSWERED, BANK, "问") == ()
