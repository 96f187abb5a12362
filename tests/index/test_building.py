"""One build at a time, told to others; and an index without a document."""

import json
import logging
import threading
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Document
from corpus.registry import Registry
from index.backend import KINDS
from index.building import alone, is_building, progress_of, told
from index.encoder import Encoder
from index.errors import DamagedIndexError, SearchIndexError
from index.segment import default_segmenter
from index.store import POINTER, build_index, changed_since, open_index
from index.subset import without


def test_a_second_build_waits_says_so_and_takes_what_the_first_has_built(
    registry: Registry, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    root, built = registry.data_dir / "index", []
    first = build_index(registry, encoder, default_segmenter())
    with alone(root) as waited:
        assert not waited
        assert is_building(root)
        thread = threading.Thread(target=lambda: built.append(build_index(registry, encoder, default_segmenter())))
        with caplog.at_level(logging.WARNING):
            thread.start()
            thread.join(1.0)
        assert built == []
        assert "等它建完" in caplog.text
    thread.join(60)
    assert built == [first]
    assert not is_building(root)


def test_how_far_a_build_is_can_be_read_while_it_runs(tmp_path: Path) -> None:
    with alone(tmp_path):
        seen = []
        for _ in told(tmp_path, None)(range(3), "句向量"):
            row = progress_of(tmp_path)
            assert row is not None
            seen.append((row["stage"], row["done"], row["of"]))
        assert seen == [("句向量", 0, 3), ("句向量", 1, 3), ("句向量", 2, 3)]
    assert progress_of(tmp_path) is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way", encoding="utf-8")
    with pytest.raises(SearchIndexError, match="权限"), alone(tmp_path / "index"):
        pass


def test_a_text_in_the_index_that_is_not_the_registered_one_is_named(
    registry: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build_index(registry, encoder, default_segmenter())
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    path = folder / "texts.bin"
    path.write_text(path.read_text("utf-8").replace("5万元", "9万元"), encoding="utf-8")
    monkeypatch.setattr("index.checks._checksum", lambda path: manifest["files"][path.relative_to(folder).as_posix()][1])
    with pytest.raises(DamagedIndexError, match="指纹"):
        open_index(registry, encoder)


def test_what_is_behind_is_told_apart_from_what_is_current(registry: Registry, encoder: Encoder) -> None:
    build_index(registry, encoder, default_segmenter())
    assert changed_since(registry, encoder) == []
    registry.add([(Document("b", "乙"), "乙办法\n第一条 新的。\n")])
    assert changed_since(registry, encoder) == ["corpus"]
    (registry.data_dir / "index" / POINTER).write_text("gone")
    assert "format" in changed_since(registry, encoder)


def test_without_a_document_neither_its_units_nor_its_words_are_left(registry: Registry, encoder: Encoder) -> None:
    registry.add([(Document("b", "乙办法"), "乙办法\n第一条 栽种猕猴桃。\n第二条 又一条。\n")])
    build_index(registry, encoder, default_segmenter())
    whole, arrays, _ = open_index(registry, encoder)
    assert "猕猴" in arrays.backend.sparse["sentence"].vocabulary
    units, left = without(whole, arrays, {"b"})
    assert [document.id for document in units.documents] == ["a"]
    assert {clause.doc for clause in units.clauses} == {"a"}
    assert len(units.texts) == 1
    n = len(units.sentence_clause)
    assert n == sum(clause.doc == "a" for clause in (whole.clauses[int(c)] for c in whole.sentence_clause))
    assert left.backend.dense["sentence"].size == n == left.backend.sparse["sentence"].size
    assert not any("猕猴" in left.backend.vocabulary(kind) or "猕猴" in list(left.backend.vocabulary(kind)) for kind in KINDS)
    (query,) = encoder.encode_query(["补贴"])
    kept = [number for number, clause in enumerate(whole.sentence_clause) if whole.clauses[int(clause)].doc == "a"]
    expected = arrays.backend.dense["sentence"].cosines(query, np.array(kept))
    assert np.allclose(left.backend.dense["sentence"].cosines(query, np.arange(n)), expected)
    texts = [whole.sentence_text(number) for number in kept]
    assert [units.sentence_text(number) for number in range(n)] == texts
    before = arrays.backend.sparse["sentence"].scores([("补贴", 1.0)])[kept]
    assert ((left.backend.sparse["sentence"].scores([("补贴", 1.0)]) > 0) == (before > 0)).all()
