"""Whether the hits answer: answered, partial, not found, out of scope; every threshold lives here with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.facets import BY_NAME, FIGURES, SMALL_PRINT, asking_part, states
from assistant.question.guard import about_policy
from assistant.question.understand import Understood
from assistant.records import Hit, Status
from assistant.retrieval.scope import Scope

# found on the bank, its 449 unanswerable questions and the project's own exam (docs/answering.md), never on dev sets
OFF_TOPIC = 0.5  # probability of another subject from which a question without a word of the field is declined
OFF_TOPIC_IN_FIELD = 0.72  # the same for one that uses such a word: 企业社保怎么交
RELATED = 0.5  # probability of the best hit from which a question counts as one of the field, whatever its words
UNRELATED = 0.25  # best probability of a hit below which a question that is perhaps about policy is not answered
UNRELATED_OUTSIDE = 0.36  # the same for a question without a word of the field
NEAR_MISS_UNASKED = 0.85  # … where no particular kind of thing was asked for
NEAR_MISS_STATED = 0.97  # … where the figure that was asked for does stand in the best hit
NEAR_MISS = 0.5  # probability of a near miss from which an answer is only partial
SUPPORT = 1.2  # log-odds below the best hit within which a hit may supply the figure that was asked for
HOME_PLACES = ("襄阳", "湖北")  # the plan speaks of them without naming them in each sentence
FACET_DEPTH = 4  # hits that may supply it: further down the figure belongs to something else


@dataclass(frozen=True, slots=True)
class Decision:
    """How the answer ends, the hits it rests on, and what is missing.

    ``missing`` are titles of facets that no hit states; ``reason`` is for logs and tests.
    """

    status: Status
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
    reason: str = ""


def decide(
    understood: Understood,
    scope: Scope,
    hits: Sequence[Hit],
    *,
    clauses: Sequence[str],
    off_topic: float,
    near_miss: float,
    parts: int = 0,
) -> Decision:
    """Return how a question ends, given its hits.

    Args:
        understood: the question.
        scope: which documents it means.
        hits: best first.
        clauses: the text of the clause of each hit.
        off_topic: probability in [0, 1] that the question is about another subject.
        parts: how many documents it is about, where that is more than one; the first hits are one of each.
        near_miss: probability in [0, 1] that it asks for something that the documents do not state.
    """
    found = tuple(hits)
    best = found[0].score if found else 0.0
    domain = about_policy(understood.text)
    if off_topic >= (OFF_TOPIC if not domain and best < RELATED else OFF_TOPIC_IN_FIELD):
        return Decision(Status.OUT_OF_SCOPE, found, reason="another subject")
    if not found or best < (UNRELATED if domain else UNRELATED_OUTSIDE):
        status = Status.NOT_FOUND if domain or off_topic < OFF_TOPIC else Status.OUT_OF_SCOPE
        return Decision(status, found, reason="no evidence")
    if scope.missing_title:
        return Decision(Status.NOT_FOUND, found, (f"《{scope.missing_title}》的文本",), "title not held")
    if scope.missing_version:
        return Decision(Status.PARTIAL, found, (scope.missing_version,), "version not held")
    if scope.missing_place:
        return Decision(Status.NOT_FOUND, found, (f"{scope.missing_place}的规定",), "place not covered")
    if parts:
        return Decision(Status.ANSWERED, found, reason="several documents")
    years = set(_YEAR.findall(asking_part(understood.text))) if any(facet in FIGURES for facet in understood.facets) else set()
    if years and _only_other_years(found[0], years):  # 2025's target never answers for 2020
        found = tuple(hit for hit in found if not _only_other_years(hit, years))
        if not found or _log_odds(found[0].score) < _log_odds(best) - SUPPORT:
            return Decision(Status.PARTIAL, tuple(hits), (f"{min(years)}年的这一数字",), "another year's figure")
    missing = missing_subject(understood, scope, found[:FACET_DEPTH], clauses[:FACET_DEPTH])
    if missing:
        return Decision(Status.PARTIAL, found, (missing,), "another subject's figure")
    return _by_facets(understood, scope, found, near_miss)


# words of one class that are easily taken for each other: a figure of one never answers for another
SUBJECTS: tuple[tuple[str, ...], ...] = (
    ("实用新型",), ("外观设计",), ("植物新品种", "品种权"), ("布图设计",), ("商业秘密",), ("软件著作权", "计算机软件"), ("马德里",), ("PCT",),
    ("驰名商标",), ("地理标志", "地标"), ("发明专利", "发明"), ("版权", "著作权", "作品"), ("商标",),
)  # fmt: skip
TITLE_CHARS = 60  # what stands first in the context of a hit: place and title of its document
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
# asks what is planned or required at all: any measure answers that, so little can be missing
_OPEN = re.compile(
    r"(?:什么|哪些|啥)(?:新)?(?:要求|措施|举措|安排|打算|支持|任务|动作|好处)|(?:要|该|得)(?:做|干|抓)(?:些)?(?:什么|啥|哪些)|(?:怎么|咋|如何)(?:支持|帮|扶持|要求|变)"
)


def missing_subject(understood: Understood, scope: Scope, hits: Sequence[Hit], clauses: Sequence[str]) -> str:
    """Return the subject, place or year that a figure is asked for and that no near hit is about, or an empty text.

    Args:
        understood: the question.
        scope: the places that it names.
        hits: the hits that may supply the figure.
        clauses: the text of the clause of each hit, in the same order.
    """
    if not any(facet in FIGURES for facet in understood.facets):
        return ""
    question = asking_part(understood.text)
    figures = [facet for facet in understood.facets if facet in FIGURES]
    stating = [(hit, text) for hit, text in zip(hits, clauses, strict=False) if any(states(hit.text, facet) for facet in figures)]
    in_law = bool(stating) and stating[0][0].path.startswith("第")  # a law on patents need not say 发明专利 in each article
    for words in () if in_law else SUBJECTS:
        subject = next((word for word in words if word in question), None)
        if subject and not any(word in hit.text or word in text[:TITLE_CHARS] for hit, text in stating for word in words):
            return f"{subject}的这一数字"
    for place in scope.places:
        if place not in HOME_PLACES and place in question and not any(place in text for text in clauses):
            return f"{place}的这一数字"
    years = set(_YEAR.findall(question))
    stated = {year for text in clauses[:2] for year in _YEAR.findall(text)}
    if years and stated and not years & stated:
        return f"{min(years)}年的这一数字"
    return ""


def _only_other_years(hit: Hit, years: set[str]) -> bool:
    """Return whether the sentence itself names years, and none of those asked for."""
    stated = set(_YEAR.findall(hit.text))
    return bool(stated) and not stated & years


def _elsewhere(hit: Hit) -> bool:
    """Whether it is another place's rule: its figures never stand in for those that the home region does not state."""
    return hit.signals.get("foreign", 0.0) > 0.5


def _by_facets(understood: Understood, scope: Scope, found: tuple[Hit, ...], near_miss: float) -> Decision:
    asked = [facet for facet in understood.facets if facet in SMALL_PRINT or facet in FIGURES]
    near = [
        hit
        for hit in found[:FACET_DEPTH]
        if _log_odds(hit.score) >= _log_odds(found[0].score) - SUPPORT and (_elsewhere(found[0]) or not _elsewhere(hit))
    ]
    missing = []
    chosen = found
    for facet in asked:
        stating = [
            hit
            for hit in near
            if states(hit.text, facet) and (facet != "entitlement" or hit.doc in (scope.home or (found[0].doc,)))
        ]
        if not stating:
            if facet in SMALL_PRINT or not understood.wants_yes_no:  # a figure that is asserted is held against the quote
                missing.append(facet)
        elif stating[0] is not chosen[0] and facet in FIGURES and not states(chosen[0].text, facet):
            chosen = (stating[0], *(hit for hit in chosen if hit is not stating[0]))
    hard = [facet for facet in missing if facet in SMALL_PRINT]
    soft = [facet for facet in missing if facet in FIGURES]
    if hard or (soft and len(soft) == len([f for f in asked if f in FIGURES])):
        return Decision(Status.PARTIAL, chosen, tuple(BY_NAME[facet].title for facet in (hard or soft)), "facet not stated")
    figures = [facet for facet in asked if facet in FIGURES]
    stated = bool(figures) and all(states(chosen[0].text, facet) for facet in figures)
    limit = NEAR_MISS_STATED if stated or understood.wants_yes_no else NEAR_MISS if asked else NEAR_MISS_UNASKED
    if near_miss >= limit and (asked or _OPEN.search(understood.question) is None):
        titles = tuple(BY_NAME[facet].title for facet in asked)
        return Decision(Status.PARTIAL, chosen, titles, "near miss")
    return Decision(Status.ANSWERED, chosen)


def _log_odds(chance: float) -> float:
    from math import log

    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return log(chance / (1 - chance))
