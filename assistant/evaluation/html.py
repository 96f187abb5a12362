"""The report as one page that loads nothing from elsewhere."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.evaluation.metrics import Scored, shares
from assistant.evaluation.report import COLUMNS, COMPARED, KINDS, TITLES, Change, Report, Row, percent, totals

_CSS = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#c8ced6;--stripe:#f4f6f8;--bar:#1f6f54;--bad:#a3261d}
@media (prefers-color-scheme:dark){:root{
--bg:#14171a;--fg:#e6e9ec;--soft:#a5aeb8;--line:#3a424b;--stripe:#1c2125;--bar:#5cc29d;--bad:#ff9a8f}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:72rem;background:var(--bg);color:var(--fg);
font:16px/1.65 system-ui,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2.25rem 0 .5rem}
p{margin:.25rem 0 .75rem}.soft{color:var(--soft)}
.wide{overflow-x:auto}.wide:focus-visible,a:focus-visible{outline:3px solid var(--bar);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding:.25rem 0}
th,td{padding:.4rem .65rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--line);white-space:nowrap}
tbody tr:nth-child(even){background:var(--stripe)}
td.n,th.n{text-align:right;white-space:nowrap}td.bad{color:var(--bad)}
meter{width:8rem;height:.8rem;vertical-align:middle}
a{color:var(--bar)}
@media print{body{max-width:none;padding:0}.wide{overflow:visible}}
"""


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: frozenset[int] = frozenset()) -> str:
    """Return a table; ``rows`` hold markup, the first cell heads its row; columns in ``numeric`` are set to the right."""
    right = [' class="n"' if column in numeric else "" for column in range(len(heads))]
    top = "".join(f'<th scope="col"{right[n]}>{escape(head)}</th>' for n, head in enumerate(heads))
    body = []
    for first, *rest in rows:
        cells = "".join(f"<td{right[n]}>{cell}</td>" for n, cell in enumerate(rest, 1))
        body.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    # A wide table scrolls by itself and can be reached with the keyboard.
    return (
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _totals(report: Report) -> str:
    measured = shares(report.rows)
    rows = []
    for name, title, value in totals(report.rows):
        share = measured[name].value if name in measured else None
        bar = f'<meter min="0" max="1" value="{share:.4f}">{share:.1%}</meter>' if share is not None else ""
        rows.append((f"{escape(title)} <code>{name}</code>", escape(value), bar))
    return _table("总体（括号内为 95% 置信区间，Wilson）", ("指标", "数值", "图示"), rows)


def _groups(report: Report, kind: str) -> str:
    rows = []
    for of_kind, value, members in report.groups():
        if of_kind == kind:
            measured = shares(members)
            rows.append((escape(value), str(len(members)), *(escape(percent(measured[name])) for name in COLUMNS)))
    heads = (KINDS[kind], "题数", *(TITLES[name] for name in COLUMNS))
    return _table(f"按{KINDS[kind]}", heads, rows, numeric=frozenset(range(1, len(heads))))


def _failures(failures: Sequence[Scored]) -> str:
    if not failures:
        return "<p>没有。</p>"
    rows = [
        (escape(row.id), escape(f"{row.type} / {row.style}"), escape(row.question), escape(row.status), escape(row.reason))
        for row in failures
    ]
    return _table(f"未过的 {len(failures)} 题及原因", ("编号", "题型 / 问法", "问题", "结果", "原因"), rows)


def _change(change: Change) -> str:
    def rows(word: str, questions: Sequence[Row]) -> Iterable[tuple[str, str, str, str]]:
        return ((escape(row["id"]), word, escape(row["question"]), escape(row["reason"] or "—")) for row in questions)

    title = COMPARED[change.measure]
    said = (
        f"<p>{title}：共同的 {change.common} 题中 {change.before} → {change.after}；变好 {len(change.better)}，"
        f"变差 {len(change.worse)}；McNemar 精确检验 p = {change.p:.3g}。</p>"
    )
    listed = [*rows("变好", change.better), *rows("变差", change.worse)]
    return said + (_table(f"{title}有变化的题", ("编号", "变化", "问题", "现在的原因"), listed) if listed else "")


def as_page(report: Report) -> str:
    """Return the report as a complete HTML page."""
    about = "；".join(f"{escape(str(name))}：{escape(str(value))}" for name, value in report.about.items())
    parts = [f"<h2>总体</h2>{_totals(report)}"]
    if report.changes:
        parts.append("<h2>与上次相比</h2>" + "".join(_change(change) for change in report.changes))
    parts += [f"<h2>按{title}</h2>{_groups(report, kind)}" for kind, title in KINDS.items()]
    parts.append(f"<h2>未过的题</h2>{_failures(report.failures)}")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>问答评测报告</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n<h1>问答评测报告</h1>\n"
        f'<p class="soft">{about}</p>\n' + "\n".join(parts) + "\n</main>\n</body>\n</html>\n"
    )
