"""A question that asks several things is several questions: each stretch that asks, behind what stands before all of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.cues import PATTERNS, Cue, read_cues
from assistant.question.facets import BY_NAME, asked_facets, asks_apart, asks_something, without_asking
from assistant.question.times import without_particles, without_time

MOST_PARTS = 3  # each is searched for and read
CONFIRMS = 6  # characters up to which 行不行 or 是这样吗 asks nothing of its own …
SAYS = 3  # … unless this many are left without the words that ask whether: 到期能续吗
_WHETHER = re.compile(
    r"对不对|可不可以|可以|能够|需要|应该|是不是|有没有|这样|那样|这么|那么|[能会要行对是可不没吗吧么嘛呢啊呀了得的也就还都再又][不没]?"
)
_BEGINS = re.compile(r"(?:几(?![年天日月周][前来间])|多少|多久|多长|哪)")  # 几天受理: what begins so asks
_STRETCH = re.compile(r"(?:[^:：,，。;；?？!！]|(?<=\d)[:：](?=\d))+[:：,，。;；?？!！]*")
_LISTED = re.compile(r"[^、]+、?")
_SAYS = re.compile(r"规定|说法|百分之|[说写讲提叫弄搞办干是 ]")
_EMPTY = re.compile(rf"{_SAYS.pattern}|[有真假]")  # 有没有规定, 是真的吗
# 条例里怎么说的: where it stands is no thing that is asked about
_IN_TEXT = re.compile(r"(?:这|那|该|本)?(?:部|份|个)?(?:法律|法规|条例|办法|细则|文件?|规划|政策|意见|通知)(?:里面?|上|中)?")
_UNITS = re.compile("[天日月周]|[之以]?内")
_MARKS = ":：,，、。;；?？!！ "
_TOPIC = re.compile(r"呢[?？]\s*$")
_TURNS = re.compile("另外|还有|此外|再就是|同时|顺便")
_CONDITION = re.compile(r"的[,，]\s*$")
_NUMBERED = re.compile(r"\s*(?:[一二三]是|第[一二三](?![条款项章节届批期])[,，]?|其[一二三][,，]?|[（(]?[1-3][)）.、])")
_ASKING_MARKS = ("?", "？")
_LISTS = "、"  # behind a stretch that asks: 排第几、连着几年？


@dataclass(frozen=True, slots=True)
class Part:
    """A question that is asked among others.

    ``head`` stands before all of them, ``words`` are its own stretch, as it is repeated before its answer, and ``about`` is
    what the first one is about, or the last one that turned to something else (另外……), without the words that ask and without
    its time, where this one follows it; ``first`` is that question whole. ``marked`` says that each of them ends in a question
    mark of its own, or in a row (、) that does; ``of_each`` that the same is asked of several things; ``keyword`` that it is one
    of a row of keywords.
    """

    head: str
    words: str
    about: str = ""
    marked: bool = False
    first: str = ""
    of_each: bool = False
    keyword: bool = False

    @property
    def whether(self) -> str:
        """What it asks whether it is so, in few words beside a question on what: 收费 of 几天办好，收费吗; else empty."""
        return _asked_whether(self.words, self.first)

    def is_of(self, name: str) -> bool:
        """Return whether it goes on about what bears a name, and does not turn to something else (另外……); of none all do."""
        return not name or (name in f"{self.head}{self.about}{self.words}" and _TURNS.match(self.words) is None)


@lru_cache(maxsize=64)  # asked for when it is read, and when it is answered
def parts_of(question: str) -> tuple[Part, ...]:
    """Return the questions that a question asks, in their order; none where it asks one, or too many."""
    head, asking = _stretches(question)
    if asking and _TOPIC.search(asking[0]) and not asks_apart(_TOPIC.sub("", asking[0])):
        head += asking.pop(0)  # 行政这块呢？队伍怎么建
    if len(asking) > MOST_PARTS and _asked_whether(asking[-1].strip(_MARKS), asking[-2]):
        asking[-2:] = ["".join(asking[-2:])]
    if not 1 < len(asking) <= MOST_PARTS:
        return ()
    head, asking[0] = _with_its_condition(head, asking)
    marked = _are_marked(asking)
    first, *others = (stretch.strip(_MARKS) for stretch in asking)
    found, leads = [Part(head, first, marked=marked)], about(first)
    for words in others:
        found.append(Part(head, words, leads, marked, first))
        if _TURNS.match(words):
            leads = about(_TURNS.sub("", words, count=1))  # 另外专利申请排第几、连着几年: what comes behind goes on from that
    return tuple(found)


def keywords_asked(question: str) -> tuple[Part, ...]:
    """Return what a row of keywords asks, where its last ones each ask for a thing: 贴息 比例 上限 窗口电话."""
    words = question.split()
    first = len(words)
    while first and asked_facets(words[first - 1]) and len(without_asking(words[first - 1]).strip(_MARKS)) > 1:  # not 多少年
        first -= 1
    asking = words[first:]
    if not first or not 1 < len(asking) <= MOST_PARTS or any(mark in word for mark in _MARKS.strip() for word in words[:-1]):
        return ()
    head = " ".join(words[:first]) + " "
    return tuple(Part(head, word.strip(_MARKS), marked=True, keyword=True) for word in asking)


def is_marked(stretch: str) -> bool:
    """Return whether a stretch, or a question, ends in a question mark."""
    return stretch.rstrip().endswith(_ASKING_MARKS)


def _are_marked(asking: Sequence[str]) -> bool:
    """Return whether each stretch that asks ends in a question mark, before one that turns (另外) or, behind a mark, in a row.

    The last one leads to nothing, marked or not.
    """
    ends = [is_marked(stretch) for stretch in asking]
    ends = [end or (ends[0] and stretch.rstrip().endswith(_LISTS)) for end, stretch in zip(ends, asking, strict=True)]
    turns = [_TURNS.match(stretch) is not None for stretch in asking[1:]]
    return all(end or turn for end, turn in zip(ends, turns, strict=False))


def _with_its_condition(head: str, asking: Sequence[str]) -> tuple[str, str]:
    """Return what stands before all, and the first with what is its own: a number, a condition where another has one.

    再犯的，…？不交的，…？; 一是没带证，…？二是…
    """
    *others, last = _STRETCH.findall(head) or [""]
    conditions = _CONDITION.search(last) and any(map(_CONDITION.search, _STRETCH.findall("".join(asking[1:]))))
    numbered = _NUMBERED.match(last) and all(map(_NUMBERED.match, asking[1:]))
    return ("".join(others), last + asking[0]) if conditions or numbered else (head, asking[0])


def _stretches(question: str) -> tuple[str, list[str]]:
    """Return what stands before the first stretch that asks, and those that ask, each with what stands before it.

    What asks nothing of its own (是多少 behind 有没有定一个总数) goes with the one before it, as does what comes last, and what
    ends a question (哪些行为，会被挡在门外？).
    """
    head, waiting, asking = "", "", list[str]()
    for stretch in _pieces(question):
        if asks_itself(stretch, asking[-1] if asking else ""):
            if asking:
                asking.append(waiting + stretch)
            else:
                head = waiting
                asking.append(stretch)
            waiting = ""
        elif asking and (asks_something(stretch) or is_marked(stretch)):
            asking[-1] += waiting + stretch
            waiting = ""
        else:
            waiting += stretch
    if asking:
        asking[-1] += waiting
    return head, asking


def _pieces(question: str) -> Iterator[str]:
    """Yield the stretches of a question, those that 、 parts where each of them asks: 保费补几成、租金补几成."""
    for stretch in _STRETCH.findall(question):
        pieces = _LISTED.findall(stretch)
        yield from pieces if len(pieces) > 1 and all(map(asks_itself, pieces)) else [stretch]


def asks_itself(stretch: str, before: str = "") -> bool:
    """Return whether a stretch asks, and says what of: 是多少 and 怎么说的 only ask on.

    A question mark says that it does where it holds any word that asks: 展会办几天以上须设机构？ Few words ask whether something
    is so beside what was asked ``before``, where that is more than whether: 几天办好，收费吗, but 行不行，会挨罚吗.
    """
    words = stretch.strip(_MARKS)
    if PATTERNS["within_it"].match(words) and not is_marked(stretch):
        return False  # 里头发明有几件 is told with the one before
    left = _IN_TEXT.sub("", PATTERNS["about_text"].sub("", without_particles(without_asking(words))))
    marked = is_marked(stretch) and asks_something(words)
    asks = asks_apart(words) or marked or (_BEGINS.match(words) is not None and bool(asked_facets(words)))
    if asks and _asked_whether(words, before):
        return True
    if not asks or not _SAYS.sub("", left).strip():
        return False
    says = len(words) > CONFIRMS or len(_WHETHER.sub("", words)) >= SAYS
    return says or bool(asked_facets(words)) or Cue.YES_NO not in read_cues(words)


def _asked_whether(words: str, before: str) -> str:
    """Return what a few words ask whether it is so, beside what was asked ``before``: 收费 of 几天办好，收费吗; empty of others.

    有没有规定 asks nothing, and 引了书里几段话 tells.
    """
    short = len(words) <= CONFIRMS and Cue.YES_NO in read_cues(words)
    asked = bool(asked_facets(before)) or PATTERNS["wh"].search(before.replace("几", "")) is not None
    left = PATTERNS["about_text"].sub("", _IN_TEXT.sub("", _WHETHER.sub("", words)))
    return _EMPTY.sub("", left) if short and asked else ""


def is_told_with_the_other(question: str) -> bool:
    """Return whether a question only asks whether something is as what was asked before it: 跟实用新型一样长吗."""
    return PATTERNS["same_of_both"].search(question) is not None


def says_something(stretch: str) -> bool:
    """Return whether a stretch says more than that it asks: not 几天之内, nor 罚多少."""
    return len(_UNITS.sub("", without_particles(without_asking(stretch))).strip(_MARKS)) >= SAYS


def about(stretch: str) -> str:
    """Return a stretch without its time and the words that ask: what a stretch behind it leaves unsaid."""
    left = without_time(stretch)
    for name in asked_facets(stretch):
        left = BY_NAME[name].asked.sub(" ", left)
    return " ".join(without_asking(left).split())
