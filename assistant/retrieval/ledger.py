"""Which of the figures that a document states a question asks for: by what they measure, by time and by status."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.facts.indicators import Indicator
from assistant.facts.periods import BASELINE, TARGET, called
from assistant.facts.stated import StatedFigures, left_over, neighbours
from assistant.grounding.figures import numbers
from assistant.question.cues import Cue
from assistant.question.facets import FIGURES, SMALL_PRINT
from assistant.question.times import AIMED, COUNT, MONEY, OUTCOME, RANK, RATE, REACHED, AskedTime, without_particles
from assistant.question.understand import Understood
from assistant.records import Hit
from assistant.retrieval.retriever import Retriever
from assistant.thresholds import MEASURED, MEASURED_BESIDE, MEASURED_FOUND, MEASURED_IN
from corpus.dates import year_of

KEPT = 8  # documents whose figures are kept
NAMED = 0.5  # what it adds to the fit of a figure that the question names its value
GRANT = "entitlement"  # what is given to somebody; a document's own account of it is meant only where it is named in full
_NO_FIGURE = frozenset(SMALL_PRINT) - {GRANT}
_UNITS = {"%": RATE, "个百分点": RATE, "百分点": RATE, "元": MONEY, "美元": MONEY}  # every other one counts
_EITHER = (AIMED, REACHED)
_GROWTH = re.compile("增(?!加值)")
_OTHER_WANTS = (Cue.COMPARES, Cue.LOOKUP, Cue.OCCURRENCES, Cue.TITLES)  # have answers of their own
_NO_KEYWORDS = (Cue.YES_NO, Cue.LIST, Cue.SUPPORT, Cue.MEANING)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with the sentence that states it.

    ``share`` in [0, 1] is how much of what a question measures its name holds; ``fit`` orders figures, higher is better.
    ``partner`` says that it is of the same indicator as the best one.
    """

    row: Indicator
    hit: Hit
    share: float
    fit: float
    partner: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document that a question is about.

    ``subject`` are those that measure what is asked for, best first, ``fitting`` those of them that are of the time and
    status asked for. ``whole`` says that the question asks for nothing beside: all its words are in the name of the first.
    ``bound`` says that it asks for a time or a status, ``wanted`` are the years asked about.
    """

    subject: tuple[Stated, ...] = ()
    fitting: tuple[Stated, ...] = ()
    whole: bool = False
    bound: bool = False
    wanted: frozenset[int] = frozenset()

    @property
    def shown(self) -> tuple[Stated, ...]:
        """The figures that answer: the best one; where no time is asked for, or several are, what was reached before the aim."""
        return _both(self.fitting[:1] if self.bound and len(self.wanted) < 2 else self.fitting)

    @property
    def nearest(self) -> tuple[Stated, ...]:
        """The best figure on what is asked for and that which it is compared with, whatever their time."""
        return _both(self.subject)

    def of(self, hit: Hit) -> Stated | None:
        """Return the best figure on what is asked for that a hit states, if it states one."""
        return next((stated for stated in self.subject if stated.hit.sentence == hit.sentence), None)


NONE = Figures()


def _both(figures: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Return the first figure, and the first of the other status that is as good or of the same indicator."""
    first = figures[:1]
    other = [s for s in figures if s.row.kind != first[0].row.kind and (s.partner or s.share >= first[0].share)]
    return tuple(sorted((*first, *other[:1]), key=lambda stated: stated.row.kind == TARGET))


class _Rated(NamedTuple):
    row: Indicator
    share: float
    fit: float


class Ledger:
    """Reads the figures of documents at their first use and finds those that a question asks for."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self.figures_of = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, document: int) -> StatedFigures:
        clauses = tuple(clause for _, clause in self.retriever.clauses_of(document))
        return StatedFigures(self.retriever.units.documents[document], clauses)

    def find(self, understood: Understood, hits: Sequence[Hit], day: str) -> Figures:
        """Return the figures of the best hit's document that a question asks for.

        Args:
            understood: the question.
            hits: its hits, best first.
            day: on which is asked, in ISO form.
        """
        if not hits or not asks_figure(understood):
            return NONE
        units = self.retriever.units
        document = int(units.clause_document[units.sentence_clause[hits[0].sentence]])
        stated = self.figures_of(document)
        rated = _rated(understood, stated)
        if not rated:
            return NONE
        partners = stated.partners(rated[0].row)
        by_name = rated[0].share >= MEASURED
        if not by_name and not _known_by(hits[0], rated[0], partners, understood.time):
            return NONE
        whole = _whole(understood, rated[0].row, stated.document.region or "")
        if not whole and GRANT in understood.facets:
            return NONE
        meant = _meant(rated, partners, by_name=by_name)
        subject = tuple(Stated(row, self._hit(row, document, hits), share, fit, row in partners) for row, share, fit in meant)
        return _timed(understood, subject, whole, stated.plan, day)

    def periods(self, understood: Understood, hits: Sequence[Hit]) -> dict[int, str]:
        """Return of when the figures of hits are, by sentence, where the text says so elsewhere (到2025年 leads the section).

        Only where a year is named, of the best hit's document.
        """
        if not hits or not understood.years:
            return {}
        units = self.retriever.units
        rows = self.figures_of(int(units.clause_document[units.sentence_clause[hits[0].sentence]])).rows
        told = {(row.clause, row.start): row for row in rows if row.year and str(row.year) not in row.quote}
        stating = ((hit.sentence, told.get((hit.clause, hit.start))) for hit in hits)
        return {sentence: called(row.year, row.kind) for sentence, row in stating if row and row.year}

    def _hit(self, row: Indicator, document: int, hits: Sequence[Hit]) -> Hit:
        """Return the sentence of a figure as a hit, as good as the best one where the search did not find it."""
        number, clause = next(each for each in self.retriever.clauses_of(document) if each[1].id == row.clause)
        sentence = self.retriever.sentences_of(number)[clause.sentences.index(row.span)]
        return next((hit for hit in hits if hit.sentence == sentence), None) or self.retriever.hit(sentence, hits[0].score)


def _meant(rated: Sequence[_Rated], partners: Collection[Indicator], *, by_name: bool) -> list[_Rated]:
    """Return the figures that are of the best one's indicator, and where that is known by its name those that fit as well."""
    least = rated[0].fit - MEASURED_BESIDE if by_name else math.inf
    return [each for each in rated if each.fit >= least or each.row in partners]


def _known_by(hit: Hit, best: _Rated, partners: Iterable[Indicator], time: AskedTime) -> bool:
    """Return whether a hit tells which indicator is meant, though its name is hardly that: it states it, reached or aimed at."""
    stated = any(row.clause == hit.clause and row.start == hit.start for row in partners)
    return stated and best.share >= MEASURED_FOUND and time.status in _EITHER


def asks_figure(understood: Understood) -> bool:
    """Return whether a question may ask for a figure: it says so, asks whether an aim was reached, or is keywords alone."""
    other = understood.time.unit == RANK or _NO_FIGURE & set(understood.facets)
    if other or understood.wants(*_OTHER_WANTS):
        return False
    if understood.time.status == OUTCOME or understood.time.figure or set(FIGURES) & set(understood.facets):
        return True
    return not understood.asking and not understood.wants(*_NO_KEYWORDS)


def _timed(understood: Understood, subject: tuple[Stated, ...], whole: bool, plan: tuple[int, int] | None, day: str) -> Figures:
    """Return figures on what is asked for with those that are of the time asked for."""
    time = understood.time
    wanted = time.years_on(year_of(day), plan)
    bound = bool(time.named or time.status)
    if not bound and _given(subject[0].row, understood):
        return Figures(subject, (), whole, bound=True, wanted=wanted)
    fitting = tuple(stated for stated in subject if fits(stated.row, understood, wanted, plan))
    return Figures(subject, fitting, whole, bound, wanted)


def _rated(understood: Understood, stated: StatedFigures) -> list[_Rated]:
    """Return the figures of a document by how well their names are what a question measures, best first."""
    rows = _growing(stated.rows) if understood.time.growth else [row for row in stated.rows if not _GROWTH.search(row.name)]
    said = [neighbours(words) for words in understood.measured] if rows else []
    asked = [pairs for pairs in said if stated.weigh(pairs) >= MEASURED_IN * stated.weigh(said[0]) > 0]
    known = frozenset().union(*(neighbours(words) for words in (*understood.measured, *understood.added)))
    found = []
    for row in rows:
        share, fit = stated.likeness(row, asked, known)
        found.append(_Rated(row, share, fit + NAMED * (share > 0 and names_value(row, understood))))
    return sorted(found, key=lambda rated: -rated.fit)


def _growing(rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the figures that tell how much something grew."""
    return [row for row in rows if row.growth or _GROWTH.search(row.name)]


def _whole(understood: Understood, row: Indicator, place: str) -> bool:
    """Return whether all that a question measures is in the name of a figure (or the place of its document)."""
    asked, unit = understood.measured[0], understood.time.unit
    if unit and unit != _UNITS.get(row.unit, COUNT):
        return False
    if GRANT in understood.facets and left_over(row.name, asked):
        return False
    return not without_particles(left_over(asked, f"{row.name} {place}"))


def fits(row: Indicator, understood: Understood, wanted: frozenset[int], plan: tuple[int, int] | None) -> bool:
    """Return whether a figure is of the time and status asked for.

    Args:
        row: the figure.
        understood: the question.
        wanted: the years asked about.
        plan: first and last year that the document plans for, if it is a plan.
    """
    time = understood.time
    if _given(row, understood) or (time.named and (time.within or not wanted & row.years)):
        return False
    return _of_status(row, time, plan)


def _of_status(row: Indicator, time: AskedTime, plan: tuple[int, int] | None) -> bool:
    """Return whether a figure is of the status asked for; what became of an aim is told by no figure from before the plan."""
    if time.status == AIMED:
        return row.kind == TARGET
    if time.status == OUTCOME and not time.named and plan and (row.year or 0) < plan[0]:
        return False
    now = any(offset <= 0 for offset in time.offsets) and not time.years  # 现在多少，到2025年要多少 asks for both
    past = time.status in (REACHED, OUTCOME) or now
    return not past or row.kind == BASELINE


def _given(row: Indicator, understood: Understood) -> bool:
    """Return whether a question gives the value of a figure, so that the number that it asks for is another one."""
    return understood.time.figure and understood.time.status != OUTCOME and names_value(row, understood)


def names_value(row: Indicator, understood: Understood) -> bool:
    """Return whether a question names the value of a figure: 6件, 15亿."""
    return not numbers(row.value_text).isdisjoint(understood.figures)
