"""The registry of documents: the built-in plan, and what was added, in one SQLite file under the data folder."""

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path

from corpus import messages
from corpus.errors import RegistryError
from corpus.manifest import document_from
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

BUILTIN = Path(__file__).parent / "documents"
FILE_NAME = "corpus.sqlite3"
MARKER = "corpus.kept"  # beside the file once it holds something: a file that is gone then was lost, and is not made anew
AT_ONCE = 500  # texts read at once, where not all are wanted in memory
VERSION = 1  # of the schema, in the file's user_version; raise when an older program could no longer read what is written
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, meta TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS folders (folder TEXT, file TEXT, id TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (folder, file));
CREATE TABLE IF NOT EXISTS originals (id TEXT PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS events (at TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL);
"""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was registered."""

    name: str
    data: bytes


class Happened(StrEnum):
    """What was done with a document."""

    ADDED = "added"
    REPLACED = "replaced"  # another text took the place of the one before
    DESCRIBED = "described"  # its record changed
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Event:
    """What was done with a document, and when: UTC, ISO, to the second. Nothing is known of before the registry kept it."""

    at: str
    kind: Happened
    id: str
    title: str

    @property
    def day(self) -> str:
        """The day of it where this machine stands, as an ISO date."""
        return datetime.fromisoformat(self.at).astimezone().date().isoformat()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a file of a folder was registered as: the id, and the SHA-256 of its bytes."""

    id: str
    digest: str


class State(StrEnum):
    """What became of a document or a file that was to be registered."""

    ADDED = "added"
    REPLACED = "replaced"
    SAME = "same"
    REFUSED = "refused"


def sha256(text: str) -> str:
    """Return the fingerprint of a stored text (SHA-256 of its UTF-8 form, hexadecimal)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


Stamp = tuple[int, int, int]  # inode, size and time of the last change: another stamp, another content


def sound(document: Document, text: str) -> bool:
    """Return whether a text is the one that was registered."""
    return document.sha256 in (None, "", sha256(text))


def _document(meta: str) -> Document:
    try:
        return Document.from_row(json.loads(meta))
    except (ValueError, TypeError, AttributeError) as error:
        raise RegistryError(messages.RECORD_UNREADABLE.format(error=error)) from error


def _describe(connection: sqlite3.Connection, documents: Iterable[Document]) -> None:
    for document in documents:
        meta = json.dumps(document.to_row(), ensure_ascii=False)
        changed = connection.execute("UPDATE documents SET meta = ? WHERE id = ? AND meta != ?", (meta, document.id, meta))
        if changed.rowcount:
            _note(connection, Happened.DESCRIBED, document.id, document.title)


def _note(connection: sqlite3.Connection, kind: Happened, identifier: str, title: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?)", (at, kind.value, identifier, title))


@dataclass(frozen=True, slots=True)
class Moment:
    """The records of all documents as one moment holds them, and the fingerprint of them all."""

    documents: tuple[Document, ...]
    fingerprint: str


def builtin_documents() -> list[tuple[Document, str]]:
    """Return the documents that ship with the project."""
    found = []
    for meta in sorted(BUILTIN.glob("*.json")):
        text = meta.with_suffix(".txt").read_text(encoding="utf-8")
        document = document_from(json.loads(meta.read_text(encoding="utf-8")), meta.name)
        found.append((replace(document, sha256=sha256(text)), text))
    return found


class Registry:
    """Documents by id. Added ones live in ``data_dir``; the built-in ones are read from the package.

    Every method raises ``RegistryError`` when the data folder or its file cannot be used.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.path = data_dir / FILE_NAME

    @contextmanager
    def _open(self, *, write: bool) -> Iterator[sqlite3.Connection | None]:
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

    def add(
        self,
        items: Iterable[tuple[Document, str]],
        *,
        builtin: bool | None = None,
        originals: Mapping[str, Original] | None = None,
    ) -> tuple[list[str], list[str]]:
        """Register documents in one transaction; return the ids that were added and those already there.

        Args:
            items: documents with their texts.
            builtin: keeps the built-in documents in the corpus or leaves them out from now on; None changes nothing.
            originals: by id, the files that the texts were read from.

        Raises:
            RegistryError: an id is taken by another text; nothing at all is registered then.
        """
        added: list[str] = []
        same: list[str] = []
        uses = self.uses_builtin() if builtin is None else builtin
        shipped = {document.id: document for document, _ in builtin_documents()} if uses else {}
        with self._open(write=True) as connection:
            assert connection is not None
            if builtin is not None:
                connection.execute("INSERT OR REPLACE INTO settings VALUES ('builtin', ?)", (str(int(builtin)),))
            for document, text in items:
                digest = sha256(text)
                known = shipped.get(document.id)
                row = connection.execute(
                    "SELECT json_extract(meta, '$.sha256') FROM documents WHERE id = ?", (document.id,)
                ).fetchone()
                present = known.sha256 if known else row[0] if row else None
                if present == digest:
                    same.append(document.id)
                    continue
                if present is not None:
                    raise RegistryError(messages.OTHER_TEXT.format(id=document.id))
                meta = json.dumps(replace(document, sha256=digest).to_row(), ensure_ascii=False)
                connection.execute("INSERT INTO documents VALUES (?, ?, ?)", (document.id, meta, text))
                original = originals.get(document.id) if originals else None
                if original is not None:
                    row = (document.id, original.name, original.data)
                    connection.execute("INSERT OR REPLACE INTO originals VALUES (?, ?, ?)", row)
                _note(connection, Happened.ADDED, document.id, document.title)
                added.append(document.id)
        return added, same

    def put(
        self,
        document: Document,
        text: str,
        original: Original | None = None,
        *,
        replacing: bool = False,
        describing: Iterable[Document] = (),
    ) -> State:
        """Register one document, or a new text or a new record of it, in one transaction with the records of others.

        Args:
            document: its record; where the text is the one that is held, the record takes the place of the one before.
            text: its text.
            original: the file that it was read from.
            replacing: whether another text may take the place of the one that is held.
            describing: records of other added documents that change with it, as ``describe`` takes them.

        Raises:
            RegistryError: the id is taken by another text, or is built in.
        """
        if any(shipped.id == document.id for shipped, _ in builtin_documents()) and self.uses_builtin():
            raise RegistryError(messages.IS_BUILTIN_ID.format(id=document.id))
        digest = sha256(text)
        meta = json.dumps(replace(document, sha256=digest).to_row(), ensure_ascii=False)
        with self._open(write=True) as connection:
            assert connection is not None
            row = connection.execute("SELECT text, meta FROM documents WHERE id = ?", (document.id,)).fetchone()
            state = State.ADDED if row is None else State.SAME if row[0] == text else State.REPLACED
            if state is State.REPLACED and not replacing:
                raise RegistryError(messages.ID_TAKEN.format(id=document.id))
            connection.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (document.id, meta, text))
            if original is not None:
                connection.execute(
                    "INSERT OR REPLACE INTO originals VALUES (?, ?, ?)", (document.id, original.name, original.data)
                )
            if state is not State.SAME or row[1] != meta:
                kind = Happened.DESCRIBED if state is State.SAME else Happened(state.value)
                _note(connection, kind, document.id, document.title)
            _describe(connection, describing)
        return state

    def describe(self, documents: Iterable[Document]) -> None:
        """Replace the records of added documents; their texts stay, and so do built-in documents."""
        with self._open(write=True) as connection:
            assert connection is not None
            _describe(connection, documents)

    def find(self, identifier: str) -> Document | None:
        """Return the record of an added document, None where there is none of that id."""
        with self._open(write=False) as connection:
            if connection is None:
                return None
            row = connection.execute("SELECT meta FROM documents WHERE id = ?", (identifier,)).fetchone()
        return _document(row[0]) if row else None

    def remembered(self, folder: Path) -> dict[str, Remembered]:
        """Return by name the files of a folder that were registered from it."""
        with self._open(write=True) as connection:
            assert connection is not None
            rows = connection.execute(
                "SELECT file, id, digest FROM folders WHERE folder = ?", (str(folder.resolve()),)
            ).fetchall()
        return {file: Remembered(identifier, digest) for file, identifier, digest in rows}

    def remember(self, folder: Path, file: str, known: Remembered) -> None:
        """Keep in mind what a file of a folder was registered as."""
        with self._open(write=True) as connection:
            assert connection is not None
            row = (str(folder.resolve()), file, known.id, known.digest)
            connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?)", row)

    def uses_builtin(self) -> bool:
        """Return whether the built-in documents belong to the corpus (they do unless it was said otherwise)."""
        with self._open(write=False) as connection:
            if connection is None:
                return True
            row = connection.execute("SELECT value FROM settings WHERE name = 'builtin'").fetchone()
        return row is None or row[0] == "1"

    def remove(self, identifier: str) -> None:
        """Remove an added document.

        Raises:
            RegistryError: no such document, or it is built in.
        """
        if any(document.id == identifier for document, _ in builtin_documents()) and self.uses_builtin():
            raise RegistryError(messages.IS_BUILTIN.format(id=identifier))
        with self._open(write=True) as connection:
            assert connection is not None
            row = connection.execute("SELECT meta FROM documents WHERE id = ?", (identifier,)).fetchone()
            if row is None:
                raise RegistryError(messages.NO_DOCUMENT.format(id=identifier))
            connection.execute("DELETE FROM documents WHERE id = ?", (identifier,))
            connection.execute("DELETE FROM originals WHERE id = ?", (identifier,))
            _note(connection, Happened.REMOVED, identifier, _document(row[0]).title)

    def events(self, most: int, identifier: str | None = None) -> list[Event]:
        """Return what was done with the documents, or with one, the latest first; at most so many."""
        with self._open(write=False) as connection:
            held = connection and connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone()
            if not connection or not held:
                return []
            rows = connection.execute(
                "SELECT at, kind, id, title FROM events WHERE ? IS NULL OR id = ? ORDER BY rowid DESC LIMIT ?",
                (identifier, identifier, most),
            ).fetchall()
        return [Event(at, Happened(kind), document, title) for at, kind, document, title in rows]

    def original(self, identifier: str) -> Original:
        """Return the file that a document was registered from.

        Raises:
            RegistryError: no such document, or no file of it is kept.
        """
        document, text = self.get(identifier)
        with self._open(write=False) as connection:
            held = connection and connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'originals'").fetchone()
            row = (
                connection.execute("SELECT name, data FROM originals WHERE id = ?", (identifier,)).fetchone()
                if connection and held
                else None
            )
        if row:
            return Original(*row)
        if any(shipped.id == identifier for shipped, _ in builtin_documents()):
            return Original(f"{document.id}.txt", text.encode())
        raise RegistryError(messages.NO_ORIGINAL.format(id=identifier))

    def has_original(self, identifier: str) -> bool:
        """Return whether the file that a document was registered from can be had."""
        try:
            self.original(identifier)
        except RegistryError:
            return False
        return True

    def stored(self, *, builtin: bool | None = None) -> list[tuple[Document, str]]:
        """Return all documents with their texts as one moment holds them, ``sound`` or not, in the order of ``items``."""
        with self._moment(builtin, "meta, text") as (shipped, rows):
            return [*shipped, *((_document(meta), text) for meta, text in rows)]

    @contextmanager
    def _moment(
        self, builtin: bool | None, columns: str
    ) -> Iterator[tuple[list[tuple[Document, str]], Iterable[tuple[str, ...]]]]:
        """Yield the built-in documents and, by id, rows of the others, which are read one by one; both of one moment."""
        with self._open(write=False) as connection:
            if connection is None:
                yield (builtin_documents() if builtin is not False else []), ()
                return
            connection.execute("BEGIN")  # the setting and the documents of the same moment
            uses = builtin
            if uses is None:
                row = connection.execute("SELECT value FROM settings WHERE name = 'builtin'").fetchone()
                uses = row is None or row[0] == "1"
            shipped = builtin_documents() if uses else []
            marks = ",".join("?" * len(shipped))
            chosen = f"SELECT {columns} FROM documents WHERE id NOT IN ({marks}) ORDER BY id"
            yield shipped, connection.execute(chosen, [document.id for document, _ in shipped])

    def sound_ids(self) -> tuple[frozenset[str], bool]:
        """Return the ids of the documents whose text is the registered one, and whether that holds of all."""
        with self._moment(None, "id, json_extract(meta, '$.sha256'), text") as (shipped, rows):
            left = [document.id for document, _ in shipped]
            changed = 0
            for identifier, digest, text in rows:
                is_sound = digest in (None, "", sha256(text))
                changed += not is_sound
                left += [identifier] * is_sound
        return frozenset(left), not changed

    def moment(self) -> Moment:
        """Return the records of all documents, in the order of ``items``, without their texts."""
        with self._moment(None, "meta") as (shipped, rows):
            digest, added = hashlib.sha256(_line(shipped)), []
            for (meta,) in rows:
                digest.update(meta.encode() + b"\n")
                added.append(_document(meta))
        return Moment((*(document for document, _ in shipped), *added), digest.hexdigest())

    def stated(self, *fields: str) -> list[tuple[str | None, ...]]:
        """Return these fields of all documents, in the order of ``items``: of many, a third of the time of their records."""
        columns = ", ".join(f"json_extract(meta, '$.{field}')" for field in fields)
        with self._moment(None, columns) as (shipped, rows):
            return [*(tuple(getattr(document, field) for field in fields) for document, _ in shipped), *rows]

    def texts(self, documents: Iterable[Document]) -> Iterator[tuple[Document, str]]:
        """Yield documents with their texts, some of them in memory at once; nobody who writes has to wait meanwhile.

        Raises:
            RegistryError: a text is no longer there, or not the one that was registered; at the end, naming every such document.
        """
        shipped = {document.id: (document, text) for document, text in builtin_documents()}
        changed: list[str] = []
        left = iter(documents)
        while block := list(islice(left, AT_ONCE)):
            wanted = [document.id for document in block]
            marks = ",".join("?" * len(wanted))
            with self._open(write=False) as connection:
                rows = connection.execute(f"SELECT id, text FROM documents WHERE id IN ({marks})", wanted) if connection else ()
                held = dict(rows)
            for document in block:
                own = shipped.get(document.id)
                text = own[1] if own is not None and own[0] == document else held.get(document.id)
                if text is None or not sound(document, text):
                    changed.append(document.id)
                else:
                    yield document, text
        if changed:
            raise RegistryError(messages.TEXT_CHANGED.format(ids="、".join(changed)))

    def items(self, *, builtin: bool | None = None) -> list[tuple[Document, str]]:
        """Return all documents with their texts: built-in ones first, added ones by id.

        ``builtin`` shows the corpus with or without the built-in documents; None as it is set.

        Raises:
            RegistryError: a text is not the one that was registered; names every such document.
        """
        found = self.stored(builtin=builtin)
        changed = [document.id for document, text in found if not sound(document, text)]
        if changed:
            raise RegistryError(messages.TEXT_CHANGED.format(ids="、".join(changed)))
        return found

    def documents(self) -> list[Document]:
        """Return the records of all documents, in the order of ``items``, without their texts."""
        return list(self.moment().documents)

    def get(self, identifier: str) -> tuple[Document, str]:
        """Return one document with its text.

        Raises:
            RegistryError: no such document, or its text is not the one that was registered.
        """
        if self.uses_builtin():
            for document, text in builtin_documents():
                if document.id == identifier:
                    return document, text
        with self._open(write=False) as connection:
            row = connection and connection.execute("SELECT meta, text FROM documents WHERE id = ?", (identifier,)).fetchone()
        if row:
            document = _document(row[0])
            if not sound(document, row[1]):
                raise RegistryError(messages.TEXT_CHANGED.format(ids=identifier))
            return document, row[1]
        raise RegistryError(messages.NO_DOCUMENT.format(id=identifier))

    def parsed(self, *, builtin: bool | None = None) -> Iterator[ParsedDocument]:
        """Yield every document, parsed; ``builtin`` as in ``items``."""
        for document, text in self.items(builtin=builtin):
            yield parse(document, text)

    def fingerprint(self) -> str:
        """Return a fingerprint of all documents, their metadata included."""
        with self._moment(None, "meta") as (shipped, rows):
            digest = hashlib.sha256(_line(shipped))
            for (meta,) in rows:
                digest.update(meta.encode() + b"\n")
        return digest.hexdigest()


def _line(shipped: Iterable[tuple[Document, str]]) -> bytes:
    """Return the built-in documents as a fingerprint counts them."""
    rows = (json.dumps(document.to_row(), ensure_ascii=False, sort_keys=True) for document, _ in shipped)
    return "\n".join(rows).encode()
