"""Two versions of a document, clause by clause: what is the same, moved, changed in its words, new or gone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from corpus import messages
from corpus.numerals import CHINESE
from corpus.records import Clause, ParsedDocument

ALIKE = 0.6  # of difflib; two clauses that share less are no versions of each other
ALIKE_HERE = 0.35  # the same for clauses with one number: the number says the rest
LIKELY = 6  # clauses of the old version, those that share most, are looked at for each of the new one: all would take hours
COMMON = 60  # clauses that hold two characters, at most, for these to say which clauses belong together
LEAST_KEPT = 3  # characters; fewer between two changes tell a reader nothing
LITTLE = 0.3  # of a clause; where less was kept, marks within it cannot be read
_TEMPLATES = Path(__file__).with_name("templates")


class Change(StrEnum):
    """What became of a clause."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause: ``kept``, ``dropped`` of the old version, or ``added`` by the new one."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """What was dropped and what was added in its place, and what was kept behind that; any of them may be empty."""

    dropped: str
    added: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause in its two versions: their labels and paths, empty where there is none, and the words by what became of them."""

    change: Change
    old_label: str
    old_path: str
    new_label: str
    new_path: str
    pieces: tuple[Piece, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain JSON data."""
        return asdict(self)


def compare(old: ParsedDocument, new: ParsedDocument) -> list[Difference]:
    """Return the clauses of two versions in the order of the new one; what is gone stands behind what stood before it."""
    pairs = _pairs(old.clauses, new.clauses)
    places = {number: at for at, number in pairs.items()}
    gone: dict[int, list[Difference]] = {}
    last = -1  # the place of the old clause before, where it is held
    for number, clause in enumerate(old.clauses):
        last = places.get(number, last)
        if number not in places:
            gone.setdefault(last, []).append(_difference(clause, None))
    found = gone.get(-1, [])
    for at, clause in enumerate(new.clauses):
        found += [_difference(old.clauses[pairs[at]] if at in pairs else None, clause), *gone.get(at, ())]
    return found


def body(clause: Clause) -> str:
    """Return the words of a clause without its number and without white space around."""
    start = clause.sentences[0][0] - clause.start if clause.sentences else 0
    return clause.text[start:].strip()


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> dict[int, int]:
    """Return for the clauses of the new version the old ones that they come from, by their numbers in the two."""
    pairs: dict[int, int] = {}
    left = set(range(len(old)))
    for same_path in (True, False):  # the same words, first at the same place
        _pair_same(old, new, pairs, left, same_path)
    for _, at, number in sorted(_candidates(old, new, left, [at for at in range(len(new)) if at not in pairs]), reverse=True):
        if at not in pairs and number in left:
            pairs[at] = number
            left.discard(number)
    return pairs


def _pair_same(old: Sequence[Clause], new: Sequence[Clause], pairs: dict[int, int], left: set[int], same_path: bool) -> None:
    """Pair the clauses that have the same words, and with ``same_path`` the same place."""
    words: dict[tuple[str, str], list[int]] = {}
    for number in sorted(left, reverse=True):
        words.setdefault((old[number].path if same_path else "", body(old[number])), []).append(number)
    for at, clause in enumerate(new):
        numbers = words.get((clause.path if same_path else "", body(clause)))
        if at not in pairs and numbers:
            pairs[at] = numbers.pop()
            left.discard(pairs[at])


def _candidates(
    old: Sequence[Clause], new: Sequence[Clause], left: set[int], places: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield what may be two versions of one clause: how well they fit, and their numbers in the new and the old version.

    Only those that share most characters side by side are looked at. What shares more fits better; of one number less is
    needed, but an article that was put in before others takes none.
    """
    shared, paths = _sharing(old, left), {old[number].path: number for number in left}
    for at in places:
        counts = Counter(number for pair in _letters(new[at]) for number in shared.get(pair, ()))
        likely = {number for number, _ in counts.most_common(LIKELY)} | {paths.get(new[at].path, -1)} - {-1}
        for number in sorted(likely):
            score = _alike(old[number], new[at])
            if score >= ALIKE or (score >= ALIKE_HERE and old[number].path == new[at].path):
                yield score, at, number


def _sharing(old: Sequence[Clause], numbers: Iterable[int]) -> dict[str, list[int]]:
    """Return for each two characters that stand side by side the clauses that hold them; those that many hold tell nothing."""
    found: dict[str, list[int]] = {}
    for number in sorted(numbers):
        for pair in _letters(old[number]):
            found.setdefault(pair, []).append(number)
    return {pair: holders for pair, holders in found.items() if len(holders) <= COMMON}


def _letters(clause: Clause) -> set[str]:
    text = body(clause)
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _alike(old: Clause, new: Clause) -> float:
    """Return how much two clauses share, from 0 to 1."""
    matcher = SequenceMatcher(None, body(old), body(new), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE_HERE and matcher.quick_ratio() >= ALIKE_HERE else 0.0


def _difference(old: Clause | None, new: Clause | None) -> Difference:
    if old is None and new is not None:
        return Difference(Change.NEW, "", "", new.label, new.path, (Piece("added", body(new)),))
    if new is None and old is not None:
        return Difference(Change.GONE, old.label, old.path, "", "", (Piece("dropped", body(old)),))
    assert old is not None and new is not None
    same = body(old) == body(new)
    change = (Change.SAME if old.path == new.path else Change.MOVED) if same else Change.CHANGED
    pieces = (Piece("kept", body(new)),) if same else tuple(_pieces(body(old), body(new)))
    return Difference(change, old.label, old.path, new.label, new.path, pieces)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield what was kept, dropped and added, in whole figures: 12% to 15% is no change of a 2 to a 5."""
    before, after = _words(old), _words(new)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("kept", "".join(before[a:b]))
            continue
        if a < b:
            yield Piece("dropped", "".join(before[a:b]))
        if c < d:
            yield Piece("added", "".join(after[c:d]))


def readable(pieces: Sequence[Piece]) -> list[Run]:
    """Return pieces as people read them: few characters that were kept among changes are changed with them.

    A clause of which little was kept is dropped as a whole, and its new version added.
    """
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        inside = 0 < number < len(pieces) - 1
        if piece.kind == "kept" and inside and len(piece.text.strip()) < LEAST_KEPT and "\n" not in piece.text:
            joined += [Piece("dropped", piece.text), Piece("added", piece.text)]
        else:
            joined.append(piece)
    kept = sum(len(piece.text) for piece in joined if piece.kind == "kept")
    whole = max(sum(len(piece.text) for piece in joined if piece.kind != kind) for kind in ("added", "dropped"))
    return list(_runs(joined, all_changed=kept < LITTLE * whole))


def _runs(pieces: Iterable[Piece], *, all_changed: bool) -> Iterator[Run]:
    dropped = added = ""
    for piece in pieces:
        if piece.kind == "kept" and not all_changed:
            yield Run(dropped, added, piece.text)
            dropped = added = ""
            continue
        dropped += piece.text if piece.kind != "added" else ""
        added += piece.text if piece.kind != "dropped" else ""
    if dropped or added:
        yield Run(dropped, added)


def _words(text: str) -> list[str]:
    """Return the characters of a text, figures and Chinese numerals whole."""
    words: list[str] = []
    for char in text:
        kind = _kind(char)
        if words and kind and _kind(words[-1][-1]) == kind:
            words[-1] += char
        else:
            words.append(char)
    return words


def _kind(char: str) -> str:
    return "figure" if (char.isdigit() and char.isascii()) or char in ".%" else "numeral" if char in CHINESE else ""


def page(old: ParsedDocument, new: ParsedDocument) -> str:
    """Return the comparison as a page of HTML that stands alone."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    differences = compare(old, new)
    counts = {change.value: sum(difference.change == change for difference in differences) for change in Change}
    return environment.get_template("diff.html").render(
        old=old.document, new=new.document, differences=differences, counts=counts, names=messages.CHANGES
    )
