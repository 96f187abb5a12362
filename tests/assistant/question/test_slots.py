"""Slots: what in a question fills one, and what takes its place."""

import pytest

from assistant.profile import load_profile
from assistant.question.slots import beside_slots, filled_anew, in_full, of_the_same_head, slots_of, with_subject

KINDS = load_profile().field.kinds


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("襄阳2020年发明专利", [("place", "襄阳"), ("year", "2020年"), ("kind", "发明专利")]),
        ("专利法的期限", [("document", "专利法")]),  # a document, and no kind of right in it
        ("旧版的商标法", [("version", "旧版"), ("document", "商标法")]),
        ("“十四五”末的目标", [("year", "“十四五”末")]),
        ("专利法院怎么走", [("kind", "专利"), ("branch", "法院")]),
        ("怎么申报", []),
    ],
)
def test_slots_are_found_in_the_order_of_the_text(text: str, slots: list[tuple[str, str]]) -> None:
    assert [(slot.kind, text[slot.start : slot.end]) for slot in slots_of(text, KINDS)] == slots


@pytest.mark.parametrize(
    ("before", "turn", "text"),
    [
        ("襄阳的补贴", "武汉呢", "武汉的补贴"),
        ("补贴多少", "武汉呢", "武汉补贴多少"),
        ("襄阳2020年多少件", "武汉2021年", "武汉2021年多少件"),
        ("专利的登记", "登记呢", "专利的登记"),
        ("高新技术企业的奖励", "商标呢", "高新技术企业的奖励"),  # a kind of right takes no other place
    ],
)
def test_each_slot_that_a_turn_names_is_filled_anew(before: str, turn: str, text: str) -> None:
    assert filled_anew(before, turn, KINDS) == text


@pytest.mark.parametrize(
    ("turn", "rest"),
    [("那武汉呢？", ""), ("换成2020年的", ""), ("南沙那边呢", ""), ("地理标志的目标呢", "目标"), ("武汉的条件呢", "条件")],
)
def test_what_stands_beside_the_slots(turn: str, rest: str) -> None:
    assert beside_slots(turn, KINDS) == ((rest,) if rest else ())


@pytest.mark.parametrize(
    ("before", "turn", "text"),
    [
        ("商标法罚多少", "2013年那一版里是多少来着", "2013年那一版商标法罚多少"),
        ("某县挂牌奖多少", "以前的老办法里呢", "以前的老办法某县挂牌奖多少"),
    ],
)
def test_a_version_may_be_named_in_passing(before: str, turn: str, text: str) -> None:
    assert filled_anew(before, turn, KINDS) == text


@pytest.mark.parametrize(
    ("turn", "whole"),
    [
        ("外观的多少", "外观设计的多少"),
        ("外观设计的多少", "外观设计的多少"),
        ("外观不好看怎么办", "外观不好看怎么办"),  # says more than the kind
        ("专的多少", "专的多少"),
    ],
)
def test_the_beginning_of_a_kind_stands_for_it_where_nothing_else_is_said(turn: str, whole: str) -> None:
    assert in_full(turn, KINDS) == whole


def test_who_is_asked_about_takes_no_documents_place() -> None:
    assert with_subject("专利代理条例罚多少", "个人呢", KINDS) == ""


def test_what_is_named_stands_for_the_subject_where_no_slot_is_its_like() -> None:
    assert with_subject("发明专利保护多久", "布图设计条例里芯片呢", KINDS) == "布图设计条例里芯片保护多久"
    assert with_subject("怎么登记", "芯片呢", KINDS) == with_subject("发明专利保护多久", "芯片呢", KINDS) == ""


def test_a_law_on_the_subject_is_asked_instead_of_the_rule_of_a_place() -> None:
    assert with_subject("武汉假冒专利罚多少", "国家的专利法呢", KINDS) == "专利法假冒专利罚多少"
    assert with_subject("假冒专利罚多少", "专利法呢", KINDS) == "专利法假冒专利罚多少"
    assert with_subject("商标法里假冒专利罚多少", "专利法呢", KINDS) == "专利法里假冒专利罚多少"
    assert with_subject("武汉假冒商标罚多少", "专利法呢", KINDS) == "武汉假冒专利法罚多少"  # it is on another subject


def test_what_ends_alike_begins_as_a_word_does() -> None:
    assert of_the_same_head("试点单位要几人", "示范单位") == "示范单位要几人"
    assert of_the_same_head("武汉的PCT专利补多少", "不走PCT") == ""


@pytest.mark.parametrize("turn", ["国家的法律呢", "全国的规定呢", "国家呢", "国家的呢", "中央的呢"])
def test_the_whole_country_is_a_place_too(turn: str) -> None:
    assert filled_anew("襄阳高校提成多少", turn) == f"{turn.removesuffix('呢').removesuffix('的')}高校提成多少"


def test_what_the_state_calls_an_enterprise_is_no_place() -> None:
    assert filled_anew("国家高新技术企业补多少", "襄阳呢") == "襄阳国家高新技术企业补多少"


def test_of_several_subjects_the_first_gives_its_place() -> None:
    assert with_subject("发明专利和商标保护多久", "布图设计条例里芯片呢", KINDS) == "布图设计条例里芯片和商标保护多久"


@pytest.mark.parametrize(
    ("before", "turn", "text"),
    [
        ("专利和商标的补贴", "版权呢", "专利和版权的补贴"),  # the last of its like
        ("襄阳和武汉的补贴", "青岛呢", "和青岛的补贴"),  # of places there is one
        ("襄阳的补贴", "襄阳呢", "襄阳的补贴"),
        ("补贴多少", "2021年呢", "2021年补贴多少"),
        ("补贴多少", "专利法呢", "补贴多少"),  # a document is no more than asked about
        ("襄阳的补贴", "武汉和青岛呢", "武汉的补贴"),  # the first that it names
    ],
)
def test_where_several_fill_a_slot_one_is_filled_anew(before: str, turn: str, text: str) -> None:
    assert filled_anew(before, turn, KINDS) == text


@pytest.mark.parametrize(
    ("turn", "named"), [("就业补贴呢", ("就业补贴",)), ("那上市呢", ("上市",)), ("办法中呢", ("办法",)), ("那块呢", ())]
)
def test_a_word_around_what_a_turn_names_is_a_whole_one(turn: str, named: tuple[str, ...]) -> None:
    """中 of 办法中 leads on; 就 of 就业, 上 of 上市 and 中 of 中小企业 do not."""
    assert beside_slots(turn) == named
    assert with_subject("示范单位补多少", "那上市单位呢") == "上市单位补多少"
