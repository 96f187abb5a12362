"""Files that were sent and wait to be registered, each in a folder of its own; what waits for a day is dropped."""

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from assistant import messages
from assistant.errors import AdminError
from assistant.kept import FOLDER
from corpus.intake import Entry, read_entry

KEPT_SECONDS, MOST = 86_400, 100
_NAME_BYTES = 150
_SECRET = re.compile(r"[0-9a-f]{16}")
_DESCRIBED = "draft.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that waits; ``replaces`` is the id of the document whose text it is to become, empty for a new one."""

    id: str
    path: Path
    replaces: str
    sent: float

    def entry(self) -> Entry:
        """Return the document of the file, with what its text states about itself.

        Raises:
            ReadError: the file cannot be read.
        """
        return read_entry(self.path, {})


class Drafts:
    """The drafts of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER / "drafts"

    def add(self, name: str, data: bytes, replaces: str = "") -> Draft:
        """Keep a file that was sent.

        Raises:
            AdminError: too many wait, or it cannot be written.
        """
        if sum(1 for _ in self.all()) >= MOST:
            raise AdminError(messages.ADMIN_TOO_MANY_DRAFTS.format(most=MOST))
        identifier = secrets.token_hex(8)
        folder = self._folder / identifier
        try:
            folder.mkdir(parents=True, mode=0o700)
            (folder / "file").mkdir()
            (folder / "file" / safe_name(name)).write_bytes(data)
            (folder / _DESCRIBED).write_text(json.dumps({"replaces": replaces, "sent": time.time()}), "utf-8")
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise AdminError(messages.ADMIN_NOT_KEPT.format(name=name[:80], error=error.strerror)) from error
        return self.get(identifier)

    def get(self, identifier: str) -> Draft:
        """Return a draft.

        Raises:
            AdminError: there is none of that id (any more).
        """
        folder = self._folder / identifier
        try:
            if not _SECRET.fullmatch(identifier):
                raise ValueError(identifier)
            row = json.loads((folder / _DESCRIBED).read_text("utf-8"))
            path = next((folder / "file").iterdir())
        except (OSError, ValueError, StopIteration) as error:
            raise AdminError(messages.ADMIN_NO_DRAFT) from error
        return Draft(identifier, path, str(row["replaces"]), float(row["sent"]))

    def all(self) -> Iterator[Draft]:
        """Yield the drafts; those that have waited too long, or that a crash left half written, are dropped."""
        for folder in sorted(self._folder.glob("*")) if self._folder.is_dir() else ():
            try:
                draft = self.get(folder.name)
            except AdminError:
                with suppress(FileNotFoundError):  # another request threw it away meanwhile
                    if _SECRET.fullmatch(folder.name) and time.time() - folder.stat().st_mtime > KEPT_SECONDS:
                        shutil.rmtree(folder, ignore_errors=True)
                continue
            if abs(time.time() - draft.sent) > KEPT_SECONDS:
                self.drop(draft.id)
            else:
                yield draft

    def drop(self, identifier: str) -> None:
        """Throw a draft away."""
        if _SECRET.fullmatch(identifier):
            shutil.rmtree(self._folder / identifier, ignore_errors=True)


def safe_name(name: str) -> str:
    """Return a name that a browser sent as that of a file here: no folder, nothing hidden, no sign that does not print."""
    plain = re.sub(r"[^\w.()（）《》〔〕·\-]+", "_", PurePath(name.replace("\\", "/")).name).lstrip("._")
    stem, dot, suffix = plain.rpartition(".")
    cut = (stem or plain).encode()[:_NAME_BYTES].decode("utf-8", "ignore") or "file"
    return f"{cut}{dot}{suffix[:8]}" if stem else cut
