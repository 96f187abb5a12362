"""The first words of an answer to a yes-or-no question: a yes is said only where the quote says all that was claimed."""

import re

from assistant import messages
from assistant.answering.excerpt import parts_of
from assistant.answering.quoting import Quoter
from assistant.facts.periods import BASELINE, heading_kind
from assistant.grounding.entailment import entails
from assistant.grounding.figures import figures
from assistant.grounding.overlap import content, share
from assistant.question.cues import Cue
from assistant.question.understand import Understood
from assistant.records import Citation, Hit
from assistant.retrieval.queries import Query
from assistant.thresholds import GROUNDED
from corpus.records import Clause, Document

_FORBIDS = re.compile(r"不得|不能|不可以|禁止|不予")
_NO_SUBJECT = re.compile(r"(?:达到?|较|比|同比|增长|超过|突破|占|位居|连续|排名|年均|分别|为|其中占)")
_FIGURE = re.compile(r"\d")


def opening(understood: Understood, hit: Hit, citation: Citation, document: Document, query: Query, quoter: Quoter) -> str:
    """Return yes, no, that the text differs, or that what follows is the text; empty where nothing was claimed.

    Args:
        understood: the question.
        hit: the sentence that is shown first.
        citation: the same, as it is cited.
        document: the document that it stands in.
        query: the query of the question.
        quoter: quotes sentences of the index.
    """
    if not understood.wants(Cue.YES_NO):
        return ""
    clause = quoter.retriever.clause_of(hit.sentence)
    if _confirmed(understood, citation, clause, document):
        return messages.YES
    if understood.figures and _differs(understood.claim, _statement(hit, query, quoter)):
        return messages.NOT_AS_SAID
    if understood.wants(Cue.PERMISSION) and _FORBIDS.search(hit.text):
        return messages.NO
    return messages.ORIGINAL


def _confirmed(understood: Understood, citation: Citation, clause: Clause, document: Document) -> bool:
    """Return whether the sentence says all that is claimed; what a plan aims at confirms no state of things."""
    if not understood.claim:
        return False
    reached = heading_kind(clause.headings) == BASELINE
    aims = "规划" in (document.kind or "") and not reached
    if understood.wants(Cue.ACHIEVED) and not reached:
        return False
    return (not aims or understood.wants(Cue.PLANNED)) and entails(citation, understood.claim)


def _differs(claim: str, statement: str) -> bool:
    """Return whether a statement about the same thing gives another figure of the same unit than the claim."""
    stated = figures(statement)
    wrong = [figure for figure in figures(claim) if not any(figure.same(other) for other in stated)]
    unlike = any(figure.unit and figure.unit == other.unit for figure in wrong for other in stated)
    return unlike and share(claim, content(statement)) >= GROUNDED


def _statement(hit: Hit, query: Query, quoter: Quoter) -> str:
    """Return the statement of a sentence that the question is about: a subject and what is said of it.

    Pieces between commas belong to the subject before them where they have none: …年均增长43%,达到6件.
    """
    terms = {term for term, _ in query.terms if not _FIGURE.search(term)}  # the figure is what is in question
    statements: list[tuple[float, str]] = []
    for part in parts_of(hit.text, hit.start, lambda _a, _b, piece: quoter.worth(piece, terms)):
        piece = hit.text[part.start - hit.start : part.end - hit.start]
        if statements and _NO_SUBJECT.match(piece):
            score, text = statements[-1]
            statements[-1] = (max(score, part.score), text + piece)
        else:
            statements.append((part.score, piece))
    return max(statements, key=lambda statement: statement[0])[1]
