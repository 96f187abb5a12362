"""The evidence that a sentence answers a question: one row of named signals a candidate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.apart import SIGNED
from index.background import Scales
from index.build import SearchArrays, Units

DEPTH = 200  # units that each search contributes; 0.99 of the right ones are among 200 at 55,602 articles (docs/retrieval.md)
NAMES = (
    "dense_sentence",  # cosine of question and sentence
    "dense_clause",  # cosine of question and clause with its headings
    "bm25_sentence",  # BM25 share of the sentence
    "bm25_clause",  # BM25 share of the clause with its headings
    "bm25_synonyms",  # BM25 share of what the lexicon adds to the question
    "bank_dense",  # cosine to the nearest bank question that asks for the sentence
    "bank_bm25",  # BM25 share of that question
    "bank_top",  # 1 for the sentence of the nearest bank question of all, by the mean of the two
    "facet",  # share of the figures asked for (a rate, an amount, a count …) of which the sentence states one
    "year",  # 1 if the sentence or its clause names a year that the question names, -1 if it names only others
    "measure",  # 1 if support is asked for and the sentence says what is done, -1 if it says what was reached
    "phrase",  # share of the phrases quoted in the question that the sentence holds
    "length",  # logarithm of the sentence's characters over 40: a title-like sentence answers little
    "law_dense",  # the best "dense_clause" of the candidates of the same law: a law about the matter has the right article
    "foreign",  # 1 minus the weight of the document: another place's rule, an older version
)
_LAW, _FOREIGN = NAMES.index("law_dense"), NAMES.index("foreign")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇0-9]+条(?:之[一二三四五六七八九十]+)?$")
_BLOCK = 32  # scores whose maximum is taken at once; 16 to 64 are equally fast


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences with their signals: ``sentences`` (n,), ``signals`` (n, len(NAMES))."""

    sentences: NDArray[np.int64]
    signals: NDArray[np.float32]


class SignalSource:
    """Computes signals over one index."""

    def __init__(self, units: Units, arrays: SearchArrays, scales: Scales) -> None:
        """Keep the index; ``scales`` make its cosines those that the weights were fitted on."""
        self.units, self.arrays, self.scales = units, arrays, scales
        self._by_sentence = np.argsort(units.question_sentence, kind="stable")
        self._asked, self._asked_first = np.unique(units.question_sentence[self._by_sentence], return_index=True)
        self.first_sentence = np.searchsorted(units.sentence_clause, np.arange(len(units.clauses) + 1))
        self.sentence_passage = units.clause_passage()[units.sentence_clause]
        self._passage_first = np.searchsorted(self.sentence_passage, np.arange(int(self.sentence_passage[-1]) + 2))
        signed = np.array([clause.path == SIGNED for clause in units.clauses], bool)
        self._matter = ~signed[units.sentence_clause]  # who signed on which day is a fact of a document, and states nothing else
        self.sentence_document = units.clause_document[units.sentence_clause]
        self._passage_document = self.sentence_document[self._passage_first[:-1]]
        laws: dict[str, int] = {}
        law = [laws.setdefault(_ARTICLE.sub("", document.title), len(laws)) for document in units.documents]
        self._passage_law = np.array(law, np.int32)[self._passage_document]

    def questions_of(self, sentence: int) -> NDArray[np.int64]:
        """Return the numbers of the bank questions that ask for a sentence."""
        at = int(np.searchsorted(self._asked, sentence))
        if at == len(self._asked) or self._asked[at] != sentence:
            return np.zeros(0, np.int64)
        end = self._asked_first[at + 1] if at + 1 < len(self._asked) else len(self._by_sentence)
        return self._by_sentence[self._asked_first[at] : end]

    def candidates(
        self, vector: NDArray[np.float32], terms: Sequence[tuple[str, float]], added: Sequence[tuple[str, float]],
        weights: NDArray[np.float32], *, nearness: NDArray[np.float32] | None = None, without: NDArray[np.int64] | None = None,
    ) -> Candidates:  # fmt: skip
        """Return the candidates for a question and their signals.

        Args:
            vector: unit vector of the question, shape (d,).
            terms: weighted features of the question.
            added: weighted features that the lexicon adds.
            weights: document weights in [0, 1], shape (n_documents,); 0 leaves the document out of every search.
            nearness: of the bank questions, as ``nearness`` gives it; computed where it is None.
            without: numbers of bank questions to leave out, for fitting on the bank itself.
        """
        arrays, documents = self.arrays, self.sentence_document
        allowed = weights > 0
        allowed_sentence, allowed_clause = allowed[documents], allowed[self._passage_document]
        sparse_sentence = arrays.sentences_sparse.scores(terms) * allowed_sentence
        sparse_clause = arrays.clauses_sparse.scores(terms) * allowed_clause
        sparse_added = (
            arrays.clauses_sparse.scores(added) * allowed_clause if added else np.zeros(len(allowed_clause), np.float32)
        )
        added_sentence = arrays.sentences_sparse.scores(added) if added else np.zeros(len(documents), np.float32)
        if nearness is None:
            (nearness,) = self.nearness(vector[None])
        bank_dense, bank_sparse = self._bank(nearness, terms, without)
        passages = self._passages(vector, sparse_sentence, sparse_clause, sparse_added, bank_dense, bank_sparse, allowed_clause)
        sentences = self._sentences_of(passages)
        sentences = sentences[self._matter[sentences]]
        holder = self.sentence_passage[sentences]
        nearness = self.scales.clause.of(arrays.clauses_dense.cosines(vector, passages))
        at = np.searchsorted(passages, holder)
        matrix = np.zeros((len(sentences), len(NAMES)), np.float32)
        matrix[:, 0] = self.scales.sentence.of(arrays.sentences_dense.cosines(vector, sentences))
        matrix[:, 1] = nearness[at]
        matrix[:, 2] = sparse_sentence[sentences]
        matrix[:, 3] = sparse_clause[holder]
        matrix[:, 4] = 0.5 * added_sentence[sentences] + 0.5 * sparse_added[holder]
        matrix[:, 5] = bank_dense[sentences]
        matrix[:, 6] = bank_sparse[sentences]
        agreement = matrix[:, 5] + matrix[:, 6]
        matrix[:, _LAW] = self._best_of_law(passages, nearness)[at]
        matrix[:, _FOREIGN] = 1 - weights[documents[sentences]]
        matrix[:, 7] = (agreement >= agreement.max(initial=0.0) - 1e-6) & (agreement > 0)
        return Candidates(sentences, matrix)

    def own(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near the nearest sentence or clause is to each of n questions, shape (n,), as the dense signals are.

        Args:
            vectors: unit vectors, shape (n, d).
        """
        sentences, clauses = self.arrays.sentences_dense.highest(vectors), self.arrays.clauses_dense.highest(vectors)
        return np.maximum(self.scales.sentence.of(sentences), self.scales.clause.of(clauses))

    def nearness(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each bank question is to each of n questions, shape (n, n_questions), 0 or higher.

        Args:
            vectors: unit vectors, shape (n, d).
        """
        if not self.units.questions:
            return np.zeros((len(vectors), 0), np.float32)
        return np.maximum(self.scales.question.of(np.ascontiguousarray((self.arrays.question_vectors @ vectors.T).T)), 0)

    def _bank(
        self, nearness: NDArray[np.float32], terms: Sequence[tuple[str, float]], without: NDArray[np.int64] | None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        size = len(self.sentence_document)
        dense, sparse = np.zeros(size, np.float32), np.zeros(size, np.float32)
        if not self.units.questions:
            return dense, sparse
        share = self.arrays.questions_sparse.scores(terms)
        if without is not None:
            nearness = nearness.copy()
            nearness[without], share[without] = 0, 0
        dense[self._asked] = np.maximum.reduceat(nearness[self._by_sentence], self._asked_first)
        sparse[self._asked] = np.maximum.reduceat(share[self._by_sentence], self._asked_first)
        return dense, sparse

    def _passages(
        self,
        vector: NDArray[np.float32],
        sparse_sentence: NDArray[np.float32],
        sparse_clause: NDArray[np.float32],
        sparse_added: NDArray[np.float32],
        bank_dense: NDArray[np.float32],
        bank_sparse: NDArray[np.float32],
        allowed: NDArray[np.bool_],
    ) -> NDArray[np.int64]:
        if np.count_nonzero(allowed) <= DEPTH:
            return np.flatnonzero(allowed)  # all of them are among the nearest
        found: list[NDArray[np.integer]] = [_top(sparse_clause, DEPTH), _top(sparse_added, DEPTH // 4)]
        holder = self.sentence_passage
        found += [holder[_top(scores, DEPTH)] for scores in (sparse_sentence, bank_dense + bank_sparse)]
        found.append(holder[self.arrays.sentences_dense.search(vector, DEPTH, allowed[holder])[0]])
        found.append(self.arrays.clauses_dense.search(vector, DEPTH, allowed)[0])
        numbers = np.unique(np.concatenate(found)).astype(np.int64)
        return numbers[allowed[numbers]]

    def _best_of_law(self, passages: NDArray[np.int64], nearness: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each passage the highest cosine among the passages of its law."""
        laws, at = np.unique(self._passage_law[passages], return_inverse=True)
        best = np.full(len(laws), -np.inf, np.float32)
        np.maximum.at(best, at, nearness)
        return best[at]

    def _sentences_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        starts, ends = self._passage_first[passages], self._passage_first[passages + 1]
        counts = ends - starts
        return np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())


def _top(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Return the numbers of at most ``depth`` positive scores, the highest ones.

    Most scores are zero or low. The lowest of the ``depth`` best blocks' maxima is a bound that each of these blocks
    reaches, so at least ``depth`` scores do, and only those few are partitioned.
    """
    bound, blocks = np.float32(0), len(scores) // _BLOCK
    if blocks > depth:
        maxima = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        bound = np.partition(maxima, blocks - depth)[blocks - depth]
    found = np.flatnonzero(scores >= bound if bound > 0 else scores > 0)
    if len(found) > depth:
        found = found[np.argpartition(-scores[found], depth - 1)[:depth]]
    return found.astype(np.int64)
