"""A claim laid beside a quote: which of its words and figures stand there, in which statement, and what speaks against it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.claims import flipped, negations, unknown_names
from assistant.grounding.pairing import Counted, Said, counted, said
from assistant.grounding.statements import MARKS, MODES, Statement, levels, opposed, read, years_of

Vectors = Callable[[Sequence[str]], NDArray[np.float32]]
GROWTH_FOR_LEVEL = 0.6  # what is left of a likeness where one figure is a growth and the other is not
EXTRA = 0.2  # what a likeness loses where all that theirs counts is more than ours
ABOVE = 0.9  # worth of a word that stands in the title or the headings only
PART = 0.8  # worth of a word whose pairs of characters all stand there, but not the word
GOVERNING = 0.5  # worth of a word that governs the stretch of a figure, beside one that names what it counts


@dataclass(frozen=True)
class Evidence:
    """What a claim is held against: a quote and what stands above it (title, headings), both as ``written`` returns them.

    ``aims`` says that the quote tells what is planned, not what is.
    """

    quote: str
    above: str = ""
    aims: bool = False


@dataclass(frozen=True)
class Paired:
    """A figure of a claim with the figure of the quote that counts the same thing, how alike the things are, and the same value."""

    claimed: Counted
    nearest: Counted | None
    likeness: float
    same: Counted | None
    same_likeness: float


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
    row: NDArray[np.float64] = field(repr=False)  # of FEATURES


def holds(text: str, word: str) -> float:
    """Return how far a text holds a word, in [0, 1]: whole, or by its pairs of characters."""
    if word in text:
        return 1.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return PART * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _share(claim: Statement, worth: Sequence[float]) -> float:
    total = sum(word.weight for word in claim.words)
    return sum(word.weight * w for word, w in zip(claim.words, worth, strict=True)) / total if total else 1.0


def pair(claim: str, quote: str, above: str = "") -> tuple[Paired, ...]:
    """Return each figure of a written claim with the figures of a written quote that may be its counterparts."""
    found = []
    claimed = counted(claim)
    for ours in claimed:
        others = [other.quantity for other in claimed if other.quantity.value != ours.quantity.value]
        given = [theirs for theirs in counted(quote) if ours.quantity.comparable(theirs.quantity)]
        rivals = [(likeness(ours, theirs, above), theirs) for theirs in given]
        equal = [(like, theirs) for like, theirs in rivals if ours.quantity.meets(theirs.quantity)]
        if equal and not ours.quantity.bound == "":  # a range: 一倍以上五倍以下 is no rival of itself
            rivals = [r for r in rivals if not any(other.meets(r[1].quantity) for other in others)]
        best = max(rivals, key=lambda pair: pair[0], default=(0.0, None))
        same = max(equal, key=lambda pair: pair[0], default=(0.0, None))
        found.append(Paired(ours, best[1], best[0], same[1], same[0]))
    return tuple(found)


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
    further = read(theirs.subject).words  # 高价值发明专利 is not 发明专利
    weight = sum(word.weight for word in further) or 1.0
    extra = sum(word.weight * (1 - holds(ours.governing, word.text)) for word in further) / weight
    return alike / total * (1 - EXTRA * extra) * (GROWTH_FOR_LEVEL if ours.grown != theirs.grown else 1.0)


def _together(claim: str, quote: str, above: str) -> tuple[float, list[Said]]:
    """Return the worst share of a piece of the claim in one stretch of the quote, and the best stretch of each, most telling first."""
    stretches = said(quote) or (Said(quote, "", "", 0),)
    found: list[tuple[float, float, Said]] = []
    for piece in said(claim):
        slots = read(piece.own)
        shares = [
            (_share(slots, [max(holds(s.whole, w.text), ABOVE * holds(above, w.text)) for w in slots.words]), s)
            for s in stretches
        ]
        best = max(shares, key=lambda pair: pair[0])
        found.append((best[0], best[0] * sum(w.weight for w in slots.words), best[1]))
    found.sort(key=lambda part: -part[1])
    return min((part[0] for part in found), default=0.0), [part[2] for part in found] or [stretches[0]]


def _mode(statement: Statement) -> int:
    """Return the number of the strongest of ``MODES`` that a statement shows, or their count for none."""
    return next((n for n, mode in enumerate(MODES) if mode in statement.modes), len(MODES))


def _head_denied(claim: Statement, own: Statement) -> bool:
    """Return whether the claim denies the very word that the quote affirms: 不支持 where it says 支持."""
    return not own.denied and any(head and head in own.text for _, head in negations(claim.text))


def _figures(paired: Sequence[Paired]) -> dict[str, float]:
    right = sum(p.same is not None and p.same_likeness >= p.likeness - 0.02 for p in paired)
    astray = [p for p in paired if p.same is not None and p.same_likeness < p.likeness - 0.02]
    other = [p for p in paired if p.same is None and p.nearest is not None]
    bounds = [{p.claimed.quantity.bound, p.same.quantity.bound} for p in paired if p.same]
    return {
        "figures": len(paired), "figures_right": right, "figures_astray": len(astray),
        "astray_by": max((p.likeness - p.same_likeness for p in astray), default=0.0),
        "figures_other": len(other), "other_likeness": max((p.likeness for p in other), default=0.0),
        "figures_alone": sum(p.nearest is None for p in paired),
        "same_likeness": min((p.same_likeness for p in paired if p.same), default=0.0),
        "bound_turned": sum(b == {">=", "<="} for b in bounds), "bound_unlike": sum(len(b) == 2 and b != {">=", "<="} for b in bounds),
    }  # fmt: skip


def align(claim_text: str, evidence: Evidence, vectors: Vectors) -> Alignment:
    """Return a claim laid beside an evidence; the claim must be what ``written`` returns."""
    claim, quote = read(claim_text), read(evidence.quote)
    everything = evidence.quote + "。" + evidence.above
    hard = [max(holds(evidence.quote, w.text), ABOVE * holds(evidence.above, w.text)) for w in claim.words]
    together, stretches = _together(claim_text, evidence.quote, evidence.above)
    whole = ",".join(dict.fromkeys(stretch.whole for stretch in stretches))
    near, own = read(whole), read(",".join(dict.fromkeys(stretch.own for stretch in stretches)))
    paired = pair(claim_text, evidence.quote, evidence.above)
    soft = _soft(claim, quote, hard, vectors)
    ours_quote_near = vectors([claim_text, evidence.quote, whole])
    missing = [w.weight * (1 - s) for w, s in zip(claim.words, soft, strict=True)]
    level, there = levels(claim_text), levels(everything)
    ours, theirs = _mode(claim), _mode(near)
    covered = _share(claim, hard)
    values = {
        "covered": covered, "soft": _share(claim, soft), "together": together,
        "worst": max(missing, default=0.0), "lost": sum(missing), "lost_words": sum(s < 0.5 for s in soft),
        "near": float(ours_quote_near[0] @ ours_quote_near[1]), "near_stretch": float(ours_quote_near[0] @ ours_quote_near[2]),
        "said_back": _share(near, [holds(claim_text, w.text) for w in near.words]),
        "length": np.log(len(claim_text) + 1), "length_quote": np.log(len(evidence.quote) + 1),
        **_figures(paired),
        "flipped": bool(flipped(claim_text, evidence.quote)), "parity": (claim.denied - own.denied) % 2,
        "head_denied": _head_denied(claim, own), "denied": claim.denied > 0 and not quote.denied, "denied_there": own.denied > 0 and not claim.denied,
        "opposed": opposed(claim_text, whole),
        "duty_added": ours == 1 and "must" not in quote.modes, "duty_for_leave": ours == 1 and theirs == 2,
        "duty_for_aim": ours == 1 and theirs in (3, 4), "leave_for_duty": ours == 2 and theirs == 1,
        "leave_for_ban": ours == 2 and "ban" in near.modes, "ban_added": ours == 0 and theirs != 0,
        "ban_lost": ours != 0 and theirs == 0, "mode_same": ours == theirs < len(MODES),
        "level_added": bool(level - there), "level_other": bool(level - there) and bool(levels(own.text) - level),
        "names": min(2, len(unknown_names(claim_text, everything))),
        "years_added": len(claim.years - years_of(everything)), "other_years": bool(claim.years and quote.years and not claim.years & quote.years),
        **{f"{mark}_added": mark in claim.marks and mark not in quote.marks for mark in MARKS},
        **{f"{mark}_there": mark in near.marks and mark not in claim.marks for mark in ("except", "condition", "only", "done", "before", "after")},
        "all_despite": "all" in claim.marks and "except" in quote.marks,
    }  # fmt: skip
    return Alignment(
        claim, quote, evidence, stretches[0], covered, together, paired, np.array([float(values[n]) for n in FEATURES])
    )


def _soft(claim: Statement, quote: Statement, hard: Sequence[float], vectors: Vectors) -> list[float]:
    """Return how far each word of the claim is held, a word near in meaning counting by its nearness."""
    ours, theirs = [w.text for w in claim.words], list(dict.fromkeys(w.text for w in quote.words))
    if not ours or not theirs:
        return list(hard)
    both = vectors(ours + theirs)
    nearest = (both[: len(ours)] @ both[len(ours) :].T).max(1)
    return [max(held, float(near)) for held, near in zip(hard, nearest, strict=True)]


FEATURES = (
    "covered", "soft", "together", "worst", "lost", "lost_words", "near", "near_stretch", "said_back", "length", "length_quote",
    "figures", "figures_right", "figures_astray", "astray_by", "figures_other", "other_likeness", "figures_alone",
    "same_likeness", "bound_turned", "bound_unlike", "flipped", "parity", "head_denied", "denied", "denied_there", "opposed", "duty_added",
    "duty_for_leave", "duty_for_aim", "leave_for_duty", "leave_for_ban", "ban_added", "ban_lost", "mode_same", "level_added", "level_other", "names",
    "years_added", "other_years", *(f"{mark}_added" for mark in MARKS),
    *(f"{mark}_there" for mark in ("except", "condition", "only", "done", "before", "after")), "all_despite",
)  # fmt: skip
