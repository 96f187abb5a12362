"""What the rules of a decision read: the question, what was found, and how likely it is a near miss or off topic."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant import messages
from assistant.decision.kinds import asked_kinds, holds
from assistant.facts.periods import TARGET
from assistant.grounding.quantities import quantities, written
from assistant.question.cues import Cue, read_cues
from assistant.question.definitions import bare_term, describes
from assistant.question.facets import DATES, FIGURES, SEVERAL, SMALL_PRINT, asking_part, most_named, states
from assistant.question.kinds_named import has_to_be_handed_in, items_asked
from assistant.question.ranks import of_other_ranks
from assistant.question.times import OUTCOME, REACHED
from assistant.question.understand import Understood
from assistant.question.years import named_years
from assistant.records import Hit
from assistant.retrieval.ledger import GRANT
from assistant.retrieval.reading import is_elsewhere
from assistant.retrieval.sanctions import PUNISHED
from assistant.retrieval.search import Found
from assistant.thresholds import (
    FACET_DEPTH,
    FIRST_STATED,
    OPEN_STATED,
    READ_FURTHER_SURE,
    READ_SURE,
    SECOND,
    SUPPORT,
    SURELY_STATED,
    TITLE_BESIDE,
    TITLE_CHARS,
    TOPIC_CHARS,
)
from corpus.places import Place

_COMES_AGAIN = re.compile("每|定期|逐年|起(?!草)")  # 每年第一季度, 从2023年10月1日起
YEAR_BEFORE = (("上年度", "上一年度"), ("上年", "上一年"))  # as rules call it, in either way


@dataclass(frozen=True)
class Case:
    """A question with what was found for it.

    Args:
        found: the question and its hits.
        context: gives what a hit is about: place, title and dates of its document, then the text of its clause.
        home_places: names of the home region and what lies above it: its documents speak of them without naming them.
        off_topic: probability in [0, 1] that the question is about another subject.
        near_miss: probability in [0, 1] that it asks for something that the documents do not state.
        unstated: the same once the hits were read; None where they were not.
        unstated_parts: of several things that the question asks, the words of those that, asked alone, are not stated.
        none_stated: whether that are all of them.
        banked: whether it is of the field that questions were written for.
        bank_held: whether questions were written for any of the documents.
    """

    found: Found
    context: Callable[[Hit], str]
    home_places: frozenset[str] = frozenset()
    off_topic: float = 0.0
    near_miss: float = 0.0
    unstated: float | None = None
    unstated_parts: tuple[str, ...] = ()
    none_stated: bool = False
    banked: bool = True
    bank_held: bool = True

    @property
    def understood(self) -> Understood:
        """The question."""
        return self.found.understood

    @property
    def best(self) -> float:
        """The probability of the best hit, 0 where there is none."""
        return self.found.hits[0].score if self.found.hits else 0.0

    @cached_property
    def read(self) -> float | None:
        """The probability that the best of the hits that were read states what is asked; None where none was read."""
        return max((reading.states for reading in self.found.readings.values()), default=None)

    @property
    def looked_up(self) -> bool:
        """Whether the question named what answers it: a document, a place, a phrase, a word that is defined."""
        found = self.found
        return bool(found.register or found.places or found.occurrences or found.defining)

    @property
    def punished(self) -> bool:
        """Whether what comes first is a rule with the sanction that names it by number: no reading of either tells that."""
        return bool(self.found.hits) and PUNISHED in self.found.hits[0].signals

    @property
    def read_elsewhere_alone(self) -> bool:
        """Whether another place's rule surely reads as stating what is asked, which is no claim, and none of ours does."""
        readings = self.found.readings
        read = [(is_elsewhere(hit), readings[hit.sentence].states) for hit in self.found.hits if hit.sentence in readings]
        theirs, ours = ([states for foreign, states in read if foreign is of] for of in (True, False))
        surely = max(theirs, default=0.0) >= READ_FURTHER_SURE and max(ours, default=0.0) < OPEN_STATED
        return surely and not self.understood.claim.text

    @property
    def meaning_unstated(self) -> bool:
        """Whether it is only asked what a word means, and no near hit says what that is: to use it is not to explain it."""
        term = bare_term(self.understood.question)
        return bool(term) and not self.looked_up and not any(describes(hit.text, term) for hit in self.of_year[:FACET_DEPTH])

    def reads_as_stated(self, hit: Hit) -> bool:
        """Return whether a hit reads as stating what is asked, and the search finds it likely too.

        The model hardly tells a floor from a cap: 500万元及以上 states no 最高限额.
        """
        reading = self.found.readings.get(hit.sentence)
        floors = "cap" in self.figures and _gives_floors_alone(hit.text)
        return reading is not None and reading.states >= READ_SURE and hit.score >= SECOND and not floors

    @property
    def unplaced(self) -> str:
        """The place that is asked for and nothing else, where no document is known to have it; else an empty text."""
        reference = next(iter(self.understood.references), None)
        if reference is None or self.found.places or self.found.scope.missing_title or self.found.scope.missing_version:
            return ""
        beside = self.understood.topic_beside()
        return reference.name if beside < (TITLE_BESIDE if reference.titled else TOPIC_CHARS) else ""

    @property
    def form_found(self) -> bool:
        """Whether the best hit is by its form what is asked for: the list that is announced, papers, a telephone number.

        The reading model is shown no more than the lead, and takes 材料 for something else than the 请求书 that a law names.
        """
        first, items = self.found.hits[0], items_asked(self.understood.question)
        if first.score < OPEN_STATED:
            return False
        papers = items.kinds == {"papers"} and has_to_be_handed_in(first.text)
        listed = bool(items.kinds) and items.are_in(first.text)
        dialled = self.small_print == ("phone",) and states(first.text, "phone") and self._reads(first) >= OPEN_STATED
        return papers or listed or dialled or self._is_beside_the_told

    @property
    def _is_beside_the_told(self) -> bool:
        """Whether the best hit has the form asked for, in the clause that answers what was asked before it: 补几成？最长几年？"""
        first, question = self.found.hits[0], self.understood.question
        told = next((hit for hit in self.found.hits if hit.sentence == self.understood.told_in), first)
        kinds = asked_kinds(question) if told is not first and told.clause == first.clause else ()
        return bool(kinds) and all(holds(first.text, kind, question) for kind in kinds)

    @property
    def of_another_matter(self) -> bool:
        """Whether the best hit is from a law on another matter than the question's and its clause does not name that one either.

        三年 in 专利法 is no term of 商标.
        """
        scope, first = self.found.scope, self.found.hits[0]
        return first.doc in scope.of_other_matters and not any(word in self.context(first) for word in scope.matter)

    @property
    def of_other_ranks(self) -> bool:
        """Whether the best hit tells of other ranks of a scale only, and its clause does not name the one that is asked about.

        What 中级、高级导游 get is not what 初级导游 get. What is claimed of a rank is held against the text.
        """
        asked, first = self.understood.own, self.found.hits[0]
        other = of_other_ranks(asked, first.text) and of_other_ranks(asked, self.context(first))
        return other and not self.understood.claim.asserted

    @property
    def of_another_kind(self) -> bool:
        """Whether a figure is asked of a kind that is kept apart, and the best hit is on others and its clause not on that one.

        每件发明专利资助 is none of 外观设计. What is claimed is held against the text.
        """
        understood, first = self.understood, self.found.hits[0]
        asked = {*self.figures, *self.small_print} & {*FIGURES, GRANT}
        if not asked or not understood.kinds or understood.claim.asserted:
            return False
        context = f"{first.text} {self.context(first)}"
        named = any(word in context for kind in understood.kinds for word in kind)
        return not named and any(word in first.text for kind in understood.other_kinds for word in kind)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that are asked for."""
        return tuple(facet for facet in self.understood.facets if facet in FIGURES)

    @property
    def small_print(self) -> tuple[str, ...]:
        """What else of particular things is asked for: a telephone, materials …"""
        return tuple(facet for facet in self.understood.facets if facet in SMALL_PRINT)

    @cached_property
    def of_year(self) -> tuple[Hit, ...]:
        """The hits, without those that name other years only where a figure of a year is asked for and the best is one."""
        years = self.understood.asking_years if self.figures else frozenset()
        if not years or not self.found.hits or not _only_other_years(self.found.hits[0], years):
            return self.found.hits
        return tuple(hit for hit in self.found.hits if not _only_other_years(hit, years))

    @cached_property
    def near(self) -> tuple[Hit, ...]:
        """The hits that may supply what is asked for: near the best, and no other place's rule beside one of ours."""
        first = self.of_year[0]
        return tuple(
            hit
            for hit in self.of_year[:FACET_DEPTH]
            if hit.odds >= first.odds - SUPPORT and (is_elsewhere(first) or not is_elsewhere(hit))
        )

    @cached_property
    def _surely_near(self) -> tuple[Hit, ...]:
        """The near hits, then those of the same document that read, almost for sure, as stating what is asked."""
        first = self.of_year[0]
        surely = (hit for hit in self.of_year if hit.doc == first.doc and self._reads(hit) >= FIRST_STATED)
        return tuple({hit.sentence: hit for hit in (*self.near, *surely)}.values())

    @cached_property
    def contexts(self) -> tuple[str, ...]:
        """What the first hits are about, in their order."""
        return tuple(self.context(hit) for hit in self.of_year[:FACET_DEPTH])

    @property
    def surely_stated(self) -> bool:
        """Whether a near hit reads, beyond doubt, as stating the one thing that is asked: then it does, in whatever words.

        The first one, which is what is shown, may be a little less sure.
        """
        readings = (self.found.readings.get(hit.sentence) for hit in self.near)
        sure = self.first_states or any(reading and reading.states >= SURELY_STATED for reading in readings)
        return sure and len(self.understood.wanted) < SEVERAL

    @property
    def first_states(self) -> bool:
        """Whether the best hit reads as stating what is asked, almost for sure."""
        reading = self.found.readings.get(self.near[0].sentence)
        return reading is not None and reading.states >= FIRST_STATED

    def stating(self, facet: str) -> list[Hit]:
        """Return the near hits that state a thing of that kind; an entitlement counts only in the document that is meant."""
        docs = self.found.scope.home or (self.of_year[0].doc,)
        return [hit for hit in self.near if states(hit.text, facet) and (facet != "entitlement" or hit.doc in docs)]

    @cached_property
    def unstated_kinds(self) -> tuple[str, ...]:
        """The kinds of answer asked for whose form no near hit holds; of several things that are asked, one of the first hits."""
        understood = self.understood
        if self._held_against_the_quote or self.figure_found:
            return ()
        hits = self._surely_near if len(understood.asking) < SEVERAL else self.of_year[:FACET_DEPTH]
        kinds = asked_kinds(understood.question)
        return tuple(kind for kind in kinds if not any(holds(hit.text, kind, understood.question) for hit in hits))

    @cached_property
    def unnamed(self) -> bool:
        """Whether names are wanted, and no near hit, nor the list it belongs to, names as many things."""
        wanted = self.understood.names
        return bool(wanted) and not any(most_named(text) >= wanted for hit in self.near for text in (hit.text, self.context(hit)))

    @property
    def _of_status(self) -> tuple[Hit, ...]:
        """The hits, with the aim first where it is asked for and the best states what was reached, or the other way round."""
        hits, figures = self.of_year, self.found.figures
        fitting = tuple(stated.hit for stated in figures.fitting)
        if not (figures.bound and fitting and figures.of(hits[0])) or any(hit.sentence == hits[0].sentence for hit in fitting):
            return hits
        return (fitting[0], *(hit for hit in hits if hit.sentence != fitting[0].sentence))

    @cached_property
    def supplied(self) -> tuple[Hit, ...]:
        """The hits with that first which states the figures asked for, where the best one does not."""
        chosen = self._of_status
        for facet in self.figures:
            stating = self.stating(facet)
            if stating and stating[0] is not chosen[0] and not states(chosen[0].text, facet) and not self._outread(stating[0]):
                chosen = (stating[0], *(hit for hit in chosen if hit is not stating[0]))
        return self._of_form(chosen) if not self.figures else chosen

    def _of_form(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return the hits with that near one in front which has the form asked for (几号: a day), where the best has not."""
        question = self.understood.question
        for kind in () if self._held_against_the_quote else asked_kinds(question):
            fitting = next((hit for hit in self._surely_near if holds(hit.text, kind, question)), None)
            if fitting is not None and not holds(hits[0].text, kind, question):
                return (fitting, *(hit for hit in hits if hit is not fitting))
        return hits

    @property
    def _held_against_the_quote(self) -> bool:
        """Whether it is a claim, which the quote is held against, or a comparison, which is drawn from several."""
        return self.understood.wants(Cue.YES_NO, Cue.COMPARES) or self.understood.claim.asserted

    def _outread(self, hit: Hit) -> bool:
        """Return whether the best hit reads as stating what is asked and this one less so, whatever words they have.

        每年最迟何时 is answered by 每年三月三十日前, though no year stands there; 补几个钱 by 每块奖励1万元.
        """
        best = self._reads(self._of_status[0])
        return best >= OPEN_STATED and best > self._reads(hit)

    def _reads(self, hit: Hit) -> float:
        """Return the probability, in [0, 1], that a hit reads as stating what is asked; 0 where it was not read."""
        reading = self.found.readings.get(hit.sentence)
        return reading.states if reading else 0.0

    @cached_property
    def unstated_figures(self) -> tuple[str, ...]:
        """The figures asked for, where no near hit states any of them; one that is asserted is held against the quote."""
        missing = tuple(facet for facet in self.figures if not self.stating(facet))
        return missing if len(missing) == len(self.figures) else ()

    @property
    def states_figures(self) -> bool:
        """Whether figures are asked for and the sentence that is shown first states them all."""
        return bool(self.figures) and all(states(self.supplied[0].text, facet) for facet in self.figures)

    def missing_subject(self) -> str:
        """Return the kind, of those kept apart, that a figure is asked for and no near hit is about, or an empty text.

        One that reads as stating what is asked is about it, whatever kind of figure the words ask for: 占多大一块.
        """
        stating = self._stating_figures()
        if stating and stating[0][0].path.startswith("第"):  # a law on patents need not say 发明专利 in each article
            return ""
        told = [(hit, self.context(hit)) for hit in self.near if self._reads(hit) >= OPEN_STATED]
        about = [text for hit, context in (*told, *stating) for text in (hit.text, context[:TITLE_CHARS])]
        apart = (words for words in self.understood.subjects if not any(word in text for text in about for word in words))
        return next((words[0] for words in apart), "")

    def missing_place(self) -> str:
        """Return the places that a figure is asked for and no near hit is about, or an empty text.

        What lies above the home region is meant by its documents where the question names that too: 武汉在湖北省排第几.
        """
        scope, first = self.found.scope, self.of_year[:FACET_DEPTH]
        compares = self.understood.wants(Cue.COMPARES)
        asked = [place for place in scope.places if compares or place.name in self.understood.asking_places]
        if any(hit.doc in scope.covering for hit in first):
            return ""
        names = (place.name for place in asked if place.name not in self.home_places)
        lacking = [name for name in names if not any(name in context for context in self.contexts)]
        return messages.AND.join([*lacking, *self._missing_above(asked)])

    def _missing_above(self, asked: Sequence[Place]) -> list[str]:
        """Return what lies above the home region of the places asked, where neither that nor a first hit names it.

        What is so many in a city is not as many in its province.
        """
        above = [place for place in asked if place.name in self.home_places and self._is_above_home(place)]
        home = any(place.name in self.home_places and not self._is_above_home(place) for place in self.found.scope.places)
        first = [hit.text for hit in self.of_year[:FACET_DEPTH]]
        return [] if home else [place.name for place in above if not any(place.name in text for text in first)]

    def _is_above_home(self, place: Place) -> bool:
        """Return whether the home region lies in a place and is not that."""
        return bool(place.code) and not self.home_places <= {name for each in place.around for name in (each.name, each.full)}

    def missing_year(self) -> int:
        """Return the year that a figure is asked for where the first hits are about others only, or 0."""
        years = self.understood.asking_years
        if any(hit.doc in self.found.scope.then_in_force for hit in self.of_year[:1]):
            return 0  # a rule is of every year in which it was in force
        stated = {year for context in self.contexts[:2] for year in named_years(context)}
        return min(years) if years and stated and not years & stated else 0

    def missing_day(self) -> int:
        """Return the year of which a day is asked for where all near hits that state one name other years, or 0.

        What comes again (每年, 定期), or holds from a day on, is of no one year.
        """
        years, asked = self.understood.asking_years, DATES & set(self.understood.facets)
        near = self.found.hits[:FACET_DEPTH] if years else ()
        stating = [hit for hit in near if any(states(hit.text, facet) for facet in asked)]
        elsewhen = all(_only_other_years(hit, years) and not _COMES_AGAIN.search(hit.text) for hit in stating)
        return min(years) if stating and elsewhen else 0

    @cached_property
    def elsewhen(self) -> bool:
        """Whether the figure asked for is stated of another time, or as an aim only: nothing found is of the time asked."""
        figures, understood = self.found.figures, self.understood
        if not figures.subject or figures.fitting or not figures.bound:
            return False
        if understood.wants(Cue.YES_NO) and understood.time.status != OUTCOME and not understood.time.figure:
            return False  # what is asserted is held against the text
        if understood.time.status != OUTCOME and self._told_otherwise():
            return False
        first = self.found.hits[0]
        return figures.of(first) is not None or not named_years(first.text) & figures.wanted

    def _told_otherwise(self) -> bool:
        """Return whether a near hit without a figure on what is asked is of the year: it may state it in other words.

        Not one that reads as stating something else, nor, unread, one that is far behind the best.
        """
        figures, readings, hits = self.found.figures, self.found.readings, self.found.hits[:FACET_DEPTH]
        beside = {hit.sentence for hit in hits if hit.sentence not in readings and hit.odds >= hits[0].odds - SUPPORT}
        likely = (hit for hit in hits if hit.sentence in beside or self._reads(hit) >= OPEN_STATED)
        near = (hit for hit in likely if figures.of(hit) is None)
        return any(named_years(hit.text) & figures.wanted for hit in near)

    @property
    def figure_found(self) -> bool:
        """Whether the first hit states a figure of the thing and time asked for: names decide, not a reading."""
        figures = self.found.figures
        return bool(figures.fitting) and figures.of(self.supplied[0]) is not None and not self.missing_place()

    @cached_property
    def figure_stated(self) -> bool:
        """Whether a figure is all that is asked for, and it is stated of the time asked."""
        figures = self.found.figures
        asserted = self.understood.wants(Cue.YES_NO) or bool(self.understood.figures)
        return figures.whole and bool(figures.shown) and not asserted and not self.missing_place()

    def not_told(self) -> str:
        """Return what is missing where only a figure of another time is stated, in the words of the question."""
        time = self.understood.time
        aim = self.found.figures.subject[0].row.kind == TARGET
        if time.words:
            reached = time.status == OUTCOME or (aim and time.status == REACHED)
            if reached and time.plans:
                return messages.OUTCOME  # 收官 names no year
            return (messages.OUTCOME_OF if reached else messages.FIGURE_OF).format(what=time.words)
        if not time.status:
            return messages.DETAILS
        return messages.OUTCOME if aim else messages.AIM

    def missing_account(self) -> str:
        """Return the past year (in the words of the question) that a figure is asked of, where no near hit gives an account.

        Where a near hit has those words itself they are a term of the rule: 上一年度销售收入.
        """
        time = self.understood.time
        terms = next((terms for terms in YEAR_BEFORE if time.words in terms), (time.words,))
        if time.words and any(term in hit.text for hit in self.near for term in terms):
            return ""
        past = any(offset < 0 or (offset == 0 and self._asks_of_now) for offset in time.offsets)
        return time.words if past and self.figures and not self.found.figures.fitting else ""

    @property
    def _asks_of_now(self) -> bool:
        """Whether what was reached by now is asked: not in 现在想请交警调解，几天内要决定, nor in 上了规模，现在给多少."""
        asked = asking_part(self.understood.question)
        return Cue.ACHIEVED in read_cues(asked) and self.understood.time.words in asked

    def _stating_figures(self) -> list[tuple[Hit, str]]:
        pairs: Sequence[tuple[Hit, str]] = list(zip(self.of_year, self.contexts, strict=False))
        return [(hit, context) for hit, context in pairs if any(states(hit.text, facet) for facet in self.figures)]


def _gives_floors_alone(text: str) -> bool:
    """Return whether the figures of a sentence are all at least so many."""
    bounds = {quantity.bound for quantity in quantities(written(text)) if not quantity.one}
    return bounds == {">="}


def _only_other_years(hit: Hit, years: frozenset[int]) -> bool:
    """Return whether the sentence itself names years, and none of those asked for."""
    stated = named_years(hit.text)
    return bool(stated) and not stated & years
