"""The retriever as a part of a LangChain chain."""

import asyncio
import re
from pathlib import Path
from typing import ClassVar

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant.errors import FilterError
from assistant.integrations.langchain_retriever import PolicyRetriever, shortened
from assistant.pipeline import Assistant

PLAN = "xiangyang_ip_145"
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
        assert set(found) == {"doc", "clause", "path", "title", "start", "end", "score", "page", "recognised"}
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


@pytest.mark.parametrize("query", ["", "？？？", "\u200b"])
def test_what_is_no_question_finds_nothing(retriever: PolicyRetriever, query: str) -> None:
    assert retriever.invoke(query) == []


def test_limits_may_be_given_for_one_call(retriever: PolicyRetriever) -> None:
    assert len(retriever.invoke(QUESTION, top_k=1)) == 1
    assert len(asyncio.run(retriever.ainvoke(QUESTION, top_k=2))) == 2
    assert len(retriever.bind(top_k=1).invoke(QUESTION)) == 1
    assert len(retriever.invoke(QUESTION)) == 3


def test_each_limit_reaches_the_search(retriever: PolicyRetriever, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(Assistant, "search", lambda self, *given: calls.append(given) or [])
    retriever.invoke(QUESTION, doc=PLAN, region="襄阳", in_force_on="2024-06-01")
    limited = PolicyRetriever(assistant=retriever.assistant, doc=PLAN, region="全国", in_force_on="2023-01-01")
    limited.invoke(QUESTION)
    limited.invoke(QUESTION, doc=None, region="北京", in_force_on=None)
    assert calls == [
        (QUESTION, 3, PLAN, "襄阳", "2024-06-01"),
        (QUESTION, 10, PLAN, "全国", "2023-01-01"),
        (QUESTION, 10, None, "北京", None),
    ]


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ({"doc": "none_such"}, "没有编号为 none_such 的文件"),
        ({"region": "乌托邦"}, "没有“乌托邦”这个地区。收录的文件涉及：襄阳"),
        ({"in_force_on": "2024年6月"}, "日期 2024年6月 不对，应写作 2024-06-01"),
        ({"in_force_on": "20240601"}, "应写作 2024-06-01"),
        ({"in_force_on": "2024-02-30"}, "日期 2024-02-30 不对"),
        ({"in_force_on": ""}, "应写作 2024-06-01"),
        ({"top_k": 0}, "1 到 1000 的整数，收到的是 0"),
        ({"top_k": 1001}, "1 到 1000 的整数"),
        ({"top_k": True}, "1 到 1000 的整数"),
        ({"topk": 3}, "检索没有 topk 这项条件"),
    ],
)
def test_a_limit_that_means_nothing_is_an_error(retriever: PolicyRetriever, limit: dict[str, object], message: str) -> None:
    with pytest.raises(FilterError, match=message):
        retriever.invoke(QUESTION, **limit)
    with pytest.raises(FilterError, match=message):
        asyncio.run(retriever.ainvoke(QUESTION, **limit))


def test_a_limit_of_the_retriever_itself_is_checked(plan_assistant: Assistant) -> None:
    with pytest.raises(FilterError, match="none_such"):
        PolicyRetriever(assistant=plan_assistant, doc="none_such").invoke(QUESTION)


def test_the_most_hits_are_allowed(retriever: PolicyRetriever) -> None:
    assert len(retriever.invoke(QUESTION, top_k=1000)) > 100


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("甲乙丙丁。戊己", "甲乙丙丁。戊己"),
        ("甲乙丙丁。戊己庚辛壬癸", "甲乙丙丁。"),  # the sentence fills half of ten
        ("甲乙丙。戊己庚辛壬癸子", "甲乙丙。戊己庚辛壬癸"),  # four do not
        ("甲？乙丙丁戊！己庚辛壬", "甲？乙丙丁戊！"),
        ("甲乙丙丁戊己庚辛壬癸子丑", "甲乙丙丁戊己庚辛壬癸"),
        ("甲乙丙丁戊己庚辛壬癸。", "甲乙丙丁戊己庚辛壬癸"),
        ("甲\u200b乙  丙", "甲乙 丙"),
    ],
)
def test_a_long_question_is_cut_at_a_sentence_or_at_the_limit(question: str, expected: str) -> None:
    assert shortened(question, 10) == expected


def test_of_a_letter_the_beginning_is_searched(retriever: PolicyRetriever, plan_assistant: Assistant) -> None:
    start = "专利权质押给银行贷款的企业有没有补贴？" * 30  # 570 characters; the limit is 1,000
    found = retriever.invoke(start + "另外请问天气如何" * 300)
    assert [d.page_content for d in found] == [hit.text for hit in plan_assistant.search(start, 3)]
    assert any("补贴" in d.page_content for d in found)


def test_no_tracing_service_is_told(retriever: PolicyRetriever, traced: list[str]) -> None:
    RunnableLambda(len).invoke(QUESTION)
    assert traced  # the service of the environment is told what others do
    traced.clear()
    retriever.invoke(QUESTION)
    asyncio.run(retriever.ainvoke(QUESTION))
    retriever.batch([QUESTION] * 2)
    assert traced == []


def test_callbacks_that_are_passed_are_called(retriever: PolicyRetriever) -> None:
    class Heard(BaseCallbackHandler):
        queries: ClassVar[list[str]] = []

        def on_retriever_start(self, serialized: object, query: str, **more: object) -> None:
            self.queries.append(query)

    retriever.invoke(QUESTION, {"callbacks": [Heard()]})
    assert Heard.queries == [QUESTION]


def test_the_example_of_the_readme_runs(
    plan_assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    found, asked = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.setattr(Assistant, "open", lambda: plan_assistant)
    names: dict[str, object] = {}
    exec(found, names)
    assert "予以相应补贴" in capsys.readouterr().out
    exec(asked, names)
    said = capsys.readouterr().out
    assert "予以相应补贴" in said and "三、(三)3." in said
