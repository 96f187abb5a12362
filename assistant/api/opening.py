"""Opening the assistant in the background, so that the page is there before the index is."""

import asyncio
import gc
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from assistant import messages
from assistant.api.errors import Problem
from assistant.api.log import OperationLog
from assistant.errors import NothingLeftError, UnavailableError
from assistant.records import Answer, Hit, Turn
from corpus.errors import RegistryError
from corpus.records import Clause, Document, ParsedDocument
from corpus.registry import Original
from index.errors import SearchUnavailableError

FOLLOW = 1.0  # seconds between two looks at whether documents or index have changed; two stats each
_POLL = 0.02  # seconds between two looks at whether the assistant is there
_FIRST_RETRY, _LAST_RETRY = 2.0, 60.0  # seconds; a full disk or a missing model may be put right while we run
log = logging.getLogger(__name__)


class Assisting(Protocol):
    """What the pages and the interfaces need of ``assistant.pipeline.Assistant``; each is documented there."""

    def ask(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Answer:
        """Answer; raise ``QuestionError`` for what cannot be read."""

    def stream(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Iterator[Answer]:
        """Yield the growing answer."""

    def search(
        self, query: str, top_k: int = 10, doc: str | None = None, region: str | None = None, in_force_on: str | None = None
    ) -> list[Hit]:
        """Return sentences, best first."""

    @property
    def examples(self) -> Sequence[str]:
        """Questions that the documents answer."""

    def documents(self) -> tuple[Document, ...]:
        """Return the registered documents."""

    def original(self, doc: str) -> Original:
        """Return the file that a document was registered from; raise ``RegistryError`` if there is none."""

    def clause(self, clause_id: str) -> Clause:
        """Return a clause; raise ``KeyError`` if there is none."""

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its text and clauses; raise ``KeyError`` if there is none."""

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        """Return the clauses before and after."""


class Opening:
    """The assistant, or the reason why it is not there yet.

    Args:
        factory: opens the assistant; called in a thread of its own, again after a failure.
        log: where failures go.
        newer: returns the assistant that takes the place of the one in use, None where nothing has changed; asked in the
            same thread ever after. Who has taken an assistant keeps it to the end of the request.
    """

    def __init__(
        self, factory: Callable[[], Assisting], log: OperationLog, newer: Callable[[], Assisting | None] = lambda: None
    ) -> None:
        self._factory, self._log, self._newer = factory, log, newer
        self._assistant: Assisting | None = None
        self._opened, self._stopped = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.failed = False
        self.trouble = ""  # why the service is not to be taken for ready although it answers
        self.generations = 0  # how many assistants there have been
        self.seconds = 0.0  # how long the successful opening took

    @property
    def current(self) -> Assisting | None:
        """The assistant in use, None while there is none."""
        return self._assistant

    @property
    def ready(self) -> bool:
        """Whether questions are answered at once."""
        return self._opened.is_set()

    def start(self) -> None:
        """Begin to open; a second call does nothing."""
        with self._lock:
            if self._thread is None:
                self._stopped.clear()
                self._thread = threading.Thread(target=self._open, name="open-assistant", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Try no more; an opening that is under way ends by itself."""
        self._stopped.set()
        with self._lock:
            self._thread = None

    def get(self, timeout: float | None = None) -> Assisting:
        """Wait in this thread, at most ``timeout`` seconds; raise ``Problem`` (503) when it is not there by then."""
        self.start()
        self._opened.wait(timeout)
        return self._now()

    def check(self) -> None:
        """Raise ``Problem`` (503) where questions are not answered yet or now, or the documents are in doubt."""
        self._now()
        if self.trouble:
            code = "search" if self.trouble == messages.SEARCH_UNAVAILABLE else "registry"
            raise Problem(503, code, self.trouble, {"Retry-After": "30"})

    async def wait(self, timeout: float) -> Assisting:
        """Wait without holding a thread, at most ``timeout`` seconds; raise ``Problem`` (503) when it is not there by then."""
        self.start()
        end = time.monotonic() + timeout
        while not self.ready and time.monotonic() < end:
            await asyncio.sleep(_POLL)
        return self._now()

    def _now(self) -> Assisting:
        if self._assistant is None:
            message = (self.trouble or messages.NOT_OPENED) if self.failed else messages.STARTING
            raise Problem(503, "not_ready", message, {"Retry-After": "30" if self.failed else "5"})
        return self._assistant

    def _open(self) -> None:
        pause = _FIRST_RETRY
        while not self._stopped.is_set():
            start = time.perf_counter()
            try:
                self._assistant = self._factory()
            except Exception as error:  # whatever it is, the server stays up to say so, and tries again
                self.failed = True
                self.trouble = _trouble(error)
                self._log.error("open", error)
                print(messages.INDEX_NOT_OPENED.format(error=error, seconds=pause), file=sys.stderr, flush=True)
                self._stopped.wait(pause)
                pause = min(pause * 2, _LAST_RETRY)
                continue
            self.seconds, self.failed, self.trouble, self.generations = time.perf_counter() - start, False, "", 1
            self._opened.set()
            settle()
            self._follow()

    def _follow(self) -> None:
        """Put newer assistants in the place of the one in use, until stopped."""
        said, unsettled = "", False
        while not self._stopped.wait(FOLLOW):
            if unsettled:  # by now nobody holds the one before, and what it held in cycles goes
                settle()
                unsettled = False
            try:
                newer = self._newer()
            except NothingLeftError as error:
                self._assistant, self.failed, self.trouble = None, True, str(error)
                continue
            except Exception as error:  # the assistant in use stays; said once, not every second
                self.trouble = _trouble(error) or self.trouble
                if str(error) != said:
                    said = str(error)
                    self._log.error("follow", error)
                    log.error(messages.FOLLOWING_FAILED.format(error=error))
                continue
            self._take(newer)
            said, unsettled = "", newer is not None

    def _take(self, newer: Assisting | None) -> None:
        if newer is not None:
            self._assistant = newer
            self.generations += 1
            log.info(messages.GENERATION)
        if self._assistant is not None:
            self.failed, self.trouble = False, ""


def settle() -> None:
    """Put all there is out of the garbage collector's way, what was left behind excepted.

    To go through an index takes it up to 0.4 s, and that would be the time of somebody's question.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _trouble(error: Exception) -> str:
    """Return what an error means for whoever asks whether the service is ready; empty where it says nothing of that."""
    if isinstance(error, RegistryError):
        return messages.REGISTRY_TROUBLE
    return messages.SEARCH_UNAVAILABLE if isinstance(error, SearchUnavailableError | UnavailableError) else ""
