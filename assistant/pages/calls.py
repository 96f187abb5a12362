"""Calls that Gradio and its MCP server take and cannot answer are refused before they get there, in our own words."""

import json
import re
from typing import Any

import gradio as gr
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import messages
from assistant.api.errors import Problem

_SESSION = re.compile(r"[\w\-]{1,64}")


class Calls:
    """ASGI application around Gradio's. The gate has read the body by now: it comes in one piece.

    Args:
        app: Gradio's application.
        page: its blocks, which know their functions.
    """

    def __init__(self, app: ASGIApp, page: gr.Blocks) -> None:
        self._app, self._page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a call on, or raise ``Problem``."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        first = await receive()
        self._check(scope["path"].rstrip("/"), _json(first.get("body", b"")))
        held: list[Message] = [first]

        async def again() -> Message:
            return held.pop() if held else await receive()

        await self._app(scope, again, send)

    def _check(self, path: str, body: Any) -> None:
        """Raise ``Problem`` (422) for a call in a form that nobody who uses our pages or the protocol sends."""
        held = body if isinstance(body, dict) else {}
        if path.endswith("/queue/join"):
            sound = self._is_join(held)
        elif path.endswith("/mcp"):
            sound = all(map(_is_message, body)) and bool(body) if isinstance(body, list) else _is_message(body)
        else:
            sound = bool(held)
        if not sound:
            raise Problem(422, "bad_body", messages.BAD_REQUEST)

    def _is_join(self, body: dict[str, Any]) -> bool:
        """Whether the page has the function, calls it by the queue, and gives it as much as it takes."""
        index, session, data = body.get("fn_index"), body.get("session_hash"), body.get("data")
        if type(index) is not int or not isinstance(session, str) or not isinstance(data, list):
            return False
        function = self._page.fns.get(index)
        known = function is not None and function.queue is not False and len(data) == len(function.inputs)
        return known and _SESSION.fullmatch(session) is not None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "bad_json", messages.BODY_NO_JSON) from error


def _is_message(body: Any) -> bool:
    """Whether it is a message of JSON-RPC 2.0: a request, a notification, or an answer to one of ours."""
    if not isinstance(body, dict) or body.get("jsonrpc") != "2.0" or not isinstance(body.get("params", {}), dict):
        return False
    named = isinstance(body.get("method"), str) or "result" in body or "error" in body
    return named and isinstance(body.get("id", 0), str | int) and not isinstance(body.get("id"), bool)
