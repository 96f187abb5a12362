"""Worked examples: each text is short enough to say by hand what must come out."""

from collections.abc import Callable

import pytest

from corpus.records import Document, Heading, ParsedDocument

Parse = Callable[[str], ParsedDocument]


def _clauses(parsed: ParsedDocument) -> dict[str, str]:
    return {clause.path: clause.text.strip() for clause in parsed.clauses}


def _headings(parsed: ParsedDocument) -> list[tuple[str, str]]:
    return [(heading.path, heading.title) for heading in parsed.headings]


TOC = """某市规划
目　录
一、总则 1
（一）目标……2
二、保障 3
一、总则
（一）目标
到2025年，达到6件。
二、保障
各部门落实。
"""


def test_the_table_of_contents_is_kept_in_the_source_and_is_no_clause(parse_text: Parse) -> None:
    parsed = parse_text(TOC)
    toc = next(heading for heading in parsed.headings if heading.path == "目录")
    assert TOC[toc.start : toc.end] == "目　录\n一、总则 1\n（一）目标……2\n二、保障 3\n"
    assert not toc.structural
    assert _clauses(parsed) == {"一.(一)": "到2025年，达到6件。", "二": "各部门落实。"}


def test_a_line_that_says_contents_without_recurring_headings_hides_nothing(parse_text: Parse) -> None:
    parsed = parse_text("某办法\n目录\n本市制定目录。\n一、范围\n适用于全市。\n")
    assert all(heading.path != "目录" for heading in parsed.headings)
    assert _clauses(parsed) == {"前言": "本市制定目录。", "一": "适用于全市。"}


LAW = """某法
（2020年10月17日第四次修正）
第一编 通则
第一章 总则
第一节 一般规定
第一条 为了保护，制定本法。
第二条 有下列情形之一的，不予授权：
（一）科学发现；
（二）规则。
前款第二项所列，可以授权。
第二条之一 本条新增。
第二章 附则
第三条 自公布之日起施行。
第十条的规定另行公布。
"""


def test_a_law_has_exactly_its_articles_with_their_paragraphs_and_items(parse_text: Parse) -> None:
    assert _clauses(parse_text(LAW)) == {
        "第一条": "第一条 为了保护，制定本法。",
        "第二条": "第二条 有下列情形之一的，不予授权：\n（一）科学发现；\n（二）规则。\n前款第二项所列，可以授权。",
        "第二条之一": "第二条之一 本条新增。",
        "第三条": "第三条 自公布之日起施行。\n第十条的规定另行公布。",
    }


def test_articles_know_their_part_chapter_and_section(parse_text: Parse) -> None:
    parsed = parse_text(LAW)
    assert parsed.clauses[0].headings == ("通则", "总则", "一般规定")
    assert parsed.clauses[-1].headings == ("通则", "附则")
    assert _headings(parsed) == [
        ("题名", "某法"),
        ("题名", "（2020年10月17日第四次修正）"),
        ("第一编", "第一编 通则"),
        ("第一编.第一章", "第一章 总则"),
        ("第一编.第一章.第一节", "第一节 一般规定"),
        ("第一编.第二章", "第二章 附则"),
    ]


NESTED = """某办法
一、支持方向
（一）资金
1．补贴标准
（1）一等补贴10万元。
①现金；
②券。
（2）二等补贴5万元。
2、补贴对象
企业。
"""


def test_all_levels_nest_and_an_item_keeps_what_is_numbered_below_it(parse_text: Parse) -> None:
    assert _clauses(parse_text(NESTED)) == {
        "一.(一).1.(1)": "（1）一等补贴10万元。\n①现金；\n②券。",
        "一.(一).1.(2)": "（2）二等补贴5万元。",
        "一.(一).2": "企业。",
    }


def test_labels_are_written_as_the_source_writes_them_and_ids_in_half_width(parse_text: Parse) -> None:
    clause = parse_text(NESTED).clauses[0]
    assert clause.id == "d#一.(一).1.(1)"
    assert clause.label == "一、（一）1．（1）"
    assert clause.headings == ("支持方向", "资金", "补贴标准")
    assert [clause.sentence_text(n) for n in range(len(clause.sentences))] == ["一等补贴10万元。", "①现金；", "②券。"]


def test_half_and_full_width_brackets_lead_to_the_same_paths(parse_text: Parse) -> None:
    half = NESTED.replace("（", "(").replace("）", ")").replace("．", ".")
    assert list(_clauses(parse_text(half))) == list(_clauses(parse_text(NESTED)))


def test_a_heading_with_its_body_on_the_line_is_a_clause_named_by_its_lead(parse_text: Parse) -> None:
    parsed = parse_text("某意见\n一、加强领导。各单位要高度重视。\n二、严格执行：逐条落实。\n三、本意见自发布之日起施行。\n")
    assert [(clause.path, clause.title) for clause in parsed.clauses] == [("一", "加强领导"), ("二", "严格执行"), ("三", "")]
    assert parsed.clauses[0].sentence_text(1) == "各单位要高度重视。"


def test_a_heading_that_recurs_in_the_body_loses_no_text(parse_text: Parse) -> None:
    parsed = parse_text("某方案\n一、工作任务\n（一）提升创造\n提升创造\n要多创造。\n二、工作任务\n继续推进。\n")
    assert _clauses(parsed) == {"一.(一).p1": "提升创造", "一.(一).p2": "要多创造。", "二": "继续推进。"}


def test_headings_without_body_stay_headings(parse_text: Parse) -> None:
    parsed = parse_text("某方案\n一、总体要求\n二、保障措施\n各部门落实。\n")
    assert _headings(parsed) == [("题名", "某方案"), ("一", "一、总体要求"), ("二", "二、保障措施")]
    assert _clauses(parsed) == {"二": "各部门落实。"}


def test_a_heading_that_occurs_twice_gets_a_path_of_its_own(parse_text: Parse) -> None:
    parsed = parse_text("某文\n一、标准\n甲类。\n一、标准\n乙类。\n")
    assert [heading.path for heading in parsed.headings] == ["题名", "一", "一~2"]
    assert len({clause.id for clause in parsed.clauses}) == 2


def test_unnumbered_paragraphs_are_counted_where_a_section_has_several(parse_text: Parse) -> None:
    parsed = parse_text("某通知\n一、背景\n第一点情况。\n第二点情况。\n二、要求\n只有一段。\n")
    assert [(clause.path, clause.label) for clause in parsed.clauses] == [
        ("一.p1", "一、第1段"),
        ("一.p2", "一、第2段"),
        ("二", "二、"),
    ]


def test_a_flattened_table_stays_together(parse_text: Parse) -> None:
    parsed = parse_text("某指南\n一、标准\n类别\n金额\n甲\n10万元\n乙\n5万元\n二、其他\n没有了。\n")
    assert _clauses(parsed)["一"] == "类别\n金额\n甲\n10万元\n乙\n5万元"


def test_a_long_flattened_table_is_cut_into_clauses_that_tile_it(parse_text: Parse) -> None:
    rows = "".join(f"第{n:03}行的项目名称与补贴标准\n" for n in range(100))
    parsed = parse_text(f"某指南\n一、标准\n{rows}二、其他\n没有了。\n")
    table = [clause for clause in parsed.clauses if clause.path.startswith("一")]
    assert "".join(clause.text for clause in table) == rows
    assert 2 < len(table) < 20


def test_preamble_and_annexes_are_clauses_of_their_own(parse_text: Parse) -> None:
    parsed = parse_text(
        "某通知\n为了落实要求，特通知如下。\n一、要求\n认真去做。\n附件1：申请表\n姓名一栏由本人填写。\n附件2\n填表说明在此。\n"
    )
    assert _clauses(parsed) == {
        "前言": "为了落实要求，特通知如下。",
        "一": "认真去做。",
        "附件1": "姓名一栏由本人填写。",
        "附件2": "填表说明在此。",
    }


def test_items_of_a_list_are_clauses_not_headings(parse_text: Parse) -> None:
    parsed = parse_text("某指南\n一、材料\n1.营业执照；\n2.申请表。\n二、电话：另行公布。\n")
    assert list(_clauses(parsed)) == ["一.1", "一.2", "二"]


def test_a_short_last_item_does_not_take_the_section_behind_it(parse_text: Parse) -> None:
    """Seen in a guide: （3）…等其他理由的。 was read as a heading and swallowed the label line below it."""
    parsed = parse_text("某指南\n不予认定\n(1)材料不实的；\n曾受处罚的。\n(2)有其他理由的。\n办理流程\n先申请，后审核。\n")
    assert [heading.title for heading in parsed.headings] == ["某指南", "不予认定", "办理流程"]


def test_texts_without_numbers_are_headed_by_their_label_lines(parse_text: Parse) -> None:
    parsed = parse_text("某指南\n申报条件\n企业须注册满一年。\n申报材料\n营业执照。\n")
    assert _clauses(parsed) == {"申报条件": "企业须注册满一年。", "申报材料": "营业执照。"}


def test_a_short_text_without_any_structure_is_one_clause(parse_text: Parse) -> None:
    assert _clauses(parse_text("某公告\n本公告即日生效。\n特此公告。\n")) == {"前言": "本公告即日生效。\n特此公告。"}


@pytest.mark.parametrize(
    "text", ["刑罚的轻重，应当与罪行相适应。", "2011年4月30日以前犯罪的，适用修正前的规定。", "没有句号的一行"]
)
def test_a_single_line_is_a_clause_and_not_a_title(parse_text: Parse, text: str) -> None:
    parsed = parse_text(text)
    assert [clause.text for clause in parsed.clauses] == [text]
    assert parsed.headings == ()


@pytest.mark.parametrize("text", ["第一条 为了保护，制定本办法。\n第二条 适用于本市。\n", "一、加强领导。\n二、严格执行。\n"])
def test_a_text_that_starts_with_its_first_number_has_no_title(parse_text: Parse, text: str) -> None:
    parsed = parse_text(text)
    assert "".join(clause.text for clause in parsed.clauses) == text


def test_a_number_before_the_title_leaves_it_a_title(parse_text: Parse) -> None:
    parsed = parse_text("10. 关于加大融资支持力度的办法\n服务对象\n企业。\n")
    assert _headings(parsed)[0] == ("题名", "10. 关于加大融资支持力度的办法")


def test_markdown_signs_are_no_part_of_titles_and_sentences(parse_text: Parse) -> None:
    parsed = parse_text("# 某办法\n## 一、总则\n**（一）**目的。为了发展，制定本办法。\n")
    assert _headings(parsed) == [("题名", "某办法"), ("一", "一、总则")]
    assert parsed.clauses[0].sentence_text(0) == "目的。"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_breaks_give_the_same_clauses(parse_text: Parse, newline: str) -> None:
    text = NESTED.replace("\n", newline)
    parsed = parse_text(text)
    assert list(_clauses(parsed)) == list(_clauses(parse_text(NESTED)))
    assert parsed.coverage() == 1


def test_blank_lines_before_the_title_change_nothing(parse_text: Parse) -> None:
    parsed = parse_text("\n　\n" + TOC)
    assert list(_clauses(parsed)) == ["一.(一)", "二"]
    assert parsed.headings[0].start == 0


def test_white_space_alone_has_no_clause(parse_text: Parse) -> None:
    parsed = parse_text(" \n　\n")
    assert parsed.clauses == ()
    assert parsed.coverage() == 1


def test_coverage_counts_what_is_lost_and_what_is_doubled() -> None:
    document = Document("d", "某文件")
    assert ParsedDocument(document, "甲乙丙丁", (Heading("题名", "", "甲", 0, 1),), ()).coverage() == 0.25
    doubled = (Heading("题名", "", "甲乙", 0, 2), Heading("题名", "", "乙丙丁", 1, 4))
    assert ParsedDocument(document, "甲乙丙丁", doubled, ()).coverage() == 0.5


@pytest.mark.parametrize(("length", "paths"), [(749, ["前言"]), (750, ["前言.p1", "前言.p2"])])
def test_a_text_without_structure_is_one_clause_up_to_1500_characters(parse_text: Parse, length: int, paths: list[str]) -> None:
    body = f"{'甲' * 748}。\n{'乙' * length}。"  # 750 characters with the line break, and one more than ``length``
    assert list(_clauses(parse_text(f"某公告\n{body}"))) == paths


def test_a_long_table_is_cut_behind_400_characters(parse_text: Parse) -> None:
    rows = "".join(f"{n:02}号项目的名称以及它的补贴标准是多少\n" for n in range(50))  # 20 characters each
    clauses = parse_text(f"某指南\n一、标准\n{rows}").clauses
    assert [len(clause.text) for clause in clauses] == [400, 400, 200]
    assert [clause.path for clause in clauses] == ["一.p1", "一.p2", "一.p3"]


def test_a_row_that_would_end_behind_400_characters_starts_the_next_clause(parse_text: Parse) -> None:
    rows = "".join(f"{n:02}号项目的名称以及它的补贴标准是多少\n" for n in range(30))
    clauses = parse_text(f"某指南\n一、标准\n多{rows}").clauses  # with 20 rows the table would have 401
    assert [len(clause.text) for clause in clauses] == [381, 220]


def test_a_long_sentence_keeps_the_first_cells_that_it_announces(parse_text: Parse) -> None:
    cells = ["甲级\n", "乙级\n", "丙级\n", "丁级\n", "戊级\n"]
    clauses = parse_text(f"某指南\n一、标准\n{'甲' * 450}：\n{''.join(cells)}").clauses
    assert [clause.text.count("级") for clause in clauses] == [3, 2]


def test_a_long_clause_with_a_number_is_never_cut(parse_text: Parse) -> None:
    (clause,) = parse_text("某条例\n第一条 下列各项：\n" + "乙级的项目名称与标准\n" * 60 + "第二条 其他。\n").clauses[:1]
    assert clause.text.count("乙级") == 60


def test_an_article_is_named_alone_and_knows_the_headings_above_it(parse_text: Parse) -> None:
    parsed = parse_text("某条例\n第一条 甲。\n一、促进运用\n第二条 乙。\n第二章 附则\n第三条 丙。\n")
    assert [(clause.path, clause.headings) for clause in parsed.clauses] == [
        ("第一条", ()),
        ("第二条", ("促进运用",)),
        ("第三条", ("附则",)),
    ]


def test_the_headings_of_a_level_end_with_the_next_of_that_level(parse_text: Parse) -> None:
    parsed = parse_text("某文\n一、甲项\n(一)乙项\n1.丙项\n正文一。\n(二)丁项\n正文二。\n二、戊项\n正文三。\n")
    assert [clause.headings for clause in parsed.clauses] == [("甲项", "乙项", "丙项"), ("甲项", "丁项"), ("戊项",)]
    assert [clause.path for clause in parsed.clauses] == ["一.(一).1", "一.(二)", "二"]


def test_an_annex_names_what_stands_in_it(parse_text: Parse) -> None:
    parsed = parse_text("某通知\n一、要求\n去做。\n附件1\n一、说明\n内容。\n附件2：某规定\n第一条 甲。\n第二条 乙。\n")
    assert [(clause.path, clause.label) for clause in parsed.clauses] == [
        ("一", "一、"),
        ("附件1.一", "附件1 一、"),
        ("附件2.第一条", "附件2 第一条"),
        ("附件2.第二条", "附件2 第二条"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("一、" + "甲" * 24 + "。正文。", "甲" * 24),
        ("一、" + "甲" * 25 + "。正文。", ""),
        ("一、甲。正文。", ""),  # one character is no title
        ("一、加强领导:正文。", "加强领导"),
        ("一、加强领导，正文。", ""),
        ("一、加强领导。", ""),  # nothing behind it that it could be the title of
    ],
)
def test_the_lead_of_a_clause_is_its_title(parse_text: Parse, line: str, title: str) -> None:
    (clause,) = parse_text(f"某意见\n{line}\n二、落实责任，做好工作。\n").clauses[:1]
    assert clause.title == title


def test_the_headings_of_a_clause_are_without_its_own_title(parse_text: Parse) -> None:
    clauses = parse_text("某意见\n一、措施\n1.加强领导。做好。\n2.无标题的一条，做好。\n正文一段。\n").clauses
    assert [(clause.title, clause.headings) for clause in clauses] == [
        ("加强领导", ("措施",)),
        ("措施", ("措施",)),
        ("措施", ("措施",)),
    ]


def test_a_third_heading_of_one_number_is_the_third(parse_text: Parse) -> None:
    parsed = parse_text("某文\n一、甲项\n正文。\n一、乙项\n正文。\n一、丙项\n正文。\n")
    assert [heading.path for heading in parsed.headings] == ["题名", "一", "一~2", "一~3"]


def test_a_number_that_occurs_three_times_gives_three_paths(parse_text: Parse) -> None:
    parsed = parse_text("某文\n一、甲项是10；\n一、乙项是20；\n一、丙项是30；\n")
    assert [clause.path for clause in parsed.clauses] == ["一", "一~2", "一~3"]


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("　　一、 加强领导。做好工作。", ["加强领导。", "做好工作。"]),
        ("一、", ["一、"]),  # nothing but a number: it is the sentence
        ("**一、**加强领导。做好工作。", ["加强领导。", "做好工作。"]),
    ],
)
def test_sentences_begin_behind_the_number(parse_text: Parse, line: str, sentences: list[str]) -> None:
    (clause,) = parse_text(f"某意见\n{line}\n二、落实责任，做好工作。\n").clauses[:1]
    assert [clause.sentence_text(n) for n in range(len(clause.sentences))] == sentences


def test_a_label_heads_what_follows_until_the_next_label(parse_text: Parse) -> None:
    parsed = parse_text("某指南\n申报条件\n企业注册满一年。\n有研发人员。\n申报材料\n营业执照一份。\n")
    assert [(clause.path, clause.headings) for clause in parsed.clauses] == [
        ("申报条件.p1", ("申报条件",)),
        ("申报条件.p2", ("申报条件",)),
        ("申报材料", ("申报材料",)),
    ]
