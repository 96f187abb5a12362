"""The REST interface."""

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from assistant import messages
from assistant.api import stream
from assistant.api.errors import Problem, failure
from assistant.api.metrics import CONTENT_TYPE
from assistant.api.models import (
    ASKED,
    CALLED,
    POSTED,
    UNKNOWN,
    AnswerOut,
    AskIn,
    ClauseOut,
    Day,
    DocumentsOut,
    FeedbackIn,
    FeedbackOut,
    SearchOut,
    problems,
)  # fmt: skip
from assistant.api.service import Service, client_of, service_of, unreadable
from assistant.api.wire import Json
from assistant.errors import FilterError, QuestionError
from assistant.finder.validity import judge, period
from assistant.records import Answer, Turn
from corpus.errors import RegistryError
from corpus.records import Clause, Document

_METHODS = {"ask": "POST", "feedback": "POST", "search": "GET", "documents": "GET"}

router = APIRouter()
Shared = Annotated[Service, Depends(service_of)]


@router.post(
    "/api/ask", tags=[messages.TAG_ANSWERS], summary=messages.ASK, description=messages.ASK_ABOUT, response_model=AnswerOut,
    responses=POSTED | {200: {"description": messages.ASK_STREAMED, "content": {"text/event-stream": {}}}},
)  # fmt: skip
async def ask(request: Request, body: AskIn, service: Shared) -> Response:
    """Answer a question, whole or as it grows."""
    turns = [Turn(q, a) for q, a in body.turns()]
    if "text/event-stream" not in request.headers.get("accept", ""):
        return Json((await service.answer(request, "api", body.question, turns, body.as_of)).to_dict())
    answers = await service.stream(request, "api", body.question, turns, body.as_of)
    return StreamingResponse(_events(answers, service), media_type=stream.CONTENT_TYPE, headers=stream.HEADERS)


async def _events(answers: stream.AnswerStream, service: Service) -> AsyncIterator[str]:
    last: Answer | None = None
    try:
        async for answer in answers.answers():
            if answer is None:
                yield stream.ALIVE
                continue
            last = answer
            yield stream.event(stream.partial(answer))
    except Exception as error:
        yield stream.event(failure("/api/ask", error, service.log), "error")
        return
    if last is not None:
        yield stream.event(last.to_dict())
        yield stream.event({"id": last.id, "status": str(last.status)}, "done")


@router.get(
    "/api/search", tags=[messages.TAG_CLAUSES], summary=messages.SEARCH, description=messages.SEARCH_ABOUT,
    response_model=SearchOut, responses=ASKED | UNKNOWN,
)  # fmt: skip
async def search(
    service: Shared,
    q: Annotated[str, Query(description=messages.SEARCH_QUERY, examples=[messages.EXAMPLE_QUERY])],
    top_k: Annotated[int, Query(ge=1, le=100, description=messages.SEARCH_TOP_K)] = 10,
    doc: Annotated[str | None, Query(description=messages.SEARCH_DOC)] = None,
    region: Annotated[str | None, Query(description=messages.SEARCH_REGION)] = None,
    in_force_on: Annotated[Day, Query()] = None,
) -> Response:
    """Find sentences, best first."""
    assistant = await service.assistant()
    if doc and doc not in {document.id for document in assistant.documents()}:
        raise Problem(404, "unknown_document", messages.NO_DOCUMENT.format(id=doc[:80]))
    try:
        hits = await service.run(lambda: assistant.search(q, top_k, doc or None, region or None, in_force_on))
    except QuestionError as error:
        raise unreadable(error) from error
    except FilterError as error:
        raise Problem(422, "bad_filter", str(error)) from error
    return Json({"query": q, "count": len(hits), "hits": [hit.to_dict() for hit in hits]})


@router.get(
    "/api/documents", tags=[messages.TAG_CLAUSES], summary=messages.DOCUMENTS, description=messages.DOCUMENTS_ABOUT,
    response_model=DocumentsOut, responses=CALLED,
)  # fmt: skip
async def documents(service: Shared) -> Response:
    """List the registered documents."""
    assistant = await service.assistant()
    held = {document.id: document for document in assistant.documents()}
    return Json({"documents": [_listed(document, held) for document in held.values()]})


def _listed(document: Document, held: Mapping[str, Document]) -> dict[str, Any]:
    standing = judge(document, held.get(document.superseded_by or ""))
    return document.to_dict() | {"validity": standing.name, "period": period(document)}


@router.get(
    "/api/documents/{doc}/original", tags=[messages.TAG_CLAUSES], summary=messages.ORIGINAL_FILE,
        description=messages.ORIGINAL_FILE_ABOUT,
    response_class=Response, responses=UNKNOWN | {200: {"content": {"application/octet-stream": {}}}},
)  # fmt: skip
async def original(service: Shared, doc: str) -> Response:
    """Return the file that a document was registered from, to be saved: it is not shown, whatever it holds."""
    assistant = await service.assistant()
    try:
        found = await service.run(lambda: assistant.original(doc))
    except RegistryError as error:
        raise Problem(404, "unknown_document", messages.NO_ORIGINAL.format(id=doc[:80])) from error
    disposition = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Response(found.data, media_type="application/octet-stream", headers=headers)


@router.get(
    "/api/clauses/{clause_id:path}", tags=[messages.TAG_CLAUSES], summary=messages.CLAUSE, description=messages.CLAUSE_ABOUT,
    response_model=ClauseOut, responses=CALLED | UNKNOWN,
)  # fmt: skip
async def clause(service: Shared, clause_id: str) -> Response:
    """Return a clause with its document and its neighbours."""
    assistant = await service.assistant()
    try:
        found = assistant.clause(clause_id)
        before, after = assistant.neighbours(clause_id)
    except KeyError as error:
        message = messages.NO_CLAUSE.format(id=clause_id[:120])
        raise Problem(404, "unknown_clause", message) from error
    owner = next((document.to_dict() for document in assistant.documents() if document.id == found.doc), {"id": found.doc})
    neighbours = {"prev": _neighbour(before), "next": _neighbour(after)}
    return Json({"document": owner, "clause": found, "text": found.text, "neighbours": neighbours})


def _neighbour(clause: Clause | None) -> dict[str, str] | None:
    return {"id": clause.id, "label": clause.label, "title": clause.title} if clause else None


@router.post(
    "/api/feedback", tags=[messages.TAG_ANSWERS], summary=messages.FEEDBACK, description=messages.FEEDBACK_ABOUT,
    response_model=FeedbackOut, responses=POSTED | UNKNOWN,
)  # fmt: skip
async def feedback(request: Request, body: FeedbackIn, service: Shared) -> Response:
    """Log what a reader thought of an answer that was given."""
    if not service.log.failures and not await service.run(lambda: service.log.knows(body.answer_id)):
        raise Problem(404, "unknown_answer", messages.UNKNOWN_ANSWER.format(id=body.answer_id))
    service.metrics.feedback(useful=body.useful)
    stored = await service.run(
        lambda: service.log.feedback(body.answer_id, useful=body.useful, reason=body.comment, client=client_of(request))
    )
    if not stored:  # said plainly: a reader must not believe that someone will read it
        raise Problem(503, "not_stored", messages.FEEDBACK_NOT_STORED, {"Retry-After": "60"})
    return Json({"stored": True})


@router.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def unknown(request: Request, rest: str) -> Response:
    """Keep what is unknown under /api from falling through to the pages, which would answer with HTML."""
    method = _METHODS.get(rest) or ("GET" if rest.startswith("clauses/") else "")
    if method:
        raise Problem(405, "method_not_allowed", messages.OTHER_METHOD.format(path=rest, method=method), {"Allow": method})
    raise Problem(404, "not_found", messages.NO_INTERFACE.format(path=rest[:80]))


@router.get("/healthz", tags=[messages.TAG_RUNNING], summary=messages.HEALTH)
async def healthz() -> dict[str, str]:
    """Answer as long as the process lives."""
    return {"status": "ok"}


@router.get("/readyz", tags=[messages.TAG_RUNNING], summary=messages.READINESS, responses=problems({503: messages.IF_NOT_READY}))
async def readyz(service: Shared) -> dict[str, str]:
    """Answer 200 once the index is open, as long as the documents that it is of are there."""
    await service.opening.wait(0)
    service.opening.check()
    return {"status": "ready"}


@router.get("/metrics", tags=[messages.TAG_RUNNING], summary=messages.METRICS, response_class=PlainTextResponse)
async def metrics(service: Shared) -> Response:
    """Return counters and histograms."""
    return Response(service.metrics.text(), media_type=CONTENT_TYPE)
