"""Whether a claim ties together what a quote ties to other things: 先分险、后代偿 beside 先代偿、后分险.

All the words of such a claim stand in the quote, so neither its words nor the reading model tell. Items are what commas and 和
part; two that share a word each with two items of the quote, but crosswise, are of another pairing or another order.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from assistant.grounding.quantities import Quantity, quantities
from assistant.grounding.statements import read

_PARTS = re.compile(r"[,;:、。!?]|(?<!更)[和与及]|(?=再(?!生))|(?=然后)|(?<=[^,;、。先]{2}后)(?![期续面台])")
_FIRST = re.compile(r"先|^经|[^,]{2}(?:之|以)?后$")
_SECOND = re.compile(r"^(?:再|然后|后|才)")
FIRST, SECOND = "1st", "2nd"  # no word of a text
_EACH = "分别"
_ITEMS = re.compile("[、和及与]")
ITEM_ENDS = 4  # characters by which an item of a row is known
MOST = 10  # items of a claim, and those of a quote that hold a word of two of them
SHORTEST = 2  # characters of a word that names something
PAIR = 2  # words of an item, of which the quote has one with a word of the other item, and one with another word of it


def crossed(claim: str, quote: str) -> bool:
    """Return whether two items of a written claim each hold what two items of a written quote hold the other way round.

    A claim of more than ``MOST`` items is not looked at: it is longer than what is read, and is never affirmed.
    """
    ours = tuple(dict.fromkeys(items(claim)))
    pairs = combinations(ours, 2) if len(ours) <= MOST else ()
    able = [pair for pair in pairs if _may_cross(*pair, quote)]
    theirs = tuple(dict.fromkeys(items(quote))) if able else ()
    return any(_cross(one, other, theirs) for one, other in able)


def _may_cross(one: frozenset[str], other: frozenset[str], quote: str) -> bool:
    """Return whether a quote, that was not cut into items yet, has two words of each that the other has not: seldom.

    A figure, which it may write in another way, and what comes first or second count as held: they begin with a digit.
    """
    held = (sum(word[0].isdigit() or word in quote for word in own) for own in (one - other, other - one))
    return all(number >= PAIR for number in held)


@lru_cache(maxsize=2048)  # quotes come up again and again
def items(text: str) -> tuple[frozenset[str], ...]:
    """Return what each item of a written text speaks of: its words, its figures, and whether it comes first or second."""
    found: list[frozenset[str]] = []
    begun = False  # whether what comes first has been told
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        said = read(part)
        words = {word.text for word in said.words if len(word.text) >= SHORTEST}
        words |= {f"{figure.value.normalize()}{figure.measure}" for figure in said.quantities}
        if _SECOND.search(part) or begun:
            words.add(SECOND)
            if found and not begun:
                found[-1] |= {FIRST}
            begun = True
        elif _FIRST.search(part):
            words.add(FIRST)
            begun = True
        found.append(frozenset(words))
    return tuple(found)


def _cross(one: frozenset[str], other: frozenset[str], theirs: tuple[frozenset[str], ...]) -> bool:
    """Return whether an item of the quote holds a word of each, and another item the rest of both."""
    own, far = one - other, other - one
    holding = [item for item in theirs if item & own or item & far]
    for here, there in combinations(holding[:MOST], 2):
        near, away = here - there, there - here
        if own & near and own & away and far & near and far & away:
            return True
    return False


def figures_crossed(claim: str, quote: str) -> bool:
    """Return whether a written claim joins two figures that a written quote joins each to another one.

    500万元以上的不超过1% beside 500万元以下的不超过1%，500万元以上的不超过1.5%. Of what is told by 分别 the order tells.
    """
    if _EACH in claim and _EACH in quote:
        return _in_another_order(claim, quote)
    ours = [each for each in quantities(claim) if not each.one]
    stated = quantities(quote)
    return _EACH not in quote and any(_joined_otherwise(pair, stated) for pair in pairwise(ours))


def _in_another_order(claim: str, quote: str) -> bool:
    """Return whether a claim and a quote tell the same figures of the same things in the same order, but not each of the same."""
    things, _, told = claim.partition(_EACH)
    before, _, behind = quote.rpartition(_EACH)
    ours, stated = ([(q.value, q.measure) for q in quantities(text)] for text in (told, behind))
    if ours == stated or sorted(ours) != sorted(stated):
        return False
    ends = [item.strip(" ,的")[-ITEM_ENDS:] for item in _ITEMS.split(things)[-len(ours) :]]
    places = [before.find(end) for end in ends]
    return min(places, default=-1) >= 0 and places == sorted(places)


def _joined_otherwise(pair: tuple[Quantity, Quantity], stated: Sequence[Quantity]) -> bool:
    """Return whether a quote tells of each of two kinds of figures more than once, and never of these two together."""
    first, second = ([n for n, each in enumerate(stated) if each.comparable(own)] for own in pair)
    several = all(len({(stated[n].value, stated[n].bound) for n in places}) > 1 for places in (first, second))
    if not several or not set(first).isdisjoint(second):
        return False
    if first[0] > second[0]:
        pair, first, second = (pair[1], pair[0]), second, first
    lead, behind = pair
    met = [n for n in first if lead.meets(stated[n])]
    groups = [[m for m in second if n < m < min((k for k in first if k > n), default=len(stated))] for n in met]
    told = any(behind.meets(stated[m]) for m in second)
    return told and all(groups) and bool(groups) and not any(behind.meets(stated[m]) for group in groups for m in group)


def lists_otherwise(claim: str, quote: str) -> bool:
    """Return whether a row of a written claim goes on with another item than a row of a written quote that begins alike.

    行政保护、司法保护、自我保护 beside 行政保护、司法保护、社会保护: two items are the same, the third stands nowhere there.
    """
    ours, theirs = _ITEMS.split(claim), _ITEMS.split(quote)
    return any(
        before[-SHORTEST:] == first[-SHORTEST:] and same == second and _is_another(after, third, claim, quote)
        for before, same, after in zip(ours, ours[1:], ours[2:], strict=False)
        for first, second, third in zip(theirs, theirs[1:], theirs[2:], strict=False)
    )


def _is_another(one: str, other: str, claim: str, quote: str) -> bool:
    """Return whether two items begin with other words, neither of which stands on the other side: 高校 may be 大专院校."""
    head, instead = one[:SHORTEST], other[:SHORTEST]
    alike = set(head) & set(other[:ITEM_ENDS]) | set(instead) & set(one[:ITEM_ENDS])
    return min(len(head), len(instead)) == SHORTEST and not alike and head not in quote and instead not in claim
