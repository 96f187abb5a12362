"""One bounded call of a chat model that LangChain reaches; every failure is an ``LlmError``.

Nothing is imported and nobody is called unless a model is configured.
"""

import queue
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from assistant import messages
from assistant.errors import AssistantError
from assistant.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"
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
            _chat_model(settings)[1]()


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Return the trusted certificates, the system's (or SSL_CERT_FILE's) and certifi's; reading them takes 0.08 s."""
    import certifi  # only who has configured a model needs it

    found = ssl.create_default_context()
    found.load_verify_locations(certifi.where())
    return found


def _chat_model(settings: Settings) -> tuple[Any, Any]:
    """Return a chat model without retries and a function that closes its connections.

    Raises:
        LlmNotConfigured: the provider's package is missing, or it does not take these settings.
    """
    options: dict[str, Any] = {"temperature": 0, "timeout": settings.llm_timeout, "max_retries": 0}
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key
    close: Any = lambda: None  # noqa: E731
    try:
        from langchain.chat_models import init_chat_model  # takes seconds to import: only who has configured a model waits

        if settings.llm_provider == "openai":
            from openai import DefaultHttpxClient  # takes a second to import: only for this provider

            # A client of our own: it can be closed while the stream drips, and no environment variable of the
            # provider's nor a redirect can send the text to another host than the settings name.
            client = DefaultHttpxClient(timeout=settings.llm_timeout, verify=_certificates(), follow_redirects=False)
            close = client.close
            options |= {"http_client": client, "openai_proxy": None, "base_url": settings.llm_base_url or OPENAI_URL}
            options |= {"api_key": settings.llm_api_key or "none", "use_responses_api": False, "stream_usage": False}
        return init_chat_model(settings.llm_model, model_provider=settings.llm_provider, **options), close
    except (ImportError, ValueError, TypeError) as error:
        close()
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
        self._stop = threading.Event()
        self._close: Any = lambda: None
        threading.Thread(target=self._run, name="llm", daemon=True).start()

    def _run(self) -> None:
        try:
            # LangChain takes seconds to import: here the one who asks can stop while it does
            from langchain_core.messages import HumanMessage, SystemMessage
            from langsmith import tracing_context

            model, self._close = _chat_model(self.settings)
            finished = self.settings.llm_provider != "openai"
            # LANGSMITH_TRACING in the environment must not send questions to another host.
            with tracing_context(enabled=False):
                if self._stop.is_set():  # stopped while LangChain was being imported
                    return
                for chunk in model.stream([SystemMessage(self.system), HumanMessage(self.user)]):
                    if self._stop.is_set():
                        break
                    finished = finished or bool(chunk.response_metadata.get("finish_reason"))
                    if text := chunk.text:
                        self.pieces.put(str(text))
            self.pieces.put(None if finished else LlmBroken(messages.LLM_BROKEN))
        except Exception as error:
            self.pieces.put(_classified(error))
        finally:
            self._close()

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
        self._stop.set()
        with suppress(Exception):
            self._close()


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
