"""Indicators as bars (reached beside aimed at) and as a table; every figure opens its clause."""

from collections.abc import Sequence

from assistant.facts.indicators import Indicator, Pair, pairs
from assistant.facts.periods import BASELINE, TARGET
from assistant.pages.html import esc, opener
from corpus.records import Document

_WIDTH = 100.0  # of the drawing, in its own units; the page stretches it


def render(document: Document, rows: Sequence[Indicator], kind: str = "") -> str:
    """Return the page's body; ``kind`` narrows the table to 现状 or 目标."""
    if not rows:
        return (
            f'<p class="state" data-done="none">《{esc(document.title)}》没有可以可靠识别的目标或现状数值。'
            "只有写明单位、名称和时间的数字才会列出，不作推测。</p>"
        )
    shown = [row for row in rows if not kind or row.kind == kind]
    return (
        f"{_chart(pairs(list(rows)))}<h3>全部数值（{len(shown)}）</h3>"
        '<p class="hint">由程序从条款中逐句识别，名称与数值为原文用词。年份取自本句、本段或本节开头。</p>' + _table(shown)
    )


def _chart(found: Sequence[Pair]) -> str:
    if not found:
        return ""
    rows = "".join(_pair(pair) for pair in found)
    return (
        f"<h3>从现状到目标（{len(found)}）</h3>"
        '<p class="hint">只并列原文中现状与目标指同一件事的指标；名称相近而不同的（如高价值发明专利与发明专利）不并列。'
        "条长按各指标自身比例，不能跨指标比较。增幅只列原文写明的。</p>"
        f'<div class="bars">{rows}</div>'
    )


def _pair(pair: Pair) -> str:
    largest = max(pair.target.value, sum(row.value for row in pair.baseline)) or 1.0
    parts = [_bar(row, largest, solid=True) for row in pair.baseline] + [_bar(pair.target, largest, solid=False)]
    growth = f'<p class="growth">原文增幅：{esc(pair.target.growth)}</p>' if pair.target.growth else ""
    return f'<section class="pair"><h4>{esc(pair.name)}</h4>{"".join(parts)}{growth}</section>'


def _bar(row: Indicator, largest: float, *, solid: bool) -> str:
    width = max(row.value / largest * _WIDTH, 0.8)
    css = "solid" if solid else "outline"
    drawing = (
        f'<svg viewBox="0 0 {_WIDTH:g} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="{css}" x="0" y="0" width="{width:.2f}" height="8"></rect></svg>'
    )
    named = f"{row.name} " if solid else ""
    text = f"{row.kind} {_year(row)}　{named}{said(row)}"
    return f'<div class="bar">{opener(text, row.clause, row.start, row.end, more="，在原文中查看")}{drawing}</div>'


def said(row: Indicator) -> str:
    """Return a value with its qualifier as the document words it."""
    before, _, after = row.qualifier.partition("…")
    if before in ("余", "多"):
        return row.value_text  # 5000余万元 holds it already
    if before in ("以上", "左右"):
        return row.value_text + before
    return f"{before}{row.value_text}{after if after in ('以上', '左右') else ''}"


def _year(row: Indicator) -> str:
    return f"{row.year}年" if row.year else "年份未载明"


def _table(rows: Sequence[Indicator]) -> str:
    heads = "".join(
        f'<th scope="col" role="columnheader">{name}</th>' for name in ("指标", "数值", "时间", "类别", "原文增幅", "出处")
    )
    body = "".join(_line(row) for row in rows)
    return (
        '<div class="scroll" role="region" aria-label="指标表" tabindex="0"><table class="grid" role="table">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _line(row: Indicator) -> str:
    origin = {"句": "本句", "段": "本段", "节": "本节开头"}.get(row.year_from, "")
    source = f"<small>{esc(origin)}“{esc(row.year_words)}”</small>" if origin and row.year_words else ""
    sign = {BASELINE: "■", TARGET: "□"}[row.kind]
    link = opener(row.label, row.clause, row.start, row.end, more=f"，{row.name}，在原文中查看")
    cells = (
        ("指标", esc(row.name)), ("数值", f"<b>{esc(said(row))}</b>"), ("时间", f"{_year(row)}{source}"),
        ("类别", f'<span aria-hidden="true">{sign}</span> {row.kind}'), ("原文增幅", esc(row.growth) or "—"), ("出处", link),
    )  # fmt: skip
    return '<tr role="row">' + "".join(f'<td role="cell" data-label="{name}">{value}</td>' for name, value in cells) + "</tr>"
