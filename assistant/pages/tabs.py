"""查条款, 目标指标 and 政策匹配: the forms, and what happens when they are sent."""

from collections import Counter
from typing import Any

import gradio as gr

from assistant import messages
from assistant.errors import FilterError
from assistant.facts.measures import match
from assistant.facts.periods import BASELINE, TARGET
from assistant.facts.profiles import HOLDS, INDUSTRY, NEEDS, SIZE, TYPE, Form, Profile
from assistant.finder.find import Filters, Sort, find
from assistant.pages.html import line
from assistant.pages.lists import render_found, render_matches
from assistant.pages.numbers import render_numbers
from assistant.pages.scripts import ASKING, html_part
from assistant.site.library import Library, Shelf
from corpus.errors import CorpusError
from corpus.records import Document

SORTS = {messages.BY_RELEVANCE: "relevance", messages.BY_TEXT: "text"}
_ALL = (messages.ALL, "")
_ANY = (messages.ANY, "")
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
MOST_CHOICES = 500  # documents in a list to choose from; of a larger corpus the first ones
MOST_CHARS = 300  # of a query; a longer one is a pasted text, and no clause holds it


def names(shelf: Shelf) -> list[tuple[str, str]]:
    """Return the documents as choices, with their status; versions of the same title are told apart by their year."""
    documents = shelf.documents()[:MOST_CHOICES]
    titles = Counter(document.title for document in documents)
    return [(_choice(document, titles[document.title] > 1), document.id) for document in documents]


def _choice(document: Document, shared_title: bool) -> str:
    year = (document.published or document.valid_from or document.id)[:4] if shared_title else ""
    more = "，".join(filter(None, (year, document.status)))
    return messages.CHOICE.format(title=document.title, more=more) if more else document.title


def build_finder(page: gr.Blocks, library: Library) -> None:
    """Lay out 查条款."""
    with gr.Row(equal_height=True, elem_classes="ask-row"):
        box = gr.Textbox(
            label=messages.FIND_BOX,
            placeholder=messages.FIND_PLACEHOLDER,
            scale=8,
            elem_id="find-box",
            max_length=300,
        )
        go = gr.Button(messages.FIND, variant="primary", scale=1, min_width=80, elem_id="find-go")
    with gr.Row(elem_classes="filters"):
        doc = gr.Dropdown([_ALL], value="", label=messages.DOCUMENT, min_width=150)
        region = gr.Dropdown([_ALL], value="", label=messages.REGION, min_width=110)
        kind = gr.Dropdown([_ALL], value="", label=messages.KIND, min_width=110)
        day = gr.Textbox(
            label=messages.IN_FORCE_ON, placeholder=messages.IN_FORCE_HINT, min_width=110, max_length=10, elem_id="find-day"
        )
        order = gr.Dropdown(list(SORTS.items()), value="relevance", label=messages.ORDER, min_width=110)
    found = html_part(line("hint", messages.FIND_HINT), elem_id="found")
    inputs = [box, doc, region, kind, day, order]

    def show(text: str, doc: str, region: str, kind: str, day: str, order: Sort) -> str:
        filters = Filters(doc or "", region or "", kind or "", day.strip())
        try:
            return render_found(find(library.now(), text[:MOST_CHARS], filters, order), order)
        except FilterError as error:
            return line("state", str(error), "date")
        except CorpusError as error:
            return line("state", str(error), "none")

    gr.on([box.submit, go.click, doc.input, region.input, kind.input, order.input, day.submit], show, inputs, found, **_QUIET)

    def fill() -> tuple[Any, Any, Any]:
        shelf = library.now()
        documents = shelf.documents()
        regions = sorted({d.region for d in documents if d.region})
        kinds = sorted({d.kind for d in documents if d.kind})
        return (
            gr.update(choices=[_ALL, *names(shelf)]), gr.update(choices=[_ALL, *((_place(r), r) for r in regions)]),
            gr.update(choices=[_ALL, *((k, k) for k in kinds)]),
        )  # fmt: skip

    page.load(fill, None, [doc, region, kind], **_QUIET)


def _place(region: str) -> str:
    return messages.NATIONWIDE if region == "national" else region


def build_figures(page: gr.Blocks, library: Library) -> None:
    """Lay out 目标指标."""
    with gr.Row(elem_classes="filters"):
        doc = gr.Dropdown([], label=messages.DOCUMENT, min_width=220, elem_id="figures-doc")
        kind = gr.Dropdown([_ALL, (BASELINE, BASELINE), (TARGET, TARGET)], value="", label=messages.KIND, min_width=110)
    body = html_part(elem_id="figures")

    def show(doc: str, kind: str) -> str:
        return _numbers(library.now(), doc, kind)

    def fill() -> tuple[Any, str]:
        shelf = library.now()
        choices = names(shelf)
        first = choices[0][1] if choices else None
        return gr.update(choices=choices, value=first), _numbers(shelf, first, "")

    gr.on([doc.input, kind.input], show, [doc, kind], body, **_QUIET)
    page.load(fill, None, [doc, body], **_QUIET)


def _numbers(shelf: Shelf, doc: str | None, kind: str) -> str:
    try:
        return render_numbers(shelf.parsed(doc).document, shelf.indicators(doc), kind) if doc else ""
    except KeyError:  # removed since the list was filled
        return line("state", messages.DOCUMENT_GONE, "none")


def _choices(form: Form, group: str) -> gr.Dropdown:
    """Return the categories of a group to choose from; the kind of applicant is chosen from the first on."""
    names = list(form.categories(group))
    value = names[0] if names and group == TYPE else ""
    return gr.Dropdown([_ANY, *((n, n) for n in names)], value=value, label=group, min_width=140, visible=bool(names))


def build_match(page: gr.Blocks, library: Library) -> None:
    """Lay out 政策匹配. What is chosen is neither stored nor logged."""
    html_part(line("hint", messages.MATCH_HINT))
    with gr.Row(elem_classes="filters"):
        doc = gr.Dropdown([_ALL], value="", label=messages.DOCUMENT, min_width=200)
        size, kind, industry = (_choices(library.form, group) for group in (SIZE, TYPE, INDUSTRY))
    holds, needs = (
        gr.CheckboxGroup(list(categories), label=label, elem_id=name, visible=bool(categories))
        for label, name, categories in (
            (messages.HOLDS, "holds", library.form.categories(HOLDS)),
            (messages.NEEDS, "needs", library.form.categories(NEEDS)),
        )
    )
    go = gr.Button(messages.MATCH, variant="primary", elem_id="match-go", scale=0, min_width=180)
    body = html_part(elem_id="matches", js_on_load=ASKING)

    def show(doc: str, size: str, kind: str, industry: str, holds: list[str], needs: list[str]) -> str:
        shelf = library.now()
        documents = [d for d in shelf.documents() if not doc or d.id == doc][:MOST_CHOICES]
        measures = [measure for d in documents for measure in shelf.measures(d.id)]
        return render_matches(match(measures, Profile(size, kind, industry, tuple(holds), tuple(needs))), documents)

    go.click(show, [doc, size, kind, industry, holds, needs], body, **_QUIET)

    def fill() -> Any:
        choices = names(library.now())
        return gr.update(choices=[_ALL, *choices], value=choices[0][1] if choices else "")

    page.load(fill, None, [doc], **_QUIET)
