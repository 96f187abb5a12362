"""What comes in and goes out over HTTP, with examples for the OpenAPI page."""

from dataclasses import fields
from datetime import date
from types import GenericAlias
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StrictBool, create_model
from pydantic_core import PydanticCustomError

from assistant.records import ANSWER_NAMES, Answer, Citation, Hit

_LAST_TURNS, _TURN_CHARS = 10, 2000  # what a follow-up can refer to; older and longer text only costs time

_CITATION: dict[str, JsonValue] = {
    "n": 1, "doc": "xiangyang_ip_145", "doc_title": "襄阳市知识产权“十四五”规划", "doc_no": None,
    "clause": "xiangyang_ip_145#三.(三).3", "path": "三、(三)3.", "title": "加强知识产权金融服务",
    "quote": "…", "start": 0, "end": 1,
}  # fmt: skip
_ANSWER: dict[str, JsonValue] = {
    "id": "a-1", "status": "answered", "answer": "…[1]", "citations": [_CITATION], "hits": [],
    "notices": ["规划期为 2021—2025 年。"],
    "label": "原文摘录", "contact": "襄阳市市场监督管理局（知识产权局）", "question": "知识产权质押融资有什么支持？",
    "resolved": "知识产权质押融资有什么支持？", "suggestions": [], "timings": {"total": 41.2},
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
    message = f"日期 {value[:40]} 不对，应写作 2024-06-01。"
    raise PydanticCustomError("date", "{message}", {"message": message})


Day = Annotated[str | None, AfterValidator(_day), Field(examples=["2024-06-01"], description="日期，如 2024-06-01")]


class TurnIn(BaseModel):
    """An earlier question and its answer."""

    q: str = Field(description="先前的问题")
    a: str = Field("", description="先前的回答")


class AskIn(BaseModel):
    """A question."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "知识产权质押融资有什么支持？"},
                {"question": "目标是多少？", "history": [{"q": "质押融资现在多少？", "a": "7600万元[1]"}], "as_of": "2024-06-01"},
            ]
        }
    )
    question: str = Field(description="问题，中文一句话")
    history: list[TurnIn] = Field(default=[], description="先前的问答，最近的在后；只用最后 10 轮，每段前 2000 字")
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
HitOut = _out("HitOut", Hit, {"score": "0 到 1，越大越相关"}, {})
AnswerOut = _out(
    "AnswerOut", Answer,
    {
        "status": "answered、partial、not_found、out_of_scope、blocked、clarify、error 之一",
        "verdict": "问题断言了什么时：yes（文件这样写）、no（文件写的不是这样）、not_stated（文件没有这样写）；没有断言时为 null",
        "text": "正文，[1] 指 citations 中的第 1 条", "label": "原文摘录，或人工智能生成",
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

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer_id": "a-1", "useful": False, "comment": "没有答到点上"}]})
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


CALLED = problems({403: "调用的网站未获授权", 429: "请求过于频繁，见 Retry-After", 503: "索引尚未打开，见 Retry-After"})
ASKED = CALLED | problems({422: "问题为空、过长、没有文字，或字段不对"})
POSTED = ASKED | problems({400: "请求体不是正确的 JSON", 413: "请求体过大"})
UNKNOWN = problems({404: "没有这个编号"})


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
            "examples": [{"model": "policy-assistant", "messages": [{"role": "user", "content": "质押融资有什么支持？"}]}]
        }
    )
    model: str = ""
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
