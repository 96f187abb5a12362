"""The figures that documents state, and which of them a question asks for: by what they measure, by time and by status."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from assistant.facts.indicators import Indicator, pairs, stated_in
from assistant.facts.periods import BASELINE, TARGET
from assistant.grounding.figures import numbers
from assistant.question.cues import Cue
from assistant.question.facets import FIGURES, SMALL_PRINT
from assistant.question.times import AIMED, OUTCOME, REACHED, particles
from assistant.question.understand import Understood
from assistant.question.years import named_years
from assistant.records import Hit
from assistant.retrieval.retriever import Retriever
from assistant.thresholds import MEASURED, MEASURED_BESIDE, UNMEASURED
from index.segment import normalize

NAMED = 0.5  # what it adds to the fit of a figure that the question names its value
KEPT = 8  # documents whose figures are kept
UNKNOWN = 0.3  # weight of what stands nowhere in the document beside that of what stands in one sentence


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with the sentence that states it and how well its name covers what a question measures, in [0, 1]."""

    row: Indicator
    hit: Hit
    fit: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document that a question is about.

    ``subject`` are those that measure what is asked for, best first, ``fitting`` those of them that are of the time and
    status asked for. ``whole`` says that the question asks for nothing beside: all its words are those of the first one.
    ``bound`` says that it asks for a time or a status, ``wanted`` are the years asked about.
    """

    subject: tuple[Stated, ...] = ()
    fitting: tuple[Stated, ...] = ()
    whole: bool = False
    bound: bool = False
    wanted: frozenset[int] = frozenset()

    @property
    def shown(self) -> tuple[Stated, ...]:
        """The figures that answer: the best one; where no time is asked for, what was reached before what is aimed at."""
        first = self.fitting[:1]
        other = [] if self.bound or not first else [s for s in self.fitting if s.row.kind != first[0].row.kind]
        return tuple(sorted((*first, *other[:1]), key=lambda stated: stated.row.kind == TARGET))

    def of(self, hit: Hit) -> Stated | None:
        """Return the figure asked for that a hit states, if it is one of them."""
        return next((stated for stated in self.subject if stated.hit.sentence == hit.sentence), None)


@dataclass(frozen=True, slots=True)
class _Rated:
    """A figure, the share in [0, 1] of what is asked for that its name holds, and how well it fits: higher is better."""

    row: Indicator
    share: float
    fit: float


@dataclass(frozen=True, slots=True)
class _Page:
    """The figures of a document with the pairs of characters of their names, and how telling each pair of its text is."""

    rows: tuple[Indicator, ...]
    names: tuple[frozenset[str], ...]
    weights: dict[str, float]
    unknown: float
    partners: tuple[frozenset[Indicator], ...]  # what was reached and what is aimed at, of one indicator

    def weigh(self, pairs: frozenset[str]) -> float:
        """Return how much pairs of characters tell: one that stands in many sentences tells little."""
        return sum(self.weights.get(pair, self.unknown) for pair in pairs)

    def rate(self, understood: Understood) -> list["_Rated"]:
        """Return the figures whose names share something with what a question measures, best first."""
        asked = pairs_in(understood.measured)
        known = asked | frozenset(pair for term in understood.added for pair in pairs_in(term))
        found = []
        for row, name in zip(self.rows, self.names, strict=True):
            if not asked & name or (understood.time.growth and not row.growth and "增" not in row.name):
                continue
            share = self.weigh(asked & name) / self.weigh(asked)
            fit = share * (1 + self.weigh(known & name) / self.weigh(name)) / 2
            found.append(_Rated(row, share, fit + (NAMED if _names_value(row, understood) else 0.0)))
        return sorted(found, key=lambda rated: -rated.fit)


class Ledger:
    """Reads the figures of documents at their first use and finds those that a question asks for."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self._page = lru_cache(maxsize=KEPT)(self._read)

    def find(self, understood: Understood, hits: Sequence[Hit], year: int) -> Figures:
        """Return the figures of the best hit's document that a question asks for.

        Args:
            understood: the question.
            hits: its hits, best first.
            year: of the day on which is asked.
        """
        if not hits or not asks_figure(understood):
            return Figures()
        units = self.retriever.units
        document = int(units.clause_document[units.sentence_clause[hits[0].sentence]])
        plan = self.retriever.plans[document]
        wanted = understood.time.years_on(year, plan)
        subject, whole = self._subject(understood, self._page(document))
        fitting = [row for row in subject if fits(row[0], understood, wanted, plan)]
        return Figures(
            tuple(self._stated(row, fit, document, hits) for row, fit in subject),
            tuple(self._stated(row, fit, document, hits) for row, fit in fitting),
            whole, understood.time.named or bool(understood.time.status), wanted,
        )  # fmt: skip

    def _read(self, document: int) -> _Page:
        units, clauses = self.retriever.units, [clause for _, clause in self.retriever.clauses_of(document)]
        rows = tuple(stated_in(units.documents[document], clauses))
        if not rows:
            return _Page((), (), {}, 0.0, ())
        sentences = [clause.sentence_text(n) for clause in clauses for n in range(len(clause.sentences))]
        held = Counter(pair for text in sentences for pair in pairs_in(text))
        weights = {pair: log(1 + len(sentences) / count) for pair, count in held.items()}
        partners = tuple(frozenset((*pair.baseline, pair.target)) for pair in pairs(list(rows)))
        return _Page(rows, tuple(pairs_in(row.name) for row in rows), weights, UNKNOWN * log(1 + len(sentences)), partners)

    def _subject(self, understood: Understood, page: _Page) -> tuple[list[tuple[Indicator, float]], bool]:
        """Return the figures that measure what is asked for, best first, and whether nothing beside is asked for."""
        rated = page.rate(understood)
        if not rated or rated[0].share < MEASURED:
            return [], False
        best = rated[0]
        partners = next((rows for rows in page.partners if best.row in rows), frozenset())
        meant = [each for each in rated if each.fit >= best.fit - MEASURED_BESIDE or each.row in partners]
        whole = unmeasured(understood.measured, best.row.name) <= UNMEASURED
        return [(each.row, each.share) for each in meant], whole

    def _stated(self, row: Indicator, fit: float, document: int, hits: Sequence[Hit]) -> Stated:
        number = next(number for number, clause in self.retriever.clauses_of(document) if clause.id == row.clause)
        inside = self.retriever.sentences_of(number)
        spans = self.retriever.units.clauses[number].sentences
        sentence = inside[spans.index((row.start, row.end))]
        found = next((hit for hit in hits if hit.sentence == sentence), None)
        return Stated(row, found or self.retriever.hit(sentence, hits[0].score), fit)


def asks_figure(understood: Understood) -> bool:
    """Return whether a question may ask for a figure: it says so, asks whether an aim was reached, or is keywords alone."""
    if understood.wants(Cue.COMPARES, Cue.LOOKUP, Cue.OCCURRENCES, Cue.TITLES) or set(SMALL_PRINT) & set(understood.facets):
        return False
    if understood.time.status == OUTCOME or understood.time.figure or any(facet in FIGURES for facet in understood.facets):
        return True
    return not understood.asking and not understood.wants(Cue.YES_NO, Cue.LIST, Cue.SUPPORT, Cue.MEANING)


def fits(row: Indicator, understood: Understood, wanted: frozenset[int], plan: tuple[int, int] | None) -> bool:
    """Return whether a figure is of the time and status asked for."""
    time = understood.time
    if time.named and (time.within or not wanted & _years_of(row)):
        return False
    if time.status == OUTCOME:
        return row.kind == BASELINE and (time.named or plan is None or (row.year or 0) >= plan[0])
    if time.status == AIMED:
        return row.kind == TARGET
    past = time.status == REACHED or any(offset <= 0 for offset in time.offsets)
    return row.kind == BASELINE if past else True


def _years_of(row: Indicator) -> frozenset[int]:
    return named_years(row.growth) | (frozenset({row.year}) if row.year else frozenset())


def _names_value(row: Indicator, understood: Understood) -> bool:
    """Return whether a question names the value of a figure: 6件, 15亿."""
    return not numbers(row.value_text).isdisjoint(understood.figures)


def pairs_in(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, none across a space or a mark."""
    plain = "".join(char if char.isalnum() else " " for char in normalize(text))
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1) if " " not in plain[n : n + 2])


def unmeasured(measured: str, name: str) -> int:
    """Return how many characters of what is measured stand in no pair that the name of a figure holds."""
    plain, held = normalize(measured), pairs_in(name)
    covered = {at for n in range(len(plain) - 1) if plain[n : n + 2] in held for at in (n, n + 1)}
    empty = particles(plain)
    return sum(char.isalnum() and char not in empty and n not in covered for n, char in enumerate(plain))
