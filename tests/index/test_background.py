"""Cosines of different encoders made comparable."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.background import UNCHANGED, Background, Moments, measure
from index.errors import EncoderError

VECTORS = {"q1": [1.0, 0.0], "q2": [0.6, 0.8], "q3": [0.0, 1.0], "s": [1.0, 0.0], "p": [0.0, 1.0]}
OWN = Background(Moments(0.5, 0.1), Moments(0.4, 0.2), Moments(0.3, 0.05))
WANTED = Background(Moments(0.0, 0.2), Moments(0.0, 0.1), Moments(0.1, 0.1))


class TableEncoder:
    name = fingerprint = "table"

    def __init__(self, vectors: dict[str, list[float]]) -> None:
        self.vectors = vectors

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.vectors[text] for text in texts], np.float32)

    encode_document = encode_query


def test_the_background_is_mean_and_deviation_of_the_cosines_of_each_kind() -> None:
    # with "s" 1, 0.6, 0: mean 1.6/3, variance 1.36/3 - (1.6/3)² = 0.168889; with "p" 0, 0.8, 1: 1.8/3, 1.64/3 - 0.36 = 0.186667
    # of the questions 1·2: 0.6, 1·3: 0, 2·3: 0.8, no question with itself: mean 1.4/3, variance 1/3 - 0.217778 = 0.115556
    found = measure(TableEncoder(VECTORS), ["q1", "q2", "q3"], ["s"], ["p"])
    assert found.sentence == pytest.approx((0.533333, 0.410961), abs=2e-6)
    assert found.clause == pytest.approx((0.6, 0.432049), abs=2e-6)
    assert found.question == pytest.approx((0.466667, 0.339935), abs=2e-6)


def test_what_is_stored_is_what_is_read() -> None:
    assert Background.from_dict(OWN.to_dict()) == OWN


def test_a_cosine_keeps_its_distance_from_the_mean_in_deviations() -> None:
    # sentence: 0.7 is (0.7 - 0.5) / 0.1 = 2 deviations above the mean, so 0.0 + 2 · 0.2; clause: 1.5 above, 0.0 + 1.5 · 0.1;
    # question: 0.2 is 2 deviations below the mean, so 0.1 - 2 · 0.1
    scales = OWN.scales_onto(WANTED)
    assert scales.sentence.of(np.array([0.7, 0.5], np.float32)) == pytest.approx([0.4, 0.0], abs=1e-6)
    assert scales.clause.of(np.array([0.7], np.float32)) == pytest.approx([0.15], abs=1e-6)
    assert scales.question.of(np.array([0.2], np.float32)) == pytest.approx([-0.1], abs=1e-6)


def test_the_encoder_that_the_weights_are_for_keeps_its_cosines_to_the_bit() -> None:
    cosines = np.random.default_rng(0).uniform(-1, 1, 100).astype(np.float32)
    assert OWN.scales_onto(OWN).sentence == UNCHANGED
    assert np.array_equal(OWN.scales_onto(OWN).clause.of(cosines), cosines)


def test_an_encoder_that_does_not_tell_texts_apart_is_refused() -> None:
    same = TableEncoder({text: [1.0, 0.0] for text in VECTORS})
    with pytest.raises(EncoderError, match="同样的向量"):
        measure(same, ["q1", "q2", "q3"], ["s"], ["p"])
