"""From the place asked for before to the one meant now: 第二款呢, 这一条的第三项, 下一章."""

import re
from dataclasses import replace

from assistant.question.numbering import Number, Row
from assistant.question.references import Reference, parse_references

BRIEF = 20  # characters up to which a question names a place by what was asked before
NEXT = re.compile(
    r"(?<![以之最])(?:(?P<on>下|后|接着|接下来|往下|挨着)(?:面|边|来)?[的那这]{0,2}|(?P<back>上|前)(?:[面边](?=[的那这]{0,2}一))?[的那这]{0,2})一?"
    r"(?P<unit>点|条(?![件例文])|段|节|款|项(?!目)|章|编|部分)"
)
_FILLER = re.compile(r"[那么再还就和跟看请问说讲一下这的该此法,，、 ]*")  # 那第六条呢; 规划第三部分 names its document
_THIS = re.compile(r"一[条款项节章点段]")  # 这一条的第三项
_UNDER = {
    "大部分": 0,
    "大块": 0,
    "板块": 0,
    "块": 0,
    "部分": 0,
    "部份": 0,
    "编": 0,
    "篇": 0,
    "章": 0,
    "节": 1,
    "小节": 1,
    "点": 2,
    "小点": 2,
    "条": 2,
    "项": 2,
}
_OF_ARTICLE = {"款": "款", "段": "款", "自然段": "款", "项": "项", "点": "项", "小点": "项", "目": "目"}


def names_no_document(question: str) -> bool:
    """Return whether a question is about a place by its number and says nothing of the document: 第六条呢."""
    found = parse_references(question)
    return bool(found) and _FILLER.fullmatch(question.partition(found[0].text)[0]) is not None


def moved(before: str, question: str) -> str:
    """Return the place that ``question`` means after ``before``, with its document; empty where it means none by a number."""
    found = parse_references(before)
    if not found or len(question) > BRIEF:
        return ""
    head = before.partition(found[-1].text)[0]
    if names_no_document(question):
        return head + question[question.index(parse_references(question)[0].text) :]
    reference: Reference | None = found[-1]
    numbers = _numbers_alone(question)
    for number in numbers:
        reference = None if reference is None else _within(reference, number)
    return head + reference.name if numbers and reference is not None else ""


def _numbers_alone(question: str) -> list[Number]:
    """Return the numbers of a question that names parts and no place of its own: 这一条的第三项."""
    if parse_references(question):
        return []
    numbers = [n for n in Row(question).numbers if n.unit and (n.nth or n.inner or n.value < 0)]
    lead = question[: numbers[0].start] if numbers else ""
    return numbers if _FILLER.fullmatch(_THIS.sub("", lead)) else []


def _within(reference: Reference, number: Number) -> Reference | None:
    """Return the place of that number within, or beside, the one asked for before."""
    if reference.article is not None:
        return None if reference.article[0] < 0 else _part(reference, _OF_ARTICLE.get(number.unit, ""), number.value)
    if number.unit in ("段", "自然段"):
        return replace(reference, paragraph=number.value)
    level_at = _UNDER.get(number.unit)
    if level_at is None:
        return None
    above = min(level_at, len(reference.numbers))
    return Reference(numbers=(*reference.numbers[:above], number.value), units=(*reference.units[:above], ""))


def _part(reference: Reference, unit: str, value: int) -> Reference | None:
    """Return the 款, 项 or 目 of that number of the article that a reference names."""
    if unit == "款":
        return replace(reference, paragraph=value, item=0, subitem=0)
    if unit == "项":
        return replace(reference, item=value, subitem=0)
    return replace(reference, subitem=value) if unit == "目" else None


def counted_on(before: str, step: int) -> str:
    """Return the article so many behind (or before) the one asked for before; empty where that was none."""
    found = parse_references(before)
    if not found or found[-1].article is None or found[-1].article[0] + step < 1:
        return ""
    return before.partition(found[-1].text)[0] + Reference(article=(found[-1].article[0] + step, 0)).name


def stepped(before: str, step: int, unit: str) -> str:
    """Return the place next to the one asked for before, where it is known by its own number; else empty."""
    found = parse_references(before)
    if not found:
        return ""
    reference, head = found[-1], before.partition(found[-1].text)[0]
    at_last = {"款": reference.paragraph, "项": reference.item}.get(unit, 0)
    part = _part(reference, unit, at_last + step) if reference.article is not None and at_last > 0 else None
    if part is not None:
        return head + part.name
    if unit in reference.units and reference.article is None:
        at = reference.units.index(unit)
        numbers = (*reference.numbers[:at], reference.numbers[at] + step)
        return head + Reference(numbers=numbers, units=reference.units[: at + 1]).name
    return ""
