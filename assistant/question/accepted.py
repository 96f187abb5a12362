"""What a reader hands in, as far as it is accepted: a question of words, a day that there is, the last turns of a talk."""

from collections.abc import Sequence

from assistant import messages
from assistant.errors import FilterError, QuestionError
from assistant.question.cleaning import clean, words_only
from assistant.records import Turn
from corpus.dates import is_date

TURNS = 10  # earlier turns that count; more only costs time
LONGEST_ANSWER = 4_000  # characters of the answer of each


def accepted_question(question: str, longest: int) -> str:
    """Return the question without hidden characters and markup.

    Raises:
        QuestionError: nothing is left, or no words, or more than ``longest`` characters.
    """
    cleaned = clean(question)
    if not cleaned:
        raise QuestionError(messages.EMPTY)
    if len(cleaned) > longest:
        raise QuestionError(messages.TOO_LONG.format(size=len(cleaned), limit=longest))
    if not words_only(cleaned):
        raise QuestionError(messages.NO_WORDS)
    return cleaned


def accepted_turns(history: Sequence[Turn], longest: int) -> tuple[Turn, ...]:
    """Return the turns that a follow-up can lean on, no question of them longer than ``longest``."""
    return tuple(Turn(turn.question[:longest], turn.answer[:LONGEST_ANSWER]) for turn in history[-TURNS:])


def accepted_day(day: str | None) -> str | None:
    """Return a day as it is, None where none is given.

    Raises:
        FilterError: it is no date.
    """
    if day and not is_date(day):
        raise FilterError(messages.BAD_DATE.format(date=day[:40]))
    return day or None
