"""The vocabulary: words of the documents, of questions about them, and others."""

import pytest

from assistant.retrieval.vocabulary import Vocabulary
from index.segment import default_segmenter

VOCABULARY = Vocabulary(("质押贷款", "贷款"), default_segmenter())


@pytest.mark.parametrize(
    ("question", "known", "unknown"),
    [
        ("质押贷款", ["质押贷款"], []),
        ("西瓜贷款", ["贷款"], ["西瓜"]),
        ("补贴上限", ["补贴", "上限"], []),  # asked about, though no document holds it
        ("几天", ["几天"], []),  # counts say nothing of the subject
        ("武汉的西瓜", ["武汉", "的"], ["西瓜"]),  # a place is a slot
        ("明年高考", ["明年"], ["高考"]),  # one question of the bank holds it: a coincidence
    ],
)
def test_words_are_sorted_out(question: str, known: list[str], unknown: list[str]) -> None:
    assert VOCABULARY.sorted_out(question) == (known, unknown)


def test_the_share_of_words_that_the_documents_hold_leaves_out_those_that_only_ask() -> None:
    assert VOCABULARY.held_share("质押贷款怎么办理") == 0.5  # 办理 is not held
    assert VOCABULARY.held_share("火锅") == 0.0
    assert VOCABULARY.held_share("怎么") == 0.0
