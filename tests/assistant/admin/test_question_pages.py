"""Questions, feedback and figures from the log; every expected number is counted by hand from the rows below."""

import csv
import io
import json
from datetime import date
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from assistant.admin import questions
from assistant.admin.charts import bars
from assistant.admin.tables import to_csv, to_xlsx
from assistant.api.chain import Chain
from assistant.api.log import OperationLog
from assistant.records import Answer, Status
from tests.assistant.admin.conftest import Officer

DAY = "2026-03-02"
ROWS = [  # hour, status, question, clauses, milliseconds
    ("09", "answered", "甲？", ["a#1", "a#2", "b#1"], 10.0),
    ("09", "answered", "甲？", ["a#1"], 20.0),
    ("10", "not_found", "乙？", [], 30.0),
    ("10", "blocked", "丙？", [], 40.0),
    ("23", "clarify", "丁？", [], 50.0),
]


@pytest.fixture
def chain(tmp_path: Any) -> Chain:
    made = Chain(tmp_path / "logs")
    for number, (hour, status, text, clauses, ms) in enumerate(ROWS):
        row = {"answer_id": f"a{number}", "channel": "api", "status": status, "question": text, "clauses": clauses}
        made.append(DAY, {"time": f"{DAY}T{hour}:30:00+08:00", "kind": "answer"} | row | {"ms": {"answer": ms, "check": 0.0}})
    opinion = {"kind": "feedback", "answer_id": "a2", "useful": False, "reason": "没找到"}
    made.append("2026-03-03", {"time": "2026-03-03T08:00:00+08:00"} | opinion)
    return made


def test_rows_of_other_kinds_are_passed_over_unread(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(20):
        chain.append(DAY, {"time": f"{DAY}T10:00:00+08:00", "kind": "access", "query": '"kind": "answer"'})
    read: list[Any] = []
    monkeypatch.setattr(
        "assistant.api.chain.json.loads", lambda line: read.append(line) or json.JSONDecoder().decode(line.decode())
    )
    assert [question.text for question in questions.asked(chain, DAY, DAY)] == [text for _, _, text, _, _ in ROWS]
    assert len(read) == len(ROWS)


def test_a_period_takes_the_days_that_it_names(chain: Chain) -> None:
    assert len(questions.asked(chain, DAY, DAY)) == 5
    assert (
        questions.asked(chain, "2026-03-03", "2026-03-09") == [] and len(questions.judged(chain, "2026-03-01", "2026-03-03")) == 1
    )


def test_a_period_that_is_none_is_the_last_thirty_days_and_a_long_one_is_cut() -> None:
    today = date(2026, 3, 31)
    assert questions.period("", "", today) == ("2026-03-02", "2026-03-31")
    for start, end in (("2026-03-05", "2026-02-01"), ("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")):
        assert questions.period(start, end, today) == ("2026-03-02", "2026-03-31")
    assert questions.period("2020-01-01", "2026-03-31", today) == ("2025-02-25", "2026-03-31")  # 400 days, both counted


def test_endings_and_words_choose(chain: Chain) -> None:
    rows = questions.asked(chain, DAY, DAY)
    assert [row.id for row in questions.chosen(rows, "answered")] == ["a1", "a0"]
    assert [row.id for row in questions.chosen(rows, "refused")] == ["a3"]
    assert [row.id for row in questions.chosen(rows, "partial")] == ["a4"]
    assert [row.id for row in questions.chosen(rows, "", "乙")] == ["a2"]


def test_figures(chain: Chain) -> None:
    rows, opinions = questions.asked(chain, DAY, "2026-03-03"), questions.judged(chain, DAY, "2026-03-03")
    found = questions.figures(rows, opinions, DAY, "2026-03-03")
    assert found.total == 5 and found.days == {DAY: 5, "2026-03-03": 0}
    assert (found.hours["09"], found.hours["10"], found.hours["11"], found.hours["23"], len(found.hours)) == (2, 2, 0, 1, 24)
    assert found.endings == {"answered": 2, "not_found": 1, "refused": 1, "partial": 1}
    assert found.documents == {"a": 2, "b": 1}  # an answer that cites a document twice is one answer
    assert (found.useful, found.useless) == (0, 1)
    assert found.latency == {"p50": 30.0, "p95": 48.0, "p99": 49.6}
    assert opinions[0].asked is not None and opinions[0].asked.text == "乙？"


def test_questions_that_are_alike_stand_together_under_the_one_asked_most() -> None:
    vectors = {"甲": [1.0, 0.0], "甲甲": [0.8, 0.6], "乙": [0.0, 1.0]}
    rows = [
        questions.Asked(str(n), "", text, "answered" if text == "甲" else "not_found", "", "", (), 0.0)
        for n, text in enumerate(["甲甲", "甲", "甲", "乙", "乙", "乙", ""])
    ]
    found = questions.grouped(rows, lambda texts: np.array([vectors[text] for text in texts], np.float32))
    assert [(group.text, group.others, group.count) for group in found] == [("乙", (), 3), ("甲", ("甲甲",), 3)]
    assert found[1].endings == {"answered": 2, "not_found": 1}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u3000=1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    (_, (cell,)) = list(csv.reader(io.StringIO(to_csv(("列",), [[text]]).decode("utf-8-sig"), newline="")))
    assert cell == "'" + text
    read = load_workbook(io.BytesIO(to_xlsx(("列",), [[text]]))).active["A2"]
    assert read.data_type in ("s", "inlineStr")


def test_no_text_becomes_an_error_of_excel() -> None:
    read = load_workbook(io.BytesIO(to_xlsx(("列",), [["#N/A"]]))).active["A2"]
    assert (read.value, read.data_type) == ("#N/A", "s")


def test_a_plain_cell_stays_as_it_is() -> None:
    assert to_csv(("列", "数"), [["甲，“乙”", -1]]).decode("utf-8-sig") == '列,数\r\n"甲，“乙”",-1\r\n'.replace(
        '"甲，“乙”"', "甲，“乙”"
    )


def test_bars_share_the_width_and_the_highest_takes_the_height() -> None:
    first, second = bars({"a": 4, "b": 2})
    assert (first.x, first.width, first.height, first.y) == (1, 318, 144, 14)
    assert (second.x, second.height, second.y) == (321, 72, 86)
    assert [bar.label for bar in bars({f"2026-03-{day:02}": 1 for day in range(1, 18)}, last=5)][:4] == ["03-01", "", "", "03-04"]
    assert bars({}) == [] and bars({"a": 0})[0].height == 0


class TestPages:
    @pytest.fixture(autouse=True)
    def _asked(self, officer: Officer) -> None:
        log: OperationLog = officer.desk.service.log
        log.answer(Answer("x1", Status.NOT_FOUND, "没有", question="=HYPERLINK(1)<b>？"), channel="api")
        log.feedback("x1", useful=False, reason="我的电话是13812345678")

    def test_questions_are_listed_escaped_and_exported(self, officer: Officer) -> None:
        page = officer.get("/questions").text
        assert "=HYPERLINK(1)&lt;b&gt;？" in page and "<b>" not in page and "未载明" in page
        file = officer.get("/questions.csv")
        assert "'=HYPERLINK(1)" in file.content.decode("utf-8-sig") and "attachment" in file.headers["content-disposition"]
        assert officer.get("/questions.xlsx").content[:2] == b"PK"
        assert ("王芳", "questions.export") in officer.noted()
        assert "次数" in officer.get("/questions?grouped=1").text

    def test_feedback_is_shown_with_its_question_and_masked(self, officer: Officer) -> None:
        page = officer.get("/feedback").text
        assert "13812345678" not in page and "我的电话是" in page and "HYPERLINK" in page
        assert "我的电话是" not in officer.get("/feedback?only=useful").text

    def test_statistics_are_drawn_and_exported(self, officer: Officer) -> None:
        page = officer.get("/statistics").text
        assert "共 1 问" in page and page.count("<svg") == 3
        rows = list(csv.reader(io.StringIO(officer.get("/statistics.csv").content.decode("utf-8-sig"))))
        assert ["结果", "未载明", "1"] in rows and ["评价", "没用", "1"] in rows

    def test_another_kind_of_file_is_none(self, officer: Officer) -> None:
        assert officer.get("/questions.exe").status_code == 404
