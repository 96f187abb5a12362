"""What is sent to the encoder, which may stand on another machine."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.question.understand import Reader
from assistant.retrieval.queries import QueryMaker
from index.segment import default_segmenter


class ListeningEncoder:
    name = fingerprint = "listening"

    def __init__(self) -> None:
        self.heard: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.heard += texts
        return np.ones((len(texts), 1), np.float32)

    encode_document = encode_query


def test_personal_data_is_masked_before_the_encoder_hears_of_it() -> None:
    encoder = ListeningEncoder()
    QueryMaker(encoder, default_segmenter()).make(Reader().read("手机13812345678，专利质押2025年目标7600万元"))
    heard = " ".join(encoder.heard)
    assert "13812345678" not in heard
    assert "2025年目标7600万元" in heard
