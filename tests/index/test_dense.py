from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import dense
from index.dense import DenseIndex, write


def _unit_vectors(size: int, seed: int = 1) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(size, 24)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_search_gives_the_cosines_that_numpy_gives() -> None:
    vectors, (query,) = _unit_vectors(300), _unit_vectors(1, seed=2)
    numbers, cosines = DenseIndex.build(vectors).search(query, 20)
    expected = vectors @ query
    assert numbers.tolist() == np.argsort(-expected)[:20].tolist()
    assert cosines == pytest.approx(expected[numbers], abs=1e-6)


def test_a_vector_is_nearest_to_itself_with_cosine_one() -> None:
    vectors = _unit_vectors(50)
    numbers, cosines = DenseIndex.build(vectors).search(vectors[7], 1)
    assert numbers.tolist() == [7]
    assert cosines[0] == pytest.approx(1, abs=1e-6)


def test_the_highest_cosine_of_each_of_several_vectors_is_told() -> None:
    vectors, queries = _unit_vectors(300), _unit_vectors(5, seed=2)
    assert DenseIndex.build(vectors).highest(queries) == pytest.approx((queries @ vectors.T).max(axis=1), abs=1e-6)
    assert DenseIndex.build(np.zeros((0, 24), np.float32)).highest(queries).tolist() == [-1.0] * 5


def test_asking_for_more_than_there_is_gives_what_there_is() -> None:
    numbers, cosines = DenseIndex.build(_unit_vectors(3)).search(_unit_vectors(1)[0], 100)
    assert sorted(numbers.tolist()) == [0, 1, 2]
    assert len(cosines) == 3


def test_an_empty_index_finds_nothing() -> None:
    numbers, cosines = DenseIndex.build(np.zeros((0, 24), np.float32)).search(_unit_vectors(1)[0], 5)
    assert numbers.size == cosines.size == 0


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    vectors, (query,) = _unit_vectors(100), _unit_vectors(1, seed=3)
    index = DenseIndex.build(vectors)
    write(vectors, tmp_path / "x.faiss")
    for one, other in zip(index.search(query, 10), DenseIndex.load(tmp_path / "x.faiss").search(query, 10), strict=True):
        assert np.array_equal(one, other)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> NDArray[np.float32]:
    """Vectors that are over the limit above which the index is approximate."""
    monkeypatch.setattr(dense, "FLAT_LIMIT", 500)
    return _unit_vectors(2000)


def test_a_large_index_finds_nearly_all_that_an_exact_scan_finds(many: NDArray[np.float32], tmp_path: Path) -> None:
    write(many, tmp_path / "x.faiss")
    index = DenseIndex.load(tmp_path / "x.faiss")
    found = total = 0
    for query in _unit_vectors(20, seed=4):
        numbers, _ = index.search(query, 10)
        assert (numbers >= 0).all()
        found += len(set(numbers.tolist()) & set(np.argsort(-(many @ query))[:10].tolist()))
        total += 10
    assert found / total > 0.7  # random vectors have no clusters: the worst case


def test_a_large_index_asked_for_more_than_there_is_gives_all(many: NDArray[np.float32]) -> None:
    numbers, cosines = DenseIndex.build(many).search(_unit_vectors(1)[0], 5000)
    assert sorted(numbers.tolist()) == list(range(2000))
    assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)


def test_a_large_index_tells_the_highest_cosine_of_what_is_left(many: NDArray[np.float32]) -> None:
    index, queries = DenseIndex.build(many), many[10:20] + np.float32(0.25) * _unit_vectors(10, seed=2)
    assert index.highest(queries) == pytest.approx((queries @ many.T).max(axis=1), abs=0.02)
    kept = np.arange(2000) % 2 == 0  # of five the nearest is gone
    assert index.only(kept).highest(queries) == pytest.approx((queries @ many[kept].T).max(axis=1), abs=0.15)


def test_a_large_index_is_built_the_same_each_time(many: NDArray[np.float32], tmp_path: Path) -> None:
    for name in ("1", "2"):
        write(many, tmp_path / name)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_cosines_of_named_units_are_those_that_numpy_gives_in_their_order() -> None:
    vectors, (query,) = _unit_vectors(300), _unit_vectors(1, seed=2)
    numbers = np.array([250, 3, 3, 299, 0])
    assert DenseIndex.build(vectors).cosines(query, numbers) == pytest.approx(vectors[numbers] @ query, abs=1e-6)


def test_cosines_of_named_units_are_those_of_the_search() -> None:
    index, (query,) = DenseIndex.build(_unit_vectors(300)), _unit_vectors(1, seed=2)
    numbers, cosines = index.search(query, 20)
    assert index.cosines(query, numbers) == pytest.approx(cosines, abs=1e-6)


@pytest.mark.parametrize("size", [0, 300])
def test_no_units_have_no_cosines(size: int) -> None:
    index = DenseIndex.build(np.zeros((0, 24), np.float32) if not size else _unit_vectors(size))
    assert index.cosines(_unit_vectors(1)[0], np.zeros(0, np.int64)).tolist() == []


def test_a_large_index_knows_the_cosines_of_all_its_units_after_loading(many: NDArray[np.float32], tmp_path: Path) -> None:
    write(many, tmp_path / "x.faiss")
    index, (query,), numbers = DenseIndex.load(tmp_path / "x.faiss"), _unit_vectors(1, seed=5), np.arange(2000)[::-1]
    assert index.cosines(query, numbers) == pytest.approx(many[numbers] @ query, abs=0.01)  # a byte a component
    assert index.cosines(query, np.zeros(0, np.int64)).tolist() == []


@pytest.mark.parametrize("narrow", [0, 4_000])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.98])
def test_a_large_index_finds_as_many_of_the_allowed_as_are_wanted(
    many: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch, share: float, narrow: int
) -> None:
    monkeypatch.setattr(dense, "NARROW", narrow)
    monkeypatch.setattr(dense, "SHARE", 10_000)
    (query,) = _unit_vectors(1, seed=6)
    cosines = many @ query
    allowed = np.argsort(np.argsort(-cosines)) >= 2000 * (1 - share)  # the farthest, of which a search without a mask finds none
    wanted = min(20, int(allowed.sum()))
    numbers, _ = DenseIndex.build(many).search(query, 20, allowed)
    assert len(numbers) == wanted and allowed[numbers].all()
    best = [number for number in np.argsort(-cosines).tolist() if allowed[number]][:wanted]
    assert len(set(best) & set(numbers.tolist())) >= 0.4 * wanted  # random vectors again
