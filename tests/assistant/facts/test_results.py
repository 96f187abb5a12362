"""Results of aims: only what is registered, line by line, and a rate only where more is better."""

from pathlib import Path

import pytest

from assistant.facts.indicators import extract
from assistant.facts.results import FILE, Registered, completions, read_results
from corpus.parser import parse
from corpus.records import Document

PLAN = "某某市渔业规划\n一、发展目标\n到2030年,渔场达到80家,渔船改造率达到60%,溢油事故次数下降到5次。\n"


def test_a_line_is_document_indicator_value_day_and_source(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# 说明\nplan\t渔场\t1.2万家\t2029-06\t统计公报\n\n", "utf-8")
    assert read_results(tmp_path) == (Registered("plan", "渔场", "1.2万家", 12000, "家", "2029-06", "统计公报"),)


@pytest.mark.parametrize(
    "line",
    [
        "plan\t渔场\t72家\t2029", "plan\t渔场\t很多\t2029\t公报", "plan\t渔场\t72家\t2029-13\t公报",
        "plan\t渔场\t72家\t2029\t", "乱写",
    ],
)  # fmt: skip
def test_a_line_that_is_not_in_the_form_is_left_out_and_logged(
    tmp_path: Path, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_text(f"{line}\nplan\t渔场\t72家\t2029\t公报\n", "utf-8")
    assert [one.text for one in read_results(tmp_path)] == ["72家"]
    assert f"{FILE} line 1" in caplog.text


def test_no_file_and_an_unreadable_one_give_nothing(tmp_path: Path) -> None:
    assert read_results(tmp_path) == ()
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    assert read_results(tmp_path) == ()


def test_rates_are_of_the_latest_result_of_the_same_name_and_unit() -> None:
    rows = extract(parse(Document("plan", "某某市渔业规划", kind="规划"), PLAN))
    assert [(row.name, row.unit) for row in rows] == [("渔场", "家"), ("渔船改造率", "%"), ("溢油事故次数下降到", "次")]
    results = (
        Registered("plan", "渔场", "60家", 60, "家", "2028", "甲"), Registered("plan", "渔场", "72家", 72, "家", "2029", "乙"),
        Registered("other", "渔场", "80家", 80, "家", "2030", "丙"),
        Registered("plan", "渔船改造率", "45%", 45, "%", "2029", "丁"),
        Registered("plan", "溢油事故次数下降到", "4次", 4, "次", "2029", "戊"),
    )  # fmt: skip
    found = {one.target.name: (one.result.source, one.rate) for one in completions("plan", rows, results)}
    assert found == {"渔场": ("乙", 90.0), "渔船改造率": ("丁", 75.0), "溢油事故次数下降到": ("戊", None)}
