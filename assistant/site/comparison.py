"""Two documents clause by clause, and which documents there are to choose from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.finder.query import fold
from assistant.site.catalogue import Catalogue, Entry
from assistant.site.library import Shelf
from assistant.site.links import place_url
from corpus.differences import Change, Difference, Piece, Run, readable
from corpus.records import Clause

MOST_CHOICES = 300  # documents to choose from at once; of more, those whose name is looked for
_BREAKS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Side:
    """A clause in one of the versions: what it is called, where it stands, its text in pieces."""

    label: str
    address: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in its two versions, None where a version has none, and both in one text.

    ``kind`` is one of ``messages.COMPARED``: what became of the clause, ``marks`` where widths of signs and spaces alone
    differ.
    """

    kind: str
    old: Side | None
    new: Side | None
    both: tuple[Piece, ...] = ()

    @property
    def name(self) -> str:
        """What became of the clause, as readers see it."""
        return messages.COMPARED[self.kind]


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
    counts = Counter(row.kind for row in rows)
    said = (messages.COMPARED_COUNT.format(name=name, count=counts[kind]) for kind, name in messages.COMPARED.items())
    return "，".join(text for kind, text in zip(messages.COMPARED, said, strict=True) if counts[kind])


def rows_of(shelf: Shelf, old: str, new: str) -> Iterator[Row]:
    """Yield the clauses of two documents in the order of the new one."""
    before, after = ({clause.path: clause for clause in shelf.parsed(doc).clauses} for doc in (old, new))
    for item in shelf.compared(old, new):
        yield _row(item, before.get(item.old_path), after.get(item.new_path))


def _row(item: Difference, old: Clause | None, new: Clause | None) -> Row:
    runs = [Run(*(_BREAKS.sub("\n", text) for text in (run.dropped, run.added, run.kept))) for run in readable(item.pieces)]
    before, after, both = _pieces(runs)
    only_marks = item.change == Change.CHANGED and all(piece.kind == "kept" for piece in both)
    return Row("marks" if only_marks else item.change.value, _side(old, before), _side(new, after), tuple(both))


def _pieces(runs: Iterable[Run]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return the pieces of the old and of the new version, and of both in one; other widths and spaces are no change."""
    old: list[Piece] = []
    new: list[Piece] = []
    both: list[Piece] = []
    for run in runs:
        if _bare(run.dropped) == _bare(run.added):
            dropped, added = Piece("kept", run.dropped), Piece("kept", run.added)
            both.append(added)
        else:
            dropped, added = Piece("dropped", run.dropped), Piece("added", run.added)
            both += [dropped, added]
        kept = Piece("kept", run.kept)
        old += [dropped, kept]
        new += [added, kept]
        both.append(kept)
    return _filled(old), _filled(new), _filled(both)


def _filled(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text]


def _bare(text: str) -> str:
    """Return a text without white space and with all signs in one width."""
    return re.sub(r"\s", "", fold(text))


def _side(clause: Clause | None, pieces: Sequence[Piece]) -> Side | None:
    return None if clause is None else Side(clause.label, place_url(clause.doc, clause.start), tuple(pieces))
