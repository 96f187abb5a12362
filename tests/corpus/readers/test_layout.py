"""Lines and paragraphs of pages; a Han character is 10 points wide, full lines reach from 0 to 200, 20 points below each other."""

from dataclasses import replace

import pytest

from corpus.readers.columns import Glyph
from corpus.readers.layout import Line, Page, blocks_of, lines_of, page_mark, unmarked
from corpus.readers.source import Block

FULL = "为" * 20


def printed(*pieces: tuple[str, float], base: float = 700) -> list[Glyph]:
    """Return characters, each with the gap before it; Han characters are 100 wide, others half as much."""
    glyphs: list[Glyph] = []
    at = 0.0
    for text, gap in pieces:
        width = 50.0 if text.isascii() else 100.0
        glyphs.append(Glyph(text, at + gap, at + gap + width, base, 100))
        at += gap + width
    return glyphs


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("中", 0), ("a", 0), ("b", 18)], "中ab"), ([("中", 0), ("a", 0), ("b", 19)], "中a b"),  # Latin letters
        ([("中", 0), ("国", 45)], "中国"), ([("中", 0), ("国", 46)], "中 国"),  # Han characters
        ([("中", 0), ("2", 90)], "中2"), ([("中", 0), ("2", 91)], "中 2"),  # a Han character and a figure
        ([("2", 0), ("年", 90)], "2年"), ([("2", 0), ("年", 91)], "2 年"),
        ([("，", 0), ("中", 46)], "， 中"),  # signs are as wide as Han characters
        ([("中", 0)], "中"),
    ],
)  # fmt: skip
def test_a_wide_gap_is_a_space(pieces: list[tuple[str, float]], text: str) -> None:
    assert [line.text for line in lines_of(printed(*pieces), 1)] == [text]


def test_a_line_knows_its_place_and_the_margins_of_its_column() -> None:
    above = printed(("中", 50), ("国", 0), base=800)
    glyphs = printed(("甲", 100), ("乙", 0), ("，", 0), base=700)
    glyphs[1] = replace(glyphs[1], base=704)
    lines = lines_of([*above, *glyphs], 3)
    assert lines[0] == Line("中国", 50, 250, 800, 100, 3, 50, 300)
    assert lines[1] == Line("甲乙，", 100, 400, 700, 100, 3, 50, 300)  # the comma hangs over the margin


@pytest.mark.parametrize(("last", "stop"), [("，", 100), (",", 100), ("》", 200), (")", 150)])
def test_a_sign_that_may_hang_over_the_margin_moves_it_no_further(last: str, stop: float) -> None:
    assert lines_of(printed(("甲", 0), (last, 0)), 1)[0].stop == stop


def line(text: str, base: float, left: float = 0, *, page: int = 1, em: float = 10, column: int = 0, right: float = 0) -> Line:
    width = sum(5 if char.isascii() else 10 for char in text)
    return Line(text, left, right or left + width, base, em, page, column=column)


def texts(*pages: list[Line]) -> list[str]:
    return [block.text for block in blocks_of([Page(number, 842, held) for number, held in enumerate(pages, 1)])]


def joined(before: Line, following: Line) -> bool:
    """Whether a line goes on with the one before, below full lines that end no sentence and stand 20 points apart."""
    margins = [line("起" * 20 + "。", 1200 - 100 * n) for n in range(3)]  # each a paragraph: far from the next
    close = [line("例。", 900 - 20 * n) for n in range(8)]
    found = texts([*margins, *close, before, following])
    assert before.text in "".join(found)
    return any(before.text in text and following.text in text for text in found)


@pytest.mark.parametrize(
    ("right", "following", "goes_on"),
    [
        (200, "以后", True), (185, "以后", True), (184, "以后", False),  # the first character would have fitted
        (165, "“以”后", True), (164, "“以”后", False), (155, "“以，”后", True), (154, "“以，”后", False),  # what no line parts
        (175, "2024年", True), (174, "2024年", False), (185, "7日", True), (184, "7日", False),
    ],
)  # fmt: skip
def test_a_line_is_full_where_the_next_word_would_not_have_fitted(right: float, following: str, goes_on: bool) -> None:
    assert joined(line("甲乙", 560, right=right), line(following, 540)) is goes_on


@pytest.mark.parametrize(
    ("end", "base", "following", "left", "goes_on"),
    [
        ("为", 540, "以后", 9, True), ("为", 540, "以后", 9.5, False),  # moved in: a paragraph begins
        ("。", 540, "以后", 0, True), ("。", 540, "一、", 0, False), ("为", 540, "一、", 0, True), ("。", 540, "一是", 0, True),
        ("。", 532, "以后", 0, True), ("。", 531, "以后", 0, False),  # 28 points, 1.4 of the usual distance, after a sentence
        ("为", 512, "以后", 0, True), ("为", 511, "以后", 0, False),  # 48 points, 2.4, within one
        ("。", 570, "以后", 0, True),  # not below: the top of what stands beside
    ],
)  # fmt: skip
def test_a_paragraph_ends_at_a_distance_or_where_the_next_begins(
    end: str, base: float, following: str, left: float, goes_on: bool
) -> None:
    assert joined(line("乙" * 19 + end, 560), line(following, base, left)) is goes_on


@pytest.mark.parametrize(
    ("left", "end", "following", "goes_on"),
    [
        (20, "为", "以后", True), (16, "为", "以后", True), (15, "为", "以后", False), (24, "为", "以后", True), (25, "为", "以后", False),
        (20, "。", "以后", False), (20, "为", "一、", False),
    ],
)  # fmt: skip
def test_a_block_may_stand_further_in_as_a_whole(left: float, end: str, following: str, goes_on: bool) -> None:
    assert joined(line("乙" * 17 + end, 560, left, right=200), line(following, 540, 20)) is goes_on


@pytest.mark.parametrize(("em", "goes_on"), [(8.5, True), (8.4, False), (11.5, True), (11.6, False)])
def test_a_line_of_another_size_begins_a_paragraph(em: float, goes_on: bool) -> None:
    assert joined(line(FULL, 560, em=em), line("以后", 540)) is goes_on


@pytest.mark.parametrize(
    ("text", "right", "goes_on"),
    [
        ("（甲", 141, True), ("（甲", 140, False), ("《甲", 141, True), ("《甲", 140, False),
        ("（甲）", 190, True), ("（甲）", 141, False), ("《甲》", 141, False), ("甲）", 141, False),
    ],
)  # fmt: skip
def test_a_bracket_that_is_open_holds_a_narrower_line(text: str, right: float, goes_on: bool) -> None:
    assert joined(line(text, 560, right=right), line("以后", 540)) is goes_on


def test_lines_of_a_large_type_stand_further_apart() -> None:
    lines = [Line("甲。" * 5, 0, 400, 1000 - 30 * n, 40, 1) for n in range(4)]
    assert texts([*lines, Line("乙。", 0, 80, 854, 40, 1)]) == ["甲。" * 20 + "乙。"]  # 56 points are 1.4 of 40
    assert texts([*lines, Line("乙。", 0, 80, 853, 40, 1)]) == ["甲。" * 20, "乙。"]


@pytest.mark.parametrize(("count", "found"), [(8, 1), (9, 2)])
def test_a_page_of_more_than_eight_lines_tells_itself_how_far_they_stand_apart(count: int, found: int) -> None:
    wide = [line("甲" * 19 + "。", 3000 - 40 * n) for n in range(20)]
    narrow = [line("乙" * 19 + "。", 1000 - 20 * n) for n in range(count - 1)]
    page = [*narrow, line("丙" * 5, narrow[-1].base - 40, page=2)]
    assert len(texts(wide, [replace(one, page=2) for one in page])) == found  # 40 points: usual in the document, far on the page


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        ("为" * 18 + "word", "next", "为" * 18 + "word next"), ("为" * 18 + "12", "34元", "为" * 18 + "1234元"),
        ("为" * 18 + "12", "ab", "为" * 18 + "12 ab"), ("为" * 18 + "ab", "12", "为" * 18 + "ab 12"),
        ("为" * 18 + "ab", "以", "为" * 18 + "ab以"), ("为" * 18 + "ab", "cd以", "为" * 18 + "ab cd以"), ("为" * 18 + "ab", "以cd", "为" * 18 + "ab以cd"), (FULL, "ab", FULL + "ab"), (FULL, "以", FULL + "以"),
    ],
)  # fmt: skip
def test_latin_words_are_parted_where_their_lines_are_joined(before: str, after: str, together: str) -> None:
    assert texts([line(FULL, 100), line(before, 80, right=200), line(after, 60)]) == [FULL + together]


def test_a_paragraph_goes_on_over_pages_and_columns_and_knows_where_each_begins() -> None:
    left, right = line(FULL, 100), replace(line(FULL, 700, 300), column=2)
    pages = [Page(1, 842, [replace(left, column=1), right]), Page(2, 842, [line("以后", 800, page=2, column=1)])]
    assert blocks_of(pages) == [Block(FULL * 2 + "以后", page=1, turns=((40, 2),))]
    marked = f"{page_mark(2)}甲乙{page_mark(3)}丙"
    assert unmarked(Block(marked, page=1)) == Block("甲乙丙", page=1, turns=((0, 2), (2, 3)))
    assert unmarked(Block("甲")) == Block("甲")


def clause(number: str, base: float, count: int = 20, page: int = 1) -> Line:
    """Return a line that is a paragraph of its own."""
    return line(f"{number}、{'为' * (count - 3)}。", base, page=page)


@pytest.mark.parametrize(("top", "order"), [(110, "表一二"), (100, "一表二"), (90, "一表二"), (80, "一二表"), (60, "一二表")])
def test_a_table_stands_before_the_first_line_below_it(top: float, order: str) -> None:
    page = Page(1, 842, [clause("一", 100), clause("二", 80)], [(top, [Block("表", "row")])])
    assert "".join(block.text[0] for block in blocks_of([page])) == order


def test_tables_stand_in_their_order_and_no_line_goes_on_behind_one() -> None:
    page = Page(1, 842, [line(FULL, 80)], [(50, [Block("丙")]), (100, [Block("甲"), Block("乙")])])
    assert [block.text for block in blocks_of([page, Page(2, 842, [line(FULL, 800, page=2)])])] == ["甲", "乙", FULL, "丙", FULL]
    assert blocks_of([]) == blocks_of([Page(1, 842)]) == []


@pytest.mark.parametrize(("count", "found"), [(2, [20] * 4 + [10, 10, 1]), (3, [20] * 4 + [31])])
def test_a_column_of_few_lines_has_the_margins_of_the_others(count: int, found: list[int]) -> None:
    """Two lines of half the width show no margin and each is a paragraph; three do, and go on."""
    half = [line(("二、" if n == 0 else "乙乙") + "乙" * 8, 700 - 20 * n, page=2) for n in range(count)]
    lines = [*half, line("丙", half[-1].base - 20, page=2)]
    assert list(map(len, texts([clause("一", 800 - 20 * n) for n in range(4)], lines))) == found


@pytest.mark.parametrize(("count", "found"), [(2, [20] * 4 + [18] * 2), (3, [20] * 4 + [54])])
def test_lines_that_are_moved_in_begin_paragraphs_where_the_others_do_not(count: int, found: list[int]) -> None:
    inner = [line(("二、" if n == 0 else "乙乙") + "乙" * 15 + "。", 700 - 20 * n, 20, page=2) for n in range(count)]
    assert list(map(len, texts([clause("一", 800 - 20 * n) for n in range(4)], inner))) == found
