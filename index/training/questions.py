"""Batches of questions: STARD's, everyday phrasings of official sentences, the plan's question bank."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from index.training.data import Batch, Corpus, empty
from index.training.noise import mistype


def whole(corpus: Corpus, texts: np.ndarray) -> np.ndarray:
    """Returns sides that hold the whole of each text, (n, PARTS, 2)."""
    sides = empty(len(texts))
    sides[:, 0, 0] = corpus.data.bounds[texts]
    sides[:, 0, 1] = corpus.data.bounds[np.asarray(texts) + 1] - 1
    return sides


@dataclass(frozen=True)
class QuestionSet:
    """Questions with the number of what answers them.

    Attributes:
        queries: (n,) text numbers of the questions.
        noisy: (n,) text numbers of the same questions with typing errors.
        answers: (n,) text numbers of one answer each.
        parts: (n,) text numbers of the words in the answer that answer it; empty texts where unknown.
        groups: (n,) int64, equal for questions that one answer serves.
        held: (n,) bool, questions kept out of training.
    """

    queries: np.ndarray
    noisy: np.ndarray
    answers: np.ndarray
    parts: np.ndarray
    groups: np.ndarray
    held: np.ndarray


def add_questions(
    corpus: Corpus, name: str, questions: list[str], table: dict[str, list[str]], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Adds questions and a mistyped copy of each; returns the text numbers of both."""
    corpus.add(name, questions)
    corpus.add(f"{name}_noisy", [mistype(question, table, rng) for question in questions])
    return np.arange(*corpus.groups[name]), np.arange(*corpus.groups[f"{name}_noisy"])


class QuestionSources:
    """Draws batches of questions with what answers them."""

    def __init__(self, corpus: Corpus, seed: int, typos: float = 0.25) -> None:
        """Keeps the corpus, its own random numbers and the share of mistyped questions."""
        self.corpus, self.typos = corpus, typos
        self.rng = np.random.default_rng(seed)

    def _ask(self, questions: QuestionSet, pick: np.ndarray) -> np.ndarray:
        """Sides of the questions, some mistyped."""
        noisy = self.rng.random(len(pick)) < self.typos
        return whole(self.corpus, np.where(noisy, questions.noisy[pick], questions.queries[pick]))

    def answers(self, questions: QuestionSet, n: int, part_share: float = 0.4) -> Batch:
        """Questions against their answers, or against the words that answer them where those are known."""
        pick = self.rng.permutation(np.flatnonzero(~questions.held))[:n]
        document = whole(self.corpus, questions.answers[pick])
        part = whole(self.corpus, questions.parts[pick])
        use = (part[:, 0, 1] - part[:, 0, 0] > 7) & (self.rng.random(len(pick)) < part_share)
        document[use] = part[use]
        return Batch(self._ask(questions, pick), document, questions.groups[pick])

    def alike(self, questions: QuestionSet, n: int) -> Batch:
        """Questions against other questions that have the same answer."""
        ids = np.flatnonzero(~questions.held)
        pick = self.rng.permutation(ids)[:n]
        order = ids[np.argsort(questions.groups[ids], kind="stable")]
        sorted_groups = questions.groups[order]
        low = np.searchsorted(sorted_groups, questions.groups[pick])
        high = np.searchsorted(sorted_groups, questions.groups[pick], side="right")
        other = order[low + (self.rng.random(len(pick)) * (high - low)).astype(np.int64)]
        pick, other = pick[pick != other], other[pick != other]
        return Batch(self._ask(questions, pick), whole(self.corpus, questions.queries[other]), questions.groups[pick])


@dataclass(frozen=True)
class Stard:
    """Lay legal questions and the statutes.

    Attributes:
        queries: (n,) text numbers; ``noisy`` the mistyped copies.
        gold: Article numbers (from 0) of each question.
        first: Text number of the first article.
        count: Number of articles.
        held: (n,) bool, questions kept out of training.
        public: The first so many are STARD's, the others this project's.
    """

    queries: np.ndarray
    noisy: np.ndarray
    gold: list[list[int]]
    first: int
    count: int
    held: np.ndarray
    public: int

    def split(self) -> tuple[Stard, Stard]:
        """STARD's questions and this project's, each with the others held."""
        own = np.arange(len(self.gold)) >= self.public
        return replace(self, held=self.held | own), replace(self, held=self.held | ~own)

    def positives(self) -> sparse.csr_matrix:
        """(n, count) bool: which articles answer which question."""
        rows = np.repeat(np.arange(len(self.gold)), [len(articles) for articles in self.gold])
        columns = np.concatenate([np.array(articles) for articles in self.gold])
        return sparse.csr_matrix((np.ones(len(rows), bool), (rows, columns)), shape=(len(self.gold), self.count))


class StardSource:
    """Draws lay questions with one of their articles and random other articles.

    The random articles matter: with the other questions' articles alone as negatives the model never learns which
    parts of the law people do not ask about.
    """

    def __init__(self, corpus: Corpus, stard: Stard, seed: int, negatives: int, typos: float = 0.1) -> None:
        """Keeps what to draw from and how many random articles join a batch."""
        self.corpus, self.stard, self.negatives, self.typos = corpus, stard, negatives, typos
        self.rng = np.random.default_rng(seed)
        self.known = stard.positives()

    def draw(self, n: int) -> Batch:
        """Returns up to n questions, each with one article of its own."""
        stard, rng = self.stard, self.rng
        pick = rng.permutation(np.flatnonzero(~stard.held))[:n]
        own = np.array([stard.gold[i][rng.integers(len(stard.gold[i]))] for i in pick])
        articles = np.concatenate([own, rng.integers(0, stard.count, self.negatives)])
        noisy = rng.random(len(pick)) < self.typos
        query = whole(self.corpus, np.where(noisy, stard.noisy[pick], stard.queries[pick]))
        group = -1 - np.arange(len(articles))  # the table of known answers says all, groups nothing
        return Batch(query, whole(self.corpus, stard.first + articles), group, self.known[pick][:, articles].toarray())
