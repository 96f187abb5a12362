"""The highest values are those of a stable sort, ties by place."""

import numpy as np
import pytest

from index.ordering import highest


@pytest.mark.parametrize("depth", [0, 1, 7, 100, 999, 5_000])
def test_the_highest_are_those_of_a_stable_sort(depth: int) -> None:
    values = np.random.default_rng(depth).integers(0, 40, 1_000).astype(np.float32)  # most values come several times

    found = highest(values, depth)

    assert found.tolist() == np.argsort(-values, kind="stable")[:depth].tolist()


def test_of_no_values_there_is_none() -> None:
    assert highest(np.zeros(0, np.float32), 3).tolist() == []
