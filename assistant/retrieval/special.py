"""Rules for a special case alone, where a question does not name the case: how foreigners transfer is not how one transfers.

A statute tells the general rule in a few words and each special one in many, so that search finds the special one for words that
both have. It is for who says that his is that case.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from math import exp

from assistant.field import SpecialCase
from assistant.records import Hit
from assistant.retrieval.reading import lead_above
from assistant.thresholds import SPECIAL, SUPPORT
from corpus.records import Clause

_CONDITION = re.compile(r"^.{0,80}?(?:的[，,：:]|的(?=[^，,。；]{0,12}$)|[，,：:。；]|$)")


def behind_general(unnamed: Collection[SpecialCase], hits: Sequence[Hit], clause_of: Callable[[str], Clause]) -> list[Hit]:
    """Return hits, those behind whose rule is for a case that the question does not name; best first, as before.

    Args:
        unnamed: the cases that it does not name.
        hits: best first.
        clause_of: gives a clause by its id.
    """
    special = {hit.sentence for hit in hits if is_for_another_case(unnamed, hit, clause_of(hit.clause))}
    general = [hit for hit in hits if hit.sentence not in special]
    if not special or not general or general[0].odds < hits[0].odds - SUPPORT:
        return list(hits)
    return _with_lowered(general, [hit for hit in hits if hit.sentence in special])


def _with_lowered(general: list[Hit], special: Sequence[Hit]) -> list[Hit]:
    """Return hits, each special one behind those that are likelier than it is now; the others stay in their order."""
    ordered = list(general)
    for hit in special:
        lowered = replace(hit, score=1 / (1 + exp(SPECIAL - hit.odds)))
        place = next((number for number, other in enumerate(ordered) if other.score < lowered.score), len(ordered))
        ordered.insert(place, lowered)
    return ordered


def is_for_another_case(unnamed: Collection[SpecialCase], hit: Hit, clause: Clause) -> bool:
    """Return whether the rule of a hit is for one of some cases that a question does not name.

    By its condition, by that of the list it is in, or by the heading of its chapter.
    """
    lead = lead_above(hit, clause)
    return any(_is_for(case, hit.text, lead, clause.headings) for case in unnamed)


@lru_cache(maxsize=16_384)
def _is_for(case: SpecialCase, text: str, lead: str, headings: tuple[str, ...]) -> bool:
    conditions = (found[0] for each in (text, lead) if (found := _CONDITION.match(each)))
    return any(map(case.rule.search, conditions)) or (case.chapter is not None and any(map(case.chapter.search, headings)))
