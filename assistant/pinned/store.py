"""Pinned answers as they are kept: a question, what is said, the quotes that prove it, who reviewed it and until when."""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.errors import AdminError, KeptError
from assistant.grounding.check import ungrounded_numbers
from assistant.kept import FOLDER, Kept, Stamp
from assistant.question.cleaning import clean, words_only
from assistant.records import Citation
from corpus.records import Clause, Document, Span
from index.segment import normalize

# not between figures: 1.5 is not 15, nor 3:1 the same as 31
_PUNCTUATION = re.compile(r"(?<![0-9])[\s,.?!;:、。…“”\"'~]+|[\s,.?!;:、。…“”\"'~]+(?![0-9])")
LONGEST_QUESTION, LONGEST_TEXT, MOST_QUOTES, MOST_DAYS = 300, 4000, 20, 730


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a clause, verbatim."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Pin:
    """An answer for a question and for its other wordings; days are ISO text, ``until`` is the last one it is shown on."""

    id: str
    questions: tuple[str, ...]
    text: str
    quotes: tuple[Quote, ...]
    by: str
    on: str
    until: str

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Pin":
        """Return the pin that ``asdict`` wrote."""
        quotes = tuple(Quote(**quote) for quote in row["quotes"])
        return cls(**{**row, "questions": tuple(row["questions"]), "quotes": quotes})

    def expired(self, today: str) -> bool:
        """Return whether the last day has passed."""
        return today > self.until


class Pins:
    """The pinned answers of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._kept = Kept(data_dir / FOLDER / "pinned.json")

    def stamp(self) -> Stamp | None:
        """Return what changes with the pins, at the cost of a stat."""
        return self._kept.stamp()

    def all(self) -> list[Pin]:
        """Return all pins, the newest first, expired ones too.

        Raises:
            KeptError: they cannot be read.
        """
        rows = self._kept.read()
        try:
            pins = [Pin.from_row(row) for row in rows.values()]
        except (KeyError, TypeError, AttributeError) as error:
            raise KeptError(messages.KEPT_UNREADABLE.format(path=self._kept.path, error=error)) from error
        return sorted(pins, key=lambda pin: (pin.on, pin.id), reverse=True)

    def put(self, pin: Pin) -> Pin:
        """Keep a pin; one without an id is new."""
        kept = pin if pin.id else replace(pin, id=secrets.token_hex(6))
        self._kept.change(lambda rows: rows.__setitem__(kept.id, asdict(kept)))
        return kept

    def remove(self, identifier: str) -> None:
        """Remove a pin.

        Raises:
            AdminError: there is none of that id.
        """
        if self._kept.change(lambda rows: rows.pop(identifier, None)) is None:
            raise AdminError(messages.PIN_GONE.format(id=identifier[:40]))


def place_of(quote: Quote, clause_of: Callable[[str], Clause]) -> tuple[Clause, Span] | None:
    """Return the clause of a quote and where it stands in the text, None where it does not stand there word for word."""
    try:
        clause = clause_of(quote.clause)
    except KeyError:
        return None
    at = clause.text.find(quote.text) if quote.text.strip() else -1
    return None if at < 0 else (clause, (clause.start + at, clause.start + at + len(quote.text)))


def citations_of(pin: Pin, clause_of: Callable[[str], Clause], document_of: Callable[[str], Document]) -> list[Citation] | None:
    """Return a pin's quotes as citations, None where one is not the text of its clause (any more)."""
    found = []
    for number, quote in enumerate(pin.quotes, 1):
        place = place_of(quote, clause_of)
        if place is None:
            return None
        clause, span = place
        document = document_of(clause.doc)
        found.append(
            Citation(
                number, clause.doc, document.title, document.doc_no, clause.id, clause.label, clause.title, quote.text, *span,
                document.page_at(span[0]), document.recognised,
            )
        )  # fmt: skip
    return found


def has_ended(pin: Pin, citations: Sequence[Citation], documents: Mapping[str, Document], today: str) -> bool:
    """Return whether a document that is quoted has ended since the pin was reviewed; one that had ended before is told."""
    for citation in citations:
        document = documents[citation.doc]
        successor = documents.get(document.superseded_by or "")
        if document.ended(today, successor) and not document.ended(pin.on, successor):
            return True
    return False


def checked(
    pin: Pin,
    clause_of: Callable[[str], Clause],
    document_of: Callable[[str], Document],
    others: Sequence[Pin],
    today: str | None = None,
    *,
    numbers_checked: bool = False,
) -> Pin:
    """Return a pin as it may be kept.

    Args:
        pin: as it was typed.
        clause_of: the clauses in use.
        document_of: their documents.
        others: the pins that there are.
        today: ISO.
        numbers_checked: whether the officer answers for numbers that no quote holds.

    Raises:
        AdminError: a question is empty or another pin's, a day is none or too far off, there is no quote or one is not
            verbatim, the text names a mark that no quote has, or states a number that no quote holds.
    """
    pin = _tidied(pin)
    _refuse_incomplete(pin, today or date.today().isoformat())
    _refuse_doubles(pin, others)
    for quote in pin.quotes:
        if place_of(quote, clause_of) is None:
            raise AdminError(messages.PIN_NOT_VERBATIM.format(clause=quote.clause, quote=quote.text[:40]))
    citations = citations_of(pin, clause_of, document_of) or []
    loose = ungrounded_numbers(pin.text, citations, pin.questions)
    if loose and not numbers_checked:
        raise AdminError(messages.PIN_NUMBERS.format(numbers="、".join(loose)))
    return pin


def _tidied(pin: Pin) -> Pin:
    """Return a pin without what was typed twice or left empty."""
    questions = tuple(dict.fromkeys(cleaned for typed in pin.questions if (cleaned := clean(typed))))
    return replace(pin, questions=questions, quotes=tuple(quote for quote in pin.quotes if quote.clause or quote.text.strip()))


def _refuse_incomplete(pin: Pin, today: str) -> None:
    """Raise AdminError where a part is missing, too long, or a day is none or too far off."""
    for wrong, message in (
        (not pin.questions or not all(map(words_only, pin.questions)), messages.PIN_NO_QUESTION),
        (any(len(question) > LONGEST_QUESTION for question in pin.questions), messages.PIN_LONG.format(most=LONGEST_QUESTION)),
        (not 0 < len(pin.text) <= LONGEST_TEXT, messages.PIN_TEXT.format(most=LONGEST_TEXT)),
        (not 0 < len(pin.quotes) <= MOST_QUOTES, messages.PIN_NO_QUOTE.format(most=MOST_QUOTES)),
        (not _is_soon(pin.until, today), messages.PIN_UNTIL.format(most=MOST_DAYS)),
    ):
        if wrong:
            raise AdminError(message)


def _is_soon(day: str, today: str) -> bool:
    try:
        ahead = (date.fromisoformat(day) - date.fromisoformat(today)).days
    except ValueError:
        return False
    return len(day) == 10 and 0 <= ahead <= MOST_DAYS


def _refuse_doubles(pin: Pin, others: Sequence[Pin]) -> None:
    own = {bare(question) for question in pin.questions}
    for other in others:
        twice = next((question for question in other.questions if bare(question) in own), "")
        if twice and other.id != pin.id:
            raise AdminError(messages.PIN_TWICE.format(question=twice))


def bare(question: str) -> str:
    """Return a question as two of them are compared word for word: simplified, folded, without punctuation but in figures."""
    return _PUNCTUATION.sub("", normalize(clean(question))).casefold()
