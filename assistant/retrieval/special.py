"""Rules for a special case alone, where a question does not name the case: how foreigners transfer is not how one transfers.

A statute tells the general rule in a few words and each special one in many, so that search finds the special one for words that
both have. It is for who says that his is that case.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import exp
from pathlib import Path

from assistant.records import Hit
from assistant.retrieval.reading import lead_above
from assistant.thresholds import SPECIAL, SUPPORT
from assistant.wordings import patterns
from corpus.records import Clause
from index.segment import normalize

CASES = ("foreign", "living", "secret", "joint", "forced", "duty", "accused", "revoked", "invalid", "opposed")
OF_CHAPTERS = ("foreign", "forced")  # to which statutes give chapters of their own
_WORDS = patterns(Path(__file__).with_suffix(".tsv"))
_CONDITION = re.compile(r"^.{0,80}?(?:的[，,：:]|的(?=[^，,。；]{0,12}$)|[，,：:。；]|$)")


def behind_general(question: str, hits: Sequence[Hit], clause_of: Callable[[str], Clause]) -> list[Hit]:
    """Return hits, those behind whose rule is for a case that the question does not name; best first, as before.

    Args:
        question: as it was asked.
        hits: best first.
        clause_of: gives a clause by its id.
    """
    special = {hit.sentence for hit in hits if is_for_another_case(question, hit, clause_of(hit.clause))}
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


def is_for_another_case(question: str, hit: Hit, clause: Clause) -> bool:
    """Return whether the rule of a hit is for a case that a question does not name.

    By its condition, by that of the list it is in, or by the heading of its chapter.
    """
    cases = _cases_of(hit.text, lead_above(hit, clause), clause.headings)
    return bool(cases) and not cases <= _cases_named(question)


@lru_cache(maxsize=64)
def _cases_named(question: str) -> frozenset[str]:
    asked = normalize(question)
    return frozenset(case for case in CASES if _WORDS[f"{case}.asked"].search(asked))


@lru_cache(maxsize=4_096)
def _cases_of(text: str, lead: str, headings: tuple[str, ...]) -> frozenset[str]:
    conditions = [found[0] for each in (text, lead) if (found := _CONDITION.match(each))]
    own = {case for case in CASES if any(map(_WORDS[f"{case}.rule"].search, conditions))}
    return frozenset(own.union(case for case in OF_CHAPTERS if any(map(_WORDS[f"{case}.rule"].search, headings))))
