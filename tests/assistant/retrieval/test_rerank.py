import sys
from collections.abc import Sequence
from math import exp
from types import SimpleNamespace

import pytest

from assistant.records import Hit
from assistant.retrieval.rerank import Reranker, load_reranker
from assistant.settings import Settings
from index.errors import EncoderError


class LongerIsBetter:
    def predict(self, sentences: Sequence[tuple[str, str]]) -> list[float]:
        return [float(len(text)) for _, text in sentences]


def hit(text: str, score: float) -> Hit:
    return Hit("d", "d#1", "1.", "", text, 0, len(text), score, 0)


def test_the_scorer_orders_the_head_and_leaves_the_tail():
    hits = [hit("短", 0.9), hit("比较长的一句", 0.8), hit("尾", 0.1)]
    found = Reranker(LongerIsBetter(), depth=2).rerank("问", hits)
    assert [h.text for h in found] == ["比较长的一句", "短", "尾"]
    assert all(0 <= h.score <= 1 for h in found)


def test_no_hits_stay_no_hits():
    assert Reranker(LongerIsBetter(), depth=2).rerank("问", []) == []


def test_no_reranker_is_loaded_unless_one_is_named():
    assert load_reranker(Settings()) is None


def test_a_missing_reranker_is_refused_with_a_clear_message(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="ASSISTANT_RERANKER"):
        load_reranker(Settings(reranker=str(tmp_path / "none")))


class Scripted:
    def __init__(self, *scores: float) -> None:
        self.scores, self.asked = scores, []

    def predict(self, sentences: Sequence[tuple[str, str]]) -> tuple[float, ...]:
        self.asked += sentences
        return self.scores


HITS = [hit("甲", 0.8), hit("乙", 0.4), hit("丙", 0.2)]


def reranked(*scores: float) -> list[tuple[str, float]]:
    return [(h.text, h.score) for h in Reranker(Scripted(*scores), depth=2).rerank("问", HITS)]


def test_scores_that_are_chances_are_averaged_as_they_are():
    assert reranked(0.0, 1.0) == [("乙", pytest.approx((0.4 + 1) / 2)), ("甲", pytest.approx(0.8 / 2)), ("丙", 0.2)]


@pytest.mark.parametrize(("scores", "order"), [((-1.0, 0.5), "乙甲丙"), ((1.5, 0.5), "甲乙丙")])
def test_other_scores_are_squashed_all_of_them(scores: tuple[float, float], order: str):
    found = dict(reranked(*scores))
    assert "".join(found) == order
    assert found["甲"] == pytest.approx((0.8 + 1 / (1 + exp(-scores[0]))) / 2)
    assert found["乙"] == pytest.approx((0.4 + 1 / (1 + exp(-0.5))) / 2)


def test_scores_of_any_size_are_taken():
    assert reranked(-1e9, 1e9) == [("乙", pytest.approx(0.7)), ("甲", pytest.approx(0.4)), ("丙", 0.2)]


def test_what_scores_the_same_keeps_its_order():
    assert [text for text, _ in reranked(0.5, 0.5)] == ["甲", "乙", "丙"]


def test_only_the_head_is_scored_beside_the_question():
    scorer = Scripted(0.1, 0.2)
    Reranker(scorer, depth=2).rerank("问", HITS)
    assert scorer.asked == [("问", "甲"), ("问", "乙")]


def test_the_reranker_that_is_named_is_loaded_with_its_depth(monkeypatch):
    made = []
    fake = SimpleNamespace(CrossEncoder=lambda name, device: made.append((name, device)) or Scripted(0.1))
    monkeypatch.setitem(sys.modules, "sentence_transformers", fake)
    found = load_reranker(Settings(reranker="some-model", reranker_depth=7))
    assert found is not None and found.depth == 7
    assert made == [("some-model", "cpu")]
