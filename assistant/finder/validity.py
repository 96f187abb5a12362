"""What is known of the validity of a document, in one line."""

from datetime import date

from assistant import messages
from corpus.dates import first_day
from corpus.records import Document


def validity(document: Document, successor: Document | None = None) -> str:
    """Return the period, the standing today, the status and the note of a document, as far as they are known.

    Args:
        document: the document.
        successor: the document named by ``superseded_by``, where it is held.
    """
    today = date.today().isoformat()
    standing = [_period(document, open_end=messages.OPEN_END if document.in_force(today, successor) else "?")]
    if document.superseded_by:
        standing.append(messages.NEWER_VERSION)
    elif not document.in_force(today) and not document.repealed:
        standing.append(messages.HAS_ENDED if document.ended(today) else messages.NOT_BEGUN)
    standing += [document.status or "", document.note or ""]
    return "；".join(part for part in standing if part) or messages.VALIDITY_NOT_STATED


def _period(document: Document, open_end: str) -> str:
    begins, ends = document.valid_from, document.valid_to
    if not begins and not ends:
        return ""
    if document.kind == "规划" and begins and ends:
        return messages.PLAN_PERIOD.format(begins=begins, ends=ends)
    if not ends and begins and first_day(begins) > date.today().isoformat():
        return messages.BEGINS.format(begins=begins)
    return messages.PERIOD.format(begins=begins or messages.BEGIN_NOT_STATED, ends=ends or open_end)
