"""Folders of files: what can be registered is, what cannot is told, and only what has changed is read again."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from corpus import messages
from corpus.adding import Outcome
from corpus.errors import CorpusError
from corpus.intake import accepted, known, read_entry
from corpus.readers.kinds import SUFFIXES
from corpus.records import Document
from corpus.registry import Registry, Remembered, State

SHORTEST, LONGEST = 1.0, 3600.0  # seconds between two looks at a drop folder
_UNFINISHED = ("~$", ".~", ".")  # what a file's name begins with while a program writes it, and hidden files


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be documents, by name."""
    return sorted(
        path for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(_UNFINISHED)
    )  # fmt: skip


def take_in(
    registry: Registry, folder: Path, files: list[Path], described: Mapping[str, Document], *, accept: bool = False
) -> Iterator[Outcome]:
    """Register the files of a folder one by one; yield what became of each. A file that cannot be read stops nothing.

    A file that was registered from this folder before is registered again where its content has changed.
    """
    known = registry.remembered(folder)
    taken: set[str] = set()
    for path in files:
        try:
            outcome = _take(registry, folder, path, known.get(path.name), described, accept, taken)
        except CorpusError as error:
            outcome = Outcome(path.name, State.REFUSED, reason=str(error))
        taken.add(outcome.id)
        yield outcome


def _take(
    registry: Registry, folder: Path, path: Path, before: Remembered | None, described: Mapping[str, Document],
    accept: bool, taken: set[str],
) -> Outcome:  # fmt: skip
    digest = _digest(path)
    if before is not None and before.digest == digest and not described and not accept and registry.find(before.id):
        return Outcome(path.name, State.SAME, before.id)
    entry = known(read_entry(path, described), registry, described)
    if entry.document.id in taken:
        raise CorpusError(messages.ID_TAKEN.format(id=entry.document.id))
    kept = accepted(entry) if accept else entry
    replacing = before is not None and before.id == kept.document.id
    state = registry.put(kept.document, kept.text, kept.original, replacing=replacing)
    registry.remember(folder, path.name, Remembered(kept.document.id, digest))
    return Outcome(path.name, state, kept.document.id, entry)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise CorpusError(messages.FILE_UNREADABLE.format(path=path, error=error.strerror)) from error


def changes(folder: Path, interval: float, wait: Callable[[float], object] = time.sleep) -> Iterator[list[Path]]:
    """Yield the files of a drop folder that are new or changed, again and again; a file that is still growing later.

    Args:
        folder: what is looked at.
        interval: seconds between two looks, at least 1 and at most 3600.
        wait: sleeps for a number of seconds.

    Raises:
        CorpusError: the folder cannot be read.
    """
    seen: dict[Path, tuple[int, int]] = {}
    done: dict[Path, tuple[int, int]] = {}
    while True:
        try:
            now = {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files_in(folder)}
        except FileNotFoundError:
            if folder.is_dir():
                continue  # a file has gone while it was looked at
            raise CorpusError(messages.NO_FOLDER.format(folder=folder)) from None
        settled = [path for path, state in now.items() if seen.get(path) == state and done.get(path) != state]
        done |= {path: now[path] for path in settled}
        seen = now
        yield settled
        wait(min(max(interval, SHORTEST), LONGEST))
