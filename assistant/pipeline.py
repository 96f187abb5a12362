"""The assistant: from a question to an answer in seven calls."""

import gc
import logging
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.office import Office
from assistant.answering.render import Renderer, hold_to_text
from assistant.answering.suggest import Suggested, kept_in, learned
from assistant.answering.write import Writer
from assistant.decision.decide import Decider
from assistant.decision.model import DecisionModel
from assistant.diagnostics import told_building
from assistant.errors import FilterError, QuestionError, UnavailableError
from assistant.generation.answerer import LlmAnswerer
from assistant.generation.chat_model import is_configured, warm_up
from assistant.generation.checked import answer_with_llm, stream_with_llm
from assistant.kept import Stamp
from assistant.overlay import Overlay
from assistant.pinned.answers import Pinned
from assistant.privacy import mask
from assistant.question.cleaning import clean, words_only
from assistant.question.facets import asked_words
from assistant.question.guard import judge
from assistant.question.places import home_places, names_of
from assistant.question.titles import Pointer
from assistant.question.typos import TypoMender
from assistant.question.understand import Reader, Understood
from assistant.reading.model import load_reading_model
from assistant.recent import Recent
from assistant.records import Answer, Citation, Hit, Status, Turn
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.limits import Limits
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.reading import HitReader
from assistant.retrieval.rerank import load_reranker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from assistant.retrieval.search import Found, Search
from assistant.retrieval.widen import whole_sentences
from assistant.settings import Settings, default_settings
from corpus.dates import is_date
from corpus.errors import RegistryError
from corpus.parser import parse
from corpus.records import Clause, Document, Heading, ParsedDocument
from corpus.registry import Original, Registry
from index.build import SearchArrays
from index.encoder import Encoder, load_encoder
from index.errors import DamagedIndexError, SearchUnavailableError, StaleIndexError
from index.segment import default_segmenter, lexicon_terms
from index.service import service_of
from index.store import build_index, folder_in_use, open_current
from index.units import Units

log = logging.getLogger(__name__)
EXAMPLES = 3  # questions that an office without examples is introduced with
DEPTH = 10  # hits kept with an answer
TURNS, LONGEST_ANSWER = (
    10,
    4_000,
)  # earlier turns that count, and characters of their answers; more only costs time
PARSED = 256  # documents whose parsed form is kept; one of 15,000 characters is about 200 kB
KEPT = 500  # answers, and as many drafts: about 10 kB each
_Set = tuple[Stamp | None, Stamp | None]  # what officers have set, pins and contacts: another stamp, other answers
_Asked = tuple[str, tuple[Turn, ...], str | None, str, int, _Set]  # question, history, day that was given, day, depth
_Resolved = tuple[tuple[Understood, ...], str | None, str, int]  # what a question is read as, and the same
MENDED_TO = 60_000  # words of the corpus that typos are mended towards; more would slow the start


class Assistant:
    """Answers questions from one generation: one index with the texts that it was built from, whatever comes after it.

    Thread-safe after ``open``; nothing that it answers from changes.
    """

    def __init__(self, settings: Settings, registry: Registry, retriever: Retriever, reader: Reader) -> None:
        self.settings, self.registry, self.retriever, self.reader = settings, registry, retriever, reader
        self.units = retriever.units
        self._documents = {document.id: document for document in self.units.documents}
        self._parsed: Recent[str, ParsedDocument] = Recent(PARSED)
        self._numbers: Recent[str, dict[str, int]] = Recent(PARSED)
        self._lock = threading.Lock()
        hit_reader = HitReader(load_reading_model(), self._documents, self.clause) if settings.reading else None
        self.searcher = Search(retriever, reader, self.clause, load_reranker(settings), self.parsed, hit_reader)
        model = DecisionModel.load(retriever.maker.encoder, retriever.source.scales.question).for_documents(retriever.source.own)
        self.decider = Decider(model, self._about, home_places(settings.home_region))
        self.overlay = Overlay(settings.data_dir)
        self.examples = self.overlay.over(settings.office).examples
        self.writer = Writer(retriever, self._documents, self.parsed, self._office(), hit_reader)
        self.renderer = Renderer(settings, self.units, self._documents, self.clause)
        self.pinned = Pinned(settings, self._documents, self.clause, reader.read)
        self._answers: Recent[_Asked, Answer] = Recent(KEPT)
        self._drafts: Recent[_Resolved, tuple[Found, Draft]] = Recent(KEPT)
        self.answerer = LlmAnswerer(settings) if is_configured(settings) else None

    @classmethod
    def open(cls, settings: Settings | None = None, *, build: bool = True, encoder: Encoder | None = None) -> "Assistant":
        """Return an assistant over the data folder of the settings.

        Args:
            settings: those of the process where it is None.
            build: whether an index that is missing, stale or damaged is built.
            encoder: the embedding model; the one that the settings name where it is None.

        Raises:
            SearchIndexError: the index cannot be built or, with ``build=False``, is missing, stale or damaged.
            CorpusError: the registry cannot be read.
        """
        with _uncollected():
            return cls._opened(settings or default_settings(), build, encoder)

    @classmethod
    def _opened(cls, settings: Settings, build: bool, encoder: Encoder | None) -> "Assistant":
        registry, encoder, service = Registry(settings.data_dir), encoder or load_encoder(settings), service_of(settings)
        try:
            opened = open_current(registry, encoder, office=settings.banks, service=service)
        except (StaleIndexError, DamagedIndexError) as error:
            if not build:
                raise
            told_building(error)
            build_index(registry, encoder, default_segmenter(), office=settings.banks, service=service)
            opened = open_current(registry, encoder, office=settings.banks, service=service)
        return cls.of(settings, registry, encoder, opened.units, opened.arrays)

    @classmethod
    def of(cls, settings: Settings, registry: Registry, encoder: Encoder, units: Units, arrays: SearchArrays) -> "Assistant":
        """Return an assistant over an index that has been opened; arguments as for ``open``."""
        segmenter = default_segmenter()
        vocabulary = arrays.backend.vocabulary("clause")
        few = list(islice(vocabulary, MENDED_TO + 1))
        known_words = frozenset(few) if len(few) <= MENDED_TO else vocabulary  # of many, each is looked up
        regions = names_of({document.region for document in units.documents if document.region})
        mender = TypoMender(segmenter, [*lexicon_terms(), *asked_words(), *_mending_words(vocabulary), *regions], known_words)
        known = (units.documents, settings.home_region, settings.home_document)
        maker = QueryMaker(encoder, segmenter)
        scoper = Scoper(*known)
        reader = Reader(mender.mend, Pointer(*known, scoper.places).read, settings.office.field)
        retriever = Retriever(
            units, arrays, maker, scoper, load_fusion(), lambda doc: _titles(units, scoper.by_id[doc]), reader.lexicon
        )
        assistant = cls(settings, registry, retriever, reader)
        assistant.suggest(asking=False)
        return assistant

    def warm(self) -> None:
        """Load what the first questions would wait for: for a service, not for who asks once."""
        self._quoted(self.units.documents[0].title, (), None, 1)
        if self.answerer is not None:
            threading.Thread(target=warm_up, args=(self.settings,), daemon=True).start()

    @property
    def suggested(self) -> Suggested:
        """What documents without a bank can be asked for, by document: question, and id of the clause that answers."""
        return self.renderer.suggested

    def _office(self) -> Office:
        office = self.overlay.over(self.settings.office)
        return Office(office, self.units.documents, self.settings.home_document, self.examples)

    def suggest(self, *, asking: bool = True) -> None:
        """Learn what documents without a bank can be asked for; for an office without examples these are it.

        Args:
            asking: whether the documents are asked where nobody has done so yet: up to 0.1 s for each of ``MOST_ASKED``
                questions; otherwise what was learned before is used.
        """
        banked = {question.doc for question in self.units.questions}
        lacking = [document.id for document in self.units.documents if document.id not in banked]
        folder = folder_in_use(self.registry)
        suggested = kept_in(folder)
        if suggested is None and asking and lacking:
            try:
                suggested = learned(lacking, self.parsed, lambda question: self._quoted(question, (), None, 1), folder)
            except UnavailableError:  # asked again at the next start
                return
        if suggested:
            self.renderer.suggested = suggested
            self.examples = self.examples or tuple(questions[0][0] for questions in list(suggested.values())[:EXAMPLES])
            self.writer.office = self._office()

    def ask(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None, *, depth: int = DEPTH) -> Answer:
        """Return the answer to a question.

        Args:
            question: as a reader wrote it.
            history: earlier turns, oldest first.
            as_of: a date in ISO form for which validity is judged; today's rules where it is None.
            depth: how many hits the answer carries.

        Raises:
            QuestionError: the question is empty, too long, or holds no words.
            FilterError: ``as_of`` is no date.
            UnavailableError: the service that searches does not answer.
        """
        history = self._recent(history)
        quoted = self._quoted(self.checked(question), history, checked_day(as_of), depth)
        if self.answerer is None or quoted.pinned:
            return quoted
        return answer_with_llm(quoted.resolved, history, quoted, self.answerer, self._further(quoted), self._validity(quoted))

    def _quoted(self, question: str, history: Sequence[Turn], as_of: str | None, depth: int) -> Answer:
        """Return the answer of quotes to a checked question; whatever breaks here becomes an answer of status error.

        What was asked before on the same day is not made again; a question that holds personal data is not kept.
        """
        identifier, started = uuid.uuid4().hex[:12], time.perf_counter()
        kept = self.pinned.pins.stamp(), self.renderer.overlay.stamp()
        key = (question, tuple(history), as_of, Limits(as_of).day, depth, kept)
        if not history and (known := self._answers.get(key)) is not None:
            return replace(known, id=identifier, timings={"remembered": (time.perf_counter() - started) * 1000})
        try:
            answer = self._answer(identifier, question, history, as_of, depth)
        except SearchUnavailableError as error:  # nothing is wrong with the question, and the next one may find it again
            raise _unavailable(error) from error
        except Exception:  # a reader gets an answer whatever breaks; the log knows why
            log.exception("question %s failed", identifier)
            text = messages.FAILED.format(id=identifier)
            return Answer(identifier, Status.ERROR, text, contact=self.settings.contact, question=mask(question))
        if not history and answer.question == question:
            self._answers.put(key, answer)
        return answer

    def _answer(self, identifier: str, question: str, history: Sequence[Turn], as_of: str | None, depth: int) -> Answer:
        """Take a question through the stages; what is no policy question ends after the second."""
        timings: dict[str, float] = {}
        with _timed(timings, "understand"):
            readings = self.reader.readings(question, history)
        with _timed(timings, "guard"):
            verdict = judge(question, self.reader.field)
        if verdict.kind:
            answer = self.renderer.render(identifier, readings[0], self.writer.reply(verdict), (), history, as_of)
            return replace(answer, question=mask(question), timings=timings, aside=verdict.kind)
        with _timed(timings, "pinned"):
            pinned = self.pinned.answer(identifier, readings, as_of)
        if pinned is not None:
            return replace(pinned, question=mask(question), timings=timings)
        key = (readings, as_of, Limits(as_of).day, depth)
        known = self._drafts.get(key)  # by what it resolves to, whatever the turns before it were
        found, draft = known or self._drafted(readings, as_of, depth, timings)
        if known is None and all(
            mask(reading.text) == reading.text for reading in readings
        ):  # what it resolves to: a follow-up, and the same asked in full
            self._drafts.put(key, (found, draft))
        with _timed(timings, "render"):
            answer = self.renderer.render(identifier, found.understood, draft, found.hits[:depth], history, as_of)
        return replace(answer, question=mask(question), timings=timings)

    def _drafted(
        self, readings: Sequence[Understood], as_of: str | None, depth: int, timings: dict[str, float]
    ) -> tuple[Found, Draft]:
        """Return what was found for a question and the draft of its answer, every quote of it held to its text."""
        with _timed(timings, "retrieve"):
            found = self.searcher.run(readings, Limits(as_of), depth)
        with _timed(timings, "decide"):
            decision = self.decider.decide(found)
        with _timed(timings, "answer"):
            draft = self.writer.write(found, decision)
        with _timed(timings, "check"):
            hold_to_text(draft, self.clause, self.parsed)
        return found, draft

    def _further(self, extractive: Answer) -> list[Citation]:
        """Return the hits as citations, beside which a language model may quote."""
        found = []
        for number, hit in enumerate(extractive.hits, 1):
            document = self._documents[hit.doc]
            found.append(
                Citation(
                    number,
                    hit.doc,
                    document.title,
                    document.doc_no,
                    hit.clause,
                    hit.path,
                    hit.title,
                    hit.text,
                    hit.start,
                    hit.end,
                    document.page_at(hit.start),
                    document.recognised,
                )
            )
        return found

    def _validity(self, extractive: Answer) -> dict[str, str]:
        return {citation.doc: " ".join(extractive.notices) for citation in extractive.citations}

    def _recent(self, history: Sequence[Turn]) -> tuple[Turn, ...]:
        """Return the turns that a follow-up can lean on, none longer than a question and an answer may be."""
        longest = self.settings.max_question_chars
        return tuple(Turn(turn.question[:longest], turn.answer[:LONGEST_ANSWER]) for turn in history[-TURNS:])

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
        if not words_only(cleaned):
            raise QuestionError(messages.NO_WORDS)
        return cleaned

    def stream(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Iterator[Answer]:
        """Yield the answer line by line; the last one is complete and equals ``ask``'s but for its id."""
        history = self._recent(history)
        answer = self._quoted(self.checked(question), history, checked_day(as_of), DEPTH)
        if self.answerer is not None and not answer.pinned:
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

        Args:
            query: keywords or a question.
            top_k: how many hits at most.
            doc: only this document.
            region: only what is in force in this region.
            in_force_on: only what is in force on this date, in ISO form, as far as the dates are known.

        Raises:
            QuestionError: the query is empty, too long, or holds no words.
            FilterError: ``in_force_on`` is no date, or ``region`` neither a place nor the region of a document.
            UnavailableError: the service that searches does not answer.
        """
        understood = self.reader.read(self.checked(query))
        try:
            found = self.searcher.run((understood,), Limits(None, doc, region, in_force_on), top_k)
        except SearchUnavailableError as error:
            raise _unavailable(error) from error
        return whole_sentences(found.hits[:top_k], self.clause)

    def _about(self, hit: Hit) -> str:
        """Return what a hit is about: place, title and dates of its document, then the text of its clause."""
        document = self._documents[hit.doc]
        known = (
            document.region, document.province, document.title, document.doc_no, document.published, document.valid_from,
            document.valid_to,
        )  # fmt: skip
        return " ".join((*(text for text in known if text), self.clause(hit.clause).text))

    def documents(self) -> tuple[Document, ...]:
        """Return the documents of the index."""
        return self.units.documents

    def original(self, doc: str) -> Original:
        """Return the file that a document was registered from.

        Raises:
            RegistryError: there is no such document, or none is kept, or the document was replaced since.
        """
        known, found = self._documents.get(doc), self.registry.original(doc)
        if known is None or self.registry.get(doc)[0].sha256 != known.sha256:
            raise RegistryError(messages.NO_ORIGINAL.format(id=doc))
        return found

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its text and clauses; raises KeyError if it is unknown."""
        with self._lock:
            parsed = self._parsed.get(doc)
            if parsed is None:
                parsed = parse(self._documents[doc], self.units.texts[self.retriever.scoper.by_id[doc]])
                self._parsed.put(doc, parsed)
            return parsed

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by id; raises KeyError if it is unknown."""
        return self.units.clauses[self._number_of(clause_id)]

    def _number_of(self, clause_id: str) -> int:
        """Return the number of a clause; raises KeyError if it is unknown."""
        doc = clause_id.rpartition("#")[0]
        numbers = self._numbers.get(doc)
        if numbers is None:
            numbers = {clause.id: number for number, clause in self.retriever.clauses_of(self.retriever.scoper.by_id[doc])}
            self._numbers.put(doc, numbers)
        return numbers[clause_id]

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        """Return the clauses before and after a clause of the same document; raises KeyError if it is unknown."""
        at = self._number_of(clause_id)
        doc = self.units.clauses[at].doc
        near = [self.units.clauses[n] if 0 <= n < len(self.units.clauses) else None for n in (at - 1, at + 1)]
        before, after = (clause if clause and clause.doc == doc else None for clause in near)
        return before, after


def checked_day(day: str | None) -> str | None:
    """Return a day as it is.

    Raises:
        FilterError: it is no date.
    """
    if day and not is_date(day):
        raise FilterError(messages.BAD_DATE.format(date=day[:40]))
    return day or None


def _unavailable(error: SearchUnavailableError) -> UnavailableError:
    """Return what a reader is told; the log is told why."""
    log.error("%s", error)
    return UnavailableError(messages.SEARCH_UNAVAILABLE)


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Add the milliseconds of a stage to ``timings``."""
    started = time.perf_counter()
    yield
    timings[stage] = (time.perf_counter() - started) * 1000


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector off: what an index is opened into stays, and to go through many documents takes seconds."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _titles(units: Units, document: int) -> list[Heading]:
    return parse(units.documents[document], units.texts[document]).titles()


def _mending_words(vocabulary: Iterable[str]) -> list[str]:
    """Return the words of the corpus that typos are mended towards: three characters and more, and kinds of documents."""
    words = islice((word for word in vocabulary if len(word) >= 2), MENDED_TO)
    return [word for word in words if 3 <= len(word) <= 6] + ["细则", "条例", "规划", "办法", "专利", "商标", "政策"]
