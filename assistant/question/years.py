"""Years that a text names: in four digits, short, by five-year plan."""

import re

from corpus.numerals import chinese_to_int

NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT = re.compile(r"(?<!\d)(2\d)年(?!\d|之|以|内|来|后|前)")
_PLAN = re.compile(r"十([一二三四五六七八九])五(?!.{0,8}(?:规划|纲要)(?!期|末|结束))")  # “十四五”…规划 names a document, no time
_CHINESE = re.compile(r"([一二][零〇○0九][零〇○一二三四五六七八九]{2})年")
_CHINESE_SHORT = re.compile(
    r"(?<![零〇一二三四五六七八九十百])二([零〇一二三四五六七八九])年(?=[底末初度])"
)  # 二三年 alone may be two or three years


def in_digits(text: str) -> str:
    """Return the text with years in digits: 二〇二〇年 is 2020年, 二三年底 is 2023年底."""
    text = _CHINESE_SHORT.sub(lambda match: f"202{chinese_to_int(match.group(1))}年", text)
    return _CHINESE.sub(lambda match: f"{chinese_to_int(match.group(1))}年", text)


def named_years(text: str) -> frozenset[int]:
    """Return the years that a text names in four digits."""
    return frozenset(int(year) for year in NAMED.findall(text))


def stated_years(text: str) -> frozenset[int]:
    """Return the years that a text names, a five-year plan by the year of its end (十四五 is 2025)."""
    plans = {1955 + 5 * (10 + (chinese_to_int(number) or 0)) for number in _PLAN.findall(text)}
    return named_years(text) | plans


def short_years(text: str) -> frozenset[int]:
    """Return the years that a text names by their last two digits (23年)."""
    return frozenset(2000 + int(year) for year in _SHORT.findall(text))


def asked_years(question: str, text: str) -> frozenset[int]:
    """Return the years that a question names, those of its own words before those of what it was completed with."""
    return next((years for words in (question, text) if (years := stated_years(words) | short_years(words))), frozenset())
