"""Look-ups as answers: whole clauses, headings below a place, every occurrence of a phrase."""

from collections.abc import Sequence

from assistant import messages
from assistant.answering.draft import Draft, place_of, short_title
from assistant.answering.excerpt import excerpt
from assistant.retrieval.looked_up import MOST_OCCURRENCES
from assistant.retrieval.places import Listed, Place
from assistant.retrieval.retriever import Retriever
from corpus.articles import lines_of
from corpus.numerals import int_to_chinese
from corpus.records import Clause, Span
from index.segment import normalize

LONGEST, LONGEST_OF_ALL = 900, 1800  # characters of a clause, and of several, that a look-up shows; the rest is a click away
MOST_LISTED, MOST_NAMED = 24, 3  # rows of a list of places, and places named that are left out
FEW_MORE = 3  # places that are shown as well, where these are all the others
FIRST_WORDS = 60  # characters of an article's first sentence in a list


class ClauseWriter:
    """Writes what was looked up in one index."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    def place(self, place: Place, draft: Draft) -> None:
        """Write a place that was asked for by number or name: its text, the list of what lies below, or that there is none."""
        if place.headings:
            self._list(place, draft)
        elif place.clauses:
            self._clauses(place, draft)
        else:
            title = f"《{self.retriever.units.documents[place.document].title}》"
            draft.lines.append(messages.NO_SUCH_PLACE.format(document=title, place=place.missing))
        if place.unit and not place.headings:
            whole = place.whole or messages.THIS_DOCUMENT
            wording = messages.THERE_ARE if place.count else messages.NOT_DIVIDED
            draft.lines.append(wording.format(whole=whole, count=int_to_chinese(place.count), unit=place.unit))

    def _clauses(self, place: Place, draft: Draft) -> None:
        """Write clauses one after the other, each up to a bound and all up to one, and name those that are left."""
        size = 0
        if place.section:
            draft.lines.append(f"《{short_title(self.retriever.units.documents[place.document])}》{place.section}：")
        if place.title and not place.parts:
            draft.lines.append(self._heading(place, draft, len(place.clauses), "条"))
        for at, number in enumerate(place.clauses):
            if size > LONGEST_OF_ALL:
                left = [self.retriever.units.clauses[n].label for n in place.clauses[at:]]
                names = messages.AND.join(left[:MOST_NAMED]) + ("等" if len(left) > MOST_NAMED else "")
                draft.lines.append(messages.REST_OF_PLACES.format(count=int_to_chinese(len(left)), names=names))
                return
            clause = self.retriever.units.clauses[number]
            document = draft.documents[clause.doc]
            named = f"《{short_title(document)}》{place.title}" if place.parts else place_of(clause, document)
            draft.lines += [] if place.section else [f"{named}："]
            size += self._text(clause, place.parts or lines_of(clause), draft)

    def _text(self, clause: Clause, spans: Sequence[Span], draft: Draft) -> int:
        """Write spans of a clause up to a bound; return how many characters were written."""
        size = 0
        for span in spans:
            if size > LONGEST:
                draft.lines.append(messages.REST_OF_CLAUSE)
                break
            mark = draft.cite(clause, span)
            draft.lines.append(f"“{clause.text[span[0] - clause.start : span[1] - clause.start]}”[{mark}]")
            size += span[1] - span[0]
        return size

    def _list(self, place: Place, draft: Draft) -> None:
        draft.lines.append(self._heading(place, draft, len(place.headings), place.unit))
        draft.lines += [self._row(row, draft) for row in place.headings[:MOST_LISTED]]
        left = len(place.headings) - MOST_LISTED
        if left > 0:
            draft.lines.append(messages.REST_OF_PARTS.format(count=int_to_chinese(left), unit=place.unit))

    def _heading(self, place: Place, draft: Draft, count: int, unit: str) -> str:
        several = draft.several(self.retriever.units.documents[place.document].id)
        named = f"《{short_title(several)}》" if several else ""
        return messages.PARTS.format(document=named, title=place.title, count=int_to_chinese(count), unit=unit)

    def _row(self, row: Listed, draft: Draft) -> str:
        if row.clause is None:
            return row.label
        if row.heading is not None:
            return f"{row.label}[{draft.cite_heading(row.heading, row.clause)}]"
        if not row.quoted:
            return f"{row.label}[{draft.cite(row.clause, row.span)}]"
        start, end = row.span
        text = row.clause.text[start - row.clause.start : end - row.clause.start]
        stop = end if len(text) <= FIRST_WORDS else start + _stop(text)
        return row.label + draft.quote(row.clause, row.span, [(start, stop)]) + ("……" if stop < end else "")

    def occurrences(self, sentences: Sequence[int], phrase: str, draft: Draft, *, counted: bool) -> None:
        """Write the places of a phrase, with their number first where it is ``counted``."""
        if counted:
            draft.lines.append(messages.OCCURRENCES.format(phrase=phrase, count=int_to_chinese(len(sentences))))
        most = len(sentences) if len(sentences) <= MOST_OCCURRENCES + FEW_MORE else MOST_OCCURRENCES
        for number, sentence in enumerate(sentences[:most], 1):
            hit, clause = self.retriever.looked_up(sentence), self.retriever.clause_of(sentence)
            shown = excerpt(hit.text, hit.start, lambda _a, _b, piece: float(normalize(phrase) in normalize(piece)))
            line = draft.quote(clause, (hit.start, hit.end), shown)
            lead = f"{number}. " if counted else ""
            draft.lines.append(f"{lead}{line}（{place_of(clause, draft.several(clause.doc))}）")
        if len(sentences) > most:
            draft.lines.append(messages.MORE_OCCURRENCES.format(count=int_to_chinese(len(sentences) - most)))


def _stop(text: str) -> int:
    """Return where the first words of a long sentence end: before the last comma among them, where there is one."""
    comma = max(text.rfind(mark, 1, FIRST_WORDS) for mark in "，,；;：:")
    return comma if comma > 0 else FIRST_WORDS
