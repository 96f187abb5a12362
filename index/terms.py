"""Texts to numbered terms; a second process helps where there are many texts."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.segment import Segmenter, default_segmenter

CHUNK = 4096  # texts handed over at once
HELPED_FROM = 20_000  # texts; below, the second process takes longer to start than it saves
Chunk = tuple[list[str], NDArray[np.int32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of n texts: those of text i are ``vocabulary[k]`` for k in ``numbers[starts[i]:starts[i + 1]]``."""

    vocabulary: tuple[str, ...]
    numbers: NDArray[np.int32]
    starts: NDArray[np.int64]

    def joined(self, groups: Sequence[Sequence[int]]) -> "Terms":
        """Return the terms of texts put together, each a group of texts by number."""
        order = np.array([text for group in groups for text in group], np.int64)
        lengths = np.diff(self.starts)[order]
        ends = np.cumsum(lengths)
        numbers = self.numbers[np.repeat(self.starts[order] - (ends - lengths), lengths) + np.arange(lengths.sum())]
        last = np.cumsum([len(group) for group in groups])
        return Terms(self.vocabulary, numbers, np.concatenate([[0], np.concatenate([[0], ends])[last]]))

    def compact(self) -> "Terms":
        """Return the same with only the terms that occur, numbered by first occurrence."""
        used, first, inverse = np.unique(self.numbers, return_index=True, return_inverse=True)
        order = np.argsort(first)
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return Terms(tuple(self.vocabulary[n] for n in used[order].tolist()), rank[inverse], self.starts)


class TermCutter:
    """Cuts texts into terms; starts at once in a second process, so that the caller can do other work meanwhile."""

    def __init__(self, texts: Sequence[str], segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._chunks = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
        self._pool: ProcessPoolExecutor | None = None
        self._futures: list[Future[Chunk]] = []
        if len(texts) >= HELPED_FROM and segmenter is default_segmenter() and (os.cpu_count() or 1) > 1:
            # spawned, not forked: the caller may run threads
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
            try:
                self._futures = [self._pool.submit(_cut_by_default, chunk) for chunk in self._chunks]
            except (OSError, RuntimeError):
                self._futures = []

    def result(self, show: Callable[[Iterable[int], str], Iterable[int]]) -> Terms:
        """Return the terms of all texts, in their order."""
        chunks: list[Chunk | None] = [None] * len(self._chunks)
        try:
            for number in show(range(len(chunks) - 1, -1, -1), "分词"):  # from the end: the other process began at the start
                chunks[number] = self._cut(number)
        finally:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
        return _together(chunk for chunk in chunks if chunk is not None)

    def _cut(self, number: int) -> Chunk:
        if number < len(self._futures) and not self._futures[number].cancel():
            try:
                return self._futures[number].result()
            except (OSError, BrokenProcessPool):  # no second process to be had: this one does the work
                self._futures = []
        return cut(self._chunks[number], self._segmenter)


def cut(texts: Sequence[str], segmenter: Segmenter) -> Chunk:
    """Return the terms of the texts once each, their numbers by text, and the number of terms of each text."""
    vocabulary: dict[str, int] = {}
    numbers: list[int] = []
    lengths: list[int] = []
    for text in texts:
        found = [vocabulary.setdefault(term, len(vocabulary)) for term in segmenter.features(text)]
        numbers += found
        lengths.append(len(found))
    return list(vocabulary), np.array(numbers, np.int32), np.array(lengths, np.int64)


def _cut_by_default(texts: Sequence[str]) -> Chunk:
    return cut(texts, default_segmenter())


def _together(chunks: Iterable[Chunk]) -> Terms:
    vocabulary: dict[str, int] = {}
    numbers: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
    lengths: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
    for terms, inside, counts in chunks:
        renumbered = np.array([vocabulary.setdefault(term, len(vocabulary)) for term in terms], np.int32)
        numbers.append(renumbered[inside] if len(inside) else inside)
        lengths.append(counts)
    return Terms(tuple(vocabulary), np.concatenate(numbers), np.cumsum(np.concatenate(lengths)))
