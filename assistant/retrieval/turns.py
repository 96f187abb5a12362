"""Which reading of a turn is meant, on its own or leaning on the turns before it, and where it is looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from math import exp, log

import numpy as np

from assistant.question.cues import Cue
from assistant.question.follow_ups import asks_of_another, asks_on
from assistant.question.understand import Reader, Understood
from assistant.records import Hit
from assistant.retrieval.limits import Limits
from assistant.retrieval.reading import Budget, HitReader, odds_of
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.thresholds import (
    BESIDE_TOLD,
    LEANS,
    LEANS_BEST,
    LEANS_LENGTH,
    LEANS_READ,
    LEANS_STATED,
    READABLE,
    STATED_WHERE_NEW,
    TOPIC_CHANGE,
)
from index.segment import lexicon_terms, normalize

TERM = 4  # characters from which a term of the lexicon names a subject
OTHER_MATTER = 0.5  # weight of a law on another matter than the question's, at most: less is another place's (ELSEWHERE)
NOTHING = -14.0  # odds where nothing is found
ANSWERS = 64  # of which the documents are kept


class Turns:
    """Chooses among the readings of a turn, over one index.

    Args:
        retriever: of the index.
        reader: reads questions.
        hit_reader: reads hits with a question; None where none are read.
    """

    def __init__(self, retriever: Retriever, reader: Reader, hit_reader: HitReader | None) -> None:
        self.retriever, self.reader, self.hit_reader = retriever, reader, hit_reader
        self.units = retriever.units
        self.documents_of = lru_cache(maxsize=ANSWERS)(self._documents_of)  # asked for of each reading, more than once
        self._matters = [reader.field.matters_in(normalize(document.title)) for document in retriever.scoper.documents]
        self._terms = [term for term in lexicon_terms() if len(term) >= TERM]

    def meant(self, readings: Sequence[Understood], limits: Limits, budget: Budget) -> Understood:
        """Return the reading that is meant: the question on its own, or leaning on the turns before it."""
        if len(readings) == 1:
            return readings[0]
        alone, leaning = readings
        known, unknown = self.retriever.vocabulary.sorted_out(alone.question)
        strange = len(unknown) > max(0, sum(len(word) > 1 for word in known) - (not alone.leans))
        goes_on = alone.corrects or asks_on(alone.question) or asks_of_another(alone.question)
        if strange and not goes_on:
            return alone  # it is about what neither the documents nor the questions about them know
        if alone.leans and not _names_another_place(alone, leaning):
            return leaning
        scores = [self._best(reading, limits) for reading in readings]
        if self.has_subject(alone):
            return leaning if scores[1] > scores[0] + TOPIC_CHANGE else alone
        odds = LEANS + LEANS_BEST * scores[1] - LEANS_LENGTH * log(len(alone.question))
        return leaning if odds + self._goes_on(alone, leaning, limits, budget) > 0 else alone

    def _best(self, reading: Understood, limits: Limits) -> float:
        """Return the odds of the best hit of a reading."""
        hits, _ = self.retriever.retrieve(reading, self.scope(reading, limits), 1)
        return hits[0].odds if hits else NOTHING

    def _goes_on(self, alone: Understood, leaning: Understood, limits: Limits, budget: Budget) -> float:
        """Return by how much the odds that a turn goes on with the one before rise by what it means.

        What goes on is stated by what both turns find together, whatever words it uses; what is about something else is not.
        """
        if self.hit_reader is None or len(alone.text) > READABLE:
            return 0.0
        hits, _ = self.retriever.retrieve(leaning, self.scope(leaning, limits), LEANS_READ)
        states = (reading.states for reading in self.hit_reader.read(alone.text, hits, budget).values())
        return LEANS_STATED * (odds_of(max(states, default=0.0)) - odds_of(STATED_WHERE_NEW))

    def has_subject(self, understood: Understood) -> bool:
        """Return whether a question names what it is about: a word or a term of the field, a document, the asker.

        One that asks for all there is of something names that too (人才方面有哪些举措); one for a facet (上限) need not.
        """
        open_ended = understood.wants(Cue.LIST, Cue.OPEN) and not understood.facets
        named = understood.in_field or understood.pointing.documents or understood.context or open_ended
        return bool(named) or any(term in understood.question for term in self._terms)

    def scope(self, understood: Understood, limits: Limits) -> Scope:
        """Return where a reading is looked for: what it points at, and in the document of the answer that it goes on from."""
        scope = self.retriever.scoper.scope(
            understood.pointing, as_of=limits.as_of, doc=limits.doc, region=limits.region, in_force_on=limits.in_force_on
        )
        if scope.named:
            return scope
        scope, scoper = self._of_matter(scope, understood), self.retriever.scoper
        if understood.told_in is not None:
            return scoper.turned_to(scope, self._in_documents([understood.told_in]))
        if not understood.answered:
            return scope
        documents = self.documents_of(understood.answered)
        return (scoper.kept_to if asks_on(understood.question) else scoper.turned_to)(scope, documents)

    def beside_the_told(self, understood: Understood, hits: list[Hit]) -> list[Hit]:
        """Return the hits of a question that leans on one before it, those of the clause that answers that one nearer.

        What is asked next of a thing mostly stands beside what was asked first. The sentence itself stays where it is.
        """
        told = understood.told_in
        if told is None:
            return hits
        clause = self.units.clauses[int(self.units.sentence_clause[told])].id
        nearer = [
            replace(hit, score=1 / (1 + exp(-hit.odds - BESIDE_TOLD))) if hit.clause == clause and hit.sentence != told else hit
            for hit in hits
        ]
        return sorted(nearer, key=lambda hit: -hit.score)

    def _of_matter(self, scope: Scope, understood: Understood) -> Scope:
        """Return a scope in which laws on other matters than the question names come behind: a patent is none of 商标法."""
        asked = self.reader.field.matters_in(understood.text)
        others = [number for number, own in enumerate(self._matters) if asked and own and asked.isdisjoint(own)]
        if not others:
            return scope
        weights = scope.weights.copy()
        weights[others] = np.minimum(weights[others], OTHER_MATTER)
        of_others = frozenset(self.retriever.scoper.documents[number].id for number in others)
        return replace(scope, weights=weights, matter=tuple(chain.from_iterable(asked)), of_other_matters=of_others)

    def _documents_of(self, answered: tuple[str, ...]) -> frozenset[int]:
        """Return the documents that an answer is from: those that hold it word for word, else that of what is most like it.

        Of several that hold it they are those that it names: one office's guides have the same telephone.
        """
        everywhere = Scope(np.ones(len(self.units.documents), np.float32))
        named = [said for said in answered if said.startswith("《")]
        holding = [self._in_documents(self.retriever.occurrences(said, everywhere)) for said in answered if said not in named]
        holding = [documents for documents in holding if documents]
        if holding:
            found = frozenset.intersection(*holding) or holding[0]
            return found & self.retriever.scoper.titled(named) or found
        hits, _ = self.retriever.retrieve(self.reader.read("，".join(answered)), everywhere, 1)
        return self._in_documents(hit.sentence for hit in hits)

    def _in_documents(self, sentences: Iterable[int]) -> frozenset[int]:
        return frozenset(int(self.retriever.source.sentence_document[number]) for number in sentences)


def _names_another_place(alone: Understood, leaning: Understood) -> bool:
    """Return whether a turn names a place and no document, and what it leans on a document: that is of another place."""
    return bool(alone.pointing.places and leaning.pointing.documents) and not alone.pointing.documents
