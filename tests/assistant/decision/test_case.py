"""What the rules of a decision read: which hits may supply a figure, and which figure is missing."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.decision.case import Case
from assistant.decision.decide import decide
from assistant.facts.periods import BASELINE, TARGET
from assistant.reading.model import Reading
from assistant.records import Hit, Status
from assistant.retrieval.ledger import Figures, Stated
from assistant.retrieval.reading import is_elsewhere
from assistant.retrieval.search import Found
from assistant.thresholds import FIRST_STATED, OPEN_STATED, READ_SURE, SECOND

MakeHit, MakeFound = Callable[..., Hit], Callable[..., Found]
PLEDGED, FIFTY, TWENTY_20, TWENTY_25 = "对质押融资给予补贴。", "补贴企业50家。", "2020年补贴企业30家。", "2025年补贴企业50家。"
COUNT = "补贴企业有多少家"


@pytest.fixture
def case(make_found: MakeFound) -> Callable[..., Case]:
    def make(question: str, *hits: Hit, context: str = "", home_places: frozenset[str] = frozenset(), **found: object) -> Case:
        return Case(make_found(question, hits, **found), lambda hit: context + hit.text, home_places)

    return make


MakeCase = Callable[..., Case]


def texts(hits: tuple[Hit, ...] | list[Hit]) -> list[str]:
    return [hit.text for hit in hits]


def test_the_best_probability_is_that_of_the_first_hit(case: MakeCase, make_hit: MakeHit) -> None:
    assert case(COUNT, make_hit(PLEDGED, score=0.3), make_hit(FIFTY, score=0.2)).best == 0.3
    assert case(COUNT).best == 0.0


def test_what_was_not_asked_of_the_model_has_no_chance(case: MakeCase) -> None:
    assert (case(COUNT).off_topic, case(COUNT).near_miss) == (0.0, 0.0)


def test_figures_and_small_print_are_told_apart(case: MakeCase) -> None:
    both = case("商标有多少件，受理电话是多少")
    assert (both.figures, both.small_print) == (("pieces",), ("phone",))
    assert both.understood.text == "商标有多少件，受理电话是多少"


@pytest.mark.parametrize(("foreign", "elsewhere"), [(0.5, False), (0.5001, True), (None, False)])
def test_a_rule_of_another_place_is_marked_by_its_signal(make_hit: MakeHit, foreign: float | None, elsewhere: bool) -> None:
    assert is_elsewhere(make_hit(PLEDGED, **({} if foreign is None else {"foreign": foreign}))) is elsewhere


# of the year


def test_where_the_best_names_another_year_such_hits_are_left_out(case: MakeCase, make_hit: MakeHit) -> None:
    hits = [make_hit(TWENTY_20), make_hit(FIFTY), make_hit("2019年补贴企业9家。"), make_hit("2020年至2025年补贴企业。")]
    found = case("2025年补贴企业有多少家", *hits)
    assert texts(found.of_year) == [FIFTY, "2020年至2025年补贴企业。"]
    assert texts(found.found.hits) == texts(tuple(hits))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("2025年补贴企业有多少家", TWENTY_25),  # the best is of the year
        ("2025年补贴企业有多少家", FIFTY),  # the best names no year
        (COUNT, TWENTY_20),  # no year is asked for
        ("2025年对补贴企业的要求", TWENTY_20),  # no figure is asked for
    ],
)
def test_otherwise_all_hits_stay(case: MakeCase, make_hit: MakeHit, question: str, first: str) -> None:
    assert texts(case(question, make_hit(first), make_hit("2019年补贴企业9家。")).of_year) == [first, "2019年补贴企业9家。"]


def test_without_hits_there_is_none_of_the_year(case: MakeCase) -> None:
    assert case("2025年补贴企业有多少家").of_year == ()


# near


@pytest.mark.parametrize(("odds", "near"), [(-2.5999, True), (-2.6, True), (-2.6001, False)])
def test_a_hit_is_near_up_to_its_distance_from_the_best(case: MakeCase, make_hit: MakeHit, odds: float, near: bool) -> None:
    assert texts(case(COUNT, make_hit(PLEDGED), make_hit(FIFTY, odds)).near) == [PLEDGED, *([FIFTY] if near else [])]


def test_four_hits_may_supply_a_figure_and_are_read_with_their_context(case: MakeCase, make_hit: MakeHit) -> None:
    five = case(COUNT, *(make_hit(f"第{n}句。") for n in range(5)), context="办法：")
    assert texts(five.near) == ["第0句。", "第1句。", "第2句。", "第3句。"]
    assert five.contexts == ("办法：第0句。", "办法：第1句。", "办法：第2句。", "办法：第3句。")


def test_no_other_places_rule_beside_one_of_ours(case: MakeCase, make_hit: MakeHit) -> None:
    ours, theirs = make_hit(PLEDGED), make_hit(FIFTY, foreign=1.0)
    assert texts(case(COUNT, ours, theirs).near) == [PLEDGED]
    assert texts(case(COUNT, theirs, ours).near) == [FIFTY, PLEDGED]
    assert texts(case(COUNT, theirs, make_hit("补贴企业9家。", foreign=1.0)).near) == [FIFTY, "补贴企业9家。"]


def test_nearness_is_counted_from_the_first_hit_of_the_year(case: MakeCase, make_hit: MakeHit) -> None:
    found = case("2025年补贴企业有多少家", make_hit(TWENTY_20), make_hit(FIFTY, -2.0), make_hit(PLEDGED, -4.0))
    assert texts(found.near) == [FIFTY, PLEDGED]


# stating


def test_those_near_hits_state_a_thing_that_say_it(case: MakeCase, make_hit: MakeHit) -> None:
    found = case(COUNT, make_hit(PLEDGED), make_hit(FIFTY), make_hit("补贴企业9家。", -3.0))
    assert texts(found.stating("count")) == [FIFTY]


def test_an_entitlement_counts_only_in_the_document_that_is_meant(case: MakeCase, make_hit: MakeHit) -> None:
    law, other = make_hit("每件补贴500元。", doc="law"), make_hit("每户补贴300元。", doc="other")
    question = "补贴是多少钱"
    assert texts(case(question, law, other).stating("entitlement")) == ["每件补贴500元。"]
    assert texts(case(question, law, other, home=("other",)).stating("entitlement")) == ["每户补贴300元。"]
    counts = case(COUNT, make_hit(PLEDGED, doc="law"), make_hit(FIFTY, doc="other"))
    assert texts(counts.stating("count")) == [FIFTY]


# supplied, unstated


def test_the_first_hit_that_states_the_figure_is_moved_to_the_front(case: MakeCase, make_hit: MakeHit) -> None:
    hits = [make_hit(PLEDGED), make_hit("专利导航。"), make_hit(FIFTY), make_hit("补贴企业9家。")]
    assert texts(case(COUNT, *hits).supplied) == [FIFTY, PLEDGED, "专利导航。", "补贴企业9家。"]


def test_nothing_is_moved_where_the_best_states_it_or_none_does_or_nothing_is_asked(case: MakeCase, make_hit: MakeHit) -> None:
    hits = [make_hit(FIFTY), make_hit("补贴企业9家。")]
    assert texts(case(COUNT, *hits).supplied) == [FIFTY, "补贴企业9家。"]
    assert texts(case(COUNT, make_hit(PLEDGED), make_hit("专利导航。")).supplied) == [PLEDGED, "专利导航。"]
    assert texts(case("补贴企业的要求", make_hit(PLEDGED), make_hit(FIFTY)).supplied) == [PLEDGED, FIFTY]


def test_what_reads_as_stating_it_is_not_put_behind_what_does_not(case: MakeCase, make_hit: MakeHit) -> None:
    def first(best: float, other: float | None) -> str:
        hits = make_hit(PLEDGED), make_hit(FIFTY)
        readings = {hits[0].sentence: Reading(best, 0.0, 0.0)}
        readings |= {} if other is None else {hits[1].sentence: Reading(other, 0.0, 0.0)}
        return case(COUNT, *hits, readings=readings).supplied[0].text

    assert first(OPEN_STATED, OPEN_STATED - 0.01) == first(OPEN_STATED, None) == PLEDGED
    assert first(OPEN_STATED, OPEN_STATED) == first(OPEN_STATED - 0.01, None) == FIFTY
    assert first(0.8, 0.7) == PLEDGED  # both may: the better
    assert first(0.7, 0.8) == FIFTY


def test_what_has_the_form_of_the_answer_is_moved_to_the_front(case: MakeCase, make_hit: MakeHit) -> None:
    hits = make_hit("申请材料由窗口收取。"), make_hit("6月13日至7月2日受理申请。")
    assert texts(case("材料几号开始收", *hits).supplied)[0] == hits[1].text
    assert texts(case("材料由谁收", *hits).supplied)[0] == hits[0].text
    assert texts(case("材料几号收，两地有什么区别", *hits).supplied)[0] == hits[0].text
    read = {hits[0].sentence: Reading(OPEN_STATED, 0.0, 0.0)}
    assert texts(case("材料几号开始收", *hits, readings=read).supplied)[0] == hits[1].text  # no day stands in it


def figure(hit: Hit, kind: str) -> Stated:
    return Stated(SimpleNamespace(kind=kind), hit, 1.0, 1.0)  # type: ignore[arg-type]


def test_where_the_aim_is_asked_for_it_comes_before_what_was_reached(case: MakeCase, make_hit: MakeHit) -> None:
    reached, aim = make_hit(TWENTY_20), make_hit(TWENTY_25)
    both = figure(reached, BASELINE), figure(aim, TARGET)
    supplied = [
        case(COUNT, reached, aim, figures=Figures(both, fitting, bound=bound)).supplied
        for fitting, bound in ((both[1:], True), (both[:1], True), ((), True), (both[1:], False))
    ]
    assert [texts(hits)[0] for hits in supplied] == [TWENTY_25, TWENTY_20, TWENTY_20, TWENTY_20]
    assert texts(supplied[0]) == [TWENTY_25, TWENTY_20]


def test_what_states_no_figure_of_the_thing_is_left_first(case: MakeCase, make_hit: MakeHit) -> None:
    aim = make_hit(TWENTY_25)
    figures = Figures((figure(aim, TARGET),), (figure(aim, TARGET),), bound=True)
    assert texts(case(COUNT, make_hit(FIFTY), aim, figures=figures).supplied) == [FIFTY, TWENTY_25]


@pytest.mark.parametrize(
    ("states", "score", "sure"),
    [(READ_SURE, SECOND, True), (READ_SURE - 0.01, SECOND, False), (READ_SURE, SECOND - 0.01, False), (None, 0.9, False)],
)
def test_an_answer_is_sure_where_its_first_sentence_reads_as_stating_it_and_is_likely(
    case: MakeCase, make_hit: MakeHit, states: float | None, score: float, sure: bool
) -> None:
    hit = make_hit(PLEDGED, score=score)
    read = {} if states is None else {hit.sentence: Reading(states, 0.0, 0.0)}
    assert decide(case("质押融资怎么补贴", hit, readings=read)).sure is sure


def test_what_was_looked_up_is_sure_and_what_is_not_stated_is_not(case: MakeCase, make_hit: MakeHit) -> None:
    hit = make_hit(PLEDGED)
    assert decide(case("质押融资怎么补贴", hit, occurrences=(1,))).sure
    assert decide(case("质押融资怎么补贴", hit, defining=1)).sure
    read = {hit.sentence: Reading(1.0, 0.0, 0.0)}
    assert not decide(case("质押融资怎么补贴", hit, readings=read, missing_version="2003年版")).sure


def test_of_several_questions_none_of_which_is_stated_the_whole_is_not(case: MakeCase, make_hit: MakeHit) -> None:
    found = case("质押融资怎么补贴", make_hit(PLEDGED, score=0.9))
    assert decide(found).rule == "stated"
    ending = decide(replace(found, unstated_parts=("怎么补贴", "补多少"), none_stated=True))
    assert (ending.rule, ending.status) == ("near miss", Status.PARTIAL)
    assert ending.missing == ("您问的“怎么补贴”、“补多少”",)


def test_figures_are_unstated_only_where_no_hit_states_any_of_them(case: MakeCase, make_hit: MakeHit) -> None:
    question = "2025年补贴企业多少家，补多少"  # an amount or a count
    assert case(question, make_hit(PLEDGED)).unstated_figures == ("amount", "bodies")
    assert case(question, make_hit(PLEDGED), make_hit(FIFTY)).unstated_figures == ()
    assert case(question, make_hit("补贴50家企业，补贴100万元。")).unstated_figures == ()
    assert case("补贴企业的要求", make_hit(PLEDGED)).unstated_figures == ()


def test_figures_are_stated_where_the_sentence_shown_first_states_all(case: MakeCase, make_hit: MakeHit) -> None:
    question = "2025年补贴企业多少家，补多少"
    assert case(question, make_hit("补贴50家企业，补贴100万元。")).states_figures
    assert not case(question, make_hit(FIFTY)).states_figures
    assert case(COUNT, make_hit(PLEDGED), make_hit(FIFTY)).states_figures
    assert not case("补贴企业的要求", make_hit(FIFTY)).states_figures


# missing: subject, place, year


def test_the_subject_may_stand_in_the_sentence_or_at_the_start_of_its_context(case: MakeCase, make_hit: MakeHit) -> None:
    question, figure = "地理标志有多少件", "达到90件。"
    assert case(question, make_hit(figure)).missing_subject() == "地理标志"
    assert case(question, make_hit("地标达到90件。")).missing_subject() == ""  # another word for the same
    assert case(question, make_hit(figure), context="地标" + "一" * 60).missing_subject() == ""
    assert case(question, make_hit(figure), context="一" * 58 + "地标").missing_subject() == ""
    assert case(question, make_hit(figure), context="一" * 59 + "地标").missing_subject() == "地理标志"


def test_a_hit_without_the_figure_says_nothing_of_the_subject(case: MakeCase, make_hit: MakeHit) -> None:
    assert case("商标有多少件", make_hit("发明专利达到90件。"), make_hit("商标注册便利化。")).missing_subject() == "商标"
    assert case("商标有多少件", make_hit("商标注册便利化。"), make_hit("商标达到90件。")).missing_subject() == ""


def test_one_that_reads_as_stating_it_does(case: MakeCase, make_hit: MakeHit) -> None:
    hits = make_hit("发明专利达到90件。"), make_hit("商标占一成。")
    read = {states: {hits[1].sentence: Reading(states, 0.0, 0.0)} for states in (OPEN_STATED, OPEN_STATED - 0.01)}
    missing = [case("商标有多少件", *hits, readings=readings).missing_subject() for readings in read.values()]
    assert missing == ["", "商标"]


def test_what_reads_as_stating_it_is_about_what_its_title_names(case: MakeCase, make_hit: MakeHit) -> None:
    hit = make_hit("按货值处罚。")
    reading = {hit.sentence: Reading(OPEN_STATED, 0.0, 0.0)}
    assert case("地理标志有多少件", hit, readings=reading, context="地理标志条例").missing_subject() == ""
    assert case("地理标志有多少件", hit, context="地理标志条例").missing_subject() == "地理标志"


def test_only_the_first_four_hits_tell_the_subject(case: MakeCase, make_hit: MakeHit) -> None:
    others = [make_hit("发明专利达到90件。") for _ in range(4)]
    assert case("商标有多少件", *others[:3], make_hit("商标达到90件。")).missing_subject() == ""
    assert case("商标有多少件", *others, make_hit("商标达到90件。")).missing_subject() == "商标"


def test_of_two_subjects_the_one_that_lacks_is_named(case: MakeCase, make_hit: MakeHit) -> None:
    assert case("发明专利和商标各有多少件", make_hit("发明达到90件。")).missing_subject() == "商标"


def test_an_article_of_a_law_need_not_name_its_subject(case: MakeCase, make_hit: MakeHit) -> None:
    hit = make_hit("期限为10年。")
    article = Hit(hit.doc, hit.clause, "第四十二条", "", hit.text, hit.start, hit.end, hit.score, hit.sentence)
    assert case("发明专利的期限是多久", article).missing_subject() == ""
    assert case("发明专利的期限是多久", hit).missing_subject() == "发明专利"
    assert case("发明专利的期限是多久", make_hit(PLEDGED), article).missing_subject() == ""


def test_a_place_is_missing_where_no_context_names_it(case: MakeCase, make_hit: MakeHit) -> None:
    question, hit = "武汉补贴企业有多少家", make_hit(FIFTY)
    assert case(question, hit, scope_places=("武汉",)).missing_place() == "武汉"
    assert case(question, hit, scope_places=("武汉",), context="武汉市办法").missing_place() == ""
    assert case(question, hit, make_hit("武汉。"), scope_places=("武汉",)).missing_place() == ""
    assert case(question, hit, scope_places=("武汉",), home_places=frozenset({"武汉"})).missing_place() == ""
    assert case(question, hit).missing_place() == ""  # the search knows no such place
    covered = case(question, hit, scope_places=("武汉",), covering=frozenset({hit.doc}))
    assert covered.missing_place() == ""  # a rule of the province holds there too
    assert case(COUNT, hit, scope_places=("武汉",)).missing_place() == ""  # it is not named in the part that asks


def test_what_is_so_many_at_home_is_not_as_many_in_what_lies_around_it(case: MakeCase, make_hit: MakeHit) -> None:
    home = {"context": "武汉 湖北 办法", "home_places": frozenset({"武汉", "武汉市", "湖北", "湖北省"})}
    question, hit = "湖北补贴企业有多少家", make_hit(FIFTY)
    assert case(question, hit, scope_places=("湖北",), **home).missing_place() == "湖北"
    assert case(question, make_hit("湖北省工程补贴企业50家。"), scope_places=("湖北",), **home).missing_place() == ""
    assert case("武汉在湖北补贴企业有多少家", hit, scope_places=("武汉", "湖北"), **home).missing_place() == ""
    assert case("武汉补贴企业有多少家", hit, scope_places=("武汉",), **home).missing_place() == ""


def test_a_year_is_missing_where_the_first_two_hits_are_about_others(case: MakeCase, make_hit: MakeHit) -> None:
    question = "2023年补贴企业有多少家"
    assert case(question, make_hit(FIFTY), context="2020年办法").missing_year() == 2023
    assert case(question, make_hit(FIFTY), context="2020至2023年办法 2023").missing_year() == 0
    assert case(question, make_hit(FIFTY)).missing_year() == 0  # no year is stated: nothing speaks against it
    assert case(COUNT, make_hit(FIFTY), context="2020年办法").missing_year() == 0
    assert case("2024年和2023年补贴企业各有多少家", make_hit(FIFTY), context="2020年办法").missing_year() == 2023


def test_a_rule_is_of_every_year_in_which_it_was_in_force(make_found: MakeFound, make_hit: MakeHit) -> None:
    hit = make_hit(FIFTY)
    found = make_found("2023年补贴企业有多少家", [hit])
    then = replace(found, scope=replace(found.scope, then_in_force=frozenset({hit.doc})))
    assert Case(found, lambda _: "2020年办法").missing_year() == 2023
    assert Case(then, lambda _: "2020年办法").missing_year() == 0


def test_the_third_hit_does_not_tell_the_year(make_found: MakeFound, make_hit: MakeHit) -> None:
    hits = [make_hit("甲。"), make_hit("乙。"), make_hit("丙。")]

    def year(years: dict[str, str]) -> int:
        found = make_found("2023年补贴企业有多少家", hits)
        return Case(found, lambda hit: years.get(hit.text, "")).missing_year()

    assert year({"甲。": "2020年", "丙。": "2023年"}) == 2023
    assert year({"甲。": "2020年", "乙。": "2023年"}) == 0
    assert year({"丙。": "2020年"}) == 0


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("去年补贴企业有多少家", "去年"),
        ("明年补贴企业有多少家", ""),
        ("今年补贴企业有多少家", ""),
        ("补贴企业有多少家", ""),
        ("现在补贴了多少家企业", "现在"),
        ("我们的申请已经交上去了，现在想请工作人员来厂里看看。请问补贴企业有多少家", ""),  # now is not asked about
    ],
)
def test_an_account_is_missing_of_a_year_that_is_over(case: MakeCase, make_hit: MakeHit, question: str, missing: str) -> None:
    assert case(question, make_hit(FIFTY)).missing_account() == missing


def test_a_past_year_that_the_text_itself_names_as_a_term_is_no_year_without_account(case: MakeCase, make_hit: MakeHit) -> None:
    question = "上年度补贴企业有多少家"
    assert case(question, make_hit(FIFTY)).missing_account() == "上年度"
    assert case(question, make_hit("上一年度补贴企业满50家的，给予奖励。")).missing_account() == ""
    question = "奖补不得超过上年实际缴纳税额的百分之几"
    assert case(question, make_hit("奖补不得超过上一年实际缴纳税额的百分之三十。")).missing_account() == ""


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("摆摊要交哪些材料", "申请摊位的，应当提交申请书。", True),
        ("摆摊要交哪些材料", "申请摊位的，管理处五日内答复。", False),
        ("哪些摊不能摆", "有下列情形之一的，不予批准：（一）占道；", True),
        ("哪些摊不能摆", "有下列情形之一的，予以奖励：（一）干净；", False),
        ("管理处电话多少", "联系电话：0710-1234567", True),
        ("管理处电话多少", "管理处公布联系电话。", False),
    ],
)
def test_the_form_of_the_best_hit_may_tell_that_it_is_stated(
    case: MakeCase, make_hit: MakeHit, question: str, text: str, found: bool
) -> None:
    hit = make_hit(text, score=OPEN_STATED)
    read = {hit.sentence: Reading(OPEN_STATED, 0.0, 0.0)}
    assert case(question, hit, readings=read).form_found is found
    assert not case(question, make_hit(text, score=OPEN_STATED - 0.01), readings=read).form_found


@pytest.mark.parametrize(("question", "rule"), [("摆摊要交哪些材料", "stated"), ("摆摊好不好", "near miss")])
def test_what_is_stated_by_its_form_is_no_near_miss(case: MakeCase, make_hit: MakeHit, question: str, rule: str) -> None:
    found = replace(case(question, make_hit("申请摊位的，应当提交申请书。", score=0.9)), unstated=0.99, banked=False)
    assert decide(found).rule == rule


@pytest.mark.parametrize(("states", "first"), [(FIRST_STATED, 1), (FIRST_STATED - 0.01, 0)])
def test_what_surely_reads_so_and_has_the_form_answers_however_far_it_is(
    case: MakeCase, make_hit: MakeHit, states: float, first: int
) -> None:
    hits = make_hit("摆摊情况列入考核。", odds=1.0), make_hit("摆摊情况由管理处检查。", odds=-3.0)
    found = case("摆摊情况由谁检查", *hits, readings={hits[1].sentence: Reading(states, 0.0, 0.0)})
    assert found.supplied[0] == hits[first]
    assert bool(found.unstated_kinds) is (first == 0)


@pytest.mark.parametrize(
    ("question", "told", "clause", "found"),
    [
        ("最长能租几年", True, "same", True),
        ("最长能租几年", True, "other", False),
        ("最长能租几年", False, "same", False),  # nothing was told before it
        ("由谁收", True, "same", False),  # the sentence names nobody
        ("什么好处", True, "same", False),  # known by no form
    ],
)
def test_what_has_the_form_asked_for_beside_what_was_told_is_found(
    case: MakeCase, make_hit: MakeHit, question: str, clause: str, *, told: bool, found: bool
) -> None:
    first = replace(make_hit("摊位租期不超过3年。", score=OPEN_STATED), clause="same")
    before = replace(make_hit("摊位费补贴20%。"), clause=clause)
    made = case(question, first, before)
    understood = replace(made.understood, told_in=before.sentence if told else None)
    assert replace(made, found=replace(made.found, understood=understood)).form_found is found
