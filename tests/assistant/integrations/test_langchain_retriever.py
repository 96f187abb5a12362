"""The retriever as a part of a LangChain chain."""

import asyncio
import re
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant.integrations.langchain_retriever import PolicyRetriever
from assistant.pipeline import Assistant

QUESTION = "知识产权质押融资有补贴吗"


@pytest.fixture
def retriever(plan_assistant: Assistant) -> PolicyRetriever:
    return PolicyRetriever(assistant=plan_assistant, top_k=3)


def test_it_finds_what_the_search_finds(retriever: PolicyRetriever, plan_assistant: Assistant) -> None:
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke(QUESTION)
    assert [d.page_content for d in documents] == [hit.text for hit in plan_assistant.search(QUESTION, 3)]
    assert len(documents) == 3


def test_every_document_says_where_it_stands(retriever: PolicyRetriever, plan_assistant: Assistant) -> None:
    for document in retriever.invoke(QUESTION):
        found = document.metadata
        assert set(found) == {"doc", "clause", "path", "title", "start", "end", "score"}
        assert plan_assistant.parsed(found["doc"]).text[found["start"] : found["end"]] == document.page_content
        assert plan_assistant.clause(found["clause"]).title == found["title"]
        assert 0 <= found["score"] <= 1


def test_it_works_inside_a_chain(retriever: PolicyRetriever) -> None:
    prompt = ChatPromptTemplate.from_messages([("system", "只依据条款回答。\n{context}"), ("human", "{question}")])

    def joined(documents: list[Document]) -> str:
        return "\n".join(f"{d.metadata['path']} {d.page_content}" for d in documents)

    model = RunnableLambda(lambda prompt: prompt.to_messages()[0])  # stands in for a language model
    chain = {"context": retriever | joined, "question": RunnablePassthrough()} | prompt | model | StrOutputParser()
    assert "三、(三)3. " in chain.invoke(QUESTION)
    assert "予以相应补贴" in asyncio.run(chain.ainvoke(QUESTION))


def test_questions_come_in_batches(retriever: PolicyRetriever) -> None:
    first, second = retriever.batch([QUESTION, "有效地理标志数量要达到多少件"])
    assert "补贴" in first[0].page_content
    assert "90件" in second[0].page_content


@pytest.mark.parametrize("query", ["", "？？？", "字" * 5000])
def test_what_is_no_question_finds_nothing(retriever: PolicyRetriever, query: str) -> None:
    assert retriever.invoke(query) == []


def test_another_document_is_left_out_where_one_is_asked_for(plan_assistant: Assistant) -> None:
    assert PolicyRetriever(assistant=plan_assistant, doc="none_such").invoke(QUESTION) == []


def test_the_example_of_the_readme_runs(
    plan_assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?PolicyRetriever.*?)```", readme, re.DOTALL)
    monkeypatch.setattr(Assistant, "open", lambda: plan_assistant)
    exec(example, {})
    assert "予以相应补贴" in capsys.readouterr().out
