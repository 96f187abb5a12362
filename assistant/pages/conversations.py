"""What the chat fetches beside Gradio's own calls: the first page, turns that the browser kept, a conversation as a file.

Nothing of a conversation is stored here: the browser sends what it kept, and gets it back as HTML, as Word or as Markdown.
"""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from assistant import messages
from assistant.api.errors import Problem
from assistant.api.service import Service
from assistant.pages.answers import render_turn, restore
from assistant.pages.export import Exported, to_docx, to_markdown
from assistant.pages.start import render_start
from assistant.site.library import Library, Shelf
from corpus.errors import CorpusError

KEPT_TURNS = 40  # of a conversation: what a reader still finds again, and a file of it still holds
_FILES = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "md": ("text/markdown; charset=utf-8", to_markdown),
}
_FRESH = {"Cache-Control": "no-store"}


class KeptTurn(BaseModel):
    """A turn as the browser kept it; ``a`` is the answer, None where there was none."""

    id: str = Field(pattern=r"^[\w-]{1,40}$")
    q: str = Field(max_length=4000)
    a: dict[str, Any] | None = None
    note: str = Field("", max_length=200)


class Conversation(BaseModel):
    """Turns, oldest first."""

    name: str = Field("", max_length=100)
    turns: list[KeptTurn] = Field(max_length=KEPT_TURNS)


def make_router(service: Service, library: Library) -> APIRouter:
    """Return the routes."""
    router = APIRouter(include_in_schema=False)

    @router.get("/chat/start")
    def start() -> Response:
        try:
            return HTMLResponse(render_start(service, library), headers=_FRESH)
        except CorpusError as error:
            raise _no_registry(error) from error

    @router.post("/chat/turns")
    def turns(kept: Conversation) -> Response:
        shelf = _shelf(library)
        return HTMLResponse("".join(_rendered(shelf, turn) for turn in kept.turns), headers=_FRESH)

    @router.post("/chat/export.{suffix}")
    def export(suffix: str, kept: Conversation) -> Response:
        if suffix not in _FILES:
            raise Problem(404, "not_found", messages.BAD_CONVERSATION_EXPORT)
        shelf = _shelf(library)
        kind, write = _FILES[suffix]
        rows = [Exported(turn.q, restore(turn.a) if turn.a else None, turn.note) for turn in kept.turns]
        data = write(rows, kept.name or messages.CONVERSATION, service.settings.office.title, shelf)
        name = quote(f"{messages.CONVERSATION}.{suffix}")
        return Response(data, media_type=kind, headers=_FRESH | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})

    return router


def _shelf(library: Library) -> Shelf:
    try:
        return library.now()
    except CorpusError as error:
        raise _no_registry(error) from error


def _no_registry(_: CorpusError) -> Problem:
    return Problem(503, "registry", messages.REGISTRY_TROUBLE, {"Retry-After": "30"})


def _rendered(shelf: Shelf, turn: KeptTurn) -> str:
    answer = restore(turn.a) if turn.a else None
    if answer is None:
        return render_turn(shelf, turn.id, turn.q, None, state="failed", note=turn.note or messages.NOT_READABLE)
    return render_turn(shelf, turn.id, turn.q, answer, state="done")
