"""The report as one page that loads nothing from elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from assistant import messages
from assistant.evaluation.metrics import Scored, shares
from assistant.evaluation.report import COLUMNS, Report, percent, totals
from assistant.markup import templates

_TEMPLATES = templates(Path(__file__).parent / "templates")


def as_page(report: Report) -> str:
    """Return the report as a complete HTML page."""
    measured = shares(report.rows)
    return _TEMPLATES.get_template("report.html").render(
        about="；".join(messages.REPORT_ABOUT.format(name=name, value=value) for name, value in report.about.items()),
        totals=[
            (name, title, value, measured[name].value if name in measured else None)
            for name, title, value in totals(report.rows)
        ],
        changes=report.changes, compared=messages.COMPARED_MEASURES, kinds=messages.GROUP_KINDS,
        columns=[messages.METRICS_TITLES[name] for name in COLUMNS],
        groups=[(kind, value, len(rows), _cells(rows)) for kind, value, rows in report.groups()], failures=report.failures,
    )  # fmt: skip


def _cells(rows: Sequence[Scored]) -> list[str]:
    measured = shares(rows)
    return [percent(measured[name]) for name in COLUMNS]
