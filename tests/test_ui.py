"""The pages' server: one address for all, clear words when the port is taken, nothing of a document or reader as HTML."""

import asyncio
import html
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import httpx
import openpyxl
import pytest

import ui
from assistant.site.app import install as install_site
from assistant.site.library import Library
from corpus.records import Document
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"
EVIL = '<img src=x onerror=alert(1)> " onclick="x'


@pytest.mark.parametrize(("said", "threads"), [(None, "1"), ("2", "2")])
def test_a_search_takes_one_thread_unless_told_otherwise(said: str | None, threads: str) -> None:
    """Whatever imports FAISS first; several would spin on the cores of other questions."""
    environment = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    environment |= {"OMP_NUM_THREADS": said} if said else {}
    code = "import ui, assistant.backup.restoring, faiss; print(faiss.omp_get_max_threads())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(ui.__file__).parent, capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == threads


@pytest.fixture(scope="module")
def app(make_fake_app: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    return make_fake_app(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def site(app: Any, serve: Callable[..., Any]) -> Iterator[str]:
    data = app.state.service.settings.data_dir
    Registry(data).add(
        [(Document("evil", f"某某办法{EVIL}", kind="办法"), f"某某办法\n第一条 {EVIL}质押融资。\n第二条 对企业给予补贴。\n")]
    )
    library = Library(Registry(data), PLAN)
    install_site(app, app.state.service, library)
    with serve(ui.mount(app, app.state.service, library)) as address:
        yield address


def in_thread(talk):
    """Run a coroutine function in a thread of its own: browser tests of the same session leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(talk())).result()


def test_pages_rest_and_docs_share_one_address(site: str) -> None:
    assert "gradio_config" in httpx.get(site + "/").text
    assert httpx.get(site + "/api/documents").json()["documents"][0]["id"] == PLAN
    assert httpx.get(site + "/readyz").status_code == 200
    assert httpx.get(site + "/widget.js").status_code == 200


def test_the_page_names_no_font_or_script_of_another_host(site: str) -> None:
    page = httpx.get(site + "/").text
    style = httpx.get(site + "/theme.css").text
    loaded = re.findall(r"""(?:src|href)=["'](https?://[^"']+)""", page) + re.findall(r"""url\(["']?(https?://[^)"']+)""", style)
    assert [address for address in loaded if not address.startswith(site)] == []


def test_a_document_is_read_whole_and_escaped(site: str) -> None:
    text = httpx.get(f"{site}/reader/{PLAN}").text
    plan = Library(Registry(Path("/nonexistent")), PLAN).now().parsed(PLAN)
    bare = re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", text)))
    assert all(re.sub(r"\s", "", clause.text) in bare for clause in plan.clauses)
    evil = httpx.get(f"{site}/reader/evil").text
    assert "<img" not in evil
    assert "&lt;img" in evil
    assert httpx.get(f"{site}/reader/nowhere").status_code == 404


def test_result_lists_are_exported(site: str) -> None:
    word = httpx.get(f"{site}/export/clauses.docx", params={"q": "质押融资"})
    assert "质押融资" in "".join(p.text for p in docx.Document(BytesIO(word.content)).paragraphs)
    sheet = openpyxl.load_workbook(
        BytesIO(httpx.get(f"{site}/export/clauses.xlsx", params={"q": "质押融资", "doc": PLAN}).content)
    ).active
    assert sheet is not None
    assert sheet.max_row > 4
    assert "filename*=UTF-8''" in word.headers["content-disposition"]


@pytest.mark.parametrize(
    "query", ["q=%EF%BF%BF", "q=a&doc=%01", "q=a&region=%01", "q=" + "%E9%95%BF" * 300, "q=%ED%A0%80&kind=%0B"]
)
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_signs_that_no_file_may_hold_are_left_out(site: str, query: str, suffix: str) -> None:
    assert httpx.get(f"{site}/export/clauses.{suffix}?{query}").status_code == 200


def run_named(site: str, name: str, *data: Any) -> httpx.Response:
    return httpx.post(f"{site}/gradio_api/run/{name}", json={"data": data})


def test_what_is_asked_over_gradio_and_mcp_is_logged_like_the_rest(site: str, app: Any) -> None:
    before = len(app.state.service.log.rows("answer"))
    assert run_named(site, "ask_policy", "质押融资有什么支持？").status_code == 200

    async def talk() -> None:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamablehttp_client

        async with streamablehttp_client(f"{site}/gradio_api/mcp/") as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            name = next(tool.name for tool in (await session.list_tools()).tools if "ask" in tool.name)
            await session.call_tool(name, {"question": "质押融资有什么支持？"})

    in_thread(talk)
    rows = app.state.service.log.rows("answer")[before:]
    assert [(row["channel"], row["client"], row["question"]) for row in rows] == [
        ("gradio", "127.0.0.1", "质押融资有什么支持？"),
        ("mcp", "127.0.0.1", "质押融资有什么支持？"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("ask_policy", [""], "请输入问题"),
        ("ask_policy", [None], "question 应为文字"),
        ("ask_policy", [], "请求无法处理"),
        ("search_clauses", ["质押", "many"], "应为整数"),
        ("get_clause", ["nothing"], "没有编号为 nothing 的条款"),
    ],
)
def test_a_function_says_in_chinese_what_is_wrong(
    site: str, name: str, data: list[Any], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    response = run_named(site, name, *data)
    assert (response.status_code, told in response.json()["detail"]["message"]) == (422, True)
    if data:  # what Gradio cannot even give to a function it reports itself
        assert "Traceback" not in capfd.readouterr().err


def test_a_failure_of_ours_gets_a_number_there_too(site: str, app: Any) -> None:
    response = run_named(site, "ask_policy", "断电")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert app.state.service.log.rows("error")[-1]["error_id"] in response.json()["detail"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": [], "fn_index": 10_000, "session_hash": "s"},
        {"data": [1] * 50, "fn_index": 0, "session_hash": "s"},
        {"data": [], "fn_index": True, "session_hash": "s"},
        {"data": ["x", -1, []], "fn_index": 0, "session_hash": "x" * 65},
        [],
    ],
)
def test_the_queue_takes_only_what_the_page_sends(site: str, body: Any) -> None:
    response = httpx.post(f"{site}/gradio_api/queue/join", json=body)
    assert (response.status_code, response.json()["detail"]["code"]) == (422, "bad_body")


def test_the_queue_takes_what_the_page_sends(site: str) -> None:
    body = {"data": [], "fn_index": 0, "session_hash": "tab1"}
    assert "event_id" in httpx.post(f"{site}/gradio_api/queue/join", json=body).json()


@pytest.mark.parametrize(
    "content", [b"{", b"[" * 5000, b"\xff", b'{"jsonrpc": "2.0", "id": [null], "method": "x"}', b"[]", b'"x"']
)
def test_what_is_no_message_is_refused_before_mcp(site: str, content: bytes) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    response = httpx.post(f"{site}/gradio_api/mcp/", content=content, headers=headers)
    assert response.status_code in (400, 422)
    assert response.json()["detail"]["code"] in ("bad_json", "bad_body")


@pytest.mark.parametrize("path", ["upload", "call/ask_policy/unknown", "file=/etc/passwd", "run/typed", "nothing"])
def test_what_the_pages_do_not_need_is_closed(site: str, path: str) -> None:
    for method in ("GET", "POST"):
        response = httpx.request(method, f"{site}/gradio_api/{path}", timeout=3)
        assert (response.status_code, response.json()["detail"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("query", ["?q=x&day=tomorrow", "?q=x&day=2022-13-45", "?q=" + "长" * 400, "", "?q=x&order=random"])
def test_a_malformed_export_is_refused(site: str, query: str) -> None:
    assert httpx.get(f"{site}/export/clauses.docx{query}").status_code in (404, 422)


def test_the_tools_are_offered_over_mcp(site: str) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> tuple[list[str], Any, Any]:
        async with streamablehttp_client(f"{site}/gradio_api/mcp/") as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            asked = await session.call_tool(next(n for n in names if "ask" in n), {"question": "质押融资有什么支持？"})
            clause = await session.call_tool(
                next(n for n in names if "clause" in n and "search" not in n), {"clause_id": f"{PLAN}#三.(三).3"}
            )
            return names, asked, clause

    names, asked, clause = in_thread(talk)
    assert len(names) == 3
    assert {next((part for part in ("ask", "search", "get") if part in name), name) for name in names} == {"ask", "search", "get"}
    assert "质押融资" in asked.content[0].text
    assert "健全知识产权金融服务体系" in clause.content[0].text


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("ASSISTANT_LLM_TIMEOUT", "0", "错误：设置 ASSISTANT_LLM_TIMEOUT 的值 '0' 不能用。"),
        ("ASSISTANT_EMBED_ORIGINS", '["example"]', "错误：允许嵌入的网站写法不对：'example'。"),
        ("ASSISTANT_RATE_BURST", "0", "错误：设置 ASSISTANT_RATE_BURST 的值 '0' 不能用。"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, setting: str, value: str, told: str
) -> None:
    monkeypatch.setenv(setting, value)
    monkeypatch.setattr(ui, "port_is_free", lambda host, port: True)
    assert ui.main(["--data-dir", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(told)


def test_a_profile_that_is_not_there_is_said_in_chinese(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_PROFILE", "某市")
    assert ui.main(["--data-dir", str(tmp_path)]) == 1
    assert "没有办公室资料“某市”" in capsys.readouterr().err


def test_a_taken_port_is_said_in_chinese(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert ui.main(["--port", str(port), "--data-dir", str(tmp_path)]) == 1
    assert f"--port {port + 1}" in capsys.readouterr().err


@pytest.mark.slow
def test_the_first_start_and_the_end_are_a_line_each(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, ui.__file__, "--port", str(port), "--data-dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        guard = threading.Timer(300, process.kill)
        guard.start()
        try:
            assert process.stdout is not None
            address = f"http://127.0.0.1:{port}/"
            assert process.stdout.readline() == f"打开 {address} 即可使用；按 Ctrl+C 结束。\n"
            assert httpx.get(address + "readyz").status_code == 200
            with httpx.stream("GET", address + "gradio_api/heartbeat/tab", timeout=60) as tab:  # as an open page does
                next(tab.iter_lines())
                process.send_signal(signal.SIGINT)
                said, complaints = process.communicate()
        finally:
            guard.cancel()
            process.kill()
    assert (process.returncode, said) == (0, "正在结束…\n")
    assert [line.rpartition(": ")[2] for line in complaints.splitlines()] == ["正在建立索引…"]
