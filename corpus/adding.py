"""Files that are named one by one: all of them are registered, or none where one cannot be."""

from collections.abc import Mapping, Sequence
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
    taken: dict[str, str] = {}
    for entry in entries:
        if taken.setdefault(entry.document.id, entry.text) != entry.text:
            raise CorpusError(messages.TWO_TEXTS.format(id=entry.document.id))
    kept = [accepted(entry) if accept else entry for entry in entries]
    originals = {entry.document.id: entry.original for entry in kept if entry.original}
    new, _ = registry.add([(entry.document, entry.text) for entry in kept], builtin=builtin, originals=originals)
    if accept:
        registry.describe([entry.document for entry in kept if entry.document.id not in new])
    outcomes = []
    for entry in entries:
        first = entry.document.id in new
        if first:
            new.remove(entry.document.id)
        outcomes.append(Outcome(entry.document.id, State.ADDED if first else State.SAME, entry.document.id, entry))
    return outcomes
