"""The REST interface: the contract, the endings of bad input, who may call."""

import itertools
import json
import queue
import re
import threading
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.api.limits import RateLimit
from assistant.api.origins import OriginError, Origins
from corpus.errors import RegistryError
from corpus.registry import Original

QUESTION = "知识产权质押融资有什么支持？"
CLAUSE = "xiangyang_ip_145#三.(三).3"


@pytest.fixture
def client(make_fake_app: Callable[..., Any], fake_assistant: Any, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(
        make_fake_app(tmp_path, ("https://www.example.gov.cn",), assistant=fake_assistant), raise_server_exceptions=False
    ) as made:
        yield made


def events(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((lines.get("event", ""), json.loads(lines["data"])))
    return found


def test_an_answer_has_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.post("/api/ask", json={"question": QUESTION}).json()
    assert body["status"] == "answered"
    assert body["citations"][0]["quote"] in body["answer"]
    assert {"id", "hits", "notices", "label", "contact", "resolved", "timings"} <= body.keys()


def test_a_streamed_answer_grows_and_ends_with_done(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    *growing, (_, last), (name, done) = events(response.text)
    assert (name, done["id"]) == ("done", last["id"])
    texts = [data["answer"] for _, data in growing]
    assert len(texts) >= 2
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(texts))
    assert last == client.post("/api/ask", json={"question": QUESTION}).json()


def test_the_original_of_a_document_is_saved_and_never_shown(
    client: TestClient, fake_assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def original(doc: str) -> Original:
        if doc != "办法":
            raise RegistryError("x")
        return Original("办 法.html", b"<script>alert(1)</script>")

    monkeypatch.setattr(fake_assistant, "original", original, raising=False)
    response = client.get("/api/documents/办法/original")
    assert response.content == b"<script>alert(1)</script>"
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('办 法.html')}"
    assert response.headers["x-content-type-options"] == "nosniff"
    missing = client.get("/api/documents/别的/original")
    assert (missing.status_code, missing.json()["detail"]["code"]) == (404, "unknown_document")


class HeldAssistant:
    """An assistant whose answer comes word by word, each when it is let go; an endless one only stops when it is closed."""

    def __init__(self, fake: Any, *, endless: bool = False) -> None:
        self.fake, self.endless, self.held, self.closed = fake, endless, queue.Queue[None](), threading.Event()

    def stream(self, question: str, history: Any = (), as_of: str | None = None) -> Iterator[Any]:
        answers = self.fake.stream(question, history, as_of)
        try:
            for answer in itertools.cycle(answers) if self.endless else answers:
                yield answer
                self.held.get(timeout=30)
        finally:
            self.closed.set()


def streamed(address: str) -> Any:
    headers = {"Accept": "text/event-stream"}
    return httpx.stream("POST", f"{address}/api/ask", json={"question": QUESTION}, headers=headers, timeout=30)


def test_the_first_words_of_a_stream_do_not_wait_for_the_last(
    make_fake_app: Any, fake_assistant: Any, serve: Any, tmp_path: Path
) -> None:
    held = HeldAssistant(fake_assistant)
    with serve(make_fake_app(tmp_path, assistant=held)) as address, streamed(address) as response:
        lines = response.iter_lines()
        first = next(line for line in lines if line.startswith("data:"))
        assert not held.closed.is_set()  # the answerer is still waiting to be let go
        for _ in range(100):
            held.held.put(None)
        texts = [json.loads(line[5:]).get("answer", "") for line in (first, *lines) if line.startswith("data:")]
    assert len(texts[0]) < len(texts[-2])
    assert held.closed.is_set()


def test_a_reader_who_leaves_stops_the_answer_and_it_is_logged(
    make_fake_app: Any, fake_assistant: Any, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, logged = HeldAssistant(fake_assistant, endless=True), threading.Event()
    app = make_fake_app(tmp_path, assistant=held)
    monkeypatch.setattr(app.state.service.log, "answer", lambda *_, **__: logged.set())
    with serve(app) as address:
        with streamed(address) as response:
            next(response.iter_lines())
        for _ in range(1000):  # word after word, as long as anybody is answering
            held.held.put(None)
            if logged.wait(0.02):
                break
        assert logged.is_set()
        assert held.closed.is_set()


def test_history_is_cut_to_the_last_ten_turns_of_2000_characters(client: TestClient, fake_assistant: Any) -> None:
    history = [{"q": f"第{n}问", "a": "答" * 3000} for n in range(15)]
    assert client.post("/api/ask", json={"question": QUESTION, "history": history, "as_of": "2024-06-01"}).status_code == 200
    _, turns, as_of = fake_assistant.asked[-1]
    assert [turn.question for turn in turns] == [f"第{n}问" for n in range(5, 15)]
    assert {len(turn.answer) for turn in turns} == {2000}
    assert as_of == "2024-06-01"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": ""}, 422, "empty"),
        ({"question": " \n\u3000"}, 422, "empty"),
        ({"question": "问" * 5000}, 422, "too_long"),
        ({"question": "？？！……"}, 422, "no_words"),
        ({}, 422, "bad_value"),
        ({"question": None}, 422, "bad_value"),
        ({"question": 7}, 422, "bad_value"),
        ({"question": QUESTION, "history": "昨天"}, 422, "bad_value"),
        ({"question": QUESTION, "history": [{"a": "x"}]}, 422, "bad_value"),
        ({"question": QUESTION, "as_of": "2024-13-01"}, 422, "bad_date"),
        ({"question": QUESTION, "as_of": "昨天"}, 422, "bad_date"),
        ({"question": QUESTION, "as_of": "20240601"}, 422, "bad_date"),
        ([QUESTION], 422, "bad_body"),
        (QUESTION, 422, "bad_body"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_bad_input_is_refused_in_chinese(client: TestClient, body: Any, status: int, code: str, accept: str) -> None:
    response = client.post("/api/ask", json=body, headers={"Accept": accept})
    detail = response.json()["detail"]
    assert (response.status_code, detail["code"]) == (status, code)
    assert any("\u4e00" <= char <= "\u9fff" for char in detail["message"])


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"question=1", b'{"question": "\\ud800"}'])
def test_a_body_that_is_no_json_is_refused(client: TestClient, data: bytes) -> None:
    response = client.post("/api/ask", content=data, headers={"Content-Type": "application/json"})
    assert 400 <= response.status_code < 500
    assert set(response.json()["detail"]) == {"message", "code"}


def test_a_body_over_the_limit_is_refused_with_and_without_a_length(client: TestClient) -> None:
    big = json.dumps({"question": "问", "history": [{"q": "问" * 200_000}]}).encode()
    assert client.post("/api/ask", content=big).status_code == 413
    chunked = client.post("/api/ask", content=iter([big[:1000], big[1000:]]), headers={"Content-Type": "application/json"})
    assert (chunked.status_code, chunked.json()["detail"]["code"]) == (413, "too_large")


def test_a_failure_inside_shows_a_number_and_no_trace(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "断电"})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    error_id = client.app.state.service.log.rows("error")[0]["error_id"]  # type: ignore[attr-defined]
    assert error_id in response.json()["detail"]["message"]
    assert "frame-ancestors" in response.headers["content-security-policy"]


def test_search_returns_hits(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "质押融资", "top_k": 3, "in_force_on": "2024-06-01"}).json()
    assert body["count"] == len(body["hits"]) == 3
    assert all("质押融资" in hit["text"] for hit in body["hits"])


@pytest.mark.parametrize(
    ("params", "status", "code"),
    [
        ({}, 422, "bad_value"),
        ({"q": " "}, 422, "empty"),
        ({"q": "。。"}, 422, "no_words"),
        ({"q": "问" * 1001}, 422, "too_long"),
        ({"q": "专利", "top_k": "0"}, 422, "bad_value"),
        ({"q": "专利", "top_k": "many"}, 422, "bad_value"),
        ({"q": "专利", "in_force_on": "2024"}, 422, "bad_date"),
        ({"q": "专利", "doc": "nothing"}, 404, "unknown_document"),
        ({"q": "专利", "region": "火星"}, 422, "bad_filter"),
    ],
)
def test_a_bad_search_is_refused(client: TestClient, params: dict[str, str], status: int, code: str) -> None:
    response = client.get("/api/search", params=params)
    assert (response.status_code, response.json()["detail"]["code"]) == (status, code)


def test_documents_are_listed_with_what_is_known(client: TestClient) -> None:
    (document,) = client.get("/api/documents").json()["documents"]
    assert (document["id"], document["valid_to"], document["doc_no"]) == ("xiangyang_ip_145", "2025", None)


def test_a_clause_comes_with_document_and_neighbours(client: TestClient, fake_assistant: Any) -> None:
    body = client.get(f"/api/clauses/{quote(CLAUSE, safe='')}").json()
    before, after = fake_assistant.neighbours(CLAUSE)
    assert body["clause"]["id"] == CLAUSE
    assert body["text"] == fake_assistant.clause(CLAUSE).text
    assert body["document"]["id"] == "xiangyang_ip_145"
    assert body["neighbours"]["prev"] == {"id": before.id, "label": before.label, "title": before.title}
    assert body["neighbours"]["next"]["id"] == after.id


def test_every_clause_is_reached_by_its_id(client: TestClient, fake_assistant: Any) -> None:
    for clause in fake_assistant.parsed("xiangyang_ip_145").clauses:
        assert client.get(f"/api/clauses/{quote(clause.id, safe='')}").json()["text"] == clause.text


@pytest.mark.parametrize("identifier", ["x", "xiangyang_ip_145", "xiangyang_ip_145#九", "../../etc/passwd", "<script>"])
def test_an_unknown_clause_is_404(client: TestClient, identifier: str) -> None:
    response = client.get(f"/api/clauses/{quote(identifier, safe='')}")
    assert (response.status_code, response.json()["detail"]["code"]) == (404, "unknown_clause")


def test_feedback_is_stored_masked(client: TestClient) -> None:
    client.post("/api/ask", json={"question": QUESTION})
    body = {"answer_id": "fake-1", "useful": False, "comment": "没答到，请打13800138000"}
    assert client.post("/api/feedback", json=body).json() == {"stored": True}
    (row,) = client.app.state.service.log.rows("feedback")  # type: ignore[attr-defined]
    assert (row["answer_id"], row["useful"], row["reason"]) == ("fake-1", False, "没答到，请打〔手机号〕")


def test_feedback_on_an_answer_that_was_not_given_is_refused(client: TestClient) -> None:
    client.post("/api/ask", json={"question": QUESTION})
    for identifier in ("fake", "fake-11", "a-1"):
        response = client.post("/api/feedback", json={"answer_id": identifier, "useful": True})
        assert (response.status_code, response.json()["detail"]["code"]) == (404, "unknown_answer")
    assert client.app.state.service.log.rows("feedback") == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answer_id": "a"},
        {"answer_id": "", "useful": True},
        {"answer_id": "a b", "useful": True},
        {"answer_id": "a", "useful": "yes"},
    ],
)
def test_bad_feedback_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post("/api/feedback", json=body).status_code == 422


def test_unknown_addresses_and_methods_answer_in_json(client: TestClient) -> None:
    assert client.get("/api/nothing").json()["detail"]["code"] == "not_found"
    response = client.get("/api/ask")
    assert (response.status_code, response.headers["allow"], response.json()["detail"]["code"]) == (
        405,
        "POST",
        "method_not_allowed",
    )


def test_not_ready_until_the_index_is_open(make_fake_app: Any, make_fake_assistant: Any, tmp_path: Path) -> None:
    gate = threading.Event()

    def slow() -> Any:
        gate.wait(10)
        return make_fake_assistant()

    with TestClient(make_fake_app(tmp_path, factory=slow, http={"ready_wait": 0.1})) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        ready = client.get("/readyz")
        assert (ready.status_code, ready.headers["retry-after"]) == (503, "5")
        early = client.post("/api/ask", json={"question": QUESTION})
        assert (early.status_code, early.json()["detail"]["code"]) == (503, "not_ready")
        assert "assistant_ready 0" in client.get("/metrics").text
        gate.set()
        client.app.state.service.opening.get(30)  # type: ignore[attr-defined]
        assert client.get("/readyz").json() == {"status": "ready"}
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200


def test_an_index_that_cannot_be_opened_is_tried_again(
    make_fake_app: Any,
    make_fake_assistant: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("assistant.api.opening._FIRST_RETRY", 0.05)
    outcomes = iter([OSError("disk full"), make_fake_assistant()])

    def flaky() -> Any:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    with TestClient(make_fake_app(tmp_path, factory=flaky)) as client:
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200
    assert "disk full" in capsys.readouterr().err


def test_metrics_count_answers_by_ending(client: TestClient) -> None:
    client.post("/api/ask", json={"question": QUESTION})
    client.post("/api/ask", json={"question": "午饭"})
    text = client.get("/metrics").text
    assert 'assistant_answers_total{channel="api",status="answered"} 1.0' in text
    assert 'assistant_answers_total{channel="api",status="not_found"} 1.0' in text
    assert 'assistant_http_requests_total{code="200",method="POST",route="/api/ask"} 2.0' in text
    assert 'assistant_answer_seconds_bucket{channel="api",le="+Inf"} 2.0' in text


def series(client: TestClient) -> set[str]:
    return {line.rsplit(" ", 1)[0] for line in client.get("/metrics").text.splitlines() if not line.startswith("#")}


def test_invented_methods_and_addresses_make_no_series(make_fake_app: Any, tmp_path: Path) -> None:
    with TestClient(make_fake_app(tmp_path, http={"rate_per_minute": 6000, "rate_burst": 1000})) as client:

        def ask(name: str) -> None:
            for method, address in ((name, "api/ask"), ("GET", name), ("GET", f"api/{name}"), ("GET", f"api/clauses/{name}")):
                client.request(method, f"/{address}")

        ask("PURGE")
        client.get("/metrics")
        known = series(client)
        for number in range(60):
            ask(f"WORD{number}")
        assert series(client) == known
        assert any('method="other"' in line for line in known)
        assert not [line for line in known if "_created" in line]


def test_each_application_counts_for_itself(make_fake_app: Any, client: TestClient, tmp_path: Path) -> None:
    client.post("/api/ask", json={"question": QUESTION})
    with TestClient(make_fake_app(tmp_path / "other")) as other:
        assert "assistant_answers_total{" not in other.get("/metrics").text
    response = client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "# TYPE assistant_answers_total counter" in response.text


def test_the_openapi_page_names_every_route_with_examples_and_no_other_host(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    wanted = {
        "/api/ask",
        "/api/search",
        "/api/documents",
        "/api/clauses/{clause_id}",
        "/api/feedback",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    assert wanted | {"/v1/chat/completions", "/v1/models"} <= document["paths"].keys()
    assert document["components"]["schemas"]["AskIn"]["examples"]
    for address in ("/docs", "/docs/docs.js", "/docs/docs.css", "/widget/", "/widget.js"):
        response = client.get(address)
        assert response.status_code == 200
        assert not re.search(r"(?:src|href|import|url)[=(\s]*[\"']?(?:https?:)?//(?!HOST)", response.text)


def test_the_models_of_what_goes_out_are_the_records(client: TestClient, fake_assistant: Any) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    answer = fake_assistant.ask(QUESTION).to_dict()
    for name, row in (("AnswerOut", answer), ("CitationOut", answer["citations"][0]), ("HitOut", answer["hits"][0])):
        assert list(schemas[name]["properties"]) == schemas[name]["required"] == list(row)
    shown = schemas["AnswerOut"]
    assert shown["properties"]["answer"] == {
        "type": "string",
        "title": "Answer",
        "description": "正文，[1] 指 citations 中的第 1 条",
    }
    assert shown["properties"]["hits"]["items"] == {"$ref": "#/components/schemas/HitOut"}
    assert schemas["HitOut"]["properties"]["score"]["description"] == "0 到 1，越大越相关"
    assert shown["examples"][0].keys() == answer.keys() - {"verdict", "pinned"}  # of no claim: OpenAPI leaves null out
    assert schemas["SearchOut"]["properties"]["hits"]["items"] == {"$ref": "#/components/schemas/HitOut"}


def test_every_error_that_can_come_is_declared(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    called = {"200", "403", "422", "429", "503"}
    for path, method, codes in (
        ("/api/ask", "post", called | {"400", "413"}),
        ("/api/feedback", "post", called | {"400", "404", "413"}),
        ("/v1/chat/completions", "post", called | {"400", "413"}),
        ("/api/search", "get", called | {"404"}),
        ("/api/documents", "get", called - {"422"}),
        ("/api/clauses/{clause_id}", "get", called | {"404"}),
    ):
        declared = paths[path][method]["responses"]
        assert declared.keys() == codes, path
        for code in codes - {"200", "422"}:
            assert declared[code]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ProblemOut"}


def test_the_version_is_the_packages(client: TestClient) -> None:
    assert client.get("/openapi.json").json()["info"]["version"] == metadata.version("ip-policy-assistant")


def test_files_are_served_with_a_tag(client: TestClient) -> None:
    first = client.get("/widget.js")
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


class TestOrigin:
    def test_no_origin_is_a_server_and_may_call(self, client: TestClient) -> None:
        response = client.get("/api/documents")
        assert response.status_code == 200
        assert "access-control-allow-origin" not in response.headers

    def test_the_own_page_may_call(self, client: TestClient) -> None:
        assert client.get("/api/documents", headers={"Origin": "http://testserver"}).status_code == 200

    def test_the_own_page_behind_a_proxy_that_changes_host_may_call(self, client: TestClient) -> None:
        headers = {"Origin": "https://ask.example.gov.cn", "Sec-Fetch-Site": "same-origin"}
        assert client.get("/api/documents", headers=headers).status_code == 200

    def test_a_listed_site_may_call_and_is_named(self, client: TestClient) -> None:
        response = client.get("/api/documents", headers={"Origin": "https://www.example.gov.cn"})
        assert response.headers["access-control-allow-origin"] == "https://www.example.gov.cn"
        assert "Origin" in response.headers["vary"]

    @pytest.mark.parametrize(
        "origin",
        [
            "https://evil.example",
            "http://www.example.gov.cn",
            "https://www.example.gov.cn.evil.example",
            "null",
            "http://testserver:81",
        ],
    )
    def test_another_site_may_not(self, client: TestClient, origin: str) -> None:
        response = client.post("/api/ask", json={"question": QUESTION}, headers={"Origin": origin})
        assert (response.status_code, response.json()["detail"]["code"]) == (403, "origin_not_allowed")
        assert origin in response.json()["detail"]["message"]
        assert "access-control-allow-origin" not in response.headers

    def test_another_site_may_not_post_to_the_pages_either(self, client: TestClient) -> None:
        assert client.post("/gradio_api/queue/join", headers={"Origin": "https://evil.example"}).status_code == 403

    def test_preflight_is_answered(self, client: TestClient) -> None:
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        allowed = client.options("/api/ask", headers={"Origin": "https://www.example.gov.cn"} | asked)
        assert allowed.status_code == 204
        assert "content-type" in allowed.headers["access-control-allow-headers"]
        assert client.options("/api/ask", headers={"Origin": "https://evil.example"} | asked).status_code == 403

    def test_headers_name_who_may_embed(self, client: TestClient, make_fake_app: Any, tmp_path: Path) -> None:
        headers = client.get("/widget/").headers
        assert "frame-ancestors 'self' https://www.example.gov.cn" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "referrer-policy" in headers
        with TestClient(make_fake_app(tmp_path)) as alone:
            headers = alone.get("/widget/").headers
            assert headers["content-security-policy"].endswith("frame-ancestors 'self'")
            assert headers["x-frame-options"] == "SAMEORIGIN"

    @pytest.mark.parametrize(
        "entry",
        ["example.gov.cn", "https://a.cn; script-src *", "https://a.cn/path", "*", "ftp://a.cn", "https://a.cn:99999", ""],
    )
    def test_a_list_that_cannot_be_read_stops_the_start(self, entry: str) -> None:
        with pytest.raises(OriginError, match="EMBED_ORIGINS"):
            Origins([entry])

    def test_a_star_stands_for_subdomains_only(self) -> None:
        origins = Origins(["https://*.example.gov.cn"])
        assert origins.listed("https://a.b.example.gov.cn")
        assert not origins.listed("https://example.gov.cn")
        assert not origins.listed("https://badexample.gov.cn")


class TestRate:
    def test_a_client_over_the_rate_waits_and_another_does_not(self, make_fake_app: Any, tmp_path: Path) -> None:
        app = make_fake_app(tmp_path, http={"rate_per_minute": 6, "rate_burst": 2})
        with TestClient(app, client=("10.0.0.1", 1)) as one:
            statuses = [one.get("/api/documents").status_code for _ in range(3)]
            late = one.get("/api/documents")
            assert statuses == [200, 200, 429]
            assert 1 <= int(late.headers["retry-after"]) <= 10
            assert late.json()["detail"]["code"] == "too_many"
            assert one.get("/healthz").status_code == 200
            assert TestClient(app, client=("10.0.0.2", 1)).get("/api/documents").status_code == 200

    def test_tokens_come_back(self) -> None:
        limit = RateLimit(per_minute=60, burst=1)
        assert [limit.take("a", now) for now in (0.0, 0.5, 1.0, 1.0)] == [0, 1, 0, 1]

    def test_the_machine_itself_is_exempt(self) -> None:
        limit = RateLimit(per_minute=1, burst=1, exempt=("127.0.0.1",))
        assert [limit.take("127.0.0.1", 0.0) for _ in range(5)] == [0] * 5
