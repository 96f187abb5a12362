"""The interface that OpenAI's clients speak, so that other front ends can use the assistant.

Those front ends show nothing but the message text, so the sources and the label stand there too; programs read them
from the fields ``citations``, ``status``, ``label``, ``notices``, ``contact`` and ``answer_id`` beside the usual ones.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from assistant import messages
from assistant.api import stream
from assistant.api.errors import Problem, failure
from assistant.api.models import POSTED, ChatIn, ChatMessage
from assistant.api.service import Service, service_of
from assistant.api.wire import Json
from assistant.generation.chat_model import is_configured
from assistant.records import Answer, Turn

MODEL = "policy-assistant"
_MODEL_CARD = {"id": MODEL, "object": "model", "created": 0, "owned_by": "policy-assistant"}
_EXTENSION = ("status", "verdict", "label", "citations", "notices", "contact", "suggestions", "pinned")

router = APIRouter(prefix="/v1", tags=[messages.TAG_OPENAI])
Shared = Annotated[Service, Depends(service_of)]


def conversation(items: list[ChatMessage]) -> tuple[str, list[Turn]]:
    """Return the question, which is the last message, and the turns before it; instructions to the system are left out.

    Raises:
        Problem: the last message is not the user's.
    """
    spoken = [item for item in items if item.role in ("user", "assistant")]
    if not spoken or spoken[-1].role != "user":
        raise Problem(422, "no_question", messages.LAST_IS_NO_QUESTION)
    turns: list[Turn] = []
    asked = ""
    for item in spoken[:-1]:
        if item.role == "user":
            asked = item.text()
        elif asked:
            turns.append(Turn(asked[:2000], _without_sources(item.text())[:2000]))
            asked = ""
    return spoken[-1].text(), turns[-10:]


def _sources(answer: Answer) -> str:
    """Return what stands below the text: notices, sources, and the label with its note."""
    lines = [*answer.notices]
    for citation in answer.citations:
        number = messages.DOC_NO.format(doc_no=citation.doc_no) if citation.doc_no else ""
        lines.append(
            messages.SOURCE.format(
                n=citation.n, title=citation.doc_title, number=number, path=citation.place, quote=citation.quote
            )
        )
    if answer.label:
        note = messages.LABEL_NOTES.get(answer.label, "")
        lines.append(messages.LABEL_LINE.format(label=answer.label, note=note))
    return "\n\n---\n" + "\n".join(lines) if lines else ""


def _without_sources(text: str) -> str:
    return text.split("\n\n---\n")[0]


def _extension(answer: Answer) -> dict[str, Any]:
    row = answer.to_dict()
    return {"answer_id": answer.id} | {name: row[name] for name in _EXTENSION}


def _usage(items: list[ChatMessage], text: str) -> dict[str, int]:
    """Return counts of characters: there is no tokenizer here, and for Chinese a character is about a token."""
    prompt = sum(len(item.text()) for item in items)
    return {"prompt_tokens": prompt, "completion_tokens": len(text), "total_tokens": prompt + len(text)}


@router.post(
    "/chat/completions", summary=messages.COMPLETION, description=messages.COMPLETION_ABOUT, response_model=dict[str, Any],
    responses=POSTED,
)  # fmt: skip
async def complete(request: Request, body: ChatIn, service: Shared) -> Response:
    """Answer the last message; the sources stand in ``citations`` beside OpenAI's fields."""
    question, turns = conversation(body.messages)
    if body.stream:
        answers = await service.stream(request, "openai", question, turns, None)
        return StreamingResponse(_chunks(answers, body, service), media_type=stream.CONTENT_TYPE, headers=stream.HEADERS)
    answer = await service.answer(request, "openai", question, turns, None)
    text = answer.text + _sources(answer)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop", "logprobs": None}
    head = {"id": f"chatcmpl-{answer.id}", "object": "chat.completion", "created": int(time.time()), "model": MODEL}
    return Json(head | {"choices": [choice], "usage": _usage(body.messages, text)} | _extension(answer))


async def _chunks(answers: stream.AnswerStream, body: ChatIn, service: Service) -> AsyncIterator[str]:
    created, sent, last = int(time.time()), "", None
    written = is_configured(service.settings)  # the text is a language model's, if it comes to that

    def chunk(answer: Answer, delta: dict[str, str], finish: str | None = None, **more: Any) -> str:
        head = {"id": f"chatcmpl-{answer.id}", "object": "chat.completion.chunk", "created": created, "model": MODEL}
        return stream.event(head | {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]} | more)

    try:
        async for answer in answers.answers():
            if answer is None:
                yield stream.ALIVE
                continue
            if last is None:
                yield chunk(answer, {"role": "assistant", "content": ""})
            last = answer
            if written and answer.label != messages.GENERATED:
                continue  # the quotes that come before a model's text: what is sent here cannot be replaced
            if answer.text.startswith(sent) and len(answer.text) > len(sent):
                yield chunk(answer, {"content": answer.text[len(sent) :]})
                sent = answer.text
    except Exception as error:
        yield stream.event(failure("/v1/chat/completions", error, service.log))
        return
    for piece in _ending(last, sent, body, chunk) if last else ():
        yield piece


def _ending(last: Answer, sent: str, body: ChatIn, chunk: Callable[..., str]) -> Iterator[str]:
    tail = _sources(last)
    if not sent:
        tail = last.text + tail
    elif last.text != sent:  # the check took a sentence back, and what was sent cannot be unsent: say so, then the whole text
        tail = f"\n\n{messages.CORRECTED}\n\n{last.text}{tail}"
    if tail:
        yield chunk(last, {"content": tail})
    yield chunk(last, {}, "stop", **_extension(last))
    if body.stream_options and body.stream_options.include_usage:
        head: dict[str, Any] = {"id": f"chatcmpl-{last.id}", "object": "chat.completion.chunk", "model": MODEL}
        head |= {"created": int(time.time()), "choices": []}
        yield stream.event(head | {"usage": _usage(body.messages, sent + tail)})
    yield "data: [DONE]\n\n"


@router.get("/models", summary=messages.MODELS, description=messages.MODELS_ABOUT)
async def models() -> dict[str, Any]:
    """List the one model."""
    return {"object": "list", "data": [_MODEL_CARD]}


@router.get("/models/{name:path}", include_in_schema=False)
async def model(name: str) -> dict[str, Any]:
    """Return the one model."""
    if name != MODEL:
        raise Problem(404, "model_not_found", messages.NO_SUCH_MODEL.format(name=name[:80], model=MODEL))
    return dict(_MODEL_CARD)
