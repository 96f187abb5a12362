"""An embedding model behind an OpenAI-compatible interface (``POST …/embeddings``): vLLM, Ollama, TEI, a cloud."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index import messages
from index.errors import EncoderError

BATCH = 64  # texts of a request; OpenAI takes 2,048, several compatible servers refuse more than 64
DOCUMENT_TIMEOUT, DOCUMENT_RETRIES = 60.0, 2  # seconds, repetitions of a request while an index is built
QUERY_TIMEOUT, QUERY_RETRIES = 10.0, 0  # … while a reader waits for an answer


class RemoteEncoder:
    """A model by the address of its interface and its name; nothing is asked of it before the first text."""

    def __init__(self, url: str, model: str, query_prompt: str = "", document_prompt: str = "", *, key: str = "") -> None:
        """Make the client.

        Raises:
            EncoderError: no model is named, or the address is none.
        """
        if not model or not url.startswith(("http://", "https://")):
            raise EncoderError(messages.BAD_URL.format(url=url, model=model))
        from openai import DefaultHttpxClient, OpenAI  # takes a second to import: only where it is used

        # a client that follows no redirect: texts go to the host that the settings name and to no other
        self._client = OpenAI(base_url=url, api_key=key or "none", http_client=DefaultHttpxClient(follow_redirects=False))
        self._url, self._query_prompt, self._document_prompt = url, query_prompt, document_prompt
        self.name = model
        self.fingerprint = hashlib.sha256("\0".join((url, model, query_prompt, document_prompt)).encode()).hexdigest()

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of questions, shape (n, d).

        Raises:
            EncoderError: the interface does not answer in ``QUERY_TIMEOUT`` seconds, refuses, or gives no vectors.
        """
        return self._encode(texts, self._query_prompt, QUERY_TIMEOUT, QUERY_RETRIES)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of clauses or sentences, shape (n, d).

        Raises:
            EncoderError: the interface does not answer in ``DOCUMENT_TIMEOUT`` seconds, refuses, or gives no vectors.
        """
        return self._encode(texts, self._document_prompt, DOCUMENT_TIMEOUT, DOCUMENT_RETRIES)

    def _encode(self, texts: Sequence[str], prompt: str, timeout: float, retries: int) -> NDArray[np.float32]:
        parts = [
            self._request([prompt + text for text in texts[start : start + BATCH]], timeout, retries)
            for start in range(0, len(texts), BATCH)
        ]
        widths = {part.shape[1] for part in parts}
        if len(widths) > 1:
            raise self._error(messages.WIDTHS_DIFFER.format(widths=sorted(widths)))
        return np.concatenate(parts) if parts else np.zeros((0, 1), np.float32)

    def _request(self, texts: list[str], timeout: float, retries: int) -> NDArray[np.float32]:
        """Return the unit vectors of one request, shape (n, d)."""
        from openai import APIStatusError, APITimeoutError, OpenAIError  # only where a client is in use

        client = self._client.with_options(timeout=timeout, max_retries=retries)
        try:
            answer = client.embeddings.create(model=self.name, input=texts, encoding_format="float")
            rows = sorted(answer.data, key=lambda row: row.index)
            vectors = np.array([row.embedding for row in rows], np.float32)
        except APITimeoutError as error:
            raise self._error(messages.NO_ANSWER.format(seconds=timeout)) from error
        except APIStatusError as error:
            raise self._error(messages.REFUSED.format(status=error.status_code)) from error
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:  # no connection, or no answer of that form
            raise self._error(str(error)) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise self._error(messages.OTHER_SHAPE.format(count=len(texts), shape=vectors.shape))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise self._error(messages.NO_DIRECTION)
        return np.asarray(vectors / lengths, np.float32)

    def _error(self, reason: str) -> EncoderError:
        return EncoderError(messages.UNAVAILABLE.format(url=self._url, name=self.name, reason=reason))
