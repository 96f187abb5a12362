"""Years that a question is about: named, short, by five-year plan, or hinted at."""

import re

from assistant.question.cues import PATTERNS
from corpus.numerals import chinese_to_int

NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT = re.compile(r"(?<!\d)(2\d)年(?!\d|之|以|内|来|后|前)")
_PLAN = re.compile(r"十([一二三四五六七八九])五")
_CHINESE = re.compile(r"([一二][零〇○0九][零〇○一二三四五六七八九]{2})年")
# where a question hints at the past or the future without a year: the ends of the plan before and of this one
REACHED, AIMED_AT = 2020, 2025


def in_digits(text: str) -> str:
    """Return the text with years in digits: 二〇二〇年 is 2020年."""
    return _CHINESE.sub(lambda match: f"{chinese_to_int(match.group(1))}年", text)


def named_years(text: str) -> frozenset[int]:
    """Return the years that a text names in four digits."""
    return frozenset(int(year) for year in NAMED.findall(text))


def stated_years(text: str) -> frozenset[int]:
    """Return the years that a text names, a five-year plan by the year of its end (十四五 is 2025)."""
    plans = {1955 + 5 * (10 + (chinese_to_int(number) or 0)) for number in _PLAN.findall(text)}
    return named_years(text) | plans


def asked_years(question: str, text: str) -> frozenset[int]:
    """Return the years that a question is about, those of its own words before those of what it was completed with."""
    for words in (question, text):
        years = stated_years(words) | {int("20" + year) for year in _SHORT.findall(words)}
        if years:
            return frozenset(years)
        if PATTERNS["ahead"].search(words):
            return frozenset({AIMED_AT})
        if PATTERNS["behind"].search(words):
            return frozenset({REACHED})
    return frozenset()
