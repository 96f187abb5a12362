"""The page: the chat at the left, the document that it cites at the right (on a phone: over it)."""

import gradio as gr
from gradio.events import api as offer

from assistant import messages
from assistant.api.service import Service
from assistant.pages import chat
from assistant.pages.html import render
from assistant.pages.scripts import html_part
from assistant.pages.tools import offered
from assistant.site.library import Library
from assistant.site.reader import panel
from assistant.site.shell import FOOT, WAYS


def build(service: Service, library: Library) -> gr.Blocks:
    """Return the pages, not yet mounted."""
    page: gr.Blocks = gr.Blocks(title=service.settings.office.title, analytics_enabled=False, fill_width=True)
    with page:
        html_part(render("head.html", title=service.settings.office.title, ways=WAYS), elem_id="head")
        with gr.Row(elem_id="columns", equal_height=False):
            with gr.Column(scale=3, min_width=280, elem_id="main-column"):
                chat.build(service, library)
            with gr.Column(scale=2, min_width=280, elem_id="side-column"):
                html_part(panel(phone=True, begins=messages.TAB_DOCUMENTS), elem_id="reader")
        html_part(render("foot.html", contact=service.settings.contact, foot=FOOT), elem_id="foot")
        for tool in offered(service):
            # without Gradio's queue: MCP calls them at once, and not over HTTP under whatever name its caller gave
            offer(tool, api_name=tool.__name__, queue=False)
    # who finds the queue full is told so, and asks again
    page.queue(max_size=service.http.requests_at_once, default_concurrency_limit=service.http.answers_at_once)
    return page
