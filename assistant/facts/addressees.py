"""Whom a measure is for: the addressee that the sentence names (对…给予…, 支持…开展…, 给予企业…), never who administers it."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.wordings import alternatives

LONGEST = 160  # characters between 对 and what is given
_LAST_OF_LIST = 8  # characters of the last name of a list, whatever follows it: 高校和企业共建…
_WORDS = alternatives(Path(__file__).with_name("addressees.tsv"))
_PARTY = re.compile(_WORDS["party"])
_FURTHER = re.compile(rf"[^,，。；;]{{0,40}}?的[^,，。；;的]{{0,12}}?{_WORDS['party']}")  # 向银行成功贷款的企业
_JOIN = re.compile(_WORDS["join"])
_AFTER = re.compile(rf"$|[\s,，。；;:：“\"《0-9]|{_WORDS['then']}|{_WORDS['ends']}")
_NO_PARTY = re.compile(rf"{_WORDS['then']}|{_WORDS['admin']}|{_WORDS['thing']}|{_WORDS['urges']}")
_SUPPORTS = re.compile(rf"{_WORDS['supports']}(?:[和、与并]?{_WORDS['supports']})*")
_URGES = re.compile(rf"(?:^|[,，])(?:{_WORDS['urges']}[和、与并]?)+")
_TO_AUTHORITIES = re.compile(rf"(?:{_WORDS['admin']}|[省市县区][)）]?)[,，]?(?:分别|也|可|再)?$")
_ADMINISTERS = re.compile(rf"(?:[^,，。；;]{{0,12}}的)?[^,，。；;的]{{0,8}}?{_WORDS['admin']}")
_FOR = re.compile(
    rf"(?<![面应针相绝反校核业其人])对(?![外接应策照比象口])于?(?P<who>[^。；;]{{2,{LONGEST}}}?)(?={_WORDS['gives']})"
)
_RECIPIENT = re.compile(
    rf"{_WORDS['recipient']}(?P<who>(?:该|每家|每个|每户|每位|相关)?[^,，。；;、的\d《]{{0,4}}?{_WORDS['party']})"
)
_GIVER = re.compile(
    r"(?:[,，]?(?:应当|可以|应|可|须(?!待|经))[^,，。；;]{0,20}?|(?:按照?[^,，。；;]{0,20}?)?)(?:给予|予以|奖励|支持|资助|对)(?!的)"
)
_CUT = re.compile(r"[,，](?=按|根据|依据|参照|以(?!上|下|及))")  # how much is reckoned, no more whom it is for
_BEGINS = re.compile(_WORDS["begins"])
_DUTY = re.compile(rf"[^,，。；;]{{0,60}}?{_WORDS['party']}等?[,，]?(?:应当|应(?!用)|必须|不得|要(?!求|素))")
# 完成后迁入本区,并纳入统计口径的企业,奖励…: who stands behind more than one comma
_LATE = re.compile(rf"(?P<who>(?:(?!{_WORDS['gives']})[^。；;]){{2,120}}?的[^,，。；;的]{{0,12}}?{_WORDS['party']})(?=[,，])")
_NUMBER = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）.、．]\s*)*(?:对于?)?")
_SERVED = re.compile(r"为(?P<who>[^,，。；;]{2,50}?)提供")
_ACTIVITY = re.compile(rf"{_WORDS['served']}$")
_PART = re.compile(rf"[^,，。；;]{{1,{LONGEST}}}")
_ATTRIBUTES = re.compile(r"[、和与及或]|以及|等(?![学级院])")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a measure is for.

    ``text`` is verbatim; ``parties`` are the nouns in it without what is said of them (成功贷款的企业: 企业), empty where it is
    an activity that is supported.
    """

    text: str
    parties: str


def addressee_of(text: str, gives: bool) -> Addressee | None:
    """Return whom a measure names as the one that it is for, or None where it names nobody.

    Args:
        text: of the measure.
        gives: whether something is given; who stands at its beginning then gets it: 通过认证的企业,奖励5万元.
    """
    ways = (_named_by_for, _mentioned_by_for, _supported, *([_subject] if gives else []), _recipient, _served)
    return next((found for way in ways if (found := way(text)) is not None), None)


def is_for_administration(text: str) -> bool:
    """Return whether those who are to do something are authorities alone: 鼓励有条件的县(市、区)设立…."""
    if any(_TO_AUTHORITIES.search(_CUT.split(found["who"], maxsplit=1)[0]) for found in _FOR.finditer(text)):
        return True  # 对成效明显的地方给予奖补
    urged = [match.end() for match in _URGES.finditer(text)]
    return any(_ADMINISTERS.match(text, at) for at in urged) and addressee_of(text, gives=True) is None


def is_duty(text: str) -> bool:
    """Return whether a text says what somebody must do, and supports nobody else: 企业应当建立…."""
    return _DUTY.match(text) is not None and _supported(text) is None


def _named_by_for(text: str) -> Addressee | None:
    """对首次通过认证的企业给予…: up to the first party behind which something else begins."""
    for found in _FOR.finditer(text):
        who = _CUT.split(found["who"], maxsplit=1)[0]
        for head in _PARTY.finditer(who):
            if _stops(who, head.end()) and not any(_stops(who, more.end()) for more in _FURTHER.finditer(who, head.end())):
                return _addressee(who[: head.end()])
    return None


def _stops(who: str, end: int) -> bool:
    return _AFTER.match(who, end) is not None and _JOIN.match(who, end) is None


def _mentioned_by_for(text: str) -> Addressee | None:
    """对企业自有核心专利…给予: the party whose thing it is."""
    found = _FOR.search(text)
    head = _PARTY.search(found["who"]) if found else None
    if found is None or head is None:
        return None
    before = found["who"][: head.end()]
    name = before[before.rfind("的") + 1 :]
    return None if _NO_PARTY.search(name) else _addressee(name)


def _recipient(text: str) -> Addressee | None:
    found = _RECIPIENT.search(text)
    return _addressee(found["who"]) if found and not _NO_PARTY.search(found["who"]) else None


def _supported(text: str) -> Addressee | None:
    for found in _SUPPORTS.finditer(text):
        who = _phrase(text[found.end() :])
        if who:
            return _addressee(who)
    return None


def _subject(text: str) -> Addressee | None:
    """通过认证的机构,每家资助…: who stands at the beginning, unless it is the one that gives."""
    number = _NUMBER.match(text)
    begin = number.end() if number else 0  # 1.对内资企业:
    late = _LATE.match(text, begin)
    who = _phrase(text[begin:]) or (late["who"] if late else "")
    return _addressee(who) if who and not _GIVER.match(text, begin + len(who)) else None


def _served(text: str) -> Addressee | None:
    for found in _SERVED.finditer(text):
        who = _phrase(found["who"])
        if who:
            return _addressee(who)
        if _ACTIVITY.search(found["who"]):
            return Addressee(found["who"], "")
    return None


def _phrase(text: str) -> str:
    """Return the parties that a text begins with, with what is said of them; empty where it begins with something else."""
    part = _PART.match(text)
    window = part.group() if part and not _BEGINS.match(text) else ""
    begin = end = 0
    for head in _PARTY.finditer(window):
        joined = _JOIN.match(window, head.end())
        ends_a_list = begin > 0 and head.end() - begin <= _LAST_OF_LIST
        if not joined and not ends_a_list and not _AFTER.match(window, head.end()):
            continue
        item = window[begin : head.end()]
        if _NO_PARTY.search(item[item.rfind("的") + 1 :]):
            break
        end = head.end()
        if not joined:
            break
        begin = joined.end()
    return window[:end].strip()


def _addressee(who: str) -> Addressee:
    """Return the addressee with its parties: of each part of a list what stands behind its last 的."""
    who = who.strip(" 、的\n,，")
    heads = [who[: head.end()] for head in _PARTY.finditer(who) if _ends_an_item(who, head.end())]
    parties = [_ATTRIBUTES.split(before[before.rfind("的") + 1 :])[-1] for before in heads]
    return Addressee(who, "、".join(parties))


def _ends_an_item(who: str, end: int) -> bool:
    return end == len(who) or _JOIN.match(who, end) is not None
