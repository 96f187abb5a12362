"""What a reader may ask next: bank questions of the sentences near the answer; of documents without a bank, what they answer.

The questions of a document without a bank come from its own text, and only those are offered that the assistant answers from
the very place that they were taken from. They are asked once, by the first server over an index, and kept beside it.
"""

import json
import logging
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.errors import UnavailableError
from assistant.facts.askable import Askable, askable
from assistant.records import Answer, Hit, Status
from corpus.questions import is_related
from corpus.records import ParsedDocument
from index.units import Units

log = logging.getLogger(__name__)
MOST = 3
PER_DOCUMENT = 3  # that are kept of a document
TRIED = 6  # … of as many at most
EXAMPLES = 3  # that introduce an office without any of its own
MOST_ASKED = 150  # of all documents, up to 0.1 s each, when an index is first opened
FILE = "suggestions.json"
Suggested = Mapping[str, Sequence[tuple[str, str]]]  # by document: question, and id of the clause that answers


def suggestions_for(
    hits: Sequence[Hit], status: Status, units: Units, asked: str, suggested: Suggested | None = None
) -> tuple[str, ...]:
    """Return questions that other sentences of the clauses found answer, in the order of the hits.

    Where the question could not be answered, the sentences found themselves are asked for, so that a reader sees what
    the documents do hold.

    Args:
        hits: what was found, best first.
        status: how the question ended.
        units: of the index.
        asked: the question.
        suggested: what documents without a bank can be asked for.
    """
    if status in (Status.BLOCKED, Status.ERROR, Status.OUT_OF_SCOPE):
        return ()
    first = hits[0] if hits and status is Status.ANSWERED else None
    found = [asked]
    for hit in hits:
        if len(found) > MOST:
            break
        for texts in (_banked(hit, units, first), _elsewhere(hit, suggested or {}, first)):
            found += islice((text for text in texts if text not in found), 1)
    return tuple(found[1 : MOST + 1])


def _banked(hit: Hit, units: Units, first: Hit | None) -> Iterable[str]:
    """Return the bank's questions of a sentence that may be shown; none of the sentence that answered."""
    numbers = np.flatnonzero(units.question_sentence == hit.sentence) if first is None or hit.sentence != first.sentence else ()
    return (units.questions[number].text for number in numbers if units.questions[number].style == "formal")


def _elsewhere(hit: Hit, suggested: Suggested, first: Hit | None) -> Iterable[str]:
    """Return what the document of a hit can be asked for, but for the clause that answered."""
    return (text for text, clause in suggested.get(hit.doc, ()) if first is None or clause != first.clause)


def kept_in(folder: Path) -> Suggested | None:
    """Return what the documents of an index were learned to answer, None where nobody has asked them."""
    try:
        kept: Suggested = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept


def suggested_of(
    units: Units, parsed: Callable[[str], ParsedDocument], folder: Path, ask: Callable[[str], Answer] | None
) -> Suggested | None:
    """Return what documents without a bank can be asked for: as it is kept beside the index, else learned now.

    Args:
        units: of the index.
        parsed: gives a document by its id.
        folder: of the index in use.
        ask: answers a question; nothing is learned where it is None, nor where the service that searches is away: the next
            start asks again.
    """
    banked = {question.doc for question in units.questions}
    lacking = [document.id for document in units.documents if document.id not in banked or is_related(document)]
    kept = kept_in(folder)
    if kept is not None or ask is None or not lacking:
        return kept
    try:
        return learned(lacking, parsed, ask, folder)
    except UnavailableError:
        return None


def first_of(suggested: Suggested) -> tuple[str, ...]:
    """Return the first questions of the first documents."""
    return tuple(questions[0][0] for questions in list(suggested.values())[:EXAMPLES])


def learned(
    documents: Iterable[str], parsed: Callable[[str], ParsedDocument], ask: Callable[[str], Answer], folder: Path
) -> Suggested:
    """Return what documents can be asked for, by asking it, and keep it beside the index.

    Args:
        documents: ids of those without a bank.
        parsed: gives a document by its id.
        ask: answers a question.
        folder: of the index in use.
    """
    found = _asked(documents, parsed, ask)
    fresh = folder / f"{FILE}.{uuid.uuid4().hex[:8]}"
    try:
        fresh.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        fresh.replace(folder / FILE)
    except OSError as error:  # a folder that cannot be written: asked again at the next start
        log.debug("%s", error)
    return found


def _asked(
    documents: Iterable[str], parsed: Callable[[str], ParsedDocument], ask: Callable[[str], Answer]
) -> dict[str, list[tuple[str, str]]]:
    """Return by document the questions that are answered from where they were taken."""
    found: dict[str, list[tuple[str, str]]] = {}
    left = {doc: iter(askable(parsed(doc))[:TRIED]) for doc in islice(documents, MOST_ASKED)}
    for _ in range(MOST_ASKED):  # the documents take turns, so that each has its first question before one has its second
        turn = next(((doc, each) for doc, more in list(left.items()) if (each := next(more, None))), None)
        if turn is None:
            break
        doc, each = turn
        more = left.pop(doc)
        if _is_answered(each, doc, ask(each.question)):
            found.setdefault(doc, []).append((each.question, each.clause))
        if len(found.get(doc, ())) < PER_DOCUMENT:
            left[doc] = more  # behind the others
    return found


def _is_answered(each: Askable, doc: str, answer: Answer) -> bool:
    """Return whether an answer cites what the question was made from."""
    cited = (citation for citation in answer.citations if citation.doc == doc)
    return answer.status is Status.ANSWERED and any(c.start < each.end and each.start < c.end for c in cited)
