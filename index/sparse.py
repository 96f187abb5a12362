"""BM25 over segmented text, with scores as a share of what the query could reach.

A search reads the postings of the query's terms alone, the telling ones first. Once no unit that holds none of these can be
among the best any more, the frequent terms are looked up for the few units that are left, and the rest of their postings
stays unread: what is found is what reading everything would give.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.postings import Postings, PostingsWriter, norms

_BLOCK = 32  # scores whose maximum is taken at once; 16 to 64 are equally fast
WHOLE = 300_000  # units up to which every one is scored: less work than to tell which need not be, 1 ms for 40 terms
NARROW = 2_000  # units that are allowed; of so few each is looked up
KEPT = 16  # queries whose terms are kept: what a search has found is looked at again
LONGER = 8  # times as many postings as units that are looked at; from there on these are looked up one by one
SLACK = 1e-4  # of a share: what sums of rounded numbers may be wrong by, many times over
Weighted = Iterable[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class _Segment:
    """Postings with the numbers that their units have in the whole index: counted on, or ``numbers``, -1 for what is gone."""

    postings: Postings
    offset: int
    size: int  # units that are left
    numbers: NDArray[np.int32] | None = None

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.uint8], float] | None:
        """Return the units that hold a term, their counts, and the highest share; None where none holds it."""
        at = self.postings.words.get(term)
        if at is None:
            return None
        held = slice(int(self.postings.starts[at]), int(self.postings.starts[at + 1]))
        units, counts, highest = self.postings.units[held], self.postings.counts[held], float(self.postings.highest[at])
        if self.numbers is None:
            return (units if not self.offset else units + np.int32(self.offset)), counts, highest
        numbers = self.numbers[units]
        left = numbers >= 0
        return (numbers[left], counts[left], highest) if left.any() else None

    def whole(self) -> NDArray[np.int32]:
        """Return the numbers in the whole index of all units of the postings, -1 for what is gone."""
        return self.postings.units + np.int32(self.offset) if self.numbers is None else self.numbers[self.postings.units]

    def only(self, kept: NDArray[np.bool_], offset: int) -> "_Segment":
        """Return the segment of some of its units, which are counted on from ``offset``."""
        if self.numbers is None and kept.all():
            return replace(self, offset=offset)
        numbers = np.where(kept, np.cumsum(kept) - 1 + offset, -1)
        if self.numbers is not None:  # units that were gone before stay so
            before = self.numbers >= 0
            everything = np.full(len(before), -1, np.int64)
            everything[before] = numbers
            numbers = everything
        return _Segment(self.postings, offset, int(kept.sum()), numbers.astype(np.int32))

    def moved(self, by: int) -> "_Segment":
        """Return the segment with its units counted on from further on."""
        numbers = None if self.numbers is None else np.where(self.numbers < 0, -1, self.numbers + by).astype(np.int32)
        return replace(self, offset=self.offset + by, numbers=numbers)

    def lengths(self) -> NDArray[np.int32]:
        """Return the terms of each unit that is left, shape (size,)."""
        return self.postings.lengths if self.numbers is None else self.postings.lengths[self.numbers >= 0]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a query: the units that hold it, their counts, what it is worth as a share, and what it gives at most."""

    text: str
    units: NDArray[np.int32]
    counts: NDArray[np.uint8]
    worth: float
    most: float


class SparseIndex:
    """BM25 scores of one kind of unit (sentences, clauses, questions) over one segment or several. Thread-safe."""

    def __init__(self, segments: Sequence[_Segment]) -> None:
        self._segments = tuple(segments)
        self.size = sum(segment.size for segment in segments)
        lengths = [segment.lengths() for segment in self._segments]
        terms = sum(int(each.sum(dtype=np.int64)) for each in lengths)
        mean = terms / self.size if self.size else 0.0
        self._norm = np.concatenate([np.zeros(0, np.float32), *(norms(each, mean) for each in lengths)])
        own = (float(segment.postings.lengths.mean()) if len(segment.postings.lengths) else 0.0 for segment in self._segments)
        # where units are longer on the whole than in a segment, each of that segment gets more: at most by this factor
        self._rise = tuple(max(1.0, mean / each) if each else 1.0 for each in own)
        self._scratch: list[NDArray[np.float32]] = []  # sums of searches, all zero; as many as ever ran at once
        self._rows: list[NDArray[np.int32]] = []  # the same for where the units stand among those that are looked at, all -1
        self._asked = lru_cache(KEPT)(self._read)
        self._scored = lru_cache(KEPT)(self._score)

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
        return cls([_Segment(postings, 0, len(postings.lengths))])

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
        count = sum(len(found[0]) for found in self._found(term))
        return self._idf(count) if count else 0.0

    def _idf(self, count: int) -> float:
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def _found(self, term: str) -> list[tuple[NDArray[np.int32], NDArray[np.uint8], float]]:
        """Return what the segments hold of a term: units, counts, and the highest share."""
        each = zip(self._segments, self._rise, strict=True)
        found = ((segment.of(term), rise) for segment, rise in each)
        return [(held[0], held[1], held[2] * rise) for held, rise in found if held is not None]

    def _read(self, terms: tuple[tuple[str, float], ...]) -> tuple[_Term, ...]:
        """Return the terms of a query that units hold, those that give most first.

        A term that occurs nowhere counts in what the query could reach with the idf of a term that occurs once: what a unit
        does not say lowers its share.
        """
        weights: dict[str, float] = {}
        for term, weight in terms:
            weights[term] = weights.get(term, 0.0) + weight
        found: list[_Term] = []
        best = 0.0
        for term, weight in weights.items():
            held = self._found(term)
            worth = weight * self._idf(sum(len(units) for units, _, _ in held) or 1)
            best += worth
            if held:
                units, counts = (np.concatenate(each) if len(held) > 1 else each[0] for each in list(zip(*held, strict=True))[:2])
                found.append(_Term(term, units, counts, worth, worth * max(highest for _, _, highest in held)))
        found = [replace(term, worth=term.worth / best, most=term.most / best) for term in found] if best > 0 else []
        return tuple(sorted(found, key=lambda term: -term.most))

    def _given(self, term: _Term) -> NDArray[np.float32]:
        """Return what a term gives each unit that holds it."""
        given: NDArray[np.float32] = np.float32(term.worth) * (term.counts / (term.counts + self._norm[term.units]))
        return given

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
        return self._scored(tuple(terms)).copy()

    def _score(self, terms: tuple[tuple[str, float], ...]) -> NDArray[np.float32]:
        asked = self._asked(terms)
        if not asked:
            return np.zeros(self.size, np.float32)
        units, given = np.concatenate([term.units for term in asked]), np.concatenate([self._given(term) for term in asked])
        return np.bincount(units, given, self.size).astype(np.float32)

    def shares(self, terms: Weighted, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the scores, as ``scores`` gives them, of the units with these numbers, shape (len(numbers),).

        Args:
            terms: features with weights.
            numbers: of units, ascending, each once.
        """
        if self.size <= WHOLE:
            return self._scored(tuple(terms))[numbers]
        return self._shares(self._asked(tuple(terms)), numbers.astype(np.int32)).astype(np.float32)

    def _spare_sums(self) -> NDArray[np.float32]:
        """Return sums that no other thread is using, zero for every unit."""
        try:
            return self._scratch.pop()
        except IndexError:
            return np.zeros(self.size, np.float32)

    def _spare_rows(self) -> NDArray[np.int32]:
        """Return a table of rows that no other thread is using, -1 for every unit."""
        try:
            return self._rows.pop()
        except IndexError:
            return np.full(self.size, -1, np.int32)

    def _shares(self, asked: Sequence[_Term], numbers: NDArray[np.int32]) -> NDArray[np.float64]:
        total, norm = np.zeros(len(numbers), np.float64), self._norm[numbers]
        rows_of = self._spare_rows()
        rows_of[numbers] = np.arange(len(numbers), dtype=np.int32)
        for term in asked:
            if len(term.units) <= LONGER * len(numbers):
                standing = rows_of[term.units]
                inside = standing >= 0
                rows, counts = standing[inside].astype(np.int64), term.counts[inside]
            else:
                rows, counts = _counts_of(term, numbers)
            total[rows] += np.float32(term.worth) * (counts / (counts + norm[rows]))
        rows_of[numbers] = -1
        self._rows.append(rows_of)
        return total

    def search(
        self, terms: Weighted, depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers and scores of at most ``depth`` units that score above 0, highest first, ties by number.

        Args:
            terms: as for ``scores``.
            depth: how many units at most.
            allowed: which units may be found, shape (size,); None for all.
        """
        if self.size <= WHOLE:
            every = self._scored(tuple(terms))
            every = every if allowed is None else every * allowed
            best = top(every, depth)
            return best, every[best]
        asked = self._asked(tuple(terms))
        if allowed is not None and (few := np.flatnonzero(allowed)).size <= NARROW:
            candidates = few.astype(np.int32)
        else:
            candidates = self._candidates(asked, depth, allowed)
        scores = self._shares(asked, candidates).astype(np.float32)
        best = top(scores, depth)
        return candidates[best].astype(np.int64), scores[best]

    def _candidates(self, asked: Sequence[_Term], depth: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int32]:
        """Return units, ascending, among which the best ``depth`` are.

        ``rest[i]`` is what the terms from the i-th on can give a unit at most.
        """
        rest = [*reversed(list(accumulate(term.most for term in reversed(asked)))), 0.0]
        sums = self._spare_sums()
        touched = [np.zeros(0, np.int32)]
        held, bound, read = 0, 0.0, 0
        for read, term in enumerate(asked):
            if held >= depth and len(term.units) * 4 > held:  # only before a long list is it worth the look
                bound = _lowest_of_best(sums, touched, depth)
            if bound > rest[read] + SLACK:
                break
            units, given = term.units, self._given(term)
            if allowed is not None:
                inside = allowed[units]
                units, given = units[inside], given[inside]
            before = sums[units]
            touched.append(units[before == 0])
            held += len(touched[-1])
            sums[units] = before + given
        else:
            read = len(asked)
        units = np.concatenate(touched)
        reached = sums[units]
        sums[units] = 0
        self._scratch.append(sums)
        kept = reached + rest[read] + SLACK >= bound
        units, reached = units[kept], reached[kept]
        order = np.argsort(units)
        return self._narrowed(asked[read:], units[order], reached[order], rest[read:], depth)

    def _narrowed(
        self, asked: Sequence[_Term], units: NDArray[np.int32], reached: NDArray[np.float32], rest: Sequence[float], depth: int
    ) -> NDArray[np.int32]:
        """Return the units that can still be among the best, by the terms that were not read: those are only looked up."""
        for term, left in zip([*asked, None], rest, strict=True):
            if len(units) > depth:
                kept = reached + left + SLACK >= np.partition(reached, len(reached) - depth)[len(reached) - depth]
                units, reached = units[kept], reached[kept]
            if term is not None:
                rows, counts = _counts_of(term, units)
                reached[rows] += np.float32(term.worth) * (counts / (counts + self._norm[units[rows]]))
        return units

    def holding(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the units that hold all terms, in order; all units where there are no terms."""
        if not terms:
            return np.arange(self.size, dtype=np.int64)
        lists = []
        for term in dict.fromkeys(terms):
            held = [units for units, _, _ in self._found(term)]
            if not held:
                return np.zeros(0, np.int64)
            lists.append(np.concatenate(held))
        lists.sort(key=len)
        found = lists[0]
        for units in lists[1:]:
            found = found[_holds(units, found)]
        return found.astype(np.int64)


class _Vocabulary(Collection[str]):
    def __init__(self, segments: Sequence[_Segment]) -> None:
        self._segments = segments

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and any(segment.of(term) is not None for segment in self._segments)

    def __iter__(self) -> Iterator[str]:
        for number, segment in enumerate(self._segments):
            for term in segment.postings.words:
                held = segment.numbers is None or segment.of(term) is not None
                if held and not any(before.of(term) for before in self._segments[:number]):
                    yield term

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _counts_of(term: _Term, numbers: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return which of the units, given in ascending order, hold a term, and how often."""
    at = np.searchsorted(term.units, numbers)
    inside = at < len(term.units)
    inside[inside] = term.units[at[inside]] == numbers[inside]
    return np.flatnonzero(inside), term.counts[at[inside]]


def _holds(units: NDArray[np.int32], wanted: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which of the wanted numbers are among ``units``, both ascending."""
    at = np.minimum(np.searchsorted(units, wanted), len(units) - 1)
    held: NDArray[np.bool_] = units[at] == wanted
    return held


def _lowest_of_best(sums: NDArray[np.float32], touched: Sequence[NDArray[np.int32]], depth: int) -> float:
    """Return the ``depth``-th highest of the sums of the units that were touched, each of which was so once."""
    reached = sums[np.concatenate(touched)]
    return float(np.partition(reached, len(reached) - depth)[len(reached) - depth])


def top(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Return the numbers of at most ``depth`` positive scores, the highest ones first, ties by number.

    Most scores are zero or low. The lowest of the ``depth`` best blocks' maxima is a bound that each of these blocks
    reaches, so at least ``depth`` scores do, and only those few are sorted.
    """
    bound, blocks = np.float32(0), len(scores) // _BLOCK
    if blocks > depth:
        maxima = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        bound = np.partition(maxima, blocks - depth)[blocks - depth]
    found = np.flatnonzero(scores >= bound if bound > 0 else scores > 0)
    return found[np.argsort(-scores[found], kind="stable")[:depth]].astype(np.int64)
