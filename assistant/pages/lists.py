"""Lists that the pages show: clauses that were found, and measures that fit."""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from assistant.facts.fields import FIELDS
from assistant.facts.measures import STRENGTH_NOTES, STRENGTHS, Match, Measure
from assistant.finder.export import pieces, quotation
from assistant.finder.find import FinderResult, Found
from assistant.finder.validity import validity
from assistant.messages import QUOTED
from assistant.pages.html import copier, esc, opener, where
from corpus.records import Document

MOST_ROWS = 100  # on a page; an export holds all
_WAYS = {
    "all": "同时含有所列词语", "any": "没有一条同时含有全部词语，以下各条含有其中之一", "reference": "按编号找到",
    "meaning": "没有条款含有这些词语，以下按意思相近列出",
}  # fmt: skip


def render_found(result: FinderResult, order: str = "relevance") -> str:
    """Return what the finder found, with counts per section and every occurrence marked."""
    if not result.query.text:
        return (
            '<p class="hint">输入关键词、“带引号的原句”或编号，例如：质押融资、三(三)3、第四十二条。'
            "多个词用空格隔开，不要的词前加减号：质押 -专利。</p>"
        )
    if not result.rows:
        missing = f"没有找到与“{result.query.text}”相符的条款。可以换一个词，或放宽上面的筛选。"
        return f'<p class="state" data-done="none">{esc(missing)}</p>'
    marked = f"，共出现 {result.occurrences} 处" if result.way in ("all", "any") else ""
    summary = f"{_WAYS[result.way]}：{len(result.rows)} 条{marked}"
    rows = "".join(_row(row, number) for number, row in enumerate(result.rows[:MOST_ROWS], start=1))
    cut = f'<p class="hint">页面只列前 {MOST_ROWS} 条，导出文件中有全部。</p>' if len(result.rows) > MOST_ROWS else ""
    head = f'<h3 class="found" data-done="found">{esc(summary)}</h3>{_exports(result, order)}{_sections(result)}'
    return f'{head}<ol class="cards results">{rows}</ol>{cut}'


def _exports(result: FinderResult, order: str) -> str:
    filters = result.filters
    query = urlencode(
        {
            "q": result.query.text,
            "doc": filters.doc,
            "region": filters.region,
            "kind": filters.kind,
            "day": filters.in_force_on,
            "order": order,
        }
    )
    links = "".join(
        f'<a class="tool" download href="export/clauses.{suffix}?{esc(query)}">导出 {name}</a>'
        for suffix, name in (("docx", "Word"), ("xlsx", "Excel"))
    )
    return f'<p class="acts">{links}</p>'


def _sections(result: FinderResult) -> str:
    titles = {row.document.id: row.document.title for row in result.rows}
    parts = []
    for doc, group in groupby(result.sections, key=lambda section: section[0]):
        counts = list(group)
        rows = "".join(f"<li>{esc(name)} <b>{count}</b></li>" for _, name, count in counts)
        total = sum(count for _, _, count in counts)
        parts.append(f"<li>《{esc(titles[doc])}》<b>{total}</b> 处<ul>{rows}</ul></li>")
    unfolded = " open" if len(parts) == 1 else ""
    return f'<details class="counts"{unfolded}><summary>各部分的次数</summary><ul>{"".join(parts)}</ul></details>'


def _row(row: Found, number: int) -> str:
    text = "".join(f"<mark>{esc(piece)}</mark>" if hit else esc(piece) for piece, hit in pieces(row))
    start, end = row.spans[0] if row.spans else (row.clause.start, row.clause.start)
    for sentence in row.clause.sentences:
        if sentence[0] <= start < sentence[1]:
            start, end = sentence
            break
    copied = quotation(row.document.title, row.document.doc_no, row.clause.label, row.clause.text)
    facts = validity(row.document, row.successor) + (f"　{len(row.spans)} 处" if row.spans else "")
    return (
        f'<li class="card"><p class="src"><span class="n" aria-hidden="true">{number}</span>《{esc(row.document.title)}》'
        f"<b>{esc(where(row.clause.label, row.clause.title))}</b><small>{esc(facts)}</small></p>"
        f'<blockquote class="clip" tabindex="0" aria-label="原文">{text}</blockquote><p class="acts">'
        f"{opener('在原文中查看', row.clause.id, start, end, css='tool', more=f'，第{number}条')}"
        f"{copier('复制引文', copied, f'，第{number}条')}</p></li>"
    )


def render_matches(groups: dict[str, list[Match]], documents: Sequence[Document]) -> str:
    """Return measures by need; what a document does not say stands there as not said."""
    if not groups:
        return '<p class="state" data-done="none">所选文件中没有找到相符的措施。可以少选几项再试，或在“问答”中直接提问。</p>'
    by_id = {document.id: document for document in documents}
    total = sum(len(matches) for matches in groups.values())
    parts = [f'<h3 class="found" data-done="match">找到 {total} 条措施</h3>{_legend()}']
    for need, matches in groups.items():
        rows = "".join(_measure(match, by_id.get(match.measure.doc)) for match in matches)
        parts.append(
            f'<section><h4 class="need">{esc(need)}（{len(matches)}）</h4><ol class="cards results">{rows}</ol></section>'
        )
    return "".join(parts)


def _legend() -> str:
    rows = "".join(f"<li>{_strength(name)} {esc(note)}</li>" for name, note in STRENGTH_NOTES.items())
    return f'<details class="counts"><summary>措辞强弱怎么看</summary><ul class="legend">{rows}</ul></details>'


def _strength(name: str) -> str:
    level = len(STRENGTHS) - STRENGTHS.index(name)
    dots = "●" * level + "○" * (len(STRENGTHS) - level)
    return f'<span class="strength"><span aria-hidden="true">{dots}</span> {esc(name)}</span>'


def _measure(match: Match, document: Document | None) -> str:
    measure = match.measure
    title = document.title if document else measure.doc_title
    copied = quotation(title, document.doc_no if document else None, measure.label, measure.text)
    place = where(measure.label, measure.title)
    return (
        f'<li class="card"><p class="src">{_strength(measure.strength)} 《{esc(title)}》<b>{esc(place)}</b></p>'
        f"<blockquote>{esc(measure.text)}</blockquote>{_fields(measure)}"
        f'<p class="why">{esc("；".join(match.reasons))}</p><p class="acts">'
        f"{opener('在原文中查看', measure.clause, measure.start, measure.end, css='tool', more=f'：{place}')}"
        f'{copier("复制引文", copied)}<span class="badge">{esc(QUOTED)}</span></p></li>'
    )


def _fields(measure: Measure) -> str:
    rows = []
    for name in FIELDS:
        said = measure.fields.get(name)
        value = esc(said.text) if said else f'<span class="unsaid">{esc(measure.unsaid)}</span>'
        if said and said.clause != measure.clause:
            value += " " + opener("出处", said.clause, more=f"：{name}")
        rows.append(f"<div><dt>{esc(name)}</dt><dd>{value}</dd></div>")
    return f'<dl class="five">{"".join(rows)}</dl>'
