"""Two documents clause by clause, and which documents there are to choose from."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.site.catalogue import Catalogue, Entry
from assistant.site.library import Shelf
from assistant.site.links import place_url
from corpus.differences import Change, Piece, readable
from corpus.records import Clause

MOST_CHOICES = 300  # documents to choose from at once; of more, those whose name is looked for
_SHOWN = (Change.CHANGED, Change.NEW, Change.GONE, Change.MOVED, Change.SAME)  # the order in which they are counted
_BREAKS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Side:
    """A clause in one of the versions: what it is called, where it stands, its text in pieces."""

    label: str
    address: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in its two versions; None where a version has none."""

    change: Change
    name: str
    old: Side | None
    new: Side | None


def choices(catalogue: Catalogue, query: str, chosen: Sequence[Entry | None]) -> list[tuple[str, str]]:
    """Return documents to choose from, by id and name: those that are named, and those that are chosen already."""
    entries = catalogue.matching(query)[:MOST_CHOICES]
    held = dict.fromkeys([*(entry for entry in chosen if entry), *entries])
    return [(entry.document.id, choice(entry)) for entry in sorted(held, key=lambda entry: (entry.document.title, entry.day))]


def choice(entry: Entry) -> str:
    """Return what a document is called among others: with its year, and how it stands."""
    more = [messages.VERSION.format(year=entry.day[:4])] if entry.day else []
    return messages.COMPARE_CHOICE.format(title=entry.document.title, more="，".join([*more, entry.standing.name]))


def version_pairs(catalogue: Catalogue) -> list[tuple[Entry, Entry]]:
    """Return the documents of which the version before is held, each behind that, at most so many."""
    pairs = ((catalogue.entry(entry.document.supersedes or ""), entry) for entry in catalogue.entries())
    return [(old, new) for old, new in pairs if old is not None][:MOST_CHOICES]


def counts_of(rows: Sequence[Row]) -> str:
    """Return how many clauses changed in which way, in one line."""
    counts = Counter(row.change for row in rows)
    said = (messages.COMPARED_COUNT.format(name=messages.COMPARED[c], count=counts[c]) for c in _SHOWN if counts[c])
    return "，".join(said)


def rows_of(shelf: Shelf, old: str, new: str) -> Iterator[Row]:
    """Yield the clauses of two documents in the order of the new one."""
    before, after = ({clause.path: clause for clause in shelf.parsed(doc).clauses} for doc in (old, new))
    for item in shelf.compared(old, new):
        pieces = readable(item.pieces)
        yield Row(
            item.change, messages.COMPARED[item.change], _side(before.get(item.old_path), pieces, "added"),
            _side(after.get(item.new_path), pieces, "dropped"),
        )  # fmt: skip


def _side(clause: Clause | None, pieces: Sequence[Piece], without: str) -> Side | None:
    if clause is None:
        return None
    own = tuple(Piece(piece.kind, _BREAKS.sub("\n", piece.text)) for piece in pieces if piece.kind != without)
    return Side(clause.label, place_url(clause.doc, clause.start), own)
