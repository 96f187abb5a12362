"""Pinned answers as officers see and change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant import messages
from assistant.api.opening import Assisting
from assistant.errors import AdminError
from assistant.pinned.store import Pin, Pins, Quote, checked, citations_of, has_ended
from corpus.records import Document


@dataclass(frozen=True, slots=True)
class Shown:
    """A pin with why it is not shown to readers; an empty text where it is."""

    pin: Pin
    trouble: str


def _documents(assistant: Assisting) -> dict[str, Document]:
    return {document.id: document for document in assistant.documents()}


def listed(pins: Pins, assistant: Assisting | None, today: str | None = None) -> list[Shown]:
    """Return all pins; without an assistant only their dates are looked at."""
    day = today or date.today().isoformat()
    return [Shown(pin, _trouble(pin, assistant, day)) for pin in pins.all()]


def _trouble(pin: Pin, assistant: Assisting | None, today: str) -> str:
    if pin.expired(today):
        return messages.PIN_EXPIRED
    if assistant is None:
        return ""
    held = _documents(assistant)
    citations = citations_of(pin, assistant.clause, held.__getitem__)
    if citations is None:
        return messages.PIN_BROKEN
    return messages.PIN_ENDED if has_ended(pin, citations, held, today) else ""


def kept(pins: Pins, assistant: Assisting | None, typed: Pin, *, numbers_checked: bool) -> Pin:
    """Keep a pin as it was typed; return it.

    Raises:
        AdminError: it cannot be kept as it is, or there is no index yet to hold its quotes against.
    """
    if assistant is None:
        raise AdminError(messages.PIN_NOT_READY)
    others = pins.all()
    if typed.id and typed.id not in {pin.id for pin in others}:
        raise AdminError(messages.PIN_GONE.format(id=typed.id[:40]))
    held = _documents(assistant)
    return pins.put(checked(typed, assistant.clause, held.__getitem__, others, numbers_checked=numbers_checked))


def typed_pin(
    identifier: str, questions: str, text: str, clauses: Sequence[str], quotes: Sequence[str], by: str, until: str
) -> Pin:
    """Return a pin of what was typed: a question a line, and quotes beside the clauses that they are from."""
    pairs = tuple(Quote(clause.strip(), quote.strip()) for clause, quote in zip(clauses, quotes, strict=False))
    lines = tuple(line.strip() for line in questions.splitlines() if line.strip())
    body = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return Pin(identifier, lines, body, pairs, by, date.today().isoformat(), until.strip())
