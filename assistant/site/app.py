"""The plain pages on an application."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response

from assistant.api.service import Service
from assistant.site import texts
from assistant.site.library import Library
from assistant.site.shell import FOLDER, Shell

_FILES = {"site.css": "text/css", "site.js": "text/javascript"}


def install(app: FastAPI, service: Service, library: Library) -> None:
    """Give the application its plain pages."""
    shell = Shell(service, library)
    for module in (texts,):
        app.include_router(module.make_router(shell), include_in_schema=False)
    for name, kind in _FILES.items():
        app.add_api_route(f"/{name}", _file((FOLDER / name).read_bytes(), kind), include_in_schema=False)


def _file(content: bytes, kind: str) -> Callable[[], Coroutine[Any, Any, Response]]:
    async def send() -> Response:
        return Response(content, media_type=kind, headers={"Cache-Control": "public, max-age=3600"})

    return send
