"""A question and its answer as HTML, from the record itself or from what the browser kept of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.messages import LABEL_NOTES, STATUS_TITLES
from assistant.pages.html import render
from assistant.records import Answer, Citation, Status

SHOWN_CARDS = 3  # further citations are folded, so that an answer fits a phone's screen
KEPT_TURNS = 40  # in the browser; a longer history would make every question slower to send
_ICONS = {
    Status.ANSWERED: "✓", Status.PARTIAL: "◐", Status.NOT_FOUND: "○", Status.OUT_OF_SCOPE: "○", Status.BLOCKED: "!",
    Status.CLARIFY: "?", Status.ERROR: "!",
}  # fmt: skip

Turns = list[dict[str, Any]]


def keep(question: str, answer: Answer) -> dict[str, Any]:
    """Return a turn as the browser stores it: all that the page shows, without the hits."""
    row = replace(answer, hits=()).to_dict()
    return {"q": question, "a": row}


def restore(turn: dict[str, Any]) -> tuple[str, Answer] | None:
    """Return a stored turn, or None where the browser's copy is not in our form (another version, edited by hand)."""
    try:
        row = turn["a"]
        citations = tuple(Citation(**citation) for citation in row["citations"])
        answer = Answer(
            row["id"], Status(row["status"]), row["answer"], citations, (), tuple(row["notices"]), row["label"], row["contact"],
            row["question"], row["resolved"], tuple(row["suggestions"]),
        )  # fmt: skip
        return str(turn["q"]), answer
    except (KeyError, TypeError, ValueError):
        return None


def render_turns(turns: Sequence[dict[str, Any]]) -> str:
    """Return earlier turns; the newest one is rendered by its own part of the page."""
    parts = []
    for number, turn in enumerate(turns):
        restored = restore(turn)
        if restored is not None:
            parts.append(render_turn(*restored, number, done=True))
    return "".join(parts)


def render_turn(question: str, answer: Answer | None, number: int, *, done: bool, note: str = "") -> str:
    """Return a question with its answer so far.

    Args:
        question: as asked.
        answer: None while nothing has been found yet.
        number: place of the turn in the history; retry and edit go back to it.
        done: whether the answer is complete; only then it is announced and has its tools.
        note: a line in place of the tools (stopped, failed).
    """
    if answer is None:
        return render("turn.html", question=question, answer=None, number=number, done=done, note=note)
    citations = answer.citations if done else ()
    return render(
        "turn.html", question=question, answer=answer, number=number, done=done, note=note,
        icon=_ICONS[answer.status], title=STATUS_TITLES[answer.status], label_note=LABEL_NOTES.get(answer.label, ""),
        reworded=bool(answer.resolved) and _plain(answer.resolved) != _plain(answer.question),
        shown=citations[:SHOWN_CARDS], folded=citations[SHOWN_CARDS:],
    )  # fmt: skip


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
