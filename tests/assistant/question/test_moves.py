"""From the place asked for before to the one meant now."""

from functools import partial

import pytest

from assistant.profile import load_profile
from assistant.question import follow_ups
from assistant.question.follow_ups import Completed
from assistant.question.moves import BRIEF, NEXT, counted_on, moved, names_no_document, stepped
from assistant.records import Turn

complete = partial(follow_ups.complete, field=load_profile().field)
topic_before = partial(follow_ups.topic_before, field=load_profile().field)


@pytest.mark.parametrize(
    ("before", "question", "place"),
    [
        ("专利法第四十二条讲什么", "第二款呢", "专利法第四十二条第二款"),
        ("专利法第四十二条第一款", "第三款", "专利法第四十二条第三款"),
        ("专利法第二十四条", "这一条的第三项", "专利法第二十四条第三项"),
        ("专利法第二十五条第一款第二项", "第四项呢", "专利法第二十五条第一款第四项"),
        ("专利法第二十五条第一款第二项", "那第二款", "专利法第二十五条第二款"),
        ("专利法第四十二条", "第六条呢", "专利法第六条呢"),
        ("专利法第四十二条", "那第六条和第七条", "专利法第六条和第七条"),
        ("专利法第三章", "第二章呢", "专利法第二章呢"),
        ("三(五)讲什么", "这一节的第二点呢", "三、(五)2"),
        ("三(五)1", "第二点", "三、(五)2"),
        ("二(三)讲什么", "第二段", "二、(三)第二段"),
        ("商标法第二条第一款", "第三章", "商标法第三章"),  # no part of an article
        ("专利法第三条和第五条", "第二款呢", "专利法第五条第二款"),  # of the last that was asked for
        ("商标法第二条第一款", "第三目", "商标法第二条第一款第三目"),
        ("专利法第四十二条", "第二款第三项呢", "专利法第四十二条第二款第三项"),
        ("商标法第二条第一款第二项第一目至第三目", "第四目", "商标法第二条第一款第二项第四目"),
        ("商标法第二条第一款至第三款", "第二项", "商标法第二条第一款第二项"),
        # what names a document of its own, asks something else, or follows no place
        ("专利法第四十二条", "商标法第六条呢", ""),
        ("专利法第四十二条", "规划第三部分", ""),
        ("专利法第四十二条", "期限是多少", ""),
        ("专利法第四十二条", "第二款产品怎么申请专利并且进行登记办理呢请说", ""),
        ("专利质押有补贴吗", "第二款呢", ""),
        ("专利法最后一条", "第二款呢", ""),
    ],
)
def test_a_number_alone_is_one_of_the_place_before(before: str, question: str, place: str) -> None:
    assert moved(before, question) == place


@pytest.mark.parametrize(
    ("before", "step", "unit", "place"),
    [
        ("专利法第四十二条第一款", 1, "款", "专利法第四十二条第二款"),
        ("专利法第二十五条第三项", -1, "项", "专利法第二十五条第二项"),
        ("专利法第三章讲什么", 1, "章", "专利法第四章"),
        ("著作权法第二章第三节", -1, "节", "著作权法第二章第二节"),
        ("专利法第三条第一款和第五条第二款", 1, "款", "专利法第三条第一款和第五条第三款"),  # of the last
        ("专利法第四十二条第二款", -1, "款", "专利法第四十二条第一款"),
        ("专利法第四十二条", 1, "款", ""),
        ("专利法第四十二条", 1, "条", ""),
        ("一(二)原文", 1, "节", ""),
        ("质押有补贴吗", 1, "条", ""),
    ],
)
def test_the_next_place_where_its_own_number_tells(before: str, step: int, unit: str, place: str) -> None:
    assert stepped(before, step, unit) == place


def test_articles_are_counted_on_for_what_follows() -> None:
    assert counted_on("专利法第四十二条", 1) == "专利法第四十三条"
    assert counted_on("专利法第一条", -1) == ""
    assert counted_on("三(三)1", 1) == ""


@pytest.mark.parametrize(
    ("question", "direction", "unit"),
    [
        ("下一条", "on", "条"), ("紧接着的那一条", "on", "条"), ("后面一点", "on", "点"), ("下一章讲什么", "on", "章"),
        ("上一款", "back", "款"), ("前一节", "back", "节"),
    ],
)  # fmt: skip
def test_a_step_has_a_direction_and_a_unit(question: str, direction: str, unit: str) -> None:
    found = NEXT.search(question)
    assert found is not None
    assert (bool(found.group(direction)), found.group("unit")) == (True, unit)


@pytest.mark.parametrize("question", ["以上条件", "上面那条", "以下项目", "后项目"])
def test_what_only_sounds_like_a_step_is_none(question: str) -> None:
    assert NEXT.search(question) is None


def test_a_place_without_a_document_leans_on_the_one_before() -> None:
    assert names_no_document("那第六条")
    assert not names_no_document("商标法第六条")
    assert not names_no_document("期限")


def test_turns_that_follow_by_number_are_folded_into_one_place() -> None:
    turns = [Turn("专利法第四十二条", ""), Turn("下一条", "")]
    assert topic_before(turns) == "专利法第四十三条"
    assert complete("第一款呢", turns) == Completed("专利法第四十三条第一款", "专利法第四十三条")
    assert complete("下一条", turns) == Completed("专利法第四十三条", "专利法第四十三条", step=1)


def test_steps_from_a_place_without_number_of_its_own_add_up() -> None:
    turns = [Turn("三(三)1", ""), Turn("下一点呢", "")]
    assert complete("再下一点", turns).step == 2


def test_a_question_with_its_own_document_is_not_swapped_into_the_one_before() -> None:
    assert complete("那商标法第六条呢", [Turn("专利法第四十二条", "")]).text == "那商标法第六条呢"


def test_a_place_is_named_by_what_was_asked_before_only_briefly() -> None:
    assert moved("专利法第四十二条", "第二款" + "呢" * (BRIEF - 3)) == "专利法第四十二条第二款"
    assert moved("专利法第四十二条", "第二款" + "呢" * (BRIEF - 2)) == ""


def test_the_first_article_is_reached_and_none_before_it() -> None:
    assert counted_on("专利法第二条", -1) == "专利法第一条"
    assert counted_on("专利法第二条", -2) == ""


@pytest.mark.parametrize(
    ("units", "place"),
    [
        (("大部分", "大块", "板块", "块", "部分", "部份", "编", "篇", "章"), "二"),
        (("节", "小节"), "三、(二)"),
        (("点", "小点", "条", "项"), "三、(五)2"),
    ],
)
def test_each_unit_of_an_outline_counts_on_its_level(units: tuple[str, ...], place: str) -> None:
    assert [moved("三(五)1讲什么", f"(二){unit}") for unit in units] == [place] * len(units)


@pytest.mark.parametrize(
    ("before", "step", "unit", "place"),
    [
        ("著作权法第二章第三节", 1, "章", "著作权法第三章"),  # what lies below it is left
        ("专利法第三章和第五章", 1, "章", "专利法第六章"),  # from the last that was named
        ("专利法第四十二条第二款", -1, "款", "专利法第四十二条第一款"),
        ("专利法第四十二条第一款第二项", 1, "项", "专利法第四十二条第一款第三项"),
        ("专利法第四十二条第一款第二项", 1, "款", "专利法第四十二条第二款"),
        ("专利法第四十二条最后一款", 1, "款", ""),
        ("专利法第五章第四十二条", 1, "章", ""),  # an article is asked for
    ],
)
def test_a_step_keeps_what_stands_above_it(before: str, step: int, unit: str, place: str) -> None:
    assert stepped(before, step, unit) == place


@pytest.mark.parametrize(
    ("before", "question", "place"),
    [
        ("某规划第三部分", "第二段", "某规划第三部分第二段"),
        ("某规划第二章第三节", "第一点", "某规划第二章第三节1"),
        ("某规划第三部分", "第二款", ""),  # 款 are of articles
        ("某法第八条第二款第一项", "第三目", "某法第八条第二款第一项第三目"),
        ("某法第八条第二款第一项第三目", "第二项", "某法第八条第二款第二项"),
        ("某法第八条第二款第一项第三目", "第四款", "某法第八条第四款"),
        ("某法第八条", "第二款的第三项", "某法第八条第二款第三项"),
        ("某法第八条", "第三点", "某法第八条第三项"),
    ],
)
def test_a_number_counts_below_what_stands_above_it(before: str, question: str, place: str) -> None:
    assert moved(before, question) == place
