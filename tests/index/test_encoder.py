from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.encoder import SHIPPED, ShippedEncoder, load_encoder
from index.errors import EncoderError
from index.settings import IndexSettings


def test_a_missing_model_folder_is_refused_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"向量模型 .* 读不出来"):
        ShippedEncoder(tmp_path / "没有")


def test_a_cut_model_file_is_refused_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"format": 1}', encoding="utf-8")
    (tmp_path / "vocabulary.txt").write_text("专\n利", encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"\x10\x00\x00")
    with pytest.raises(EncoderError, match=r"向量模型 .* 读不出来"):
        ShippedEncoder(tmp_path)


@pytest.mark.slow
def test_a_model_that_cannot_be_loaded_is_named_with_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="ASSISTANT_ENCODER"):
        load_encoder(IndexSettings(encoder=str(tmp_path / "没有")))


def test_the_shipped_model_gives_unit_vectors_and_knows_both_verbs() -> None:
    encoder = load_encoder(IndexSettings(encoder=""))
    texts = ["知识产权质押融资有什么支持？", "专利导航"]
    query, document = encoder.encode_query(texts), encoder.encode_document(texts)
    assert query.shape == document.shape
    assert query.dtype == np.float32
    assert np.linalg.norm(query, axis=1) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(query, document)


def test_the_shipped_model_says_the_same_every_time() -> None:
    one, other = ShippedEncoder(), ShippedEncoder()
    assert one.fingerprint == other.fingerprint
    assert one.encode_query(["商标有多少？"]).tobytes() == other.encode_query(["商标有多少？"]).tobytes()


@pytest.mark.slow
def test_the_light_path_and_sentence_transformers_give_the_same_vectors() -> None:
    texts = ["知识产权质押融资有什么支持？", "推动200家企业完成知识产权“贯标”", "ＰＣＴ申请", "@@@"]
    light = ShippedEncoder()
    full = SentenceTransformer(str(SHIPPED), device="cpu", trust_remote_code=True)
    assert full.encode_document(texts) == pytest.approx(light.encode_document(texts), abs=1e-5)
    assert full.encode_query(texts) == pytest.approx(light.encode_query(texts), abs=1e-5)
