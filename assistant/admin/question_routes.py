"""Pages of the questions, of what readers thought, and of the figures; each as CSV and Excel too."""

from datetime import date
from functools import cache
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import Response

from assistant import messages
from assistant.admin import questions
from assistant.admin.charts import FOOT, HEIGHT, WIDTH, bars
from assistant.admin.desk import Officer, Pages, Visit
from assistant.admin.tables import download
from assistant.api.chain import Chain
from index.encoder import ShippedEncoder

_SHOWN = 200  # rows of a page; a file holds all
_encoder = cache(ShippedEncoder)
Suffix = Literal["csv", "xlsx"]
router = APIRouter(route_class=Pages)


def _period(visit: Visit) -> tuple[str, str]:
    return questions.period(visit.query.get("from", ""), visit.query.get("to", ""), date.today())


def _chain(visit: Visit) -> Chain:
    return visit.desk.service.log.chain


def _chosen(visit: Visit) -> list[questions.Asked]:
    return questions.chosen(
        questions.asked(_chain(visit), *_period(visit)), visit.query.get("ending", ""), visit.query.get("q", "")
    )


@router.get("/admin/questions")
def questions_page(visit: Officer) -> Response:
    """Show what was asked, one by one or by likeness."""
    start, end = _period(visit)
    found, alike = _chosen(visit), visit.query.get("grouped") == "1"
    groups = questions.grouped(found, lambda texts: _encoder().encode_query(texts)) if alike else []
    return visit.page(
        "questions.html", start=start, end=end, rows=found[:_SHOWN], total=len(found), groups=groups[:_SHOWN], alike=alike,
        ending=visit.query.get("ending", ""), words=visit.query.get("q", ""), endings=messages.ENDING_NAMES,
        address=str(visit.request.url.query),
    )  # fmt: skip


@router.get("/admin/questions.{suffix}")
def questions_file(visit: Officer, suffix: Suffix) -> Response:
    """Return the same questions as a file."""
    visit.note("questions.export", **{"from": _period(visit)[0], "to": _period(visit)[1]})
    rows = questions.table(_chosen(visit), messages.ENDING_NAMES)
    return download(messages.QUESTIONS_FILE, suffix, messages.QUESTION_COLUMNS, rows)


@router.get("/admin/feedback")
def feedback_page(visit: Officer) -> Response:
    """Show what readers thought of answers, with their reasons."""
    start, end = _period(visit)
    found = questions.judged(_chain(visit), start, end)
    only = visit.query.get("only", "")
    shown = [row for row in found if not only or row.useful == (only == "useful")]
    return visit.page(
        "feedback.html", start=start, end=end, rows=shown[:_SHOWN], total=len(shown), only=only, endings=messages.ENDING_NAMES
    )


@router.get("/admin/feedback.{suffix}")
def feedback_file(visit: Officer, suffix: Suffix) -> Response:
    """Return the same as a file."""
    visit.note("feedback.export", **{"from": _period(visit)[0], "to": _period(visit)[1]})
    found = questions.judged(_chain(visit), *_period(visit))
    rows = [
        [row.time, messages.USEFUL[row.useful], row.reason, row.asked.text if row.asked else "", row.answer_id] for row in found
    ]
    return download(messages.FEEDBACK_FILE, suffix, messages.FEEDBACK_COLUMNS, rows)


def _figures(visit: Visit) -> questions.Figures:
    start, end = _period(visit)
    chain = _chain(visit)
    asked = questions.asked(chain, start, end)
    return questions.figures(asked, questions.judged(chain, start, end, asked), start, end)


@router.get("/admin/statistics")
def statistics_page(visit: Officer) -> Response:
    """Show the figures of a period."""
    start, end = _period(visit)
    found = _figures(visit)
    endings = {messages.ENDING_NAMES.get(name, name): count for name, count in found.endings.items()}
    titles = {document.id: document.title for document, _ in visit.desk.registry.stored()}
    charts = {
        messages.CHART_DAYS: bars(found.days, last=len("03-31")),
        messages.CHART_ENDINGS: bars(endings),
        messages.CHART_HOURS: bars(found.hours),
    }
    return visit.page(
        "statistics.html", start=start, end=end, found=found, charts=charts, titles=titles, width=WIDTH, height=HEIGHT, foot=FOOT
    )


@router.get("/admin/statistics.{suffix}")
def statistics_file(visit: Officer, suffix: Suffix) -> Response:
    """Return the figures as a file."""
    return download(messages.STATISTICS_FILE, suffix, messages.STATISTICS_COLUMNS, statistics_rows(_figures(visit)))


def statistics_rows(found: questions.Figures) -> list[list[object]]:
    """Return figures as rows: what, which, how many."""
    parts = {
        messages.CHART_DAYS: found.days, messages.CHART_HOURS: found.hours, messages.CHART_CHANNELS: found.channels,
        messages.CHART_ENDINGS: {messages.ENDING_NAMES.get(name, name): count for name, count in found.endings.items()},
        messages.CHART_DOCUMENTS: found.documents, messages.CHART_LATENCY: found.latency,
        messages.CHART_FEEDBACK: {messages.USEFUL[True]: found.useful, messages.USEFUL[False]: found.useless},
    }  # fmt: skip
    return [[what, name, value] for what, values in parts.items() for name, value in values.items()]
