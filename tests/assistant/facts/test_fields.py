"""What an applicant asks for: what is under which heading, how much of it, and what a sentence says itself."""

import time

import pytest

from assistant.facts.fields import FIELDS, LONGEST, document_fields, sentence_fields
from corpus.parser import parse
from corpus.records import Document

REST = "其余材料由受理窗口另行说明。"


def fields_of(*sections: tuple[str, str]) -> dict[str, str]:
    numbers = "一二三四五六七八九"
    text = "某项目办事指南\n" + "".join(f"{numbers[n]}、{title}\n{body}\n" for n, (title, body) in enumerate(sections))
    return {name: field.text for name, field in document_fields(parse(Document("d", "某项目办事指南"), text)).items()}


@pytest.mark.parametrize("title", ["支持对象", "申报对象", "受益对象", "适用范围", "扶持范围"])
def test_who_is_under_a_heading_of_objects_or_of_scope(title: str) -> None:
    assert fields_of((title, "本区企业。")) == {"惠及对象": "本区企业。"}


@pytest.mark.parametrize("title", ["奖励范围", "对象", "支持对象说明"])
def test_other_headings_say_nothing_of_who(title: str) -> None:
    assert fields_of((title, "本区企业。")) == {}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("申报条件", "申报条件"),
        ("认定要求及说明", "申报条件"),
        ("办结时限", "兑现时限"),
        ("拨付时间", "兑现时限"),
        ("申报时间", "申报时间"),
    ],
)
def test_a_heading_names_the_field(title: str, name: str) -> None:
    assert fields_of((title, "三十天。")) == {name: "三十天。"}


def test_the_first_heading_of_a_kind_stands() -> None:
    assert fields_of(("申报条件", "甲。"), ("申请条件", "乙。")) == {"申报条件": "甲。"}


def test_a_field_ends_with_a_whole_sentence_within_the_bound() -> None:
    first, second = "甲" * 99 + "。", "乙" * 59 + "。"
    assert len(first + second) == LONGEST
    assert fields_of(("申报条件", f"{first}{second}{REST}")) == {"申报条件": first + second}
    assert fields_of(("申报条件", f"{first}乙{second}{REST}")) == {"申报条件": first}


def test_a_first_sentence_beyond_the_bound_is_whole() -> None:
    long = "甲" * (LONGEST + 40) + "。"
    assert fields_of(("申报条件", f"{long}{REST}")) == {"申报条件": long}


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("联系电话:020-39053010。", "联系电话:020-39053010"),
        ("请拨打(0710)3605555转8。", "(0710)3605555转8"),
        ("电话3605555、3606666。", "电话3605555、3606666"),
        ("编号123456。", None),  # six digits are no telephone
        ("编号123456789。", None),  # nor are nine
    ],
)
def test_a_phone_is_taken_from_under_its_heading_alone(text: str, phone: str | None) -> None:
    assert fields_of(("联系方式", text)).get("咨询电话") == phone
    assert "咨询电话" not in fields_of(("工作安排", text))


def test_an_address_needs_a_street() -> None:
    assert fields_of(("受理地点", "襄阳市樊城区人民路99号三楼。")) == {"受理地址": "襄阳市樊城区人民路99号三楼"}
    assert fields_of(("受理地点", "襄阳市政务服务大厅。")) == {}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("对通过认证的养殖场,一次性给予5万元奖励。", "一次性给予5万元奖励"),
        ("固定资产投资3000万元以上的,给予补贴", None),  # what one must have is not what one gets
        ("投资3000万元以上的,按投资额的2%给予补贴,最高不超过80万元,三年内用完。", "按投资额的2%给予补贴,最高不超过80万元"),
        ("新种茶园每亩补助800元;", "新种茶园每亩补助800元"),
        ("给予百分之三十的贴息", "给予百分之三十的贴息"),
        ("面积在100亩以上的,奖励200元/亩。", "奖励200元/亩"),
        ("给予适当补助", None),
        ("可对单户金额300万元及以下、平均费率不超过2%的保险业务给予适当补贴", None),  # on which business, not how much
        ("对首次参展的农户给予不超过2000元的一次性补助", "对首次参展的农户给予不超过2000元的一次性补助"),
    ],
)
def test_how_much_is_given(text: str, amount: str | None) -> None:
    found = sentence_fields(text, "c1").get("支持金额")
    assert (found.text if found else None) == amount


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("对符合认定条件的企业给予奖励", "符合认定条件的"),
        ("具备独立核算要求", "具备独立核算要求"),
        ("符合有关规定的单位", "符合有关规定的"),
        ("符合,相关条件", None),  # a comma ends the words
        ("提出条件", None),
    ],
)
def test_a_condition_of_a_sentence(text: str, condition: str | None) -> None:
    found = sentence_fields(text, "c1").get("申报条件")
    assert (found.text if found else None) == condition


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("材料齐全的,42个工作日内办结", "42个工作日内办结"),
        ("收到申请后30日内答复", "收到申请后30日内答复"),
        ("15天内拨付", "15天内拨付"),
        ("每月15日受理", None),
        ("三年内完成", None),
    ],
)
def test_a_term_of_a_sentence(text: str, term: str | None) -> None:
    found = sentence_fields(text, "c1").get("兑现时限")
    assert (found.text if found else None) == term


def test_a_sentence_never_gives_a_phone_or_an_address() -> None:
    said = sentence_fields("对襄阳市樊城区人民路99号的企业给予5万元奖励,电话0710-3605555", "c1")
    assert set(said) == {"支持金额"}
    assert not {"受理地址", "咨询电话"} & set(said)
    assert set(said) <= set(FIELDS)


@pytest.mark.parametrize("text", ["0" * 5000, "对企业," * 1200, "支持企业、" * 1000, "符合" * 2500])
def test_a_hostile_sentence_takes_no_time(text: str) -> None:
    started = time.process_time()
    sentence_fields(text, "c1")
    assert time.process_time() - started < 1
