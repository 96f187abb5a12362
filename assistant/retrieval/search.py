"""The search for an answer: places by number or name, phrases word by word, sentences by their meaning."""

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.question.definitions import calls, defines, spells_out, terms_in
from assistant.question.follow_ups import particular_named
from assistant.question.penalties import asks_for_penalty, is_of_the_rule_before
from assistant.question.understand import Reader, Understood
from assistant.reading.model import Reading
from assistant.records import Hit
from assistant.retrieval.beside import beside_the_name, within_the_one
from assistant.retrieval.documents import DocumentFinder
from assistant.retrieval.leads import of_the_list_asked
from assistant.retrieval.ledger import NONE, Figures, Ledger
from assistant.retrieval.limits import Limits
from assistant.retrieval.lists import with_whole_lists
from assistant.retrieval.looked_up import SEVERAL, LookUp, was_shown
from assistant.retrieval.lookup import find_place
from assistant.retrieval.penalties import forbids, penalties_for
from assistant.retrieval.places import Place
from assistant.retrieval.queries import Query
from assistant.retrieval.reading import Budget, HitReader, in_read_order
from assistant.retrieval.register import Register
from assistant.retrieval.rerank import Reranker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.sanctions import Sanctions
from assistant.retrieval.scope import Scope
from assistant.retrieval.sections import sections_asked
from assistant.retrieval.several import Part, split_parts
from assistant.retrieval.special import behind_general
from assistant.retrieval.turns import Turns
from assistant.thresholds import OPEN_STATED, OWN_AS_WELL, READ_FURTHER, SECOND, SUPPORT
from corpus.records import Clause, ParsedDocument
from index.segment import normalize

DEFINES = "是指"  # what a sentence holds that says what a word means
READ_OF_PARTS = 2  # hits of each part that are read
MOST_DEFINING = 2  # such sentences that are shown
DEFINED = 0.9  # probability that one answers: the word in front of 是指 is the one asked about
OPEN_DEPTH = 40  # hits of an open question
SPOKEN_OF = 6  # last characters of a name by which a text speaks of a document
MOST_FIRST = 3  # hits that may come first because one of several questions asks for them


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
    unheld: str = ""  # a quoted phrase that the documents do not know
    on_the_thing: bool = False  # whether the hits hold the thing of which nothing in particular is asked
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
        self.documents = DocumentFinder(retriever.scoper, parsed, retriever.speaking) if parsed else None
        self.units, self.ledger = retriever.units, Ledger(retriever)
        self.turns = Turns(retriever, reader, hit_reader)
        self.look_up, self.sanctions = LookUp(retriever, reader, clause), Sanctions(retriever, reader)

    def run(self, readings: Sequence[Understood], limits: Limits, depth: int, budget: Budget) -> Found:
        """Return what was found for a question, at most ``depth`` hits, of an open question ``OPEN_DEPTH`` where that is more.

        Args:
            readings: the question as it may be read; the first one counts unless another finds clearly more.
            limits: where to look, whatever is asked for.
            depth: how many hits to return.
            budget: what may be read; questions may share it.

        Raises:
            FilterError: a limit names no region, or is no date.
        """
        of_documents = self._of_documents(readings, limits)
        if of_documents is not None:
            return self._registered(*of_documents, limits, depth)
        penalties = self._penalties(readings, limits)
        understood = self.turns.meant(readings[-1:] if penalties else readings, limits, budget)
        scope = self.turns.scope(understood, limits)
        register = self._named_otherwise(understood, scope)
        if register is not None and register.not_held:
            return self._registered(understood, register, limits, depth)
        scope = self.retriever.scoper.naming(scope, register.documents if register else (), self._allowed(limits))
        places = tuple(penalties or self.look_up.defining(understood, find_place(understood, scope, self.retriever)))
        parts = split_parts(understood, scope, self.retriever.scoper, beside=places)
        kept = _kept(understood, depth)
        wide = max(kept, READ_FURTHER)
        hits, query, own, surest = self._retrieved(understood, scope, wide, whole=bool(parts), looked_up=bool(places))
        hits = self.turns.beside_the_told(understood, hits)
        places = places or sections_asked(understood, hits, scope.named, self.retriever, beside=parts, surest=surest)
        hits, narrowed = _on_the_thing(understood, hits, beside=(*places, *parts))
        hits, read = self._in_order(understood, hits, budget, scope, read=not places)
        hits = own_first(hits, read, scope.covering, self.retriever.scoper.own(scope))
        hits = self._hits_of_parts(parts, understood, hits, depth, budget) if parts else _with_second(hits, own)
        hits = self.sanctions.first(understood, scope, hits, beside=(*places, *parts))
        phrase = self.look_up.phrase(understood, scope)
        occurrences = self.look_up.found_first(understood, self.look_up.occurrences(understood, phrase, scope), hits)
        hits = self.look_up.first(understood, places, occurrences, hits)[:kept]
        looked_up = places or occurrences or parts
        hits, defining = self._defining_first(understood, scope, hits, looked_up=bool(looked_up))
        figures = self.ledger.find(understood, () if looked_up else hits, limits.day)
        known = self.retriever.vocabulary.known_share(understood.matter)
        return Found(
            understood, scope, query, tuple(hits), places, len(parts), phrase, occurrences, None, figures, read, known,
            self.look_up.unheld(understood), narrowed, defining,
        )  # fmt: skip

    def _penalties(self, readings: Sequence[Understood], limits: Limits) -> list[Place]:
        """Return where it stands what follows from breaking the rule that a question names, or that was just quoted.

        It is the last reading that says so; empty where that is not asked for, or no such place is found.
        """
        understood = readings[-1]
        if not asks_for_penalty(understood.question) or not self._is_of_the_rule_before(readings):
            return []
        rules = self._rules_of(understood, limits)
        if not rules:
            return []
        document = int(self.units.clause_document[rules[0]])
        of_one = [self.units.clauses[number] for number in rules if int(self.units.clause_document[number]) == document]
        found = penalties_for(of_one, self.retriever.clauses_of(document))
        return [Place(document, tuple(found))] if found else []

    def _is_of_the_rule_before(self, readings: Sequence[Understood]) -> bool:
        """Return whether what asks for a penalty behind something else names no subject of its own, and says hardly more."""
        alone = readings[0]
        if alone.told_in is not None:
            return is_of_the_rule_before(alone.question)
        return len(readings) == 1 or (is_of_the_rule_before(alone.question) and not self.turns.has_subject(alone))

    def _rules_of(self, understood: Understood, limits: Limits) -> list[int]:
        """Return the clauses (numbers in the index) that a question names, else those of the answer that it goes on from."""
        if understood.references:
            places = find_place(understood, self.turns.scope(understood, limits), self.retriever)
            return [number for place in places for number in place.clauses]
        if understood.told_in is not None:
            rule = int(self.units.sentence_clause[understood.told_in])
            return [rule] if forbids(self.units.clauses[rule].text) else []
        said = self.look_up.quoted(understood.answered, Scope(np.ones(len(self.units.documents), np.float32)))
        return [int(self.units.sentence_clause[number]) for number in said]

    def _defining_first(self, understood: Understood, scope: Scope, hits: list[Hit], *, looked_up: bool) -> tuple[list[Hit], int]:
        """Return the sentences that say what the word means that is asked about, then the hits, and how many the first are.

        They are of the documents that count most. What was ``looked_up`` stays as it is.
        """
        if looked_up or not understood.defined or not hits:
            return hits, 0
        terms = terms_in(understood.defined)
        numbers = self._defining_asked(understood, self.retriever.occurrences(DEFINES, scope)) or self._calling(terms, scope)
        numbers = numbers or [hit.sentence for hit in hits if any(spells_out(hit.text, name) for name in understood.phrases)][:1]
        weight = {n: float(scope.weights[self.retriever.source.sentence_document[n]]) for n in numbers}
        first = [n for n in numbers if weight[n] == max(weight.values())][: max(MOST_DEFINING, len(terms))]
        rest = [hit for hit in hits if hit.sentence not in first]
        return [*(self.retriever.hit(n, max(DEFINED, hits[0].score)) for n in first), *rest][: len(hits)], len(first)

    def _defining_asked(self, understood: Understood, sentences: Sequence[int]) -> list[int]:
        """Return those of the sentences that say what a question asks the meaning of: of a word, or of the one that it quotes."""
        quoted = understood.phrases if len(understood.phrases) == 1 else ()  # 这类“地理标志”，条例是怎么定义的
        found = self._defining(sentences, understood.defined) or self._defining_each(sentences, terms_in(understood.defined))
        return found or [number for phrase in quoted for number in self._defining(sentences, phrase)]

    def _defining(self, sentences: Sequence[int], term: str) -> list[int]:
        return [number for number in sentences if defines(self.units.sentence_text(number), term)]

    def _calling(self, terms: Sequence[str], scope: Scope) -> list[int]:
        """Return the sentences that tell by their end what a term means, where none defines it."""
        found = [n for term in terms for n in self.retriever.occurrences(term, scope) if calls(self.units.sentence_text(n), term)]
        return list(dict.fromkeys(found))

    def _defining_each(self, sentences: Sequence[int], terms: Sequence[str]) -> list[int]:
        """Return the sentences that say what each of several terms means; none where one of them is not defined."""
        found = [self._defining(sentences, term) for term in terms]
        return [number for numbers in found for number in numbers] if all(found) else []

    def _retrieved(
        self, understood: Understood, scope: Scope, wide: int, *, whole: bool, looked_up: bool
    ) -> tuple[list[Hit], Query, list[Hit], float]:
        """Return the hits of a question, its query, unless it is ``whole`` the best hit of each stretch, and the best score.

        Those of the document that it is about come first, unless it is about several, or places were ``looked_up``.
        """
        searched = [(beside_the_name(understood, scope.named, self.retriever), wide)]
        searched += [(stretch, 1) for stretch in ([] if whole else self._stretches(understood))]
        (hits, query), *own = self.retriever.retrieve_each(searched, scope)
        surest = hits[0].score if hits else 0.0
        hits = hits if whole or looked_up else within_the_one(understood, scope, hits, self.retriever, wide)
        return hits, query, [first[0] for first, _ in own if first], surest

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
        scope = self.turns.scope(understood, limits)
        hits, query = self.retriever.retrieve(understood, scope, depth)
        return Found(understood, scope, query, tuple(hits), register=register)

    def _in_order(
        self, understood: Understood, hits: list[Hit], budget: Budget, scope: Scope, *, read: bool
    ) -> tuple[list[Hit], dict[int, Reading]]:
        """Return the hits in the order of those who read them, without what was shown before (还有吗), and the readings."""
        if understood.seen:
            hits = [hit for hit in hits if not was_shown(hit, understood.seen)]
        if self.reranker is not None:
            hits = self.reranker.rerank(understood.text, hits)
        if read:
            hits = of_the_list_asked(
                understood.question, behind_general(understood.special_unnamed, hits, self.clause), self.clause
            )
        found = hits
        if read and understood.exhaustive:
            hits = with_whole_lists(found, self.clause)
        if not read or self.hit_reader is None:
            return hits, {}
        of_year = f"{max(understood.years, default=0)}年"  # that is asked about, not claimed: a rule then in force is of it
        then = scope.then_in_force if not understood.claim.text else ()
        periods = {hit.sentence: of_year for hit in hits if hit.doc in then}
        return self.hit_reader.in_order(understood, hits, budget, periods | self.ledger.periods(understood, hits), found)

    def _of_documents(self, readings: Sequence[Understood], limits: Limits) -> tuple[Understood, Register] | None:
        """Return the reading that asks about documents themselves, with what is known of them, or None where none does.

        Where the question names none, the reading that leans on the one before comes first.
        """
        asking = [reading for reading in readings if reading.document is not None]
        if self.documents is None or not asking:
            return None
        for reading in sorted(asking, key=_names_no_document):
            spoken_of = self.turns.documents_of(reading.answered) if reading.answered else frozenset()
            found = self.documents.find(reading, self.turns.scope(reading, limits), limits.as_of, spoken_of)
            if found is not None and not self._is_spoken_of(found, reading):
                return None if not found.known and self._is_told(reading, limits) else (reading, found)
        return None

    def _is_told(self, understood: Understood, limits: Limits) -> bool:
        """Return whether a turn that goes on from another one names what the text tells of that: 有效期呢 after 备案几天办好."""
        if not understood.context:
            return False
        hits, _ = self.retriever.retrieve(understood, self.turns.scope(understood, limits), 1)
        return bool(hits) and hits[0].odds > 0 and particular_named(understood.question) in hits[0].text

    def _is_spoken_of(self, register: Register, understood: Understood) -> bool:
        """Return whether the documents held speak of one that is not, so that they may state what is asked of it."""
        everywhere = Scope(np.ones(len(self.units.documents), np.float32))
        fact = understood.document is not None and understood.document.listing is None and not understood.document.number
        return fact and bool(register.missing) and bool(self.retriever.occurrences(register.missing[-SPOKEN_OF:], everywhere))

    def _hits_of_parts(
        self, parts: Sequence[Part], understood: Understood, hits: list[Hit], depth: int, budget: Budget
    ) -> list[Hit]:
        """Return the hits of each part in turn, the best of every part first, then the others; the first of each are read."""
        found = [self.retriever.retrieve(self.reader.part(understood, part.text), part.scope, depth)[0] for part in parts]
        if self.hit_reader is not None:
            read = [self.hit_reader.read(understood.text, row[:READ_OF_PARTS], budget) for row in found]
            found = [in_read_order(row, readings) for row, readings in zip(found, read, strict=True)]
        ordered = [row[rank] for rank in range(depth) for row in found if rank < len(row)] + hits
        return list({hit.sentence: hit for hit in ordered}.values())[:depth]

    def _stretches(self, understood: Understood) -> list[Understood]:
        """Return the stretches that ask something as questions of their own, where there are several."""
        if len(understood.asking) < 2:
            return []
        return [replace(self.reader.part(understood, text), facets=understood.facets) for text in understood.asking]


def joined(understood: Understood, found: Sequence[Found]) -> Found:
    """Return what was found for the questions that one question asks as what was found for it: the best of each first."""
    ranked = (hit for row in itertools.zip_longest(*(each.hits for each in found)) for hit in row if hit is not None)
    return replace(found[0], understood=understood, hits=tuple({hit.sentence: hit for hit in ranked}.values()))


def _kept(understood: Understood, depth: int) -> int:
    """Return how many hits are kept: of an open question more than are asked for, since all that fits is shown."""
    return max(depth, OPEN_DEPTH) if understood.open_ended else depth


def _on_the_thing(understood: Understood, hits: list[Hit], beside: Sequence[object]) -> tuple[list[Hit], bool]:
    """Return the hits that hold the thing of which nothing in particular is asked, where there are several, and whether so.

    Of a question that names places or is about several documents all hits are returned.
    """
    thing = "" if beside else normalize(understood.collected.thing)
    on_it = [hit for hit in hits if thing and thing in normalize(hit.text)]
    return (on_it, True) if len(on_it) >= SEVERAL else (hits, False)


def own_first(hits: list[Hit], read: Mapping[int, Reading], around: Collection[str], own: Collection[str]) -> list[Hit]:
    """Return hits, first one of the place that is asked for, where that reads as stating it as well as the rule that leads.

    A city's own rule goes before that of its province. The order changes, the scores do not.

    Args:
        hits: best first.
        read: what was read of them, by sentence.
        around: ids of the rules of what lies around the place.
        own: ids of its own documents.
    """
    first = hits[0] if hits else None
    if first is None or first.doc not in around or first.sentence not in read:
        return hits
    least = max(OPEN_STATED, read[first.sentence].states - OWN_AS_WELL)
    near = (hit for hit in hits if hit.doc in own and hit.sentence in read and hit.odds >= first.odds - SUPPORT)
    ahead = next((hit for hit in near if read[hit.sentence].states >= least), None)
    return [replace(ahead, score=first.score), *(hit for hit in hits if hit is not ahead)] if ahead else hits


def _with_second(hits: list[Hit], best: Sequence[Hit]) -> list[Hit]:
    """Return the hits with the best ones for further questions in the same sentence moved up behind the first."""
    if not hits:
        return hits
    ahead = [hits[0], *(hit for hit in best if hit.sentence != hits[0].sentence and hit.score >= SECOND)]
    return list({hit.sentence: hit for hit in [*ahead[:MOST_FIRST], *hits]}.values())


def _names_no_document(understood: Understood) -> bool:
    """Return whether a question on a document says neither itself nor by what was asked before which one is meant."""
    return understood.document is not None and not understood.document.subject and not understood.context
