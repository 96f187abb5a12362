"""版本对照: two documents clause by clause, as a page and as a Word file."""

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.facts.standing import written_date
from assistant.site.comparison import choices, counts_of, rows_of, version_pairs
from assistant.site.comparison_word import to_docx
from assistant.site.documents import facts_line
from assistant.site.links import site_of
from assistant.site.shell import Shell
from corpus.differences import Change

_WAY = "/documents"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/compare")
    def show(request: Request, a: str = "", b: str = "", q: str = "") -> Response:
        shelf = shell.shelf()
        catalogue = shelf.catalogue()
        old, new = catalogue.entry(a), catalogue.entry(b)
        shared: dict[str, Any] = {
            "old": old, "new": new, "q": q.strip(), "choices": choices(catalogue, q.strip(), (old, new)),
            "missing": [identifier for identifier, entry in ((a, old), (b, new)) if identifier and entry is None],
        }  # fmt: skip
        if old is None or new is None or old is new:
            pairs = [] if a and b else version_pairs(catalogue)
            return shell.page("compare_form.html", _WAY, status=404 if shared["missing"] else 200, pairs=pairs, **shared)
        every = "all" in request.query_params
        rows = list(rows_of(shelf, a, b))
        query = urlencode({"a": a, "b": b})
        return shell.page(
            "compare.html", _WAY, rows=[row for row in rows if every or row.kind != Change.SAME], counts=counts_of(rows),
            every=every, query=query, swapped=urlencode({"a": b, "b": a}), site=site_of(request),
            related=new in catalogue.versions(old.document), paired=sum(bool(row.old and row.new) for row in rows),
            total=len(rows), today=written_date(date.today().isoformat()), facts=facts_line, **shared,
        )  # fmt: skip

    @router.get("/compare.docx")
    def export(request: Request, a: str = "", b: str = "") -> Response:
        shelf = shell.shelf()
        old, new = shelf.catalogue().entry(a), shelf.catalogue().entry(b)
        if old is None or new is None:
            return show(request, a, b)
        every = "all" in request.query_params
        rows = list(rows_of(shelf, a, b))
        address = f"{site_of(request)}/compare?{urlencode({'a': a, 'b': b})}"
        data = to_docx(old, new, [row for row in rows if every or row.kind != Change.SAME], counts_of(rows), address)
        name = quote(messages.COMPARE_FILE)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
        return Response(data, media_type=_WORD, headers=headers)

    return router
