"""Running heads, page numbers and tables of contents of pages that are 1000 points high."""

from collections.abc import Sequence

import pytest

from corpus.readers.layout import Line, Page
from corpus.readers.margins import take_margins

Printed = tuple[str, float]


def pages(*held: Sequence[Printed], first: int = 1) -> list[Page]:
    """Return pages of lines, each at a height."""
    return [
        Page(number, 1000, [Line(text, 0, 100, base, 10, number) for text, base in lines])
        for number, lines in enumerate(held, first)
    ]


def taken(*held: Sequence[Printed], first: int = 1) -> list[tuple[str, str, int | None]]:
    """Return what was taken off the pages, by page; what stays was not changed."""
    made = pages(*held, first=first)
    dropped = take_margins(made)
    there = [sorted([line.text for line in page.lines] + [d.text for d in dropped if d.page == page.number]) for page in made]
    assert there == [sorted(text for text, _ in lines) for lines in held]
    return sorted(((d.kind, d.text, d.page) for d in dropped), key=lambda one: (one[2] or 0, one[1]))


TEXT: Printed = ("正文在此", 500)


@pytest.mark.parametrize(
    ("base", "kind"),
    [(870, "页眉"), (869, None), (990, "页眉"), (131, None), (130, "页脚"), (5, "页脚"), (500, None)],
)  # fmt: skip
def test_a_running_head_stands_at_the_edge_of_the_page(base: float, kind: str | None) -> None:
    assert taken(*[[("公报", base), TEXT]] * 3) == ([(kind, "公报", page) for page in (1, 2, 3)] if kind else [])


@pytest.mark.parametrize(
    ("recurring", "count", "dropped"), [(2, 2, 0), (2, 3, 0), (3, 3, 3), (3, 7, 3), (3, 8, 0), (4, 10, 4), (3, 10, 0)]
)
def test_a_running_head_recurs_on_three_pages_and_on_four_tenths_of_them(recurring: int, count: int, dropped: int) -> None:
    assert len(taken(*[[("公报", 950), TEXT]] * recurring, *[[TEXT]] * (count - recurring))) == dropped


@pytest.mark.parametrize(
    ("texts", "dropped"),
    [
        (("公报 1", "公报 2", "公报 3"), 3), (("第3期 1", "第3期 2", "第3期 3"), 3), (("1 公报2018", "2 公报2018", "3 公报2018"), 3),  # first or last
        (("公报1号 5", "公报2号 7", "公报3号 5"), 0), (("甲1乙 5", "甲9乙 7", "甲4乙 6"), 0), (("公报 1", "公报 1", "公报 1"), 3),
        (("某2年1月3日", "某2年2月3日", "某2年3月3日"), 0),  # the figure within
        (("公报。", "公报。", "公报。"), 0), (("公 报", "公报", "公  报"), 3), (("甲", "乙", "丙"), 0),
    ],
)  # fmt: skip
def test_a_running_head_recurs_but_for_a_figure_that_counts_pages(texts: tuple[str, ...], dropped: int) -> None:
    assert len(taken(*[[(text, 950), TEXT] for text in texts])) == dropped


@pytest.mark.parametrize(("heights", "dropped"), [((951, 954, 960), 3), ((950, 950, 980), 0)])
def test_a_running_head_stands_at_one_height(heights: tuple[float, ...], dropped: int) -> None:
    assert len(taken(*[[("公报", height), TEXT] for height in heights])) == dropped


@pytest.mark.parametrize(("below", "dropped"), [(980, True), (976, True), (975, False), (960, False)])
def test_what_recurs_further_in_than_a_line_that_stays_is_text(below: float, dropped: bool) -> None:
    """Half the width of a character nearer to the edge is beside it."""
    found = taken(*[[(f"{name}公司", 980), ("公报", below), TEXT] for name in "甲乙丙"])
    assert len(found) == 3 * dropped
    # at the other edge of the page it parts nothing
    assert len(taken(*[[(f"{name}公司", 980), ("公报", 20), TEXT] for name in "甲乙丙"])) == 3


@pytest.mark.parametrize(
    ("texts", "first", "dropped"),
    [
        (("1", "2", "3"), 1, 3), (("7", "8", "9"), 1, 3), (("5", "9", "2"), 1, 0), (("1", "2"), 1, 2), (("4",), 1, 0), (("1", "9"), 1, 0),
        (("1", "9", "8", "7", "5", "6", "2"), 1, 3), (("1", "2", "9", "8", "7", "3", "2"), 1, 0),  # three tenths of seven pages
        (("i", "2", "3"), 1, 3), (("i", "ii", "iii"), 1, 0), (("1", "2", "9", "10"), 1, 4), (("1", "2", "3", "17"), 1, 3),
        (("· 1 ·", "·2·", "• 3"), 1, 3), (("1", "二", "3"), 1, 2), (("11", "12"), 11, 2),
    ],
)  # fmt: skip
def test_bare_numbers_are_page_numbers_where_they_go_up_with_the_pages(texts: tuple[str, ...], first: int, dropped: int) -> None:
    assert len([kind for kind, _, _ in taken(*[[(text, 20), TEXT] for text in texts], first=first) if kind == "页码"]) == dropped


@pytest.mark.parametrize(
    ("text", "base", "dropped"),
    [("— 3 —", 20, True), ("第 3 页", 980, True), ("第3页 共 9页", 20, True), ("3/9", 20, True), ("- iv -", 20, True), ("— 3 —", 500, False), ("3", 20, False)],
)  # fmt: skip
def test_a_number_that_says_what_it_is_needs_no_other(text: str, base: float, dropped: bool) -> None:
    assert taken([(text, base), TEXT]) == ([("页码", text, 1)] if dropped else [])


LEAD = "一、总则........1"


@pytest.mark.parametrize(
    ("texts", "dropped"),
    [
        (["目录", LEAD, LEAD], 3), (["目 次", LEAD], 0), ([LEAD, LEAD], 2), (["前言", "目录", LEAD, LEAD], 3), (["目录", LEAD, LEAD, "甲", "乙"], 3),
        (["目录", LEAD, "续行", LEAD], 4), (["目录", LEAD, LEAD, "续行"], 4), ([LEAD, LEAD, "甲", "乙", "丙"], 2), ([LEAD, LEAD, "甲", "乙"], 4),
        ([LEAD, "目录", LEAD], 0), (["目录", "甲", "乙"], 0), ([], 0),
    ],
)  # fmt: skip
def test_a_table_of_contents_leads_to_pages_with_dots(texts: list[str], dropped: int) -> None:
    (page,) = made = pages([(text, 800 - 20 * n) for n, text in enumerate(texts)])
    found = take_margins(made)
    assert [one.kind for one in found] == ["目录"] * dropped
    assert len(page.lines) == len(texts) - dropped
    assert not dropped or LEAD not in [line.text for line in page.lines]
