"""/ask: a question by a plain form, answered without a script; each question stands alone."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.api.errors import Problem
from assistant.records import Answer
from assistant.site.cited import cited_lines, icon_of, title_of
from assistant.site.shell import Shell


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/ask")
    async def ask(request: Request, q: str = "") -> Response:
        if not q.strip():
            return _page(shell, q)
        try:
            answer = await shell.service.answer(request, "site", q, (), None)
        except Problem as problem:
            if problem.status_code != 422:
                raise
            return _page(shell, q, 422, problem=problem.message)
        return _page(shell, q, answer=answer, **await shell.service.run(lambda: _shown(shell, answer)))

    return router


def _shown(shell: Shell, answer: Answer) -> dict[str, Any]:
    return {
        "icon": icon_of(answer), "title": title_of(answer),
        "note": messages.LABEL_NOTES.get(answer.label, ""), "lines": cited_lines(answer.text, answer.citations),
        "places": {c.n: shell.place_of(c.doc, c.clause, c.span) for c in answer.citations},
    }  # fmt: skip


def _page(shell: Shell, question: str, status: int = 200, **values: Any) -> Response:
    """Return the form, with an answer or with what is wrong with the question; no cache may keep it."""
    examples = () if "answer" in values else shell.service.examples()
    page = shell.page(
        "ask.html", "/", status=status, question=question, **{"problem": "", "answer": None, "examples": examples} | values
    )
    page.headers["Cache-Control"] = "no-store"
    return page
