"""Lists that the pages show: clauses that were found, and measures that fit."""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from assistant.facts.fields import FIELDS
from assistant.facts.measures import STRENGTH_NOTES, STRENGTHS, Match
from assistant.finder.export import pieces
from assistant.finder.find import FinderResult, Found
from assistant.finder.validity import validity
from assistant.messages import QUOTED
from assistant.pages.html import line, render
from corpus.records import Document, Span

MOST_ROWS = 100  # on a page; an export holds all
_WAYS = {
    "all": "同时含有所列词语", "any": "没有一条同时含有全部词语，以下各条含有其中之一", "reference": "按编号找到",
    "meaning": "没有条款含有这些词语，以下按意思相近列出",
}  # fmt: skip


def render_found(result: FinderResult, order: str = "relevance") -> str:
    """Return what the finder found, with counts per section and every occurrence marked."""
    if not result.query.text:
        return line(
            "hint",
            "输入关键词、“带引号的原句”或编号，例如：质押融资、三(三)3、第四十二条。"
            "多个词用空格隔开，不要的词前加减号：质押 -专利。",
        )
    if not result.rows:
        return line("state", f"没有找到与“{result.query.text}”相符的条款。可以换一个词，或放宽上面的筛选。", "none")
    marked = f"，共出现 {result.occurrences} 处" if result.way in ("all", "any") else ""
    return render(
        "found.html", summary=f"{_WAYS[result.way]}：{len(result.rows)} 条{marked}", query=_query(result, order),
        sections=_sections(result), rows=[(row, _sentence(row)) for row in result.rows[:MOST_ROWS]],
        cut=len(result.rows) > MOST_ROWS, pieces=pieces, standing=lambda row: validity(row.document, row.successor),
    )  # fmt: skip


def _query(result: FinderResult, order: str) -> str:
    """Return the query string that exports the same list."""
    filters = result.filters
    return urlencode(
        {
            "q": result.query.text, "doc": filters.doc, "region": filters.region, "kind": filters.kind,
            "day": filters.in_force_on, "order": order,
        }
    )  # fmt: skip


def _sections(result: FinderResult) -> list[tuple[Document, list[tuple[str, int]]]]:
    """Return the documents, each with its sections and how often the terms occur in them."""
    documents = {row.document.id: row.document for row in result.rows}
    grouped = groupby(result.sections, key=lambda section: section[0])
    return [(documents[doc], [(name, count) for _, name, count in group]) for doc, group in grouped]


def _sentence(row: Found) -> Span:
    """Return the sentence that is highlighted in the reader: the one of the first occurrence, or where the clause begins."""
    first = row.spans[0] if row.spans else (row.clause.start, row.clause.start)
    return next((sentence for sentence in row.clause.sentences if sentence[0] <= first[0] < sentence[1]), first)


def render_matches(groups: dict[str, list[Match]], documents: Sequence[Document]) -> str:
    """Return measures by need; what a document does not say stands there as not said."""
    if not groups:
        return line("state", "所选文件中没有找到相符的措施。可以少选几项再试，或在“问答”中直接提问。", "none")
    return render(
        "matches.html", groups=groups, total=sum(map(len, groups.values())), documents={d.id: d for d in documents},
        strengths=STRENGTH_NOTES, dots=_dots, fields=FIELDS, quoted=QUOTED,
    )  # fmt: skip


def _dots(strength: str) -> str:
    level = len(STRENGTHS) - STRENGTHS.index(strength)
    return "●" * level + "○" * (len(STRENGTHS) - level)
