"""Which thing a figure is said of: the stretch that holds it, with the subject and the lead that govern that stretch."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.quantities import Quantity, quantities

_STRETCH = re.compile(r"[^,;:。!?]+[,;:。!?]?")
_STOPS = ";。!?"
# a stretch that begins so has its subject before it; one that ends so (…的, …期间, 2020年) leads those behind it
_NO_SUBJECT = re.compile(
    r"(?:并|且|均|年均|年平均|达到?|较|比|同比|分别|累计|增长|增幅|超过|突破|占|位居|连续|排名|为|是|其中占|处于?"
    r"|[“”]?十[一二三四五六七八九]五|定[的为在]|目标|指标)"
)
_LEAD = re.compile(r"(?:的|时|后|前|内|末|期间|以来|\d{4}年|月底|年底|方面|中)[,:]$")
_GROWTH = re.compile(r"增长(?!极)|增加(?!值)|提高|提升|新增|上升|下降|减少|降低|缩短|增幅|增速|涨|多出?了?|少了|翻")
_LEVEL = re.compile(r"达到?(?!标)|为|是|总量|总额|累计|共|占|突破|超过|有")
_ITEM = re.compile(r"[、和及与]")
_ITEM_OF_LIST = re.compile(r"[、和及与或]")
_NOTHING = re.compile(
    r"目标|指标|[其中较比同比达到增长加为是约近和、,: ]|(?<!\d)\d{2,4}年"
    r"|十[一二三四五六七八九]五|[年期]?[末底]|定[的为在]?|[要将应]"
)
_RANGE = re.compile(r"(?:以上|[-–—~至到])+(?:不超过)?")
_GROWN = re.compile(r"(?:年均|年平均|同比)?(?:增长|增加|提高|下降|减少)[^,]*")
_LOCAL = 24  # characters before a figure that say whether it is a growth or a level


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a text with what governs it: its lead (when, under which condition) and the subject it carries on."""

    own: str
    lead: str
    subject: str
    start: int

    @property
    def whole(self) -> str:
        """The stretch with what governs it."""
        return self.lead + self.subject + self.own


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity, the words of what it counts, the wider words that govern them, and whether it is by how much it grew."""

    quantity: Quantity
    subject: str
    governing: str
    grown: bool
    shown: tuple[int, int]  # where the stretch stands that says it


@lru_cache(maxsize=2048)
def said(text: str) -> tuple[Said, ...]:
    """Return the stretches of a written text."""
    found: list[Said] = []
    lead = subject = ""
    for match in _STRETCH.finditer(text):
        own = match.group()
        found.append(Said(own.rstrip(",;:。!?"), lead, subject if _NO_SUBJECT.match(own) else "", match.start()))
        if _LEAD.search(own):
            lead += own
        elif not _NO_SUBJECT.match(own):
            subject = own
        if own[-1] in _STOPS:
            lead, subject = (lead if own[-1] == ";" and not lead.count("的,") else ""), ""
    return tuple(found)


@lru_cache(maxsize=2048)
def counted(text: str) -> tuple[Counted, ...]:
    """Return the quantities of a written text with what each counts."""
    found: list[Counted] = []
    for stretch in said(text):
        found += _in_stretch(stretch, text, found)
    return tuple(found)


def _in_stretch(stretch: Said, text: str, before: Sequence[Counted]) -> list[Counted]:
    end = stretch.start + len(stretch.own)
    inside = [quantity for quantity in quantities(text) if stretch.start <= quantity.start < end]
    listed = _listed(stretch, inside, text, before)
    found: list[Counted] = []
    at = stretch.start
    for number, quantity in enumerate(inside):
        local = text[at : quantity.start]
        behind = text[quantity.end : inside[number + 1].start if number + 1 < len(inside) else end]
        tail, own = _ITEM.split(behind)[0], _ITEM.split(local)[-1] if found else local
        subject = _subject(listed[number] if listed else own + " " + tail, local, stretch, found)
        grown = _is_growth(own, local) or (len(own) < 2 and any(counted.grown for counted in found[-1:]))
        found.append(Counted(quantity, subject, stretch.whole, grown, (stretch.start, end)))
        at = quantity.end
    return found


def _subject(subject: str, local: str, stretch: Said, before: Sequence[Counted]) -> str:
    """Return what a figure counts: the words around it, or what was spoken of before where they are but frame."""
    if before and _RANGE.fullmatch(local):
        return before[-1].subject  # 二十元以上二百元以下: both ends are of one thing
    return subject if _NOTHING.sub("", subject).strip() else _GROWN.sub("", stretch.subject)  # 达到6件


def _is_growth(own: str, local: str) -> bool:
    """Return whether a figure behind these words is by how much something grew, not how much it is."""
    return _GROWTH.search(own) is not None or (_LEVEL.search(own) is None and _GROWTH.search(local[-_LOCAL:]) is not None)


def _listed(stretch: Said, inside: Sequence[Quantity], text: str, before: Sequence[Counted]) -> list[str]:
    """Return what the figures of a 分别 list count, in their order; empty where that cannot be told."""
    at = text.find("分别", stretch.start, stretch.start + len(stretch.own))
    if at < 0 or len(inside) < 2:
        return []
    head = text[stretch.start : at]
    sentence = text[max(text.rfind(stop, 0, stretch.start) for stop in _STOPS) + 1 : at]
    own = head if len(head) > 2 * len(inside) else stretch.subject + head
    for words, parts in ((own, _ITEM), (sentence, _ITEM_OF_LIST)):  # 3A、4A级的,一次性分别给予; 行业标准的,当年分别给予
        items = [item for item in parts.split(words.rpartition("的,")[0] or words) if item.strip(" ,")]
        if len(items) >= len(inside):
            return items[-len(inside) :]
    last = before[-len(inside) :]
    return [counted.subject for counted in last] if len(last) == len(inside) else []
