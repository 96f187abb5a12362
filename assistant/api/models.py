"""What comes in and goes out over HTTP, with examples for the OpenAPI page."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StrictBool
from pydantic_core import PydanticCustomError

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


class CitationOut(BaseModel):
    """A verbatim quote with its place in the document."""

    n: int
    doc: str
    doc_title: str
    doc_no: str | None
    clause: str
    path: str
    title: str
    quote: str
    start: int
    end: int


class HitOut(BaseModel):
    """A sentence that was found."""

    doc: str
    clause: str
    path: str
    title: str
    text: str
    start: int
    end: int
    score: float = Field(description="0 到 1，越大越相关")
    sentence: int
    signals: dict[str, float]


class AnswerOut(BaseModel):
    """An answer with the proof of each mark."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})
    id: str
    status: str = Field(description="answered、partial、not_found、out_of_scope、blocked、clarify、error 之一")
    answer: str = Field(description="正文，[1] 指 citations 中的第 1 条")
    citations: list[CitationOut]
    hits: list[HitOut]
    notices: list[str]
    label: str = Field(description="原文摘录，或人工智能生成")
    contact: str
    question: str
    resolved: str
    suggestions: list[str]
    timings: dict[str, float]


class SearchOut(BaseModel):
    """What a search found, best first."""

    query: str
    count: int
    hits: list[HitOut]


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
