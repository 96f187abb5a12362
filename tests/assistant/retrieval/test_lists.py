"""Lists as hits: one for each, with its lead, where the best of it was found."""

from collections.abc import Callable

import pytest

from assistant.records import Hit
from assistant.retrieval.lists import list_of, with_whole_lists
from assistant.retrieval.retriever import Retriever
from corpus.records import Clause, Document

LONG = "乙" * 120
LAW = f"""质押法
第一条 登记应当公开。
有下列情形之一的，不予登记：
（一）已经转让的；
（二）已经失效的。
第二条 下列费用由企业承担：
（一）{LONG}；
（二）{LONG}。
第三条 质押期限为三年。
"""
# sentences: 0 | 1 lead, 2, 3 | 4 lead, 5, 6 | 7


@pytest.fixture(scope="module")
def retriever(make_retriever: Callable[..., Retriever]) -> Retriever:
    return make_retriever([(Document("law", "质押法", region="全国"), LAW)])


@pytest.fixture(scope="module")
def clause_of(retriever: Retriever) -> Callable[[str], Clause]:
    return {clause.id: clause for clause in retriever.units.clauses}.__getitem__


def whole(retriever: Retriever, clause_of: Callable[[str], Clause], *sentences: int) -> list[Hit]:
    hits = [retriever.hit(sentence, 0.9 - 0.1 * rank) for rank, sentence in enumerate(sentences)]
    return with_whole_lists(hits, clause_of)


def test_a_list_is_one_hit_with_its_lead_where_its_best_was(retriever: Retriever, clause_of: Callable[[str], Clause]) -> None:
    found = whole(retriever, clause_of, 7, 3, 0, 2, 1)
    assert [(hit.sentence, round(hit.score, 1)) for hit in found] == [(7, 0.9), (1, 0.8), (0, 0.7)]
    assert found[1].text == "有下列情形之一的，不予登记：\n（一）已经转让的；\n（二）已经失效的。"
    assert clause_of(found[1].clause).text[found[1].start - clause_of(found[1].clause).start :].startswith("有下列情形")


def test_a_long_list_is_a_hit_of_its_first_items(retriever: Retriever, clause_of: Callable[[str], Clause]) -> None:
    item, found = whole(retriever, clause_of, 6, 5)
    assert (item.sentence, item.text) == (6, f"（二）{LONG}。")  # found where the hit does not reach
    assert found.sentence == 4
    assert found.text == f"下列费用由企业承担：\n（一）{LONG}；"


def test_what_is_in_no_list_stays(retriever: Retriever, clause_of: Callable[[str], Clause]) -> None:
    assert whole(retriever, clause_of, 0, 7) == [retriever.hit(0, 0.9), retriever.hit(7, 0.8)]
    assert list_of(retriever.hit(0, 0.5), clause_of("law#第一条")) is None
    listed = list_of(retriever.hit(2, 0.5), clause_of("law#第一条"))
    assert listed is not None and listed.sentences == (1, 2, 3)
