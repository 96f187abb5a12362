"""What a quote says of another than a claim does, whatever words they share: another day, kind, department, thing of the title.

A reading model takes one for the other where all else is alike, so no likelihood makes a yes of these.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.grounding.alignment import Alignment, holds, share_of
from assistant.grounding.figures import figures
from assistant.grounding.pairing import said
from assistant.grounding.statements import read

THING = 2  # characters of a thing that a title names beside another
KIND_OF = 2  # last characters that the names of kinds share: 专利
_CLEFT = re.compile("(?P<told>.+)的,?就?是(?P<named>[^,的是]{2,12})")
_BETWEEN_MARKS = re.compile('[“"]([^“”"]{4,})[”"]')
_DEPARTMENT = re.compile("([\u4e00-\u9fff]{2})(?:行政)?(?:管理|主管)部门")
_ALONE = re.compile("只有|唯有|仅限|只限|只能由")
LIKE = 0.5  # share of characters in common from which what stands between marks is meant to be the same


def tells_of_another(alignment: Alignment, missing: Sequence[str]) -> bool:
    """Return whether a quote tells of another, in one of these ways; ``missing`` are terms of the claim that it has not."""
    claim, quote = alignment.claim.text, alignment.quote.text
    of_words = misquotes(claim, quote) or is_of_another_day(claim, quote) or says_only(claim, quote)
    of_whom = is_told_of_another(alignment) or names_another_department(alignment)
    return of_words or of_whom or is_of_another_of_the_title(alignment) or is_of_another_kind(alignment, missing)


def is_told_of_another(alignment: Alignment) -> bool:
    """Return whether a claim says of whom something is told (获批为试点园区的是自贸片区), and a quote tells that of another.

    The stretch that has most of what is told has not the one who is named, who stands in another.
    """
    found = _CLEFT.fullmatch(alignment.claim.text)
    if found is None:
        return False
    told, named = (read(found[part]) for part in ("told", "named"))
    stretches = [stretch.whole for stretch in said(alignment.quote.text)]
    shares = [share_of(told, [holds(stretch, word.text) for word in told.words]) for stretch in stretches]
    best = stretches[shares.index(max(shares))] if stretches else ""
    names = [word.text for word in named.words if len(word.text) > 1]
    return bool(names) and not any(name in best for name in names) and any(name in alignment.quote.text for name in names)


def names_another_department(alignment: Alignment) -> bool:
    """Return whether a claim names a department by what it manages, and a quote none but others: 国有资产管理部门."""
    ours, theirs = (_DEPARTMENT.findall(text) for text in (alignment.claim.text, alignment.near.text))
    return bool(ours and theirs) and set(ours).isdisjoint(_DEPARTMENT.findall(alignment.quote.text))


def is_of_another_day(claim: str, quote: str) -> bool:
    """Return whether a claim gives a date that a quote, which gives one, has not: 3月1日 beside 自2025年5月1日起施行."""
    ours, theirs = ([each for each in figures(text) if each.unit == "date"] for text in (claim, quote))
    return bool(theirs) and any(not any(one.same(other) or other.same(one) for other in theirs) for one in ours)


def is_of_another_of_the_title(alignment: Alignment) -> bool:
    """Return whether a title names two things side by side, a claim one of them, and a quote with its lead only the other.

    What 投诉举报处理办法 says of 投诉 is not said of 举报.
    """
    evidence, claim = alignment.evidence, alignment.claim.text
    title, *headings = evidence.above.split("。")
    told = f"{evidence.quote}。{evidence.lead}。{'。'.join(headings)}"
    ours = (word.text for word in alignment.claim.words if len(word.text) == THING and word.text in title)
    beside = (other for thing in ours if thing not in told for other in _beside(title, thing))
    return any(other in told and other not in claim for other in beside)


def _beside(title: str, thing: str) -> list[str]:
    """Return what stands right before and right behind a thing in a title: 投诉 of 举报 in 投诉举报处理办法."""
    before, _, behind = title.partition(thing)
    return [other for other in (before[-THING:], behind[:THING]) if len(other) == THING]


def is_of_another_kind(alignment: Alignment, missing: Sequence[str]) -> bool:
    """Return whether a quote names other kinds of what a ``missing`` term of a claim is one of: 外观设计专利 for 发明专利."""
    quote = alignment.quote.text
    terms = (term for term in missing if len(term) > KIND_OF and term not in quote)
    return any(re.search(rf"[\u4e00-\u9fff]{{{KIND_OF}}}{re.escape(term[-KIND_OF:])}", quote) for term in terms)


def says_only(claim: str, quote: str) -> bool:
    """Return whether a claim says of one alone (只有) what a quote says of any or does not restrict."""
    return _ALONE.search(claim) is not None and _ALONE.search(quote) is None


def misquotes(claim: str, quote: str) -> bool:
    """Return whether a claim puts words between quotation marks that a quote has otherwise between its own: “政府+银行+担保”."""
    ours, theirs = (_BETWEEN_MARKS.findall(text) for text in (claim, quote))
    return any(
        one not in quote and any(SequenceMatcher(None, one, other, autojunk=False).ratio() >= LIKE for other in theirs)
        for one in ours
    )
