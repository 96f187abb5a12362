"""The time that a question asks about: years, by name or seen from the day of the question, and what was reached or is aimed at."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.question.facets import asking_part
from assistant.question.wording import core
from assistant.question.years import short_years, stated_years
from assistant.wordings import compiled
from corpus.numerals import CHINESE, chinese_to_int

REACHED, AIMED, OUTCOME = "reached", "aimed", "outcome"
PLAN_YEARS = 5
_WORDS = compiled(Path(__file__).with_suffix(".tsv"))
_OFFSETS = {"before_last": -2, "last_year": -1, "this_year": 0, "next_year": 1, "after_next": 2}
_PLANS = {"plan_before": -1, "plan_end": 0, "plan_after": 1}
_LATER = re.compile(rf"([0-9{CHINESE}]{{1,3}})年(?:以|之)?后")
# the words of a time and of a figure are no part of what is measured
_TIME = re.compile(
    r"(?:到|至|截至|截止)?(?:19|20)?\d{2}年(?:度|[底末初])?|(?:19|20)\d{2}|“?十[一二三四五六七八九]五”?(?:期间|时期|期末|末)?"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?[余多]?[万亿]?(?:个百分点|[件家项个所人次名元%％起户批])?")


@dataclass(frozen=True, slots=True)
class AskedTime:
    """When the thing asked for is to hold, and as what.

    ``years`` are named (a five-year plan by its last), ``offsets`` count from the year of the day on which is asked (去年 is
    -1), ``plans`` from the five-year plan that a document is for (期末 is 0, 上个五年 is -1). ``status`` is ``REACHED``,
    ``AIMED``, ``OUTCOME`` (whether an aim was reached) or empty. ``words`` say the time as the question does.
    """

    years: frozenset[int] = frozenset()
    offsets: frozenset[int] = frozenset()
    plans: frozenset[int] = frozenset()
    status: str = ""
    within: bool = False  # less than a year
    growth: bool = False
    figure: bool = False  # a number is asked for, and nothing beside
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
        ends = {plan[1] + PLAN_YEARS * step for step in self.plans} if plan else set()
        return self.years | {year + offset for offset in self.offsets} | ends


def asked_time(question: str, text: str) -> AskedTime:
    """Return the time that a question asks about; its own words count before those of what it was completed with."""
    own = _read(asking_part(question))
    return own if own.named or own.status or text == question else _read(asking_part(text))


def _read(text: str) -> AskedTime:
    found = {key: match.group() for key, pattern in _WORDS.items() if (match := pattern.search(text))}
    later = {number for digits in _LATER.findall(text) if (number := chinese_to_int(digits))}
    years = stated_years(text) | short_years(text)
    offsets = {offset for key, offset in _OFFSETS.items() if key in found} | later
    said = [found[key] for key in (*_OFFSETS, *_PLANS) if key in found] or [m.group() for m in (_TIME.search(text), _LATER.search(text)) if m]
    return AskedTime(
        years, frozenset(offsets), frozenset(step for key, step in _PLANS.items() if key in found),
        next((status for status in (OUTCOME, AIMED, REACHED) if status in found), ""),
        "within_year" in found, "growth" in found, "figure" in found and "which" not in found, said[0] if said else "",
    )  # fmt: skip


def measured(text: str) -> str:
    """Return the words that may name what is measured: those of a question without its time, its figures and what only asks."""
    said = " ".join(core(text))
    for pattern in (_LATER, _TIME, *(_WORDS[key] for key in (*_OFFSETS, *_PLANS)), _FIGURE, _WORDS["asks"]):
        said = pattern.sub(" ", said)
    return " ".join(said.split())


def particles(text: str) -> frozenset[str]:
    """Return the characters of a text that name nothing: particles, units, what asks for a number."""
    return frozenset(_WORDS["particles"].findall(text))
