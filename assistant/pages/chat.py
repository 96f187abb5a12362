"""问答: asking, the answer as it grows, and the history that the reader's own browser keeps."""

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from assistant import messages
from assistant.api.errors import Problem
from assistant.api.service import Service
from assistant.errors import QuestionError, UnavailableError
from assistant.overlay import Overlay
from assistant.pages.answers import KEPT_TURNS, Turns, keep, render_turn, render_turns, restore
from assistant.pages.html import line, render
from assistant.pages.scripts import ASKING, html_part
from assistant.profile import Profile
from assistant.records import Answer, Turn

STORAGE_KEY = "ip-policy-history"
WAIT = 60.0  # seconds that a question waits for an index that is still being built


def starters(office: Profile, examples: Sequence[str] = ()) -> str:
    """Return the example questions of an office, by reader; ``examples`` are for one that gives none."""
    given: Mapping[str, Sequence[str]] = office.starters or {"": office.examples or examples}
    return render("starters.html", readers=[(reader, questions) for reader, questions in given.items() if questions])


def build(page: gr.Blocks, service: Service) -> None:
    """Lay out the chat inside the current tab."""
    talk = Talk(service)
    log = html_part(elem_id="log", js_on_load=ASKING)
    live = html_part(elem_id="live", js_on_load=ASKING)
    intro = html_part(starters(talk.office()), elem_id="starters", js_on_load=ASKING)
    with gr.Row(elem_id="composer", equal_height=True):
        box = gr.Textbox(
            label=messages.QUESTION_BOX, placeholder=messages.QUESTION_HINT, lines=1, max_lines=6, scale=8, elem_id="question",
            max_length=service.settings.max_question_chars + 200, submit_btn=False, stop_btn=False,
        )  # fmt: skip
        send = gr.Button(messages.SEND, variant="primary", scale=1, min_width=72, elem_id="send")
        stop = gr.Button(messages.STOP, scale=1, min_width=72, elem_id="stop", visible="hidden")
    with gr.Row(elem_id="below"):
        html_part(line("hint", messages.CHAT_HINT))
        clear = gr.Button(messages.CLEAR, size="sm", scale=0, min_width=120, elem_id="clear", variant="secondary")
    history = gr.BrowserState([], storage_key=STORAGE_KEY, secret="kept-by-the-reader-only")
    cut = gr.State(-1)  # the turn that the next question replaces, after 修改问题
    pending = gr.State("")
    outputs = [log, live, intro, box, stop, cut, history, pending]
    shared: dict[str, Any] = {"outputs": outputs, "show_progress": "hidden", "concurrency_limit": 16, "api_visibility": "private"}
    runs = [gr.on([box.submit, send.click], talk.typed, [box, cut, history], trigger_mode="multiple", **shared)]
    runs += [part.click(talk.clicked, [history], trigger_mode="multiple", **shared) for part in (log, live, intro)]
    stop.click(
        talk.stopped, [pending, history], [log, live, stop], cancels=runs, show_progress="hidden", api_visibility="private"
    )
    clear.click(
        lambda: ([], "", "", gr.update(visible=True)), None, [history, log, live, intro], show_progress="hidden",
        api_visibility="private", js="() => { window.policyPages.cleared(); return []; }",
    )  # fmt: skip
    page.load(talk.loaded, [history], [log, intro], show_progress="hidden", api_visibility="private")


class Talk:
    """The events of the chat. A turn is stored when it is complete, never half."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def loaded(self, history: Turns) -> tuple[str, Any]:
        """Show what the browser kept."""
        kept = [turn for turn in history or [] if restore(turn)]
        return render_turns(kept), gr.update(value=starters(self.office(), self.service.examples()), visible=not kept)

    def office(self) -> Profile:
        """Return the office with the examples that its officers have set."""
        settings = self.service.settings
        return Overlay(settings.data_dir).over(settings.office)

    def typed(self, question: str, cut: float, history: Turns, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Answer what was typed; ``cut`` is the turn that the question replaces, or negative."""
        kept = list(history or [])
        yield from self._answer(question, kept[: int(cut)] if 0 <= cut < len(kept) else kept, request)

    def clicked(self, history: Turns, request: gr.Request, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """Answer an example, a suggestion, or a question once more."""
        data: dict[str, Any] = getattr(event, "_data", None) or {}
        kept, at = list(history or []), data.get("retry")
        if "edit" in data:  # the old question goes back into the box; it is replaced once it is sent
            skip = gr.skip()
            yield skip, skip, skip, str(data.get("text", "")), skip, int(data["edit"]), skip, skip
            return
        yield from self._answer(str(data.get("ask", "")), kept[: int(at)] if at is not None else kept, request)

    def stopped(self, question: str, history: Turns) -> tuple[str, str, Any]:
        """Say that the reader stopped the answer."""
        kept = list(history or [])
        live = render_turn(question, None, len(kept), done=True, note=messages.STOPPED) if question else ""
        return render_turns(kept), live, gr.update(visible="hidden")

    def _answer(self, question: str, kept: Turns, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        started = time.perf_counter()
        question = question.strip()
        past, number = render_turns(kept), len(kept)
        hidden, shown, skip = gr.update(visible="hidden"), gr.update(visible=True), gr.skip()
        # the first frame clears the box and shows the question; later frames touch the growing answer alone
        yield past, render_turn(question, None, number, done=False), gr.update(visible=False), "", shown, -1, skip, question
        answer: Answer | None = None
        try:
            assistant = self.service.opening.get(WAIT)
            turns = [Turn(pair[0], pair[1].text) for pair in map(restore, kept) if pair]
            for answer in assistant.stream(question, turns):
                yield skip, render_turn(question, answer, number, done=False), skip, skip, skip, skip, skip, skip
        except (QuestionError, UnavailableError, Problem) as error:
            note = error.message if isinstance(error, Problem) else str(error)
            yield (
                skip,
                render_turn(question or messages.NOTHING_ASKED, None, number, done=True, note=note),
                skip,
                question,
                hidden,
                -1,
                kept,
                "",
            )
            return
        except Exception as error:  # the reader gets a sentence and a number, the log gets the trace
            code = secrets.token_hex(4)
            self.service.log.error("pages", error, error_id=code)
            note = messages.FAILED.format(id=code)
            yield skip, render_turn(question, None, number, done=True, note=note), skip, question, hidden, -1, kept, ""
            return
        if answer is None:
            return
        self.service.note(request, "pages", answer, time.perf_counter() - started)
        turns_now = [*kept, keep(answer.question or question, answer)][-KEPT_TURNS:]
        yield skip, render_turn(answer.question or question, answer, number, done=True), skip, skip, hidden, -1, turns_now, ""
