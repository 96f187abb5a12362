"""Rows of the log as a chain: each names the one before it by its hash, so that what is changed or deleted shows.

A row's texts (what a person asked or wrote) enter the hash by their own salted hashes. They can be taken out, for a person
who wants to be forgotten or because their time is over, and the chain still holds; without the salt, which goes with them,
nobody can try out which text it was.
"""

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows: there one process alone may write
    fcntl = None  # type: ignore[assignment]

Row = dict[str, Any]
TEXTS = ("query", "question", "resolved", "text", "reason", "trace")  # fields that may be taken out
DAYS = "????-??-??.jsonl"
HEAD = "head.json"
START = "0" * 64  # what the first row of all names as the one before it
_BESIDE = {*TEXTS, "salt", "sealed", "hash"}


@dataclass(frozen=True, slots=True)
class Head:
    """The last row: its number, its hash, and where its file ended."""

    seq: int = 0
    hash: str = START
    file: str = ""
    size: int = 0


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()


def _sealed(row: Row) -> dict[str, str]:
    """Return the salted hashes of a row's texts: those that it kept when they were taken out, else made anew."""
    if "sealed" in row:
        return dict(row["sealed"])
    return {name: _digest(row["salt"] + row[name]) for name in TEXTS if name in row}


def row_hash(row: Row) -> str:
    """Return the hash of a row; it is the same with and without the row's texts."""
    held = {name: value for name, value in row.items() if name not in _BESIDE} | {"sealed": _sealed(row)}
    return _digest(json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def linked(row: Row, head: Head) -> Row:
    """Return a row as the one that follows ``head``."""
    row = row | {"seq": head.seq + 1, "prev": head.hash}
    if any(name in row for name in TEXTS):
        row["salt"] = secrets.token_hex(12)
    return row | {"hash": row_hash(row)}


def without_texts(row: Row) -> Row:
    """Return a row without what a person asked or wrote."""
    kept = {name: value for name, value in row.items() if name not in TEXTS and name != "salt"}
    return kept | {"sealed": _sealed(row)} if "salt" in row else kept


def read(path: Path, mark: bytes = b"") -> Iterator[Row | None]:
    """Yield the rows of a file in their order; None for a line that is none. Lines without ``mark`` are passed over unread."""
    with path.open("rb") as lines:
        for line in lines:
            if mark not in line:
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            yield row if isinstance(row, dict) else None


class Chain:
    """The files of a folder, one a day; safe between threads and between processes of one machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def files(self) -> list[Path]:
        """Return the files of all days, oldest name first."""
        return sorted(self.folder.glob(DAYS))

    def append(self, day: str, row: Row) -> None:
        """Write a row at the end of the chain, into the file of ``day``; raise ``OSError`` where it cannot be written whole."""
        with self._held() as state:
            head, path = self._true(_head_in(state)), self.folder / f"{day}.jsonl"
            row = linked(row, head)
            size = _append(path, (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", errors="replace"))
            _keep(state, Head(row["seq"], row["hash"], path.name, size))

    def rewrite(self, path: Path, change: Callable[[Row], Row]) -> int:
        """Change rows of a file; return how many are others now. Rows that come in meanwhile are changed too."""
        while True:
            before = path.stat().st_size
            fresh, changed = path.with_suffix(".rewritten"), 0
            with path.open("rb") as old, os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as new:
                for line in old:
                    try:
                        row = json.loads(line)
                    except ValueError:
                        row = None
                    other = change(row) if isinstance(row, dict) else row
                    if other != row:
                        changed += 1
                        line = (json.dumps(other, ensure_ascii=False) + "\n").encode()
                    new.write(line)
            with self._held() as state:
                if path.stat().st_size != before:
                    continue
                head = self._true(_head_in(state))
                os.replace(fresh, path)
                if head.file == path.name:
                    _keep(state, replace(head, size=path.stat().st_size))
                return changed

    def head(self) -> Head:
        """Return the last row as it was noted when it was written."""
        with suppress(OSError), (self.folder / HEAD).open("rb") as state:
            return _head_in(state.fileno())
        return Head()

    @contextmanager
    def _held(self) -> Iterator[int]:
        """Keep everybody else from writing; yield the open file of the head."""
        with self._lock:
            try:
                state = os.open(self.folder / HEAD, os.O_RDWR | os.O_CREAT, 0o600)
            except FileNotFoundError:
                self.folder.mkdir(parents=True, exist_ok=True)
                state = os.open(self.folder / HEAD, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if fcntl is not None:
                    fcntl.flock(state, fcntl.LOCK_EX)
                yield state
            finally:
                os.close(state)

    def _true(self, head: Head) -> Head:
        """Return the head, put right where the last writer was cut off between its row and its note."""
        with suppress(FileNotFoundError):
            if head.file and (self.folder / head.file).stat().st_size == head.size:
                return head
        for path in self.files():
            _mend(path)
        ends = [(row["seq"], row["hash"], path) for path in self.files() if (row := _last(path)) and "hash" in row]
        seq, last, path = max(ends, default=(0, START, self.folder))
        # Rows that are gone stay numbered: the next one leaves a gap, which shows.
        return Head(seq, last, path.name, path.stat().st_size) if seq > head.seq else head


def _append(path: Path, data: bytes) -> int:
    """Write at the end of a file, all or nothing; return its size. Only the operator's account may read it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        try:
            if os.write(handle, data) != len(data):
                raise OSError("disk full")
        except OSError:
            os.ftruncate(handle, size)  # half a line would swallow the next one
            raise
        return size + len(data)
    finally:
        os.close(handle)


def _mend(path: Path) -> None:
    """Cut off half a line at the end of a file, which a crash has left."""
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        at = size
        while at:
            start = max(0, at - 65_536)
            file.seek(start)
            found = file.read(at - start).rfind(b"\n")
            if found >= 0:
                at = start + found + 1
                break
            at = start
        if at != size:
            file.truncate(at)


def _last(path: Path) -> Row | None:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        for window in (65_536, size):
            file.seek(max(0, size - window))
            lines = file.read().splitlines()
            with suppress(ValueError, IndexError):
                row = json.loads(lines[-1])
                return row if isinstance(row, dict) else None
    return None


def _head_in(state: int) -> Head:
    os.lseek(state, 0, os.SEEK_SET)
    try:
        return Head(**json.loads(os.read(state, 4096)))
    except (ValueError, TypeError):
        return Head()


def _keep(state: int, head: Head) -> None:
    data = json.dumps({"seq": head.seq, "hash": head.hash, "file": head.file, "size": head.size}).encode()
    os.lseek(state, 0, os.SEEK_SET)
    os.write(state, data)
    os.ftruncate(state, len(data))
