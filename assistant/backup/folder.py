"""What of a data folder is kept: everything but what is built again, and what belongs to the moment."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant import messages
from assistant.api.log import FOLDER as LOGS
from assistant.errors import BackupError
from corpus.errors import CorpusError
from corpus.registry import Registry

READY = "restore.ready"  # a restore that is proved and only has to be put in place
ASIDE = "before-restore"  # what lay there before the last restore
INDEX = "index"  # built again from the documents
_PASSING = re.compile(r"^\.|(-journal|-wal|-shm|\.lock|\.rewritten)$")  # of the moment: locks, journals, half-written files
_SQLITE = b"SQLite format 3\0"


def entries(data_dir: Path, *, logs: bool) -> list[str]:
    """Return the names at the top of a data folder that a backup keeps, sorted."""
    without = {READY, ASIDE, INDEX} | (set() if logs else {LOGS})
    return sorted(path.name for path in data_dir.iterdir() if path.name not in without and not _PASSING.search(path.name))


def files(data_dir: Path, *, logs: bool) -> Iterator[Path]:
    """Yield the files that a backup keeps."""
    for name in entries(data_dir, logs=logs):
        path = data_dir / name
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in inside if file.is_file() and not _PASSING.search(file.name))


def is_database(path: Path) -> bool:
    """Return whether a file is one of SQLite."""
    with path.open("rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


def check(folder: Path) -> None:
    """Hold databases and texts of a data folder against themselves.

    Raises:
        BackupError: a database is damaged, or a text is not the one that was registered.
    """
    try:
        for path in folder.rglob("*"):
            if path.is_file() and is_database(path):
                with closing(sqlite3.connect(path)) as connection:
                    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
                if found != "ok":
                    raise BackupError(messages.DATA_DAMAGED.format(error=f"{path.name}: {found}"))
        Registry(folder).items()
    except (sqlite3.DatabaseError, CorpusError) as error:
        raise BackupError(messages.DATA_DAMAGED.format(error=error)) from error
