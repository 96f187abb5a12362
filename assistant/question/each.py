"""What is asked of several like things at once, put for each: 试点单位和示范单位分别要几人 asks of the one, then of the other."""

import re
from dataclasses import dataclass

from assistant.question.cues import PATTERNS
from assistant.question.facets import asks_something
from assistant.question.parts import asks_itself
from assistant.question.places import place_names
from assistant.question.slots import slots_of

LONGEST = 10  # characters of a thing; what is longer is a sentence
SHORTEST = 4  # … of one that begins like another
MOST = 3  # things that are asked of one by one
_AND = re.compile(r"[和与跟及]")
_LISTED = re.compile("、")
_ENDS = (2, 1)  # characters that two like things end in: 试点单位 | 示范单位, 落户奖 | 新认定奖
_BOUND = re.compile(r"[，,。；;：:的在对把给按]")
_BEHIND = re.compile(r"[，,的分各哪]|$")  # what stands behind a thing that hardly shares anything with the one before
_MEASURED = re.compile("[是为有要]?(?:多|几|什么|怎|如何|啥|哪)")  # behind 各: a measure is asked for, not what is done
_COUNTED = re.compile("(?:这|那|以上)?[两二三几](?:样|者|种|个|项|类|档)(?=都?(?:分别|各))")  # 甲、乙这两样各奖多少
_STRETCH = re.compile(r"[^，,；;：:。！!？?]+[，,；;：:。！!？?]*")
_TOLD_OTHERWISE = ("place", "document", "version", "year")  # several places, laws, editions and years are looked for one by one
_FIGURE = re.compile(r"\d[\d.,]{0,12}[百千万亿]{0,2}[^\d]{0,2}")  # 50万元, and not 2025年地理标志
_MARKS = "，,；;：:。！!？?"


@dataclass(frozen=True, slots=True)
class Each:
    """What is asked of one of several things: ``head`` stands before them, ``asked`` is what is asked of the ``thing``."""

    head: str
    thing: str
    asked: str

    @property
    def words(self) -> str:
        """The question, without what stands before the things."""
        return f"{self.thing}{self.asked}"


def asked_of_each(question: str) -> tuple[Each, ...]:
    """Return the questions that one question asks of each of several things; none where it asks of one, or of too many."""
    if not PATTERNS["each"].search(question):
        return ()
    uncounted = _COUNTED.sub("", question)
    found = _joined(uncounted, listed=uncounted != question) or _in_a_row(uncounted)
    things = [each.thing for each in found if each.thing]
    if any(map(_FIGURE.fullmatch, things)):
        return ()  # 分别奖励50万元、100万元 names no things of which something is asked
    told_otherwise = all(any(slot.kind in _TOLD_OTHERWISE for slot in slots_of(thing)) for thing in things)
    return found if 1 < len(things) <= MOST and not told_otherwise else ()


def _joined(question: str, *, listed: bool) -> tuple[Each, ...]:
    """Return what is asked of like things that 和 joins or, where they are ``listed`` and counted (甲、乙两样), the last 、."""
    for joint in [*_AND.finditer(question)] or ([*_LISTED.finditer(question)][-1:] if listed else []):
        before, behind = question[: joint.start()], question[joint.end() :]
        like = _like(before, behind)
        last = like or _up_to_each(before, behind) or _up_to_what_each_has(before, behind)
        asked, further = _asked_first(behind[len(last) :])
        rest = _of_one(asked)
        if not last or not asks_something(rest):
            continue
        row = before.split("、")
        at = len(row) - 1
        while at and len(row[at - 1]) and (row[at - 1][-1] == last[-1] or not like):
            at -= 1
        head, first = _cut(row[at], last if like else row[at])
        head = "、".join([*row[:at], head])
        return (
            *(Each(head, thing, rest) for thing in (first, *row[at + 1 :], last)),
            *(Each(head, "", more) for more in further),
        )
    return ()


def _asked_first(text: str) -> tuple[str, list[str]]:
    """Return what is asked of each of several things, and what is asked behind that of all of it: …分别补多少，至少要几件."""
    stretches = _STRETCH.findall(text)
    last = next((n for n, stretch in enumerate(stretches) if asks_something(stretch)), len(stretches))
    behind = (stretch for stretch in stretches[last + 1 :] if asks_itself(stretch, stretches[last]))
    further = [stretch for stretch in behind if not PATTERNS["which_more"].search(stretch)]
    begins = text[: len(text) - len(text.lstrip(_MARKS))]
    asked = begins + "".join(stretch for stretch in stretches if stretch not in further)
    return asked, [stretch.strip(_MARKS) for stretch in further]


def _up_to_each(before: str, behind: str) -> str:
    """Return what stands before the word that asks of each, where a text begins with that: 布图设计专有权 | 各保护多少年.

    Empty where it is no thing, or what another text ends with may be more than one.
    """
    each = PATTERNS["each"].search(behind)
    thing = behind[: each.start()] if each else ""
    row = _STRETCH.findall(before)[-1:]
    if each and "的" in thing and "的" not in "".join(row) and not _MEASURED.match(behind, each.end()):
        return thing if _are_things(thing.replace("的", "", 1), *row) else ""  # 葡萄和芯片的布图设计各保护几年
    return thing if len(thing) >= SHORTEST and _are_things(thing, _BOUND.split(before)[-1]) else ""


def _up_to_what_each_has(before: str, behind: str) -> str:
    """Return what stands before the one thing that each of several has, where a text begins with that: 商标 | 的有效期各是多久.

    Empty where the one before has something of its own, or either is no thing.
    """
    each = PATTERNS["each"].search(behind)
    measured = each is not None and _MEASURED.match(behind, each.end())
    thing, _, owned = (behind[: each.start()] if each and measured else "").partition("的")
    row = _STRETCH.findall(before)[-1:]
    return thing if owned and len(row) == 1 and _are_things(thing, owned, *row[0].split("、")) else ""


def _are_things(*texts: str) -> bool:
    """Return whether texts may each name a thing: words without a mark or 的, not too long."""
    return all(0 < len(text) <= LONGEST and text.isalnum() and "的" not in text for text in texts)


def _like(before: str, behind: str) -> str:
    """Return the thing that a text begins with and that is like the one another text ends with; empty where there is none."""
    ends = (thing for size in _ENDS if (thing := _ending(before, behind, size)))
    sizes = range(min(LONGEST, len(before), len(behind)), SHORTEST - 1, -1)
    begin = (behind[:size] for size in sizes if behind[:2] == before[-size:][:2] and _BEHIND.match(behind, size))
    return next(ends, "") or next(filter(str.isalnum, begin), "")  # 概念验证平台 | 概念验证项目


def _ending(before: str, behind: str, size: int) -> str:
    """Return what a text begins with up to the characters, so many, that another one ends in; empty where it is no thing."""
    at = behind.find(before[-size:], 1) if len(before) > size else -1
    thing = behind[: at + size] if at > 0 else ""
    bounded = size > 1 or _BEHIND.match(behind, len(thing))
    return thing if bounded and thing.isalnum() and len(thing) <= LONGEST else ""


def _cut(text: str, like: str) -> tuple[str, str]:
    """Return a text parted before the thing that it ends with: behind the last word that bounds it, or as long as its like."""
    last = text.rfind("的") if "的" in like else len(text) - 1  # 专利的目标 where its like is 商标的目标, not 目标
    last = max(last, max(map(text.rfind, _MARKS)) + 1)  # …的奖励，新政策 where it is 以前的老政策: not 奖励
    bound = max((match.end() for match in _BOUND.finditer(text, 0, max(last, 0))), default=0)
    fits = len(text) - bound <= LONGEST and (bound or "的" in like)
    at = bound if fits else max(0, len(text) - len(like))
    return text[:at], text[at:]


def _in_a_row(question: str) -> tuple[Each, ...]:
    """Return what is asked of things that stand in a row before it, each of its own: 提供便利、重复侵权，罚款各是多少."""
    stretches = _STRETCH.findall(question)
    asking = next((n for n, stretch in enumerate(stretches) if PATTERNS["each"].search(stretch)), 0)
    *first, last = stretches[asking - 1].rstrip(_MARKS).split("、") if asking else [""]
    row = [item for item in (*first, *_AND.split(last)) if item]
    rest = _of_one("".join(stretches[asking:]))
    if len(row) < 2 or not asks_something(rest):
        return ()
    head = "".join(stretches[: asking - 1])
    places = [f"{row[0][start:end]}，" for start, end in place_names(row[0])]
    heads = [head, *[head or "".join(places[:1])] * len(row)]  # the first says where itself
    return tuple(Each(before, item, f"，{rest}") for before, item in zip(heads, row, strict=False))


def _of_one(rest: str) -> str:
    """Return what is asked of several things as it is asked of one: without 分别, and without which of them is more."""
    begins = rest[: len(rest) - len(rest.lstrip(_MARKS))]
    kept = [stretch for stretch in _STRETCH.findall(rest) if not PATTERNS["which_more"].search(stretch)]
    return begins + PATTERNS["each"].sub("", "".join(kept), count=1).rstrip(_MARKS)
