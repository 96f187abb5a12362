"""Every way to name a place, over documents whose clauses are counted by hand."""

from collections.abc import Callable, Sequence

import pytest

from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.records import Turn
from assistant.retrieval.lookup import find_place
from assistant.retrieval.places import FEW, WHOLE, Listed, Place
from assistant.retrieval.retriever import Retriever
from corpus.records import Document

HOME = """襄阳市创新规划
前言的一句话。

一、总体要求
（一）指导思想
坚持创新。
（二）基本原则
1.政府引导。政府引导市场。
2.企业主体。企业是主体。
二、保障措施
（一）加强组织领导
建立联席会议制度。
（二）加大资金投入
设立专项资金。给予补贴。
三、解释施行
本规划由市局解释。县区照此解释。
本规划自印发之日起施行。
四、完善服务体系、深化改革试点
推进试点。
"""
MARK = "商标法\n第一条 为了加强管理，制定本法。\n第二条 应当提交材料。\n可以收取费用。\n第三条 有效期为十年。\n"
PATENT = "专利法\n第一条 为了保护发明，制定本法。\n第二条 期限为二十年。\n"
NOTICE = "某试点通知\n开展试点工作。\n"
DOCUMENTS = (
    (Document("home", "襄阳市创新规划", region="襄阳", province="湖北", kind="规划"), HOME),
    (Document("mark", "商标法", region="全国"), MARK),
    (Document("patent", "专利法", region="全国"), PATENT),
    (Document("notice", "试点工作通知", region="全国"), NOTICE),
)
# clauses: home 0 前言, 1 一(一), 2 一(二)1, 3 一(二)2, 4 二(一), 5 二(二), 6 7 三, 8 四; mark 9 10 11; patent 12 13; notice 14
FIRST_OF_MARK, FIRST_OF_PATENT = 9, 12


@pytest.fixture(scope="module")
def made(make_retriever: Callable[..., Retriever]) -> Retriever:
    return make_retriever(DOCUMENTS)


def span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def lacking(document: int, article: str, count: int) -> Place:
    return Place(document, missing=article, count=count, unit="条")


def find(made: Retriever, question: str, history: Sequence[Turn] = ()) -> list[Place]:
    pointer = Pointer(made.units.documents, "襄阳", "home" if made.scoper.home is not None else "")
    understood = Reader(point=pointer.read).read(question, history)
    return find_place(understood, made.scoper.scope(understood.pointing), made)


def test_the_clauses_are_where_they_are_counted_to_be(made: Retriever) -> None:
    paths = [clause.path for clause in made.units.clauses]
    assert paths[:9] == ["前言", "一.(一)", "一.(二).1", "一.(二).2", "二.(一)", "二.(二)", "三.p1", "三.p2", "四"]
    assert paths[FIRST_OF_MARK : FIRST_OF_PATENT + 2] == ["第一条", "第二条", "第三条", "第一条", "第二条"]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        # articles: in the documents that are named, and nowhere else
        ("商标法第三条", [Place(1, (11,))]),
        ("商标法第二条第二款", [Place(1, (10,), title="第二条第二款", parts=(span(MARK, "可以收取费用。"),))]),
        ("商标法第二条第三款", [Place(1, missing="第二条第三款", count=2, unit="款", whole="第二条")]),
        ("商标法第二条第二款第一项", [Place(1, missing="第二条第二款第一项", count=0, unit="项", whole="第二条第二款")]),
        ("商标法第二条第一项", [Place(1, missing="第二条第一项", count=0, unit="项", whole="第二条第一款")]),
        ("商标法第二条第三款第一项", [Place(1, missing="第二条第三款第一项", count=2, unit="款", whole="第二条")]),
        ("第三条", []),
        ("商标法和专利法第二条", [Place(1, (10,)), Place(2, (13,))]),
        ("商标法和专利法第三条", [Place(1, (11,))]),  # what one lacks is not said where the other has it
        ("商标法第二条到第三条", [Place(1, (10, 11))]),
        ("商标法第三条到第九条", [Place(1, (11,), count=3, unit="条")]),
        ("商标法第一条到第九条", [Place(1, (9, 10, 11), count=3, unit="条")]),
        ("商标法最后一条", [Place(1, (11,))]),
        ("商标法第九条", [Place(1, missing="第九条", count=3, unit="条")]),
        ("商标法第一条和第九条", [Place(1, (9,)), Place(1, missing="第九条", count=3, unit="条")]),
        ("商标法和专利法第九条", [lacking(1, "第九条", 3), lacking(2, "第九条", 2)]),
        ("试点工作通知第二条", [Place(3, missing="第二条", unit="条")]),  # it has no articles
        ("商标法第一条和第三条", [Place(1, (9,)), Place(1, (11,))]),
        # sections: in the document that is named, else at home
        ("二(一)原文", [Place(0, (4,))]),
        ("第三部分", [Place(0, (6, 7))]),
        ("最后一部分", [Place(0, (8,))]),
        ("专利法九(一)", [Place(2, missing="九、(一)", count=2, unit="条")]),
        ("试点工作通知二(一)", [Place(3, missing="二、(一)", unit="部分")]),
        ("二(九)原文", [Place(0, missing="二、(九)", count=2, unit="点", whole="“保障措施”")]),
        ("第九部分", [Place(0, missing="第九部分", count=4, unit="部分")]),
        ("一(二)9", [Place(0, missing="一、(二)9", count=2, unit="点", whole="一、（二）")]),
        ("第三部分第9段", [Place(0, missing="第三部分第九段", count=2, unit="段", whole="“解释施行”")]),
        ("某意见第三部分", []),  # a title that is not held is not the home document
        ("专栏2", [Place(0, missing="专栏二")]),
        ("保障措施专栏2", [Place(0, missing="专栏二")]),
        ("前言写了什么", [Place(0, (0,))]),
        ("商标法前言写了什么", [Place(1, missing="前言")]),  # of which there is never a number
        ("商标法第一部分", [Place(1, missing="第一部分", count=3, unit="条")]),
        ("广州二(一)原文", []),  # home is not meant
        ("三第2段", []),
        ("二、保障措施", [Place(0, (4, 5))]),  # begins as the heading does
        ("加强组织领导这一段", [Place(0, (4,))]),
        ("第三部分第2段", [Place(0, (7,))]),
        ("第三部分第二条", [Place(0, (7,))]),
        ("第三章第二条", [Place(0, (7,))]),  # of a text without articles
        # … though a heading is named before it, where that has no such part, or a part of a part or several are meant
        ("保障措施第九部分", [Place(0, missing="第九部分", count=2, unit="部分", whole="“保障措施”")]),
        ("总体要求第二节第9点", [Place(0, missing="第二节第九点", count=2, unit="点", whole="一、（二）")]),
        ("保障措施第二部分第1段", [Place(0, (4,))]),
        ("保障措施第一部分到第二部分", [Place(0, (1, 2, 3, 4, 5))]),
        # what is counted below a place
        ("一(二)全文", [Place(0, (2, 3))]),
        ("一(二)原则第1条", [Place(0, (2,))]),
        ("一(二)原则第2条", [Place(0, (3,))]),
        ("一(二)原则第3条", [Place(0, (2, 3))]),
        ("二(一)组织第1条", [Place(0, (4,))]),
        # what is counted below a heading
        ("总体要求第二节第1点", [Place(0, (2,))]),
        ("保障措施第一条", [Place(0, (4,))]),
        ("保障措施第二条", [Place(0, (5,))]),
        ("总体要求第二条", [Place(0, (2, 3))]),
        ("保障措施最后一条", [Place(0, (5,))]),
        ("保障措施第三条", [Place(0, missing="保障措施第三项", count=2, unit="项", whole="保障措施")]),
        ("总体要求第二点的第二小点", [Place(0, (3,))]),
        ("保障措施第二部分", [Place(0, (5,))]),
        ("解释施行第一条", [Place(0, (6,))]),
        ("解释施行第二条", [Place(0, (7,))]),
        ("解释施行最后一条", [Place(0, (7,))]),
        ("解释施行第三条", []),  # paragraphs are not numbered: there may be another way to count
        ("商标法解释施行第二条", [Place(1, (10,))]),
        # the text of a heading, where nothing else is asked
        ("加强组织领导原文", [Place(0, (4,))]),
        ("总体要求原文", [Place(0, (1, 2, 3))]),
        ("加强组织领导的会议制度原文", [Place(0, (4,))]),
        ("加强组织领导的会议好制度原文", []),
        ("加强组织领导", []),
        ("加强组织领导有哪些", []),
        ("深化改革试点原文", []),  # half of a heading
        ("完善服务体系、深化改革试点原文", [Place(0, (8,))]),
        ("质押融资原文", []),
        ("广州加强组织领导原文", []),
        ("襄阳市创新规划和商标法的加强组织领导原文", [Place(0, (4,))]),  # of several that are named the first
    ],
)  # fmt: skip
def test_places(made: Retriever, question: str, places: list[Place]) -> None:
    assert find(made, question) == places


@pytest.mark.parametrize(
    ("before", "question", "clauses"),
    [
        ("商标法第二条原文", "下一条", (11,)),
        ("商标法第二条原文", "上一条", (9,)),
        ("商标法第三条原文", "下一条", (11,)),  # the last one of its document
        ("商标法第一条原文", "上一条", (9,)),  # the first one
        ("一(二)原文", "下一节", (4,)),
        ("一(二)原文", "上一节", (1,)),
        ("一(一)原文", "上一节", (0,)),
        ("第四部分原文", "下一节", (8,)),
    ],
)
def test_a_step_from_a_place(made: Retriever, before: str, question: str, clauses: tuple[int, ...]) -> None:
    assert [place.clauses for place in find(made, question, [Turn(before, "……")])] == [clauses]


def test_headings_below_a_heading_are_listed_and_cited(made: Retriever) -> None:
    units = made.units
    (place,) = find(made, "保障措施有哪几条")
    assert (place.title, place.unit, place.clauses) == ("保障措施", "项", (4, 5))
    assert [(row.label, row.clause) for row in place.headings] == [
        ("（一）加强组织领导", units.clauses[4]),
        ("（二）加大资金投入", units.clauses[5]),
    ]
    assert [HOME[row.heading.start : row.heading.end] for row in place.headings if row.heading] == [
        "（一）加强组织领导",
        "（二）加大资金投入",
    ]


def test_points_without_a_heading_are_listed_by_their_number(made: Retriever) -> None:
    units = made.units
    (place,) = find(made, "基本原则有哪几条")
    assert place.headings == (
        Listed("一、（二）1. 政府引导", units.clauses[2], units.clauses[2].sentences[0]),
        Listed("一、（二）2. 企业主体", units.clauses[3], units.clauses[3].sentences[0]),
    )


def test_a_heading_without_headings_below_lists_its_paragraphs(made: Retriever) -> None:
    units = made.units
    (place,) = find(made, "解释施行有哪几条")
    assert (place.title, place.clauses) == ("解释施行", (6, 7))
    assert place.headings == tuple(Listed("", units.clauses[n], units.clauses[n].sentences[0], quoted=True) for n in (6, 7))
    assert find(made, "加强组织领导有哪几条") == []


LONG = (
    "某法\n第一章 总则\n第一条 目的。\n第二章 权利\n第一节 种类\n第二条 种类有二。\n第三条 分为两种。\n第二节 期限\n"
    "第四条 期限十年。\n" + ("第三章 监督\n" + "".join(f"第{n}条 {'监督检查，' * 40}依法进行。\n" for n in "五六七八九"))
)


def test_a_large_chapter_is_the_list_of_what_lies_below_and_a_small_one_its_text(
    make_retriever: Callable[..., Retriever],
) -> None:
    made = make_retriever([(Document("law", "某法", region="全国"), LONG)], home=("襄阳", ""))
    (large,) = find(made, "某法第三章")
    assert (large.title, large.unit, large.clauses) == ("第三章 监督", "条", (4, 5, 6, 7, 8))
    assert [row.label for row in large.headings] == ["第五条 ", "第六条 ", "第七条 ", "第八条 ", "第九条 "]
    assert all(row.quoted for row in large.headings)
    (small,) = find(made, "某法第二章")
    assert small == Place(0, (1, 2, 3), title="第二章 权利")


def test_sections_are_listed_with_their_articles(make_retriever: Callable[..., Retriever]) -> None:
    many = "".join(f"第{n}条 {'期限延长，' * 60}完。\n" for n in ("四", "五", "六", "七"))
    text = LONG.partition("第四条")[0] + many
    made = make_retriever([(Document("law", "某法", region="全国"), text)], home=("襄阳", ""))
    (chapter,) = find(made, "某法第二章")
    assert (chapter.title, chapter.unit) == ("第二章 权利", "节")
    assert [row.label for row in chapter.headings] == ["第一节 种类（第二条至第三条）", "第二节 期限（第四条至第七条）"]


@pytest.mark.parametrize(
    ("question", "missing", "count", "unit"),
    [
        ("某法第九章", "第九章", 3, "章"),
        ("某法第二章第三节", "第二章第三节", 2, "节"),
        ("某法第三章第一节", "第三章第一节", 0, "节"),
    ],
)
def test_a_chapter_that_is_not_there(
    make_retriever: Callable[..., Retriever], question: str, missing: str, count: int, unit: str
) -> None:
    made = make_retriever([(Document("law", "某法", region="全国"), LONG)], home=("襄阳", ""))
    (place,) = find(made, question)
    assert (place.clauses, place.missing, place.count, place.unit) == ((), missing, count, unit)


ITEMS = "某法\n第一条 包括：\n（一）甲；\n1.子；\n2.丑；\n（二）乙。\n另有规定。\n第二条 完。\n"


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("某法第一条第一款", ["包括：", "（一）甲；", "1.子；", "2.丑；", "（二）乙。"]),
        ("某法第一条第二款", ["另有规定。"]),
        ("某法第一条第一款第二项", ["包括：", "（二）乙。"]),
        ("某法第一条第一项", ["包括：", "（一）甲；", "1.子；", "2.丑；"]),
        ("某法第一条第一项第2目", ["包括：", "（一）甲；", "2.丑；"]),
        ("某法第一条第一至二项", ["包括：", "（一）甲；", "1.子；", "2.丑；", "（二）乙。"]),
        ("某法第一条第一项第3目", []),
        ("某法第一条第三项", []),
    ],
)
def test_a_part_of_an_article_comes_with_the_lead_of_its_list(
    make_retriever: Callable[..., Retriever], question: str, quotes: list[str]
) -> None:
    made = make_retriever([(Document("law", "某法", region="全国"), ITEMS)], home=("襄阳", ""))
    (place,) = find(made, question)
    assert [ITEMS[start:end] for start, end in place.parts] == quotes
    assert bool(place.missing) == (not quotes)


@pytest.mark.parametrize("question", ["保障措施有哪些", "保障措施的标题", "保障措施"])
def test_headings_are_listed_where_a_list_of_them_is_asked_for(made: Retriever, question: str) -> None:
    assert find(made, question) == []


def test_without_a_home_document_only_named_documents_have_places(make_retriever: Callable[..., Retriever]) -> None:
    made = make_retriever(DOCUMENTS[1:], home=("襄阳", ""))
    assert find(made, "二(一)原文") == find(made, "加强组织领导原文") == find(made, "保障措施第二条") == []
    assert find(made, "商标法第三条") == [Place(0, (2,))]


def test_an_article_that_is_there_is_not_counted_below_a_heading(make_retriever: Callable[..., Retriever]) -> None:
    text = "某法\n第一章 总则\n第一条 目的。\n第二章 监督检查\n第二条 种类有二。\n第三条 分为两种。\n"
    made = make_retriever([(Document("law", "某法", region="全国"), text)], home=("襄阳", ""))
    assert find(made, "某法监督检查第二条") == [Place(0, (1,))]
    assert find(made, "某法监督检查第九条") == [Place(0, missing="监督检查第九项", whole="监督检查", count=2, unit="项")]


def test_of_a_heading_without_text_there_is_no_last_place(make_retriever: Callable[..., Retriever]) -> None:
    made = make_retriever([(DOCUMENTS[0][0], HOME + "五、附件目录清单\n")])
    assert find(made, "附件目录清单最后一条") == find(made, "附件目录清单第一条") == []


@pytest.mark.parametrize(("articles", "size", "titles"), [(4, 1500, 0), (5, 900, 0), (5, 901, 5), (6, 900, 0), (6, 1500, 6)])
def test_a_chapter_is_shown_whole_up_to_four_articles_or_nine_hundred_characters(
    make_retriever: Callable[..., Retriever], articles: int, size: int, titles: int
) -> None:
    assert (WHOLE, FEW) == (900, 4)
    rows = [f"第{n}条 。\n" for n in "二三四五六七"[:articles]]
    rows[0] = "第二条 " + "查" * (size - len("".join(rows))) + "。\n"
    text = "某法\n第一章 总则\n第一条 目的。\n第二章 监督\n" + "".join(rows)
    made = make_retriever([(Document("law", "某法", region="全国"), text)], home=("襄阳", ""))
    inside = tuple(range(1, articles + 1))
    assert sum(len(made.units.clauses[n].text) for n in inside) == size
    (place,) = find(made, "某法第二章")
    assert (place.clauses, len(place.headings)) == (inside, titles)


def test_several_chapters_are_shown_whole_and_have_no_title_of_their_own(make_retriever: Callable[..., Retriever]) -> None:
    made = make_retriever([(Document("law", "某法", region="全国"), LONG)], home=("襄阳", ""))
    assert find(made, "某法第二章到第三章") == [Place(0, tuple(range(1, 9)))]


def test_what_is_listed_below_a_chapter_is_cited_where_it_begins(make_retriever: Callable[..., Retriever]) -> None:
    articles = {n: f"第{n}条 {'期限延长，' * 60}完。\n" for n in "二三四五六七"}
    sections = [("第一节 种类", "二"), ("第二节 期限", "三四五"), ("第三节 费用", "六七")]
    text = "某法\n第一章 总则\n第一条 目的。\n第二章 权利\n" + "".join(
        f"{title}\n" + "".join(articles[n] for n in inside) for title, inside in sections
    )
    made = make_retriever([(Document("law", "某法", region="全国"), text)], home=("襄阳", ""))
    (chapter,) = find(made, "某法第二章")
    assert [(row.label, row.clause and row.clause.path, row.quoted) for row in chapter.headings] == [
        ("第一节 种类", "第二条", False),  # one article needs no range
        ("第二节 期限（第三条至第五条）", "第三条", False),
        ("第三节 费用（第六条至第七条）", "第六条", False),
    ]
    assert [text[row.span[0] : row.span[1]] for row in chapter.headings] == [title for title, _ in sections]
    mixed = text.replace("第二章 权利\n", "第二章 权利\n第一条之一 范围。\n")
    made = make_retriever([(Document("law", "某法", region="全国"), mixed)], home=("襄阳", ""))
    (chapter,) = find(made, "某法第二章")
    assert [row.label for row in chapter.headings][:2] == ["第一条之一 ", "第一节 种类"]
    assert chapter.unit == "项"  # neither articles nor sections alone


def test_a_point_of_several_paragraphs_is_listed_by_its_number(make_retriever: Callable[..., Retriever]) -> None:
    text = HOME.replace("1.政府引导。政府引导市场。\n", "1.政府引导\n政府引导市场。\n市场配置资源。\n")
    made = make_retriever([(DOCUMENTS[0][0], text)])
    (place,) = find(made, "基本原则有哪几条")
    assert [row.clause and row.clause.path for row in place.headings] == ["一.(二).1.p1", "一.(二).2"]
    assert not any(row.quoted for row in place.headings)


def test_a_place_has_none_of_any_unit_unless_it_is_said() -> None:
    assert (Place(0).count, Place(0).unit, Listed("", None, (0, 0)).quoted) == (0, "", False)


@pytest.mark.parametrize("question", ["规划的保障措施是什么", "保障措施有什么？", "保障措施包括什么", "什么是保障措施"])
def test_what_a_heading_is_tells_the_headings_below_it(made: Retriever, question: str) -> None:
    (place,) = find(made, question)
    assert [row.label for row in place.headings] == ["（一）加强组织领导", "（二）加大资金投入"]


@pytest.mark.parametrize("question", ["规划的指导思想是什么", "解释施行是什么"])
def test_what_a_heading_is_tells_the_text_below_it_where_no_titles_are(made: Retriever, question: str) -> None:
    (place,) = find(made, question)
    assert place.clauses == ((1,) if "指导" in question else (6, 7))
    assert place.headings == ()


def test_what_is_asked_of_more_than_a_heading_is_no_heading(made: Retriever) -> None:
    assert find(made, "加大资金投入的专项资金和补贴的用途是什么") == []
    assert find(made, "保障措施是什么意思") == []


def test_as_many_as_there_are_are_the_titles(made: Retriever) -> None:
    (place,) = find(made, "规划写的保障措施是哪两条")
    assert len(place.headings) == 2
    assert find(made, "规划写的保障措施是哪三条") == []


def test_what_each_of_them_is_asks_for_no_second_thing(made: Retriever) -> None:
    (place,) = find(made, "保障措施有哪几条，分别是什么")
    assert [row.label for row in place.headings] == ["（一）加强组织领导", "（二）加大资金投入"]
    assert find(made, "保障措施有哪几条，分别投多少钱") == []
