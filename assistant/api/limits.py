"""Rate, size and number: what one client, and all of them together, may ask at once."""

import asyncio
import math
import re
import time
from collections import Counter
from ipaddress import ip_address, ip_network

from starlette.types import Message, Receive

from assistant import messages
from assistant.api.buckets import Buckets, OwnBuckets
from assistant.api.errors import Problem

# A surrogate that stands alone, as JSON escapes it; an even number of backslashes before it are text.
_HALF = re.compile(
    rb"(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)


class RateLimit:
    """A token bucket per client; thread-safe.

    Args:
        per_minute: tokens that come back in a minute.
        burst: tokens of a full bucket.
        exempt: clients without a limit.
        buckets: where they are kept; in memory where it is None.
    """

    def __init__(self, per_minute: int, burst: int, exempt: tuple[str, ...] = (), buckets: Buckets | None = None) -> None:
        self._rate, self._burst, self._exempt = per_minute / 60, float(burst), frozenset(exempt)
        self._buckets = buckets or OwnBuckets()

    def take(self, client: str, now: float | None = None, cost: float = 1.0) -> int:
        """Take tokens; return 0, or after how many whole seconds there are enough."""
        if client in self._exempt or not cost:
            return 0
        now, client = time.monotonic() if now is None else now, _household(client)
        with self._buckets.held():
            tokens, then = self._buckets.get(client) or (self._burst, now)
            tokens = min(self._burst, tokens + (now - then) * self._rate)
            wait = 0 if tokens >= cost else math.ceil((cost - tokens) / self._rate)
            self._buckets.put(client, (tokens if wait else tokens - cost, now))
        return wait


def _household(client: str) -> str:
    """Return whose the address is: of IPv6 a household has 2⁶⁴ of them."""
    if ":" not in client:
        return client
    try:
        address = ip_address(client.split("%")[0])
    except ValueError:
        return client
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else client


class Slots:
    """Places for requests that are under way; what finds none is told to come back. For one event loop.

    Args:
        most: places in all.
        each: places of one client.
    """

    def __init__(self, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._taken: Counter[str] = Counter()

    def take(self, client: str) -> bool:
        """Take a place; return whether there was one."""
        if self._taken.total() >= self._most or self._taken[client] >= self._each:
            return False
        self._taken[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Give a place back."""
        self._taken[client] -= 1
        if not self._taken[client]:
            del self._taken[client]


def too_large(limit: int) -> Problem:
    """Return the problem that a body over the limit raises."""
    return Problem(413, "too_large", messages.BODY_TOO_LARGE.format(limit=limit // 1024), {"Connection": "close"})


async def whole_body(receive: Receive, limit: int, seconds: float) -> Receive:
    """Read the body before anything is done with it; return a ``receive`` that gives it out again, then what follows.

    Raises:
        Problem: more than ``limit`` bytes came (413; a length may be missing or a lie), they took longer than
            ``seconds`` (408), or their JSON holds half a character (422), which no answer could repeat and no log write.
    """
    parts: list[bytes] = []
    size, more = 0, True
    try:
        async with asyncio.timeout(seconds):
            while more:
                message = await receive()
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                more = message.get("more_body", False)
                if size > limit:
                    raise too_large(limit)
    except TimeoutError as error:
        raise Problem(408, "too_slow", messages.BODY_TOO_SLOW, {"Connection": "close"}) from error
    body = b"".join(parts)
    if _HALF.search(body):
        raise Problem(422, "unreadable", messages.BODY_UNREADABLE)
    held: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return held.pop() if held else await receive()

    return again
