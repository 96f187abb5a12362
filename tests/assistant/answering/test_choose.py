"""Which hits are shown: how many, how near, how long, without repetition, with both sides and all keywords."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.choose import Want, by_reading, choose, of_parts, want
from assistant.question.understand import Reader
from assistant.records import Hit
from assistant.thresholds import DOUBTED, READ_SURE

MakeHit = Callable[..., Hit]
WHO = "专利导航由谁做"
PLAIN, LIST, COUNT, YES_NO = "专利导航怎么做", "专利导航有哪些内容", "补贴企业有多少家", "专利导航免费吗"
LISTED, OTHERWISE = Want(6, 3.1), Want(3, 2.6)
FIFTY = "补贴企业达到50家，逐年增加。"


def text(number: int, size: int = 20) -> str:
    """Return a sentence of its own of ``size`` characters."""
    return chr(ord("甲") + number) * (size - 1) + "。"


def chosen(question: str, *hits: Hit) -> list[Hit]:
    return choose(Reader().read(question), hits)


@pytest.mark.parametrize(
    ("question", "first", "expected"),
    [
        (PLAIN, text(0), OTHERWISE),
        (LIST, text(0), LISTED),
        ("分别补贴企业多少家", FIFTY, LISTED),  # a list of figures is a list
        (COUNT, FIFTY, Want(2, 0.65)),
        (COUNT, text(0), Want(2, 2.6)),
        ("2025年补贴企业多少家", FIFTY, Want(2, 0.65)),  # counted in 家, it is no amount
        (YES_NO, text(0), Want(2, 2.6)),
        ("商标的电话是多少", text(0), OTHERWISE),  # small print is no figure
    ],
)
def test_how_many_sentences_a_question_wants_and_how_near(make_hit: MakeHit, question: str, first: str, expected: Want) -> None:
    assert want(Reader().read(question), make_hit(first)) == expected


@pytest.mark.parametrize(("question", "most"), [(PLAIN, 3), (LIST, 6), (COUNT, 2), (YES_NO, 2)])
def test_no_more_are_shown_than_wanted(make_hit: MakeHit, question: str, most: int) -> None:
    hits = [make_hit(text(n)) for n in range(9)]
    assert chosen(question, *hits) == hits[:most]


@pytest.mark.parametrize(
    ("question", "first", "last", "beyond"),
    [(PLAIN, text(0), -2.6, -2.6001), (LIST, text(0), -3.1, -3.1001), (COUNT, FIFTY, -0.6499, -0.6501)],
)
def test_a_second_sentence_is_shown_within_reach(
    make_hit: MakeHit, question: str, first: str, last: float, beyond: float
) -> None:
    best, at, below = make_hit(first), make_hit(text(1), last), make_hit(text(1), beyond)
    assert chosen(question, best, at) == [best, at]
    assert chosen(question, best, below) == [best]


@pytest.mark.parametrize(
    ("question", "first", "second", "shown"),
    [
        (WHO, DOUBTED, 0.41, 1),  # 0.3 is -0.847 in odds, 0.41 -0.364, 0.42 -0.323
        (WHO, DOUBTED, 0.42, 2),
        (WHO, DOUBTED - 0.01, 0.0, 2),
        (WHO, 0.9, None, 1),
        (WHO, None, 0.9, 2),
        (PLAIN, 0.9, 0.1, 2),
        (LIST, 0.9, 0.1, 2),
        ("由谁做，几天做完", 0.9, 0.1, 2),
        ("专利 导航 名称", READ_SURE, 0.1, 1),
        ("专利 导航 名称", READ_SURE - 0.01, 0.1, 2),
        (YES_NO, 0.9, 0.1, 1),
        ("甲和乙的区别", 0.9, 0.1, 2),
    ],
)
def test_another_is_shown_where_the_first_is_in_doubt_or_it_reads_better(
    make_hit: MakeHit, question: str, first: float | None, second: float | None, shown: int
) -> None:
    hits = [
        make_hit(text(number), **({} if states is None else {"states": states})) for number, states in enumerate((first, second))
    ]
    assert len(chosen(question, *hits)) == shown


@pytest.mark.parametrize(("states", "clause", "shown"), [(0.87, "一", 2), (0.8, "一", 1), (0.87, "二", 1)])
def test_another_case_of_a_list_that_reads_as_well_is_shown(make_hit: MakeHit, states: float, clause: str, shown: int) -> None:
    """0.9 is 2.197 in odds, 0.87 1.901 and 0.8 1.386."""
    first, second = make_hit(f"（一）{text(0)}", states=0.9), make_hit(f"（二）{text(1)}", states=states)
    assert len(chosen(WHO, replace(first, clause="一"), replace(second, clause=clause))) == shown


@pytest.mark.parametrize(("first", "clause", "shown"), [(text(0), "一", 2), (text(0), "二", 1), (FIFTY, "一", 1)])
def test_a_sentence_of_the_clause_with_the_figure_asked_for_is_shown_where_the_best_has_none(
    make_hit: MakeHit, first: str, clause: str, shown: int
) -> None:
    best, other = make_hit(first, states=0.9), make_hit("每年补贴企业达到60家，一共三年。", states=0.8)
    assert len(chosen(COUNT, replace(best, clause="一"), replace(other, clause=clause))) == shown


@pytest.mark.parametrize(
    ("question", "states", "near"),
    [
        (WHO, (0.9, 0.77, 0.76), 2),  # 0.9 is 2.197 in odds, 0.77 1.208 and 0.76 1.153
        (WHO, (0.9, None, 0.9), 2),  # not read
        (WHO, (0.3, None, 0.1), 2),  # the best does not read as stating it
        (WHO, (None, 0.9, 0.1), 3),
        ("甲和乙的区别", (0.9, 0.1, 0.1), 3),
        ("由谁做，有哪些内容", (0.9, 0.1, 0.1), 3),
        (LIST, (0.9, 0.1, 0.1), 1),
    ],
)
def test_what_reads_less_than_the_best_may_only_have_to_do_with_the_question(
    make_hit: MakeHit, question: str, states: tuple[float | None, ...], near: int
) -> None:
    hits = [make_hit(text(number), **({} if each is None else {"states": each})) for number, each in enumerate(states)]
    found, less = by_reading(Reader().read(question), hits)
    assert len(found) == near
    assert found[0] is hits[0]
    assert sorted(map(hits.index, (*found, *less))) == [0, 1, 2]


def test_nothing_behind_a_hit_out_of_reach_is_shown(make_hit: MakeHit) -> None:
    best, far, near = make_hit(text(0)), make_hit(text(1), -5.0), make_hit(text(2))
    assert chosen(PLAIN, best, far, near) == [best]


@pytest.mark.parametrize(("first", "second", "shown"), [(70, 60, 2), (70, 61, 1), (20, 300, 2), (21, 300, 1)])
def test_enough_is_enough(make_hit: MakeHit, first: int, second: int, shown: int) -> None:
    """130 characters; a long sentence counts for the 110 that are shown of it at most."""
    hits = [make_hit(text(0, first)), make_hit(text(1, second)), make_hit(text(2))]
    assert chosen(PLAIN, *hits)[:2] == hits[:shown]
    assert len(chosen(PLAIN, *hits)) == shown  # a shorter one behind it is not shown either
    assert len(chosen(LIST, *hits)) == 3  # a list is never enough


def test_all_sentences_shown_count_towards_enough(make_hit: MakeHit) -> None:
    hits = [make_hit(text(n, size)) for n, size in enumerate((50, 40, 41))]
    assert chosen(PLAIN, *hits) == hits[:2]


def test_a_fragment_is_passed_over(make_hit: MakeHit) -> None:
    best, short, longer, other = (make_hit(text(n, size)) for n, size in enumerate((5, 13, 14, 20)))
    assert chosen(PLAIN, best, short, longer, other) == [best, longer, other]


def test_nothing_is_shown_twice(make_hit: MakeHit) -> None:
    best, same = make_hit("专利导航,服务企业与高校院所。"), make_hit("专利导航，服务企业与高校院所。")
    other, again = make_hit(text(3)), make_hit(text(3))
    assert chosen(PLAIN, best, same, other, again) == [best, other]


def test_both_sides_of_a_difference_are_shown(make_hit: MakeHit) -> None:
    best, far = make_hit("地理标志达到70件。"), make_hit("地理标志达到90件。", -5.0)
    third, further = make_hit("目标为70件和90件。", -6.0), make_hit(text(1), -5.0)
    assert chosen("地理标志从70件到90件还差多少件", best, further, far, third) == [best, far]
    assert chosen("地理标志70件还是90件", best, further, far, third) == [best]
    both = make_hit("地理标志从70件增加到90件。")
    assert chosen("地理标志从70件到90件还差多少件", both, far) == [both]
    assert chosen("地理标志还差多少件", best, far) == [best]


@pytest.mark.parametrize(
    ("question", "covers"), [("导航 商标 版权", True), ("导航 商标", False), ("导航 商标 分别", True), ("列出 商标", True)]
)
def test_keywords_are_all_covered(make_hit: MakeHit, question: str, covers: bool) -> None:
    """Three words make a question of keywords, two make a list of them."""
    best, far, mark = make_hit("专利导航服务企业。"), make_hit(text(1), -5.0), make_hit("商标品牌建设。", -6.0)
    assert chosen(question, best, far, mark) == ([best, mark] if covers else [best])


def test_a_hit_that_states_every_figure_that_is_asked_for_is_enough(make_hit: MakeHit) -> None:
    best = make_hit("按保费的60%补贴，每家不超过50万元。", states=0.9)
    other = make_hit("按租金的40%补贴，每家不超过30万元。", -0.1, states=0.9)
    assert chosen("保费补几成、封顶多少", best, other) == [best]
    assert chosen("补贴 保费 商标 比例是多少", best, make_hit("商标品牌。", -5.0)) == [best]


def test_one_side_of_a_comparison_is_not_all_that_is_asked(make_hit: MakeHit) -> None:
    aim, reached = make_hit("到2025年，全市专利达到12件。"), make_hit("2020年，全市专利达到了4件。", -1.0)
    assert chosen("专利要从几件涨到几件", aim, reached) == [aim, reached]
    assert chosen("2025年专利要到几件", aim, reached) == [aim]


def test_a_place_or_a_time_among_keywords_is_nothing_to_cover(make_hit: MakeHit) -> None:
    best, other = make_hit("专利导航服务企业。"), make_hit("襄阳十三五商标品牌。", -5.0)
    assert chosen("襄阳 十三五 专利导航", best, other) == [best]


def test_both_figures_that_are_asked_for_in_one_breath_are_shown(make_hit: MakeHit) -> None:
    best, second = make_hit("延长最多不得超过二个月，书面告知当事人。"), make_hit("应当在四个月内办结全部案件。", -3.0)
    assert chosen("办结期限及延长期限是多少", best, second) == [best, second]
    assert chosen("延长期限是多少", best, second) == [best]


def test_a_keyword_is_covered_once_and_only_by_the_first_hits(make_hit: MakeHit) -> None:
    best, mark, again = make_hit("专利导航。"), make_hit("商标一。", -5.0), make_hit("商标二。", -5.0)
    others = [make_hit(text(n), -5.0) for n in range(5)]
    question = "导航 商标 版权"
    assert chosen(question, best, mark, again) == [best, mark]
    last = make_hit("版权作品。", -6.0)
    assert chosen(question, best, mark, *others, last) == [best, mark, last]  # the eighth
    assert chosen(question, best, mark, again, *others, last) == [best, mark]


def test_keywords_add_up_to_three_sentences_and_in_a_list_to_six(make_hit: MakeHit) -> None:
    hits = [make_hit(word + "。", -4.0 if n else 0.0) for n, word in enumerate(("导航", "商标", "版权", "地标", "标准"))]
    assert chosen("导航 商标 版权 地标 标准", *hits) == hits[:3]
    assert chosen("导航 商标 版权 地标 标准 有多少件", *hits) == hits[:3]
    assert chosen("导航 商标 版权 地标 标准 各处", *hits) == hits


def test_the_parts_of_a_question_are_answered_in_turn(make_hit: MakeHit) -> None:
    first, second = make_hit("甲。", doc="a"), make_hit("乙。", doc="b")
    near, far = make_hit("丙。", -2.6, doc="a"), make_hit("丁。", -2.6001, doc="b")
    third = make_hit("戊。", doc="b")
    assert of_parts([first, second, near, far, third], 2) == [first, near, second]
    assert of_parts([first, second, far, near], 2) == [first, near, second]


@pytest.mark.parametrize(("states", "also", "shown"), [(0.3, 0.2, 1), (0.3, 0.5, 2), (0.29, 0.2, 2)])
def test_of_a_part_that_its_best_sentence_settles_no_second_is_shown(
    make_hit: MakeHit, states: float, also: float, shown: int
) -> None:
    first, second = make_hit("甲。", doc="a", states=states), make_hit("乙。", doc="a", states=also)
    assert of_parts([first, second], 1) == [first, second][:shown]


def test_the_second_of_each_of_three_documents_may_be_shown(make_hit: MakeHit) -> None:
    first = [make_hit("甲。", doc=doc) for doc in "abc"]
    second = [make_hit("乙。", doc=doc) for doc in "abc"]
    third = [make_hit("丙。", doc=doc) for doc in "abc"]
    expected = [hit for pair in zip(first, second, strict=True) for hit in pair]
    assert of_parts([*first, *second, *third], 3) == expected


def test_a_sentence_that_is_best_twice_is_shown_once(make_hit: MakeHit) -> None:
    first, second = make_hit("甲。", doc="a"), make_hit("乙。", doc="a")
    assert of_parts([first, first, second, second], 2) == [first, second]


def test_who_wants_it_in_short_is_shown_one_sentence(make_hit: MakeHit) -> None:
    hits, brief = [make_hit(text(n)) for n in range(3)], replace(Reader().read(LIST), brief=True)
    assert want(brief, hits[0]) == Want(1, 0.0)
    assert choose(brief, hits) == hits[:1]
