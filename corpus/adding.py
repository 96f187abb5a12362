"""Files that are named one by one: all of them are registered, or none where one cannot be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import messages
from corpus.errors import CorpusError
from corpus.intake import Entry, accepted, known, read_entries
from corpus.records import Document
from corpus.registry import Registry, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the document that it is, or the reason why it was refused.

    ``entry`` is the document as it was read, without what was accepted; None where the file was not read again.
    """

    file: str
    state: State
    id: str = ""
    entry: Entry | None = None
    reason: str = ""


def add_files(
    registry: Registry, files: Sequence[Path], described: Mapping[str, Document], *, builtin: bool | None, accept: bool
) -> list[Outcome]:
    """Register files in one transaction; return what became of each document in them.

    Raises:
        CorpusError: a file cannot be read, or an id is taken by another text; nothing is registered then.
    """
    entries = [known(entry, registry, described) for path in files for entry in read_entries(path, described)]
    _refuse_doubles(entries)
    kept = [accepted(entry) if accept else entry for entry in entries]
    originals = {entry.document.id: entry.original for entry in kept if entry.original}
    new, _ = registry.add([(entry.document, entry.text) for entry in kept], builtin=builtin, originals=originals)
    if accept:
        registry.describe([entry.document for entry in kept if entry.document.id not in new])
    return [
        Outcome(entry.document.id, state, entry.document.id, entry)
        for entry, state in zip(entries, _states(entries, new), strict=True)
    ]


def _refuse_doubles(entries: Sequence[Entry]) -> None:
    taken: dict[str, str] = {}
    for entry in entries:
        if taken.setdefault(entry.document.id, entry.text) != entry.text:
            raise CorpusError(messages.TWO_TEXTS.format(id=entry.document.id))


def _states(entries: Sequence[Entry], new: Sequence[str]) -> Iterator[State]:
    """Yield what became of each entry; of two that are one document the first is the new one."""
    waiting = set(new)
    for entry in entries:
        yield State.ADDED if entry.document.id in waiting else State.SAME
        waiting.discard(entry.document.id)
