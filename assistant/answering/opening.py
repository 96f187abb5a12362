"""The first words of an answer to what asserts something: a yes only where a quote says all of it, a no with what differs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from assistant import messages
from assistant.facts.periods import BASELINE, called, heading_kind
from assistant.grounding.alignment import UNREAD, Evidence, align
from assistant.grounding.breaches import is_barred, is_left_out
from assistant.grounding.cases import is_only_worked_on
from assistant.grounding.claim_model import shipped_model
from assistant.grounding.entailment import entails
from assistant.grounding.features import Remembered, ties_otherwise
from assistant.grounding.quantities import quantities, written
from assistant.grounding.ruling import Ruling
from assistant.grounding.statements import has_come_about, pieces, read, years_of
from assistant.grounding.verdict_model import shipped_verdicts
from assistant.grounding.verdicts import Reread, rule
from assistant.question.cues import Cue
from assistant.question.sections import asks_eligibility
from assistant.question.times import OUTCOME
from assistant.question.understand import Understood
from assistant.reading.model import Reading
from assistant.records import Citation, Hit, Verdict
from assistant.retrieval.reading import Budget, HitReader, lead_above
from assistant.retrieval.retriever import Retriever
from assistant.thresholds import CLAIM_HITS, CLAIM_STRETCHES, READABLE, REREAD_PIECES
from corpus.records import Clause, Document
from index.encoder import ShippedEncoder

NOT_READ: Mapping[int, Reading] = MappingProxyType({})
OF_A_NAME = "大"  # 六大重点工程 is what they are called, and no goal
SHORTEST = 4  # characters of a stretch that says something
_NATIONAL = "national"
_STRETCH = re.compile(r"[^,，;；:：。！!？?]+")
_PROVISO = re.compile("[,，;；]但")  # 可以不经许可，但不得……: the items are what is allowed
Figure = tuple[Decimal, str, str]  # value, what is counted, unit


@dataclass(frozen=True, slots=True)
class Opening:
    """How an answer opens, what it says of the claim (None: nothing is decided), and the hit that it rests on."""

    words: str
    verdict: Verdict | None
    hit: Hit


class Opener:
    """Holds what questions assert against what was found."""

    def __init__(self, retriever: Retriever, documents: Mapping[str, Document], hit_reader: HitReader | None = None) -> None:
        self.retriever, self.documents, self.hit_reader = retriever, documents, hit_reader
        encoder = retriever.maker.encoder  # the model of claims was fitted on the cosines of the shipped one
        shipped = encoder if isinstance(encoder, ShippedEncoder) else _shipped_encoder()
        self.vectors = Remembered(shipped.encode_document)
        self.verdicts = shipped_verdicts()

    def open(
        self, understood: Understood, hits: Sequence[Hit], readings: Mapping[int, Reading] = NOT_READ, *, unstated: bool = False
    ) -> Opening:
        """Return how the answer opens.

        Args:
            understood: the question; where it asserts nothing, nothing is decided.
            hits: what was found, best first, at least one; those of the first one's document count.
            readings: what the reading model made of hits, by sentence: that the documents do not say so is never said where none
                was read.
            unstated: whether what is asked is taken for not stated: then that is told of what is asked openly too.
        """
        claim = understood.claim
        undecided = Opening(messages.ORIGINAL if understood.wants(Cue.YES_NO) else "", None, hits[0])
        if not claim.text or len(claim.text) > READABLE or asks_eligibility(understood.own):
            return undecided  # what is too long to be read is not judged, nor who fulfils conditions
        if claim.asked and understood.leaning:
            return undecided  # 我不知道是假货，要赔吗？会罚款吗？ 会罚款 does not say in which case
        near = [hit for hit in hits if hit.doc == hits[0].doc][:CLAIM_HITS]
        ruling = self._rule(understood, near, readings)
        hit = near[ruling.evidence]
        if _leaves_open(ruling, understood, read=any(h.sentence in readings for h in hits), unstated=unstated):
            return undecided
        return Opening(_words(ruling, hit), ruling.verdict, hit)

    def _rule(self, understood: Understood, hits: Sequence[Hit], readings: Mapping[int, Reading]) -> Ruling:
        """Return the ruling; what the text says word for word needs no model, and of a story nothing else is told."""
        claim = understood.claim
        text = written(claim.text)
        if not (read(text).words or quantities(text)):
            return Ruling(None)  # it names nothing that a quote could be held against: 这个规划靠谱, 规划是强制的
        evidences = [self._evidence(hit, readings.get(hit.sentence)) for hit in hits]
        for number, hit in enumerate(hits):
            literal = not claim.absent and entails(self._citation(hit), claim.text)
            if literal and not _is_of_something_else(text, evidences[number]):
                return _of_goal(Ruling(Verdict.YES, number), understood, evidences, text)
        if sum(len(piece) >= SHORTEST for piece in pieces(text)) >= CLAIM_STRETCHES:
            return Ruling(None)  # a story: one of its circumstances decides, and which one no quote tells
        reread = self._rereading(hits, evidences, readings)
        spoken = self.retriever.vocabulary.uses
        models = shipped_model(), self.verdicts
        ruling = rule(
            text, evidences, self.vectors, *models,
            absent=claim.absent, openly=not claim.asserted, asked=claim.asked, reread=reread, spoken=spoken,
        )  # fmt: skip
        return _of_goal(ruling, understood, evidences, text)

    def _rereading(self, hits: Sequence[Hit], evidences: Sequence[Evidence], readings: Mapping[int, Reading]) -> Reread | None:
        """Return what reads a hit once more, with its time, which stands before it or above; None where nothing was read."""
        reader, budget = self.hit_reader, Budget(REREAD_PIECES)
        if reader is None or not readings:
            return None

        def reread(number: int, claim: str) -> tuple[float, float, float]:
            hit, evidence = hits[number], evidences[number]
            told = (y for y in read(claim).years & read(evidence.quote).years if str(y) not in hit.text)
            periods = {hit.sentence: " ".join(map(called, sorted(told)))}
            found = reader.read(claim, [hit], budget, periods).get(hit.sentence)
            return (found.states, found.supports, found.contradicts) if found else evidence.read

        return reread

    def _evidence(self, hit: Hit, read: Reading | None) -> Evidence:
        clause, document = self.retriever.clause_of(hit.sentence), self.documents[hit.doc]
        planned, baseline = document.is_plan, heading_kind(clause.headings) == BASELINE
        before = [f"{int(document.valid_from[:4]) - 1}年"] if planned and baseline and document.valid_from else []
        above = "。".join([document.title, *filter(None, [document.doc_no]), *_whereabouts(document), *before, *clause.headings])
        aims = planned and not baseline
        chances = (read.states, read.supports, read.contradicts) if read else UNREAD
        lead = written(_PROVISO.split(lead_above(hit, clause))[0])
        return Evidence(written(_led(clause, hit)), written(above), aims, chances, written(clause.text), lead)

    def _citation(self, hit: Hit) -> Citation:
        document = self.documents[hit.doc]
        return Citation(
            1, hit.doc, document.title, document.doc_no, hit.clause, hit.path, hit.title, hit.text, hit.start, hit.end
        )


def _is_of_something_else(claim: str, evidence: Evidence) -> bool:
    """Return whether a quote that has a claim word for word does not say it: it bars it, or ties its figures to other things."""
    barred = is_barred(read(claim), evidence) or is_left_out(read(claim), evidence)
    return barred or is_only_worked_on(claim, evidence.quote) or ties_otherwise(align(claim, evidence))


def _whereabouts(document: Document) -> list[str]:
    """Return the names of the place of a document, how people call it there (市里), and the years by which they call the text."""
    places = [place for place in (document.region, document.province) if place and place != _NATIONAL]
    known = f"{document.title} {document.issuer or ''}"
    level = re.search(rf"{re.escape(places[0])}([省市县区])", known) if places else None
    called = [level.group(), f"{level[1]}里"] if level else []
    years = {date[:4] for date in (document.published, document.valid_from) if date}
    return [*places, *called, *(f"{year}年" for year in sorted(years))]


@lru_cache(maxsize=1)
def _shipped_encoder() -> ShippedEncoder:
    return ShippedEncoder()


def _led(clause: Clause, hit: Hit) -> str:
    """Return a sentence with the time that leads it, where a semicolon parts the two: “十四五”末，…；…达到90件."""
    before = re.split(r"[。！？\n]", clause.text[: hit.start - clause.start])[-1]
    lead = _STRETCH.match(before)
    return f"{lead.group()},{hit.text}" if lead and years_of(written(lead.group())) else hit.text


def _of_goal(ruling: Ruling, understood: Understood, evidences: Sequence[Evidence], claim: str) -> Ruling:
    """Return the ruling, but for a yes that takes a goal for a result: a plan tells what is aimed at, not what came of it.

    Where a result is asserted in so many words (已经, 了), of no other time than the goal's, the text says otherwise.
    """
    result = _result_asked(understood, claim)
    if ruling.goal and not (result or (understood.claim.confirmed and _figures(claim))):
        return Ruling(None, ruling.evidence)  # 贷到款了，给不给补贴: what has come about is the case, not what is asked
    goal = _goal_instead(ruling, understood, evidences, claim, result=result)
    if goal is not None:
        ruling = Ruling(Verdict.NOT_STATED, goal, goal=True)
    evidence = evidences[ruling.evidence]
    stated = read(claim)
    asserted = understood.claim.confirmed and "done" in stated.marks and "aim" not in stated.marks
    if ruling.goal and asserted and stated.years <= read(evidence.quote).years:
        return Ruling(Verdict.NO, ruling.evidence, goal=True)
    return ruling


def _result_asked(understood: Understood, claim: str) -> bool:
    """Return whether it is asked, or said, that something has come about: what is openly asked is so by its last stretch.

    Without a figure more than 了 has to say it: 把快审、快维权都办了 and 也算进去了 tell what is meant, not what came of it.
    """
    if understood.claim.confirmed:
        said = understood.wants(Cue.ACHIEVED) and bool(_figures(claim) or has_come_about(pieces(claim)[-1]))
    else:
        said = "done" in read(pieces(claim)[-1]).marks
    return said or understood.time.status == OUTCOME


def _goal_instead(
    ruling: Ruling, understood: Understood, evidences: Sequence[Evidence], claim: str, *, result: bool
) -> int | None:
    """Return the number of the evidence that tells what was aimed at where a ``result`` is asked for, None where none does.

    That is what the claim was found in, or, where it was not found or is only asked openly, a goal with its figures.
    """
    figures = _figures(claim)
    if ruling.verdict is Verdict.YES:
        planned = understood.wants(Cue.PLANNED) or understood.claim.to_come
        of_result = result or (figures and not planned)
        return ruling.evidence if of_result and evidences[ruling.evidence].aims else None
    told = ruling.verdict is Verdict.NO and understood.claim.confirmed
    return _goal_with(figures, evidences) if result and figures and not told else None


def _leaves_open(ruling: Ruling, understood: Understood, *, read: bool, unstated: bool) -> bool:
    """Return whether a ruling is none to tell: it is in doubt, or nothing was asserted, or read, that could be unstated."""
    if ruling.verdict is Verdict.NOT_STATED:
        whole = (understood.claim.asserted or unstated) and not understood.context  # 个人也行吗 leaves unsaid what of
        return not (ruling.goal or (whole and read))
    return ruling.verdict is None or (ruling.verdict is Verdict.NO and _of_another_day(understood))


def _of_another_day(understood: Understood) -> bool:
    """Return whether it is asked openly, of no year, if a goal was reached: what was so before the plan does not deny that."""
    return understood.time.status == OUTCOME and not understood.claim.confirmed and not understood.time.named


def _goal_with(figures: frozenset[Figure], evidences: Sequence[Evidence]) -> int | None:
    """Return the number of the first goal that holds the figures, None where none does."""
    return next((n for n, each in enumerate(evidences) if each.aims and figures <= _figures(each.quote)), None)


def _figures(text: str) -> frozenset[Figure]:
    counted = (each for each in quantities(text) if not each.one and each.unit != OF_A_NAME)
    return frozenset((each.value, each.measure, each.unit) for each in counted)


def _words(ruling: Ruling, hit: Hit) -> str:
    if ruling.verdict is Verdict.YES:
        return messages.YES
    if ruling.goal:
        return messages.GOAL_NO_RESULT if ruling.verdict is Verdict.NO else messages.GOAL
    if ruling.verdict is Verdict.NO:
        differs = _as_printed(ruling.differs, hit.text)
        return messages.NO_BUT.format(differs=differs) if differs else messages.NO
    return messages.CLAIM_NOT_STATED


def _as_printed(differs: str, text: str) -> str:
    """Return the stretch of a sentence that reads so once it is folded, empty where it is the whole sentence or none."""
    stretches = [stretch.strip() for stretch in _STRETCH.findall(text)]
    return next((stretch for stretch in stretches if written(stretch) == differs), "") if len(stretches) > 1 else ""
