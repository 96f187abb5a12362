"""An encoder behind /v1/embeddings, against a small server of that interface."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from index import remote_encoder
from index.encoder import load_encoder
from index.errors import EncoderError
from index.remote_encoder import RemoteEncoder
from index.settings import IndexSettings


class Embeddings(ThreadingHTTPServer):
    """Gives each text its length and 1 as a vector, last text first; ``spoil`` changes the answer or the status."""

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.status, self.pause, self.spoil = 200, 0.0, lambda rows: rows
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Embeddings

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked | {"path": self.path})
        self.server.keys.append(self.headers["Authorization"])
        time.sleep(self.server.pause)
        rows = [{"object": "embedding", "index": n, "embedding": [len(text), 1]} for n, text in enumerate(asked["input"])]
        body = json.dumps({"object": "list", "model": asked["model"], "data": self.server.spoil(rows[::-1])}).encode()
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Embeddings]:
    with Embeddings() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def encoder(server: Embeddings) -> RemoteEncoder:
    return RemoteEncoder(server.url, "some-model", "问：", "文：", key="secret")


def test_vectors_come_in_the_order_of_the_texts_and_have_length_one(server: Embeddings, encoder: RemoteEncoder) -> None:
    # "问：" and a text of n characters are n + 2 long; the vector (3, 1) has the length √10
    found = encoder.encode_query(["甲", "乙丙"])
    assert found == pytest.approx(np.array([[3 / 10**0.5, 1 / 10**0.5], [4 / 17**0.5, 1 / 17**0.5]]))
    assert found.dtype == np.float32
    assert server.requests == [
        {"input": ["问：甲", "问：乙丙"], "model": "some-model", "encoding_format": "float", "path": "/v1/embeddings"}
    ]
    assert server.keys == ["Bearer secret"]


def test_documents_have_an_instruction_of_their_own(server: Embeddings, encoder: RemoteEncoder) -> None:
    encoder.encode_document(["甲"])
    assert server.requests[0]["input"] == ["文：甲"]


def test_many_texts_go_in_batches(server: Embeddings, encoder: RemoteEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_encoder, "BATCH", 2)
    found = encoder.encode_document(["一", "二二", "三三三", "四四四四", "五五五五五"])
    assert [len(request["input"]) for request in server.requests] == [2, 2, 1]
    assert found[:, 0] / found[:, 1] == pytest.approx([3, 4, 5, 6, 7])


def test_the_settings_name_the_interface_the_model_and_the_key(server: Embeddings) -> None:
    settings = IndexSettings(encoder="m", encoder_url=server.url, encoder_key="k", encoder_query_prompt="问", _env_file=None)  # type: ignore[call-arg]
    load_encoder(settings).encode_query(["甲"])
    assert (server.requests[0]["model"], server.requests[0]["input"], server.keys) == ("m", ["问甲"], ["Bearer k"])


def test_another_interface_model_or_instruction_is_another_encoder(server: Embeddings) -> None:
    url = server.url
    others = [RemoteEncoder(url, "m"), RemoteEncoder(url + "/x", "m"), RemoteEncoder(url, "n"), RemoteEncoder(url, "m", "问"),
              RemoteEncoder(url, "m", "", "问")]  # fmt: skip
    assert len({other.fingerprint for other in others}) == 5
    assert RemoteEncoder(url, "m", key="k").fingerprint == others[0].fingerprint


@pytest.mark.parametrize(("url", "model"), [("http://x/v1", ""), ("x:8000/v1", "m"), ("file:///tmp", "m")])
def test_settings_that_name_no_interface_or_no_model_are_refused(url: str, model: str) -> None:
    with pytest.raises(EncoderError, match="ASSISTANT_ENCODER_URL"):
        RemoteEncoder(url, model)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda rows: rows[:-1], r"要 2 个向量，得到的形状是 \(1, 2\)"),
        (lambda rows: [row | {"embedding": [0, 0]} for row in rows], "长度为零"),
        (lambda rows: [row | {"embedding": [float("nan"), 1]} for row in rows], "不是数"),
        (lambda rows: [row | {"embedding": [1] * (row["index"] + 1)} for row in rows], "不可用"),
        (lambda rows: [row | {"embedding": "甲"} for row in rows], "不可用"),
        (lambda rows: [{"x": 1}], "不可用"),
        (lambda rows: None, "不可用"),
    ],
)
def test_what_is_no_answer_is_an_error(server: Embeddings, encoder: RemoteEncoder, spoil: Any, reason: str) -> None:
    server.spoil = spoil
    with pytest.raises(EncoderError, match=reason):
        encoder.encode_query(["甲", "乙"])


@pytest.mark.parametrize("status", [302, 401, 500])
def test_a_refusal_is_an_error_with_its_number_and_the_settings(server: Embeddings, encoder: RemoteEncoder, status: int) -> None:
    server.status = status
    with pytest.raises(EncoderError, match=rf"返回 {status}。请检查 ASSISTANT_ENCODER_URL"):
        encoder.encode_query(["甲"])
    assert [request["path"] for request in server.requests] == ["/v1/embeddings"]  # no redirect followed, nothing repeated


def test_a_batch_of_documents_is_tried_again_after_a_failure(server: Embeddings, encoder: RemoteEncoder) -> None:
    server.status = 500
    with pytest.raises(EncoderError, match="返回 500"):
        encoder.encode_document(["甲"])
    assert len(server.requests) == 1 + remote_encoder.DOCUMENT_RETRIES


def test_an_interface_that_hangs_is_given_up(server: Embeddings, encoder: RemoteEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_encoder, "QUERY_TIMEOUT", 0.1)
    server.pause = 1.0
    with pytest.raises(EncoderError, match=r"0\.1 秒内没有回答"):
        encoder.encode_query(["甲"])


def test_an_address_where_nobody_listens_is_an_error(server: Embeddings) -> None:
    url = server.url
    server.server_close()
    with pytest.raises(EncoderError, match="不可用"):
        RemoteEncoder(url, "m").encode_query(["甲"])


def test_batches_of_different_widths_are_an_error(
    server: Embeddings, encoder: RemoteEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_encoder, "BATCH", 1)
    server.spoil = lambda rows: [row | {"embedding": [1.0] * row["embedding"][0]} for row in rows]
    with pytest.raises(EncoderError, match=r"宽度不同：\[3, 4\]"):
        encoder.encode_query(["甲", "乙丙"])
