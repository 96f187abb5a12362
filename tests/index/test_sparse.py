"""BM25 against numbers worked out by hand and against the formula written out."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import sparse
from index.postings import K1, B
from index.sparse import _BLOCK, SparseIndex, top

UNITS = [["a", "b"], ["a", "a", "c"], []]


def test_scores_are_lucenes_bm25_as_a_share_of_the_maximum() -> None:
    # N = 3, "a" stands in 2 units: idf = ln(1 + (3 - 2 + 0.5) / (2 + 0.5)) = ln 1.6 = 0.4700036
    # mean length 5/3; unit 0: 1 / (1 + 1.2 (0.25 + 0.75 · 2 / (5/3))) = 1 / 2.38 = 0.4201681
    #                  unit 1: 2 / (2 + 1.2 (0.25 + 0.75 · 3 / (5/3))) = 2 / 3.92 = 0.5102041
    index = SparseIndex.build(UNITS)
    assert index.idf("a") == pytest.approx(0.4700036)
    assert index.scores([("a", 1.0)]) == pytest.approx([0.4201681, 0.5102041, 0.0])


def test_a_term_that_occurs_nowhere_lowers_the_share() -> None:
    # it counts in the maximum with the idf of a term that occurs once: ln(1 + 2.5 / 1.5) = 0.9808293
    found = SparseIndex.build(UNITS).scores([("a", 1.0), ("zz", 1.0)])
    assert found == pytest.approx([0.4201681 * 0.4700036 / 1.4508329, 0.5102041 * 0.4700036 / 1.4508329, 0.0])


def test_weights_scale_the_terms() -> None:
    index = SparseIndex.build(UNITS)
    a, b = index.scores([("a", 1.0)])[0] * 0.4700036, index.scores([("b", 1.0)])[0] * 0.9808293
    assert index.scores([("a", 2.0), ("b", 0.5)])[0] == pytest.approx((2 * a + 0.5 * b) / (2 * 0.4700036 + 0.5 * 0.9808293))


@pytest.mark.parametrize("units", [[], [[]], [[], []]])
def test_units_without_terms_score_nothing(units: list[list[str]]) -> None:
    assert SparseIndex.build(units).scores([("a", 1.0)]).tolist() == [0.0] * len(units)


def test_a_query_without_terms_scores_nothing() -> None:
    assert SparseIndex.build(UNITS).scores([]).tolist() == [0.0, 0.0, 0.0]


UNIT_LISTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=8)
QUERIES = st.lists(st.tuples(st.sampled_from("abcdefxyz"), st.floats(0.1, 3)), min_size=1, max_size=6)


@settings(deadline=None)  # an index is written each time
@given(UNIT_LISTS, QUERIES)
def test_every_score_is_a_share_and_that_of_the_formula(units: list[list[str]], query: list[tuple[str, float]]) -> None:
    scores = SparseIndex.build(units).scores(query)
    size, mean = len(units), sum(map(len, units)) / len(units)

    def idf(term: str) -> float:
        count = sum(term in unit for unit in units) or 1  # an unseen term counts as if it occurred once
        return math.log(1 + (size - count + 0.5) / (count + 0.5))

    best = sum(weight * idf(term) for term, weight in query)
    for unit, score in zip(units, scores, strict=True):
        norm = K1 * (1 - B + B * len(unit) / mean) if mean else 1.0
        raw = sum(weight * idf(term) * unit.count(term) / (unit.count(term) + norm) for term, weight in query)
        assert score == pytest.approx(raw / best, abs=1e-5)
        assert 0 <= score < 1


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    index = SparseIndex.build(UNITS)
    SparseIndex.write(UNITS, tmp_path / "bm25")
    loaded = SparseIndex.load(tmp_path / "bm25")
    query = [("a", 1.0), ("c", 2.0), ("zz", 1.0)]
    assert np.array_equal(loaded.scores(query), index.scores(query))


def test_a_term_that_is_asked_twice_counts_twice() -> None:
    index = SparseIndex.build(UNITS)
    assert index.scores([("a", 1.0), ("a", 1.0), ("b", 1.0)]) == pytest.approx(index.scores([("a", 2.0), ("b", 1.0)]))


@pytest.mark.parametrize("size", [0, 5, _BLOCK, 4 * _BLOCK, 40 * _BLOCK + 7])
@pytest.mark.parametrize("depth", [1, 3, 10, 200])
def test_the_highest_positive_scores_are_found(size: int, depth: int) -> None:
    random = np.random.default_rng(size)
    for share in (0.02, 0.5, 1.0):
        scores = (random.permutation(size) + 1).astype(np.float32) * (random.random(size) < share)
        wanted = sorted(scores[scores > 0].tolist(), reverse=True)[:depth]
        found = top(scores, depth)
        assert scores[found].tolist() == wanted
        assert len(set(found.tolist())) == len(found)


def test_what_scores_nothing_or_less_is_not_found() -> None:
    assert top(np.array([0, -1, 2, 0], np.float32), 3).tolist() == [2]


def test_of_equal_scores_the_first_units_are_found() -> None:
    assert top(np.array([1, 2, 1, 2, 1], np.float32), 3).tolist() == [1, 3, 0]


def test_a_search_finds_the_highest_shares_of_the_units_that_are_allowed() -> None:
    index = SparseIndex.build(UNITS)
    terms = [("a", 1.0), ("b", 0.5)]
    scores = index.scores(terms)
    order = [number for number in np.argsort(-scores, kind="stable").tolist() if scores[number] > 0]
    numbers, shares = index.search(terms, 10)
    assert numbers.tolist() == order
    assert shares.tolist() == scores[order].tolist()
    assert index.search(terms, 1)[0].tolist() == order[:1]
    allowed = np.arange(index.size) != order[0]
    assert index.search(terms, 10, allowed)[0].tolist() == order[1:]
    assert index.shares(terms, np.array([0, 2])).tolist() == scores[[0, 2]].tolist()


LARGER = st.lists(st.lists(st.sampled_from("aaaaabbbcdefghijkl"), max_size=9), min_size=30, max_size=60)
WANTED = st.lists(st.tuples(st.sampled_from("abcdefghijklxyz"), st.floats(0.1, 3)), min_size=1, max_size=9)


@settings(deadline=None)  # an index is written each time
@given(LARGER, WANTED, st.integers(0, 60), st.integers(0, 2**60 - 1))
def test_segments_without_what_was_withdrawn_are_as_one_built_without_it(
    units: list[list[str]], query: list[tuple[str, float]], cut: int, mask: int
) -> None:
    kept = np.array([mask >> number & 1 for number in range(len(units))], bool)
    segments = SparseIndex.build(units[:cut]).with_more(SparseIndex.build(units[cut:]))
    assert segments.scores(query) == pytest.approx(SparseIndex.build(units).scores(query), abs=1e-6)
    anew = SparseIndex.build([unit for unit, is_kept in zip(units, kept, strict=True) if is_kept])
    left = segments.only(kept)
    assert left.scores(query) == pytest.approx(anew.scores(query), abs=1e-6)
    assert list(dict.fromkeys(left.vocabulary)) == list(left.vocabulary)
    assert set(left.vocabulary) == set(anew.vocabulary)
    assert all((term in left.vocabulary) == (term in anew.vocabulary) for term in "abcx")
    assert left.holding(["a", "b"]).tolist() == anew.holding(["a", "b"]).tolist()
    wanted, weights = left.asked(query)
    given = dict(zip(wanted.tolist(), weights.tolist(), strict=True))
    added_up = [sum(given.get(term, 0.0) * score for term, score in zip(*row, strict=True)) for row in left.rows(0, left.size)]
    assert added_up == pytest.approx(left.scores(query).tolist(), abs=1e-6)  # what another engine adds up
    again = np.arange(left.size) % 2 == 0
    assert left.only(again).scores(query) == pytest.approx(anew.only(again).scores(query), abs=1e-6)


@settings(deadline=None)  # an index is written each time
@given(LARGER, WANTED, st.integers(1, 20), st.integers(0, 2**60 - 1))
def test_terms_that_many_units_hold_are_looked_up_and_change_nothing(
    units: list[list[str]], query: list[tuple[str, float]], depth: int, mask: int
) -> None:
    plain, allowed = SparseIndex.build(units), np.array([mask >> number & 1 for number in range(len(units))], bool)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sparse, "MANY", 1)
        index = SparseIndex.build(units)
        for mine in (None, allowed):
            numbers, shares = index.search(query, depth, mine)
            wanted, scores = plain.search(query, depth, mine)
            assert shares == pytest.approx(scores, abs=1e-6)
            assert plain.scores(query)[numbers] == pytest.approx(shares, abs=1e-6)  # of equal scores either may come first
            assert len(numbers) == len(wanted)
        assert index.shares(query, np.arange(len(units))) == pytest.approx(plain.scores(query), abs=1e-6)
        assert index.scores(query) == pytest.approx(plain.scores(query), abs=1e-6)


def test_the_best_by_rare_terms_are_ranked_with_the_common_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    units = [["的"] + ["x"] * (number % 3) + ["r"] * (number % 10 == 0) for number in range(100)]
    plain = SparseIndex.build(units)
    monkeypatch.setattr(sparse, "MANY", 100)
    index, query = SparseIndex.build(units), [("的", 1.0), ("r", 1.0)]
    added: list[int] = []
    summed = index._add

    def counted(terms: Sequence[Any], scores: NDArray[np.float32]) -> None:
        added.extend(len(term.units) for term in terms)
        summed(terms, scores)

    monkeypatch.setattr(index, "_add", counted)
    assert index.search(query, 5)[0].tolist() == plain.search(query, 5)[0].tolist()
    assert added == [10]  # 的, which all hold, was not added up
    assert index.search([("的", 1.0)], 5)[0].tolist() == plain.search([("的", 1.0)], 5)[0].tolist()
