"""The report: groups, failures, the comparison of two runs, and the page."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.errors import BatchError
from assistant.evaluation.html import as_page
from assistant.evaluation.metrics import Scored
from assistant.evaluation.report import Change, Report, as_text, compare, mcnemar, read_earlier

GOOD = Scored(
    "q1", "fact", "exact", None, "目标是多少？", "answered", True, True, True, (), 40, 3.0, 1, 1.0, True, True
)  # fmt: skip
BAD = replace(GOOD, id="q2", style="typo", question="<b>目標</b>？", correct=False, rank=4, reason="答案缺 <15亿>")
TRAP = replace(GOOD, id="q3", type="trap", answerable=False, rank=None, status="partial")


@pytest.fixture
def report() -> Report:
    return Report((GOOD, BAD, TRAP), {"问题": "a.jsonl"})


def test_groups_are_by_type_and_by_style(report: Report) -> None:
    found = {(kind, value): [row.id for row in rows] for kind, value, rows in report.groups()}
    assert found == {
        ("type", "fact"): ["q1", "q2"], ("type", "trap"): ["q3"], ("style", "exact"): ["q1", "q3"], ("style", "typo"): ["q2"]
    }  # fmt: skip


def test_json_holds_every_row_and_is_json_to_every_reader(report: Report) -> None:
    stored = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert [row["id"] for row in stored["rows"]] == ["q1", "q2", "q3"]
    assert stored["summary"]["answer_accuracy"] == 0.5
    assert stored["groups"]["style=typo"]["summary"]["answer_accuracy"] == 0
    assert stored["intervals"]["answer_accuracy"] == pytest.approx([0.0945, 0.9055], abs=1e-4)


def test_the_text_lists_the_failures_with_their_reasons(report: Report) -> None:
    text = as_text(report)
    assert "未过 1 题" in text
    assert "q2 fact/typo" in text
    assert "答案缺 <15亿>" in text
    assert "50.0%（9.5%–90.5%）  1/2" in text


@pytest.mark.parametrize(("better", "worse", "p"), [(0, 0, 1.0), (1, 0, 1.0), (6, 0, 0.03125), (0, 5, 0.0625), (7, 2, 0.1796875)])
def test_mcnemar_is_exact(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == pytest.approx(p)


def test_a_comparison_names_what_got_better_and_worse(report: Report) -> None:
    earlier = [{**GOOD.to_dict(), "correct": False, "rank": 2}, {**BAD.to_dict(), "correct": True}, TRAP.to_dict()]
    correct, first = compare(report.rows, earlier)
    assert ([row["id"] for row in correct.better], [row["id"] for row in correct.worse]) == (["q1"], ["q2"])
    assert (correct.common, correct.before, correct.after, correct.p) == (3, 2, 2, 1.0)
    assert (first.measure, first.common, first.before, first.after) == ("hit1", 2, 0, 1)


def test_a_question_that_was_reworded_is_not_compared(report: Report) -> None:
    earlier = [{**GOOD.to_dict(), "question": "别的问题"}, {**TRAP.to_dict()}]
    assert compare(report.rows, earlier)[0].common == 1


def test_the_rows_that_the_public_scorer_writes_can_be_compared_too(report: Report) -> None:
    earlier = [{"id": "q1", "correct": True, "rank": 1}]  # it keeps no wording
    assert compare(report.rows, earlier)[0].common == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": [1]}', '{"rows": [{"id": 1}]}', "\x00"])
def test_what_is_no_report_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BatchError, match=r"old\.json"):
        read_earlier(path)


class Page(HTMLParser):
    """Collects what makes a page whole and accessible."""

    VOID = ("meta", "link", "br", "img", "hr", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def page(report: Report) -> str:
    change = Change("correct", 3, 1, 2, (BAD.to_dict(),), ())
    return as_page(Report(report.rows, report.about, (change,)))


def test_the_page_is_well_formed_and_says_its_language(page: str) -> None:
    parsed = Page(page)
    assert parsed.open == []
    assert parsed.all("html")[0]["lang"] == "zh-CN"
    assert len(parsed.all("h1")) == len(parsed.all("main")) == len(parsed.all("title")) == 1


def test_the_page_loads_nothing(page: str) -> None:
    assert re.findall(r"(?:src|href)=|url\(|@import|<script|<link", page) == []


def test_every_table_has_a_caption_and_heads_with_a_scope(page: str) -> None:
    parsed = Page(page)
    assert len(parsed.all("table")) == len(parsed.all("caption")) == 5
    assert {head.get("scope") for head in parsed.all("th")} == {"col", "row"}


def test_the_page_has_a_dark_side(page: str) -> None:
    assert "prefers-color-scheme:dark" in page


def test_questions_are_text_and_never_markup(page: str) -> None:
    assert "<b>" not in page
    assert "&lt;b&gt;目標&lt;/b&gt;" in page
    assert "答案缺 &lt;15亿&gt;" in page


def test_a_run_without_failures_says_so() -> None:
    assert "<p>没有。</p>" in as_page(Report((GOOD,), {}))
