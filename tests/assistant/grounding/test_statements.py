"""What is read of a written sentence: years, levels of area, bodies, from when something runs, how much its words tell."""

import pytest

from assistant.grounding.quantities import written
from assistant.grounding.statements import (
    is_outranked,
    levels,
    levels_named,
    offices,
    opposed,
    pieces,
    read,
    starts,
    weight_of,
    years_of,
)


@pytest.mark.parametrize(
    ("text", "years"),
    [("2030年", {2030}), ("十四五末", {2025}), ("十三五和2021年", {2020, 2021}), ("十五五", {2030}), ("十五天", set())],
)
def test_a_five_year_plan_is_read_as_its_last_year(text: str, years: set[int]) -> None:
    assert years_of(text) == years


def test_areas_bodies_and_beginnings_are_read_as_they_are_called() -> None:
    assert levels(written("全省和市级的企业")) == {"province", "city"}
    assert offices(written("由市场监督管理局、市人民政府办公室负责")) == {"督管理局", "人民政府", "办公室"}
    assert starts(written("自申请日起十年")) == ["申请日"]
    assert pieces(written("甲，乙；丙")) == ["甲", "乙", "丙"]


def test_a_rare_word_tells_more_and_of_equally_rare_ones_each_as_much() -> None:
    assert weight_of("质押") > weight_of("企业") > weight_of("的")
    assert weight_of("无此词甲") == weight_of("无此词乙") == pytest.approx(16.302, abs=0.001)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("某省培训基地挂牌", {"province"}),
        ("国家试点园区", {"nation"}),
        ("为企业节省开支400万元", set()),
        ("给企业省了差不多400万", set()),
        ("国家机关工作人员", set()),
    ],
)
def test_things_are_named_by_a_level(text: str, kinds: set[str]) -> None:
    assert levels_named(text) == kinds


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("摊位建成了", True),
        ("摊位租过一回", True),
        ("摊位超过三百个", False),
        ("摊位通过验收的程序", False),
        ("这件事不放过", False),
        ("摊位过百个", False),
    ],
)
def test_what_has_come_about_is_not_what_exceeds_or_goes_through(text: str, done: bool) -> None:
    assert ("done" in read(written(text)).marks) is done


@pytest.mark.parametrize(
    ("text", "every"),
    [("摊位都要登记", True), ("摊位和夜市都要登记", False), ("走访、座谈都行", False), ("所有摊位和夜市都要登记", True)],
)
def test_both_of_two_things_are_not_all_there_are(text: str, every: bool) -> None:
    assert ("all" in read(written(text)).marks) is every


@pytest.mark.parametrize(
    ("claim", "source", "other"),
    [
        ("逐年回落", "逐年增长", True),
        ("定期检查", "不定期检查", True),
        ("不定期检查", "不定期抽查", False),
        ("受让人缴费", "转让人缴费", True),
        ("大专文科生能报", "理工科专业专科以上学历的可以报", True),
    ],
)
def test_opposites_stand_in_each_other_s_place(claim: str, source: str, other: bool) -> None:
    assert opposed(claim, source) is other


@pytest.mark.parametrize(
    ("claim", "quote", "outranked"),
    [
        ("摊位全市最多的就是东集", "东集摊位数位居全市第2位", True),
        ("东集摊位数居全市首位", "东集摊位数位居全市第二位", True),
        ("东集摊位数全市第一", "东集摊位数位居全市第2位", True),
        ("东集摊位数全市第一", "东集摊位数位居全市第1位,全国第12位", False),
        ("东集一户最多租两个摊位", "东集摊位数位居全市第2位", False),  # a cap
        ("东集第一批摊位已经租出", "东集摊位数位居全市第2位", False),
        ("东集摊位数全市最多", "东集有摊位三百个", False),
    ],
)
def test_what_is_put_first_is_outranked_by_a_place_further_down(claim: str, quote: str, outranked: bool) -> None:
    assert is_outranked(claim, quote) is outranked
