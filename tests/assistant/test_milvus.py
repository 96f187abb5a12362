"""The assistant over Milvus: the same rankings, a loss that is told and mended, generations that change as a whole."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import messages
from assistant.api import create_app
from assistant.api.settings import HttpSettings
from assistant.errors import UnavailableError
from assistant.generations import Generations
from assistant.integrations.langchain_store import PolicyVectorStore
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.records import Document
from corpus.registry import Registry
from index.encoder import load_encoder
from index.errors import SearchUnavailableError
from index.segment import default_segmenter
from index.service import service_of
from index.store import build_index, folder_in_use

QUESTION, KIWI = "猕猴桃种植补贴每亩多少元？", "猕猴桃种植补贴办法"
EVERY = 12  # of the project's own questions one is asked


def kiwi(amount: str) -> str:
    return (
        f"{KIWI}\n第一条 为了发展猕猴桃产业，制定本办法。\n第二条 新种植猕猴桃的，每亩补贴{amount}元。\n"
        "第三条 本办法自公布之日起施行。\n"
    )


@pytest.fixture
def settings(tmp_path: Path, milvus: Any) -> Settings:
    return Settings(data_dir=tmp_path, search="milvus", milvus_uri=milvus.uri, _env_file=None)  # type: ignore[call-arg]


def served(assistant: Assistant, milvus: Any) -> Assistant:
    """Return the assistant over the same index, served by Milvus."""
    service = service_of(Settings(search="milvus", milvus_uri=milvus.uri, _env_file=None))  # type: ignore[call-arg]
    assert service is not None
    arrays, name = assistant.retriever.source.arrays, folder_in_use(assistant.registry).name
    service.write(name, arrays.backend, lambda numbers, _: numbers)
    over = replace(arrays, backend=service.opened(name, arrays.backend))
    return Assistant.of(assistant.settings, assistant.registry, assistant.retriever.maker.encoder, assistant.units, over)


@pytest.mark.slow
@pytest.mark.parametrize("exam", ["plan", "multi"])
def test_both_engines_rank_alike(
    exam: str, request: pytest.FixtureRequest, own_exam: dict[str, list[dict[str, Any]]], milvus: Any
) -> None:
    embedded = request.getfixturevalue("plan_assistant" if exam == "plan" else "reference_assistant")
    ours = served(embedded, milvus)
    questions = [row["question"] for row in own_exam[exam][::EVERY]]
    assert len(questions) >= 8
    for question in questions:
        one, other = embedded.search(question, 50), ours.search(question, 50)
        assert [hit.sentence for hit in other] == [hit.sentence for hit in one]
        assert [hit.score for hit in other] == pytest.approx([hit.score for hit in one], abs=1e-5)
        for mine, its in zip(other, one, strict=True):
            assert mine.signals == pytest.approx(its.signals, abs=1e-5)
        assert ours.ask(question).text == embedded.ask(question).text
    stores = (PolicyVectorStore(assistant).similarity_search_with_score(questions[0], 20) for assistant in (embedded, ours))
    (first, scores), (second, others) = (tuple(zip(*found, strict=True)) for found in stores)
    assert [document.id for document in first] == [document.id for document in second]
    assert scores == pytest.approx(others, abs=1e-5)


@pytest.fixture
def address(settings: Settings, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """A server whose assistant is served by Milvus."""
    generations = Generations(settings, builds=False)
    http = HttpSettings(rate_per_minute=6000, _env_file=None)  # type: ignore[call-arg]
    with serve(create_app(generations.open, settings, http, newer=generations.newer)) as address:
        _until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not true():
        assert time.monotonic() < until
        time.sleep(0.2)


def test_the_loss_of_milvus_is_told_to_the_asker_and_to_who_watches_and_passes(address: str, milvus: Any) -> None:
    ask = lambda question: httpx.post(f"{address}/api/ask", json={"question": question}, timeout=60)  # noqa: E731
    assert ask("质押融资有补贴吗").json()["status"] == "answered"
    milvus.kill()
    try:
        told = ask("专利导航有什么支持")
        assert told.status_code == 503
        assert told.json()["detail"] == {"message": messages.SEARCH_UNAVAILABLE, "code": "search"}
        assert int(told.headers["retry-after"]) > 0
        found = httpx.get(f"{address}/api/search", params={"q": "专利导航"}, timeout=60)
        assert (found.status_code, found.json()["detail"]["code"]) == (503, "search")
        stream = httpx.post(
            f"{address}/api/ask", json={"question": "专利导航有什么支持"}, headers={"accept": "text/event-stream"}, timeout=60
        )
        assert (stream.status_code, stream.json()["detail"]["code"]) == (503, "search")
        _until(lambda: httpx.get(f"{address}/readyz", timeout=60).status_code == 503)
        assert httpx.get(f"{address}/readyz", timeout=60).json()["detail"]["code"] == "search"
        assert httpx.get(f"{address}/healthz").status_code == 200
    finally:
        milvus.start()
    _until(lambda: ask("专利导航有什么支持").status_code == 200)
    _until(lambda: httpx.get(f"{address}/readyz", timeout=60).status_code == 200)


def test_every_answer_is_of_one_generation_while_they_change(settings: Settings) -> None:
    registry, encoder, service = Registry(settings.data_dir), load_encoder(settings), service_of(settings)
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    generations = Generations(settings, encoder, builds=False)
    current, stopped, wrong = [generations.open()], threading.Event(), []

    def ask() -> None:
        while not stopped.is_set():
            assistant = current[0]
            answer = assistant.ask(QUESTION)
            if any(citation.quote not in assistant.parsed(citation.doc).text for citation in answer.citations) or not (
                "三百元" in answer.text or "九百元" in answer.text
            ):
                wrong.append(answer.text)

    readers = [threading.Thread(target=ask) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        registry.put(Document("kiwi", KIWI), kiwi("九百"), replacing=True)
        build_index(registry, encoder, default_segmenter(), service=service)
        newer = generations.newer()
        assert newer is not None
        current[0] = newer
        assert "九百元" in newer.ask(QUESTION).text
        registry.remove("kiwi")
        left = generations.newer()
        assert left is not None
        assert "kiwi" not in {citation.doc for citation in left.ask(QUESTION).citations}
        assert "kiwi" not in {hit.doc for hit in left.search(QUESTION, 50)}
    finally:
        stopped.set()
        for reader in readers:
            reader.join(60)
    assert wrong == []


def test_a_change_that_comes_while_milvus_is_away_is_followed_afterwards(settings: Settings, milvus: Any) -> None:
    registry = Registry(settings.data_dir)
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    generations = Generations(settings, builds=False)
    assistant = generations.open()
    registry.remove("kiwi")
    milvus.kill()
    try:
        with pytest.raises(SearchUnavailableError):
            generations.newer()
        with pytest.raises(UnavailableError, match="检索服务"):
            assistant.ask("质押融资有补贴吗")
        with pytest.raises(UnavailableError, match="检索服务"):
            assistant.search("质押融资")
        assistant.suggest()  # asks the documents nothing now, and tries again at the next start
    finally:
        milvus.start()
    newer: list[Assistant] = []

    def followed() -> bool:
        try:
            newer.extend(filter(None, [generations.newer()]))
        except SearchUnavailableError:
            return False
        return bool(newer)

    _until(followed)
    assert "kiwi" not in {document.id for document in newer[0].documents()}
