"""What comes in and goes out over HTTP, with examples for the OpenAPI page."""

from dataclasses import fields
from datetime import date
from types import GenericAlias
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StrictBool, create_model
from pydantic_core import PydanticCustomError

from assistant import messages
from assistant.records import ANSWER_NAMES, Answer, Citation, Hit

_LAST_TURNS, _TURN_CHARS = 10, 2000  # what a follow-up can refer to; older and longer text only costs time

_CITATION: dict[str, JsonValue] = {
    "n": 1, "doc_no": None, **messages.EXAMPLE_CITED, "quote": "…", "start": 0, "end": 1,
}  # fmt: skip
_ANSWER: dict[str, JsonValue] = {
    "id": "a-1", "status": "answered", "answer": "…[1]", "citations": [_CITATION], "hits": [],
    "notices": [messages.EXAMPLE_NOTICE],
    "label": messages.QUOTED, "contact": messages.EXAMPLE_CONTACT, "question": messages.EXAMPLE_QUESTION,
    "resolved": messages.EXAMPLE_QUESTION, "suggestions": [], "timings": {"total": 41.2}, "aside": "",
}  # fmt: skip


def _day(value: str | None) -> str | None:
    """Check a day written as 2024-06-01."""
    if not value:
        return None
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    message = messages.BAD_DAY.format(day=value[:40])
    raise PydanticCustomError("date", "{message}", {"message": message})


Day = Annotated[str | None, AfterValidator(_day), Field(examples=["2024-06-01"], description=messages.FIELD_DAY)]


class TurnIn(BaseModel):
    """An earlier question and its answer."""

    q: str = Field(description=messages.FIELD_TURN_QUESTION)
    a: str = Field("", description=messages.FIELD_TURN_ANSWER)


class AskIn(BaseModel):
    """A question."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": messages.EXAMPLE_QUESTION},
                {
                    "question": messages.EXAMPLE_FOLLOW_UP,
                    "history": [{"q": messages.EXAMPLE_EARLIER_QUESTION, "a": messages.EXAMPLE_EARLIER_ANSWER}],
                    "as_of": "2024-06-01",
                },
            ]
        }
    )
    question: str = Field(description=messages.FIELD_QUESTION)
    history: list[TurnIn] = Field(default=[], description=messages.FIELD_HISTORY)
    as_of: Day = None

    def turns(self) -> list[tuple[str, str]]:
        """Return the turns that count, cut to what a follow-up can refer to."""
        return [(turn.q[:_TURN_CHARS], turn.a[:_TURN_CHARS]) for turn in self.history[-_LAST_TURNS:]]


def _out(
    name: str,
    record: type,
    told: dict[str, str],
    names: dict[str, str],
    *,
    example: JsonValue = None,
    **nested: type[BaseModel],
) -> type[BaseModel]:
    """Return the model of a record's ``to_dict``: its fields in their order, every one of them always there.

    Args:
        name: of the model, as the OpenAPI page shows it.
        record: the dataclass.
        told: what the page says of a field.
        names: fields that are named otherwise there.
        example: shown on the page.
        nested: the models of the fields that hold records in turn.
    """
    hints = get_type_hints(record)
    hints |= {field: GenericAlias(list, (model,)) for field, model in nested.items()}
    shape: dict[str, Any] = {
        names.get(field.name, field.name): (hints[field.name], Field(description=told.get(field.name)))
        for field in fields(record)
    }
    config = ConfigDict(json_schema_extra={"examples": [example]}) if example else None
    return create_model(name, __doc__=record.__doc__, __config__=config, **shape)


CitationOut = _out("CitationOut", Citation, {}, {})
HitOut = _out("HitOut", Hit, {"score": messages.FIELD_SCORE}, {})
AnswerOut = _out(
    "AnswerOut", Answer,
    {
        "status": messages.FIELD_STATUS, "verdict": messages.FIELD_VERDICT, "text": messages.FIELD_TEXT,
        "label": messages.FIELD_LABEL, "pinned": messages.FIELD_PINNED, "aside": messages.FIELD_ASIDE,
    },
    ANSWER_NAMES, example=_ANSWER, citations=CitationOut, hits=HitOut,
)  # fmt: skip
SearchOut = create_model(
    "SearchOut", __doc__="What a search found, best first.", query=(str, ...), count=(int, ...),
    hits=(GenericAlias(list, (HitOut,)), ...),
)  # fmt: skip


class DocumentsOut(BaseModel):
    """The registered documents."""

    documents: list[dict[str, Any]]


class NeighbourOut(BaseModel):
    """The clause before or after."""

    id: str
    label: str
    title: str


class NeighboursOut(BaseModel):
    """The clauses before and after, where there are any."""

    prev: NeighbourOut | None
    next: NeighbourOut | None


class ClauseOut(BaseModel):
    """A clause with its document and its neighbours."""

    document: dict[str, Any]
    clause: dict[str, Any]
    text: str
    neighbours: NeighboursOut


class FeedbackIn(BaseModel):
    """What a reader thought of an answer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answer_id": "a-1", "useful": False, "comment": messages.EXAMPLE_COMMENT}]}
    )
    answer_id: str = Field(min_length=1, max_length=80, pattern=r"^[\w.:\-]+$")
    useful: StrictBool
    comment: str = Field("", max_length=1000)


class FeedbackOut(BaseModel):
    """Whether the feedback is stored."""

    stored: bool


class ProblemDetail(BaseModel):
    """What is wrong, and what to do."""

    message: str
    code: str


class ProblemOut(BaseModel):
    """Every error has this form."""

    detail: ProblemDetail


Problems = dict[int | str, dict[str, Any]]


def problems(meanings: dict[int, str]) -> Problems:
    """Return the declaration of error answers, by status code."""
    return {code: {"model": ProblemOut, "description": text} for code, text in meanings.items()}


CALLED = problems({403: messages.IF_FOREIGN, 429: messages.IF_TOO_MANY, 503: messages.IF_NOT_OPEN})
ASKED = CALLED | problems({422: messages.IF_BAD_FIELD})
POSTED = ASKED | problems({400: messages.IF_NO_JSON, 413: messages.IF_TOO_LARGE})
UNKNOWN = problems({404: messages.IF_UNKNOWN})


class ChatPart(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of an OpenAI-compatible conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ChatPart] | None = None

    def text(self) -> str:
        """Return the text of the message."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """Options of a stream."""

    include_usage: bool = False


class ChatIn(BaseModel):
    """An OpenAI-compatible request; sampling parameters are accepted and have no effect."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"model": "policy-assistant", "messages": [{"role": "user", "content": messages.EXAMPLE_SHORT_QUESTION}]}
            ]
        }
    )
    model: str = ""
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
