"""Figures: values, bounds and units worked out by hand."""

from decimal import Decimal

import pytest

from assistant.grounding.figures import LONGEST_NUMERAL, Figure, chinese_value, figures, plain, without_marks


def found(text: str) -> list[tuple[str, str, str]]:
    return [(figure.value, figure.unit, figure.bound) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十", 30),
        ("一千二百万", 12_000_000),
        ("万", 10_000),
        ("二亿三千万", 230_000_000),
        ("三点五", Decimal("3.5")),
        ("三点零五", Decimal("3.05")),
        ("十四五", None),
        ("二〇二一", 2021),
        ("一" * (LONGEST_NUMERAL + 1), None),
    ],
)
def test_chinese_numerals(text: str, value: Decimal | int | None) -> None:
    assert chinese_value(text) == value


def test_the_longest_numeral_is_still_one() -> None:
    assert chinese_value("一" * LONGEST_NUMERAL) == int("1" * LONGEST_NUMERAL)
    assert found("一" * 5000 + "件")  # a row without end breaks nothing


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("不超过5件", "<="),
        ("不超过合同实际金额的5%", "<="),
        ("超过(甲)合同实际金额的5%", ">="),
        ("不少于总数的5件", ">="),
        ("低于总数的5件", "<="),
        ("不超过规定,合同的5%", ""),  # another stretch
        ("最高奖励5件", "<="),
        ("上限为5件", "<="),
        ("5件以下", "<="),
        ("5件(不含)以下", "<="),
        ("5件及以上", ">="),
        ("5件以内", "<="),
        ("5日以内", ""),  # a deadline either way
        ("5个月之内", ""),
        ("5个工作日以内", ""),
        ("超过5件", ">="),
        ("不少于5件", ">="),
        ("5余件", ">="),
        ("五百出头", ">="),
        ("起码三个", ">="),
        ("顶多三家", "<="),
        ("撑死也就6个月", "<="),
        ("99%还多", ">="),
        ("五百来件", "~"),
        ("五十来万", "~"),
        ("5家来登记", ""),  # who comes
        ("5件多", ">="),
        ("近5件", "<~"),
        ("接近5件", "<~"),
        ("约5件", "~"),
        ("5件左右", "~"),
        ("5件上下", "~"),
        ("5件", ""),
        ("少于5件", "<="),
        ("不低于5件", ">="),
        ("不小于5件", ">="),
        ("不高于5件", "<="),
        ("不超过约5件", "~"),  # the word right before the figure decides
        ("最高人民法院5件", ""),
        ("超过最高标准的5件以下", "<="),  # an upper bound comes before a lower one
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert figures(text)[0].bound == bound


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30天", [("30", "日", "")]),
        ("30名", [("30", "人", "")]),
        ("30个自然日", [("30", "日", "")]),
        ("30个", [("30", "个", "")]),
        ("3个月", [("3", "个月", "")]),
        ("千分之五", [("5", "‰", "")]),
        ("半年", [("0.5", "年", "")]),
        ("半径", []),
        ("一个", []),  # an article
        ("一人", [("1", "人", "")]),
        ("两个", [("2", "个", "")]),
        ("万一", [("10001", "", "")]),
        ("统一", []),
        ("第一条", [("1", "第条", "")]),
        ("1.50万元", [("15000", "元", "")]),
        ("1,234件", [("1234", "件", "")]),
        ("1,23件", [("1", "", ""), ("23", "件", "")]),
        ("(2021)3号", [("2021-3", "number", "")]),
        ("5月1日", [("05-01", "date", "")]),
        ("2021年5月", [("2021-05", "date", "")]),
        ("13812345678", [("13812345678", "phone", "")]),
        ("113812345678", [("113812345678", "", "")]),
    ],
)
def test_values_and_units(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_range_shares_unit_and_scale() -> None:
    assert found("3至5年") == [("3", "年", ""), ("5", "年", "")]
    assert found("5-10万元") == [("50000", "元", ""), ("100000", "元", "")]
    assert found("5件、10万元") == [("5", "件", ""), ("100000", "元", "")]


def figure(value: str, unit: str = "", bound: str = "") -> Figure:
    return Figure(value, unit, bound, 0, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (figure("5", "件"), figure("5", "件"), True),
        (figure("5", "件"), figure("6", "件"), False),
        (figure("5", "件"), figure("5", "家"), False),
        (figure("5", "件", ">="), figure("5", "件"), False),
        (figure("15000"), figure("15000", "元"), True),  # 1.5万 for 1.5万元
        (figure("1500"), figure("1500", "元"), False),
        (figure("2021", "date"), figure("2021-06-01", "date"), True),  # less exact is no other day
        (figure("06-01", "date"), figure("2021-06-01", "date"), True),
        (figure("2021-06-01", "date"), figure("2021", "date"), False),
        (figure("2021-07", "date"), figure("2021-06-01", "date"), False),
    ],
)
def test_when_two_figures_say_the_same(one: Figure, other: Figure, same: bool) -> None:
    assert one.same(other) is same


def test_a_figure_has_its_place_in_the_plain_text() -> None:
    text = "专利 ６件[1]，商标7件"
    assert [plain(without_marks(text))[f.start : f.end] for f in figures(text)] == ["6件", "7件"]
