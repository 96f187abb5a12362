"""Measures: who gets what and how strongly it is worded; what a document does not say stays unsaid."""

import time

import pytest

from assistant.facts.fields import FIELDS
from assistant.facts.matching import match
from assistant.facts.measures import Measure, extract
from assistant.facts.profiles import Profile, form_of
from assistant.profile import load_profile
from corpus.builtin import builtin_documents
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

GUIDE = """2017年度专利质押融资贴息办事指南
一、申请条件
1.申报单位工商注册地在本区范围内,具有独立法人资格。
二、奖励标准
按申报单位申请当笔贷款基准利率的100%给予贴息补助,贴息金额不超过100万元。
三、受理部门
政策兑现窗口(窗口地址:广州市南沙区凤凰大道1号政务服务中心E栋3楼)
联系电话:020-39053010
四、办理时限
42个工作日
"""
STATUTE = """某某省专利条例
第一条 为了鼓励发明创造,制定本条例。
第二条 鼓励企业开展专利质押融资。
第三条 骗取专利资助、奖励的,责令退回,并处五万元罚款。
"""


@pytest.fixture(scope="module")
def plan() -> ParsedDocument:
    return parse(*builtin_documents()[0])


@pytest.fixture(scope="module")
def measures(plan: ParsedDocument) -> list[Measure]:
    return extract(plan, form_of(load_profile().match))


def about(measures: list[Measure], words: str) -> Measure:
    found = [measure for measure in measures if words in measure.text]
    assert len(found) == 1, [measure.text for measure in found]
    return found[0]


def test_the_pledge_subsidy_of_the_plan(measures: list[Measure]) -> None:
    measure = about(measures, "予以相应补贴")
    assert measure.text == "对以知识产权质押方式向银行成功贷款的企业予以相应补贴。"
    assert (measure.label, measure.strength) == ("三、(三)3.", "给予")
    assert {"融资", "补贴奖励"} <= set(measure.needs)
    said = {name: field.text if field else None for name, field in measure.fields.items()}
    assert said.pop("惠及对象") == "以知识产权质押方式向银行成功贷款的企业"
    assert set(said.values()) == {None}


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("政府引导性风险补偿资金", "给予"),
        ("奖励具有突出成绩的知识产权运营服务机构", "给予"),
        ("支持保险机构创办", "支持"),
        ("支持外向型企业开展国际商标注册", "支持"),
        ("鼓励企业实施知识产权许可实施和质押融资", "鼓励"),
        ("引导企业开展海外品牌布局", "鼓励"),
        ("上市企业“贯标”全覆盖", "探索推动"),
    ],
)
def test_strength_follows_the_wording(measures: list[Measure], words: str, strength: str) -> None:
    assert about(measures, words).strength == strength


def test_one_sentence_with_two_wordings_gives_two_measures(measures: list[Measure]) -> None:
    assert about(measures, "打包组合融资").text == "鼓励对专利权、商标权、版权等相关无形资产进行打包组合融资"


def test_who_is_a_whole_list(measures: list[Measure]) -> None:
    field = about(measures, "高价值专利培育示范项目").fields["惠及对象"]
    assert field is not None
    assert field.text == "企业、高校、科研院所与知识产权服务机构"


def test_every_part_is_verbatim(plan: ParsedDocument, measures: list[Measure]) -> None:
    assert len(measures) > 40
    for measure in measures:
        assert plan.text[measure.start : measure.end] == measure.text
        assert tuple(measure.fields) == FIELDS
        assert all(field.text in plan.text for field in measure.fields.values() if field)


def test_the_plan_never_states_a_phone_an_address_or_a_term(measures: list[Measure]) -> None:
    assert all(
        measure.fields[name] is None
        for measure in measures
        for name in ("支持金额", "申报时间", "兑现时限", "受理地址", "咨询电话")
    )


def test_what_was_reached_and_what_is_aimed_at_is_no_measure(measures: list[Measure]) -> None:
    assert not any(measure.label.startswith(("一、", "二、")) for measure in measures)


def test_a_guide_states_its_five_fields_once_for_its_measure() -> None:
    found = extract(parse(Document("guide", "办事指南", kind="办事指南"), GUIDE))
    assert len(found) == 1
    said = {name: field.text if field else None for name, field in found[0].fields.items()}
    assert said["支持金额"] == "按申报单位申请当笔贷款基准利率的100%给予贴息补助,贴息金额不超过100万元"
    assert said["申报条件"] == "申报单位工商注册地在本区范围内,具有独立法人资格。"
    assert said["兑现时限"] == "42个工作日"
    assert said["受理地址"] == "广州市南沙区凤凰大道1号政务服务中心E栋3楼"
    assert said["咨询电话"] == "联系电话:020-39053010"


def test_fines_and_the_purpose_of_a_statute_are_no_measures() -> None:
    found = extract(parse(Document("law", "某某省专利条例", kind="地方性法规"), STATUTE))
    assert [measure.text for measure in found] == ["鼓励企业开展专利质押融资。"]


def test_matches_are_grouped_by_need_and_strongest_first(measures: list[Measure]) -> None:
    groups = match(measures, Profile(kind="企业", holds=("专利",), needs=("融资", "海外")))
    assert list(groups) == ["融资", "海外"]
    strengths = [found.measure.strength for found in groups["融资"]]
    assert strengths[0] == "给予"
    scores = [found.score for found in groups["融资"]]
    assert scores == sorted(scores, reverse=True)
    assert any("外向型企业" in found.measure.text for found in match(measures, Profile(needs=("海外",)))["海外"])


def test_measures_for_others_alone_are_left_out(measures: list[Measure]) -> None:
    groups = match(measures, Profile(kind="企业", needs=("培训人才",)))
    texts = [found.measure.text for found in groups["培训人才"]]
    assert any("面向驻襄企业" in text for text in texts)
    assert not any(text.startswith("支持驻襄高校") for text in texts)


def test_an_enterprise_with_trade_marks_alone_is_not_sent_to_patents(measures: list[Measure]) -> None:
    groups = match(measures, Profile(holds=("商标",), needs=("运营转化",)))
    assert all("专利" not in found.measure.holds or "商标" in found.measure.holds for found in groups["运营转化"])


def test_no_need_gives_all_and_no_fit_gives_nothing(measures: list[Measure]) -> None:
    found = {id(one.measure) for group in match(measures, Profile()).values() for one in group}
    assert len(found) == len(measures)
    assert match([], Profile(needs=("融资",))) == {}


@pytest.mark.parametrize("text", ["0" * 5000, "支持企业," * 1000, "给予" * 2500, "帮助企业" * 1200, "加大" * 2500])
def test_a_hostile_text_takes_no_time(text: str) -> None:
    parsed = parse(Document("d", "某市规划", kind="规划"), f"某市规划\n一、重点任务\n支持{text}专利质押融资\n")
    started = time.process_time()
    extract(parsed)
    assert time.process_time() - started < 1
