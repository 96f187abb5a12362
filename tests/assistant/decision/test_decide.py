"""How a question ends: each rule by a case in which it decides, its bounds at their edge, and what comes before what."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.decision.case import Case
from assistant.decision.decide import RULES, Decider, Decision, decide
from assistant.decision.model import Subject, Written
from assistant.facts.documents import DocumentFact
from assistant.facts.indicators import Indicator
from assistant.facts.periods import BASELINE, TARGET
from assistant.reading.model import Reading
from assistant.records import Hit, Respect, Status
from assistant.retrieval.ledger import Figures, Stated
from assistant.retrieval.places import Listed, Place
from assistant.retrieval.register import Register
from assistant.retrieval.search import Found
from assistant.thresholds import (
    DOUBTED,
    FIGURE_DOUBTED,
    FIGURE_FAR,
    FIRST_STATED,
    HARDLY_FOUND,
    OPEN_STATED,
    READ_FURTHER_SURE,
    SUPPORT,
    SURELY_STATED,
    SURELY_UNSTATED,
    UNSTATED,
    UNSTATED_ELSEWHERE,
    UNSTATED_SURE,
)

IN_FIELD, OUTSIDE = "专利质押融资", "今天吃什么"
COUNT = "补贴企业有多少家"  # asks for a count and nothing else
PHONE = "商标的受理电话是多少"
PLEDGED = "对质押融资给予补贴。"
CLAUSES, TITLES = Place(0, clauses=(1,)), Place(0, clauses=(1,), headings=(Listed("一", None, (0, 0)),))
NO_PLACE = Place(0, missing="第九十九条")
VERSION = "《质押办法》2024年的版本"


@pytest.fixture
def ask(make_found: Callable[..., Found], make_hit: Callable[..., Hit]) -> Callable[..., Decision]:
    """Decide a question with hits that are given as texts (of odds 0, a probability of a half) or as hits."""

    def run(
        question: str,
        *hits: str | Hit,
        off_topic: float = 0.0,
        near_miss: float = 0.0,
        unstated: float | None = None,
        context: str = "",
        home_places: frozenset[str] = frozenset(),
        banked: bool = True,
        bank_held: bool = True,
        **found: Any,
    ) -> Decision:
        made = [make_hit(hit) if isinstance(hit, str) else hit for hit in hits]
        of = make_found(question, made, **found)
        chances = (off_topic, near_miss, unstated)
        return decide(Case(of, lambda hit: context + hit.text, home_places, *chances, banked=banked, bank_held=bank_held))

    return run


Ask = Callable[..., Decision]


def test_another_places_rule_is_no_answer_where_no_place_is_named(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    theirs = make_hit(PLEDGED, foreign=0.9)
    decision = ask(IN_FIELD, theirs)
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, ("本地的规定",), "another place's rule")
    assert ask(IN_FIELD, theirs, scope_places=("武汉",)).rule == ask(IN_FIELD, theirs, named=(0,)).rule == "stated"


@pytest.mark.parametrize(("text", "states", "rule"), [
    ("主管部门可以依照质押法调查。", 0.9, "stated"),
    ("主管部门可以依照质押法调查。", 0.1, "title not held"),
    ("主管部门可以调查。", 0.9, "title not held"),
])  # fmt: skip
def test_what_is_said_of_a_document_that_is_not_held_may_be_what_is_asked(
    ask: Ask, make_hit: Callable[..., Hit], text: str, states: float, rule: str
) -> None:
    hit = make_hit(text)
    reading = {hit.sentence: Reading(states, 0.0, 0.0)}
    assert ask("主管部门可以依照质押法做什么", hit, missing_title="质押法", readings=reading).rule == rule


def test_a_particular_that_what_comes_first_does_not_read_as_stating_is_not_stated(
    make_found: Callable[..., Found], make_hit: Callable[..., Hit]
) -> None:
    hits = [make_hit(PLEDGED), make_hit("企业应当登记。")]

    def rule(question: str, first: float, second: float, answered: tuple[str, ...] = (PLEDGED,)) -> str:
        found = make_found(
            question, hits, readings={hit.sentence: Reading(s, 0.0, 0.0) for hit, s in zip(hits, (first, second), strict=True)}
        )
        asked = replace(found.understood, answered=answered, context=IN_FIELD)
        return decide(Case(replace(found, understood=asked), lambda hit: hit.text)).rule

    assert rule("去哪里办理", DOUBTED - 0.1, 0.9) == "near miss"
    assert rule("去哪里办理", DOUBTED - 0.1, 0.9, ()) != "near miss"
    assert rule("要什么条件", DOUBTED - 0.1, 0.9) != "near miss"  # all there is: any of them states it
    assert rule("要什么条件", DOUBTED - 0.1, DOUBTED - 0.1) == "near miss"
    hits[0] = make_hit("登记的时限为十日。")
    assert rule("时限多久", DOUBTED - 0.1, DOUBTED - 0.1) != "near miss"  # it is named
    assert rule("期限多久", DOUBTED - 0.1, DOUBTED - 0.1) == "near miss"


def test_another_places_rule_is_told_as_that_only_where_it_states_what_is_asked(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    theirs = make_hit(PLEDGED, foreign=0.9)
    assert ask(IN_FIELD, theirs).elsewhere
    assert not ask(f"{IN_FIELD}的电话是多少", theirs).elsewhere
    assert not ask(IN_FIELD, PLEDGED).elsewhere


def test_another_places_rule_that_alone_reads_as_stating_it_is_told(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    ours, theirs = make_hit("企业应当登记。"), make_hit(PLEDGED, foreign=0.9)

    def told(own: float, other: float, question: str = IN_FIELD) -> bool:
        readings = {ours.sentence: Reading(own, 0.0, 0.0), theirs.sentence: Reading(other, 0.0, 0.0)}
        return ask(question, ours, theirs, readings=readings).elsewhere

    assert told(OPEN_STATED - 0.01, READ_FURTHER_SURE)
    assert not told(OPEN_STATED, READ_FURTHER_SURE)
    assert not told(OPEN_STATED - 0.01, READ_FURTHER_SURE - 0.01)
    assert not told(0.0, 0.99, "对质押融资给予补贴，对吗")


def test_what_the_hits_state_is_an_answer(ask: Ask) -> None:
    decision = ask(IN_FIELD, PLEDGED)
    assert (decision.status, decision.missing, decision.rule) == (Status.ANSWERED, (), "stated")
    assert [hit.text for hit in decision.hits] == [PLEDGED]


# documents themselves


@pytest.mark.parametrize(
    ("register", "status", "rule"),
    [
        (Register((0,), ((0, DocumentFact(Respect.ISSUER, "某局")),)), Status.ANSWERED, "fact of a document"),
        (Register((0,), ((0, DocumentFact(Respect.ISSUER, "")),)), Status.PARTIAL, "fact not registered"),
        (Register((0,), ((0, DocumentFact(Respect.VALIDITY, "不明", settled=False)),)), Status.PARTIAL, "fact not registered"),
        (Register(listed=(0,)), Status.ANSWERED, "fact of a document"),
        (Register(listed=()), Status.NOT_FOUND, "document not held"),
        (Register(missing="旅游法"), Status.NOT_FOUND, "document not held"),
    ],
)
def test_of_a_document_is_told_what_is_known(ask: Ask, register: Register, status: Status, rule: str) -> None:
    decision = ask(IN_FIELD, register=register)
    assert (decision.status, decision.rule) == (status, rule)


# places


def test_a_place_of_a_version_that_is_not_held_is_shown_with_what_is_missing(ask: Ask) -> None:
    decision = ask("第一条", PLEDGED, places=(CLAUSES,), missing_version=VERSION)
    assert (decision.status, decision.missing) == (Status.PARTIAL, (VERSION,))
    assert decision.rule == "version of the place not held"
    assert ask("第一条", PLEDGED, places=(CLAUSES,)).rule == "place found"
    assert ask("第一条", PLEDGED, missing_version=VERSION).rule == "version not held"


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("第五十条", "place of no document"),
        ("第五十条怎么规定的", "place of no document"),
        ("某某意见第三部分", "place of no document"),
        ("第五十条 质押融资补贴", "stated"),  # asks something else beside
        ("按照那份关于科技型企业质押融资的意见第三部分", "stated"),
        ("质押融资", "stated"),
    ],
)
def test_a_place_of_no_document_is_asked_back(ask: Ask, question: str, rule: str) -> None:
    decision = ask(question, PLEDGED)
    assert decision.rule == rule
    assert (decision.status is Status.CLARIFY) == (rule == "place of no document")
    assert ask(question, PLEDGED, missing_title="某法").rule == "title not held"


@pytest.mark.parametrize(
    "found", [{"places": (CLAUSES,)}, {"places": (TITLES,)}, {"occurrences": (3,)}, {"places": (NO_PLACE, CLAUSES)}]
)
def test_what_was_looked_up_is_an_answer_whatever_it_is_about(ask: Ask, found: dict[str, Any]) -> None:
    decision = ask(OUTSIDE, off_topic=1.0, **found)
    assert (decision.status, decision.missing, decision.rule) == (Status.ANSWERED, (), "place found")


def test_a_place_that_is_not_there_is_said_whatever_it_is_about(ask: Ask) -> None:
    decision = ask(OUTSIDE, PLEDGED, off_topic=1.0, places=(NO_PLACE,))
    assert (decision.status, decision.rule) == (Status.PARTIAL, "no such place")
    assert [hit.text for hit in decision.hits] == [PLEDGED]


# another subject, no evidence


@pytest.mark.parametrize(("bank_held", "least"), [(True, 0.7), (False, 0.9)])
def test_another_subject_is_declined_where_it_is_likely(ask: Ask, bank_held: bool, least: float) -> None:
    decision = ask(OUTSIDE, PLEDGED, off_topic=least, known=0.799, bank_held=bank_held)
    assert (decision.rule, decision.status) == ("another subject", Status.OUT_OF_SCOPE)
    for known, off_topic in ((0.8, least), (0.799, math.nextafter(least, 0))):
        decision = ask(OUTSIDE, PLEDGED, off_topic=off_topic, known=known, bank_held=bank_held)
        assert (decision.rule, decision.status) == ("stated", Status.ANSWERED)


def test_what_uses_a_word_of_the_field_is_about_no_other_subject(ask: Ask) -> None:
    assert ask(IN_FIELD, PLEDGED, off_topic=1.0, known=0.0).rule == "stated"


def test_what_is_read_as_stating_it_is_evidence_however_little_else_speaks_for_it(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit(PLEDGED, score=0.01)
    assert ask(IN_FIELD, hit, readings={hit.sentence: Reading(0.5, 0.0, 0.0)}).rule == "stated"
    assert ask(IN_FIELD, hit, readings={hit.sentence: Reading(0.49, 0.0, 0.0)}).rule == "no evidence"


@pytest.mark.parametrize(
    ("question", "score", "rule"),
    [
        (IN_FIELD, 0.0399, "no evidence"),
        (IN_FIELD, 0.04, "stated"),
        (OUTSIDE, 0.0659, "no evidence"),
        (OUTSIDE, 0.066, "stated"),
    ],
)
def test_without_a_likely_hit_nothing_is_found(
    ask: Ask, make_hit: Callable[..., Hit], question: str, score: float, rule: str
) -> None:
    decision = ask(question, make_hit(PLEDGED, score=score))
    assert decision.rule == rule
    assert decision.status is (Status.NOT_FOUND if rule == "no evidence" else Status.ANSWERED)


def test_without_any_hit_nothing_is_found(ask: Ask) -> None:
    assert (ask(IN_FIELD).status, ask(IN_FIELD).rule) == (Status.NOT_FOUND, "no evidence")


# documents that are not held


@pytest.mark.parametrize(
    ("missing", "status", "said", "rule"),
    [
        ({"missing_title": "担保法"}, Status.NOT_FOUND, "", "title not held"),
        ({"missing_version": VERSION}, Status.PARTIAL, VERSION, "version not held"),
        ({"missing_place": "武汉"}, Status.NOT_FOUND, "武汉的规定", "place not covered"),
    ],
)
def test_what_is_not_held_is_said(ask: Ask, missing: dict[str, str], status: Status, said: str, rule: str) -> None:
    decision = ask(IN_FIELD, PLEDGED, **missing)
    assert (decision.status, decision.missing, decision.rule) == (status, (said,) if said else (), rule)


@pytest.mark.parametrize(("parts", "rule"), [(0, "stated"), (1, "stated"), (2, "several documents")])
def test_a_question_about_several_documents_is_answered_from_each(ask: Ask, parts: int, rule: str) -> None:
    decision = ask(IN_FIELD, PLEDGED, "专利导航。", parts=parts)
    assert (decision.status, decision.rule, len(decision.hits)) == (Status.ANSWERED, rule, 2)


# figures of something else


@pytest.mark.parametrize(
    ("odds", "rule"), [(None, "another year's figure"), (-2.601, "another year's figure"), (-2.6, "stated"), (-1.0, "stated")]
)
def test_a_figure_of_another_year_stands_in_for_nothing(
    ask: Ask, make_hit: Callable[..., Hit], odds: float | None, rule: str
) -> None:
    """The best hit (odds 0) names 2020 only; another may answer from 2.6 below."""
    others = [] if odds is None else [make_hit("到期补贴企业达到50家。", odds)]
    decision = ask("2025年补贴企业有多少家", "2020年补贴企业30家。", *others)
    assert decision.rule == rule
    if odds is None:
        assert (decision.status, decision.missing) == (Status.PARTIAL, ("2025年的这一数字",))
        assert [hit.text for hit in decision.hits] == ["2020年补贴企业30家。"]


def test_of_two_years_the_first_is_named(ask: Ask) -> None:
    assert ask("2024年和2025年补贴企业各有多少家", "2020年补贴企业30家。").missing == ("2024年的这一数字",)


def test_a_figure_of_another_subject_is_not_shown_as_the_one_asked_for(ask: Ask) -> None:
    decision = ask("商标达到多少件", "发明专利达到90件。")
    assert (decision.status, decision.missing) == (Status.PARTIAL, ("您问的“商标达到多少件”",))
    assert decision.rule == "another subject's figure"
    told = "请问窗口那边的师傅们一般都说这个事情要看情况的今年他们给我办下来的" * 2
    assert ask(f"{told}商标达到多少件", "发明专利达到90件。").missing == ("商标的这一数字",)  # too long to be repeated
    assert [hit.text for hit in decision.hits] == ["发明专利达到90件。"]
    assert ask("商标达到多少件", "商标达到90件。").rule == "stated"
    assert ask("商标有什么要求", "发明专利达到90件。").rule == "stated"  # no figure is asked for


def test_a_figure_of_another_place_is_not_shown_as_the_one_asked_for(ask: Ask) -> None:
    question, hit = "武汉补贴企业有多少家", "补贴企业50家。"
    decision = ask(question, hit, scope_places=("武汉",))
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, ("武汉的这一数字",), "another place's figure")
    assert [h.text for h in decision.hits] == [hit]
    assert ask(question, hit, scope_places=("武汉",), context="武汉市办法").rule == "stated"
    assert ask("武汉补贴企业的要求", "补贴企业50家。", scope_places=("武汉",)).rule == "stated"


def test_a_text_of_another_year_does_not_give_the_figure_of_this_one(ask: Ask) -> None:
    question, hit = "2023年补贴企业有多少家", "补贴企业30家。"
    decision = ask(question, hit, context="2020年办法")
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, ("2023年的这一数字",), "text of another year")
    assert [h.text for h in decision.hits] == [hit]
    assert ask(question, hit, context="2023年办法").rule == "stated"
    assert ask("2023年的要求", hit, context="2020年办法").rule == "stated"


# stated figures: their time and their status


def test_a_day_of_another_year_is_none_of_this_one(ask: Ask) -> None:
    decision = ask("2019年商标补贴几号截止", "2018年6月27日前申报商标补贴。")
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, ("2019年的这一日期",), "day of another year")
    for stated in ("2019年6月27日前申报商标补贴。", "每年6月27日前申报商标补贴。", "2018年6月27日起申报商标补贴。"):
        assert ask("2019年商标补贴几号截止", stated).rule == "stated"


@pytest.fixture
def of_figures(ask: Ask, make_hit: Callable[..., Hit]) -> Callable[..., Decision]:
    """Decide a question whose figure a hit states that was not found first; ``fitting`` says that it is of the time asked."""

    def run(
        question: str,
        *,
        kind: str = TARGET,
        fitting: bool = False,
        whole: bool = True,
        first: str | Hit = PLEDGED,
        beside: Sequence[Hit] = (),
        **found: Any,
    ) -> Decision:
        row = Indicator("商标", 90, "90件", "件", 2025, kind, "", "", "home#一", "一、", 0, 5, "商标90件。", "到2025年", "节")
        stated = Stated(row, make_hit("商标90件。", -1.0), 1.0, 1.0)
        figures = Figures((stated,), (stated,) if fitting else (), whole, bound=True, wanted=frozenset({2023}))
        return ask(question, first, *beside, figures=figures, near_miss=1.0, **found)

    return run


def test_a_figure_of_the_time_asked_for_is_an_answer_and_comes_first(of_figures: Callable[..., Decision]) -> None:
    decision = of_figures("商标有多少件", fitting=True)
    assert (decision.status, decision.rule, decision.missing) == (Status.ANSWERED, "figure stated", ())
    assert [hit.text for hit in decision.hits] == ["商标90件。", PLEDGED]
    assert [stated.row.value_text for stated in decision.figures] == ["90件"]
    assert of_figures("商标有多少件", fitting=True, whole=False).rule != "figure stated"  # something beside is asked for
    assert of_figures("商标有90件对吗", fitting=True).rule != "figure stated"  # what is asserted is held against the quote


@pytest.mark.parametrize(
    ("question", "kind", "missing"),
    [
        ("2023年商标有多少件", TARGET, "2023年的这一数字"),
        ("2023年商标注册了多少件", TARGET, "2023年的实际数字"),
        ("去年商标注册了多少件", TARGET, "去年的实际数字"),
        ("规划已经收官，商标注册量达到了吗", TARGET, "这一目标的实际完成情况"),
        ("去年商标注册了多少件", BASELINE, "去年的这一数字"),
        ("商标的目标完成了没有", TARGET, "这一目标的实际完成情况"),
        ("商标要达到多少件", BASELINE, "这一数字的目标"),
        ("商标有多少件", TARGET, "您问的这一点"),
    ],
)
def test_a_figure_of_another_time_is_named_as_what_it_is(
    of_figures: Callable[..., Decision], question: str, kind: str, missing: str
) -> None:
    decision = of_figures(question, kind=kind)
    assert (decision.status, decision.rule, decision.missing) == (Status.PARTIAL, "figure of another time", (missing,))
    assert [stated.row.value_text for stated in decision.figures] == ["90件"]


def test_a_hit_that_names_the_year_is_left_to_the_other_rules(
    of_figures: Callable[..., Decision], make_hit: Callable[..., Hit]
) -> None:
    assert of_figures("2023年商标有多少件", first="2023年考核商标第1名。").rule != "figure of another time"
    assert of_figures("2023年商标有90件，对吗").rule != "figure of another time"
    for states, rule in ((OPEN_STATED, False), (OPEN_STATED - 0.01, True)):  # … unless it reads as stating something else
        hit = make_hit("2023年考核商标第1名。")
        readings = {hit.sentence: Reading(states, 0.0, 0.0)}
        decision = of_figures("2023年商标有多少件", beside=[hit], readings=readings)
        assert (decision.rule == "figure of another time") is rule


def test_a_hit_of_the_year_that_is_far_behind_and_was_not_read_tells_nothing(
    of_figures: Callable[..., Decision], make_hit: Callable[..., Hit]
) -> None:
    for odds, rule in ((2.0 - SUPPORT, False), (2.0 - SUPPORT - 0.01, True)):
        far = make_hit("2023年考核商标第1名。", odds)
        decision = of_figures("2023年商标有多少件", first=make_hit(PLEDGED, 2.0), beside=[far])
        assert (decision.rule == "figure of another time") is rule


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("去年补贴企业有多少家", "no account of a year"),
        ("今年补贴了多少家企业", "no account of a year"),
        ("今年补贴企业有多少家", "stated"),  # what is in force now may be meant
        ("厂房今年头一回扩建、添了设备，县里现在补贴企业有多少家", "stated"),
        ("补贴企业有多少家", "stated"),
    ],
)
def test_a_rule_gives_no_account_of_a_past_year(ask: Ask, question: str, rule: str) -> None:
    decision = ask(question, "补贴企业50家。")
    assert decision.rule == rule
    if rule != "stated":
        assert (decision.status, decision.missing) == (Status.PARTIAL, (f"{question[:2]}的这一数字",))


# what is asked for and not stated


def test_small_print_that_is_not_stated_is_named(ask: Ask) -> None:
    decision = ask(PHONE, PLEDGED)
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, (f"您问的“{PHONE}”",), "small print not stated")
    assert ask(PHONE, "受理电话12345。").rule == "stated"


def test_small_print_is_stated_where_a_hit_surely_states_what_is_asked(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit(PLEDGED)
    sure = {hit.sentence: Reading(FIRST_STATED, 0.0, 0.0)}
    doubted = {hit.sentence: Reading(math.nextafter(FIRST_STATED, 0), 0.0, 0.0)}
    assert ask(PHONE, hit, readings=sure).rule == "form not stated"  # the rules behind decide
    assert ask(PHONE, hit, readings=doubted).rule == "small print not stated"
    of_two = "商标的受理电话是多少，受理地址在哪里"
    assert ask(of_two, hit, readings=sure).rule == "small print not stated"


@pytest.mark.parametrize(
    ("states", "rule"), [(SURELY_STATED, "form not stated"), (math.nextafter(SURELY_STATED, 0), "small print not stated")]
)
def test_a_hit_behind_the_first_must_read_surer(ask: Ask, make_hit: Callable[..., Hit], states: float, rule: str) -> None:
    first, second = make_hit("补贴企业50家。"), make_hit(PLEDGED)
    assert ask(PHONE, first, second, readings={second.sentence: Reading(states, 0.0, 0.0)}).rule == rule


@pytest.mark.parametrize(
    ("question", "together", "documents", "rule"),
    [
        ("质押融资有哪些优惠", math.nextafter(-HARDLY_FOUND, -9), 2, "hardly found"),
        ("质押融资有哪些优惠", -HARDLY_FOUND, 2, "stated"),
        ("质押融资有哪些优惠", math.nextafter(-HARDLY_FOUND, -9), 1, "stated"),  # of a single document all is asked
    ],
)
def test_an_open_question_that_nothing_is_near_to_is_not_answered(
    ask: Ask, make_hit: Callable[..., Hit], question: str, together: float, documents: int, rule: str
) -> None:
    hit = make_hit(PLEDGED, together=together)
    decision = ask(question, hit, weights=np.ones(documents, np.float32))
    assert (decision.rule, decision.unsure) == (rule, rule == "hardly found")  # that it is stated nowhere nobody knows


@pytest.mark.parametrize(
    ("question", "together", "unstated", "documents", "rule"),
    [
        (COUNT, math.nextafter(-FIGURE_FAR, -9), FIGURE_DOUBTED, 2, "figure hardly found"),
        (COUNT, math.nextafter(-FIGURE_FAR, -9), FIGURE_DOUBTED, 1, "stated"),  # it is what that document says of it
        (COUNT, -FIGURE_FAR, FIGURE_DOUBTED, 2, "stated"),
        (COUNT, math.nextafter(-FIGURE_FAR, -9), math.nextafter(FIGURE_DOUBTED, 0), 2, "stated"),
        ("补贴过哪家企业", -9, FIGURE_DOUBTED, 2, "stated"),  # asks for no figure
        ("补贴企业有50家，对吗", -9, FIGURE_DOUBTED, 2, "stated"),  # that is held against the quote
    ],
)
def test_a_figure_that_nothing_is_near_to_is_not_answered(
    ask: Ask, make_hit: Callable[..., Hit], question: str, together: float, unstated: float, documents: int, rule: str
) -> None:
    hit = make_hit("每年补贴企业80家，各50万元。", together=together)
    decision = ask(question, hit, unstated=unstated, weights=np.ones(documents, np.float32))
    assert (decision.rule, decision.unsure) == (rule, rule == "figure hardly found")


def test_only_the_small_print_that_lacks_is_named(ask: Ask) -> None:
    decision = ask("商标的受理电话是多少，受理地址在哪里", "受理电话12345。")
    assert decision.missing == ("您问的“受理地址在哪里”",)


def test_each_of_the_questions_that_is_not_stated_is_named(ask: Ask) -> None:
    of_two = "听说夜市做了几年以后要请外面的机构来看看效果再定以后的安排，请的是哪一家，他们怎么来评估？"
    assert ask(of_two, PLEDGED, near_miss=1.0).missing == ("您问的“请的是哪一家”、“他们怎么来评估”",)


def test_a_figure_that_is_not_stated_is_named(ask: Ask) -> None:
    decision = ask(COUNT, PLEDGED)
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, (f"您问的“{COUNT}”",), "figure not stated")
    assert ask(COUNT, "补贴企业50家。").rule == "stated"


def test_a_figure_that_is_asserted_is_held_against_the_quote_instead(ask: Ask) -> None:
    assert ask("专利的期限是3年吗", PLEDGED).rule == "stated"


def test_the_hit_that_states_the_figure_comes_first(ask: Ask) -> None:
    decision = ask(COUNT, PLEDGED, "补贴企业50家。")
    assert [hit.text for hit in decision.hits] == ["补贴企业50家。", PLEDGED]
    partly = ask("商标有多少件，受理电话是多少", "商标。", "商标90件。")
    assert [hit.text for hit in partly.hits] == ["商标90件。", "商标。"]
    missed = ask("商标有多少件", "商标。", "商标90件。", near_miss=1.0)
    assert [hit.text for hit in missed.hits] == ["商标90件。", "商标。"]


@pytest.mark.parametrize(
    ("question", "hit", "bound"),
    [
        (PHONE, "受理电话12345。", 0.5),  # something particular is asked for
        (IN_FIELD, PLEDGED, 0.8),  # nothing particular
        (COUNT, "补贴企业50家。", 0.97),  # the figure asked for stands there
        ("专利的期限是3年吗", PLEDGED, 0.97),  # yes or no
        ("有什么支持措施，受理电话是多少", "受理电话12345。", 0.5),
    ],
)
def test_a_likely_near_miss_is_a_partial_answer(ask: Ask, question: str, hit: str, bound: float) -> None:
    assert ask(question, hit, near_miss=bound).rule == "near miss"
    assert ask(question, hit, near_miss=bound).status is Status.PARTIAL
    assert ask(question, hit, near_miss=math.nextafter(bound, 0)).rule == "stated"


@pytest.mark.parametrize(("states", "rule"), [(FIRST_STATED, "stated"), (math.nextafter(FIRST_STATED, 0), "near miss")])
def test_what_the_best_hit_states_of_several_things_is_no_near_miss(
    ask: Ask, make_hit: Callable[..., Hit], states: float, rule: str
) -> None:
    hit = make_hit("受理电话12345，每年一次。")
    readings = {hit.sentence: Reading(states, 0.0, 0.0)}
    assert ask("多久一次，受理电话是多少", hit, near_miss=1.0, readings=readings).rule == rule


@pytest.mark.parametrize(("states", "rule"), [(OPEN_STATED, "stated"), (OPEN_STATED - 0.01, "near miss")])
def test_where_all_there_is_is_wanted_what_reads_as_stating_it_is_no_near_miss(
    ask: Ask, make_hit: Callable[..., Hit], states: float, rule: str
) -> None:
    hit = make_hit(PLEDGED)
    readings = {hit.sentence: Reading(states, 0.0, 0.0)}
    assert ask("质押融资有哪些内容", hit, near_miss=1.0, readings=readings).rule == rule
    assert ask(IN_FIELD, hit, near_miss=1.0, readings=readings).rule == "near miss"


def test_a_near_miss_names_what_was_asked_for(ask: Ask) -> None:
    assert ask(PHONE, "受理电话12345。", near_miss=1.0).missing == (f"您问的“{PHONE}”",)
    assert ask(f"{IN_FIELD * 7}的期限是几年", PLEDGED, near_miss=1.0).missing == ()  # too long to be repeated


@pytest.mark.parametrize(("question", "hit"), [(IN_FIELD, PLEDGED), (COUNT, "补贴企业50家。")])
def test_what_was_read_decides_where_something_was(ask: Ask, question: str, hit: str) -> None:
    assert ask(question, hit, unstated=0.4).rule == "near miss"
    assert ask(question, hit, near_miss=1.0, unstated=math.nextafter(0.4, 0)).rule == "stated"
    assert ask("专利的期限是3年，对吗", PLEDGED, unstated=1.0).rule == "stated"  # what is asserted is held against the text


@pytest.mark.parametrize(
    "question",
    ["登记要几天", "登记有什么支持", "登记有哪些类型"],
    ids=["one thing", "measures", "a list, of which a sentence states a part"],
)
def test_in_another_field_questions_of_every_form_are_held_against_one_probability(ask: Ask, question: str) -> None:
    below = math.nextafter(UNSTATED_ELSEWHERE, 0)
    assert ask(question, "三天。", unstated=UNSTATED_ELSEWHERE, banked=False).rule == "near miss"
    assert ask(question, "三天。", near_miss=1.0, unstated=below, banked=False).rule == "stated"
    assert ask(f"{question}，是三天，对吗", "三天。", unstated=1.0, banked=False).rule == "stated"


@pytest.mark.parametrize(("context", "rule"), [("夜市管理处收摊位费", "stated"), ("", "near miss")], ids=["asks on", "alone"])
def test_in_another_field_what_asks_on_is_stated_where_a_sentence_reads_so(
    make_found: Callable[..., Found], make_hit: Callable[..., Hit], context: str, rule: str
) -> None:
    """The probability was fitted on whole questions, not on 罚多少 behind another."""
    hit = make_hit("罚三百元。")
    for states, expected in ((OPEN_STATED, rule), (math.nextafter(OPEN_STATED, 0), "near miss")):
        found = make_found("罚多少", [hit], readings={hit.sentence: Reading(states, 0.0, 0.0)})
        found = replace(found, understood=replace(found.understood, context=context))
        ending = decide(Case(found, lambda hit: hit.text, frozenset(), 0.0, 0.0, 0.8, banked=False))
        assert ending.rule == expected


def test_what_may_be_stated_all_the_same_is_unsure(ask: Ask) -> None:
    """Out of the field of the bank it is seldom sure that something is not stated."""
    for level, banked in ((SURELY_UNSTATED, False), (UNSTATED_SURE, True)):
        decisions = [ask("登记要几天", "三天。", unstated=at, banked=banked) for at in (math.nextafter(level, 0), level)]
        assert [decision.rule for decision in decisions] == ["near miss"] * 2
        assert [decision.unsure for decision in decisions] == [True, False]
    assert ask("登记有哪些类型", "三天。", unstated=1.0, banked=False).unsure
    assert not ask("登记要几天", "三天。", banked=False).unsure


@pytest.mark.parametrize(
    ("question", "rule"),
    [("质押找谁登记，电话多少", "small print not stated"), (COUNT, "figure not stated"), ("为什么要登记", "form not stated")],
)
def test_what_lacks_the_form_of_an_answer_but_reads_as_one_is_not_said_flatly_not_to_be_stated(
    ask: Ask, question: str, rule: str
) -> None:
    decisions = [ask(question, "银行登记质押。", unstated=at) for at in (None, math.nextafter(UNSTATED, 0), UNSTATED)]
    assert [decision.rule for decision in decisions] == [rule] * 3
    assert [decision.unsure for decision in decisions] == [False, True, False]


def test_a_likely_hit_that_reads_as_stating_the_figure_is_not_said_to_lack_it(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    pledged = make_hit("对第三十条所称的质押融资给予补贴。")
    unlikely = replace(pledged, score=0.15)
    read, doubted = ({pledged.sentence: Reading(states, 0.0, 0.0)} for states in (0.6, math.nextafter(0.6, 0)))
    assert ask(COUNT, pledged, readings=read).rule == "stated"
    assert ask(COUNT, pledged, readings=doubted).rule == "figure not stated"
    assert ask(COUNT, unlikely, readings=read).rule == "figure not stated"


def test_a_floor_states_no_cap_however_it_reads(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    for text, rule in (("申报项目投资在500万元及以上。", "figure not stated"), ("申报项目投资最高500万元。", "stated")):
        hit = make_hit(text)
        assert ask("项目投资的上限是多少", hit, readings={hit.sentence: Reading(0.9, 0.0, 0.0)}).rule == rule


def test_no_sentence_answers_without_the_form_of_what_is_asked_however_it_reads(ask: Ask) -> None:
    why, sure = "为什么质押融资给予补贴", {0: Reading(1.0, 0.0, 0.0)}
    assert ask(why, PLEDGED, readings=sure).rule == "form not stated"
    assert ask(why, PLEDGED, readings=sure).missing == (f"您问的“{why}”",)
    assert ask(why, "为缓解融资难，对质押融资给予补贴。", readings=sure).rule == "stated"
    assert ask(why, PLEDGED, "为缓解融资难，对质押融资给予补贴。").rule == "stated"
    assert ask("为什么给予补贴，是因为融资难，对吗", PLEDGED).rule != "form not stated"  # asserted


def test_of_several_things_asked_the_form_may_stand_in_any_of_the_first_hits(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    hits = (make_hit(PLEDGED, odds=0.0), make_hit("为缓解融资难，设立补贴。", odds=-9.0))
    assert ask("质押融资给予什么补贴，为什么给予补贴", *hits).rule != "form not stated"
    assert ask("为什么质押融资给予补贴", *hits).rule == "form not stated"


def test_the_body_that_does_something_is_asked_for_and_not_stated(ask: Ask) -> None:
    assert ask("白皮书由哪个部门发布", "每年发布白皮书。").rule == "small print not stated"
    assert ask("白皮书由哪个部门发布", "市知识产权局每年发布白皮书。").rule == "stated"


def test_the_sentences_that_define_a_word_are_the_answer_and_nothing_beside(ask: Ask) -> None:
    decision = ask(OUTSIDE, PLEDGED, "商标。", defining=1, off_topic=1.0)
    assert (decision.status, decision.rule, [hit.text for hit in decision.hits]) == (Status.ANSWERED, "word defined", [PLEDGED])
    assert ask(OUTSIDE, PLEDGED, defining=1, missing_title="某法").rule == "title not held"


def test_any_measure_answers_an_open_question(ask: Ask) -> None:
    assert ask("质押融资有什么支持措施", PLEDGED, near_miss=1.0).rule == "stated"


# the order of the rules: both apply, the first decides


@pytest.mark.parametrize(
    ("rule", "question", "hits", "case"),
    [
        ("another subject", OUTSIDE, (), {"off_topic": 1.0}),
        ("no evidence", IN_FIELD, (), {"missing_title": "担保法"}),
        ("title not held", IN_FIELD, (PLEDGED,), {"missing_title": "担保法", "missing_version": VERSION}),
        ("version not held", IN_FIELD, (PLEDGED,), {"missing_version": VERSION, "missing_place": "武汉"}),
        ("place not covered", IN_FIELD, (PLEDGED,), {"missing_place": "武汉", "parts": 2}),
        ("several documents", "2025年补贴企业有多少家", ("2020年补贴企业30家。",), {"parts": 2}),
        ("another year's figure", "2025年商标有多少件", ("2020年发明专利3件。",), {}),
        ("another subject's figure", "武汉商标有多少件", ("发明专利3件。",), {"scope_places": ("武汉",)}),
        (
            "another place's figure",
            "2023年武汉补贴企业有多少家",
            ("补贴企业3家。",),
            {"scope_places": ("武汉",), "context": "2020年办法"},
        ),
        ("text of another year", "2023年商标有多少件，电话是多少", ("商标3件。",), {"context": "2020年办法"}),
        ("small print not stated", "补贴企业有多少家，受理电话是多少", (PLEDGED,), {}),
        ("figure not stated", COUNT, (PLEDGED,), {"near_miss": 1.0}),
    ],
)
def test_the_first_of_two_rules_decides(ask: Ask, rule: str, question: str, hits: tuple[str, ...], case: dict[str, Any]) -> None:
    assert ask(question, *hits, **case).rule == rule


def test_every_rule_has_a_name_of_its_own_and_the_last_one_always_applies(ask: Ask) -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert ask(COUNT, "补贴企业50家。").rule == RULES[-1].name


# the decider


class Model:
    """Gives fixed probabilities and remembers that it was asked."""

    misses = Written(np.zeros((3, 64), np.float32))

    def __init__(self, off_topic: float, near_miss: float) -> None:
        self.asked: list[NDArray[np.float64]] = []
        self.subject_of = lambda query, hits, known: Subject(0.5, known, 0.5, 0.5)
        self.off_topic = lambda subject, readings: off_topic
        self.near_miss = lambda features, vector: self.asked.append(features) or near_miss
        self.read: list[int] = []
        self.judged: list[tuple[float, bool]] = []

    def unstated(self, near_miss: float, readings: Iterable[Reading], held: float, *, banked: bool) -> None:
        self.read.append(len(list(readings)))
        self.judged.append((held, banked))


def decider(model: Any, text: str = "", places: frozenset[str] = frozenset(), *, banked: bool = True) -> Decider:
    return Decider(model, lambda hit: text or hit.text, places, lambda question, text: float(len(text)), banked=banked)


@pytest.mark.parametrize(
    ("off_topic", "near_miss", "rule"), [(1.0, 0.0, "another subject"), (0.0, 1.0, "near miss"), (0.0, 0.0, "stated")]
)
def test_the_decider_asks_the_model(
    make_found: Callable[..., Found], make_hit: Callable[..., Hit], off_topic: float, near_miss: float, rule: str
) -> None:
    question = OUTSIDE if off_topic else IN_FIELD
    assert decider(Model(off_topic, near_miss)).decide(make_found(question, [make_hit(PLEDGED)])).rule == rule


@pytest.mark.parametrize("looked_up", [{"places": (CLAUSES,)}, {"occurrences": (1,)}])
def test_what_was_looked_up_needs_no_model(make_found: Callable[..., Found], looked_up: dict[str, Any]) -> None:
    assert decider(SimpleNamespace()).decide(make_found(IN_FIELD, **looked_up)).rule == "place found"


def test_the_decider_knows_contexts_and_home_places(make_found: Callable[..., Found], make_hit: Callable[..., Hit]) -> None:
    found = make_found("武汉补贴企业有多少家", [make_hit("补贴企业3家。")], scope_places=("武汉",))
    away, home, named = (
        decider(Model(0.0, 0.0), text, places)
        for text, places in ((" ", frozenset[str]()), (" ", frozenset({"武汉"})), ("武汉市办法", frozenset[str]()))
    )
    assert away.decide(found).rule == "another place's figure"
    assert home.decide(found).rule == named.decide(found).rule == "stated"


@pytest.mark.parametrize(("question", "read"), [(IN_FIELD, 3), ("质押怎么办理", 3), ("质押有哪些内容", 8)])
def test_how_much_of_what_was_read_tells_a_near_miss(
    make_found: Callable[..., Found], make_hit: Callable[..., Hit], question: str, read: int
) -> None:
    """As many hits as the probability was fitted with, more of them only where a list is wanted."""
    hits = [make_hit(PLEDGED) for _ in range(12)]
    model = Model(0.0, 0.0)
    readings = {hit.sentence: Reading(0.5, 0.0, 0.0) for hit in hits}
    decider(model).decide(make_found(question, hits, readings=readings))
    assert model.read == [read]


@pytest.mark.parametrize(
    ("question", "index", "near", "banked"),
    [
        (IN_FIELD, True, 0.0, True),
        ("登记要几天", True, 0.9, True),
        ("登记要几天", True, 0.0, False),
        (IN_FIELD, False, 0.9, False),
    ],
    ids=["of the field", "beside questions of the bank", "of another field", "no bank"],
)
def test_the_written_near_misses_count_in_the_field_of_the_bank(
    make_found: Callable[..., Found], make_hit: Callable[..., Hit], question: str, index: bool, near: float, banked: bool
) -> None:
    """What was found is looked at in the hit that reads best."""
    hits, model = [make_hit("甲乙。", bank_dense=near), make_hit("丙。", bank_dense=near)], Model(0.0, 0.0)
    readings = {hits[0].sentence: Reading(0.1, 0.0, 0.0), hits[1].sentence: Reading(0.9, 0.0, 0.0)}
    decider(model, banked=index).decide(make_found(question, hits, readings=readings))
    decider(model, banked=index).decide(make_found(question, hits))
    assert model.judged == [(2 * len("丙。"), banked), (0.0, banked)]


def test_what_has_the_form_but_is_of_another_document_is_not_the_nearest(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    ours, theirs = make_hit(PLEDGED), make_hit("补贴企业50家。", -0.5, doc="other")
    decision = ask(COUNT, ours, theirs, near_miss=1.0)
    assert (decision.status, decision.hits[0].text) == (Status.PARTIAL, PLEDGED)
    own = ask(COUNT, ours, replace(theirs, doc=ours.doc), near_miss=1.0)
    assert own.hits[0].text == "补贴企业50家。"


def test_all_small_print_and_figures_that_are_not_stated_are_named(ask: Ask) -> None:
    asked = ("商标的受理电话是多少", "办理窗口在哪条路上", "聘多少位专家")
    decision = ask("，".join(asked[:2]), PLEDGED)
    assert decision.missing == ("您问的“商标的受理电话是多少”、“办理窗口在哪条路上”",)
    assert ask(f"智库几月份成立，{asked[2]}", PLEDGED).missing == (f"您问的“智库几月份成立”、“{asked[2]}”",)


@pytest.mark.parametrize(
    ("states", "named"),
    [
        (OPEN_STATED, "您问的“咨询电话是多少”"),
        (OPEN_STATED - 0.01, "您问的“质押贷款怎么登记”、“咨询电话是多少”"),  # nothing tells either of them
    ],
)
def test_where_nothing_read_states_anything_all_that_is_asked_is_named(ask: Ask, states: float, named: str) -> None:
    readings = {0: Reading(states, 0.0, 0.0)}
    assert ask("质押贷款怎么登记，咨询电话是多少", PLEDGED, readings=readings).missing == (named,)


def test_a_word_that_is_only_used_is_not_explained(ask: Ask) -> None:
    used = ask("什么是质押融资", PLEDGED)
    assert (used.status, used.rule, used.missing) == (Status.PARTIAL, "meaning not stated", ("您问的“什么是质押融资”",))
    assert ask("什么是质押融资", PLEDGED, "质押融资包括专利权质押。").rule == "stated"
    assert ask("什么是质押融资", "质押融资，是指以专利权担保。", defining=1).rule == "word defined"
    assert ask("质押融资有什么支持", PLEDGED).rule == "stated"


def test_a_law_on_another_matter_is_no_answer_unless_its_clause_names_this_one(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit("侵犯专利权的时效为三年。")
    of_others = {"matter": ("商标",), "of_other_matters": frozenset({hit.doc})}
    decision = ask("商标侵权的时效几年", hit, **of_others)
    assert (decision.status, decision.rule) == (Status.PARTIAL, "law on another matter")
    assert ask("商标侵权的时效几年", hit, context="商标、专利：", **of_others).rule != "law on another matter"
    assert ask("商标侵权的时效几年", hit, matter=("商标",)).rule != "law on another matter"


def test_what_other_ranks_get_is_not_what_is_asked_unless_the_clause_names_this_one(
    ask: Ask, make_hit: Callable[..., Hit]
) -> None:
    hit = make_hit("中级、高级厨师每年奖励三千元。")
    decision = ask("初级厨师每年奖多少", hit)
    assert (decision.status, decision.rule) == (Status.PARTIAL, "other ranks")
    assert ask("初级厨师每年奖多少", hit, context="初级厨师，").rule != "other ranks"
    assert ask("高级厨师每年奖多少", hit).rule != "other ranks"
    assert ask("初级厨师每年奖三千元，对吗", hit).rule != "other ranks"


def test_a_figure_of_one_kind_is_none_of_another_unless_the_clause_names_that(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    first, beside = make_hit("发明专利每件资助一千元。", 1.0), make_hit("外观设计的奖金为五百元。", 0.9)
    own = "我刚拿到一件外观设计，市里按件给多少资助"
    decision = ask(own, first, beside)
    assert (decision.status, decision.rule) == (Status.PARTIAL, "figure of another kind")
    for question, context in ((own, "外观设计与发明："), ("发明专利每件给多少资助", ""), (f"{own}，是一千元对吗", "")):
        assert ask(question, first, beside, context=context).rule != "figure of another kind"
    assert ask(own, make_hit("每件资助一千元。", 1.0), beside).rule != "figure of another kind"  # of no kind in particular
    assert ask("外观设计由谁登记", first, beside).rule != "figure of another kind"


def test_the_rule_of_a_part_is_not_that_of_the_whole_place(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit(PLEDGED)
    decision = ask(IN_FIELD, hit, scope_places=("山东",), of_parts=frozenset({hit.doc}))
    assert (decision.status, decision.missing, decision.rule) == (Status.PARTIAL, ("山东的规定",), "rule of a part of the place")
    assert ask(IN_FIELD, hit, scope_places=("山东",), of_parts=frozenset({hit.doc}), named=(0,)).rule == "stated"


def test_a_sanction_found_by_the_number_of_its_rule_is_stated_however_it_reads(ask: Ask, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit("违反第二条规定的，处罚款。", punished=1.0)
    reading = {hit.sentence: Reading(0.0, 0.0, 0.0)}
    assert ask("擅自宿营罚多少钱", hit, readings=reading, unstated=1.0).rule == "sanction by number"
