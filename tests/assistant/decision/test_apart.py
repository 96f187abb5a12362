"""Whether the questions that one question asks are answered one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.decision.apart import (
    hardly_stated,
    is_open,
    left_out,
    no_surer,
    not_stated,
    passed_over,
    said_in,
    standing_beside,
    surely_told,
    told_apart,
    told_beside,
    told_by_one,
    told_from_the_first,
    told_in_one,
)
from assistant.decision.decide import Decision
from assistant.facts.documents import DocumentFact
from assistant.question.understand import Told
from assistant.reading.model import Reading
from assistant.records import Citation, Hit, Respect, Status
from assistant.retrieval.ledger import Figures, Stated
from assistant.retrieval.places import Place
from assistant.retrieval.register import Register
from assistant.retrieval.search import Found
from assistant.thresholds import DOUBTED, OPEN_STATED, READ_SURE, SUPPORT

SURE, UNSURE, NOT_STATED = (Status.ANSWERED, True), (Status.ANSWERED, False), (Status.PARTIAL, False)
Ending = tuple[Status, bool]
Part = tuple[Found, Decision]
MakePart = Callable[..., Part]


@pytest.fixture
def hits(make_hit: Callable[..., Hit]) -> list[Hit]:
    return [make_hit("摊位费每月三百元。"), make_hit("管理处负责收费。"), make_hit("每季度收一次。")]


@pytest.fixture
def part(make_found: Callable[..., Found]) -> MakePart:
    def make(ending: Ending, *hits: Hit, **found: object) -> Part:
        status, sure = ending
        return make_found("摊位费由谁收", hits, **found), Decision(status, hits, sure=sure)

    return make


@pytest.mark.parametrize(
    ("endings", "apart"),
    [
        ((SURE, SURE), True),
        ((SURE, NOT_STATED), True),
        ((SURE, NOT_STATED, SURE), True),
        ((SURE, UNSURE), False),
        ((SURE, SURE, UNSURE), False),
        ((UNSURE, SURE), False),
        ((NOT_STATED, SURE), False),
        ((SURE, (Status.NOT_FOUND, False)), False),
        ((SURE,), False),
        ((), False),
    ],
    ids=str,
)
def test_the_first_must_be_stated_and_the_others_be_stated_or_not(
    part: MakePart, hits: list[Hit], endings: tuple[Ending, ...], apart: bool
) -> None:
    assert told_apart([part(ending, hit) for ending, hit in zip(endings, hits, strict=False)]) is apart


@pytest.mark.parametrize("of_another_time", [True, False])
def test_a_figure_of_another_time_is_told_apart_though_the_sentence_before_has_it(
    part: MakePart, hits: list[Hit], *, of_another_time: bool
) -> None:
    found, ending = part(NOT_STATED, hits[0])
    figure = Stated(None, hits[0], 1.0, 1.0)  # type: ignore[arg-type]
    now = found, replace(ending, figures=(figure,) if of_another_time else ())
    assert told_apart([part(SURE, hits[0]), now]) is of_another_time


@pytest.mark.parametrize(
    ("endings", "odds", "apart"),
    [
        ((UNSURE, SURE), 0.0, True),
        ((UNSURE, SURE), -0.1, False),
        ((SURE, UNSURE), 0.0, True),
        ((SURE, UNSURE), -0.1, False),
        ((NOT_STATED, SURE), -0.1, True),
        ((NOT_STATED, NOT_STATED), 0.0, False),  # the whole shows what is nearest
        (((Status.NOT_FOUND, False), SURE), 0.0, False),
    ],
    ids=str,
)
def test_what_ends_in_a_question_mark_is_told_apart_where_it_is_likelier_than_not(
    part: MakePart, make_hit: Callable[..., Hit], endings: tuple[Ending, ...], odds: float, apart: bool
) -> None:
    hits = [make_hit("摊位费每月三百元。", odds), make_hit("每季度收一次。", odds)]
    assert told_apart([part(*each) for each in zip(endings, hits, strict=True)], marked=True) is apart


def test_a_reading_may_make_it_likelier_than_not(part: MakePart, make_hit: Callable[..., Hit]) -> None:
    fee, season = make_hit("摊位费每月三百元。", -1.0), make_hit("每季度收一次。", -1.0)
    for states, apart in ((0.5, True), (0.49, False)):
        read = {season.sentence: Reading(states, 0.0, 0.0)}
        assert told_apart([part(SURE, fee), part(UNSURE, season, readings=read)], marked=True) is apart


def test_of_marked_questions_only_what_is_shown_first_answers_both(part: MakePart, hits: list[Hit]) -> None:
    fee, collector, _ = hits
    read = {fee.sentence: Reading(1.0, 0.0, 0.0)}
    parts = [part(SURE, fee), part(SURE, collector, fee, readings=read)]
    assert not told_apart(parts)
    assert told_apart(parts, marked=True)
    assert not told_apart([part(SURE, fee), part(SURE, fee)], marked=True)


def test_what_one_sentence_answers_is_answered_as_one(part: MakePart, hits: list[Hit]) -> None:
    fee, collector, season = hits
    assert not told_apart([part(SURE, fee), part(SURE, fee, collector)])
    assert told_apart([part(SURE, fee), part(SURE, fee), part(SURE, season)])


@pytest.mark.parametrize(("states", "apart"), [(READ_SURE, False), (READ_SURE - 0.01, True)])
def test_a_sentence_that_reads_as_stating_the_next_question_too_answers_both(
    part: MakePart, hits: list[Hit], states: float, apart: bool
) -> None:
    fee, collector, _ = hits
    read = {fee.sentence: Reading(states, 0.0, 0.0)}
    assert told_apart([part(SURE, fee), part(SURE, collector, fee, readings=read)]) is apart


@pytest.mark.parametrize(("own", "apart"), [(0.8, True), (0.7, False)])
def test_what_another_sentence_states_better_is_answered_by_that(
    part: MakePart, hits: list[Hit], own: float, apart: bool
) -> None:
    """Odds of 0.62 with ``READS_BETTER`` more are those of 0.73."""
    fee, collector, _ = hits
    read = {fee.sentence: Reading(0.62, 0.0, 0.0), collector.sentence: Reading(own, 0.0, 0.0)}
    assert told_apart([part(SURE, fee), part(SURE, collector, fee, readings=read)]) is apart


def test_a_figure_of_the_thing_asked_for_counts_more_than_what_reads_like_it(part: MakePart, hits: list[Hit]) -> None:
    fee, aim, _ = hits
    figures = Figures((Stated(None, aim, 1.0, 1.0),))  # type: ignore[arg-type]
    read = {fee.sentence: Reading(1.0, 0.0, 0.0)}
    assert told_apart([part(SURE, fee), part(SURE, aim, fee, readings=read, figures=figures)])


def test_a_question_without_hits_has_no_answer_of_its_own(part: MakePart, hits: list[Hit]) -> None:
    assert not told_apart([part(SURE, hits[0]), part(NOT_STATED)])


@pytest.mark.parametrize(
    ("endings", "numbers"),
    [((NOT_STATED, NOT_STATED), [0, 1]), ((NOT_STATED, SURE), [0]), ((UNSURE, NOT_STATED), [1]), ((), [])],
    ids=str,
)
def test_what_is_not_stated_is_told_by_its_ending(
    part: MakePart, hits: list[Hit], endings: tuple[Ending, ...], numbers: list[int]
) -> None:
    assert not_stated([part(ending, hit) for ending, hit in zip(endings, hits, strict=False)]) == numbers


def test_a_document_that_is_not_held_is_told_beside_what_is_stated(hits: list[Hit], make_found: Callable[..., Found]) -> None:
    lacking = (make_found("某办法管哪几年", (hits[0],)), Decision(Status.NOT_FOUND, (hits[0],), rule="title not held"))
    stated = (make_found("摊位费由谁收", (hits[1],)), Decision(Status.ANSWERED, (hits[1],), sure=True))
    assert told_apart([lacking, stated], marked=True)
    assert told_apart([stated, lacking], marked=True)
    assert not told_apart([lacking, lacking], marked=True)  # both are of it


def test_what_another_sentence_than_those_shown_answers_is_left_out(part: MakePart, hits: list[Hit]) -> None:
    fee, collector, season = hits
    shown = [Citation(1, fee.doc, "", None, fee.clause, "", "", fee.text, fee.start, fee.end)]
    parts = [part(SURE, fee), part(UNSURE, collector), part(NOT_STATED, season)]  # what is not stated is named as such
    assert left_out(parts, shown) == [1]
    assert left_out(parts[:1], shown) == []


@pytest.mark.parametrize(
    ("first", "second", "beside"),
    [
        ("摊位能租多少年", "从哪天开始数", True),  # another kind of thing, and the sentence on the years gives it
        ("摊位能租多少年", "冷库能租多少年", False),  # the same of something else
        ("摊位能租多少年", "由谁收摊位费", False),  # the sentence names nobody
        ("摊位能租多少年", "有什么好处", False),  # known by no form
        ("摊位能租多少年", "什么时候开始算", True),
    ],
)
def test_what_seems_to_stand_in_the_sentence_on_another_question_is_told_by_that(
    make_hit: Callable[..., Hit], make_found: Callable[..., Found], first: str, second: str, beside: bool
) -> None:
    years, other = make_hit("摊位租期为三年，自签字之日起计算。"), make_hit("冷库另行招租。")
    parts = [
        (make_found(first, [years]), Decision(Status.ANSWERED, [years], sure=True)),
        (make_found(second, [other]), Decision(Status.PARTIAL, [other])),
    ]
    assert standing_beside(parts) == ([1] if beside else [])


def test_what_stands_first_is_not_told_by_the_sentence_on_what_follows(
    make_hit: Callable[..., Hit], make_found: Callable[..., Found]
) -> None:
    years, other = make_hit("摊位租期为三年，自签字之日起计算。"), make_hit("集市早上开门。")
    parts = [
        (make_found("新集市什么时候开张", [other]), Decision(Status.PARTIAL, [other])),
        (make_found("摊位能租多少年", [years]), Decision(Status.ANSWERED, [years], sure=True)),
    ]
    assert standing_beside(parts) == []


def test_a_sentence_without_a_day_tells_no_date(make_hit: Callable[..., Hit], make_found: Callable[..., Found]) -> None:
    years, other = make_hit("难以确定的，摊位租期为三年。"), make_hit("冷库另行招租。")
    parts = [
        (make_found("摊位能租多少年", [years]), Decision(Status.ANSWERED, [years], sure=True)),
        (make_found("什么时候开始算", [other]), Decision(Status.PARTIAL, [other])),
    ]
    assert standing_beside(parts) == []


def test_a_fact_of_a_document_is_told_whatever_is_found_for_the_others(part: MakePart, hits: list[Hit]) -> None:
    fee, collector, _ = hits
    fact = part(SURE, fee, register=Register((0,), ((0, DocumentFact(Respect.EFFECTIVE, "2020年1月1日")),)))
    assert told_apart([fact, part(UNSURE, collector)], marked=True)
    assert not told_apart([fact, part(UNSURE, collector)])
    assert not told_apart([part(SURE, fee), part(UNSURE, collector)])


def test_what_asks_for_the_same_section_is_answered_as_one(hits: list[Hit], make_found: Callable[..., Found]) -> None:
    section, ending = Place(0, (1,), section="申请条件"), Decision(Status.ANSWERED, (hits[0],), sure=True)
    by_section = make_found("能领摊位补贴吗", [hits[0]], places=(section,))
    beside = make_found("要什么条件", [hits[1]]), replace(ending, hits=(hits[1],))
    assert not told_apart([(by_section, ending), beside])
    assert left_out([(by_section, ending), beside], []) == []
    other = make_found("材料交到哪", [hits[1]]), beside[1]
    assert told_apart([(by_section, ending), other])
    assert left_out([(by_section, ending), other], []) == [0, 1]


def test_a_question_that_leans_on_the_first_is_answered_by_its_sentence_if_that_reads_so(part: MakePart, hits: list[Hit]) -> None:
    fee, collector, _ = hits
    first, (found, decision) = (
        part(SURE, fee),
        part(SURE, collector, fee, readings={fee.sentence: Reading(READ_SURE, 0.0, 0.0)}),
    )
    leaning = replace(found, understood=replace(found.understood, context="摊位费由谁收，"))
    assert told_apart([first, (found, decision)], marked=True)
    assert not told_apart([first, (leaning, decision)], marked=True)


@pytest.mark.parametrize(
    ("read", "first"),
    [
        ((0.2, 0.3), "管理处负责收费。"),
        ((0.2, 0.1), "摊位费每月三百元。"),  # nothing reads better
        ((0.5, 0.6), "摊位费每月三百元。"),  # it reads as stating this one too
    ],
)
def test_what_surely_answers_one_question_gives_way_to_what_reads_better_for_the_next(
    part: MakePart, hits: list[Hit], read: tuple[float, float], first: str
) -> None:
    fee, collector, _ = hits
    sure = part(SURE, fee, readings={fee.sentence: Reading(READ_SURE, 0.0, 0.0)})
    readings = {hit.sentence: Reading(states, 0.0, 0.0) for hit, states in zip((fee, collector), read, strict=True)}
    unsure = part(UNSURE, replace(fee, score=0.49), readings={fee.sentence: Reading(OPEN_STATED - 0.01, 0.0, 0.0)})
    second = part(UNSURE, fee, collector, readings=readings)
    assert told_beside([sure, second])[1][1].hits[0].text == first
    assert told_beside([unsure, second])[1] == second
    assert told_beside([sure, part(NOT_STATED, fee, collector, readings=readings)])[1][1].hits[0] == fee


@pytest.mark.parametrize(
    ("question", "unsure", "clause", "status"),
    [
        ("摊位费几天内交", True, True, Status.ANSWERED),
        ("摊位费几天内交", False, True, Status.PARTIAL),  # it is sure that it is not stated
        ("摊位费几天内交", True, False, Status.PARTIAL),
        ("摊位费收几成", True, True, Status.PARTIAL),  # the sentence has no rate
    ],
    ids=["may be stated", "is not stated", "in another clause", "without its form"],
)
def test_what_may_be_stated_is_told_by_the_clause_that_answers_the_one_before(
    make_hit: Callable[..., Hit],
    make_found: Callable[..., Found],
    part: MakePart,
    question: str,
    clause: bool,
    status: Status,
    *,
    unsure: bool,
) -> None:
    fee, days = make_hit("摊位费每月三百元。"), make_hit("收到通知后五日内交清。")
    days = replace(days, clause=fee.clause if clause else "home#九")
    second = make_found(question, [days]), Decision(Status.PARTIAL, (days,), ("您问的这一点",), unsure=unsure)
    ending = told_beside([part(SURE, fee), second])[1][1]
    assert (ending.status, ending.unsure) == (status, status is Status.PARTIAL and unsure)
    assert told_beside([part(UNSURE, fee), second])[1][1].status is Status.PARTIAL


@pytest.mark.parametrize(
    ("ending", "states", "hardly"),
    [(UNSURE, DOUBTED - 0.01, [0, 1]), (UNSURE, DOUBTED, [0]), (SURE, DOUBTED - 0.01, [0]), (UNSURE, None, [0])],
)
def test_what_nothing_reads_as_stating_is_hardly_stated_beside_what_is_not(
    part: MakePart, hits: list[Hit], ending: Ending, states: float | None, hardly: list[int]
) -> None:
    readings = {} if states is None else {hits[0].sentence: Reading(states, 0.0, 0.0)}
    other = part(ending, *hits, readings=readings)
    assert hardly_stated([part(NOT_STATED, hits[1]), other]) == hardly
    assert hardly_stated([part(SURE, hits[1]), other]) == []  # where one is stated, the whole tells


def test_one_sentence_that_surely_answers_all_questions_is_all_that_is_told(part: MakePart, hits: list[Hit]) -> None:
    fee, collector, _ = hits
    read = {"readings": {hit.sentence: Reading(READ_SURE, 0.0, 0.0) for hit in hits}}
    one = part(SURE, fee, collector, **read)
    assert told_by_one([one, one, one]) == [1, 2]
    assert told_by_one([one, part(SURE, collector, fee, **read)]) == []
    assert told_by_one([one, one, part(UNSURE, fee, **read)]) == []
    assert told_by_one([one, part(SURE, fee, readings={fee.sentence: Reading(READ_SURE - 0.01, 0.0, 0.0)})]) == []


def test_what_only_asks_on_is_answered_by_the_sentence_that_answers_the_first(
    make_hit: Callable[..., Hit], part: MakePart, make_found: Callable[..., Found]
) -> None:
    fee, collector = make_hit("摊位费由管理处收取，五日内交清。"), make_hit("管理处负责收费。")
    for question, context, states, beside in (
        ("几天之内", "摊位费由谁收，", READ_SURE, [1]),
        ("几天之内", "摊位费由谁收，", READ_SURE - 0.01, []),
        ("几天之内", "", READ_SURE, []),
        ("管理处几天之内收费", "摊位费由谁收，", READ_SURE, []),
    ):
        found = make_found(question, [collector, fee], readings={fee.sentence: Reading(states, 0.0, 0.0)})
        found = replace(found, understood=replace(found.understood, context=context))
        on = found, Decision(Status.ANSWERED, (collector, fee), sure=True)
        assert standing_beside([part(SURE, fee), on]) == beside
        assert standing_beside([part(UNSURE, fee), on]) == []


def test_what_is_far_behind_answers_nothing_however_it_reads(part: MakePart, make_hit: Callable[..., Hit]) -> None:
    fee, collector = make_hit("摊位费每月三百元。", 2.0), make_hit("管理处负责收费。", 2.0 - SUPPORT - 0.01)
    readings = {fee.sentence: Reading(0.1, 0.0, 0.0), collector.sentence: Reading(0.9, 0.0, 0.0)}
    parts = [part(SURE, fee, readings={fee.sentence: Reading(1.0, 0.0, 0.0)}), part(UNSURE, fee, collector, readings=readings)]
    assert told_beside(parts)[1][1].hits[0] == fee


def test_a_question_that_is_not_stated_is_not_answered_by_the_sentence_on_the_first(part: MakePart, hits: list[Hit]) -> None:
    assert told_apart([part(SURE, hits[0]), part(NOT_STATED, hits[0])], marked=True)


@pytest.mark.parametrize(("odds", "told"), [(0.0, [0, 1]), (-0.1, [])])
def test_what_has_its_question_mark_is_told_where_it_is_likelier_than_not(
    part: MakePart, make_hit: Callable[..., Hit], odds: float, told: list[int]
) -> None:
    parts = [part(UNSURE, make_hit("管理处负责收费。", odds)), part(NOT_STATED, make_hit("每季度收一次。", odds))]
    assert surely_told(parts, marked=True) == told
    assert surely_told(parts) == []


def test_what_reads_so_is_told_with_what_is_not_stated(part: MakePart, hits: list[Hit], make_found: Callable[..., Found]) -> None:
    fee, collector, season = hits
    sure = part(SURE, fee, readings={fee.sentence: Reading(READ_SURE, 0.0, 0.0)})
    assert surely_told([part(UNSURE, collector), sure, part(NOT_STATED, season)]) == [1, 2]
    assert surely_told([part(UNSURE, collector), part(NOT_STATED, season)]) == []
    assert surely_told([part(SURE, fee), part(NOT_STATED, season)]) == []  # nobody read it
    nothing = make_found("网站是啥", [fee], readings=sure[0].readings)
    assert surely_told([(nothing, sure[1]), part(NOT_STATED, season)]) == []


@pytest.mark.parametrize(
    ("asked", "ending", "states", "over"),
    [
        ("免费", UNSURE, DOUBTED - 0.1, True),
        ("免费", NOT_STATED, None, True),
        ("", NOT_STATED, None, False),  # it asks something else
        ("收费", UNSURE, DOUBTED - 0.1, False),  # what is shown says it
        ("免费", UNSURE, DOUBTED, False),
    ],
)
def test_whether_something_is_so_is_passed_over_where_nothing_reads_as_stating_it(
    part: MakePart, hits: list[Hit], asked: str, ending: Ending, states: float | None, over: bool
) -> None:
    shown = Citation(1, hits[1].doc, "", None, hits[1].clause, "", "", hits[1].text, hits[1].start, hits[1].end)
    read = {} if states is None else {hits[0].sentence: Reading(states, 0.0, 0.0)}
    assert passed_over(asked, part(ending, hits[0], readings=read), [shown]) is over


def test_what_asks_for_all_there_is_leads_to_nothing(part: MakePart, make_found: Callable[..., Found], hits: list[Hit]) -> None:
    def apart(question: str, states: float) -> bool:
        found = make_found(question, hits[:1], readings={hits[0].sentence: Reading(states, 0.0, 0.0)})
        return told_apart([(found, Decision(Status.ANSWERED, (hits[0],), sure=False)), part(SURE, hits[1])])

    assert apart("摊位费有哪些", OPEN_STATED)
    assert not apart("摊位费有哪些", OPEN_STATED - 0.1)
    assert not apart("摊位费是多少", OPEN_STATED)


def test_a_telephone_asked_for_behind_a_place_is_that_of_its_section(
    part: MakePart, make_hit: Callable[..., Hit], make_found: Callable[..., Found]
) -> None:
    window = replace(make_hit("窗口在夜市路1号。"), clause="guide#六.p1")
    office = replace(make_hit("电话：0710-1111111"), clause="guide#七.p1")
    own = replace(make_hit("电话：0710-2222222"), clause="guide#六.p2")

    def first(*before: Part) -> Hit:
        phone = make_found("电话多少", (office, own)), Decision(Status.ANSWERED, (office, own), sure=True)
        return told_beside([*before, phone])[-1][1].hits[0]

    assert first(part(SURE, window)) == own
    assert first(part(NOT_STATED, window)) == first() == office


@pytest.mark.parametrize(
    ("endings", "odds", "marked", "told"),
    [
        ((SURE, UNSURE), -1.0, True, [0]),
        ((SURE, UNSURE), 0.0, True, [0, 1]),
        ((SURE, UNSURE), 0.0, False, [0, 1]),
        ((SURE, UNSURE), -1.0, False, []),  # it may be no question at all
        ((UNSURE, SURE), 0.0, True, []),
        ((NOT_STATED, SURE), 0.0, True, []),
        ((SURE,), 0.0, True, []),
    ],
    ids=str,
)
def test_what_is_sure_is_told_before_what_is_in_doubt(
    part: MakePart, make_hit: Callable[..., Hit], endings: tuple[Ending, ...], odds: float, told: list[int], *, marked: bool
) -> None:
    hits = [make_hit("摊位费每月三百元。", 1.0), make_hit("每季度收一次。", odds)]
    assert told_from_the_first([part(*each) for each in zip(endings, hits, strict=False)], marked=marked) == told


def test_one_sentence_that_answers_all_is_not_told_from_the_first(part: MakePart, hits: list[Hit]) -> None:
    assert told_from_the_first([part(SURE, hits[0]), part(UNSURE, hits[0])], marked=True) == []


def test_what_is_asked_behind_goes_on_in_the_sentence_that_is_likelier_than_not(
    part: MakePart, make_hit: Callable[..., Hit]
) -> None:
    near, far = make_hit("摊位费每月三百元。", 0.0), make_hit("管理处负责收费。", -0.1)
    before = Told(near.sentence, ())
    assert said_in(*part(SURE, far), None) == Told(far.sentence, ())
    assert said_in(*part(UNSURE, near), None) == before
    assert said_in(*part(UNSURE, far), before) is before
    assert said_in(*part(NOT_STATED, near), None) is None


def test_keywords_of_a_row_are_told_by_the_sentence_that_has_them_all(
    make_hit: Callable[..., Hit], make_found: Callable[..., Found]
) -> None:
    both, other = make_hit("给予摊位费20%的补贴，每年不超过5万元。"), make_hit("冷库每年不超过9万元。")
    share = make_found("摊位 补贴比例", [both]), Decision(Status.ANSWERED, (both,), sure=True)
    most = make_found("摊位 每年上限", [other]), Decision(Status.ANSWERED, (other,), sure=True)
    phone = make_found("摊位 电话", [other]), Decision(Status.ANSWERED, (other,), sure=True)
    assert told_in_one([share, most, phone], words := ["补贴比例", "每年上限", "电话"]) == [1]
    assert told_in_one([share, most], ["补贴比例", "冷库上限"]) == []  # of another thing, which the sentence does not name
    assert told_in_one([most, share], words[1::-1]) == []
    assert told_in_one([(share[0], replace(share[1], sure=False)), most], words[:2]) == []
    place = replace(make_hit("联系电话：0710-1234567"), looked_up=True)
    window = make_found("摊位 窗口", [both, place]), Decision(Status.ANSWERED, (both, place), sure=True)
    assert told_in_one([window, phone], ["窗口", "电话"]) == [1]  # a section is shown whole


def test_what_is_not_stated_or_hardly_found_is_open(part: MakePart, make_hit: Callable[..., Hit]) -> None:
    near, far = make_hit("摊位费每月三百元。", 0.0), make_hit("管理处负责收费。", -0.1)
    assert is_open(*part(NOT_STATED, near))
    assert is_open(*part(UNSURE, far))
    assert not is_open(*part(UNSURE, near))
    assert not is_open(*part(NOT_STATED))  # nothing was found
    found, decision = part((Status.NOT_FOUND, False), near)
    assert not is_open(found, replace(decision, rule="title not held"))


@pytest.mark.parametrize(
    ("question", "odds", "kind", "beside"),
    [
        ("跟冷库一样长吗", 0.0, "冷库", [1]),
        ("跟冷库一样长吗", -0.1, "冷库", []),  # the first is not told itself
        ("跟仓库一样长吗", 0.0, "仓库", []),  # the sentence does not name it: it is not passed over
        ("冷库能租多久", 0.0, "冷库", []),
    ],
)
def test_whether_it_is_the_same_of_another_thing_is_told_by_the_sentence_that_names_both(
    make_hit: Callable[..., Hit], make_found: Callable[..., Found], question: str, odds: float, kind: str, beside: list[int]
) -> None:
    both, other = make_hit("摊位和冷库的租期均为三年。", odds), make_hit("另行招租。")
    first = make_found("摊位租几年", [both]), Decision(Status.ANSWERED, (both,))
    found = make_found(question, [other])
    found = replace(found, understood=replace(found.understood, kinds=((kind,),)))
    assert standing_beside([first, (found, Decision(Status.ANSWERED, (other,), sure=True))]) == beside


@pytest.mark.parametrize(("asked", "beside"), [("按几成补", []), ("给的是什么", [1])])
def test_a_sentence_without_the_form_of_what_is_asked_on_does_not_tell_it(
    part: MakePart, hits: list[Hit], make_found: Callable[..., Found], asked: str, beside: list[int]
) -> None:
    fee, collector, _ = hits  # no share stands in the sentence on the fee
    found = make_found(asked, [collector, fee], readings={fee.sentence: Reading(READ_SURE, 0.0, 0.0)})
    found = replace(found, understood=replace(found.understood, context="摊位费由谁收，"))
    on = found, Decision(Status.PARTIAL, (collector, fee))
    assert standing_beside([part(SURE, fee), on]) == beside


@pytest.mark.parametrize(("status", "unsure"), [(Status.PARTIAL, True), (Status.ANSWERED, False)])
def test_the_whole_is_no_surer_than_its_questions(part: MakePart, hits: list[Hit], status: Status, *, unsure: bool) -> None:
    flat = [part(NOT_STATED, hit) for hit in hits[:2]]
    doubted = [*flat, (flat[0][0], replace(flat[0][1], unsure=True))]
    assert no_surer(Decision(status, tuple(hits)), doubted).unsure is unsure
    assert not no_surer(Decision(status, tuple(hits)), flat).unsure
