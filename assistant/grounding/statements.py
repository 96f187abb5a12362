"""A statement in its slots, read alike from a claim and from a quote: words, figures, years, modality, polarity, scope."""

import math
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.grounding.claims import negations
from assistant.grounding.quantities import Quantity, quantities
from assistant.wordings import patterns, read_wordings
from index.segment import default_segmenter

_TABLE = Path(__file__).with_name("statements.tsv")
_WORDS = patterns(_TABLE)
_OPPOSITES = tuple(tuple(re.compile(side) for side in pair.split("<>")) for pair in read_wordings(_TABLE)["opposite"])
MODES = ("ban", "must", "may", "encourage", "explore")
MARKS = ("only", "all", "except", "condition", "reason", "ranking", "before", "after", "first", "done", "aim")
LEVELS = ("world", "nation", "region", "province", "city", "county")
_NAMED = {"nation": "named_nation", "province": "named_province"}  # a level, and the words that things are named by it
_PIECE = re.compile(r"[^,;:。!?]+")
_RUN = re.compile(r"[^\s,;:。!?、()《》“”\"']+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—至到])")
_BOTH = re.compile(r"(?<=[、和与跟及])([^,;:。!?、]{1,16}?,?)都")  # 专利和商标都: those two, not all there are
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d年?[底末初]?")
_PLAN = re.compile(r"十([一二三四五六七八九])五")
_FUNCTION = re.compile(
    r"[的了着过地得是在和与及或等也都还就才又再把被给对向由从为以于而且但这那其该此上下中里内外前后时者所之吗吧呢啊么不没有要会能可应须将已并个各每本有无到至按照将让使以及通过进行开展相关有关方面情况]+"
)
OFFICE = 4  # characters at the end of the name of a body by which it is known
_LARGEST = 60_101_967  # words of jieba's corpus


@dataclass(frozen=True, slots=True)
class Word:
    """A content word with its weight, an inverse frequency in about [1, 18]."""

    text: str
    weight: float


@dataclass(frozen=True)
class Statement:
    """What a stretch of text says, as ``written`` returned it; each slot is read when it is first asked for: seldom all are."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its content words, without its figures and years."""
        blank = list(self.text)
        for quantity in self.quantities:
            blank[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
        bare = _DATED.sub(lambda match: " " * len(match.group()), "".join(blank))
        return tuple(word for run in _RUN.findall(bare) for word in _content_words(run))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its figures."""
        return quantities(self.text)

    @property
    def years(self) -> frozenset[int]:
        """The years that it names."""
        return years_of(self.text)

    @cached_property
    def modes(self) -> frozenset[str]:
        """Those of ``MODES`` that it shows."""
        return frozenset(mode for mode in MODES if _WORDS[mode].search(self.text))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Those of ``MARKS`` that it shows."""
        told = _BOTH.sub(r"\1", self.text)
        return frozenset(mark for mark in MARKS if _WORDS[mark].search(told))

    @cached_property
    def denied(self) -> int:
        """How often it denies."""
        return len(negations(self.text))


def weight_of(word: str) -> float:
    """Return how much a word tells: the logarithm of how rare it is in jieba's corpus."""
    return math.log(_LARGEST / (default_segmenter().frequency(word) + 5))


@lru_cache(maxsize=4096)  # a claim is held against several quotes, and the same quotes come up again and again
def read(text: str) -> Statement:
    """Return a text in its slots; it must be what ``written`` returned."""
    return Statement(text)


@lru_cache(maxsize=16_384)  # quotes and their stretches are put together in ever other ways of the same runs; 11 MB
def _content_words(run: str) -> tuple[Word, ...]:
    """Return the content words of a run of a text between its marks: jieba's words never reach over one."""
    return tuple(
        Word(word, weight_of(word))
        for word in default_segmenter().cut(run)
        if any(c.isalnum() for c in word) and not _FUNCTION.fullmatch(word) and not _WORDS["frame"].fullmatch(word)
    )


@lru_cache(maxsize=4096)  # of quotes and of what stands above them
def years_of(text: str) -> frozenset[int]:
    """Return the years that a text names, a five-year plan by its last (十四五 is 2025)."""
    plans = {1955 + 5 * (10 + "零一二三四五六七八九".index(number)) for number in _PLAN.findall(text)}
    return frozenset(int(year) for year in _YEAR.findall(text)) | plans


def is_outranked(claim: str, quote: str) -> bool:
    """Return whether a written claim puts something first that a written quote puts further down: 最多的 beside 第2位."""
    first = _WORDS["topmost"]
    return bool(first.search(claim) and _WORDS["placed"].search(quote) and not first.search(quote))


def tells_of_every(text: str) -> bool:
    """Return whether a text says of each and all, or of none else, what it says: 一律, 每月, 只有.

    都 or 就算 may say no more than that it is so.
    """
    return _WORDS["every"].search(text) is not None


def has_come_about(text: str) -> bool:
    """Return whether a text says in so many words that something has come about: 已经, 建成了, where 了 alone may say less."""
    return _WORDS["come_about"].search(text) is not None


def pieces(text: str) -> list[str]:
    """Return the stretches of a written text between commas."""
    return _PIECE.findall(text)


def leave_in(text: str) -> int:
    """Return where a text begins to say what is allowed (可以, 能), 0 where it does not."""
    found = _WORDS["may"].search(text)
    return found.start() if found else 0


def bans_in(text: str) -> list[int]:
    """Return where each ban (不得, 不予) of a text ends."""
    return [match.end() for match in _WORDS["ban"].finditer(text)]


def duties_in(text: str) -> list[int]:
    """Return where each duty (应当, 必须) of a text ends."""
    return [match.end() for match in _WORDS["must"].finditer(text)]


def is_leave(text: str) -> bool:
    """Return whether a text is but leave (可以, 能)."""
    return _WORDS["may"].fullmatch(text) is not None


def strict_duty(text: str) -> str:
    """Return what a text says that one must do (必须……); empty where it says so in milder words, or not at all."""
    found = _WORDS["strict"].search(text)
    return text[found.end() :] if found else ""


def is_worked_on(text: str) -> bool:
    """Return whether a text begins with what is done towards the thing before it: 示范城市|建设."""
    return _WORDS["worked_on"].search(text) is not None


def is_within(text: str, end: int) -> bool:
    """Return whether a figure that ends there is one within which something must come about: 十五日内, 一年之内."""
    return _WORDS["within"].match(text, end) is not None


def levels(text: str) -> frozenset[str]:
    """Return the levels of area that a text names: 全国, 全省, 省级 …, as their kinds."""
    return frozenset(kind for kind in LEVELS if _WORDS[kind].search(text))


def levels_named(text: str) -> frozenset[str]:
    """Return the levels of area that a text names or that its things are named by: 某省培训基地, 国家试点园区."""
    return frozenset(kind for kind, words in _NAMED.items() if _WORDS[words].search(text))


def offices(text: str) -> frozenset[str]:
    """Return the bodies that a text names, by the last characters of their names: 管理局, 主管部门, 人民法院."""
    return frozenset(match.group()[-OFFICE:] for match in _WORDS["office"].finditer(text))


def starts(text: str) -> list[str]:
    """Return from when something runs, as a text puts it: 自申请日起 begins with 申请日."""
    return [match.group(1) for match in _WORDS["start"].finditer(text)]


def grades(text: str) -> list[str]:
    """Return the words from which on something counts: 专科 of 专科以上."""
    return [match.group(1) for match in _WORDS["graded"].finditer(text)]


def opposed(claim: str, source: str) -> bool:
    """Return whether the claim has one word of a pair of opposites where the source has only the other."""
    return any(b.search(source) and not a.search(source) for a, b in _one_sided(claim))


@lru_cache(maxsize=512)  # a claim is held against several quotes
def _one_sided(claim: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return the opposites of which a claim has only the first."""
    both = (pair for one, other in _OPPOSITES for pair in ((one, other), (other, one)))
    return tuple((a, b) for a, b in both if a.search(claim) and not b.search(claim))
