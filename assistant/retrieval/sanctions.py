"""What a deed is punished with, where the text names the rule by its number alone: 违反第十一条第（三）项规定的，处罚款.

Such a sentence has no word of what was done, so that no search for the deed finds it, and none that finds it knows whether it is
on this deed. The rule that forbids the deed is found by its words, and what is done to who breaks it by the rule's number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from assistant.question.parts import about
from assistant.question.penalties import asks_for_fine, asks_for_penalty, asks_on_for_penalty, deed_of
from assistant.question.references import Reference
from assistant.question.resolve import resolve
from assistant.question.understand import Reader, Understood
from assistant.records import Hit
from assistant.retrieval.penalties import (
    awards,
    is_sanction,
    items_broken,
    names_no_deed,
    rules_broken,
    tells_of_its_own_rule,
)
from assistant.retrieval.places import part_of
from assistant.retrieval.reading import lead_above
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.thresholds import OPEN_STATED, PUNISHED_NEAR, READ_FURTHER, SECOND, SUPPORT
from corpus.outline import article_of
from corpus.records import Span

LOOKED_AT = 3  # first hits of a deed among which its rule is, within ``PUNISHED_NEAR`` of the first
MOST = 4  # sentences of sanctions that are shown with a rule
MOST_RULES = 3  # … of the rules that a sanction names: of more only some would be on the deed
DOCUMENTS = 64  # whose sanctions are kept
_ITEM = ("（", "(")  # how an item begins: （三）违反本条例第三十一条规定的 is the lead of no other
PUNISHED = "punished"  # signal of a rule, and of what follows from breaking it: they are shown together


@dataclass(frozen=True, slots=True)
class Sanction:
    """Sentences (numbers in the index) that say what follows from breaking the rules at some places (clause, spans in it)."""

    sentences: tuple[int, ...]
    broken: tuple[tuple[int, tuple[Span, ...]], ...]

    def is_on(self, clause: int, span: Span) -> bool:
        """Return whether it is on breaking the rule that stands at a span of a clause."""
        return any(number == clause and _within(span, spans) for number, spans in self.broken)


class Sanctions:
    """Finds sanctions by the rules that they name, over one index."""

    def __init__(self, retriever: Retriever, reader: Reader) -> None:
        self.retriever, self.reader = retriever, reader
        self._of = lru_cache(maxsize=DOCUMENTS)(self._read)

    def first(self, understood: Understood, scope: Scope, hits: list[Hit], beside: Sequence[object]) -> list[Hit]:
        """Return hits, first what a deed is punished with and the rule on it, where the question asks for that.

        Unless what is found first for the deed itself says what follows from it, or the question names places ``beside`` that, or
        asks for more than one thing. Sanctions that are on another deed come last.
        """
        if not hits or beside:
            return hits
        found = self._found_for(self._deed(understood), scope)
        first = self._of_deed(found, scope)
        if not first and asks_for_penalty(understood.question):
            first = self._with_its_rule(hits[0]) or self._beside_its_rule(hits, found)
        if asks_for_fine(understood.question):
            first, hits = self._without_awards(first), _awards_last(hits)
        known = {hit.sentence: hit for hit in hits}
        shown = [known.get(number) or self.retriever.hit(number, hits[0].score) for number in first]
        marked = [replace(hit, score=hits[0].score, signals=hit.signals | {PUNISHED: 1.0}) for hit in shown]
        return [*marked, *self._others_last(found, [hit for hit in hits if hit.sentence not in first])]

    def _deed(self, understood: Understood) -> Understood | None:
        """Return the deed of which nothing but the penalty is asked; None where there is none.

        What only asks on for the penalty (能不能现场拌，违反的话罚多少) is on the deed that stands before it.
        """
        if understood.context and asks_on_for_penalty(understood.question):
            return self.reader.part(replace(understood, text=understood.context), about(understood.context))
        words = deed_of(understood.question)
        deed = self.reader.part(understood, words) if words else None
        return None if deed is None or deed.asking else deed

    def _found_for(self, deed: Understood | None, scope: Scope) -> list[Hit]:
        """Return the hits of a deed that are about as near as the best one; none of no deed."""
        found = self.retriever.retrieve(deed, scope, READ_FURTHER)[0] if deed else []
        return [hit for hit in found if hit.odds >= found[0].odds - SUPPORT]

    def _of_deed(self, found: list[Hit], scope: Scope) -> list[int]:
        """Return the sentences on what a deed is punished with, then its rule; none where that is not named by number alone."""
        held = self.retriever.scoper.own(scope)  # a city's own rule before that of its province
        first = found[:LOOKED_AT]
        first = [hit for hit in first if hit.doc in held] or first
        near = [hit for hit in first if hit.odds >= first[0].odds - PUNISHED_NEAR]
        rules = takewhile(lambda hit: not is_sanction(hit.text) or (hit is not first[0] and rules_broken(hit.text)), near)
        return next(([*punished, rule.sentence] for rule in rules if (punished := self._on(rule) or self._led_by(rule))), [])

    def _led_by(self, item: Hit) -> list[int]:
        """Return the sentences of the lead of an item, where they say what follows from what it says: 有下列行为之一的，处…：."""
        clause = int(self.retriever.units.sentence_clause[item.sentence])
        lead = lead_above(item, self.retriever.units.clauses[clause])
        if not is_sanction(lead):
            return []
        sentences = (n for n in self.retriever.sentences_of(clause) if n < item.sentence)
        return [n for n in sentences if self.retriever.units.sentence_text(n) in lead][:MOST]

    def _beside_its_rule(self, hits: list[Hit], found: Sequence[Hit]) -> list[int]:
        """Return the sentence on what follows from the deed, then the rule, where it is about as near as that and behind it.

        ``found`` are the hits of the deed: what follows from it says again what was done, and is among them.
        """
        of_deed = {hit.sentence for hit in found}
        near = [hit for hit in hits if hit.sentence in of_deed and hit.odds >= hits[0].odds - PUNISHED_NEAR]
        if not near or near[0] is not hits[0] or is_sanction(hits[0].text):
            return []
        return next(([hit.sentence, hits[0].sentence] for hit in near if is_sanction(hit.text)), [])

    def _without_awards(self, sentences: list[int]) -> list[int]:
        """Return the numbers of sentences on a sanction without those on what a court awards for it, where others are left."""
        kept = [number for number in sentences if not awards(self.retriever.units.sentence_text(number))]
        return kept if any(is_sanction(self.retriever.units.sentence_text(number)) for number in kept) else sentences

    def _others_last(self, found: Sequence[Hit], hits: list[Hit]) -> list[Hit]:
        """Return hits, those sanctions last that are on another deed than the one that ``found`` are the hits of.

        One is on it whose clause is among those, or that names a rule among them by number: a search for the deed and its penalty
        finds many a penalty. What is hardly found itself tells nothing.
        """
        if not found or found[0].score < SECOND:
            return hits
        clauses = {hit.clause for hit in found}
        return _last(
            hits, [hit for hit in hits if is_sanction(hit.text) and hit.clause not in clauses and not self._is_on(hit, found)]
        )

    def _is_on(self, sanction: Hit, rules: Sequence[Hit]) -> bool:
        """Return whether a sentence of a sanction is on breaking one of some rules that it names by number."""
        clauses = self.retriever.units.sentence_clause
        of_it = self._read_of(sanction)
        return of_it is not None and any(of_it.is_on(int(clauses[rule.sentence]), (rule.start, rule.end)) for rule in rules)

    def _read_of(self, hit: Hit) -> Sanction | None:
        """Return the sanction that a sentence belongs to, where it names rules by number."""
        document = int(self.retriever.units.clause_document[self.retriever.units.sentence_clause[hit.sentence]])
        return next((each for each in self._of(document) if hit.sentence in each.sentences), None)

    def _with_its_rule(self, hit: Hit) -> list[int]:
        """Return the sentences on a sanction that reads as what is asked, then those on the rule that it names by number alone.

        Without the rule nobody sees whether it is on the deed: 违反本法第十四条第五款规定的，处十万元罚款.
        """
        if not names_no_deed(hit.text) or hit.signals.get("states", 0.0) < OPEN_STATED:
            return []
        of_it = self._read_of(hit)
        rules = [number for place, spans in (of_it.broken if of_it else ()) for number in self._standing_in(place, spans)]
        return [*of_it.sentences[:MOST], *rules] if of_it and 0 < len(rules) <= MOST_RULES else []

    def _standing_in(self, clause: int, spans: tuple[Span, ...]) -> list[int]:
        """Return the sentences of a clause that lie in one of some spans; all of them where there are none."""
        sentences = zip(self.retriever.sentences_of(clause), self.retriever.units.clauses[clause].sentences, strict=True)
        return [number for number, span in sentences if _within(span, spans)]

    def _on(self, rule: Hit) -> list[int]:
        """Return the sentences on breaking a rule, in the order of the text."""
        clause = int(self.retriever.units.sentence_clause[rule.sentence])
        sanctions = self._of(int(self.retriever.units.clause_document[clause]))
        found = [number for each in sanctions if each.is_on(clause, (rule.start, rule.end)) for number in each.sentences]
        return found[:MOST]

    def _read(self, document: int) -> list[Sanction]:
        """Return the sanctions of a document that name rules by number; what a sentence behind one adds belongs to it."""
        found: list[Sanction] = []
        for clause, text in self.retriever.clauses_of(document):
            of_clause, lead = list[Sanction](), list[Reference]()
            punishes = is_sanction(text.text)
            for number in self.retriever.sentences_of(clause):
                sentence = self.retriever.units.sentence_text(number)
                if not (punishes or tells_of_its_own_rule(sentence)):
                    continue
                references = rules_broken(sentence, article_of(text.path))
                lead = references if references and not sentence.startswith(_ITEM) else lead
                if references := references or _items_of(lead, sentence):
                    of_clause.append(Sanction((number,), self._places(document, references)))
                elif of_clause and is_sanction(sentence):
                    of_clause[-1] = replace(of_clause[-1], sentences=(*of_clause[-1].sentences, number))
            found += of_clause
        return found

    def _places(self, document: int, references: Sequence[Reference]) -> tuple[tuple[int, tuple[Span, ...]], ...]:
        """Return the clauses (numbers in the index) that references name, each with the spans that are meant, all if none."""
        clauses, outline = self.retriever.clauses_of(document), self.retriever.outline(document)
        found = []
        for reference in references:
            for number in resolve(reference, outline, clauses):
                place = part_of(document, number, reference, self.retriever)
                if not place.missing:  # the lead of an item is of every item
                    found.append((number, place.parts[1:] if reference.item else place.parts))
        return tuple(found)


def _awards_last(hits: list[Hit]) -> list[Hit]:
    """Return hits, last what a court awards to who was harmed, where a sanction is among them: that is no answer to 罚多少."""
    awarded = [hit for hit in hits if awards(hit.text)]
    return _last(hits, awarded) if any(is_sanction(hit.text) and hit not in awarded for hit in hits) else hits


def _last(hits: list[Hit], others: Sequence[Hit]) -> list[Hit]:
    """Return hits with some of them last, which then are no likelier than the last of the rest."""
    kept = [hit for hit in hits if hit not in others]
    least = kept[-1].score if kept else 1.0
    return [*kept, *(replace(hit, score=min(hit.score, least)) for hit in others)]


def _items_of(lead: Sequence[Reference], sentence: str) -> list[Reference]:
    """Return the items of the places that a lead names which a sentence below it says to be broken: （一）违反第五项规定的."""
    return [replace(place, item=item) for place in lead for item in items_broken(sentence)]


def _within(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether a span lies in one of several, or holds one; in all of a clause where there are none."""
    return not spans or any(start < span[1] and span[0] < end for start, end in spans)
