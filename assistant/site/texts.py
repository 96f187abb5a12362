"""Pages that say what this is, what it cannot do, whom to ask, and what the office promises."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from assistant.finder.validity import judge, period
from assistant.generation.chat_model import is_configured
from assistant.site.shell import Shell

# What the browser tests found when they went over all pages (tests/browser/test_everyone.py writes it).
CHECKED = Path(__file__).with_name("accessibility.json")
_ROBOTS = """User-agent: *
Disallow: /ask
Disallow: /find
Disallow: /match
Disallow: /admin
Disallow: /api/
Disallow: /gradio_api/
"""
_STATEMENTS = ("privacy", "terms", "complaints", "accessibility")


@lru_cache(maxsize=1)
def checked() -> dict[str, Any]:
    """Return what the tests found of accessibility."""
    found: dict[str, Any] = json.loads(CHECKED.read_text("utf-8"))
    return found


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/about")
    def about() -> Response:
        documents = shell.library.now().documents()
        by_id = {document.id: document for document in documents}
        home = by_id.get(shell.service.settings.home_document)
        successor = by_id.get(home.superseded_by or "") if home else None
        return shell.page(
            "about.html", "", documents=documents, home=home, judgement=judge(home, successor) if home else None,
            period=period(home) if home else "", model=is_configured(shell.service.settings),
        )  # fmt: skip

    for name in _STATEMENTS:
        router.add_api_route(f"/{name}", _statement(shell, name), methods=["GET", "HEAD"])

    @router.get("/robots.txt")
    def robots() -> Response:
        return PlainTextResponse(_ROBOTS)

    return router


def _statement(shell: Shell, name: str) -> Any:
    def page() -> Response:
        statements = shell.office().statements
        own = [part.strip() for part in getattr(statements, name).split("\n\n") if part.strip()]
        return shell.page(
            f"{name}.html", "", own=own, statements=statements, model=is_configured(shell.service.settings), checked=checked()
        )

    return page
