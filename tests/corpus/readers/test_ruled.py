"""Tables by their lines; a Han character is 10 points wide and high, its middle 3 points above the line it stands on."""

import math
from collections.abc import Sequence

import pytest

from corpus.readers.columns import Glyph
from corpus.readers.layout import Line, Page, blocks_of
from corpus.readers.ruled import Rule, Table, place, rules_of_box, tables_of
from corpus.readers.source import Block, Dropped
from corpus.readers.tables import Cell, Row


@pytest.mark.parametrize(
    ("box", "rules"),
    [
        ((0, 10, 100, 10), [Rule(True, 10, 0, 100)]), ((0, 10, 100, 14), [Rule(True, 12, 0, 100)]),
        ((0, 10, 8, 11), [Rule(True, 10.5, 0, 8)]), ((0, 10, 7.9, 11), []),  # a dot
        ((10, 0, 10, 100), [Rule(False, 10, 0, 100)]), ((10, 0, 14, 100), [Rule(False, 12, 0, 100)]),
        ((10, 0, 11, 8), [Rule(False, 10.5, 0, 8)]), ((10, 0, 11, 7.9), []),
        ((0, 10, 100, 14.1), [Rule(True, 10, 0, 100), Rule(True, 14.1, 0, 100), Rule(False, 0, 10, 14.1), Rule(False, 100, 10, 14.1)]),
        ((10, 0, 14.1, 90), [Rule(True, 0, 10, 14.1), Rule(True, 90, 10, 14.1), Rule(False, 10, 0, 90), Rule(False, 14.1, 0, 90)]),
        ((0, 10, math.inf, 11), []), ((math.nan, 10, 100, 11), []),
    ],
)  # fmt: skip
def test_a_thin_box_is_a_line_and_a_thick_one_four(box: tuple[float, float, float, float], rules: list[Rule]) -> None:
    assert rules_of_box(*box) == rules


def level(at: float, start: float, stop: float) -> Rule:
    return Rule(True, at, start, stop)


def upright(at: float, start: float, stop: float) -> Rule:
    return Rule(False, at, start, stop)


def frame(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Return all lines of a table; ``ys`` go up."""
    return [level(y, xs[0], xs[-1]) for y in ys] + [upright(x, ys[0], ys[-1]) for x in xs]


def printed(text: str, left: float, base: float) -> list[Glyph]:
    return [Glyph(char, left + 10 * n, left + 10 * n + 10, base, 10) for n, char in enumerate(text)]


XS, YS = (0, 100, 200), (100, 120, 140)
WORDS = (("甲", 0, 125), ("乙", 100, 125), ("丙", 0, 105), ("丁", 100, 105))
GLYPHS = [glyph for word in WORDS for glyph in printed(*word)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row.cells] for row in table.rows]


def tables(rules: Sequence[Rule], glyphs: Sequence[Glyph] = GLYPHS) -> list[list[list[str]]]:
    return [texts(table) for table in tables_of(rules, glyphs, 1)[0]]


def test_a_table_holds_what_stands_in_it_and_the_rest_is_left() -> None:
    below = printed("外", 0, 80)
    (table,), left = tables_of(frame(XS, YS), [*GLYPHS, *below], 7)
    assert (table.top, table.bottom, table.columns, texts(table)) == (140, 100, [0, 100, 200], [["甲", "乙"], ["丙", "丁"]])
    assert [row.page for row in table.rows] == [7, 7]
    assert left == below


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (frame((0, 200), YS), []),  # a frame around text
        (frame(XS, (100, 140)), [[["甲 丙", "乙 丁"]]]),
        ([rule for rule in frame(XS, (100, 140)) if rule.at != 140], []),  # open above
        (frame((300, 350, 400), YS), []),  # nothing stands in it
        ([], []),
    ],
)
def test_a_table_has_two_columns_and_a_text(rules: list[Rule], found: list[list[list[str]]]) -> None:
    assert tables(rules) == found


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        ([*frame(XS, YS), *[level(100, 0, 200)] * 1494], 1), ([*frame(XS, YS), *[level(100, 0, 200)] * 1495], 0),  # of a page
        (frame(XS, [10 * n for n in range(150)]), 1), (frame(XS, [10 * n for n in range(151)]), 0),
        (frame([10 * n for n in range(150)], YS), 1), (frame([10 * n for n in range(151)], YS), 0),
    ],
)  # fmt: skip
def test_a_drawing_has_more_lines_than_a_table(rules: list[Rule], count: int) -> None:
    found, left = tables_of(rules, GLYPHS, 1)
    assert (len(found), len(left)) == (count, 0 if count else 4)


@pytest.mark.parametrize(
    ("left", "base", "inside"),
    [
        (-4.9, 125, True), (-5, 125, False), (194.9, 125, True), (195, 125, False),
        (0, 136.9, True), (0, 137, False), (0, 94.1, True), (0, 94, False), (0, 117, True),
    ],
)  # fmt: skip
def test_a_character_is_in_a_table_by_its_middle(left: float, base: float, inside: bool) -> None:
    assert len(tables_of(frame(XS, YS), printed("中", left, base), 1)[0]) == inside


@pytest.mark.parametrize(
    ("left", "base", "found"),
    [
        (94.9, 125, [["中", ""], ["", ""]]), (95, 125, [["", "中"], ["", ""]]), (0, 117, [["中", ""], ["", ""]]),
        (0, 115.9, [["", ""], ["中", ""]]), (0, 96, [["", ""], ["中", ""]]),  # a character may stand on the line
    ],
)  # fmt: skip
def test_a_character_is_in_a_cell_by_its_middle(left: float, base: float, found: list[list[str]]) -> None:
    assert tables(frame(XS, YS), printed("中", left, base)) == [found]


@pytest.mark.parametrize("base", [number / 4 for number in range(377, 548)])  # its middle from 97.25 to 139.75
def test_a_character_of_a_table_stands_in_one_cell(base: float) -> None:
    ((rows),) = tables(frame(XS, YS), printed("中", 0, base))
    assert [cell for row in rows for cell in row if cell] == ["中"]


@pytest.mark.parametrize(
    ("second", "count"),
    [
        (frame((203, 250, 300), YS), 2), (frame((202.9, 250, 300), YS), 1), (frame((-100, -50, -3), YS), 2),
        (frame((-100, -50, -2.9), YS), 1), (frame(XS, (60, 80, 97)), 2), (frame(XS, (60, 80, 97.1)), 1),
        (frame(XS, (143, 160, 180)), 2), (frame(XS, (142.9, 160, 180)), 1),
    ],
)  # fmt: skip
def test_lines_that_touch_are_one_table(second: list[Rule], count: int) -> None:
    within = printed("戊", second[0].start + 5, second[0].at + 5)
    for rules in ([*frame(XS, YS), *second], [*second, *frame(XS, YS)]):
        assert len(tables(rules, [*GLYPHS, *within])) == count


OPEN = [upright(0, 100, 140), upright(100, 100, 140), level(100, -50, 150), level(140, -50, 150)]  # two upright lines, no table


@pytest.mark.parametrize(
    ("rules", "met"),
    [
        ([*frame((0, 200), YS), upright(100, 60, 97)], False), ([*frame((0, 200), YS), upright(100, 60, 97.1)], True),
        ([*frame((0, 200), YS), upright(100, 143, 180)], False), ([*frame((0, 200), YS), upright(100, 142.9, 180)], True),
        ([*frame(XS, (100,)), *(upright(x, 100, 140) for x in XS), level(140, 203, 300)], False),
        ([*frame(XS, (100,)), *(upright(x, 100, 140) for x in XS), level(140, 202.9, 300)], True),
        ([*frame(XS, (100,)), *(upright(x, 100, 140) for x in XS), level(140, -90, -3)], False),
        ([*frame(XS, (100,)), *(upright(x, 100, 140) for x in XS), level(140, -90, -2.9)], True),
        ([*frame((0, 200), YS), level(140, 203, 300), upright(300, 140, 180)], False),
        ([*frame((0, 200), YS), level(140, 202.9, 300), upright(300, 140, 180)], True),
        ([*frame((0, 200), YS), level(143, 200, 300), upright(300, 143, 180)], False),
        ([*frame((0, 200), YS), level(142.9, 200, 300), upright(300, 142.9, 180)], True),
        ([*frame((0, 200), YS), upright(100, 100.5, 139.5)], True),
        ([*OPEN, level(140, 153, 300), upright(300, 140, 180)], False), ([*OPEN, level(140, 152.9, 300), upright(300, 140, 180)], True),
        ([*OPEN, level(140, -180, -53), upright(-180, 140, 180)], False), ([*OPEN, level(140, -180, -52.9), upright(-180, 140, 180)], True),
        ([*OPEN, level(143, 120, 300), upright(300, 143, 180)], False), ([*OPEN, level(142.9, 120, 300), upright(300, 142.9, 180)], True),
        ([*OPEN, level(137, 120, 300), upright(300, 137, 180)], False), ([*OPEN, level(137.1, 120, 300), upright(300, 137.1, 180)], True),
    ],
)  # fmt: skip
def test_lines_meet_where_they_end_less_than_three_points_apart(rules: list[Rule], met: bool) -> None:
    assert bool(tables(rules)) is met
    assert bool(tables(rules[::-1])) is met


def test_tables_stand_from_the_top_whatever_was_drawn_first() -> None:
    low, high = frame(XS, (10, 30)), frame(XS, (60, 80))
    glyphs = [*printed("下", 0, 15), *printed("上", 0, 65)]
    assert tables([*low, *high], glyphs) == tables([*high, *low], glyphs) == [[["上", ""]], [["下", ""]]]


def test_lines_that_are_drawn_twice_are_one() -> None:
    rules = [*frame(XS, YS), *frame((0, 103, 200), YS), level(123, 0, 200)]
    (table,), _ = tables_of(rules, GLYPHS, 1)
    assert (table.columns, texts(table)) == ([0, 100, 200], [["甲", "乙"], ["丙", "丁"]])
    (table,), _ = tables_of([*rules, upright(106, 100, 140)], GLYPHS, 1)
    assert table.columns == [0, 100, 106, 200]


@pytest.mark.parametrize(
    ("rules", "spans"),
    [
        ([level(120, 0, 300), upright(100, 100, 140), upright(200, 100, 140)], ["(1, 1)" * 3] * 2),
        ([level(120, 0, 300), upright(100, 100, 120), upright(200, 100, 140)], ["(2, 1)(1, 1)", "(1, 1)" * 3]),
        ([level(120, 0, 300), upright(100, 100, 120), upright(200, 100, 120)], ["(3, 1)", "(1, 1)" * 3]),
        ([level(120, 100, 300), upright(100, 100, 140), upright(200, 100, 140)], ["(1, 2)(1, 1)(1, 1)", "(1, 1)(1, 1)"]),
        ([level(120, 200, 300), upright(200, 100, 140), upright(100, 60, 100)], ["(2, 2)(1, 1)", "(1, 1)"]),
        # a line below a part of a cell parts it; one beside it does not
        ([level(120, 100, 300), upright(200, 100, 140), upright(100, 100, 120)], ["(2, 1)(1, 1)", "(1, 1)" * 3]),
        ([level(120, 100, 300), upright(200, 100, 140), upright(100, 120, 140)], ["(1, 2)(1, 1)(1, 1)", "(1, 1)(1, 1)"]),
        # no line parts the second row from the cell that reaches into it from above
        ([level(120, 0, 100), level(120, 200, 300), upright(100, 120, 140), upright(200, 100, 140)],
         ["(1, 1)(1, 2)(1, 1)", "(1, 1)(1, 1)"]),
    ],
)  # fmt: skip
def test_squares_that_no_line_parts_are_one_cell(rules: list[Rule], spans: list[str]) -> None:
    outer = frame((0, 300), (100, 140))
    everywhere = [glyph for x in (10, 110, 210) for y in (105, 125) for glyph in printed("字", x, y)]
    (table,), _ = tables_of([*outer, *rules], everywhere, 1)
    by_row = [list({id(cell): cell for cell in row.cells if cell}.values()) for row in table.rows[:2]]
    first = [str((cell.across, cell.down)) for cell in by_row[0]]
    second = [str((cell.across, cell.down)) for cell in by_row[1] if all(cell is not other for other in by_row[0])]
    assert ["".join(first), "".join(second)] == spans


def test_a_single_line_with_strokes_on_it_is_no_table() -> None:
    assert tables([level(100, 0, 200), *(upright(x, 100, 100.5) for x in XS)], printed("中", 0, 95)) == []


def test_a_table_ends_where_its_lines_end_though_a_side_is_open() -> None:
    inner = [level(120, 0, 200), level(140, 0, 200), upright(0, 100, 140), upright(100, 100, 140)]
    (table,), _ = tables_of([*inner, level(100, 100, 200), upright(200, 120, 140)], GLYPHS, 1)
    assert [[(cell.text, cell.across, cell.down) for cell in row.cells if cell] for row in table.rows] == [
        [("甲", 1, 1), ("乙", 1, 1)],
        [("丙", 1, 1), ("丁", 1, 1)],
    ]


def test_a_line_of_a_cell_that_does_not_reach_its_edge_ends_a_paragraph() -> None:
    glyphs = [
        *printed("一", 0, 126), *printed("二", 69, 126), *printed("三", 0, 104),  # it ends at 79, the edge at 100 less 2.2 widths
        *printed("四", 100, 126), *printed("五", 168, 126), *printed("六", 100, 104),
    ]  # fmt: skip
    (table,), _ = tables_of(frame(XS, (100, 140)), glyphs, 1)
    assert [cell.paragraphs for cell in table.rows[0].cells if cell] == [["一 二三"], ["四 五", "六"]]


def made(*rows: Sequence[str], columns: Sequence[float] = XS, top: float = 800, bottom: float = 700, page: int = 1) -> Table:
    """Return a table whose cells each span one column; a cell of two texts has two paragraphs."""
    return Table(top, bottom, list(columns), [Row([Cell(text.split()) for text in row], page) for row in rows])


def placed(*pages: tuple[Sequence[float], Sequence[Table]]) -> tuple[list[Block], list[Dropped]]:
    """Return the blocks of pages of tables and of lines at some heights, and what was dropped."""
    held = [
        Page(number, 842, [Line("某段。", 0, 30, base, 10, number) for base in heights])
        for number, (heights, _) in enumerate(pages, 1)
    ]
    dropped = place(held, [tables for _, tables in pages])
    return blocks_of(held), dropped


def lines(*pages: tuple[Sequence[float], Sequence[Table]]) -> list[str]:
    return [block.line for block in placed(*pages)[0]]


ONE = ["表1第1行 甲｜乙", "表1第2行 丙｜丁"]
TWO = ["表1第1行 甲｜乙", "表2第1行 丙｜丁"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ([], [], ONE), ([820], [], ["某段。", *ONE]), ([700], [], [*ONE, "某段。"]),
        ([699], [], ["表1第1行 甲｜乙", "某段。", "表2第1行 丙｜丁"]),
        ([], [800], [*ONE, "某段。"]),
        ([], [801], ["表1第1行 甲｜乙", "某段。", "表2第1行 丙｜丁"]),
    ],
)  # fmt: skip
def test_a_table_goes_on_on_the_next_page_where_nothing_stands_between(
    first: list[float], second: list[float], found: list[str]
) -> None:
    assert lines((first, [made(("甲", "乙"))]), (second, [made(("丙", "丁"), page=2)])) == found


@pytest.mark.parametrize(
    ("columns", "found"),
    [((5.9, 100, 200), ONE), ((6, 100, 200), TWO), ((0, 100, 205.9), ONE), ((0, 100, 206), TWO), ((-6, 100, 200), TWO), ((0, 100, 194), TWO)],
)  # fmt: skip
def test_a_table_of_another_frame_is_another(columns: Sequence[float], found: list[str]) -> None:
    assert lines(([], [made(("甲", "乙"))]), ([], [made(("丙", "丁"), columns=columns, page=2)])) == found


@pytest.mark.parametrize(("heights", "found"), [([], ONE), ([500], ["表1第1行 甲｜乙", "某段。", "表2第1行 丙｜丁"])])
def test_a_page_of_text_between_ends_a_table_and_an_empty_one_does_not(heights: list[float], found: list[str]) -> None:
    assert lines(([], [made(("甲", "乙"))]), (heights, []), ([], [made(("丙", "丁"), page=3)])) == found


def test_only_the_last_table_of_a_page_goes_on_and_only_with_the_first_of_the_next() -> None:
    first = [made(("甲", "乙")), made(("丙", "丁"), top=600, bottom=500)]
    second = [made(("戊", "己"), page=2), made(("庚", "辛"), top=600, bottom=500, page=2)]
    third = [made(("壬", "癸"), page=3)]
    assert lines(([], first), ([], second), ([], third)) == [
        "表1第1行 甲｜乙", "表2第1行 丙｜丁", "表2第2行 戊｜己", "表3第1行 庚｜辛", "表3第2行 壬｜癸",
    ]  # fmt: skip
    through = [([], [made((text, "值"), page=n)]) for n, text in enumerate("甲乙丙", 1)]
    assert lines(*through) == ["表1第1行 甲｜值", "表1第2行 乙｜值", "表1第3行 丙｜值"]


def test_a_frame_around_text_has_no_number() -> None:
    found = lines(([300], [made(("正文。", "")), made(("甲", "乙"), top=600, bottom=500)]))
    assert found == ["正文。", "表1第1行 甲｜乙", "某段。"]


def test_a_header_that_is_printed_again_is_dropped_but_not_a_row_that_stands_alone() -> None:
    head = ("类别", "标准")
    again = made(head, ("商标", "2元"), page=2)
    found, dropped = placed(([], [made(head, ("专利", "1元"))]), ([], [again]))
    assert [block.line for block in found] == [
        "表1第1行 类别｜标准",
        "表1第2行 类别：专利；标准：1元",
        "表1第3行 类别：商标；标准：2元",
    ]
    assert dropped == [Dropped("页眉", "类别", 2), Dropped("页眉", "标准", 2)]
    found, dropped = placed(([], [made(head, ("专利", "1元"))]), ([], [made(head, page=2)]))
    assert ([block.line for block in found][2:], dropped) == (["表1第3行 类别：类别；标准：标准"], [])


@pytest.mark.parametrize(
    ("above", "below", "line", "turns"),
    [
        (("条件", "依法纳税"), ("", "并且独立。"), "表1第2行 条件｜依法纳税并且独立。", (0, 3, 7)),  # the sentence goes on
        (("条件", "依法纳税。"), ("", "具备独立。"), "表1第2行 条件｜依法纳税。 具备独立。", (0, 3, 9)),
        (("条件", "一是纳税"), ("", "且独立； 二是守法。"), "表1第2行 条件｜一是纳税且独立； 二是守法。", (0, 3, 7)),
        (("条件", ""), ("", "具备独立。"), None, ()),
    ],
)  # fmt: skip
def test_a_row_whose_name_stands_on_the_page_before_goes_on_there(
    above: tuple[str, str], below: tuple[str, str], line: str | None, turns: tuple[int, ...]
) -> None:
    found, _ = placed(([], [made(("依据", "某办法"), above)]), ([], [made(below, ("电话", "12"), page=2)]))
    if line is None:
        assert [block.line for block in found][1:] == ["表1第2行 条件｜具备独立。", "表1第3行 电话｜12"]
    else:
        assert [block.line for block in found][1:] == [line, "表1第3行 电话｜12"]
        assert (found[1].page, [at for at, _ in found[1].turns]) == (1, list(turns))


@pytest.mark.parametrize(("first", "second"), [((0, 100, 200), (0, 100, 205)), ((0, 100, 205), (0, 100, 200))])
def test_a_row_goes_on_where_the_next_page_is_a_little_wider(first: Sequence[float], second: Sequence[float]) -> None:
    above = made(("依据", "某办法"), ("条件", "依法纳税"), columns=first)
    assert lines(([], [above]), ([], [made(("", "并且独立。"), columns=second, page=2)])) == [
        "表1第1行 依据｜某办法",
        "表1第2行 条件｜依法纳税并且独立。",
    ]


def test_a_row_that_has_a_name_begins_anew_and_one_over_three_pages_is_one() -> None:
    parts = [made(("依据", "某办法"), ("条件", "纳税")), made(("", "守法"), page=2), made(("", "独立。"), ("电话", ""), page=3)]
    found, _ = placed(*(([], [part]) for part in parts))
    assert [block.line for block in found] == ["表1第1行 依据｜某办法", "表1第2行 条件｜纳税守法独立。", "表1第3行 电话"]
    assert [page for _, page in found[1].turns] == [1, 1, 2, 3]


def test_rows_of_other_columns_stand_under_all_lines_of_the_table() -> None:
    first = made(("类别", "标准"), ("专利", "1元"))
    more = made(("商标", "2元", "3元"), columns=(0, 100, 150, 200), page=2)
    assert lines(([], [first]), ([], [more])) == [
        "表1第1行 类别｜标准", "表1第2行 专利｜1元", "表1第3行 商标｜2元｜3元",
    ]  # fmt: skip
    assert first.columns == [0, 100, 150, 200]
    assert [[cell.text if cell else None for cell in row.cells] for row in first.rows][1:] == [
        ["专利", "1元", "1元"],
        ["商标", "2元", "3元"],
    ]
