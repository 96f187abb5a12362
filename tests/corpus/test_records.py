"""Whether a document is in force on a day, from dates of any precision, its successor and its status."""

from datetime import date, timedelta

import pytest

from corpus.dates import is_date
from corpus.records import Document, Heading, ParsedDocument

TODAY = date.today().isoformat()
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("text", ["2021", "2021-06", "2021-06-30", "2024-02-29"])
def test_dates_of_three_precisions(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "21", "2021-6", "2021-13", "2021-06-31", "2023-02-29", "2021-06-01x", "0000", "２０２１"])
def test_what_the_calendar_does_not_have_is_no_date(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("begins", "ends", "day", "expected"),
    [
        ("2021", "2025", "2020-12-31", False), ("2021", "2025", "2021-01-01", True),
        ("2021", "2025", "2025-12-31", True), ("2021", "2025", "2026-01-01", False),
        ("2021", "2025", "2026", False), ("2021", "2025", "1999", False),
        ("2021-06-01", None, "2021-05-31", False), ("2021-06-01", None, "2021-05", False),
        ("2021-06-01", None, "2021", True), ("2021-06", None, "2021", True),
        (None, "2024-01-19", "2024", True), (None, "2024-01-19", "2024-02", False), (None, "2024-02", "2024-02-29", True),
        (None, None, "2024-01-01", True),
    ],
)  # fmt: skip
def test_dates_of_any_precision(begins: str | None, ends: str | None, day: str, expected: bool) -> None:
    assert Document("x", "x", valid_from=begins, valid_to=ends).in_force(day) is expected


def test_where_no_beginning_is_stated_the_publication_counts() -> None:
    assert not Document("x", "x", published="2010-01-09").in_force("2009")
    assert Document("x", "x", published="2010-01-09", valid_from="2008").in_force("2009")


@pytest.mark.parametrize(
    ("day", "expected"), [("2024-01-19", True), ("2024-01-20", False), ("2024", True), ("2025", False), (TODAY, False)]
)
def test_a_document_ends_when_its_successor_comes_into_force(day: str, expected: bool) -> None:
    old, new = Document("old", "x", superseded_by="new"), Document("new", "x", valid_from="2024-01-20")
    assert old.in_force(day, new) is expected


def test_a_successor_that_is_not_in_force_yet_ends_nothing() -> None:
    old, new = Document("old", "x", superseded_by="new"), Document("new", "x", valid_from="2999-01-01")
    assert old.in_force(TODAY, new)


@pytest.mark.parametrize(
    "document", [Document("x", "x", superseded_by="y"), Document("x", "x", status="已废止"), Document("x", "x", status="失效")]
)
def test_what_ended_on_an_unknown_day_is_out_of_force_today_and_unknown_before(document: Document) -> None:
    assert not document.in_force(TODAY)
    assert not document.in_force(TODAY[:4])
    assert not document.in_force("2999")
    assert document.in_force(YESTERDAY)
    assert document.in_force("2001")


def test_a_repeal_before_the_stated_end_counts() -> None:
    assert not Document("x", "x", valid_to="2999", status="已废止").in_force(TODAY)


@pytest.mark.parametrize(
    ("status", "repealed"),
    [
        ("已废止", True), ("失效", True), ("被2023版废止（版本说明）", True), ("已于2020年停止执行", True),
        ("已过有效期（5年）", True),
        ("现行", False), ("部分失效", False), ("尚未失效", False), ("第26条：此前支持政策同时废止", False),
        (None, False), ("", False),
        ("2019版，已有2025修订（未取得全文）", False),
    ],
)  # fmt: skip
def test_a_status_speaks_of_the_document_itself(status: str | None, repealed: bool) -> None:
    assert Document("x", "x", status=status).repealed is repealed


def test_titles_are_cut_to_their_words_from_the_first_character_on() -> None:
    headings = (Heading("总则", "总则", "总则", 0, 3), Heading("一", "一、", "登记", 3, 8), Heading("题名", "", "总则", 0, 3))
    titles = ParsedDocument(Document("d", "某法"), "总则\n一、登记\n甲。", headings, ()).titles()
    assert [(heading.path, heading.start, heading.end) for heading in titles] == [("总则", 0, 2), ("一", 5, 7)]
