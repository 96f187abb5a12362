"""How a question ends that quotes what the documents do not know, or asks nothing in particular of a thing."""

from collections.abc import Callable

import pytest

from assistant.decision.case import Case
from assistant.decision.decide import Decision, decide
from assistant.reading.model import Reading
from assistant.records import Hit, Status
from assistant.retrieval.search import Found

PLEDGED = "对质押融资给予补贴。"


@pytest.fixture
def ended(make_found: Callable[..., Found], make_hit: Callable[..., Hit]) -> Callable[..., Decision]:
    def run(question: str, states: float, near_miss: float = 0.0, **found: object) -> Decision:
        hit = make_hit(PLEDGED)
        made = make_found(question, [hit], readings={hit.sentence: Reading(states, 0.0, 0.0)}, **found)
        return decide(Case(made, lambda each: each.text, near_miss=near_miss))

    return run


def test_a_quoted_phrase_that_no_document_knows_is_named_unless_a_hit_states_what_is_asked(
    ended: Callable[..., Decision],
) -> None:
    asked = "质押融资的“一体两翼”是怎么回事"
    decision = ended(asked, 0.5, unheld="一体两翼")
    assert (decision.rule, decision.status) == ("phrase not held", Status.PARTIAL)
    assert decision.missing == ("“一体两翼”这一说法",)
    assert ended(asked, 0.9, unheld="一体两翼").rule == "stated"
    assert ended(asked, 0.5).rule == "stated"


def test_what_is_said_of_a_thing_of_which_nothing_in_particular_is_asked_is_stated(ended: Callable[..., Decision]) -> None:
    assert ended("质押有什么规定", 0.1, near_miss=1.0).rule == "near miss"
    assert ended("质押有什么规定", 0.1, near_miss=1.0, on_the_thing=True).rule == "stated"
