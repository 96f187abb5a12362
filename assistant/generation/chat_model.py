"""One bounded call of a chat model that LangChain reaches; every failure is an ``LlmError``.

Nothing is imported and nobody is called unless a model is configured.
"""

import queue
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from assistant import messages
from assistant.errors import AssistantError
from assistant.generation.clients import Client, kept_client
from assistant.settings import Settings

_THINK = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


class LlmError(AssistantError):
    """The language model gave no usable answer; ``reason`` says why, in Chinese, for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LlmNotConfigured(LlmError):
    """No model is configured, or its provider is not installed."""


class LlmUnavailable(LlmError):
    """No connection to the server."""


class LlmRefused(LlmError):
    """The server answered with an error status (401, 429, 500 …)."""


class LlmTimeout(LlmError):
    """The whole answer was not there within ``llm_timeout`` seconds."""


class LlmBroken(LlmError):
    """The stream ended before the answer did."""


class LlmUnusable(LlmError):
    """The text is empty, too long, not Chinese, or garbage."""


def is_configured(settings: Settings) -> bool:
    """Return whether a model may be called: its name is set, and its address or key."""
    return bool(settings.llm_model and (settings.llm_base_url or settings.llm_api_key))


def warm_up(settings: Settings) -> None:
    """Import LangChain (one to three seconds) before the first question needs it; nothing is called."""
    if is_configured(settings):
        with suppress(LlmError):
            _client(settings).close()


def _client(settings: Settings) -> Client:
    """Return a new client.

    Raises:
        LlmNotConfigured: the provider's package is missing, or it does not take these settings.
    """
    try:
        return Client(settings)
    except (ImportError, ValueError, TypeError) as error:
        raise LlmNotConfigured(
            messages.LLM_NOT_STARTED.format(model=f"{settings.llm_provider}:{settings.llm_model}", error=error)
        ) from error


def _classified(error: Exception) -> LlmError:
    """Return the failure in our own words; provider packages differ in classes, hardly in names."""
    if isinstance(error, LlmError):
        return error
    causes: list[BaseException] = [error]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    name, status = " ".join(c.__name__ for e in causes for c in type(e).__mro__), getattr(error, "status_code", None)
    if "Timeout" in name:
        return LlmTimeout(messages.LLM_TIMEOUT)
    if status:
        return LlmRefused(messages.LLM_REFUSED.format(status=status))
    if any(broken in name for broken in ("RemoteProtocolError", "ReadError", "JSONDecodeError")):
        return LlmBroken(messages.LLM_BROKEN)
    if "Connect" in name:
        return LlmUnavailable(messages.LLM_UNREACHABLE)
    return LlmBroken(messages.LLM_FAILED.format(error=type(error).__name__))


class _Call:
    """One call in a thread of its own, so that no server can hold the caller longer than the bound."""

    def __init__(self, settings: Settings, system: str, user: str) -> None:
        self.settings, self.system, self.user = settings, system, user
        self.pieces: queue.Queue[str | LlmError | None] = queue.Queue()  # None ends the text
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._client: Client | None = None  # that is at work
        self._heard = False
        threading.Thread(target=self._run, name="llm", daemon=True).start()

    def _run(self) -> None:
        try:
            # LangChain takes seconds to import: here the one who asks can stop while it does
            from langchain_core.messages import HumanMessage, SystemMessage
            from langsmith import tracing_context

            # LANGSMITH_TRACING in the environment must not send questions to another host.
            with tracing_context(enabled=False):
                self._converse([SystemMessage(self.system), HumanMessage(self.user)])
        except Exception as error:
            self.pieces.put(_classified(error))

    def _converse(self, said: list[Any]) -> None:
        """Read the answer; where the server had closed the connection that was kept, over a new one."""
        kept = kept_client(self.settings)
        if kept is not None:
            try:
                self._read(kept, said)
                return
            except Exception as error:
                if self._heard or not isinstance(_classified(error), LlmBroken | LlmUnavailable):
                    raise
        self._read(_client(self.settings), said)

    def _read(self, client: Client, said: list[Any]) -> None:
        self._client = client
        try:
            client.finished = self.settings.llm_provider != "openai"
            if self._stop.is_set():  # stopped while LangChain was being imported
                return
            for chunk in client.model.stream(said):
                self._heard = True
                if self._stop.is_set():
                    return
                client.finished = client.finished or bool(chunk.response_metadata.get("finish_reason"))
                if text := chunk.text:
                    self.pieces.put(str(text))
            end = None if client.finished else LlmBroken(messages.LLM_BROKEN)
            with self._lock:
                if client.finished and not self._stop.is_set():
                    self._client = None
                    client.give_back()
            self.pieces.put(end)
        finally:
            if self._client is client:
                client.close()

    def next_piece(self, deadline: float) -> str | None:
        """Return the next piece of the text, or None where it has ended.

        Raises:
            LlmError: the call failed, or ``deadline`` (of the monotonic clock) has passed.
        """
        try:
            piece = self.pieces.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            piece = LlmTimeout(messages.LLM_UNFINISHED.format(seconds=self.settings.llm_timeout))
        if isinstance(piece, LlmError):
            raise piece
        if piece is not None and time.monotonic() >= deadline:
            raise LlmTimeout(messages.LLM_UNFINISHED.format(seconds=self.settings.llm_timeout))
        return piece

    def stop(self) -> None:
        """End the call: the thread leaves at its next piece, or when its connection is closed under it."""
        with self._lock:
            self._stop.set()
            client = self._client
        if client is not None:
            with suppress(Exception):
                client.close()


def _without_thoughts(raw: str) -> str:
    """Return the text without its <think> part; empty while it may still become one."""
    if not raw.startswith("<"):
        return raw
    text = _THINK.sub("", raw)
    return "" if text.startswith("<") and "<think>".startswith(text) else text


def stream_chat(settings: Settings, system: str, user: str) -> Iterator[str]:
    """Yield the model's text piece by piece, without its <think> part.

    The whole takes at most ``llm_timeout`` seconds and yields at most ``llm_max_chars`` characters.

    Raises:
        LlmError: any failure; the text so far is then not to be used.
    """
    if not is_configured(settings):
        raise LlmNotConfigured(messages.LLM_NOT_CONFIGURED)
    deadline = time.monotonic() + settings.llm_timeout
    call = _Call(settings, system, user)
    raw, given = "", 0
    try:
        while True:
            piece = call.next_piece(deadline)
            if piece is None:
                return
            raw += piece
            text = _without_thoughts(raw)
            if len(text) > settings.llm_max_chars:
                raise LlmUnusable(messages.LLM_TOO_LONG.format(limit=settings.llm_max_chars))
            if len(text) > given:
                yield text[given:]
                given = len(text)
    finally:
        call.stop()
