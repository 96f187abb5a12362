"""The assistant as a part of LangChain chains."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.errors import FilterError, QuestionError
from assistant.integrations.runnable import PolicyAssistant
from assistant.pipeline import Assistant
from assistant.records import Answer, Status, Turn

QUESTION = "知识产权质押融资有补贴吗"


class Scripted:
    """Answers with what it was asked, in three growing pieces, and counts how many are asked at once."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause, self.asked = pause, list[Any]()
        self.now, self.most, self.lock = 0, 0, threading.Lock()

    def ask(self, question: str, history: tuple[Turn, ...] = (), as_of: str | None = None) -> Answer:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.pause)
        self.asked.append((question, history, as_of))
        with self.lock:
            self.now -= 1
        if question == "坏":
            raise QuestionError("没有读到文字。")
        return Answer("a", Status.ANSWERED, f"答{question}", question=question)

    def stream(self, question: str, history: tuple[Turn, ...] = (), as_of: str | None = None) -> Iterator[Answer]:
        whole = self.ask(question, history, as_of)
        for size in range(1, len(whole.text) + 1):
            yield Answer("a", Status.ANSWERED, whole.text[:size])


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
def runnable(scripted: Scripted) -> PolicyAssistant:
    return PolicyAssistant(scripted)  # type: ignore[arg-type]


class Heard(BaseCallbackHandler):
    """Keeps what a callback is told."""

    def __init__(self) -> None:
        self.starts: list[Any] = []
        self.ends: list[Any] = []
        self.errors: list[BaseException] = []

    def on_chain_start(self, serialized: Any, inputs: Any, **more: Any) -> None:
        self.starts.append((inputs, more.get("name"), more.get("tags"), more.get("metadata")))

    def on_chain_end(self, outputs: Any, **more: Any) -> None:
        self.ends.append(outputs)

    def on_chain_error(self, error: BaseException, **more: Any) -> None:
        self.errors.append(error)


def test_it_answers_as_the_assistant_does(plan_assistant: Assistant) -> None:
    row = PolicyAssistant(plan_assistant).invoke(QUESTION)
    expected = plan_assistant.ask(QUESTION).to_dict()
    varying = {"id", "timings"}
    assert {k: v for k, v in row.items() if k not in varying} == {k: v for k, v in expected.items() if k not in varying}
    assert row["status"] == "answered" and "予以相应补贴" in row["answer"]


def test_a_row_brings_history_and_day(runnable: PolicyAssistant, scripted: Scripted) -> None:
    runnable.invoke({"question": "问", "history": [{"q": "甲", "a": "乙"}, {"q": "丙"}], "as_of": "2024-06-01"})
    runnable.invoke({"question": "问"})
    runnable.invoke("问")
    assert scripted.asked == [("问", (Turn("甲", "乙"), Turn("丙", "")), "2024-06-01"), ("问", (), None), ("问", (), None)]


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (None, QuestionError, "应给出一个问题"),
        (["问"], QuestionError, "应给出一个问题"),
        ({}, QuestionError, "含 question 的字典"),
        ({"question": 5}, QuestionError, "含 question 的字典"),
        ({"question": "问", "asof": "2024-06-01"}, QuestionError, "不认识 asof"),
        ({"question": "问", "history": "甲"}, QuestionError, "history 应是"),
        ({"question": "问", "history": [{"a": "乙"}]}, QuestionError, "history 应是"),
        ({"question": "问", "as_of": "明天"}, FilterError, "日期 明天 不对，应写作 2024-06-01"),
        ({"question": "问", "as_of": 20240601}, FilterError, "应写作 2024-06-01"),
    ],
)
def test_what_is_no_question_is_said_in_chinese(
    runnable: PolicyAssistant, scripted: Scripted, given: Any, error: type[Exception], message: str
) -> None:
    for call in (runnable.invoke, lambda row: list(runnable.stream(row)), lambda row: asyncio.run(runnable.ainvoke(row))):
        with pytest.raises(error, match=message):
            call(given)
    assert scripted.asked == []


def test_what_the_assistant_refuses_reaches_the_chain(runnable: PolicyAssistant) -> None:
    with pytest.raises(QuestionError, match="没有读到文字"):
        runnable.invoke("坏")
    good, bad = runnable.batch(["好", "坏"], return_exceptions=True)
    assert good["answer"] == "答好" and isinstance(bad, QuestionError)


def test_the_answer_grows(runnable: PolicyAssistant) -> None:
    assert [row["answer"] for row in runnable.stream("问")] == ["答", "答问"]

    async def grown() -> list[str]:
        return [row["answer"] async for row in runnable.astream("问")]

    assert asyncio.run(grown()) == ["答", "答问"]


def test_a_chain_goes_on_with_the_whole_answer(runnable: PolicyAssistant) -> None:
    def text(row: dict[str, Any]) -> str:
        return str(row["answer"])

    chain: Runnable[Any, str] = runnable | RunnableLambda(text)
    assert chain.invoke("问") == "答问"
    assert list(chain.stream("问")) == ["答问"]
    assert asyncio.run(chain.ainvoke("问")) == "答问"
    assert runnable.pick("answer").invoke("问") == "答问"


@pytest.mark.parametrize("at_once", [1, 2])
def test_no_more_than_allowed_are_asked_at_once(at_once: int) -> None:
    for call in ("batch", "abatch"):
        slow = Scripted(pause=0.05)
        runnable = PolicyAssistant(slow)  # type: ignore[arg-type]
        given = ["一", "二", "三", "四"]
        rows = getattr(runnable, call)(given, {"max_concurrency": at_once})
        rows = asyncio.run(_awaited(rows)) if call == "abatch" else rows
        assert [row["answer"] for row in rows] == ["答一", "答二", "答三", "答四"]
        assert slow.most == at_once


async def _awaited(rows: Any) -> Any:
    return await rows


def test_the_loop_goes_on_while_an_answer_is_made() -> None:
    runnable = PolicyAssistant(Scripted(pause=0.2))  # type: ignore[arg-type]

    async def ticks() -> tuple[int, list[Any]]:
        task = asyncio.create_task(_all(runnable))
        count = 0
        while not task.done():
            await asyncio.sleep(0.01)
            count += 1
        return count, await task

    count, rows = asyncio.run(ticks())
    assert count >= 5 and rows[-1]["answer"] == "答问"


async def _all(runnable: PolicyAssistant) -> list[Any]:
    return [row async for row in runnable.astream("问")]


def test_callbacks_tags_and_metadata_are_respected(runnable: PolicyAssistant) -> None:
    for call in ("invoke", "stream", "astream"):
        heard = Heard()
        config = {"callbacks": [heard], "tags": ["门户"], "metadata": {"窗口": 3}, "run_name": "答题"}
        if call == "astream":

            async def all_of(config: Any = config) -> list[Any]:
                return [row async for row in runnable.astream("问", config)]

            asyncio.run(all_of())
        else:
            list(getattr(runnable, call)("问", config))
        ((_, name, tags, metadata),) = heard.starts
        assert (name, tags) == ("答题", ["门户"]) and metadata["窗口"] == 3
        assert [row["answer"] for row in heard.ends] == ["答问"] and not heard.errors


def test_callbacks_hear_of_an_error(runnable: PolicyAssistant) -> None:
    heard = Heard()
    with pytest.raises(QuestionError):
        runnable.invoke("坏", {"callbacks": [heard]})
    assert [str(error) for error in heard.errors] == ["没有读到文字。"]


def test_no_tracing_service_is_told(runnable: PolicyAssistant, traced: list[str]) -> None:
    RunnableLambda(len).invoke("问")
    assert traced  # the service of the environment is told what others do
    traced.clear()
    runnable.invoke("问")
    runnable.batch(["问", "答"])
    list(runnable.stream("问"))
    asyncio.run(_all(runnable))
    asyncio.run(runnable.ainvoke("问"))
    assert traced == []


def test_between_two_pieces_the_callers_own_tracing_holds(runnable: PolicyAssistant, traced: list[str]) -> None:
    for _ in runnable.stream("问"):
        RunnableLambda(len).invoke("问")
    assert len(traced) == 2


def test_arguments_that_nobody_knows_are_no_secret(runnable: PolicyAssistant) -> None:
    with pytest.raises(TypeError):
        runnable.invoke("问", top_k=3)


def test_it_has_a_name_and_a_schema(runnable: PolicyAssistant) -> None:
    assert runnable.get_name() == "PolicyAssistant"
    assert [kind["type"] for kind in runnable.get_input_jsonschema()["anyOf"]] == ["string", "object"]
