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
