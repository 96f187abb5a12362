"""Texts as offices hold them: for each kind a text short enough to say by hand what its clauses are."""

from collections.abc import Callable

import pytest

from corpus.readers.markup import clean
from corpus.records import ParsedDocument

Parse = Callable[[str], ParsedDocument]


def clauses(parsed: ParsedDocument) -> dict[str, str]:
    return {clause.path: clause.text.strip() for clause in parsed.clauses}


def headings(parsed: ParsedDocument) -> list[tuple[str, str]]:
    return [(heading.path, heading.title) for heading in parsed.headings]


def test_a_numbered_question_heads_its_answer(parse_text: Parse) -> None:
    parsed = parse_text(
        "一、需要什么条件？\n符合下列条件的可以领取：\n（一）参加保险；\n（二）办理登记。\n二、能领多少？\n每月900元。\n"
    )
    assert headings(parsed) == [("一", "一、需要什么条件？"), ("二", "二、能领多少？")]
    assert clauses(parsed) == {
        "一": "符合下列条件的可以领取：", "一.(一)": "（一）参加保险；", "一.(二)": "（二）办理登记。", "二": "每月900元。",
    }  # fmt: skip


def test_questions_in_a_row_without_answers_are_clauses(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某提纲\n一、需要什么条件？\n二、能领多少？\n三、找谁办理？\n"))) == ["一", "二", "三"]


@pytest.mark.parametrize(
    "text",
    [
        "某问答\n问：补多少？\n答：每件2000元。\n申请人自负其责。\n问：怎么办？\n答：网上办。\n",
        "某问答\n问：补多少？答：每件2000元。\n申请人自负其责。\n问：怎么办？答：网上办。\n",
        "某问答\n【问】补多少？\n【答】每件2000元。\n申请人自负其责。\n【问】怎么办？\n【答】网上办。\n",
        "某问答\nQ1：补多少？\nA1：每件2000元。\n申请人自负其责。\nQ2：怎么办？\nA2：网上办。\n",
        "某问答\n1.问：补多少？\n答：每件2000元。\n申请人自负其责。\n2.问：怎么办？\n答：网上办。\n",
    ],
)
def test_a_question_and_its_answer_are_one_clause_whose_sentences_are_the_answer(parse_text: Parse, text: str) -> None:
    parsed = parse_text(text)
    assert [(c.path, c.title) for c in parsed.clauses] == [("问1", "补多少？"), ("问2", "怎么办？")]
    said = [[c.sentence_text(n) for n in range(len(c.sentences))] for c in parsed.clauses]
    assert said == [["每件2000元。", "申请人自负其责。"], ["网上办。"]]


def test_a_letter_with_questions_that_nobody_answers_has_no_questions_and_answers(parse_text: Parse) -> None:
    assert not any("问" in path for path in clauses(parse_text("某调查\n问：补多少？\n问：怎么办？\n请填写。\n")))


TOC = "某法\n（2007 年 6 月 29 日第十届某会通过 根据 2012 年 12 月 28 日第十一届某会《决定》修正）\n{head}\n{one}\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n"


@pytest.mark.parametrize("head", ["目录", "目 录", "目　次"])
@pytest.mark.parametrize("one", ["第一章 总则", "第一章  总 则", "第一章\u2002总则", "第一章 总则……1"])
def test_contents_are_recognised_whatever_white_space_stands_in_them(parse_text: Parse, head: str, one: str) -> None:
    parsed = parse_text(TOC.format(head=head, one=one))
    assert [path for path, _ in headings(parsed)] == ["题名", "题名", "目录", "第一章", "第二章"]
    assert [clause.headings for clause in parsed.clauses] == [("总则",), ("附则",)]


def test_contents_in_an_annex_are_no_clauses(parse_text: Parse) -> None:
    parsed = parse_text(
        "某指南\n一、材料\n见附件。\n附件1\n目  录\n1. 申请表……………01\n2. 营业执照…………xx\n附件2\n申请表\n姓名一栏必填。\n"
    )
    assert clauses(parsed) == {"一": "见附件。", "附件2": "姓名一栏必填。"}
    assert headings(parsed)[-1] == ("附件2", "附件2\n申请表")


STANDARD = "某规范\n1 范围\n本标准规定了要求。\n4 管理体系\n4.2 文件要求\n4.2.1 总则\n文件应包括手册。\n4.2.2 文件控制\n4.2.1的文件应予控制。\na) 略；\n1. 甲项。\n2. 乙项。\n4.2.3须有记录。\n5 管理职责\n5.1 承诺\n最高管理者应承诺。\n"


def test_decimal_numbers_nest_by_themselves_and_are_named_alone(parse_text: Parse) -> None:
    parsed = parse_text(STANDARD)
    assert [path for path, _ in headings(parsed)] == ["题名", "1", "4", "4.2", "4.2.1", "4.2.2", "5", "5.1"]
    assert clauses(parsed)["4.2.1"] == "文件应包括手册。"
    assert clauses(parsed)["4.2.3"] == "4.2.3须有记录。"
    assert next(c for c in parsed.clauses if c.path == "4.2.1").headings == ("管理体系", "文件要求", "总则")
    assert clauses(parsed)["5.1"] == "最高管理者应承诺。"


def test_an_item_below_a_decimal_number_is_no_decimal_number_itself(parse_text: Parse) -> None:
    parsed = parse_text(
        "某书\n3 要求\n3.1 总体\n甲。\n3.6 验收\n1. 外观。\n（1）无损。\n2. 性能。\n3.6.1 分项\n乙。\n（1）丙。\n3.7 售后\n丁。\n"
    )
    assert [(c.path, c.label) for c in parsed.clauses] == [
        ("3.1", "3.1"), ("3.6.1项.(1)", "3.6 1.（1）"), ("3.6.2项", "3.6 2."), ("3.6.1", "3.6.1"), ("3.6.1.(1)", "3.6.1（1）"), ("3.7", "3.7"),
    ]  # fmt: skip


def test_a_decimal_number_is_a_clause_of_its_own_below_one_that_leads_a_list(parse_text: Parse) -> None:
    found = clauses(parse_text("某书\n3 要求\n3.1 总体\n甲。\n3.6 验收应当：\n1. 外观完好。\n2. 性能达标。\n3.6.1 分项\n丙。\n"))
    assert found == {"3.1": "甲。", "3.6": "3.6 验收应当：\n1. 外观完好。\n2. 性能达标。", "3.6.1": "丙。"}


@pytest.mark.parametrize(
    "text",
    ["某表\n1.5万元\n2.0万元\n合计\n", "某报告\n一、甲\n3.2%的企业。\n4.1%的学校。\n", "某文\n一、甲\n10.8 会议精神\n见下。\n"],
)
def test_quantities_at_the_start_of_lines_are_no_numbers(parse_text: Parse, text: str) -> None:
    assert not any(path.startswith(("1.", "2.", "3.", "4.", "10.")) for path in clauses(parse_text(text)))


NOTICE = "某局关于申报的通知\n各单位：\n现将事项通知如下。\n一、条件\n企业。\n{listed}\n某市科技局\n2024年4月9日\n（此件公开发布）\n附件1\n申报表\n姓名一栏必填。\n附件2\n实施细则\n第一条 甲。\n"


@pytest.mark.parametrize(
    "listed",
    [
        "附件：1.申报表\n2.实施细则",
        "附件：1.申报表\n      2.实施细则\n",
        "附件1：申报表\n附件2：实施细则",
        "附件：\n1.申报表\n2.实施细则",
        "附件1.申报表\n附件2.实施细则",
    ],
)
def test_the_list_of_annexes_and_the_signature_belong_to_the_whole(parse_text: Parse, listed: str) -> None:
    assert clauses(parse_text(NOTICE.format(listed=listed))) == {
        "前言": "各单位：\n现将事项通知如下。",
        "一": "企业。",
        "附件说明": listed.strip(),
        "落款": "某市科技局\n2024年4月9日\n（此件公开发布）",
        "附件1": "姓名一栏必填。",
        "附件2.第一条": "第一条 甲。",
    }


def test_an_annex_that_is_named_once_before_the_signature_is_listed(parse_text: Parse) -> None:
    found = clauses(parse_text("某通知\n一、条件\n企业。\n附件：申报表\n某市科技局\n2024年4月9日\n"))
    assert found == {"一": "企业。", "附件说明": "附件：申报表", "落款": "某市科技局\n2024年4月9日"}


@pytest.mark.parametrize("first", ["附件1监测指标｜｜", "附件1监测指标", "附件1：监测指标", "附件 1 监测指标"])
def test_a_number_glued_to_the_title_of_an_annex_begins_it(parse_text: Parse, first: str) -> None:
    parsed = parse_text(
        f"某通知\n一、目标\n达标。\n{first}\n指标｜单位｜目标\n覆盖率｜%｜35\n附件2任务分工\n任务｜部门｜时限\n建设｜财政局｜2024年\n"
    )
    assert list(clauses(parsed)) == ["一", "附件1.表1第1行", "附件1.表1第2行", "附件2.表2第1行", "附件2.表2第2行"]


def test_what_is_said_of_an_annex_begins_none(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某通知\n一、要求\n附件1中的表格由企业填写\n附件2由学校填写\n二、其他\n没有。\n"))) == [
        "一",
        "二",
    ]


ACT = "某府规〔2024〕13号\n某府关于印发某办法的通知\n各局：\n《某办法》已经同意，现印发给你们。\n某市人民政府\n2024年7月26日\n某市租赁住房管理办法\n{note}第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n"


@pytest.mark.parametrize("note", ["", "（2024年7月1日通过）\n", "目录\n第一章 总则\n第二章 附则\n"])
def test_an_act_that_a_notice_issues_begins_with_its_title(parse_text: Parse, note: str) -> None:
    parsed = parse_text(ACT.format(note=note))
    assert clauses(parsed) == {
        "前言": "各局：\n《某办法》已经同意，现印发给你们。", "落款": "某市人民政府\n2024年7月26日",
        "第一条": "第一条 甲。", "第二条": "第二条 乙。",
    }  # fmt: skip
    assert ("题名", "某市租赁住房管理办法") in headings(parsed)


def test_a_plan_below_the_signature_begins_with_its_title_whatever_stands_below_it(parse_text: Parse) -> None:
    parsed = parse_text(
        "某通知\n各局：\n现印发给你们。\n某市卫生局\n2024年7月26日\n某市实施方案\n为了落实，制定本方案。\n一、目标\n达标。\n"
    )
    assert headings(parsed)[1] == ("题名", "某市实施方案")


def test_a_second_act_in_one_file_names_its_places(parse_text: Parse) -> None:
    parsed = parse_text("甲办法\n第一条 甲。\n第二条 自公布之日起施行。\n乙细则（试行）\n第一条 乙。\n附件\n表样\n一栏。\n")
    assert [(c.path, c.label) for c in parsed.clauses] == [
        ("第一条", "第一条"), ("第二条", "第二条"), ("乙细则（试行）.第一条", "乙细则（试行） 第一条"),
        ("乙细则（试行）.附件", "乙细则（试行） 附件"),
    ]  # fmt: skip


def test_the_head_of_a_decree_is_no_article(parse_text: Parse) -> None:
    text = "某国国务院令\n第 769 号\n《决定》已经通过，现予公布，自2024年1月20日起施行。\n总理　某某\n2023年12月11日\n某细则\n第一章 总则\n第一条 甲。\n"
    assert list(clauses(parse_text(text))) == ["前言", "落款", "第一条"]


def test_a_list_behind_其中_and_the_end_of_a_notice(parse_text: Parse) -> None:
    text = (
        "某通知\n一、标准\n（一）甲类1309元。\n（二）乙类分两种。其中：\n市级每月2000元；\n区级每月1900元。\n"
        "二、标准自2025年1月1日起执行。\n本通知有效期1年。《旧通知》同时废止。\n某市民政局 某市财政局\n2025年5月30日\n公开方式：主动公开\n"
    )
    found = clauses(parse_text(text))
    assert list(found) == ["一.(一)", "一.(二)", "二", "结语", "落款"]
    assert found["一.(二)"].endswith("市级每月2000元；\n区级每月1900元。")
    assert found["结语"] == "本通知有效期1年。《旧通知》同时废止。"


def test_the_last_article_closes_an_act_itself(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某办法\n第一条 甲。\n第二条 乙。\n本办法自公布之日起施行。\n"))) == ["第一条", "第二条"]


def test_a_date_in_the_body_is_no_signature(parse_text: Parse) -> None:
    assert "落款" not in clauses(parse_text("某表\n一、日程\n第一次会议于下列日期举行：\n2024年4月9日\n二、地点\n会议室。\n"))


def test_the_last_of_a_run_of_items_does_not_swallow_the_list_that_goes_on(parse_text: Parse) -> None:
    parsed = parse_text("某指南\n一、内容\n（一）服务\n1、设计\n2、采集\n3、标注\n（4）其他工作。\n二、其他\n没有。\n")
    assert headings(parsed) == [("题名", "某指南"), ("一", "一、内容"), ("一.(一)", "（一）服务"), ("二", "二、其他")]
    assert list(clauses(parsed)) == ["一.(一).1", "一.(一).2", "一.(一).3", "一.(一).(4)", "二"]


@pytest.mark.parametrize("end", ["", "本决定自公布之日起施行。\n", "某市人大\n2024年4月9日\n", "附件1\n名单\n甲公司。\n"])
def test_short_points_without_any_text_are_clauses(parse_text: Parse, end: str) -> None:
    parsed = parse_text(f"某决定\n会议决定：\n一、废止《甲条例》\n二、废止《乙条例》\n三、废止《丙条例》\n{end}")
    assert list(clauses(parsed))[1:4] == ["一", "二", "三"]


def test_points_of_an_annex_with_its_title_on_the_line_below(parse_text: Parse) -> None:
    parsed = parse_text("某办法\n第一条 甲。\n附件2\n评审标准\n一、质量（40分）\n二、效益（60分）\n")
    assert clauses(parsed) == {"第一条": "第一条 甲。", "附件2.一": "一、质量（40分）", "附件2.二": "二、效益（60分）"}
    assert parsed.clauses[-1].headings == ("评审标准",)


def test_parts_of_a_code_stand_between_编_and_章(parse_text: Parse) -> None:
    parsed = parse_text("某典\n第二编 物权\n第一分编 通则\n第一章 规定\n第五条 甲。\n第二分编 所有权\n第四章 规定\n第六条 乙。\n")
    assert [c.headings for c in parsed.clauses] == [("物权", "通则", "规定"), ("物权", "所有权", "规定")]
    assert clauses(parsed)["第五条"] == "第五条 甲。"


@pytest.mark.parametrize("word", ["附则", "附 则", "附　则"])
def test_chapters_that_need_no_number(parse_text: Parse, word: str) -> None:
    parsed = parse_text(f"某条例\n总 则\n第一条 甲。\n第二条 乙。\n{word}\n第三条 丙。\n")
    assert [path for path, _ in headings(parsed)] == ["题名", "总则", "附则"]
    assert clauses(parsed) == {"第一条": "第一条 甲。", "第二条": "第二条 乙。", "第三条": "第三条 丙。"}


def test_a_preamble_is_headed_by_its_word(parse_text: Parse) -> None:
    assert clauses(parse_text("某宪法\n序言\n历史悠久。\n人民当家。\n第一章 总纲\n第一条 甲。\n")) == {
        "序言.p1": "历史悠久。", "序言.p2": "人民当家。", "第一条": "第一条 甲。",
    }  # fmt: skip


def test_a_file_that_begins_with_its_number_as_an_annex_has_its_title_below(parse_text: Parse) -> None:
    assert headings(parse_text("附件1\n课程内容\n讲授经济。\n一、安排\n一天。\n"))[:2] == [
        ("题名", "附件1"),
        ("题名", "课程内容"),
    ]


def test_a_row_of_a_table_is_a_clause_below_the_row_that_heads_it(parse_text: Parse) -> None:
    parsed = parse_text("某办法\n一、标准\n类别｜标准｜上限\n专利｜2000元；发明除外｜50万\n二、其他\n没有。\n")
    row = parsed.clauses[1]
    assert (row.path, row.label, row.headings) == ("一.表1第2行", "一、表1第2行", ("标准", "类别｜标准｜上限"))
    assert [row.sentence_text(n) for n in range(len(row.sentences))] == ["专利｜2000元；发明除外｜50万"]


def test_a_long_row_is_cut_into_its_cells_and_the_steps_in_them(parse_text: Parse) -> None:
    steps = [f"{name}：{'办' * 60}" for name in ("申报", "评审", "公示")]
    row = parse_text(f"某指南\n一、流程\n事项｜说明\n流程如下｜{'→'.join(steps)}。期满办结。\n二、其他\n没有。\n").clauses[1]
    said = [row.sentence_text(number) for number in range(len(row.sentences))]
    assert said == ["流程如下｜", f"{steps[0]}→", f"{steps[1]}→", f"{steps[2]}。", "期满办结。"]


def test_headings_inside_a_table_leave_it_one_table(parse_text: Parse) -> None:
    text = "某清单\n序号 | 举措 | 部门\n一、甲类\n1 | 审判 | 法院\n二、乙类\n2 | 保险 | 银行\n"
    assert list(clauses(parse_text(text))) == ["表1第1行", "一.表1第2行", "二.表1第3行"]


def test_rows_that_a_reader_numbered_keep_their_numbers(parse_text: Parse) -> None:
    parsed = parse_text("某办法\n一、标准\n表3第1行 类别｜标准\n表3第2行 类别：专利；标准：2000元\n二、其他\n没有。\n")
    assert list(clauses(parsed)) == ["一.表3第1行", "一.表3第2行", "二"]
    assert parsed.clauses[1].sentence_text(0) == "类别：专利；标准：2000元"


def test_one_line_with_a_bar_is_no_table(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某办法\n一、电话\n甲局｜乙局\n二、其他\n没有。\n"))) == ["一", "二"]


def test_a_footnote_stands_with_its_sentence(parse_text: Parse) -> None:
    found = clauses(
        parse_text("某规划\n一、目标\n拥有量达到12件①。\n①拥有量指每万人口的数量。\n其他见附表。\n二、其他\n没有。\n")
    )
    assert found["一.p1"] == "拥有量达到12件①。\n①拥有量指每万人口的数量。"


@pytest.mark.parametrize(
    "text",
    [
        "某细则\n第一条 甲。第二条 乙称：一、二。第三条 依照第二条的规定。第四条 丁。\n",
        "某细则 第一条 甲。 第二条 乙称：一、二。 第三条 依照第二条的规定。 第四条 丁。",
        "某细则\n第一条 甲。\n第二条 乙称：一、二。第三条 依照第二条的规定。\n第四条 丁。\n",
        "某细则\n第一条甲。第二条乙称：一、二。第三条依照第二条的规定。第四条丁。\n",
    ],
)
def test_articles_on_one_line_are_articles(parse_text: Parse, text: str) -> None:
    parsed = parse_text(text)
    assert [path for path in clauses(parsed)] == ["第一条", "第二条", "第三条", "第四条"]
    assert "依照第二条的规定。" in clauses(parsed)["第三条"]


@pytest.mark.parametrize(
    "cited", ["见某办法（某发〔2017〕1号）第二条。", "违反本法。第二条规定的除外。", "依照第二条、第三条执行。"]
)
def test_articles_that_a_line_cites_begin_nothing(parse_text: Parse, cited: str) -> None:
    assert list(clauses(parse_text(f"某办法\n第一条 {cited}\n第二条 乙。\n"))) == ["第一条", "第二条"]


def test_a_chapter_its_title_and_its_first_article_on_one_line(parse_text: Parse) -> None:
    parsed = parse_text("某办法\n第一章 总则 第一条 甲。\n第二条 乙。第二章 标准 第三条 丙。\n")
    assert headings(parsed) == [("题名", "某办法"), ("第一章", "第一章 总则"), ("第二章", "第二章 标准")]
    assert clauses(parsed) == {"第一条": "第一条 甲。", "第二条": "第二条 乙。", "第三条": "第三条 丙。"}


def test_articles_with_之_inside_a_line(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某法\n第一条 甲。第一条之一 乙。第一条之二 丙。第二条 丁。\n"))) == [
        "第一条",
        "第一条之一",
        "第一条之二",
        "第二条",
    ]


def test_items_are_cut_where_a_text_has_no_lines(parse_text: Parse) -> None:
    found = clauses(parse_text("某意见 为了落实，提出意见。一、加强领导。各局重视。二、落实责任。三、严格考核。"))
    assert list(found) == ["前言", "一", "二", "三"]
    assert found["一"] == "一、加强领导。各局重视。"


def test_a_long_paragraph_is_cut_at_its_items_and_a_short_one_not(parse_text: Parse) -> None:
    long = "（一）" + "甲" * 250 + "。（二）" + "乙" * 250 + "。"
    assert list(clauses(parse_text(f"某意见\n一、措施如下。{long}\n二、其他。\n"))) == ["一.(一)", "一.(二)", "二"]
    assert list(clauses(parse_text("某意见\n一、措施如下。（一）甲。（二）乙。\n二、其他。\n"))) == ["一", "二"]


def test_numbers_with_spaces_in_them(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某法\n第 9 条 甲。\n第 1 0 条 乙。\n"))) == ["第9条", "第10条"]


def test_a_paragraph_between_the_items_of_a_list_belongs_to_it(parse_text: Parse) -> None:
    found = clauses(parse_text("某规定\n一、职责是：\n(一)甲。\n指导乙。\n(二)丙。\n二、其他职责是：\n(一)丁。\n作如下规定。\n"))
    assert found == {
        "一": "一、职责是：", "一.(一)": "(一)甲。\n指导乙。", "一.(二)": "(二)丙。",
        "二": "二、其他职责是：", "二.(一)": "(一)丁。", "二~2": "作如下规定。",
    }  # fmt: skip


def test_what_a_portal_prints_above_the_title_is_a_clause_with_its_fields_as_sentences(parse_text: Parse) -> None:
    parsed = parse_text(
        "基本信息\n文　　号：\n某府〔2021〕19号\n失效日期：2029年12月06日\n文件状态：\n某府关于印发某细则的通知\n各区:\n已经同意。\n"
    )
    page = parsed.clauses[0]
    assert (page.path, [page.sentence_text(n) for n in range(len(page.sentences))]) == (
        "页面信息", ["基本信息", "文　　号：\n某府〔2021〕19号", "失效日期：2029年12月06日", "文件状态："],
    )  # fmt: skip
    assert headings(parsed) == [("题名", "某府关于印发某细则的通知")]
    assert clauses(parsed)["前言"] == "各区:\n已经同意。"


def test_the_red_head_the_number_and_the_address_of_a_notice(parse_text: Parse) -> None:
    parsed = parse_text(
        "某市监管局文件\n某监〔2024〕18号\n关于组织申报的通知\n各县局：\n    根据《某办法》，现通知如下：\n    一、条件\n    1、注册企业；\n"
    )
    assert [title for _, title in headings(parsed)][:3] == ["某市监管局文件", "某监〔2024〕18号", "关于组织申报的通知"]
    assert clauses(parsed)["前言"] == "各县局：\n    根据《某办法》，现通知如下："


def test_a_lead_is_no_half_of_a_ratio(parse_text: Parse) -> None:
    (clause,) = parse_text("某办法\n一、按1:1配套，每年安排。\n二、其他。\n").clauses[:1]
    assert clause.title == ""


def test_a_sign_of_a_web_page_is_no_part_of_a_chapter(parse_text: Parse) -> None:
    parsed = parse_text("某法\n第一章总则\n第一条 甲。\n折叠第二章合同的订立\n第二条 乙。\n")
    assert headings(parsed)[-1] == ("第二章", "第二章合同的订立")


def test_a_letter_without_numbers_has_its_red_head_number_and_title(parse_text: Parse) -> None:
    parsed = parse_text(
        "某区卫生局文件\n某卫发〔2011〕76号\n关于同意张某同志辞职的批复\n区中医院：\n你院请示收悉，同意辞职。\n某区卫生局\n2011年3月10日\n"
    )
    assert [title for _, title in headings(parsed)] == ["某区卫生局文件", "某卫发〔2011〕76号", "关于同意张某同志辞职的批复"]
    assert clauses(parsed) == {"前言": "区中医院：\n你院请示收悉，同意辞职。", "落款": "某区卫生局\n2011年3月10日"}


def test_a_short_label_below_the_title_heads_the_text(parse_text: Parse) -> None:
    assert clauses(parse_text("某指南\n资助标准\n每件2000元。\n")) == {"资助标准": "每件2000元。"}


def test_decimal_numbers_that_skip_a_level_are_named_by_themselves(parse_text: Parse) -> None:
    parsed = parse_text(
        "某须知\n1 总则\n1.1 概述\n本须知适用于投标。\n1.2.1 应答人应当提交文件。\n1.2.2 应答人应当签字。\n2 要求\n2.1 资格\n应当合格。\n"
    )
    assert headings(parsed)[1:] == [("1", "1 总则"), ("1.1", "1.1 概述"), ("2", "2 要求"), ("2.1", "2.1 资格")]
    assert clauses(parsed) == {
        "1.1": "本须知适用于投标。", "1.2.1": "1.2.1 应答人应当提交文件。", "1.2.2": "1.2.2 应答人应当签字。", "2.1": "应当合格。",
    }  # fmt: skip


@pytest.mark.parametrize(("spaced", "plain"), [("第一编  总 则", "第一编 总则"), ("第一编\u2002总则", "第一编 总则")])
def test_contents_with_other_spaces_swallow_no_heading_of_the_body(parse_text: Parse, spaced: str, plain: str) -> None:
    parsed = parse_text(
        f"某典\n目\u3000录\n{spaced}\n第一章 规定\n第二编 物权\n{plain}\n第一章 规定\n第一条 甲。\n第二编 物权\n第二条 乙。\n"
    )
    assert [path for path, _ in headings(parsed)] == ["题名", "目录", "第一编", "第一编.第一章", "第二编"]
    assert [clause.headings for clause in parsed.clauses] == [("总则", "规定"), ("物权",)]


@pytest.mark.parametrize("line", ["2024.10.8起受理申请。", "3月15日前报送材料。", "1月份完成验收。", "2024年4月9日前办结。"])
def test_a_date_at_the_start_of_a_line_is_no_number(parse_text: Parse, line: str) -> None:
    assert clauses(parse_text(f"某文\n一、时间\n各单位办理。\n{line}\n二、其他\n无。\n"))["一.p2"] == line


def test_items_that_begin_with_a_year_keep_their_number(parse_text: Parse) -> None:
    found = clauses(parse_text("某文\n一、范围\n1.2025年度项目。\n2.2015级学生。\n二、其他\n无。\n"))
    assert found == {"一.1": "1.2025年度项目。", "一.2": "2.2015级学生。", "二": "无。"}


def test_an_article_whose_text_stands_on_the_line_below_or_right_behind_it(parse_text: Parse) -> None:
    assert clauses(parse_text("某办法\n第一条\n为了甲。\n第二条为了乙。\n")) == {
        "第一条": "第一条\n为了甲。",
        "第二条": "第二条为了乙。",
    }


def test_numbers_may_be_left_out(parse_text: Parse) -> None:
    assert list(clauses(parse_text("某办法\n第一条 甲。\n第三条 丙。\n第七条 庚。\n"))) == ["第一条", "第三条", "第七条"]


def test_a_line_break_of_html_is_one(parse_text: Parse) -> None:
    text, _ = clean("某通知<br>一、甲<br/>乙。<br />二、丙<br>丁。")
    assert clauses(parse_text(text)) == {"一": "乙。", "二": "丁。"}
