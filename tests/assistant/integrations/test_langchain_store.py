"""The vectors of the index as LangChain's vector store."""

import numpy as np
import pytest
from langchain_core.vectorstores import VectorStore

from assistant.errors import FilterError
from assistant.integrations.langchain_store import PolicyVectorStore
from assistant.pipeline import Assistant

QUESTION = "知识产权质押融资有补贴吗"


@pytest.fixture
def store(plan_assistant: Assistant) -> PolicyVectorStore:
    return PolicyVectorStore(plan_assistant)


def test_the_nearest_sentences_come_with_their_cosines(store: PolicyVectorStore, plan_assistant: Assistant) -> None:
    assert isinstance(store, VectorStore)
    found = store.similarity_search_with_score(QUESTION, 5)
    encoder, units = plan_assistant.retriever.maker.encoder, plan_assistant.units
    sentences = encoder.encode_document([units.sentence_text(n) for n in range(len(units.sentence_clause))])
    cosines = np.sort(sentences @ encoder.encode_query([QUESTION])[0])[::-1][:5]
    assert [score for _, score in found] == pytest.approx(cosines.tolist(), abs=1e-5)
    for document, score in found:
        held = document.metadata
        assert plan_assistant.parsed(held["doc"]).text[held["start"] : held["end"]] == document.page_content
        assert held["score"] == score
    assert store.similarity_search(QUESTION, 5) == [document for document, _ in found]


def test_it_searches_with_a_vector_and_as_a_retriever(store: PolicyVectorStore) -> None:
    vector = store.embeddings.embed_query(QUESTION)
    nearest = store.similarity_search(QUESTION, 3)
    assert store.similarity_search_by_vector(vector, 3) == nearest
    assert store.as_retriever(search_kwargs={"k": 3}).invoke(QUESTION) == nearest
    assert store.embeddings.embed_documents([nearest[0].page_content])[0] @ np.array(vector) == pytest.approx(
        nearest[0].metadata["score"], abs=1e-5
    )


def test_relevance_lies_between_nothing_and_one(store: PolicyVectorStore) -> None:
    found = store.similarity_search_with_relevance_scores(QUESTION, 200)
    assert all(0 <= relevance <= 1 for _, relevance in found)
    document, relevance = found[0]
    assert relevance == pytest.approx((document.metadata["score"] + 1) / 2)
    assert len(store.similarity_search_with_relevance_scores(QUESTION, 200, score_threshold=relevance)) == 1


def test_limits_are_those_of_the_search(reference_assistant: Assistant) -> None:
    store = PolicyVectorStore(reference_assistant)
    assert {d.metadata["doc"] for d in store.similarity_search("专利资助", 20, doc="beijing_patent_promotion")} == {
        "beijing_patent_promotion"
    }
    regions = {d.id: d.region for d in reference_assistant.documents()}
    found = {regions[d.metadata["doc"]] for d in store.similarity_search("专利资助", 50, region="北京")}
    assert "北京" in found
    assert found <= {"北京", "全国", None}
    for limits in ({"doc": "no_such"}, {"region": "火星"}, {"in_force_on": "昨天"}, {"colour": "red"}):
        with pytest.raises(FilterError):
            store.similarity_search("专利资助", **limits)
    with pytest.raises(FilterError):
        store.similarity_search("专利资助", 0)


def test_texts_come_from_the_registry_alone(store: PolicyVectorStore) -> None:
    with pytest.raises(NotImplementedError, match="corpus add"):
        PolicyVectorStore.from_texts(["一句话"], store.embeddings)
