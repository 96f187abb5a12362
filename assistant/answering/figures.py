"""Stated figures as lines of an answer: each called what it is, a figure that was reached or an aim, and of when."""

import re

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.quoting import POINTED_WORTH, Quoter
from assistant.facts.indicators import Indicator
from assistant.facts.periods import BASELINE
from assistant.records import Hit
from assistant.retrieval.ledger import Stated
from assistant.retrieval.search import Found

_MARKS = re.compile(r"[“”\"「」]")


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
        return self.named(stated, draft) + line

    def named(self, stated: Stated | None, draft: Draft) -> str:
        """Return what a figure is and of when, empty for none; its sentence must be cited already.

        Where the time stands in another sentence (到2025年,… at the head of the section), that one is cited beside it.
        """
        if stated is None or not stated.row.year_words:
            return ""
        row, document = stated.row, draft.documents[stated.hit.doc]
        aim = messages.PLANNED_FIGURE if document.is_plan else messages.AIMED_FIGURE
        wording = messages.REACHED_FIGURE if row.kind == BASELINE else aim
        when = _MARKS.sub("", row.year_words)  # what stands in quotation marks before a number of a citation is its quote
        return wording.format(when=when + self._mark(row, stated.hit, draft))

    def _mark(self, row: Indicator, hit: Hit, draft: Draft) -> str:
        """Return the mark of the sentence that gives the time of a figure, where that is another one."""
        if row.year_words in hit.text:
            return ""
        return f"[{draft.cite(self.quoter.retriever.clause_named(hit.sentence, row.year_clause), row.year_sentence)}]"
