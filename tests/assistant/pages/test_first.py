"""The first answer of the chat's page: usable as it is, without Gradio's names, its files packed and kept."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.pages.first import First

SCRIPT = b"export const text = 'a long enough text';\n" * 50
PAGE = """<!doctype html>
<html
\tlang="en"
><head>
<meta charset="utf-8">
<meta property="og:image" content="https://elsewhere.example/x"><meta name="twitter:creator" content="@Gradio" />
<link rel="manifest" href="/manifest.json" /><script>window.gradio_config = {"a": 1};</script>
<script>(() => { script.src = "static/js/iframeResizer.contentWindow.min.js"; })();</script>
</head><body><gradio-app></gradio-app></body></html>"""


@pytest.fixture
def make_client() -> Callable[..., TestClient]:
    async def page(request: Any) -> Response:
        return HTMLResponse(PAGE)

    async def script(request: Any) -> Response:
        return Response(SCRIPT, media_type="text/javascript") if "gone" not in request.url.path else Response("no", 404)

    routes = [Route("/", page, methods=["GET", "HEAD"]), Route("/assets/{name}", script), Route("/config", script)]
    return lambda: TestClient(First(Starlette(routes=routes), lambda: "<title>t</title>", lambda asked: f"<form>{asked}</form>"))


def test_the_page_holds_a_form_before_the_chat_and_nothing_of_another_host(make_client: Callable[..., TestClient]) -> None:
    page = make_client().get("/?q=质押&s=1")
    assert "<head><title>t</title>" in page.text
    assert "<form>质押</form><gradio-app>" in page.text
    assert 'lang="zh-CN"' in page.text
    assert "window.gradio_config" in page.text
    assert not [name for name in ("og:", "twitter", "manifest", "iframeResizer") if name in page.text]
    assert page.headers["content-length"] == str(len(page.content))
    assert page.headers["cache-control"] == "no-cache"


def test_files_are_kept_for_good_and_packed_better_from_the_second_time_on(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    asked = {"Accept-Encoding": "br"}
    first = client.get("/assets/a.js", headers=asked)
    assert first.headers["content-encoding"] == "br"
    best = len(brotli.compress(SCRIPT, mode=brotli.MODE_TEXT, quality=11))
    deadline = time.monotonic() + 10
    while int(client.get("/assets/a.js", headers=asked).headers["content-length"]) != best:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    again = client.get("/assets/a.js", headers=asked)
    assert first.content == again.content == SCRIPT
    assert "immutable" in first.headers["cache-control"]
    assert "immutable" in again.headers["cache-control"]
    assert again.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_browser_that_unpacks_nothing_gets_files_as_they_are(make_client: Callable[..., TestClient]) -> None:
    file = make_client().get("/assets/a.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in file.headers
    assert file.content == SCRIPT


def test_a_file_that_there_is_not_is_neither_kept_nor_packed(make_client: Callable[..., TestClient]) -> None:
    missing = make_client().get("/assets/gone.js", headers={"Accept-Encoding": "br"})
    assert missing.status_code == 404
    assert "cache-control" not in missing.headers


def test_what_is_no_page_and_no_file_passes(make_client: Callable[..., TestClient]) -> None:
    assert "cache-control" not in make_client().get("/config").headers
    assert asyncio.iscoroutinefunction(First.__call__)


def test_gradios_page_still_has_what_is_looked_for() -> None:
    """What is taken out and put in is found by its form: another version of Gradio may have another."""
    from importlib.resources import files

    page = (files("gradio") / "templates" / "frontend" / "index.html").read_text("utf-8")
    for part in ('<html\n\tlang="en"', "<head>", "<gradio-app", '<link rel="manifest"', "iframeResizer.contentWindow"):
        assert part in page
