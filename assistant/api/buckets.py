"""Token buckets of clients: in this process, or in a file that several processes map."""

import mmap
import os
import struct
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

try:
    import fcntl
except ImportError:  # Windows: there is one process
    fcntl = None  # type: ignore[assignment]

Bucket = tuple[float, float]  # tokens, and when they were counted (monotonic seconds)
_MOST = 10_000  # buckets that are kept in memory; the longest idle one is full again long before it is dropped
_ROW = struct.Struct("=Qdd")  # who, tokens, when
_ROWS, _PROBES = 16_384, 8


class Buckets(Protocol):
    """Where buckets are kept."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep everybody else from them."""

    def get(self, client: str) -> Bucket | None:
        """Return a client's bucket, None where it is not kept; while ``held``."""

    def put(self, client: str, bucket: Bucket) -> None:
        """Keep a client's bucket; while ``held``."""


class OwnBuckets:
    """Buckets of this process."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other threads from them."""
        with self._lock:
            yield

    def get(self, client: str) -> Bucket | None:
        """Return a client's bucket."""
        return self._buckets.get(client)

    def put(self, client: str, bucket: Bucket) -> None:
        """Keep a client's bucket."""
        self._buckets[client] = bucket
        self._buckets.move_to_end(client)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)


class SharedBuckets:
    """Buckets of several processes: a table of fixed size, in which a client has one of a few rows.

    Where all of those are taken, the one that was idle longest is given away. A process that is killed leaves no lock.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self._file, _ROWS * _ROW.size)
        self._rows = mmap.mmap(self._file, _ROWS * _ROW.size)
        self._lock = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other threads and processes from them."""
        with self._lock:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def get(self, client: str) -> Bucket | None:
        """Return a client's bucket."""
        who, at = self._row(client)
        held, tokens, when = _ROW.unpack_from(self._rows, at)
        return (tokens, when) if held == who else None

    def put(self, client: str, bucket: Bucket) -> None:
        """Keep a client's bucket."""
        who, at = self._row(client)
        _ROW.pack_into(self._rows, at, who, *bucket)

    def _row(self, client: str) -> tuple[int, int]:
        """Return the number of a client, never 0, and the offset of its row: its own, a free one, or the one idle longest."""
        who = int.from_bytes(blake2b(client.encode("utf-8", "replace"), digest_size=8).digest()) | 1
        offsets = [((who >> 1) + probe) % _ROWS * _ROW.size for probe in range(_PROBES)]
        rows = {at: _ROW.unpack_from(self._rows, at) for at in offsets}
        own = [at for at, (held, _, _) in rows.items() if held == who]
        return who, own[0] if own else min(offsets, key=lambda at: rows[at][2] if rows[at][0] else -1.0)
