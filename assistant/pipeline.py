"""The assistant: one ordered list of steps from a question to an answer."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from langchain_core.runnables import Runnable, RunnableLambda
from langsmith import tracing_context

from assistant import messages
from assistant.catalogue import Catalogue, Scope
from assistant.chat_model import is_configured, warm_up
from assistant.compare import find_pair, write_difference
from assistant.compose import Draft
from assistant.decide import Decision, decide
from assistant.decision_model import DecisionModel, features_of
from assistant.errors import QuestionError
from assistant.extract import Extractor
from assistant.facets import asked_facets, asking_segments
from assistant.fusion import load_fusion
from assistant.grounding import ungrounded_numbers
from assistant.guard import Verdict, judge
from assistant.indicators import Pair
from assistant.llm import LlmAnswerer
from assistant.llm_answer import answer_with_llm, stream_with_llm
from assistant.lookup import Place, find_place
from assistant.notices import notices_for
from assistant.parts import Part, split_parts
from assistant.privacy import mask
from assistant.queries import Query, QueryMaker, topic_pieces
from assistant.records import Answer, Citation, Hit, Status, Turn
from assistant.retrieve import Retriever
from assistant.settings import Settings, default_settings
from assistant.suggest import suggestions_for
from assistant.typos import TypoMender
from assistant.understand import Understood, clean, has_words, understand, understand_leaning
from corpus.parser import parse
from corpus.records import Clause, Document, ParsedDocument
from corpus.registry import Registry
from index.encoder import load_encoder
from index.errors import DamagedIndexError, StaleIndexError
from index.segment import default_segmenter, lexicon_terms
from index.store import build_index, open_index

log = logging.getLogger(__name__)
SECOND = 0.6  # probability from which the answer to a second question is shown
TOPIC_CHANGE = 0.05  # probability by which the completed question must find more than the question alone
WARM_UP = "知识产权质押融资有什么支持"  # asked once at the start, so that the first reader does not wait for dictionaries
DEPTH = 10  # hits kept with an answer
MENDED_TO = 60_000  # words of the corpus that typos are mended towards; more would slow the start


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


class Assistant:
    """Answers questions from one index. Thread-safe after ``open``."""

    def __init__(self, settings: Settings, registry: Registry, retriever: Retriever) -> None:
        self.settings, self.registry, self.retriever = settings, registry, retriever
        self.units = retriever.units
        self.extractor = Extractor(retriever)
        self.model = DecisionModel.load(retriever.maker.encoder)
        self._documents = {document.id: document for document in self.units.documents}
        self._clauses = {clause.id: number for number, clause in enumerate(self.units.clauses)}
        self._parsed: dict[str, ParsedDocument] = {}
        self._lock = threading.Lock()
        self.answerer = LlmAnswerer(settings) if is_configured(settings) else None
        self.chain = self._make_chain()

    @classmethod
    def open(cls, settings: Settings | None = None, *, build: bool = True) -> "Assistant":
        """Return an assistant over the data folder of the settings.

        Raises:
            SearchIndexError: the index cannot be built or, with ``build=False``, is missing, stale or damaged.
            CorpusError: the registry cannot be read.
        """
        settings = settings or default_settings()
        registry, segmenter, encoder = Registry(settings.data_dir), default_segmenter(), load_encoder(settings)
        try:
            units, arrays, _ = open_index(registry, encoder)
        except (StaleIndexError, DamagedIndexError) as error:
            if not build:
                raise
            log.warning("%s 正在重建。", error)
            build_index(registry, encoder, segmenter)
            units, arrays, _ = open_index(registry, encoder)
        words = [word for word in arrays.clauses_sparse.vocabulary if len(word) >= 2]
        mender = TypoMender(segmenter, [*lexicon_terms(), *_mending_words(words)], words)
        catalogue = Catalogue(units.documents, settings.home_region, settings.home_document)
        assistant = cls(settings, registry, Retriever(units, arrays, QueryMaker(encoder, segmenter, mender), catalogue, load_fusion()))
        assistant._extract(WARM_UP, (), None, 1)  # loads the dictionaries, so that no reader waits for them
        if assistant.answerer is not None:
            threading.Thread(target=warm_up, args=(settings,), daemon=True).start()
        return assistant

    def _make_chain(self) -> Runnable[State, State]:
        steps: list[tuple[str, Callable[[State], State]]] = [
            ("understand", self._understand),
            ("guard", self._guard),
            ("retrieve", self._retrieve),
            ("decide", self._decide),
            ("answer", self._answer),
            ("check", self._check),
            ("render", self._render),
        ]
        chain: Runnable[State, State] = RunnableLambda(_timed(*steps[0]))
        for name, step in steps[1:]:
            chain = chain | RunnableLambda(_timed(name, step))
        return chain

    def ask(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None, *, depth: int = DEPTH) -> Answer:
        """Return the answer to a question.

        Args:
            question: as a reader wrote it.
            history: earlier turns, oldest first.
            as_of: a date in ISO form for which validity is judged; today's rules where it is None.
            depth: how many hits the answer carries.

        Raises:
            QuestionError: the question is empty, too long, or holds no words.
        """
        extractive = self._extract(self.checked(question), history, as_of, depth)
        if self.answerer is None:
            return extractive
        return answer_with_llm(extractive.resolved, history, extractive, self.answerer, self._further(extractive), self._validity(extractive))

    def _extract(self, question: str, history: Sequence[Turn], as_of: str | None, depth: int) -> Answer:
        """Return the extractive answer to a checked question; whatever breaks becomes an answer of status error."""
        identifier = uuid.uuid4().hex[:12]
        try:
            with tracing_context(enabled=False):  # a tracing service in the environment would be sent the question
                state = self.chain.invoke(State(identifier, question, tuple(history), as_of, depth))
        except Exception:  # a reader gets an answer whatever breaks; the log knows why
            log.exception("question %s failed", identifier)
            text = messages.FAILED.format(id=identifier)
            return Answer(identifier, Status.ERROR, text, contact=self.settings.contact, question=mask(question))
        assert state.answer is not None
        return replace(state.answer, timings=state.timings)

    def _further(self, extractive: Answer) -> list[Citation]:
        """Return the hits as citations, beside which a language model may quote."""
        found = []
        for number, hit in enumerate(extractive.hits, 1):
            document = self._documents[hit.doc]
            found.append(Citation(number, hit.doc, document.title, document.doc_no, hit.clause, hit.path, hit.title, hit.text, hit.start, hit.end))
        return found

    def _validity(self, extractive: Answer) -> dict[str, str]:
        return {citation.doc: " ".join(extractive.notices) for citation in extractive.citations}

    def checked(self, question: str) -> str:
        """Return the question without hidden characters and markup.

        Raises:
            QuestionError: nothing is left, or too much.
        """
        cleaned = clean(question)
        if not cleaned:
            raise QuestionError(messages.EMPTY)
        if len(cleaned) > self.settings.max_question_chars:
            raise QuestionError(messages.TOO_LONG.format(size=len(cleaned), limit=self.settings.max_question_chars))
        if not has_words(cleaned):
            raise QuestionError(messages.NO_WORDS)
        return cleaned

    def stream(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Iterator[Answer]:
        """Yield the answer line by line; the last one is complete and equals ``ask``'s but for its id."""
        answer = self._extract(self.checked(question), history, as_of, DEPTH)
        if self.answerer is not None:
            further, validity = self._further(answer), self._validity(answer)
            yield from stream_with_llm(answer.resolved, history, answer, self.answerer, further, validity)
            return
        lines = answer.text.split("\n")
        for count in range(1, len(lines)):
            yield replace(answer, text="\n".join(lines[:count]))
        yield answer

    def search(
        self, query: str, top_k: int = 10, doc: str | None = None, region: str | None = None, in_force_on: str | None = None
    ) -> list[Hit]:
        """Return hits without answering; filters work inside the searches.

        Raises:
            QuestionError: the query is empty, too long, or holds no words.
        """
        understood = understand(self.checked(query), mend=self.retriever.maker.mender.mend)
        scope = self.retriever.catalogue.scope(understood.text, in_force_on, doc=doc, region=region)
        return self.retriever.retrieve(understood, scope, top_k)[0]

    def documents(self) -> tuple[Document, ...]:
        """Return the documents of the index."""
        return self.units.documents

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its text and clauses; raises KeyError if it is unknown."""
        with self._lock:
            if doc not in self._parsed:
                if doc not in self._documents:
                    raise KeyError(doc)
                self._parsed[doc] = parse(*self.registry.get(doc))
            return self._parsed[doc]

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by id; raises KeyError if it is unknown."""
        return self.units.clauses[self._clauses[clause_id]]

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        """Return the clauses before and after a clause of the same document; raises KeyError if it is unknown."""
        at = self._clauses[clause_id]
        doc = self.units.clauses[at].doc
        near = [self.units.clauses[n] if 0 <= n < len(self.units.clauses) else None for n in (at - 1, at + 1)]
        before, after = (clause if clause and clause.doc == doc else None for clause in near)
        return before, after

    # the steps, in order

    def _understand(self, state: State) -> State:
        understood = understand(state.question, state.history, self.retriever.maker.mender.mend)
        return replace(state, understood=understood)

    def _guard(self, state: State) -> State:
        verdict = judge(state.question)
        return replace(state, verdict=verdict)

    def _retrieve(self, state: State) -> State:
        assert state.understood is not None
        understood = state.understood
        if state.verdict.kind:
            return state
        understood = self._in_context(state, understood)
        scope = self.retriever.catalogue.scope(understood.text, state.as_of)
        places = tuple(find_place(understood, scope, self.retriever))
        hits, query = self.retriever.retrieve(understood, scope, state.depth)
        parts = [] if places else split_parts(understood.text, scope, self.retriever.catalogue)
        if parts:
            hits = self._hits_of_parts(parts, understood, hits, state.depth)
        else:
            hits = self._with_second(understood, scope, hits)
        occurrences: tuple[int, ...] = ()
        if understood.wants_occurrences and not understood.phrases:
            understood = replace(understood, phrases=self._term_in_question(understood, scope))
        if understood.phrases and (understood.wants_lookup or understood.wants_occurrences):
            occurrences = tuple(n for phrase in understood.phrases[:1] for n in self.retriever.occurrences(phrase, scope))
        first = [n for place in places for c in place.clauses for n in self.retriever.sentences_of(c)] or list(occurrences)
        if first:
            ahead = [self.retriever.hit(n, 0.99) for n in first[: state.depth]]
            seen = {hit.sentence for hit in ahead}
            hits = (ahead + [hit for hit in hits if hit.sentence not in seen])[: state.depth]
        return replace(state, understood=understood, parts=len(parts), scope=scope, places=places, hits=tuple(hits), query=query, occurrences=occurrences)

    def _in_context(self, state: State, understood: Understood) -> Understood:
        """Return the reading of a question after others that finds more: on its own, or completed with the one before."""
        if not state.history or understood.context or understood.references:
            return understood
        leaning = understand_leaning(state.question, state.history, self.retriever.maker.mender.mend)
        found = []
        for reading in (understood, leaning):
            hits, _ = self.retriever.retrieve(reading, self.retriever.catalogue.scope(reading.text, state.as_of), 1)
            found.append(hits[0].score if hits else 0.0)
        return leaning if found[1] > found[0] + TOPIC_CHANGE else understood

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
        own = [replace(understood, question=text, text=f"{understood.text} {text}", context=understood.text, asked=text) for text in asked]
        best = [found[0] for found in (self.retriever.retrieve(each, scope, 1)[0] for each in own) if found]
        ahead = [hits[0], *(hit for hit in best if hit.sentence != hits[0].sentence and hit.score >= SECOND)]
        return list({hit.sentence: hit for hit in [*ahead[:3], *hits]}.values())

    def _decide(self, state: State) -> State:
        if state.verdict.kind:
            return state
        assert state.understood and state.scope and state.query
        if state.places and state.scope.missing_version:
            return replace(state, decision=Decision(Status.PARTIAL, state.hits, (state.scope.missing_version,), "version not held"))
        if any(place.clauses or place.titles_only for place in state.places) or state.occurrences:
            return replace(state, decision=Decision(Status.ANSWERED, state.hits, reason="place"))
        if state.places:
            return replace(state, decision=Decision(Status.PARTIAL, state.hits, reason="no such place"))
        features = features_of(state.understood, state.query, state.hits, self.model.misses)
        decision = decide(
            state.understood, state.scope, state.hits, clauses=[self._context(hit) for hit in state.hits], off_topic=self.model.off_topic(features, state.query.vector),
            near_miss=0.0 if state.parts else self.model.near_miss(features, state.query.vector), parts=state.parts,
        )  # fmt: skip
        return replace(state, decision=decision)

    def _context(self, hit: Hit) -> str:
        """Return what a hit is about: its clause, and the title, place and years of its document."""
        document = self._documents[hit.doc]
        known = (document.region, document.province, document.title, document.doc_no, document.published, document.valid_from, document.valid_to)
        return " ".join((*(text for text in known if text), self.clause(hit.clause).text))

    def _answer(self, state: State) -> State:
        draft = Draft(self._documents, {})
        if state.verdict.kind:
            kinds = {"greeting": messages.GREETING, "about": messages.ABOUT, "thanks": messages.THANKS, "blocked": messages.BLOCKED}
            draft.lines.append(kinds[state.verdict.kind])
            return replace(state, draft=draft)
        assert state.decision and state.understood and state.query
        decision = state.decision
        if decision.status is Status.OUT_OF_SCOPE:
            draft.lines.append(messages.OUT_OF_SCOPE)
        elif decision.status is Status.NOT_FOUND:
            draft.lines += [messages.NOT_FOUND.format(what="、".join(decision.missing) or messages.DETAILS), messages.NOT_FOUND_HINT]
        elif any(place.clauses or place.titles_only for place in state.places):
            for place in state.places:
                self.extractor.place(place, draft)
        elif state.places:
            for place in state.places:
                title = f"《{self.units.documents[place.document].title}》"
                draft.lines.append(messages.NO_SUCH_PLACE.format(document=title, place=place.missing))
                if place.highest:
                    draft.lines.append(messages.HIGHEST.format(count=place.highest))
        elif state.occurrences:
            counted = state.understood.wants_occurrences or len(state.occurrences) > 1
            self.extractor.occurrences(state.occurrences, state.understood.phrases[0], draft, counted=counted)
        else:
            pair = self._pair(state) if state.understood.wants_comparison else None
            if pair is not None:
                write_difference(pair, {row.clause: self.clause(row.clause) for row in (*pair.baseline, pair.target)}, draft)
                decision = replace(decision, status=Status.ANSWERED, missing=())
                state = replace(state, decision=decision)
            else:
                self.extractor.answer(state.understood, state.query, decision, draft, parts=state.parts)
        if state.places and decision.status is Status.PARTIAL and decision.missing:
            draft.lines.insert(0, messages.NOT_STATED.format(what="、".join(decision.missing)))
        return replace(state, draft=draft)

    def _pair(self, state: State) -> Pair | None:
        """Return the baseline and target whose difference the question asks for."""
        assert state.understood
        best = state.hits[0].doc
        return find_pair(state.understood.text, tuple(h for h in state.hits[:5] if h.doc == best), self.parsed(best))

    def _check(self, state: State) -> State:
        """Hold every quote against the text it names: what is not verbatim never leaves."""
        assert state.draft is not None
        for citation in state.draft.citations:
            clause = self.clause(citation.clause)
            if clause.text[citation.start - clause.start : citation.end - clause.start] != citation.quote:
                raise RuntimeError(f"quote {citation.n} of {citation.clause} is not verbatim")
        return state

    def _render(self, state: State) -> State:
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
        answer = Answer(
            state.id, status, state.draft.text, tuple(state.draft.citations), state.hits, notices,
            messages.QUOTED if state.draft.citations else "", self.settings.contact, mask(state.question), mask(state.understood.text),
            suggestions_for(state.hits, status, self.units, state.understood.text),
        )  # fmt: skip
        return replace(state, answer=answer)


def _verdict_status(kind: str) -> Status:
    return Status.BLOCKED if kind == "blocked" else Status.OUT_OF_SCOPE


def _timed(name: str, step: Callable[[State], State]) -> Callable[[State], State]:
    def run(state: State) -> State:
        started = time.perf_counter()
        after = step(state)
        return replace(after, timings={**after.timings, name: (time.perf_counter() - started) * 1000})

    run.__name__ = name
    return run


def _mending_words(words: Sequence[str]) -> list[str]:
    """Return the words of the corpus that typos are mended towards: those of three characters and more, and kinds of documents."""
    return [word for word in words[:MENDED_TO] if 3 <= len(word) <= 6] + ["细则", "条例", "规划", "办法", "专利", "商标", "政策"]
