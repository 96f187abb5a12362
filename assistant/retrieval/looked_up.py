"""What is looked up, not searched for: the sentences of places that a question names, and those that hold its words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from assistant.question.cues import Cue
from assistant.question.definitions import defines, terms_in
from assistant.question.facets import states_all
from assistant.question.understand import Reader, Understood
from assistant.records import Hit
from assistant.retrieval.places import Place
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.retrieval.widen import in_stretches
from assistant.thresholds import TOPIC_CHARS
from corpus.records import Clause

_QUOTE = re.compile(r"“([^\n]{8,400}?)”")
MOST_MORE = 3  # sentences of a clause that are shown where more is wanted
PHRASE = 8  # characters of a quoted phrase that is a name; a longer one is a sentence, which may be put otherwise
SEVERAL = 2  # sentences from which a thing is one of which there is more than one to say
OWN_SHARE = 0.25  # share of the sentences above which a thing is what they are all about, and not one of their topics
MOST_OCCURRENCES = 12  # that an answer shows
TOPIC_DEPTH = 60  # hits in which the sentences of a place are ranked


class LookUp:
    """Looks sentences up, over one index.

    Args:
        retriever: of the index.
        reader: reads questions.
        clause: gives a clause by its id.
    """

    def __init__(self, retriever: Retriever, reader: Reader, clause: Callable[[str], Clause]) -> None:
        self.retriever, self.reader, self.clause = retriever, reader, clause
        self.units = retriever.units

    def first(self, understood: Understood, places: Sequence[Place], occurrences: Sequence[int], hits: list[Hit]) -> list[Hit]:
        """Return the sentences that were looked up, then those that were searched for."""
        numbers = [n for place in places for c in place.clauses for n in self.retriever.sentences_of(c)] or list(occurrences)
        looked_up = [self.retriever.looked_up(number) for number in numbers]
        if places and looked_up:
            looked_up = self._asked_first(looked_up, understood, places)
        return looked_up + [hit for hit in hits if hit.sentence not in set(numbers)]

    def defining(self, understood: Understood, places: Sequence[Place]) -> tuple[Place, ...]:
        """Return the place that a question names cut to what it says a word means, where only that is asked of it."""
        terms = terms_in(understood.defined) if understood.defined else ()
        if len(places) != 1 or len(places[0].clauses) != 1 or places[0].parts or not terms:
            return tuple(places)
        clause = self.units.clauses[places[0].clauses[0]]
        texts = {span: clause.sentence_text(n) for n, span in enumerate(clause.sentences)}
        spans = tuple(span for span, text in texts.items() if any(defines(text, term) for term in (understood.defined, *terms)))
        return (replace(places[0], parts=spans, title=clause.label),) if spans else tuple(places)

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

    def phrase(self, understood: Understood, scope: Scope) -> str:
        """Return the phrase whose places are wanted: the quoted one, or the longest wording that the documents hold."""
        if understood.phrases:
            return understood.phrases[0] if understood.wants(Cue.LOOKUP, Cue.OCCURRENCES, Cue.ALL) else ""
        if not understood.wants(Cue.OCCURRENCES):
            return self._collected(understood, scope)
        named = "".join(self.units.documents[number].title for number in scope.named)
        pieces = sorted(set(understood.topic), key=lambda piece: (-len(piece), piece))
        others = [piece for piece in pieces if piece not in named]  # a name tells where to look: 旅游规划里讲冰场的
        return next((piece for piece in others or pieces if self.retriever.occurrences(piece, scope)), "")

    def unheld(self, understood: Understood) -> str:
        """Return the first quoted phrase that the documents do not know; "" for none."""
        short = (phrase for phrase in understood.phrases if len(phrase) <= PHRASE and phrase.isalpha())
        return next((phrase for phrase in short if not self.retriever.vocabulary.may_hold(phrase)), "")

    def _collected(self, understood: Understood, scope: Scope) -> str:
        """Return the thing of which all is wanted, as it is called or in official terms, where several sentences hold it."""
        if not understood.collected.whole:
            return ""
        called = understood.collected.thing
        official = self.reader.lexicon.in_official_terms(called)
        most = OWN_SHARE * np.count_nonzero(scope.weights[self.units.clause_document[self.units.sentence_clause]])
        held = (word for word in (called, official) if word and SEVERAL <= len(self.retriever.occurrences(word, scope)) <= most)
        return next(held, "")

    def found_first(self, understood: Understood, occurrences: tuple[int, ...], hits: Sequence[Hit]) -> tuple[int, ...]:
        """Return the sentences on what is wanted whole with those first that the search finds, where not all can be shown."""
        if not understood.collected.whole or len(occurrences) <= MOST_OCCURRENCES:
            return occurrences
        rank = {hit.sentence: place for place, hit in enumerate(hits)}
        return tuple(sorted(occurrences, key=lambda number: rank.get(number, len(rank))))

    def occurrences(self, understood: Understood, phrase: str, scope: Scope) -> tuple[int, ...]:
        """Return the sentences that hold a phrase, or those that the answer before is asked about."""
        return tuple(self.retriever.occurrences(phrase, scope)) if phrase else self._about_the_answer(understood, scope)

    def _about_the_answer(self, understood: Understood, scope: Scope) -> tuple[int, ...]:
        """Return the sentences that the answer before quoted, or, where more is wanted, what follows them in their clauses."""
        if not understood.seen:
            return self.quoted(understood.said, scope)
        shown = self.quoted(_QUOTE.findall(understood.seen), scope)
        first: dict[int, int] = {}  # of each clause, in the order of the quotes
        for number in shown:
            clause = int(self.units.sentence_clause[number])
            first[clause] = min(number, first.get(clause, number))
        rest = [n for clause, at in first.items() for n in self.retriever.sentences_of(clause) if n > at and n not in shown]
        return tuple(rest[:MOST_MORE])

    def quoted(self, quotes: Sequence[str], scope: Scope) -> tuple[int, ...]:
        """Return the sentences that hold the quotes, each once."""
        return tuple(dict.fromkeys(number for quote in quotes for number in self.retriever.occurrences(quote, scope)[:1]))


def was_shown(hit: Hit, seen: str) -> bool:
    """Return whether the answers before quoted the sentence, or a part of it."""
    return hit.text in seen or any(quote in hit.text for quote in _QUOTE.findall(seen))
