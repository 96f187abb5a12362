"""The vocabulary: words of the documents, of questions about them, and others."""

import pytest

from assistant.fitting.asked import asked_words
from assistant.retrieval.vocabulary import ASKED, Vocabulary
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


def test_the_known_share_of_a_question_is_that_of_its_telling_words() -> None:
    assert VOCABULARY.known_share("质押贷款怎么做") > 0.6
    assert VOCABULARY.known_share("怎么做红烧肉") < 0.3
    assert VOCABULARY.known_share("怎么") == 0.0


def test_a_word_is_known_as_far_as_its_parts_are() -> None:
    assert 0.4 < VOCABULARY.known_share("黑中介") < 0.9  # 中介 is asked about, 黑中介 is not


def test_the_stored_words_of_questions_are_those_of_the_shipped_questions() -> None:
    assert ASKED.read_text(encoding="utf-8").split() == asked_words(default_segmenter())
