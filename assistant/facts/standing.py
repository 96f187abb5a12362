"""How a document stands on a day: in force, ended or replaced, as far as the register says so."""

from dataclasses import dataclass

from assistant import messages
from corpus.dates import first_day, last_day
from corpus.records import Document

IN_ORDER = ("现行", "现行有效", "有效")  # a status that says that a document is in force


@dataclass(frozen=True, slots=True)
class Standing:
    """What validity is judged by: the day (ISO), and the documents that replaced this one or were replaced by it."""

    day: str
    successor: Document | None = None
    predecessor: Document | None = None


def standing_of(document: Document, standing: Standing) -> str:
    """Return the message on how a document stands on a day; in force it is only where the register says so."""
    if not document.ended(standing.day, standing.successor):
        if not document.in_force(standing.day, standing.successor):
            return messages.STANDING_TO_COME
        sure = document.valid_to or document.status in IN_ORDER
        return messages.STANDING_IN_FORCE if sure else messages.STANDING_UNKNOWN
    if document.superseded_by:
        return messages.STANDING_REPLACED
    if document.valid_to and first_day(standing.day) > last_day(document.valid_to):
        return messages.STANDING_PLANNED if document.kind == "规划" else messages.STANDING_OVER
    return messages.STANDING_ENDED


def written_date(day: str) -> str:
    """Return an ISO date of any precision as it is written: 2021-06-01 is 2021年6月1日; an empty text for none."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(day.split("-"), "年月日", strict=False)) if day else ""
