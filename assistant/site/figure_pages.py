"""目标指标 as a page, as tables and as a picture."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.facts.indicators import said
from assistant.facts.results import Completion, read_results
from assistant.finder.office_files import Sheet, plain, workbook
from assistant.records import place_in
from assistant.site.figures import KINDS, Asked, Chart, Figures, Row, asked_of, figures, year_of
from assistant.site.files import file_of
from assistant.site.links import place_url
from assistant.site.shell import Shell, render

_WAY = "/figures"
_WIDTHS = (34, 34, 18, 14, 8, 18, 10, 20, 16, 60)
_FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet would take for one
_WIDTH, _LINE, _GAP, _LEFT, _RIGHT = 800, 26, 22, 20, 140  # of the picture, in its own units; left of the bars, right of them


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/figures")
    def show(request: Request) -> Response:
        asked, found = _found(shell, request)
        return shell.page(
            "figures.html", _WAY, asked=asked, found=found, kinds=KINDS, said=said, year=year_of, place_of=_place_of,
            label=_label, origins=messages.FIGURE_ORIGINS, rate=rate_of, chosen={document.id for document in found.chosen},
        )  # fmt: skip

    @router.get("/figures.{suffix}")
    def export(request: Request, suffix: str) -> Response:
        _, found = _found(shell, request)
        if suffix == "svg":
            return file_of(messages.FIGURES_SHEET, suffix, picture(found).encode())
        rows = [[plain(str(cell)) for cell in row] for row in rows_of(found)]
        if suffix == "csv":
            return file_of(messages.FIGURES_SHEET, suffix, to_csv(rows))
        about = messages.FIGURES_ABOUT.format(disclaimer=messages.EXPORT_DISCLAIMER, titles=_titles(found), now=_now())
        sheet = Sheet(messages.FIGURES_SHEET, messages.FIGURES_SHEET, about, messages.FIGURES_COLUMNS, _WIDTHS, rows)
        return file_of(messages.FIGURES_SHEET, "xlsx", workbook(sheet))

    return router


def _found(shell: Shell, request: Request) -> tuple[Asked, Figures]:
    asked = asked_of(request.query_params.multi_items())
    return asked, figures(shell.library.now(), asked, read_results(shell.service.settings.data_dir))


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _titles(found: Figures) -> str:
    return messages.AND.join(messages.TITLED.format(title=document.title) for document in found.chosen)


def _place_of(row: Row) -> str:
    return place_url(row.document.id, row.figure.clause_start, row.figure.start, row.figure.end)


def _label(row: Row) -> str:
    return place_in(row.document, row.figure.label, row.figure.start)


def rate_of(one: Completion) -> str:
    """Return the formula of a rate with both figures, or why there is none."""
    if one.rate is None:
        return messages.NO_RATE
    return messages.RATE.format(result=one.result.text, target=one.target.value_text, rate=f"{one.rate:.1f}".removesuffix(".0"))


def rows_of(found: Figures) -> list[tuple[object, ...]]:
    """Return the rows of the tables."""
    done = {id(one.target): one for _, one in found.completions}
    return [
        (
            row.document.title, row.figure.name, said(row.figure), f"{row.figure.value:g}", row.figure.unit, year_of(row.figure),
            row.figure.kind, row.figure.growth, _label(row), _completion(done.get(id(row.figure))),
        )
        for row in found.rows
    ]  # fmt: skip


def _completion(one: Completion | None) -> str:
    if one is None:
        return ""
    return messages.RESULT_OF.format(result=one.result.text, day=one.result.day, source=one.result.source, rate=rate_of(one))


def to_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV that spreadsheets read as UTF-8; no cell becomes a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(messages.FIGURES_COLUMNS)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def picture(found: Figures) -> str:
    """Return the charts as one SVG picture, values at the bars and the scale below."""
    charts: list[tuple[int, Chart]] = []
    top = 56
    for chart in (*found.across, *found.charts):
        charts.append((top, chart))
        top += _LINE * (2 * len(chart.bars) + 1) + _GAP * 2
    return render(
        "figures.svg", charts=charts, width=_WIDTH, height=top + 40, left=_LEFT, room=_WIDTH - _LEFT - _RIGHT, line=_LINE,
        title=_titles(found), note=messages.FIGURES_NOTE.format(disclaimer=messages.EXPORT_DISCLAIMER, now=_now()),
    )  # fmt: skip
