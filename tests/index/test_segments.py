"""A large index grows by a segment, and is then as one that was built anew."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Document
from corpus.registry import Registry
from index import segments
from index.backend import KINDS
from index.encoder import Encoder
from index.errors import DamagedIndexError
from index.segment import default_segmenter
from index.store import build_index, open_index
from index.units import Units

TERMS = [("补贴", 1.0), ("专利", 1.0), ("猕猴", 2.0)]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, registry: Registry, encoder: Encoder) -> Registry:
    """A registry of four documents with their index, which counts as large; all of them may change."""
    monkeypatch.setattr(segments, "LARGE", 1)
    monkeypatch.setattr(segments, "MOST", 1.0)
    for name in "bcd":
        registry.add([(Document(name, f"{name}办法"), f"{name}办法\n第一条 栽种猕猴桃{name}。\n第二条 补贴专利。\n")])
    _build(registry, encoder)
    return registry


def _build(registry: Registry, encoder: Encoder) -> dict[str, object]:
    folder = build_index(registry, encoder, default_segmenter())
    manifest: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return manifest


def _found(registry: Registry, encoder: Encoder) -> dict[str, object]:
    """Return what an index holds and finds, whatever the order of its documents."""
    units, arrays, manifest = open_index(registry, encoder)
    (query,) = encoder.encode_query(["补贴专利"])
    found: dict[str, object] = {"documents": sorted(document.id for document in units.documents), "counts": manifest["counts"]}
    found["clauses"] = sorted(clause.id for clause in units.clauses)
    found["texts"] = dict(zip((document.id for document in units.documents), units.texts, strict=True))
    names = {"sentence": _sentences(units), "clause": [clause.id for clause in units.clauses]}
    for kind in KINDS:
        numbers = np.arange(len(names[kind]))
        values = zip(arrays.backend.shares(kind, TERMS, numbers), arrays.backend.cosines(kind, query, numbers), strict=True)
        found[kind] = dict(zip(names[kind], ((round(float(a), 5), round(float(b), 5)) for a, b in values), strict=True))
        best = arrays.backend.matching(kind, TERMS, 2, None)[1], arrays.backend.nearest(kind, query, 2, None)[1]
        found[f"best {kind}"] = [[round(float(value), 5) for value in each] for each in best]
        found[f"words {kind}"] = sorted(arrays.backend.vocabulary(kind))
    return found


def _sentences(units: Units) -> list[str]:
    numbers = zip(units.sentence_clause.tolist(), units.sentence_number.tolist(), strict=True)
    return [f"{units.clauses[clause].id}/{number}" for clause, number in numbers]


def _anew(registry: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    with monkeypatch.context() as patch:
        patch.setattr(segments, "LARGE", 1_000)
        assert "base" not in _build(registry, encoder)
    return _found(registry, encoder)


def test_what_was_added_removed_and_replaced_is_in_a_segment(
    large: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (large.data_dir / "index" / "current").read_text("utf-8")
    large.add([(Document("e", "戊办法"), "戊办法\n第一条 专利补贴猕猴。\n第二条 又一条。\n")])
    large.remove("b")
    large.put(Document("c", "丙办法"), "丙办法\n第一条 换了文字，补贴。\n", replacing=True)
    manifest = _build(large, encoder)
    assert manifest["base"] == first
    assert manifest["withdrawn"] == ["b", "c"]
    beside = _found(large, encoder)
    assert beside == _anew(large, encoder, monkeypatch)


def test_what_is_only_removed_leaves_an_index_too(large: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    large.remove("b")
    assert _build(large, encoder)["withdrawn"] == ["b"]
    assert _found(large, encoder) == _anew(large, encoder, monkeypatch)


def test_the_next_segment_is_built_beside_the_same_index_and_takes_the_place_of_the_one_before(
    large: Registry, encoder: Encoder
) -> None:
    root = large.data_dir / "index"
    first = (root / "current").read_text("utf-8")
    folders = []
    for name in "efg":
        large.add([(Document(name, f"{name}办法"), f"{name}办法\n第一条 新的{name}。\n")])
        assert _build(large, encoder)["base"] == first
        folders.append((root / "current").read_text("utf-8"))
    assert {path.name for path in root.iterdir() if path.is_dir()} == {first, *folders[1:]}
    assert len(open_index(large, encoder)[0].documents) == 7


def test_too_many_changes_are_built_into_one(large: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST", 0.2)
    large.add([(Document("e", "戊办法"), "戊办法\n第一条 新的。\n")])
    assert "base" not in _build(large, encoder)


@pytest.mark.parametrize("what", ["questions", "encoder_fingerprint"])
def test_beside_an_index_of_something_else_there_is_no_segment(
    large: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    large.add([(Document("e", "戊办法"), "戊办法\n第一条 新的。\n")])
    if what == "questions":
        (large.data_dir / "questions").mkdir()
        (large.data_dir / "questions" / "a.tsv").write_text("", encoding="utf-8")
    else:
        monkeypatch.setattr(encoder, "fingerprint", "fake-2", raising=False)
    assert "base" not in _build(large, encoder)


def test_a_damaged_file_of_the_index_below_is_found(large: Registry, encoder: Encoder) -> None:
    below = large.data_dir / "index" / (large.data_dir / "index" / "current").read_text("utf-8")
    large.add([(Document("e", "戊办法"), "戊办法\n第一条 新的。\n")])
    _build(large, encoder)
    _flip(below / "rows.bin")
    with pytest.raises(DamagedIndexError, match=r"rows\.bin"):
        open_index(large, encoder)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(bytes(content))
