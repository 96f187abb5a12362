"""The gate: every channel passes the same name, limit, network, size and number, and is told of an error in the same form."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.api.addresses import found
from assistant.api.errors import Problem, told_plainly
from assistant.api.limits import RateLimit, Slots
from assistant.api.networks import Hosts, Networks
from index.errors import SettingsError

QUESTION = {"question": "知识产权质押融资有什么支持？"}


@pytest.fixture
def client(make_fake_app: Any, tmp_path: Path) -> Any:
    with TestClient(make_fake_app(tmp_path), raise_server_exceptions=False) as made:
        yield made


def code(response: Any) -> tuple[int, str]:
    detail = response.json()["detail"]
    assert set(detail) == {"message", "code"}
    assert re.search("[\u4e00-\u9fff]", detail["message"])
    return response.status_code, detail["code"]


class TestHost:
    @pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "10.1.2.3:80", "", "LOCALHOST", "localhost."])
    def test_numbers_and_localhost_are_ours(self, host: str) -> None:
        assert Hosts(()).ours(host)

    @pytest.mark.parametrize(
        "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "a@localhost.cn"]
    )
    def test_another_name_is_not(self, host: str) -> None:
        assert not Hosts(()).ours(host)

    def test_public_names_are_set(self) -> None:
        hosts = Hosts(("ask.example.gov.cn", "*.city.gov.cn"))
        assert [hosts.ours(host) for host in ("ask.example.gov.cn:443", "a.city.gov.cn", "city.gov.cn", "badcity.gov.cn")] == [
            True, True, False, False,
        ]  # fmt: skip
        assert Hosts(("*",)).ours("anything.example")

    @pytest.mark.parametrize("name", ["https://a.cn", "a.cn:80", "a b", ""])
    def test_what_is_no_name_stops_the_start(self, name: str) -> None:
        with pytest.raises(SettingsError, match="ALLOWED_HOSTS"):
            Hosts((name,))

    def test_a_foreign_name_is_refused_on_every_channel(self, client: TestClient) -> None:
        for path in ("/", "/api/documents", "/widget.js", "/healthz", "/gradio_api/info"):
            assert code(client.get(path, headers={"Host": "evil.example"})) == (400, "host_not_allowed")

    def test_a_forwarded_name_that_is_not_ours_is_not_believed(self, make_fake_app: Any, tmp_path: Path) -> None:
        app = make_fake_app(tmp_path)
        seen: list[dict[str, str]] = []

        @app.get("/config")
        async def config(request: Any) -> None: ...

        app.router.routes.pop()

        async def shown(scope: Any, receive: Any, send: Any) -> None:
            seen.append({name.decode(): value.decode() for name, value in scope["headers"]})
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        app.mount("/config", shown)
        with TestClient(app) as client:
            client.get("/config/", headers={"X-Forwarded-Host": "evil.example", "X-Gradio-Server": "http://evil.example"})
            client.get("/config/", headers={"X-Forwarded-Host": "testserver"})
        assert "x-forwarded-host" not in seen[0]
        assert "x-gradio-server" not in seen[0]
        assert seen[1]["x-forwarded-host"] == "testserver"


class TestNetworks:
    def test_only_the_networks_that_are_named_may_call(self) -> None:
        inside = Networks("metrics", ("10.0.0.0/8", "::1/128"))
        assert all(map(inside.hold, ("10.9.8.7", "::1", "::ffff:10.1.1.1")))
        assert not any(map(inside.hold, ("11.0.0.1", "2001:db8::1", "testclient")))
        assert not Networks("metrics", ()).hold("127.0.0.1")
        assert Networks("docs", ("0.0.0.0/0", "::/0")).hold("testclient")

    def test_what_is_no_network_stops_the_start(self) -> None:
        with pytest.raises(SettingsError, match="ASSISTANT_MCP_NETWORKS"):
            Networks("mcp", ("everywhere",))

    @pytest.mark.parametrize(
        ("setting", "path"),
        [("metrics", "/metrics"), ("docs", "/docs"), ("docs", "/openapi.json"), ("mcp", "/gradio_api/mcp/schema")],
    )
    def test_an_address_is_switched_off(self, make_fake_app: Any, tmp_path: Path, setting: str, path: str) -> None:
        app = make_fake_app(tmp_path, http={f"{setting}_networks": ()})
        with TestClient(app, client=("127.0.0.1", 1)) as client:
            assert code(client.get(path)) == (404, "not_found")
            assert client.get("/api/documents").status_code == 200

    def test_metrics_are_for_the_inside(self, make_fake_app: Any, tmp_path: Path) -> None:
        app = make_fake_app(tmp_path, http={"metrics_networks": ("10.0.0.0/8",)})
        with TestClient(app) as made:
            assert [TestClient(app, client=(who, 1)).get("/metrics").status_code for who in ("10.0.0.5", "8.8.8.8")] == [200, 404]
            assert made.get("/healthz").status_code == 200


class TestAddresses:
    @pytest.mark.parametrize(
        "path",
        [
            "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://x/", "/gradio_api/call/ask_policy",
            "/gradio_api/call/ask_policy/x", "/gradio_api/run/show", "/gradio_api/run/typed", "/gradio_api/api/ask_policy",
            "/gradio_api/component_server", "/gradio_api/stream/x", "/gradio_api/mcp/sse", "/monitoring", "/login",
            "/\n", "/api/x\ny", "/gradio_api/queue/join/..", "/ui.py", "/gradio_api/deep_link",
        ],
    )  # fmt: skip
    def test_what_is_not_needed_is_not_there(self, path: str) -> None:
        for method in ("GET", "POST", "PUT", "BREW"):
            assert found(path, method) == (None, frozenset())

    def test_every_route_of_ours_has_its_address(self, make_fake_app: Any, tmp_path: Path) -> None:
        app = make_fake_app(tmp_path)
        filled = [re.sub(r"\{[^}]*\}", "x", path) for path in app.openapi()["paths"]]
        assert len(filled) > 8
        assert [path for path in filled if found(path, "GET")[0] is None and found(path, "POST")[0] is None] == []

    def test_a_wrong_method_is_told_which_is_right(self, client: TestClient) -> None:
        response = client.post("/docs")
        assert code(response) == (405, "method_not_allowed")
        assert response.headers["allow"] == "GET, HEAD"

    @pytest.mark.parametrize(
        "path", ["/nonexistent", "/%0A", "/gradio_api/upload", "/widget/nothing.js", "/api/nothing", "/v1/nothing"]
    )
    def test_an_unknown_address_is_told_in_the_one_form(self, client: TestClient, path: str) -> None:
        assert code(client.get(path))[0] == 404


class TestLimits:
    def test_all_channels_share_one_counter(self, make_fake_app: Any, tmp_path: Path) -> None:
        app = make_fake_app(tmp_path, http={"rate_per_minute": 6, "rate_burst": 4})
        with TestClient(app, client=("10.0.0.1", 1), raise_server_exceptions=False) as one:
            one.post("/api/ask", json=QUESTION)
            one.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": "专利"}]})
            one.post("/gradio_api/run/ask_policy", json={"data": ["专利"]})
            one.get("/reader/x")
            for method, path in (
                ("POST", "/gradio_api/run/ask_policy"),
                ("POST", "/gradio_api/mcp/"),
                ("POST", "/gradio_api/queue/join"),
                ("GET", "/"),
                ("GET", "/nonexistent"),
            ):
                late = one.request(method, path, json={})
                assert code(late) == (429, "too_many")
                assert int(late.headers["retry-after"]) >= 1
            assert one.get("/healthz").status_code == 200

    def test_files_cost_next_to_nothing(self) -> None:
        limit = RateLimit(60, 4)
        assert [limit.take("a", 0.0, 0.02) for _ in range(140)] == [0] * 140
        assert [limit.take("a", 0.0) for _ in range(2)] == [0, 1]  # one of the four is left: 140 files cost less than three

    def test_a_household_of_ipv6_is_one_client(self) -> None:
        limit = RateLimit(60, 1)
        assert [limit.take(f"2001:db8::{n:x}", 0.0) for n in range(3)] == [0, 1, 1]
        assert limit.take("2001:db8:0:1::1", 0.0) == 0

    def test_places_are_given_back(self) -> None:
        slots = Slots(3, 2)
        assert [slots.take(who) for who in ("a", "a", "a", "b", "c")] == [True, True, False, True, False]
        slots.leave("a")
        assert slots.take("c")

    def test_beyond_the_places_one_is_told_to_come_back(
        self, make_fake_app: Any, make_fake_assistant: Any, serve: Any, tmp_path: Path
    ) -> None:
        started, go = threading.Semaphore(0), threading.Event()

        class Slow(make_fake_assistant):  # type: ignore[misc]
            def ask(self, question: str, history: Any = (), as_of: str | None = None) -> Any:
                started.release()
                go.wait(30)
                return super().ask(question, history, as_of)

        app = make_fake_app(tmp_path, assistant=Slow(), http={"requests_at_once": 2})
        with serve(app) as address, ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(httpx.post, f"{address}/api/ask", json=QUESTION, timeout=30) for _ in range(2)]
            for _ in waiting:
                started.acquire()
            busy = httpx.get(f"{address}/api/documents")
            assert (*code(busy), busy.headers["retry-after"]) == (503, "busy", "2")
            assert httpx.get(f"{address}/healthz").status_code == 200
            go.set()
            assert [future.result().status_code for future in waiting] == [200, 200]
            assert httpx.get(f"{address}/api/documents").status_code == 200

    @pytest.mark.parametrize("path", ["/api/ask", "/gradio_api/queue/join", "/gradio_api/mcp/", "/gradio_api/run/ask_policy"])
    def test_no_channel_takes_a_large_body(self, client: TestClient, path: str) -> None:
        assert code(client.post(path, content=b"x" * 300_000)) == (413, "too_large")
        assert code(client.post(path, content=iter([b"x" * 200_000, b"x" * 200_000]))) == (413, "too_large")

    def test_a_body_that_never_comes_is_not_waited_for(
        self, make_fake_app: Any, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("assistant.api.gate._BODY_SECONDS", 0.1)
        with (
            serve(make_fake_app(tmp_path)) as address,
            socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as line,
        ):
            line.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{")
            assert line.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("text", [r"专利\ud800", r"\udfff", r"\ud800\ud800", r"\\\ud800", r"\ud83d"])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_half_a_character_is_refused_wherever_it_stands(client: TestClient, text: str, accept: str) -> None:
    bodies = [
        f'{{"question": "{text}"}}',
        f'{{"question": "专利", "history": [{{"q": "{text}"}}]}}',
        f'{{"question": "专利", "as_of": "{text}"}}',
    ]
    for body in bodies:
        headers = {"Content-Type": "application/json", "Accept": accept}
        assert code(client.post("/api/ask", content=body.encode(), headers=headers)) == (422, "unreadable")
    chat = f'{{"messages": [{{"role": "user", "content": "{text}"}}]}}'
    assert code(client.post("/v1/chat/completions", content=chat.encode()))[0] == 422


@pytest.mark.parametrize("text", [r"专利\ud83d\ude00", r"专利\\ud800", "专利\U0001f600"])
def test_whole_characters_pass(client: TestClient, text: str) -> None:
    response = client.post("/api/ask", content=f'{{"question": "{text}"}}'.encode(), headers={"Content-Type": "application/json"})
    assert response.status_code == 200


def test_every_channel_leaves_the_same_row(client: TestClient) -> None:
    client.post("/api/ask", json=QUESTION)
    client.get("/v1/models")
    client.get("/reader/x")
    client.post("/gradio_api/run/ask_policy", json={"data": []})
    client.get("/nonexistent", params={"q": "13812345678"})
    rows = client.app.state.service.log.rows("access")  # type: ignore[attr-defined]
    assert [row["channel"] for row in rows] == ["api", "openai", "pages", "gradio", ""]
    assert {"time", "client", "channel", "method", "path", "status", "ms", "hash"} <= set.intersection(
        *(set(row) for row in rows)
    )
    assert rows[-1]["query"] == "q=〔手机号〕"


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/healthz", "/api/documents", "/nonexistent", "/widget/", "/docs", "/reader/x"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert ("unsafe" in headers["content-security-policy"]) == (path == "/reader/x")
    assert client.get("/widget.js").headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/api/documents").headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (404, {"detail": "Not Found"}, (404, "not_found")),
        (503, {"detail": "This application is too busy."}, (503, "busy")),
        (422, {"detail": [{"type": "missing"}]}, (422, "bad_request")),
        (500, {"error": "请输入问题。"}, (422, "bad_value")),
        (500, {"error": None}, (422, "bad_value")),
        (500, {"error": "系统出错", "title": "failed"}, (500, "failed")),
        (400, "plain words", (400, "bad_request")),
    ],
)
def test_another_librarys_error_is_told_in_our_words(status: int, body: Any, told: tuple[int, str]) -> None:
    problem = told_plainly(status, (body if isinstance(body, str) else json.dumps(body)).encode())
    assert isinstance(problem, Problem)
    assert (problem.status_code, problem.code) == told
    assert re.search("[\u4e00-\u9fff]", problem.message)


_ENDLESS = """
import sys, time, uvicorn
from pathlib import Path
from assistant.api import create_app
from assistant.api.server import Server
from assistant.settings import Settings
class Endless:
    def ask(self, *given):
        time.sleep(12)
app = create_app(Endless, Settings(data_dir=Path(sys.argv[1])))
config = uvicorn.Config(app, port=int(sys.argv[2]), log_level="warning", timeout_graceful_shutdown=1)
Server(config, app.state.service.opening, "x").run()
"""


@pytest.mark.slow
def test_an_answer_that_the_end_of_the_server_cuts_off_is_told_in_chinese(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", _ENDLESS, str(tmp_path), str(port)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[3])])}
    with (
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
        ThreadPoolExecutor(1) as pool,
    ):
        try:
            assert process.stdout is not None
            process.stdout.readline()
            answer = pool.submit(httpx.post, f"http://127.0.0.1:{port}/api/ask", json=QUESTION, timeout=30)
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            response = answer.result()
            assert code(response) == (503, "ending")
            assert "retry-after" in response.headers
        finally:
            process.kill()
