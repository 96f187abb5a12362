"""The years that a question is about."""

import pytest

from assistant.question.years import asked_years, in_digits, named_years, stated_years


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("二〇二〇年", "2020年"),
        ("二零二五年到二〇三〇年", "2025年到2030年"),
        ("一九九八年", "1998年"),
        ("二○二一年", "2021年"),
        ("二十年", "二十年"),
        ("二〇二〇", "二〇二〇"),
        ("二三年底和二五年初", "2023年底和2025年初"),
        ("保护二三年", "保护二三年"),  # two or three years
        ("一百二三年底", "一百二三年底"),
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
        ("“十四五”知识产权规划", set()),  # names a document
        ("十四五规划末", {2025}),
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
        ("质押", set()),
    ],
)
def test_short_years(question: str, years: set[int]) -> None:
    assert asked_years(question, question) == years


def test_the_years_of_its_own_words_count_before_those_of_the_context() -> None:
    assert asked_years("2021年呢", "2020年多少 2021年呢") == {2021}
    assert asked_years("它呢", "2023年多少 它呢") == {2023}
