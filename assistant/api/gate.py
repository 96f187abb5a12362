"""What every request passes, whichever channel it comes by: name, limits, network, site, size, number, headers, log."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote_plus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import messages
from assistant.api.addresses import Address, found
from assistant.api.buckets import Buckets
from assistant.api.errors import Problem, failure, problem_body, told_plainly
from assistant.api.headers import mark
from assistant.api.limits import RateLimit, Slots, too_large, whole_body
from assistant.api.log import OperationLog
from assistant.api.metrics import Metrics
from assistant.api.networks import Hosts, Networks
from assistant.api.origins import Origins
from assistant.api.settings import HttpSettings

_SAFE = {"GET", "HEAD", "OPTIONS"}
_OWN_ERRORS = ("mcp", "admin")  # have the form of its protocol; are pages that keep what was typed
_SHOWN = ("pages", "site", "")  # channels whose errors are pages for who looks at them; empty: of an address that there is not
PageOf = Callable[[int, str, str], bytes | None]  # status, message, address that was asked → a page, None where there are none
_ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "content-type, accept, authorization",
    "Access-Control-Max-Age": "600",
}
_BODY_SECONDS = 30.0  # a body of a quarter of a megabyte that takes longer is sent slowly on purpose
_UPLOADS, _UPLOAD_SECONDS = 2, 300.0  # at once, because each is held whole; and for how long one may be on its way
_MOST_OF_AN_ERROR = 65_536  # bytes of another library's error that are read


@dataclass(slots=True)
class _Visit:
    """One request on its way through."""

    scope: Scope
    address: Address | None
    methods: frozenset[str]
    client: str
    headers: Headers
    cross: str  # the foreign site whose page asks, or an empty text
    start: float = field(default_factory=time.perf_counter)
    status: int = 0

    @property
    def path(self) -> str:
        return str(self.scope["path"])

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    @property
    def channel(self) -> str:
        return self.address.channel if self.address else ""

    @property
    def asked(self) -> str:
        """The address with its query."""
        query = self.scope.get("query_string", b"").decode("latin-1")
        return quote(self.path, safe="/") + (f"?{query}" if query else "")

    @property
    def looks(self) -> bool:
        """Whether a browser goes there to show it to somebody."""
        return self.channel in _SHOWN and self.method in _SAFE and "text/html" in self.headers.get("accept", "")

    @property
    def asks_first(self) -> bool:
        """Whether a browser asks if a page of a listed site may call."""
        api = self.address is not None and self.address.api
        return api and self.method == "OPTIONS" and bool(self.cross) and "access-control-request-method" in self.headers


class Gate:
    """ASGI middleware; plain, because wrapping streams in another task would break "stop" and slow the first word."""

    def __init__(
        self, app: ASGIApp, *, origins: Origins, http: HttpSettings, log: OperationLog, metrics: Metrics,
        buckets: Buckets | None = None, page_of: PageOf = lambda *_: None,
    ) -> None:  # fmt: skip
        self._app, self._origins, self._http, self._log, self._metrics = app, origins, http, log, metrics
        self._page_of = page_of
        self._rate = RateLimit(http.rate_per_minute, http.rate_burst, http.rate_exempt, buckets)
        self._hosts = Hosts(http.allowed_hosts)
        bound = {
            "metrics": http.metrics_networks,
            "docs": http.docs_networks,
            "mcp": http.mcp_networks,
            "admin": http.admin_networks,
        }
        self._networks = {name: Networks(name, ranges) for name, ranges in bound.items()}
        self._working = Slots(http.requests_at_once, http.requests_at_once)
        self._uploads = Slots(_UPLOADS, _UPLOADS)
        self._open = Slots(http.streams_at_once, http.streams_per_client)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; no channel speaks over a web socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._visit(scope, receive, send)

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = self._seen(scope)
        outward = _Outward(visit, send, self._origins, self._page_of)
        try:
            await self._serve(visit, receive, outward)
        except Problem as problem:
            await outward.tell(problem)
        except asyncio.CancelledError:  # the server ends, and this answer took longer than it may
            if visit.status:
                raise
            await outward.tell(Problem(503, "ending", messages.SERVER_ENDS, {"Retry-After": "10"}))
        except Exception as error:  # the last place where a trace can be kept from the reader
            if visit.status:
                self._log.error(visit.path, error)
                raise
            await outward.told(500, failure(visit.path, error, self._log))
        finally:
            self._note(visit)

    def _seen(self, scope: Scope) -> _Visit:
        address, methods = found(scope["path"], scope["method"])
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        own = self._origins.own(origin, headers.get("host", ""), headers.get("sec-fetch-site", ""))
        client = scope.get("client")
        return _Visit(scope, address, methods, str(client[0]) if client else "-", headers, "" if not origin or own else origin)

    async def _serve(self, visit: _Visit, receive: Receive, outward: "_Outward") -> None:
        """Check a request and hand it on; raise ``Problem`` where it goes no further."""
        self._limit(visit)
        address = self._addressed(visit)
        self._site(visit, address)
        if visit.asks_first:
            await outward.give(204, None, _ALLOWED)
            return
        if not address.upload:  # its place is taken before its body is read, that of a small one after
            receive = await self._body(visit, receive, self._http.max_body_bytes, _BODY_SECONDS)
        slots = self._slots(address)
        if slots is not None and not slots.take(visit.client):
            raise Problem(503, "busy", messages.BUSY, {"Retry-After": "2"})
        try:
            if address.upload:
                receive = await self._body(visit, receive, self._http.max_upload_bytes, _UPLOAD_SECONDS)
            await self._app(visit.scope, receive, outward)
            if not visit.status:
                raise RuntimeError("the application gave no answer")
        finally:
            if slots is not None:
                slots.leave(visit.client)

    async def _body(self, visit: _Visit, receive: Receive, limit: int, seconds: float) -> Receive:
        """Return a ``receive`` that gives out the body, which has been read whole; see ``whole_body`` for what is raised."""
        if "content-length" not in visit.headers and "transfer-encoding" not in visit.headers:
            return receive
        length = visit.headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise too_large(limit)
        return await whole_body(receive, limit, seconds)

    def _slots(self, address: Address) -> Slots | None:
        if address.upload:
            return self._uploads
        return self._open if address.stream else self._working if address.works else None

    def _limit(self, visit: _Visit) -> None:
        """Take the tokens of a request, also of one that is refused: else refusals would be free."""
        wait = self._rate.take(visit.client, cost=visit.address.cost if visit.address else 1.0)
        if wait:
            raise Problem(429, "too_many", messages.TOO_MANY.format(seconds=wait), {"Retry-After": str(wait)})

    def _addressed(self, visit: _Visit) -> Address:
        """Return the address that is called, under one of our names and from where it may be."""
        host = visit.headers.get("host", "")
        if not self._hosts.ours(host):
            raise Problem(400, "host_not_allowed", messages.FOREIGN_HOST.format(host=host[:100]))
        # Gradio believes these and writes them into its page; only a proxy of ours says them truly.
        forwarded = visit.headers.get("x-forwarded-host", "")
        dropped = {b"x-gradio-server"} | (set() if self._hosts.ours(forwarded.split(",")[0].strip()) else {b"x-forwarded-host"})
        visit.scope["headers"] = [(name, value) for name, value in visit.scope["headers"] if name not in dropped]
        address = visit.address
        if address is None and visit.methods:
            raise Problem(405, "method_not_allowed", messages.NO_METHOD, {"Allow": ", ".join(sorted(visit.methods))})
        if address is None or (address.where and not self._networks[address.where].hold(visit.client)):
            visit.address = None  # the answer is that of an address that there is not, to the last header
            raise Problem(404, "not_found", messages.NO_ADDRESS)
        return address

    def _site(self, visit: _Visit, address: Address) -> None:
        """Refuse a page of a foreign site; the pages' own calls count too: it must not post to Gradio in a reader's name."""
        if visit.cross and (address.api or visit.method not in _SAFE) and not self._origins.listed(visit.cross):
            raise Problem(403, "origin_not_allowed", messages.FOREIGN_SITE.format(origin=visit.cross[:200]))

    def _note(self, visit: _Visit) -> None:
        seconds, status = time.perf_counter() - visit.start, visit.status or 499
        route = getattr(visit.scope.get("route"), "path", "") or visit.channel or "refused"
        self._metrics.request(visit.method, route, status, seconds)
        if visit.address is None or visit.address.logged or status >= 400:
            query = unquote_plus(visit.scope.get("query_string", b"").decode("latin-1"))
            self._log.access(
                client=visit.client, channel=visit.channel, method=visit.method, path=visit.path, query=query, status=status,
                seconds=seconds, origin=visit.headers.get("origin", ""),
            )  # fmt: skip


class _Outward:
    """What goes out: marked with our headers, and an error in our own words, whichever library made it."""

    def __init__(self, visit: _Visit, send: Send, origins: Origins, page_of: PageOf) -> None:
        self._visit, self._send, self._origins, self._page_of = visit, send, origins, page_of
        self._error: tuple[Message, bytearray] | None = None  # another library's error, until it is read

    async def __call__(self, message: Message) -> None:
        """Send a message of the application."""
        if message["type"] == "http.response.start" and message["status"] >= 400 and not self._is_own(message):
            self._error = (message, bytearray())
        elif self._error is not None:
            await self._read_error(message)
        else:
            await self._pass(message)

    def _is_own(self, start: Message) -> bool:
        """Whether an error is told in the form of its channel already."""
        page = self._visit.channel == "site" and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
        return page or self._visit.channel in _OWN_ERRORS

    async def _pass(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._visit.status = message["status"]
            mark(MutableHeaders(scope=message), self._visit.channel, self._origins, self._visit.cross)
        await self._send(message)

    async def _read_error(self, message: Message) -> None:
        assert self._error is not None
        start, body = self._error
        if len(body) < _MOST_OF_AN_ERROR:
            body += message.get("body", b"")
        if message.get("more_body", False):
            return
        self._error = None
        if start["status"] == 500 and not body.startswith(b"{"):
            return  # a mounted application says so before it raises: what it raises gets a number and is logged
        problem = told_plainly(start["status"], bytes(body))
        if problem is not None:
            await self.tell(problem)
            return
        if self._visit.looks:
            kept = {name: value for name, value in Headers(raw=start["headers"]).items() if name in ("retry-after", "allow")}
            await self.told(start["status"], json.loads(body), kept)
            return
        await self._pass(start)
        await self._pass({"type": "http.response.body", "body": bytes(body)})

    async def tell(self, problem: Problem) -> None:
        """Send a problem."""
        status = problem.status_code
        if self._visit.channel == "admin":  # an officer reads it, in place of a page
            await self.write(status, problem.message.encode("utf-8", "replace"), "text/plain", problem.headers)
            return
        await self.told(
            status, problem_body(problem.code, problem.message, path=self._visit.path, status=status), problem.headers
        )

    async def told(self, status: int, body: dict[str, Any], headers: Any = None) -> None:
        """Send an error: a page to who looks at pages, else its body as it is."""
        page = self._page_of(status, body["detail"]["message"], self._visit.asked) if self._visit.looks else None
        if page is None:
            await self.give(status, body, headers)
        else:
            await self.write(status, page, "text/html", {"Cache-Control": "no-store"} | dict(headers or {}))

    async def give(self, status: int, body: dict[str, Any] | None, headers: Any = None) -> None:
        """Send an answer of our own."""
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", errors="replace")
        await self.write(status, data, "application/json", headers)

    async def write(self, status: int, data: bytes, kind: str, headers: Any = None) -> None:
        """Send a text of our own, in UTF-8."""
        rows = {"Content-Type": f"{kind}; charset=utf-8"} if data else {}
        rows |= {"Content-Length": str(len(data))} if status != 204 else {}
        encoded = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in (rows | dict(headers or {})).items()
        ]
        await self._pass({"type": "http.response.start", "status": status, "headers": encoded})
        await self._send({"type": "http.response.body", "body": data})
