"""What belongs to the whole document: signatures, lists of annexes, closing sentences, and what only looks like them."""

import pytest

from corpus.apart import CLOSING, LISTED, SIGNED, mark_apart, states_nothing
from corpus.pieces import read_lines
from corpus.records import Clause

S, C, L = SIGNED, CLOSING, LISTED


def places(*texts: str, body: int = 0) -> list[str]:
    lines = read_lines("\n".join(texts))
    mark_apart(lines, body)
    assert all((line.role == "apart") is bool(line.place) for line in lines)
    return [line.place for line in lines]


ARTICLE, POINT, ORGAN, DAY = "第一条 给予补贴。", "一、给予补贴。", "某市科技局", "2024年4月9日"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((ARTICLE, ORGAN, DAY), ["", S, S]),
        ((ARTICLE, ORGAN, "某市财政局", DAY, "（此件公开发布）", "抄送：某市委"), ["", S, S, S, S, S]),
        ((ARTICLE, ORGAN, DAY, "第二条 另有规定。"), ["", S, S, ""]),  # an organ signs anywhere
        ((ARTICLE, DAY), ["", S]),  # a date alone at the end
        ((ARTICLE, DAY, "第二条 另有规定。"), ["", "", ""]),  # not within the text
        ((ARTICLE, DAY, "附件1 清单", "甲。"), ["", S, "", ""]),  # before an annex it is the end
        ((ARTICLE, "甲乙", DAY), ["", S, S]),  # whoever it is has signed
        ((ARTICLE, "给予补贴。", DAY), ["", "", S]),
        ((ARTICLE, "一、甲乙", DAY), ["", "", S]),
        ((DAY, ARTICLE), ["", ""]),
        (("甲乙", DAY), ["", S]),  # the first line of the body has not signed
        ((ARTICLE, *[ORGAN] * 9, DAY), ["", "", *[S] * 9]),  # eight sign at most
        ((ARTICLE, ORGAN, DAY, "一、抄送"), ["", S, S, ""]),
    ],
)
def test_a_date_below_who_signs_is_a_signature(texts: tuple[str, ...], found: list[str]) -> None:
    assert places(*texts) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((ARTICLE, "附件：1.清单", "2.表格", ORGAN, DAY), ["", L, L, S, S]),
        ((ARTICLE, "附件：", "1.清单", "2.表格", "3.说明", ORGAN, DAY), ["", L, L, L, L, S, S]),
        ((ARTICLE, "附件：", "2.清单", ORGAN, DAY), ["", "", "", S, S]),  # its text begins
        ((ARTICLE, "附件：1.清单", "3.表格"), ["", L, ""]),
        ((ARTICLE, "附件1：清单", "附件2：表格", "附件1：清单", "甲。"), ["", L, L, "", ""]),  # the first begins again
        ((ARTICLE, "附件1：清单", "附件2：表格"), ["", L, L]),  # nothing behind them
        ((ARTICLE, "附件1：清单", "甲。", "附件2：表格", "乙。"), ["", "", "", "", ""]),
        ((ARTICLE, "附件1：清单", "附件2：表格", "乙。"), ["", "", "", ""]),
        ((ARTICLE, "附件：清单", ORGAN, DAY), ["", L, S, S]),
        ((ARTICLE, "附件1：清单", ORGAN, DAY), ["", "", S, S]),  # one with a number may be the annex itself
        ((ARTICLE, "附件1", "清单"), ["", "", ""]),
    ],
)
def test_a_list_of_annexes_is_none_of_them(texts: tuple[str, ...], found: list[str]) -> None:
    assert places(*texts) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((POINT, "本通知自印发之日起施行。"), ["", C]),
        ((POINT, "本通知自印发之日起施行。", "特此通知。", ORGAN, DAY), ["", C, C, S, S]),
        ((POINT, "本通知自印发之日起施行。", "附件1 清单", "甲。"), ["", C, "", ""]),
        ((POINT, "本通知自印发之日起施行。", "二、另有规定。"), ["", "", ""]),
        ((ARTICLE, "本办法自印发之日起施行。"), ["", ""]),  # the last article says it itself
        (("甲。", "特此通知。"), ["", ""]),  # nothing is numbered
        ((POINT, "甲。", "特此通知。"), ["", "", C]),
        ((POINT, "特此通知。", "甲。"), ["", "", ""]),
        (("附件1 清单", "特此通知。"), ["", ""]),
    ],
)
def test_closing_sentences_stand_at_the_end_of_what_is_numbered(texts: tuple[str, ...], found: list[str]) -> None:
    assert places(*texts) == found


def test_nothing_before_the_body_stands_apart() -> None:
    assert places(ORGAN, DAY, POINT, "特此通知。", body=2) == ["", "", "", CLOSING]
    assert places(ORGAN, ORGAN, DAY, body=1) == ["", SIGNED, SIGNED]
    assert places(POINT, "特此通知。", body=1) == ["", ""]


@pytest.mark.parametrize(
    ("path", "text", "nothing"),
    [
        (SIGNED, "某市科技局", True),
        (LISTED, "附件：1.申请表", True),
        ("附件1", "申报时间 2018年  月  日", True),
        ("附件2.p1", "企业性质 □国有 □民营", True),
        ("附件2.p2", "开户银行\t\t开户帐号", True),
        ("附件2.p3", "签字：______", True),
        ("附件3.p1", "对     （单位名称）申报补助的事宜承诺：", True),
        ("附件3", "对材料负责，2018年  月  日。", False),  # it ends as a sentence does
        ("附件4", "发明专利\t3000元", False),  # a row of a table
        ("附件4", "发明专利 3000元", False),
        ("第一条", "申报时间 2018年  月  日", False),
    ],
)
def test_signatures_lists_of_annexes_and_forms_state_nothing(path: str, text: str, nothing: bool) -> None:
    assert states_nothing(_clause(path, text), None) is nothing


def test_the_head_of_a_table_states_nothing() -> None:
    head, row = _clause("表1第1行", "名称 | 标准 "), _clause("表1第2行", "发明 | 3000元", "名称 | 标准")
    assert states_nothing(head, row)
    assert not states_nothing(row, None)
    assert not states_nothing(row, _clause("表1第3行", "外观 | 500元", "名称 | 标准"))


def _clause(path: str, text: str, *headings: str) -> Clause:
    return Clause(f"d#{path}", "d", path, path, "", headings, text, 0, len(text), ((0, len(text)),))
