"""Which titles the end of a text names, by characters counted by hand."""

import pytest

from assistant.question import title_index
from assistant.question.title_index import Fit, TitleIndex

NAMES = (
    ("中华人民共和国专利法", "专利法"),
    ("中华人民共和国商标法", "商标法"),
    ("促进总部经济发展扶持办法", "促进总部经济发展扶持办法"),
    ("关于进一步加强知识产权质押融资工作的若干意见", "关于进一步加强知识产权质押融资工作的若干意见"),
    ("专利法", "专利法"),
    ("专利法实施细则", "专利法实施细则"),
    ("商标法实施条例释义与适用指南", "商标法实施条例释义与适用指南"),
)
INDEX = TitleIndex(NAMES)


@pytest.mark.parametrize(
    ("text", "suffix", "fit"),
    [
        ("专利法", "法", Fit(3, 1.0, (0, 4))),  # a name of two documents
        ("我国的商标法", "法", Fit(3, 1.0, (1,))),
        ("总部经济扶持办法", "办法", Fit(8, 8 / 12, (2,))),  # characters in between may be left out
        ("部经扶持办法", "办法", Fit(6, 0.5, (2,))),  # just half of it
        ("经扶持办法", "办法", Fit()),
        ("质押融资工作的意见", "意见", Fit(9, 9 / 22, (3,))),  # less than half, but long
        ("押融资工作的意见", "意见", Fit(8, 8 / 22, (3,))),
        ("融资工作的意见", "意见", Fit()),
        ("专利法实施细则", "细则", Fit(7, 1.0, (5,))),
        ("细则", "细则", Fit()),
        ("利细则", "细则", Fit()),  # one character beside the kind
        ("法实细则", "细则", Fit(4, 4 / 7, (5,))),
        ("种子条例", "条例", Fit()),  # no title ends so
        ("办法", "法", Fit()),
    ],
)
def test_what_the_end_of_a_text_names(text: str, suffix: str, fit: Fit) -> None:
    assert INDEX.ending(text, suffix) == fit


def test_single_characters_of_a_long_title_name_nothing() -> None:
    index = TitleIndex([("甲乙丙丁戊己庚辛壬癸市奖励专利办法",)])
    assert index.ending("甲丙戊庚壬市奖励办法", "办法") == Fit()  # 10 characters in 6 pieces
    assert index.ending("甲乙戊己壬癸奖励办法", "办法").holders == (0,)  # 10 in 5


def test_titles_that_fit_alike_are_all_named() -> None:
    index = TitleIndex([("甲市奖励办法",), ("乙市奖励办法",), ("丙地奖励办法",)])
    assert index.ending("市奖励办法", "办法") == Fit(5, 5 / 6, (0, 1))
    assert index.ending("奖励办法", "办法") == Fit(4, 4 / 6, (0, 1, 2))
    assert index.ending("乙市奖励办法", "办法") == Fit(6, 1.0, (1,))


def test_a_longer_name_of_half_a_title_counts_before_a_larger_share() -> None:
    index = TitleIndex([("奖励办法",), ("某市专利品牌奖励办法",)])
    assert index.ending("专利品牌奖励办法", "办法") == Fit(8, 0.8, (1,))
    assert index.ending("的奖励办法", "办法") == Fit(4, 1.0, (0,))


def test_most_of_a_title_counts_before_a_longer_name() -> None:
    index = TitleIndex([NAMES[3], ("工作的意见",)])
    assert index.ending("质押融资工作的意见", "意见") == Fit(5, 1.0, (1,))  # of the other title 9 of 22 characters
    assert Fit(4, 0.5).order > Fit(9, 0.4).order
    assert Fit(5, 0.6).order > Fit(4, 0.9).order
    assert Fit(5, 0.7).order > Fit(5, 0.6).order


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("专利法", [0, 4]),
        ("中华人民共和国专利法", [0]),
        ("按中华人民共和国专利法怎么办", [0]),
        ("按专利法怎么办", []),  # a short title must be the whole text
        ("促进总部经济发展扶持办法和中华人民共和国商标法", [1, 2]),
        ("促进总部经济发展扶持办", []),
        ("商标法实施条例释义与适用指南", [6]),
        ("", []),
    ],
)
def test_whole_titles(text: str, documents: list[int]) -> None:
    assert INDEX.whole(text) == documents


def test_of_titles_inside_each_other_the_longer_one_is_meant() -> None:
    index = TitleIndex([("襄阳市质押融资办法",), ("襄阳市质押融资办法实施细则",), ("一二三四五六七八",), ("一二三四五六七",)])
    assert index.whole("看襄阳市质押融资办法实施细则") == [1]
    assert index.whole("看襄阳市质押融资办法") == [0]
    assert index.whole("看一二三四五六七八") == [2]
    assert index.whole("看一二三四五六七") == []


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("专利法", True),
        ("民共和国专", True),  # part of a title
        ("最新专利法全文", True),  # around one
        ("我们这里最新的专利法全文", True),
        ("总部经济扶持办法", True),  # 8 of 12 characters
        ("促总部经济持办法", True),
        ("部经济扶持办法", False),  # 7 of 12
        ("种子法", False),
        ("法", True),
    ],
)
def test_whether_a_title_is_held(title: str, held: bool) -> None:
    assert INDEX.holds(title) is held


def test_a_single_title_is_held_by_most_of_its_characters() -> None:
    assert TitleIndex([("促进总部经济发展扶持办法",)]).holds("总部经济扶持办法")  # 8 of 12


def test_what_more_titles_share_than_can_be_compared_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    index = TitleIndex([("甲市奖励办法",), ("乙市奖励办法",), ("丙地奖励办法",)])
    monkeypatch.setattr(title_index, "MOST_ALIKE", 3)
    assert index.ending("奖励办法", "办法").holders == (0, 1, 2)
    monkeypatch.setattr(title_index, "MOST_ALIKE", 2)
    assert index.ending("奖励办法", "办法").holders == ()
    assert index.ending("市奖励办法", "办法").holders == (0, 1)


def test_documents_without_names_are_never_meant() -> None:
    index = TitleIndex([(), ("",), ("专利法",)])
    assert index.whole("专利法") == [2]
    assert index.ending("专利法", "法").holders == (2,)


def test_more_than_six_tenths_of_a_title_must_be_in_common() -> None:
    index = TitleIndex([("促进总部经济扶持办法",)])  # ten characters
    assert not index.holds("某经济扶持办法")  # six
    assert index.holds("某部经济扶持办法")  # seven


def test_an_index_without_titles_names_nothing() -> None:
    empty = TitleIndex([])
    assert (empty.whole("专利法"), empty.ending("专利法", "法"), empty.holds("专利法")) == ([], Fit(), False)


def test_a_title_inside_a_longer_one_is_not_meant_wherever_it_stands_in_it() -> None:
    inner, before, behind = "某省知识产权保护办法", "一份某省知识产权保护办法", "某省知识产权保护办法说明"
    index = TitleIndex([(inner,), (before,), (behind,)])
    assert [index.whole(f"看{name}吧") for name in (inner, before, behind)] == [[0], [1], [2]]
    assert index.whole(f"{before}、{inner}") == [1]


def test_a_title_of_one_character_and_its_kind_is_named_in_full() -> None:
    index = TitleIndex([("某办法",), ("办法",)])
    assert index.ending("看某办法", "办法") == Fit(3, 1.0, (0,))
    assert index.ending("看办法", "办法") == Fit()


def test_characters_beyond_the_basic_plane_are_told_apart() -> None:
    low = chr(0x20BB7 & 0xFFFF)  # the same last sixteen bits
    index = TitleIndex([("𠮷市奖励办法",), (f"{low}市奖励办法",), ("野市奖励办法",)])
    assert index.ending("𠮷市奖励办法", "办法").holders == (0,)
    assert index.ending(f"{low}市奖励办法", "办法").holders == (1,)
    assert index.ending("野市奖励办法", "办法").holders == (2,)


@pytest.mark.parametrize("count", [1, 7, 8, 9, 16, 17])
def test_each_of_several_titles_is_found(count: int) -> None:
    names = [f"{chr(0x5200 + n)}市专利办法" for n in range(count)]
    index = TitleIndex([(name,) for name in names])
    assert [index.ending(f"问{name}", "办法") for name in names] == [Fit(6, 1.0, (n,)) for n in range(count)]


def test_of_one_name_all_holders_count_once_and_in_order() -> None:
    index = TitleIndex([("甲办法", "甲办法"), ("乙办法",), ("丙办法", "甲办法")])
    assert index.ending("看甲办法", "办法") == Fit(3, 1.0, (0, 2))
    assert index.whole("甲办法") == [0, 2]
