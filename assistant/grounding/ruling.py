"""Whether the documents bear a claim out: yes only where a quote says all of it, no where it says otherwise, else not stated."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.grounding.alignment import FEATURES, Alignment, Evidence, Vectors, align
from assistant.grounding.claim_model import ClaimModel
from assistant.records import Verdict
from assistant.thresholds import (
    CLAIM_AGAINST,
    CLAIM_APART,
    CLAIM_COVERED,
    CLAIM_DENIED,
    CLAIM_MENTIONED,
    CLAIM_SAME_THING,
    CLAIM_SUPPORTED,
    CLAIM_TOGETHER,
    CLAIM_WORDS,
)

# what forbids a yes, however much of the claim stands in the quote
OBJECTIONS = (
    "flipped", "parity", "denied", "opposed", "duty_added", "ban_added", "ban_lost", "leave_for_duty", "leave_for_ban", "names",
    "years_added", "other_years", "only_added", "all_added", "ranking_added", "reason_added", "before_added", "after_added",
    "first_added", "bound_turned", "level_added", "figures_astray", "figures_other", "figures_alone",
)  # fmt: skip
# what makes a no of a claim that is otherwise in the quote
CONTRADICTIONS = (
    "opposed", "level_other", "duty_for_aim", "leave_for_ban", "leave_for_duty", "head_denied", "only_added", "all_added",
    "years_added", "other_years",
)  # fmt: skip
ALIKE = 0.02  # likeness by which two things that a figure may count are the same


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, the number of the evidence that it rests on, and what that says otherwise (a stretch of it), if anything."""

    verdict: Verdict
    evidence: int = 0
    differs: str = ""
    goal: bool = False  # the quote gives a goal where a result was claimed


def rule(claim: str, evidences: Sequence[Evidence], vectors: Vectors, model: ClaimModel, *, absent: bool = False) -> Ruling:
    """Return the ruling on a claim.

    Args:
        claim: the statement, as ``written`` returns it.
        evidences: quotes of one document, the likeliest first; never empty.
        vectors: unit vectors of texts.
        model: of what slots do not decide.
        absent: whether it is claimed that the documents do not say it: that is denied where they do, and never affirmed.
    """
    found = [align(claim, evidence, vectors) for evidence in evidences]
    chances = [model.chances(alignment.row) for alignment in found]
    order = sorted(range(len(found)), key=lambda n: -chances[n][0])
    if absent:
        mentioned = max(order, key=lambda n: found[n].together)
        return Ruling(Verdict.NO if found[mentioned].together >= CLAIM_MENTIONED else Verdict.NOT_STATED, mentioned)
    for number in order:
        if _says_all(found[number], chances[number][0]):
            return Ruling(Verdict.YES, number)
    figure = _other_figure(found, chances)
    if figure is not None:
        return figure
    return _otherwise(found, chances) or Ruling(Verdict.NOT_STATED, order[0])


def value(alignment: Alignment, name: str) -> float:
    """Return a feature of an alignment."""
    return float(alignment.row[FEATURES.index(name)])


def _says_all(alignment: Alignment, chance: float) -> bool:
    """Return whether a quote says the whole claim: its words in one stretch, its figures of the same things, nothing against it."""
    hoped = "aim" in alignment.quote.marks and "done" in alignment.claim.marks and "done" not in alignment.quote.marks
    if hoped or any(value(alignment, name) for name in OBJECTIONS):
        return False
    return (alignment.together >= CLAIM_TOGETHER and chance >= CLAIM_WORDS) or chance >= CLAIM_SUPPORTED


def _other_figure(found: Sequence[Alignment], chances: Sequence[tuple[float, float]]) -> Ruling | None:
    """Return no where the documents give another figure of the very thing that a figure is claimed of."""
    for number in range(len(found[0].paired)):
        pairs = [alignment.paired[number] for alignment in found]
        best = max(range(len(pairs)), key=lambda n: (pairs[n].likeness, -n))
        nearest = pairs[best].nearest
        same = max(pair.same_likeness for pair in pairs)
        sure = pairs[best].likeness >= CLAIM_SAME_THING and same <= pairs[best].likeness - CLAIM_APART
        against = 1.0 if sure else chances[best][1]
        if nearest and same < pairs[best].likeness - ALIKE and _same_subject(found[best], against):
            start, end = nearest.shown
            return Ruling(Verdict.NO, best, found[best].quote.text[start:end])
    return None


def _same_subject(alignment: Alignment, against: float) -> bool:
    """Return whether a quote with another figure is about what is claimed, and about the year that is claimed."""
    years = alignment.claim.years
    of_year = not years or bool(years & alignment.quote.years)
    return of_year and alignment.covered >= CLAIM_COVERED and against >= CLAIM_AGAINST


def _otherwise(found: Sequence[Alignment], chances: Sequence[tuple[float, float]]) -> Ruling | None:
    """Return no where a quote says the opposite of a claim that is otherwise in it, or the model is sure of it."""
    for number, alignment in enumerate(found):
        if alignment.together >= CLAIM_TOGETHER and _says_otherwise(alignment):
            return Ruling(Verdict.NO, number, alignment.nearest.own)
        slots = any(value(alignment, name) for name in CONTRADICTIONS) and alignment.covered >= CLAIM_COVERED
        if chances[number][1] >= (CLAIM_AGAINST if slots else CLAIM_DENIED) and not _other_or_astray(alignment):
            return Ruling(Verdict.NO, number, alignment.nearest.own)
    return None


def _says_otherwise(alignment: Alignment) -> bool:
    """Return whether a quote says all the words of a claim, but of another year or level, or forbids what it allows."""
    another_year = value(alignment, "other_years") and value(alignment, "figures_right") == value(alignment, "figures")
    level = value(alignment, "level_other") and not _other_or_astray(alignment)
    return bool(another_year or level or value(alignment, "leave_for_ban"))


def _other_or_astray(alignment: Alignment) -> bool:
    return bool(value(alignment, "figures_other") or value(alignment, "figures_astray"))
