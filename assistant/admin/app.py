"""The pages of the administration on an application."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from assistant.admin import document_routes, login, office_routes, pin_routes, question_routes
from assistant.admin.desk import PATH, Desk, Shared
from assistant.api.service import Service

_STYLE = (Path(__file__).parent / "templates" / "style.css").read_bytes()


def install(app: FastAPI, service: Service) -> None:
    """Give the application its administration; every address answers 404 until a password is set."""
    app.state.desk = Desk(service)
    app.add_api_route("/admin/style.css", style, include_in_schema=False)
    app.add_api_route("/admin", first, include_in_schema=False)
    app.add_api_route("/admin/", first, include_in_schema=False)
    for module in (login, document_routes, question_routes, pin_routes, office_routes):
        app.include_router(module.router, include_in_schema=False)


async def style(_: Shared) -> Response:
    """Return the style sheet."""
    return Response(_STYLE, media_type="text/css")


async def first(_: Shared, request: Request) -> Response:
    """Return to the first page."""
    return RedirectResponse(f"{PATH}/documents", 308 if request.method == "GET" else 303)
