"""Cutting texts into terms, alone and with a helper."""

from pathlib import Path

import numpy as np
import pytest

from index import terms
from index.segment import default_segmenter
from index.terms import ALL, TermCutter, help_in

TEXTS = [f"对企业开展专利质押融资给予{number}万元补贴。" for number in range(40)] + ["", "。"]


def _whole(texts: list[str], chunk: int = 100) -> tuple[list[str], list[list[str]]]:
    cutter = TermCutter(default_segmenter())
    for at in range(0, len(texts), chunk):
        cutter.add(texts[at : at + chunk])
    found = [(numbers, np.split(numbers, np.cumsum(lengths)[:-1])) for numbers, lengths in cutter.each(lambda steps, _: steps)]
    vocabulary = list(cutter.vocabulary)
    return vocabulary, [[vocabulary[number] for number in text] for _, each in found for text in each]


def test_terms_are_the_features_of_each_text_numbered_by_first_occurrence() -> None:
    segmenter = default_segmenter()
    vocabulary, found = _whole(TEXTS)
    assert found == [segmenter.features(text) for text in TEXTS]
    assert vocabulary == list(dict.fromkeys(term for text in TEXTS for term in segmenter.features(text)))


def test_with_a_helper_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _whole(TEXTS)
    monkeypatch.setattr(terms, "HELPED_FROM", 11)  # the third chunk starts it
    monkeypatch.setattr(terms.os, "cpu_count", lambda: 2)
    assert _whole(TEXTS, 5) == alone


def test_a_helper_that_dies_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "HELPED_FROM", 1)
    monkeypatch.setattr(terms.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(terms.sys, "executable", "/bin/false")
    assert _whole(TEXTS, 5)[1] == [default_segmenter().features(text) for text in TEXTS]


def test_a_helper_stops_where_the_other_process_has_begun(tmp_path: Path) -> None:
    (tmp_path / "0.json").write_text('["专利"]', "utf-8")
    (tmp_path / "1.taken").write_text('["商标"]', "utf-8")
    (tmp_path / ALL).touch()
    help_in(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.npz", "1.taken", ALL]
