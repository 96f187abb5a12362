"""Whether a document still holds, by what the register states of it and never by a guess: the one place that judges it.

现行有效 is said only where the register says so: a status, or a period that today lies in. That a text was put into force
once, and that nothing is known of its end, is no statement that it is in force now.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant import messages
from assistant.facts.standing import IN_ORDER, written_date
from corpus.dates import first_day, last_day
from corpus.records import Document

PLAN = "规划"
# 已有2025修订版, 2014版，已有2025修订, 已被2023修订版替代, 已修改; not 已被部分修改, 已有修订草案, nor 有新修订，未核实
_AMENDED = re.compile(
    r"(?:\d{4}年?版?[，,：:])?已(?:(?:有|被|由)(?!部分)[^，。；：（(]{0,12}(?:修订|修改|修正|替代|取代)(?!草案|征求|稿)|(?:修改|修订)$)"
)
_OVER = re.compile(r"(?![^。；]{0,20}(?:未|部分))[^。；]{0,20}已(?:经)?(?:结束|届满|到期|截止)")  # 2018年受理，已结束

_TO_COME = ("尚未生效", "尚未施行")  # a status; a date that is stated says more


class Validity(StrEnum):
    """How a document stands; the names that readers see are ``messages.VALIDITIES``."""

    IN_FORCE = "in_force"
    AMENDED = "amended"  # there is a newer version
    ENDED = "ended"
    OVER = "over"  # what was to be done in a period, as in a plan or a call for applications; it was no rule that ended
    TO_COME = "to_come"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a document stands on a day, and what the register holds that says so (a sentence without its full stop)."""

    validity: Validity
    reason: str

    @property
    def name(self) -> str:
        """The name that readers see."""
        return messages.VALIDITIES[self.validity]

    @property
    def kind(self) -> str:
        """The colour of its badge: good, warn, bad, or an empty text."""
        return _COLOURS.get(self.validity, "")


_COLOURS = {
    Validity.IN_FORCE: "good", Validity.AMENDED: "warn", Validity.TO_COME: "warn", Validity.ENDED: "bad", Validity.OVER: "bad",
}  # fmt: skip


def judge(document: Document, successor: Document | None = None, day: str = "") -> Judgement:
    """Return how a document stands.

    Args:
        document: the document.
        successor: the document named by ``superseded_by``, where it is held.
        day: an ISO day; empty for today.
    """
    day = day or date.today().isoformat()
    validity, *reasons = _judged(document, successor, day)
    status = document.status and messages.REASON_STATUS.format(status=document.status)
    said = dict.fromkeys(filter(None, (*reasons, status, _successor_to_come(successor, day))))
    return Judgement(Validity(validity), "；".join(said))


def _judged(document: Document, successor: Document | None, day: str) -> tuple[str, ...]:
    """Return the validity and the reasons beside the status, the strongest statement of the register first."""
    return _no_longer(document, successor, day) or _not_yet(document, day) or _at_present(document)


def _no_longer(document: Document, successor: Document | None, day: str) -> tuple[str, ...]:
    """Return how a document stands that no longer holds as it is, an empty tuple for another."""
    status = document.status or ""
    past = bool(document.valid_to) and last_day(document.valid_to or "") < first_day(day)
    replaced = (_replaced(successor),) if document.superseded_by and not _successor_to_come(successor, day) else ()
    if document.repealed:
        return Validity.ENDED, *replaced, *_past(document, past)
    if replaced or _AMENDED.match(status):
        return Validity.AMENDED, *replaced, *_past(document, past)
    if past:
        return (Validity.OVER if document.kind == PLAN else Validity.ENDED), *_past(document, past)
    return (Validity.OVER,) if _OVER.match(status) else ()


def _not_yet(document: Document, day: str) -> tuple[str, ...]:
    """Return how a document stands that is still to begin, an empty tuple for another."""
    begins = document.begins or ""
    to_come = last_day(day) < first_day(begins) if begins else document.status in _TO_COME
    return (Validity.TO_COME, *_to_begin(document, begins)) if to_come else ()


def _at_present(document: Document) -> tuple[str, ...]:
    if document.valid_to or document.status in IN_ORDER:
        return Validity.IN_FORCE, *_within(document)
    return Validity.UNSTATED, *_begun(document), messages.REASON_UNSTATED


def _past(document: Document, past: bool) -> Iterator[str]:
    if not past or not document.valid_to:
        return
    ends = written_date(document.valid_to)
    if document.kind == PLAN and document.valid_from:
        yield messages.REASON_PLAN_OVER.format(begins=written_date(document.valid_from), ends=ends)
    else:
        yield messages.REASON_PAST.format(ends=ends)


def _to_begin(document: Document, begins: str) -> Iterator[str]:
    if begins:
        yield (messages.REASON_PLAN_TO_COME if document.kind == PLAN else messages.REASON_TO_COME).format(
            begins=written_date(begins)
        )


def _within(document: Document) -> Iterator[str]:
    """Yield the period that a day lies in."""
    if document.valid_to and document.kind == PLAN and document.valid_from:
        begins, ends = written_date(document.valid_from), written_date(document.valid_to)
        yield messages.REASON_WITHIN_PLAN.format(begins=begins, ends=ends)
        return
    yield from _begun(document)
    if document.valid_to:
        yield messages.REASON_WITHIN.format(ends=written_date(document.valid_to))


def _begun(document: Document) -> Iterator[str]:
    if document.valid_from:
        yield messages.REASON_BEGUN.format(begins=written_date(document.valid_from))


def _replaced(successor: Document | None) -> str:
    if successor is None:
        return messages.REASON_REPLACED_ELSEWHERE
    if successor.begins:
        return messages.REASON_REPLACED_ON.format(title=successor.title, day=written_date(successor.begins))
    return messages.REASON_REPLACED.format(title=successor.title)


def _successor_to_come(successor: Document | None, day: str) -> str:
    """Return the sentence on a newer version that is held and not yet in force; empty where there is none."""
    if successor is None or not successor.begins or first_day(day) >= last_day(successor.begins):
        return ""
    return messages.REASON_SUCCESSOR_TO_COME.format(title=successor.title, day=written_date(successor.begins))


def validity(document: Document, successor: Document | None = None) -> str:
    """Return in one line how a document stands today, its period, its status and its note, as far as they are known.

    Args:
        document: the document.
        successor: the document named by ``superseded_by``, where it is held.
    """
    standing = (judge(document, successor).name, period(document), document.status, document.note)
    return "；".join(part for part in standing if part)


def period(document: Document) -> str:
    """Return the period that a document states, empty where it states none."""
    begins, ends = document.valid_from, document.valid_to
    if begins and ends:
        return (messages.PLAN_PERIOD if document.kind == PLAN else messages.PERIOD).format(begins=begins, ends=ends)
    return messages.BEGINS.format(begins=begins) if begins else messages.ENDS.format(ends=ends) if ends else ""
