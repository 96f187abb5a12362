"""问答: what Gradio does of it. It asks, and hands out the answer as it grows; all else is the browser's (scripts/)."""

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant import messages
from assistant.api.errors import Problem
from assistant.api.service import Service
from assistant.errors import QuestionError, UnavailableError
from assistant.pages.answers import keep, render_turn, with_record
from assistant.pages.html import render
from assistant.pages.scripts import html_part
from assistant.records import Answer, Turn
from assistant.site.library import Library

WAIT = 60.0  # seconds that a question waits for an index that is still being built
MOST_TURNS = 10  # earlier turns that a question brings along
_ID = re.compile(r"[\w-]{1,40}")
# The scripts ask by these: an event of a part that nobody sees.
_ASKS = "window.policyBridge = {...window.policyBridge, ask: (data) => trigger('click', data)};"
_STOPS = "window.policyBridge = {...window.policyBridge, stop: () => trigger('click')};"


def build(service: Service, library: Library) -> None:
    """Lay out the chat inside the current column."""
    blank = {"turn": "", "question": "", "answer": None, "state": "", "note": ""}  # of a turn without an answer
    html_part(render("chat.html", longest=service.settings.max_question_chars + 200, **blank), elem_id="chat")
    live = html_part(elem_id="live", js_on_load=_ASKS, visible="hidden")
    halt = html_part(elem_id="halt", js_on_load=_STOPS, visible="hidden")
    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    run = live.click(Talk(service, library).asked, None, live, trigger_mode="multiple", concurrency_limit=16, **hidden)
    halt.click(None, None, None, cancels=[run], **hidden)


class Talk:
    """Answers one question: each frame is the whole turn as HTML, the last one with what the browser is to keep."""

    def __init__(self, service: Service, library: Library) -> None:
        self.service, self.library = service, library

    def asked(self, request: gr.Request, event: gr.EventData) -> Iterator[str]:
        """Answer a question of the page; what it brings is ``question``, the id of its ``turn``, and earlier turns."""
        data: dict[str, Any] = getattr(event, "_data", None) or {}
        turn, question = str(data.get("turn", "")), str(data.get("question", "")).strip()
        if _ID.fullmatch(turn):
            yield from self._answer(turn, question, _earlier(data.get("history")), request)

    def _answer(self, turn: str, question: str, earlier: list[Turn], request: gr.Request) -> Iterator[str]:
        started, answer = time.perf_counter(), None
        try:
            assistant = self.service.opening.get(WAIT)
            shelf = self.library.now()
            for answer in assistant.stream(question, earlier):
                yield render_turn(shelf, turn, question, answer)
            if answer is not None:
                yield self._complete(turn, question, answer, follows=bool(earlier))
                self.service.note(request, "pages", answer, time.perf_counter() - started)
        except (QuestionError, UnavailableError, Problem) as error:
            note = error.message if isinstance(error, Problem) else str(error)
            yield self._failed(turn, question, note)
        except Exception as error:  # the reader gets a sentence and a number, the log gets the trace
            code = secrets.token_hex(4)
            self.service.log.error("pages", error, error_id=code)
            yield self._failed(turn, question, messages.FAILED.format(id=code))

    def _complete(self, turn: str, question: str, answer: Answer, *, follows: bool) -> str:
        kept = keep(answer.question or question, answer, follows=follows)
        shown = replace(answer, resolved=kept["a"]["resolved"])
        return with_record(render_turn(self.library.now(), turn, kept["q"], shown, state="done"), kept)

    def _failed(self, turn: str, question: str, note: str) -> str:
        return render_turn(self.library.now(), turn, question, None, state="failed", note=note)


def _earlier(history: Any) -> list[Turn]:
    """Return the earlier turns that a page sent: pairs of a question and its answer."""
    pairs = history if isinstance(history, list) else []
    return [Turn(str(pair[0]), str(pair[1])) for pair in pairs[-MOST_TURNS:] if isinstance(pair, list) and len(pair) == 2]
