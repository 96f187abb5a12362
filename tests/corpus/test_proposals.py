"""What a text is found to state about itself, and the words it was taken from."""

from collections.abc import Callable

import pytest

from corpus.proposals import printed_beside, propose
from corpus.readers.source import Proposal
from corpus.records import ParsedDocument

Parse = Callable[[str], ParsedDocument]

NOTICE = """某府办规〔2024〕13号
甲乙市人民政府办公厅关于印发甲乙市公共住房管理办法的通知
各区人民政府：
《甲乙市公共住房管理办法》已经同意，现印发给你们。国发〔2017〕5号文件一并执行。
甲乙市人民政府办公厅
2024年7月26日
甲乙市公共住房管理办法
第一条 为了甲，制定本办法。
第二条 本办法自2024年9月1日起施行，有效期5年。
附件1
申请表
本表自2025年1月1日起施行。
"""


def values(found: dict[str, Proposal]) -> dict[str, str]:
    return {field: proposal.value for field, proposal in found.items()}


def test_a_notice_with_what_it_issues(parse_text: Parse) -> None:
    found = propose(parse_text(NOTICE))
    assert values(found) == {
        "title": "甲乙市公共住房管理办法", "doc_no": "某府办规〔2024〕13号", "issuer": "甲乙市人民政府办公厅", "published": "2024-07-26",
        "valid_from": "2024-09-01", "valid_to": "2029-08-31", "kind": "办法", "region": "甲乙",  # in no table: by its form
    }  # fmt: skip
    assert (found["published"].quote, found["published"].where) == ("2024年7月26日", "落款")
    assert found["valid_to"].where == "第二条"
    assert found["valid_to"].quote == "本办法自2024年9月1日起施行，有效期5年。"


def test_a_decree(parse_text: Parse) -> None:
    text = "中华人民共和国国务院令\n第 769 号\n《决定》已经通过，现予公布，自2024年1月20日起施行。\n总理　某某\n2023年12月11日\n某实施细则\n（2001年6月15日公布　2023年12月11日第三次修订）\n第一条 甲。\n第二条 本细则自2001年7月1日起施行。\n"
    found = values(propose(parse_text(text)))
    assert (found["title"], found["doc_no"], found["issuer"]) == ("某实施细则", "中华人民共和国国务院令第769号", "国务院")
    assert (found["published"], found["valid_from"]) == ("2023-12-11", "2024-01-20")


def test_a_sentence_before_the_articles_that_says_nothing_but_when_what_was_done(parse_text: Parse) -> None:
    text = "某院关于某事的解释\n为正确审理案件，作出解释。于2003年12月4日某会议通过，2003年12月26日颁布，2004年5月1日起实施。\n第一条 甲。\n"
    found = propose(parse_text(text))
    assert (found["published"].value, found["valid_from"].value) == ("2003-12-26", "2004-05-01")
    assert found["valid_from"].quote == "于2003年12月4日某会议通过，2003年12月26日颁布，2004年5月1日起实施。"


@pytest.mark.parametrize(
    "sentence",
    [
        "《某办法》于2003年12月26日颁布，2004年5月1日起实施。", "会议于2003年12月26日召开，2004年5月1日起实施新标准。",
        "2003年12月26日颁布的标准，2004年5月1日起实施。", "第一批企业名单于2003年12月26日公布。",
    ],
)  # fmt: skip
def test_what_a_sentence_says_of_others_is_no_history_of_the_text(parse_text: Parse, sentence: str) -> None:
    found = propose(parse_text(f"某院关于某事的解释\n为正确审理案件，作出解释。{sentence}\n第一条 甲。\n"))
    assert not {"published", "valid_from"} & found.keys()


def test_a_law_is_published_with_its_last_amendment(parse_text: Parse) -> None:
    text = "某国劳动法\n（2007年6月29日第十届全国人民代表大会常务委员会第二十八次会议通过 根据2012年12月28日第十一届全国人民代表大会常务委员会第三十次会议《关于修改〈某国劳动法〉的决定》修正）\n第一条 甲。\n第二条 本法自2008年1月1日起施行。\n"
    found = values(propose(parse_text(text)))
    assert (found["published"], found["valid_from"], found["issuer"]) == (
        "2012-12-28",
        "2008-01-01",
        "全国人民代表大会常务委员会",
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("某局文件\n某发〔2024〕1号\n关于申报的通知", "关于申报的通知"),
        ("某大学\n关于申报2018年度海外项目\n的 通 知", "某大学关于申报2018年度海外项目的通知"),
        ("附件1\n课程内容", "课程内容"),
        ("某政策导引\n（市级版）", "某政策导引（市级版）"),
        ("某条例\n（2020年1月1日通过）", "某条例"),
        ("党政机关公文格式\nGB/T 9704—2012", "党政机关公文格式"),
    ],
)
def test_the_title_is_no_number_no_red_head_and_no_note(parse_text: Parse, lines: str, title: str) -> None:
    assert propose(parse_text(f"{lines}\n一、条件\n企业。\n二、其他\n没有。\n"))["title"].value == title


def test_a_standard(parse_text: Parse) -> None:
    text = "公文格式\nGB/T 9704—2012\n2012-06-29发布\n2012-07-01实施\n一、范围\n甲。\n二、术语\n乙。\n"
    found = values(propose(parse_text(text)))
    assert (found["doc_no"], found["published"], found["valid_from"]) == ("GB/T 9704—2012", "2012-06-29", "2012-07-01")


def test_what_the_page_prints(parse_text: Parse) -> None:
    text = "文号：某府〔2021〕19号\n实施日期：\n2021年12月06日\n失效日期：2029年12月06日\n某细则\n第一条 甲。\n第二条 乙。\n"
    assert values(propose(parse_text(text))) == {
        "title": "某细则", "doc_no": "某府〔2021〕19号", "valid_from": "2021-12-06", "valid_to": "2029-12-06", "kind": "细则",
    }  # fmt: skip
    assert values(printed_beside(["我的收藏", "发布日期：", "2023-11-07", "文号： 某函〔2023〕19号", "搜索"])) == {
        "printed": "2023-11-07", "doc_no": "某函〔2023〕19号",
    }  # fmt: skip


def test_the_date_of_printing_is_what_自印发之日_counts_from(parse_text: Parse) -> None:
    text = "某办法\n第一条 甲。\n第二条 本办法自印发之日起施行，有效期三年。\n某市财政局\n2024年7月26日\n某市财政局办公室 2024年7月29日印发\n"
    found = values(propose(parse_text(text)))
    assert (found["published"], found["valid_from"], found["valid_to"]) == ("2024-07-26", "2024-07-29", "2027-07-28")


def test_of_two_days_of_effect_none_is_proposed(parse_text: Parse) -> None:
    text = "某通知\n一、甲\n本通知自2025年1月1日起执行。\n二、乙\n本通知自2025年6月1日起执行。\n"
    assert "valid_from" not in propose(parse_text(text))


def test_what_is_said_of_others_is_not_taken(parse_text: Parse) -> None:
    text = "某意见\n一、甲\n原《旧办法》自2015年1月1日起施行，有效期5年。\n二、项目自2025年3月1日起实施。\n"
    assert not {"valid_from", "valid_to"} & propose(parse_text(text)).keys()


def test_a_term_that_ends_on_the_last_of_february(parse_text: Parse) -> None:
    text = "某办法\n第一条 甲。\n第二条 本办法自2024年2月29日起施行，有效期1年。\n"
    assert propose(parse_text(text))["valid_to"].value == "2025-02-28"


def test_what_the_file_says_beside_the_text_comes_behind_it(parse_text: Parse) -> None:
    stated = {
        "title": Proposal("网页", "网页", "h1"),
        "published": Proposal("2024-08-01", "2024-08-01", "PubDate"),
        "issuer": Proposal("街道", "街道", "meta"),
    }
    found = values(propose(parse_text(NOTICE), stated))
    assert (found["title"], found["published"], found["issuer"]) == (
        "甲乙市公共住房管理办法",
        "2024-07-26",
        "甲乙市人民政府办公厅",
    )
    question = values(propose(parse_text("一、怎么领？\n网上领。\n二、领多少？\n900元。\n"), stated))
    assert (question["title"], question["published"]) == ("网页", "2024-08-01")


def test_the_place_is_read_from_title_organ_and_text(parse_text: Parse) -> None:
    found = propose(parse_text("成都市犬只管理办法\n第一条 为了甲，制定本办法。\n"))["region"]
    assert (found.value, found.quote, found.where) == ("成都", "成都市犬只管理办法", "题名")
    found = propose(parse_text("犬只管理办法\n第一条 为了甲，制定本办法。\n成都市公安局\n2024年7月26日\n"))["region"]
    assert (found.value, found.quote, found.where) == ("成都", "成都市公安局", "落款")
    found = propose(parse_text("犬只管理办法\n第一条 成都市的犬只适用。成都市公安局负责。\n"))["region"]
    assert (found.value, found.quote, found.where) == ("成都", "成都市的犬只适用。", "第一条")
    assert "region" not in propose(parse_text("犬只管理办法\n第一条 成都市和重庆市的犬只适用，成都市负责。\n"))


@pytest.mark.parametrize(
    "addressed", ["各省、自治区、直辖市人民政府", "各省（区、市）民政厅", "各省、自治区、直辖市和计划单列市财政厅（局）"]
)
def test_what_is_addressed_to_all_provinces_is_of_the_whole_country(parse_text: Parse, addressed: str) -> None:
    """However often it names the one that it helps."""
    found = propose(parse_text(f"犬只管理的通知\n{addressed}：\n湖北省的犬只适用。湖北省负责，湖北省报告。\n"))["region"]
    assert (found.value, found.quote, found.where) == ("全国", f"{addressed}：", "主送")
    later = "犬只管理的通知\n湖北省的犬只适用。湖北省负责。\n" + "甲" * 400 + f"\n{addressed}：\n"
    assert propose(parse_text(later))["region"].value == "湖北"


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("甲部 乙总局 关于犬只的公告 甲部 乙总局公告2020年第9号 为了犬只，公告如下：", "甲部乙总局公告2020年第9号"),
        ("关于犬只的公告\n甲部 乙总局公告2020年第9号\n为了犬只，公告如下：", "甲部乙总局公告2020年第9号"),
        ("关于犬只的通知 甲犬函〔2020〕146号 各单位：", "甲犬函〔2020〕146号"),
        ("关于犬只的通知 根据《犬只办法》（甲犬发〔2019〕1号）办理。", None),  # that of another
        ("关于犬只的通知 为落实甲犬发〔2019〕1号，通知如下：", None),
    ],
)
def test_a_number_that_stands_by_itself_in_the_head_is_that_of_the_text(parse_text: Parse, head: str, number: str | None) -> None:
    found = propose(parse_text(head + "\n一、登记\n应当登记。\n")).get("doc_no")
    assert (found.value if found else None) == number
