"""How a question ends: an ordered table of rules; the first that applies decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.decision.case import Case
from assistant.decision.model import DecisionModel, features_of
from assistant.decision.unstated import (
    BY_FORM,
    as_asked,
    figure_hardly_found,
    figure_not_stated,
    form_not_stated,
    hardly_found,
    is_near_miss,
    one_sentence_may_answer,
    small_print_not_stated,
    unstated_small_print,
)
from assistant.question.cues import Cue
from assistant.records import Hit, Status
from assistant.retrieval.ledger import Stated
from assistant.retrieval.reading import is_banked, is_elsewhere
from assistant.retrieval.search import Found
from assistant.thresholds import (
    ALL_KNOWN,
    OFF_TOPIC,
    OFF_TOPIC_SURE,
    OPEN_STATED,
    READ,
    READ_OPEN,
    SUPPORT,
    SURELY_UNSTATED,
    UNRELATED,
    UNRELATED_OUTSIDE,
    UNSTATED,
    UNSTATED_SURE,
)
from index.segment import normalize


@dataclass(frozen=True, slots=True)
class Decision:
    """How the answer ends, the hits it rests on, what is missing (in the reader's words), and the rule that decided.

    ``sure`` says that something was looked up, or that the sentence shown first reads as stating what is asked; ``unsure`` that
    what is missing may be stated all the same; ``elsewhere`` that another place's rule states what no rule of ours does.
    """

    status: Status
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
    rule: str = ""
    figures: tuple[Stated, ...] = ()  # that the answer rests on; each has its line
    sure: bool = False
    unsure: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A way for a question to end: when it applies, how the question ends, what is then missing, which hits it rests on."""

    name: str
    applies: Callable[[Case], bool]
    status: Status
    missing: Callable[[Case], tuple[str, ...]] = lambda _: ()
    hits: Callable[[Case], tuple[Hit, ...]] = lambda case: case.found.hits
    figures: Callable[[Case], tuple[Stated, ...]] = lambda _: ()


def _another_subject(case: Case) -> bool:
    """Return whether it is likely, names no document and nothing of the field, and holds words that nobody there knows.

    Where nobody wrote questions, what the documents answer looks less like theirs: there it has to be nearly sure.
    """
    of_theirs = case.understood.in_field or case.understood.pointing.documents
    least = OFF_TOPIC if case.bank_held else OFF_TOPIC_SURE
    return case.off_topic >= least and case.found.known < ALL_KNOWN and not of_theirs


def _said_of_it(case: Case) -> bool:
    """Return whether the best hit speaks of the document that is not held, and reads as stating what is asked: 依照某法……调查."""
    first = case.found.hits[0]
    return normalize(case.found.scope.missing_title) in normalize(first.text) and case.reads_as_stated(first)


def _another_places_rule(case: Case) -> bool:
    """Return whether what was found is another place's rule, and neither that place nor a document was named.

    That is what comes first, or what alone reads as stating what is asked.
    """
    scope = case.found.scope
    theirs = any(map(is_elsewhere, case.of_year[:1])) or case.read_elsewhere_alone
    return not (scope.named or scope.places) and theirs


def _no_evidence(case: Case) -> bool:
    least = UNRELATED if case.understood.in_field else UNRELATED_OUTSIDE
    return case.best < least and (case.read or 0.0) < OPEN_STATED


def _another_years_figure(case: Case) -> bool:
    of_year, found = case.of_year, case.found.hits
    return of_year != found and (not of_year or of_year[0].odds < found[0].odds - SUPPORT)


def _nearest(case: Case) -> tuple[Hit, ...]:
    """Return the hits with what states a kind of thing that is asked for first, unless that is of another document."""
    first = case.supplied[0]
    return case.supplied if first.doc == case.found.hits[0].doc else case.found.hits


def _of_documents(case: Case, *, known: bool) -> bool:
    register = case.found.register
    return register is not None and not register.not_held and register.known == known


def _with_first(case: Case, stated: Sequence[Stated]) -> tuple[Hit, ...]:
    """Return the hits that state figures, then the others."""
    return tuple({hit.sentence: hit for hit in (*(figure.hit for figure in stated), *case.found.hits)}.values())


RULES: tuple[Rule, ...] = (
    Rule(
        "document not held",
        lambda case: case.found.register is not None and case.found.register.not_held,
        Status.NOT_FOUND,
    ),
    Rule("fact of a document", lambda case: _of_documents(case, known=True), Status.ANSWERED),
    Rule("fact not registered", lambda case: _of_documents(case, known=False), Status.PARTIAL),
    Rule(
        "version of the place not held",
        lambda case: bool(case.found.places and case.found.scope.missing_version),
        Status.PARTIAL,
        lambda case: (case.found.scope.missing_version,),
    ),
    Rule(
        "place found",
        lambda case: bool(case.found.occurrences) or any(place.clauses for place in case.found.places),
        Status.ANSWERED,
    ),
    Rule("no such place", lambda case: bool(case.found.places), Status.PARTIAL),
    Rule("place of no document", lambda case: bool(case.unplaced), Status.CLARIFY, lambda case: (case.unplaced,)),
    Rule(
        "word defined",
        lambda case: bool(case.found.defining) and not case.found.scope.missing_title,
        Status.ANSWERED,
        hits=lambda case: case.found.hits[: case.found.defining],
    ),
    Rule("another subject", _another_subject, Status.OUT_OF_SCOPE),
    Rule("no evidence", _no_evidence, Status.NOT_FOUND),
    Rule(
        "title not held",
        lambda case: bool(case.found.scope.missing_title) and not _said_of_it(case),
        Status.NOT_FOUND,
    ),
    Rule(
        "version not held",
        lambda case: bool(case.found.scope.missing_version),
        Status.PARTIAL,
        lambda case: (case.found.scope.missing_version,),
    ),
    Rule(
        "place not covered",
        lambda case: bool(case.found.scope.missing_place),
        Status.NOT_FOUND,
        lambda case: (messages.RULES_OF.format(place=case.found.scope.missing_place),),
    ),
    Rule(
        "another place's rule",
        _another_places_rule,
        Status.PARTIAL,
        lambda _: (messages.RULES_HERE,),
        hits=_nearest,
    ),
    Rule(
        "rule of a part of the place",
        lambda case: not case.found.scope.named and case.found.hits[0].doc in case.found.scope.of_parts,
        Status.PARTIAL,
        lambda case: (messages.RULES_OF.format(place=messages.AND.join(place.name for place in case.found.scope.places)),),
    ),
    Rule("several documents", lambda case: case.found.parts > 1, Status.ANSWERED),
    Rule("law on another matter", lambda case: case.of_another_matter, Status.PARTIAL, as_asked),
    Rule("other ranks", lambda case: case.of_other_ranks, Status.PARTIAL, as_asked),
    Rule("sanction by number", lambda case: case.punished, Status.ANSWERED),
    Rule(
        "meaning not stated",
        lambda case: case.meaning_unstated,
        Status.PARTIAL,
        as_asked,
        hits=_nearest,
    ),
    Rule(
        "figure of another time",
        lambda case: case.elsewhen,
        Status.PARTIAL,
        lambda case: (case.not_told(),),
        lambda case: _with_first(case, case.found.figures.nearest),
        lambda case: case.found.figures.nearest,
    ),
    Rule(
        "figure stated",
        lambda case: case.figure_stated,
        Status.ANSWERED,
        hits=lambda case: _with_first(case, case.found.figures.shown),
        figures=lambda case: case.found.figures.shown,
    ),
    Rule(
        "another year's figure",
        _another_years_figure,
        Status.PARTIAL,
        lambda case: (messages.FIGURE_OF_YEAR.format(year=min(case.understood.asking_years)),),
    ),
    Rule(
        "another subject's figure",
        lambda case: bool(case.figures and case.missing_subject()),
        Status.PARTIAL,
        lambda case: as_asked(case) or (messages.FIGURE_OF.format(what=case.missing_subject()),),
        lambda case: case.of_year,
    ),
    Rule(
        "another place's figure",
        lambda case: bool(case.figures and case.missing_place()),
        Status.PARTIAL,
        lambda case: (messages.FIGURE_OF.format(what=case.missing_place()),),
        lambda case: case.of_year,
    ),
    Rule(
        "text of another year",
        lambda case: bool(case.figures and case.missing_year()),
        Status.PARTIAL,
        lambda case: (messages.FIGURE_OF_YEAR.format(year=case.missing_year()),),
        lambda case: case.of_year,
    ),
    Rule("figure of another kind", lambda case: case.of_another_kind, Status.PARTIAL, as_asked),
    Rule(
        "day of another year",
        lambda case: bool(case.missing_day()),
        Status.PARTIAL,
        lambda case: (messages.DATE_OF_YEAR.format(year=case.missing_day()),),
        lambda case: case.of_year,
    ),
    Rule(
        "no account of a year",
        lambda case: bool(case.missing_account()),
        Status.PARTIAL,
        lambda case: (messages.FIGURE_OF.format(what=case.missing_account()),),
        lambda case: case.of_year,
    ),
    Rule(
        "phrase not held",
        lambda case: bool(case.found.unheld) and not case.reads_as_stated(case.found.hits[0]),
        Status.PARTIAL,
        lambda case: as_asked(case) if case.unstated_kinds else (messages.CALLED.format(words=case.found.unheld),),
        hits=_nearest,
    ),
    Rule(
        "small print not stated",
        small_print_not_stated,
        Status.PARTIAL,
        lambda case: as_asked(case, (*unstated_small_print(case), *case.unstated_figures)),
        hits=_nearest,
    ),
    Rule(
        "names not stated",
        lambda case: case.unnamed,
        Status.PARTIAL,
        as_asked,
        hits=_nearest,
    ),
    Rule(
        "figure not stated",
        figure_not_stated,
        Status.PARTIAL,
        lambda case: as_asked(case, case.unstated_figures),
        hits=_nearest,
    ),
    Rule(
        "form not stated",
        form_not_stated,
        Status.PARTIAL,
        as_asked,
        hits=_nearest,
    ),
    Rule(
        "near miss",
        is_near_miss,
        Status.PARTIAL,
        as_asked,
        hits=_nearest,
    ),
    Rule(
        "hardly found",
        hardly_found,
        Status.PARTIAL,
        as_asked,
        hits=_nearest,
    ),
    Rule(
        "figure hardly found",
        figure_hardly_found,
        Status.PARTIAL,
        as_asked,
        hits=_nearest,
    ),
    Rule("stated", lambda _: True, Status.ANSWERED, hits=lambda case: case.supplied),
)


def _may_be_stated(case: Case, rule: Rule) -> bool:
    """Return whether what a rule takes for not stated may be all the same, as far as search and reading tell.

    A question that reads as answered may only be worded otherwise than the rules for kinds of answers know. Out of the field of
    the bank even a probability is seldom sure.
    """
    told = 1.0 if case.unstated is None else case.unstated
    if case.none_stated:
        return False
    if rule.applies in (hardly_found, figure_hardly_found):
        return True
    if rule.applies is not is_near_miss:
        return rule.applies in BY_FORM and told < UNSTATED and not case.understood.claim.asserted
    if case.banked:
        return told < UNSTATED_SURE and not case.understood.claim.asserted
    return told < SURELY_UNSTATED or not one_sentence_may_answer(case.understood)


def decide(case: Case) -> Decision:
    """Return how a question ends, given what was found for it."""
    rules = (rule for rule in RULES if rule.applies(case))
    rule = next(rules)
    hits, figures = rule.hits(case), rule.figures(case)
    sure = rule.status is Status.ANSWERED and (
        bool(figures) or case.looked_up or case.figure_found or case.reads_as_stated(hits[0])
    )
    unsure = rule.status is Status.PARTIAL and _may_be_stated(case, rule)
    theirs = rule.applies is _another_places_rule
    elsewhere = theirs and (case.read_elsewhere_alone or next(rules).status is Status.ANSWERED)
    return Decision(rule.status, hits, rule.missing(case), rule.name, figures, sure, unsure, elsewhere)


class Decider:
    """Decides over one index.

    Args:
        model: gives the probabilities of a near miss and of another subject.
        context: gives what a hit is about: place, title and dates of its document, then the text of its clause.
        home_places: names of the home region and what lies above it.
        share_in: gives the share, in [0, 1], of a question that stands in a text.
        banked: whether questions were written for any of the documents.
    """

    def __init__(
        self,
        model: DecisionModel,
        context: Callable[[Hit], str],
        home_places: frozenset[str],
        share_in: Callable[[str, str], float],
        *,
        banked: bool,
    ) -> None:
        self.model, self.context, self.home_places = model, context, home_places
        self.share_in, self.banked = share_in, banked

    def decide(self, found: Found, unstated_parts: tuple[str, ...] = (), *, none_stated: bool = False) -> Decision:
        """Return how a question ends; what was looked up needs no probabilities.

        Args:
            found: what was found for it.
            unstated_parts: of several things that it asks, the words of those that, asked alone, are not stated.
            none_stated: whether that are all of them.
        """
        if found.places or found.occurrences or found.register:
            return decide(Case(found, self.context, self.home_places))
        features = features_of(found.understood, found.query, found.hits, self.model.misses)
        near_miss = self.model.near_miss(features, found.query.vector)
        read = list(found.readings.values())[: READ_OPEN if found.understood.wants(Cue.LIST, Cue.OPEN) else READ]
        off_topic = self.model.off_topic(self.model.subject_of(found.query, found.hits, found.known), read)
        banked = self.banked and (found.understood.in_field or is_banked(found.hits))
        unstated = self.model.unstated(near_miss, read, self.held(found), banked=banked)
        chances = (off_topic, near_miss, unstated)
        return decide(Case(found, self.context, self.home_places, *chances, unstated_parts, none_stated, banked, self.banked))

    def held(self, found: Found) -> float:
        """Return the share of a question that stands in the clause and the title of the hit that reads best."""
        read = [hit for hit in found.hits if hit.sentence in found.readings]
        if not read:
            return 0.0
        best = max(read, key=lambda hit: found.readings[hit.sentence].states)
        return self.share_in(found.understood.matter, self.context(best) + best.text)
