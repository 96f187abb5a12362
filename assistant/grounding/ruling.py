"""What the slots and the models of one quote say of a claim: yes where a quote says all of it, no where it says otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from assistant.grounding.alignment import ALIKE, Alignment, Paired, own_figures
from assistant.grounding.breaches import is_left_out
from assistant.grounding.claims import denied, negations
from assistant.grounding.crossing import figures_crossed, lists_otherwise
from assistant.grounding.features import Features
from assistant.grounding.pairing import Counted
from assistant.grounding.quoted import quoted_otherwise
from assistant.grounding.statements import pieces, read, tells_of_every
from assistant.records import Verdict
from assistant.thresholds import (
    CLAIM_ADDRESSED,
    CLAIM_AGAINST,
    CLAIM_APART,
    CLAIM_CONTRADICTED,
    CLAIM_COVERED,
    CLAIM_DENIED,
    CLAIM_FOUND,
    CLAIM_FOUND_OTHERWISE,
    CLAIM_INSTEAD,
    CLAIM_LESS_LIKE,
    CLAIM_LIKE_THING,
    CLAIM_MENTIONED,
    CLAIM_NEXT,
    CLAIM_READ,
    CLAIM_SAME_THING,
    CLAIM_SLOT,
    CLAIM_SUPPORTED,
    CLAIM_TOGETHER,
    CLAIM_UNLIKE,
    CLAIM_VERY_THING,
)

# what forbids a yes, however much of the claim stands in the quote
OBJECTIONS = (
    "flipped", "parity", "denied", "opposed", "duty_added", "ban_added", "ban_lost", "leave_for_duty", "leave_for_ban", "names",
    "opposed_beside", "years_added", "other_years", "level_added", "only_added", "all_added", "first_added", "bound_turned",
    "figures_astray", "figures_other", "figures_alone", "thing_elsewhere", "grade_other", "start_other", "word_other",
    "reason_added", "sibling", "crossed", "compared_added", "level_of_another", "of_others", "of_breach",
    "denied_by_lead", "denied_in_the_end", "nothing_of_it", "outranked",
)  # fmt: skip
# … and that no likelihood overrules, for a wrong yes is worse than none: of 33 claims that are likely enough 8 are false
FIRM_OBJECTIONS = (
    "opposed", "names", "years_added", "other_years", "level_added", "first_added", "bound_turned", "figures_astray",
    "figures_other", "thing_elsewhere", "grade_other", "word_other", "reason_added", "sibling", "crossed", "level_of_another",
    "of_others", "of_breach", "denied_by_lead", "denied_in_the_end", "nothing_of_it", "leave_for_ban", "opposed_beside",
    "outranked",
)  # fmt: skip
# what makes a no of a claim that is otherwise in the quote
CONTRADICTIONS = (
    "opposed", "level_other", "duty_added", "leave_for_ban", "leave_for_duty", "years_added", "other_years",
)  # fmt: skip
# … and of one that the reading model finds in the quote, whatever words either has
DIFFERENCES = ("opposed", "level_other", "leave_for_ban", "duty_for_leave", "duty_for_aim", "head_denied", "start_other")
WHOLE = 0.9  # share of a claim's words that are all of them, but for 达 or 是
# what adds or compares: 比……多出, 较上年增加
_COMPUTES = re.compile("比(?![重例率如])|较|[多少][出了]|增加|减少|相差|合计|总[计共]|[一总]共|加起来|相加")
_FREE = re.compile("(?:没有?|不作|不设|无)(?:什么|任何)?(?:要求|限制|限定|门槛)$")  # 对设立了多久并没有要求
_ADDS = re.compile("合计|总和|加起来|相加|加总|总共加")
_OF_THE_REST = re.compile("其[余他它]|别的|剩|没|未")
_WHOLE = 100  # %
SCOPES = ("only_added", "all_added")  # the same, but in a claim that denies: 不是都要 is not 都要


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, the number of the evidence that it rests on, and what that says otherwise (a stretch of it), if anything.

    No verdict: it is in doubt which of the three it is.
    """

    verdict: Verdict | None
    evidence: int = 0
    differs: str = ""
    goal: bool = False  # the quote gives a goal where a result was claimed
    by_figure: bool = False  # a no that rests on another figure of the quote


@dataclass(frozen=True)
class Reading:
    """A claim beside one evidence: the alignment, its features, and how likely the one supports or contradicts the other.

    ``instead`` is the probability in [0, 1] that the quote supports the claim with the quote's own figures in place of those
    that it does not have; 0 where it has them all, or was not read. ``missing`` are terms of the claim that the documents use
    and the quote does not; ``lost`` are its words that the quote has not, though its clause may.
    """

    alignment: Alignment
    features: Features
    supports: float = 0.0
    contradicts: float = 0.0
    instead: float = 0.0
    missing: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @cached_property
    def left_out(self) -> bool:
        """Whether what leads the list of the quote denies all its items what is claimed of one."""
        return is_left_out(self.alignment.claim, self.alignment.evidence)

    @property
    def denied_flatly(self) -> bool:
        """Whether the quote denies, and the claim nothing: 不再支持 where it is claimed that 仍可支持."""
        return bool(self.features["parity"]) and not self.alignment.claim.denied

    @cached_property
    def denied_outright(self) -> bool:
        """Whether the quote denies, wherever it has it, what a claim that denies nothing says: 不予支持 of 得到支持."""
        claim, quote = self.alignment.claim, self.alignment.quote
        if claim.denied or not quote.denied % 2:
            return False
        heads = (head for _, head in negations(quote.text) if head and head in claim.text)
        return any(all(denied(quote.text, head)) for head in heads)

    @cached_property
    def says_otherwise(self) -> bool:
        """Whether the quote forbids a yes by what no model was fitted with.

        By its lead, its denial, two figures that it joins otherwise, or as it does not say of each and all what is claimed so.
        """
        claim, quote = self.alignment.claim.text, self.alignment.quote.text
        every = tells_of_every(claim) and not tells_of_every(quote)
        every = every or (_FREE.search(claim) is not None and not self.alignment.quote.denied)  # where a rule stands
        otherwise = bool(quoted_otherwise(claim, quote)) or lists_otherwise(claim, quote)
        return every or otherwise or figures_crossed(claim, quote) or self.left_out or self.denied_flatly or self.denied_outright


def ruling_of(readings: Sequence[Reading], *, absent: bool = False) -> Ruling:
    """Return the ruling on a claim that was read beside each evidence."""
    if absent:
        most = max(range(len(readings)), key=lambda number: readings[number].alignment.together)
        mentioned = readings[most].alignment.together >= CLAIM_MENTIONED
        return Ruling(Verdict.NO if mentioned else Verdict.NOT_STATED, most)
    saying = [number for number in _by_support(readings) if _says_all(readings[number])]
    for number in saying:
        if _stands_whole(readings[number]) or not is_denied_beside(readings, number):
            goal = _hoped(readings[number])
            return Ruling(Verdict.NOT_STATED if goal else Verdict.YES, number, goal=goal)
    # where one says so and another denies it, figures settle that, models do not
    rules = OF_FIGURES if saying else (*OF_FIGURES, *OF_MODELS)
    return next((ruling for applies in rules if (ruling := applies(readings))), Ruling(Verdict.NOT_STATED))


def _by_support(readings: Sequence[Reading]) -> list[int]:
    """Return the numbers of the quotes, the likeliest first; of those as likely the one with more of the claim's words."""
    return sorted(range(len(readings)), key=lambda n: (-round(readings[n].supports, 2), -readings[n].alignment.covered))


def _says_all(reading: Reading) -> bool:
    """Return whether a quote says the whole claim: both models find it there, or all words stand there; nothing is against it."""
    found = _found(reading) >= CLAIM_FOUND or _stands_whole(reading)
    return (
        found and not (objections(reading) or reading.says_otherwise or reading.missing) and reading.supports >= CLAIM_SUPPORTED
    )


def _stands_whole(reading: Reading) -> bool:
    """Return whether every word and figure of a claim stands in a quote: of figures the reading model sees little."""
    figures = reading.features["figures"]
    return reading.features["covered"] >= WHOLE and 0 < figures == reading.features["figures_right"]


def is_denied_beside(readings: Sequence[Reading], number: int) -> bool:
    """Return whether another quote denies a claim.

    It has its words in one stretch and contradicts it, or has more of its words and denies them or gives another figure or force:
    罚十万到五十万 may stand in the article on another offence, 应当 in the one before. A quote of another year does not deny it.
    """
    held = readings[number].alignment.covered
    others = (r for n, r in enumerate(readings) if n != number and not r.features["other_years"])
    return any(
        (r.contradicts >= CLAIM_CONTRADICTED and r.alignment.together >= CLAIM_TOGETHER)
        or (r.alignment.covered > held and r.alignment.evidence.read[0] >= CLAIM_READ and _differs_from(r))
        for r in others
    )


def _is_borne_out_beside(readings: Sequence[Reading], number: int) -> bool:
    """Return whether another quote has more of a claim's words, and the model finds it borne out there.

    Of several articles that name the same acts, the one that the claim is taken from tells.
    """
    held = readings[number].alignment.covered
    return any(r.alignment.covered > held and r.supports >= CLAIM_SUPPORTED for r in readings)


def _differs_from(reading: Reading) -> bool:
    named = (*CONTRADICTIONS, *DIFFERENCES, "figures_other", "opposed_beside")
    return reading.denied_flatly or any(reading.features[name] for name in named)


def objections(reading: Reading, among: Sequence[str] = OBJECTIONS) -> int:
    """Return how many slots of a quote forbid a yes."""
    return sum(bool(reading.features[name]) for name in among)


def _found(reading: Reading) -> float:
    """Return how sure the reading model is, in [0, 1], to find the claim in the quote: of figures and slots it sees little."""
    return reading.alignment.evidence.read[1]


def _differs(readings: Sequence[Reading]) -> Ruling | None:
    """Return no where the quote in which the reading model finds the claim has another figure, year, level, force or sense."""
    found = [n for n, reading in enumerate(readings) if _found(reading) >= CLAIM_FOUND_OTHERWISE]
    number = max(found, key=lambda n: (readings[n].alignment.covered, _found(readings[n])), default=0)
    reading = readings[number]
    if not found or reading.features["names"] > 0:
        return None
    figure = _figure_in_its_place(readings, number)
    if figure:
        start, end = figure.shown
        return Ruling(Verdict.NO, number, reading.alignment.quote.text[start:end], by_figure=True)
    return Ruling(Verdict.NO, number, reading.alignment.nearest.own) if _differs_in_a_slot(reading) else None


def _differs_in_a_slot(reading: Reading) -> bool:
    """Return whether a quote gives other years than a claim, has what it denies, or differs in a slot of ``DIFFERENCES``."""
    claim, quote, given = reading.alignment.claim, reading.alignment.quote, reading.features
    if claim.years - quote.years and quote.years - claim.years:  # 2021年至2025年 is no other time than 到2025年
        return True
    if claim.denied:  # in what is claimed, not in its condition
        in_the_end = claim.denied == read(pieces(claim.text)[-1]).denied == 1
        return in_the_end and not quote.denied and not any(given[name] for name in (*SCOPES, "duty_added"))
    return not given["years_added"] and any(given[name] for name in DIFFERENCES)


def _figure_in_its_place(readings: Sequence[Reading], number: int) -> Counted | None:
    """Return the figure that a quote gives of the likest thing, where no quote gives the one that is claimed of it."""
    for at, pair in enumerate(readings[number].alignment.paired):
        given = any(reading.alignment.paired[at].right for reading in readings)
        alike = pair.likeness >= max(CLAIM_APART, pair.same_likeness + CLAIM_LESS_LIKE)
        given = given or _is_no_other(pair) or _is_computed(pair.claimed, readings[number])
        if pair.nearest and alike and not given:
            return pair.nearest
    return None


def _is_no_other(pair: Paired) -> bool:
    """Return whether the nearest figure denies nothing: what is claimed may be no figure, or is true of that one too."""
    claimed = pair.claimed.quantity
    return claimed.one or (pair.nearest is not None and claimed.beyond(pair.nearest.quantity))


def _in_its_figures(readings: Sequence[Reading]) -> Ruling | None:
    """Return no where a quote is found to say the claim with its own figures, and no quote gives those that are claimed."""
    about = (n for n, r in enumerate(readings) if not r.features["names"] and not r.missing)
    likely = [n for n in about if readings[n].instead >= CLAIM_INSTEAD]
    if not likely:
        return None
    number = max(likely, key=lambda n: (readings[n].alignment.covered, readings[n].instead))
    reading = readings[number]
    for at, pair in enumerate(reading.alignment.paired):
        given = any(other.alignment.paired[at].same for other in readings)
        if pair.nearest and not (given or _is_no_other(pair) or _is_computed(pair.claimed, reading)):
            start, end = pair.nearest.shown
            return Ruling(Verdict.NO, number, reading.alignment.quote.text[start:end], by_figure=True)
    return None


def _is_computed(claimed: Counted, reading: Reading) -> bool:
    """Return whether a figure follows from those of a quote, which then do not deny it.

    It is the sum or the difference of two of one kind where claim or quote add or compare (多出十件), what a rate times a count
    comes to (前5件各2000元 are 一万元), or what a share leaves of the whole for the others (80% leave two tenths).
    """
    wanted, claim = claimed.quantity, reading.alignment.claim.text
    if _ADDS.search(claim):
        return True  # 三样加起来155万元: no single figure denies a sum
    stated = reading.alignment.quote.quantities
    alike = [quantity for quantity in stated if wanted.comparable(quantity) and quantity.value != wanted.value]
    if wanted.measure == "%" and _OF_THE_REST.search(claim):
        return any(wanted.value == _WHOLE - quantity.value for quantity in alike)
    counts = [quantity.value for quantity in stated if quantity.measure == "数"] if wanted.measure == "元" else []
    if any(wanted.value == rate.value * count for rate in alike for count in counts):
        return True
    if not _COMPUTES.search(f"{claim}。{reading.alignment.quote.text}"):
        return False
    pairs = ((one, other) for one, other in permutations(alike, 2) if one.unit == other.unit)
    return any(wanted.value in (one.value + other.value, one.value - other.value) for one, other in pairs)


def _hoped(reading: Reading) -> bool:
    """Return whether a quote states as a goal what is claimed to have come about."""
    claim, quote = reading.alignment.claim.marks, reading.alignment.quote.marks
    return "aim" in quote and "done" in claim - quote


def _only_aimed(readings: Sequence[Reading]) -> Ruling | None:
    """Return that only a goal is stated, where the figures that are said to have been reached are those of a goal."""
    for number, reading in enumerate(readings):
        figures, alignment = reading.features["figures"], reading.alignment
        aimed = alignment.evidence.aims and "done" in alignment.claim.marks
        if aimed and 0 < figures == reading.features["figures_right"] and alignment.covered >= CLAIM_COVERED:
            return Ruling(Verdict.NOT_STATED, number, goal=True)
    return None


def other_figure(readings: Sequence[Reading]) -> Ruling | None:
    """Return no where the documents give another figure of the very thing that a figure is claimed of."""
    for number in range(len(readings[0].alignment.paired)):
        pairs = [reading.alignment.paired[number] for reading in readings]
        if any(map(_is_no_other, pairs)):
            continue
        best = max(range(len(pairs)), key=lambda n: (pairs[n].likeness, -n))
        if _is_computed(pairs[best].claimed, readings[best]):
            continue
        nearest, likeness = pairs[best].nearest, pairs[best].likeness
        same = max(pair.same_likeness for pair in pairs)
        given = any(pair.same for pair in pairs)
        sure = _of_the_very_thing(likeness, same, given=given)
        if (
            nearest
            and same < likeness - (CLAIM_LESS_LIKE if given else ALIKE)
            and _same_subject(readings[best], sure=sure, given=given)
        ):
            told = _that_tells(readings, pairs, best)
            start, end = (pairs[told].nearest or nearest).shown
            return Ruling(Verdict.NO, told, readings[told].alignment.quote.text[start:end], by_figure=True)
    return None


def figure_of_another(readings: Sequence[Reading]) -> Ruling | None:
    """Return no where the one figure of a claim stands in a quote, but of another thing, and what is claimed has another.

    商标质押融资近7600万元 beside 专利质押融资近7600万元,商标质押融资7500余万元.
    """
    for number, reading in enumerate(readings):
        pairs = reading.alignment.paired
        about = reading.alignment.evidence.read[0] >= CLAIM_READ and reading.alignment.covered >= CLAIM_COVERED
        if len(pairs) != 1 or not (about and reading.features["thing_elsewhere"]) or _is_as_like(pairs[0]):
            continue
        others = own_figures(pairs[0], reading.alignment)
        if len(others) == 1 and not _is_computed(pairs[0].claimed, reading):
            return Ruling(Verdict.NO, number, reading.alignment.quote.text[slice(*others[0].shown)], by_figure=True)
    return None


def _that_tells(readings: Sequence[Reading], pairs: Sequence[Paired], best: int) -> int:
    """Return which quote tells the other figure: the ``best`` by its thing, or what reads more like the claim and lacks no term.

    四星级酒店 is none of 2—5星级的乡村旅游示范单位, however like 给予…奖励 is.
    """
    if not readings[best].missing:
        return best
    read = [reading.alignment.evidence.read[0] for reading in readings]
    others = (
        n for n, r in enumerate(readings) if pairs[n].nearest and not (r.missing or pairs[n].right) and read[n] > read[best]
    )
    return max(others, key=read.__getitem__, default=best)


def _of_the_very_thing(likeness: float, same: float, *, given: bool) -> bool:
    """Return whether, whatever the model says, another figure is that of what is claimed, and the claimed one is not.

    Args:
        likeness: of the thing with the other figure, in [0, 1].
        same: of the likest thing with the claimed figure, 0 where it is given of none.
        given: whether the claimed figure is given at all.
    """
    if likeness >= CLAIM_VERY_THING and same <= likeness - CLAIM_UNLIKE:
        return True
    return likeness >= (CLAIM_LIKE_THING if given else CLAIM_SAME_THING) and same <= likeness - CLAIM_APART


def _same_subject(reading: Reading, *, sure: bool, given: bool) -> bool:
    """Return whether a quote with another figure is about what is claimed, and about the year and the place that are claimed."""
    years = reading.alignment.claim.years
    meant = (not years or years & reading.alignment.quote.years) and not reading.features["names"]
    about = reading.alignment.covered >= CLAIM_COVERED or reading.alignment.evidence.read[0] >= CLAIM_ADDRESSED
    about = about or (not given and reading.contradicts >= CLAIM_DENIED)
    return bool(meant) and about and (sure or reading.contradicts >= CLAIM_AGAINST)


def _otherwise(readings: Sequence[Reading]) -> Ruling | None:
    """Return no where a quote says the opposite of a claim that is otherwise in it, or the model is sure of it."""
    best = max(reading.alignment.evidence.read[0] for reading in readings)
    for number, reading in enumerate(readings):
        aside = reading.alignment.evidence.read[0] < CLAIM_NEXT * best  # it is about something else: a better one says neither
        if aside or _denies_a_duty(reading) or _is_borne_out_beside(readings, number):
            continue
        if _contradicts(reading) or _says_otherwise(reading):
            return Ruling(Verdict.NO, number, reading.alignment.nearest.own)
    return None


def _contradicts(reading: Reading) -> bool:
    """Return whether the model finds a contradiction: less sure where a slot differs, and in none where the figures stand."""
    slots = CONTRADICTIONS if reading.alignment.claim.denied else (*CONTRADICTIONS, *SCOPES)
    slot = _has(reading, slots) and reading.alignment.covered >= CLAIM_COVERED
    against = reading.contradicts >= (CLAIM_SLOT if slot else CLAIM_DENIED) and not _of_another_figure(reading)
    return against and (slot or not figures_stand(reading))


def _has(reading: Reading, slots: Sequence[str]) -> bool:
    return any(reading.features[name] for name in slots)


def _denies_a_duty(reading: Reading) -> bool:
    """Return whether it is a duty that is denied (不强制), where the quote lays none down: neither says the opposite."""
    return bool(reading.alignment.claim.denied and reading.features["duty_added"])


def _says_otherwise(reading: Reading) -> bool:
    """Return whether a quote says all the words of a claim, but of another year or level, or forbids what it allows."""
    given = reading.features
    year = given["other_years"] and given["figures_right"] == given["figures"]
    level = given["level_other"] and not _of_another_figure(reading)
    return reading.alignment.together >= CLAIM_TOGETHER and bool(year or level or given["leave_for_ban"])


def figures_stand(reading: Reading) -> bool:
    """Return whether a quote gives the figures of a claim, or what each is computed from.

    A no without another figure to show would quote the very number that it denies. One that is given of another thing than is
    claimed does not stand: 13% is the share of another industry.
    """
    pairs = [pair for pair in reading.alignment.paired if pair.nearest]
    return bool(pairs) and all(_stands(pair, reading) or _is_computed(pair.claimed, reading) for pair in pairs)


def _stands(pair: Paired, reading: Reading) -> bool:
    """Return whether a figure is given of what is claimed, or of what has a word of the claim that the likest thing has not."""
    if pair.right or pair.same is None or pair.nearest is None:
        return pair.right
    if _is_as_like(pair):
        return True
    words = [word.text for word in reading.alignment.claim.words if len(word.text) > 1]
    return any(word in pair.same.subject and word not in pair.nearest.subject for word in words)


def _is_as_like(pair: Paired) -> bool:
    """Return whether what has the claimed figure is all but as like what is claimed as what has another: 每万人 of 每万人口."""
    return not pair.right and pair.likeness - pair.same_likeness < CLAIM_UNLIKE


def what_differs(reading: Reading) -> str:
    """Return the stretch of a quote that says otherwise than a claim: with another figure, or the one that holds most of it."""
    alignment = reading.alignment
    figure = next((p.nearest for p in alignment.paired if p.nearest and not (_stands(p, reading) or _is_no_other(p))), None)
    return alignment.quote.text[slice(*figure.shown)] if figure else alignment.nearest.own


def another_figure(readings: Sequence[Reading]) -> Ruling | None:
    """Return no by a figure of the quotes where none of them gives the one that is claimed, however unlike what it is of.

    That it is of what is claimed the models must tell; of several the one of the likest thing is shown.
    """
    for at in range(len(readings[0].alignment.paired)):
        pairs = [reading.alignment.paired[at] for reading in readings]
        near = [n for n, p in enumerate(pairs) if p.nearest and not p.nearest.quantity.far_from(p.claimed.quantity)]
        able = [n for n in near if not readings[n].features["other_years"]]
        if not able or any(pair.same or _is_no_other(pair) for pair in pairs):
            continue
        number = max(able, key=lambda n: (pairs[n].likeness, readings[n].alignment.evidence.read[0]))
        nearest = pairs[number].nearest
        told = max(pairs[number].likeness, readings[number].instead)
        if told < (CLAIM_LIKE_THING if readings[number].missing else CLAIM_APART):
            continue  # 植物新品种授权量 is no 发明专利授权总量, nor is 补助最多发两年 denied by 3年以上劳动合同
        if nearest and not _is_computed(pairs[number].claimed, readings[number]):
            return Ruling(Verdict.NO, number, readings[number].alignment.quote.text[slice(*nearest.shown)], by_figure=True)
    return None


def _of_another_figure(reading: Reading) -> bool:
    """Return whether the quote gives another figure: it is then about something else, or ``other_figure`` has told it."""
    return bool(reading.features["figures_other"] or reading.features["figures_astray"])


# the rules for a no, or for a goal alone, the first that applies
OF_FIGURES = (_only_aimed, other_figure, figure_of_another)
OF_MODELS = (_differs, _in_its_figures, _otherwise)
