"""Facts of documents as answers: what the text states word for word, else what the register holds, marked as such."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from assistant import messages
from assistant.answering.draft import Draft
from assistant.facts.documents import DocumentFact, Wanted, fact_of
from assistant.facts.outline import measured
from assistant.facts.passages import title_span
from assistant.facts.standing import Standing, written_date
from assistant.question.document_facts import OF_THE_OUTLINE
from assistant.records import Respect
from assistant.retrieval.register import Register
from corpus.dates import stated_date
from corpus.records import Document, ParsedDocument, Span

MOST_LISTED = 20  # documents of a list; of more, only how many there are of each kind


class DocumentWriter:
    """Writes what is known of documents; ``parsed`` gives them with their texts, by id."""

    def __init__(self, documents: Sequence[Document], parsed: Callable[[str], ParsedDocument]) -> None:
        self.documents, self.parsed = documents, parsed

    def write(self, register: Register, draft: Draft) -> None:
        """Write the facts that were asked for, the documents that fit, or that the one meant is not held."""
        draft.of_documents = len(register.documents) != 1
        if register.missing:
            draft.lines.append(messages.NOT_HELD.format(name=register.missing))
            if register.nearest:
                draft.lines.append(messages.NEAREST)
                self._titles(register.nearest, draft)
        elif register.listed is not None:
            self._list(register, register.listed, draft)
        for number, fact in register.facts:
            self._fact(self.documents[number], fact, draft)
        for each in register.repealed:
            title, parsed = self.documents[each.document].title, self.parsed(self.documents[each.document].id)
            quotes = "".join(self._quote(parsed, span, draft) for span in each.spans)
            draft.lines.append(messages.REPEALED.format(name=each.name, title=title) + quotes)

    def _list(self, register: Register, listed: Sequence[int], draft: Draft) -> None:
        if not listed:
            draft.lines.append(messages.NONE_HELD)
        elif len(listed) > MOST_LISTED:
            kinds = Counter((self.documents[number].kind or messages.NO_KIND).split("（")[0] for number in listed)
            counts = "、".join(messages.COUNT_OF_KIND.format(kind=kind, count=measured(n)) for kind, n in kinds.most_common())
            draft.lines.append(messages.SHELF.format(count=measured(len(listed)), kinds=counts))
        else:
            lead = messages.LISTED_BUT_FOR_WORDS if register.uncalled else messages.HELD if register.held else messages.LISTED
            draft.lines.append(lead.format(count=measured(len(listed)), words=register.uncalled))
            if register.standings:
                draft.notices.append(messages.AS_OF.format(day=written_date(register.day)))
            self._titles(listed, draft, register.standings, register.day)

    def _titles(self, numbers: Sequence[int], draft: Draft, standings: Sequence[str] = (), day: str = "") -> None:
        for at, number in enumerate(numbers, 1):
            standing = messages.STANDING.format(standing=standings[at - 1]) if standings else ""
            document = self.documents[number]
            parsed = self.parsed(document.id)
            span = title_span(parsed)
            spans = [span] if span else [sentence for clause in parsed.clauses[:1] for sentence in clause.sentences[:1]]
            if standings:  # and what ends it
                spans += fact_of(parsed, Wanted(Respect.EXPIRES), Standing(day)).spans
            marks = "".join(self._mark(parsed, span, draft) for span in spans)
            draft.lines.append(f"{at}. 《{document.title}》{standing}{marks}")

    def _fact(self, document: Document, fact: DocumentFact, draft: Draft) -> None:
        """Write a fact: the register's line, then the words of the text; or that neither states it."""
        title, parsed, respect = document.title, self.parsed(document.id), messages.RESPECTS[fact.respect]
        if not fact.known:
            unknown = messages.UNCOUNTED if fact.respect in OF_THE_OUTLINE else messages.NOT_REGISTERED
            draft.lines.append(unknown.format(title=title, respect=respect))
            return
        self._line(title, respect, fact, draft)
        if fact.spans and not (fact.line and not fact.record):
            lead = messages.AT_FIRST if self._tells_of_the_first(parsed, fact) else messages.ORIGINAL
            draft.lines.append(lead if fact.record else messages.IN_TEXT.format(title=title, respect=respect))
        draft.lines += [self._quote(parsed, span, draft) for span in fact.spans]
        draft.lines += [self._quote(parsed, span, draft) + (f"：{below}" if below else "") for below, span in fact.details]

    def _tells_of_the_first(self, parsed: ParsedDocument, fact: DocumentFact) -> bool:
        """Return whether a text gives an earlier day than the register: that of its first version, before it was amended."""
        stated = (stated_date(parsed.text[slice(*span)]) for span in fact.spans) if fact.respect is Respect.EFFECTIVE else ()
        return any(day < fact.record for day in stated if day)

    def _line(self, title: str, respect: str, fact: DocumentFact, draft: Draft) -> None:
        """Write what the register or the outline says, and repeat a record of the register in a notice."""
        if fact.record:
            draft.lines.append(messages.FACT.format(title=title, respect=respect, line=fact.line))
            record = fact.line if fact.record in fact.line else f"{fact.line}（{fact.record}）"
            draft.notices.append(messages.RECORD.format(title=title, respect=respect, record=record))
        elif fact.line:
            end = messages.LEADS_ON if fact.spans or fact.details else messages.FULL_STOP
            draft.lines.append(messages.OUTLINED.format(title=title, line=fact.line) + end)

    def _quote(self, parsed: ParsedDocument, span: Span, draft: Draft) -> str:
        mark = self._mark(parsed, span, draft)
        return f"“{parsed.text[slice(*span)]}”{mark}"

    def _mark(self, parsed: ParsedDocument, span: Span, draft: Draft) -> str:
        """Return the mark of a heading or of a sentence; none where the text has no clause that it could lead to."""
        inside = next((clause for clause in parsed.clauses if clause.start <= span[0] and span[1] <= clause.end), None)
        if inside is not None:
            return f"[{draft.cite(inside, span)}]"
        heading = next((h for h in parsed.headings if h.start <= span[0] and span[1] <= h.end), None)
        if heading is None or not parsed.clauses:
            return ""
        at = min(bisect_left([clause.start for clause in parsed.clauses], span[1]), len(parsed.clauses) - 1)
        return f"[{draft.cite_heading(heading, parsed.clauses[at], (span, parsed.text[slice(*span)]))}]"
