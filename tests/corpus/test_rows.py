"""Tables in a text: cells, where one begins, what heads it, and what is none."""

import pytest

from corpus.pieces import read_lines
from corpus.records import Span
from corpus.rows import cells, mark_rows, row_parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲", ["甲"]),
        ("甲｜乙", ["甲", "乙"]),
        (" 甲 ｜ 乙 ｜", ["甲", "乙"]),
        ("甲｜｜乙", ["甲", "", "乙"]),
        ("甲｜｜", ["甲"]),  # empty cells at the end
        ("| 甲 | 乙 |", ["甲", "乙"]),
        ("甲|乙", ["甲", "乙"]),
        ("｜甲｜乙", ["", "甲", "乙"]),  # the first cell is empty
        ("", [""]),
    ],
)
def test_a_row_has_cells_and_any_other_line_one(text: str, found: list[str]) -> None:
    assert cells(text) == found


@pytest.mark.parametrize(
    ("text", "start", "spans"),
    [
        ("甲｜乙→丙", 0, [(0, 2), (2, 4), (4, 5)]),
        ("甲｜乙｜", 0, [(0, 2), (2, 4)]),
        ("甲｜乙丙", 2, [(2, 4)]),
        ("甲乙", 0, [(0, 2)]),
    ],
)
def test_the_parts_of_a_row_tile_it(text: str, start: int, spans: list[Span]) -> None:
    assert row_parts(text, start, len(text)) == spans


def places(text: str, body: int = 0) -> list[str]:
    """Return of each line the place and, behind it, the row above that heads its table."""
    lines = read_lines(text)
    mark_rows(lines, body)
    assert all((line.role == "row") is bool(line.place) for line in lines)
    return [line.place + (f" {line.above}" if line.above else "") for line in lines]


HEAD, THREE = "项目｜标准", "序号｜项目｜标准"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((HEAD, "甲｜一", "乙｜二"), ["表1第1行", f"表1第2行 {HEAD}", f"表1第3行 {HEAD}"]),
        ((HEAD, "甲｜一", "正文。", HEAD, "乙｜二"), ["表1第1行", f"表1第2行 {HEAD}", "", "表2第1行", f"表2第2行 {HEAD}"]),
        ((HEAD, "正文。"), ["", ""]),  # one line with a bar is no table
        (("正文。", HEAD), ["", ""]),
        ((THREE, "正文。"), ["表1第1行", ""]),  # of three cells one is
        ((THREE, "1｜甲｜一", "正文。", "2｜乙｜二"), ["表1第1行", f"表1第2行 {THREE}", "", f"表1第3行 {THREE}"]),  # counts on
        ((THREE, "1｜甲｜一", "正文。", "丙｜乙｜二"), ["表1第1行", f"表1第2行 {THREE}", "", "表2第1行"]),
        ((THREE, "1｜甲｜一", "正文。", "2｜乙", "3｜丙"), ["表1第1行", f"表1第2行 {THREE}", "", "表2第1行", "表2第2行 2｜乙"]),
    ],
)
def test_rows_are_counted_below_the_one_that_heads_them(lines: tuple[str, ...], found: list[str]) -> None:
    assert places("\n".join(lines)) == found


def test_rows_are_looked_for_in_the_body_and_not_in_what_has_a_role() -> None:
    assert places("\n".join((HEAD, HEAD, "甲｜一")), 1) == ["", "表1第1行", f"表1第2行 {HEAD}"]
    lines = read_lines("\n".join((HEAD, HEAD, "甲｜一")))
    lines[0].role = "title"
    mark_rows(lines, 0)
    assert [line.place for line in lines] == ["", "表1第1行", "表1第2行"]


def test_rows_that_the_readers_of_files_have_numbered_keep_their_numbers() -> None:
    assert places("表3第2行 项目：甲；标准：一\n表3第3行 项目：乙；标准：二\n") == ["表3第2行", "表3第3行"]
