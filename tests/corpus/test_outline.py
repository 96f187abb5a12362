"""The outline as a tree of numbers, worked out by hand on a small plan."""

import pytest

from corpus.outline import Node, article_number, build_outline, component_number
from corpus.parser import parse
from corpus.records import Document

TEXT = """某规划
为了发展，制定本规划。
一、基础
成绩显著。
问题不少。
二、任务
（一）保护
1.执法。严格执法。
2.调解。加强调解。
（二）运用
推动转化。
"""


def outline(text: str) -> Node:
    parsed = parse(Document("d", "某"), text)
    return build_outline(parsed.titles(), list(enumerate(parsed.clauses)))


@pytest.mark.parametrize(
    ("component", "number"),
    [("(三)", 3), ("第五章", 5), ("②", 2), ("⑳", 20), ("12", 12), ("附件2", 2), ("二~3", 2), ("附录", 0), ("", 0)],
)
def test_the_number_of_a_component(component: str, number: int) -> None:
    assert component_number(component) == number


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("第四十二条", (42, 0)),
        ("第十条之一", (10, 1)),
        ("第12条之2", (12, 2)),
        ("第三章", None),
        ("附件1.第一条", None),
    ],
)
def test_the_number_of_an_article_and_of_what_was_added_behind_it(path: str, number: tuple[int, int] | None) -> None:
    assert article_number(path) == number


def test_headings_and_clauses_hang_where_their_numbers_say() -> None:
    root = outline(TEXT)
    assert [(node.number, node.path) for node in root.children] == [(1, "一"), (2, "二")]
    tasks = root.children[1]
    assert [(node.number, node.title, node.path) for node in tasks.children] == [
        (1, "（一）保护", "二.(一)"),
        (2, "（二）运用", "二.(二)"),
    ]
    assert [(node.number, node.title) for node in tasks.children[0].children] == [(1, "执法"), (2, "调解")]


def test_the_preamble_belongs_to_the_root_and_paragraphs_to_their_section() -> None:
    root = outline(TEXT)
    assert root.clauses == [0]
    assert root.children[0].clauses == [1, 2]


def test_a_place_holds_the_clauses_of_all_places_below_it() -> None:
    root = outline(TEXT)
    assert root.children[1].clauses == []
    assert root.children[1].all_clauses() == [3, 4, 5]
    assert root.all_clauses() == [0, 1, 2, 3, 4, 5]


def test_clauses_come_in_the_order_of_the_text_also_where_a_place_goes_on_behind_its_children() -> None:
    assert Node(1, "", "一", [Node(1, "", "一.(一)", [], [2])], [1, 3]).all_clauses() == [1, 2, 3]


def test_a_heading_that_occurs_twice_is_one_place() -> None:
    root = outline("某文\n一、标准\n甲类。\n一、标准\n乙类。\n")
    assert [node.clauses for node in root.children if node.path == "一"] == [[0, 1]]


def test_a_place_without_a_heading_of_its_own_takes_the_title_of_its_clause() -> None:
    (chapter,) = outline("某法\n第一章 总则\n第一条 目的：为了保护。\n第二条 其他。\n").children[:1]
    assert (chapter.number, chapter.title) == (1, "第一章 总则")
    root = build_outline([], list(enumerate(parse(Document("d", "某"), TEXT).clauses)))
    assert [(node.path, node.title) for node in root.children] == [("一", "基础"), ("二", "")]


def test_a_decimal_number_is_found_before_the_item_of_that_number() -> None:
    root = outline("某书\n3 要求\n3.1 总体\n甲。\n3.6 验收\n1. 外观。\n2. 性能。\n3.6.1 分项\n乙。\n")
    third = root.below(3)
    place = third.below(6) if third else None
    assert place is not None
    assert [node.path if (node := place.below(number)) else None for number in (1, 2, 3)] == ["3.6.1", "3.6.2项", None]


@pytest.mark.parametrize(
    ("path", "unit"), [("第五章", "章"), ("第一编.第五章", "章"), ("第五条", "条"), ("三", ""), ("三.(一)", "")]
)
def test_a_place_has_the_unit_that_its_number_is_written_with(path: str, unit: str) -> None:
    assert Node(5, "", path).unit == unit


def test_headings_with_nothing_below_them_are_places_too() -> None:
    root = outline("某规划\n一、甲\n内容。\n二、乙\n（一）丙\n")
    assert [(node.path, node.title, node.clauses) for node in root.children] == [("一", "一、甲", [0]), ("二", "二、乙", [])]
    assert root.children[1].heading is not None
