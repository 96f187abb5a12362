"""A claim laid beside a quote: which of its words and figures stand there, in which statement, and what speaks against it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.grounding.pairing import Counted, Said, counted, said
from assistant.grounding.statements import Statement, levels, read

GROWTH_FOR_LEVEL = 0.6  # what is left of a likeness where one figure is a growth and the other is not
LEVEL_FOR_LEVEL = 0.9  # … where one is said of the nation and the other of the province, or the like
NEXT = 6  # characters of what a figure counts that stand next to it
ALIKE = 0.02  # likeness by which two things that a figure may count are the same
ROUGHLY_ALIKE = 0.1  # … where a bound is claimed, which few figures meet by chance
EXTRA = 0.2  # what a likeness loses where all that theirs counts is more than ours
ABOVE = 0.9  # worth of a word that stands in the title or the headings only
UNREAD = (0.5, 0.4, 0.5)  # of a quote that was not read: the middle of what is read
GAIN = 0.12  # share of a claim that a further stretch must hold beside those taken before, to be one that it is about
PART = 0.8  # worth of a word whose pairs of characters all stand there, but not the word
_CASE = re.compile(
    r"(?:\([^)]{0,6}\))?(?:以[上下内]|及以[上下])?(?:\([^)]{0,6}\))?的(?=,)"
)  # behind a figure: 三天以上的，应当……
GOVERNING = 0.5  # worth of a word that governs the stretch of a figure, beside one that names what it counts


@dataclass(frozen=True)
class Evidence:
    """What a claim is held against: a quote and what stands above it (title, headings), both as ``written`` returns them.

    ``aims`` says that the quote tells what is planned, not what is; ``read`` what the reading model makes of claim and quote, the
    probabilities in [0, 1] that the one states, supports and contradicts the other. ``around`` is the clause that it stands in;
    ``lead`` what leads the list that it is an item of, which tells whether the item is allowed, a duty or forbidden.
    """

    quote: str
    above: str = ""
    aims: bool = False
    read: tuple[float, float, float] = UNREAD
    around: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Paired:
    """A figure of a claim beside those of a quote: that of the likest thing, and the likest of those that make it true.

    Likenesses of what the figures count lie in [0, 1].
    """

    claimed: Counted
    nearest: Counted | None
    likeness: float
    same: Counted | None
    same_likeness: float

    @property
    def right(self) -> bool:
        """Whether the thing that is claimed has the figure that is claimed."""
        rough = ROUGHLY_ALIKE if self.claimed.quantity.bound else ALIKE
        return self.same is not None and self.same_likeness >= self.likeness - rough

    @property
    def astray(self) -> bool:
        """Whether the figure that is claimed is that of another thing."""
        return self.same is not None and not self.right

    @property
    def other(self) -> bool:
        """Whether only other figures are given."""
        return self.same is None and self.nearest is not None

    @property
    def alone(self) -> bool:
        """Whether no figure is given that it could be compared with, of one that is more than an article."""
        return self.same is None and self.nearest is None and not self.claimed.quantity.one


@dataclass(frozen=True)
class Alignment:
    """A claim and an evidence in their slots, laid side by side."""

    claim: Statement
    quote: Statement
    evidence: Evidence
    nearest: Said  # the stretch of the quote that holds most of the claim
    covered: float  # share of the claim's words, by weight, that stand in the quote or above it
    together: float  # the same in one stretch and what governs it, of the piece of the claim that fares worst
    paired: tuple[Paired, ...]
    held: tuple[float, ...]  # how far each word of the claim stands in the quote or above it, in [0, 1]
    near: Statement  # the stretches that hold the pieces of the claim, with what governs them
    own: Statement  # the same without


def holds(text: str, word: str) -> float:
    """Return how far a text holds a word, in [0, 1]: whole, or by its pairs of characters."""
    if word in text:
        return 1.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return PART * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def share_of(claim: Statement, worth: Sequence[float]) -> float:
    """Return the share of a statement's words, by weight, that is held, in [0, 1]; ``worth`` tells how far each of them is."""
    total = sum(word.weight for word in claim.words)
    return sum(word.weight * w for word, w in zip(claim.words, worth, strict=True)) / total if total else 1.0


def _held(claim: Statement, text: str, above: str) -> tuple[float, ...]:
    return tuple(max(holds(text, word.text), ABOVE * holds(above, word.text)) for word in claim.words)


def pair(claim: str, quote: str, above: str = "") -> tuple[Paired, ...]:
    """Return each figure of a written claim with the figures of a written quote that may be its counterparts."""
    return tuple(_paired(ours, claim, quote, above) for ours in counted(claim))


def _paired(ours: Counted, claim: str, quote: str, above: str) -> Paired:
    claimed, stated = counted(claim), counted(quote)
    rivals = [(likeness(ours, theirs, above), theirs) for theirs in stated if ours.quantity.comparable(theirs.quantity)]
    equal = [pair for pair in rivals if _is_met(ours, pair[1], quote) and not _of_other_level(ours, pair[1])]
    if not equal and _within(ours, stated):
        rivals = []  # 罚二万元 is neither said nor denied by 一万元以上五万元以下
    if equal:
        rivals = [rival for rival in rivals if not _ends_range(rival[1], ours, claimed)]
    best, same = (max(pairs, key=lambda pair: pair[0], default=(0.0, None)) for pairs in (rivals, equal))
    if best[1] and same[1] and _is_rather_of(same[1], best[1], _words_of(ours, claimed, claim)):
        best = same
    return Paired(ours, best[1], best[0], same[1], same[0])


def own_figures(pair: Paired, alignment: "Alignment") -> list[Counted]:
    """Return the figures of a quote that are rather of what a claim counts than the one that it names."""
    if pair.same is None:
        return []
    words = _words_of(pair.claimed, counted(alignment.claim.text), alignment.claim.text)
    meant = (c for c in counted(alignment.quote.text) if pair.claimed.quantity.comparable(c.quantity))
    return [c for c in meant if not pair.claimed.quantity.meets(c.quantity) and _is_rather_of(c, pair.same, words)]


def _words_of(ours: Counted, claimed: Sequence[Counted], claim: str) -> list[str]:
    """Return the words of a claim that may tell what a figure counts: all but those of what its other figures count."""
    others = "。".join(other.subject for other in claimed if other is not ours)
    words = (word.text for word in read(claim).words)
    return [word for word in words if len(word) > 1 and word not in others]


def _is_rather_of(one: Counted, other: Counted, words: Sequence[str]) -> bool:
    """Return whether what a figure counts has more of some words than what another figure of the same quote counts.

    Of 专利违法案件600余件、商标侵权案件1200余件 the second is that of 商标侵权案子, whatever verb stands before the first: what
    stands before both in one stretch is of both, and before the stretch of the second but what is next to the first figure.
    """
    beside = one.shown == other.shown
    first, second = (one.subject, other.subject) if beside else (one.governing, other.governing)
    own = sum(word in first and word not in second for word in words)
    if other.quantity.start < one.quantity.start:
        second = "" if beside else other.subject[-NEXT:]
    return own > sum(word in second and word not in first for word in words)


def _is_met(ours: Counted, theirs: Counted, quote: str) -> bool:
    """Return whether a figure of the quote makes ours true, or ours is a case of its: 五天 is one of 三天以上的."""
    mine, stated = ours.quantity, theirs.quantity
    if mine.meets(stated):
        return True
    if mine.bound or stated.bound not in (">=", "<=") or not _CASE.match(quote, stated.end):
        return False
    return mine.value >= stated.value if stated.bound == ">=" else mine.value <= stated.value


def _within(ours: Counted, stated: Sequence[Counted]) -> bool:
    """Return whether a figure, that bounds nothing itself, lies between the ends of a range of the quote."""
    if ours.quantity.bound:
        return False
    ends = (pair for pair in pairwise(one.quantity for one in stated) if (pair[0].bound, pair[1].bound) == (">=", "<="))
    return any(low.value < ours.quantity.value < high.value for low, high in ends if ours.quantity.comparable(high))


def _ends_range(theirs: Counted, ours: Counted, claimed: Sequence[Counted]) -> bool:
    """Return whether a figure of the quote is that of another figure of the claim: 一倍以上五倍以下 is no rival of itself."""
    if not ours.quantity.bound:
        return False
    others = (other.quantity for other in claimed if other.quantity.value != ours.quantity.value)
    return any(other.meets(theirs.quantity) for other in others)


def likeness(ours: Counted, theirs: Counted, above: str) -> float:
    """Return how much of what our figure counts is what theirs counts, in [0, 1]."""
    words = read(ours.subject).words or read(ours.governing).words
    total = sum(word.weight for word in words)
    if not total:
        return 0.0
    alike = sum(
        w.weight * max(holds(theirs.subject, w.text), GOVERNING * holds(theirs.governing, w.text), ABOVE * holds(above, w.text))
        for w in words
    )
    further = [word for word in read(theirs.subject).words if not levels(word.text)]  # 高价值发明专利 is not 发明专利
    weight = sum(word.weight for word in further) or 1.0
    extra = sum(word.weight * (1 - holds(ours.governing, word.text)) for word in further) / weight
    unlike = (GROWTH_FOR_LEVEL if ours.grown != theirs.grown else 1.0) * (
        LEVEL_FOR_LEVEL if _of_other_level(ours, theirs) else 1.0
    )
    return alike / total * (1 - EXTRA * extra) * unlike


def _of_other_level(ours: Counted, theirs: Counted) -> bool:
    """Return whether two ranks are of other areas: the first of the province is not the first of the nation."""
    if ours.quantity.measure != "名次":
        return False
    meant, stated = levels(ours.governing), levels(theirs.governing)
    return bool(meant and stated) and not meant & stated


def _together(claim: str, quote: str, above: str) -> tuple[float, list[Said]]:
    """Return the share in one stretch of the quote of the piece of the claim that fares worst, and the best stretch of each.

    The stretch that holds most is the first.
    """
    stretches = said(quote) or (Said(quote, "", "", 0),)
    found: list[tuple[float, float, Said]] = []
    for piece in said(claim):
        slots = read(piece.own)
        shares = [(share_of(slots, _held(slots, stretch.whole, above)), stretch) for stretch in stretches]
        best = max(shares, key=lambda pair: pair[0])
        found.append((best[0], best[0] * sum(w.weight for w in slots.words), best[1]))
    found.sort(key=lambda part: -part[1])
    return min((part[0] for part in found), default=0.0), [part[2] for part in found] or [stretches[0]]


def _further(claim: Statement, first: Said, quote: str) -> list[Said]:
    """Return the stretches beside the first that hold what of a claim it lacks, the one that adds most before the others."""
    left = [stretch for stretch in said(quote) if stretch != first]
    held = [holds(first.own, word.text) for word in claim.words]
    found: list[Said] = []
    while left:
        gains = [
            (share_of(claim, [max(h, holds(s.own, w.text)) for h, w in zip(held, claim.words, strict=True)]), s) for s in left
        ]
        share, best = max(gains, key=lambda gain: gain[0])
        if share < share_of(claim, held) + GAIN:
            break
        held = [max(h, holds(best.own, w.text)) for h, w in zip(held, claim.words, strict=True)]
        left.remove(best)
        found.append(best)
    return found


def align(claim_text: str, evidence: Evidence) -> Alignment:
    """Return a claim laid beside an evidence; the claim must be what ``written`` returns."""
    claim = read(claim_text)
    held = _held(claim, evidence.quote, evidence.above)
    together, stretches = _together(claim_text, evidence.quote, evidence.above)
    stretches = [stretches[0], *_further(claim, stretches[0], evidence.quote)]
    near = read(",".join(dict.fromkeys(stretch.whole for stretch in stretches)))
    own = read(",".join(dict.fromkeys(stretch.own for stretch in stretches)))
    paired = pair(claim_text, evidence.quote, evidence.above)
    covered = share_of(claim, held)
    return Alignment(claim, read(evidence.quote), evidence, stretches[0], covered, together, paired, held, near, own)
