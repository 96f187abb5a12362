"""When what a question asks for is taken for not stated, or not found, and how that is named in its own words."""

from assistant import messages
from assistant.decision.case import Case
from assistant.decision.kinds import QUANTITY, asked_kinds
from assistant.question.cues import Cue
from assistant.question.facets import FIGURES
from assistant.question.follow_ups import asks_on, particular_named
from assistant.question.parts import parts_of
from assistant.question.understand import Understood
from assistant.thresholds import (
    DOUBTED,
    FIGURE_DOUBTED,
    FIGURE_FAR,
    HARDLY_FOUND,
    NEAR_MISS,
    NEAR_MISS_STATED,
    NEAR_MISS_UNASKED,
    OPEN_STATED,
    UNSTATED,
    UNSTATED_ELSEWHERE,
)


def figure_not_stated(case: Case) -> bool:
    """Return whether a figure is asked for that nothing found states, in its form or as it reads."""
    read_as_stated = any(map(case.reads_as_stated, case.found.hits))
    return bool(case.unstated_figures) and not read_as_stated and not case.understood.wants(Cue.YES_NO)


def one_sentence_may_answer(understood: Understood) -> bool:
    """Return whether one thing is asked, and in a sentence of its own.

    What a sentence states of several things is no measure of whether they are stated, and the model was trained on whole
    questions, not on a short one behind the one before it.
    """
    several = max(len(understood.asking), len(understood.asking_years)) > 1
    listed = understood.wants(Cue.LIST) and not set(FIGURES) & set(understood.facets)  # 一共有多少 wants one figure
    return not several and not listed and not understood.context and not understood.wants(Cue.COMPARES)


def _settled(case: Case) -> bool:
    """Return whether something else than a probability tells that it is stated."""
    if case.found.on_the_thing:
        return True
    measures = not case.understood.facets and case.understood.wants(Cue.OPEN)
    return measures or (case.understood.exhaustive and (case.read or 0.0) >= OPEN_STATED) or case.figure_found


def is_near_miss(case: Case) -> bool:
    """Return whether it is likely that what is asked for is not stated, by what was found and read."""
    if case.none_stated or _nothing_tells_particular(case):
        return True
    if case.form_found:
        return False
    told = case.unstated if not case.understood.claim.asserted else None  # what is asserted is held against the text
    if not case.banked and told is not None:
        reads_on = bool(case.understood.context) and (case.read or 0.0) >= OPEN_STATED
        return told >= UNSTATED_ELSEWHERE and not reads_on
    if _settled(case):
        return False
    single = one_sentence_may_answer(case.understood)
    return told >= UNSTATED if single and told is not None else _unread_near_miss(case)


def _nothing_tells_particular(case: Case) -> bool:
    """Return whether a turn asks for a particular of what was spoken of, and what is found first does not read as stating it.

    Where all there is of it is wanted, none that was read does. One that names it (有效期呢) may tell it all the same.
    """
    understood, readings = case.understood, case.found.readings
    if case.looked_up or not (understood.answered and asks_on(understood.question)):
        return False
    if any(particular_named(understood.question) in hit.text for hit in case.found.hits[:1]):
        return False
    first = readings.get(case.found.hits[0].sentence) if case.found.hits else None
    states = case.read if understood.exhaustive or first is None else first.states
    return states is not None and states < DOUBTED


def _unread_near_miss(case: Case) -> bool:
    """Return whether it is likely that it is not stated, by what was found alone.

    Unless the best hit reads, almost for sure, as stating all of it. Short follow-ups the model was not trained on.
    """
    if case.first_states and not case.understood.context:
        return False
    sure = case.states_figures or case.understood.wants(Cue.YES_NO)
    return case.near_miss >= (NEAR_MISS_STATED if sure else NEAR_MISS if case.understood.facets else NEAR_MISS_UNASKED)


def as_asked(case: Case, lacking: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what is missing in the words of the question: what a table calls it may be something else.

    Of several stretches those are named that, asked alone, are not stated, else those that ask for what is ``lacking``; each of
    the questions that it asks where nothing that was read states anything, since the others would be taken for stated.
    """
    wanted = case.understood.wanted
    words = list(case.unstated_parts)
    if not words and (case.read is None or case.read >= OPEN_STATED):
        words = [words for words, facets in wanted if set(facets) & set(lacking)]
    if not words and len(wanted) == 1:  # of 请的是哪一家，定在哪年 the last
        words = [part.words for part in parts_of(case.understood.question)]
    words = words or [words for words, _ in wanted]
    return (messages.ASKED.format(words=messages.AND_QUOTED.join(words)),) if words else ()


def unstated_small_print(case: Case) -> tuple[str, ...]:
    """Return the facets of small print (a telephone, an address) that are asked for and that nothing found states."""
    if case.surely_stated:
        return ()
    return tuple(facet for facet in case.small_print if not case.stating(facet))


def small_print_not_stated(case: Case) -> bool:
    """Return whether small print is asked for that nothing found states."""
    return bool(unstated_small_print(case))


def form_not_stated(case: Case) -> bool:
    """Return whether a kind of thing is asked for (a place, a date) that nothing found has the form of."""
    return bool(case.unstated_kinds)


def hardly_found(case: Case) -> bool:
    """Return whether an open question is one for several documents, and neither search nor reading finds any of them near it."""
    return case.understood.open_ended and not case.form_found and _is_far(case, HARDLY_FOUND)


def figure_hardly_found(case: Case) -> bool:
    """Return whether one figure is asked of several documents that may well not be stated, and nothing near it is found.

    A figure stands in many a sentence on the same subject: of 年费是多少 in those on its surcharge.
    """
    understood = case.understood
    figure = not set(FIGURES).isdisjoint(understood.facets) or QUANTITY in asked_kinds(understood.question)
    one = figure and one_sentence_may_answer(understood) and not (understood.wants(Cue.YES_NO) or case.form_found)
    return one and (case.unstated or 0.0) >= FIGURE_DOUBTED and _is_far(case, FIGURE_FAR)


def _is_far(case: Case, odds: float) -> bool:
    """Return whether search and reading together give the best of the hits that were read less than even odds, by so much.

    Of several documents: in a single one, or one that is named, even what it hardly says is what it says of it.
    """
    together = [hit.signals["together"] for hit in case.found.hits if "together" in hit.signals]
    return len(case.found.scope.weights) > 1 and not case.found.scope.named and bool(together) and max(together) < -odds


BY_FORM = (small_print_not_stated, figure_not_stated, form_not_stated)  # rules that miss the form of an answer
