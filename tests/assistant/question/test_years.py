"""The years that a question is about."""

import pytest

from assistant.question.years import AIMED_AT, REACHED, asked_years, in_digits, named_years, stated_years


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("二〇二〇年", "2020年"),
        ("二零二五年到二〇三〇年", "2025年到2030年"),
        ("一九九八年", "1998年"),
        ("二○二一年", "2021年"),
        ("二十年", "二十年"),
        ("二〇二〇", "二〇二〇"),
    ],
)
def test_years_in_chinese_become_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "years"),
    [("1999和2020年", {1999, 2020}), ("12020", set()), ("20201", set()), ("2199", set()), ("1899", set()), ("2099", {2099})],
)
def test_a_year_has_four_digits_and_stands_alone(text: str, years: set[int]) -> None:
    assert named_years(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("十四五", {2025}),
        ("十三五", {2020}),
        ("十一五到十二五", {2010, 2015}),
        ("十五五", {2030}),
        ("十四五末的2023年", {2023, 2025}),
        ("到2025年“十四五”期末", {2025}),
    ],
)
def test_a_plan_is_the_year_of_its_end(text: str, years: set[int]) -> None:
    assert stated_years(text) == years


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("21年的数量", {2021}),
        ("21年和2023年", {2021, 2023}),
        ("121年", set()),
        ("20年内", set()),
        ("20年之后", set()),
        ("20年以上", set()),
        ("20年来", set()),
        ("20年3月", set()),
        ("35年", set()),
        ("到底要达到多少", {AIMED_AT}),
        ("今后过去", {AIMED_AT}),
        ("过去的数量", {REACHED}),
        ("质押", set()),
    ],
)
def test_short_years_and_hints(question: str, years: set[int]) -> None:
    assert asked_years(question, question) == years


def test_a_year_of_its_own_counts_before_a_hint_and_both_before_the_context() -> None:
    assert asked_years("2021年的目标", "2021年的目标") == {2021}
    assert asked_years("目标呢", "2020年多少 目标呢") == {2025}
    assert asked_years("目前呢", "2025年多少 目前呢") == {2020}
    assert asked_years("它呢", "2023年多少 它呢") == {2023}
    assert asked_years("它呢", "将来多少 它呢") == {2025}
    assert asked_years("它呢", "过去多少 它呢") == {2020}
