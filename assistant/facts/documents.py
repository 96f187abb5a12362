"""What the register and the outline know of a document itself: who issued it, since when, in how many parts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import messages
from assistant.facts import outline
from assistant.facts.acts import acts_on
from assistant.facts.outline import Outlined, trimmed
from assistant.facts.passages import ENDING, beginning, holding, page_printing, stating, title_span
from assistant.facts.standing import Standing, standing_of, written_date
from assistant.records import ANY_ACT, Respect, WhichAct
from assistant.wordings import patterns
from corpus.records import Document, ParsedDocument, Span

_SAYS = patterns(Path(__file__).with_suffix(".tsv"))
_NO_DAY = "（）"  # of a document whose dates are not known
_STEM = 2  # characters that say what is asked of a document: 负责起草, 解释权
_LEAST_ISSUER = 4  # characters of the end of an issuer's name that are still it: 市人民政府办公室
_NUMBER = re.compile(r"[^，,；;。()（）\s]{0,30}?(?:〔\d{4}〕\s{0,3}\d{1,5}\s{0,3}号|令第\d{1,5}号)")


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """What is known of a document in one respect.

    ``line`` says it in the reader's words, empty where the register holds nothing; ``record`` is what it holds, word for
    word, empty where the line follows from the text alone. ``spans`` are where the text itself states it. ``details`` are
    further lines, each with the span of the heading that it is about.
    """

    respect: Respect
    line: str
    record: str = ""
    spans: tuple[Span, ...] = ()
    details: tuple[tuple[str, Span], ...] = ()
    settled: bool = True  # whether that answers the question

    @property
    def known(self) -> bool:
        """Whether anything is known at all."""
        return bool(self.line or self.spans or self.details)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: in which respect, of an outline which unit and which part (numbers from the top), of acts which.

    ``unit`` is what is asked in the reader's words where the respect is none that is kept.
    """

    respect: Respect
    unit: str = ""
    numbers: tuple[int, ...] = ()
    act: WhichAct = ANY_ACT


def fact_of(parsed: ParsedDocument, wanted: Wanted, standing: Standing) -> DocumentFact:
    """Return what is known of a document in the respect that is wanted."""
    return _FACTS[wanted.respect](parsed, wanted, standing)


def numbers_of(document: Document) -> tuple[str, ...]:
    """Return the 文号 of a document without white space: 国发〔2019〕5号, 国务院令第722号; empty where it has none."""
    return tuple(re.sub(r"\s", "", found) for found in _NUMBER.findall(document.doc_no or ""))


def _issuer(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    issuer = parsed.document.issuer
    if not issuer:
        return DocumentFact(Respect.ISSUER, "")
    first = issuer.split("、")[0]
    tails = [first[at:] for at in range(max(1, len(first) - _LEAST_ISSUER + 1))]
    lines = [trimmed(parsed, h) for h in parsed.headings if h.path == "题名"]
    spans = [span for tail in tails for span in reversed(lines) if tail in parsed.text[slice(*span)]][:1]  # the latest version
    return DocumentFact(Respect.ISSUER, issuer, issuer, tuple(spans) or beginning(parsed, first))


def _number(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    numbers = numbers_of(parsed.document)
    number = parsed.document.doc_no if numbers or (parsed.document.doc_no or "/") != "/" else None
    spans = holding(parsed, *numbers) if numbers else () if number else _numbered_title(parsed)
    return DocumentFact(Respect.NUMBER, number or "", number or "", spans)


def _numbered_title(parsed: ParsedDocument) -> tuple[Span, ...]:
    """Return the title line with the number of a decree or an announcement: 某市人民代表大会常务委员会公告第30号公布."""
    lines = (trimmed(parsed, heading) for heading in parsed.headings if heading.above)
    return tuple(span for span in lines if _SAYS["decree_number"].search(parsed.text[slice(*span)]))[:1]


def _published(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    day = parsed.document.published
    return _dated(parsed, Respect.PUBLISHED, day, holding(parsed, written_date(day), day) if day and len(day) > 4 else ())


def _dated(parsed: ParsedDocument, respect: Respect, day: str | None, spans: tuple[Span, ...]) -> DocumentFact:
    return DocumentFact(respect, written_date(day) if day else "", day or "", spans)


def _act(parsed: ParsedDocument, wanted: Wanted, _: Standing) -> DocumentFact:
    return DocumentFact(wanted.respect, "", spans=acts_on(parsed, wanted.respect, wanted.act))


def _amended(parsed: ParsedDocument, wanted: Wanted, _: Standing) -> DocumentFact:
    spans = acts_on(parsed, Respect.AMENDED, wanted.act)
    status = parsed.document.status or ""
    if wanted.act.number > 0 or not _SAYS["amended"].search(status):  # what is registered of a later amendment
        return DocumentFact(Respect.AMENDED, "", spans=spans)
    return DocumentFact(Respect.AMENDED, messages.STATUS.format(status=status), status, spans)


def repealing(parsed: ParsedDocument) -> tuple[Span, ...]:
    """Return the sentences at the end of a text that repeal others."""
    ending = (sentence for clause in parsed.clauses[-ENDING:] for sentence in clause.sentences)
    return tuple(span for span in ending if _SAYS["repeals"].search(parsed.text[slice(*span)]))


def _repeals(parsed: ParsedDocument, _: Wanted, standing: Standing) -> DocumentFact:
    """Return what others the text itself repeals; of which it is the successor, the register says."""
    spans = repealing(parsed)
    if standing.predecessor is None:
        return DocumentFact(Respect.REPEALS, "", spans=spans)
    replaced = standing.predecessor
    line = messages.REPLACES.format(title=replaced.title, day=written_date(replaced.published or replaced.valid_from or ""))
    return DocumentFact(Respect.REPEALS, line.replace(_NO_DAY, ""), replaced.id, spans)


def taking_effect(parsed: ParsedDocument) -> tuple[Span, ...]:
    """Return the sentence at the end of a text that says from when it holds."""
    return stating(parsed, lambda text: _SAYS["effective"].search(text) is not None, ending=ENDING)


def _effective(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    spans = (
        taking_effect(parsed)
        or stating(parsed, lambda text: _SAYS["since"].fullmatch(text) is not None)
        or page_printing(parsed, "valid_from")
    )
    return _dated(parsed, Respect.EFFECTIVE, None if _is_plan(parsed) else parsed.document.valid_from, spans)


def _is_plan(parsed: ParsedDocument) -> bool:
    """Return whether the dates of the register are the years planned for, not those of validity."""
    return parsed.document.kind == "规划"


def _expires(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    spans = stating(parsed, lambda text: _SAYS["expires"].search(text) is not None, ending=ENDING)
    spans = spans or page_printing(parsed, "valid_to")
    fact = _dated(parsed, Respect.EXPIRES, parsed.document.valid_to, spans)
    if not _is_plan(parsed) or not fact.line or spans:
        return fact
    return replace(fact, line=messages.PLANNED_UNTIL.format(day=fact.line), settled=False)


def _period(parsed: ParsedDocument, wanted: Wanted, standing: Standing) -> DocumentFact:
    begins, ends = parsed.document.valid_from, parsed.document.valid_to
    spans = dict.fromkeys(span for part in (_effective, _expires) for span in part(parsed, wanted, standing).spans)
    start = messages.PLANNED if _is_plan(parsed) else ""
    start += messages.SINCE.format(day=written_date(begins)) if begins else ""
    end = messages.UNTIL.format(day=written_date(ends)) if ends else ""
    if not begins and not ends:
        return DocumentFact(Respect.PERIOD, "", spans=tuple(spans))
    return DocumentFact(Respect.PERIOD, start + end, "—".join(day or "" for day in (begins, ends)), tuple(spans))


def _validity(parsed: ParsedDocument, wanted: Wanted, standing: Standing) -> DocumentFact:
    document, period = parsed.document, _period(parsed, wanted, standing)
    line = standing_of(document, standing)
    # of an earlier day, a status of today that says that it has ended says nothing
    status = None if line == messages.STANDING_IN_FORCE and document.repealed else document.status
    lines = (line.format(day=written_date(standing.day)), period.line, messages.STATUS.format(status=status) if status else "")
    record = "；".join(text for text in (period.record, status) if text)
    settled = line not in (messages.STANDING_UNKNOWN, messages.STANDING_PLANNED)
    return DocumentFact(
        Respect.VALIDITY, "；".join(text for text in lines if text), record or messages.NO_RECORD, period.spans, settled=settled
    )


def _replaced(parsed: ParsedDocument, _: Wanted, standing: Standing) -> DocumentFact:
    document = parsed.document
    said = [
        text.format(title=other.title, day=written_date(other.published or other.valid_from or "")).replace(_NO_DAY, "")
        for text, other in ((messages.REPLACED_BY, standing.successor), (messages.REPLACES, standing.predecessor))
        if other is not None
    ]
    if document.status:
        said.append(messages.STATUS.format(status=document.status))
    said = said or [messages.NOT_REPLACED]
    if document.published:
        said.insert(0, messages.VERSION_HELD.format(day=written_date(document.published)))
    if standing.successor is not None:  # what the text itself says of others before it is not what is asked
        return DocumentFact(Respect.REPLACED, "；".join(said), document.superseded_by or "")
    spans = stating(parsed, lambda text: _SAYS["replaces"].search(text) is not None, ending=ENDING)
    return DocumentFact(Respect.REPLACED, "；".join(said), document.status or messages.NO_RECORD, spans)


def _region(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    region = parsed.document.region
    title = title_span(parsed)
    held = title is not None and region is not None and region in parsed.text[slice(*title)]
    return DocumentFact(Respect.REGION, region or "", region or "", (title,) if title and held else ())


def _class(parsed: ParsedDocument, _: Wanted, __: Standing) -> DocumentFact:
    return DocumentFact(Respect.CLASS, parsed.document.kind or "", parsed.document.kind or "")


def _title(parsed: ParsedDocument, wanted: Wanted, standing: Standing) -> DocumentFact:
    title = title_span(parsed)
    number = _number(parsed, wanted, standing).spans
    spans = dict.fromkeys(([title] if title else []) + list(number))
    return DocumentFact(Respect.TITLE, parsed.document.doc_no or "", parsed.document.doc_no or "", tuple(spans))


def _other(parsed: ParsedDocument, wanted: Wanted, _: Standing) -> DocumentFact:
    """Return where a text says in its title lines or at its end what no register keeps: who explains or drafted it."""
    about = _SAYS["role"].sub("", wanted.unit)[-_STEM:]
    lines = (trimmed(parsed, heading) for heading in parsed.headings if heading.path == "题名")
    ending = (sentence for clause in parsed.clauses[-ENDING:] for sentence in clause.sentences)
    return DocumentFact(Respect.OTHER, "", spans=tuple(s for s in (*lines, *ending) if about in parsed.text[slice(*s)])[:1])


def _outlined(respect: Respect, found: Outlined) -> DocumentFact:
    return DocumentFact(respect, found.line, spans=found.spans, details=found.headings)


def _count(parsed: ParsedDocument, wanted: Wanted, _: Standing) -> DocumentFact:
    return _outlined(Respect.COUNT, outline.count(parsed, wanted.unit, wanted.numbers))


def _outline(parsed: ParsedDocument, wanted: Wanted, _: Standing) -> DocumentFact:
    return _outlined(Respect.OUTLINE, outline.outline(parsed, wanted.unit, wanted.numbers))


def _heading(parsed: ParsedDocument, wanted: Wanted, _: Standing) -> DocumentFact:
    return _outlined(Respect.HEADING, outline.heading(parsed, wanted.numbers))


_FACTS: dict[Respect, Callable[[ParsedDocument, Wanted, Standing], DocumentFact]] = {
    Respect.NUMBER: _number, Respect.ADOPTED: _act, Respect.APPROVED: _act, Respect.AMENDED: _amended,
    Respect.REPEALS: _repeals, Respect.PUBLISHED: _published, Respect.EFFECTIVE: _effective,
    Respect.EXPIRES: _expires, Respect.PERIOD: _period, Respect.REPLACED: _replaced, Respect.VALIDITY: _validity,
    Respect.REGION: _region, Respect.ISSUER: _issuer, Respect.COUNT: _count, Respect.OUTLINE: _outline,
    Respect.HEADING: _heading, Respect.TITLE: _title, Respect.CLASS: _class, Respect.OTHER: _other,
}  # fmt: skip
