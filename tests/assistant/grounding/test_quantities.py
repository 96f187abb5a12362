"""Figures in one measure, however they are written."""

from decimal import Decimal

import pytest

from assistant.grounding.quantities import Quantity, quantities, written


def only(text: str) -> Quantity:
    (found,) = quantities(written(text))
    return found


@pytest.mark.parametrize(
    ("spoken", "in_documents"),
    [
        ("一成五", "15%"), ("七成七", "百分之七十七"), ("三成半", "35%"), ("一半", "50%"), ("半年", "6个月"),
        ("一年半", "18个月"),
        ("2年", "24个月"), ("半个月", "15日"), ("24小时", "一日"), ("两千块", "2000元"), ("万分之五", "0.05%"),
        ("一万二", "12000"), ("三百五", "350"), ("二百五十元", "250元"), ("千分之一点五", "0.15%"), ("六十分钟", "1小时"),
        ("七十件", "70件"), ("三分之二", "66.67%"),
    ],
)  # fmt: skip
def test_spoken_figures_are_those_of_documents(spoken: str, in_documents: str) -> None:
    ours, theirs = only(spoken), only(in_documents)
    assert (ours.value, ours.measure) == (theirs.value, theirs.measure)


@pytest.mark.parametrize(
    "text",
    ["2025年", "2020年5月1日", "第三条", "第三方机构", "每万人", "统一成立", "完成目标", "27年底", "捆在一块儿", "一次性奖励"],
)
def test_dates_places_and_bases_of_rates_are_no_quantities(text: str) -> None:
    assert quantities(written(text)) == ()


@pytest.mark.parametrize(
    ("claimed", "stated", "met"),
    [
        ("超过4500万元", "4524.5万元", True), ("近3000亿元", "2929亿元", True), ("70%以上", "69%", False),
        ("15亿元", "超过15亿元", True),
        ("5万元以上", "5万元以下", False), ("70件", "90件", False), ("600余件", "600余件", True),
    ],
)  # fmt: skip
def test_a_rough_figure_is_met_by_what_makes_it_true(claimed: str, stated: str, met: bool) -> None:
    assert only(claimed).meets(only(stated)) is met


def test_a_bound_is_no_ban() -> None:
    assert written("不得少于三年") == "不少于三年"
    assert only("不能低于三年").bound == ">="


@pytest.mark.parametrize(("text", "one"), [("一年", True), ("两家", True), ("十年", False), ("四家", False), ("百分之一", False)])
def test_a_small_count_may_be_no_figure(text: str, one: bool) -> None:
    assert only(text).one is one


def test_counters_compare_and_measures_do_not() -> None:
    assert only("6个").comparable(only("6件"))
    assert not only("6家").comparable(only("6件"))
    assert only("七千").comparable(only("7092件"))
    assert not only("十五万").comparable(only("15件"))
    assert not only("6年").comparable(only("6%"))
    assert only("6年").value == Decimal(72)


def test_hundreds_of_millions_are_counted_with_or_without_a_counter() -> None:
    assert quantities(written("二十个亿元"))[0].value == quantities(written("20亿元"))[0].value


def test_the_first_name_of_a_list_is_a_rank() -> None:
    assert [(q.measure, int(q.value)) for text in ("第一名", "头名", "第1位") for q in quantities(written(text))] == [
        ("名次", 1)
    ] * 3


@pytest.mark.parametrize(
    ("claimed", "stated", "within"),
    [("六千多万元", "6700余万元", True), ("五千多万元", "6700余万元", False), ("超过800件", "超过1000件", False)],
)
def test_a_figure_that_is_left_open_holds_those_of_its_last_place(claimed: str, stated: str, within: bool) -> None:
    (one,), (other,) = quantities(written(claimed)), quantities(written(stated))
    assert one.beyond(other) is within


def test_a_grade_is_no_figure() -> None:
    assert quantities(written("国家5A级景区奖100万元"))[0].value == 1_000_000


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [("5000元", "5000", True), ("5000元", "5000件", False), ("500元", "500", False), ("5000元", "5000天", False)],
)
def test_money_compares_with_a_large_bare_number_alone(one: str, other: str, comparable: bool) -> None:
    assert only(one).comparable(only(other)) is comparable
    assert only(other).comparable(only(one)) is comparable
