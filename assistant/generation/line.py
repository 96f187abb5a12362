"""The line to the language model: so many calls at once, and none for a while after it has failed several times in a row."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from assistant import messages
from assistant.generation.chat_model import LlmBroken, LlmError, LlmRefused, LlmTimeout, LlmUnavailable
from assistant.settings import Settings

FAILURES = 3  # in a row, after which it is left alone: whoever asks must not wait out the time-out again
FIRST_REST, LAST_REST = 30.0, 300.0  # seconds; then one call tries, and a failure doubles the rest
_AWAY = (LlmUnavailable, LlmTimeout, LlmRefused, LlmBroken)  # what says something of the server, not of a text


class LlmResting(LlmError):
    """The model has failed several times in a row and is not called for a while."""


class LlmBusy(LlmError):
    """As many calls as may be are under way."""


class Line:
    """Who may call; shared by all assistants of a process. Thread-safe.

    Args:
        at_once: calls at one time, so that a server that hangs holds no more threads than these.
    """

    def __init__(self, at_once: int) -> None:
        self._free, self._lock = threading.BoundedSemaphore(at_once), threading.Lock()
        self._failures, self._rest, self._until = 0, FIRST_REST, 0.0

    @contextmanager
    def call(self) -> Iterator[None]:
        """Hold a place while a call runs, and learn from how it ends; nobody waits for a place.

        Raises:
            LlmError: the call may not begin: there is no place, or the model rests.
        """
        if not self._free.acquire(blocking=False):
            raise LlmBusy(messages.LLM_BUSY)
        trying = False
        try:
            trying = self._tries()
            yield
        except _AWAY:
            self._failed(trying)
            raise
        except LlmResting:
            raise
        except LlmError:  # it answered, and what it said is of no use
            self._answered()
            raise
        else:
            self._answered()
        finally:
            self._free.release()

    def _tries(self) -> bool:
        """Return whether the call is the one that tries after a rest; raise ``LlmResting`` while there is one."""
        with self._lock:
            if self._failures < FAILURES:
                return False
            now = time.monotonic()
            if now < self._until:
                raise LlmResting(messages.LLM_RESTING.format(seconds=self._until - now))
            self._until = now + self._rest  # this one tries; the others go on without
            return True

    def _failed(self, trying: bool) -> None:
        with self._lock:
            self._failures += 1
            if trying:
                self._rest = min(self._rest * 2, LAST_REST)
            elif self._failures != FAILURES:  # of those that began before the rest nobody makes it longer
                return
            self._until = time.monotonic() + self._rest

    def _answered(self) -> None:
        with self._lock:
            self._failures, self._rest, self._until = 0, FIRST_REST, 0.0


@lru_cache(maxsize=8)
def _line(_provider: str, _address: str, _model: str, at_once: int) -> Line:
    return Line(at_once)


def line_to(settings: Settings) -> Line:
    """Return the line to the model of the settings, one for the process."""
    return _line(settings.llm_provider, settings.llm_base_url, settings.llm_model, settings.llm_at_once)
