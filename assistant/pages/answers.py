"""A question and its answer as HTML, from the record itself or from what the browser kept of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.messages import LABEL_NOTES, STATUS_TITLES
from assistant.pages.html import answer_copy, citation_copy, cited_text, copier, esc, opener, where
from assistant.records import Answer, Citation, Status

SHOWN_CARDS = 3  # further citations are folded, so that an answer fits a phone's screen
KEPT_TURNS = 40  # in the browser; a longer history would make every question slower to send
_ICONS = {
    Status.ANSWERED: "✓", Status.PARTIAL: "◐", Status.NOT_FOUND: "○", Status.OUT_OF_SCOPE: "○", Status.BLOCKED: "!",
    Status.CLARIFY: "?", Status.ERROR: "!",
}  # fmt: skip
# drawn, since not every system has the sign in its fonts
_THUMB = (
    '<svg class="thumb" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false">'
    '<path d="M7 10v10H3V10h4Zm2 9V10l4-7'
    'c1.7 0 2.5 1.2 2.2 2.8L14.6 9H20a1.6 1.6 0 0 1 1.6 1.9l-1.3 6.6A3 3 0 0 1 17.4 20H10a1 1 0 0 1-1-1Z"></path></svg>'
)

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
    asked = f'<div class="q"><h3 class="sr">您的问题</h3><p>{esc(question)}</p></div>'
    if answer is None:
        body = f'<p class="wait">{esc(note) or "正在查找原文…"}</p>'
    else:
        body = _body(answer, number, done=done) + (f'<p class="wait">{esc(note)}</p>' if note else "")
    finished = f' data-done="{esc(answer.id)}"' if answer is not None and done else ""
    return f'<article class="turn" data-turn="{number}"{finished}>{asked}<div class="a">{body}</div></article>'


def _body(answer: Answer, number: int, *, done: bool) -> str:
    head = f'<p class="state"><span aria-hidden="true">{_ICONS[answer.status]}</span> {esc(STATUS_TITLES[answer.status])}'
    if answer.label:
        head += f' <span class="badge" title="{esc(LABEL_NOTES.get(answer.label, ""))}">{esc(answer.label)}</span>'
    parts = [head + "</p>"]
    if answer.resolved and _plain(answer.resolved) != _plain(answer.question):
        parts.append(f'<p class="resolved">按“{esc(answer.resolved)}”理解</p>')
    parts.append(f'<div class="text">{cited_text(answer.text, answer.citations)}</div>')
    if not done:
        return "".join(parts)
    parts.append(_cards(answer))
    if answer.notices:
        parts.append('<ul class="notices">' + "".join(f"<li>{esc(notice)}</li>" for notice in answer.notices) + "</ul>")
    if answer.contact:
        parts.append(f'<p class="contact">咨询：{esc(answer.contact)}</p>')
    parts += [_tools(answer, number), _suggestions(answer.suggestions)]
    return "".join(parts)


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _cards(answer: Answer) -> str:
    if not answer.citations:
        return ""
    shown = "".join(_card(citation, answer.text) for citation in answer.citations[:SHOWN_CARDS])
    rest = answer.citations[SHOWN_CARDS:]
    folded = "".join(_card(citation, answer.text) for citation in rest)
    more = (
        f'<details class="more"><summary>另有 {len(rest)} 处出处</summary><ol class="cards">{folded}</ol></details>'
        if rest
        else ""
    )
    return f'<ol class="cards" aria-label="出处">{shown}</ol>{more}'


def _card(citation: Citation, text: str) -> str:
    css = ' class="said"' if citation.quote in text else ""  # the answer shows it in full; here two lines will do
    return (
        f'<li class="card"><p class="src"><span class="n" aria-hidden="true">{citation.n}</span>《{esc(citation.doc_title)}》'
        f"<b>{esc(where(citation.path, citation.title))}</b></p>"
        f'<blockquote{css}>{esc(citation.quote)}</blockquote><p class="acts">'
        f"{opener('在原文中查看', citation.clause, citation.start, citation.end, css='tool', more=f'出处{citation.n}')}"
        f"{copier('复制引文', citation_copy(citation), f'，出处{citation.n}')}</p></li>"
    )


def _tools(answer: Answer, number: int) -> str:
    question = esc(answer.question)
    votes = "".join(
        f'<button type="button" class="tool {css}" data-vote="{useful}" aria-pressed="false">{_THUMB} {text}</button>'
        for useful, css, text in ((1, "up", "有用"), (0, "down", "没用"))
    )
    return (
        f'<div class="tools" role="group" aria-label="对这个回答">{copier("复制回答", answer_copy(answer))}'
        f'<button type="button" class="tool" data-retry="{number}" data-ask="{question}">重新回答</button>'
        f'<button type="button" class="tool" data-edit="{number}" data-text="{question}">修改问题</button>'
        f'<span class="votes" data-answer="{esc(answer.id)}">{votes}</span></div>'
    )


def _suggestions(suggestions: Sequence[str]) -> str:
    if not suggestions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="chip" data-ask="{esc(text)}">{esc(text)}</button></li>' for text in suggestions
    )
    return f'<div class="next"><h4>还可以问</h4><ul class="chips">{rows}</ul></div>'
