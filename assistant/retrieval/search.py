"""The search for an answer: places by number or name, phrases word by word, sentences by their meaning."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.question.cues import Cue
from assistant.question.definitions import defines
from assistant.question.facets import states_all
from assistant.question.understand import Reader, Understood
from assistant.reading.model import Reading
from assistant.records import Hit
from assistant.retrieval.documents import DocumentFinder, Register
from assistant.retrieval.ledger import NONE, Figures, Ledger
from assistant.retrieval.lists import with_whole_lists
from assistant.retrieval.lookup import find_place
from assistant.retrieval.places import Place
from assistant.retrieval.queries import Query
from assistant.retrieval.reading import Budget, HitReader, odds_of
from assistant.retrieval.rerank import Reranker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.retrieval.several import Part, split_parts
from assistant.retrieval.widen import in_stretches
from assistant.thresholds import (
    LEANS,
    LEANS_BEST,
    LEANS_LENGTH,
    LEANS_READ,
    LEANS_STATED,
    READ,
    READABLE,
    SECOND,
    STATED_WHERE_NEW,
    TOPIC_CHANGE,
    TOPIC_CHARS,
)
from corpus.records import Clause, ParsedDocument
from index.segment import lexicon_terms

_QUOTE = re.compile(r"“([^\n]{8,400}?)”")
DEFINES = "是指"  # what a sentence holds that says what a word means
MOST_DEFINING = 2  # such sentences that are shown
DEFINED = 0.9  # probability that one answers: the word in front of 是指 is the one asked about
TERM = 4  # characters from which a term of the lexicon names a subject
MOST_MORE = 3  # sentences of a clause that are shown where more is wanted
TOPIC_DEPTH = 60  # hits in which the sentences of a place are ranked
NOTHING = -14.0  # odds where nothing is found
OPEN_DEPTH = 40  # hits of an open question
SPOKEN_OF = 6  # last characters of a name by which a text speaks of a document
ANSWERS = 64  # of which the documents are kept
MOST_FIRST = 3  # hits that may come first because one of several questions asks for them


@dataclass(frozen=True, slots=True)
class Limits:
    """Where to look: ``as_of`` (ISO date) chooses among versions, the others leave out what they exclude."""

    as_of: str | None = None
    doc: str | None = None
    region: str | None = None
    in_force_on: str | None = None

    @property
    def day(self) -> str:
        """The day (ISO) on which is asked."""
        return self.as_of or date.today().isoformat()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    ``understood`` is the reading of it that found more; ``parts`` is the number of documents that it is about, where that
    is more than one: the first hits are one of each. ``occurrences`` are sentences (numbers in the index) that hold
    ``phrase``.
    """

    understood: Understood
    scope: Scope
    query: Query
    hits: tuple[Hit, ...]  # best first
    places: tuple[Place, ...] = ()
    parts: int = 0
    phrase: str = ""
    occurrences: tuple[int, ...] = ()
    register: Register | None = None  # where documents themselves are asked about
    figures: Figures = NONE  # the stated figures that it asks for
    readings: Mapping[int, Reading] = field(default_factory=dict)  # of the first hits, by sentence; empty where none was read
    known: float = 0.0  # share of the question that the documents, or those who ask about them, have words for
    defining: int = 0  # how many of the first hits say what the word means that is asked about


class Search:
    """Finds what answers a question, over one index."""

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        clause: Callable[[str], Clause],
        reranker: Reranker | None = None,
        parsed: Callable[[str], ParsedDocument] | None = None,
        hit_reader: HitReader | None = None,
    ) -> None:
        self.retriever, self.reader, self.clause, self.reranker = retriever, reader, clause, reranker
        self.hit_reader = hit_reader
        self.documents = DocumentFinder(retriever.scoper, parsed) if parsed else None
        self.units, self.ledger = retriever.units, Ledger(retriever)
        self._answered_in = lru_cache(maxsize=ANSWERS)(self._documents_of)  # asked for of each reading, more than once
        self._terms = [term for term in lexicon_terms() if len(term) >= TERM]

    def run(self, readings: Sequence[Understood], limits: Limits, depth: int) -> Found:
        """Return what was found for a question, at most ``depth`` hits, of an open question ``OPEN_DEPTH`` where that is more.

        Args:
            readings: the question as it may be read; the first one counts unless another finds clearly more.
            limits: where to look, whatever is asked for.
            depth: how many hits to return.

        Raises:
            FilterError: a limit names no region, or is no date.
        """
        of_documents = self._of_documents(readings, limits)
        if of_documents is not None:
            return self._registered(*of_documents, limits, depth)
        budget = Budget()
        understood = self._reading(readings, limits, budget)
        scope = self._scope(understood, limits)
        register = self._named_otherwise(understood, scope)
        if register is not None and register.not_held:
            return self._registered(understood, register, limits, depth)
        scope = self.retriever.scoper.naming(scope, register.documents if register else (), self._allowed(limits))
        places = tuple(find_place(understood, scope, self.retriever))
        parts = [] if places else split_parts(understood, scope, self.retriever.scoper)
        kept = _kept(understood, depth)
        (hits, query), *own = self.retriever.retrieve_each(
            self._searched(understood, max(kept, READ), whole=bool(parts)), scope
        )  # fmt: skip
        hits, read = self._in_order(understood, hits, None if places else budget)
        second = [found[0] for found, _ in own if found]
        hits = self._hits_of_parts(parts, understood, hits, depth) if parts else _with_second(hits, second)
        phrase = self._phrase(understood, scope)
        occurrences = self._occurrences(understood, phrase, scope)
        hits = self._looked_up_first(understood, places, occurrences, hits)[:kept]
        looked_up = places or occurrences or parts
        hits, defining = self._defining_first(understood, scope, hits, looked_up=bool(looked_up))
        figures = NONE if looked_up else self.ledger.find(understood, hits, limits.day)
        known = self.retriever.vocabulary.known_share(understood.matter)
        return Found(
            understood, scope, query, tuple(hits), places, len(parts), phrase, occurrences, None, figures, read, known, defining
        )  # fmt: skip

    def _defining_first(self, understood: Understood, scope: Scope, hits: list[Hit], *, looked_up: bool) -> tuple[list[Hit], int]:
        """Return the sentences that say what the word means that is asked about, then the hits, and how many the first are.

        They are of the documents that count most. What was ``looked_up`` stays as it is.
        """
        if looked_up or not understood.defined or not hits:
            return hits, 0
        holding = self.retriever.occurrences(DEFINES, scope)
        numbers = [n for n in holding if defines(self.units.sentence_text(n), understood.defined)]
        weight = {n: float(scope.weights[self.retriever.source.sentence_document[n]]) for n in numbers}
        first = [n for n in numbers if weight[n] == max(weight.values())][:MOST_DEFINING]
        rest = [hit for hit in hits if hit.sentence not in first]
        return [*(self.retriever.hit(n, max(DEFINED, hits[0].score)) for n in first), *rest][: len(hits)], len(first)

    def _searched(self, understood: Understood, wide: int, *, whole: bool) -> list[tuple[Understood, int]]:
        """Return the question with how many hits are wanted, and unless it is ``whole`` its stretches with one each."""
        return [(understood, wide), *((each, 1) for each in ([] if whole else self._stretches(understood)))]

    def _named_otherwise(self, understood: Understood, scope: Scope) -> Register | None:
        """Return the document that a question names in words of its own, or that it is not held; None where it names none.

        What the documents held themselves speak of as a local one is not told to be missing: they may only plan it.
        """
        if self.documents is None:
            return None
        if understood.references and not scope.named:
            return self.documents.of_places(understood)
        missing = self.documents.missing_within(understood)
        local = understood.named_within is not None and understood.named_within.places
        held = missing is not None and local and self.retriever.occurrences(missing.missing[-SPOKEN_OF:], scope)
        return None if held else missing

    def _allowed(self, limits: Limits) -> NDArray[np.bool_]:
        return self.retriever.scoper.mask(doc=limits.doc, region=limits.region, in_force_on=limits.in_force_on)

    def _registered(self, understood: Understood, register: Register, limits: Limits, depth: int) -> Found:
        """Return what is known of documents, with the hits of the question."""
        scope = self._scope(understood, limits)
        hits, query = self.retriever.retrieve(understood, scope, depth)
        return Found(understood, scope, query, tuple(hits), register=register)

    def _in_order(self, understood: Understood, hits: list[Hit], budget: Budget | None) -> tuple[list[Hit], dict[int, Reading]]:
        """Return the hits in the order of those who read them, without what was shown before (还有吗), and the readings.

        Without a budget none is read.
        """
        if understood.seen:
            hits = [hit for hit in hits if not _was_shown(hit, understood.seen)]
        if self.reranker is not None:
            hits = self.reranker.rerank(understood.text, hits)
        if budget is not None and understood.exhaustive:
            hits = with_whole_lists(hits, self.clause)
        if budget is None or self.hit_reader is None:
            return hits, {}
        return self.hit_reader.in_order(understood, hits, budget, self.ledger.periods(understood, hits))

    def _scope(self, understood: Understood, limits: Limits) -> Scope:
        scope = self.retriever.scoper.scope(
            understood.pointing, as_of=limits.as_of, doc=limits.doc, region=limits.region, in_force_on=limits.in_force_on
        )
        if scope.named or not understood.answered:
            return scope
        return self.retriever.scoper.turned_to(scope, self._answered_in(understood.answered))

    def _documents_of(self, answered: tuple[str, ...]) -> frozenset[int]:
        """Return the documents that an answer is from: those that hold it word for word, else that of what is most like it."""
        everywhere = Scope(np.ones(len(self.units.documents), np.float32))
        holding = [self._in_documents(self.retriever.occurrences(said, everywhere)) for said in answered]
        holding = [documents for documents in holding if documents]
        if holding:
            return frozenset.intersection(*holding) or holding[0]
        hits, _ = self.retriever.retrieve(self.reader.read("，".join(answered)), everywhere, 1)
        return self._in_documents(hit.sentence for hit in hits)

    def _in_documents(self, sentences: Iterable[int]) -> frozenset[int]:
        return frozenset(int(self.retriever.source.sentence_document[number]) for number in sentences)

    def _of_documents(self, readings: Sequence[Understood], limits: Limits) -> tuple[Understood, Register] | None:
        """Return the reading that asks about documents themselves, with what is known of them, or None where none does.

        Where the question names none, the reading that leans on the one before comes first.
        """
        if self.documents is None:
            return None
        for reading in sorted(readings, key=_names_no_document):
            found = self.documents.find(reading, self._scope(reading, limits), limits.as_of)
            if found is not None and not self._is_spoken_of(found, reading):
                return reading, found
        return None

    def _is_spoken_of(self, register: Register, understood: Understood) -> bool:
        """Return whether the documents held speak of one that is not, so that they may state what is asked of it."""
        everywhere = Scope(np.ones(len(self.units.documents), np.float32))
        fact = understood.document is not None and understood.document.listing is None and not understood.document.number
        return fact and bool(register.missing) and bool(self.retriever.occurrences(register.missing[-SPOKEN_OF:], everywhere))

    def _reading(self, readings: Sequence[Understood], limits: Limits, budget: Budget) -> Understood:
        """Return the reading that is meant: the question on its own, or leaning on the turns before it."""
        if len(readings) == 1:
            return readings[0]
        alone, leaning = readings
        known, unknown = self.retriever.vocabulary.sorted_out(alone.question)
        if len(unknown) > max(0, sum(len(word) > 1 for word in known) - (not alone.leans)):
            return alone  # it is about what neither the documents nor the questions about them know
        if alone.leans:
            return leaning
        scores = [self._best(reading, limits) for reading in readings]
        if self._has_subject(alone):
            return leaning if scores[1] > scores[0] + TOPIC_CHANGE else alone
        odds = LEANS + LEANS_BEST * scores[1] - LEANS_LENGTH * log(len(alone.question))
        return leaning if odds + self._goes_on(alone, leaning, limits, budget) > 0 else alone

    def _best(self, reading: Understood, limits: Limits) -> float:
        """Return the odds of the best hit of a reading."""
        hits, _ = self.retriever.retrieve(reading, self._scope(reading, limits), 1)
        return hits[0].odds if hits else NOTHING

    def _goes_on(self, alone: Understood, leaning: Understood, limits: Limits, budget: Budget) -> float:
        """Return by how much the odds that a turn goes on with the one before rise by what it means.

        What goes on is stated by what both turns find together, whatever words it uses; what is about something else is not.
        """
        if self.hit_reader is None or len(alone.text) > READABLE:
            return 0.0
        hits, _ = self.retriever.retrieve(leaning, self._scope(leaning, limits), LEANS_READ)
        states = (reading.states for reading in self.hit_reader.read(alone.text, hits, budget).values())
        return LEANS_STATED * (odds_of(max(states, default=0.0)) - odds_of(STATED_WHERE_NEW))

    def _has_subject(self, understood: Understood) -> bool:
        """Return whether a question names what it is about: a word or a term of the field, a document, the asker.

        One that asks for all there is of something names that too (人才方面有哪些举措); one for a facet (上限) need not.
        """
        open_ended = understood.wants(Cue.LIST, Cue.OPEN) and not understood.facets
        named = understood.in_field or understood.pointing.documents or understood.context or open_ended
        return bool(named) or any(term in understood.question for term in self._terms)

    def _looked_up_first(
        self, understood: Understood, places: Sequence[Place], occurrences: Sequence[int], hits: list[Hit]
    ) -> list[Hit]:
        """Return the sentences that were looked up, then those that were searched for."""
        numbers = [n for place in places for c in place.clauses for n in self.retriever.sentences_of(c)] or list(occurrences)
        looked_up = [self.retriever.looked_up(number) for number in numbers]
        if places and looked_up:
            looked_up = self._asked_first(looked_up, understood, places)
        return looked_up + [hit for hit in hits if hit.sentence not in set(numbers)]

    def _asked_first(self, pieces: Sequence[Hit], understood: Understood, places: Sequence[Place]) -> list[Hit]:
        """Return the sentences of a place in stretches, first those that state what the question asks or is about."""
        stretches = in_stretches(pieces, self.clause)
        if any(reference.article for reference in understood.references):
            meaning = Cue.MEANING in understood.cues
            return sorted(stretches, key=lambda hit: not states_all(hit.text, understood.facets, meaning=meaning))
        rank = {n: at for at, n in enumerate(self._by_topic([piece.sentence for piece in pieces], understood, places))}

        def best(stretch: Hit) -> int:
            inside = (p for p in pieces if p.clause == stretch.clause and stretch.start <= p.start < stretch.end)
            return min(rank[piece.sentence] for piece in inside)

        return sorted(stretches, key=best)

    def _by_topic(self, sentences: list[int], understood: Understood, places: Sequence[Place]) -> list[int]:
        """Return the sentences of a place with those first that the rest of the question is about: 第九条 商业秘密的定义."""
        titles = "".join(self.units.documents[place.document].title for place in places)
        if understood.topic_beside(titles) < TOPIC_CHARS:
            return sentences
        weights = np.zeros(len(self.units.documents), np.float32)
        weights[[place.document for place in places]] = 1.0
        hits, _ = self.retriever.retrieve(self.reader.beside(understood), Scope(weights), TOPIC_DEPTH)
        rank = {hit.sentence: n for n, hit in enumerate(hits)}
        return sorted(sentences, key=lambda sentence: rank.get(sentence, TOPIC_DEPTH))

    def _phrase(self, understood: Understood, scope: Scope) -> str:
        """Return the phrase whose places are wanted: the quoted one, or the longest wording that the documents hold."""
        if understood.phrases:
            return understood.phrases[0] if understood.wants(Cue.LOOKUP, Cue.OCCURRENCES, Cue.ALL) else ""
        if not understood.wants(Cue.OCCURRENCES):
            return ""
        pieces = sorted(set(understood.topic), key=lambda piece: (-len(piece), piece))
        return next((piece for piece in pieces if self.retriever.occurrences(piece, scope)), "")

    def _occurrences(self, understood: Understood, phrase: str, scope: Scope) -> tuple[int, ...]:
        """Return the sentences that hold a phrase, or those that the answer before is asked about."""
        return tuple(self.retriever.occurrences(phrase, scope)) if phrase else self._about_the_answer(understood, scope)

    def _about_the_answer(self, understood: Understood, scope: Scope) -> tuple[int, ...]:
        """Return the sentences that the answer before quoted, or, where more is wanted, what follows them in their clauses."""
        if not understood.seen:
            return self._quoted(understood.said, scope)
        shown = self._quoted(_QUOTE.findall(understood.seen), scope)
        clauses = dict.fromkeys(int(self.units.sentence_clause[number]) for number in shown)
        rest = [n for clause in clauses for n in self.retriever.sentences_of(clause) if n > min(shown) and n not in shown]
        return tuple(rest[:MOST_MORE])

    def _quoted(self, quotes: Sequence[str], scope: Scope) -> tuple[int, ...]:
        """Return the sentences that hold the quotes, each once."""
        return tuple(dict.fromkeys(number for quote in quotes for number in self.retriever.occurrences(quote, scope)[:1]))

    def _hits_of_parts(self, parts: Sequence[Part], understood: Understood, hits: list[Hit], depth: int) -> list[Hit]:
        """Return the hits of each part in turn, the best of every part first, then the others."""
        found = [self.retriever.retrieve(self.reader.part(understood, part.text), part.scope, depth)[0] for part in parts]
        ordered = [row[rank] for rank in range(depth) for row in found if rank < len(row)] + hits
        return list({hit.sentence: hit for hit in ordered}.values())[:depth]

    def _stretches(self, understood: Understood) -> list[Understood]:
        """Return the stretches that ask something as questions of their own, where there are several."""
        if len(understood.asking) < 2:
            return []
        return [replace(self.reader.part(understood, text), facets=understood.facets) for text in understood.asking]


def _kept(understood: Understood, depth: int) -> int:
    """Return how many hits are kept: of an open question more than are asked for, since all that fits is shown."""
    return max(depth, OPEN_DEPTH) if understood.open_ended else depth


def _with_second(hits: list[Hit], best: Sequence[Hit]) -> list[Hit]:
    """Return the hits with the best ones for further questions in the same sentence moved up behind the first."""
    if not hits:
        return hits
    ahead = [hits[0], *(hit for hit in best if hit.sentence != hits[0].sentence and hit.score >= SECOND)]
    return list({hit.sentence: hit for hit in [*ahead[:MOST_FIRST], *hits]}.values())


def _names_no_document(understood: Understood) -> bool:
    """Return whether a question on a document says neither itself nor by what was asked before which one is meant."""
    return understood.document is not None and not understood.document.subject and not understood.context


def _was_shown(hit: Hit, seen: str) -> bool:
    """Return whether the answers before quoted the sentence, or a part of it."""
    return hit.text in seen or any(quote in hit.text for quote in _QUOTE.findall(seen))
