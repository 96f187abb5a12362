"""Facts of a document from its register and its outline: what is known, where the text says it, what is left open."""

from dataclasses import replace

import pytest

from assistant import messages
from assistant.facts.documents import Wanted, fact_of, numbers_of
from assistant.facts.outline import count, heading, outline, part_named
from assistant.facts.standing import Standing, standing_of, written_date
from assistant.records import Respect
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

LAW = """某市旅游条例
2019年5月6日 某市人民代表大会常务委员会通过
2021年7月8日 某市人民代表大会常务委员会修正
第一章 总则
第一条 为了发展旅游，制定本条例。
第二条 本条例所称旅游，是指游览。
第二章 经营
第三条 旅行社应当诚信。
第三章 附则
第四条 本条例自2019年10月1日起施行。2001年的旅游办法同时废止。
"""
PLAN = """市政府办公室关于印发某市旅游规划的通知
某市旅游规划
一、总体要求
(一)指导思想
坚持发展。
(二)主要目标
游客翻番。
二、重点任务
1.修路
道路要修好。
2.造林
山上要造林。
"""
NOTICE = """某市旅游补贴办法
某政办发〔2020〕 7 号
第一条 给予补贴。
第二条 本办法自2020年1月1日起施行，有效期3年。
"""
DOCUMENT = Document(
    "law", "某市旅游条例", "某市人民代表大会常务委员会", None, "某市", published="2021-07-08", valid_from="2021-08-01"
)


def law(**changes: str | None) -> ParsedDocument:
    return parse(replace(DOCUMENT, **changes), LAW)


def plan() -> ParsedDocument:
    document = Document("plan", "某市旅游规划", "某市政府办公室", kind="规划", valid_from="2021", valid_to="2025", region="某市")
    return parse(document, PLAN)


def notice() -> ParsedDocument:
    document = Document(
        "notice", "某市旅游补贴办法", doc_no="某政办发〔2020〕7号", valid_from="2020-01-01", valid_to="2022-12-31"
    )
    return parse(document, NOTICE)


def known(parsed: ParsedDocument, respect: Respect, day: str = "2024-06-01", **standing: Document) -> tuple[str, list[str]]:
    """Return the line of a fact and the words of the text that state it."""
    fact = fact_of(parsed, Wanted(respect), Standing(day, **standing))
    return fact.line, [parsed.text[slice(*span)] for span in fact.spans]


def test_an_issuer_is_quoted_from_the_last_title_line_that_names_it() -> None:
    assert known(law(), Respect.ISSUER) == ("某市人民代表大会常务委员会", ["2021年7月8日 某市人民代表大会常务委员会修正"])
    assert known(plan(), Respect.ISSUER) == ("某市政府办公室", ["市政府办公室关于印发某市旅游规划的通知"])
    assert known(law(issuer=None), Respect.ISSUER) == ("", [])


def test_a_number_is_found_in_the_text_whatever_its_spaces() -> None:
    assert known(notice(), Respect.NUMBER) == ("某政办发〔2020〕7号", ["某政办发〔2020〕 7 号"])
    assert known(law(), Respect.NUMBER) == ("", [])
    assert known(law(doc_no="/"), Respect.NUMBER) == ("", [])


def test_numbers_are_those_of_decrees_too() -> None:
    assert numbers_of(replace(DOCUMENT, doc_no="国务院令第306号公布，2010-01-09修订")) == ("国务院令第306号",)
    assert numbers_of(DOCUMENT) == ()


def test_dates_come_from_the_register_with_the_words_of_the_text_beside() -> None:
    assert known(law(), Respect.PUBLISHED) == ("2021年7月8日", ["2021年7月8日 某市人民代表大会常务委员会修正"])
    assert known(law(), Respect.EFFECTIVE) == ("2021年8月1日", ["本条例自2019年10月1日起施行。"])
    assert known(notice(), Respect.EXPIRES) == ("2022年12月31日", ["本办法自2020年1月1日起施行，有效期3年。"])
    assert known(law(published=None), Respect.PUBLISHED) == ("", [])
    assert known(law(), Respect.AMENDED) == ("", ["2021年7月8日 某市人民代表大会常务委员会修正"])


def test_the_years_of_a_plan_are_no_dates_of_validity() -> None:
    assert known(plan(), Respect.PERIOD)[0] == "规划期自2021年起至2025年止"
    assert not fact_of(plan(), Wanted(Respect.EFFECTIVE), Standing("2024")).known
    expires = fact_of(plan(), Wanted(Respect.EXPIRES), Standing("2024"))
    assert (expires.line, expires.settled) == ("未载明有效期，规划期至2025年止", False)


NEW = Document("new", "某市旅游条例", published="2023-01-02", valid_from="2023-03-04")


@pytest.mark.parametrize(
    ("changes", "day", "successor", "message", "settled"),
    [
        ({"status": "现行"}, "2024-06-01", None, messages.STANDING_IN_FORCE, True),
        ({}, "2024-06-01", None, messages.STANDING_UNKNOWN, False),
        ({}, "2021-07-31", None, messages.STANDING_TO_COME, True),
        ({"valid_to": "2023-12-31"}, "2024-01-01", None, messages.STANDING_OVER, True),
        ({"valid_to": "2023-12-31"}, "2023-12-31", None, messages.STANDING_IN_FORCE, True),
        ({"valid_to": "2023", "kind": "规划"}, "2024-01-01", None, messages.STANDING_PLANNED, False),
        ({"superseded_by": "new"}, "2024-06-01", NEW, messages.STANDING_REPLACED, True),
        ({"superseded_by": "new"}, "2023-03-03", NEW, messages.STANDING_UNKNOWN, False),
        ({"status": "已废止"}, "2999", None, messages.STANDING_ENDED, True),
    ],
)
def test_validity_is_judged_for_the_day_and_never_guessed(
    changes: dict[str, str], day: str, successor: Document | None, message: str, settled: bool
) -> None:
    parsed, standing = law(**changes), Standing(day, successor)
    assert standing_of(parsed.document, standing) == message
    fact = fact_of(parsed, Wanted(Respect.VALIDITY), standing)
    assert fact.line.startswith(message.format(day=written_date(day)))
    assert fact.settled == settled


def test_a_status_of_today_is_not_told_of_a_day_before() -> None:
    parsed = law(valid_to="2023-12-31", status="已过有效期")
    assert "已过有效期" not in fact_of(parsed, Wanted(Respect.VALIDITY), Standing("2022")).line
    assert "已过有效期" in fact_of(parsed, Wanted(Respect.VALIDITY), Standing("2024")).line


def test_what_replaced_a_document_is_told_and_what_its_own_text_repeals_only_otherwise() -> None:
    held = "收录的是2021年7月8日公布的文本；"
    replaced = known(law(superseded_by="new"), Respect.REPLACED, successor=NEW)
    assert replaced == (held + "已被《某市旅游条例》（2023年1月2日）替代", [])
    assert known(law(), Respect.REPLACED) == (held + messages.NOT_REPLACED, ["2001年的旅游办法同时废止。"])
    assert known(law(), Respect.REPLACED, predecessor=NEW)[0] == held + "替代了《某市旅游条例》（2023年1月2日）"
    assert known(law(published=None), Respect.REPLACED)[0] == messages.NOT_REPLACED
    undated = replace(NEW, published=None, valid_from=None)
    assert known(law(), Respect.REPLACED, predecessor=undated)[0] == held + "替代了《某市旅游条例》"


def test_a_registered_amendment_is_told_beside_the_title_lines() -> None:
    line, spans = known(law(status="2021版，已有2030修订"), Respect.AMENDED)
    assert (line, len(spans)) == ("登记状态为“2021版，已有2030修订”", 1)


def test_what_no_register_keeps_is_told_where_the_text_states_it() -> None:
    parsed = law()
    said = fact_of(parsed, Wanted(Respect.OTHER, "负责修正的机关"), Standing("2024"))
    unsaid = fact_of(parsed, Wanted(Respect.OTHER, "主编"), Standing("2024"))
    assert [parsed.text[slice(*span)] for span in said.spans] == ["2021年7月8日 某市人民代表大会常务委员会修正"]
    assert not unsaid.known


def test_parts_beside_the_outline_are_counted_by_their_label() -> None:
    annexed = parse(DOCUMENT, LAW + "附件1 申请表\n姓名。\n附件2 名单\n名称。\n")
    found = count(annexed, "附件")
    assert (found.line, len(found.headings)) == ("共两个附件", 2)
    assert count(law(), "附件").line == "没有标为“附件”的部分"


def test_articles_are_counted_where_their_numbers_leave_no_gap() -> None:
    parsed = law()
    found = count(parsed, "条")
    assert (found.line, [parsed.text[slice(*span)] for span in found.spans]) == ("共四条", ["本条例自2019年10月1日起施行。"])
    assert count(parse(DOCUMENT, LAW.replace("第三条", "第 3 5 条")), "条").line == ""
    assert count(plan(), "条").line == "没有以“条”编号的层次"


def test_chapters_are_counted_by_their_last_number_and_a_missing_heading_is_told() -> None:
    assert count(law(), "章").line == "共三章"
    assert count(parse(DOCUMENT, LAW.replace("第一章 总则\n", "")), "章").line == "共三章（收录文本中没有第一章的标题）"


def test_parts_and_what_lies_below_one() -> None:
    parsed = plan()
    assert [count(parsed, unit).line for unit in ("部分", "大部分", "节")] == ["共两个部分", "共两个大部分", "共四节"]
    assert count(parsed, "节", (1,)).line == "“一、总体要求”共两节"
    assert count(law(), "条", (1,)).line == "“第一章 总则”共两条（第一条至第二条）"
    assert count(parsed, "节", (7,)).line == ""


def test_an_outline_shows_headings_with_those_below() -> None:
    parsed = plan()
    shown = [(parsed.text[slice(*span)], below) for below, span in outline(parsed).headings]
    assert shown == [("一、总体要求", "(一)指导思想；(二)主要目标"), ("二、重点任务", "修路；造林")]
    assert outline(parse(DOCUMENT, "某市旅游条例\n第一条 游览。\n第二条 休息。\n")).line == messages.NO_HEADINGS


def test_a_heading_is_found_by_its_numbers_or_its_name() -> None:
    parsed = law()
    ((below, span),) = heading(parsed, (2,)).headings
    assert (parsed.text[slice(*span)], below) == ("第二章 经营", "第三条")
    assert heading(parsed, (9,)).headings == ()
    assert part_named(plan(), lambda title: title == "主要目标") == (1, 2)
    assert part_named(plan(), lambda title: title == "别的") == ()


def test_what_the_page_prints_above_a_text_states_its_validity() -> None:
    page = "基本信息\n文号：\n某府〔2021〕19号\n实施日期：2021年12月06日\n失效日期：\n2029年12月06日\n"
    parsed = parse(Document("d", "某细则"), f"{page}某府关于印发某细则的通知\n各区：\n已经同意。\n")
    assert known(parsed, Respect.EXPIRES) == ("", ["失效日期：\n2029年12月06日"])
    assert known(parsed, Respect.EFFECTIVE) == ("", ["实施日期：2021年12月06日"])


def test_what_a_text_repeals_and_of_what_it_is_the_successor() -> None:
    assert known(law(), Respect.REPEALS) == ("", ["2001年的旅游办法同时废止。"])
    assert known(notice(), Respect.REPEALS) == ("", [])
    assert known(law(), Respect.REPEALS, predecessor=NEW)[0] == "替代了《某市旅游条例》（2023年1月2日）"


def test_a_number_that_no_register_has_is_that_of_the_announcement() -> None:
    announced = parse(DOCUMENT, LAW.replace("常务委员会通过", "常务委员会公告第30号公布"))
    assert known(announced, Respect.NUMBER) == ("", ["2019年5月6日 某市人民代表大会常务委员会公告第30号公布"])


def test_who_passed_it_is_not_who_amended_it() -> None:
    assert known(law(), Respect.ADOPTED) == ("", ["2019年5月6日 某市人民代表大会常务委员会通过"])
    assert known(law(), Respect.APPROVED) == ("", [])
