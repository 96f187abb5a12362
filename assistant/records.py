"""The nouns of the assistant: frozen records from the question to the answer."""

from dataclasses import dataclass, field
from math import log
from typing import Any, Final

from assistant import messages
from assistant.statuses import Respect as Respect
from assistant.statuses import Status as Status
from assistant.statuses import Verdict as Verdict
from corpus.records import Document, Span

_SURE = 1e-6  # probabilities nearer to 0 or 1 are taken for this
ANSWER_NAMES = {"text": "answer"}  # fields of an answer that JSON names otherwise, as the batch files do


def _row(record: Any) -> dict[str, Any]:
    """Return the fields of a record; ``dataclasses.asdict`` copies every value in depth, which takes ten times as long."""
    return {name: getattr(record, name) for name in record.__slots__}


def with_page(label: str, page: int | None, *, recognised: bool) -> str:
    """Return what a clause is called with what must be known of its file: 第三条（第2页，识别文字）."""
    known = ([] if page is None else [messages.PAGE.format(page=page)]) + ([messages.RECOGNISED] if recognised else [])
    return label + (messages.IN_FILE.format(known=messages.LIST_COMMA.join(known)) if known else "")


def place_in(document: Document | None, label: str, offset: int) -> str:
    """Return what a clause of a document is called, whose quote begins at an offset of the text."""
    return label if document is None else with_page(label, document.page_at(offset), recognised=document.recognised)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class WhichAct:
    """Which of the acts on a document is meant: of ``years``, the one of that number (-1 for the last), ``amending`` it.

    Of an empty one all are meant.
    """

    years: frozenset[int] = frozenset()
    number: int = 0
    amending: bool = False


ANY_ACT: Final = WhichAct()


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence in its clause.

    ``score`` is the calibrated probability, in [0, 1], that the sentence answers the question, 1 where it was
    ``looked_up`` (asked for by its place, or word by word); ``signals`` are the parts it was made of, each in [0, 1] or
    [-1, 1], higher is better, so that a miss can be explained.
    """

    doc: str
    clause: str
    path: str
    title: str
    text: str
    start: int
    end: int
    score: float
    sentence: int
    signals: dict[str, float] = field(default_factory=dict)
    looked_up: bool = False
    page: int | None = None  # of the file, where it has pages
    recognised: bool = False  # the text was read from pictures

    @property
    def odds(self) -> float:
        """The logarithm of score : (1 - score), in about [-14, 14]; differences of it tell how far apart two hits are."""
        chance = min(max(self.score, _SURE), 1 - _SURE)
        return log(chance / (1 - chance))

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as plain JSON data, signals rounded."""
        signals = {name: round(value, 4) for name, value in self.signals.items()}
        return _row(self) | {"score": round(self.score, 4), "signals": signals}


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its place: ``quote`` is the document's text from ``start`` to ``end``."""

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
    page: int | None = None  # of the file, where it has pages
    recognised: bool = False  # the text was read from pictures

    @property
    def place(self) -> str:
        """The place as people read it: with the page, and that the text was recognised."""
        return with_page(self.path, self.page, recognised=self.recognised)

    @property
    def span(self) -> Span:
        """The character offsets of the quote."""
        return self.start, self.end

    def to_dict(self) -> dict[str, Any]:
        """Return the citation as plain JSON data."""
        return _row(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader gets: text with ``[1]`` marks, and the proof of each mark."""

    id: str
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    notices: tuple[str, ...] = ()
    label: str = ""
    contact: str = ""
    question: str = ""  # as asked, personal data masked
    resolved: str = ""  # self-contained: what was searched and answered
    suggestions: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)  # milliseconds a stage
    verdict: Verdict | None = None  # None where the question asserts nothing
    pinned: dict[str, str] | None = None  # of an answer that an officer has reviewed: id, and the days "on" and "until"
    aside: str = ""  # what was said beside the subject: greeting, thanks, about, human, blocked; empty for a question

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON data; ``answer`` is the text, as the batch files name it."""
        row: dict[str, Any] = _row(self) | {
            "status": str(self.status), "verdict": str(self.verdict) if self.verdict else None,
            "citations": [c.to_dict() for c in self.citations],
            "hits": [h.to_dict() for h in self.hits], "notices": list(self.notices), "suggestions": list(self.suggestions),
            "timings": {name: round(value, 3) for name, value in self.timings.items()},
        }  # fmt: skip
        return {ANSWER_NAMES.get(name, name): value for name, value in row.items()}
