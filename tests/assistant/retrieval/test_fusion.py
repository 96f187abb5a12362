"""The combination of the signals, and the probabilities that are made of it."""

import json
from math import exp, log
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.fusion import WEIGHTS, Fusion, load_fusion
from assistant.retrieval.retriever import LARGE_WEIGHTS
from assistant.retrieval.signals import NAMES
from index.background import Background, Moments

BACKGROUND = Background(Moments(0.1, 0.2), Moments(0.3, 0.4), Moments(0.5, 0.6))
FUSION = Fusion(np.array([2, 0.5], np.float32), np.array([1, -1], np.float32), -3.0, (2.0, -1.0), BACKGROUND)
SIGNALS = np.array([[1, 2], [1, 2], [0, 4]], np.float32)
BANKED = np.array([True, False, True])


def sigmoid(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def test_documents_with_a_bank_have_weights_of_their_own() -> None:
    found = FUSION.scores(SIGNALS, BANKED)
    assert found.tolist() == [2 * 1 + 0.5 * 2, 1 * 1 - 1 * 2 - 3, 0.5 * 4]
    assert found.dtype == np.float32


def test_the_best_score_sets_the_level_and_the_others_lie_below_it_by_their_scores() -> None:
    found = FUSION.probabilities(np.array([0.0, 1.5, 1.0], np.float32))
    level = 2 * 1.5 - 1
    assert found == pytest.approx([sigmoid(level - 1.5), sigmoid(level), sigmoid(level - 0.5)])


def test_equal_gaps_of_scores_are_equal_gaps_of_odds_for_all_documents() -> None:
    chances = FUSION.probabilities(FUSION.scores(SIGNALS, BANKED))  # scores 3, -4, 2
    odds = [log(chance / (1 - chance)) for chance in chances]
    assert odds[0] - odds[1] == pytest.approx(7)
    assert odds[0] - odds[2] == pytest.approx(1)


def test_a_mixed_list_never_rises() -> None:
    signals = np.random.default_rng(0).normal(size=(40, 2)).astype(np.float32)
    scores = np.sort(FUSION.scores(signals, np.arange(40) % 2 == 0))[::-1]
    chances = FUSION.probabilities(scores)
    assert (np.diff(chances) <= 0).all() and chances[0] > chances[-1]


def test_no_candidates_have_no_probabilities() -> None:
    assert FUSION.probabilities(np.zeros(0, np.float32)).shape == (0,)


def test_weights_are_read_by_the_name_of_their_signal(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    stored = {"banked": {"length": 2.0}, "plain": {"year": 3.0}, "offset": 0.5, "level": [1.5, -0.5]}
    path.write_text(json.dumps(stored | {"background": BACKGROUND.to_dict()}), "utf-8")
    found = load_fusion(path)
    assert {name: weight for name, weight in zip(NAMES, found.banked.tolist(), strict=True) if weight} == {"length": 2.0}
    assert {name: weight for name, weight in zip(NAMES, found.plain.tolist(), strict=True) if weight} == {"year": 3.0}
    assert (found.offset, found.level, found.background) == (0.5, (1.5, -0.5), BACKGROUND)


@pytest.mark.parametrize("path", [WEIGHTS, LARGE_WEIGHTS])
def test_the_weights_that_ship_name_signals_and_a_better_best_score_is_a_likelier_answer(path: Path) -> None:
    stored = json.loads(path.read_text("utf-8"))
    assert set(stored["banked"]) | set(stored["plain"]) <= set(NAMES)
    assert stored["level"][0] > 0
