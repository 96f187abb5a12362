"""A backup put in the place of a data folder: unpacked beside it, proved, and then exchanged.

Until the unpacked folder is named ``restore.ready`` nothing of the old data is touched. From then on the exchange is
carried to its end by whoever comes next, so that no kill leaves half of the one and half of the other.
"""

import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant import messages
from assistant.api.log import FOLDER as LOGS
from assistant.backup.archive import Contents, unpack
from assistant.backup.folder import ASIDE, INDEX, READY, check, entries, is_database
from assistant.errors import BackupError
from index.building import alone
from index.errors import SearchIndexError
from index.store import POINTER

_PLAN = ".plan.json"  # in the ready folder: what of the old data goes and has nothing that takes its place
_WORK, _LOCK = ".restore-", ".restore.lock"
_BESIDE = ("-journal", "-wal", "-shm")  # files of a database: those of the old one would be taken for the new one's


def restore(archive: Path, data_dir: Path, prove: Callable[[Path], None]) -> tuple[Contents, bool]:
    """Put a backup in the place of what a data folder holds; return what it held, and whether logs came with it.

    Logs that are there stay: older ones never take the place of what was logged since.

    Args:
        archive: the backup.
        data_dir: the folder; made where there is none.
        prove: opens the unpacked folder as the service would, and builds its index; raises where it cannot be used.

    Raises:
        BackupError: the archive is foreign, damaged or of a newer version, or the folder cannot be written; the old data
            is as it was, unless the message says otherwise.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(data_dir / _LOCK, blocking=False):
            _finish(data_dir)
            for left in data_dir.glob(f"{_WORK}*"):  # of one that was killed
                if left.is_dir():
                    shutil.rmtree(left)
            return _restore(archive, data_dir, prove)
    except Timeout as error:
        raise BackupError(messages.RESTORE_RUNS.format(folder=data_dir)) from error
    except (OSError, SearchIndexError) as error:
        raise _told(data_dir, error) from error


def _told(data_dir: Path, error: Exception) -> BackupError:
    """Return the error that says whether the old data is as it was, or only the exchange is left to do."""
    said = messages.RESTORE_UNFINISHED if (data_dir / READY).is_dir() else messages.RESTORE_UNWRITABLE
    return BackupError(said.format(folder=data_dir, error=getattr(error, "strerror", None) or error))


def _restore(archive: Path, data_dir: Path, prove: Callable[[Path], None]) -> tuple[Contents, bool]:
    work = data_dir / f"{_WORK}{uuid.uuid4().hex[:8]}"
    work.mkdir(mode=0o700)
    try:
        contents = unpack(archive, work)
        check(work)
        prove(work)
        if (data_dir / LOGS).exists():
            shutil.rmtree(work / LOGS, ignore_errors=True)
        logs = (work / LOGS).exists()
        going = [name for name in entries(data_dir, logs=False) if not (work / name).exists()]
        (work / _PLAN).write_text(json.dumps(going), "utf-8")
        shutil.rmtree(data_dir / ASIDE, ignore_errors=True)
        work.rename(data_dir / READY)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    _finish(data_dir)
    return contents, logs


def finish(data_dir: Path) -> bool:
    """Carry a restore that was killed in its exchange to its end; return whether there was one.

    Raises:
        BackupError: the folder cannot be written, or somebody writes in its registry.
    """
    if not (data_dir / READY).is_dir():
        return False
    try:
        with FileLock(data_dir / _LOCK):  # another process may be at it
            return _finish(data_dir)
    except (OSError, SearchIndexError) as error:
        raise _told(data_dir, error) from error


def _finish(data_dir: Path) -> bool:
    """Exchange old and new; each step leaves what the next try takes up. The lock is held."""
    ready, aside = data_dir / READY, data_dir / ASIDE
    if not ready.is_dir():
        return False
    aside.mkdir(exist_ok=True)
    with alone(data_dir / INDEX), ExitStack() as held:
        for path in data_dir.iterdir():
            if path.is_file() and is_database(path):
                held.enter_context(_at_rest(path))
        for name in json.loads((ready / _PLAN).read_text("utf-8")):
            _set_aside(data_dir / name, aside / name)
        for path in sorted(ready.iterdir()):
            if path.name not in (_PLAN, INDEX):
                _exchange(path, data_dir / path.name, aside / path.name)
        _exchange_index(ready / INDEX, data_dir / INDEX)
    done = data_dir / f"{_WORK}{uuid.uuid4().hex[:8]}"
    ready.rename(done)  # at once: half of a plan would be taken for one
    shutil.rmtree(done)
    return True


def _exchange(new: Path, place: Path, aside: Path) -> None:
    """Put a file or a folder in its place, and what was there aside; a file is there at every moment."""
    if place.is_file() and new.is_file():
        if not aside.exists():
            os.link(place, aside)
        for suffix in _BESIDE:
            _set_aside(Path(f"{place}{suffix}"), Path(f"{aside}{suffix}"))
        os.replace(new, place)
        return
    _set_aside(place, aside)
    new.rename(place)


def _set_aside(place: Path, aside: Path) -> None:
    if place.exists() and not aside.exists():
        place.rename(aside)


def _exchange_index(new: Path, place: Path) -> None:
    """Put the index that was built of the restored documents in use; the one before goes with the next build."""
    for path in sorted(new.glob("*/")):
        if not (place / path.name).exists():
            path.rename(place / path.name)
    if (new / POINTER).exists():
        os.replace(new / POINTER, place / POINTER)


@contextmanager
def _at_rest(path: Path) -> Iterator[None]:
    """Keep everybody from writing in a database while it is exchanged; a damaged one cannot be held."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BackupError(messages.RESTORE_BUSY.format(path=path)) from error
        yield
