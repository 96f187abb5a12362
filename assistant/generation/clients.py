"""Clients of the language model's server, each for one call at a time; a call that ended well leaves its connection open.

A client of its own can be closed while its stream drips, which a connection out of a common pool cannot: whoever cuts a call
off closes its client, and whoever has come to the end gives it back.
"""

import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from assistant.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"
_REST = 0.5  # seconds that the end of a response may take after its last event


class Client:
    """A chat model without retries, and the connection that it keeps.

    Attributes:
        model: LangChain's.
        finished: whether the call that is under way has come to the end of the text.

    Raises:
        ImportError: the provider's package is missing; ValueError and TypeError where it does not take these settings.
    """

    def __init__(self, settings: Settings) -> None:
        self.finished = False
        self._settings = settings
        self._http: Any = None
        options: dict[str, Any] = {"temperature": 0, "timeout": settings.llm_timeout, "max_retries": 0}
        if settings.llm_base_url:
            options["base_url"] = settings.llm_base_url
        if settings.llm_api_key:
            options["api_key"] = settings.llm_api_key
        from langchain.chat_models import init_chat_model  # takes seconds to import: only who has configured a model waits

        try:
            if settings.llm_provider == "openai":
                options |= self._openai()
            self.model: Any = init_chat_model(settings.llm_model, model_provider=settings.llm_provider, **options)
        except Exception:
            self.close()
            raise

    def _openai(self) -> dict[str, Any]:
        """Return options with a client that no environment variable of the provider's nor a redirect can send elsewhere."""
        from openai import DefaultHttpxClient  # takes a second to import: only for this provider

        timeout, hooks = self._settings.llm_timeout, {"response": [self._read_out]}
        self._http = DefaultHttpxClient(timeout=timeout, verify=_certificates(), follow_redirects=False, event_hooks=hooks)
        options = {"http_client": self._http, "openai_proxy": None, "base_url": self._settings.llm_base_url or OPENAI_URL}
        return options | {"api_key": self._settings.llm_api_key or "none", "use_responses_api": False, "stream_usage": False}

    def _read_out(self, response: Any) -> None:
        """Have a response read to its end before it is closed: openai closes it after the last event, and its connection too.

        What is left is read by the pass that has read the rest: a second pass over a body that has come to its end never ends
        once the server has closed the connection (httpcore takes "closed" for one more event to skip).
        """
        passes: list[Iterator[bytes]] = []
        iter_raw, close = response.iter_raw, response.close

        def kept_pass(*args: Any, **options: Any) -> Iterator[bytes]:
            passes.append(iter_raw(*args, **options))
            return passes[-1]

        def read_and_close() -> None:
            if self.finished and passes:
                response.request.extensions["timeout"]["read"] = _REST
                with suppress(Exception):  # a pass that has come to its end closes by itself, from within
                    next(passes[-1], None)
            close()

        response.iter_raw, response.close = kept_pass, read_and_close

    def close(self) -> None:
        """Close the connection; what is being read from it ends with an error."""
        if self._http is not None:
            self._http.close()

    def give_back(self) -> None:
        """Keep the client, whose call has ended well, for the next one."""
        self.finished = False
        _kept(*_key(self._settings)).append(self)


def kept_client(settings: Settings) -> Client | None:
    """Return a client that was given back, None where there is none."""
    with suppress(IndexError):
        return _kept(*_key(settings)).pop()
    return None


def _key(settings: Settings) -> tuple[str | float, ...]:
    return settings.llm_provider, settings.llm_base_url, settings.llm_model, settings.llm_api_key, settings.llm_timeout


@lru_cache(maxsize=8)
def _kept(*_key: str | float) -> deque[Client]:
    """Return the clients that were given back, no more than there were calls at one time."""
    return deque()


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Return the trusted certificates, the system's (or SSL_CERT_FILE's) and certifi's; reading them takes 0.08 s."""
    import certifi  # only who has configured a model needs it

    found = ssl.create_default_context()
    found.load_verify_locations(certifi.where())
    return found
