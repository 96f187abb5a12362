"""Writes an answer: what was looked up, what the hits state, or what is not stated."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant import messages
from assistant.answering.choose import COVER_DEPTH, by_reading, choose, of_parts
from assistant.answering.clauses import ClauseWriter
from assistant.answering.complete import in_stretches
from assistant.answering.difference import find_pair, write_difference
from assistant.answering.documents import DocumentWriter
from assistant.answering.draft import Draft
from assistant.answering.figures import FigureWriter
from assistant.answering.listing import OpenWriter
from assistant.answering.office import Office
from assistant.answering.opening import Opener, Opening
from assistant.answering.quoting import Quoter
from assistant.decision.decide import Decision
from assistant.facts.indicators import extract
from assistant.facts.pairing import Pair
from assistant.grounding.quantities import quantities, written
from assistant.question.cues import Cue
from assistant.question.facets import SEVERAL, SMALL_PRINT
from assistant.question.guard import Aside
from assistant.question.sections import asks_eligibility, asks_for_leave
from assistant.question.understand import Understood
from assistant.records import Hit, Status, Verdict
from assistant.retrieval.reading import HitReader, is_elsewhere, odds_of
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.sanctions import PUNISHED
from assistant.retrieval.search import Found
from assistant.thresholds import NEAREST, PARTIAL_REACH, READ
from corpus.records import Document, ParsedDocument

COMPARED = 5  # hits in which both figures of a difference are looked for
_LEADS_ON = ("：", ":")  # what ends so promises what it leads
_MARK = re.compile(r"\[\d+\]")
_ENGLISH = {
    Status.ANSWERED: messages.ENGLISH_LEAD,
    Status.PARTIAL: messages.ENGLISH_PARTIAL,
    Status.NOT_FOUND: messages.ENGLISH_NOT_FOUND,
    Status.OUT_OF_SCOPE: messages.ENGLISH_OUT_OF_SCOPE,
}


class Writer:
    """Writes answers over one index.

    Args:
        retriever: of the index.
        documents: those of the index, by id.
        parsed: gives a document in clauses by its id.
        office: who answers, and in which field.
        hit_reader: reads hits with a claim; None where none are read.
    """

    def __init__(
        self,
        retriever: Retriever,
        documents: Mapping[str, Document],
        parsed: Callable[[str], ParsedDocument],
        office: Office,
        hit_reader: HitReader | None = None,
    ) -> None:
        self.retriever, self.documents, self.parsed = retriever, documents, parsed
        self.quoter, self.clauses, self.opener = (
            Quoter(retriever),
            ClauseWriter(retriever),
            Opener(retriever, documents, hit_reader),
        )
        self.office = office
        self.register = DocumentWriter(retriever.units.documents, parsed)
        self.figures = FigureWriter(self.quoter)
        self.open = OpenWriter(retriever, self.quoter)
        self._indicators_of = lru_cache(maxsize=128)(lambda doc: extract(parsed(doc)))  # 80 ms for a plan, at the first use

    def reply(self, verdict: Aside) -> Draft:
        """Return the reply to what is no policy question."""
        status = Status.BLOCKED if verdict.kind == "blocked" else Status.OUT_OF_SCOPE
        return Draft(self.documents, status, [self.office.said(messages.REPLIES[verdict.kind])])

    def write_each(self, parts: Sequence[tuple[str, Found, Decision]]) -> Draft:
        """Return the answers to the questions that one question asks, each behind its words; what says the same is said once.

        What is not stated is named at the end: the nearest to it would only stand beside what answers. What may be stated all
        the same is not said to be unstated, and its nearest is shown as that. A place or a version that there is not is told as
        it is alone.
        """
        draft = Draft(self.documents, Status.ANSWERED)
        said: dict[str, tuple[list[str], list[str]]] = {}
        missing: list[str] = []
        doubted: list[tuple[str, Found, Decision]] = []
        for words, found, decision in _each_once(parts):
            told = decision.figures or found.places or found.scope.missing_version
            if decision.status is Status.PARTIAL and not told:
                if decision.unsure:
                    doubted.append((words, found, decision))
                else:
                    missing.append(words)
                continue
            own = self.write(found, decision, before=len(draft.citations))
            asked, _ = said.setdefault(_MARK.sub("", own.text), ([], own.lines))
            if not asked:
                draft.citations += own.citations
                draft.notices += own.notices
            asked.append(words)
            draft.status = draft.status if own.status is Status.ANSWERED else Status.PARTIAL
        draft.lines += [line for asked, lines in said.values() for line in _part(asked, lines)]
        if missing:
            what = messages.ASKED.format(words=messages.AND_QUOTED.join(missing))
            draft.lines.append(messages.NOT_STATED.format(what=what))
            draft.status = Status.PARTIAL
        for words, found, decision in doubted:
            self.write_not_found(words, draft)
            draft.lines.append(messages.UNSURE_LEAD + self._quoted(decision.hits[0], found, draft))
            draft.status = Status.PARTIAL
        return draft

    def write(self, found: Found, decision: Decision, *, before: int = 0) -> Draft:
        """Return the answer as verbatim quotes and fixed phrases.

        Args:
            found: what was found for the question.
            decision: how it ends.
            before: how many citations stand before its own, where it is one answer among others.
        """
        draft = Draft(self.documents, decision.status, before=before)
        what = messages.AND.join(decision.missing)
        if found.register is not None:
            self.register.write(found.register, draft)
        elif decision.status is Status.OUT_OF_SCOPE:
            draft.lines.append(self.office.said(messages.OUT_OF_SCOPE))
        elif decision.status is Status.CLARIFY:
            draft.lines.append(messages.WHICH_DOCUMENT.format(place=what))
        elif decision.status is Status.NOT_FOUND:
            title = found.scope.missing_title
            not_found = messages.NOT_FOUND.format(what=what or messages.DETAILS)
            draft.lines += [messages.NOT_HELD.format(name=title) if title else not_found, messages.NOT_FOUND_HINT]
            draft.verdict = Verdict.NOT_STATED if found.understood.claim.asserted else None
        elif found.places or found.occurrences:
            self._looked_up(found, what, draft)
        else:
            self._quotes(found, decision, draft)
        if draft.status is Status.NOT_FOUND:
            self._mention(found, draft)
        if found.understood.foreign:
            draft.lines.insert(0, _ENGLISH[draft.status])
        return draft

    def write_beside(self, words: str, found: Found, decision: Decision, draft: Draft, *, least: float = 0.0) -> None:
        """Write behind an answer what one of several questions finds alone in a text quoted there; else that it is open.

        ``least`` is the probability, in [0, 1], with which that must read as stating it.
        """
        hit = decision.hits[0]
        beside = any(citation.doc == hit.doc for citation in draft.citations) and hit.signals.get("states", 0.0) >= least
        if beside and is_near(hit, found.understood):
            draft.lines.append(messages.PART_BESIDE.format(question=words) + self._quoted(hit, found, draft))
        else:
            draft.notices.append(messages.PART_LEFT_OUT.format(question=words))

    def write_not_found(self, words: str, draft: Draft) -> None:
        """Write behind an answer that no text was found that surely states one of the questions."""
        draft.lines.append(messages.NOT_SURE.format(what=messages.ASKED.format(words=words)))

    def _mention(self, found: Found, draft: Draft) -> None:
        """Write, behind that it is not held, where a document that is held speaks of the one asked about, if one does."""
        spoken = (number for title in found.understood.titles for number in self.retriever.occurrences(title, found.scope))
        if (number := next(spoken, None)) is not None:
            hit = self.retriever.looked_up(number)
            draft.lines.insert(1, messages.MENTIONED + self._quoted(hit, found, draft))

    def _looked_up(self, found: Found, missing: str, draft: Draft) -> None:
        """Write the places that were asked for, or where a phrase occurs."""
        if not found.places:
            counted = found.understood.wants(Cue.OCCURRENCES) or len(found.occurrences) > 1
            self.clauses.occurrences(found.occurrences, found.phrase, draft, counted=counted and bool(found.phrase))
            return
        if missing:
            draft.lines.append(messages.NOT_STATED.format(what=missing))
        own = found.understood.own
        if any(place.section for place in found.places) and (asks_eligibility(own) or asks_for_leave(own)):
            draft.lines.append(messages.BY_CONDITIONS)
        for place in found.places:
            self.clauses.place(place, draft)

    def _quotes(self, found: Found, decision: Decision, draft: Draft) -> None:
        """Write what the hits say; a difference that can be computed is an answer."""
        pair = self._pair(found)
        if pair is not None:
            rows = (*pair.baseline, pair.target)
            clauses = {clause.id: clause for clause in self.parsed(found.hits[0].doc).clauses}
            write_difference(pair, {row.clause: clauses[row.clause] for row in rows}, draft)
            draft.status = Status.ANSWERED
            return
        unstated, claim = decision.status is Status.PARTIAL, found.understood.claim
        opening = self.opener.open(found.understood, decision.hits, found.readings, unstated=unstated)
        draft.verdict = opening.verdict
        if opening.verdict in (Verdict.YES, Verdict.NO):
            draft.status = Status.ANSWERED
            self._stated(found, decision, draft, opening)
        elif decision.figures:
            self._figures(found, decision, draft)
        elif opening.verdict is Verdict.NOT_STATED and (claim.asserted or not (claim.asked or decision.unsure)):
            draft.status = Status.PARTIAL
            stated = opening.words != messages.CLAIM_NOT_STATED  # a goal is, though not its result
            lead = opening.words if stated else opening.words + messages.CLAIM_NEAREST
            near = stated or is_near(opening.hit, found.understood)
            draft.lines.append(lead + self._quoted(opening.hit, found, draft) if near else opening.words + messages.CLAIM_NOWHERE)
        elif decision.elsewhere:
            self._elsewhere(found, decision, draft)
        elif decision.status is Status.PARTIAL:
            self._partial(found, decision, draft)
        else:
            self._stated(found, decision, draft, opening)

    def _pair(self, found: Found) -> Pair | None:
        """Return the baseline and target whose difference the question asks for."""
        understood, best = found.understood, found.hits[0].doc
        if not understood.wants(Cue.COMPARES) or any(facet in (*SMALL_PRINT, "year") for facet in understood.facets):
            return None  # 最高补多少 compares nothing, 跟哪一年相比 asks for no difference
        return find_pair(understood, tuple(hit for hit in found.hits[:COMPARED] if hit.doc == best), self._indicators_of(best))

    def _elsewhere(self, found: Found, decision: Decision, draft: Draft) -> None:
        """Write that no rule of ours is held, then what another place's rule states, as that: whole, from where it reads best."""
        draft.lines.append(messages.NOT_STATED.format(what=messages.AND.join(decision.missing)))
        theirs = [hit for hit in decision.hits if is_elsewhere(hit)][:READ]
        best = max(theirs, key=lambda hit: hit.odds + odds_of(hit.signals.get("states", 0.5)))
        hits = [best, *(hit for hit in decision.hits if hit.doc == best.doc and hit is not best)]
        if is_near(best, found.understood):
            words = messages.ELSEWHERE_LEAD.format(region=self.documents[best.doc].region or messages.ELSEWHERE)
            head = Opening(words, None, best)
            self._stated(found, replace(decision, hits=tuple(hits)), draft, head)

    def _stated(self, found: Found, decision: Decision, draft: Draft, opening: Opening) -> None:
        understood = found.understood
        if alone := _defining(found, decision, opening) or _punished(decision, opening):
            self._write_lines(found, alone, draft, opening.words)
            return
        if understood.open_ended and not found.parts and not opening.verdict:
            self.open.write(found, decision.hits, draft, opening.words)
            return
        hits = of_parts(decision.hits, found.parts) if found.parts else choose(understood, decision.hits)
        if opening.verdict:
            hits = _deciding(opening.hit, hits)
        elif lines := self.open.led(hits[0], found, draft):
            draft.lines += lines
            return
        judged = not (opening.verdict or found.parts or decision.unsure)
        near, less = by_reading(understood, hits) if judged else (hits, [])
        self._write_lines(found, hits if opening.verdict else in_stretches(near), draft, opening.words)
        self._write_lines(found, in_stretches(less), draft, messages.ALSO_LEAD, begin=1 + len(near))

    def _write_lines(self, found: Found, hits: Sequence[Hit], draft: Draft, head: str, *, begin: int = 1) -> None:
        """Write each hit as a line, numbered from ``begin`` where there are several, with the opening before them."""
        lines: list[str] = []
        for hit in hits:
            if not any(citation.span == (hit.start, hit.end) for citation in draft.citations):  # it completed the one before
                led = self.open.led(hit, found, draft) if hit.text.endswith(_LEADS_ON) else []
                lines.append("\n".join(led) or self._quoted(hit, found, draft))
        if len(lines) == 1:
            draft.lines.append((head or self.figures.named(found.figures.of(hits[0]), draft)) + lines[0])
            return
        draft.lines += [head] if head and lines else []
        draft.lines += [f"{number}. {line}" for number, line in enumerate(lines, begin)]

    def _figures(self, found: Found, decision: Decision, draft: Draft) -> None:
        """Write stated figures, each called what it is, and what is not stated."""
        lead = messages.PARTIAL_FIGURE if decision.missing else ""
        draft.lines += [lead + self.figures.line(figure, found, draft) for figure in decision.figures]
        draft.lines += [messages.NOT_STATED.format(what=what) for what in decision.missing]

    def _partial(self, found: Found, decision: Decision, draft: Draft) -> None:
        """Write that it is not stated, then what is nearest; a figure of something else is better not shown at all.

        Where it may be stated all the same, that no text was found that surely does, then what would be the answer.
        """
        what, first = messages.AND.join(decision.missing) or messages.DETAILS, decision.hits[0]
        if decision.unsure:
            draft.lines.append(messages.NOT_SURE.format(what=what))
            self._stated(found, decision, draft, Opening(messages.UNSURE_LEAD, None, first))
            return
        if found.understood.claim.asserted and not found.scope.missing_version:
            draft.verdict = Verdict.NOT_STATED  # what is claimed is what is said not to be stated
        near = [hit for hit in decision.hits[:COVER_DEPTH] if hit.odds >= first.odds - PARTIAL_REACH]
        shown = next((hit for hit in near if not quantities(written(hit.text)) and hit.doc == first.doc), first)
        draft.lines.append(messages.NOT_STATED.format(what=what))
        if is_near(shown, found.understood):
            draft.lines.append(messages.PARTIAL_LEAD + self._quoted(shown, found, draft))

    def _quoted(self, hit: Hit, found: Found, draft: Draft) -> str:
        """Return what of a hit answers best, as a line."""
        rate, each = self.quoter.rater(hit, found.understood, found.query), self.quoter.raters(hit, found.understood)
        return self.quoter.line(hit, draft, rate, asked=found.query.words, each=each)


def _part(asked: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Return the lines of the answer to one of several questions, behind its words."""
    head = messages.PART.format(words=messages.COMMA.join(asked))
    return [head + lines[0]] if len(lines) == 1 else [head, *lines]


def _each_once(parts: Sequence[tuple[str, Found, Decision]]) -> list[tuple[str, Found, Decision]]:
    """Return the questions of one turn, each without the hits that answer another of them best: a sentence is shown once."""
    firsts = [decision.hits[0].sentence for _, _, decision in parts if decision.hits]

    def own(hits: Sequence[Hit]) -> tuple[Hit, ...]:
        return tuple(hit for hit in hits if hit.sentence == hits[0].sentence or hit.sentence not in firsts)

    return [(words, found, replace(decision, hits=own(decision.hits))) for words, found, decision in parts]


def _deciding(decides: Hit, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hit that a verdict rests on, the one that was found first, and others that read as well as stating it."""
    least = decides.signals.get("states", 1.0)
    others = (hit for n, hit in enumerate(hits) if n == 0 or hit.signals.get("states", 0.0) >= least)
    return [decides, *(hit for hit in others if hit is not decides)]


def is_near(hit: Hit, understood: Understood) -> bool:
    """Return whether a sentence is near enough to a question to be shown beside that what it asks is not stated.

    Of a turn that leans on the one before, what it is near to says little: it is on what was spoken of.
    """
    return bool(understood.context) or hit.signals.get("dense_sentence", 1.0) >= NEAREST


def _defining(found: Found, decision: Decision, opening: Opening) -> Sequence[Hit]:
    """Return the hits that say what the word means that is asked about, where that is all that is asked."""
    alone = not opening.verdict and len(found.understood.asking) < SEVERAL
    return decision.hits[: found.defining] if alone else ()


def _punished(decision: Decision, opening: Opening) -> Sequence[Hit]:
    """Return the hits that say what a deed is punished with, and its rule, where that is asked and no verdict is given."""
    return () if opening.verdict else [hit for hit in decision.hits if PUNISHED in hit.signals]
