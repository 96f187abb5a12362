"""What every request passes, the pages' included: who may call, how much, which headers go out, what is logged."""

import json
import time
from typing import Any
from urllib.parse import unquote_plus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import messages
from assistant.api.errors import failure, problem_body
from assistant.api.limits import RateLimit, limited, too_large
from assistant.api.log import OperationLog
from assistant.api.metrics import Metrics
from assistant.api.origins import Origins
from assistant.api.settings import HttpSettings

_API = ("/api/", "/v1/")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_UNLOGGED = ("/healthz", "/readyz", "/metrics", "/assets/", "/static/")  # probes and files say nothing about a reader
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# The widget and the docs page hold no inline script or style, so the browser may forbid them.
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
# Gradio's pages need inline code; that nothing comes from another host is still the browser's to enforce.
_PAGES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; media-src 'self' data: blob:; "
    "worker-src 'self' blob:; frame-src 'self' blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
_ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "content-type, accept, authorization",
    "Access-Control-Max-Age": "600",
}
_Reply = tuple[int, dict[str, Any] | None, dict[str, str]]  # status, body, headers


class Gate:
    """ASGI middleware; plain, because wrapping streams in another task would break "stop" and slow the first word."""

    def __init__(self, app: ASGIApp, *, origins: Origins, http: HttpSettings, log: OperationLog, metrics: Metrics) -> None:
        self._app, self._origins, self._http, self._log, self._metrics = app, origins, http, log, metrics
        self._rate = RateLimit(http.rate_per_minute, http.rate_burst, http.rate_exempt)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0
        cross = self._cross_origin(scope)

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._mark(scope["path"], MutableHeaders(scope=message), cross)
            await send(message)

        try:
            if not await self._refused(scope, send_marked, cross):
                await self._app(scope, self._bounded(scope, receive), send_marked)
        except Exception as error:  # the last place where a trace can be kept from the reader
            if status:
                self._log.error(scope["path"], error)
                raise
            await _respond(send_marked, 500, failure(scope["path"], error, self._log))
        finally:
            self._note(scope, status or 499, time.perf_counter() - start)

    def _cross_origin(self, scope: Scope) -> str:
        """Return the foreign origin that a browser names, else an empty text."""
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        if not origin or self._origins.own(origin, headers.get("host", ""), headers.get("sec-fetch-site", "")):
            return ""
        return origin

    async def _refused(self, scope: Scope, send: Send, cross: str) -> bool:
        """Answer what goes no further, a browser's question before a call included; return whether it was that."""
        reply = self._to_foreign(scope, cross) if cross else None
        if reply is None and scope["path"].startswith(_API):
            reply = self._to_excess(scope)
        if reply is not None:
            await _respond(send, *reply)
        return reply is not None

    def _to_foreign(self, scope: Scope, cross: str) -> _Reply | None:
        """Return the answer to a foreign page: a refusal, or what it may send; None where its call goes on."""
        api = scope["path"].startswith(_API)
        # The pages' own calls count too: a foreign site must not post to Gradio in a reader's name.
        if (api or scope["method"] not in _SAFE) and not self._origins.listed(cross):
            message = messages.FOREIGN_SITE.format(origin=cross[:200])
            return 403, problem_body("origin_not_allowed", message, path=scope["path"], status=403), {}
        asks_first = scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)
        return (204, None, _ALLOWED) if api and asks_first else None

    def _to_excess(self, scope: Scope) -> _Reply | None:
        """Return the answer to a call of a caller who calls too often, or that is too large; else None."""
        wait = self._rate.take(_client(scope))
        if wait:
            body = problem_body("too_many", messages.TOO_MANY.format(seconds=wait), path=scope["path"], status=429)
            return 429, body, {"Retry-After": str(wait)}
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length) > self._http.max_body_bytes:
            problem = too_large(self._http.max_body_bytes)
            body = problem_body(problem.code, problem.message, path=scope["path"], status=413)
            return 413, body, {"Connection": "close"}
        return None

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        return limited(receive, self._http.max_body_bytes) if scope["path"].startswith(_API) else receive

    def _mark(self, path: str, headers: MutableHeaders, cross: str) -> None:
        for name, value in _COMMON.items():
            headers.setdefault(name, value)
        policy = _STRICT if path.startswith(("/widget", "/docs", "/api/", "/v1/")) else _PAGES
        headers["Content-Security-Policy"] = f"{policy}; {self._origins.frame_ancestors}"
        if not self._origins.sources:
            headers["X-Frame-Options"] = "SAMEORIGIN"  # for what does not read the policy; it cannot hold a list
        if path.startswith(_API):
            headers.setdefault("Cache-Control", "no-store")
            headers.add_vary_header("Origin")
            if cross and self._origins.listed(cross):
                headers["Access-Control-Allow-Origin"] = cross
                headers["Access-Control-Expose-Headers"] = "Retry-After"

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        path, method = scope["path"], scope["method"]
        route = getattr(scope.get("route"), "path", "") or ("refused" if path.startswith(_API) else "pages")
        self._metrics.request(method, route, status, seconds)
        if not path.startswith(_UNLOGGED):
            query = unquote_plus(scope.get("query_string", b"").decode("latin-1"))
            origin = Headers(scope=scope).get("origin", "")
            self._log.access(
                client=_client(scope), method=method, path=path, query=query, status=status, seconds=seconds, origin=origin
            )


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "-"


async def _respond(send: Send, status: int, body: dict[str, Any] | None, headers: dict[str, str] | None = None) -> None:
    data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", errors="replace")
    rows = {"Content-Type": "application/json; charset=utf-8"} if data else {}
    rows |= {"Content-Length": str(len(data))} if status != 204 else {}
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in (rows | (headers or {})).items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": data})
