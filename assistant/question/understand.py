"""A question is read once: whatever a later stage has to know of its wording is a field of ``Understood``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.field import NEUTRAL, Field, SpecialCase
from assistant.question.claims import Claim, claim_of
from assistant.question.collecting import NOTHING, Collected, collected
from assistant.question.cues import PATTERNS, Cue, read_cues
from assistant.question.definitions import term_asked
from assistant.question.document_facts import (
    DocumentAsked,
    read_document_before,
    read_document_question,
    read_document_within,
)
from assistant.question.each import asked_of_each
from assistant.question.english import in_chinese, is_foreign
from assistant.question.facets import (
    FIGURES,
    asked_facets,
    asked_names,
    asked_stretches,
    asking_part,
    asking_segments,
    asks_something,
    without_small_print,
)
from assistant.question.follow_ups import (
    SHORT,
    Completed,
    about_self,
    answer_before,
    asks_instead,
    complete,
    corrected,
    is_correction,
    leaning_on,
    leans,
    open_request,
    topic_before,
    with_profile,
)
from assistant.question.guard import about_policy
from assistant.question.lexicon import shared_lexicon
from assistant.question.numbering import first_ordinal, ordinals_in, wanted_of
from assistant.question.parts import Part, asks_itself, is_marked, keywords_asked, parts_of
from assistant.question.penalties import asks_only_for_penalty
from assistant.question.places import places_in
from assistant.question.references import Reference, parse_references
from assistant.question.sections import asked_sections
from assistant.question.times import AskedTime, asked_time, measured
from assistant.question.titles import Pointing
from assistant.question.versions import read_version, without_version
from assistant.question.wording import keywords, topic
from assistant.question.years import asked_years, in_digits, named_years
from assistant.records import Turn
from corpus.places import Place
from index.segment import normalize

FRAGMENT = 4  # characters from which what is left of a question is about something
MANIFOLD = frozenset({"materials", "conditions"})  # facets of which there are several
PARTICULAR = (Cue.YES_NO, Cue.LOOKUP, Cue.TITLES, Cue.OCCURRENCES, Cue.MEANING, Cue.DEFINITE)  # what asks for one thing
ADDRESS = "address"  # the facet
ASKED_AS_ONE = (Cue.COMPARES, Cue.LOOKUP, Cue.TITLES, Cue.OCCURRENCES)  # what has an answer of its own, whatever is asked beside
MONEY = frozenset({"rate", "cap", "amount"})
_SEGMENT = re.compile(r"[^,，。;；?？!！]+[,，。;；?？!！]?")
_TITLE = re.compile(r"《([^《》]{4,60})》")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{2,60})[”\"」』]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEARS_AND_RANKS = re.compile(r"(?:19|20)?\d{2}年(?:底|末)?|(?:19|20)\d{2}(?!\d)|第\d+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a question up to the next comma or full stop, and what it points at."""

    text: str
    pointing: Pointing


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the later stages read it.

    ``text`` is self-contained and is what search and answer use; ``question`` is its own part, typos mended, ``asked`` the
    same as it was written, ``context`` what it was completed with. ``own`` is what counts fully in the search: ``question``
    where the context only stands before it, else ``text``.
    """

    question: str
    text: str
    context: str
    asked: str
    own: str
    pointing: Pointing  # the documents, places and versions that it names
    segments: tuple[Segment, ...]  # where it may be about several documents; else empty
    cues: frozenset[Cue]
    references: tuple[Reference, ...]
    rest: str  # the text without its references
    ordinals: tuple[int, ...]  # what it counts under a heading: 保障措施第二条; -1 for the last
    counted_under: str  # the words before those
    claim: Claim  # what it asserts, without what only asks
    phrases: tuple[str, ...]  # in quotation marks: word for word
    facets: tuple[str, ...]  # what is asked for: a rate, an amount, an address …
    asking: tuple[str, ...]  # the stretches that ask something, where there are several
    years: frozenset[int]  # that it names
    time: AskedTime  # that it asks about
    measured: tuple[str, ...]  # the words that may name what is measured: all of them, then those of each stretch
    asking_years: frozenset[int]  # that the part names which asks
    asking_places: tuple[str, ...]
    subjects: tuple[tuple[str, ...], ...]  # kinds kept apart that the part names which asks, each by its words
    kinds: tuple[tuple[str, ...], ...]  # … that it names anywhere
    other_kinds: tuple[tuple[str, ...], ...]  # … that it does not name
    special_unnamed: tuple[SpecialCase, ...]  # cases that some rules are for alone and it does not name
    figures: frozenset[str]  # numbers, but years and ranks
    topic: tuple[str, ...]
    keywords: tuple[str, ...]
    added: tuple[str, ...]  # official terms that the lexicon knows for its wordings
    in_field: bool  # uses a word of the field
    document: DocumentAsked | None = None  # what it may ask of documents themselves
    place_of: DocumentAsked | None = None  # what the words in front of the first place name
    named_within: DocumentAsked | None = None  # a document that it names in passing
    leans: bool = False  # says that it goes on from the turns before it
    corrects: bool = False  # only puts right what was asked before
    foreign: bool = False  # was asked in English
    step: int = 0  # 1: the place after the one asked for before, -1: the one before it
    seen: str = ""  # the answers before, where more of the same is wanted
    said: tuple[str, ...] = ()  # quotes of the answer before, where their places are wanted
    brief: bool = False  # one line is wanted
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()  # the stretches that ask, as it says them, each with its facets
    names: int = 0  # of how many things it wants the names
    matter: str = ""  # the text without the words that ask for small print: whether that is known tells what it is about
    defined: str = ""  # the word whose meaning it asks for
    answered: tuple[str, ...] = ()  # stretches of the answer that it goes on from
    told_in: int | None = None  # number of the sentence that answers what is asked before it in the same question
    sections: tuple[str, ...] = ()  # of a guide, by what they are for
    collected: Collected = NOTHING  # of what nothing in particular is wanted
    points: int = 0  # how many points of something it wants: 哪四条; 0 where it says no number

    def wants(self, *cues: Cue) -> bool:
        """Return whether the question shows any of the cues."""
        return not self.cues.isdisjoint(cues)

    @property
    def titles(self) -> list[str]:
        """The titles that stand in 《》."""
        return _TITLE.findall(self.question)

    @property
    def exhaustive(self) -> bool:
        """Whether it says that it wants all there is of something, or asks what several sentences may answer."""
        if self._settled:
            return False
        who = "actor" in self.facets  # 哪几个部门牵头: one sentence names them all
        several = self.wants(Cue.OPEN, Cue.SEVERAL, Cue.MEANS, *(() if who else (Cue.LIST,)))
        several = several or not MANIFOLD.isdisjoint(self.facets)
        return self.wants(Cue.ALL) or (several and not any(facet in FIGURES for facet in self.facets))

    @property
    def open_ended(self) -> bool:
        """Whether many sentences may answer it: it wants all there is, or nothing in particular (银行贷款 质押)."""
        particular = self.facets or self.references or self.phrases or self.wants(*PARTICULAR)
        return self.exhaustive or not (self._settled or particular)

    @property
    def asked_as_one(self) -> bool:
        """Whether all of it has one answer, however many things it asks, of whatever."""
        return self.claim.confirmed or self.foreign or self.wants(*ASKED_AS_ONE)

    @property
    def asks_a_document(self) -> bool:
        """Whether it asks of a document itself: what is left of it names one, or next to nothing is left."""
        asked = self.document
        named = asked is not None and bool(asked.like_a_name or asked.listing or asked.number)
        return asked is not None and (named or len("".join(asked.beside)) < FRAGMENT)

    @property
    def _settled(self) -> bool:
        """Whether one line, one side or one word answers it."""
        return self.brief or self.claim.asserted or self.wants(Cue.COMPARES)

    @property
    def leaning(self) -> str:
        """What counts less in the search than the question itself: its context, where that only stands before it."""
        return self.context if self.own != self.text else ""

    def topic_beside(self, *named: str) -> int:
        """Return how many characters its topic has beside what the titles and other words in ``named`` hold."""
        rest = self.rest
        for words in named:
            rest = rest.replace(words, " ") if words else rest
        return sum(len(piece) for piece in topic(rest) if not any(piece in words for words in named))


@dataclass(frozen=True, slots=True)
class Told:
    """Where one of several questions is answered: the number of the sentence in the index, and the places that it asks about."""

    sentence: int
    places: tuple[Place, ...]


Parts = tuple[tuple[Part, tuple[Understood, ...]], ...]  # the questions that one question asks, each with its readings


class Reader:
    """Reads questions.

    Args:
        mend: replaces typos by words of the documents.
        point: tells which documents, places and versions a stretch of text names.
        field: of the office.
    """

    def __init__(
        self,
        mend: Callable[[str], str] = str,
        point: Callable[[str], Pointing] = lambda _: Pointing(),
        field: Field = NEUTRAL,
    ) -> None:
        self.mend, self.point, self.field = mend, point, field
        self.lexicon = shared_lexicon().with_those_of(field.synonyms)

    def read(self, question: str, history: Sequence[Turn] = ()) -> Understood:
        """Return the question as it reads after ``history`` (oldest turn first); it must have been cleaned."""
        return self.readings(question, history)[-1 if leans(question) else 0]

    def readings(self, question: str, history: Sequence[Turn]) -> tuple[Understood, ...]:
        """Return the ways that a question may be read after ``history``: on its own, and leaning on the turns before it.

        There is one where it is about the answer before, fills a slot of the question before anew, or names a place.
        """
        chinese = in_chinese(question)
        foreign = question if chinese != question else ""
        before = topic_before(history, self.field)
        completed = complete(chinese, history, self.field, before)
        turn = completed.turn or (completed.text if completed.anew else chinese)
        if completed.context:
            return (self._completed(turn, completed, foreign),)
        told = about_self(turn, history)
        turn = open_request(turn, told)
        alone = self._completed(turn, Completed(f"{told} {turn}".strip(), told), foreign)
        of_the_one_before = alone.document is not None and not alone.document.subject
        if completed.anew or not before or (alone.references and not of_the_one_before):
            return (alone,)
        leaning = leaning_on(turn, with_profile(told, corrected(chinese, before)[1]), answer_before(history), self.field)
        corrects = is_correction(chinese) and not asks_something(turn)
        return replace(alone, corrects=corrects), self._completed(turn, leaning, foreign)

    def parts(self, question: str, history: Sequence[Turn], whole: Understood) -> Parts:
        """Return the questions that a question asks after ``history``, each with the ways it may be read; none where it asks one.

        What is asked behind another one goes on from that, as a follow-up does, unless something stands before both. What wants
        all there is of something is one question, unless each of its parts ends in a question mark or the last wants one thing.
        ``whole`` is the question as ``readings`` read it first.
        """
        if history and whole.leans:
            return ()
        if each := () if whole.references else asked_of_each(question):
            return self._each([Part(one.head, one.words, marked=True, of_each=True) for one in each], whole, history)
        if keywords := () if whole.references else keywords_asked(question):
            return self._each(keywords, whole, history)
        parts = self._asked_beside_names(question)
        if asks_only_for_penalty([part.words for part in parts]):
            return ()
        read = () if whole.asked_as_one else self._each(parts, whole, history)
        if whole.exhaustive and not (_are_marked(parts) or _ends_definite(read)):
            return ()
        at_once = whole.asks_a_document and not (_are_marked(parts) and _asks_text(read))  # 谁发的？哪天发的？
        return () if at_once else read

    def _each(self, parts: Sequence[Part], whole: Understood, history: Sequence[Turn]) -> Parts:
        """Return each of several questions with the ways it may be read.

        One that does not go on about a document that is not held stands alone.
        """
        missing = whole.pointing.missing_title
        read = []
        for part in parts:
            own = part.is_of(missing)
            ways = self._ways(part if own else replace(part, about=""), history)
            read.append((part, tuple(_pointed(way, whole) if own else way for way in ways)))
        return tuple(read)

    def _asked_beside_names(self, question: str) -> list[Part]:
        """Return those of several questions that ask beside the names of documents in them: not 条例里有没有讲.

        Of a row only the last may end in a question mark.
        """
        parts = parts_of(question)
        marks = [part.marked or (part is parts[-1] and is_marked(question)) for part in parts]
        asked = [self._beside_names(part.words, marked=marked) for part, marked in zip(parts, marks, strict=True)]
        return [part for part, own, before in zip(parts, asked, ("", *asked), strict=False) if asks_itself(own, before)]

    def _beside_names(self, words: str, *, marked: bool) -> str:
        """Return a stretch, with its question mark where it is ``marked``, without the names of documents in it."""
        for name in self.point(words).names:
            words = words.replace(name, "")
        return words + "？" * marked

    def _ways(self, part: Part, history: Sequence[Turn]) -> tuple[Understood, ...]:
        """Return the ways in which one of several questions may be read; 试点单位呢 asks the first one of something else."""
        if part.first and asks_instead(part.words) and not asks_something(part.words):
            return self.readings(part.words, (*history, Turn(f"{part.head}{part.first}", "")))
        if part.about and not part.head:
            ways = self.readings(part.words, (*history, Turn(part.about, "")))
            return ways[-1:] if len(part.words) <= SHORT else ways
        if about_policy(part.words, self.field) or not part.about:
            return self.readings(f"{part.head}{part.words}", history)
        about = without_version(part.about) if read_version(normalize(part.words)).chosen else part.about  # 2023年的新意见给多少
        before = f"{part.head}{about}，"  # it leans on what was asked first, and is not asked again
        return (self._completed(part.words, Completed(f"{before}{part.words}", before), ""),)

    def _completed(self, question: str, completed: Completed, foreign: str) -> Understood:
        """Return a question, completed, with typos mended; ``foreign`` is how it was asked where that was in English."""
        text, written = in_digits(completed.text), in_digits(question)
        mended = self.mend(written)
        return self._read(mended, mended if text == written else self.mend(text), completed, foreign or written)

    def part(self, whole: Understood, text: str) -> Understood:
        """Return a stretch of a question as a question of its own, with the whole as its context."""
        return self._read(text, f"{whole.text} {text}", Completed(text, whole.text), text, whole.pointing)

    def beside(self, whole: Understood) -> Understood:
        """Return what a question asks beside the places that it names: 第九条 商业秘密的定义."""
        return self._read(whole.rest, whole.rest, Completed(whole.rest), whole.rest)

    def _read(self, question: str, text: str, completed: Completed, asked: str, pointing: Pointing | None = None) -> Understood:
        """Return all that the later stages need of a question.

        Args:
            question: its own part, typos mended.
            text: the self-contained question, typos mended.
            completed: with what it was completed.
            asked: its own part as it was written.
            pointing: what it points at, where that is known.
        """
        own = question if completed.context and text.endswith(question) else text
        references = tuple(replace(r, ordinal=first_ordinal(text.partition(r.text)[2])) for r in parse_references(text))
        asking = asking_part(text)
        ordinals, under = ordinals_in(text)
        pointing = self.point(text) if pointing is None else pointing
        cues = read_cues(question) | (read_cues(text) & {Cue.TITLES, Cue.DIFFERENCE_STATED, Cue.MEANING})
        time, figures = asked_time(question, text), _figures(question)
        claim = _claim(question, looks_up=any((references, completed.quoted)), reads_on=_reads_on(cues, time, figures))
        facets = _facets(question if _asks(question) else text, completed.context)
        cues = _without_count(_of_what_is_asked(cues, claim), question, facets)
        return Understood(
            question=question, text=text, context=completed.context, asked=asked, own=own,
            pointing=pointing, segments=self._segments(text, pointing),
            cues=cues | ({Cue.LOOKUP} if references else set()) | ({Cue.YES_NO} if claim.asserted else set()),
            references=references, rest=_without(references, text), ordinals=ordinals, counted_under=under,
            claim=claim,
            phrases=tuple(dict.fromkeys(phrase.strip() for phrase in _QUOTED.findall(question or text))),
            facets=facets, asking=tuple(asking_segments(question)),
            years=asked_years(question, text), time=time,
            measured=measured(text), asking_years=named_years(asking),
            asking_places=tuple(place.name for place in places_in(asking)), subjects=self.field.apart_in(asking),
            kinds=self.field.apart_in(own), other_kinds=self.field.apart_from(own),
            special_unnamed=self.field.special_unnamed(text),
            figures=figures,
            topic=topic(question), keywords=keywords(text), added=tuple(self.lexicon.added_terms(own)),
            in_field=about_policy(text, self.field),
            document=self._official(read_document_question(question, pointing.names)),
            place_of=self._official(_document_before(references, text)),
            named_within=self._official(read_document_within(question, pointing.names)),
            leans=leans(question), foreign=is_foreign(asked),
            step=completed.step, seen=completed.seen, said=completed.said, brief=completed.brief,
            answered=completed.answered, defined=term_asked(question), wanted=_wanted(question, asked),
            names=asked_names(question if _asks(question) else text), matter=without_small_print(text),
            sections=asked_sections(question), collected=_collected(question, references, claim), points=wanted_of(question),
        )  # fmt: skip

    def _official(self, asked: DocumentAsked | None) -> DocumentAsked | None:
        """Return a document that is asked for with the official terms for the words that name it."""
        return asked and replace(asked, official=tuple(map(self.lexicon.in_official_terms, asked.subject)))

    def _segments(self, text: str, pointing: Pointing) -> tuple[Segment, ...]:
        if not _several(pointing):
            return ()
        return tuple(Segment(stretch, self.point(stretch)) for stretch in _SEGMENT.findall(text))


def goes_on_in(understood: Understood, told: Told | None, *, leans: bool = False) -> Understood:
    """Return a question that leans on another one as one that goes on in the text which answers that.

    Args:
        understood: the question; one that has a context leans.
        told: where that is; None where nothing answers it. What names a version or another place goes on elsewhere.
        leans: that it does, though it has none: one of a row of keywords.
    """
    leans = leans or bool(understood.context)
    if told is None or not leans or understood.answered or understood.pointing.version.chosen:
        return understood
    return replace(understood, told_in=told.sentence) if understood.pointing.places == told.places else understood


def _are_marked(parts: Sequence[Part]) -> bool:
    return all(part.marked for part in parts)


def _ends_definite(parts: Parts) -> bool:
    """Return whether all there is of something is asked first, and last one thing, which that does not tell: …，收费吗."""
    return len(parts) > 1 and parts[0][1][0].exhaustive and not parts[-1][1][-1].open_ended


def _asks_text(parts: Parts) -> bool:
    """Return whether one of several questions asks of no document itself."""
    return any(ways[0].document is None for _, ways in parts)


def _pointed(part: Understood, whole: Understood) -> Understood:
    """Return one of several questions as one about the place and the document of them all, where it points at none itself."""
    own, all_of_it = part.pointing, whole.pointing
    points = own.documents or own.places or own.home or own.missing_title
    alone = len(all_of_it.places) <= 1 and len(all_of_it.groups) <= 1
    return part if points or not alone else replace(part, pointing=all_of_it)


def _figures(question: str) -> frozenset[str]:
    """Return the numbers of a question, but years and ranks."""
    return frozenset(_NUMBER.findall(_YEARS_AND_RANKS.sub("", normalize(question))))


def _wanted(question: str, asked: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the stretches of a question that ask; none where it was asked in English: the words are not the asker's."""
    return () if is_foreign(asked) else asked_stretches(question)


def _claim(question: str, *, looks_up: bool, reads_on: bool) -> Claim:
    """Return what a question asserts; nothing where it names a place, or asks for text or a figure and not for confirmation."""
    claim = Claim() if looks_up else claim_of(normalize(question))
    return Claim() if reads_on and not claim.asserted else claim


def _reads_on(cues: frozenset[Cue], time: AskedTime, figures: frozenset[str]) -> bool:
    """Return whether a question asks for a text, for what there is, or for a figure that it does not give: 有没有指标."""
    return not cues.isdisjoint((Cue.LOOKUP, Cue.MEANS)) or (time.figure and not figures)


def _collected(question: str, references: Sequence[Reference], claim: Claim) -> Collected:
    """Return the thing of which nothing in particular is asked: no place, and nothing that is asserted of it."""
    return NOTHING if references or claim.asserted else collected(question)


def _of_what_is_asked(cues: frozenset[Cue], claim: Claim) -> frozenset[Cue]:
    """Return the cues without that of a result which only the story before an open question tells: 被抢注了，规划有没有安排."""
    if not claim.text or claim.asserted or Cue.ACHIEVED in read_cues(claim.text.rpartition(",")[2]):
        return cues
    return cues - {Cue.ACHIEVED}


def _without_count(cues: frozenset[Cue], question: str, facets: tuple[str, ...]) -> frozenset[Cue]:
    """Return the cues without that of a list where a number is asked for: 分几类 lists them, 有几项实现转化 counts them.

    Nor is a place in a text looked up where an address is asked for: 窗口在哪.
    """
    counts = not set(FIGURES).isdisjoint(facets) and not PATTERNS["list"].search(question)
    cues = cues - {Cue.LOOKUP} if ADDRESS in facets else cues
    return cues - {Cue.LIST} if counts else cues


def _document_before(references: Sequence[Reference], text: str) -> DocumentAsked | None:
    """Return the document that a text names in front of the first place."""
    return read_document_before(text.partition(references[0].text)[0]) if references else None


def _without(references: Sequence[Reference], text: str) -> str:
    """Return the text with a space in the place of each reference."""
    for reference in references:
        text = text.replace(reference.text, " ")
    return text


def _several(pointing: Pointing) -> bool:
    """Return whether a question may be about several documents: it names several names, places, years or versions."""
    named = len(pointing.groups) + pointing.home
    return named > 1 or len(pointing.places) > 1 or pointing.version.both or len(pointing.version.years) > 1


def _asks(question: str) -> bool:
    """Return whether a question asks for something itself: 果树新品种的呢 asks what was asked before."""
    return bool(PATTERNS["wh"].search(question) or asked_facets(question) or read_cues(question))


def _facets(question: str, context: str) -> tuple[str, ...]:
    """Return what is asked for; a rate or a cap asked after a subsidy is that of the subsidy."""
    found = asked_facets(question)
    if "entitlement" not in found and MONEY & set(found) and Cue.GRANT in read_cues(context):
        return ("entitlement", *found)
    return found
