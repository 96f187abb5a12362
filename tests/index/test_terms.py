"""Cutting texts into terms, alone and with a helper."""

from pathlib import Path

import numpy as np
import pytest

from index import terms
from index.segment import default_segmenter
from index.terms import TermCutter, Terms, cut, help_in

TEXTS = [f"对企业开展专利质押融资给予{number}万元补贴。" for number in range(40)] + ["", "。"]


def _whole(texts: list[str]) -> Terms:
    return TermCutter(texts, default_segmenter()).result(lambda numbers, _: numbers)


def _spelled(found: Terms) -> list[list[str]]:
    return [
        [found.vocabulary[n] for n in found.numbers[start:end]]
        for start, end in zip(found.starts[:-1], found.starts[1:], strict=True)
    ]


def test_terms_are_the_features_of_each_text() -> None:
    segmenter = default_segmenter()
    assert _spelled(_whole(TEXTS)) == [segmenter.features(text) for text in TEXTS]


def test_with_a_helper_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _whole(TEXTS)
    monkeypatch.setattr(terms, "CHUNK", 5)
    monkeypatch.setattr(terms, "HELPED_FROM", 1)
    monkeypatch.setattr(terms.os, "cpu_count", lambda: 2)
    helped = _whole(TEXTS)
    assert helped.vocabulary == alone.vocabulary
    assert np.array_equal(helped.numbers, alone.numbers)
    assert np.array_equal(helped.starts, alone.starts)


def test_a_helper_that_dies_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "CHUNK", 5)
    monkeypatch.setattr(terms, "HELPED_FROM", 1)
    monkeypatch.setattr(terms.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(terms.sys, "executable", "/bin/false")
    assert _spelled(_whole(TEXTS)) == [default_segmenter().features(text) for text in TEXTS]


def test_a_helper_stops_where_the_other_process_has_begun(tmp_path: Path) -> None:
    (tmp_path / "0.json").write_text('["专利"]', "utf-8")
    (tmp_path / "1.taken").write_text('["商标"]', "utf-8")
    help_in(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.npz", "0.taken", "1.taken"]


def test_texts_put_together_have_the_terms_of_all() -> None:
    vocabulary, numbers, lengths = cut(["专利质押", "商标", "专利"], default_segmenter())
    parts = Terms(tuple(vocabulary), numbers, np.concatenate([[0], np.cumsum(lengths)]))
    joined = parts.joined([[2, 0], [1]])
    expected = [default_segmenter().features(text) for text in ("专利", "专利质押", "商标")]
    assert _spelled(joined) == [expected[0] + expected[1], expected[2]]


def test_only_terms_that_occur_are_kept_in_order_of_occurrence() -> None:
    found = Terms(("a", "b", "c"), np.array([2, 0, 2], np.int32), np.array([0, 2, 3])).compact()
    assert found.vocabulary == ("c", "a")
    assert found.numbers.tolist() == [0, 1, 0]
