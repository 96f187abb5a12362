"""The first answer to who opens the chat's page: usable as it is, before Gradio's scripts have come and without any.

Gradio's page holds its configuration and nothing to read. A plain form is put before it, style and title into its head, and what
names Gradio or looks for other hosts is taken out. Gradio's files carry a mark of their content in their names: a browser keeps
them for good, and they go out compressed as far as can be.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_DROPPED = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^<>]*>|<link rel="manifest"[^<>]*>')
_SCRIPT, _SCRIPT_END, _OF_FRAMES = "<script>", "</script>", "iframeResizer.contentWindow"
_HTML, _HEAD, _APP = '<html\n\tlang="en"', "<head>", "<gradio-app"
_YEAR = "public, max-age=31536000, immutable"
_KEPT = "/assets/"
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_QUICK, _BEST = 5, 11  # of brotli: the best is a seventh less, at a hundred times the work


class First:
    """ASGI application around Gradio's.

    Args:
        app: Gradio's application.
        head: HTML for the end of the head.
        form: returns HTML that is usable at once, from the question that the address carries.
    """

    def __init__(self, app: ASGIApp, head: Callable[[], str], form: Callable[[str], str]) -> None:
        self._app, self._head, self._form = app, head, form
        self._packed: dict[str, bytes] = {}
        self._worker = ThreadPoolExecutor(1, "pack")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif scope["path"] == "/":
            await self._page(scope, receive, send)
        elif scope["path"].startswith(_KEPT):
            await self._file(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await self._whole(scope, receive)
        if start["status"] == 200 and scope["method"] == "GET":
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("q", [""])[0]
            body = self._usable(body.decode(), asked).encode()
            headers = MutableHeaders(raw=start["headers"])
            headers["Content-Length"], headers["Cache-Control"] = str(len(body)), "no-cache"
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _usable(self, page: str, asked: str) -> str:
        page = _without_frames(_DROPPED.sub("", page)).replace(_HTML, _HTML.replace("en", "zh-CN"), 1)
        page = page.replace(_HEAD, _HEAD + self._head(), 1)
        return page.replace(_APP, self._form(asked) + _APP, 1)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file of Gradio's, packed well enough at first, and as far as can be from then on."""
        if "br" in Headers(scope=scope).get("accept-encoding", ""):
            start, body = await self._packed_file(scope, receive)
        else:
            start, body = await self._whole(scope, receive)
        if start["status"] == 200:
            MutableHeaders(raw=start["headers"])["Cache-Control"] = _YEAR
        await send(start)
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _packed_file(self, scope: Scope, receive: Receive) -> tuple[dict[str, Any], bytes]:
        """Return the start of an answer and its body, packed where that is worth it."""
        path = scope["path"]
        packed = self._packed.get(path)
        if packed is None:
            headers = [row for row in scope["headers"] if row[0] != b"accept-encoding"]
            start, body = await self._whole({**scope, "headers": headers}, receive)
            if not body or start["status"] != 200 or not path.endswith(tuple(_KINDS)):
                return start, body
            packed = self._packed[path] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=_QUICK)
            self._worker.submit(self._pack, path, body)
        return {"type": "http.response.start", "status": 200, "headers": _packed_headers(path, packed)}, packed

    def _pack(self, path: str, body: bytes) -> None:
        self._packed[path] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BEST)

    async def _whole(self, scope: Scope, receive: Receive) -> tuple[dict[str, Any], bytes]:
        """Return the start of an answer, its headers ready to be changed, and its body."""
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message, headers=list(message["headers"]))
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, take)
        return start, b"".join(parts)


def _without_frames(page: str) -> str:
    """Return a page without the script that loads another host's helper for frames."""
    at = page.find(_OF_FRAMES)
    begin, end = page.rfind(_SCRIPT, 0, max(at, 0)), page.find(_SCRIPT_END, at)
    return page if at < 0 or begin < 0 or end < 0 else page[:begin] + page[end + len(_SCRIPT_END) :]


def _packed_headers(path: str, packed: bytes) -> list[tuple[bytes, bytes]]:
    kind = _KINDS[path[path.rindex(".") :]]
    rows = {"Content-Type": kind, "Content-Encoding": "br", "Content-Length": str(len(packed)), "Vary": "Accept-Encoding"}
    return [(name.lower().encode(), value.encode()) for name, value in rows.items()]
