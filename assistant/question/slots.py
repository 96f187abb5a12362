"""The slots of a question that a later turn may fill anew: the document, the place, the year, the kind of right …"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from assistant.question.places import place_names
from assistant.question.wording import core
from assistant.wordings import patterns, read_wordings
from index.segment import default_segmenter

_AROUND = patterns(Path(__file__).with_name("follow_ups.tsv"))["around"]
_CLASSES = read_wordings(Path(__file__).with_name("classes.tsv"))
_ONLY_AROUND = re.compile(rf"(?:{_AROUND.pattern})++")
LEADS_ON = 12  # characters up to which words lead from one question to the next
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)年?(?:底|末)?|(?<!\d)2\d年(?!\d|之|以|内|来|后|前)|“?十[一二三四五六七]五”?(?:末|时?期间?)?"
)
_VERSION = re.compile(
    r"(?:19|20)\d{2}年?(?:的)?[那这]?一?个?版(?:本)?|[旧新老]版|现行版|修[订改][前后](?:的)?|"
    r"(?:以前|从前|原来|之前|过去)?(?:的)?[那这]?(?:个|份|部)?[旧老](?:文件|政策|办法|规定|意见|措施|细则|条例)"
)
# the whole country as a place: 国家的法律呢 after 北京呢
_STATE = re.compile(
    "国家(?:层面|(?:的)?(?:法律?|规定))(?![院官定规人庭])|(?:国家|中央)(?=的?呢)|全国(?:的|性)?(?:法律|规定)|国务院的?规定"
)
_STATES = re.compile("^(?:国家|全国|中央)的?")  # 国家的专利法
SHORTEST_KIND = 2  # characters of the beginning of a kind's name that stands for it
HEAD = 2  # last characters by which two names are of one kind
_SHORT_TURN = re.compile(rf"(?:{_AROUND.pattern}|的|给|多少|几[个件年]?|[?？。!！ ])*+")  # says nothing beside; both may take 的
_DOCUMENT = re.compile(
    r"《[^《》]{2,40}》|(?<![有么啥])(?:[\u4e00-\u9fff]{2,16}?(?:实施细则|条例|细则|规划))|"
    r"(?:专利|商标|著作权|反不正当竞争|成果转化|促进|进步|民|刑)[\u4e00-\u9fff]{0,4}?法(?![律院官定规人庭])"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a question that fills a slot."""

    kind: str
    start: int
    end: int


def _matches(pattern: re.Pattern[str]) -> Callable[[str], list[tuple[int, int]]]:
    return lambda text: [match.span() for match in pattern.finditer(text)]


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


# in this order: a stretch that fills one slot fills no other (专利法 is a document, no kind of right)
_BEFORE: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "version": _matches(_VERSION),
    "document": _matches(_DOCUMENT),
    "place": lambda text: [*place_names(text), *_matches(_STATE)(text)],
    "year": _matches(_YEAR),
}
_AFTER = {kind: _matches(_any_of(words)) for kind, words in _CLASSES.items()}
_LEADING = ("place", "version", "year")  # kinds that a question can be given where it has none: they stand in front of it
_SUBJECTS = ("document", "kind", "body")  # … and of which one may stand for another


@lru_cache(maxsize=16)
def _slots(kinds: tuple[str, ...]) -> dict[str, Callable[[str], list[tuple[int, int]]]]:
    """Return what finds the stretches of each slot, in the order that they are tried in."""
    return _BEFORE | ({"kind": _matches(_any_of(kinds))} if kinds else {}) | _AFTER


def slots_of(text: str, kinds: tuple[str, ...] = ()) -> list[Slot]:
    """Return the stretches of a question that fill a slot, in its order, without overlap.

    Args:
        text: of the question.
        kinds: what the rules of the office's field are made for, each a slot too.
    """
    found: list[Slot] = []
    for kind, spans_of in _slots(kinds).items():
        for start, end in spans_of(text):
            if all(end <= slot.start or slot.end <= start for slot in found):
                found.append(Slot(kind, start, end))
    return sorted(found, key=lambda slot: slot.start)


def filled_anew(before: str, turn: str, kinds: tuple[str, ...] = (), only: frozenset[str] = frozenset()) -> str:
    """Return the question before with each slot that the turn fills filled anew; ``before`` itself where it fills none.

    A place, a version or a year that the question before did not name is put in front of it. Where ``only`` some slots are
    filled, the others stay.
    """
    for kind, value in _values(turn, kinds):
        if only and kind not in only:
            continue
        old = [slot for slot in slots_of(before, kinds) if slot.kind == kind]
        if old and all(before[slot.start : slot.end] != value for slot in old):
            before = _replaced(before, old, value)
        elif not old and kind in _LEADING:
            before = f"{value}{before}"
    return before


def with_subject(before: str, turn: str, kinds: tuple[str, ...] = ()) -> str:
    """Return the question before about what the turn names instead: 布图设计条例里芯片的呢 after 专利保护多久.

    What it names takes the place of a stretch that fills the same slot, or else of the subject; empty where it names
    nothing.
    """
    named = _named(turn.strip("?？。!！ "))
    filled, there = {slot.kind for slot in slots_of(named, kinds)}, slots_of(before, kinds)
    if (law := _STATES.sub("", named)) and (asked := _of_law(before, law, there, kinds)):
        return asked
    able = _SUBJECTS if filled - {"body"} else _SUBJECTS[1:]  # 个人呢 is asked of the same document
    old = [slot for slot in there if slot.kind in filled] or [slot for slot in there if slot.kind in able]
    if not filled:
        return of_the_same_head(before, named)
    swapped = f"{before[: old[0].start]}{named}{before[old[0].end :]}" if filled - set(_LEADING) and old else ""
    return swapped if swapped != before else ""


def _of_law(before: str, law: str, there: list[Slot], kinds: tuple[str, ...]) -> str:
    """Return a question asked of a law on its subject, not of a place: 专利法 after 武汉假冒专利罚多少; empty of another law."""
    is_law = [(slot.kind, slot.start, slot.end) for slot in slots_of(law, kinds)] == [("document", 0, len(law))]
    on_it = any(slot.kind == "kind" and before[slot.start : slot.end] in law for slot in there)
    if not (is_law and on_it) or any(slot.kind == "document" for slot in there):
        return ""
    for slot in reversed([slot for slot in there if slot.kind == "place"]):
        before = before[: slot.start] + before[slot.end :]
    return f"{law}{before}"


def of_the_same_head(before: str, named: str) -> str:
    """Return a question with what a turn names in place of what ends alike: 试点单位 for 示范单位; empty where nothing does.

    That must begin as a word does: 北京的PCT is no like of 不走PCT.
    """
    head = named[-HEAD:]
    at = before.find(head, len(named) - HEAD) if len(named) > HEAD else -1
    start, end = at + HEAD - len(named), at + HEAD
    alike = at >= 0 and before[start:end].isalnum() and before[start:end] != named and _begins_a_word(before, start)
    return f"{before[:start]}{named}{before[end:]}" if alike else ""


def _begins_a_word(text: str, at: int) -> bool:
    """Return whether a word of a text begins at a place."""
    return at in _word_ends(text) and at < len(text)


def beside_slots(turn: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what a turn says beside its slots and the words that lead from one question to the next (那…呢), in pieces."""
    at, pieces = 0, []
    for slot in slots_of(turn, kinds):
        pieces.append(turn[at : slot.start])
        at = slot.end
    rest = " ".join([*pieces, turn[at:]])
    return tuple(word for piece in core(rest) for part in _parted(piece) for word in part.split())


def _named(turn: str) -> str:
    """Return a turn without the words around what it names (那…呢): whole ones, 中 of 办法中 and not of 中关村."""
    ends = _word_ends(turn)
    begin = max((end for end in ends if end <= LEADS_ON and _ONLY_AROUND.fullmatch(turn[:end])), default=0)
    last = (end for end in ends if end >= max(begin, len(turn) - LEADS_ON) and _ONLY_AROUND.fullmatch(turn[end:]))
    return turn[begin : min(last, default=len(turn))]


def _parted(text: str) -> list[str]:
    """Return the stretches of a text between the words that lead from one question to the next, likewise whole ones."""
    ends = _word_ends(text)
    around = [match.span() for match in _AROUND.finditer(text) if {match.start(), match.end()} <= ends]
    bounds = [0, *(at for span in around for at in span), len(text)]
    return [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _word_ends(text: str) -> set[int]:
    """Return where words of a text begin or end."""
    return {0, *accumulate(map(len, default_segmenter().cut(text)))}


def in_full(turn: str, kinds: tuple[str, ...]) -> str:
    """Return a turn with the whole name of a kind where it says but the beginning of one: 外观的多少 is 外观设计的多少."""
    for kind in kinds:
        for end in range(len(kind) - 1, SHORTEST_KIND - 1, -1):
            short = kind[:end]
            meant = {other for other in kinds if other.startswith(short)} == {kind}
            if meant and kind not in turn and _SHORT_TURN.fullmatch(turn.replace(short, "", 1).strip()) and short in turn:
                return turn.replace(short, kind, 1)
    return turn


def _values(turn: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield kind and wording of the first filling of each slot."""
    seen: set[str] = set()
    for slot in slots_of(turn, kinds):
        if slot.kind not in seen:
            seen.add(slot.kind)
            yield slot.kind, turn[slot.start : slot.end]


def _replaced(text: str, old: list[Slot], value: str) -> str:
    """Return the text with the last of the stretches replaced; of places and times there is one, so that the others go."""
    for slot in reversed(old):
        if slot is old[-1] or slot.kind in _LEADING:
            text = text[: slot.start] + (value if slot is old[-1] else "") + text[slot.end :]
    return text
