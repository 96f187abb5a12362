"""The evidence that a sentence answers a question: one row of named signals a candidate."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.backend import Allowed, Terms
from index.background import Scales
from index.build import SearchArrays
from index.sparse import top
from index.units import Units

DEPTH = 200  # units that each search contributes; 0.99 of the right ones are among 200 at 55,602 articles (docs/retrieval.md), …
# … and of fewer passages one in so many, but not less than LEAST: over 62 documents (2,544 passages) 1,000 answers are the same
# to the letter with 200, 64 and 40, and a question takes a twentieth less with 64
ONE_IN, LEAST = 40, 64
SAME = 2  # bank questions that ask for the same sentence, about; so many times as many may bring in their sentences
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
    "law_bm25",  # how far the best "bm25_clause" of its law is below the best of all: a text on the matter has its words
    "foreign",  # 1 minus the weight of the document: another place's rule, an older version
)
_LAW, _LAW_WORDS, _FOREIGN = NAMES.index("law_dense"), NAMES.index("law_bm25"), NAMES.index("foreign")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇0-9]+条(?:之[一二三四五六七八九十]+)?$")


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
        self.backend = arrays.backend
        self._by_sentence = np.argsort(units.question_sentence, kind="stable")
        self._asked, first = np.unique(units.question_sentence[self._by_sentence], return_index=True)
        self._asked_first = np.append(first, len(self._by_sentence))
        self._asked_place = np.full(len(units.sentence_clause), -1, np.int64)  # of each sentence among those; -1 for the others
        self._asked_place[self._asked] = np.arange(len(self._asked))
        self._place_asked = self._asked_place[units.question_sentence]  # of what each bank question asks for
        self.first_sentence = np.searchsorted(units.sentence_clause, np.arange(len(units.clauses) + 1))
        self.sentence_passage = units.clause_passage[units.sentence_clause]
        self._passage_first = np.searchsorted(self.sentence_passage, np.arange(int(self.sentence_passage[-1]) + 2))
        # who signed on which day is a fact of a document, a list of annexes names them: neither states anything else
        self._matter = ~units.clause_beside[units.sentence_clause]
        self.sentence_document = units.clause_document[units.sentence_clause]
        self._passage_document = self.sentence_document[self._passage_first[:-1]]
        self._document_first = np.searchsorted(self._passage_document, np.arange(len(units.documents) + 1))
        self._document_passages = np.diff(self._document_first)
        self._depth = depth_of(len(self._passage_document))
        laws: dict[str, int] = {}
        law = [laws.setdefault(_ARTICLE.sub("", document.title), len(laws)) for document in units.documents]
        self._laws, self._passage_law = len(laws), np.array(law, np.int64)[self._passage_document]

    def questions_of(self, sentence: int) -> NDArray[np.int64]:
        """Return the numbers of the bank questions that ask for a sentence."""
        at = int(np.searchsorted(self._asked, sentence))
        if at == len(self._asked) or self._asked[at] != sentence:
            return np.zeros(0, np.int64)
        return self._by_sentence[self._asked_first[at] : self._asked_first[at + 1]]

    def candidates(
        self, vector: NDArray[np.float32], terms: Terms, added: Terms,
        weights: NDArray[np.float32], *, without: NDArray[np.int64] | None = None,
    ) -> Candidates:  # fmt: skip
        """Return the candidates for a question and their signals.

        Args:
            vector: unit vector of the question, shape (d,).
            terms: weighted features of the question.
            added: weighted features that the lexicon adds.
            weights: document weights in [0, 1], shape (n_documents,); 0 leaves the document out of every search.
            without: numbers of bank questions to leave out, for fitting on the bank itself.
        """
        backend, allowed = self.backend, allowed_of(weights)
        share = self._share(terms, without)
        passages = self._passages(vector, terms, added, share, without, allowed)
        sentences = _ranges(self._passage_first, passages)
        sentences = sentences[self._matter[sentences]]
        nearness = self.scales.clause.of(backend.cosines("clause", vector, passages))
        at = np.searchsorted(passages, self.sentence_passage[sentences])
        asked, asking = self._among_asked(sentences)
        matrix = np.zeros((len(sentences), len(NAMES)), np.float32)
        matrix[:, 0] = self.scales.sentence.of(backend.cosines("sentence", vector, sentences))
        matrix[:, 1] = nearness[at]
        matrix[:, 2] = backend.shares("sentence", terms, sentences)
        words = backend.shares("clause", terms, passages)
        matrix[:, 3] = words[at]
        if added:
            own, held = backend.shares("sentence", added, sentences), backend.shares("clause", added, passages)
            matrix[:, 4] = 0.5 * own + 0.5 * held[at]
        matrix[asked, 5] = self._nearness(vector, asking, without)
        matrix[asked, 6] = share[asking]
        agreement = matrix[:, 5] + matrix[:, 6]
        matrix[:, _LAW] = self._best_of_law(passages, nearness)[at]
        matrix[:, _LAW_WORDS] = self._best_of_law(passages, words)[at] - words.max(initial=0.0)
        matrix[:, _FOREIGN] = 1 - weights[self.sentence_document[sentences]]
        matrix[:, 7] = (agreement >= agreement.max(initial=0.0) - 1e-6) & (agreement > 0)
        return Candidates(sentences, matrix)

    def own(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near the nearest sentence or clause is to each of n questions, shape (n,), as the dense signals are.

        Args:
            vectors: unit vectors, shape (n, d).
        """
        sentences, clauses = self.backend.highest("sentence", vectors), self.backend.highest("clause", vectors)
        return np.maximum(self.scales.sentence.of(sentences), self.scales.clause.of(clauses))

    def _share(self, terms: Terms, without: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Return the share of the best bank question of each sentence that one asks for, shape (n_asked,)."""
        if not self.units.questions:
            return np.zeros(0, np.float32)
        share = self.arrays.questions_sparse.scores(terms)
        if without is not None:
            share[without] = 0
        best = np.zeros(len(self._asked), np.float32)
        np.maximum.at(best, self._place_asked, share)  # a quarter of the time of reduceat over the questions in order
        return best

    def _nearest(self, vector: NDArray[np.float32], without: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Return the nearness of each sentence that one of the nearest bank questions asks for, 0 for the others, (n_asked,)."""
        near = np.zeros(len(self._asked), np.float32)
        numbers, cosines = self.arrays.questions_dense.search(
            vector, SAME * self._depth + (0 if without is None else len(without))
        )
        kept = slice(None) if without is None else ~np.isin(numbers, without)
        np.maximum.at(near, self._place_asked[numbers[kept]], self.scales.question.of(cosines[kept]))
        return near

    def _nearness(
        self, vector: NDArray[np.float32], asking: NDArray[np.int64], without: NDArray[np.int64] | None
    ) -> NDArray[np.float32]:
        """Return how near the nearest bank question of some of the sentences that are asked for is, 0 or higher.

        Args:
            vector: unit vector of the question, shape (d,).
            asking: places of the sentences among all that are asked for, shape (n,); the result has its order.
            without: numbers of bank questions to leave out.
        """
        numbers = self._by_sentence[_ranges(self._asked_first, asking)]
        near = self.scales.question.of(self.arrays.questions_dense.cosines(vector, numbers))
        if without is not None:
            near[np.isin(numbers, without)] = 0
        best = np.zeros(len(asking), np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(asking)), np.diff(self._asked_first)[asking]), near)
        return best

    def _among_asked(self, sentences: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which of the sentences a bank question asks for, and their places among all of those."""
        places = self._asked_place[sentences]
        rows = np.flatnonzero(places >= 0)
        return rows, places[rows]

    def _passages(
        self, vector: NDArray[np.float32], terms: Terms, added: Terms,
        share: NDArray[np.float32], without: NDArray[np.int64] | None, allowed: Allowed,
    ) -> NDArray[np.int64]:  # fmt: skip
        """Return the passages that a search finds, ascending; all that are allowed where these are few.

        ``share`` is that of the bank questions by sentence, as ``_share`` gives it.
        """
        if (len(self._passage_document) if allowed is None else self._document_passages @ allowed) <= DEPTH:
            documents = np.arange(len(self.units.documents)) if allowed is None else np.flatnonzero(allowed)
            return _ranges(self._document_first, documents)  # all of them are among the nearest
        search, holder, depth = self.backend, self.sentence_passage, self._depth
        found: list[NDArray[np.integer]] = [
            search.matching("clause", terms, depth, allowed)[0], search.nearest("clause", vector, depth, allowed)[0],
            holder[search.matching("sentence", terms, depth, allowed)[0]],
            holder[search.nearest("sentence", vector, depth, allowed)[0]],
            holder[self._asked[top(share + self._nearest(vector, without), depth)]],
        ]  # fmt: skip
        if added:
            found.append(search.matching("clause", added, depth // 4, allowed)[0])
        numbers = _different(np.concatenate(found).astype(np.int64))
        return numbers if allowed is None else numbers[allowed[self._passage_document[numbers]]]

    def _best_of_law(self, passages: NDArray[np.int64], values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each passage the highest of the values among the passages of its law."""
        law = self._passage_law[passages]
        best = np.full(self._laws, -np.inf, np.float32)
        np.maximum.at(best, law, values)
        return best[law]


def depth_of(passages: int) -> int:
    """Return how many units each search contributes among that many passages."""
    return min(DEPTH, max(LEAST, passages // ONE_IN))


def allowed_of(weights: NDArray[np.float32]) -> Allowed:
    """Return which documents have a weight, shape (n_documents,); None where all have one."""
    allowed: NDArray[np.bool_] = weights > 0
    return None if allowed.all() else allowed


def _different(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what ``np.unique`` does, which takes five times as long for a thousand numbers."""
    ordered = np.sort(numbers)
    first: NDArray[np.bool_] = np.concatenate([np.ones(min(len(ordered), 1), bool), ordered[1:] != ordered[:-1]])
    different: NDArray[np.int64] = ordered[first]
    return different


def _ranges(first: NDArray[np.integer], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what lies in the holders with these numbers, in order: from ``first`` of each up to that of the next."""
    starts, ends = first[numbers], first[numbers + 1]
    counts = ends - starts
    return (np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())).astype(np.int64)
