"""For tests/index/: both ways to encode agree, and the tables on disk are checked."""

import threading
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index import static_encoder
from index.errors import EncoderError
from index.static_encoder import DOCUMENT, QUERY, Ngrams, StaticEncoder, quantize, unknown_vector

MODEL = "index/model"
BANK = Path("corpus/questions/xiangyang_ip_145.tsv")
UNKNOWN = ["", "。", "!!!", "😀", "🙂\n"]
TEXTS = ["拿专利去银行能贷到款吗？", "Ａｐｐ被下架了咋办", "第二百零五条", "知识产权" * 400, *UNKNOWN]


def test_ngrams_are_all_known_substrings_with_repetitions():
    assert Ngrams(["a", "b", "ab", "bab"]).find("ABab") == [0, 1, 0, 1, 2, 2, 3]


def test_a_vector_is_the_unit_sum_of_weighted_rows():
    encoder = StaticEncoder(["a", "b"], np.array([[3, 0], [0, 1]], np.int8), np.array([[1, 4], [1, 3]], np.float32))
    assert encoder.encode(["ab"], QUERY) == pytest.approx(np.array([[0.6, 0.8]]))
    assert encoder.encode(["ab"], DOCUMENT) == pytest.approx(np.array([[0.5**0.5, 0.5**0.5]]))


def test_quantization_keeps_every_row_within_half_a_step():
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((50, 8)).astype(np.float32)
    rounded, weights = quantize(vectors, np.zeros((50, 2), np.float32))
    step = np.abs(vectors).max(1, keepdims=True) / 127
    assert (np.abs(rounded * weights[0][:, None] - vectors) <= step / 2 + 1e-6).all()


def test_sentence_transformers_gives_the_same_vectors():
    model = SentenceTransformer(MODEL, trust_remote_code=True, device="cpu")
    light = StaticEncoder.load(MODEL)
    assert np.abs(model.encode_query(TEXTS) - light.encode_query(TEXTS)).max() < 1e-5
    assert np.abs(model.encode_document(TEXTS) - light.encode_document(TEXTS)).max() < 1e-5


def test_every_text_has_length_one_and_those_in_which_nothing_is_known_the_same_vector():
    light = StaticEncoder.load(MODEL)
    for vectors in (light.encode_query(TEXTS), light.encode_document(TEXTS * 60)):  # one by one, and many at once
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)
    assert (light.encode_query(UNKNOWN) == unknown_vector(light.dimension)).all()


def test_what_is_unknown_is_near_to_no_sentence():
    light = StaticEncoder.load(MODEL)
    whole = [line[2:] for line in BANK.read_text("utf-8").splitlines() if line.startswith("= ") and not line.endswith("…")]
    known = light.encode_document(whole)
    assert len(known) == 214
    assert np.abs(known @ light.encode_query(["。"])[0]).max() < 0.25


def test_sums_that_cancel_out_have_the_vector_of_the_unknown():
    encoder = StaticEncoder(["a", "b"], np.array([[1, 2], [-1, -2]], np.int8), np.ones((2, 2), np.float32))
    assert encoder.encode(["ab"], QUERY) == pytest.approx(np.array([[0.5**0.5, 0.5**0.5]]))


def test_threads_get_the_same_bytes():
    encoder = StaticEncoder.load(MODEL)
    expected, results = encoder.encode_query(TEXTS).tobytes(), []
    threads = [threading.Thread(target=lambda: results.append(encoder.encode_query(TEXTS).tobytes())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8


def test_a_folder_without_model_says_what_to_do(tmp_path):
    with pytest.raises(EncoderError, match="train_encoder"):
        StaticEncoder.load(tmp_path)


@pytest.mark.parametrize("pays", [0, 1_500, 10**9])  # from the first text on, from the second time on, never
def test_many_texts_at_once_give_the_ngrams_of_each(monkeypatch: pytest.MonkeyPatch, pays: int) -> None:
    monkeypatch.setattr(static_encoder, "PAYS", pays)
    ngrams = Ngrams(["专", "利", "专利", "专利权", "利权人保", "权人", "ip", "𠀀"])
    texts = ["专利权人保护", "", "利", "专", "ＩＰ专利", "𠀀专利\0权人", "无"] * 60
    for _ in range(2):
        assert [list(rows) for rows in ngrams.find_each(texts)] == [ngrams.find(text) for text in texts]
