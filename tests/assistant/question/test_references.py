"""References by number: what a question writes, and the place in the document that it means."""

import pytest

from assistant.question.references import Reference, heading_named, ordinal_under, parse_references, resolve
from corpus.outline import Node, article_number, build_outline, component_number
from corpus.parser import parse
from corpus.records import Clause, Document
from corpus.registry import builtin_documents

LAW = parse(
    Document("law", "某法"),
    "某法\n第一章 总则\n第一条 为了保护权利，制定本法。\n第二条 本法所称权利，指专利。\n第二条之一 商标另行规定。\n"
    "第二章 附则\n第三条 本法自公布之日起施行。\n",
)
PLAN = parse(*builtin_documents()[0])


def outline_of(clauses: tuple[Clause, ...]) -> Node:
    headings: dict[str, str] = {}
    for clause in clauses:
        parts = clause.path.split(".p")[0].split(".")
        for depth, title in enumerate(clause.headings[: len(parts)], 1):
            headings.setdefault(".".join(parts[:depth]), title)
    return build_outline(list(headings.items()), list(enumerate(clauses)))


def places(text: str, clauses: tuple[Clause, ...] = PLAN.clauses) -> list[str]:
    (reference,) = parse_references(text)
    return [clauses[n].path for n in resolve(reference, outline_of(clauses), list(enumerate(clauses)))]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("专利法第42条", (42, 0)),
        ("专利法第四十二条", (42, 0)),
        ("第四十二条 专利法 原文", (42, 0)),
        ("专利法42条讲什么", (42, 0)),
        ("《商标法》第十条", (10, 0)),
        ("实施细则第十条之一", (10, 1)),
        ("第一百零二条", (102, 0)),
        ("article 42 of the patent law", (42, 0)),
    ],
)
def test_an_article_is_read_in_either_numerals(text: str, article: tuple[int, int]) -> None:
    assert [reference.article for reference in parse_references(text)] == [article]


def test_a_paragraph_of_an_article_is_read() -> None:
    (reference,) = parse_references("商标法第十条第二款")
    assert (reference.article, reference.paragraph) == ((10, 0), 2)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("三(三)3", "三.(三).3"),
        ("三、(三)3.", "三.(三).3"),
        ("三（三）3", "三.(三).3"),
        ("三 （ 三 ） 3. 原文", "三.(三).3"),
        ("三（三）第3点", "三.(三).3"),
        ("三(三)三条", "三.(三).3"),
        ("第三部分第二节第4点", "三.(二).4"),
        ("第三部分第二节第四点", "三.(二).4"),
        ("第3部分第2节第4点", "三.(二).4"),
        ("四(二)", "四.(二)"),
        ("3.2.4的原文", "三.(二).4"),
    ],
)
def test_a_numbered_place_of_the_plan_is_found_however_it_is_written(text: str, path: str) -> None:
    assert places(text) == [path]


def test_a_place_above_the_clauses_means_all_of_them() -> None:
    assert places("三(三)") == ["三.(三).1", "三.(三).2", "三.(三).3"]
    assert places("最后一章") == ["四.(一)", "四.(二)", "四.(三)"]
    assert places("第四部分") == ["四.(一)", "四.(二)", "四.(三)"]


def test_a_paragraph_below_a_place_is_counted() -> None:
    (whole,) = {path.split(".p")[0] for path in places("二(三)")}
    second = places("二(三)第2段")
    assert len(second) == 1
    assert second[0].startswith(whole)
    assert second == places("二(三)")[1:2]


@pytest.mark.parametrize("text", ["三(三)9", "九(一)", "第九部分", "第三部分第八节"])
def test_a_place_that_does_not_exist_is_empty(text: str) -> None:
    assert places(text) == []


def test_articles_are_found_by_number_and_zhi() -> None:
    assert places("第二条", LAW.clauses) == [clause.path for clause in LAW.clauses if article_number(clause.path) == (2, 0)]
    assert places("第二条之一", LAW.clauses) == [clause.path for clause in LAW.clauses if article_number(clause.path) == (2, 1)]
    assert places("第八条", LAW.clauses) == []


@pytest.mark.parametrize(
    "text",
    [
        "三条措施",
        "到2025年达到12件",
        "涨了3.5%",
        "有5个园区",
        "一等奖",
        "十四五规划的目标",
        "第一名是谁",
        "第十四个五年规划",
        "第三方机构评估",
    ],
)
def test_counts_and_figures_are_no_references(text: str) -> None:
    assert parse_references(text) == []


def test_two_articles_are_two_references() -> None:
    found = parse_references("专利法第二十二条和第二十三条有什么区别")
    assert [reference.article for reference in found] == [(22, 0), (23, 0)]


@pytest.mark.parametrize(
    ("text", "number"), [("保障措施第二条", 2), ("基本原则第4点", 4), ("保障措施最后一条", -1), ("保障措施", 0)]
)
def test_an_ordinal_under_a_heading_is_read(text: str, number: int) -> None:
    assert ordinal_under(text) == number


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("保障措施第二条", "四"),
        ("健全知识产权金融服务体系的原文", "三.(三).3"),
        ("发展目标有几条", "二.(三)"),
        ("随便问问", None),
    ],
)
def test_a_heading_is_found_by_its_title(text: str, path: str | None) -> None:
    node = heading_named(text, outline_of(PLAN.clauses))
    assert (node.path if node else None) == path


@pytest.mark.parametrize(
    ("component", "number"), [("(三)", 3), ("第五章", 5), ("②", 2), ("3", 3), ("二十", 20), ("前言", 0), ("三~2", 3)]
)
def test_the_number_of_a_component_is_read(component: str, number: int) -> None:
    assert component_number(component) == number


def test_a_reference_to_nothing_resolves_to_nothing() -> None:
    assert resolve(Reference(), outline_of(PLAN.clauses), list(enumerate(PLAN.clauses))) == []


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
        (Reference(numbers=(1, 1, 0)), []),
        (Reference(numbers=(2, 3)), [5]),
        (Reference(numbers=(2, 1, 1)), []),  # paragraphs have no parts
        (Reference(numbers=(3,)), []),
        (Reference(), []),
        (Reference(numbers=(2,), paragraph=1), [3]),
        (Reference(numbers=(2,), paragraph=3), [5]),
        (Reference(numbers=(2,), paragraph=4), []),
        (Reference(numbers=(2,), paragraph=-1), [5]),
        (Reference(last=True), [3, 4, 5]),
    ],
)
def test_references_resolve_to_clauses(reference: Reference, clauses: list[int]) -> None:
    assert resolve(reference, outline(), []) == clauses


def test_an_outline_without_parts_has_no_last_one() -> None:
    assert resolve(Reference(last=True), Node(0, "", ""), []) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("总体要求是什么", "一"),
        ("基本原则和指导思想", "一.(一)"),  # as long as the other: the first in the text
        ("人才培养", "二"),
        ("资金投入、组织领导", "二"),
        ("指导思想和组织领导、资金投入和人才培养", "二"),  # the longer one
        ("总体", None),
    ],
)
def test_the_heading_that_is_named_most_fully(text: str, path: str | None) -> None:
    found = heading_named(text, outline())
    assert (found.path if found else None) == path


def test_headings_and_their_parts_of_three_characters_are_too_short_to_be_meant() -> None:
    short = Node(0, "", "", [Node(1, "一、总要求", "一"), Node(2, "二、抓资金、育人才队伍", "二")])
    assert heading_named("总要求和抓资金", short) is None
    assert heading_named("育人才队伍", short) is short.children[1]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("三(三)3第2段", Reference(numbers=(3, 3, 3), paragraph=2, text="三(三)3第2段")),
        ("第三部分第二节第4点", Reference(numbers=(3, 2, 4), text="第三部分第二节第4点")),
        ("第二章第三自然段", Reference(numbers=(2,), paragraph=3, text="第二章第三自然段")),
        ("专利法第十条之二第三款", Reference(article=(10, 2), paragraph=3, text="第十条之二第三款")),
        ("专利法42条", Reference(article=(42, 0), text="42条")),
        ("2020年版42条", Reference(article=(42, 0), text="42条")),
        ("最后一章", Reference(last=True, text="最后一章")),
        ("规划3.2.1", Reference(numbers=(3, 2, 1), text="3.2.1")),
        ("规划3.2", Reference(numbers=(3, 2), text="3.2")),
    ],
)
def test_references_are_read_whole(text: str, reference: Reference) -> None:
    assert parse_references(text) == [reference]


@pytest.mark.parametrize("text", ["三条措施", "增长3.2", "规划的3.2%", "第三点", "最后一条", "第二段"])
def test_counts_points_and_figures_are_none(text: str) -> None:
    assert parse_references(text) == []


def test_references_stand_in_the_order_of_the_text() -> None:
    assert [r.article for r in parse_references("专利法第九条、第三条和第十条")] == [(9, 0), (3, 0), (10, 0)]
    assert [r.numbers for r in parse_references("三(一)和二(四)")] == [(3, 1), (2, 4)]


def test_the_end_of_a_text_and_the_article_of_no_number() -> None:
    assert parse_references("末章") == [Reference(last=True, text="末章")]
    assert parse_references("末条") == []
    assert parse_references("专利法第零条") == [Reference(article=(0, 0), text="第零条")]
