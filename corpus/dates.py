"""Dates as documents state them: a year, a month or a day, as ISO text (2021, 2021-06, 2021-06-01)."""

import re
from datetime import date

from corpus.numerals import chinese_to_int

_CHINESE = "[〇○零一二三四五六七八九十]"
_STATED = re.compile(
    rf"((?:19|20)\d{{2}}|[一二]{_CHINESE}{{3}})\s*[年./-]\s*(\d{{1,2}}|{_CHINESE}{{1,3}})\s*[月./-]\s*(\d{{1,2}}|{_CHINESE}{{1,3}})(?!\d)"
)
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)


def is_date(text: str) -> bool:
    """Return whether ``text`` is a year, a month or a day that the calendar has."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def first_day(text: str) -> str:
    """Return the first day of a date of any precision."""
    return text + "-01-01"[len(text) - 4 :]


def last_day(text: str) -> str:
    """Return a bound that no day of a date exceeds, to compare with: 31 stands for the last day of any month."""
    return text + "-12-31"[len(text) - 4 :]


def year_of(day: str) -> int:
    """Return the year of an ISO date."""
    return int(day[:4])


def stated_date(text: str) -> str | None:
    """Return the first day that ``text`` states, as ISO text: 2024年4月9日, 二〇二四年四月九日, 2021-12-06, 2024.10.8."""
    for year, month, day in _STATED.findall(text):
        numbers = [chinese_to_int(part) or 0 for part in (year, month, day)]
        iso = "{:04}-{:02}-{:02}".format(*numbers)
        if is_date(iso):
            return iso
    return None
