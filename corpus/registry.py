"""The registry of documents: the built-in plan, and what was added, in one SQLite file under the data folder."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from corpus import messages
from corpus.builtin import builtin_documents, is_builtin
from corpus.database import Database, Stamp
from corpus.errors import RegistryError
from corpus.events import Event, Happened, note, noted
from corpus.fingerprints import Fingerprint, sha256, sound
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

AT_ONCE = 500  # texts read at once, where not all are wanted in memory


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was registered."""

    name: str
    data: bytes


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
            note(connection, Happened.DESCRIBED, document.id, document.title)


@dataclass(frozen=True, slots=True)
class Moment:
    """The records of all documents as one moment holds them, and the fingerprint of them all."""

    documents: tuple[Document, ...]
    fingerprint: str


class Registry:
    """Documents by id. Added ones live in ``data_dir``; the built-in ones are read from the package.

    Every method raises ``RegistryError`` when the data folder or its file cannot be used.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self._database = data_dir, Database(data_dir)
        self.path = self._database.path

    def stamp(self) -> Stamp | None:
        """Return what tells one state of the registry's file from another at the cost of a stat; None where there is no file."""
        return self._database.stamp()

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
        with self._database.opened(write=True) as connection:
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
                note(connection, Happened.ADDED, document.id, document.title)
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
        if is_builtin(document.id) and self.uses_builtin():
            raise RegistryError(messages.IS_BUILTIN_ID.format(id=document.id))
        digest = sha256(text)
        meta = json.dumps(replace(document, sha256=digest).to_row(), ensure_ascii=False)
        with self._database.opened(write=True) as connection:
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
                note(connection, kind, document.id, document.title)
            _describe(connection, describing)
        return state

    def describe(self, documents: Iterable[Document]) -> None:
        """Replace the records of added documents; their texts stay, and so do built-in documents."""
        with self._database.opened(write=True) as connection:
            assert connection is not None
            _describe(connection, documents)

    def find(self, identifier: str) -> Document | None:
        """Return the record of an added document, None where there is none of that id."""
        with self._database.opened(write=False) as connection:
            if connection is None:
                return None
            row = connection.execute("SELECT meta FROM documents WHERE id = ?", (identifier,)).fetchone()
        return _document(row[0]) if row else None

    def remembered(self, folder: Path) -> dict[str, Remembered]:
        """Return by name the files of a folder that were registered from it."""
        with self._database.opened(write=True) as connection:
            assert connection is not None
            rows = connection.execute(
                "SELECT file, id, digest FROM folders WHERE folder = ?", (str(folder.resolve()),)
            ).fetchall()
        return {file: Remembered(identifier, digest) for file, identifier, digest in rows}

    def remember(self, folder: Path, file: str, known: Remembered) -> None:
        """Keep in mind what a file of a folder was registered as."""
        with self._database.opened(write=True) as connection:
            assert connection is not None
            row = (str(folder.resolve()), file, known.id, known.digest)
            connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?)", row)

    def uses_builtin(self) -> bool:
        """Return whether the built-in documents belong to the corpus (they do unless it was said otherwise)."""
        with self._database.opened(write=False) as connection:
            if connection is None:
                return True
            row = connection.execute("SELECT value FROM settings WHERE name = 'builtin'").fetchone()
        return row is None or row[0] == "1"

    def remove(self, identifier: str) -> None:
        """Remove an added document.

        Raises:
            RegistryError: no such document, or it is built in.
        """
        if is_builtin(identifier) and self.uses_builtin():
            raise RegistryError(messages.IS_BUILTIN.format(id=identifier))
        with self._database.opened(write=True) as connection:
            assert connection is not None
            row = connection.execute("SELECT meta FROM documents WHERE id = ?", (identifier,)).fetchone()
            if row is None:
                raise RegistryError(messages.NO_DOCUMENT.format(id=identifier))
            connection.execute("DELETE FROM documents WHERE id = ?", (identifier,))
            connection.execute("DELETE FROM originals WHERE id = ?", (identifier,))
            note(connection, Happened.REMOVED, identifier, _document(row[0]).title)

    def events(self, most: int, identifier: str | None = None) -> list[Event]:
        """Return what was done with the documents, or with one, the latest first; at most so many."""
        with self._database.opened(write=False) as connection:
            return noted(connection, most, identifier) if connection else []

    def original(self, identifier: str) -> Original:
        """Return the file that a document was registered from.

        Raises:
            RegistryError: no such document, or no file of it is kept.
        """
        document, text = self.get(identifier)
        with self._database.opened(write=False) as connection:
            held = connection and connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'originals'").fetchone()
            row = (
                connection.execute("SELECT name, data FROM originals WHERE id = ?", (identifier,)).fetchone()
                if connection and held
                else None
            )
        if row:
            return Original(*row)
        if is_builtin(identifier):
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
        with self._database.opened(write=False) as connection:
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
            documents = [document for document, _ in shipped]
            fingerprint = Fingerprint(documents)
            for (meta,) in rows:
                fingerprint.add(meta)
                documents.append(_document(meta))
        return Moment(tuple(documents), str(fingerprint))

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
            with self._database.opened(write=False) as connection:
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
        with self._database.opened(write=False) as connection:
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
            fingerprint = Fingerprint(document for document, _ in shipped)
            for (meta,) in rows:
                fingerprint.add(meta)
        return str(fingerprint)
