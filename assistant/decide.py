"""Whether the hits answer: answered, partial, not found, out of scope; every threshold lives here with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import Scope
from assistant.facets import BY_NAME, FIGURES, SMALL_PRINT, states
from assistant.guard import about_policy
from assistant.records import Hit, Status
from assistant.understand import Understood

# found on the bank, its 449 unanswerable questions and the project's own exam (docs/answering.md), never on dev sets
OFF_TOPIC = 0.5  # probability of another subject from which a question without a word of the field is declined
UNRELATED = 0.20  # best probability of a hit below which a question that is perhaps about policy is not answered
NEAR_MISS = 0.55  # probability of a near miss from which an answer is only partial
SUPPORT = 3.0  # log-odds below the best hit within which a hit may supply the figure that was asked for
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


def decide(understood: Understood, scope: Scope, hits: Sequence[Hit], *, off_topic: float, near_miss: float) -> Decision:
    """Return how a question ends, given its hits.

    Args:
        understood: the question.
        scope: which documents it means.
        hits: best first.
        off_topic: probability in [0, 1] that the question is about another subject.
        near_miss: probability in [0, 1] that it asks for something that the documents do not state.
    """
    found = tuple(hits)
    best = found[0].score if found else 0.0
    domain = about_policy(understood.text)
    if not domain and off_topic >= OFF_TOPIC and best < 0.9:
        return Decision(Status.OUT_OF_SCOPE, found, reason="another subject")
    if not found or best < UNRELATED:
        status = Status.NOT_FOUND if domain or off_topic < OFF_TOPIC else Status.OUT_OF_SCOPE
        return Decision(status, found, reason="no evidence")
    if scope.missing_title:
        return Decision(Status.NOT_FOUND, found, (f"《{scope.missing_title}》的文本",), "title not held")
    if scope.missing_version:
        return Decision(Status.PARTIAL, found, (scope.missing_version,), "version not held")
    if scope.missing_place:
        return Decision(Status.NOT_FOUND, found, (f"{scope.missing_place}的规定",), "place not covered")
    return _by_facets(understood, found, near_miss)


def _by_facets(understood: Understood, found: tuple[Hit, ...], near_miss: float) -> Decision:
    asked = [facet for facet in understood.facets if facet in SMALL_PRINT or facet in FIGURES]
    near = [hit for hit in found[:FACET_DEPTH] if _log_odds(hit.score) >= _log_odds(found[0].score) - SUPPORT]
    missing = []
    chosen = found
    for facet in asked:
        stating = [hit for hit in near if states(hit.text, facet)]
        if not stating:
            missing.append(facet)
        elif stating[0] is not chosen[0] and facet in FIGURES and not states(chosen[0].text, facet):
            chosen = (stating[0], *(hit for hit in chosen if hit is not stating[0]))
    hard = [facet for facet in missing if facet in SMALL_PRINT]
    soft = [facet for facet in missing if facet in FIGURES]
    if hard or (soft and len(soft) == len([f for f in asked if f in FIGURES])):
        return Decision(Status.PARTIAL, chosen, tuple(BY_NAME[facet].title for facet in (hard or soft)), "facet not stated")
    if near_miss >= NEAR_MISS:
        titles = tuple(BY_NAME[facet].title for facet in asked)
        return Decision(Status.PARTIAL, chosen, titles, "near miss")
    return Decision(Status.ANSWERED, chosen)


def _log_odds(chance: float) -> float:
    from math import log

    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return log(chance / (1 - chance))
