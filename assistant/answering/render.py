"""The finished answer: every quote held against its text, every number against what is shown; notices, label, contact."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.notices import notices_for
from assistant.answering.office import contact_for
from assistant.answering.suggest import Suggested, suggestions_for
from assistant.grounding.check import ungrounded_numbers
from assistant.overlay import Overlay
from assistant.privacy import mask
from assistant.question.understand import Understood
from assistant.records import Answer, Hit, Status, Turn
from assistant.retrieval.widen import whole_sentences
from assistant.settings import Settings
from corpus.records import Clause, Document, ParsedDocument
from index.units import Units

log = logging.getLogger(__name__)


class NotVerbatim(RuntimeError):
    """A quote is not the text that it names: it never leaves."""


def hold_to_text(draft: Draft, clause_of: Callable[[str], Clause], parsed: Callable[[str], ParsedDocument]) -> None:
    """Hold every quote against the text that it names: its clause's, or a heading before that in its document's.

    Raises:
        NotVerbatim: one is not verbatim.
    """
    for citation in draft.citations:
        clause = clause_of(citation.clause)
        inside = clause.start <= citation.start and citation.end <= clause.end  # else it is a heading before the clause
        text, offset = (clause.text, clause.start) if inside else (parsed(citation.doc).text, 0)
        if text[citation.start - offset : citation.end - offset] != citation.quote:
            raise NotVerbatim(f"quote {citation.n} of {citation.clause}")


class Renderer:
    """Renders answers over one index."""

    def __init__(
        self, settings: Settings, units: Units, documents: Mapping[str, Document], clause_of: Callable[[str], Clause]
    ) -> None:
        self.settings, self.units, self.documents, self.clause_of = settings, units, documents, clause_of
        self.suggested: Suggested = {}  # what documents without a bank can be asked for
        self.overlay = Overlay(settings.data_dir)

    def render(
        self,
        identifier: str,
        understood: Understood,
        draft: Draft,
        hits: Sequence[Hit],
        history: Sequence[Turn],
        as_of: str | None,
    ) -> Answer:
        """Return the answer with notices, label and contact.

        Args:
            identifier: id of the answer.
            understood: the question.
            draft: what is said; where it holds a number that nothing shown holds, only its quotes are kept.
            hits: what was found, best first.
            history: earlier turns; what they said already is not said again.
            as_of: the day (ISO) for which validity is judged, or None for today.
        """
        cited = () if draft.of_documents else draft.citations
        notices = notices_for(cited, self.documents, as_of, history, self.settings.home_region)
        notices = (*draft.notices, *notices)
        if understood.asked != understood.question and draft.status in (Status.ANSWERED, Status.PARTIAL):
            notices = (*notices, messages.MENDED.format(text=understood.question))
        titles = (self.documents[citation.doc].title for citation in draft.citations)
        general = contact_for(self.settings.office.contacts, self.settings.contact, (understood.text, *titles))
        contact = self.overlay.contact_for(understood.topic, general)
        said = (turn.question + turn.answer for turn in history)
        loose = ungrounded_numbers(draft.text, draft.citations, [understood.asked, understood.question, contact, *notices, *said])
        if loose and draft.citations:
            log.error("answer %s states %s without a quote; only its quotes are shown", identifier, loose)
            draft = replace(draft, lines=[f"“{citation.quote}”[{citation.n}]" for citation in draft.citations])
        asked = mask(understood.asked)
        text = asked if understood.text == understood.asked else mask(understood.text)
        return Answer(
            identifier, draft.status, draft.text, tuple(draft.citations), tuple(whole_sentences(hits, self.clause_of)), notices,
            messages.QUOTED if draft.citations else "", contact, asked, text,
            suggestions_for(hits, draft.status, self.units, understood.text, self.suggested), verdict=draft.verdict,
        )  # fmt: skip
