"""Look-ups as answers: whole clauses, headings below a place, every occurrence of a phrase."""

from collections.abc import Sequence

from assistant import messages
from assistant.answering.draft import Draft, place_of
from assistant.answering.excerpt import excerpt
from assistant.retrieval.lookup import Place
from assistant.retrieval.retriever import Retriever
from corpus.numerals import int_to_chinese
from corpus.records import Clause, Span
from index.segment import normalize

LONGEST = 900  # characters of a clause that a look-up shows; the rest is a click away
MOST_OCCURRENCES = 12


class ClauseWriter:
    """Writes what was looked up in one index."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    def place(self, place: Place, draft: Draft) -> None:
        """Write a place that was asked for by number or name: its clauses in full, its headings, or that there is none."""
        if place.titles_only:
            self._titles(place, draft)
        elif place.clauses:
            self._clauses(place, draft)
        else:
            title = f"《{self.retriever.units.documents[place.document].title}》"
            draft.lines.append(messages.NO_SUCH_PLACE.format(document=title, place=place.missing))
            if place.highest:
                draft.lines.append(messages.HIGHEST.format(count=place.highest))

    def _clauses(self, place: Place, draft: Draft) -> None:
        size = 0
        for number in place.clauses:
            clause = self.retriever.units.clauses[number]
            draft.lines.append(f"{place_of(clause, draft.documents[clause.doc])}：")
            spans = paragraphs(clause)
            if 0 < place.paragraph <= len(spans):
                spans = spans[place.paragraph - 1 : place.paragraph]
            for span in spans:
                if size > LONGEST:
                    draft.lines.append(messages.REST_OF_CLAUSE)
                    return
                mark = draft.cite(clause, span)
                draft.lines.append(f"“{clause.text[span[0] - clause.start : span[1] - clause.start]}”[{mark}]")
                size += span[1] - span[0]

    def _titles(self, place: Place, draft: Draft) -> None:
        draft.lines.append(messages.PARTS.format(title=place.title, count=int_to_chinese(len(place.headings))))
        for label, clause, span in place.headings:
            draft.lines.append(f"{label}" + (f"[{draft.cite(clause, span)}]" if clause else ""))

    def occurrences(self, sentences: Sequence[int], phrase: str, draft: Draft, *, counted: bool) -> None:
        """Write the places of a phrase, with their number first where it is ``counted``."""
        if counted:
            draft.lines.append(messages.OCCURRENCES.format(phrase=phrase, count=int_to_chinese(len(sentences))))
        for number, sentence in enumerate(sentences[:MOST_OCCURRENCES], 1):
            hit, clause = self.retriever.looked_up(sentence), self.retriever.clause_of(sentence)
            shown = excerpt(hit.text, hit.start, lambda _a, _b, piece: float(normalize(phrase) in normalize(piece)))
            line = draft.quote(clause, (hit.start, hit.end), shown)
            lead = f"{number}. " if counted else ""
            draft.lines.append(f"{lead}{line}（{place_of(clause, draft.several(clause.doc))}）")
        if len(sentences) > MOST_OCCURRENCES:
            draft.lines.append(messages.MORE_OCCURRENCES.format(count=int_to_chinese(len(sentences) - MOST_OCCURRENCES)))


def paragraphs(clause: Clause) -> list[Span]:
    """Return the lines of a clause as spans without white space; the first without its number."""
    found: list[Span] = []
    at = clause.start
    for line in clause.text.split("\n"):
        start, end = at, at + len(line)
        if not found and clause.sentences:
            start = max(start, clause.sentences[0][0])
        text = clause.text[start - clause.start : end - clause.start]
        if text.strip():
            start += len(text) - len(text.lstrip())
            found.append((start, start + len(text.strip())))
        at = end + 1
    return found
