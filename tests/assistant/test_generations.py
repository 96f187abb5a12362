"""The corpus as it changes under a running service: one generation after the other, never half of one."""

import gc
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import NothingLeftError
from assistant.generations import Generations
from assistant.pipeline import Assistant
from assistant.records import Answer, Status
from assistant.settings import Settings
from corpus.database import MARKER
from corpus.errors import RegistryError
from corpus.records import Document
from corpus.registry import Original, Registry
from index.encoder import load_encoder
from index.errors import DamagedIndexError
from index.segment import default_segmenter
from index.store import build_index

QUESTION = "猕猴桃种植补贴每亩多少元？"
KIWI = "猕猴桃种植补贴办法"


def kiwi(amount: str) -> str:
    return (
        f"{KIWI}\n第一条 为了发展猕猴桃产业，制定本办法。\n第二条 新种植猕猴桃的，每亩补贴{amount}元。\n"
        "第三条 本办法自公布之日起施行。\n"
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture
def registry(settings: Settings) -> Registry:
    return Registry(settings.data_dir)


@pytest.fixture
def build(settings: Settings, registry: Registry) -> Callable[[], Path]:
    return lambda: build_index(registry, load_encoder(settings), default_segmenter())


def cited(answer: Answer) -> set[str]:
    return {citation.doc for citation in answer.citations}


def test_what_was_added_replaced_and_removed_is_answered_from_without_a_restart(
    settings: Settings, registry: Registry, build: Callable[[], Path]
) -> None:
    generations = Generations(settings, builds=False)
    first = generations.open()
    assert "kiwi" not in cited(first.ask(QUESTION))
    assert generations.newer() is None

    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    assert generations.newer() is None  # no index of it yet: what is in use stays whole
    build()
    second = generations.newer()
    assert second is not None
    assert "三百元" in second.ask(QUESTION).text
    assert "kiwi" in {document.id for document in second.documents()}
    assert "kiwi" not in {document.id for document in first.documents()}

    registry.put(Document("kiwi", KIWI), kiwi("九百"), replacing=True)
    assert generations.newer() is None  # text and index stay of one generation until both are new
    assert "三百元" in second.parsed("kiwi").text
    build()
    third = generations.newer()
    assert third is not None
    assert "九百元" in third.ask(QUESTION).text
    assert "三百元" in second.ask(QUESTION).text  # who began with a generation ends with it

    registry.remove("kiwi")
    fourth = generations.newer()  # before any build
    assert fourth is not None
    assert "kiwi" not in cited(fourth.ask(QUESTION)) | {hit.doc for hit in fourth.search(QUESTION)}
    assert "kiwi" not in {document.id for document in fourth.documents()}
    with pytest.raises(KeyError):
        fourth.parsed("kiwi")
    with pytest.raises(KeyError):
        fourth.clause("kiwi#第二条")
    build()
    assert generations.newer() is not None
    assert generations.newer() is None


def test_the_index_without_a_document_answers_as_one_that_never_had_it(
    settings: Settings, registry: Registry, build: Callable[[], Path], tmp_path: Path
) -> None:
    other = "茶叶种植补贴办法\n第一条 新种植茶叶的，每亩补贴一百元。\n第二条 本办法自公布之日起施行。\n"
    registry.add([(Document("kiwi", KIWI), kiwi("三百")), (Document("tea", "茶叶种植补贴办法"), other)])
    generations = Generations(settings, builds=False)
    generations.open()
    registry.remove("kiwi")
    masked = generations.newer()
    build()
    built = generations.newer()
    assert masked is not None and built is not None
    for question in ("茶叶种植补贴每亩多少元？", QUESTION, "质押融资目标是多少？", "收录了哪些文件？"):
        one, two = masked.ask(question), built.ask(question)
        assert (one.status, one.text) == (two.status, two.text)


def test_a_text_that_was_changed_in_the_file_is_never_quoted(settings: Settings, registry: Registry) -> None:
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    generations = Generations(settings, builds=False)
    generations.open()
    change_text(registry.path, "三百", "九百")
    masked = generations.newer()
    assert masked is not None
    assert "kiwi" not in cited(masked.ask(QUESTION))
    again = Generations(settings, builds=False).open()  # the others are answered from as ever
    assert "kiwi" not in {document.id for document in again.documents()}
    assert again.ask("质押融资目标是多少？").status is Status.ANSWERED
    registry.remove("kiwi")
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    mended = generations.newer()
    assert mended is not None
    assert "三百元" in mended.ask(QUESTION).text


def change_text(path: Path, old: str, new: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE documents SET text = replace(text, ?, ?)", (old, new))


def test_a_lost_registry_is_no_empty_one(settings: Settings, registry: Registry, build: Callable[[], Path]) -> None:
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    generations = Generations(settings, builds=False)
    generations.open()
    kept = registry.path.read_bytes()
    for damage in (registry.path.unlink, lambda: registry.path.write_bytes(b""), lambda: registry.path.write_bytes(b"x" * 9000)):
        registry.path.write_bytes(kept)
        damage()
        for use in (Generations(settings).open, generations.newer, build, lambda: registry.add([(Document("b", "乙"), "乙\n")])):
            with pytest.raises(RegistryError, match=r"文档库"):
                use()
    registry.path.write_bytes(kept)
    assert "kiwi" in {document.id for document in Generations(settings).open().documents()}


def test_a_registry_of_before_the_marker_gets_one_when_it_is_read(registry: Registry) -> None:
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    (registry.data_dir / MARKER).unlink()
    registry.items()
    registry.path.unlink()
    with pytest.raises(RegistryError, match="从备份恢复"):
        registry.items()


def test_when_all_documents_are_removed_nothing_answers(settings: Settings, registry: Registry) -> None:
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))], builtin=False)
    generations = Generations(settings, builds=False)
    generations.open()
    registry.remove("kiwi")
    with pytest.raises(NothingLeftError):
        generations.newer()


def test_the_file_of_a_replaced_document_is_not_given_out_for_the_old_text(settings: Settings, registry: Registry) -> None:
    registry.put(Document("kiwi", KIWI), kiwi("三百"), Original("a.txt", b"1"))
    assistant = Generations(settings, builds=False).open()
    assert assistant.original("kiwi").data == b"1"
    registry.put(Document("kiwi", KIWI), kiwi("九百"), Original("b.txt", b"2"), replacing=True)
    with pytest.raises(RegistryError):
        assistant.original("kiwi")


def test_a_service_builds_by_itself_in_another_process(settings: Settings, registry: Registry) -> None:
    generations = Generations(settings)
    generations.open()
    registry.add([(Document("kiwi", KIWI), kiwi("三百"))])
    newer, until = None, time.monotonic() + 120
    while newer is None and time.monotonic() < until:
        time.sleep(0.2)
        newer = generations.newer()
    assert newer is not None
    assert "三百元" in newer.ask(QUESTION).text


def test_old_generations_are_released(settings: Settings, registry: Registry, build: Callable[[], Path]) -> None:
    generations = Generations(settings, builds=False)
    held = [weakref.ref(generations.open())]
    for number in range(3):
        registry.put(Document("kiwi", KIWI), kiwi(f"{number + 1}00"), replacing=True)
        build()
        assistant: Assistant | None = generations.newer()
        assert assistant is not None
        assistant.ask(QUESTION)
        held.append(weakref.ref(assistant))
        del assistant
    for thread in threading.enumerate():  # what warms a new assistant holds it for a moment
        if thread.daemon and thread is not threading.current_thread():
            thread.join(5)
    gc.collect()
    assert [ref() for ref in held] == [None] * 4


def test_damage_that_is_found_while_an_index_is_in_use_is_told_once(
    settings: Settings, build: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.checks.AT_ONCE", 0)
    path = build() / "rows.bin"
    content = bytearray(path.read_bytes())
    content[-2] ^= 0x01
    path.write_bytes(bytes(content))
    generations = Generations(settings, builds=False)
    first = generations.open()
    until, told = time.monotonic() + 20, 0
    while not told and time.monotonic() < until:
        try:
            assert generations.newer() is None
        except DamagedIndexError as error:
            told += "rows.bin" in str(error)
    assert told == 1
    assert generations.newer() is None
    build()
    assert generations.newer() is not None
    assert first.documents()
