"""What the pages fetch beside Gradio's own calls: a result list as a file."""

from typing import Annotated, get_args
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response

from assistant import messages
from assistant.api.errors import Problem
from assistant.errors import FilterError
from assistant.finder.export import to_docx, to_xlsx
from assistant.finder.find import Filters, Sort, find
from assistant.site.library import Library
from corpus.errors import CorpusError

MOST_CHARS = 300  # of a query; a longer one is a pasted text, and no clause holds it
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def make_router(library: Library) -> APIRouter:
    """Return the routes."""
    router = APIRouter(include_in_schema=False)

    @router.get("/export/clauses.{suffix}")
    def export(
        suffix: str,
        q: Annotated[str, Query(max_length=MOST_CHARS)],
        doc: str = "",
        region: str = "",
        kind: str = "",
        day: Annotated[str, Query(max_length=40)] = "",
        order: str = "relevance",
    ) -> Response:
        if suffix not in _TYPES or order not in get_args(Sort):
            raise Problem(404, "not_found", messages.BAD_EXPORT)
        try:
            result = find(library.now(), q, Filters(doc, region, kind, day), "text" if order == "text" else "relevance")
        except FilterError as error:
            raise Problem(422, "bad_filter", str(error)) from error
        except CorpusError as error:
            raise Problem(503, "registry", messages.REGISTRY_TROUBLE, {"Retry-After": "30"}) from error
        data = to_docx(result) if suffix == "docx" else to_xlsx(result)
        name = quote(f"{messages.EXPORT_TITLE}.{suffix}")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
        return Response(data, media_type=_TYPES[suffix], headers=headers)

    return router
