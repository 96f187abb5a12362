"""Vectors of texts that are encoded once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.features import Remembered


def test_each_text_is_encoded_once_and_stands_where_it_was_asked_for() -> None:
    asked: list[str] = []

    def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return np.array([[len(text), 1] for text in texts], np.float32)

    remembered = Remembered(vectors)
    assert remembered(["甲", "乙乙", "甲"]).tolist() == [[1, 1], [2, 1], [1, 1]]
    assert remembered(["丙丙丙", "乙乙"]).tolist() == [[3, 1], [2, 1]]
    assert asked == ["甲", "乙乙", "丙丙丙"]
