"""The case that a claim is made of, apart from what it says of it: 没登记的作品 | 受保护; 学文科的 | 能报考."""

import re

from assistant.grounding.alignment import Alignment
from assistant.grounding.claims import negations
from assistant.grounding.pairing import Counted
from assistant.grounding.quantities import quantities
from assistant.grounding.statements import bans_in, is_within, leave_in, pieces

OPENING = 2  # characters in which a case begins with what it lacks: 没登记的, 对未公开的
_END = re.compile("的$")
_STRETCH = re.compile(r"[,;:。!?]")  # in written texts


def denies_its_case(claim: str) -> bool:
    """Return whether what a written claim denies is its case, and nothing of what it says: 没登记的作品受保护."""
    *before, last = pieces(claim) or [""]
    case, _, told = _END.sub("", last).rpartition("的")
    lacks = any(end <= OPENING for end, _ in negations(case))  # 规划不支持收购别家的品牌 denies what it says
    return bool((lacks or any(map(negations, before))) and not negations(told))


def lacks_in_its_case(claim: str) -> bool:
    """Return whether a written claim denies something before what it says is allowed: 贷款还没还清, 没登记的."""
    *before, last = pieces(claim) or [""]
    return any(map(negations, (*before, last[: leave_in(last)])))


def has_a_case_of_its_own(alignment: Alignment) -> bool:
    """Return whether a stretch of a claim before what it allows has no word that stands in the quote or above it."""
    *before, last = pieces(alignment.claim.text) or [""]
    held = [_held_in(alignment, case) for case in (*before, last[: leave_in(last)])]
    return any(worth and not any(share for _, share in worth) for worth in held)


def is_bounded(alignment: Alignment) -> bool:
    """Return whether a claim has a figure, and the quote a bound of it: 三万元 beside 不超过五万元, 十天 beside 十五日内."""
    claim, quote = alignment.claim.text, alignment.quote.text
    pairs = ((pair.claimed, pair.nearest) for pair in alignment.paired if pair.nearest)
    return any(_is_bound(quote, stated) and not _is_bound(claim, claimed) for claimed, stated in pairs)


def _is_bound(text: str, counted: Counted) -> bool:
    """Return whether a figure of a text is a bound, or one within which something must come about."""
    stretch, own = text[slice(*counted.shown)], counted.quantity
    same = (each for each in quantities(stretch) if (each.value, each.measure) == (own.value, own.measure))
    return any(each.bound or is_within(stretch, each.end) for each in same)


def share_of_what_is_allowed(alignment: Alignment) -> float:
    """Return the share by weight of the words of a claim from 能 or 可以 on that stand in the quote or above it, in [0, 1]."""
    *_, last = pieces(alignment.claim.text) or [""]
    held = _held_in(alignment, last[leave_in(last) :])
    total = sum(weight for weight, _ in held)
    return sum(weight * share for weight, share in held) / total if total else 1.0


def is_forbidden(alignment: Alignment, least: float) -> bool:
    """Return whether a quote forbids what a claim allows: the share ``least`` of that stands behind 不得, or below such a lead.

    转让手续应当由双方办理 denies nothing of 商标可以转让, nor does 未明确转让的,……不得行使. Without 可以 nothing is allowed.
    """
    *_, last = pieces(alignment.claim.text) or [""]
    allowed = last[leave_in(last) :] if leave_in(last) else ""
    words = [word for word in alignment.claim.words if len(word.text) > 1 and word.text in allowed]
    behind = _forbidden_in(alignment)
    held = sum(word.weight for word in words if any(word.text in stretch for stretch in behind))
    return not words or held >= least * sum(word.weight for word in words)


def _forbidden_in(alignment: Alignment) -> list[str]:
    """Return the stretches of a quote behind a ban; all of it where a ban leads it."""
    quote = alignment.quote.text
    return [quote] if bans_in(alignment.evidence.lead) else [_STRETCH.split(quote[end:])[0] for end in bans_in(quote)]


def _held_in(alignment: Alignment, stretch: str) -> list[tuple[float, float]]:
    """Return weight and share of each word of a stretch of a claim; one of a single character says too little of a case."""
    words = zip(alignment.claim.words, alignment.held, strict=True)
    return [(word.weight, held) for word, held in words if len(word.text) > 1 and word.text in stretch]
