"""The numbers of a text, as they are written, joined and counted."""

import pytest

from assistant.question.numbering import LIST, NEAR, RANGE, Row, first_ordinal, folded, ordinals_in, value_of, wanted_of


@pytest.mark.parametrize(
    ("text", "value"),
    [("42", 42), ("四十二", 42), ("4十2", 42), ("4 2", 42), ("一百零二", 102), ("〇", 0), ("", 0), ("甲", 0)],
)
def test_a_number_is_worth_the_same_however_it_is_written(text: str, value: int) -> None:
    assert value_of(text) == value


def test_one_sign_stands_for_what_is_one_and_offsets_stay_true() -> None:
    written = "４２（③）叁．Ⅱ－5"
    assert folded(written) == "42(3)三.2-5"
    assert len(folded(written)) == len(written)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第三条", [(3, "条", 0, True, False, False)]),
        ("第十条之二", [(10, "条", 2, True, False, False)]),
        ("(三)3", [(3, "", 0, False, True, False), (3, "", 0, False, False, True)]),
        ("最后一款", [(-1, "款", 0, False, False, False)]),
        ("第42条", [(42, "条", 0, True, False, True)]),
        ("前两条", [(2, "条", 0, False, False, False)]),
        ("两家", []),  # 两 counts and numbers no place
    ],
)
def test_a_number_knows_its_unit_and_how_it_is_written(text: str, numbers: list[tuple[int, str, int, bool, bool, bool]]) -> None:
    assert [(n.value, n.unit, n.added, n.nth, n.inner, n.arabic) for n in Row(text).numbers] == numbers


@pytest.mark.parametrize(
    ("text", "listed", "ranged"),
    [
        ("一、二", True, False), ("一和二", True, False), ("一以及二", True, False), ("一 还有 二", True, False),
        ("一至二", False, True), ("1--2", False, True), ("一 到 二", False, True), ("一的二", False, False), ("一", False, False),
    ],
)  # fmt: skip
def test_numbers_are_joined_by_what_stands_between_them(text: str, listed: bool, ranged: bool) -> None:
    row = Row(text)
    assert (row.joined(0, LIST), row.joined(0, RANGE), row.joined(0, LIST, RANGE)) == (listed, ranged, listed or ranged)


def test_before_the_first_number_and_behind_the_last_nothing_is_joined() -> None:
    row = Row("一、二、三")
    assert len(row) == 3
    assert [row.joined(at, LIST) for at in range(-1, 4)] == [False, True, True, False, False]


def test_so_many_characters_before_a_number_tell_what_it_counts() -> None:
    assert Row("甲" * NEAR + "三").before(0) == "甲" * NEAR
    assert Row("乙" + "甲" * NEAR + "三").before(0) == "甲" * NEAR
    assert Row("甲三").before(0) == "甲"
    assert Row("三").before(0) == ""


@pytest.mark.parametrize(
    ("text", "counts"), [("3年", True), ("3 %", True), ("3.5", True), ("3亿元", True), ("3", False), ("3、", False)]
)
def test_what_stands_behind_a_number_tells_whether_it_counts(text: str, counts: bool) -> None:
    assert Row(text).counts(0) is counts


@pytest.mark.parametrize(
    ("text", "unit", "ranges", "end"),
    [
        ("19、22条", "条", [(19, 19), (22, 22)], 2),
        ("第一款至第三款", "款", [(1, 3)], 2),
        ("第一条到第三条和第五条", "条", [(1, 3), (5, 5)], 3),
        ("第一条、第二款", "条", [(1, 1)], 1),
        ("第一条、第二款", "款", [], 0),
        ("第42条到45", "条", [(42, 45)], 2),
        ("第42条到45件", "条", [(42, 42)], 1),  # the end is a count
        ("第42条、45", "条", [(42, 42)], 1),
        ("(一)、(三)", "项", [(1, 1), (3, 3)], 2),  # a bracket bears 项 itself
        ("(一)、(三)", "款", [], 0),
        ("第一段和第二款", "款", [(1, 1), (2, 2)], 2),  # the same part by another word
        ("第一点、第二小点", "项", [(1, 1), (2, 2)], 2),
        ("3、4", "条", [], 0),  # no number bears the unit
        ("0条", "条", [], 0),
        ("第零条", "条", [(0, 0)], 1),
    ],
)
def test_numbers_in_a_row_are_counted_by_one_unit(text: str, unit: str, ranges: list[tuple[int, int]], end: int) -> None:
    row = Row(text)
    found, behind = row.series(0, unit)
    assert ([(first.value, last.value) for first, last in found], behind) == (ranges, end)
    assert row.begins_series(0, unit) is bool(ranges)


def test_a_series_may_begin_in_the_middle_of_a_row_and_none_behind_it() -> None:
    row = Row("第一条、第二条、第三条")
    assert [row.series(at, "条")[1] for at in range(4)] == [3, 3, 3, 3]
    assert [len(row.series(at, "条")[0]) for at in range(4)] == [3, 2, 1, 0]
    assert not row.begins_series(3, "条")


@pytest.mark.parametrize(
    ("text", "numbers", "before", "first"),
    [
        ("总体要求里的第二条和第五点", (2, 5), "总体要求", 2),
        ("(四)", (4,), "", 4),
        ("任务，最后一节", (-1,), "任务", -1),
        ("第零点", (-1,), "", -1),
        ("没有", (), "", 0),
    ],
)
def test_what_a_text_counts_and_behind_what(text: str, numbers: tuple[int, ...], before: str, first: int) -> None:
    assert ordinals_in(text) == (numbers, before)
    assert first_ordinal(text) == first


@pytest.mark.parametrize(
    ("question", "count"), [("基本原则是哪四条", 4), ("哪两项任务", 2), ("哪几条", 0), ("第四条", 0), ("哪三家企业", 0)]
)
def test_as_many_points_are_wanted_as_are_counted(question: str, count: int) -> None:
    assert wanted_of(question) == count
