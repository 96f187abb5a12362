"""The features of an alignment: how much of a claim a quote holds, and what speaks against it."""

import re
from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.alignment import ABOVE, Alignment, Paired, holds, share_of
from assistant.grounding.breaches import is_denied_by_lead, is_denied_in_the_end, of_breach
from assistant.grounding.claims import denied, flipped, negations, places, strange_names
from assistant.grounding.crossing import crossed, figures_crossed
from assistant.grounding.others import of_others
from assistant.grounding.pairing import Counted, counted
from assistant.grounding.quantities import Quantity
from assistant.grounding.statements import (
    MARKS,
    MODES,
    grades,
    is_outranked,
    levels,
    levels_named,
    offices,
    opposed,
    read,
    starts,
    years_of,
)

Vectors = Callable[[Sequence[str]], NDArray[np.float32]]
Features = dict[str, float]
Spoken = Callable[[str], bool]  # whether the documents use a word
LAID = 200  # words of a claim and of a quote that are laid side by side
TERM = 3  # characters from which a word names something of its own
HEAD = 2  # characters at the end that the names of like things share, which have as many: 委托人 and 受托人
TEXTS = 3  # whose vectors are wanted beside those of words: a claim, a quote and what of it is near
HALF = 0.5  # share of a claim's words that a quote holds below which how the two end tells whether they say the same
THERE = ("except", "condition", "only", "done", "before", "after")  # marks of a quote that a claim may have left out
BAN, DUTY, LEAVE = (MODES.index(mode) for mode in ("ban", "must", "may"))
AIMS = (MODES.index("encourage"), MODES.index("explore"))
READ = ("read_states", "read_supports", "read_contradicts")  # odds
_WORDS_BEHIND = re.compile(r"[^,;:。!?]{2,8}")
_LEVEL, _AREA = re.compile("(国家|[省市县区])级"), re.compile("全[国省市县区]")
SURE = 1e-3  # probabilities nearer to 0 or 1 are taken for this
NEAR_ENOUGH = 0.5  # cosine from which a word counts as held
_COMPARED = re.compile(r"比[^,;。]{1,16}?[多少高低大小早晚快慢强弱长短]")
REMEMBERED = 20_000  # texts whose vectors are kept, 20 MB


class Remembered:
    """Gives the vectors of texts and encodes each once: the words of a claim are held against several quotes. Thread-safe."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors
        self.known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (n, d)."""
        known = self.known
        found = {text: known[text] for text in texts if text in known}
        if new := [text for text in dict.fromkeys(texts) if text not in found]:
            added = dict(zip(new, self.vectors(new), strict=True))
            found |= added
            known.update(added)
            if len(known) > REMEMBERED:
                self.known = {}
        return np.stack([found[text] for text in texts])


def features_of(alignment: Alignment, vectors: Vectors) -> Features:
    """Return the features of an alignment by name, in the order of ``FEATURES``; a yes or no is 1 or 0.

    Args:
        alignment: of a claim and an evidence.
        vectors: unit vectors of texts, shape (n, d).
    """
    groups = (
        _words(alignment, vectors),
        _figures(alignment),
        _denials(alignment),
        _modes(alignment),
        _names(alignment),
        _marks(alignment),
        _instead(alignment, vectors),
        dict(zip(READ, map(odds, alignment.evidence.read), strict=True)),
    )
    return {name: float(value) for group in groups for name, value in group.items()}


def odds(chance: float) -> float:
    """Return the logarithm of chance : (1 - chance), in about [-7, 7]."""
    held = min(max(chance, SURE), 1 - SURE)
    return float(np.log(held / (1 - held)))


def _words(alignment: Alignment, vectors: Vectors) -> Features:
    claim, quote = alignment.claim, alignment.evidence.quote
    ours = [word.text for word in claim.words]
    theirs = list(dict.fromkeys(word.text for word in alignment.quote.words))
    whole, stated, near, *_ = both = vectors([claim.text, quote, alignment.near.text, *ours, *theirs])
    soft = _soft(alignment, both[TEXTS : TEXTS + len(ours)], both[TEXTS + len(ours) :])
    missing = [word.weight * (1 - held) for word, held in zip(claim.words, soft, strict=True)]
    return {
        "covered": alignment.covered, "soft": share_of(claim, soft), "together": alignment.together,
        "worst": max(missing, default=0.0), "lost": sum(missing), "lost_words": sum(held < NEAR_ENOUGH for held in soft),
        "near": float(whole @ stated), "near_stretch": float(whole @ near),
        "said_back": share_of(alignment.near, [holds(claim.text, word.text) for word in alignment.near.words]),
        "length": float(np.log(len(claim.text) + 1)), "length_quote": float(np.log(len(quote) + 1)),
    }  # fmt: skip


def _soft(alignment: Alignment, ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> list[float]:
    """Return how far each word of the claim is held, a word near in meaning counting by its nearness.

    Args:
        alignment: of a claim and a quote.
        ours: vectors of the claim's words, shape (m, d).
        theirs: vectors of the quote's, each word once, shape (n, d).
    """
    if not len(ours) or not len(theirs):
        return list(alignment.held)
    nearest = (ours @ theirs.T).max(1)
    return [max(held, float(near)) for held, near in zip(alignment.held, nearest, strict=True)]


def _figures(alignment: Alignment) -> Features:
    right, astray, other = ([p for p in alignment.paired if getattr(p, kind)] for kind in ("right", "astray", "other"))
    same = [p for p in alignment.paired if p.same]
    bounds = [{p.claimed.quantity.bound, p.same.quantity.bound} for p in same if p.same]
    turned, unlike = bounds.count({">=", "<="}), sum(map(len, bounds)) - len(bounds)
    return {
        "figures": len(alignment.paired), "figures_right": len(right), "figures_astray": len(astray),
        "astray_by": max((p.likeness - p.same_likeness for p in astray), default=0.0),
        "figures_other": len(other), "other_likeness": max((p.likeness for p in other), default=0.0),
        "figures_alone": sum(p.alone for p in alignment.paired),
        "same_likeness": min((p.same_likeness for p in same), default=0.0),
        "bound_turned": turned, "bound_unlike": unlike - turned,
    } | _said_elsewhere(alignment)  # fmt: skip


def _said_elsewhere(alignment: Alignment) -> Features:
    return {"thing_elsewhere": sum(_thing_elsewhere(alignment, pair, pair.same) for pair in alignment.paired if pair.same)}


def ties_otherwise(alignment: Alignment) -> bool:
    """Return whether a quote has a figure of a claim, but of another thing, or beside another figure, than is claimed."""
    return any(_said_elsewhere(alignment).values()) or figures_crossed(alignment.claim.text, alignment.evidence.quote)


def _thing_elsewhere(alignment: Alignment, pair: Paired, same: Counted) -> bool:
    """Return whether a word of the claim is said of another figure of that unit, and not of the one that is claimed.

    每万人高价值发明专利拥有量12件 beside 每万人口高价值发明专利拥有量达到6件，每万人发明专利拥有量达到12件.
    """
    others = [c for c in counted(alignment.quote.text) if _differs(c.quantity, same.quantity)]
    towns = places(alignment.claim.text)  # the city is that of each figure
    beside = "。".join(other.claimed.subject for other in alignment.paired if other is not pair)
    named = (w.text for w in alignment.claim.words if len(w.text) > 1 and w.text not in towns and w.text not in beside)
    words = (word for word in named if word not in same.governing)
    return any(word in other.governing for word in words for other in others) or _is_item_of_another(alignment, same, others)


def _differs(one: Quantity, other: Quantity) -> bool:
    """Return whether two figures of one unit are not the same: what has 60% as well is as good a thing."""
    return one.unit == other.unit and (one.value, one.bound) != (other.value, other.bound)


def _is_item_of_another(alignment: Alignment, same: Counted, others: Sequence[Counted]) -> bool:
    """Return whether a claim names, to the letter, what another figure counts, and not what the one counts that is claimed."""
    if same.subject.strip() in alignment.claim.text:
        return False
    named = (other.subject.strip() for other in others)
    return any(len(subject) >= TERM and subject in alignment.claim.text for subject in named)


def _denials(alignment: Alignment) -> Features:
    claim, own = alignment.claim, alignment.own
    head = not own.denied and any(word and word in own.text for _, word in negations(claim.text))
    turned, parity = flipped(claim.text, alignment.evidence.quote), (claim.denied - own.denied) % 2
    reworded = bool(turned) and own.denied > 0 and not parity and _denied_alike(claim.text, alignment.evidence.quote, turned)
    return {
        "flipped": bool(turned) and not reworded, "reworded": reworded, "parity": parity,
        "head_denied": head,  # 不支持 where the quote says 支持
        "denied": claim.denied > 0 and not alignment.quote.denied, "denied_there": own.denied > 0 and not claim.denied,
        "opposed": opposed(claim.text, alignment.near.text), "opposed_beside": opposed(claim.text, alignment.quote.text),
    }  # fmt: skip


def _denied_alike(claim: str, quote: str, head: str) -> bool:
    """Return whether a quote has not the word that a claim denies, or denies one behind it: 没有保护期限制 is 不受限制."""
    behind = _WORDS_BEHIND.match(claim, max(claim.find(head), 0))
    phrase = behind.group() if behind else ""
    return head not in quote or any(any(denied(quote, phrase[at : at + 2])) for at in range(1, len(phrase) - 1))


def _modes(alignment: Alignment) -> Features:
    led = alignment.near.modes | (read(alignment.evidence.lead).modes - {"must"})  # 应当用于下列事项: each of them may be
    ours, theirs = _mode(alignment.claim.modes), _mode(led)
    duty, leave, ban = ours == DUTY, ours == LEAVE, ours == BAN
    allowed = "may" in alignment.claim.modes and not ban  # whatever else: 可以未经许可使用
    return {
        "duty_added": duty and "must" not in alignment.quote.modes, "duty_for_leave": duty and theirs == LEAVE,
        "duty_for_aim": duty and theirs in AIMS, "leave_for_duty": leave and theirs == DUTY,
        "leave_for_ban": allowed and "ban" in led, "ban_added": ban and theirs != BAN,
        "ban_lost": not ban and theirs == BAN, "mode_same": ours == theirs < len(MODES),
    }  # fmt: skip


def _mode(shown: Collection[str]) -> int:
    """Return the number of the strongest of ``MODES`` that is shown, or their count for none."""
    return next((number for number, mode in enumerate(MODES) if mode in shown), len(MODES))


def _names(alignment: Alignment) -> Features:
    claim, quote, above = alignment.claim, alignment.quote, alignment.evidence.above
    everything = f"{quote.text}。{above}"
    added = levels(claim.text) - levels(everything) - levels_named(quote.text)
    stated = quote.years or years_of(above)
    return {
        "level_added": bool(added), "level_other": bool(added and levels(alignment.own.text) - levels(claim.text)),
        "names": min(2, len(strange_names(claim.text, everything))), "years_added": len(claim.years - stated),
        "other_years": bool(claim.years and quote.years and not claim.years & quote.years),
        "of_others": of_others(quote.text, claim.text) < 0, "of_breach": of_breach(claim, alignment.evidence),
        "denied_by_lead": is_denied_by_lead(claim, alignment.evidence.lead),
        "denied_in_the_end": alignment.covered < HALF and is_denied_in_the_end(claim, quote),
        "nothing_of_it": bool(claim.words) and alignment.covered == 0.0, "outranked": is_outranked(claim.text, quote.text),
    }  # fmt: skip


def _marks(alignment: Alignment) -> Features:
    claim, quote = alignment.claim.marks, alignment.quote.marks
    added = {f"{mark}_added": float(mark in claim and mark not in quote) for mark in MARKS}
    there = {f"{mark}_there": float(mark in alignment.near.marks and mark not in claim) for mark in THERE}
    return added | there | {"all_despite": "all" in claim and "except" in quote}


def _instead(alignment: Alignment, vectors: Vectors) -> Features:
    """Return what stands where the claim has something else: a body, a beginning, words between the same words."""
    pairs = _replaced(alignment)
    both = vectors([word for pair in pairs for word in pair]) if pairs else np.zeros((0, 1), np.float32)
    near = [float(both[2 * n] @ both[2 * n + 1]) for n in range(len(pairs))]
    return _others(alignment) | {
        "sibling": bool(siblings(alignment)), "crossed": crossed(alignment.claim.text, alignment.evidence.quote),
        "compared_added": bool(_COMPARED.search(alignment.claim.text) and not _COMPARED.search(alignment.evidence.quote)),
        "level_of_another": _level_of_another(alignment),
        "word_other": _says_another_word(alignment, pairs),
        "replaced": len(pairs), "replaced_like": max(near, default=0.0),
        "same_head": sum(one[-1] == other[-1] for one, other in pairs),
        "order": _disorder([alignment.own.text.find(word.text) for word in alignment.claim.words]),
    }  # fmt: skip


def _level_of_another(alignment: Alignment) -> bool:
    """Return whether the stretch that holds most of a claim is of another level, by how its things are named: 某省…基地.

    A thing called 省级 is none called 国家级, whatever else is 全省第一; and of what stands in both no other is told.
    """
    claim, quote = alignment.claim.text, alignment.quote.text
    called, there = (set(_LEVEL.findall(text)) for text in (claim, quote))
    if called and there and not called & there:
        return True
    ours, theirs = levels_named(claim), levels_named(alignment.nearest.own)
    ranked = any(area in quote for area in _AREA.findall(claim))
    return bool(ours and theirs) and not ours & theirs and not ranked


def missing_terms(alignment: Alignment, spoken: Spoken) -> list[str]:
    """Return the terms of a claim that a quote and its clause have not, though the documents use them: they mean something else.

    What they never call so (手里管用的) may be another word for what stands in the quote. Plans are years, not terms.
    """
    around = alignment.evidence.around
    words = [w.text for w, held in zip(alignment.claim.words, alignment.held, strict=True) if held < NEAR_ENOUGH]
    towns = places(alignment.claim.text)  # a name that a quote lacks is told by ``names``
    terms = [w for w in words if len(w) >= TERM and w not in around and not years_of(w) and w not in towns]
    displaced = (w for w in _displaced(alignment, words) if spoken(w) or spoken(w[:2]))  # 汽车产业: they may have 汽车 alone
    return [*filter(spoken, terms), *displaced]


def lost_words(alignment: Alignment, spoken: Spoken) -> list[str]:
    """Return the words of a claim that a quote has not, nor what it stands under, though the documents use them.

    Whatever its clause has: 署名权 stands in that on 发表权.
    """
    over = f"{alignment.evidence.lead}。{alignment.evidence.above}"
    lost = [word.text for word, held in zip(alignment.claim.words, alignment.held, strict=True) if held < HALF]
    return [word for word in lost if len(word) >= TERM and word not in over and spoken(word)]


def _displaced(alignment: Alignment, lost: Sequence[str]) -> list[str]:
    """Return the lost words of a claim in whose place, between the same words, a quote has others (汽车 for 有机 before 产业)."""
    ours, theirs = ([word.text for word in side.words[:LAID]] for side in (alignment.claim, alignment.quote))
    if set(lost).isdisjoint(ours[1:-1]) or set(ours).isdisjoint(theirs):
        return []  # none stands between words that the quote has
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return [
        ours[a]
        for before, (kind, a, b, _, _), after in zip(codes, codes[1:], codes[2:], strict=False)
        if kind == "replace" and b - a == 1 and before[0] == after[0] == "equal" and len(ours[a]) > 1 and ours[a] in lost
    ]


def siblings(alignment: Alignment) -> list[tuple[str, str]]:
    """Return the terms of a claim that a quote has not, each with a like one of the quote's (右上角 for 左上角)."""
    everything = f"{alignment.quote.text}。{alignment.evidence.above}"
    lost = [w.text for w in alignment.claim.words if len(w.text) >= TERM and w.text not in everything]
    theirs = [w.text for w in alignment.near.words if len(w.text) >= TERM and w.text not in alignment.claim.text]
    return [(one, other) for one in lost for other in theirs if len(one) == len(other) and one[-HEAD:] == other[-HEAD:]]


def _others(alignment: Alignment) -> Features:
    """Return whether a body, a beginning or a grade of the claim stands nowhere and the quote has another in its place."""
    claim, everything = alignment.claim.text, f"{alignment.quote.text}。{alignment.evidence.above}"
    ours, theirs = offices(claim), offices(alignment.near.text)
    from_when = [start for start in starts(claim) if holds(everything, start) < 1]
    graded = [grade for grade in grades(claim) if grade not in everything]
    return {
        "body_other": bool(ours) and not any(o in everything for o in ours) and bool(theirs - ours),
        "start_other": bool(from_when and starts(alignment.quote.text)),
        "grade_other": bool(graded and grades(alignment.quote.text)),
    }


def _says_another_word(alignment: Alignment, pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether a claim has other words than a quote in some places, and all else of it stands there to the letter.

    What the title or the headings have in their stead is no other word: the name of the city for 全市.
    """
    held = dict(zip((word.text for word in alignment.claim.words), alignment.held, strict=True))
    return 0 < len(pairs) == sum(part < 1 for part in alignment.held) and any(held[ours] < ABOVE for ours, _ in pairs)


def _replaced(alignment: Alignment) -> list[tuple[str, str]]:
    """Return the words of a claim and of its stretches that stand between the same words, each instead of the other."""
    ours, theirs = ([word.text for word in side.words] for side in (alignment.claim, alignment.near))
    if set(ours).isdisjoint(theirs) and (len(ours), len(theirs)) != (1, 1):
        return []  # they have no words in common
    found = [
        (ours[a], theirs[c])
        for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        if kind == "replace" and b - a == d - c == 1
    ]
    return [(one, other) for one, other in found if one not in other and other not in one]


def _disorder(places: Sequence[int]) -> float:
    """Return the share of neighbours among places in a text, -1 for none, that stand the other way round, in [0, 1]."""
    known = [place for place in places if place >= 0]
    pairs = list(pairwise(known))
    return sum(one > other for one, other in pairs) / len(pairs) if pairs else 0.0


FEATURES = (
    "covered", "soft", "together", "worst", "lost", "lost_words", "near", "near_stretch", "said_back", "length", "length_quote",
    "figures", "figures_right", "figures_astray", "astray_by", "figures_other", "other_likeness", "figures_alone",
    "same_likeness", "bound_turned", "bound_unlike", "flipped", "parity", "head_denied", "denied", "denied_there", "opposed",
    "duty_added", "duty_for_leave", "duty_for_aim", "leave_for_duty", "leave_for_ban", "ban_added", "ban_lost", "mode_same",
    "level_added", "level_other", "names", "years_added", "other_years",
    *(f"{mark}_added" for mark in MARKS), *(f"{mark}_there" for mark in THERE), "all_despite",
    "body_other", "start_other", "grade_other", "replaced", "replaced_like", "same_head", "order", *READ,
)  # fmt: skip
