"""Follow-ups: when a question leans on the turns before, and with what it is completed."""

import pytest

from assistant.question.follow_ups import (
    BRIEF,
    BRIEF_ITEM,
    LINE,
    LOOKED_BACK,
    SHORT,
    Completed,
    complete,
    is_follow_up,
    leans,
    topic_before,
)
from assistant.records import Turn

ANSWER = "规划载明：\n1. “甲句。”[1]\n2. “乙句，”[2]\n（三）丙句"
PLEDGE = Turn("专利质押贷款有补贴吗", ANSWER)
ARTICLE = Turn("专利法第三条的内容是什么", "……")


def test_without_turns_a_question_is_left_alone() -> None:
    assert complete("它呢", ()) == Completed("它呢", "", 0, "")


@pytest.mark.parametrize("question", ["还有吗", "其他的呢？", "再来几条", "别的没有了？"])
def test_more_of_the_same(question: str) -> None:
    turns = (Turn("商标怎么注册", "旧"), PLEDGE)
    assert complete(question, turns) == Completed(PLEDGE.question, PLEDGE.question, seen=ANSWER)


@pytest.mark.parametrize("question", ["原文在哪里", "这个出处呢"])
def test_the_source_of_the_answer_before(question: str) -> None:
    assert complete(question, [PLEDGE]) == Completed(f"{PLEDGE.question} 原文", PLEDGE.question)


def test_the_source_is_briefly_asked_for() -> None:
    question = "这个规划的原文是在什么地方呢"
    assert (len(question), BRIEF) == (14, 14)
    assert complete(question, [PLEDGE]).text == f"{PLEDGE.question} 原文"
    assert complete(f"{question}呀", [PLEDGE]).text == f"{PLEDGE.question} {question}呀"


@pytest.mark.parametrize(("word", "step"), [("下一条", 1), ("后面一点", 1), ("上一款", -1), ("前一节", -1), ("下条", 1)])
def test_a_step_from_the_place_before(word: str, step: int) -> None:
    assert complete(word, [ARTICLE]) == Completed(ARTICLE.question, ARTICLE.question, step=step)


def test_a_step_is_brief_and_needs_a_place_to_start_from() -> None:
    assert complete("再看下一条" + "吧" * (BRIEF - 5), [ARTICLE]).step == 1
    assert complete("再看下一条" + "吧" * (BRIEF - 4), [ARTICLE]).step == 0
    assert complete("下一条", [PLEDGE]) == Completed(f"{PLEDGE.question} 下一条", PLEDGE.question)


@pytest.mark.parametrize(
    ("question", "line"),
    [("第一点具体说说", "甲句。"), ("第2点呢", "乙句，"), ("第三项怎么说", "（三）丙句"), ("第1个", "甲句。")],
)
def test_a_point_of_the_answer_is_what_it_says(question: str, line: str) -> None:
    assert complete(question, [PLEDGE]) == Completed(line, PLEDGE.question)


def test_an_article_is_no_point_of_the_answer() -> None:
    assert complete("第2条呢", [PLEDGE]) == Completed("第2条呢")


def test_a_point_that_is_none_or_not_briefly_asked_is_no_point() -> None:
    assert complete("第四点呢", [PLEDGE]).text == f"{PLEDGE.question} 第四点呢"
    assert complete("第一点" + "啊" * (BRIEF_ITEM - 3), [PLEDGE]).text == "甲句。"
    assert "甲句" not in complete("第一点" + "啊" * (BRIEF_ITEM - 2), [PLEDGE]).text
    assert complete("第〇点", [PLEDGE]).text != "（三）丙句"


def test_points_are_counted_by_their_marks_where_none_is_numbered_and_cut_at_a_line() -> None:
    answer = f"规划载明：\n“{'甲' * (LINE + 1)}”[1]\n“乙”[2]"
    assert complete("第二点", [Turn("质押", answer)]).text == "乙"
    assert complete("第一点", [Turn("质押", answer)]).text == "甲" * LINE


@pytest.mark.parametrize(
    ("question", "before", "text"),
    [
        ("那商标呢", "专利质押贷款有补贴吗", "商标质押贷款有补贴吗"),
        ("换成高校怎么样", "中小微企业怎么扶持，中小企业呢", "中小微企业怎么扶持，高校呢"),
        ("发明专利咋样", "实用新型的期限", "发明专利的期限"),
        ("那全国呢", "全省的数量", "全国的数量"),
        ("版权那块呢", "商标的登记", "版权的登记"),
        ("那登记呢", "版权的登记", "版权的登记 那登记呢"),  # the same word: nothing to put in its place
        ("那民事呢", "商标的登记", "商标的登记 那民事呢"),  # of another class
    ],
)
def test_a_word_of_a_class_takes_the_place_of_its_like(question: str, before: str, text: str) -> None:
    assert complete(question, [Turn(before, "……")]) == Completed(text, before)


def test_what_leans_is_completed_but_not_where_it_names_a_place() -> None:
    assert complete("它有上限吗", [PLEDGE]) == Completed(f"{PLEDGE.question} 它有上限吗", PLEDGE.question)
    assert complete("这是商标法第三条", [PLEDGE]) == Completed("这是商标法第三条")
    assert complete("襄阳有多少件有效发明", [PLEDGE]) == Completed("襄阳有多少件有效发明")


def test_the_topic_reaches_back_to_the_question_that_stands_alone_and_no_farther() -> None:
    turns = [Turn("商标怎么注册登记", ""), Turn("专利质押贷款有补贴吗", ""), Turn("它的上限", ""), Turn("<b>多少</b>", "")]
    assert topic_before(turns) == "专利质押贷款有补贴吗 它的上限 多少"
    assert topic_before(turns[:1]) == "商标怎么注册登记"
    assert topic_before([]) == ""


def test_no_more_turns_are_looked_at_than_are_meant() -> None:
    turns = [Turn("专利质押贷款有补贴吗", ""), *(Turn(f"它的{n}", "") for n in range(LOOKED_BACK))]
    assert topic_before(turns) == "它的0 它的1 它的2 它的3"


def test_a_short_question_may_lean_a_long_one_says_so() -> None:
    assert is_follow_up("质" * SHORT + "？？")
    assert not is_follow_up("质" * (SHORT + 1))
    assert is_follow_up("其中" + "质" * 20)
    assert not is_follow_up("专利法第三条")
    assert (leans("质押贷款呢"), leans("质押贷款")) == (True, False)
