"""The time that a question asks about."""

import pytest

from assistant.question.times import (
    AIMED,
    COUNT,
    MONEY,
    OUTCOME,
    RANK,
    RATE,
    REACHED,
    AskedTime,
    asked_time,
    measured,
    without_particles,
    without_time,
)

PLAN = (2016, 2020)


def read(question: str) -> AskedTime:
    return asked_time(question, question)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("去年登记了多少件", {2023}),
        ("前年登记多少件", {2022}),
        ("今年登记多少件", {2024}),
        ("现在登记多少件", {2024}),
        ("明年登记多少件", {2025}),
        ("后年登记多少件", {2026}),
        ("五年后登记多少件", {2029}),
        ("上半年登记多少件", {2024}),
        ("2019年登记多少件", {2019}),
        ("19年登记多少件", set()),
        ("期末登记多少件", {2020}),
        ("规划收官那年登记多少件", {2020}),
        ("上一个五年登记多少件", {2015}),
        ("下一个五年登记多少件", {2025}),
        ("“十五五”末登记多少件", {2030}),
        ("登记多少件", set()),
    ],
)
def test_years_are_seen_from_the_day_and_from_the_plan(question: str, years: set[int]) -> None:
    assert read(question).years_on(2024, PLAN) == years


def test_a_year_that_is_named_and_counted_is_one() -> None:
    assert AskedTime(years=frozenset({2024}), offsets=frozenset({0, 1})).years_on(2024, None) == {2024, 2025}


def test_a_document_that_plans_for_nothing_has_no_last_year() -> None:
    assert read("期末登记多少件").years_on(2024, None) == frozenset()


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("登记量要达到多少", AIMED),
        ("登记的任务到期完成了几件", OUTCOME),
        ("登记的目标完成了几件", OUTCOME),
        ("最后登记了几件", OUTCOME),
        ("2020年已有的登记量和2025年的目标", ""),  # each year has its own
        ("登记量的目标", AIMED),
        ("登记量已经有多少", REACHED),
        ("登记了多少件", REACHED),
        ("登记量的目标完成了没有", OUTCOME),  # whether an aim was reached, not the aim
        ("登记量达标了吗", OUTCOME),
        ("登记任务的完成情况怎么样", OUTCOME),
        ("登记任务 完成率", OUTCOME),
        ("登记任务的完成情况算不算进年底考核", ""),  # it is only what is asked about
        ("登记任务完成情况 由谁检查", ""),
        ("登记量到底达到50件没有", OUTCOME),
        ("登记量要达到50件吗", AIMED),
        ("实际登记多少件", OUTCOME),
        ("登记量有没有达到50件", OUTCOME),
        ("登记量有没有超过目标", OUTCOME),
        ("有没有达到50岁才能办的登记", OUTCOME),
        ("规划期都过了，登记量到50件了吗", OUTCOME),
        ("“十三五”结束了，登记了多少件", OUTCOME),
        ("“十三五”结束时登记的证书怎么换", ""),
        ("规划收官那一年登记多少件", ""),
        ("规划期结束，登记量到50件了吗", OUTCOME),
        ("规划有没有提到登记50件", ""),
        ("已经登记的有多少件，不是问目标", REACHED),
        ("登记量的目标，别说现状", AIMED),
        ("登记量和结案率分别目标是多少", AIMED),
        ("登记50件是不是目标", AIMED),
        ("登记要不要计划", AIMED),
        ("往后三年登记多少件", AIMED),
        ("后五年登记多少件", AIMED),
        ("接下来登记多少件", AIMED),
        ("还要登记多少件", AIMED),
        ("想做到多少件", AIMED),
        ("拟登记多少件", AIMED),
        ("拟定的登记办法有多少件", ""),
        ("原来登记多少件", REACHED),
        ("以前登记多少件", REACHED),
        ("前五年登记多少件", REACHED),
        ("2003年以前登记的怎么算", ""),
        ("2003年之前登记的怎么算", ""),
        ("之前登记多少件", REACHED),
        ("上一个五年计划期间登记多少件", ""),
        ("登记计划是多少件", AIMED),
        ("登记量是多少", ""),
    ],
)
def test_what_was_reached_is_told_from_what_is_aimed_at(question: str, status: str) -> None:
    assert read(question).status == status


@pytest.mark.parametrize(
    ("question", "figure", "unit"),
    [
        ("登记多少件", True, COUNT),
        ("登记几个", True, COUNT),
        ("融资多少亿元", True, MONEY),
        ("占百分之几", True, RATE),
        ("要占几成", True, RATE),
        ("登记多少", True, ""),
        ("登记量排第几", False, RANK),
        ("登记量在全省第几位", False, RANK),
        ("登记量的名次", False, RANK),
        ("是哪5个园区", False, ""),
        ("登记量", False, ""),
        ("登记有没有指标", True, ""),
        ("登记定没定数字", True, ""),
        ("有没有登记方面的量化目标", True, ""),
        ("有没有登记中心", False, ""),
    ],
)
def test_whether_a_number_is_asked_for_and_in_which_unit(question: str, figure: bool, unit: str) -> None:
    assert (read(question).figure, read(question).unit) == (figure, unit)


def test_part_of_a_year_and_growth() -> None:
    assert read("今年上半年登记多少").within
    assert not read("今年登记多少").within
    assert read("登记量增长率").growth
    assert not read("登记量").growth


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("去年登记多少", "去年"),
        ("到2021年底登记多少", "到2021年底"),
        ("“十五五”时期登记多少", "“十五五”时期"),
        ("三年后登记多少", "三年后"),
        ("登记", ""),
    ],
)
def test_the_time_in_the_words_of_the_question(question: str, words: str) -> None:
    assert read(question).words == words


def test_the_time_of_what_it_was_completed_with_counts_where_it_names_none() -> None:
    assert asked_time("那版权呢", "2020年商标多少件 那版权呢").years == {2020}
    assert asked_time("那2021年呢", "2020年商标多少件 那2021年呢").years == {2021}


def test_what_a_question_says_of_achievement_counts_before_the_time_of_what_it_was_completed_with() -> None:
    asked = asked_time("完成了没有", "到2025年要达到多少件完成了没有")
    assert (asked.status, asked.years) == ("outcome", frozenset())


def test_what_is_measured_is_left_of_a_question() -> None:
    assert measured("到2025年，登记总量要达到多少件？")[0] == "登记总量 件"
    assert measured("登记总量多少件") == ("登记总量 件",)  # one stretch is the whole
    assert measured("登记总量，给个准数") == ("登记总量 给个准数", "登记总量", "给个准数")
    assert without_particles("登记的件") == "登记"


def test_a_question_that_says_nothing_of_time_and_number_asks_for_none() -> None:
    assert read("登记的办法") == AskedTime()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2020年登记商标", "登记商标"),
        ("过去五年登记商标", "登记商标"),
        ("去年登记商标", "登记商标"),
        ("商标原来登记", "商标 登记"),
        ("登记商标", "登记商标"),
    ],
)
def test_a_text_without_its_time(text: str, left: str) -> None:
    assert " ".join(without_time(text).split()) == left


def test_a_span_of_years_is_no_part_of_what_is_measured() -> None:
    assert measured("商标这五年登记多少件") == ("商标 登记 件",)


@pytest.mark.parametrize(
    ("turn", "years"), [("那2021年呢", {2021}), ("那去年呢", {2023}), ("那期末呢", {2020}), ("那版权呢", {2019})]
)
def test_any_way_of_naming_a_time_counts_before_the_time_of_what_it_was_completed_with(turn: str, years: set[int]) -> None:
    asked = asked_time(turn, f"2019年登记多少件 {turn}")
    assert (asked.named, asked.years_on(2024, PLAN)) == (True, years)


STORY = "我在一家做灯具的小厂里管账，老板让我写一份汇报材料"


@pytest.mark.parametrize(
    ("question", "years"),
    [
        (f"{STORY}。武汉下一个五年，登记量定的是多少件？", {2025}),
        (f"{STORY}。到2019年，登记量定的是多少件？", {2019}),
        (f"{STORY}。2019年我们厂登记了一件，现在的奖金是多少？", {2024}),  # that was a case of one's own
        (f"{STORY}。下一个五年的规划我看过，登记量定的是多少件？", set()),
    ],
)
def test_a_stretch_that_says_nothing_but_when_is_read_with_what_asks_behind_it(question: str, years: set[int]) -> None:
    assert read(question).years_on(2024, PLAN) == years
