"""Indicators as bars (reached beside aimed at) and as a table; every figure opens its clause."""

from collections.abc import Sequence

from assistant.facts.indicators import Indicator, Pair, pairs
from assistant.facts.periods import BASELINE, TARGET
from assistant.pages.html import line, render
from corpus.records import Document

_THINNEST = 0.8  # percent of the drawing's width; a thinner bar could not be seen
_SIGNS = {BASELINE: "■", TARGET: "□"}
_ORIGINS = {"句": "本句", "段": "本段", "节": "本节开头"}


def render_numbers(document: Document, rows: Sequence[Indicator], kind: str = "") -> str:
    """Return the page's body; ``kind`` narrows the table to 现状 or 目标."""
    if not rows:
        missing = f"《{document.title}》没有可以可靠识别的目标或现状数值。只有写明单位、名称和时间的数字才会列出，不作推测。"
        return line("state", missing, "none")
    return render(
        "numbers.html", pairs=pairs(list(rows)), rows=[row for row in rows if not kind or row.kind == kind],
        said=said, year=_year, scale=_scale, width=_width, signs=_SIGNS, origins=_ORIGINS,
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
    return f"{row.year}年" if row.year else "年份未载明"
