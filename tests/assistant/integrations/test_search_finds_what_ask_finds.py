"""``Assistant.search``, and with it the retriever, finds what an answer is made of: one retrieval step for both."""

import pytest

from assistant.integrations.langchain_retriever import PolicyRetriever
from assistant.pipeline import Assistant


@pytest.mark.parametrize("question", ["规划三(三)3的原文", "“知识产权质押”在规划里出现在哪些地方？"])
def test_a_look_up_is_found_by_the_retriever_too(plan_assistant: Assistant, question: str) -> None:
    found = PolicyRetriever(assistant=plan_assistant, top_k=5).invoke(question)
    hits = plan_assistant.ask(question, depth=5).hits
    assert [(d.metadata["doc"], d.metadata["start"]) for d in found] == [(hit.doc, hit.start) for hit in hits]


def test_a_plain_question_finds_the_same(plan_assistant: Assistant) -> None:
    question = "商标被人抢注了去哪里维权"
    found = PolicyRetriever(assistant=plan_assistant, top_k=5).invoke(question)
    assert [d.metadata["start"] for d in found] == [hit.start for hit in plan_assistant.ask(question, depth=5).hits]
