"""A growing answer as server-sent events."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any

import anyio.to_thread
from anyio import CapacityLimiter

from assistant.api.wire import line
from assistant.records import Answer

CONTENT_TYPE = "text/event-stream; charset=utf-8"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # a proxy that collects a stream makes it a page load
_ALIVE = 15.0  # seconds of silence after which a comment keeps proxies from closing the connection


class AnswerStream:
    """The answers of a generator that runs in one thread from start to end.

    One thread, because what the answerer keeps in context variables does not survive a change of thread. A reader who
    goes away stops it at the next answer; a reader who is slow gets the newest answer and not every one.

    Args:
        make: starts the generator.
        limiter: bounds how many answers are made at once.
    """

    def __init__(self, make: Callable[[], Iterator[Answer]], limiter: CapacityLimiter) -> None:
        self._make, self._limiter = make, limiter
        self._stop = threading.Event()
        self._queue: asyncio.Queue[Answer | BaseException | None] = asyncio.Queue()
        self._first: Answer | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Wait for the first answer; what goes wrong until then is raised here, while the status can still say so."""
        loop = asyncio.get_running_loop()

        def put(item: Answer | BaseException | None) -> None:
            loop.call_soon_threadsafe(self._queue.put_nowait, item)

        def run() -> None:
            try:
                for answer in self._make():
                    if self._stop.is_set():
                        return
                    put(answer)
                put(None)
            except BaseException as error:  # handed over to the reader's side, which raises it
                put(error)

        async def work() -> None:
            await anyio.to_thread.run_sync(run, limiter=self._limiter)

        self._task = asyncio.create_task(work())
        first = await self._queue.get()
        if isinstance(first, BaseException):
            raise first
        self._first = first

    async def answers(self) -> AsyncIterator[Answer | None]:
        """Yield the answers, the last one complete; ``None`` where nothing came for a while."""
        try:
            if self._first is None:
                return
            yield self._first
            while True:
                try:
                    item = await asyncio.wait_for(self._queue.get(), _ALIVE)
                except TimeoutError:
                    yield None
                    continue
                while isinstance(item, Answer) and not self._queue.empty():
                    following = self._queue.get_nowait()
                    if not isinstance(following, Answer):
                        yield item
                    item = following
                if item is None:
                    return
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            self._stop.set()


def event(data: Any, name: str = "") -> str:
    """Return one event; JSON holds no line break, so one data line is enough."""
    return (f"event: {name}\n" if name else "") + f"data: {line(data)}\n\n"


ALIVE = ": alive\n\n"


def partial(answer: Answer) -> dict[str, Any]:
    """Return an unfinished answer for the wire: without the hits, which would be sent again with every word."""
    return replace(answer, hits=(), timings={}).to_dict()
