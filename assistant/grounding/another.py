"""What a quote says of another than a claim does, whatever words they share: another day, kind, department, thing of the title.

A reading model takes one for the other where all else is alike, so no likelihood makes a yes of these.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.grounding.alignment import Alignment, holds, share_of
from assistant.grounding.figures import figures
from assistant.grounding.pairing import said
from assistant.grounding.statements import read, starts

THING = 2  # characters of a thing that a title names beside another
KIND = 2  # characters that the name of a kind has before what all kinds are called: 发明 before 专利, 署名 before 权
_CLEFT = re.compile("(?P<told>.+)的,?就?是(?P<named>[^,的是]{2,12})")
_BETWEEN_MARKS = re.compile('[“"]([^“”"]{4,})[”"]')
_DEPARTMENT = re.compile("([\u4e00-\u9fff]{2})(?:行政)?(?:管理|主管)部门")
_ALONE = re.compile("只有|唯有|仅限|只限|只能由")
_DONE_BY = re.compile("(?<![自理])([由向])(?=[^,;:。由向]{2})")
_WHO_MAY = re.compile("(?P<who>[^,;:。]{2,14}?)(?:可以|应当|必须|不得|有权)")
_TURNS_TO = re.compile("(?:委托|请求|通过)[^,;:。]{0,10}$")
_OWNED = re.compile(
    "(?:(?<![回总])归(?![类还纳结档属])|归属于|属于)(?P<whose>(?!由)[^,;:。归属]{2,16}?)(?:所有|享有|的$|[,;:。]|$)"
)
_TURN = re.compile("第?[一二三四五六七八九首初再终0-9](?P<of>[审届批类])")
SIDES = {"前", "后"}
HELD = 0.5  # share of a word's pairs of characters from which a text has it
LIKE = 0.5  # share of characters in common from which what stands between marks is meant to be the same


def tells_of_another(alignment: Alignment, lost: Sequence[str]) -> bool:
    """Return whether a quote tells of another, in one of these ways; ``lost`` are words of the claim that it has not."""
    claim, quote = alignment.claim.text, alignment.quote.text
    of_words = misquotes(claim, quote) or is_of_another_day(claim, quote) or says_only(claim, quote)
    of_words = of_words or is_of_another_turn(claim, quote) or is_of_the_contrary(alignment)
    of_words = of_words or runs_from_elsewhere(claim, quote) or is_on_the_other_side(alignment)
    of_whom = is_told_of_another(alignment) or names_another_department(alignment) or is_done_by_another(claim, quote)
    of_whom = of_whom or is_owned_by_another(claim, quote) or is_only_turned_to(claim, quote)
    return of_words or of_whom or is_of_another_of_the_title(alignment) or is_of_another_kind(alignment, lost)


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


def is_of_another_turn(claim: str, quote: str) -> bool:
    """Return whether a claim names one of things that are counted (二审, 第三届), and a quote another and not that."""
    ours, theirs = ({match.group("of"): match.group() for match in _TURN.finditer(text)} for text in (claim, quote))
    return any(of in theirs and turn not in quote for of, turn in ours.items())


def is_of_the_contrary(alignment: Alignment) -> bool:
    """Return whether a quote tells of what is not the thing that a claim begins with: 非职务发明 for 职务发明."""
    claim, quote = alignment.claim.text, alignment.quote.text
    first = next((word.text for word in alignment.claim.words if len(word.text) > 1), "")
    return bool(first) and f"非{first}" in quote and first not in quote.replace(f"非{first}", "") and f"非{first}" not in claim


def runs_from_elsewhere(claim: str, quote: str) -> bool:
    """Return whether a term runs from one day in a claim (自申请之日起), and in a quote, that gives one, from another."""
    ours, theirs = ([start.removesuffix("日") for start in starts(text)] for text in (claim, quote))
    return bool(theirs) and any(not any(max(holds(other, one), holds(one, other)) >= HELD for other in theirs) for one in ours)


def is_on_the_other_side(alignment: Alignment) -> bool:
    """Return whether a figure is claimed of the time before something, and given of that behind it, or so: 期满后十二个月内."""
    met = ((pair.claimed.quantity, pair.same.quantity) for pair in alignment.paired if pair.same)
    sides = ({alignment.claim.text[: one.start][-1:], alignment.quote.text[: same.start][-1:]} for one, same in met)
    return any(side == SIDES for side in sides)


def is_of_another_of_the_title(alignment: Alignment) -> bool:
    """Return whether a claim tells of one of two things that a title names side by side, and a quote or its lead of the other.

    What 投诉举报处理办法 says of 投诉 is not said of 举报.
    """
    evidence, claim = alignment.evidence, alignment.claim.text
    title, *headings = evidence.above.split("。")
    told = f"{evidence.quote}。{evidence.lead}。{'。'.join(headings)}"
    ours = (w.text for w in alignment.claim.words if len(w.text) == THING and w.text in title and claim.startswith(w.text))
    beside = (other for thing in ours if thing not in told for other in _beside(title, thing))
    return any(_is_done(other, told) and not _is_done(other, claim) for other in beside)


def _beside(title: str, thing: str) -> list[str]:
    """Return what stands right before and right behind a thing in a title: 投诉 of 举报 in 投诉举报处理办法."""
    before, _, behind = title.partition(thing)
    return [other for other in (before[-THING:], behind[:THING]) if len(other) == THING]


def _is_done(thing: str, text: str) -> bool:
    """Return whether a text speaks of a thing, and not only of who does it or to whom it is done: 被投诉人 is no 投诉."""
    return re.search(f"(?<!被){re.escape(thing)}(?!人)", text) is not None


def is_done_by_another(claim: str, quote: str) -> bool:
    """Return whether who does a thing (由) or whom it is brought to (向) by a claim stands in a quote, but as somebody else.

    著作权由导演享有 beside 著作权由制作者享有,导演享有署名权.
    """
    return any(_is_another(mark, claim[at:], quote) for mark, at in ((m.group(), m.end()) for m in _DONE_BY.finditer(claim)))


def _is_another(mark: str, behind: str, quote: str) -> bool:
    words = read(re.split("[,;:。]", behind)[0]).words[:1]
    phrases = [re.split("[,;:。]", quote[m.end() :])[0] for m in _DONE_BY.finditer(quote) if m.group() == mark]
    named = [word.text for word in words if len(word.text) > 1 and behind.startswith(word.text)]
    return bool(phrases) and any(word in quote and not any(word in phrase for phrase in phrases) for word in named)


def is_only_turned_to(claim: str, quote: str) -> bool:
    """Return whether who may or must do something by a claim is in a quote but one whom others turn to.

    代理机构可以自行申请 beside 任何人可以自行申请,也可以委托代理机构办理.
    """
    found = _WHO_MAY.match(claim)
    if found is None or found["who"] not in quote:
        return False
    return all(_TURNS_TO.search(before) for before in quote.split(found["who"])[:-1])


def is_owned_by_another(claim: str, quote: str) -> bool:
    """Return whether a claim says whose a thing is (归委托人), and a quote does not name that one as whose anything is."""
    ours, theirs = ([match.group("whose") for match in _OWNED.finditer(text)] for text in (claim, quote))
    ours = ours if theirs else [whose for whose in ours if f"归{whose}" in claim]  # 属于要加强保护的领域 is nobody's
    return any(not any(_names_one_of(each, whose) for each in theirs) for whose in ours)


def _names_one_of(whose: str, claimed: str) -> bool:
    return any(word.text in whose or holds(whose, word.text) >= HELD for word in read(claimed).words)


def is_of_another_kind(alignment: Alignment, lost: Sequence[str]) -> bool:
    """Return whether a quote names other kinds of what a ``lost`` word of a claim is one of.

    外观设计专利 for 发明专利, 发表权 for 署名权.
    """
    quote, claim = alignment.quote.text, alignment.claim.text
    kinds = {word[KIND:] for word in lost if KIND < len(word) <= KIND + KIND and word[:KIND] not in quote}
    return any(other not in claim for kind in kinds for other in _kinds_of(kind, quote))


def _kinds_of(kind: str, quote: str) -> list[str]:
    """Return the names in a text that end in what kinds are called: its words, or for 专利 whatever stands before it."""
    if len(kind) < KIND:
        return [word.text for word in read(quote).words if len(word.text) == KIND + len(kind) and word.text.endswith(kind)]
    return re.findall(rf"[\u4e00-\u9fff]{{{KIND}}}{re.escape(kind)}", quote)


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
