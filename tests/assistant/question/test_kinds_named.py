"""Questions that want the kinds of a thing named, and sentences that name them in a row."""

import pytest

from assistant.question.kinds_named import FEW, KindsNamed, kinds_named


@pytest.mark.parametrize(
    ("question", "count", "noun"),
    [
        ("夜市要把哪三种摊位分开摆", 3, "摊位"),
        ("摊主可以选哪几类保险？", FEW, "保险"),
        ("条例说了哪两个方面的责任", 2, "责任"),
    ],
)
def test_how_many_of_what(question: str, count: int, noun: str) -> None:
    asked = kinds_named(question)
    assert asked is not None
    assert (asked.count, asked.nouns[0]) == (count, noun)


@pytest.mark.parametrize("question", ["夜市几点收摊", "哪个局管夜市", "哪些摊位要收费", "哪几种"])
def test_others_want_no_kinds_named(question: str) -> None:
    assert kinds_named(question) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("建立分区管理机制、信用评价机制和投诉处理机制,方便摊主。", True),
        ("建立分区管理机制和信用评价机制。", False),  # two where three are wanted
        ("建立分区管理机制,推行信用评价机制,完善投诉处理机制。", False),  # not in a row
        ("机制、机制、机制。", False),
    ],
)
def test_a_row_of_them(text: str, *, named: bool) -> None:
    assert KindsNamed(3, ("机制",)).are_in(text) is named


def test_a_row_may_end_in_the_last_character_alone() -> None:
    assert KindsNamed(FEW, ("保险",)).are_in("开发摊位责任险、货物损失险等险种。")
