"""Stated figures as lines of an answer: each called what it is, a figure that was reached or an aim, and of when."""

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.quoting import POINTED_WORTH, Quoter
from assistant.facts.indicators import Indicator
from assistant.facts.periods import BASELINE
from assistant.retrieval.ledger import Stated
from assistant.retrieval.search import Found


class FigureWriter:
    """Writes the figures of one index."""

    def __init__(self, quoter: Quoter) -> None:
        self.quoter = quoter

    def line(self, stated: Stated, found: Found, draft: Draft) -> str:
        """Return the sentence of a figure, with what the figure is before it."""
        rate = self.quoter.rater(stated.hit, found.understood, found.query)
        value = stated.row.value_text

        def worth(start: int, end: int, piece: str) -> float:
            return rate(start, end, piece) + (POINTED_WORTH if value in piece else 0.0)

        line = self.quoter.line(stated.hit, draft, worth)
        return self.called(stated, draft) + line

    def called(self, stated: Stated, draft: Draft) -> str:
        """Return what a figure is and of when; its sentence must be cited already.

        Where the time stands in another sentence (到2025年,… at the head of the section), that one is cited beside it.
        """
        row, document = stated.row, draft.documents[stated.hit.doc]
        name = messages.PLANNED_FIGURE if "规划" in (document.kind or "") else messages.AIMED_FIGURE
        name = messages.REACHED_FIGURE if row.kind == BASELINE else name
        return name.format(when=row.year_words + self._mark(row, draft)) if row.year_words else ""

    def _mark(self, row: Indicator, draft: Draft) -> str:
        """Return the mark of the sentence that gives the time of a figure, where that is another one."""
        if row.year_words in row.quote:
            return ""
        number = next(n for n in range(len(self.quoter.retriever.units.clauses)) if self.quoter.retriever.units.clauses[n].id == row.year_clause)
        return f"[{draft.cite(self.quoter.retriever.units.clauses[number], row.year_sentence)}]"
