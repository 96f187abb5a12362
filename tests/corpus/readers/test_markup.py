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


WIDE = "为" * 20  # 40 columns


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ((WIDE, WIDE, "止。"), [WIDE * 2 + "止。"]), ((WIDE, "止。"), [WIDE, "止。"]),  # one broken line is no page
        (("为" * 15, "为" * 15, "止。"), ["为" * 30 + "止。"]), (("为" * 14 + "1", "为" * 14 + "1", "止。"), ["为" * 14 + "1", "为" * 14 + "1", "止。"]),  # 29 columns
        (("为" * 60, "为" * 60, "止。"), ["为" * 120 + "止。"]), (("为" * 60 + "1", "为" * 60 + "1", "止。"), ["为" * 60 + "1", "为" * 60 + "1", "止。"]),
        ((WIDE, WIDE, "为" * 18, "止。"), [WIDE * 2 + "为" * 18 + "止。"]), ((WIDE, WIDE, "为" * 17 + "1", "止。"), [WIDE, WIDE, "为" * 17 + "1", "止。"]),  # 36, 35 of 40
        ((WIDE, WIDE, "", "止。"), [WIDE, WIDE, "", "止。"]), ((WIDE, WIDE, "止"), [WIDE, WIDE, "止"]),  # the paragraph does not end as text does
        ((WIDE, WIDE, "止。", WIDE, "一、止。"), [WIDE * 2 + "止。", WIDE, "一、止。"]), ((WIDE, WIDE, "　　止。"), [WIDE, WIDE, "　　止。"]),
        (("　　" + "为" * 18, WIDE, "止。"), ["　　" + "为" * 18 + WIDE + "止。"]), (("  " + "为" * 19, "  " + "为" * 19, "  止。"), ["  " + "为" * 38 + "止。"]),
        ((WIDE, WIDE + " ", "止。"), [WIDE * 2 + "止。"]), (("word " * 8, "word " * 8, "止。"), ["word " * 7 + "word" + "word " * 7 + "word止。"]),
    ],
)  # fmt: skip
def test_lines_that_fill_a_page_of_usual_width_are_joined(lines: tuple[str, ...], joined: list[str]) -> None:
    assert clean("\n".join(lines) + "\n")[0].splitlines() == joined


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("前文<table><tr><td>甲</td><td>乙</td></tr></table>后文", "前文\n表1第1行 甲｜乙后文"),
        ("前文 \n<table><tr><td>甲<br>子</td><td>&lt;乙&gt;</td></tr></table>", "前文 \n表1第1行 甲 子｜<乙>"),
        ("<table></table>后文", "<table></table>后文"), ("<table><tr><td></td></tr></table>后文", "<table><tr><td></td></tr></table>后文"),
        ("<table><tr><td colspan='2'>题</td></tr><tr><td>甲</td><td>乙</td></tr></table>", "题\n表1第1行 甲｜乙"),
        ("<table><tr><TH>申报<TH>数<tr><td>甲<td>1</table>", "表1第1行 申报｜数\n表1第2行 申报：甲；数：1"),
        ("| 申报 | |\n|--|--|\n| 甲 | 1 |", "申报\n表1第1行 甲｜1"),
        ("<table><tr><td>框</td></tr></table>\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |", "框\n表1第1行 甲｜乙\n表1第2行 甲：1；乙：2"),
        ("<table><tr><td>\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n</td><td>丙</td></tr></table>", "表1第1行 | 甲 | 乙 | |--|--| | 1 | 2 |｜丙"),  # within a table
    ],
)  # fmt: skip
def test_a_table_is_written_out_where_it_stands(table: str, found: str) -> None:
    assert clean(table)[0] == found
