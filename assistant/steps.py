"""The steps from a question to an answer, each a function of the state before it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assistant import messages
from assistant.answering.difference import find_pair, write_difference
from assistant.answering.draft import Draft
from assistant.answering.notices import notices_for
from assistant.answering.quotes import Extractor
from assistant.answering.suggest import suggestions_for
from assistant.decision.decide import Decision, decide
from assistant.decision.model import DecisionModel, features_of
from assistant.facts.indicators import Pair
from assistant.grounding.check import ungrounded_numbers
from assistant.privacy import mask
from assistant.question.facets import SMALL_PRINT, asked_facets, asking_segments, states_all
from assistant.question.guard import Verdict, judge
from assistant.question.understand import Understood, understand, understand_leaning
from assistant.records import Answer, Hit, Status, Turn
from assistant.retrieval.lookup import Place, find_place
from assistant.retrieval.queries import Query, topic_pieces
from assistant.retrieval.rerank import load_reranker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.retrieval.several import Part, split_parts
from assistant.retrieval.widen import in_stretches, whole_sentences
from assistant.settings import Settings
from corpus.records import Clause, ParsedDocument

log = logging.getLogger(__name__)
TOPIC_CHARS, TOPIC_DEPTH = 3, 60  # characters beside a reference that are a topic; hits in which its sentences are ranked
SECOND = 0.6  # probability from which the answer to a second question is shown
TOPIC_CHANGE = 0.05  # probability by which the completed question must find more than the question alone


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a question after a step."""

    id: str
    question: str
    history: tuple[Turn, ...]
    as_of: str | None
    depth: int
    verdict: Verdict = field(default_factory=Verdict)
    understood: Understood | None = None
    scope: Scope | None = None
    places: tuple[Place, ...] = ()
    parts: int = 0  # of a question about several documents; the first hits are one of each
    occurrences: tuple[int, ...] = ()
    hits: tuple[Hit, ...] = ()
    query: Query | None = None
    decision: Decision | None = None
    draft: Draft | None = None
    answer: Answer | None = None
    timings: dict[str, float] = field(default_factory=dict)


class Steps:
    """The steps over one index; ``parsed`` and ``clause`` give documents and clauses by id."""

    def __init__(
        self, settings: Settings, retriever: Retriever, parsed: Callable[[str], ParsedDocument], clause: Callable[[str], Clause]
    ) -> None:
        self.settings, self.retriever, self.parsed, self.clause = settings, retriever, parsed, clause
        self.units = retriever.units
        self.extractor = Extractor(retriever)
        self.reranker = load_reranker(settings)
        self.model = DecisionModel.load(retriever.maker.encoder)
        self._documents = {document.id: document for document in self.units.documents}

    def understand(self, state: State) -> State:
        """Read the question: follow-ups completed, typos mended, references and phrases found."""
        understood = understand(state.question, state.history, self.retriever.maker.mender.mend)
        return replace(state, understood=understood)

    def guard(self, state: State) -> State:
        """Judge by the wording alone what is no policy question."""
        verdict = judge(state.question)
        return replace(state, verdict=verdict)

    def retrieve(self, state: State) -> State:
        """Find clauses by number or name, and sentences by search."""
        assert state.understood is not None
        understood = state.understood
        if state.verdict.kind:
            return state
        understood = self._in_context(state, understood)
        pointing = self.retriever.pointer.read(understood.text)
        scope = self.retriever.scoper.scope(pointing, as_of=state.as_of)
        places = tuple(find_place(understood, scope, self.retriever))
        hits, query = self.retriever.retrieve(understood, scope, state.depth)
        if understood.wants_more:  # 还有吗: what was shown is not shown again
            hits = [hit for hit in hits if hit.text not in understood.seen]
        if self.reranker is not None:
            hits = self.reranker.rerank(understood.text, hits)
        parts = [] if places else split_parts(understood.text, pointing, scope, self.retriever.pointer, self.retriever.scoper)
        several = self._hits_of_parts(parts, understood, hits, state.depth) if parts else None
        hits = several or self._with_second(understood, scope, hits)
        occurrences: tuple[int, ...] = ()
        if understood.wants_occurrences and not understood.phrases:
            understood = replace(understood, phrases=self._term_in_question(understood, scope))
        if understood.phrases and (understood.wants_lookup or understood.wants_occurrences):
            occurrences = tuple(n for phrase in understood.phrases[:1] for n in self.retriever.occurrences(phrase, scope))
        first = [n for place in places for c in place.clauses for n in self.retriever.sentences_of(c)] or list(occurrences)
        if first:
            ahead = [self.retriever.hit(n, 0.99) for n in first]
            if places:
                ahead = self._asked_first(ahead, understood, places)
            hits = (ahead[: state.depth] + [hit for hit in hits if hit.sentence not in set(first)])[: state.depth]
        return replace(
            state,
            understood=understood,
            parts=len(parts),
            scope=scope,
            places=places,
            hits=tuple(hits),
            query=query,
            occurrences=occurrences,
        )

    def _in_context(self, state: State, understood: Understood) -> Understood:
        """Return the reading of a question after others that finds more: on its own, or completed with the one before."""
        if not state.history or understood.context or understood.references:
            return understood
        leaning = understand_leaning(state.question, state.history, self.retriever.maker.mender.mend)
        found = []
        for reading in (understood, leaning):
            scope = self.retriever.scoper.scope(self.retriever.pointer.read(reading.text), as_of=state.as_of)
            hits, _ = self.retriever.retrieve(reading, scope, 1)
            found.append(hits[0].score if hits else 0.0)
        return leaning if found[1] > found[0] + TOPIC_CHANGE else understood

    def _asked_first(self, pieces: Sequence[Hit], understood: Understood, places: Sequence[Place]) -> list[Hit]:
        """Return the sentences of a place in stretches, first those that state what the question asks or is about."""
        stretches = in_stretches(pieces, self.clause)
        if any(reference.article for reference in understood.references):
            return sorted(stretches, key=lambda hit: not states_all(hit.text, understood.text, understood.facets))
        rank = {n: at for at, n in enumerate(self._by_topic([piece.sentence for piece in pieces], understood, places))}

        def best(stretch: Hit) -> int:
            inside = (p for p in pieces if p.clause == stretch.clause and stretch.start <= p.start < stretch.end)
            return min(rank[piece.sentence] for piece in inside)

        return sorted(stretches, key=best)

    def _by_topic(self, sentences: list[int], understood: Understood, places: Sequence[Place]) -> list[int]:
        """Return the sentences of a place with those first that the rest of the question is about: 第九条 商业秘密的定义."""
        rest = understood.text
        for reference in understood.references:
            rest = rest.replace(reference.text, " ")
        titles = "".join(self.units.documents[place.document].title for place in places)
        if sum(len(piece) for piece in topic_pieces(rest) if piece not in titles) < TOPIC_CHARS:
            return sentences
        weights = np.zeros(len(self.units.documents), np.float32)
        weights[[place.document for place in places]] = 1.0
        scope = Scope(weights)
        asked = replace(understood, question=rest, text=rest, context="", asked=rest, references=())
        rank = {hit.sentence: n for n, hit in enumerate(self.retriever.retrieve(asked, scope, TOPIC_DEPTH)[0])}
        return sorted(sentences, key=lambda sentence: rank.get(sentence, TOPIC_DEPTH))

    def _term_in_question(self, understood: Understood, scope: Scope) -> tuple[str, ...]:
        """Return the term that all places of are wanted of: the longest wording of the question that the documents hold."""
        pieces = sorted(set(topic_pieces(understood.question)), key=lambda piece: (-len(piece), piece))
        return next(((piece,) for piece in pieces if self.retriever.occurrences(piece, scope)), ())

    def _hits_of_parts(self, parts: Sequence[Part], understood: Understood, hits: list[Hit], depth: int) -> list[Hit]:
        """Return the hits of each part in turn, the best of every part first, then the others."""
        found: list[list[Hit]] = []
        for part in parts:
            of_part = replace(
                understood, question=part.text, text=f"{understood.text} {part.text}", context=understood.text, asked=part.text,
                facets=asked_facets(part.text),
            )  # fmt: skip
            found.append(self.retriever.retrieve(of_part, part.scope, depth)[0])
        ordered = [row[rank] for rank in range(depth) for row in found if rank < len(row)] + hits
        return list({hit.sentence: hit for hit in ordered}.values())[:depth]

    def _with_second(self, understood: Understood, scope: Scope, hits: list[Hit]) -> list[Hit]:
        """Return the hits with the best one for a second question in the same sentence moved up behind the first."""
        asked = asking_segments(understood.question)
        if len(asked) < 2 or not hits:
            return hits
        own = [
            replace(understood, question=text, text=f"{understood.text} {text}", context=understood.text, asked=text)
            for text in asked
        ]
        best = [found[0] for found in (self.retriever.retrieve(each, scope, 1)[0] for each in own) if found]
        ahead = [hits[0], *(hit for hit in best if hit.sentence != hits[0].sentence and hit.score >= SECOND)]
        return list({hit.sentence: hit for hit in [*ahead[:3], *hits]}.values())

    def decide(self, state: State) -> State:
        """Decide how the question ends."""
        if state.verdict.kind:
            return state
        assert state.understood and state.scope and state.query
        if state.places and state.scope.missing_version:
            return replace(
                state, decision=Decision(Status.PARTIAL, state.hits, (state.scope.missing_version,), "version not held")
            )
        if any(place.clauses or place.titles_only for place in state.places) or state.occurrences:
            return replace(state, decision=Decision(Status.ANSWERED, state.hits, reason="place"))
        if state.places:
            return replace(state, decision=Decision(Status.PARTIAL, state.hits, reason="no such place"))
        features = features_of(state.understood, state.query, state.hits, self.model.misses)
        decision = decide(
            state.understood, state.scope, state.hits, clauses=[self._context(hit) for hit in state.hits],
            off_topic=self.model.off_topic(features, state.query.vector),
            near_miss=0.0 if state.parts else self.model.near_miss(features, state.query.vector), parts=state.parts,
        )  # fmt: skip
        return replace(state, decision=decision)

    def _context(self, hit: Hit) -> str:
        """Return what a hit is about: its clause, and the title, place and years of its document."""
        document = self._documents[hit.doc]
        known = (
            document.region,
            document.province,
            document.title,
            document.doc_no,
            document.published,
            document.valid_from,
            document.valid_to,
        )
        return " ".join((*(text for text in known if text), self.clause(hit.clause).text))

    def answer(self, state: State) -> State:
        """Write the answer of verbatim quotes and fixed phrases."""
        draft = Draft(self._documents, {})
        if state.verdict.kind:
            kinds = {
                "greeting": messages.GREETING,
                "about": messages.ABOUT,
                "thanks": messages.THANKS,
                "blocked": messages.BLOCKED,
            }
            draft.lines.append(kinds[state.verdict.kind])
            return replace(state, draft=draft)
        assert state.decision
        decision = state.decision
        if decision.status is Status.OUT_OF_SCOPE:
            draft.lines.append(messages.OUT_OF_SCOPE)
        elif decision.status is Status.NOT_FOUND:
            draft.lines += [
                messages.NOT_FOUND.format(what="、".join(decision.missing) or messages.DETAILS),
                messages.NOT_FOUND_HINT,
            ]
        elif state.places:
            self._write_places(state, decision, draft)
        else:
            decision = self._write_quotes(state, decision, draft)
        return replace(state, draft=draft, decision=decision)

    def _write_places(self, state: State, decision: Decision, draft: Draft) -> None:
        """Write the clauses that were asked for by number or name, or that there are none."""
        if decision.status is Status.PARTIAL and decision.missing:
            draft.lines.append(messages.NOT_STATED.format(what="、".join(decision.missing)))
        for place in state.places:
            if place.clauses or place.titles_only:
                self.extractor.place(place, draft)
                continue
            title = f"《{self.units.documents[place.document].title}》"
            draft.lines.append(messages.NO_SUCH_PLACE.format(document=title, place=place.missing))
            if place.highest:
                draft.lines.append(messages.HIGHEST.format(count=place.highest))

    def _write_quotes(self, state: State, decision: Decision, draft: Draft) -> Decision:
        """Write what the hits say; return the decision, which a computed difference makes an answer."""
        assert state.understood and state.query
        if state.occurrences:
            counted = state.understood.wants_occurrences or len(state.occurrences) > 1
            self.extractor.occurrences(state.occurrences, state.understood.phrases[0], draft, counted=counted)
            return decision
        fine = any(facet in SMALL_PRINT for facet in state.understood.facets)  # 最高补多少 compares nothing
        pair = self._pair(state) if state.understood.wants_comparison and not fine else None
        if pair is None:
            self.extractor.answer(state.understood, state.query, decision, draft, parts=state.parts)
            return decision
        write_difference(pair, {row.clause: self.clause(row.clause) for row in (*pair.baseline, pair.target)}, draft)
        return replace(decision, status=Status.ANSWERED, missing=())

    def _pair(self, state: State) -> Pair | None:
        """Return the baseline and target whose difference the question asks for."""
        assert state.understood
        best = state.hits[0].doc
        return find_pair(state.understood.text, tuple(h for h in state.hits[:5] if h.doc == best), self.parsed(best))

    def check(self, state: State) -> State:
        """Hold every quote against the text it names: what is not verbatim never leaves."""
        assert state.draft is not None
        for citation in state.draft.citations:
            clause = self.clause(citation.clause)
            if clause.text[citation.start - clause.start : citation.end - clause.start] != citation.quote:
                raise RuntimeError(f"quote {citation.n} of {citation.clause} is not verbatim")
        return state

    def render(self, state: State) -> State:
        """Add notices, label and contact, and hold every number against what is shown."""
        assert state.draft is not None and state.understood is not None
        status = state.decision.status if state.decision else _verdict_status(state.verdict.kind)
        notices = notices_for(state.draft.citations, self._documents, state.as_of, state.history, self.settings.home_region)
        if state.understood.asked != state.understood.question and status in (Status.ANSWERED, Status.PARTIAL):
            notices = (*notices, messages.MENDED.format(text=state.understood.question))
        grounds = [state.question, self.settings.contact, *notices, *(turn.question + turn.answer for turn in state.history)]
        loose = ungrounded_numbers(state.draft.text, state.draft.citations, grounds)
        if loose and state.draft.citations:
            log.error("answer %s states %s without a quote; only its quotes are shown", state.id, loose)
            state.draft.lines[:] = [f"“{citation.quote}”[{citation.n}]" for citation in state.draft.citations]
        hits = tuple(whole_sentences(state.hits, self.clause))
        answer = Answer(
            state.id, status, state.draft.text, tuple(state.draft.citations), hits, notices,
            messages.QUOTED if state.draft.citations else "", self.settings.contact, mask(state.question),
            mask(state.understood.text),
            suggestions_for(state.hits, status, self.units, state.understood.text),
        )  # fmt: skip
        return replace(state, answer=answer)


def _verdict_status(kind: str) -> Status:
    return Status.BLOCKED if kind == "blocked" else Status.OUT_OF_SCOPE
