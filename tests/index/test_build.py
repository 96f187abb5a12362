from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.parser import parse
from corpus.questions import BankQuestion
from corpus.records import Document, ParsedDocument
from corpus.registry import Registry
from index.backend import KINDS
from index.build import context_of, load_arrays, write_arrays
from index.encoder import Encoder
from index.segment import default_segmenter
from index.units import collect
from tests.arrays import build_arrays


def _bank(parsed: ParsedDocument) -> list[BankQuestion]:
    start = parsed.text.index("补贴不超过5万元。")
    return [BankQuestion("a", start, start + 9, "企业", "口语", "最多补多少？")]


def test_units_are_the_sentences_in_their_clauses_in_their_documents(registry: Registry) -> None:
    units = collect(registry.parsed())
    assert [units.sentence_text(number) for number in range(4)] == [
        "为了促进专利转化，制定本办法。",
        "对质押融资给予补贴；",
        "补贴不超过5万元。",
        "自公布之日起施行。",
    ]
    assert units.sentence_clause.tolist() == [0, 1, 1, 2]
    assert units.sentence_number.tolist() == [0, 0, 1, 0]
    assert units.clause_document.tolist() == [0, 0, 0]


def test_a_bank_question_points_at_the_sentence_that_holds_its_answer(registry: Registry) -> None:
    units = collect(registry.parsed(), _bank)
    assert units.question_sentence.tolist() == [2]
    assert units.questions[0].text == "最多补多少？"


def test_sentences_are_counted_on_across_documents(registry: Registry) -> None:
    registry.add([(Document("b", "乙办法"), "乙办法\n第一条 另一份文件。\n第二条 第二句话。\n")])
    units = collect(registry.parsed())
    assert units.sentence_clause.tolist() == [0, 1, 1, 2, 3, 4]
    assert units.clause_document.tolist() == [0, 0, 0, 1, 1]
    assert units.sentence_text(4) == "另一份文件。"


def test_the_context_of_a_clause_is_its_title_and_headings_once() -> None:
    parsed = parse(Document("d", "某规划"), "某规划\n一、任务\n（一）运用\n加快转化。\n二、保障：落实责任。\n")
    assert context_of(parsed.clauses[0], parsed.document).split() == ["某规划", "任务", "运用"]
    assert context_of(parsed.clauses[1], parsed.document).split() == ["某规划", "保障"]


def test_a_clause_is_found_by_words_of_its_heading_and_its_sentence_is_not(encoder: Encoder) -> None:
    parsed = parse(Document("d", "某规划"), "某规划\n一、质押融资\n鼓励银行参与。\n二、保障\n落实责任。\n")
    arrays = build_arrays(collect([parsed]), encoder, default_segmenter())
    assert (arrays.backend.sparse["clause"].scores([("质押融资", 1.0)]) > 0).tolist() == [True, False]
    assert (arrays.backend.sparse["sentence"].scores([("质押融资", 1.0)]) > 0).tolist() == [False, False]


def test_what_is_saved_is_what_is_loaded(registry: Registry, encoder: Encoder, tmp_path: Path) -> None:
    units = collect(registry.parsed(), _bank)
    arrays = build_arrays(units, encoder, default_segmenter())
    loaded = load_arrays(tmp_path, write_arrays(units, encoder, default_segmenter(), tmp_path), units)
    assert np.array_equal(loaded.questions_dense.vectors(0, 1), encoder.encode_query(["最多补多少？"]))
    (query,) = encoder.encode_document(["补贴不超过5万元。"])
    assert loaded.backend.dense["sentence"].search(query, 1)[0].tolist() == [2]
    for kind in KINDS:
        saved, read = (backend.nearest(kind, query, 4, None) for backend in (arrays.backend, loaded.backend))
        assert all(np.array_equal(one, other) for one, other in zip(saved, read, strict=True))
        terms = [(term, 1.0) for term in arrays.backend.vocabulary(kind)]
        saved, read = (backend.matching(kind, terms, 4, None) for backend in (arrays.backend, loaded.backend))
        assert all(np.array_equal(one, other) for one, other in zip(saved, read, strict=True))
    terms = [(term, 1.0) for term in arrays.questions_sparse.vocabulary]
    assert np.array_equal(loaded.questions_sparse.scores(terms), arrays.questions_sparse.scores(terms))


def test_texts_are_encoded_in_batches_and_in_order(registry: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build_arrays(collect(registry.parsed()), encoder, default_segmenter())
    sizes: list[int] = []
    encode = encoder.encode_document

    def counting(texts: Sequence[str]) -> NDArray[np.float32]:
        sizes.append(len(texts))
        return encode(texts)

    monkeypatch.setattr("index.build.BATCH", 3)
    monkeypatch.setattr(encoder, "encode_document", counting)
    parts = build_arrays(collect(registry.parsed()), encoder, default_segmenter())
    assert sizes[:3] == [3, 1, 3]  # four sentences, three clauses
    (query,), everything = encoder.encode_query(["补贴"]), np.arange(4)
    one, other = (arrays.backend.cosines("sentence", query, everything) for arrays in (parts, whole))
    assert np.array_equal(one, other)
