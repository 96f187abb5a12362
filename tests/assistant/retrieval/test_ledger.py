"""Which stated figure a question asks for, in the plan of another city and another period."""

from collections.abc import Callable

import pytest

from assistant.question.understand import Reader
from assistant.retrieval.ledger import NONE, Figures, Ledger
from assistant.retrieval.retriever import Retriever
from corpus.records import Document

TEXT = """某某市体育“十三五”规划
一、发展基础
截至2015年,全市体育场馆达到40个。体育社团120家。奖励教练员资金300万元。
二、发展目标
到2020年,体育事业全面发展。
全市体育场馆达到65个。经常锻炼人口占比年均增长3%,达到45%。体育产业总值突破15亿元。
"""
Find = Callable[..., Figures]


@pytest.fixture(scope="module")
def retriever(make_retriever: Callable[..., Retriever]) -> Retriever:
    plan = Document("home", "某某市体育“十三五”规划", region="某某", kind="规划", valid_from="2016", valid_to="2020")
    return make_retriever([(plan, TEXT)], home=("某某", "home"))


@pytest.fixture(scope="module")
def find(retriever: Retriever) -> Find:
    ledger = Ledger(retriever)

    def run(question: str, day: str = "2024-05-01") -> Figures:
        return ledger.find(Reader().read(question), [retriever.hit(0, 0.5)], day)

    return run


def values(figures: Figures, which: str) -> list[str]:
    return [stated.row.value_text for stated in getattr(figures, which)]


@pytest.mark.parametrize(
    ("question", "day", "shown"),
    [
        ("体育场馆", "2024", ["40个", "65个"]),  # what was reached before what is aimed at
        ("体育场馆要达到多少个", "2024", ["65个"]),
        ("2015年体育场馆有多少个", "2024", ["40个"]),
        ("上个五年末体育场馆有多少个", "2024", ["40个"]),
        ("期末体育场馆要达到多少个", "2024", ["65个"]),
        ("去年体育场馆有多少个", "2016-03", ["40个"]),
        ("明年体育场馆要达到多少个", "2019", ["65个"]),
        ("已经有多少家体育社团", "2024", ["120家"]),
        ("体育场馆2015年是多少个，2020年要达到多少个", "2024", ["40个", "65个"]),
        ("经常锻炼人口占比每年增长多少", "2024", ["45%"]),
    ],
)
def test_the_figure_of_the_time_asked_for(find: Find, question: str, day: str, shown: list[str]) -> None:
    assert values(find(question, day), "shown") == shown


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2018年体育场馆有多少个", "2024"),
        ("现在体育场馆有多少个", "2024"),
        ("今年体育场馆有多少个", "2020"),  # what 2020 was to be is no account of it
        ("去年体育场馆有多少个", "2021"),
        ("2020年上半年体育场馆要达到多少个", "2024"),
        ("下一个五年末体育场馆要达到多少个", "2024"),
        ("体育场馆的目标完成了没有", "2024"),
        ("15亿元的体育产业总值里健身占多少", "2024"),  # the value is given: something else is asked for
    ],
)
def test_no_figure_of_another_time_fits(find: Find, question: str, day: str) -> None:
    figures = find(question, day)
    assert figures.bound
    assert figures.subject
    assert figures.fitting == ()


def test_the_nearest_figures_are_both_of_the_indicator(find: Find) -> None:
    assert values(find("2018年体育场馆有多少个"), "nearest") == ["40个", "65个"]


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("体育场馆有多少个", True),
        ("某某的体育场馆", True),
        ("体育场馆的面积是多少", False),
        ("体育场馆占百分之几", False),  # another unit
        ("奖励教练员资金多少", True),
    ],
)
def test_whether_the_question_asks_for_nothing_beside(find: Find, question: str, whole: bool) -> None:
    assert find(question).whole is whole


@pytest.mark.parametrize(
    "question",
    [
        "体育场馆名单在哪查",
        "65个体育场馆是哪65个",
        "体育场馆的受理电话",
        "体育场馆2015年和2020年相比差多少",
        "奖励多少钱",  # of whom is not said: the plan's own account is no such rule
        "游泳比赛多少场",
    ],
)
def test_what_asks_for_no_stated_figure(find: Find, question: str) -> None:
    assert find(question) == NONE


def test_a_sentence_knows_its_best_figure(find: Find) -> None:
    figures = find("经常锻炼人口占比")
    assert figures.of(figures.shown[0].hit) == figures.shown[0]
    assert find("体育社团").of(figures.shown[0].hit) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2020年体育场馆要达到多少个", {"全市体育场馆达到65个。": "到2020年 十三五末"}),  # the sentence before says so
        ("2018年体育场馆要达到多少个", {"全市体育场馆达到65个。": "到2020年 十三五末"}),
        ("体育场馆要达到多少个", {}),  # no time is asked for
        ("到2020年体育怎么发展", {"全市体育场馆达到65个。": "到2020年 十三五末"}),  # whatever is asked of that time
    ],
)
def test_of_when_a_figure_is_is_told_where_its_sentence_does_not(
    retriever: Retriever, question: str, told: dict[str, str]
) -> None:
    hits = [retriever.hit(number, 0.5) for number in range(len(retriever.units.sentence_clause))]
    wanted = [hit for hit in hits if hit.text in ("全市体育场馆达到65个。", "截至2015年,全市体育场馆达到40个。")]
    assert len(wanted) == 2
    periods = Ledger(retriever).periods(Reader().read(question), wanted)
    assert {hit.text: periods[hit.sentence] for hit in wanted if hit.sentence in periods} == told
