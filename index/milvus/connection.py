"""The client of a Milvus cluster: one connection, times that are bounded, and one error for whatever fails."""

import logging
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import grpc
import numpy as np
from numpy.typing import NDArray
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException

from index import messages
from index.backend import Found
from index.errors import SearchUnavailableError, SettingsError

WAIT = 5.0  # seconds that a reader's question waits for an answer of the cluster
LONG = 3600.0  # … that a build waits for segments to be written, indexed and loaded
LIMIT = 16_384  # hits of a search: the most that a cluster gives as it comes
NUMBER, DOCUMENT, DENSE, SPARSE = "number", "document", "dense", "sparse"
# The client pings every 10 seconds, and servers that allow that every 5 minutes close the connection. Whether the cluster is
# there is asked every second anyway, and every call has its time.
_PINGS = {"grpc.keepalive_time_ms": 300_000, "grpc.keepalive_permit_without_calls": False}
_NOT_LOADED = 101  # of a collection after its node was started again

logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs a trace for every call that fails; we say what it means


class Connection:
    """Calls of one cluster, connected at the first use and again whenever that was lost. Thread-safe.

    Raises:
        SettingsError: the address is none.
    """

    def __init__(self, uri: str, token: str) -> None:
        if not uri.startswith(("http://", "https://")):
            raise SettingsError(messages.MILVUS_BAD_URI.format(uri=uri))
        self.uri, self._token = uri, token

    @cached_property
    def _client(self) -> MilvusClient:
        return MilvusClient(uri=self.uri, token=self._token, timeout=WAIT, grpc_options=_PINGS)

    def call(self, verb: str, *given: Any, timeout: float = WAIT, **named: Any) -> Any:
        """Call a function of the client; one of a collection takes its name first.

        Raises:
            SearchUnavailableError: the cluster does not answer in time, or refuses.
        """
        try:
            try:
                return getattr(self._client, verb)(*given, timeout=timeout, **named)
            except MilvusException as error:
                if error.code != _NOT_LOADED:
                    raise
                self._client.load_collection(given[0], timeout=timeout)
                return getattr(self._client, verb)(*given, timeout=timeout, **named)
        except (MilvusException, grpc.RpcError) as error:
            raise SearchUnavailableError(messages.MILVUS_UNAVAILABLE.format(uri=self.uri, error=_said(error))) from error

    def search(self, collection: str, field: str, queries: Sequence[Any], limit: int, condition: str = "") -> list[Found]:
        """Return for each query at most ``limit`` units with their inner products, highest first.

        Args:
            collection: its name.
            field: ``DENSE`` or ``SPARSE``.
            queries: unit vectors, or weights by dimension.
            limit: how many units at most.
            condition: an expression that units must meet; empty for all.
        """
        answers = self.call(
            "search", collection, data=list(queries), anns_field=field, limit=limit, filter=condition, output_fields=[NUMBER],
            search_params={"metric_type": "IP"},
        )  # fmt: skip
        return [_found(hits) for hits in answers]

    def vectors(self, collection: str, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of units by their numbers, in ascending order, shape (n, d)."""
        rows = self.call("get", collection, ids=numbers.tolist(), output_fields=[NUMBER, DENSE])
        return np.array([row[DENSE] for row in sorted(rows, key=lambda row: int(row[NUMBER]))], np.float32)


def _found(hits: Sequence[Mapping[str, Any]]) -> Found:
    numbers = np.array([hit[NUMBER] for hit in hits], np.int64)
    return numbers, np.array([hit["distance"] for hit in hits], np.float32)


def _said(error: Exception) -> str:
    return error.message if isinstance(error, MilvusException) else str(getattr(error, "details", lambda: error)())
