"""The widget's files and the docs page, served from memory."""

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant import messages
from assistant.markup import templates
from assistant.profile import Profile
from assistant.settings import Settings

FOLDER = Path(__file__).parent.parent / "widget"
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_CACHE = "public, max-age=300, must-revalidate"  # five minutes: a new version reaches every site the same day, without a flood


def _serve(
    router: APIRouter, address: str, path: Path, headers: dict[str, str] | None = None, office: Profile | None = None
) -> None:
    """Serve a file; one that speaks of the office is a template."""
    data = path.read_bytes() if office is None else templates(path.parent).get_template(path.name).render(office=office).encode()
    tag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    shared = {"ETag": tag, "Cache-Control": _CACHE} | (headers or {})
    kind = f"{_TYPES[path.suffix]}; charset=utf-8"

    async def file(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=shared)
        return Response(data, media_type=kind, headers=shared)

    router.add_api_route(address, file, methods=["GET", "HEAD"], include_in_schema=False)


def make_router(settings: Settings) -> APIRouter:
    """Return the routes of all files."""
    router = APIRouter()
    # The wording stays in messages.py; the page asks for it.
    texts = {
        "statuses": {str(status): text for status, text in messages.STATUS_TITLES.items()},
        "labels": messages.LABEL_NOTES,
        "verdicts": {str(verdict): text for verdict, text in messages.VERDICTS.items()},
        "contact": settings.contact,
        "home": settings.home_document,
        "limit": settings.max_question_chars,
    }

    async def wording(request: Request) -> Response:
        return JSONResponse(texts | {"examples": request.app.state.service.examples()}, headers={"Cache-Control": _CACHE})

    router.add_api_route("/widget/texts.json", wording, methods=["GET"], include_in_schema=False)
    # The script is for other sites' pages, also for those that isolate themselves (COEP); nothing else is.
    shared = {"Cross-Origin-Resource-Policy": "cross-origin"}
    _serve(router, "/widget.js", FOLDER / "widget.js", shared | {"Access-Control-Allow-Origin": "*"})
    _serve(router, "/widget/", FOLDER / "index.html", shared)
    for name in ("chat.js", "view.js", "chat.css", "demo.css", "demo.js"):
        _serve(router, f"/widget/{name}", FOLDER / name)
    _serve(router, "/widget/demo.html", FOLDER / "demo.html", office=settings.office)
    _serve(router, "/docs", FOLDER / "docs.html")
    for name in ("docs.js", "docs.css"):
        _serve(router, f"/docs/{name}", FOLDER / name)

    async def slash() -> Response:
        return RedirectResponse("/widget/", 308)

    router.add_api_route("/widget", slash, methods=["GET"], include_in_schema=False)
    return router
