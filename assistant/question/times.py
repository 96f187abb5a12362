"""The time that a question asks about: years, named or seen from the day of the question, and reached or aimed at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from assistant.question.facets import asking_part
from assistant.question.places import place_names
from assistant.question.wording import core
from assistant.question.years import short_years, stated_years
from assistant.wordings import compiled
from corpus.numerals import CHINESE, chinese_to_int

REACHED, AIMED, OUTCOME = "reached", "aimed", "outcome"
RANK, RATE, MONEY, COUNT = "unit.rank", "unit.rate", "unit.money", "unit.count"
PLAN_YEARS = 5
_WORDS = compiled(Path(__file__).with_suffix(".tsv"))
_OFFSETS = {"before_last": -2, "last_year": -1, "this_year": 0, "next_year": 1, "after_next": 2}
_PLANS = {"plan_before": -1, "plan_end": 0, "plan_after": 1}
_LATER = re.compile(rf"([0-9{CHINESE}]{{1,3}})年(?:以|之)?后")
# the words of a time and of a figure are no part of what is measured
_TIME = re.compile(
    r"(?:到|至|截至|截止)?(?:19|20)?\d{2}年(?:度|[底末初])?|(?:19|20)\d{2}|“?十[一二三四五六七八九]五”?(?:期间|时期|期末|末)?"
)
_STRETCH = re.compile(r"[,，。;；?？!！]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?[余多]?[万亿]?(?:个百分点|[件家项个所人次名元%％起户批])?")


@dataclass(frozen=True, slots=True)
class AskedTime:
    """When the thing asked for is to hold, and as what.

    ``years`` are named (a five-year plan by its last), ``offsets`` count from the year of the day on which is asked (去年 is
    -1), ``plans`` from the five-year plan that a document is for (期末 is 0, 上个五年 is -1). ``status`` is ``REACHED``,
    ``AIMED``, ``OUTCOME`` (whether an aim was reached) or empty: of several years each has its own. ``words`` say the time as
    the question does.
    """

    years: frozenset[int] = frozenset()
    offsets: frozenset[int] = frozenset()
    plans: frozenset[int] = frozenset()
    status: str = ""
    within: bool = False  # less than a year
    growth: bool = False
    figure: bool = False  # a number is asked for, and nothing beside
    unit: str = ""  # of that number: RATE, MONEY or COUNT, or RANK for a place in an order, where the question names one
    words: str = ""

    @property
    def named(self) -> bool:
        """Whether the question says a time."""
        return bool(self.years or self.offsets or self.plans)

    def years_on(self, year: int, plan: tuple[int, int] | None) -> frozenset[int]:
        """Return the years asked about.

        Args:
            year: of the day on which is asked.
            plan: first and last year that the document plans for, if it is a plan.
        """
        ends = self.plan_years(plan) if plan else frozenset()
        return self.years | {year + offset for offset in self.offsets} | ends

    def plan_years(self, plan: tuple[int, int]) -> frozenset[int]:
        """Return the last years of the five-year plans asked about, for a document that plans for the years ``plan``."""
        return frozenset(plan[1] + PLAN_YEARS * step for step in self.plans)


def asked_time(question: str, text: str) -> AskedTime:
    """Return the time that a question asks about; its own words count before those of what it was completed with."""
    own = _read(_with_its_time(question))
    return own if own.named or own.status or text == question else _read(_with_its_time(text))


def _with_its_time(question: str) -> str:
    """Return the part of a question that asks, behind the stretches before it that say when and at most where: 下一个五年，……"""
    asking = asking_part(question)
    before = _STRETCH.split(question.removesuffix(asking))
    return "，".join([*filter(_says_when, before), asking])


def _says_when(stretch: str) -> bool:
    """Return whether a stretch says a time, and at most a place beside."""
    left = without_time(stretch)
    if left == stretch:
        return False
    places = {left[start:end] for start, end in place_names(left)}
    return not without_particles(reduce(lambda text, place: text.replace(place, ""), places, left)).strip()


def _read(text: str) -> AskedTime:
    text = _WORDS["denied"].sub(" ", text)
    found = {key: match.group() for key, pattern in _WORDS.items() if (match := pattern.search(text))}
    later = frozenset(number for digits in _LATER.findall(text) if (number := chinese_to_int(digits)))

    def named(steps: Mapping[str, int]) -> frozenset[int]:
        return frozenset(step for key, step in steps.items() if key in found)

    def first(keys: Sequence[str]) -> str:
        return next((key for key in keys if key in found), "")

    years = stated_years(text) | short_years(text)
    status = first((OUTCOME, AIMED, REACHED))
    return AskedTime(
        years, named(_OFFSETS) | later, named(_PLANS), "" if len(years) > 1 and status != OUTCOME else status,
        "within_year" in found, "growth" in found, "figure" in found and "which" not in found, first((RANK, RATE, MONEY, COUNT)),
        found.get(first((*_OFFSETS, *_PLANS)), "") or _said(text),
    )  # fmt: skip


def _said(text: str) -> str:
    """Return the first time that a text names by number."""
    found = _TIME.search(text) or _LATER.search(text)
    return found.group() if found else ""


def measured(text: str) -> tuple[str, ...]:
    """Return the words that may name what is measured: those of a question without its time, its figures and what only asks.

    The first are those of all the question, the others those of its stretches, where it has several.
    """
    stretches = [words for stretch in _STRETCH.split(text) if (words := _measured(stretch))]
    return (_measured(text), *(stretches if len(stretches) > 1 else ()))


def _measured(text: str) -> str:
    said = " ".join(core(text))
    for pattern in (_LATER, _TIME, *(_WORDS[key] for key in (*_OFFSETS, *_PLANS, "span")), _FIGURE, _WORDS["asks"]):
        said = pattern.sub(" ", said)
    return " ".join(said.split())


def without_time(text: str) -> str:
    """Return a text with a space in the place of the words that say when, and whether it is reached or aimed at."""
    for pattern in (_LATER, _TIME, *(_WORDS[key] for key in (*_OFFSETS, *_PLANS, "span", AIMED, REACHED))):
        text = pattern.sub(" ", text)
    return text


def without_particles(text: str) -> str:
    """Return a text without the characters that name nothing: particles, units, what asks for a number."""
    return _WORDS["particles"].sub("", text)
