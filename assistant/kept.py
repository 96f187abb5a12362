"""A small JSON file in the data folder that several processes read and change: written whole, read anew where it has changed."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

from assistant import messages
from assistant.errors import KeptError

FOLDER = "admin"  # of the data folder: what officers have set
T = TypeVar("T")
Stamp = tuple[int, int, int]  # inode, size and time of the last change


class Kept:
    """An object of JSON in a file of its owner alone; thread-safe, and safe between processes.

    Args:
        path: the file; it need not be there, and is then an empty object.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._held: tuple[Stamp | None, dict[str, Any]] = None, {}

    def stamp(self) -> Stamp | None:
        """Return what tells one state of the file from another at the cost of a stat; None where there is no file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def read(self) -> dict[str, Any]:
        """Return what the file holds; nobody may change it.

        Raises:
            KeptError: it cannot be read, or is no object of JSON.
        """
        with self._lock:
            stamp = self.stamp()
            if stamp != self._held[0]:
                self._held = stamp, self._loaded() if stamp else {}
            return self._held[1]

    def change(self, change: Callable[[dict[str, Any]], T]) -> T:
        """Let a function change what the file holds, and write it whole; return what the function returns.

        Raises:
            KeptError: it cannot be read or written; then nothing has changed.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self.path.with_suffix(".lock"), timeout=10):
                row = self._loaded() if self.path.exists() else {}
                result = change(row)
                self._write(row)
        except OSError as error:  # of a lock that is not given too
            raise KeptError(messages.KEPT_UNWRITABLE.format(path=self.path, error=error.strerror or error)) from error
        return result

    def _loaded(self) -> dict[str, Any]:
        try:
            row = json.loads(self.path.read_text("utf-8"))
        except OSError as error:
            raise KeptError(messages.KEPT_UNREADABLE.format(path=self.path, error=error.strerror)) from error
        except ValueError as error:
            raise KeptError(messages.KEPT_UNREADABLE.format(path=self.path, error=error)) from error
        if not isinstance(row, dict):
            raise KeptError(messages.KEPT_UNREADABLE.format(path=self.path, error=type(row).__name__))
        return row

    def _write(self, row: dict[str, Any]) -> None:
        fresh = self.path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(row, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
