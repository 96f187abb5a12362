"""BM25 over segmented text, with scores as a share of what the query could reach.

A search reads the postings of the query's terms alone, and adds up what they give to all units at once. Of many units the
terms that every eighth one holds are looked up instead for the few units that are the best by the others, which leaves out half
to nine tenths of the postings: 的 stands in four of five sentences, in every second question, and tells nothing apart.
"""

import math
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.holding import Held, Segment
from index.ordering import highest
from index.postings import Postings, PostingsWriter, norms

_BLOCK = 32  # scores whose maximum is taken at once; 16 to 64 are equally fast
MANY, COMMON = 30_000, 8  # units from which on terms are left for later, and of how many units one holds such a term
ROUNDING = 1e-4  # of a score, and more than that: terms may be added up in another order
KEPT, KEPT_SCORES = 16, 8_000_000  # queries whose scores are kept, and how many scores: what a search found is asked for again
Weighted = Iterable[tuple[str, float]]
T = TypeVar("T", bound=np.generic)


class _Term(NamedTuple):  # of which a question makes hundreds: a frozen dataclass takes three times as long to make
    """A term of a query: the units that hold it, their counts, and what it is worth as a share."""

    text: str
    units: NDArray[np.int32]
    counts: NDArray[np.uint8]
    worth: float


@dataclass(frozen=True, slots=True)
class _Scores:
    """What the rare terms of a query give to every unit, shape (size,), and the common terms, which are not added yet."""

    rare: NDArray[np.float32]
    common: tuple[_Term, ...]


class SparseIndex:
    """BM25 scores of one kind of unit (sentences, clauses, questions) over one segment or several. Thread-safe."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self.size = sum(segment.size for segment in segments)
        lengths = [segment.lengths() for segment in self._segments]
        terms = sum(int(each.sum(dtype=np.int64)) for each in lengths)
        mean = terms / self.size if self.size else 0.0
        self._norm = np.concatenate([np.zeros(0, np.float32), *(norms(each, mean) for each in lengths)])
        self._asked = lru_cache(KEPT)(self._read)
        self._scored = lru_cache(min(KEPT, 1 + KEPT_SCORES // max(self.size, 1)))(self._score)

    @classmethod
    def build(cls, features: Sequence[Sequence[str]]) -> "SparseIndex":
        """Return the index of units, each given by its features."""
        with tempfile.TemporaryDirectory(prefix="bm25-") as folder:  # what is mapped stays, when the folder goes
            cls.write(features, Path(folder))
            return cls.load(Path(folder))

    @staticmethod
    def write(features: Sequence[Sequence[str]], folder: Path) -> None:
        """Write the index of units, each given by its features, into ``folder``."""
        vocabulary: dict[str, int] = {}
        numbers = [vocabulary.setdefault(term, len(vocabulary)) for unit in features for term in unit]
        writer = PostingsWriter()
        writer.add(np.array(numbers, np.int32), np.array([len(unit) for unit in features], np.int64))
        writer.finish(list(vocabulary), folder)

    @classmethod
    def load(cls, folder: Path) -> "SparseIndex":
        """Map what ``write`` or a ``PostingsWriter`` wrote."""
        postings = Postings.load(folder)
        return cls([Segment(postings, 0, len(postings.lengths))])

    def with_more(self, other: "SparseIndex") -> "SparseIndex":
        """Return the index of the units of both, those of the other counted on."""
        return SparseIndex([*self._segments, *(segment.moved(self.size) for segment in other._segments)])

    def only(self, kept: NDArray[np.bool_]) -> "SparseIndex":
        """Return the index of some of the units, shape (size,), in the same order; the words of the others are gone."""
        segments, offset, at = [], 0, 0
        for segment in self._segments:
            segments.append(segment.only(kept[at : at + segment.size], offset))
            at, offset = at + segment.size, offset + segments[-1].size
        return SparseIndex(segments)

    @cached_property
    def vocabulary(self) -> Collection[str]:
        """The terms that units hold, in the order of their first occurrence."""
        return _Vocabulary(self._segments)

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term, 0 where no unit holds it."""
        held = self._held(term)
        return self._idf(len(held[0])) if held else 0.0

    def _idf(self, count: int) -> float:
        return math.log1p((self.size - count + 0.5) / (count + 0.5))

    def _held(self, term: str) -> Held | None:
        """Return the units that hold a term, and their counts; None where none holds it."""
        if len(self._segments) == 1:  # which most are: a question asks for hundreds
            return self._segments[0].of(term)
        found = [held for segment in self._segments if (held := segment.of(term)) is not None]
        return (_joined([units for units, _ in found]), _joined([counts for _, counts in found])) if found else None

    def _read(self, terms: tuple[tuple[str, float], ...]) -> tuple[_Term, ...]:
        """Return the terms of a query that units hold.

        A term that occurs nowhere counts in what the query could reach with the idf of a term that occurs once: what a unit
        does not say lowers its share.
        """
        weights: dict[str, float] = {}
        for term, weight in terms:
            weights[term] = weights.get(term, 0.0) + weight
        found = [(term, weight, self._held(term)) for term, weight in weights.items()]
        worths = [weight * self._idf(len(held[0]) if held else 1) for _, weight, held in found]
        best = sum(worths)
        return tuple(
            _Term(term, *held, worth / best) for (term, _, held), worth in zip(found, worths, strict=True) if held and best > 0
        )

    def number(self, term: str) -> int | None:
        """Return the number of a term, counted on from segment to segment; None where no unit holds it."""
        before = 0
        for segment in self._segments:
            if segment.of(term) is not None:
                return before + int(segment.postings.words.get(term) or 0)
            before += len(segment.postings.words)
        return None

    def asked(self, terms: Weighted) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers of the terms that units hold, shape (n,), and weights with which their scores add up to a share."""
        found = [(self.number(term.text), term.worth / self.idf(term.text)) for term in self._asked(tuple(terms))]
        return np.array([number for number, _ in found], np.int64), np.array([weight for _, weight in found], np.float32)

    def rows(self, begin: int, end: int) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Return the numbers of the terms and their scores of each unit from ``begin`` up to ``end``, all postings read once."""
        units: list[NDArray[np.integer]] = [np.zeros(0, np.int64)]
        terms, scores = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for segment, (numbers, idfs) in zip(self._segments, self._worths, strict=True):
            held = segment.whole()
            at = np.flatnonzero((held >= begin) & (held < end))
            own, counts = np.searchsorted(segment.postings.starts, at, side="right") - 1, segment.postings.counts[at]
            units.append(held[at].astype(np.int64))
            terms.append(numbers[own])
            scores.append(idfs[own] * (counts / (counts + self._norm[held[at]])))
        order = np.argsort(np.concatenate(units), kind="stable")
        cuts = np.searchsorted(np.concatenate(units)[order], np.arange(begin + 1, end))
        found = (np.split(np.concatenate(each)[order], cuts) for each in (terms, scores))
        return list(zip(*found, strict=True))[: end - begin]

    @cached_property
    def _worths(self) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Of each segment the numbers of its terms and their idf, 0 for one that no unit holds any more."""
        found = []
        for segment in self._segments:
            words = list(segment.postings.words)
            numbers = np.array([-1 if (number := self.number(word)) is None else number for word in words], np.int64)
            found.append((numbers, np.array([self.idf(word) for word in words], np.float32)))
        return found

    def scores(self, terms: Weighted) -> NDArray[np.float32]:
        """Return the BM25 score of every unit, shape (size,), as a share in [0, 1) of the query's maximum.

        ``terms`` are features with weights.
        """
        scored = self._scored(tuple(terms))
        found = scored.rare.copy()
        self._add(scored.common, found)
        return found

    def _score(self, terms: tuple[tuple[str, float], ...]) -> _Scores:
        asked, scores = self._asked(terms), np.zeros(self.size, np.float32)
        most = self.size // COMMON if self.size >= MANY else self.size
        self._add([term for term in asked if len(term.units) <= most], scores)
        return _Scores(scores, tuple(term for term in asked if len(term.units) > most))

    def _add(self, terms: Sequence[_Term], scores: NDArray[np.float32]) -> None:
        """Add what terms give to the scores of all units."""
        if terms:
            units, counts = np.concatenate([term.units for term in terms]), np.concatenate([term.counts for term in terms])
            given, at = self._given(units, counts), 0
            for term in terms:
                given[at : at + len(term.units)] *= np.float32(term.worth)
                at += len(term.units)
            np.add.at(scores, units, given)

    def _given(self, units: NDArray[np.int32], counts: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return what terms that units hold so often give to their scores, before what each term is worth."""
        below = self._norm.take(units)
        below += counts
        found: NDArray[np.float32] = np.divide(counts, below, out=below)
        return found

    def _whole(self, scored: _Scores, numbers: NDArray[np.integer]) -> NDArray[np.float32]:
        """Return the scores of some units by all terms; ``numbers`` ascend, each once."""
        found: NDArray[np.float32] = scored.rare[numbers]
        wanted = numbers.astype(np.int32)
        for term in scored.common:
            at = np.minimum(np.searchsorted(term.units, wanted), len(term.units) - 1)
            held = np.flatnonzero(term.units[at] == wanted)
            found[held] += self._given(wanted[held], term.counts[at[held]]) * np.float32(term.worth)
        return found

    def shares(self, terms: Weighted, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the scores, as ``scores`` gives them, of the units with these numbers, shape (len(numbers),).

        Args:
            terms: features with weights.
            numbers: of units, ascending, each once.
        """
        return self._whole(self._scored(tuple(terms)), numbers)

    def search(
        self, terms: Weighted, depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers and scores of at most ``depth`` units that score above 0, highest first, ties by number.

        Args:
            terms: as for ``scores``.
            depth: how many units at most.
            allowed: which units may be found, shape (size,); None for all.
        """
        scored = self._scored(tuple(terms))
        every = scored.rare if allowed is None else scored.rare * allowed
        best = top(every, depth)
        if not scored.common:
            return best, every[best]
        reached = self._whole(scored, np.sort(best)).min() if len(best) == depth else 0.0
        bound = reached - sum(term.worth for term in scored.common) - ROUNDING  # what a term gives is less than it is worth
        if bound > 0:
            among = np.flatnonzero(every >= bound)
            found = self._whole(scored, among)
            order = np.argsort(-found, kind="stable")[:depth]
            return among[order], found[order]
        every = self.scores(terms) if allowed is None else self.scores(terms) * allowed
        best = top(every, depth)
        return best, every[best]

    def holding(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the units that hold all terms, in order; all units where there are no terms."""
        if not terms:
            return np.arange(self.size, dtype=np.int64)
        lists = []
        for term in dict.fromkeys(terms):
            held = self._held(term)
            if held is None:
                return np.zeros(0, np.int64)
            lists.append(held[0])
        lists.sort(key=len)
        found = lists[0]
        for units in lists[1:]:
            found = found[_holds(units, found)]
        return found.astype(np.int64)


class _Vocabulary(Collection[str]):
    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and any(segment.holds(term) for segment in self._segments)

    def __iter__(self) -> Iterator[str]:
        for number, segment in enumerate(self._segments):
            if not number and segment.numbers is None:
                yield from segment.postings.words
                continue
            for term in segment.postings.words:
                held = segment.numbers is None or segment.holds(term)
                if held and not any(before.holds(term) for before in self._segments[:number]):
                    yield term

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _joined(parts: Sequence[NDArray[T]]) -> NDArray[T]:
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _holds(units: NDArray[np.int32], wanted: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which of the wanted numbers are among ``units``, both ascending."""
    at = np.minimum(np.searchsorted(units, wanted), len(units) - 1)
    held: NDArray[np.bool_] = units[at] == wanted
    return held


def top(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Return the numbers of at most ``depth`` positive scores, the highest ones first, ties by number.

    Most scores are zero or low. The lowest of the ``depth`` best blocks' maxima is a bound that each of these blocks
    reaches, so at least ``depth`` scores do, and only those few are sorted.
    """
    found, blocks = np.zeros(0, np.int64), len(scores) // _BLOCK
    if blocks > depth:
        across = scores[: blocks * _BLOCK].reshape(_BLOCK, blocks)  # one block is every so many-th score: the faster way
        maxima = across.max(axis=0)
        bound = np.partition(maxima, blocks - depth)[blocks - depth]
        if bound > 0:
            high = np.flatnonzero(maxima >= bound)
            row, column = np.nonzero(across[:, high] >= bound)
            last = blocks * _BLOCK
            found = np.concatenate([row * blocks + high[column], last + np.flatnonzero(scores[last:] >= bound)])
    if not len(found):
        found = np.flatnonzero(scores > 0)
    return found[highest(scores[found], depth)].astype(np.int64)
