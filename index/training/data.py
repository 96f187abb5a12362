"""Reads the training texts and draws pairs of stretches from them.

A pair is a query side and a document side; each side is up to ``PARTS`` stretches of characters of one long
array (see ``features.featurize``), so that "the article without the words of the query" costs nothing.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.training.features import Featurized, Vocabulary, featurize

PARTS = 3  # stretches of one side: before a hole, after it, and a heading
_SENTENCE_ENDS = "。！？；!?;\n\0"
_FRAGMENT_ENDS = _SENTENCE_ENDS + "，,:："
_SHORTEST = 6  # characters; shorter sentences say too little to be matched


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Reads a gzip file with one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass(frozen=True)
class Spans:
    """Stretches between punctuation marks, in text order.

    Attributes:
        start: (n,) int64 first character.
        end: (n,) int64 character after the last.
        text: (n,) int32 number of the text.
        first: (texts + 1,) int64: spans of text ``i`` are ``first[i]:first[i + 1]``.
    """

    start: np.ndarray
    end: np.ndarray
    text: np.ndarray
    first: np.ndarray


@dataclass
class Corpus:
    """All texts of training in one array, with the stretches that sources draw from.

    Attributes:
        texts: Raw texts by number.
        groups: First and last text number + 1 of each source.
        data: Features, there after ``finish``.
        sentences: Stretches between full stops, there after ``finish``.
        fragments: Stretches between commas, there after ``finish``.
    """

    texts: list[str] = field(default_factory=list)
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)
    data: Featurized = field(init=False)
    sentences: Spans = field(init=False)
    fragments: Spans = field(init=False)

    def add(self, name: str, texts: list[str]) -> None:
        """Appends the texts of one source."""
        self.groups[name] = (len(self.texts), len(self.texts) + len(texts))
        self.texts += texts

    def finish(self, vocabulary: Vocabulary) -> None:
        """Computes the features once all texts are there."""
        self.data = featurize(self.texts, vocabulary)
        self.sentences = _spans(self.data, _SENTENCE_ENDS)
        self.fragments = _spans(self.data, _FRAGMENT_ENDS)


def _spans(data: Featurized, ends: str) -> Spans:
    """Cuts all texts at the given characters; stretches under ``_SHORTEST`` characters are left out."""
    is_end = np.zeros(65536, bool)
    is_end[[ord(char) for char in ends]] = True
    stops = np.flatnonzero(is_end[data.points])
    starts = np.concatenate([[0], stops[:-1] + 1])
    long_enough = stops - starts >= _SHORTEST
    starts, stops = starts[long_enough], stops[long_enough]
    text = np.searchsorted(data.bounds, starts, side="right") - 1
    first = np.searchsorted(text, np.arange(len(data.bounds)))
    return Spans(starts, stops, text.astype(np.int32), first)


@dataclass
class Batch:
    """Sides of a batch before features are gathered.

    Attributes:
        query: (n, PARTS, 2) int64 character bounds; empty stretches are (0, 0).
        document: (m, PARTS, 2) int64; rows from n on are additional negatives.
        group: (m,) int64; documents of one group are no negatives of each other's queries.
        also: (n, m) bool, further documents that are no negatives of a query; None if the groups say all.
    """

    query: np.ndarray
    document: np.ndarray
    group: np.ndarray
    also: np.ndarray | None = None


def empty(n: int) -> np.ndarray:
    """Returns n sides without any stretch."""
    return np.zeros((n, PARTS, 2), np.int64)


class Sources:
    """Draws batches from the corpus; every method returns pairs of one kind."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        """Keeps the corpus and its own random numbers."""
        self.corpus = corpus
        self.rng = np.random.default_rng(seed)
        self.pairs: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}

    def _texts(self, name: str, n: int, run: int = 1) -> np.ndarray:
        """Draws text numbers of one source, in runs of neighbouring texts (harder negatives)."""
        low, high = self.corpus.groups[name]
        heads = self.rng.integers(low, high - run + 1, -(-n // run))
        return (heads[:, None] + np.arange(run)).ravel()[:n]

    def _pick(self, spans: Spans, texts: np.ndarray, skip: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Draws one span of each text; returns its number and whether the text has one.

        Args:
            spans: Where to draw.
            texts: (n,) text numbers.
            skip: Leading spans that are never drawn (title, first sentence).
        """
        low, high = spans.first[texts] + skip, spans.first[texts + 1]
        ok = high > low
        pick = low + (self.rng.random(len(texts)) * np.maximum(high - low, 1)).astype(np.int64)
        return np.where(ok, pick, 0), ok

    def neighbours(self, name: str, n: int, run: int) -> Batch:
        """A sentence, or a fragment of it, against the sentence or two beside it."""
        spans = self.corpus.sentences
        texts = self._texts(name, n, run)
        at, ok = self._pick(spans, texts)
        ahead = self.rng.random(n) < 0.5
        step = 1 + (self.rng.random(n) < 0.3)
        one = np.where(ahead, at + 1, at - step)
        last = np.where(ahead, at + step, at - 1)
        ok &= (one >= spans.first[texts]) & (last < spans.first[texts + 1])
        one, last, at, texts = one[ok], last[ok], at[ok], texts[ok]
        query, document = empty(len(at)), empty(len(at))
        query[:, 0] = self._fragment(spans.start[at], spans.end[at], 0.5)
        document[:, 0] = np.stack([spans.start[one], spans.end[last]], 1)
        return Batch(query, document, texts.astype(np.int64))

    def lead(self, name: str, n: int) -> Batch:
        """The first sentence of a text against a window of its later ones."""
        spans = self.corpus.sentences
        texts = self._texts(name, n)
        at, ok = self._pick(spans, texts, skip=1)
        texts, at = texts[ok], at[ok]
        last = np.minimum(at + self.rng.integers(0, 3, len(at)), spans.first[texts + 1] - 1)
        query, document = empty(len(at)), empty(len(at))
        head = spans.first[texts]
        query[:, 0] = self._fragment(spans.start[head], spans.end[head], 0.3)
        document[:, 0] = np.stack([spans.start[at], spans.end[last]], 1)
        return Batch(query, document, texts.astype(np.int64))

    def _fragment(self, start: np.ndarray, end: np.ndarray, share: float) -> np.ndarray:
        """Cuts a share of the stretches down to one comma fragment; returns (n, 2) bounds."""
        spans = self.corpus.fragments
        low = np.searchsorted(spans.start, start)
        high = np.searchsorted(spans.end, end, side="right")
        pick = low + (self.rng.random(len(start)) * np.maximum(high - low, 1)).astype(np.int64)
        pick = np.minimum(pick, len(spans.start) - 1)
        cut = (high > low) & (self.rng.random(len(start)) < share)
        return np.stack([np.where(cut, spans.start[pick], start), np.where(cut, spans.end[pick], end)], 1)

    def cloze(self, name: str, n: int, run: int, title_share: float = 0.7, keep: float = 0.3) -> Batch:
        """A fragment of an article against the article, mostly without the fragment.

        Args:
            name: Source whose texts begin with heading lines that end in a newline.
            n: Pairs to draw.
            run: Neighbouring articles drawn together.
            title_share: Share of documents that keep their heading.
            keep: Share of documents that keep the fragment as well (so matching words count).
        """
        texts = self._texts(name, n, run)
        body, whole_end = self.body[texts], self.corpus.data.bounds[texts + 1] - 1
        spans = self.corpus.fragments
        low = np.searchsorted(spans.start, body)
        high = np.searchsorted(spans.end, whole_end, side="right")
        pick = np.minimum(low + (self.rng.random(n) * np.maximum(high - low, 1)).astype(np.int64), len(spans.start) - 1)
        last = np.minimum(pick + self.rng.integers(0, 2, n), high - 1)
        ok = high - low >= 2
        query, document = empty(n), empty(n)
        query[:, 0] = np.stack([spans.start[pick], spans.end[np.maximum(last, pick)]], 1)
        with_title = self.rng.random(n) < title_share
        head = np.stack([self.corpus.data.bounds[texts], body], 1)
        document[:, 0] = np.where(with_title[:, None], head, 0)
        document[:, 1] = np.stack([body, query[:, 0, 0]], 1)
        document[:, 2] = np.stack([query[:, 0, 1], whole_end], 1)
        full = self.rng.random(n) < keep
        document[full, 1] = np.stack([body, whole_end], 1)[full]
        document[full, 2] = 0
        return Batch(query[ok], document[ok], texts[ok].astype(np.int64))

    def headings(self, name: str, n: int, run: int) -> Batch:
        """Title and section of an article against its text."""
        texts = self._texts(name, n, run)
        query, document = empty(n), empty(n)
        query[:, 0] = np.stack([self.corpus.data.bounds[texts], self.body[texts]], 1)
        document[:, 0] = np.stack([self.body[texts], self.corpus.data.bounds[texts + 1] - 1], 1)
        return Batch(query, document, texts.astype(np.int64))

    def beside(self, name: str, n: int, run: int) -> Batch:
        """An article against the next but one at most."""
        texts = self._texts(name, n, run)
        other = np.minimum(texts + self.rng.integers(1, 3, n), self.corpus.groups[name][1] - 1)
        ok = (self.section[texts] == self.section[other]) & (texts != other)
        query, document = empty(n), empty(n)
        query[:, 0] = self._fragment(self.body[texts], self.corpus.data.bounds[texts + 1] - 1, 0.7)
        document[:, 0] = np.stack([self.body[other], self.corpus.data.bounds[other + 1] - 1], 1)
        return Batch(query[ok], document[ok], self.section[texts[ok]].astype(np.int64))

    def add_pairs(self, name: str, query: np.ndarray, document: np.ndarray, group: np.ndarray) -> None:
        """Registers ready pairs: (n, PARTS, 2) sides and (n,) group numbers."""
        self.pairs[name] = (query, document, group)

    def ready(self, name: str, n: int) -> Batch:
        """Draws registered pairs (without replacement where there are enough)."""
        query, document, group = self.pairs[name]
        pick = self.rng.permutation(len(query))[:n]
        return Batch(query[pick], document[pick], group[pick])

    def prepare(self) -> None:
        """Finds where the body of each article begins and which neighbours share a section."""
        texts = self.corpus.texts
        self.body = self.corpus.data.bounds[:-1].copy()
        self.section = np.zeros(len(texts), np.int64)
        newline = np.flatnonzero(self.corpus.data.points == ord("\n"))
        for name, lines in (("laws", 2), ("statutes", 1)):
            if name not in self.corpus.groups:
                continue
            low, high = self.corpus.groups[name]
            first = np.searchsorted(newline, self.corpus.data.bounds[low:high])
            self.body[low:high] = newline[first + lines - 1] + 1
        if "laws" in self.corpus.groups:
            low, high = self.corpus.groups["laws"]
            keys: dict[str, int] = defaultdict(lambda: len(keys))
            self.section[low:high] = [keys["\n".join(text.split("\n", 2)[:2])] for text in texts[low:high]]
