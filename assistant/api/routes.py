"""The REST interface."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

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
from assistant.records import Answer, Turn
from corpus.records import Clause

_STREAMED = "回答；Accept: text/event-stream 时逐段发送，以 event: done 结束"
_METHODS = {"ask": "POST", "feedback": "POST", "search": "GET", "documents": "GET"}

router = APIRouter()
Shared = Annotated[Service, Depends(service_of)]


@router.post(
    "/api/ask", tags=["问答"], summary="提问", response_model=AnswerOut,
    responses=POSTED | {200: {"description": _STREAMED, "content": {"text/event-stream": {}}}},
)  # fmt: skip
async def ask(request: Request, body: AskIn, service: Shared) -> Response:
    """问一句话，得到带条款出处的回答。每个 [1] 都对应 citations 中的一条原文。"""
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


@router.get("/api/search", tags=["条款"], summary="查条款", response_model=SearchOut, responses=ASKED | UNKNOWN)
async def search(
    service: Shared,
    q: Annotated[str, Query(description="关键词或问题", examples=["质押融资"])],
    top_k: Annotated[int, Query(ge=1, le=100, description="最多返回几条")] = 10,
    doc: Annotated[str | None, Query(description="只查这份文件（编号）")] = None,
    region: Annotated[str | None, Query(description="只查这个地区的文件")] = None,
    in_force_on: Annotated[Day, Query()] = None,
) -> Response:
    """按相关程度列出句子及其条款。"""
    assistant = await service.assistant()
    if doc and doc not in {document.id for document in assistant.documents()}:
        raise Problem(404, "unknown_document", f"没有编号为 {doc[:80]} 的文件。文件编号见 /api/documents。")
    try:
        hits = await service.run(lambda: assistant.search(q, top_k, doc or None, region or None, in_force_on))
    except QuestionError as error:
        raise unreadable(error) from error
    except FilterError as error:
        raise Problem(422, "bad_filter", str(error)) from error
    return Json({"query": q, "count": len(hits), "hits": [hit.to_dict() for hit in hits]})


@router.get("/api/documents", tags=["条款"], summary="收录的文件", response_model=DocumentsOut, responses=CALLED)
async def documents(service: Shared) -> Response:
    """列出收录的文件及其文号、地区、有效期；文件没有载明的为 null。"""
    assistant = await service.assistant()
    return Json({"documents": [document.to_dict() for document in assistant.documents()]})


@router.get(
    "/api/clauses/{clause_id:path}", tags=["条款"], summary="一条的全文", response_model=ClauseOut, responses=CALLED | UNKNOWN
)
async def clause(service: Shared, clause_id: str) -> Response:
    """给出一条的全文、所在文件和前后条。编号中的 # 写作 %23，例如 xiangyang_ip_145%23三.(三).3。"""
    assistant = await service.assistant()
    try:
        found = assistant.clause(clause_id)
        before, after = assistant.neighbours(clause_id)
    except KeyError as error:
        message = f"没有编号为 {clause_id[:120]} 的条款。编号见检索结果；其中的 # 要写作 %23。"
        raise Problem(404, "unknown_clause", message) from error
    owner = next((document.to_dict() for document in assistant.documents() if document.id == found.doc), {"id": found.doc})
    neighbours = {"prev": _neighbour(before), "next": _neighbour(after)}
    return Json({"document": owner, "clause": found, "text": found.text, "neighbours": neighbours})


def _neighbour(clause: Clause | None) -> dict[str, str] | None:
    return {"id": clause.id, "label": clause.label, "title": clause.title} if clause else None


@router.post("/api/feedback", tags=["问答"], summary="评价一个回答", response_model=FeedbackOut, responses=POSTED)
async def feedback(request: Request, body: FeedbackIn, service: Shared) -> Response:
    """记下回答是否有用；说明中的身份证号、电话等在保存前隐去。"""
    service.metrics.feedback(useful=body.useful)
    stored = await service.run(
        lambda: service.log.feedback(body.answer_id, useful=body.useful, reason=body.comment, client=client_of(request))
    )
    if not stored:  # said plainly: a reader must not believe that someone will read it
        raise Problem(503, "not_stored", "评价未能保存，请稍后再试。", {"Retry-After": "60"})
    return Json({"stored": True})


@router.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def unknown(request: Request, rest: str) -> Response:
    """Keep what is unknown under /api from falling through to the pages, which would answer with HTML."""
    method = _METHODS.get(rest) or ("GET" if rest.startswith("clauses/") else "")
    if method:
        raise Problem(405, "method_not_allowed", f"/api/{rest} 只接受 {method}。", {"Allow": method})
    raise Problem(404, "not_found", f"没有 /api/{rest[:80]} 这个接口。接口说明见 /docs。")


@router.get("/healthz", tags=["运行"], summary="进程是否在运行")
async def healthz() -> dict[str, str]:
    """Answer as long as the process lives."""
    return {"status": "ok"}


@router.get("/readyz", tags=["运行"], summary="能否回答", responses=problems({503: "索引尚未打开"}))
async def readyz(service: Shared) -> dict[str, str]:
    """Answer 200 once the index is open."""
    await service.opening.wait(0)
    return {"status": "ready"}


@router.get("/metrics", tags=["运行"], summary="运行指标（Prometheus）", response_class=PlainTextResponse)
async def metrics(service: Shared) -> Response:
    """Return counters and histograms."""
    return Response(service.metrics.text(), media_type=CONTENT_TYPE)
