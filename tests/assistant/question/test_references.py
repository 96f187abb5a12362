"""References by number: what a question writes, and what it then means."""

from typing import Any

import pytest

from assistant.question.numbering import first_ordinal, ordinals_in
from assistant.question.references import Reference, parse_references


def read(text: str) -> list[dict[str, Any]]:
    """Return what the references of a text say, without their words."""
    fields = ("article", "numbers", "paragraph", "item", "subitem", "until")
    return [{name: getattr(r, name) for name in fields if getattr(r, name)} for r in parse_references(text)]


def article(number: int, added: int = 0, **below: int) -> dict[str, Any]:
    return {"article": (number, added), **below}


def place(*numbers: int, **more: int) -> dict[str, Any]:
    return {"numbers": numbers, **more}


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("专利法第42条", [article(42)]),
        ("第四十二条 专利法 原文", [article(42)]),
        ("专利法42条讲什么", [article(42)]),
        ("《商标法》第十条", [article(10)]),
        ("实施细则第十条之一", [article(10, 1)]),
        ("第一百零二条", [article(102)]),
        ("article 42 of the patent law", [article(42)]),
        ("2020年版42条", [article(42)]),
        ("专利法第零条", [article(0)]),
        # however the number is typed
        ("专利法第４２条", [article(42)]),
        ("专利法 第 4 2 条", [article(42)]),
        ("专利法第4十2条", [article(42)]),
        # 款, 项 and 目
        ("商标法第十条第二款", [article(10, paragraph=2)]),
        ("专利法第十条之二第三款", [article(10, 2, paragraph=3)]),
        ("第十条第一款第八项", [article(10, paragraph=1, item=8)]),
        ("商标法十条1款8项", [article(10, paragraph=1, item=8)]),
        ("第十条第（八）项", [article(10, item=8)]),
        ("第十条（八）", [article(10, item=8)]),
        ("第一条第(二)项第3目", [article(1, item=2, subitem=3)]),
        ("第十条最后一款", [article(10, paragraph=-1)]),
        ("第十条第2段", [article(10, paragraph=2)]),
        # ranges, whichever end comes first
        ("专利法42到45条", [article(42, until=45)]),
        ("专利法第四十二条至第四十五条", [article(42, until=45)]),
        ("专利法第四十五条到四十二条", [article(42, until=45)]),
        ("专利法42-45条", [article(42, until=45)]),
        ("专利法第42条到45", [article(42, until=45)]),
        ("专利法第42条到第45条到第48条", [article(42, until=48)]),
        ("第二十条第二款至第四款", [article(20, paragraph=2, until=4)]),
        ("第十条第一款第五项到第七项", [article(10, paragraph=1, item=5, until=7)]),
        ("专利法前三条", [article(1, until=3)]),
        ("专利法最后三条", [article(-3, until=-1)]),
        ("专利法最后一条", [article(-1)]),
        ("专利法倒数第二条", [article(-2)]),
        ("专利法倒数两条", [article(-2, until=-1)]),
        ("专利法倒数三条", [article(-3, until=-1)]),
        ("第十条倒数第二款", [article(10, paragraph=-2)]),
        # lists
        ("第十条、第十二条和第十五条", [article(10), article(12), article(15)]),
        ("专利法19、22条", [article(19), article(22)]),
        ("第十条第一款和第三款", [article(10, paragraph=1), article(10, paragraph=3)]),
        ("第三条第（一）、（三）项", [article(3, item=1), article(3, item=3)]),
        ("专利法第42条、第43条第二款", [article(42), article(43, paragraph=2)]),
        ("专利法第二十二条和商标法第二十三条", [article(22), article(23)]),
        # below a chapter
        ("第五章第四十二条", [{"article": (42, 0), "numbers": (5,)}]),
    ],
)
def test_articles_as_the_law_counts(text: str, references: list[dict[str, Any]]) -> None:
    assert read(text) == references


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("三(三)3", [place(3, 3, 3)]),
        ("三、(三)3.", [place(3, 3, 3)]),
        ("三 （ 三 ） 3. 原文", [place(3, 3, 3)]),
        ("三（三）第3点", [place(3, 3, 3)]),
        ("三(三)三条", [place(3, 3, 3)]),
        ("3-(3)-3", [place(3, 3, 3)]),
        ("三之（三）之3", [place(3, 3, 3)]),
        ("叁、（三）、③", [place(3, 3, 3)]),
        ("第3部分(3)第③点", [place(3, 3, 3)]),
        ("第三部分第(三)节第3小点", [place(3, 3, 3)]),
        ("3.2.4的原文", [place(3, 2, 4)]),
        ("规划3.2", [place(3, 2)]),
        ("三.二.4", [place(3, 2, 4)]),
        ("四(二)", [place(4, 2)]),
        ("第三部分第二节第4点", [place(3, 2, 4)]),
        ("第三部分第二节第二条", [place(3, 2, 2)]),
        ("第四结第3点", [place(4, 3)]),
        ("第二章第一节", [place(2, 1)]),
        ("最后一章", [place(-1)]),
        ("倒数第二章", [place(-2)]),
        ("第四部分是三", [place(4)]),
        ("三(二)1、3-5", [place(3, 2, 1), place(3, 2, 3, until=5)]),
        ("末章", [place(-1)]),
        # paragraphs
        ("三(三)3第2段", [place(3, 3, 3, paragraph=2)]),
        ("第二章第三自然段", [place(2, paragraph=3)]),
        ("第二大部分（三）里的第三段", [place(2, 3, paragraph=3)]),
        ("二(三)第二段和第三段", [place(2, 3, paragraph=2), place(2, 3, paragraph=3)]),
        # ranges and lists
        ("三（二）2到4", [place(3, 2, 2, until=4)]),
        ("三（二）1、2两点", [place(3, 2, 1), place(3, 2, 2)]),
        ("三(一)1、2点", [place(3, 1, 1), place(3, 1, 2)]),
        ("三(一)到三(三)", [place(3, 1, until=3)]),
        ("四(一)(二)", [place(4, 1), place(4, 2)]),
        ("第二部分第一节到第三节", [place(2, 1, until=3)]),
        ("第二章和第四章", [place(2), place(4)]),
        ("三(一)和二(四)", [place(3, 1), place(2, 4)]),
        # what stands behind a place and is no part of it
        ("三(三)一共几条", [place(3, 3)]),
        ("三(三)，2025年目标", [place(3, 3)]),
        ("四(二)3个方面", [place(4, 2)]),
        ("三(三)1 下一点", [place(3, 3, 1)]),
        ("某某措施三、7", [place(3, 7)]),  # as documents number the points of a part
        ("规划二、3.", [place(2, 3)]),
        # beside the outline
        ("专栏2", [place(2)]),
        ("附件一", [place(1)]),
        ("前言写了什么", [place(0)]),
    ],
)
def test_places_of_an_outline_however_they_are_written(text: str, references: list[dict[str, Any]]) -> None:
    assert read(text) == references


@pytest.mark.parametrize(
    "text",
    [
        "三条措施", "专利法的两条规定", "到2025年达到12件", "增长3.2", "规划的3.2%", "规划写的3.2万件",
        "规划里的9.1亿元", "有5个园区", "一等奖", "十四五规划的目标",
        "第一名是谁", "第十四个五年规划", "第三方机构评估", "第一批试点", "把前五条措施列出来", "第三点", "最后一条", "末条",
        "第二段", "第一款第二项", "国办发〔2019〕6号", "十四五末",
    ],
)  # fmt: skip
def test_counts_figures_and_points_are_no_references(text: str) -> None:
    assert parse_references(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("专利法25条1款9项", "第二十五条第一款第九项"),
        ("实施细则第十条之一", "第十条之一"),
        ("第一条第(二)项第3目", "第一条第二项第三目"),
        ("三（二）6", "三、(二)6"),
        ("第三部分第6节", "第三部分第六节"),
        ("三(三)第2段", "三、(三)第二段"),
        ("专利法最后一条", "最后一条"),
        ("专栏2", "专栏二"),
        ("前言", "前言"),
    ],
)
def test_a_place_is_named_as_documents_write_it(text: str, name: str) -> None:
    assert [reference.name for reference in parse_references(text)] == [name]


def test_references_of_one_list_share_their_words() -> None:
    assert [r.text for r in parse_references("专利法第九条、第三条和第十条")] == ["第九条、第三条和第十条"] * 3
    assert [r.text for r in parse_references("三(一)到三(三)都写了什么")] == ["三(一)到三(三)"]
    assert [r.text for r in parse_references("三(一)和二(四)")] == ["三(一)", "二(四)"]
    assert [r.text for r in parse_references("第４条")] == ["第４条"]


def test_the_units_of_the_numbers_are_known() -> None:
    assert [r.units for r in parse_references("第五章第二节和三(二)")] == [("章", "节"), ("", "")]


@pytest.mark.parametrize(("text", "titled"), [("双随机意见第三部分", True), ("《某办法》里第三条", True), ("第三部分", False)])
def test_whether_a_title_stands_before_the_reference(text: str, titled: bool) -> None:
    assert [reference.titled for reference in parse_references(text)] == [titled]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("保障措施第二条", ((2,), "保障措施")),
        ("基本原则里的第4点", ((4,), "基本原则")),
        ("主要任务第③点的第一小点", ((3, 1), "主要任务")),
        ("保障措施最后一条", ((-1,), "保障措施")),
        ("总体要求的（二）", ((2,), "总体要求")),
        ("保障措施", ((), "")),
    ],
)
def test_what_is_counted_under_a_heading(text: str, found: tuple[tuple[int, ...], str]) -> None:
    assert ordinals_in(text) == found


def test_a_reference_says_nothing_by_itself() -> None:
    assert (Reference().name, Reference(numbers=(1,)).units) == ("", ())


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("第四部分三", [place(4, 3)]),
        ("第四部分三段", [place(4, paragraph=3)]),
        ("三(三)三、什么", [place(3, 3, 3)]),
        ("一(二)", [place(1, 2)]),
        ("某规划三", [place(3)]),
        ("某意见二的第三点", [place(2, 3)]),
        ("某规划三大任务", []),
        ("某规划2025", []),
        ("某规划第四部分三", [place(4, 3)]),
        ("三-三-3", [place(3, 3, 3)]),
        ("规划第三大块", [place(3)]),
        ("商标法前两条", [article(1, until=2)]),
    ],
)
def test_a_part_may_be_named_by_its_bare_number(text: str, references: list[dict[str, Any]]) -> None:
    assert read(text) == references


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("三(二)1到三(二)3", [place(3, 2, 1, until=3)]),
        ("三(三)到三(一)", [place(3, 1, until=3)]),
        ("第二章第一节至第二章第三节", [place(2, 1, until=3)]),
        ("三(二)1到三(三)3", [place(3, 2, 1), place(3, 3, 3)]),  # of two parents: two places, no range
        ("三(一)到四(三)", [place(3, 1), place(4, 3)]),
        ("专利法第三条到第三部分", [article(3), place(3)]),
        ("第一条第二项第3目到第5目", [article(1, item=2, subitem=3, until=5)]),
    ],
)
def test_a_range_lies_within_one_parent(text: str, references: list[dict[str, Any]]) -> None:
    assert read(text) == references


def test_a_number_that_is_too_large_for_a_point_is_none() -> None:
    assert read("三(三)99") == [place(3, 3, 99)]
    assert read("三(三)100") == [place(3, 3)]


@pytest.mark.parametrize(("text", "numbers"), [("3.3", (3, 3)), ("三.3", (3, 3)), ("3.6第二点", (3, 6, 2)), (" 2、4 ", (2, 4))])
def test_a_text_of_nothing_but_numbers_is_a_place_where_that_is_known(text: str, numbers: tuple[int, ...]) -> None:
    found = parse_references(text, bare=True)
    assert [(reference.numbers, reference.units, reference.text) for reference in found] == [
        (numbers, ("",) * len(numbers), text.strip())
    ]


def test_a_number_alone_is_no_place_even_then() -> None:
    assert parse_references("3", bare=True) == parse_references("3.3") == []


def test_the_first_number_that_is_counted_is_known() -> None:
    assert [first_ordinal(text) for text in ("第三条和第五条", "最后一点", "没有数的")] == [3, -1, 0]


def test_a_number_is_written_in_chinese_as_far_as_there_is_a_way() -> None:
    names = [Reference(article=(number, 0)).name for number in (9999, 10_000)]
    assert names == ["第九千九百九十九条", "第10000条"]


def test_each_label_is_a_place_of_its_own() -> None:
    assert [reference.name for reference in parse_references("专栏1和附件十二")] == ["专栏一", "附件十二"]
    assert all(reference.labelled for reference in parse_references("专栏1和附件十二"))
    assert not Reference(numbers=(1,), units=("章",)).labelled


@pytest.mark.parametrize(
    ("text", "references"),
    [
        # below the last of a list a part may be named, below a range none
        ("第三条至第五条、第七条第二款", [article(3, until=5), article(7, paragraph=2)]),
        ("某法第二条、第三条至第五条第一款", [article(2), article(3, until=5)]),
        ("某法第六条、第八条第一款和第九条", [article(6), article(8, paragraph=1), article(9)]),
        ("某办法第四条第(二)至(四)项", [article(4, item=2, until=4)]),
        ("某法最后一条第一款", [article(-1, paragraph=1)]),
        ("第二编第三章第九条", [{"article": (9, 0), "numbers": (2, 3)}]),
        ("第三条和某条例第五条第二款", [article(3), article(5, paragraph=2)]),
        # lists of places
        ("二(一)2、4、6", [place(2, 1, 2), place(2, 1, 4), place(2, 1, 6)]),
        ("二(一)2至4、6", [place(2, 1, 2, until=4), place(2, 1, 6)]),
        ("二(一)至(三)", [place(2, 1, until=3)]),
        ("三(一)第二段、第三段", [place(3, 1, paragraph=2), place(3, 1, paragraph=3)]),
        # the largest part, and what is none
        ("九十九(一)", [place(99, 1)]),
        ("一百(一)", []),
        ("零(三)", []),
        ("规划3.12", [place(3, 12)]),
        ("规划12.3", []),
        ("某某措施第三、7", []),
        ("某某措施三、7和8", []),  # a part and a point end the text
        ("四、(一)(二)", [place(4, 1), place(4, 2)]),
        ("四、(一)(二)(四)", [place(4, 1), place(4, 2), place(4, 4)]),
        ("三(三)3年", [place(3, 3)]),
        ("第二部分三、什么", [place(2)]),
        # with the name of a plan before it a bare number is a part
        ("规划二里第三点", [place(2, 3)]),
        ("某某二里第三点", []),
    ],
)
def test_lists_ranges_and_limits(text: str, references: list[dict[str, Any]]) -> None:
    assert read(text) == references


def test_words_end_with_the_reference_that_they_belong_to() -> None:
    assert [r.text for r in parse_references("某法第六条、第八条第一款和第九条")] == ["第六条、第八条第一款"] * 2 + ["第九条"]
    assert [r.text for r in parse_references("附件3、附件4")] == ["附件3", "附件4"]


def test_a_number_without_its_unit_known_is_left_out_of_the_name() -> None:
    assert Reference(numbers=(3, 2), units=("章",)).name == "第三章"


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        (Reference(numbers=(2, 1, 4), units=("", "", "")), "二、(一)4"),
        (Reference(numbers=(2, 1), units=("", "")), "二、(一)"),
        (Reference(numbers=(2,), units=("",)), "二"),
        (Reference(numbers=(2,), units=("",), paragraph=1), "二第一段"),
        (Reference(article=(3, 0), item=2), "第三条第二项"),
        (Reference(article=(3, 1), paragraph=1, item=2, subitem=4), "第三条之一第一款第二项第四目"),
        (Reference(article=(3, 0), item=-1, text="第三条最后一项"), "第三条最后一项"),
        (Reference(numbers=(0,), units=("",), text="序言"), "序言"),
        (Reference(numbers=(3,), units=("附表",)), "附表三"),
    ],
)
def test_each_part_of_a_place_is_named_on_its_level(reference: Reference, name: str) -> None:
    assert reference.name == name
