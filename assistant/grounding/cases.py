"""The case that a claim is made of, apart from what it says of it: 没登记的作品 | 受保护; 学文科的 | 能报考."""

import re
from collections.abc import Sequence

from assistant.grounding.alignment import Alignment, holds
from assistant.grounding.another import runs_from_elsewhere
from assistant.grounding.claims import denied, negations
from assistant.grounding.pairing import Counted
from assistant.grounding.quantities import quantities
from assistant.grounding.statements import (
    bans_in,
    duties_in,
    is_leave,
    is_within,
    is_worked_on,
    leave_in,
    pieces,
    read,
    starts,
    strict_duty,
)

OPENING = 2  # characters in which a case begins with what it lacks: 没登记的, 对未公开的
_END = re.compile("的$")
PAIR = 2  # words that say who does what, or all that is claimed; denials that say what one 才 does
KIND = 4  # last characters of a kind that something is called one of
# 有没有这回事, 有没有说 say nothing of their own
_THERE_IS = re.compile("(?:有(?![没无这那说写讲提])(?=.)|[设建]了|[设成建]立了)([^有]*)$")
_SET_UP = ("设", "设立", "建", "建立", "成立", "")  # what is said to be stands before: 专门法庭本市有设
CASE = ("的", "时", "后", "前")  # how a stretch ends that tells in which case
HALF = 0.5
WHOLE = 0.9  # … that are all of it, but for 达 or 是
MOST = 0.8  # share of a claim's words, by weight, that are most of it
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


def is_of_the_case_denied(alignment: Alignment) -> bool:
    """Return whether a quote denies too what a claim denies before what it says: 没约定的 is the very case of 未作约定."""
    *before, last = pieces(alignment.claim.text) or [""]
    return _denies_too(alignment.quote.text, (*before, last[: leave_in(last)]))


def _denies_too(quote: str, stretches: Sequence[str]) -> bool:
    heads = [head for each in stretches for _, head in negations(each)]
    return all(head and any(denied(quote, head)) for head in heads)


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
    words = [word for word in alignment.claim.words if word.text in allowed and not is_leave(word.text)]
    behind = _forbidden_in(alignment)
    held = sum(word.weight for word in words if any(word.text in stretch for stretch in behind))
    return not words or held >= least * sum(word.weight for word in words)


def is_banned_to_the_letter(alignment: Alignment) -> bool:
    """Return whether a claim allows what a quote forbids, and all of it stands behind 不得: 不得自行接受委托."""
    *_, last = pieces(alignment.claim.text) or [""]
    allowed = last[leave_in(last) :] if leave_in(last) else last
    named = any(word.text in allowed and not is_leave(word.text) for word in alignment.claim.words)
    return named and alignment.covered >= WHOLE and is_forbidden(alignment, WHOLE)


def runs_otherwise(alignment: Alignment) -> bool:
    """Return whether a quote has all of a claim but from when something runs, and tells another day: 自登记之日起生效."""
    ours = starts(alignment.claim.text)
    if not runs_from_elsewhere(alignment.claim.text, alignment.quote.text):
        return False
    words = zip(alignment.claim.words, alignment.held, strict=True)
    rest = [(w.weight, held) for w, held in words if not any(w.text in one for one in ours)]
    total = sum(weight for weight, _ in rest)
    return total > 0 and sum(weight * held for weight, held in rest) >= WHOLE * total


def is_without_its_figure(alignment: Alignment) -> bool:
    """Return whether a claim has a figure, and the quote none that counts the same: 最高五倍 beside 以此作为计算基数."""
    return bool(alignment.paired) and not any(pair.nearest or pair.same for pair in alignment.paired)


def is_laid_down(alignment: Alignment, least: float) -> bool:
    """Return whether a quote lays down what a claim calls a duty: that stands, by the share ``least``, behind 应当 or 必须.

    That an agency 应当遵守法律 does not make it a duty to hire one. Where no strict duty is claimed nothing has to be laid down:
    规划要求加强…… is told of what the text has no 应当 for.
    """
    *_, last = pieces(alignment.claim.text) or [""]
    duty = strict_duty(last)
    words = [word for word in alignment.claim.words if len(word.text) > 1 and word.text in duty]
    quote = f"{alignment.evidence.lead} {alignment.quote.text}"
    behind = [_STRETCH.split(quote[end:])[0] for end in duties_in(quote)]
    held = sum(word.weight for word in words if any(word.text in stretch for stretch in behind))
    return held >= least * sum(word.weight for word in words)


def is_denied_to_the_letter(alignment: Alignment, least: float = 1.0) -> bool:
    """Return whether a quote denies just what a claim says: 抽查比例不设上限 of 抽查比例要设上限.

    All that is denied stands in the claim, the share ``least`` of its words, and nowhere in the quote without its denial
    (受理或者不予受理), and of a condition before it (……的，) half the words: 没有经常居所的外国人应当委托 tells not of others.
    What the claim denies the quote must deny as well: 没登记的也受保护 of 未经登记的不受保护.
    """
    claim, quote = alignment.claim, alignment.quote
    ours = [head for _, head in negations(claim.text)]
    if not _denies_too(quote.text, [claim.text]) or (quote.denied - claim.denied) % 2 == 0:
        return False
    for piece in pieces(quote.text):
        denials = (piece[end:] for end, head in negations(piece) if head not in ours and all(denied(quote.text, head)))
        cases = [each for each in pieces(quote.text[: quote.text.find(piece)]) if each.endswith(CASE)]
        if any(_stands_in(claim.text, denial, least) for denial in denials) and _share_in(claim.text, ",".join(cases)) >= HALF:
            return True
    return False


def is_denied_as_well(alignment: Alignment) -> bool:
    """Return whether a quote denies too what a claim denies (不给验收, 不予验收), and has most of it, and no other figure."""
    claim, quote = alignment.claim.text, alignment.quote.text
    heads = [head for _, head in negations(claim) if head and head in quote]
    figured = any(pair.nearest and not pair.right for pair in alignment.paired)
    return bool(heads) and alignment.covered >= MOST and not figured and all(all(denied(quote, head)) for head in heads)


def _stands_in(claim: str, denial: str, least: float) -> bool:
    """Return whether the verb that is denied and the share ``least`` of the words behind it stand in a claim."""
    words = [word.text for word in read(denial).words if len(word.text) > 1]
    return bool(words) and denial[0] in claim and sum(word in claim for word in words) >= least * len(words)


def _share_in(claim: str, case: str) -> float:
    words = [word.text for word in read(case).words if len(word.text) > 1]
    return sum(word in claim for word in words) / len(words) if words else 1.0


def says_so_by_denying(alignment: Alignment) -> bool:
    """Return whether a claim says 才 (登记才受保护), and a quote denies twice, which is the same: 未登记的不受保护."""
    return "才" in alignment.claim.text and len(negations(alignment.quote.text)) >= PAIR


def acts_otherwise(alignment: Alignment) -> bool:
    """Return whether a claim says by whom something is done, and no stretch of a quote has them before the act.

    宣告专利权无效前人民法院作出的判决 has both, the other way round than 由法院宣告 or 是法院宣告的.
    """
    told = _done_by((pieces(alignment.claim.text) or [""])[-1])
    words = [word.text for word in alignment.claim.words if word.text in told and len(word.text) > 1]
    if len(words) < PAIR or words[0] in alignment.evidence.above:  # a plan leaves out its own city
        return False
    by, act = words[0], words[-1]
    stretches = _STRETCH.split(alignment.quote.text)
    named = all(any(word in each for each in stretches) for word in (by, act))
    return named and not any(-1 < each.find(by) < each.rfind(act) for each in stretches)


def _done_by(text: str) -> str:
    """Return who does what in a text that says so: 法院宣告 of 由法院宣告 and 是法院宣告的; else an empty text."""
    if "由" in text:
        return text.rpartition("由")[2]
    return text.rpartition("是")[2] if "是" in text and _END.search(text) else ""


def lacks_what_there_is(alignment: Alignment) -> bool:
    """Return whether a claim says that there is something, and neither a quote nor what is around it has the word for that.

    改革审判机制 is no 专门法庭, however near it is. Of 有奖, one word of which a text has neither, the character counts.
    """
    piece = (pieces(alignment.claim.text) or [""])[-1]
    found = _THERE_IS.search(piece)
    if found is None:
        return False
    evidence, told = alignment.evidence, found.group(1)
    everything = f"{evidence.quote}{evidence.around}{evidence.above}"
    named = [word.text for word in alignment.claim.words if len(word.text) > 1]
    if told in _SET_UP:
        return any(word not in everything for word in named if word in piece[: found.start()])
    words = [word for word in named if told.endswith(word)] or [told] * (len(told) == 1)
    return bool(words) and words[-1] not in everything


def has_one_word_of_two(alignment: Alignment) -> bool:
    """Return whether a claim says no more than two words, of which a quote has but one, the other standing in the title alone.

    In a law on 投诉 a sentence on 收费问题 does not tell that 投诉收费. A figure of what is claimed tells more than words.
    """
    words = [word.text for word in alignment.claim.words if len(word.text) > 1]
    evidence = alignment.evidence
    if any(pair.right for pair in alignment.paired):
        return False
    return len(words) <= PAIR and any(word not in evidence.quote and word in evidence.above for word in words)


def is_only_worked_on(claim: str, quote: str) -> bool:
    """Return whether a claim says that something is one of a kind, and a quote only that this is worked on: 示范城市建设."""
    _, said, kind = claim.rpartition("是")
    behind = quote.split(kind[-KIND:])[1:] if said and len(kind) >= KIND else []
    return bool(behind) and all(map(is_worked_on, behind))


def _forbidden_in(alignment: Alignment) -> list[str]:
    """Return the stretches of a quote behind a ban; all of it where a ban leads it."""
    quote = alignment.quote.text
    return [quote] if bans_in(alignment.evidence.lead) else [_STRETCH.split(quote[end:])[0] for end in bans_in(quote)]


def _held_in(alignment: Alignment, stretch: str) -> list[tuple[float, float]]:
    """Return weight and share of each word of a stretch of a claim; one of a single character says too little of a case.

    What leads the list that the quote is an item of says what is allowed: 下列行为可以不经许可.
    """
    lead = alignment.evidence.lead
    words = zip(alignment.claim.words, alignment.held, strict=True)
    return [(w.weight, max(held, holds(lead, w.text))) for w, held in words if len(w.text) > 1 and w.text in stretch]
