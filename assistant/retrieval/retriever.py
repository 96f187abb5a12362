"""Hybrid retrieval: sentences are searched, the signals of four searches are combined, clauses are shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.facts.periods import plan_years
from assistant.question.lexicon import Lexicon
from assistant.question.understand import Understood
from assistant.records import Hit
from assistant.retrieval.fusion import Fusion, load_fusion
from assistant.retrieval.queries import Query, QueryMaker
from assistant.retrieval.scope import Scope, Scoper
from assistant.retrieval.signals import NAMES, Candidates, SignalSource, allowed_of
from assistant.retrieval.vocabulary import Vocabulary
from assistant.retrieval.wording import Wording
from corpus.outline import Node, build_outline
from corpus.records import Clause, Heading
from index.backend import Allowed
from index.build import SearchArrays
from index.ordering import highest
from index.segment import normalize, plain
from index.units import Units

BREADTH_FROM = 10  # from this rank on, clauses that were not shown yet come first: depth near the top, breadth below
BULK = 2_000  # documents; a bulk of one-article documents is shown article by article from the first hit on
LARGE = 20_000  # passages; in a corpus of that size words alone find too much that is not meant (docs/retrieval.md)
LARGE_WEIGHTS = Path(__file__).parent / "weights_large.json"  # chosen by `python -m tests.benchmarks folds`
READ = 40  # best candidates whose words are read; with 80 every figure of docs/figures.md is the same
LOWEST = -9.0  # log-odds; a candidate below has nothing in common with the question but its alphabet
_LENGTH = NAMES.index("length")


class Retriever:
    """Ranks the sentences of one index for understood questions. Thread-safe: nothing changes after it was made.

    ``headings`` gives those of a document's outline by its id; an index holds clauses only.
    """

    def __init__(
        self,
        units: Units,
        arrays: SearchArrays,
        maker: QueryMaker,
        scoper: Scoper,
        fusion: Fusion,
        headings: Callable[[str], Sequence[Heading]],
        lexicon: Lexicon | None = None,
    ) -> None:
        self.units, self.maker, self.scoper, self.headings = units, maker, scoper, headings
        self.source = SignalSource(units, arrays, arrays.background.scales_onto(fusion.background))
        self.fusion = fusion if int(self.source.sentence_passage[-1]) < LARGE else load_fusion(LARGE_WEIGHTS)
        banked = np.zeros(len(units.documents), bool)
        banked[self.source.sentence_document[units.question_sentence]] = True
        self.sentence_banked = banked[self.source.sentence_document]
        self._first_clause = np.searchsorted(units.clause_document, np.arange(len(units.documents) + 1))
        self._breadth_from = BREADTH_FROM if len(units.documents) <= BULK else 0
        self._length = np.log(np.maximum(units.sentence_length, 4) / 40).astype(np.float32)
        held = arrays.backend.vocabulary("sentence")
        self.vocabulary = Vocabulary(held, maker.segmenter, lexicon.synonyms if lexicon else None)
        self._outlines: dict[int, Node] = {}
        self.plans = [plan_years(document) for document in units.documents]

    def retrieve(self, understood: Understood, scope: Scope, depth: int = 10) -> tuple[list[Hit], Query]:
        """Return at most ``depth`` hits, best first, ties in the order of the text, and the query that found them."""
        return self.retrieve_each([(understood, depth)], scope)[0]

    def retrieve_each(self, readings: Sequence[tuple[Understood, int]], scope: Scope) -> list[tuple[list[Hit], Query]]:
        """Return for each of several readings, given with its depth, what ``retrieve`` does; they are encoded at once."""
        queries = self.maker.make_each([understood for understood, _ in readings])
        return [
            (self.rank(self.candidates(understood, query, scope), depth), query)
            for (understood, depth), query in zip(readings, queries, strict=True)
        ]

    def candidates(
        self,
        understood: Understood,
        query: Query,
        scope: Scope,
        *,
        without: NDArray[np.int64] | None = None,
    ) -> Candidates:
        """Return the candidates of a question with all of their signals.

        Args:
            understood: the question.
            query: its query.
            scope: where to look.
            without: numbers of bank questions to leave out, for fitting on the bank itself.
        """
        found = self.source.candidates(query.vector, query.terms, query.added, scope.weights, without=without)
        rough = self.scores(found)
        top = highest(rough, READ)
        found.signals[top, _LENGTH] = self._length[found.sentences[top]]
        wording = Wording(understood)
        for row in top:
            sentence = int(found.sentences[row])
            plan = self.plans[int(self.source.sentence_document[sentence])]
            signals = wording.signals(self.units.sentence_text(sentence), self.clause_of(sentence).text, plan)
            for column, value in signals.items():
                found.signals[row, column] = value
        return found

    def scores(self, candidates: Candidates) -> NDArray[np.float32]:
        """Return the fused scores of the candidates, shape (n,), higher is better."""
        return self.fusion.scores(candidates.signals, self.sentence_banked[candidates.sentences])

    def rank(self, candidates: Candidates, depth: int) -> list[Hit]:
        """Return the best candidates as hits."""
        scores = self.scores(candidates)
        order = np.lexsort((candidates.sentences, -scores))
        order = order[scores[order] > LOWEST]
        holder = (self.source.sentence_passage if self._breadth_from else self.source.sentence_document)[candidates.sentences]
        if depth > self._breadth_from and len(order) > self._breadth_from:
            order = _breadth_first(order, holder, depth, self._breadth_from)
        chosen = order[:depth]
        chance = self.fusion.probabilities(scores[chosen])
        return [
            self.hit(int(candidates.sentences[row]), float(p), dict(zip(NAMES, candidates.signals[row].tolist(), strict=True)))
            for row, p in zip(chosen, chance, strict=True)
        ]

    def hit(self, sentence: int, score: float, signals: dict[str, float] | None = None) -> Hit:
        """Return a sentence by its number in the index as a hit."""
        clause = self.clause_of(sentence)
        start, end = clause.sentences[self.units.sentence_number[sentence]]
        text = clause.text[start - clause.start : end - clause.start]
        document = self.units.documents[int(self.units.clause_document[self.units.sentence_clause[sentence]])]
        return Hit(
            clause.doc, clause.id, clause.label, clause.title, text, start, end, score, sentence, signals or {},
            page=document.page_at(start), recognised=document.recognised,
        )  # fmt: skip

    def looked_up(self, sentence: int) -> Hit:
        """Return a sentence that was asked for by its place or word by word."""
        return replace(self.hit(sentence, 1.0), looked_up=True)

    def clause_of(self, sentence: int) -> Clause:
        """Return the clause of a sentence."""
        return self.units.clauses[int(self.units.sentence_clause[sentence])]

    def clause_named(self, sentence: int, identifier: str) -> Clause:
        """Return the clause with an id, of the document that a sentence is of."""
        document = int(self.source.sentence_document[sentence])
        return next(clause for _, clause in self.clauses_of(document) if clause.id == identifier)

    def sentences_of(self, clause: int) -> range:
        """Return the numbers of the sentences of a clause."""
        return range(int(self.source.first_sentence[clause]), int(self.source.first_sentence[clause + 1]))

    def clauses_of(self, document: int) -> list[tuple[int, Clause]]:
        """Return the clauses of a document with their numbers in the index."""
        span = range(int(self._first_clause[document]), int(self._first_clause[document + 1]))
        return [(number, self.units.clauses[number]) for number in span]

    def outline(self, document: int) -> Node:
        """Return the outline of a document, made at the first use."""
        if document not in self._outlines:
            clauses = self.clauses_of(document)
            self._outlines[document] = build_outline(self.headings(self.units.documents[document].id), clauses)
        return self._outlines[document]

    def occurrences(self, phrase: str, scope: Scope) -> list[int]:
        """Return the numbers of all sentences in scope that hold ``phrase``, in the order of the texts."""
        wanted, held = self._may_hold(phrase, allowed_of(scope.weights))
        return [sentence for sentence in held if self._holds(sentence, wanted)]

    def speaking(self, phrase: str) -> list[int]:
        """Return the numbers of the documents of which a sentence holds ``phrase``, in the order of the texts."""
        wanted, held = self._may_hold(phrase, None)
        found: dict[int, None] = {}
        for sentence in held:
            document = int(self.source.sentence_document[sentence])
            if document not in found and self._holds(sentence, wanted):
                found[document] = None
        return list(found)

    def _may_hold(self, phrase: str, allowed: Allowed) -> tuple[str, list[int]]:
        wanted = normalize(phrase)
        held = self.source.backend.holding(self.maker.segmenter.bigrams(wanted), allowed)
        return wanted, held.tolist()

    def _holds(self, sentence: int, wanted: str) -> bool:
        text = self.units.sentence_text(sentence)
        return wanted in text or wanted in plain(text)  # most need not be normalised


def _breadth_first(order: NDArray[np.int64], holder: NDArray[np.int32], depth: int, begin: int) -> NDArray[np.int64]:
    head = list(order[:begin])
    shown = set(holder[head].tolist())
    later = []
    for row in order[begin:]:
        passage = int(holder[row])
        if passage in shown:
            later.append(row)
            continue
        shown.add(passage)
        head.append(row)
        if len(head) == depth:
            break
    return np.array(head + later)
