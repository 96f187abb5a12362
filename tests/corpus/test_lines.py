"""Lines and their roles: the worked examples are short enough to say by hand what each line is."""

import pytest

from corpus.lines import mark_roles
from corpus.pieces import read_lines

ARTICLES = "第一条 为了保护。\n第二条 本法适用于本市。\n"


def roles(text: str) -> list[str]:
    lines = read_lines(text)
    mark_roles(lines)
    return [f"{line.role} {line.text}" for line in lines]


def role_of(text: str, start: str) -> str:
    (found,) = [line for line in roles(text) if line.split(" ", 1)[1].startswith(start)]
    return found.split(" ", 1)[0]


def test_blank_lines_go_with_the_line_before_and_at_the_start_with_the_one_behind() -> None:
    lines = read_lines("\n　\n一、甲\n\n\n乙")
    assert [(line.start, line.end, line.text) for line in lines] == [(0, 9, "一、甲"), (9, 10, "乙")]
    assert lines[0].marker is not None


def test_a_carriage_return_with_its_line_feed_is_one_break() -> None:
    assert [(line.start, line.end, line.text) for line in read_lines("甲\r\n乙\r丙")] == [
        (0, 3, "甲"),
        (3, 5, "乙"),
        (5, 6, "丙"),
    ]


@pytest.mark.parametrize(
    ("text", "rest"), [("一、　总则", "总则"), ("**（一）**目的。", "目的。"), ("无编号。", "无编号。"), ("三、", "")]
)
def test_the_rest_is_what_stands_behind_the_number(text: str, rest: str) -> None:
    assert read_lines(text)[0].rest == rest


def test_lines_before_the_first_number_are_titles() -> None:
    assert roles("某市人民政府\n关于某事的通知\n一、总则\n正文。\n") == [
        "title 某市人民政府",
        "title 关于某事的通知",
        "heading 一、总则",
        "open 正文。",
    ]


@pytest.mark.parametrize(("length", "role"), [(60, "title"), (61, "open")])
def test_a_title_has_at_most_60_characters(length: int, role: str) -> None:
    assert role_of(f"某市\n{'甲' * length}\n一、总则\n正文。\n", "甲") == role


@pytest.mark.parametrize("line", ["根据要求，", "根据要求,", "制定；并执行", "特此通知。"])
def test_a_line_of_prose_ends_the_title(line: str) -> None:
    assert role_of(f"某市\n{line}\n一、总则\n正文。\n", line[:2]) == "open"


@pytest.mark.parametrize(("length", "role"), [(120, "title"), (121, "open")])
def test_a_line_of_dates_may_be_twice_as_long_and_hold_full_stops(length: int, role: str) -> None:
    line = "（2020年10月17日通过；" + "甲" * (length - 16) + "。"
    assert len(line) == length
    assert role_of(f"某法\n{line}\n{ARTICLES}", "（2020") == role


@pytest.mark.parametrize("line", ["2020年1月1日", "(2020年12月31日第四次修正)"])
def test_a_line_of_dates_is_a_title_with_or_without_bracket(line: str) -> None:
    assert role_of(f"某法\n{line}\n{ARTICLES}", line) == "title"


def test_where_no_body_is_recognised_the_first_line_is_the_title() -> None:
    assert roles("某公告\n2020年1月1日\n") == ["title 某公告", "open 2020年1月1日"]


@pytest.mark.parametrize(("last", "role"), [("请看下面。", "open"), ("(一)请看下面。", "open"), ("一、请看下面。", "title")])
def test_in_a_text_without_outline_only_the_first_line_is_a_title(last: str, role: str) -> None:
    assert roles(f"某指南\n申报须知事项及有关的说明\n{last}\n")[:2] == ["title 某指南", f"{role} 申报须知事项及有关的说明"]


@pytest.mark.parametrize("end", ["。", "；", ";", "：", ":", "，", ","])
def test_a_first_line_that_ends_as_text_does_is_no_title(end: str) -> None:
    assert roles(f"为了发展{end}\n继续推进。\n")[0] == f"open 为了发展{end}"


@pytest.mark.parametrize("end", ["", "？", "！"])
def test_a_first_line_that_asks_or_exclaims_is_a_title(end: str) -> None:
    assert roles(f"专利怎么申请{end}\n先交材料。\n")[0] == f"title 专利怎么申请{end}"


@pytest.mark.parametrize(("length", "role"), [(120, "title"), (121, "open")])
def test_a_first_line_of_more_than_120_characters_is_text(length: int, role: str) -> None:
    assert role_of(f"{'甲' * length}\n一、总则\n正文。\n", "甲") == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("第九条 为了保护\n说明一行。\n", "open"),  # an article is body, whatever its number
        ("一、加强领导。\n二、严格执行。\n", "open"),
        ("一、某工程的办法\n服务对象如下。\n", "title"),  # nothing else is counted so: the number belongs to the title
        ("二、加强领导\n三、严格执行。\n", "title"),  # a list does not start with 二
        ("附件1：某表\n附件2：某表\n", "title"),
    ],
)
def test_a_number_on_the_first_line_starts_the_body_only_where_it_counts(text: str, role: str) -> None:
    assert roles(text)[0].split()[0] == role


TOC = "某规划\n{head}\n一、甲项 1\n二、乙项……2\n三、丙项\n四、丁项\n一、甲项\n内容一。\n{second}\n内容二。\n"


@pytest.mark.parametrize("head", ["目录", "目　次", "# 目 录"])
def test_contents_are_recognised_by_the_headings_that_recur(head: str) -> None:
    found = roles(TOC.format(head=head, second="二、乙项"))
    assert [line.split()[0] for line in found] == ["title", *["toc"] * 5, "heading", "open", "heading", "open"]


def test_contents_of_which_less_than_half_recur_are_none() -> None:
    assert not any(line.startswith("toc") for line in roles(TOC.format(head="目录", second="戊、另一项")))


def test_contents_end_before_a_full_stop_and_need_something_behind_them() -> None:
    assert roles("某规划\n目录\n一、甲项\n")[1] == "title 目录"
    assert roles("某规划\n目录\n一、甲项\n本文。\n一、甲项\n内容。\n")[1:4] == ["toc 目录", "toc 一、甲项", "open 本文。"]


@pytest.mark.parametrize(("length", "role"), [(60, "toc"), (61, "title")])
def test_an_entry_of_the_contents_has_at_most_60_characters(length: int, role: str) -> None:
    entry = "一、" + "甲" * (length - 2)
    assert roles(f"某规划\n目录\n{entry}\n{entry}\n内容。\n")[1] == f"{role} 目录"


@pytest.mark.parametrize("line", ["第一编 通则。", "第二章 总则；", "第三节 一般规定。"])
def test_part_chapter_and_section_are_headings_however_they_end(line: str) -> None:
    assert role_of(f"某法\n{ARTICLES}{line}\n第三条 附则。\n", line[:3]) == "heading"


def test_an_article_is_never_a_heading() -> None:
    assert role_of("某法\n第一条 目的\n第二条 范围\n第三条 附则。\n", "第二条") == "open"


@pytest.mark.parametrize(("length", "role"), [(60, "heading"), (61, "open")])
def test_a_numbered_heading_has_at_most_60_characters_behind_its_number(length: int, role: str) -> None:
    assert role_of(f"某文\n一、{'甲' * length}\n正文。\n二、其他\n正文。\n", "一、") == role


@pytest.mark.parametrize(
    ("rest", "role"),
    [
        ("基本原则。", "heading"),
        ("甲" * 29 + "。", "heading"),
        ("甲" * 30 + "。", "open"),  # 31 characters with the full stop
        ("加强领导。落实责任。", "open"),
        ("加强领导。落实责任", "open"),
        ("一等补贴10万元。", "open"),
        ("有其他理由的。", "open"),
        ("明确责任；", "open"),
        ("明确责任：", "open"),
        ("明确“责任。”", "open"),
    ],
)
def test_a_heading_may_end_in_a_full_stop_if_it_is_short_and_states_nothing(rest: str, role: str) -> None:
    assert role_of(f"某意见\n一、要求\n(一){rest}\n坚持创新。\n二、其他\n正文。\n", "(一)") == role


def test_a_heading_on_the_last_line_is_a_clause() -> None:
    assert roles("某方案\n一、总体要求\n正文。\n二、保障措施\n")[-1] == "open 二、保障措施"


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        ("(一)甲措施\n(二)乙措施\n", "open"),  # an item: the next number is no deeper
        ("(一)甲措施\n1.乙措施。\n", "heading"),
        ("(一)甲措施\n正文。\n", "heading"),
    ],
)
def test_below_the_first_level_a_heading_needs_something_deeper_behind_it(lines: str, role: str) -> None:
    assert role_of(f"某方案\n一、措施\n{lines}二、其他\n正文。\n", "(一)") == role


def test_a_heading_of_the_first_level_may_stand_without_body() -> None:
    assert role_of("某方案\n一、总体要求\n二、保障措施\n正文。\n", "一、") == "heading"
    assert role_of("某方案\n一、总体要求。\n二、保障措施\n正文。\n", "一、") == "open"


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("1.营业执照；", "open"),  # the next item of the list
        ("(一)营业执照；", "heading"),  # another kind of number: no list
        ("营业执照一份。", "heading"),
    ],
)
def test_a_short_line_behind_an_item_of_its_kind_is_the_next_item(before: str, role: str) -> None:
    assert role_of(f"某指南\n一、材料\n{before}\n2.申请信息表。\n说明如下。\n", "2.") == role


@pytest.mark.parametrize(
    ("before", "below", "role"),
    [
        ("1.采集", "(4)甲。", "open"),  # the number below counts on with another list
        ("1.采集", "(1)甲。", "heading"),
        ("1.采集数据；按要求办理。", "(4)甲。", "heading"),  # is no item like it
        ("1.采集数据，按要求办理。", "(4)甲。", "open"),
    ],
)
def test_what_stands_behind_an_item_is_one_where_the_number_below_it_is_of_another_list(
    before: str, below: str, role: str
) -> None:
    assert role_of(f"某市\n一、总则\n{before}\n2.标注\n{below}\n(9)乙。\n", "2.") == role


@pytest.mark.parametrize(
    ("before", "unit", "cut"),
    [
        ("", "第一章", True),
        ("", "第二章", False),
        ("第一章 总则\n第一条 甲。\n", "第二章", True),
        ("第一章 总则\n", "第三章", False),
    ],
)
def test_the_sign_of_a_web_page_before_a_chapter_is_cut_off_where_it_counts_on(before: str, unit: str, *, cut: bool) -> None:
    texts = [line.text for line in read_lines(f"某法\n{before}折叠{unit} 登记\n第二条 乙。\n")]
    assert (f"{unit} 登记" in texts) is cut


@pytest.mark.parametrize(
    ("number", "names", "joined"),
    [
        ("附件1", ("某市专利", "资助办法"), 2),  # the title of an act, up to where it names one
        ("附件1", ("某市", "专利", "资助办法"), 3),
        ("附件1", ("某市", "专利", "资助", "办法"), 1),  # four lines are too many
        ("附件1", ("某市专利", "申请表"), 1),
        ("第一章", ("某市专利", "资助办法"), 1),
        ("第一条", ("某市专利", "资助办法"), 0),
        ("附件1 清单", ("某市专利", "资助办法"), 0),  # has its title
        ("附件1", ("为了保护专利。",), 0),
        ("附件1", ("总则",), 0),
        ("附件1", ("甲｜乙",), 0),
    ],
)
def test_a_number_that_stands_alone_is_joined_with_its_title(number: str, names: tuple[str, ...], joined: int) -> None:
    texts = [line.text for line in read_lines("\n".join(("某法", number, *names, "第二条 乙。")))]
    assert texts[1] == "\n".join((number, *names[:joined]))


def test_an_article_takes_in_its_paragraphs_and_items() -> None:
    text = "某条例\n第一条 下列情形：\n（一）甲；\n1.乙；\n后段。\n第二条 丙。\n"
    assert [line.split()[0] for line in roles(text)] == ["title", "open", "more", "more", "more", "open"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("一、促进运用", "heading"),
        ("一、促进运用；", "more"),
        ("（一）促进运用", "open"),
        ("1.促进运用", "more"),
        ("第二章 附则", "heading"),
        ("附件1", "heading"),
    ],
)
def test_between_articles_a_short_numbered_line_is_no_part_of_the_one_before(line: str, role: str) -> None:
    assert role_of(f"某条例\n第一条 甲。\n{line}\n第二条 乙。\n", line) == role


def test_a_number_that_no_article_follows_is_part_of_the_article() -> None:
    assert role_of("某条例\n第一条 甲。\n一、促进运用\n二、保护。\n第二条 乙。\n", "一、") == "more"


@pytest.mark.parametrize(("colon", "role"), [("：", "more"), (":", "more"), ("。", "open")])
def test_an_item_that_ends_in_a_colon_takes_in_what_is_numbered_below_it(colon: str, role: str) -> None:
    text = f"某办法\n一、条件\n1.应当具备下列10项条件{colon}\n(1)甲；\n(2)乙。\n2.其他3项。\n"
    assert role_of(text, "(1)") == role
    assert role_of(text, "2.") == "open"


def test_items_below_the_third_level_hold_the_deeper_ones_without_a_colon() -> None:
    text = "某办法\n一、条件\n(1)甲10项；\n1)乙；\n①丙；\n(2)丁5项。\n"
    assert [line.split()[0] for line in roles(text)] == ["title", "heading", "open", "more", "more", "open"]


def test_an_unnumbered_line_is_no_part_of_an_item() -> None:
    assert role_of("某办法\n一、条件\n(1)甲10项；\n①丙；\n以上按年度核定。\n", "以上") == "open"


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("申报条件", "heading"),
        ("甲" * 10, "heading"),
        ("甲" * 11, "open"),
        ("材料/证件", "heading"),
        ("材料2", "open"),
        ("材料：", "open"),
    ],
)
def test_short_words_alone_on_a_line_head_a_text_without_outline(label: str, role: str) -> None:
    assert role_of(f"某指南\n第一行说明文字。\n{label}\n企业须注册满一年。\n", label) == role


def test_a_label_needs_a_line_behind_it_and_no_heading_before_it() -> None:
    assert roles("某指南\n申报条件\n申报材料\n营业执照。\n联系方式\n") == [
        "title 某指南",
        "heading 申报条件",
        "open 申报材料",
        "open 营业执照。",
        "open 联系方式",
    ]


def test_in_an_outlined_text_short_words_are_text() -> None:
    assert role_of("某指南\n一、条件\n正文一行。\n申报材料\n营业执照。\n", "申报材料") == "open"


def test_an_annex_makes_no_outline() -> None:
    assert role_of("某指南\n附件1\n说明文字一行。\n申报材料\n营业执照。\n", "申报材料") == "heading"


@pytest.mark.parametrize("colon", ["：", ":"])
def test_a_line_behind_a_colon_goes_on_with_it(colon: str) -> None:
    assert role_of(f"某通知\n一、对象\n包括下列单位{colon}\n甲公司。\n", "甲公司") == "more"


@pytest.mark.parametrize(
    ("first", "second", "role"),
    [
        ("类别", "金额", "more"),
        ("甲" * 40, "乙" * 40, "more"),
        ("甲" * 41, "乙" * 40, "open"),
        ("甲" * 40, "乙" * 41, "open"),
        ("类别。", "乙级", "open"),
        ("类别", "乙级。", "open"),
        ("1.类别；", "乙级", "open"),
    ],
)
def test_cells_of_a_table_stay_together(first: str, second: str, role: str) -> None:
    assert role_of(f"某指南\n一、标准\n正文说明一句。\n{first}\n{second}\n二、其他\n正文。\n", second) == role
