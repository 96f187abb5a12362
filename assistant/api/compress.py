"""Pages, style and scripts go out compressed; answers to programs and the administration do not.

The administration's forms hold a secret beside what a visitor can write, and compressing both together would give it away by
and by. Gradio compresses its own scripts and leaves its page as it is.
"""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.addresses import found

_CHANNELS = {"pages", "site", "widget", "docs", ""}  # empty: an address that there is not, whose page is told in HTML


class Compress:
    """ASGI middleware; streams of events pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain, self._compressed = app, GZipMiddleware(app, minimum_size=500, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        address = found(scope["path"], scope["method"])[0] if scope["type"] == "http" else None
        small = scope["type"] == "http" and (address is None or (address.channel in _CHANNELS and not address.stream))
        await (self._compressed if small else self._plain)(scope, receive, send)
