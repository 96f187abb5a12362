from collections.abc import Sequence

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
