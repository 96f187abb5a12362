"""What the index tests share: a small corpus and an encoder that needs no model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.records import Document
from corpus.registry import Registry

TEXT = "某办法\n第一条 为了促进专利转化，制定本办法。\n第二条 对质押融资给予补贴；补贴不超过5万元。\n第三条 自公布之日起施行。\n"


class FakeEncoder:
    """Counts characters into 16 boxes: deterministic, and like texts are near each other."""

    name = "fake"
    fingerprint = "fake-1"

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.array([[sum(ord(char) % 16 == box for char in text) for box in range(16)] for text in texts], np.float32)
        return counts.reshape(len(texts), 16) / np.maximum(
            np.linalg.norm(counts.reshape(len(texts), 16), axis=1, keepdims=True), 1
        )

    encode_query = encode_document


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """One document of three articles and four sentences, without the built-in plan."""
    registry = Registry(tmp_path / "data")
    registry.add([(Document("a", "某办法"), TEXT)], builtin=False)
    return registry
