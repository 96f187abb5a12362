"""What questions want named, and what names it: kinds in a row, or the items of a list."""

import pytest

from assistant.question.kinds_named import (
    FEW,
    KindsNamed,
    hands_in,
    has_to_be_handed_in,
    items_announced,
    items_asked,
    kinds_named,
)


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


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("去街道摆摊得备齐哪些信息", {"papers"}),
        ("摊位转给别人要交什么？", {"papers"}),
        ("申请摊位证，除了身份信息，还要交什么？", set()),  # what is beside that list
        ("除了本地户口，还卡哪些条件", {"conditions"}),
        ("退摊位的路子有哪几条", {"ways"}),
        ("碰到什么情况摊位会被收回", {"cases"}),
        ("管理费都能花在哪些地方", {"uses"}),
        ("哪些摊位不能转租", {"denied"}),
        ("夜市几点收摊", set()),
    ],
)
def test_the_items_that_a_question_asks_for(question: str, kinds: set[str]) -> None:
    assert items_asked(question).kinds == kinds


@pytest.mark.parametrize(
    ("lead", "kinds"),
    [
        ("申请摊位证应当提交下列材料", {"papers"}),
        ("申请摊位证，应当提交", {"papers"}),  # what follows is that
        ("申请摊位证可以不提交", set()),
        ("有下列情形之一的，不得转租摊位", {"cases", "denied"}),
        ("管理费用于", {"uses"}),
        ("摊主可以采用以下方式退还摊位", {"ways"}),
        ("摊主应当遵守规定", set()),  # announces nothing
    ],
)
def test_the_items_that_a_lead_announces(lead: str, kinds: set[str]) -> None:
    assert items_announced(lead) == kinds


@pytest.mark.parametrize(
    ("question", "text", "those"),
    [
        ("申请摊位证要准备什么", "申请摊位证应当提交下列材料：（一）身份证；", True),
        ("申请摊位证要准备什么", "申请摊位证应当提交下列材料。", False),  # leads nothing
        ("摊位转给别人要准备什么", "对摊位公示提出异议的，应当提交下列材料：（一）身份证；", False),  # a case of its own
        ("食品怎么才不许卖，哪些情形", "摊位有下列情形之一的，不得转租：（一）欠费的；", False),  # of something else
        ("哪些情形算严重", "当事人有下列情形的，可以认定为情节严重：（一）再犯的；", True),  # whom it is about tells nothing
        ("哪些情形不能转租摊位", "摊位有下列情形之一的，应当公示：（一）欠费的；", False),  # denies nothing
        ("哪些情形不能转租摊位", "有下列情形之一的，不得转租摊位：（一）欠费的；", True),
        ("什么情况下摊主不用缴纳占地费", "有下列情形之一的，摊主应当缴纳占地费：（一）占道的；", False),  # the opposite
        ("什么情况下摊主不用缴纳占地费", "有下列情形之一的，摊主无需缴纳占地费：（一）自有的；", True),
        ("什么情况下摊主要缴纳占地费", "有下列情形之一的，摊主不缴纳占地费：（一）自有的；", False),
        ("什么情况下摊主不用缴纳占地费", "有下列情形之一的，已缴纳保证金，不再缴纳占地费：（一）自有的；", True),
    ],
)
def test_a_list_of_what_a_question_asks_for(question: str, text: str, *, those: bool) -> None:
    assert items_asked(question).are_in(text) is those


@pytest.mark.parametrize(
    ("text", "speaks", "has_to"),
    [
        ("请求街道收回摊位的，应当提交请求书和有关证据。", True, True),
        ("申请摊位证，应当提交：（一）身份证；", True, True),
        ("街道应当自收到之日起五日内书面通知，并附送副本。", True, False),  # who has to notify
        ("不得允许未提交承诺书的摊主进场。", True, False),
        ("拒不提供合同、账簿等资料的，处罚款。", False, False),
        ("摊主应当服从管理。", False, False),
    ],
)
def test_what_has_to_be_handed_in(text: str, *, speaks: bool, has_to: bool) -> None:
    assert (hands_in(text), has_to_be_handed_in(text)) == (speaks, has_to)
