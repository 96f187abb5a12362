"""What kind of thing a question asks for, and whether a sentence states a thing of that kind."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.question.wording import core
from assistant.wordings import patterns, read_wordings
from corpus.numerals import chinese_to_int

# Order matters: the first facets are the particular ones, and a question may ask for several.
_NAMES = (
    "entitlement", "document_number", "phone", "address", "hours", "person", "whom", "actor", "url", "materials",
    "form", "deadline", "conditions", "frequency", "month", "rate", "multiple", "cap", "amount",
    "bodies", "people", "pieces", "count",
    "target", "duration", "days", "effective", "year",
)  # fmt: skip
_TABLE = Path(__file__).with_suffix(".tsv")
_WORDS = patterns(_TABLE)
_A_NOT_A = re.compile(r"([\u4e00-\u9fff])[不没]\1")  # 开不开
_PHRASE = re.compile(r"[\u4e00-\u9fff]{3,6}")


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind of answer: how it is asked for, and how a sentence states it."""

    name: str

    @property
    def asked(self) -> re.Pattern[str]:
        """What the words that ask for it match."""
        return _WORDS[f"{self.name}.asked"]

    @property
    def stated(self) -> re.Pattern[str]:
        """What a sentence that states it matches."""
        return _WORDS[f"{self.name}.stated"]


FACETS = tuple(map(Facet, _NAMES))
BY_NAME = {facet.name: facet for facet in FACETS}

# facets that the plan never states: asking for one of these is asking for the small print
SMALL_PRINT = (
    "entitlement",
    "document_number",
    "phone",
    "address",
    "hours",
    "person",
    "whom",
    "actor",
    "url",
    "materials",
    "form",
    "deadline",
    "conditions",
    "frequency",
    "month",
)
FIGURES = (
    "effective", "rate", "cap", "amount", "bodies", "people", "pieces", "count", "target", "multiple", "duration", "days", "year",
)  # fmt: skip

DATES = frozenset({"deadline", "month"})  # days that are of one year: what was one year's tells nothing of another
_SEGMENT_END = re.compile(r"(?<=[,，。;；:：?？!！])")
_STRETCH_END = re.compile(r"[,，。:：?？!！]")
SEVERAL = 2  # things, where it is not said how many
MOST_ASKED = 6  # stretches that are asked one by one: each is searched for
MOST_ONE = 2  # stretches from which each is a question of its own
MOST_REPEATED = 40  # characters of a question that an answer repeats to say what is not stated
_MARKS = "，,。;；:：?？!！ "
_QUOTED = re.compile('[“"](?P<inside>[^“”"]*)[”"]')
STORY = 24  # characters from which a question tells a story before it asks


@lru_cache(maxsize=64)  # asked for its facets, its years, its places
def asking_part(question: str) -> str:
    """Return the part of a long question that asks: its figures and circumstances before that are not asked for."""
    if len(question) <= STORY:
        return question
    segments = [segment for segment in _SEGMENT_END.split(question) if segment.strip()]
    asking = [number for number, segment in enumerate(segments) if _WORDS["asking"].search(segment)]
    if not asking:
        return question
    first = next((n for n in asking if _WORDS["introduces"].search(segments[n])), asking[-1])
    while first and _asked_too(*segments[first - 1 : first + 1]):
        first -= 1
    return "".join(segments[first:])


def _asked_too(before: str, segment: str) -> bool:
    """Return whether what stands before a segment that asks is asked too: 2020年是多少，2025年要多少; 在哪条路上，电话多少."""
    if all(_WORDS["asks_outright"].search(f"{each}？") for each in (before, segment)):
        return True
    return any(BY_NAME[name].asked.search(before) for name in SMALL_PRINT) and asks_apart(before.rstrip(_MARKS))


def asked_words() -> list[str]:
    """Return the words, of three to six characters, by which questions ask for something: no document need hold them.

    Without those that say what came about: 占了多少 is no 涨了多少.
    """
    asking = (words for key, words in read_wordings(_TABLE).items() if key.endswith(".asked") or key == "when")
    return sorted({word for words in asking for word in words if _PHRASE.fullmatch(word) and "了" not in word})


def asking_segments(question: str) -> list[str]:
    """Return the stretches between commas that ask something, where there are several: 实习多久，能不能在两家干."""
    segments = [segment.strip("，,。;；?？!！ ") for segment in re.split(r"[,，。;；?？!！]", asking_part(question))]
    asking = [segment for segment in dict.fromkeys(segments) if len(segment) >= 6 and _WORDS["asking"].search(segment)]
    return asking[:MOST_ASKED]


def asks_something(text: str) -> bool:
    """Return whether a text holds a word that asks."""
    return _WORDS["asking"].search(text) is not None


def asks_apart(text: str) -> bool:
    """Return whether a stretch of a question asks by itself, more strictly: 手上有几件专利 and 没约定怎么分 only tell."""
    asks = _WORDS["asks_apart"].search(text) or _A_NOT_A.search(text)
    return asks is not None and _WORDS["embeds"].search(text) is None


def without_asking(text: str) -> str:
    """Return a text with a space in the place of each word that asks."""
    return _WORDS["asking"].sub(" ", text)


@lru_cache(maxsize=1)
def _asked_by() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((facet.name, facet.asked) for facet in FACETS)


@lru_cache(maxsize=256)  # a question and its stretches are asked for them several times
def asked_facets(question: str) -> tuple[str, ...]:
    """Return the names of the facets that the question asks for, particular ones first."""
    part = asking_part(question)
    found = tuple(name for name, asked in _asked_by() if asked.search(part))
    if asked_names(question):
        found = tuple(name for name in found if name != "person")  # told by how many are named
    if not asks_something(part) and _WORDS["measures"].search(part):
        return tuple(name for name in found if name not in FIGURES)  # 赔偿数额 措施: keywords of a topic, no figure is wanted
    return found


def without_small_print(question: str) -> str:
    """Return a question without the words that ask for small print: what is left is what it is about.

    举报热线号码 is no subject that documents know or do not know. A question that is nothing else stays whole.
    """
    left = question
    for name in SMALL_PRINT:
        left = BY_NAME[name].asked.sub("，", left)
    telling = (word for part in core(left) for word in part if word.isalnum())
    return left if any(telling) else question


def asked_names(question: str) -> int:
    """Return of how many things a question wants the names (那5家企业叫什么); 2 where it does not count them, 0 for none."""
    found = _WORDS["names.asked"].search(question)
    if found is None:
        return 0
    counted = _WORDS["counted"].search(found.group())
    return (counted and chinese_to_int(counted.group()[:-1].strip())) or SEVERAL


def most_named(text: str) -> int:
    """Return how many things a text names at most in one stretch without a comma, or in one list."""
    stretches = (len(_WORDS["listed"].findall(stretch)) + 1 for stretch in _STRETCH_END.split(text))
    return max(*stretches, len(_WORDS["item"].findall(text)))


def asked_stretches(question: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the stretches of a question that ask, as it says them, each with its facets; none too long to be repeated."""
    stretches = asking_segments(question)
    if len(stretches) < MOST_ONE:
        stretches = [_short_enough(question)]
    return tuple((words, asked_facets(words)) for words in stretches if 0 < len(words) <= MOST_REPEATED)


def _short_enough(question: str) -> str:
    """Return the part of a question that asks without its first stretches, as far as it is too long with them."""
    stretches = [stretch for stretch in _SEGMENT_END.split(asking_part(question).strip(_MARKS)) if stretch.strip()]
    while len("".join(stretches)) > MOST_REPEATED and len(stretches) > 1:
        stretches.pop(0)
    rest = "".join(stretches).strip(_MARKS)
    quoted = _QUOTED.fullmatch(rest)
    return quoted["inside"] if quoted else rest


@lru_cache(maxsize=50_000)  # the same sentences come up again and again
def states(text: str, facet: str) -> bool:
    """Return whether ``text`` states something of that kind."""
    return BY_NAME[facet].stated.search(text) is not None


def states_all(text: str, facets: tuple[str, ...], *, meaning: bool) -> bool:
    """Return whether a text states each of the facets, and, where ``meaning`` is asked, what a word means."""
    defined = not meaning or _WORDS["gives_meaning"].search(text) is not None
    return defined and all(states(text, facet) for facet in facets)
