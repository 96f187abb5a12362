"""Support measures that a document states: who gets what, how strongly it is worded, and what is not said."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from assistant.facts.addressees import Addressee, addressee_of, is_duty, is_for_administration
from assistant.facts.fields import FIELDS, WHO, Field, document_fields, sentence_fields
from assistant.facts.periods import heading_kind
from assistant.facts.profiles import HOLDS, INDUSTRY, NEEDS, SIZE, TYPE, Form, form_of
from assistant.wordings import alternatives
from corpus.records import Clause, Document, ParsedDocument, Span

# Wording by strength: what is given, what is supported, what is encouraged, what is explored or promoted.
STRENGTHS = ("给予", "支持", "鼓励", "探索推动")
_WORDS = alternatives(Path(__file__).with_name("measures.tsv"))
# By strength, strongest first: a part that gives is no mere support.
_PATTERNS = dict(
    zip(
        STRENGTHS,
        (
            re.compile(
                rf"{_WORDS['grant.verb']}[^,，。；;]{{0,40}}?{_WORDS['grant.benefit']}"
                rf"|{_WORDS['provide.verb']}[^,，。；;]{{0,24}}?{_WORDS['provide.benefit']}"
                rf"|{_WORDS['pay.verb']}(?:资金)?{_WORDS['pay.benefit']}|{_WORDS['gives']}"
            ),
            re.compile(rf"^{_WORDS['supports.adverb']}?{_WORDS['supports.verb']}|{_WORDS['supports']}"),
            re.compile(rf"^{_WORDS['encourages.adverb']}?{_WORDS['encourages.verb']}"),
            re.compile(rf"^{_WORDS['promotes.adverb']}?{_WORDS['promotes.verb']}"),
        ),
        strict=True,
    )
)
_PUNISHES = re.compile(_WORDS["punishes"])
_NO_MEASURES = re.compile(_WORDS["no_measures"])
_MEANS = re.compile(rf"^{_WORDS['means.verb']}[^,，]+方式[,，]$")
_LEADS_UP = re.compile(f"^{_WORDS['leads_up']}")
_AGAIN = re.compile(f"^{_WORDS['again']}")
_GOES_ON = re.compile(f"^{_WORDS['goes_on']}")
_TITLES = re.compile(r"《[^《》]{0,200}》")
_CONTINUES = re.compile(rf"\s*{_WORDS['continues']}")
# 一、 (一) 1. (1): a step stands below what was said before the first of its kind
_STEP = re.compile(
    r"\s*(?:(?P<a>[一二三四五六七八九十]{1,3}、)|(?P<b>[(（][一二三四五六七八九十]{1,3}[)）])|(?P<c>\d{1,2}[.．、])|(?P<d>[(（]\d{1,2}[)）]))"
)
_PARTS = re.compile(r"[^,，:：]+(?:[,，:：]|$)")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: the part of a sentence that states it, verbatim, and what can be told of it.

    ``fields`` has all of 惠及对象, 申报条件, 兑现时限, 受理地址, 咨询电话; ``None`` where the document says nothing.
    """

    doc: str
    doc_title: str
    clause: str
    label: str
    title: str
    text: str
    start: int
    end: int
    clause_start: int
    strength: str
    sizes: tuple[str, ...]
    kinds: tuple[str, ...]
    industries: tuple[str, ...]
    holds: tuple[str, ...]
    needs: tuple[str, ...]
    fields: dict[str, Field | None] = field(default_factory=dict)
    addressed: bool = False  # whether it names a party that it is for, itself or for all measures of the document


def extract(parsed: ParsedDocument, form: Form | None = None) -> list[Measure]:
    """Return the measures of a document in the order of its text; one that supports nobody gives an empty list.

    Args:
        parsed: the document.
        form: whose categories are told; the one that every office has where it is None.
    """
    general, form = document_fields(parsed), form or form_of()
    found = (
        _measure(parsed.document, clause, statement, general, form)
        for clause in parsed.clauses
        if not _states_none(clause.headings)
        for statement in _statements(clause)
    )
    return [measure for measure in found if measure is not None]


def _states_none(headings: tuple[str, ...]) -> bool:
    """Whether headings say that their text holds no measure: what was reached, what is aimed at, how to file."""
    return heading_kind(headings) is not None or any(_NO_MEASURES.search(title) for title in headings)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A part of a clause that states a measure, with its strength and whom the words before it or its own name."""

    span: Span
    text: str
    strength: str
    who: Addressee | None


def _measure(document: Document, clause: Clause, said: _Statement, general: Mapping[str, Field], form: Form) -> Measure | None:
    """Return the measure of a statement, or None if it meets no need, or promotes something for nobody."""
    own = sentence_fields(said.text, clause.id)
    if said.who:
        own[WHO] = Field(said.who.text, clause.id)
    parties, addressed = _parties(said, general)
    needs, kinds = form.named(NEEDS, said.text), form.named(TYPE, parties)
    industries, holds = form.named(INDUSTRY, said.text), form.named(HOLDS, said.text)
    if not needs or (said.strength == STRENGTHS[3] and not (kinds or holds)):
        return None
    return Measure(
        document.id, document.title, clause.id, clause.label, clause.title, said.text, *said.span, clause.start, said.strength,
        form.named(SIZE, parties), kinds, industries, holds, needs,
        {name: own.get(name) or general.get(name) for name in FIELDS},
        addressed,
    )  # fmt: skip


def _parties(said: _Statement, general: Mapping[str, Field]) -> tuple[str, bool]:
    """Return the words that tell for whom a measure is, and whether they name those; its own text where nothing does."""
    if said.who:
        return said.who.parties, bool(said.who.parties)
    return (general[WHO].text, True) if WHO in general else (said.text, False)


def _statements(clause: Clause) -> Iterator[_Statement]:
    """Yield the parts of sentences that state a measure for somebody else than authorities."""
    leads = _Leads()
    for start, end in clause.sentences:
        sentence = clause.text[start - clause.start : end - clause.start]
        if _PUNISHES.search(sentence):
            continue
        above = leads.of(sentence)
        for (first, last), strength in _stretches(sentence):
            span = _trim(sentence, first, last, start)
            text = clause.text[span[0] - clause.start : span[1] - clause.start]
            gives = strength == STRENGTHS[0]
            who = addressee_of(text, gives)
            if is_for_administration(text) or (not gives and is_duty(text)):
                continue
            yield _Statement(span, text, strength, who or (above if gives else None))
        leads.read(sentence)


class _Leads:
    """Whom the sentences of a clause named so far: the steps of an amount say no more than the step."""

    def __init__(self) -> None:
        self._levels: list[tuple[str, Addressee | None]] = [("", None)]

    def of(self, sentence: str) -> Addressee | None:
        """Return whom a sentence goes on with: a step with what stands above its list, 每家最高… with what was said last."""
        kind = _kind_of_step(sentence)
        if kind:
            return self._above(kind)[-1][1]
        return self._levels[-1][1] if _CONTINUES.match(sentence) else None

    def read(self, sentence: str) -> None:
        """Take in a sentence."""
        kind, named = _kind_of_step(sentence), addressee_of(sentence, gives=True)
        if kind:
            above = self._above(kind)
            self._levels = [*above, (kind, named or above[-1][1])]
        elif named:
            self._levels[-1] = (self._levels[-1][0], named)

    def _above(self, kind: str) -> list[tuple[str, Addressee | None]]:
        at = next((n for n, (known, _) in enumerate(self._levels) if known == kind), len(self._levels))
        return self._levels[:at]


def _kind_of_step(sentence: str) -> str:
    found = _STEP.match(sentence)
    return found.lastgroup or "" if found else ""


def _stretches(sentence: str) -> list[tuple[Span, str]]:
    """Return the stretches of a sentence that state a measure each; offsets are in the sentence.

    A stretch ends where the next begins. The first begins with the sentence, since a condition may stand before the
    part that gives: 对…的企业,按…,给予….
    """
    opened: list[tuple[int, str]] = []
    for part in _PARTS.finditer(sentence):
        strength = _strength(part.group().strip())
        if strength is None:
            continue
        if opened and _goes_on(sentence[opened[-1][0] : part.start()], part.group(), strength):
            first, before = opened[-1]
            opened[-1] = (first, min(before, strength, key=STRENGTHS.index))
        else:
            opened.append((part.start() if opened else 0, strength))
    return [((first, last), strength) for (first, strength), (last, _) in pairwise([*opened, (len(sentence), "")])]


def _strength(part: str) -> str | None:
    part = _TITLES.sub("", part)
    return next((strength for strength, pattern in _PATTERNS.items() if pattern.search(part)), None)


def _goes_on(before: str, part: str, second: str) -> bool:
    """Whether a part belongs to the measure before it: that one leads up to it, or it says how or to what end."""
    if second == STRENGTHS[3] or _GOES_ON.match(part.strip()):
        return True
    if _MEANS.match(before.strip()):
        return True
    return _LEADS_UP.match(before.strip()) is not None and not _AGAIN.match(part.strip())


def _trim(sentence: str, start: int, end: int, offset: int) -> Span:
    text = sentence[start:end]
    left = len(text) - len(text.lstrip(" \u3000\n"))
    return offset + start + left, offset + start + len(text.rstrip(" ,，\u3000\n"))
