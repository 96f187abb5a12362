"""A backup of a data folder that is in use: one moment of it, read back before it counts."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from assistant import messages
from assistant.backup.archive import Contents, pack, verify
from assistant.backup.folder import check, files, is_database
from assistant.errors import BackupError

TRIES = 5  # copies of a folder that changes under them
_WORK, _LOCK = ".backup-", ".backup.lock"
Stamps = dict[Path, tuple[int, int, int]]


def take(data_dir: Path, output: Path, program: str, *, logs: bool) -> Contents:
    """Write a backup of a data folder; the service may run meanwhile.

    Args:
        data_dir: the folder.
        output: the new file; it is there whole or not at all.
        program: the version that writes it.
        logs: whether the logs are part of it.

    Raises:
        BackupError: the file is there already or cannot be written, or the data is damaged.
    """
    if not data_dir.is_dir():
        raise BackupError(messages.NO_DATA_FOLDER.format(folder=data_dir))
    if output.exists():
        raise BackupError(messages.FILE_EXISTS.format(path=output))
    if output.resolve().is_relative_to(data_dir.resolve()):
        raise BackupError(messages.BACKUP_INSIDE.format(folder=data_dir))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        place = output.parent.resolve(strict=True)  # the lock would make a folder that is missing, or not mounted
        with FileLock(place / _LOCK):
            for left in place.glob(f"{_WORK}*"):  # by one that was killed: they take turns
                shutil.rmtree(left)
            with tempfile.TemporaryDirectory(prefix=_WORK, dir=place) as work:
                copy, archive = Path(work) / "data", Path(work) / "archive"
                _copy_moment(data_dir, copy, logs=logs)
                check(copy)
                pack(copy, archive, made, program)
                contents = verify(archive)
                os.replace(archive, output)
    except sqlite3.DatabaseError as error:
        raise BackupError(messages.DATA_DAMAGED.format(error=error)) from error
    except OSError as error:
        raise BackupError(messages.BACKUP_UNWRITABLE.format(path=output, error=error.strerror)) from error
    return contents


def _copy_moment(data_dir: Path, copy: Path, *, logs: bool) -> None:
    """Copy a folder until nothing but the logs has changed meanwhile: registry, banks and the rest are of one moment."""
    for _ in range(TRIES):
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        before = _stamps(data_dir)
        try:
            for path in files(data_dir, logs=logs):
                _copy(path, copy / path.relative_to(data_dir))
        except FileNotFoundError:  # replaced by another one just now
            continue
        if _stamps(data_dir) == before:
            return
    raise BackupError(messages.DATA_CHANGING.format(folder=data_dir))


def _stamps(data_dir: Path) -> Stamps:
    found: Stamps = {}
    for path in files(data_dir, logs=False):
        stat = path.stat()
        found[path] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return found


def _copy(path: Path, target: Path) -> None:
    """Copy a file; a database as its last transaction left it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not is_database(path):
        shutil.copyfile(path, target)
        return
    with closing(sqlite3.connect(path, timeout=30)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
