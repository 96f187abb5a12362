"""Rate and size limits."""

import math
import threading
import time
from collections import OrderedDict

from starlette.types import Message, Receive

from assistant import messages
from assistant.api.errors import Problem

_MOST_CLIENTS = 10_000  # buckets that are kept; the longest idle one is full again long before it is dropped


class RateLimit:
    """A token bucket per client, in memory; thread-safe.

    Args:
        per_minute: tokens that come back in a minute.
        burst: tokens of a full bucket.
        exempt: clients without a limit.
    """

    def __init__(self, per_minute: int, burst: int, exempt: tuple[str, ...] = ()) -> None:
        self._rate, self._burst, self._exempt = per_minute / 60, float(burst), frozenset(exempt)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str, now: float | None = None) -> int:
        """Take a token; return 0, or after how many whole seconds there is one."""
        if client in self._exempt:
            return 0
        now = time.monotonic() if now is None else now
        with self._lock:
            tokens, then = self._buckets.pop(client, (self._burst, now))
            tokens = min(self._burst, tokens + (now - then) * self._rate)
            wait = 0 if tokens >= 1 else math.ceil((1 - tokens) / self._rate)
            self._buckets[client] = (tokens if wait else tokens - 1, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return wait


def too_large(limit: int) -> Problem:
    """Return the problem that a body over the limit raises."""
    return Problem(413, "too_large", messages.BODY_TOO_LARGE.format(limit=limit // 1024))


def limited(receive: Receive, limit: int) -> Receive:
    """Return ``receive`` that raises ``Problem`` (413) once more than ``limit`` bytes came; a length may be missing or a lie."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise too_large(limit)
        return message

    return counted
