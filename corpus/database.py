"""The SQLite file of a registry: made, brought up to date, and refused where it is lost, damaged or of a newer program."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from corpus import messages
from corpus.errors import RegistryError

FILE_NAME = "corpus.sqlite3"
MARKER = "corpus.kept"  # beside the file once it holds something: a file that is gone then was lost, and is not made anew
VERSION = 1  # of the schema, in the file's user_version; raise when an older program could no longer read what is written
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, meta TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS folders (folder TEXT, file TEXT, id TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (folder, file));
CREATE TABLE IF NOT EXISTS originals (id TEXT PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS events (at TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL);
"""
Stamp = tuple[int, int, int]  # inode, size and time of the last change: another stamp, another content
log = logging.getLogger(__name__)


class Database:
    """The file of one data folder; every method raises ``RegistryError`` when folder or file cannot be used."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.path = data_dir / FILE_NAME

    @contextmanager
    def opened(self, *, write: bool) -> Iterator[sqlite3.Connection | None]:
        """Yield a connection, of which everything is written at the end or nothing; None where there is no file to read."""
        marker = self.data_dir / MARKER
        if not self.path.exists() and (marker.exists() or not write):
            if marker.exists():
                raise RegistryError(messages.REGISTRY_LOST.format(path=self.path, marker=marker))
            yield None
            return
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            if write:  # made for its owner alone; one that is there keeps the rights that the operator gave it
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(self.path, timeout=30)) as connection:
                empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
                if empty and marker.exists():
                    raise RegistryError(messages.REGISTRY_LOST.format(path=self.path, marker=marker))
                self._suit(connection, write=write, fresh=empty)
                if empty and not write:
                    yield None  # another process has made the file and not yet its tables
                    return
                self._mark(marker)
                with connection:
                    yield connection
        except sqlite3.DatabaseError as error:
            raise RegistryError(messages.REGISTRY_UNREADABLE.format(path=self.path, error=error)) from error
        except OSError as error:
            raise RegistryError(messages.FOLDER_UNWRITABLE.format(folder=self.data_dir, error=error.strerror)) from error

    def _suit(self, connection: sqlite3.Connection, *, write: bool, fresh: bool) -> None:
        """Refuse the file of a newer program; bring the tables of an older one up to date before something is written."""
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise RegistryError(messages.REGISTRY_NEWER.format(path=self.path))
        if write:
            connection.executescript(_SCHEMA)
            if version < VERSION:
                connection.execute(f"PRAGMA user_version = {VERSION}")
                if not fresh:
                    log.warning(messages.REGISTRY_UPGRADED.format(path=self.path))

    def _mark(self, marker: Path) -> None:
        """Keep in mind that there is a registry; a folder that is only read goes without."""
        if not marker.exists():
            with suppress(OSError):
                marker.write_text(messages.MARKER, encoding="utf-8")

    def stamp(self) -> Stamp | None:
        """Return what tells one state of the registry's file from another at the cost of a stat; None where there is no file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns
