"""The report of a run: totals, groups by type and style, failures, and the comparison with an earlier run."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

from assistant.errors import BatchError
from assistant.evaluation.metrics import SHARES, Scored, Share, shares, summarize

TITLES = {
    "hit@1": "首位命中", "hit@3": "前 3 命中", "hit@5": "前 5 命中", "hit@10": "前 10 命中", "answer_accuracy": "回答正确",
    "facts": "要点齐全", "cites_evidence": "引用依据", "false_refusal": "误拒", "refusal_accuracy": "该拒则拒",
    "claims_accuracy": "断言判对", "false_yes": "误答是", "false_no": "误答不是",
    "verbatim_citations": "引文逐字", "mrr@10": "平均倒数名次", "evidence_coverage": "依据覆盖",
    "answers_with_ungrounded_numbers": "数字无出处的答案", "answer_chars_median": "答案字数中位数",
    "elapsed_ms_p50": "耗时 p50（毫秒）", "elapsed_ms_p99": "耗时 p99（毫秒）",
}  # fmt: skip
COLUMNS = ("hit@1", "hit@3", "hit@5", "answer_accuracy", "refusal_accuracy", "false_refusal")  # of the table of groups
KINDS = {"type": "题型", "style": "问法"}
COMPARED = {"correct": "回答正确", "hit1": "首位命中"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """How one yes-or-no measure changed between two runs over the same questions.

    ``p`` is the two-sided exact p of McNemar's test: the chance, in [0, 1], of a split as uneven if nothing had changed.
    """

    measure: str
    common: int
    before: int
    after: int
    better: tuple[Row, ...]
    worse: tuple[Row, ...]

    @property
    def p(self) -> float:
        """McNemar's exact p (binomial test of the questions that changed)."""
        return mcnemar(len(self.better), len(self.worse))

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain JSON data, the questions by id."""
        ids = {name: [row["id"] for row in getattr(self, name)] for name in ("better", "worse")}
        return {"common": self.common, "before": self.before, "after": self.after, "p": self.p, **ids}


def mcnemar(better: int, worse: int) -> float:
    """Return the two-sided exact p of a split of the changed questions; 1 where nothing changed."""
    changed = better + worse
    tail = sum(comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2.0 * tail / float(2**changed))


@dataclass(frozen=True, slots=True)
class Report:
    """A run: what it was over, how each question ended, and what changed since an earlier one."""

    rows: tuple[Scored, ...]
    about: Mapping[str, Any]
    changes: tuple[Change, ...] = ()

    @property
    def failures(self) -> list[Scored]:
        """The questions that something is wrong with."""
        return [row for row in self.rows if row.reason]

    def groups(self) -> Iterator[tuple[str, str, list[Scored]]]:
        """Yield (kind, value, rows) by type and by style."""
        for kind in KINDS:
            for value in sorted({getattr(row, kind) for row in self.rows}):
                yield kind, value, [row for row in self.rows if getattr(row, kind) == value]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON data; ``summary`` and ``rows`` carry the names of evaluation/README.md."""
        return {
            "about": dict(self.about), "summary": summarize(self.rows), "intervals": _intervals(self.rows),
            "groups": {
                f"{kind}={value}": {"summary": summarize(rows), "intervals": _intervals(rows)}
                for kind, value, rows in self.groups()
            },
            "rows": [row.to_dict() for row in self.rows], "comparison": {c.measure: c.to_dict() for c in self.changes},
        }  # fmt: skip


def _intervals(rows: Sequence[Scored]) -> dict[str, tuple[float, float]]:
    return {name: share.interval for name, share in shares(rows).items() if share.interval}


def read_earlier(path: Path) -> list[Row]:
    """Return the rows of a report that an earlier run wrote.

    Raises:
        BatchError: the file is no such report.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
        if not all({"id", "correct"} <= row.keys() for row in rows):
            raise ValueError("rows")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BatchError(f"{path}：不是评测报告（需要以前用 --json 写出的文件；{error}）。") from error
    return list(rows)


def compare(rows: Sequence[Scored], earlier: Sequence[Row]) -> tuple[Change, ...]:
    """Return what changed for the questions that both runs asked, by id and wording."""
    pairs = _asked_twice(rows, earlier)
    answerable = [(old, new) for old, new in pairs if new["answerable"]]
    return (
        _change("correct", pairs, lambda row: bool(row["correct"])),
        _change("hit1", answerable, lambda row: row.get("rank") == 1),
    )


def _asked_twice(rows: Sequence[Scored], earlier: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the earlier and the new row of each question of both runs; an earlier one without wording counts by its id."""
    before = {(row["id"], row.get("question")): row for row in earlier}
    found = [(before.get((row.id, row.question)) or before.get((row.id, None)), row.to_dict()) for row in rows]
    return [(old, new) for old, new in found if old is not None]


def _change(measure: str, pairs: Sequence[tuple[Row, Row]], holds: Callable[[Row], bool]) -> Change:
    """Return how a measure changed from the first row of each pair to the second."""
    better = tuple(new for old, new in pairs if holds(new) and not holds(old))
    worse = tuple(new for old, new in pairs if holds(old) and not holds(new))
    after = sum(holds(new) for _, new in pairs)
    return Change(measure, len(pairs), after - len(better) + len(worse), after, better, worse)


def percent(share: Share) -> str:
    """Return a share with its interval: ``87.7%（80.9–92.3）``, or a dash where nothing was asked."""
    if share.value is None or share.interval is None:
        return "—"
    low, high = share.interval
    return f"{share.value:.1%}（{low:.1%}–{high:.1%}）"


def number(value: float | int | None) -> str:
    """Return a number with at most three decimals, or a dash for none."""
    return "—" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def totals(rows: Sequence[Scored]) -> list[tuple[str, str, str]]:
    """Return (name, title, value) of every metric, shares with interval and counts."""
    measured = shares(rows)
    lines = [(name, TITLES[name], f"{percent(measured[name])}  {measured[name].count}/{measured[name].total}") for name in SHARES]
    found = summarize(rows)
    return lines + [(name, TITLES[name], number(found[name])) for name in TITLES if name not in SHARES and name in found]


def as_text(report: Report) -> str:
    """Return the report for a terminal."""
    lines = [f"共 {len(report.rows)} 题；括号内为 95% 置信区间（Wilson）"]
    lines += [f"  {name:33s}{value}  {title}" for name, title, value in totals(report.rows)]
    lines += ["", f"{'分组':18s}{'题数':>6s}" + "".join(f"{name:>19s}" for name in COLUMNS)]
    for kind, value, rows in report.groups():
        measured = shares(rows)
        cells = "".join(f"{_short(measured[name]):>19s}" for name in COLUMNS)
        lines.append(f"{f'{kind}={value}':20s}{len(rows):>6d}  {cells}")
    for change in report.changes:
        lines += ["", *_change_lines(change)]
    lines += ["", f"未过 {len(report.failures)} 题"]
    lines += [f"  {row.id} {row.type}/{row.style} {row.question}\n      {row.reason}" for row in report.failures]
    return "\n".join(lines)


def _short(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "-"
    return f"{share.value:.3f} [{share.interval[0]:.2f},{share.interval[1]:.2f}]"


def _change_lines(change: Change) -> Iterator[str]:
    yield (
        f"与上次相比（{COMPARED[change.measure]}，共同 {change.common} 题）：{change.before} → {change.after}，"
        f"变好 {len(change.better)}，变差 {len(change.worse)}，McNemar 精确 p = {change.p:.3g}"
    )
    for word, rows in (("变好", change.better), ("变差", change.worse)):
        yield from (f"  {word} {row['id']} {row['question']}" for row in rows)
