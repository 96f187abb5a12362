"""One build at a time: a lock that a killed process leaves open, and how far the build has come."""

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index import messages
from index.build import Progress
from index.errors import SearchIndexError

LOCK, PROGRESS = "lock", "building.json"
log = logging.getLogger(__name__)


@contextmanager
def alone(root: Path) -> Iterator[bool]:
    """Hold the lock of an index folder; yield whether another process held it before, which was waited for.

    Raises:
        SearchIndexError: the folder cannot be written.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock, waited = FileLock(root / LOCK), False
        try:
            lock.acquire(blocking=False)
        except Timeout:
            waited = True
            log.warning(messages.WAITING)
            lock.acquire()
    except OSError as error:
        raise SearchIndexError(messages.UNWRITABLE.format(folder=root, error=error.strerror)) from error
    try:
        yield waited
    finally:
        with suppress(OSError):
            (root / PROGRESS).unlink(missing_ok=True)
        lock.release()


def is_building(root: Path) -> bool:
    """Return whether a process builds in this folder."""
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:  # nobody can build where nobody can write
        return False
    lock.release()
    return False


def told(root: Path, progress: Progress | None) -> Progress:
    """Return ``progress`` that also writes how far it is, for other processes to read."""
    show: Progress = progress or (lambda numbers, _: numbers)

    def counted(numbers: Iterable[int], name: str) -> Iterable[int]:
        steps = list(numbers)
        for done, number in enumerate(show(steps, name)):
            row = {"pid": os.getpid(), "stage": name, "done": done, "of": len(steps), "at": round(time.time(), 1)}
            with suppress(OSError):  # a full disk is told by the build itself
                (root / PROGRESS).write_text(json.dumps(row, ensure_ascii=False), "utf-8")
            yield number

    return counted


def progress_of(root: Path) -> dict[str, Any] | None:
    """Return how far the build in this folder is: stage, steps done, of how many; None where none runs."""
    if not is_building(root):
        return None
    try:
        row: dict[str, Any] = json.loads((root / PROGRESS).read_text("utf-8"))
    except (OSError, ValueError):
        return {"stage": messages.READING, "done": 0, "of": 1}
    return row
