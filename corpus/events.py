"""What was done with the documents of a registry, and when; readers are told of it, and feeds."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


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


def note(connection: sqlite3.Connection, kind: Happened, identifier: str, title: str) -> None:
    """Write down what is done with a document, in the transaction that does it."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?)", (at, kind.value, identifier, title))


def noted(connection: sqlite3.Connection, most: int, identifier: str | None) -> list[Event]:
    """Return what was done with the documents, or with one, the latest first; at most so many."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone():
        return []
    rows = connection.execute(
        "SELECT at, kind, id, title FROM events WHERE ? IS NULL OR id = ? ORDER BY rowid DESC LIMIT ?",
        (identifier, identifier, most),
    ).fetchall()
    return [Event(at, Happened(kind), document, title) for at, kind, document, title in rows]
