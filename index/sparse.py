"""BM25 over segmented text (bm25s), with scores as a share of what the query could reach."""

import json
import logging
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.terms import Terms

_BLOCK = 32  # scores whose maximum is taken at once; 16 to 64 are equally fast
# Robertson et al.; k1 and b as Lucene has them
K1, B = 1.2, 0.75


class SparseIndex:
    """BM25 scores of one kind of unit (sentences, clauses, questions)."""

    def __init__(
        self,
        vocabulary: dict[str, int],
        data: NDArray[np.float32],
        units: NDArray[np.int32],
        starts: NDArray[np.int64],
        size: int,
    ) -> None:
        self.vocabulary = vocabulary
        self.data, self.units, self.starts, self.size = data, units, starts, size
        counts = np.diff(starts)
        self.idf = np.log1p((size - counts + 0.5) / (counts + 0.5)).astype(np.float32)

    @classmethod
    def build(cls, features: Sequence[Sequence[str]]) -> "SparseIndex":
        """Return the index of units, each given by its features."""
        vocabulary: dict[str, int] = {}
        numbers = [vocabulary.setdefault(term, len(vocabulary)) for unit in features for term in unit]
        starts = np.cumsum([0, *(len(unit) for unit in features)])
        return cls.of(Terms(tuple(vocabulary), np.array(numbers, np.int32), starts))

    @classmethod
    def of(cls, terms: Terms) -> "SparseIndex":
        """Return the index of units, each given by its numbered terms; every term must occur."""
        import bm25s  # 0.2 s with scipy, which opening an index need not wait for

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # the library sets itself to DEBUG
        vocabulary, size = {term: number for number, term in enumerate(terms.vocabulary)}, len(terms.starts) - 1
        if not vocabulary:
            return cls({}, np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64), size)
        ids = [terms.numbers[start:end].tolist() for start, end in pairwise(terms.starts.tolist())]
        engine = bm25s.BM25(k1=K1, b=B, method="lucene")
        engine.index((ids, vocabulary), show_progress=False, create_empty_token=False)
        scores = engine.scores
        return cls(
            vocabulary, np.asarray(scores["data"], np.float32), np.asarray(scores["indices"], np.int32),
            np.asarray(scores["indptr"], np.int64), size,
        )  # fmt: skip

    def number(self, term: str) -> int | None:
        """Return the number of a term, None where no unit holds it."""
        return self.vocabulary.get(term)

    def asked(self, terms: Iterable[tuple[str, float]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers of the terms that units hold, shape (n,), and weights with which their scores add up to a share.

        A term that occurs nowhere counts in what the query could reach with the idf of a term that occurs once: what a unit
        does not say lowers its share. ``terms`` are features with weights.
        """
        asked = [(self.vocabulary.get(term), weight) for term, weight in terms]
        numbers = np.array([number for number, _ in asked if number is not None], np.int64)
        weights = np.array([weight for number, weight in asked if number is not None], np.float32)
        unseen = np.log1p((self.size - 0.5) / 1.5) if self.size else 0.0
        best = float(weights @ self.idf[numbers]) + sum(weight for number, weight in asked if number is None) * unseen
        if not len(numbers) or best <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return numbers, weights / np.float32(best)

    def rows(self, begin: int, end: int) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Return the numbers of the terms and their scores of each unit from ``begin`` up to ``end``."""
        at = np.flatnonzero((self.units >= begin) & (self.units < end))
        order = np.argsort(self.units[at], kind="stable")
        at = at[order]
        terms = np.searchsorted(self.starts, at, side="right") - 1
        cuts = np.searchsorted(self.units[at], np.arange(begin + 1, end))
        return list(zip(np.split(terms, cuts), np.split(self.data[at], cuts), strict=True))

    def scores(self, terms: Iterable[tuple[str, float]]) -> NDArray[np.float32]:
        """Return the BM25 score of every unit, shape (size,), as a share in [0, 1) of the query's maximum.

        ``terms`` are as for ``asked``.
        """
        numbers, weights = self.asked(terms)
        starts = self.starts[numbers]
        counts = self.starts[numbers + 1] - starts
        # all postings of the terms in one go: scipy's product over chosen columns costs five times as much in checks
        at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
        total = np.bincount(self.units[at], self.data[at] * np.repeat(weights, counts), self.size)
        return total.astype(np.float32)

    def search(
        self, terms: Iterable[tuple[str, float]], depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers and shares of at most ``depth`` units whose share is above 0, highest first, ties by number.

        Args:
            terms: as for ``scores``.
            depth: how many units at most.
            allowed: which units may be found, shape (size,); None for all.
        """
        scores = self.scores(terms)
        if allowed is not None:
            scores *= allowed
        numbers = top(scores, depth)
        return numbers, scores[numbers]

    def shares(self, terms: Iterable[tuple[str, float]], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the shares of the units with these numbers, shape (len(numbers),)."""
        return self.scores(terms)[numbers]

    def holding(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the units that hold all terms, in order; all units where there are no terms."""
        found = np.arange(self.size, dtype=np.int64)
        for term in terms:
            number = self.vocabulary.get(term)
            if number is None:
                return found[:0]
            found = np.intersect1d(found, self.units[self.starts[number] : self.starts[number + 1]], assume_unique=True)
        return found

    def save(self, folder: Path) -> None:
        """Write the arrays and the vocabulary into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("data", "units", "starts"):
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        terms = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        (folder / "vocabulary.json").write_text(json.dumps({"size": self.size, "terms": terms}, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path, *, shared: bool = False) -> "SparseIndex":
        """Read what ``save`` wrote; ``shared`` maps the arrays."""
        stored = json.loads((folder / "vocabulary.json").read_text("utf-8"))
        data, units, starts = (load_array(folder / f"{name}.npy", shared=shared) for name in ("data", "units", "starts"))
        return cls({term: number for number, term in enumerate(stored["terms"])}, data, units, starts, stored["size"])

    def only(self, kept: NDArray[np.bool_]) -> "SparseIndex":
        """Return the index of some of the units, shape (size,), in the same order; the words of the others are gone.

        A score keeps the mean length of all units, until the index is built anew.
        """
        held = kept[self.units]
        counts = np.add.reduceat(np.append(held, False), self.starts[:-1]) * (np.diff(self.starts) > 0)
        left = np.flatnonzero(counts)
        terms = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        numbers = np.cumsum(kept) - 1
        return type(self)(
            {terms[term]: number for number, term in enumerate(left.tolist())}, self.data[held],
            numbers[self.units[held]].astype(np.int32), np.concatenate([[0], np.cumsum(counts[left])]), int(kept.sum()),
        )  # fmt: skip


def load_array(path: Path, *, shared: bool) -> NDArray[Any]:
    """Return a saved array; ``shared`` maps the file instead of reading it."""
    return np.asarray(np.load(path, mmap_mode="r" if shared else None, allow_pickle=False))


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
