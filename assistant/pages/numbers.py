"""Indicators as bars (reached beside aimed at) and as a table; every figure opens its clause."""

from collections.abc import Sequence

from assistant import messages
from assistant.facts.indicators import Indicator, Pair, pairs
from assistant.facts.periods import BASELINE, TARGET
from assistant.pages.html import line, render
from corpus.records import Document

_THINNEST = 0.8  # percent of the drawing's width; a thinner bar could not be seen
_SIGNS = {BASELINE: "■", TARGET: "□"}


def render_numbers(document: Document, rows: Sequence[Indicator], kind: str = "") -> str:
    """Return the page's body; ``kind`` narrows the table to 现状 or 目标."""
    if not rows:
        missing = messages.FIGURES_NONE.format(title=document.title)
        return line("state", missing, "none")
    return render(
        "numbers.html", pairs=pairs(list(rows)), rows=[row for row in rows if not kind or row.kind == kind],
        said=said, year=_year, scale=_scale, width=_width, signs=_SIGNS, origins=messages.FIGURE_ORIGINS,
    )  # fmt: skip


def _scale(pair: Pair) -> float:
    """Return the value that fills the width of a pair's bars; one that names two parts is held against their sum."""
    return max(pair.target.value, sum(row.value for row in pair.baseline)) or 1.0


def _width(row: Indicator, largest: float) -> float:
    """Return the length of a bar in percent."""
    return max(row.value / largest * 100, _THINNEST)


def said(row: Indicator) -> str:
    """Return a value with its qualifier as the document words it."""
    before, _, after = row.qualifier.partition("…")
    if before in ("余", "多"):
        return row.value_text  # 5000余万元 holds it already
    if before in ("以上", "左右"):
        return row.value_text + before
    return f"{before}{row.value_text}{after if after in ('以上', '左右') else ''}"


def _year(row: Indicator) -> str:
    return messages.YEAR.format(year=row.year) if row.year else messages.YEAR_NOT_STATED
