"""The index folder: replaced as a whole, refused when it does not fit, rebuilt the same."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError
from corpus.questions import added_bank_path, read_bank
from corpus.records import Document
from corpus.registry import Registry
from index.encoder import Encoder
from index.errors import DamagedIndexError, SearchIndexError, StaleIndexError
from index.segment import default_segmenter
from index.store import POINTER, build_index, open_index


def _build(registry: Registry, encoder: Encoder) -> Path:
    return build_index(registry, encoder, default_segmenter())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_built_can_be_opened(registry: Registry, encoder: Encoder) -> None:
    _build(registry, encoder)
    units, arrays, manifest = open_index(registry, encoder)
    assert manifest["counts"] == {"documents": 1, "clauses": 3, "sentences": 4, "questions": 0}
    assert units.sentence_text(2) == "补贴不超过5万元。"
    assert arrays.backend.dense["sentence"].size == 4
    assert arrays.backend.dense["sentence"].dimension == 16
    assert manifest["background"] == arrays.background.to_dict()
    parsed = next(iter(registry.parsed()))
    assert tuple(units.clauses) == parsed.clauses
    assert units.documents == (parsed.document,)


def test_a_rebuild_gives_the_same_bytes(registry: Registry, encoder: Encoder) -> None:
    first = _files(_build(registry, encoder))
    assert _files(_build(registry, encoder)) == first


def test_without_an_index_the_command_that_makes_one_is_named(registry: Registry, encoder: Encoder) -> None:
    with pytest.raises(StaleIndexError, match="python -m index build"):
        open_index(registry, encoder)


def test_a_corpus_without_a_document_is_not_indexed(tmp_path: Path, encoder: Encoder) -> None:
    registry = Registry(tmp_path)
    registry.add([], builtin=False)
    with pytest.raises(SearchIndexError, match="没有可检索的文件"):
        _build(registry, encoder)


def test_an_index_of_other_documents_is_stale(registry: Registry, encoder: Encoder) -> None:
    _build(registry, encoder)
    registry.add([(Document("b", "乙"), "乙办法\n第一条 新的。\n第二条 又一条。\n")])
    with pytest.raises(StaleIndexError, match=r"已过期（corpus 有变动）。请运行 python -m index build"):
        open_index(registry, encoder)
    _build(registry, encoder)
    assert len(open_index(registry, encoder)[0].documents) == 2


def test_an_index_of_another_model_is_stale(registry: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    _build(registry, encoder)
    monkeypatch.setattr(encoder, "fingerprint", "fake-2", raising=False)
    with pytest.raises(StaleIndexError, match="encoder_fingerprint"):
        open_index(registry, encoder)


def test_an_index_of_another_lexicon_is_stale(
    registry: Registry, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _build(registry, encoder)
    (tmp_path / "terms.txt").write_text("新词\n", encoding="utf-8")
    monkeypatch.setattr("index.store.LEXICON", tmp_path)
    with pytest.raises(StaleIndexError, match="lexicon"):
        open_index(registry, encoder)


def test_an_index_with_other_questions_is_stale(registry: Registry, encoder: Encoder) -> None:
    _build(registry, encoder)
    (registry.data_dir / "questions").mkdir()
    (registry.data_dir / "questions" / "a.tsv").write_text("", encoding="utf-8")
    with pytest.raises(StaleIndexError, match="questions"):
        open_index(registry, encoder)


def test_a_bank_that_was_written_for_an_added_document_is_indexed(registry: Registry, encoder: Encoder) -> None:
    _build(registry, encoder)
    before = open_index(registry, encoder)[2]["counts"]["questions"]
    path = added_bank_path(registry.data_dir, "a")
    path.parent.mkdir()
    path.write_text("= 补贴不超过5万元。\n公众\tgenerated\t最多能补多少钱？\n公众\tgenerated\t补贴有上限吗？\n", encoding="utf-8")
    _build(registry, encoder)
    units, arrays, manifest = open_index(registry, encoder)
    assert [question.text for question in units.questions] == ["最多能补多少钱？", "补贴有上限吗？"]
    assert [units.sentence_text(number) for number in units.question_sentence] == ["补贴不超过5万元。"] * 2
    assert manifest["counts"]["questions"] == before + 2
    assert arrays.questions_sparse.scores([("上限", 1.0)]).argmax() == 1


def test_a_written_bank_stands_beside_the_one_that_ships(tmp_path: Path, encoder: Encoder) -> None:
    registry = Registry(tmp_path)
    parsed = next(iter(registry.parsed()))
    path = added_bank_path(tmp_path, parsed.document.id)
    path.parent.mkdir()
    path.write_text(f"= {parsed.clauses[0].sentence_text(0)}\n公众\tgenerated\t头一句说了什么？\n", encoding="utf-8")
    _build(registry, encoder)
    assert open_index(registry, encoder)[2]["counts"]["questions"] == len(read_bank(parsed)) + 1


def test_a_written_bank_that_does_not_fit_its_document_is_named(registry: Registry, encoder: Encoder) -> None:
    path = added_bank_path(registry.data_dir, "a")
    path.parent.mkdir()
    path.write_text("= 另一句。\n公众\tgenerated\t说了什么？\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(f"{path} 第 1 行")):
        _build(registry, encoder)


FILES = [
    "manifest.json", "documents.jsonl", "questions.json", "texts.bin", "rows.bin", "questions.faiss", "sentences.faiss",
    "clauses.faiss",
    *(f"{name}.npy" for name in ("sentence_clause", "sentence_number", "sentence_length", "sentence_span", "clause_document",
      "clause_passage", "clause_beside", "clause_span", "clause_bytes", "question_sentence", "row_starts", "text_starts")),
    *(f"bm25_{kind}/{name}.npy" for kind in ("sentences", "clauses", "questions")
      for name in ("units", "counts", "starts", "lengths", "words_text", "words_starts", "words_keys", "words_order")),
]  # fmt: skip


def test_the_files_named_below_are_all_there_are(registry: Registry, encoder: Encoder) -> None:
    assert sorted(_files(_build(registry, encoder))) == sorted(FILES)


def _remove(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [_remove, _cut])
def test_a_missing_or_cut_file_is_refused_and_a_rebuild_mends_it(
    registry: Registry, encoder: Encoder, name: str, damage: object
) -> None:
    folder = _build(registry, encoder)
    damage(folder / name)  # type: ignore[operator]
    with pytest.raises(DamagedIndexError, match=r"索引已损坏。请运行 python -m index build"):
        open_index(registry, encoder)
    _build(registry, encoder)
    assert len(open_index(registry, encoder)[0].clauses) == 3


@pytest.mark.parametrize("name", [name for name in FILES if name != "manifest.json"])
def test_a_file_of_the_right_size_with_other_content_is_refused(registry: Registry, encoder: Encoder, name: str) -> None:
    _flip(_build(registry, encoder) / name)
    with pytest.raises(DamagedIndexError, match="索引已损坏"):
        open_index(registry, encoder)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1'])
def test_a_manifest_that_says_nothing_is_refused(registry: Registry, encoder: Encoder, content: str) -> None:
    (_build(registry, encoder) / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises((DamagedIndexError, StaleIndexError), match="python -m index build"):
        open_index(registry, encoder)


@pytest.mark.parametrize("content", [b"", b"gone-12345678", b"\xff\xfe"])
def test_a_pointer_to_nowhere_is_refused(registry: Registry, encoder: Encoder, content: bytes) -> None:
    _build(registry, encoder)
    (registry.data_dir / "index" / POINTER).write_bytes(content)
    with pytest.raises(DamagedIndexError, match="python -m index build"):
        open_index(registry, encoder)
    _build(registry, encoder)
    open_index(registry, encoder)


def test_a_build_that_fails_leaves_the_old_index_in_use(
    registry: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _build(registry, encoder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.store.write_units", full)
    with pytest.raises(SearchIndexError, match="旧索引未动"):
        _build(registry, encoder)
    assert [path for path in (registry.data_dir / "index").iterdir() if path.is_dir()] == [folder]
    open_index(registry, encoder)


def test_a_data_folder_that_cannot_be_written_is_refused(registry: Registry, encoder: Encoder) -> None:
    (registry.data_dir / "index").write_text("in the way", encoding="utf-8")
    with pytest.raises(SearchIndexError, match="请检查数据目录的权限"):
        _build(registry, encoder)


def test_a_reader_of_the_index_before_goes_on_reading(registry: Registry, encoder: Encoder) -> None:
    _build(registry, encoder)
    _, arrays, _ = open_index(registry, encoder)
    (query,), everything = encoder.encode_query(["补贴"]), np.arange(4)
    before = arrays.backend.dense["sentence"].cosines(query, everything)
    _build(registry, encoder)
    assert np.array_equal(arrays.backend.dense["sentence"].cosines(query, everything), before)


def test_old_indexes_are_cleared_away(registry: Registry, encoder: Encoder) -> None:
    folders = [_build(registry, encoder) for _ in range(3)]
    left = {path for path in (registry.data_dir / "index").iterdir() if path.is_dir()}
    assert left == set(folders[1:])


def test_what_a_killed_build_has_left_is_cleared_away(registry: Registry, encoder: Encoder) -> None:
    root = registry.data_dir / "index"
    (root / "01234567-89abcdef").mkdir(parents=True)
    (root / f"{POINTER}.12345678").write_text("half", encoding="utf-8")
    folder = _build(registry, encoder)
    assert {path.name for path in root.iterdir()} - {"lock"} == {folder.name, POINTER}


def test_what_others_keep_beside_the_indexes_stays(registry: Registry, encoder: Encoder) -> None:
    root = registry.data_dir / "index"
    kept = [root / "model" / "weights.bin", root / "扫描件" / "第1页.png", root / "current.txt"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
    for _ in range(3):
        _build(registry, encoder)
    assert [path.read_bytes() for path in kept] == [b"mine"] * 3


def test_the_manifest_can_be_read_by_a_person(registry: Registry, encoder: Encoder) -> None:
    manifest = json.loads((_build(registry, encoder) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest.keys() == {
        "format", "corpus", "questions", "lexicon", "encoder", "encoder_fingerprint", "files", "counts", "background",
    }  # fmt: skip


def test_metadata_that_changes_makes_the_index_stale(tmp_path: Path, encoder: Encoder) -> None:
    document, text = Document("a", "某办法"), "某办法\n第一条 为了发展。\n第二条 施行。\n"
    registry = Registry(tmp_path)
    registry.add([(document, text)], builtin=False)
    _build(registry, encoder)
    registry.remove("a")
    registry.add([(replace(document, valid_to="2025"), text)])
    with pytest.raises(StaleIndexError, match="corpus"):
        open_index(registry, encoder)
