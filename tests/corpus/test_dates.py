"""Dates of any precision: which are some, the bounds of each, and the day that a text states."""

import pytest

from corpus.dates import first_day, is_date, last_day, stated_date, year_of


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2021", True),
        ("2021-06", True),
        ("2024-02-29", True),
        ("2021-02-29", False),
        ("2021-13", False),
        ("2021-00", False),
        ("2021-6", False),
        ("2021-06-01-01", False),
        ("21", False),
        ("２０２１", False),
        ("", False),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day_of_the_calendar(text: str, *, is_one: bool) -> None:
    assert is_date(text) is is_one


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-06", "2021-06-01", "2021-06-31"),  # no day of June exceeds it
        ("2021-06-05", "2021-06-05", "2021-06-05"),
    ],
)
def test_a_date_has_a_first_and_a_last_day_and_a_year(text: str, first: str, last: str) -> None:
    assert (first_day(text), last_day(text), year_of(text)) == (first, last, 2021)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("于2024年4月9日印发", "2024-04-09"),
        ("二〇二四年四月九日", "2024-04-09"),
        ("一九九九年十二月三十一日", "1999-12-31"),
        ("2021-12-06", "2021-12-06"),
        ("2024.10.8", "2024-10-08"),
        ("2021 年 2 月 3 日", "2021-02-03"),
        ("2024年2月30日，2024年3月1日", "2024-03-01"),  # the first that the calendar has
        ("2024年4月", None),
        ("2024年4月123日", None),
        ("1899年1月1日", None),
        ("", None),
    ],
)
def test_the_first_day_that_a_text_states(text: str, day: str | None) -> None:
    assert stated_date(text) == day
