"""The pages' templates, and the texts that several of them write; see ``assistant.markup`` for what is escaped."""

from pathlib import Path
from typing import Any

from assistant import messages
from assistant.finder.export import quotation
from assistant.markup import templates
from assistant.records import Answer, Citation
from assistant.site.cited import cited_lines


def where(label: str, title: str) -> str:
    """Return a place as people write it, with its heading."""
    return f"{label} {title}".strip()


def citation_copy(citation: Citation) -> str:
    """Return a citation as text to paste; a quote is 原文摘录 whoever wrote the sentence around it."""
    return quotation(citation.doc_title, citation.doc_no, citation.place, citation.quote)


def answer_copy(answer: Answer) -> str:
    """Return an answer as text to paste: what must be known of its sources, whom to ask, the label and the sources go with it.

    A quote that the answer shows whole is not repeated.
    """
    label = messages.COPY_LABEL.format(label=answer.label) if answer.label else messages.COPY_NO_LABEL
    contact = [messages.CONTACT.format(contact=answer.contact)] if answer.contact else []
    return "\n".join([answer.text, *answer.notices, *contact, label, *source_lines(answer)])


def source_lines(answer: Answer) -> list[str]:
    """Return the sources of an answer as text, each with its mark; a quote stands there where the answer does not show it."""
    return [
        f"[{c.n}] {messages.PLACE_OF.format(title=c.doc_title, number=f'({c.doc_no})' if c.doc_no else '', place=c.place)}"
        if c.quote in answer.text
        else f"[{c.n}] {citation_copy(c)}"
        for c in answer.citations
    ]


_TEMPLATES = templates(Path(__file__).parent / "templates")
_TEMPLATES.globals.update(cited_lines=cited_lines)


def render(template: str, **values: Any) -> str:
    """Return a template of the pages, filled in."""
    return _TEMPLATES.get_template(template).render(values)
