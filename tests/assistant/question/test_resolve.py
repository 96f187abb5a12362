"""From numbers and titles to the clauses of a document, over outlines that are worked out by hand."""

from collections.abc import Sequence

import pytest

from assistant.question.references import Reference, parse_references
from assistant.question.resolve import heading_named, resolve
from corpus.builtin import builtin_documents
from corpus.outline import Node, build_outline
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

LAW = parse(
    Document("law", "某法"),
    "某法\n第一条 为了保护权利，制定本法。\n第二章 权利\n第一节 种类\n第二条 本法所称权利，指专利。\n第二条之一 商标另行规定。\n"
    "第二节 期限\n第三条 期限十年。\n第四条 期限可以续展。\n第三章 附则\n第五条 本法自公布之日起施行。\n"
    "附件1\n第一条 收费表。\n",
)
PLAN = parse(*builtin_documents()[0])
BOXED = parse(
    Document("boxed", "某规划"), "某规划\n前言的话。\n一、任务\n（一）建设\n建设平台。\n专栏1 平台工程\n二、保障\n加强领导。\n"
)


def places(text: str, parsed: ParsedDocument = PLAN) -> list[str]:
    clauses = list(enumerate(parsed.clauses))
    (reference,) = parse_references(text)
    return [parsed.clauses[n].path for n in resolve(reference, build_outline(parsed.titles(), clauses), clauses)]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("三(三)3", ["三.(三).3"]),
        ("第三部分第二节第4点", ["三.(二).4"]),
        ("3.2.4的原文", ["三.(二).4"]),
        ("四(二)", ["四.(二)"]),
        ("三(三)", ["三.(三).1", "三.(三).2", "三.(三).3"]),
        ("最后一章", ["四.(一)", "四.(二)", "四.(三)"]),
        ("第三部分第三节倒数第二点", ["三.(三).2"]),
        ("第三部分第三节倒数第九点", []),
        ("二(三)倒数第二段", ["二.(三).p5"]),
        ("第四章", ["四.(一)", "四.(二)", "四.(三)"]),
        ("第三部分第二节第二条", ["三.(二).2"]),
        ("三(三)2到9", ["三.(三).2", "三.(三).3"]),
        ("二(三)第2段", ["二.(三).p2"]),
        ("二(三)第二段到第四段", ["二.(三).p2", "二.(三).p3", "二.(三).p4"]),
        ("二(二)4", ["二.(二).p4"]),
        ("前言", ["前言"]),
        ("三(三)9", []),
        ("九(一)", []),
        ("第三部分第八节", []),
        ("二(三)第9段", []),
        ("专栏1", []),
    ],
)
def test_places_of_the_plan(text: str, paths: list[str]) -> None:
    assert places(text) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("某法第二条", ["第二条"]),
        ("某法第二条之一", ["第二条之一"]),
        ("某法第二条到第三条", ["第二条", "第二条之一", "第三条"]),
        ("某法第四条到第九条", ["第四条", "第五条"]),
        ("某法最后一条", ["第五条"]),
        ("某法倒数第二条", ["第四条"]),
        ("某法倒数第九条", []),
        ("某法第零条", []),
        ("某法最后两条", ["第四条", "第五条"]),
        ("某法后2条", ["第四条", "第五条"]),
        ("某法第二章最后一条", ["第四条"]),
        ("某法第八条", []),
        # a chapter is no article: chapter one is not written, and article one not the first chapter
        ("第二章", ["第二条", "第二条之一", "第三条", "第四条"]),
        ("第二章第二节", ["第三条", "第四条"]),
        ("第三章", ["第五条"]),
        ("第一章", []),
        ("第三章第五节", []),
        ("第二章第三条", ["第三条"]),
        ("附件1", ["附件1.第一条"]),
    ],
)
def test_articles_and_chapters_of_a_law(text: str, paths: list[str]) -> None:
    found = places(text, LAW) if parse_references(text) else []
    assert found == paths


def test_what_stands_beside_the_outline_is_found_by_its_label() -> None:
    assert places("专栏一", BOXED) == ["一.(一).p2"]
    assert places("专栏2", BOXED) == []
    assert places("序言", BOXED) == ["前言"]


def test_items_that_run_on_from_part_to_part_are_articles_of_a_text_without() -> None:
    notice = parse(Document("notice", "某通知"), "某通知\n一、甲\n（一）甲一。\n（二）甲二。\n二、乙\n（三）乙三。\n")
    assert places("某通知第三条", notice) == ["二.（三）"] or places("某通知第三条", notice) == ["二.(三)"]
    assert places("某通知第四条", notice) == []


def test_items_that_begin_anew_in_each_part_are_no_articles() -> None:
    notice = parse(
        Document("notice", "某通知"), "某通知\n一、甲\n（一）甲一。\n（二）甲二。\n二、乙\n（一）乙一。\n（二）乙二。\n"
    )
    assert places("某通知第二条", notice) == []


# outlines made by hand: 一 has (一) with clauses 0 and 1, (二) with 2; 二 has clauses 3, 4 and 5 and nothing below


def outline() -> Node:
    one = Node(
        1, "一、总体要求", "一", [Node(1, "（一）指导思想", "一.(一)", [], [0, 1]), Node(2, "（二）基本原则", "一.(二)", [], [2])]
    )
    return Node(0, "", "", [one, Node(2, "二、组织领导、资金投入和人才培养", "二", [], [3, 4, 5])])


@pytest.mark.parametrize(
    ("reference", "clauses"),
    [
        (Reference(numbers=(1,)), [0, 1, 2]),
        (Reference(numbers=(1, 1)), [0, 1]),
        (Reference(numbers=(1, 1, 2)), [1]),  # its second paragraph
        (Reference(numbers=(1, 0)), []),
        (Reference(numbers=(1, 1, 3)), []),
        (Reference(numbers=(2, 3)), [5]),
        (Reference(numbers=(2, 1, 1)), []),  # paragraphs have no parts
        (Reference(numbers=(3,)), []),
        (Reference(), []),
        (Reference(numbers=(2,), paragraph=1), [3]),
        (Reference(numbers=(2,), paragraph=4), []),
        (Reference(numbers=(2,), paragraph=-1), [5]),
        (Reference(numbers=(2,), paragraph=2, until=9), [4, 5]),
        (Reference(numbers=(1,), until=10**12), [0, 1, 2, 3, 4, 5]),
        (Reference(numbers=(-1,)), [3, 4, 5]),
        (Reference(numbers=(1, -1)), [2]),
        (Reference(numbers=(2, -1)), [5]),
        (Reference(article=(2, 0), numbers=(1,)), [2]),  # 第一章第二条 of a text without articles
        (Reference(article=(2, 0)), []),
    ],
)
def test_references_resolve_to_clauses(reference: Reference, clauses: list[int]) -> None:
    assert resolve(reference, outline(), []) == clauses


def test_an_outline_without_parts_has_no_last_one() -> None:
    assert resolve(Reference(numbers=(-1,)), Node(0, "", ""), []) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("总体要求是什么", "一"),
        ("基本原则和指导思想", "一.(一)"),  # as long as the other: the first in the text
        ("人才培养", "二"),
        ("资金投入、组织领导", "二"),
        ("指导思想和组织领导、资金投入和人才培养", "二"),  # the longer one
        ("总体要求里的基本原则", "一.(二)"),  # that lies in the other
        ("总体要求里的", "一"),
        ("总体", None),
        ("随便问问", None),
    ],
)
def test_the_heading_that_is_named_most_fully(text: str, path: str | None) -> None:
    found = heading_named(text, outline())
    assert (found.path if found else None) == path


def test_a_whole_title_is_meant_rather_than_a_part_of_one() -> None:
    found = heading_named("发展基础第四段", build_outline(PLAN.titles(), list(enumerate(PLAN.clauses))))
    assert found is not None
    assert found.path == "一.(一)"


def test_headings_and_their_parts_of_three_characters_are_too_short_to_be_meant() -> None:
    short = Node(0, "", "", [Node(1, "一、总要求", "一"), Node(2, "二、抓资金、育人才队伍", "二")])
    assert heading_named("总要求和抓资金", short) is None
    assert heading_named("育人才队伍", short) is short.children[1]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("某法第二章第一节最后一条", ["第二条之一"]),
        ("某法第二章第一节最后两条", ["第二条", "第二条之一"]),
        ("某法第九章最后一条", []),
        ("某法第二条第一款到第三款", ["第二条"]),  # the range is of paragraphs
        ("某法第三条第一项到第二项", ["第三条"]),
        ("某法第一条到第二条", ["第一条", "第二条", "第二条之一"]),
        ("某法前两条", ["第一条", "第二条", "第二条之一"]),
    ],
)
def test_articles_are_counted_within_what_is_named(text: str, paths: list[str]) -> None:
    assert places(text, LAW) == paths


def test_the_last_but_one_article_is_one() -> None:
    clauses = list(enumerate(LAW.clauses))
    found = resolve(Reference(article=(-2, 0)), build_outline(LAW.titles(), clauses), clauses)
    assert [LAW.clauses[n].path for n in found] == ["第四条"]


@pytest.mark.parametrize(
    ("reference", "clauses"),
    [
        (Reference(numbers=(1, 1), until=1), [0, 1]),
        (Reference(numbers=(1, 1), until=2), [0, 1, 2]),
        (Reference(numbers=(1, 2), until=9), [2]),
        (Reference(numbers=(1,), until=1), [0, 1, 2]),
        (Reference(numbers=(2,), until=3), [3, 4, 5]),
        (Reference(numbers=(2,), paragraph=3), [5]),
        (Reference(numbers=(2,), paragraph=1, until=2), [3, 4]),
        (Reference(numbers=(3,), paragraph=1), []),
        (Reference(numbers=(2, 1)), [3]),
        (Reference(numbers=(2, 4)), []),
        (Reference(numbers=(1, 2, -1)), [2]),
    ],
)
def test_a_range_ends_with_the_number_that_it_names(reference: Reference, clauses: list[int]) -> None:
    assert resolve(reference, outline(), []) == clauses


def running(*numbers: Sequence[int]) -> Node:
    """Return an outline of parts, each with items of these numbers; the clauses of an item have its number too."""
    parts = [
        Node(at, f"{at}", f"{at}", [Node(n, f"{n}", f"{at}.{n}", [], [n]) for n in own]) for at, own in enumerate(numbers, 1)
    ]
    return Node(0, "", "", parts)


@pytest.mark.parametrize(
    ("items", "reference", "clauses"),
    [
        ([(1, 2), (3, 4)], Reference(article=(3, 0)), [3]),
        ([(1, 2), (3, 4)], Reference(article=(2, 0), until=3), [2, 3]),
        ([(1, 2), (3, 4)], Reference(article=(5, 0)), []),
        ([(1, 2), (), (3,)], Reference(article=(3, 0)), [3]),  # a part without items is passed over
        ([(1, 2, 3)], Reference(article=(2, 0)), []),  # in one part they are items, no articles
        ([(1, 2), (4,)], Reference(article=(2, 0)), []),
        ([(2, 3), (4,)], Reference(article=(2, 0)), []),
        ([(1, 2), (3, 4)], Reference(article=(0, 0)), []),
    ],
)
def test_items_that_run_on_are_counted_through(items: list[tuple[int, ...]], reference: Reference, clauses: list[int]) -> None:
    assert resolve(reference, running(*items), []) == clauses


@pytest.mark.parametrize("text", ["保障措施和基本原则要求", "基本原则要求和保障措施"])
@pytest.mark.parametrize("turned", [False, True])
def test_the_longer_heading_is_meant_in_whichever_order_they_stand(text: str, turned: bool) -> None:
    nodes = [Node(1, "一、基本原则要求", "一"), Node(2, "二、保障措施", "二")]
    found = heading_named(text, Node(0, "", "", nodes[::-1] if turned else nodes))
    assert found is nodes[0]
