"""The pages of several workers: Gradio keeps a reader's session in one process, so one worker has them all.

Every other worker hands a page's request on, as it came, over a socket in the file system. That is the outermost layer: the
request passes the gate, its limits and its log once, where it is served. Programs and the widget are served by all workers.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path

import httpx
import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant import messages
from assistant.api.errors import problem_body

_EVERYWHERE = (
    "/api/", "/v1/", "/widget", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics", "/reader", "/export/", "/chat/",
    "/documents", "/compare", "/changes.atom", "/ask", "/site.", "/early.js", "/favicon",
)  # fmt: skip
_CLIENT = b"x-worker-client"
_SCHEME = b"x-worker-scheme"
_HOP = {b"connection", b"keep-alive", b"transfer-encoding", b"upgrade", _CLIENT, _SCHEME}


def among_workers(app: ASGIApp, path: Path, has_pages: bool) -> ASGIApp:
    """Return the application of one of several workers; ``path`` is the socket of the one that ``has_pages``."""
    return HandedOn(app) if has_pages else ToPages(app, path)


class HandedOn:
    """ASGI, in the worker with the pages: a request from another worker is one of the client whom that worker names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        server = scope.get("server")
        if scope["type"] == "http" and server is not None and server[1] is None:  # a socket that has no port
            named = dict(scope["headers"])
            client, scheme = named.get(_CLIENT, b"-").decode("latin-1"), named.get(_SCHEME, b"http").decode("latin-1")
            headers = [(name, value) for name, value in scope["headers"] if name not in (_CLIENT, _SCHEME)]
            scope = {**scope, "client": (client, 0), "scheme": scheme, "headers": headers}
        await self._app(scope, receive, send)


class ToPages:
    """ASGI, in the other workers: hands the pages' requests on.

    Args:
        app: serves everything else.
        path: the socket of the worker with the pages.
    """

    def __init__(self, app: ASGIApp, path: Path) -> None:
        self._app = app
        self._client = httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(uds=str(path), limits=httpx.Limits(max_connections=None)), timeout=None
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(_EVERYWHERE):
            await self._app(scope, receive, send)
            return
        try:
            await self._hand_on(scope, receive, send)
        except httpx.TransportError:  # it is being started again
            body = orjson.dumps(problem_body("not_ready", messages.STARTING, path=scope["path"], status=503))
            headers = [(b"content-type", b"application/json; charset=utf-8"), (b"retry-after", b"5")]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = str(scope["client"][0]) if scope.get("client") else "-"
        headers = [(name, value) for name, value in scope["headers"] if name not in _HOP]
        headers += [(_CLIENT, client.encode("latin-1")), (_SCHEME, scope["scheme"].encode("latin-1"))]
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        url = httpx.URL(scheme="http", host="pages", raw_path=scope.get("raw_path", scope["path"].encode()) + query)
        ended = asyncio.Event()
        has_body = any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])
        request = self._client.build_request(
            scope["method"], url, headers=headers, content=_body(receive, ended) if has_body else None
        )
        response = await self._client.send(request, stream=True)
        try:
            kept = [(name.lower(), value) for name, value in response.headers.raw if name.lower() not in _HOP]
            await send({"type": "http.response.start", "status": response.status_code, "headers": kept})
            await _until_gone(receive, _copied(response, send))
        finally:
            await response.aclose()


async def _body(receive: Receive, ended: asyncio.Event) -> AsyncIterator[bytes]:
    while not ended.is_set():
        message = await receive()
        if not message.get("more_body", False):
            ended.set()
        yield message.get("body", b"")


async def _copied(response: httpx.Response, send: Send) -> None:
    async for part in response.aiter_raw():
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive, copying: Coroutine[None, None, None]) -> None:
    """Copy until it is done or the reader has gone: a page's stream would stay open for ever."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    tasks = [asyncio.ensure_future(copying), asyncio.ensure_future(gone())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
