"""A document to read: its outline and its full text, every sentence findable by its character offsets."""

from assistant.finder.export import quotation
from assistant.finder.validity import validity
from assistant.pages.html import esc
from corpus.records import Clause, Heading, ParsedDocument


def render(parsed: ParsedDocument) -> str:
    """Return the document as an HTML fragment; the table of contents becomes the outline, nothing else is left out."""
    document = parsed.document
    facts = "　".join(filter(None, (document.issuer, document.doc_no, validity(document))))
    body = []
    items: list[Heading | Clause] = sorted([*parsed.headings, *parsed.clauses], key=lambda item: item.start)
    for item in items:
        if isinstance(item, Clause):
            body.append(_clause(parsed, item))
        elif item.structural:
            level = min(3 + item.path.count("."), 6)
            body.append(f'<h{level} class="r-h" id="h-{item.start}">{esc(parsed.text[item.start : item.end].strip())}</h{level}>')
    return (
        f'<div class="r-doc" data-doc="{esc(document.id)}"><h2 class="r-title">{esc(document.title)}</h2>'
        f'<p class="r-facts">{esc(facts)}</p>{_outline(parsed)}<div class="r-text">{"".join(body)}</div></div>'
    )


def _outline(parsed: ParsedDocument) -> str:
    rows = [
        f'<li class="d{min(h.path.count("."), 3)}"><button type="button" class="link" data-goto="h-{h.start}">'
        f"{esc(parsed.text[h.start : h.end].strip())}</button></li>"
        for h in parsed.headings
        if h.structural
    ]
    if not rows:
        return ""
    return f'<details class="r-toc"><summary>目录（{len(rows)} 节）</summary><ul>{"".join(rows)}</ul></details>'


def _clause(parsed: ParsedDocument, clause: Clause) -> str:
    parts, at = [], clause.start
    for number, (start, end) in enumerate(clause.sentences):
        parts.append(esc(parsed.text[at:start]))
        parts.append(f'<span class="s" data-s="{start}" data-e="{end}">{esc(clause.sentence_text(number))}</span>')
        at = end
    parts.append(esc(parsed.text[at : clause.end].rstrip("\n")))
    place = f"{clause.label} {clause.title}".strip()
    copied = quotation(parsed.document.title, parsed.document.doc_no, clause.label, clause.text)
    return (
        f'<section class="r-clause" data-id="{esc(clause.id)}" data-place="{esc(place)}" data-cite="{esc(copied)}" tabindex="-1" '
        f'aria-label="{esc(place)}"><p>{"".join(parts)}</p></section>'
    )
