"""Items of lists told apart by what leads them."""

from collections.abc import Callable

import pytest

from assistant.retrieval.leads import BEHIND, of_the_list_asked
from assistant.retrieval.retriever import Retriever
from corpus.records import Clause, Document

LAW = """夜市办法
第一条 申请试点摊位应当符合以下条件：
（一）摊龄满一年；
（二）交保证金一百元。
第二条 申请示范摊位应当符合以下条件：
（一）摊龄满三年；
（二）交保证金三百元。
第三条 管理处按照下列标准退费：
（一）转让摊位的，退七成；
（二）搬离夜市的，退五成。
第四条 夜市应当整洁。
"""
# sentences: 0 lead, 1, 2 | 3 lead, 4, 5 | 6 lead, 7, 8 | 9
TRIAL, MODEL, SOLD = 2, 5, 7
Order = Callable[[str, int, int], list[tuple[int, float]]]


@pytest.fixture(scope="module")
def order(make_retriever: Callable[..., Retriever]) -> Order:
    """Return the sentences with their scores, of two given in their order, 0.9 and 0.5."""
    made = make_retriever([(Document("law", "夜市办法", region="全国"), LAW)])
    clauses: dict[str, Clause] = {clause.id: clause for clause in made.units.clauses}

    def run(question: str, first: int, second: int) -> list[tuple[int, float]]:
        found = of_the_list_asked(question, [made.hit(first, 0.9), made.hit(second, 0.5)], clauses.__getitem__)
        return [(hit.sentence, round(hit.score, 2)) for hit in found]

    return run


def test_the_item_of_the_list_that_is_asked_about_takes_the_place_of_its_like(order: Order) -> None:
    assert order("示范摊位要交多少保证金", TRIAL, MODEL) == [(MODEL, 0.9), (TRIAL, BEHIND)]
    assert order("试点摊位要交多少保证金", TRIAL, MODEL) == [(TRIAL, 0.9), (MODEL, BEHIND)]


@pytest.mark.parametrize("question", ["摊位要交多少保证金", "试点摊位、示范摊位各要交多少保证金"])
def test_of_lists_that_a_question_does_not_tell_apart_none_is_meant(order: Order, question: str) -> None:
    assert order(question, TRIAL, MODEL) == [(TRIAL, 0.9), (MODEL, 0.5)]


def test_what_is_led_otherwise_stays(order: Order) -> None:
    assert order("示范摊位转让退几成", SOLD, MODEL) == [(SOLD, 0.9), (MODEL, 0.5)]
    assert order("示范摊位", 9, MODEL) == [(9, 0.9), (MODEL, 0.5)]
