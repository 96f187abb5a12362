"""The longest word at each place counts, without overlap; one that may not stand there gives way to a shorter one."""

import pytest

from corpus.longest import Longest

WORDS = Longest(["甲", "甲乙", "甲乙丙丁", "丙丁", "乙丙", ""])


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("戊己", []),
        ("戊甲", [(1, 2)]),
        ("甲乙丙", [(0, 2)]),  # 乙丙 would overlap
        ("甲乙丙丁甲", [(0, 4), (4, 5)]),
        ("丙甲丙丁", [(1, 2), (2, 4)]),
    ],
)
def test_the_longest_word_at_each_place(text: str, spans: list[tuple[int, int]]) -> None:
    assert list(WORDS.spans(text)) == spans


def test_a_word_that_may_not_stand_there_gives_way_to_a_shorter_one() -> None:
    assert list(WORDS.spans("甲乙丙丁", lambda text, start, end: text[start:end] != "甲乙丙丁")) == [(0, 2), (2, 4)]
    assert list(WORDS.spans("甲乙丙", lambda text, start, end: (start, end) == (1, 3))) == [(1, 3)]
