"""An encoder of another width and another scale of cosines serves as well as the shipped one, or nearly."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.decision.model import FEATURES, DecisionModel
from assistant.pipeline import Assistant
from assistant.records import Status
from assistant.retrieval.fusion import load_fusion
from assistant.settings import Settings
from index.build import background_of
from index.encoder import Encoder, ShippedEncoder

QUESTIONS = [
    "知识产权执法人员怎么培训",
    "地理标志产品怎样培育和保护",
    "怎样培养知识产权人才",
    "怎样健全知识产权人才储备体系",
]


class HashingEncoder:
    """Pieces of one to three characters, counted in 384 boxes, and something that all texts share: no cosine is below 0.4."""

    name, fingerprint, width, shared = "hashing", "hashing-384", 384, 0.4

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.zeros((len(texts), self.width), np.float32)
        for row, text in enumerate(texts):
            for piece in (text[at : at + size] for size in (1, 2, 3) for at in range(len(text))):
                counts[row, zlib.crc32(piece.encode()) % (self.width - 1)] += 1
        counts[:, :-1] = np.sqrt(counts[:, :-1])
        counts *= ((1 - self.shared) ** 0.5) / np.linalg.norm(counts, axis=1, keepdims=True)
        counts[:, -1] = self.shared**0.5
        return counts

    encode_query = encode_document


class SqueezedEncoder:
    """The shipped one with every cosine c as 0.7 + 0.3 c, in 257 dimensions."""

    name, fingerprint = "squeezed", "squeezed-257"

    def __init__(self) -> None:
        self.shipped = ShippedEncoder()

    def _squeezed(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.concatenate([vectors * 0.3**0.5, np.full((len(vectors), 1), 0.7**0.5)], axis=1).astype(np.float32)

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._squeezed(self.shipped.encode_query(texts))

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._squeezed(self.shipped.encode_document(texts))


def _plan(folder: Path, encoder: Encoder) -> Assistant:
    return Assistant.open(Settings(data_dir=folder, _env_file=None), encoder=encoder)  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def hashing_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return _plan(tmp_path_factory.mktemp("hashing"), HashingEncoder())


@pytest.fixture(scope="module")
def squeezed_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return _plan(tmp_path_factory.mktemp("squeezed"), SqueezedEncoder())


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_encoder_of_another_width_answers(hashing_assistant: Assistant, question: str) -> None:
    answer = hashing_assistant.ask(question)
    assert answer.status == Status.ANSWERED
    assert answer.citations


def test_an_encoder_of_another_width_tells_another_subject(hashing_assistant: Assistant) -> None:
    assert hashing_assistant.ask("红烧肉要炖多长时间").status == Status.OUT_OF_SCOPE


@pytest.mark.parametrize("question", QUESTIONS)
def test_cosines_of_another_scale_find_the_same(squeezed_assistant: Assistant, plan_assistant: Assistant, question: str) -> None:
    found = []
    for assistant in (squeezed_assistant, plan_assistant):
        retriever = assistant.retriever
        (vector,) = retriever.maker.encoder.encode_query([question])
        found.append(retriever.source.candidates(vector, [("专利", 1.0)], (), np.ones(1, np.float32)))
    assert np.array_equal(found[0].sentences, found[1].sentences)
    assert found[0].signals == pytest.approx(found[1].signals, abs=1e-3)


def test_cosines_of_another_scale_leave_the_scores_what_they_mean(
    squeezed_assistant: Assistant, plan_assistant: Assistant
) -> None:
    for question in QUESTIONS:
        found, expected = squeezed_assistant.search(question, 1), plan_assistant.search(question, 1)
        assert found[0].sentence == expected[0].sentence
        assert found[0].score == pytest.approx(expected[0].score, abs=0.15)  # 0.94 and more without the scales


def test_the_near_misses_lie_as_near_on_another_scale(squeezed_assistant: Assistant, plan_assistant: Assistant) -> None:
    near = []
    for assistant in (squeezed_assistant, plan_assistant):
        encoder = assistant.retriever.maker.encoder
        misses = DecisionModel.load(encoder, assistant.retriever.source.scales.question).misses
        near.append(misses.nearness(encoder.encode_query(["质押融资的电话是多少"])[0]))
    assert near[0] == pytest.approx(near[1], abs=1e-3)


def test_the_weights_of_the_vector_are_used_with_the_encoder_they_belong_to() -> None:
    shipped, other = DecisionModel.load(ShippedEncoder()), DecisionModel.load(HashingEncoder())
    assert shipped.near_miss_vector.shape == (256,)
    assert shipped.near_miss_vector.any()
    assert other.near_miss_vector.tolist() == [0.0] * 384
    assert not np.array_equal(other.near_miss_weights, shipped.near_miss_weights)


def test_without_the_vector_what_is_near_a_near_miss_is_still_likely_one() -> None:
    model = DecisionModel.load(HashingEncoder())
    row = dict.fromkeys(FEATURES, 0.0) | {"length": 3.0, "domain": 1.0}
    vector = np.zeros(384, np.float32)
    near = {"score": -1.0, "miss_dense": 0.95, "miss_third": 0.9, "small_print": 1.0}
    far = {"score": 3.0, "bank_dense": 0.9, "miss_dense": 0.3}
    chances = [model.near_miss(np.array(list((row | features).values())), vector) for features in (near, far)]
    assert chances[0] > 0.5 > chances[1]


def test_the_background_beside_the_weights_is_that_of_the_shipped_encoder() -> None:
    measured, stored = background_of(ShippedEncoder()), load_fusion().background
    for kind in ("sentence", "clause", "question"):  # a few questions more in the bank move the third digit
        assert getattr(measured, kind) == pytest.approx(getattr(stored, kind), abs=0.01)
