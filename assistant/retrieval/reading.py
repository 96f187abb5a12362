"""Reads the best hits together with the question: which of them state what it asks, and in what order they are then shown."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from assistant.grounding.quantities import quantities, written
from assistant.question.follow_ups import asks_on
from assistant.question.parts import about
from assistant.question.understand import Understood
from assistant.reading.model import LONGEST, Reading, ReadingModel
from assistant.reading.passage import QUESTION, Passage
from assistant.records import Hit
from assistant.retrieval.lists import list_of
from assistant.thresholds import (
    CLAIM_FIGURED,
    CLAIM_HITS,
    ELSEWHERE,
    LISTED,
    OPEN_STATED,
    READ,
    READ_FURTHER,
    READ_FURTHER_SURE,
    READ_LISTS,
    READ_OPEN,
    READ_PIECES,
    READ_WEIGHT,
    READ_WEIGHT_OPEN,
    READ_WEIGHT_PLAIN,
    READABLE,
)
from corpus.enumerations import lead_of
from corpus.records import Clause, Document

NO_PERIODS: Mapping[int, str] = MappingProxyType({})
NOTHING_RAISED: Mapping[int, float] = MappingProxyType({})
_SIGNS = 3  # pieces that stand before, between and behind the two texts of a pair
_SURE = 1e-3  # probabilities nearer to 0 or 1 are taken for this: the model is never surer


def odds_of(chance: float) -> float:
    """Return the logarithm of chance : (1 - chance) of a reading, in about [-7, 7]."""
    held = min(max(chance, _SURE), 1 - _SURE)
    return math.log(held / (1 - held))


class Budget:
    """What may still be read for one question, shared by all that is read for it: ``left`` counts pieces of pairs.

    The time of a pair is that of its pieces: a character is one at most, and the model is shown ``LONGEST`` of a pair.
    """

    def __init__(self, pieces: int = READ_PIECES) -> None:
        self.left = pieces

    def spent_on(self, question: str, passages: Sequence[Passage]) -> Sequence[Passage]:
        """Return those of the passages, from the first one on, that can still be read with a question; they are paid for."""
        asked = len(question[:QUESTION]) + _SIGNS
        for number, passage in enumerate(passages):
            pieces = min(LONGEST, asked + len(passage.text))
            if pieces > self.left:
                return passages[:number]
            self.left -= pieces
        return passages


class HitReader:
    """Reads hits with the shipped reading model.

    Args:
        model: reads pairs of a question and a sentence.
        documents: those of the index, by id.
        clause: gives a clause by its id.
    """

    def __init__(self, model: ReadingModel, documents: Mapping[str, Document], clause: Callable[[str], Clause]) -> None:
        self.model, self.documents, self.clause = model, documents, clause

    def in_order(
        self,
        understood: Understood,
        hits: list[Hit],
        budget: Budget,
        periods: Mapping[int, str] = NO_PERIODS,
        items: Sequence[Hit] = (),
    ) -> tuple[list[Hit], dict[int, Reading]]:
        """Return hits in the order of those who read them, and the readings, by the number of their sentence, in that order.

        The first hits are read, and a few more as long as none of them states what is asked; of an open question more of them,
        and where all there is is wanted, lists from further down.

        Args:
            understood: the question; of what it claims, where something is.
            hits: best first, with lists whole where all there is of something is wanted.
            budget: of the question; what it does not suffice for is not read.
            periods: of when what a hit states is, by sentence, where it does not say so itself.
            items: what was found of those lists, best first.
        """
        asked = understood.claim.text or _read_as(understood)
        if len(asked) > READABLE:
            return hits, {}
        if understood.open_ended:
            readings, lists = self._open_ended(understood, asked, hits, budget, periods)
            self._read_items(asked, [hit for hit in hits if hit.sentence in lists], items, readings, budget)
            weight = READ_WEIGHT if is_banked(hits) else READ_WEIGHT_PLAIN
            ordered = in_read_order(hits, readings, lists, weight=weight)
            return ordered, _in_order_of(ordered, readings)
        claimed = understood.claim.text
        first = [*hits[:CLAIM_HITS], *with_its_figures(claimed, hits)] if claimed else [*hits[:READ], *self._led(hits)]
        readings = self.read(asked, first, budget, periods)
        if not claimed:
            self._read_on(asked, hits, readings, budget, periods)
        ordered = in_read_order(hits, readings, weight=READ_WEIGHT if is_banked(hits) else READ_WEIGHT_PLAIN)
        return ordered, _in_order_of(ordered, readings)

    def _led(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return hits further down that are items of a list whose lead is among the first: one of them is what is asked."""
        first = {(hit.clause, hit.start) for hit in hits[:READ]}
        return [hit for hit in hits[READ:READ_FURTHER] if any((hit.clause, start) in first for start in self._led_from(hit))][
            :READ_LISTS
        ]

    def _led_from(self, hit: Hit) -> list[int]:
        """Return where the sentences of the lead of the list begin that a hit is an item of; none where it is no item."""
        clause = self.clause(hit.clause)
        listed = list_of(hit, clause)
        starts = [] if listed is None else [clause.sentences[number][0] for number in lead_of(listed, clause)]
        return starts if starts and starts[-1] < hit.start else []

    def _open_ended(
        self, understood: Understood, asked: str, hits: list[Hit], budget: Budget, periods: Mapping[int, str]
    ) -> tuple[dict[int, Reading], dict[int, float]]:
        """Return the readings of an open question's hits, and by how much the odds of the lists among them are raised."""
        wanted = hits if understood.exhaustive else []
        lists = {hit.sentence: LISTED for hit in wanted if list_of(hit, self.clause(hit.clause))}
        further = [hit for hit in hits[READ_OPEN:] if hit.sentence in lists]
        return self.read(asked, [*hits[:READ_OPEN], *further[:READ_LISTS]], budget, periods), lists

    def _read_items(
        self, asked: str, lists: Sequence[Hit], items: Sequence[Hit], readings: dict[int, Reading], budget: Budget
    ) -> None:
        """Read the item by which a list was found, where its lead does not state what is asked: the list states it then."""
        doubted = [hit for hit in lists if hit.sentence in readings and readings[hit.sentence].states < OPEN_STATED]
        for listed in doubted[:READ]:
            found = next((item for item in items if item.start > listed.start and _holds(listed, item)), None)
            for reading in self.read(asked, [found], budget).values() if found else ():
                readings[listed.sentence] = max(readings[listed.sentence], reading, key=lambda each: each.states)

    def _read_on(
        self, asked: str, hits: Sequence[Hit], readings: dict[int, Reading], budget: Budget, periods: Mapping[int, str]
    ) -> None:
        """Read on, a few at a time, until one states what is asked, where none of those that were read does.

        Among many hits some look like stating it, so that further down only a sure one counts. Of documents with a question bank
        the first hits are sure enough.
        """
        if is_banked(hits) or len(readings) < READ or any(reading.states >= OPEN_STATED for reading in readings.values()):
            return
        for at in range(READ, min(len(hits), READ_FURTHER), READ):
            further = self.read(asked, hits[at : min(at + READ, READ_FURTHER)], budget, periods)
            sure = {sentence: reading for sentence, reading in further.items() if reading.states >= READ_FURTHER_SURE}
            if sure or not further:
                readings |= sure
                return

    def read(
        self, question: str, hits: Sequence[Hit], budget: Budget, periods: Mapping[int, str] = NO_PERIODS
    ) -> dict[int, Reading]:
        """Return what the model makes of the first hits, as far as the budget goes, by the number of their sentence.

        Of a list it is shown the lead: with its items it sees less of what a list is of. Beside its place it is shown of when a
        figure is: of 要达到15亿元 it cannot know that the section begins with 到2025年; and of an item of a list what leads that.
        """
        passages = budget.spent_on(question, [self._passage(hit, periods.get(hit.sentence, "")) for hit in hits])
        return dict(zip((hit.sentence for hit in hits), self.model.read(question, passages), strict=False))

    def _passage(self, hit: Hit, period: str) -> Passage:
        clause = self.clause(hit.clause)
        place = " ".join((*clause.headings, clause.title)).strip() or hit.path
        place += f"（{period}）" if period else ""
        place += f" {lead}" if (lead := lead_above(hit, clause)) else ""
        first = next((end for start, end in clause.sentences if start == hit.start), hit.end)
        return Passage(self.documents[hit.doc].title, place, hit.text[: first - hit.start])


def _read_as(understood: Understood) -> str:
    """Return a question as it is read: a turn that goes on from an answer by itself, else what that told is stated once more.

    One that says nothing of what it asks (怎么申请) is read with what the one before it is about.
    """
    if not understood.answered:
        return understood.text
    return f"{about(understood.context)} {understood.question}" if asks_on(understood.question) else understood.question


def with_its_figures(claim: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return hits further down that count in a measure of a claim, where none of the first does.

    What says 保护十年 is borne out or denied by 期限为十五年: its words may be far from the claim's, and its figure is another
    one where the claim is wrong.
    """
    claimed = [quantity for quantity in quantities(written(claim)) if not quantity.one]

    def counts(hit: Hit) -> bool:
        return any(one.comparable(other) for one in claimed for other in quantities(written(hit.text)))

    return [] if any(map(counts, hits[:CLAIM_HITS])) else list(islice(filter(counts, hits[CLAIM_HITS:]), CLAIM_FIGURED))


def lead_above(hit: Hit, clause: Clause) -> str:
    """Return the lead of the list that a hit is an item of: 可以不经许可 of （六）为课堂教学少量复制; empty for what is none.

    All of it, from where it begins before a semicolon: 有下列行为之一的，处五万元罚款；构成犯罪的，依法处罚.
    """
    listed = list_of(hit, clause)
    if listed is None or listed.lead is None or clause.sentences[listed.lead][0] >= hit.start:
        return ""
    return "".join(clause.sentence_text(number) for number in lead_of(listed, clause))


def _in_order_of(hits: Sequence[Hit], readings: Mapping[int, Reading]) -> dict[int, Reading]:
    return {hit.sentence: readings[hit.sentence] for hit in hits if hit.sentence in readings}


def _holds(listed: Hit, item: Hit) -> bool:
    return listed.clause == item.clause and item.end <= listed.end


def is_elsewhere(hit: Hit) -> bool:
    """Return whether a hit is another place's rule: its figures never stand in for those that ours does not state."""
    return hit.signals.get("foreign", 0.0) > ELSEWHERE


def is_banked(hits: Sequence[Hit]) -> bool:
    """Return whether questions of a bank stand behind the first hits: their order is surer then."""
    return any(hit.signals.get("bank_dense", 0.0) > 0 for hit in hits[:READ])


def in_read_order(
    hits: Sequence[Hit],
    readings: Mapping[int, Reading],
    raised: Mapping[int, float] = NOTHING_RAISED,
    *,
    weight: float = READ_WEIGHT,
) -> list[Hit]:
    """Return the hits that were read in the order of both odds, then the others.

    The order changes, the scale does not: the best of those read takes the highest of their scores, and so on, so that scores
    still fall along the list and keep the meaning that they were calibrated for. The signal "together" is what an open question
    goes by: the odds of a hit and of its reading. Another place's rule is lifted by no reading.

    Args:
        hits: best first.
        readings: by sentence.
        raised: odds that are added for what a hit is, by sentence.
        weight: of the odds of a reading beside the hit's own.
    """
    read = [hit for hit in hits if hit.sentence in readings]
    stated = {hit.sentence: odds_of(readings[hit.sentence].states) for hit in read}
    least = min((stated[hit.sentence] for hit in read if not is_elsewhere(hit)), default=0.0)
    for hit in filter(is_elsewhere, read):
        stated[hit.sentence] = min(stated[hit.sentence], least)

    def weighed(hit: Hit, share: float) -> float:
        return hit.odds + share * stated[hit.sentence] + raised.get(hit.sentence, 0.0)

    ordered = sorted(read, key=lambda hit: -weighed(hit, weight))
    scores = sorted((hit.score for hit in read), reverse=True)
    signed = [
        replace(
            hit,
            score=score,
            signals=hit.signals | {"states": readings[hit.sentence].states, "together": weighed(hit, READ_WEIGHT_OPEN)},
        )
        for hit, score in zip(ordered, scores, strict=True)
    ]
    return [*signed, *(hit for hit in hits if hit.sentence not in readings)]
