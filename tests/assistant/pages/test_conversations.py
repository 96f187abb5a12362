"""The addresses beside Gradio's: the first page, kept turns as HTML, a conversation as a file; nothing is stored."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.pages import answers
from assistant.pages.conversations import KEPT_TURNS, make_router
from assistant.site.library import Library
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"
QUESTION = "知识产权质押融资有什么支持？"


@pytest.fixture
def client(make_fake_app: Callable[..., Any], tmp_path: Path) -> Iterator[TestClient]:
    app = make_fake_app(tmp_path)
    app.include_router(make_router(app.state.service, Library(Registry(tmp_path), PLAN)))
    with TestClient(app) as made:
        yield made


@pytest.fixture
def kept(fake_assistant: Any) -> dict[str, Any]:
    row = answers.keep(QUESTION, fake_assistant.ask(QUESTION), follows=False)
    return {"id": "t1", "q": row["q"], "a": row["a"], "note": ""}


def test_the_first_page_says_what_it_answers_from_and_whom_to_ask(client: TestClient) -> None:
    text = client.get("/chat/start").text
    named = ("1 份文件", "《襄阳市知识产权“十四五”规划》", "规划期 2021—2025", "已届满")
    for part in (*named, 'href="/documents"', 'href="tel:12345"'):
        assert part in text
    assert text.count("data-ask") == 9


def test_kept_turns_come_back_as_html_and_strange_ones_are_said(client: TestClient, kept: dict[str, Any]) -> None:
    strange = {"id": "t2", "q": "<b>问</b>", "a": {"id": 1}}
    response = client.post("/chat/turns", json={"turns": [kept, strange]})
    assert response.status_code == 200
    assert response.text.count("<article") == 2
    assert "这一轮没有可以显示的回答" in response.text
    assert "<b>问" not in response.text
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("suffix", ["docx", "md"])
def test_a_file_holds_question_standing_contact_and_sources(client: TestClient, kept: dict[str, Any], suffix: str) -> None:
    stopped = {"id": "t2", "q": "停下的", "a": None, "note": "已停止。"}
    response = client.post(f"/chat/export.{suffix}", json={"name": "融资*的事*", "turns": [kept, stopped]})
    assert response.headers["content-disposition"].endswith(f".{suffix}")
    if suffix == "md":
        text = response.content.decode("utf-8")
        assert text.startswith("# 融资\\*的事\\*\n")
    else:
        text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(response.content)).paragraphs)
    for part in (
        f"1. 问：{QUESTION}", "文件中有明确表述（原文摘录；以政策原文为准）", "规划期为2021—2025年，已届满。",
        "咨询：襄阳市市场监督管理局",
        "《襄阳市知识产权“十四五”规划》一、(一)第3段", "现在的效力：已届满", "2. 问：停下的", "已停止。",
    ):  # fmt: skip
        assert part in text, part


def test_signs_that_no_file_may_hold_are_left_out(client: TestClient) -> None:
    turn = {"id": "t", "q": "一\u0000二\ud800"}
    assert client.post("/chat/export.docx", content=json.dumps({"turns": [turn]})).status_code in (200, 400, 422)
    assert client.post("/chat/export.docx", json={"turns": [{"id": "t", "q": "一\u0001二"}]}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"turns": [{"id": "<x>", "q": "问"}]},
        {"turns": [{"id": "t", "q": "长" * 4001}]},
        {"turns": [{"id": "t", "q": "问"}] * (KEPT_TURNS + 1)},
        {"name": "长" * 101, "turns": []},
    ],
)
def test_what_no_browser_of_ours_sends_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post("/chat/turns", json=body).status_code == 422


def test_other_kinds_of_files_are_refused(client: TestClient) -> None:
    response = client.post("/chat/export.pdf", json={"turns": []})
    assert (response.status_code, response.json()["detail"]["message"]) == (404, "对话只能导出为 docx 或 md。")
