"""Opening an index: built only where that is wished, the garbage collector as it was before."""

import gc
from collections.abc import Collection, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.pipeline import Assistant
from assistant.question.typos import TypoMender
from assistant.retrieval import opened as module
from assistant.retrieval.opened import opened_index, retriever_and_reader, uncollected
from assistant.retrieval.retriever import Retriever
from assistant.settings import Settings
from corpus.registry import Registry
from index.encoder import Encoder
from index.errors import DamagedIndexError, SearchIndexError, StaleIndexError


def test_the_garbage_collector_is_as_it_was_after_opening_and_after_a_refusal(plan_assistant: Assistant, tmp_path: Path) -> None:
    Assistant.open(plan_assistant.settings, build=False)
    assert gc.isenabled()
    with pytest.raises(SearchIndexError):
        Assistant.open(plan_assistant.settings.model_copy(update={"data_dir": tmp_path}), build=False)
    assert gc.isenabled()


def test_a_garbage_collector_that_was_off_stays_off() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


class Index:
    """Stands for the store of an index: it fails with an error, if there is one, until the index was built."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: SearchIndexError | None) -> None:
        self.error, self.done = error, list[str]()
        monkeypatch.setattr(module, "open_current", self.open)
        monkeypatch.setattr(module, "build_index", lambda *_, **__: self.done.append("built"))
        monkeypatch.setattr(module, "told_building", lambda error: self.done.append(f"told {error}"))

    def open(self, *_: Any, **__: Any) -> str:
        if self.error is not None and "built" not in self.done:
            raise self.error
        return "opened"


STALE, DAMAGED = StaleIndexError("stale", {"corpus"}), DamagedIndexError("damaged")


def open_index(index: Index, folder: Path, encoder: Encoder, *, build: bool) -> object:
    return opened_index(Settings(data_dir=folder, _env_file=None), Registry(folder), encoder, build=build)  # type: ignore[call-arg]


@pytest.mark.parametrize("error", [STALE, DAMAGED])
def test_an_index_that_is_stale_or_damaged_is_built_only_where_that_is_wished(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, counting_encoder: Encoder, error: SearchIndexError
) -> None:
    index = Index(monkeypatch, error)
    with pytest.raises(type(error)):
        open_index(index, tmp_path, counting_encoder, build=False)
    assert index.done == []
    assert open_index(index, tmp_path, counting_encoder, build=True) == "opened"
    assert index.done == [f"told {error}", "built"]


def test_an_index_that_can_be_opened_is_not_built_and_another_error_is_not_mended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, counting_encoder: Encoder
) -> None:
    for build in (True, False):
        index = Index(monkeypatch, None)
        assert (open_index(index, tmp_path, counting_encoder, build=build), index.done) == ("opened", [])
        index = Index(monkeypatch, SearchIndexError("other"))
        with pytest.raises(SearchIndexError, match="other"):
            open_index(index, tmp_path, counting_encoder, build=build)
        assert index.done == []


# of one character to seven
WORDS = ["押", "质押", "质押人", "质押登记机构", "质押登记机构名", "质权人", "质权实现"]
KINDS = ["细则", "条例", "规划", "办法", "专利", "商标", "政策"]


@pytest.mark.parametrize(
    ("most", "known", "mended"),
    [
        (7, True, ["质押人", "质押登记机构", "质权人", "质权实现"]),
        (6, False, ["质押人", "质押登记机构", "质权人", "质权实现"]),  # that of one character does not count
        (5, False, ["质押人", "质押登记机构", "质权人"]),
        (4, False, ["质押人", "质押登记机构"]),
        (1, False, []),
    ],
)
def test_typos_are_mended_towards_words_of_three_to_six_characters_among_the_first_of_the_documents(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch, most: int, known: bool, mended: Sequence[str]
) -> None:
    assert module.MENDED_TO == 60_000
    made: list[tuple[list[str], Collection[str]]] = []

    def mender(segmenter: Any, words: list[str], known_words: Collection[str]) -> TypoMender:
        made.append((words, known_words))
        return TypoMender(segmenter, words, known_words)

    monkeypatch.setattr(module, "MENDED_TO", most)
    monkeypatch.setattr(module, "TypoMender", mender)
    monkeypatch.setattr(module, "lexicon_terms", lambda: ["质押融资"])
    monkeypatch.setattr(module, "asked_words", lambda: ["多少钱"])
    monkeypatch.setattr(module, "Retriever", lambda *_: None)
    arrays: Any = SimpleNamespace(backend=SimpleNamespace(vocabulary=lambda _: WORDS))
    retriever_and_reader(Settings(_env_file=None), retriever.maker.encoder, retriever.units, arrays)  # type: ignore[call-arg]
    ((words, known_words),) = made
    assert words[: 2 + len(mended) + len(KINDS)] == ["质押融资", "多少钱", *mended, *KINDS]
    assert {"襄阳", "广州"} <= set(words[2 + len(mended) + len(KINDS) :])  # the places of the documents
    assert known_words == frozenset(WORDS) if known else known_words is WORDS  # of many words each is looked up
