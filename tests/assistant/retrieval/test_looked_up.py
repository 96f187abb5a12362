"""What was shown before, and the sentences that quotes are from."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.question.understand import Reader
from assistant.records import Hit
from assistant.retrieval.looked_up import MOST_MORE, LookUp, was_shown
from assistant.retrieval.scope import Scope

EVERYWHERE = Scope(np.ones(1, np.float32))


@pytest.mark.parametrize(
    ("text", "seen", "shown"),
    [
        ("给予补贴。", "规定给予补贴。", True),
        ("给予补贴。", "规定给予贷款。", False),
        ("对企业的质押给予百分之十的补贴。", "“质押给予百分之十的补贴”[1]", True),  # a part of it was quoted
        ("对企业的质押给予百分之十的补贴。", "“百分之十的补贴”[1]", False),  # too short to tell
        ("对企业的质押给予百分之十的补贴。", "“应当书面提出申请”“质押给予百分之十的补贴”", True),
        ("对企业的质押给予百分之十的补贴。", "质押给予百分之十的补贴", False),  # said, and not quoted
    ],
)
def test_what_the_answers_before_quoted_was_shown(text: str, seen: str, shown: bool) -> None:
    assert was_shown(Hit("d", "d#1", "1.", "", text, 0, len(text), 0.5, 0), seen) is shown


class Index:
    """Stands for a retriever over three clauses of four sentences each."""

    def __init__(self, **phrases: list[int]) -> None:
        self.phrases = phrases
        self.units = SimpleNamespace(sentence_clause=[n // 4 for n in range(12)])

    def occurrences(self, phrase: str, scope: Scope) -> list[int]:
        return self.phrases.get(phrase, [])

    def sentences_of(self, clause: int) -> range:
        return range(4 * clause, 4 * clause + 4)


def look_up(index: Index) -> LookUp:
    return LookUp(index, Reader(), lambda _: pytest.fail("no clause is read"))  # type: ignore[arg-type]


def test_a_quote_is_from_the_first_sentence_that_holds_it() -> None:
    index = Index(甲=[3, 5], 乙=[1], 丙=[3])
    assert look_up(index).quoted(("甲", "乙", "没有的", "丙"), EVERYWHERE) == (3, 1)
    assert look_up(index).quoted((), EVERYWHERE) == ()


@pytest.mark.parametrize(
    ("quoted", "more"),
    [
        ((0,), (1, 2, 3)),
        ((1,), (2, 3)),  # what stands before it is not more
        ((3,), ()),
        ((1, 2), (3,)),
        ((0, 4), (1, 2, 3)),  # three at most, in the clause that was quoted first
        ((2, 8), (3, 9, 10)),
        ((2, 9), (3, 10, 11)),  # nor what stands before it in a further clause
        ((), ()),
    ],
)
def test_more_is_what_follows_in_the_clauses_that_were_quoted(quoted: tuple[int, ...], more: tuple[int, ...]) -> None:
    assert MOST_MORE == 3
    quotes = {f"这是已经说过的第{n}句话": [n] for n in quoted}
    seen = "".join(f"“{quote}”" for quote in quotes)
    understood: Any = SimpleNamespace(seen=seen, said=())
    assert look_up(Index(**quotes)).occurrences(understood, "", EVERYWHERE) == more


def test_the_places_of_a_phrase_are_all_of_its_sentences_else_those_of_what_was_said() -> None:
    index = Index(甲=[3, 5], 乙=[1])
    understood: Any = SimpleNamespace(seen="", said=("乙",))
    assert look_up(index).occurrences(understood, "甲", EVERYWHERE) == (3, 5)
    assert look_up(index).occurrences(understood, "", EVERYWHERE) == (1,)
