"""Whether the documents bear a claim out: yes only where a quote says all of it, no where one says otherwise; else in doubt.

What the rules of ``ruling.py`` settle stands. Of the rest a model tells how likely each verdict is (``verdict_model.py``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.grounding.alignment import UNREAD, Alignment, Evidence, align, holds, share_of
from assistant.grounding.another import runs_from_elsewhere, tells_of_another
from assistant.grounding.cases import (
    acts_otherwise,
    denies_its_case,
    has_a_case_of_its_own,
    has_one_word_of_two,
    is_banned_to_the_letter,
    is_bounded,
    is_denied_as_well,
    is_denied_to_the_letter,
    is_forbidden,
    is_laid_down,
    is_of_the_case_denied,
    is_only_worked_on,
    is_without_its_figure,
    lacks_in_its_case,
    lacks_what_there_is,
    runs_otherwise,
    says_so_by_denying,
    share_of_what_is_allowed,
)
from assistant.grounding.claim_model import ClaimModel
from assistant.grounding.claims import negations
from assistant.grounding.crossing import lists_otherwise
from assistant.grounding.features import HALF, Spoken, Vectors, features_of, lost_words, missing_terms
from assistant.grounding.quoted import quoted_otherwise
from assistant.grounding.rewording import as_given, as_quoted
from assistant.grounding.ruling import (
    FIRM_OBJECTIONS,
    WHOLE,
    Reading,
    Ruling,
    another_figure,
    figure_of_another,
    figures_stand,
    objections,
    other_figure,
    ruling_of,
    what_differs,
)
from assistant.grounding.statements import has_come_about, starts
from assistant.grounding.verdict_model import VerdictModel, likeliest
from assistant.statuses import Verdict
from assistant.thresholds import (
    CLAIM_ABOUT,
    CLAIM_ALLOWED,
    CLAIM_ALLOWED_AT_ALL,
    CLAIM_COVERED,
    CLAIM_DENIED_LETTER,
    CLAIM_DENIED_OPENLY,
    CLAIM_NO,
    CLAIM_NO_BY_FIGURE,
    CLAIM_NO_KEPT,
    CLAIM_NOWHERE,
    CLAIM_READ,
    CLAIM_READ_AS_WELL,
    CLAIM_UNSTATED,
    CLAIM_YES,
    CLAIM_YES_AGAINST,
    CLAIM_YES_WHOLE,
)

# what the reading model makes of a claim, put in other words, and of the quote with this number
Reread = Callable[[int, str], tuple[float, float, float]]


def _unheard(_word: str) -> bool:
    return False


def rule(
    claim: str,
    evidences: Sequence[Evidence],
    vectors: Vectors,
    model: ClaimModel,
    verdicts: VerdictModel,
    *,
    absent: bool = False,
    openly: bool = False,
    asked: bool = False,
    reread: Reread | None = None,
    spoken: Spoken = _unheard,
) -> Ruling:
    """Return the ruling on a claim.

    Args:
        claim: the statement, as ``written`` returns it.
        evidences: quotes of one document, the likeliest first; never empty.
        vectors: unit vectors of texts, shape (n, d).
        model: of one quote, what its slots do not decide.
        verdicts: of all quotes, what the rules do not settle.
        absent: whether it is claimed that the documents do not say it: that is denied where they do, and never affirmed.
        openly: whether it is only asked (能…吗): what is asked of a case is often like nothing in the documents, so that a no
            which no other figure makes needs a quote that has enough of the claim and denies it.
        asked: whether that is a question and not a plain statement: of a case of one's own (还没登记的, 三万元的) no words tell
            whether it is one of those that the rule is for.
        reread: reads a quote with the claim in its figures; None where nothing is read.
        spoken: whether the documents use a word.
    """
    readings = [reading_of(claim, evidence, number, vectors, reread, spoken) for number, evidence in enumerate(evidences)]
    chances = [model.chances(reading.features) for reading in readings]
    readings = [replace(r, supports=s, contradicts=c) for r, (s, c) in zip(readings, chances, strict=True)]
    ruling = ruling_of(readings, absent=absent)
    if ruling.goal or all(evidence.read == UNREAD for evidence in evidences):
        return ruling
    if absent:
        stated = max(evidence.read[0] for evidence in evidences) >= CLAIM_READ
        return replace(ruling, verdict=None) if stated and ruling.verdict is Verdict.NOT_STATED else ruling
    denying = next((n for n, reading in enumerate(readings) if _is_plainly_denied(reading, openly=openly and asked)), None)
    if denying is None:
        denying = next((n for n in range(len(readings)) if _runs_otherwise(readings, n)), None)
    if denying is not None:
        return Ruling(Verdict.NO, denying)
    weighed = _of_its_case(weigh(readings, ruling, verdicts), readings, asked=asked)
    return _undoubted(weighed, readings, asked=asked) if openly else weighed


def _is_plainly_denied(reading: Reading, *, openly: bool) -> bool:
    """Return whether a quote denies a claim to the letter, or the lead of its list denies it of an item.

    It has to have enough of the claim to be about it, which the two have of an item. No model has to tell more, but of what is
    asked ``openly`` where the words alone tell.
    """
    evidence, claim = reading.alignment.evidence, reading.alignment.claim
    lead = evidence.lead if reading.left_out else ""
    worth = [holds(f"{evidence.quote}{lead}。{evidence.above}", word.text) for word in claim.words]
    denied = reading.left_out or (is_denied_to_the_letter(reading.alignment) and (not openly or _denies(reading)))
    denied = denied or (_denies(reading) and is_denied_to_the_letter(reading.alignment, CLAIM_DENIED_LETTER))
    denied = denied or bool(quoted_otherwise(claim.text, evidence.quote)) or lists_otherwise(claim.text, evidence.quote)
    denied = denied or (bool(reading.features["leave_for_ban"]) and is_banned_to_the_letter(reading.alignment))
    return denied and share_of(claim, worth) >= CLAIM_COVERED


def _runs_otherwise(readings: Sequence[Reading], number: int) -> bool:
    """Return whether a quote has all of a claim but from when something runs, and no other quote has that."""
    claim = readings[number].alignment.claim.text
    others = (reading.alignment.quote.text for n, reading in enumerate(readings) if n != number)
    as_claimed = (starts(other) and not runs_from_elsewhere(claim, other) for other in others)
    return runs_otherwise(readings[number].alignment) and not any(as_claimed)


def _undoubted(ruling: Ruling, readings: Sequence[Reading], *, asked: bool) -> Ruling:
    """Return a ruling on what is openly asked, or just said, without a no that neither another figure makes nor a quote of it.

    That has enough of what is said to be about it, and of what is ``asked`` it was read as denying that.
    """
    if ruling.verdict is not Verdict.NO or _by_figure(ruling, readings):
        return ruling
    reading = readings[ruling.evidence]
    sure = _denies(reading) if asked else reading.alignment.covered >= CLAIM_ABOUT
    return ruling if sure else replace(ruling, verdict=None)


def _by_figure(ruling: Ruling, readings: Sequence[Reading]) -> bool:
    """Return whether a no rests on another figure than the claimed one, whatever rule tells that it is of the same thing."""
    return ruling.by_figure or other_figure(readings) is not None


def _of_its_case(ruling: Ruling, readings: Sequence[Reading], *, asked: bool) -> Ruling:
    """Return a ruling, without its verdict where that is of another case than the one that is claimed, or ``asked`` about."""
    if ruling.verdict not in (Verdict.YES, Verdict.NO):
        return ruling
    if ruling.verdict is Verdict.NO and _is_only_planned(readings[ruling.evidence]) and not _by_figure(ruling, readings):
        return Ruling(Verdict.NOT_STATED, ruling.evidence, goal=True)
    left = _is_of_another_case(ruling, readings) or (asked and _turns_on_its_case(ruling, readings))
    return replace(ruling, verdict=None) if left else ruling


def _is_only_planned(reading: Reading) -> bool:
    """Return whether a quote tells what is planned, and denies nothing, where a claim says that it has come about.

    That 维权援助中心建设 is to succeed does not deny that one 成立了.
    """
    evidence, claim = reading.alignment.evidence, reading.alignment.claim
    return evidence.aims and has_come_about(claim.text) and not negations(f"{claim.text} {evidence.lead} {evidence.quote}")


def _is_of_another_case(ruling: Ruling, readings: Sequence[Reading]) -> bool:
    """Return whether a quote that a verdict rests on is about something else, whatever words it has.

    A yes needs who does it before what is done, the duty that is claimed, more than 示范城市建设 where 示范城市 is claimed, and
    more than one of two words.
    A no, which no other figure makes, needs a clause that denies something of the case: that what is registered is protected
    tells nothing of 没登记的作品, and what has all the words of 商标可以转让 without forbidding it takes it for granted.
    """
    alignment = readings[ruling.evidence].alignment
    if ruling.verdict is Verdict.YES:
        worked_on = is_only_worked_on(alignment.claim.text, alignment.quote.text)
        other = worked_on or acts_otherwise(alignment) or lacks_what_there_is(alignment)
        other = other or tells_of_another(alignment, readings[ruling.evidence].lost)
        other = other or _is_of_another_group(readings, ruling.evidence)
        other = other or any(reading.left_out for reading in readings)  # of 法律、法规 the law says 不适用
        return other or has_one_word_of_two(alignment) or not is_laid_down(alignment, CLAIM_ALLOWED)
    if _by_figure(ruling, readings):
        return False
    if says_so_by_denying(alignment) or _is_told_better(readings, ruling.evidence) or _is_without_its_sum(alignment):
        return True
    evidence = alignment.evidence
    if is_denied_as_well(alignment):
        return True
    if denies_its_case(alignment.claim.text) and not negations(f"{evidence.lead} {evidence.around}"):
        return True
    if alignment.together >= WHOLE and not objections(readings[ruling.evidence]):
        return True  # 国家支持设立基金 is not denied by 支持设立基金, however that reads
    return alignment.covered >= WHOLE and not is_forbidden(alignment, CLAIM_ALLOWED)


def _is_without_its_sum(alignment: Alignment) -> bool:
    """Return whether a claim has a sum of money, and a quote none: 应当予以奖励 says nothing of 奖励1万元."""
    sums = [pair for pair in alignment.paired if pair.claimed.quantity.measure == "元"]
    return bool(sums) and not any(pair.nearest or pair.same for pair in sums)


def _is_told_better(readings: Sequence[Reading], number: int) -> bool:
    """Return whether another quote has more of a word that the one with a number lacks, and of the claim, and reads as well.

    A no then rests on another case: 中国单位……可以委托 where 外国企业……应当委托 stands beside it.
    """
    own = readings[number].alignment
    lacking = [n for n, word in enumerate(own.claim.words) if own.held[n] < HALF and len(word.text) > 1]
    quote = own.evidence.quote  # on 地理标志产品 tells nothing of the 专家库 that the one has
    beside = (reading for n, reading in enumerate(readings) if n != number)
    others = (reading.alignment for reading in beside if not any(term in quote for term in reading.missing))
    as_near = (o for o in others if o.covered >= own.covered and o.evidence.read[0] >= own.evidence.read[0] - CLAIM_READ_AS_WELL)
    return any(other.held[n] > own.held[n] for other in as_near for n in lacking)


def _is_of_another_group(readings: Sequence[Reading], number: int) -> bool:
    """Return whether another quote, with another figure, is led by a word of the claim that the one with a number has not.

    What 试点单位应符合以下条件 leads is not said of 示范单位, which leads another list, whatever the title has.
    """
    evidence = readings[number].alignment.evidence
    own = f"{evidence.lead}。{evidence.quote}"
    words = [word.text for word in readings[number].alignment.claim.words if len(word.text) > 1 and word.text not in own]
    others = (r for r in readings if r.features["figures_other"] and r.alignment.evidence.read[0] >= CLAIM_READ)
    return any(word in other.alignment.evidence.lead for other in others for word in words)


def _has_its_subject_beside(readings: Sequence[Reading], ruling: Ruling) -> bool:
    """Return whether the first word of a claim stands in another quote, and not in the one that a yes rests on.

    What 外国人的作品 are said to be is not said of 法律条文, of which 本法不适用于……法律 tells.
    """
    own = readings[ruling.evidence].alignment
    first = next((n for n, word in enumerate(own.claim.words) if len(word.text) > 1), None)
    return first is not None and own.held[first] < HALF and any(other.alignment.held[first] >= HALF for other in readings)


def _turns_on_its_case(ruling: Ruling, readings: Sequence[Reading]) -> bool:
    """Return whether the answer to a question depends on how a case of one's own stands to the rule, which words do not tell.

    The case lacks something (没登记, 还没还清), or the quote has no word of it (学文科的 beside 理工科专业的), or it has a figure
    and the rule a bound (三万元 beside 不超过五万元). A no must also have what is asked of the case, and forbid that.
    """
    reading = readings[ruling.evidence]
    alignment = reading.alignment
    lacks = lacks_in_its_case(alignment.claim.text) or denies_its_case(alignment.claim.text)
    if lacks and (ruling.verdict is Verdict.NO or not is_of_the_case_denied(alignment)):
        return True
    allowed = share_of_what_is_allowed(alignment)
    if ruling.verdict is Verdict.YES:
        return has_a_case_of_its_own(alignment) or allowed < CLAIM_ALLOWED_AT_ALL or _has_its_subject_beside(readings, ruling)
    if is_bounded(alignment) or allowed < CLAIM_ALLOWED:
        return True
    forbidden = is_forbidden(alignment, CLAIM_ALLOWED) and not is_without_its_figure(alignment)
    return not forbidden and not _by_figure(ruling, readings)


def _denies(reading: Reading) -> bool:
    """Return whether a quote has enough of a claim to be about it, and was read as denying it more likely than not."""
    read = reading.alignment.evidence.read
    return reading.alignment.covered >= CLAIM_ABOUT and read != UNREAD and read[2] >= CLAIM_DENIED_OPENLY


def reading_of(
    claim: str, evidence: Evidence, number: int, vectors: Vectors, reread: Reread | None, spoken: Spoken = _unheard
) -> Reading:
    """Return a claim beside the evidence with a number, read once more in its figures, without the chances of the model."""
    alignment = align(claim, evidence)
    instead = 0.0
    if reread and evidence.read != UNREAD:
        if (quoted := as_quoted(alignment)) != claim:
            alignment = replace(alignment, evidence=replace(evidence, read=reread(number, quoted)))
        if alignment.evidence.read[0] >= CLAIM_READ and (given := as_given(alignment)) != quoted:
            instead = reread(number, given)[1]
    missing, lost = tuple(missing_terms(alignment, spoken)), tuple(lost_words(alignment, spoken))
    return Reading(alignment, features_of(alignment, vectors), instead=instead, missing=missing, lost=lost)


def weigh(readings: Sequence[Reading], ruling: Ruling, verdicts: VerdictModel) -> Ruling:
    """Return the verdict of the rules, or where they settle nothing the one that is likely enough.

    A no that another figure does not make must be likely too.
    """
    chances, enough = verdicts.chances(readings, ruling), CLAIM_YES
    if ruling.verdict is Verdict.YES:
        return ruling
    if ruling.verdict is Verdict.NO:
        if chances[Verdict.NO] >= CLAIM_NO_KEPT or other_figure(readings) or figure_of_another(readings):
            return ruling
        ruling, enough = replace(ruling, verdict=None), CLAIM_YES_AGAINST
    likely = likeliest(readings)
    if enough == CLAIM_YES and _stands_there(readings[likely]):
        enough = CLAIM_YES_WHOLE
    if chances[Verdict.YES] >= enough and not (objections(readings[likely], FIRM_OBJECTIONS) or readings[likely].says_otherwise):
        return Ruling(Verdict.YES, likely)
    number = max(range(len(readings)), key=lambda n: readings[n].alignment.evidence.read[0])
    if chances[Verdict.NO] >= CLAIM_NO and not figures_stand(readings[number]) and not _is_of_another_year(readings[number]):
        return Ruling(Verdict.NO, number, what_differs(readings[number]))
    if chances[Verdict.NO] >= CLAIM_NO_BY_FIGURE and (other := another_figure(readings)):
        return other
    likeliest_so = chances[Verdict.NOT_STATED] == max(chances.values())
    unstated = (chances[Verdict.NOT_STATED] >= CLAIM_UNSTATED and likeliest_so) or _is_read_nowhere(readings)
    return ruling if unstated else replace(ruling, verdict=None)


def _stands_there(reading: Reading) -> bool:
    """Return whether all words of a claim stand in one stretch of a quote, and nothing is against it."""
    alignment = reading.alignment
    return min(alignment.together, alignment.covered) >= WHOLE and not (objections(reading) or reading.missing)


def _is_of_another_year(reading: Reading) -> bool:
    """Return whether a quote gives another figure, but of another year than is claimed: a goal for 2025 denies none for 2023."""
    differs = reading.features["figures_other"] or reading.features["figures_astray"]
    return bool(reading.features["other_years"] and differs)


def _is_read_nowhere(readings: Sequence[Reading]) -> bool:
    """Return whether no quote that was read states anything of a claim."""
    read = [reading.alignment.evidence.read for reading in readings]
    return all(states < CLAIM_NOWHERE for states, *_ in filter(UNREAD.__ne__, read))
