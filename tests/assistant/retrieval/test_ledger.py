"""Which stated figure a question asks for, in the plan of another city and another period."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.facts.indicators import Indicator
from assistant.facts.periods import BASELINE, TARGET
from assistant.question.cues import Cue
from assistant.question.times import AIMED, OUTCOME, REACHED, AskedTime
from assistant.question.understand import Reader
from assistant.records import Hit
from assistant.retrieval.ledger import KEPT, NONE, Figures, Ledger, Stated, asks_figure, fits
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


@pytest.fixture(scope="module")
def find_from(retriever: Retriever) -> Find:
    """Find figures where the first hit is the sentence that holds some words."""
    ledger, units = Ledger(retriever), retriever.units

    def run(question: str, words: str) -> Figures:
        first = next(n for n in range(len(units.sentence_clause)) if words in units.sentence_text(n))
        return ledger.find(Reader().read(question), [retriever.hit(first, 0.5)], "2024-05-01")

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


def test_added_value_is_no_growth(make_retriever: Callable[..., Retriever]) -> None:
    plan = Document("home", "某某市体育“十三五”规划", region="某某", kind="规划", valid_from="2016", valid_to="2020")
    text = "某某市体育“十三五”规划\n一、发展目标\n到2020年,体育产业增加值占GDP比重达到2%。体育人口增长率达到5%。\n"
    retriever = make_retriever([(plan, text)], home=("某某", "home"))
    asked = [
        Ledger(retriever).find(Reader().read(q), [retriever.hit(0, 0.5)], "2024-05-01")
        for q in ("体育产业增加值占GDP比重是多少", "体育人口有多少")
    ]
    assert values(asked[0], "shown") == ["2%"]
    assert asked[1] == NONE


def test_a_rank_is_no_figure(find: Find) -> None:
    assert find("体育场馆在全省排第几") == NONE


@pytest.mark.parametrize(
    ("question", "first", "fitting"),
    [
        ("过去打球跳舞的运动场馆有几个", "全市体育场馆达到65个", ["40个"]),
        ("往后打球跳舞的运动场馆要建几个", "全市体育场馆达到40个", ["65个"]),
    ],
)
def test_what_the_first_hit_states_tells_the_indicator_where_its_name_hardly_does(
    find_from: Find, question: str, first: str, fitting: list[str]
) -> None:
    assert values(find_from(question, first), "fitting") == fitting


def test_it_does_not_where_neither_what_was_reached_nor_the_aim_is_asked_for(find_from: Find) -> None:
    assert find_from("打球跳舞的运动场馆有几个", "全市体育场馆达到65个") == NONE


def test_nor_where_the_first_hit_states_another_figure(find_from: Find) -> None:
    assert find_from("往后打球跳舞的运动场馆要建几个", "体育社团120家") == NONE


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


@pytest.mark.parametrize("value", ["40个", "65个"])
def test_the_figure_whose_value_is_named_is_the_best(find: Find, value: str) -> None:
    assert values(find(f"体育场馆{value}"), "subject")[0] == value
    assert values(find(f"体育社团{value}"), "subject") == ["120家"]  # what is named is of another figure


PLAN = (2016, 2020)
KEYWORDS = replace(Reader().read("体育场馆"), cues=frozenset(), facets=(), asking=(), time=AskedTime(), figures=frozenset())


def row(kind: str = BASELINE, year: int | None = 2015, value: str = "40个") -> Indicator:
    return Indicator("体育场馆", 40, value, "个", year, kind, "", "", "home#一", "一", 0, 9, f"体育场馆达到{value}。")


def stated(kind: str, value: str, share: float = 1.0, sentence: int = 0, *, partner: bool = False) -> Stated:
    hit = Hit("home", "home#一", "一", "", value, 0, len(value), 0.5, sentence)
    return Stated(row(kind, value=value), hit, share, share, partner)


@pytest.mark.parametrize(
    ("figures", "nearest"),
    [
        ([], []),
        ([(TARGET, "65个", 1.0, False)], ["65个"]),
        ([(TARGET, "65个", 1.0, False), (BASELINE, "40个", 1.0, False)], ["40个", "65个"]),  # what was reached first
        ([(BASELINE, "40个", 1.0, False), (TARGET, "65个", 1.0, False)], ["40个", "65个"]),
        ([(TARGET, "65个", 1.0, False), (TARGET, "70个", 1.0, True)], ["65个"]),  # one of each status
        ([(BASELINE, "40个", 1.0, False), (BASELINE, "45个", 1.0, True)], ["40个"]),
        ([(TARGET, "65个", 1.0, False), (TARGET, "70个", 1.0, False), (BASELINE, "40个", 1.0, False)], ["40个", "65个"]),
        ([(TARGET, "65个", 1.0, False), (BASELINE, "40个", 0.9, False)], ["65个"]),  # not as good
        ([(TARGET, "65个", 1.0, True), (BASELINE, "40个", 0.9, True)], ["40个", "65个"]),  # but of the same indicator
        ([(TARGET, "65个", 0.8, False), (BASELINE, "40个", 0.9, False)], ["40个", "65个"]),
        ([(TARGET, "65个", 1.0, False), (BASELINE, "40个", 1.0, False), (BASELINE, "45个", 1.0, False)], ["40个", "65个"]),
    ],
)
def test_beside_the_best_figure_stands_that_of_the_other_status(
    figures: list[tuple[str, str, float, bool]], nearest: list[str]
) -> None:
    subject = tuple(stated(kind, value, share, partner=partner) for kind, value, share, partner in figures)
    assert values(Figures(subject), "nearest") == nearest
    assert values(Figures(fitting=subject), "shown") == nearest


@pytest.mark.parametrize(
    ("bound", "wanted", "shown"),
    [
        (False, (), ["40个", "65个"]),
        (False, (2020,), ["40个", "65个"]),
        (True, (), ["65个"]),  # of a status
        (True, (2020,), ["65个"]),
        (True, (2015, 2020), ["40个", "65个"]),
        (True, (2015, 2018, 2020), ["40个", "65个"]),
    ],
)
def test_where_one_time_is_asked_for_one_figure_is_shown(bound: bool, wanted: tuple[int, ...], shown: list[str]) -> None:
    fitting = (stated(TARGET, "65个"), stated(BASELINE, "40个"))
    assert values(Figures(fitting=fitting, bound=bound, wanted=frozenset(wanted)), "shown") == shown


def test_a_figure_is_known_by_the_number_of_its_sentence() -> None:
    figures = Figures(tuple(stated(BASELINE, f"{n}个", sentence=n) for n in (3, 5)))
    found = [figures.of(stated(BASELINE, "", sentence=n).hit) for n in (2, 3, 4, 5, 6)]
    assert [one and one.row.value_text for one in found] == [None, "3个", None, "5个", None]
    assert (Figures().whole, Figures().bound, stated(BASELINE, "1个").partner, NONE.wanted) == (False, False, False, frozenset())


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ({}, True),  # keywords
        ({"asking": ("体育场馆",)}, False),
        *(({"cues": frozenset({cue})}, False) for cue in (Cue.YES_NO, Cue.LIST, Cue.SUPPORT, Cue.MEANING)),
        ({"cues": frozenset({Cue.DEFINITE})}, True),
        # it says that it asks for one
        ({"asking": ("体育场馆",), "facets": ("count",)}, True),
        ({"asking": ("体育场馆",), "time": AskedTime(figure=True)}, True),
        ({"asking": ("体育场馆",), "time": AskedTime(status=OUTCOME)}, True),
        ({"asking": ("体育场馆",), "time": AskedTime(status=REACHED)}, False),
        ({"asking": ("体育场馆",), "time": AskedTime(status=AIMED)}, False),
        ({"cues": frozenset({Cue.YES_NO}), "facets": ("count",)}, True),
        # something else has an answer of its own
        *(({"cues": frozenset({cue}), "facets": ("count",)}, False) for cue in (Cue.COMPARES, Cue.LOOKUP, Cue.TITLES)),
        ({"cues": frozenset({Cue.OCCURRENCES})}, False),
        ({"facets": ("count", "phone")}, False),
        ({"facets": ("phone",)}, False),
        ({"facets": ("entitlement", "amount")}, True),  # what is given to somebody
        ({"facets": ("entitlement",)}, True),
        ({"facets": ("entitlement",), "asking": ("体育场馆",)}, False),
    ],
)
def test_what_asks_for_a_figure(asked: dict[str, Any], figure: bool) -> None:
    assert asks_figure(replace(KEYWORDS, **asked)) is figure


OF_2015, OF_2020 = frozenset({2015}), frozenset({2020})


@pytest.mark.parametrize(
    ("figure", "time", "wanted", "is_fit"),
    [
        (row(), AskedTime(), (), True),
        (row(TARGET, 2020), AskedTime(), (), True),
        # the years
        (row(), AskedTime(years=OF_2015), (2015,), True),
        (row(), AskedTime(years=OF_2015), (2014, 2015), True),
        (row(), AskedTime(years=OF_2020), (2020,), False),
        (row(), AskedTime(years=OF_2015, within=True), (2015,), False),  # a part of that year
        (row(), AskedTime(within=True), (), True),
        (row(), AskedTime(years=OF_2020, within=True), (2020,), False),
        # the status
        (row(), AskedTime(status=AIMED), (), False),
        (row(TARGET, 2020), AskedTime(status=AIMED), (), True),
        (row(), AskedTime(status=REACHED), (), True),
        (row(TARGET, 2020), AskedTime(status=REACHED), (), False),
        # what became of an aim
        (row(), AskedTime(status=OUTCOME), (), False),  # from before the plan
        (row(year=2016), AskedTime(status=OUTCOME), (), True),
        (row(year=2018), AskedTime(status=OUTCOME), (), True),
        (row(year=None), AskedTime(status=OUTCOME), (), False),
        (row(), AskedTime(status=OUTCOME, years=OF_2015), (2015,), True),  # of the year that is named
        (row(TARGET, 2020), AskedTime(status=OUTCOME), (), False),
        # years counted from today: what is not to come was reached
        (row(), AskedTime(offsets=frozenset({0})), (2015,), True),
        (row(TARGET), AskedTime(offsets=frozenset({0})), (2015,), False),
        (row(TARGET), AskedTime(offsets=frozenset({-1})), (2015,), False),
        (row(TARGET), AskedTime(offsets=frozenset({1})), (2015,), True),
        (row(TARGET), AskedTime(offsets=frozenset({-1, 1})), (2015,), False),
        # whose value is given, so that another number is asked for
        (row(value="39个"), AskedTime(figure=True), (), False),
        (row(value="39个"), AskedTime(), (), True),
        (row(value="40个"), AskedTime(figure=True), (), True),
        (row(value="39个"), AskedTime(figure=True, status=REACHED), (), False),
        (row(value="39个", year=2016), AskedTime(figure=True, status=OUTCOME), (), True),  # was the aim of 39 reached
    ],
)
def test_whether_a_figure_is_of_the_time_and_the_status_asked_for(
    figure: Indicator, time: AskedTime, wanted: tuple[int, ...], is_fit: bool
) -> None:
    assert bool(fits(figure, replace(KEYWORDS, time=time, figures=frozenset({"39"})), frozenset(wanted), PLAN)) is is_fit


def test_without_a_plan_there_is_no_time_before_it() -> None:
    assert fits(row(), replace(KEYWORDS, time=AskedTime(status=OUTCOME)), frozenset(), None)


def test_without_hits_there_are_no_figures_and_no_periods(retriever: Retriever) -> None:
    ledger = Ledger(retriever)
    assert ledger.find(KEYWORDS, [], "2024") == NONE
    assert ledger.periods(Reader().read("2020年体育场馆要达到多少个"), []) == {}


def test_the_figures_are_those_of_the_document_of_the_best_hit(make_retriever: Callable[..., Retriever]) -> None:
    other = Document("other", "某县体育“十三五”规划", region="某县", kind="规划", valid_from="2016", valid_to="2020")
    plan = Document("home", "某某市体育“十三五”规划", region="某某", kind="规划", valid_from="2016", valid_to="2020")
    text = "某县体育“十三五”规划\n一、发展目标\n到2020年,体育事业全面发展。\n全县体育场馆达到7个。\n"
    made = make_retriever([(plan, TEXT), (other, text)], home=("某某", "home"))
    ledger, last = Ledger(made), len(made.units.sentence_clause) - 1
    ours, theirs = made.hit(0, 0.5), made.hit(last, 0.4)
    assert theirs.text == "全县体育场馆达到7个。"
    question = Reader().read("2020年体育场馆要达到多少个")
    for hits, found in (([theirs, ours], ["7个"]), ([ours, theirs], ["65个"])):
        assert values(ledger.find(question, hits, "2024"), "shown") == found
    assert ledger.periods(question, [theirs, ours]) == {last: "到2020年 十三五末"}
    assert ledger.periods(question, [ours, theirs]) == {}
    assert [hit.hit.score for hit in ledger.find(question, [theirs, ours], "2024").shown] == [0.4]
    assert [hit.hit.score for hit in ledger.find(question, [ours, theirs], "2024").shown] == [0.5]  # the search did not find it


def test_the_figures_of_the_last_eight_documents_are_kept(make_retriever: Callable[..., Retriever]) -> None:
    assert KEPT == 8
    made = make_retriever([(Document(str(n), f"第{n}号规划"), f"第{n}号规划\n第一条 建设场馆。\n") for n in range(9)])
    ledger = Ledger(made)
    first = ledger.figures_of(0)
    for document in range(8):
        ledger.figures_of(document)
    assert ledger.figures_of(0) is first
    for document in range(1, 9):
        ledger.figures_of(document)
    assert ledger.figures_of(0) is not first
