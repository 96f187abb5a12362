"""Follow-ups: a question that leans on the turns before it is completed with them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.question.cleaning import clean, words_only
from assistant.question.cues import PATTERNS
from assistant.question.moves import NEXT, counted_on, moved, names_no_document, stepped
from assistant.question.references import parse_references
from assistant.records import Turn
from assistant.wordings import read_wordings
from corpus.numerals import chinese_to_int

LOOKED_BACK = 4  # turns; what stands farther back is no longer meant by 它
BRIEF = 14  # characters up to which 出处呢 or 下一条 is a question about the answer before
BRIEF_ITEM = 20  # … and 第三点具体怎么说
SHORT = 9  # characters up to which a question may lean on the one before without saying so
LINE = 120  # characters of a line of the answer that are asked about
# 那商标呢: what may stand for what was asked before, 那 … 呢 around it
_SUBSTITUTE = re.compile(
    r"^(?:那|那么|那要是|换成|如果是|要是|还有)?(?P<what>[^，,。?？!！]{1,16}?)(?:的)?(?:那边|那块|这块|方面)?"
    r"(?:呢|咧|呐|哩|又如何|怎么样|咋样)[?？!！。\s]*$"
)
_ITEM = re.compile(r"第([一二三四五六七八九十0-9]+)(?:点|条|个|项|款)")
_NUMBERED = re.compile(r"\s*(?:\d+[.、)]|[（(]?[一二三四五六七八九十]+[、)）])")
_MARK = re.compile(r"\[\d+\]")
_MARK_OR_NUMBER = re.compile(r"\[\d+\]|^\s*\d+[.、)]\s*")
_CLASSES = tuple(read_wordings(Path(__file__).with_name("classes.tsv")).values())


@dataclass(frozen=True, slots=True)
class Completed:
    """A self-contained question, what completed it, and what else the words before it say.

    ``step`` is 1 for the place after the one asked for before, -1 for the one before it; ``seen`` is the answer before,
    where more of the same is wanted.
    """

    text: str
    context: str = ""
    step: int = 0
    seen: str = ""


def complete(question: str, history: Sequence[Turn]) -> Completed:
    """Return the question completed with the turns before it, where it leans on them."""
    before = topic_before(history)
    if not before:
        return Completed(question)
    placed = _about_the_answer(question, before, history[-1].answer)
    if placed is not None:
        return placed
    if PATTERNS["more"].search(question):
        return Completed(before, before, seen=history[-1].answer)
    found = None if parse_references(question) else _SUBSTITUTE.match(question)
    swapped = _swap(before, found.group("what")) if found else ""
    if swapped:
        return Completed(swapped, before)
    if leans(question) and not parse_references(question):
        return Completed(f"{before} {question}", before)
    return Completed(question)


def _about_the_answer(question: str, before: str, answer: str) -> Completed | None:
    """Return what a question means that asks for the source, the next place, or a point of the answer before, or None."""
    if PATTERNS["where"].search(question) and len(question) <= BRIEF:
        return Completed(f"{before} 原文", before)
    step = NEXT.search(question)
    if step and len(question) <= BRIEF and parse_references(before):
        return _next_place(before, step)
    place = moved(before, question)
    if place:
        return Completed(place, before)
    item = _ITEM.search(question)
    if item and len(question) <= BRIEF_ITEM and not parse_references(question):
        line = _line_of(answer, chinese_to_int(item.group(1)) or 0)
        return Completed(line, before) if line else None
    return None


def _next_place(before: str, step: re.Match[str]) -> Completed:
    """Return what the place next to the one before is: by its number, or by the steps from the one that was named."""
    by_number = stepped(before, _direction(step), step.group("unit"))
    if by_number:
        return Completed(by_number, before)
    return Completed(before, before, step=_direction(step) + sum(map(_direction, NEXT.finditer(before))))


def _direction(step: re.Match[str]) -> int:
    return 1 if step.group("on") else -1


def leans(question: str) -> bool:
    """Return whether the question says that it goes on from the one before: 那…呢, 它, 其中."""
    return PATTERNS["leans"].search(question) is not None


def is_follow_up(question: str) -> bool:
    """Return whether the question may lean on the one before: it says so, or it is too short to be sure that it does not."""
    if leans(question) or names_no_document(question):
        return True
    return len(words_only(question)) <= SHORT and not parse_references(question)


def topic_before(history: Sequence[Turn]) -> str:
    """Return the earlier question, completed with the one before it where it leans on that; empty where there is none."""
    texts: list[str] = []
    for turn in reversed(history[-LOOKED_BACK:]):
        texts.insert(0, clean(turn.question))
        if not is_follow_up(texts[0]):
            break
    text = texts[0] if texts else ""
    for follow_up in texts[1:]:
        text = _followed(text, follow_up) or f"{text} {follow_up}"
    return text


def _followed(before: str, follow_up: str) -> str:
    """Return the place that a follow-up by numbers went to; empty where it was none."""
    step = NEXT.search(follow_up)
    if step is None:
        return moved(before, follow_up)
    by_number = stepped(before, _direction(step), step.group("unit"))
    return by_number or (counted_on(before, _direction(step)) if step.group("unit") == "条" else "")


def _swap(before: str, what: str) -> str:
    """Return ``before`` with the word of the same class replaced by ``what``, or an empty text."""
    for words in _CLASSES:
        new = next((word for word in words if word in what), None)
        old = next((word for word in words if word in before and word not in what), None) if new else None
        if new and old:
            return before.replace(old, new)
    return ""


def _line_of(answer: str, number: int) -> str:
    """Return the ``number``-th point of an answer, without its marks; empty where it has no such point."""
    lines = [line for line in answer.splitlines() if _NUMBERED.match(line)]
    if not lines:
        lines = [line for line in answer.splitlines() if _MARK.search(line)]
    if not 0 < number <= len(lines):
        return ""
    return _MARK_OR_NUMBER.sub("", lines[number - 1]).strip("“” ")[:LINE]
