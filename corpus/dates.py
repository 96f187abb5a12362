"""Dates as documents state them: a year, a month or a day, as ISO text (2021, 2021-06, 2021-06-01)."""

import re
from datetime import date

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
