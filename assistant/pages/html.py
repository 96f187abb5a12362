"""Small pieces of HTML; every text passes ``esc`` on its way in, no text of a reader or a document is ever HTML."""

import html
import re
from collections.abc import Sequence

from assistant.finder.export import quotation
from assistant.records import Answer, Citation

_MARK = re.compile(r"\[(\d{1,3})\]")


def esc(text: object) -> str:
    """Return a text for use between tags and in double-quoted attributes."""
    return html.escape(str(text), quote=True)


def opener(text: str, clause: str, start: int | None = None, end: int | None = None, *, css: str = "link", more: str = "") -> str:
    """Return a button that opens a clause in the reader.

    Args:
        text: what the button shows.
        clause: id of the clause.
        start: first offset that is highlighted; None for the clause as a whole.
        end: offset behind the last.
        css: class of the button.
        more: what a screen reader says behind the text, so that equal buttons differ.
    """
    span = f' data-start="{start}" data-end="{end}"' if start is not None else ""
    return f'<button type="button" class="{css}" data-clause="{esc(clause)}"{span}>{esc(text)}{_spoken(more)}</button>'


def copier(text: str, copied: str, more: str = "") -> str:
    """Return a button that copies ``copied``."""
    return f'<button type="button" class="tool" data-copy="{esc(copied)}">{esc(text)}{_spoken(more)}</button>'


def _spoken(text: str) -> str:
    return f'<span class="sr">{esc(text)}</span>' if text else ""


def where(label: str, title: str) -> str:
    """Return a place as people write it, with its heading."""
    return f"{label} {title}".strip()


def cited_text(text: str, citations: Sequence[Citation]) -> str:
    """Return an answer's text as paragraphs; its marks become buttons that open what they cite."""
    by_number = {citation.n: citation for citation in citations}

    def mark(found: re.Match[str]) -> str:
        citation = by_number.get(int(found.group(1)))
        if citation is None:
            return found.group()
        more = f"号出处：《{citation.doc_title}》{citation.path}，在原文中查看"
        return opener(str(citation.n), citation.clause, citation.start, citation.end, css="mark", more=more)

    lines = [line for line in text.split("\n") if line.strip()]
    return "".join(f"<p>{_MARK.sub(mark, esc(line))}</p>" for line in lines)


def citation_copy(citation: Citation) -> str:
    """Return a citation as text to paste; a quote is 原文摘录 whoever wrote the sentence around it."""
    return quotation(citation.doc_title, citation.doc_no, citation.path, citation.quote)


def answer_copy(answer: Answer) -> str:
    """Return an answer as text to paste: the label and the sources go with it."""
    sources = [f"[{c.n}] {citation_copy(c)}" for c in answer.citations]
    label = f"（{answer.label}；以政策原文为准）" if answer.label else "（以政策原文为准）"
    return "\n".join([answer.text, label, *sources])
