"""Pages that say what this is, what it cannot do and whom to ask."""

from fastapi import APIRouter
from fastapi.responses import Response

from assistant.site.shell import Shell


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/about")
    def about() -> Response:
        return shell.page("about.html", "", documents=shell.library.now().documents())

    return router
