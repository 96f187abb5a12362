"""The answer that a pin gives: labelled, dated, and its quotes held against the text once more."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from assistant import messages
from assistant.answering.notices import notices_for
from assistant.errors import KeptError
from assistant.kept import Stamp
from assistant.overlay import Overlay
from assistant.pinned.match import Matcher
from assistant.pinned.store import Pin, Pins, citations_of, has_ended
from assistant.privacy import mask
from assistant.question.understand import Understood
from assistant.records import Answer, Status
from assistant.settings import Settings
from corpus.records import Clause, Document
from index.encoder import ShippedEncoder

log = logging.getLogger(__name__)
_shipped = cache(ShippedEncoder)  # loaded where there is a pin that a question may be near to


class Pinned:
    """The pinned answers over one index.

    Args:
        settings: of the assistant.
        documents: those of the index, by id.
        clause_of: its clauses.
        read: reads a question as the assistant reads it.
    """

    def __init__(
        self, settings: Settings, documents: Mapping[str, Document], clause_of: Callable[[str], Clause],
        read: Callable[[str], Understood],
    ) -> None:  # fmt: skip
        self._settings, self._documents, self._clause_of = settings, documents, clause_of
        self._held: tuple[tuple[Stamp, str], list[Pin]] | None = None
        self.pins, self._overlay = Pins(settings.data_dir), Overlay(settings.data_dir)
        self._matcher = Matcher(read, lambda texts: _shipped().encode_query(texts))

    def answer(self, identifier: str, readings: Sequence[Understood], as_of: str | None) -> Answer | None:
        """Return the pinned answer to a question, None where there is none for it.

        It is for today and for a question that can be read in one way alone.
        """
        stamp = self.pins.stamp()
        if stamp is None or as_of or len(readings) > 1:
            return None
        today, understood = date.today().isoformat(), readings[0]
        try:
            pins = self._usable_ones((stamp, today))
        except KeptError as error:
            log.error("%s", error)
            return None
        pin = self._matcher.find(pins, (stamp, today), understood)
        return None if pin is None else self._said(identifier, pin, understood)

    def _usable_ones(self, key: tuple[Stamp, str]) -> list[Pin]:
        """Return the pins that may be shown; looked through once a day, and when they change: the index does not."""
        held = self._held
        if held is None or held[0] != key:
            held = self._held = key, [pin for pin in self.pins.all() if self.usable(pin, key[1])]
        return held[1]

    def usable(self, pin: Pin, today: str) -> bool:
        """Return whether a pin may be shown: not expired, its quotes verbatim, no document of them ended since."""
        citations = None if pin.expired(today) else citations_of(pin, self._clause_of, self._documents.__getitem__)
        return citations is not None and not has_ended(pin, citations, self._documents, today)

    def _said(self, identifier: str, pin: Pin, understood: Understood) -> Answer | None:
        citations = citations_of(pin, self._clause_of, self._documents.__getitem__)
        if citations is None:
            return None
        dated = messages.PINNED_DATES.format(on=pin.on, until=pin.until)
        notices = (dated, *notices_for(citations, self._documents, None, (), self._settings.home_region))
        marks = "".join(f"[{citation.n}]" for citation in citations if f"[{citation.n}]" not in pin.text)
        return Answer(
            identifier, Status.ANSWERED, pin.text + marks, tuple(citations), (), notices, messages.PINNED,
            self._overlay.contact_for(understood.topic, self._settings.contact), mask(understood.asked), mask(understood.text),
            pinned={"id": pin.id, "on": pin.on, "until": pin.until},
        )  # fmt: skip
