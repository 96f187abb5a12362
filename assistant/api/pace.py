"""How long a question would wait, from how fast answers are being made: who would wait too long is told to come back."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant import messages
from assistant.api.errors import Problem

LONGEST_WAIT = 0.8  # seconds before the turn of a question comes; with its own answer it stays about a second
_WEIGHT = 0.1  # of the newest answer in the running mean


class Pace:
    """Questions under way and the mean time between two answers; for one event loop.

    Args:
        longest: seconds that a question may have to wait.
    """

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._pending, self._between, self._mark = 0, 0.0, 0.0

    @contextmanager
    def place(self) -> Iterator[Callable[[], None]]:
        """Take part; raise ``Problem`` (503) where those before would take too long, whatever the machine's speed is by now.

        Gives what to call when the turn has come: it raises the same where that took too long all the same, because those before
        were slower than the mean.
        """
        if self._pending * self._between > self._longest:
            raise _busy()
        came, made = time.monotonic(), True
        if not self._pending:
            self._mark = came  # what was idle before says nothing of the pace

        def turn() -> None:
            nonlocal made
            made = time.monotonic() - came <= self._longest
            if not made:
                raise _busy()

        self._pending += 1
        try:
            yield turn
        finally:
            self._pending -= 1
            if made:
                now = time.monotonic()
                self._between += _WEIGHT * (now - self._mark - self._between)
                self._mark = now


def _busy() -> Problem:
    return Problem(503, "busy", messages.BUSY, {"Retry-After": "2"})
