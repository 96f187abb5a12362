"""Milvus as an engine: every verb gives what the engine inside the process gives; generations come and go as a whole."""

import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.parser import parse
from corpus.records import Document
from corpus.registry import Registry
from index.backend import KINDS, SearchBackend, SearchService
from index.build import collect
from index.embedded import Embedded
from index.encoder import Encoder
from index.errors import SearchIndexError, SearchUnavailableError, SettingsError, StaleIndexError
from index.segment import default_segmenter
from index.service import service_of
from index.settings import IndexSettings
from index.store import POINTER, build_index, open_current
from index.subset import without
from tests.arrays import build_arrays

TEXTS = {
    "a": "甲办法\n第一条 对质押融资给予补贴。补贴企业30家。\n第二条 专利导航服务企业。\n",
    "b": "乙办法\n第一条 专利导航服务企业。\n第二条 ……\n",
    "c": "丙办法\n第一条 没收违法所得。对专利质押给予补贴。\n",
}
TERMS = (("专利", 1.0), ("导航", 0.5), ("质押", 1.0), ("麒麟", 1.0), ("专利", 0.25))
MASKS = (None, np.array([True, True, True]), np.array([False, True, True]), np.array([True, False, False]), np.zeros(3, bool))
QUESTIONS = ["专利导航服务企业。", "有没有补贴", "没收什么"]


@pytest.fixture
def service(milvus: Any) -> SearchService:
    found = service_of(IndexSettings(search="milvus", milvus_uri=milvus.uri, _env_file=None))  # type: ignore[call-arg]
    assert found is not None
    return found


@pytest.fixture
def embedded(encoder: Encoder) -> Embedded:
    units = collect((parse(Document(name, text[:3]), text) for name, text in TEXTS.items()), lambda _: [])
    backend = build_arrays(units, encoder, default_segmenter()).backend
    assert isinstance(backend, Embedded)
    return backend


@pytest.fixture
def name(service: SearchService, embedded: Embedded, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A generation that has been written, in several blocks and batches."""
    monkeypatch.setattr("index.milvus.service.BLOCK", 3)
    monkeypatch.setattr("index.milvus.service.BATCH", 2)
    name = f"0000-{uuid.uuid4().hex[:8]}"
    service.write(name, embedded, lambda numbers, _: numbers)
    yield name
    service.drop(name)


@pytest.fixture
def backend(service: SearchService, embedded: Embedded, name: str) -> SearchBackend:
    return service.opened(name, embedded)


def found(pair: tuple[NDArray[np.int64], NDArray[np.float32]]) -> dict[int, float]:
    return dict(zip(pair[0].tolist(), pair[1].tolist(), strict=True))


@pytest.mark.parametrize("allowed", MASKS, ids=["all", "every", "two", "one", "none"])
def test_searches_find_the_same(
    allowed: NDArray[np.bool_] | None, backend: SearchBackend, embedded: Embedded, encoder: Encoder
) -> None:
    for kind in KINDS:
        for query in encoder.encode_query(QUESTIONS):
            ours, theirs = backend.nearest(kind, query, 20, allowed), embedded.nearest(kind, query, 20, allowed)
            assert ours[0].tolist() == theirs[0].tolist()
            assert ours[1] == pytest.approx(theirs[1])
        for depth in (1, 2, 20):
            ours, theirs = backend.matching(kind, TERMS, depth, allowed), embedded.matching(kind, TERMS, depth, allowed)
            assert ours[0].tolist() == theirs[0].tolist()
            assert ours[1] == pytest.approx(theirs[1])
    assert backend.matching("sentence", (("麒麟", 1.0),), 5, allowed)[0].tolist() == []


def test_given_units_have_the_same_scores(backend: SearchBackend, embedded: Embedded, encoder: Encoder) -> None:
    queries = encoder.encode_query(QUESTIONS)
    for kind in KINDS:
        for numbers in (np.arange(len(embedded.documents[kind])), np.array([1, 3]), np.zeros(0, np.int64)):
            assert backend.shares(kind, TERMS, numbers) == pytest.approx(embedded.shares(kind, TERMS, numbers))
            assert backend.shares(kind, (), numbers).tolist() == [0.0] * len(numbers)
            assert backend.cosines(kind, queries[0], numbers) == pytest.approx(embedded.cosines(kind, queries[0], numbers))
        assert backend.highest(kind, queries) == pytest.approx(embedded.highest(kind, queries))
        assert list(backend.vocabulary(kind)) == list(embedded.vocabulary(kind))
        assert backend.idf(kind, {"专利", "麒麟"}) == embedded.idf(kind, {"专利", "麒麟"}) > 0


@pytest.mark.parametrize("limit", [2, 16_384])
@pytest.mark.parametrize("terms", [("专利",), ("专利", "导航"), ("企业", "服务"), ("专利", "没收"), ("专利", "麒麟"), ()])
def test_all_sentences_that_hold_terms_are_found_however_few_a_search_gives(
    limit: int, terms: Sequence[str], backend: SearchBackend, embedded: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.milvus.backend.LIMIT", limit)
    for allowed in MASKS:
        assert backend.holding(terms, allowed).tolist() == embedded.holding(terms, allowed).tolist()


def test_a_unit_that_an_approximate_index_passes_over_is_scored_all_the_same(
    backend: SearchBackend, embedded: Embedded, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = backend.connection  # type: ignore[attr-defined]
    search = connection.search
    halved = lambda *given: [(numbers[::2], scores[::2]) for numbers, scores in search(*given)]  # noqa: E731
    monkeypatch.setattr(connection, "search", halved)
    (query,) = encoder.encode_query(["补贴"])
    numbers = np.arange(4)
    assert backend.cosines("sentence", query, numbers) == pytest.approx(embedded.cosines("sentence", query, numbers))


def test_without_a_document_the_rest_is_found_under_new_numbers(
    registry: Registry, encoder: Encoder, service: SearchService
) -> None:
    registry.add([(Document(f"more_{name}", text[:3]), text) for name, text in TEXTS.items()])
    build_index(registry, encoder, default_segmenter())
    plain = open_current(registry, encoder)
    service.write(plain.name, plain.arrays.backend, lambda numbers, _: numbers)
    served = open_current(registry, encoder, service=service)
    gone = {document.id for document in plain.units.documents[1:2]}
    units, ours = without(served.units, served.arrays, gone)
    _, theirs = without(plain.units, plain.arrays, gone)
    (query,) = encoder.encode_query(["补贴"])
    masks: list[NDArray[np.bool_] | None] = [None, np.arange(len(units.documents)) > 0]
    for kind in KINDS:
        for allowed in masks:
            assert found(ours.backend.nearest(kind, query, 50, allowed)) == pytest.approx(
                found(theirs.backend.nearest(kind, query, 50, allowed))
            )
            assert set(ours.backend.matching(kind, TERMS, 50, allowed)[0].tolist()) == set(
                theirs.backend.matching(kind, TERMS, 50, allowed)[0].tolist()
            )
        everything = np.arange(len(units.unit_documents()[kind]))
        assert ours.backend.cosines(kind, query, everything) == pytest.approx(theirs.backend.cosines(kind, query, everything))
        held = ours.backend.shares(kind, TERMS, everything)
        assert held.tolist().count(0.0) == theirs.backend.shares(kind, TERMS, everything).tolist().count(0.0)
    for allowed in masks:
        assert ours.backend.holding(("专利",), allowed).tolist() == theirs.backend.holding(("专利",), allowed).tolist()
    assert ours.backend.highest("sentence", query[None]) >= theirs.backend.highest("sentence", query[None])
    assert ours.backend.idf("sentence", {"专利"}) > 0
    assert "专利" in ours.backend.vocabulary("sentence")


def test_a_generation_that_is_not_whole_is_not_there(
    service: SearchService, embedded: Embedded, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"0000-{uuid.uuid4().hex[:8]}"

    def interrupted(numbers: Any, text: str) -> Any:
        for number in numbers:
            yield number
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.write(other, embedded, interrupted)
    assert not service.holds(other)
    with pytest.raises(StaleIndexError, match="index build"):
        service.opened(other, embedded)
    service.write(other, embedded, lambda numbers, _: numbers)
    assert service.holds(other)
    service.drop(other)
    service.drop(other)
    assert not service.holds(other)
    assert service.holds(name)
    rows = embedded.sparse["sentence"].rows
    monkeypatch.setattr(embedded.dense["sentence"], "vectors", lambda begin, end: np.eye(16, dtype=np.float32)[begin:end])
    monkeypatch.setattr(embedded.sparse["sentence"], "rows", lambda begin, end: rows(begin, end)[1:])
    with pytest.raises(SearchIndexError, match="应为"):
        service.write(other, embedded, lambda numbers, _: numbers)
    assert not service.holds(other)
    service.drop(other)


def test_an_index_is_served_before_it_is_in_use_and_dropped_with_its_folder(
    registry: Registry, encoder: Encoder, service: SearchService
) -> None:
    names = [build_index(registry, encoder, default_segmenter(), service=service).name]
    for number in range(3):
        registry.add([(Document(f"n{number}", "新办法"), f"新办法\n第一条 第{number}份新的。\n")])
        names.append(build_index(registry, encoder, default_segmenter(), service=service).name)
        assert open_current(registry, encoder, service=service).name == names[-1]
    assert [service.holds(name) for name in names] == [False, False, True, True]  # a reader of the one before may be at work
    service.drop(names[-1])
    with pytest.raises(StaleIndexError):
        open_current(registry, encoder, service=service)


def test_an_index_that_is_only_not_served_yet_is_written_and_not_made_again(
    registry: Registry, encoder: Encoder, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build_index(registry, encoder, default_segmenter())
    monkeypatch.setattr(encoder, "encode_document", None)
    assert build_index(registry, encoder, default_segmenter(), service=service) == first
    opened = open_current(registry, encoder, service=service)
    assert opened.arrays.backend.holding(("补贴",), None).tolist() == [1, 2]


def test_a_service_that_is_away_is_said_and_found_again(
    milvus: Any, service: SearchService, backend: SearchBackend, registry: Registry, encoder: Encoder
) -> None:
    before = build_index(registry, encoder, default_segmenter())
    service.check()
    milvus.kill()
    try:
        for search in (service.check, lambda: backend.holding(("专利",), None)):
            with pytest.raises(SearchUnavailableError, match=r"Milvus（http://127\.0\.0\.1:\d+）不可用"):
                search()
        registry.add([(Document("n", "新办法"), "新办法\n第一条 新的。\n")])
        with pytest.raises(SearchUnavailableError):
            build_index(registry, encoder, default_segmenter(), service=service)
        root = registry.data_dir / "index"
        assert (root / POINTER).read_text("utf-8") == before.name
        assert [path.name for path in root.iterdir() if path.is_dir()] == [before.name]
    finally:
        milvus.start()
    _until(service.check)
    assert backend.holding(("专利",), None).tolist() == [2, 3, 6]


def _until(work: Any) -> None:
    """Call until it does not fail: a connection is tried again after a pause that grows to some seconds."""
    for _ in range(100):
        try:
            work()
            return
        except SearchUnavailableError:
            time.sleep(0.1)
    work()


def test_settings_that_cannot_be_used_are_told(monkeypatch: pytest.MonkeyPatch, milvus: Any) -> None:
    def named(**values: str) -> Mapping[str, Any]:
        return {"search": "milvus", "_env_file": None} | values

    assert service_of(IndexSettings(_env_file=None)) is None  # type: ignore[call-arg]
    with pytest.raises(SettingsError, match="milvus-lite server"):
        service_of(IndexSettings(**named(milvus_uri="./milvus.db")))
    with pytest.raises(SettingsError, match="ASSISTANT_SEARCH"):
        IndexSettings(**named(search="elastic"))
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    for module in [name for name in sys.modules if name.startswith("index.milvus")]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(SettingsError, match=r"pip install '\.\[milvus\]'"):
        service_of(IndexSettings(**named()))
