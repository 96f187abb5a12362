"""The chat when something breaks: the reader stops it, the network goes, the server is started again. Nothing typed is lost."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

QUESTION = "知识产权质押融资有什么支持？"
NEXT = "质押融资的目标是多少？"

pytestmark = pytest.mark.browser


@contextmanager
def on_port(app: Any, port: int) -> Iterator[str]:
    """Serve an application on a port, and cut every connection at the end, as a server that is killed does."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = server.force_exit = True
    thread.join(10)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]  # type: ignore[no-any-return]


@pytest.fixture
def slow_site(
    make_site: Callable[..., Any], make_fake_assistant: Callable[..., Any], serve: Callable[..., Any], tmp_path: Path
) -> Iterator[str]:
    with serve(make_site(tmp_path, assistant=make_fake_assistant(pause=3.0))) as address:
        yield address


def begin(seen: Any, question: str) -> None:
    """Ask a question, and wait until its answer grows."""
    seen.page.fill("#question textarea", question)
    seen.page.press("#question textarea", "Enter")
    seen.last.locator(".text").wait_for()


def test_a_stopped_turn_stays_stopped_and_can_be_asked_again(visit: Callable[..., Any], slow_site: str) -> None:
    seen = visit(address=slow_site)
    begin(seen, QUESTION)
    seen.page.get_by_role("button", name="停止").click()
    assert "已停止" in seen.last.inner_text()
    seen.page.fill("#question textarea", "写到一半")
    seen.page.wait_for_timeout(4000)  # longer than the next line of the answer would take
    assert "已停止" in seen.last.inner_text()
    seen.reload()
    assert (seen.questions(), seen.page.input_value("#question textarea")) == ([QUESTION], "写到一半")
    assert "已停止" in seen.last.inner_text()
    seen.last.get_by_role("button", name="重试").click()
    seen.last.locator(".text").wait_for()
    assert seen.questions() == [QUESTION]


def test_a_reload_while_it_answers_keeps_the_question(visit: Callable[..., Any], slow_site: str) -> None:
    seen = visit(address=slow_site)
    begin(seen, QUESTION)
    seen.reload()
    assert seen.questions() == [QUESTION]
    assert "没有等到回答" in seen.last.inner_text()
    assert seen.last.get_by_role("button", name="重试").is_visible()


def test_offline_is_said_in_chinese_and_the_question_waits(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    seen.page.context.set_offline(True)
    assert "网络已断开" in seen.page.locator("#net").inner_text()
    seen.ask(NEXT)
    assert "没有发出去" in seen.last.inner_text()
    seen.page.context.set_offline(False)
    seen.page.locator("#net").wait_for(state="hidden")
    seen.last.get_by_role("button", name="重试").click()
    seen.last.locator(".text").wait_for()
    assert seen.questions() == [QUESTION, NEXT]
    assert seen.page.locator(".toast-wrap").is_visible() is False


def test_an_answer_that_is_asked_again_in_vain_is_not_lost(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    seen.page.context.set_offline(True)
    seen.last.get_by_role("button", name="重新回答").click()
    seen.page.context.set_offline(False)
    seen.reload()
    seen.last.locator(".text").wait_for()
    assert "质押融资" in seen.last.locator(".text").inner_text()


def test_a_connection_that_is_refused_is_tried_once_more_and_then_left_to_the_reader(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.page.route("**/gradio_api/queue/join*", lambda route: route.abort())
    seen.page.fill("#question textarea", QUESTION)
    seen.page.press("#question textarea", "Enter")
    seen.page.locator("#past").get_by_text("没有连上服务器").wait_for()
    seen.page.wait_for_timeout(4000)
    assert len([address for address in seen.requests if "queue/join" in address]) == 2
    assert "fetch" not in seen.page.inner_text("body")
    seen.page.unroute("**/gradio_api/queue/join*")
    seen.last.get_by_role("button", name="重试").click()
    seen.last.locator(".sources").wait_for()
    assert seen.questions() == [QUESTION]


def test_what_the_gate_refuses_is_said_in_its_own_words(visit: Callable[..., Any]) -> None:
    seen = visit()
    told = {"detail": {"code": "rate_limited", "message": "请求过于频繁，请在 3 秒后再试。"}}
    seen.page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=429, json=told))
    seen.ask(QUESTION)
    assert "请求过于频繁，请在 3 秒后再试。" in seen.last.inner_text()
    assert seen.last.get_by_role("button", name="重试").is_visible()


def test_a_server_that_is_started_again_while_it_answers(
    visit: Callable[..., Any],
    make_site: Callable[..., Any],
    make_fake_assistant: Callable[..., Any],
    port: int,
    tmp_path: Path,
) -> None:
    with on_port(make_site(tmp_path, assistant=make_fake_assistant(pause=30.0)), port) as address:
        seen = visit(address=address)
        begin(seen, QUESTION)
        seen.page.fill("#question textarea", "接着写的")
    seen.page.locator("#past").get_by_text("连上后会自动发出").wait_for()
    assert "正在自动重连" in seen.page.locator("#net").inner_text()
    assert "lost" not in seen.page.inner_text("body").lower()
    assert seen.page.input_value("#question textarea") == "接着写的"
    with on_port(make_site(tmp_path), port):
        seen.last.locator(".sources").wait_for()  # the page was loaded anew, and asked again by itself
        assert (seen.questions(), seen.page.input_value("#question textarea")) == ([QUESTION], "接着写的")


def test_a_server_that_was_started_again_unnoticed(
    visit: Callable[..., Any], make_site: Callable[..., Any], port: int, tmp_path: Path
) -> None:
    with on_port(make_site(tmp_path), port) as address:
        seen = visit(address=address)
        seen.ask(NEXT)
    with on_port(make_site(tmp_path), port):
        seen.page.fill("#question textarea", QUESTION)
        seen.page.press("#question textarea", "Enter")
        seen.page.wait_for_function("document.querySelectorAll('#past .turn .sources').length === 1")
        assert seen.questions() == [NEXT, QUESTION]


def test_a_browser_that_keeps_nothing_still_answers(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    seen.reload()
    seen.ask(QUESTION)
    assert seen.last.locator(".text").is_visible()
    assert "没有空间保存" in seen.page.locator("#toast").inner_text()
