"""What a text file holds that is no text, and what becomes of it."""

import pytest

from corpus.errors import ReadError
from corpus.readers.markup import clean
from corpus.readers.read import read_bytes

PLAIN = "某办法\n\n一、范围\n适用于全市，1<2且3>2的除外。\n| 没有表格 |\n"


def test_a_text_without_markup_is_not_touched() -> None:
    assert clean(PLAIN) == (PLAIN, ())


def test_front_matter_is_left_out_and_listed() -> None:
    text, dropped = clean("---\nsidebar: auto\n---\n\n# 某条例\n\n第一条 甲。\n")
    assert text == "# 某条例\n\n第一条 甲。\n"
    assert [(item.kind, item.text) for item in dropped] == [("文件头", "---\nsidebar: auto\n---")]


def test_a_rule_further_down_is_no_front_matter() -> None:
    text = "# 某条例\n---\n第一条 甲。\n---\n"
    assert clean(text) == (text, ())


def test_comments_are_left_out_and_listed() -> None:
    text, dropped = clean("# 某决定\n\n<!-- INFO\nEND -->\n\n会议决定：\n")
    assert "INFO" not in text
    assert "会议决定：" in text
    assert [item.text for item in dropped] == ["<!-- INFO\nEND -->"]


def test_breaks_are_lines_and_other_tags_nothing() -> None:
    assert (
        clean("<p>第一条 甲。<br>第二条 乙。<br/>\n第三条 <strong>丙</strong>。</p>\n")[0]
        == "第一条 甲。\n第二条 乙。\n第三条 丙。\n"
    )


TABLE = "表1第1行 项目｜标准\n表1第2行 项目：专利；标准：5000元\n表1第3行 项目：商标；标准：1万元"


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>项目</td><td>标准</td></tr><tr><td>专利</td><td>5000元</td></tr><tr><td>商标</td><td>1万元</td></tr></table>",
        '<table border="1">\n<thead><tr><th>项目</th><th>标准</th></tr></thead>\n<tr><td>专利<td>5000元\n<tr><td>商标<td>1万元</table>',
        "| 项目 | 标准 |\n|---|:--:|\n| 专利 | 5000元 |\n| 商标 | 1万元 |",
    ],
)
def test_tables_are_rows_under_their_header(table: str) -> None:
    assert clean(f"一、标准\n\n{table}\n\n二、时间\n三月。\n")[0] == f"一、标准\n\n{TABLE}\n\n二、时间\n三月。\n"


def test_a_cell_over_two_rows_stands_in_both() -> None:
    table = "<table><tr><th>类</th><th>项</th></tr><tr><td rowspan=2>甲</td><td>一</td></tr><tr><td>二</td></tr></table>"
    assert clean(table)[0].splitlines()[1:] == ["表1第2行 类：甲；项：一", "表1第3行 类：甲；项：二"]


def test_the_second_table_has_the_second_number() -> None:
    rows = "| 甲 | 数 |\n|---|---|\n| 一 | 10 |\n| 二 | 20 |"
    assert [line[:6] for line in clean(f"{rows}\n\n{rows}\n")[0].split("\n") if "第1行" in line] == ["表1第1行 ", "表2第1行 "]


WRAPPED = (
    "某指南\n一、贴息。按照企业获得质押贷款实际支付利\n息的40%给予支持，对单家企业年度补贴不超\n过50万元。\n— 1 —\n"
    "二、时间。每年3月1日至4月30日通过网站提交\n申请，逾期不予受理。\n"
)


def test_lines_that_a_page_broke_are_joined_and_its_numbers_listed() -> None:
    text, dropped = clean(WRAPPED)
    assert text.splitlines() == [
        "某指南",
        "一、贴息。按照企业获得质押贷款实际支付利息的40%给予支持，对单家企业年度补贴不超过50万元。",
        "二、时间。每年3月1日至4月30日通过网站提交申请，逾期不予受理。",
    ]
    assert [(item.kind, item.text) for item in dropped] == [("页码", "— 1 —")]


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED + "甲" * 61 + "。\n",  # a line that no page is wide enough for
        "某表\n申报单位的名称\n申报单位的地址\n申报单位的电话号码。\n",  # no page is so narrow
        "名单\n甲某市知识产权保护中心建设项目\n乙某市知识产权保护中心建设项目\n丙某市知识产权保护中心建设项目\n丁某市知识产权保护中心建设项目\n",  # ends as no text does
        "某意见\n各单位要提高认识，加强领导。\n各部门要落实责任，定期检查。\n",  # every line ends what it says
    ],
)
def test_other_texts_keep_their_lines(text: str) -> None:
    assert clean(text) == (text, ())


def test_a_file_of_comments_alone_is_refused() -> None:
    with pytest.raises(ReadError, match="只有空白"):
        read_bytes("<!-- 无 -->\n".encode(), "空.md")
