"""What a question asks of one document is searched without the words that name it."""

from collections.abc import Callable

import numpy as np
import pytest

from assistant.question.understand import Reader, Understood
from assistant.retrieval.beside import beside_the_name, within_the_one, without_names
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from corpus.records import Document
from index.segment import default_segmenter

TITLE = "夜市发展扶持办法"
NIGHT = f"""{TITLE}
第一条 市政府扶持夜市发展。
第二条 扶持夜市发展的资金由财政承担。
第三条 摊主可以申请贷款贴息。
"""
HOME = "襄阳市摊位规划\n第一条 规划发展摊位。\n第二条 摊位由市政府管理。\n"
LAW = "商标法\n第一条 摊主应当注册商标。\n第二条 夜市摊主的商标受保护。\n"
HOME_NUMBER, NIGHT_NUMBER = 0, 1


@pytest.fixture(scope="module")
def retriever(make_retriever: Callable[..., Retriever]) -> Retriever:
    return make_retriever(
        [
            (Document("home", "襄阳市摊位规划", region="襄阳"), HOME),
            (Document("night", TITLE), NIGHT),
            (Document("law", "商标法"), LAW),
        ]
    )


def read(question: str) -> Understood:
    return Reader().read(question)


def everywhere(*, night: float = 1.0) -> Scope:
    weights = np.ones(3, np.float32)
    weights[NIGHT_NUMBER] = night
    return Scope(weights)


def without(question: str, *clauses: str) -> str:
    return without_names(question, [TITLE], clauses, default_segmenter())


def test_the_words_of_a_title_are_left_out() -> None:
    assert without("夜市发展扶持办法里谁能贷款") == "里谁能贷款"
    assert without("夜市 发展 扶持，谁能贷款") == "  ，谁能贷款"


def test_so_are_words_that_most_clauses_have() -> None:
    clauses = ("摊主甲。", "摊主乙。", "摊主丙，贷款。", "丁。")
    assert without("夜市发展扶持摊主贷款贴息", *clauses) == "贷款贴息"
    assert without("夜市发展扶持摊主贷款贴息", *clauses, "戊。", "己。") == "摊主贷款贴息"  # half of them are not most


def test_nothing_is_left_out_where_that_is_little_of_the_question_or_all_of_it() -> None:
    assert without("夜市里摆摊的人要向谁申请贷款的贴息") == ""
    assert without("夜市发展扶持办法") == ""
    assert without("谁能贷款") == ""


def test_what_names_a_document_counts_less_in_its_search(retriever: Retriever) -> None:
    searched = beside_the_name(read("夜市发展扶持办法里谁能贷款"), [NIGHT_NUMBER], retriever)
    assert (searched.own, searched.leaning) == ("里谁能贷款", "夜市发展扶持办法里谁能贷款")


@pytest.mark.parametrize(
    ("question", "documents"),
    [("夜市发展扶持办法里谁能贷款", []), ("襄阳市摊位规划里谁能贷款", [HOME_NUMBER]), ("谁能贷款", [NIGHT_NUMBER])],
    ids=["none is named", "the home document", "not by its title"],
)
def test_a_question_is_searched_as_it_is(retriever: Retriever, question: str, documents: list[int]) -> None:
    understood = read(question)
    assert beside_the_name(understood, documents, retriever) is understood


def found(retriever: Retriever, question: str, *docs: str, scope: Scope | None = None, depth: int = 2) -> list[str]:
    """Return the documents and sentences that come first where the best hits of a question are of these documents."""
    first = {retriever.clause_of(n).doc: n for n in reversed(range(len(retriever.units.sentence_clause)))}
    hits = [retriever.hit(first[doc] + docs[:at].count(doc), 0.5) for at, doc in enumerate(docs)]
    return [hit.text for hit in within_the_one(read(question), scope or everywhere(), hits, retriever, depth)]


def test_a_document_that_the_best_hits_agree_on_is_searched_beside_its_name(retriever: Retriever) -> None:
    shown = found(retriever, "夜市发展扶持谁能申请贷款", "night", "night", "law")
    own = [text for text in shown if text != "摊主应当注册商标。"]
    assert own[0] == "摊主可以申请贷款贴息。"
    assert len(own) == len(set(own)) == len(shown) - 1  # what was found before is not repeated, and others stay


def test_hits_of_other_documents_stand_where_they_are_as_good(retriever: Retriever) -> None:
    first = {retriever.clause_of(n).doc: n for n in reversed(range(len(retriever.units.sentence_clause)))}
    for score, place in ((0.99, 0), (1e-6, -1)):
        hits = [*(retriever.hit(first["night"] + n, 0.5) for n in range(2)), retriever.hit(first["law"], score)]
        shown = within_the_one(read("夜市发展扶持谁能申请贷款"), everywhere(), hits, retriever, 2)
        assert shown[place].doc == "law"


@pytest.mark.parametrize(
    ("docs", "question"),
    [
        (("night", "law"), "夜市发展扶持谁能申请贷款"),
        (("night",), "夜市发展扶持谁能申请贷款"),
        (("night", "night"), "谁能申请贷款"),
    ],
    ids=["two documents", "one hit", "not by its title"],
)
def test_hits_stay_as_they_are(retriever: Retriever, docs: tuple[str, ...], question: str) -> None:
    assert len(found(retriever, question, *docs)) == len(docs)


def test_a_document_that_is_named_was_searched_so_before(retriever: Retriever) -> None:
    scope = Scope(np.ones(3, np.float32), named=(NIGHT_NUMBER,))
    assert len(found(retriever, "夜市发展扶持谁能申请贷款", "night", "night", scope=scope)) == 2


def test_another_place_s_document_stays_one(retriever: Retriever) -> None:
    first = {retriever.clause_of(n).doc: n for n in reversed(range(len(retriever.units.sentence_clause)))}
    hits = [retriever.hit(first["night"] + n, 0.5) for n in range(2)]
    foreign = within_the_one(read("夜市发展扶持谁能申请贷款"), everywhere(night=0.1), hits, retriever, 2)
    near = within_the_one(read("夜市发展扶持谁能申请贷款"), everywhere(), hits, retriever, 2)
    assert foreign[0].signals["foreign"] > near[0].signals["foreign"]
