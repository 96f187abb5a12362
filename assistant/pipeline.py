"""The assistant: from a question to an answer in seven calls."""

import logging
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.office import Office
from assistant.answering.render import Renderer, hold_to_text
from assistant.answering.suggest import Suggested, first_of, suggested_of
from assistant.answering.write import Writer
from assistant.decision.apart import (
    hardly_stated,
    is_open,
    left_out,
    no_surer,
    not_stated,
    passed_over,
    said_in,
    standing_beside,
    surely_told,
    told_apart,
    told_beside,
    told_by_one,
    told_from_the_first,
    told_in_one,
)
from assistant.decision.decide import Decider, Decision
from assistant.decision.model import DecisionModel
from assistant.errors import UnavailableError
from assistant.generation.answerer import LlmAnswerer
from assistant.generation.chat_model import is_configured, warm_up
from assistant.generation.checked import answer_with_llm, stream_with_llm
from assistant.generation.offered import further_quotes, validity_of
from assistant.kept import Stamp
from assistant.overlay import Overlay
from assistant.pinned.answers import Pinned
from assistant.privacy import mask
from assistant.question.accepted import accepted_day, accepted_question, accepted_turns
from assistant.question.guard import judge
from assistant.question.parts import Part, says_something
from assistant.question.places import home_places
from assistant.question.understand import Parts, Reader, Understood, goes_on_in
from assistant.reading.model import load_reading_model
from assistant.recent import Recent
from assistant.records import Answer, Hit, Status, Turn
from assistant.retrieval.limits import Limits
from assistant.retrieval.opened import opened_index, retriever_and_reader, uncollected
from assistant.retrieval.reading import Budget, HitReader
from assistant.retrieval.rerank import load_reranker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.search import Found, Search, joined
from assistant.retrieval.texts import Texts
from assistant.retrieval.widen import whole_sentences
from assistant.settings import Settings, default_settings
from assistant.thresholds import DOUBTED, MAY_TELL, READ_PARTS, READ_PIECES, READ_SURE
from corpus.records import Clause, Document, ParsedDocument
from corpus.registry import Original, Registry
from index.build import SearchArrays
from index.encoder import Encoder, load_encoder
from index.errors import SearchUnavailableError
from index.store import folder_in_use
from index.units import Units

log = logging.getLogger(__name__)
DEPTH = 10  # hits kept with an answer
KEPT = 500  # answers, and as many drafts: about 10 kB each
_Set = tuple[Stamp | None, Stamp | None]  # what officers have set, pins and contacts: another stamp, other answers
_Asked = tuple[str, tuple[Turn, ...], str | None, str, int, _Set]  # question, history, day that was given, day, depth
Drafted = tuple[Understood, tuple[Hit, ...], Draft]
_Resolved = tuple[tuple[Understood, ...], Parts, str | None, str, int]  # what a question is read as, and the same


class Assistant:
    """Answers questions from one generation: one index with the texts that it was built from, whatever comes after it.

    Thread-safe after ``open``; nothing that it answers from changes.
    """

    def __init__(self, settings: Settings, registry: Registry, retriever: Retriever, reader: Reader) -> None:
        self.settings, self.registry, self.retriever, self.reader = settings, registry, retriever, reader
        self.units = retriever.units
        self.texts = Texts(registry, retriever)
        documents, clause, parsed = self.texts.documents, self.texts.clause, self.texts.parsed
        hit_reader = HitReader(load_reading_model(), documents, clause) if settings.reading else None
        self.searcher = Search(retriever, reader, clause, load_reranker(settings), parsed, hit_reader)
        model = DecisionModel.load(retriever.maker.encoder, retriever.source.scales.question).for_documents(retriever.source.own)
        places, share_in = home_places(settings.home_region), retriever.vocabulary.share_in
        self.decider = Decider(model, self.texts.about, places, share_in, banked=bool(self.units.questions))
        self.overlay = Overlay(settings.data_dir)
        self.examples = self.overlay.over(settings.office).examples
        self.writer = Writer(retriever, documents, parsed, self._office(), hit_reader)
        self.renderer = Renderer(settings, self.units, documents, clause)
        self.pinned = Pinned(settings, documents, clause, reader.read)
        self._answers: Recent[_Asked, Answer] = Recent(KEPT)
        self._drafts: Recent[_Resolved, Drafted] = Recent(KEPT)
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
        settings = settings or default_settings()
        with uncollected():
            registry, encoder = Registry(settings.data_dir), encoder or load_encoder(settings)
            opened = opened_index(settings, registry, encoder, build=build)
            return cls.of(settings, registry, encoder, opened.units, opened.arrays)

    @classmethod
    def of(cls, settings: Settings, registry: Registry, encoder: Encoder, units: Units, arrays: SearchArrays) -> "Assistant":
        """Return an assistant over an index that has been opened; arguments as for ``open``."""
        assistant = cls(settings, registry, *retriever_and_reader(settings, encoder, units, arrays))
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
        ask = (lambda question: self._quoted(question, (), None, 1)) if asking else None
        suggested = suggested_of(self.units, self.texts.parsed, folder_in_use(self.registry), ask)
        if suggested:
            self.renderer.suggested = suggested
            self.examples = self.examples or first_of(suggested)
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
        longest = self.settings.max_question_chars
        question, history = accepted_question(question, longest), accepted_turns(history, longest)
        quoted = self._quoted(question, history, accepted_day(as_of), depth)
        if self.answerer is None or quoted.pinned:
            return quoted
        further, validity = further_quotes(quoted.hits, self.texts.documents), validity_of(quoted)
        return answer_with_llm(quoted.resolved, history, quoted, self.answerer, further, validity)

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
            parts = self.reader.parts(question, history, readings[0])
        with _timed(timings, "guard"):
            verdict = judge(question, self.reader.field)
        if verdict.kind:
            answer = self.renderer.render(identifier, readings[0], self.writer.reply(verdict), (), history, as_of)
            return replace(answer, question=mask(question), timings=timings, aside=verdict.kind)
        with _timed(timings, "pinned"):
            pinned = self.pinned.answer(identifier, readings, as_of)
        if pinned is not None:
            return replace(pinned, question=mask(question), timings=timings)
        understood, hits, draft = self._drafted(readings, parts, as_of, depth, timings)
        with _timed(timings, "render"):
            answer = self.renderer.render(identifier, understood, draft, hits, history, as_of)
        return replace(answer, question=mask(question), timings=timings)

    def _drafted(
        self, readings: tuple[Understood, ...], parts: Parts, as_of: str | None, depth: int, timings: dict[str, float]
    ) -> Drafted:
        """Return a question as it was read, its hits and the draft of its answer: no more than is shown is kept.

        What resolves to the same as a question before it, a follow-up to one asked in full, is not made again; what holds
        personal data is not kept.
        """
        key = (readings, parts, as_of, Limits(as_of).day, depth)
        made = self._drafts.get(key)
        if made is None:
            found, draft = self._made(readings, parts, as_of, depth, timings)
            made = found.understood, found.hits[:depth], draft
            if all(mask(reading.text) == reading.text for reading in readings):
                self._drafts.put(key, made)
        return made

    def _made(
        self, readings: Sequence[Understood], parts: Parts, as_of: str | None, depth: int, timings: dict[str, float]
    ) -> tuple[Found, Draft]:
        """Return what is found for a question and the draft of its answer, every quote of it held to its text.

        Where it asks several things, each is answered as a question of its own, unless one of them has no answer of its own, or
        has it in the sentence that answers another.
        """
        several = len(parts) > 1
        parts, each, left = self._decided_each(parts, as_of, depth, timings)
        of_each = any(part.of_each for part, _ in parts)
        marked = all(part.marked for part, _ in parts)
        if (several and len(parts) == 1) or told_apart(each, marked=marked, of_each=of_each):
            goes_on = any(found.understood.context for found, _ in each[:1])
            found = joined(readings[-1 if goes_on else 0], [found for found, _ in each])
            with _timed(timings, "answer"):
                told = [(part.words, *own) for (part, _), own in zip(parts, each, strict=True)]
                draft = self.writer.write_each(told) if len(told) > 1 else self.writer.write(*each[0])
        elif not of_each and (sure := told_from_the_first(each, marked=marked)):
            found, draft = self._made_of(sure, parts, each, least=MAY_TELL)
        else:
            asked = ((), ()) if of_each else (parts, each)  # one by one they are not all found: they are asked at once, as put
            found, draft = self._made_as_one(readings, *asked, as_of, depth, READ_PARTS - left, timings)
            if of_each and draft.status is Status.PARTIAL and (sure := surely_told(each, marked=marked)):
                found, draft = self._made_of(sure, parts, each)
        with _timed(timings, "check"):
            hold_to_text(draft, self.texts.clause, self.texts.parsed)
        return found, draft

    def _decided_each(
        self, parts: Parts, as_of: str | None, depth: int, timings: dict[str, float]
    ) -> tuple[Parts, Sequence[tuple[Found, Decision]], int]:
        """Return several questions, what is found for each and how it ends, and how much may still be read.

        Without those whose answer stands in the sentence that answers another.
        """
        left, each, told = READ_PARTS, list[tuple[Found, Decision]](), None
        for number, (part, ways) in enumerate(parts):
            own = Budget(left // (len(parts) - number))  # an open question would read what the others need
            left -= own.left
            ways = tuple(goes_on_in(way, told, leans=self._names_no_matter(part, way)) for way in ways)
            each.append(self._decided(ways, as_of, depth, own, timings))
            left += own.left
            told = said_in(*each[-1], told)
        if told is not None and not parts[0][0].of_each and is_open(*each[0]):  # 资料留多久？办几天要设机构？
            ways, own = tuple(goes_on_in(way, told, leans=True) for way in parts[0][1]), Budget(left)
            each[0], left = self._decided(ways, as_of, depth, own, timings), own.left
        each = told_beside(each)
        if any(part.of_each for part, _ in parts):
            beside = told_by_one(each)
        elif any(part.keyword for part, _ in parts):
            beside = told_in_one(each, [part.words for part, _ in parts])
        else:
            beside = standing_beside(each)
        kept = [number for number in range(len(parts)) if number not in beside]
        return tuple(parts[number] for number in kept), [each[number] for number in kept], left

    def _names_no_matter(self, part: Part, way: Understood) -> bool:
        """Return whether one of several questions names nothing that has laws of its own: then it goes on from the one before."""
        return part.keyword or not (part.of_each or self.reader.field.matters_in(way.text))

    def _made_as_one(
        self,
        readings: Sequence[Understood],
        parts: Parts,
        each: Sequence[tuple[Found, Decision]],
        as_of: str | None,
        depth: int,
        spent: int,
        timings: dict[str, float],
    ) -> tuple[Found, Draft]:
        """Return what is found for a question as a whole, and the draft; what it asks beside that is told, each by its words.

        ``each`` is what was found for its parts, and ``spent`` how many sentences were read for them.
        """
        # all there is of something takes as much as ever
        budget = Budget(READ_PIECES - (0 if readings[0].exhaustive else spent))
        unstated = tuple(parts[number][0].words for number in hardly_stated(each))
        none_stated = 0 < len(parts) == len(not_stated(each)) and not any(decision.elsewhere for _, decision in each)
        found, decision = self._decided(readings, as_of, depth, budget, timings, unstated, none_stated=none_stated)
        decision = no_surer(decision, each) if none_stated else decision
        with _timed(timings, "answer"):
            draft = self.writer.write(found, decision)
        if draft.status is Status.PARTIAL and (sure := surely_told(each, marked=all(part.marked for part, _ in parts))):
            found, draft = self._made_of(sure, parts, each)
        elif draft.status is Status.ANSWERED:
            self._tell_left_out(parts, each, draft)
        return found, draft

    def _tell_left_out(self, parts: Parts, each: Sequence[tuple[Found, Decision]], draft: Draft) -> None:
        """Write into an answer what those of its questions find alone whose sentence it does not show, or that they are open.

        Where one of them has no question mark it may only lead to another: its sentence must be of a clause that is shown.
        """
        marked, shown = all(part.marked for part, _ in parts), {citation.clause for citation in draft.citations}
        left = left_out(each, draft.citations)
        for number, (part, _) in enumerate(parts):
            if passed_over(part.whether, each[number], draft.citations):
                self.writer.write_not_found(part.words, draft)
            elif number in left and part.whether:
                self.writer.write_beside(part.words, *each[number], draft, least=READ_SURE)
            elif number in left and (marked or (each[number][1].hits[0].clause in shown and says_something(part.words))):
                self.writer.write_beside(part.words, *each[number], draft)

    def _made_of(
        self, sure: Sequence[int], parts: Parts, each: Sequence[tuple[Found, Decision]], *, least: float = DOUBTED
    ) -> tuple[Found, Draft]:
        """Return what is found for some of the questions that a question asks, and the draft of their answers.

        What may tell the others is shown beside, as that, where it reads so with the probability ``least``: nobody can tell what
        all of them together come to.
        """
        draft = self.writer.write_each([(parts[number][0].words, *each[number]) for number in sure])
        for number in left_out(each, draft.citations):
            if number not in sure:
                self.writer.write_beside(parts[number][0].words, *each[number], draft, least=least)
        return joined(parts[0][1][-1], [each[number][0] for number in sure]), draft

    def _decided(
        self,
        readings: Sequence[Understood],
        as_of: str | None,
        depth: int,
        budget: Budget,
        timings: dict[str, float],
        unstated: tuple[str, ...] = (),
        *,
        none_stated: bool = False,
    ) -> tuple[Found, Decision]:
        """Return what is found for a question, and how it ends; ``unstated`` are its parts that are not, or hardly, stated."""
        with _timed(timings, "retrieve"):
            found = self.searcher.run(readings, Limits(as_of), depth, budget)
        with _timed(timings, "decide"):
            return found, self.decider.decide(found, unstated, none_stated=none_stated)

    def stream(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Iterator[Answer]:
        """Yield the answer line by line; the last one is complete and equals ``ask``'s but for its id."""
        longest = self.settings.max_question_chars
        question, history = accepted_question(question, longest), accepted_turns(history, longest)
        answer = self._quoted(question, history, accepted_day(as_of), DEPTH)
        if self.answerer is not None and not answer.pinned:
            further, validity = further_quotes(answer.hits, self.texts.documents), validity_of(answer)
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
        understood = self.reader.read(accepted_question(query, self.settings.max_question_chars))
        try:
            found = self.searcher.run((understood,), Limits(None, doc, region, in_force_on), top_k, Budget())
        except SearchUnavailableError as error:
            raise _unavailable(error) from error
        return whole_sentences(found.hits[:top_k], self.texts.clause)

    def documents(self) -> tuple[Document, ...]:
        """Return the documents of the index."""
        return self.units.documents

    def original(self, doc: str) -> Original:
        """Return the file that a document was registered from; raises RegistryError if there is none of this text."""
        return self.texts.original(doc)

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its text and clauses; raises KeyError if it is unknown."""
        return self.texts.parsed(doc)

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by id; raises KeyError if it is unknown."""
        return self.texts.clause(clause_id)

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        """Return the clauses before and after a clause of the same document; raises KeyError if it is unknown."""
        return self.texts.neighbours(clause_id)


def _unavailable(error: SearchUnavailableError) -> UnavailableError:
    """Return what a reader is told; the log is told why."""
    log.error("%s", error)
    return UnavailableError(messages.SEARCH_UNAVAILABLE)


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Add the milliseconds of a stage to ``timings``."""
    started = time.perf_counter()
    yield
    timings[stage] = timings.get(stage, 0.0) + (time.perf_counter() - started) * 1000
