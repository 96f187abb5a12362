"""When a stretch of text speaks of: what was reached (现状), or what is aimed at (目标), and of which year."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.wordings import patterns
from corpus.numerals import CHINESE, chinese_to_int, int_to_chinese
from corpus.records import Document, Span

BASELINE, TARGET = "现状", "目标"
_BEHIND, _AHEAD = "以前", "以后"
# A time that governs what follows it stands at the start of a part (2020年,…; 到2025年,…), never behind 较 or 比.
_YEAR = re.compile(r"^(?P<lead>截至|截止|到|至)?(?P<year>20\d\d)年(?P<tail>[底末初])?(?=$|[,，]|前|全|我|力争|实现)")
_PLAN = re.compile(rf"^(?P<lead>截至|到|至)?[“\"「]?(?P<number>[{CHINESE}]{{1,3}})五[”\"」]?(?P<tail>期末|末|期间|时期|以来)")
# 两年内共30家, 近三年累计: how long it took, and no year
_LASTS = rf"[{CHINESE}\d]{{1,3}}(?:个月|年)"
_DURATION = re.compile(rf"^(?:(?:在|过去|未来|今后)?{_LASTS}(?:之?内|间|来|以来|中)|(?:近|连续){_LASTS}来?)")
_SPANS = re.compile(r"(?:期间|时期|以来)$")
_HEADING_YEAR = re.compile(r"(?P<year>20\d\d)年")
_HEADING_PLAN = re.compile(rf"[“\"「]?(?P<number>[{CHINESE}]{{1,3}})五[”\"」]?(?=期间|时期|以来|[^年])")
_TITLE_PLAN = re.compile(rf"[“\"「]([{CHINESE}]{{1,3}})五[”\"」]")
_HEADINGS = patterns(Path(__file__).with_name("periods.tsv"))  # 目标, then 现状: 发展基础和主要指标 is about aims


@dataclass(frozen=True, slots=True)
class Period:
    """A kind (现状 or 目标), the year it speaks of, the words that say so, and the clause and sentence that they stand in."""

    kind: str
    year: int | None
    words: str
    clause: str = ""
    sentence: Span = (0, 0)


def spans_years(words: str) -> bool:
    """Return whether words name a stretch of years (“十三五”期间, 两年内) and no year."""
    return bool(_SPANS.search(words) or _DURATION.match(words))


def duration(part: str) -> str:
    """Return the duration that a part of a sentence begins with (两年内, 近三年), an empty text where it names none."""
    found = _DURATION.match(part.lstrip(" \u3000"))
    return found.group() if found else ""


def plan_end(number: int) -> int:
    """Return the last year of the five-year plan ``number`` (3 or more): 十三五 is 13 and ends in 2020."""
    return 1955 + 5 * number  # the third plan ran from 1966 to 1970, every later one follows without a gap


def called(year: int, kind: str = "") -> str:
    """Return how a year is spoken of: that of a target as 到2025年, the last of a five-year plan by the plan too (十四五末)."""
    plan, rest = divmod(year - plan_end(0), 5)
    named = f" {int_to_chinese(plan)}五末" if not rest and 10 < plan < 20 else ""
    return f"{'到' if kind == TARGET else ''}{year}年{named}"


def first_year(document: Document) -> int | None:
    """Return the first year that a plan is for, from its title or its validity, or None if neither tells."""
    found = _TITLE_PLAN.search(document.title)
    number = chinese_to_int(found.group(1)) if found else None
    if number:
        return plan_end(number) - 4
    if document.valid_from and document.is_plan:
        return int(document.valid_from[:4])
    return None


def plan_years(document: Document) -> tuple[int, int] | None:
    """Return the first and the last year that a plan is for, or None where the document is none or does not say."""
    first = first_year(document)
    if first is None:
        return None
    ends = document.valid_to if document.valid_from and document.is_plan else None
    return first, int(ends[:4]) if ends else first + 4


def heading_kind(headings: tuple[str, ...]) -> str | None:
    """Return what the innermost telling heading says of its text, or None if no heading tells."""
    for title in reversed(headings):
        for kind in (TARGET, BASELINE):
            if _HEADINGS[kind].search(title):
                return kind
    return None


def heading_period(headings: tuple[str, ...], starts: int | None) -> Period | None:
    """Return what the innermost telling heading says of its text, with its year where it names one: 2026年重点工作.

    Args:
        headings: above the text, the outermost first.
        starts: the first year that the document plans for.
    """
    for title in reversed(headings):
        found = _HEADING_YEAR.search(title) or _HEADING_PLAN.search(title)
        year = _year(found) if found else None
        kind = heading_kind((title,)) or (_kind_of_year(title, year, starts) if year else None)
        if kind is not None:
            return Period(kind, year, found.group() if found else "")
    return None


def _kind_of_year(title: str, year: int, starts: int | None) -> str | None:
    """Return what a heading that names a year says of its text: that it was done, that it is to be done, or neither."""
    told = next((kind for key, kind in ((_AHEAD, TARGET), (_BEHIND, BASELINE)) if _HEADINGS[key].search(title)), None)
    return told or (None if starts is None else BASELINE if year < starts else TARGET)


def stated(part: str, heading: str | None, starts: int | None) -> Period | None:
    """Return the period that a part of a sentence names at its start, or None.

    Args:
        part: text between two commas.
        heading: what the headings say; it decides where neither the words nor the years do.
        starts: the first year that the document plans for; earlier years are facts, later ones aims.
    """
    part = part.lstrip(" \u3000")
    found = _YEAR.match(part) or _PLAN.match(part)
    year = _year(found) if found else None
    if found is None or year is None:
        return None
    kind = _kind(found, year, heading, starts)
    return Period(kind, year, found.group()) if kind else None


def _year(found: re.Match[str]) -> int | None:
    """Return the year that is named, of a five-year plan its last; None where the numeral is none."""
    if "year" in found.re.groupindex:
        return int(found["year"])
    number = chinese_to_int(found["number"])
    return plan_end(number) if number else None


def _kind(found: re.Match[str], year: int, heading: str | None, starts: int | None) -> str | None:
    if found["lead"] in ("截至", "截止"):
        return BASELINE
    if starts is not None:
        return BASELINE if year < starts else TARGET
    ahead = found["lead"] or found["tail"] in ("期末", "末")
    return (heading or TARGET) if ahead else heading
