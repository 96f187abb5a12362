"""What the routes share: the assistant once it is open, answers made in bounded threads, counted and logged."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, Protocol, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Request

from assistant import messages
from assistant.api.errors import Problem
from assistant.api.log import OperationLog
from assistant.api.metrics import Metrics
from assistant.api.opening import Assisting, Opening
from assistant.api.pace import LONGEST_WAIT, Pace
from assistant.api.settings import HttpSettings
from assistant.api.stream import AnswerStream
from assistant.errors import QuestionError
from assistant.generation.chat_model import is_configured
from assistant.overlay import Overlay
from assistant.records import Answer, Turn
from assistant.settings import Settings

T = TypeVar("T")


class Caller(Protocol):
    """What is read of a request, of FastAPI's as of Gradio's."""

    @property
    def client(self) -> Any:
        """Host and port, or None."""


@dataclass(slots=True)
class Service:
    """One per application, at ``app.state.service``."""

    settings: Settings
    http: HttpSettings
    opening: Opening
    log: OperationLog
    metrics: Metrics
    # a page that tells an error: of its status, its message and the address that was asked; the site gives one
    problem_page: Callable[[int, str, str], bytes | None] = lambda *_: None
    limiter: CapacityLimiter = field(init=False)
    pace: Pace = field(init=False)
    asking: CapacityLimiter = field(init=False)  # with room for those who wait for a language model: searches never do

    def __post_init__(self) -> None:
        """Bound the threads, and let the metrics tell how the service is."""
        self.limiter = CapacityLimiter(self.http.answers_at_once)
        waiting = self.settings.llm_at_once if is_configured(self.settings) else 0
        self.pace = Pace(inf if waiting else LONGEST_WAIT)  # who waits for a model says nothing of the machine's speed
        self.asking = CapacityLimiter(self.http.answers_at_once + waiting) if waiting else self.limiter
        self.metrics.gauge("assistant_ready", "1 when the index is open.", lambda: float(self.opening.ready))
        self.metrics.gauge("assistant_generations", "Indexes and changes taken up.", lambda: float(self.opening.generations))
        self.metrics.gauge("assistant_open_seconds", "Seconds that opening the index took.", lambda: self.opening.seconds)
        self.metrics.gauge("assistant_log_failures", "Log lines that could not be written.", lambda: float(self.log.failures))

    async def assistant(self) -> Assisting:
        """Wait for the assistant within bounds; raise ``Problem`` (503) when it is not open by then."""
        return await self.opening.wait(self.http.ready_wait)

    def examples(self) -> Sequence[str]:
        """Return the office's example questions; where it gives none, what its documents can be asked for, once they are open."""
        given = Overlay(self.settings.data_dir).over(self.settings.office).examples
        return given if given or not self.opening.ready else self.opening.get(0.0).examples

    async def run(self, work: Callable[[], T]) -> T:
        """Run what takes time in one of the bounded threads."""
        return await anyio.to_thread.run_sync(work, limiter=self.limiter)

    async def answer(self, request: Request, channel: str, question: str, turns: Sequence[Turn], as_of: str | None) -> Answer:
        """Answer a question; raise ``Problem`` (422) for one that cannot be read."""
        assistant, start = await self.assistant(), time.perf_counter()
        try:
            with self.pace.place() as turn:

                def ask() -> Answer:
                    turn()
                    return assistant.ask(question, turns, as_of)

                answer = await anyio.to_thread.run_sync(ask, limiter=self.asking)
        except QuestionError as error:
            raise unreadable(error) from error
        self.note(request, channel, answer, time.perf_counter() - start)
        return answer

    async def stream(
        self, request: Request, channel: str, question: str, turns: Sequence[Turn], as_of: str | None
    ) -> AnswerStream:
        """Begin to answer; raise ``Problem`` (422) for a question that cannot be read."""
        assistant, start = await self.assistant(), time.perf_counter()

        def answers(turn: Callable[[], None]) -> Iterator[Answer]:
            last: Answer | None = None
            turn()
            try:
                for last in assistant.stream(question, turns, as_of):
                    yield last
            finally:
                if last is not None:  # noted from the thread that made it, whether or not the reader stayed to the end
                    self.note(request, channel, last, time.perf_counter() - start)

        try:
            with self.pace.place() as turn:
                stream = AnswerStream(lambda: answers(turn), self.asking)
                await stream.start()
        except QuestionError as error:
            raise unreadable(error) from error
        return stream

    def note(self, request: Caller, channel: str, answer: Answer, seconds: float) -> None:
        """Count and log an answer."""
        self.metrics.answer(answer.status, channel, seconds)
        self.log.answer(answer, channel=channel, client=client_of(request))


def unreadable(error: QuestionError) -> Problem:
    """Return the problem of a question that is empty, too long or wordless; the message is the assistant's own."""
    codes = {messages.EMPTY: "empty", messages.NO_WORDS: "no_words"}
    return Problem(422, codes.get(str(error), "too_long"), str(error))


async def service_of(request: Request) -> Service:  # FastAPI calls a plain function in a thread
    """Return the service of the request's application."""
    service: Service = request.app.state.service
    return service


def client_of(request: Caller) -> str:
    """Return the client's address as the server sees it."""
    return str(request.client.host) if request.client else "-"
