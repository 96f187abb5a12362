"""Characters by line and column; a Han character is 10 points wide and high."""

import pytest

from corpus.readers.columns import Glyph, em_of, rows_of

EM = 10.0


def row(left: float, right: float, base: float, text: str = "中") -> list[Glyph]:
    """Return Han characters without gaps from one place to another, the last as wide as is left."""
    count = int((right - left) // EM)
    edges = [left + EM * n for n in range(count)] + [right]
    return [Glyph(text, edges[n], edges[n + 1], base, EM) for n in range(count)]


def found(*rows: list[Glyph]) -> list[tuple[int, str]]:
    return [(column, "".join(glyph.text for glyph in line)) for column, line in rows_of(glyph for one in rows for glyph in one)]


def columns(*rows: list[Glyph]) -> list[int]:
    return [column for column, _ in found(*rows)]


@pytest.mark.parametrize(
    ("glyphs", "em"),
    [
        ([("中", 8), ("中", 10), ("中", 20)], 10),
        ([("中", 10), ("a", 3), ("1", 3)], 10),  # only Han characters are as wide
        ([("a", 3), ("1", 5)], 8.5),  # there is none: by the height
        ([("中", 0.5)], 1),  # no width is nothing
    ],
)
def test_the_width_of_a_han_character(glyphs: list[tuple[str, float]], em: float) -> None:
    assert em_of([Glyph(text, 50, 50 + width, 0, 10) for text, width in glyphs]) == pytest.approx(em)


def glyph(text: str, left: float, base: float, height: float = EM) -> Glyph:
    return Glyph(text, left, left + EM, base, height)


@pytest.mark.parametrize(
    ("glyphs", "lines"),
    [
        ([], []),
        ([glyph("乙", 10, 100), glyph("甲", 0, 100)], ["甲乙"]),
        ([glyph("甲", 0, 100), glyph("乙", 10, 96.1)], ["甲乙"]),
        ([glyph("乙", 10, 96), glyph("甲", 0, 100)], ["甲", "乙"]),  # four tenths of the height lower: the next line
        ([glyph("甲", 0, 100, 20), glyph("乙", 10, 93)], ["甲乙"]),  # of the higher one
        ([glyph("甲", 0, 100), glyph("乙", 10, 93, 20)], ["甲乙"]),
        ([glyph("甲", 0, 100), glyph("乙", 10, 97), glyph("丙", 20, 95)], ["甲乙", "丙"]),  # from the first of the line on
        ([glyph("甲", 0, 100), glyph("乙", 0, 90), glyph("丙", 0, 80), glyph("丁", 10, 80)], ["甲", "乙", "丙丁"]),
    ],
)
def test_characters_stand_on_a_line_whose_height_they_share(glyphs: list[Glyph], lines: list[str]) -> None:
    assert found(glyphs) == [(0, line) for line in lines]


def two(left: int, right: int, *, stop: float = 190, start: float = 210, width: float = 400) -> list[list[Glyph]]:
    """Return lines on the left and on the right of a page, from the top."""
    return [row(0, stop, 1000 - 20 * n) for n in range(left)] + [row(start, width, 1000 - 20 * n) for n in range(right)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (two(5, 5), [1] * 5 + [2] * 5),
        ([row(100, 300, 1100), *two(5, 4)], [0] * 6), ([row(100, 300, 1100), *two(4, 5)], [0] * 6),  # what crosses is of neither
        (two(4, 5), [0] * 5), (two(5, 4), [0] * 5),  # too few lines for a column
        (two(5, 5, stop=190, start=203.5), [1] * 5 + [2] * 5), (two(5, 5, stop=190, start=203), [0] * 5),  # no wide gap
        (two(5, 5, stop=80, start=96, width=176), [1] * 5 + [2] * 5),
        (two(5, 5, stop=79, start=96, width=176), [0] * 5), (two(5, 5, stop=80, start=97, width=176), [0] * 5),  # too narrow
        (two(5, 5, stop=125, start=140), [1] * 5 + [2] * 5), (two(5, 5, stop=124, start=139), [0] * 5),  # too far left
        (two(5, 5, stop=260, start=275), [1] * 5 + [2] * 5), (two(5, 5, stop=261, start=276), [0] * 5),  # too far right
    ],
)  # fmt: skip
def test_two_columns_of_prose_stand_beside_each_other(rows: list[list[Glyph]], expected: list[int]) -> None:
    assert columns(*rows) == expected


@pytest.mark.parametrize(("full", "expected"), [(2, [1] * 5 + [2] * 5), (1, [0] * 5)])
def test_lines_of_prose_fill_their_column_and_cells_of_a_table_do_not(full: int, expected: list[int]) -> None:
    left = [row(0 if n < full else 38, 190, 1000 - 20 * n) for n in range(5)]  # 152 of 190 are eight tenths
    assert columns(*left, *two(0, 5)) == expected


@pytest.mark.parametrize(("left", "right", "across", "parted"), [(8, 9, 3, True), (8, 8, 4, False)])
def test_few_lines_may_cross_the_middle(left: int, right: int, across: int, parted: bool) -> None:
    crossing = [row(100, 300, 1200 - 20 * n) for n in range(across)]  # of 20 pieces: three at most
    assert columns(*crossing, *two(left, right)) == ([0] * across + [1] * left + [2] * right if parted else [0] * (across + left))


def test_what_crosses_the_page_parts_what_stands_above_it_from_what_stands_below() -> None:
    def part(top: float, left: str, right: str) -> list[list[Glyph]]:
        heights = [top - 20 * n for n in range(5)]
        return [row(0, 190, base, left) for base in heights] + [row(210, 400, base, right) for base in heights]

    rows = [row(100, 300, 1000, "题"), *part(980, "甲", "乙"), row(100, 300, 860, "章"), *part(840, "丙", "丁")]
    order = [(column, text[0]) for column, text in found(*rows)]
    assert order == [(0, "题"), *[(1, "甲")] * 5, *[(2, "乙")] * 5, (0, "章"), *[(1, "丙")] * 5, *[(2, "丁")] * 5]


def test_the_gutter_is_the_middle_of_the_widest_place_that_is_free() -> None:
    # between 35 and 65 percent two places are free: 144 to 158 on the rows above, 200 to 240 on all
    rows = two(6, 6, stop=200, start=240)
    assert columns(*rows, row(250, 400, 700), row(0, 150, 700)) == [1] * 7 + [2] * 7
    assert columns(*rows, row(0, 219, 700)) == [1] * 7 + [2] * 6  # it ends before the middle of the gutter
    assert columns(*rows, row(0, 225, 700)) == [1] * 6 + [2] * 6 + [0]
