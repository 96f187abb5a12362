"""What is served: every address with its methods, its channel and what a call costs. What is not here is refused at the gate.

Gradio brings some seventy routes; these are the ones that its pages and the three named functions need. Uploads, files,
proxies, streams of media and calls of functions by name are not among them.
"""

import re
from dataclasses import dataclass

READ = frozenset({"GET", "HEAD"})
SEND = frozenset({"POST"})
ANY = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
ONE, FILE = 1.0, 0.02  # a page brings some 150 files, each from memory or the disk: together they are a few questions
TOOLS = ("ask_policy", "search_clauses", "get_clause")  # functions that may be called by their names


@dataclass(frozen=True, slots=True)
class Address:
    """A kind of address.

    ``cost`` is in tokens of the client's bucket; ``stream`` says that a connection stays open; ``where`` names the setting
    that says from which networks it may be called; empty: from everywhere.
    """

    pattern: re.Pattern[str]
    methods: frozenset[str]
    channel: str
    cost: float = ONE
    stream: bool = False
    where: str = ""
    logged: bool = True
    upload: bool = False  # brings files: a larger body, and few at once

    @property
    def api(self) -> bool:
        """Whether programs and the widget call it: it never shows a page, and foreign sites need leave to read it."""
        return self.channel in ("api", "openai")

    @property
    def works(self) -> bool:
        """Whether a call makes the machine work, so that only so many are taken in at once."""
        return self.cost >= ONE and not self.stream


def _address(pattern: str, methods: frozenset[str], channel: str, cost: float = ONE, **more: str | bool) -> Address:
    return Address(re.compile(pattern), methods, channel, cost, **more)  # type: ignore[arg-type]


_ADDRESSES = (
    _address("/healthz|/readyz", READ, "probe", 0, logged=False),
    _address("/metrics", READ, "metrics", where="metrics", logged=False),
    _address(r"/docs(?:/docs\.(?:js|css))?|/openapi\.json", READ, "docs", FILE, where="docs"),
    _address(r"/widget\.js|/widget(?:/[a-z.]*)?", READ, "widget", FILE),
    _address(r"/admin/style\.css", READ, "admin", FILE, where="admin", logged=False),
    _address("/admin/login", READ | SEND, "admin", where="admin"),
    _address("/admin/logout", SEND, "admin", where="admin"),
    _address("/admin/documents/upload", SEND, "admin", where="admin", upload=True),
    _address("/admin/documents/rebuild", SEND, "admin", where="admin"),
    _address(r"/admin/documents/drafts/[0-9a-f]{16}(?:/drop)?", READ | SEND, "admin", where="admin"),
    _address("/admin/documents/(?:edit|remove)", READ | SEND, "admin", where="admin"),
    _address("/admin/documents/compare", READ, "admin", where="admin"),
    _address(r"/admin/(?:questions|feedback|statistics)(?:\.csv|\.xlsx)?", READ, "admin", where="admin"),
    _address("/admin/pinned(?:/edit|/remove)?", READ | SEND, "admin", where="admin"),
    _address("/admin/office(?:/contacts|/examples)?", READ | SEND, "admin", where="admin"),
    _address("/admin(?:/|/documents)?", READ, "admin", where="admin"),
    _address("/api/.*", ANY, "api"),  # the router tells unknown addresses from wrong methods
    _address("/v1/.*", ANY, "openai"),
    _address(r"/reader(?:/[^/]+)?", READ, "pages"),
    _address(r"/(?:site|shared)\.css|/(?:site|early)\.js", READ, "site", FILE, logged=False),
    _address(r"/find|/export/clauses\.[a-z]+|/match(?:\.docx|\.xlsx)?|/figures(?:\.csv|\.xlsx|\.svg)?", READ, "site"),
    _address("/ask|/shared", READ, "site"),
    _address("/chat/start", READ, "pages", FILE, logged=False),
    _address(r"/chat/(?:turns|export\.[a-z]+)", SEND, "pages"),
    _address("/(?:about|privacy|terms|complaints|accessibility)", READ, "site", FILE),
    _address(r"/(?:favicon\.(?:svg|ico)|robots\.txt)", READ, "site", FILE, logged=False),
    _address(r"/documents(?:/[^/]+)?|/compare(?:\.docx)?|/changes\.atom", READ, "site"),
    _address("/", READ, "pages"),
    _address(r"/(?:config|theme\.css|manifest\.json)/?", READ, "pages", FILE, logged=False),
    _address("/(?:assets|static|svelte)/.+", READ, "pages", FILE, logged=False),
    _address(r"/gradio_api/(?:info|startup-events|app_id|theme\.css|user|token|login_check)/?", READ, "pages", FILE),
    _address(r"/gradio_api/(?:heartbeat/[\w-]{1,64}|queue/data)", READ, "pages", FILE, stream=True),
    _address("/gradio_api/queue/join", SEND, "pages"),
    _address("/gradio_api/(?:cancel|reset)/?", SEND, "pages", FILE),
    _address(f"/gradio_api/run/(?:{'|'.join(TOOLS)})/?", SEND, "gradio"),
    _address("/gradio_api/mcp/?", SEND | {"DELETE"}, "mcp", where="mcp"),
    _address("/gradio_api/mcp/?", READ, "mcp", stream=True, where="mcp"),
    _address("/gradio_api/mcp/schema", READ, "mcp", FILE, where="mcp"),
)


def found(path: str, method: str) -> tuple[Address | None, frozenset[str]]:
    """Return the address that a request is for, or None with the methods that its path knows."""
    known: frozenset[str] = frozenset()
    for address in _ADDRESSES:
        if address.pattern.fullmatch(path):
            if method in address.methods or address.api:
                return address, address.methods
            known |= address.methods
    return None, known
