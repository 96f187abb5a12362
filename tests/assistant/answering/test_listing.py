"""How an open question is answered: lists whole, long ones counted, clause by clause, each with its place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant import messages
from assistant.answering.complete import LONGEST_LIST, Point
from assistant.answering.draft import Draft
from assistant.answering.listing import OpenWriter, led_by, with_items_between
from assistant.answering.quoting import Quoter
from assistant.reading.model import Reading
from assistant.records import Hit
from assistant.retrieval.lists import with_whole_lists
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.search import Found
from assistant.thresholds import OPEN_BELONGS, OPEN_BELONGS_WHOLE, OPEN_LIKELY, OPEN_SURE, READS_BETTER, SUPPORT
from corpus.records import Document

ITEM = "甲" * 395
LAW = f"""质押法
第一条 登记应当公开并且接受社会各界监督。
有下列情形之一的，不予登记：
（一）已经转让的；
（二）已经失效的。
第二条 下列费用由企业承担：
（一）{ITEM}；
（二）{ITEM}；
（三）{ITEM}。
第三条 质押期限为三年，自登记之日起计算。
"""
Write = Callable[..., Draft]
Indexed = Callable[[str], tuple[Retriever, dict[str, Document]]]


@pytest.fixture(scope="module")
def law(indexed: Indexed) -> tuple[Retriever, dict[str, Document]]:
    return indexed(LAW)


@pytest.fixture
def write(law: Any, make_found: Callable[..., Found]) -> Write:
    """Write the answer to an open question whose hits are the sentences that begin so, each with its odds."""
    retriever, documents = law
    clauses = {clause.id: clause for clause in retriever.units.clauses}

    def run(*hits: tuple[str, float], question: str = "质押有哪些规定", head: str = "", told: Sequence[float] = ()) -> Draft:
        made = [_hit(retriever, beginning, odds) for beginning, odds in hits]
        draft = Draft(documents, "answered")  # type: ignore[arg-type]
        found = make_found(question, made)
        shown = with_whole_lists(made, clauses.__getitem__) if found.understood.exhaustive else made
        writer = OpenWriter(retriever, Quoter(retriever))
        writer.belonging = Told(*told) if told else writer.belonging
        writer.write(found, shown, draft, head)
        return draft

    return run


def _hit(retriever: Retriever, beginning: str, odds: float) -> Hit:
    numbers = range(len(retriever.units.sentence_clause))
    sentence = next(n for n in numbers if retriever.units.sentence_text(n).startswith(beginning))
    return retriever.hit(sentence, 0.5, {"together": odds})


def test_a_list_is_written_whole_whichever_item_was_found(write: Write) -> None:
    assert write(("（二）已经失效", 0.0)).lines == [
        "“有下列情形之一的，不予登记：”[1]",
        "“（一）已经转让的；”[2]",
        "“（二）已经失效的。”[3]（第一条）",
    ]


@pytest.mark.parametrize("question", ["质押有哪些规定", "质押 登记"])
def test_a_lead_is_never_shown_without_its_items(write: Write, question: str) -> None:
    assert len(write(("有下列情形", 0.0), question=question).lines) == 3


def test_one_that_does_not_ask_for_all_there_is_gets_the_item_that_was_found_behind_its_lead(write: Write) -> None:
    lines = write(("（二）已经失效", 0.0), question="质押 登记").lines
    assert lines == ["“有下列情形之一的，不予登记：”[1]“（二）已经失效的。”[2]（第一条）"]


@pytest.mark.parametrize(
    ("list_", "alone"),
    [(-READS_BETTER, True), (0.01 - READS_BETTER, False)],  # which case is meant nobody can tell
)
def test_where_one_case_of_a_list_is_clearly_asked_of_the_others_are_not_shown(write: Write, list_: float, alone: bool) -> None:
    hits = (("（二）已经失效", 0.0), ("有下列情形", list_))
    quotes = [citation.quote for citation in write(*hits, question="质押 登记", told=(0.9, 0.8)).citations]
    assert ("（一）已经转让的；" not in quotes) is alone
    assert "（一）已经转让的；" in [citation.quote for citation in write(*hits).citations]  # all of them are asked for


def test_of_a_long_list_the_first_items_are_shown_and_all_are_counted(write: Write) -> None:
    """Two items of 399 characters are 798, three are more than 800."""
    assert LONGEST_LIST == 800
    draft = write((f"（三）{ITEM}", 0.0))
    assert [line[:5] for line in draft.lines] == ["“下列费用", "“（一）甲", "“（二）甲", "（以上为前"]
    assert draft.lines[-1] == "（以上为前二项，共三项，其余可点开引用查看。）"
    assert messages.REST_OF_ITEMS.format(shown="二", count="三") == draft.lines[-1]
    assert draft.lines[-2].endswith("（第二条）")


def test_what_may_only_have_to_do_with_it_comes_last_under_words_that_say_so(write: Write) -> None:
    """Numbered on, so that one can ask for the third."""
    hits = (("质押期限", 0.0), ("登记应当", -0.2), ("有下列情形", -0.4))
    lines = write(*hits, told=(0.9, 0.5, 0.5), head="原文是：").lines
    begins = ("原文是：“质押", messages.ALSO_LEAD, "2. “登记", "3. “有下", "“（一）", "“（二）")
    assert [line.startswith(words) for line, words in zip(lines, begins, strict=True)] == [True] * len(begins)
    lines = write(*hits, told=(0.9, OPEN_LIKELY, OPEN_SURE)).lines  # one sentence of a clause does for all of it
    assert not any(messages.ALSO_LEAD in line for line in lines)
    hits = (("质押期限", 0.0), ("登记应当", -0.2))
    lines = write(*hits[:2], told=(0.9, 0.5)).lines
    assert [line.startswith(words) for line, words in zip(lines, ("“质押", messages.ALSO_LEAD + "“登记"), strict=True)] == [
        True,
        True,
    ]
    asked = "请把质押的规定列全，一条也不要漏"
    assert not any(messages.ALSO_LEAD in line for line in write(*hits[:2], told=(0.9, 0.5), question=asked).lines)


def test_where_one_rule_answers_what_is_far_below_it_in_another_article_is_not_shown(write: Write) -> None:
    def also(question: str, odds: float) -> bool:
        lines = write(("质押期限", 0.0), ("登记应当", odds), told=(0.9, 0.5), question=question).lines
        return any(messages.ALSO_LEAD in line for line in lines)

    assert also("质押应当怎么登记", -SUPPORT)
    assert not also("质押应当怎么登记", -SUPPORT - 0.1)
    assert also("质押有哪些规定", -SUPPORT - 0.1)  # several are asked for


@pytest.mark.parametrize(("second", "whole"), [(400, True), (401, False)])
def test_a_list_is_shown_whole_up_to_800_characters(
    indexed: Indexed, make_found: Callable[..., Found], second: int, whole: bool
) -> None:
    text = f"质押法\n第一条 下列费用由企业承担：\n（一）{'甲' * 396}；\n（二）{'甲' * (second - 4)}。\n"
    retriever, documents = indexed(text)
    hit, draft = _hit(retriever, "下列费用", 0.0), Draft(documents, "answered")  # type: ignore[arg-type]
    OpenWriter(retriever, Quoter(retriever)).write(make_found("质押有哪些规定", [hit]), [hit], draft, "")
    assert len(draft.citations) == (3 if whole else 2)
    assert (draft.lines[-1] == messages.REST_OF_ITEMS.format(shown="一", count="二")) is not whole


def test_points_are_numbered_and_those_of_a_clause_stand_together(write: Write) -> None:
    lines = write(("质押期限", 0.0), ("登记应当", -0.2), ("（一）已经转让", -0.4), told=(0.9, 0.8, 0.7)).lines
    assert [line[:6] for line in lines] == ["1. “质押", "2. “登记", "3. “有下", "“（一）已经", "“（二）已经"]
    assert [line.endswith("条）") for line in lines] == [True, False, False, False, True]


def test_the_opening_stands_before_one_paragraph_and_above_several(write: Write) -> None:
    assert write(("质押期限", 0.0), head="原文是：").lines == ["原文是：“质押期限为三年，自登记之日起计算。”[1]（第三条）"]
    assert write(("质押期限", 0.0), ("登记应当", -0.2), head="原文是：", told=(0.9, 0.8)).lines[0] == "原文是："


def test_of_a_list_that_was_found_twice_the_strongest_counts_and_it_is_written_once(write: Write) -> None:
    """The third item does not fit into the hit of its list, so that both are hits."""
    draft = write(("质押期限", 0.0), (f"（三）{ITEM}", 3.0), (f"（一）{ITEM}", -0.2))
    assert draft.lines[0].startswith("“下列费用")  # before the other clause, which is out of reach beside it
    assert [citation.quote[:4] for citation in draft.citations] == ["下列费用", "（一）甲", "（二）甲"]


def test_keywords_that_what_is_shown_lacks_are_covered(write: Write) -> None:
    """Two keywords of a list of them: 期限 is far below, but one of the first hits."""
    assert len(write(("登记应当", 0.0), ("质押期限", -9.0), question="列出 登记 期限").lines) == 2
    assert len(write(("登记应当", 0.0), ("质押期限", -9.0), question="有哪些登记").lines) == 1


class Told:
    """Tells the chances that it is given, and keeps what it was asked."""

    def __init__(self, *chances: float) -> None:
        self.told = list(chances)
        self.asked: dict[str, bool] = {}

    def chances(self, points: Sequence[Point], **asked: bool) -> list[float]:
        """Return them."""
        assert len(points) == len(self.told)
        self.asked = asked
        return self.told


@pytest.mark.parametrize(
    ("question", "beginnings", "asked"),
    [
        ("质押有哪些举措", ("支持银行", "高价值专利"), {"exhaustive": True, "banked": True}),
        ("质押 专利", ("支持银行", "高价值专利"), {"exhaustive": False, "banked": True}),
        ("质押有哪些规定", ("银行应当", "企业在"), {"exhaustive": True, "banked": False}),
    ],
)
def test_what_likely_belongs_to_the_answer_is_shown(
    world: Any, make_found: Callable[..., Found], question: str, beginnings: Sequence[str], asked: dict[str, bool]
) -> None:
    hits = [_hit(world.retriever, beginning, 0.0) for beginning in beginnings]
    writer = OpenWriter(world.retriever, Quoter(world.retriever))
    for other, lines in ((OPEN_BELONGS, 2), (OPEN_BELONGS / 2, 1)):
        draft, writer.belonging = world.draft(), Told(0.9, other)
        writer.write(make_found(question, hits), hits, draft, "")
        assert len(draft.lines) == lines
        assert writer.belonging.asked == asked


def test_a_question_that_says_so_is_shown_all_that_may_belong(world: Any, make_found: Callable[..., Found]) -> None:
    hits = [_hit(world.retriever, beginning, 0.0) for beginning in ("支持银行", "高价值专利")]
    writer = OpenWriter(world.retriever, Quoter(world.retriever))
    for question, lines in (("质押有哪些举措，说全些", 2), ("质押有哪些举措，一条条列给我", 2), ("质押有哪些举措", 1)):
        draft, writer.belonging = world.draft(), Told(0.9, OPEN_BELONGS_WHOLE)
        writer.write(make_found(question, hits), hits, draft, "")
        assert len(draft.lines) == lines


def test_a_title_like_sentence_gives_what_it_leads(world: Any, make_found: Callable[..., Found]) -> None:
    hit, draft = world.hit("人才培训扎实"), world.draft()
    OpenWriter(world.retriever, Quoter(world.retriever)).write(make_found("人才培训有哪些举措", [hit]), [hit], draft, "")
    assert [line[1] for line in draft.lines] == list("甲乙丙丁戊己")
    assert [each.text[0] for each in led_by(hit, world.retriever)] == list("甲乙丙丁戊己")
    assert led_by(world.hit("甲类人才"), world.retriever) == []
    assert led_by(world.hit("支持银行"), world.retriever) == []  # goes on behind a semicolon


def test_of_a_question_for_one_thing_a_lead_gets_its_items_too_and_nothing_else_is_led(
    law: Any, make_found: Callable[..., Found]
) -> None:
    retriever, documents = law
    draft = Draft(documents, "answered")  # type: ignore[arg-type]
    writer = OpenWriter(retriever, Quoter(retriever))
    assert len(writer.led(_hit(retriever, "有下列情形", 0.0), make_found("质押登记", []), draft)) == 3
    assert writer.led(_hit(retriever, "（二）已经失效", 0.0), make_found("质押登记", []), draft) == []
    assert writer.led(_hit(retriever, "质押期限", 0.0), make_found("质押登记", []), draft) == []


def test_what_is_led_carries_its_place_behind_the_last(world: Any, law: Any, make_found: Callable[..., Found]) -> None:
    retriever, documents = law
    draft = Draft(documents, "answered")  # type: ignore[arg-type]
    listed = OpenWriter(retriever, Quoter(retriever)).led(_hit(retriever, "有下列情形", 0.0), make_found("质押登记", []), draft)
    assert [line.endswith("（第一条）") for line in listed] == [False, False, True]
    led = OpenWriter(world.retriever, Quoter(world.retriever)).led(
        world.hit("专利导航服务"), make_found("专利导航", []), world.draft("plan")
    )
    assert [line.endswith("专利导航）") for line in led] == [False, False, True]


def test_the_place_stands_behind_the_last_of_its_clause_not_behind_its_list(write: Write) -> None:
    lines = write(("（一）已经转让", 0.0), ("质押期限", -0.1), ("登记应当", -0.2), told=(0.9, 0.8, 0.7)).lines
    assert [line[:6] for line in lines] == ["1. “登记", "2. “有下", "“（一）已经", "“（二）已经", "3. “质押"]
    assert [line.endswith(("（第一条）", "（第三条）")) for line in lines] == [False, False, False, True, True]


def test_the_place_is_told_though_the_last_of_a_clause_was_quoted_with_another(write: Write) -> None:
    for found in (
        [("（二）已经失效", 0.0), ("有下列情形", -0.2)],
        [("（二）已经失效", 0.0), ("登记应当", -0.1), ("有下列情形", -0.2)],
    ):
        lines = write(*found, question="质押登记", told=(0.9,) * len(found)).lines
        assert sum("（第一条）" in line for line in lines) == 1
        assert lines[-1].endswith("（第一条）")


def test_an_item_that_was_quoted_is_not_quoted_again_with_its_list(write: Write) -> None:
    draft = write(("（二）已经失效", 0.0), ("有下列情形", -0.2), question="质押 登记", told=(0.9, 0.8))
    assert [citation.quote[:4] for citation in draft.citations] == ["有下列情", "（二）已", "（一）已"]


def test_of_a_list_one_item_is_shown_however_long(indexed: Indexed, make_found: Callable[..., Found]) -> None:
    text = f"质押法\n第一条 下列费用由企业承担：\n（一）{'甲' * 900}；\n（二）乙。\n"
    retriever, documents = indexed(text)
    hit, draft = _hit(retriever, "下列费用", 0.0), Draft(documents, "answered")  # type: ignore[arg-type]
    OpenWriter(retriever, Quoter(retriever)).write(make_found("质押有哪些规定", [hit]), [hit], draft, "")
    assert [citation.quote[:4] for citation in draft.citations] == ["下列费用", "（一）甲"]
    assert draft.lines[-1] == messages.REST_OF_ITEMS.format(shown="一", count="二")


TITLED = f"""质押法
第一条 登记依法进行。{"".join(f"{order}类登记按照规定办理完毕。" for order in "甲乙丙丁戊己庚辛")}
第二条 依法从事登记业务活动，{"子" * 20}。
第三条 依法收费。
第四条 下列费用免收；丑类费用另外收取，由企业承担。
"""


def test_in_an_article_a_short_first_sentence_is_shown_with_six_more(indexed: Indexed, make_found: Callable[..., Found]) -> None:
    retriever, documents = indexed(TITLED)
    led = led_by(_hit(retriever, "登记依法", 0.0), retriever)
    assert [hit.text[0] for hit in led] == list("登甲乙丙丁戊己")
    assert led_by(_hit(retriever, "依法从事", 0.0), retriever) == []
    assert led_by(_hit(retriever, "依法收费", 0.0), retriever) == []  # alone in its article
    assert [hit.text[0] for hit in led_by(_hit(retriever, "下列费用", 0.0), retriever)] == list("下丑")
    hits = [_hit(retriever, "登记依法", 0.0)]
    draft = Draft(documents, "answered")  # type: ignore[arg-type]
    OpenWriter(retriever, Quoter(retriever)).write(make_found("登记有哪些规定", hits), hits, draft, "")
    assert [line.endswith("（第一条）") for line in draft.lines] == [False] * 6 + [True]


def test_a_title_like_sentence_leads_only_where_it_is_the_first_that_is_shown(
    world: Any, make_found: Callable[..., Found]
) -> None:
    hits, draft = [_hit(world.retriever, "支持银行", 0.0), _hit(world.retriever, "人才培训扎实", -0.2)], world.draft("plan")
    hits[1] = replace(hits[1], text=hits[1].text.ljust(14, "。"))  # no fragment
    OpenWriter(world.retriever, Quoter(world.retriever)).write(make_found("质押有哪些举措", hits), hits, draft, "")
    assert [citation.quote[:4] for citation in draft.citations] == ["支持银行", "人才培训"]


CASES = """质押法
第一条 登记有下列情形之一的，应当撤销：（一）已经转让的；（二）已经失效的；（三）已经灭失的。
第二条 登记费用按照类别收取：甲类登记每件收取三元；乙类登记每件收取四元；丙类登记每件一律收取五元。
"""


@pytest.fixture(scope="module")
def cases(indexed: Indexed) -> tuple[Retriever, dict[str, Document]]:
    return indexed(CASES)


def lines_of(cases: Any, found: Found, *beginnings: str) -> list[str]:
    retriever, documents = cases
    draft = Draft(documents, "answered")  # type: ignore[arg-type]
    writer = OpenWriter(retriever, Quoter(retriever))
    writer.belonging = Told(*(0.9 for _ in beginnings))
    writer.write(found, [_hit(retriever, beginning, -number / 10) for number, beginning in enumerate(beginnings)], draft, "")
    return draft.lines


def test_the_items_of_a_list_on_one_line_are_quoted_once(cases: Any, make_found: Callable[..., Found]) -> None:
    lines = lines_of(cases, make_found("哪些情形要撤销登记", []), "（二）已经失效")
    assert [line[:5] for line in lines] == ["“登记有下", "“（二）已", "“（三）已"]


def test_a_case_that_is_quoted_with_its_rule_is_not_quoted_alone_before_it(cases: Any, make_found: Callable[..., Found]) -> None:
    found = make_found("质押 收费", [])
    whole = lines_of(cases, found, "丙类登记", "登记费用")
    assert [line.count("”[") for line in whole] == [3]
    assert whole[0].startswith("“登记费用") and whole[0].endswith("（第二条）")
    assert [line.count("”[") for line in lines_of(cases, found, "丙类登记")] == [3]  # nor without the others


@pytest.mark.parametrize(("states", "first"), [(0.5, "人"), (0.49, "甲")])
def test_a_title_like_sentence_that_states_it_is_shown_too(
    world: Any, make_found: Callable[..., Found], states: float, first: str
) -> None:
    hit, draft = world.hit("人才培训扎实"), world.draft()
    found = make_found("人才培训有哪些举措", [hit], readings={hit.sentence: Reading(states, 0.0, 0.0)})
    OpenWriter(world.retriever, Quoter(world.retriever)).write(found, [hit], draft, "")
    assert draft.lines[0][1] == first


@pytest.mark.parametrize(("first", "shown"), [("支持银行开展", 1), ("全市办理", 2)])
def test_asked_for_support_what_was_reached_is_shown_only_where_it_comes_first(
    indexed: Indexed, make_found: Callable[..., Found], first: str, shown: int
) -> None:
    retriever, documents = indexed(
        "某市规划\n一、发展基础\n全市办理质押融资八亿元，位居全省前列。\n二、主要任务\n支持银行开展质押融资业务，给予企业补贴。\n"
    )
    hits = [_hit(retriever, beginning, odds) for beginning, odds in (("支持银行开展", 0.0), ("全市办理", 0.0))]
    hits.sort(key=lambda hit: not hit.text.startswith(first))
    draft, writer = Draft(documents, "answered"), OpenWriter(retriever, Quoter(retriever))  # type: ignore[arg-type]
    writer.belonging = Told(*(0.9, 0.8)[:shown])  # type: ignore[assignment]
    writer.write(make_found("质押融资有哪些支持措施", hits), hits, draft, "")
    assert len(draft.citations) == shown


@pytest.mark.parametrize(("question", "alone"), [("登记时要交哪些材料", True), ("登记怎么办理", False)])
def test_a_list_stands_alone_only_where_several_things_are_asked_for(
    indexed: Indexed, make_found: Callable[..., Found], question: str, alone: bool
) -> None:
    retriever, documents = indexed(
        "质押办法\n第一条 登记由市局在三日内办理完毕。\n第二条 登记应当提交下列材料：\n（一）申请书；\n（二）合同。\n"
    )
    hits = [_hit(retriever, "登记由市局", 0.0), _hit(retriever, "登记应当提交", 0.0)]
    readings = {hit.sentence: Reading(0.9, 0.0, 0.0) for hit in hits}
    draft, writer = Draft(documents, "answered"), OpenWriter(retriever, Quoter(retriever))  # type: ignore[arg-type]
    writer.belonging = Told(0.9, 0.5)  # type: ignore[assignment]
    writer.write(make_found(question, hits, readings=readings), hits, draft, "")
    assert ("登记由市局" not in draft.text) is alone


NUMBERED = """扶持指南
条件要求
1．机构
（1）有固定场所。
（2）有十名以上人员。
（3）近三年未受处罚。
2．企业
（1）注册在本区。
（2）依法纳税。
"""


def test_items_that_are_clauses_are_shown_whole_where_several_are(indexed: Indexed) -> None:
    retriever, _ = indexed(NUMBERED)

    def shown(*beginnings: str) -> list[str]:
        return [hit.text for hit in with_items_between([_hit(retriever, each, 0.0) for each in beginnings], retriever)]

    first = ["有固定场所。", "有十名以上人员。", "近三年未受处罚。"]
    assert shown("近三年", "有固定") == first
    assert shown("近三年", "注册", "有固定") == [*first, "注册在本区。"]
    assert shown("注册", "近三年", "有固定") == ["注册在本区。", *first]
    assert shown("近三年", "注册") == ["近三年未受处罚。", "注册在本区。"]
    retriever, _ = indexed("发展规划\n一、保障\n（一）组织\n加强领导。\n（二）政策\n制定措施。\n（三）宣传\n拓宽渠道。\n")
    assert shown("加强领导", "制定措施") == ["加强领导。", "制定措施。"]  # sections are no items


@pytest.mark.parametrize(
    ("count", "found", "shown"),
    [
        (4, 3, [0, 1, 2, 3]),
        (4, 2, [0, 1]),  # half of them
        (3, 2, [0, 1]),  # two thirds
        (2, 1, [0]),  # one sentence says nothing of the others
        (10, 7, list(range(10))),
        (11, 10, list(range(10))),  # too long
    ],
)
def test_of_a_paragraph_of_which_most_is_shown_the_rest_is_too(
    indexed: Indexed, make_found: Callable[..., Found], count: int, found: int, shown: list[int]
) -> None:
    sentences = [
        f"{sign}类企业继续推进质押登记便利化改革，完善质押登记的服务网络和信用制度。" for sign in "甲乙丙丁戊己庚辛壬癸子"[:count]
    ]
    retriever, documents = indexed(f"发展规划\n一、保障\n（一）登记\n{''.join(sentences)}\n（二）宣传\n拓宽质押登记宣传渠道。\n")
    hits = [_hit(retriever, sentence, 0.0) for sentence in sentences[:found]]
    writer, draft = OpenWriter(retriever, Quoter(retriever)), Draft(documents, "answered")  # type: ignore[arg-type]
    writer.belonging = Told(*[0.9] * found)  # type: ignore[assignment]
    writer.write(make_found("质押登记有哪些措施", hits), hits, draft, "")
    assert [sentences.index(citation.quote) for citation in draft.citations] == shown
