"""What an open question is shown: what likely belongs to the answer, how much, which clause first, each wording once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.complete import (
    LESS_LIKELY,
    LONGEST_LIST,
    MOST_UNSURE,
    Point,
    all_that_answers,
    by_certainty,
    by_clause,
    candidates,
    in_stretches,
    near_enough,
    of_what_is_handed_in,
)
from assistant.facts.periods import BASELINE
from assistant.question.kinds_named import ItemsAsked
from assistant.records import Hit
from assistant.thresholds import (
    OPEN_BELONGS,
    OPEN_BELONGS_WHOLE,
    OPEN_ENOUGH,
    OPEN_LED,
    OPEN_LIKELY,
    OPEN_LISTED,
    OPEN_SURE,
    READ_FURTHER_SURE,
    SUPPORT,
)

MakeHit = Callable[..., Hit]
MakePoint = Callable[..., Point]


@pytest.fixture
def point(make_hit: MakeHit) -> MakePoint:
    """Return a sentence of its own in a clause, with the odds of hit and reading together."""

    def make(number: int, together: float | None = 0.0, clause: str = "甲", size: int = 20, *, listed: bool = False) -> Point:
        text = chr(ord("子") + number) * size
        signals = {} if together is None else {"together": together}
        return Point(replace(make_hit(text, **signals), clause=clause), text, listed)

    return make


def letters(*numbers: int) -> list[str]:
    return [chr(ord("子") + number) for number in numbers]


def shown(*likely: tuple[Point, float]) -> list[list[str]]:
    """Return the letters of what is shown, by clause, of points with their chances."""
    hits = all_that_answers([point for point, _ in likely], [chance for _, chance in likely])
    return [[hit.text[0] for hit in group] for group in by_clause(hits)]


def left(*points: Point) -> list[str]:
    """Return the letters of the candidates."""
    return [point.hit.text[0] for point in candidates(points)]


def test_sentences_are_shown_by_clause_the_likeliest_first(point: MakePoint) -> None:
    likely = (
        (point(0, clause="甲"), 0.9),
        (point(1, clause="乙"), 0.8),
        (point(2, clause="甲"), 0.6),
        (point(3, clause="乙"), 0.7),
    )
    assert shown(*likely) == [letters(0, 2), letters(1, 3)]
    assert shown(*reversed(likely)) == [letters(0, 2), letters(1, 3)]


def test_neighbouring_sentences_of_a_clause_are_in_the_text_s_order_where_the_best_of_them_stands(make_hit: MakeHit) -> None:
    def order(*places: tuple[int, str]) -> list[int]:
        hits = [replace(make_hit("登记。"), sentence=number, clause=clause) for number, clause in places]
        return [hit.sentence for hit in in_stretches(hits)]

    assert order((7, "甲"), (3, "甲"), (6, "甲"), (2, "甲")) == [6, 7, 2, 3]
    assert order((7, "甲"), (5, "甲")) == [7, 5]  # one stands between them
    assert order((7, "乙"), (6, "甲")) == [7, 6]  # of another clause
    assert order() == []


@pytest.mark.parametrize(("chance", "within"), [(OPEN_BELONGS, True), (OPEN_BELONGS - 0.01, False)])
def test_what_hardly_belongs_to_the_answer_is_not_shown(point: MakePoint, chance: float, within: bool) -> None:
    assert shown((point(0), 0.9), (point(1), chance)) == [letters(0, 1) if within else letters(0)]
    assert shown((point(0), 0.9), (point(1), 0.8), (point(2), chance)) == [letters(0, 1, 2) if within else letters(0, 1)]


@pytest.mark.parametrize(("chance", "within"), [(OPEN_BELONGS_WHOLE, True), (OPEN_BELONGS_WHOLE - 0.01, False)])
def test_where_nothing_may_be_left_out_it_goes_as_far_down_as_ever(point: MakePoint, chance: float, within: bool) -> None:
    points, chances = [point(0), point(1)], [0.9, chance]
    assert len(all_that_answers(points, chances, whole=True)) == (2 if within else 1)
    assert len(all_that_answers(points, chances)) == 1


def test_one_is_shown_however_unlikely_it_is(point: MakePoint) -> None:
    assert shown((point(0), 0.01), (point(1), 0.02)) == [letters(1)]


def test_enough_is_enough_but_what_is_shorter_may_still_fit(point: MakePoint) -> None:
    sizes = (400, 0.9), (OPEN_ENOUGH - 399, 0.8), (OPEN_ENOUGH - 400, 0.7)
    assert shown(*((point(number, size=size), chance) for number, (size, chance) in enumerate(sizes))) == [letters(0, 2)]
    assert shown((point(0, size=OPEN_ENOUGH + 1), 0.9)) == [letters(0)]  # the first is always shown


def test_of_a_long_list_the_first_items_take_room(point: MakePoint) -> None:
    assert point(0, size=LONGEST_LIST + 1, listed=True).size == LONGEST_LIST
    assert point(0, size=LONGEST_LIST + 1).size == LONGEST_LIST + 1


@pytest.mark.parametrize(
    ("states", "whole", "shown"),
    [(0.5, False, [0, 2]), (0.49, False, [0, 1, 2, 3]), (None, False, [0, 1, 2, 3]), (0.5, True, [0, 1, 2, 3])],
)
def test_beside_a_list_that_reads_as_the_answer_only_lists_that_likely_belong_to_it_are_shown(
    point: MakePoint, states: float | None, whole: bool, shown: list[int]
) -> None:
    first = replace(point(0, listed=True), states=states)
    points = [first, point(1), point(2, listed=True), point(3, listed=True)]
    found = all_that_answers(points, [0.9, 0.8, OPEN_LISTED, 0.44], whole=whole)
    assert found == [points[number].hit for number in shown]


def test_a_fragment_is_a_candidate_only_first_or_as_a_list(point: MakePoint) -> None:
    assert left(point(0, size=5), point(1, size=13), point(2, size=14)) == letters(0, 2)
    assert left(point(0), point(1, size=13, listed=True)) == letters(0, 1)


def test_the_same_wording_is_a_candidate_once(point: MakePoint) -> None:
    assert left(point(0, clause="甲"), point(0, clause="乙")) == letters(0)


def test_what_was_not_read_is_left_out_where_others_were(point: MakePoint) -> None:
    assert left(point(0), point(1, None)) == letters(0)
    assert left(point(0, None), point(1, None)) == letters(0, 1)


def test_another_places_rules_are_not_mixed_with_ours(point: MakePoint) -> None:
    ours, theirs = point(0), point(1, clause="乙")
    theirs = replace(theirs, hit=replace(theirs.hit, signals=theirs.hit.signals | {"foreign": 0.9}))
    assert left(ours, theirs) == letters(0)
    assert left(theirs, ours) == letters(1, 0)  # the best is theirs: both are candidates


LISTED = "应当提交下列材料：（一）申请书；（二）合同。"


@pytest.mark.parametrize(
    ("text", "states", "strength", "several", "alone"),
    [
        (LISTED, 0.5, -4.0, True, True),
        (LISTED, 0.5, -4.1, True, False),  # too far below the strongest
        (LISTED, READ_FURTHER_SURE, -9.0, True, True),  # surely stated
        (LISTED, 0.49, 0.0, True, False),
        (LISTED, 0.5, 0.0, False, False),  # nothing in particular is asked
        ("提交材料：（一）申请书；（二）合同。", 0.5, 0.0, True, False),  # its lead announces none
    ],
)
def test_a_list_that_is_announced_and_states_it_says_it_all(
    point: MakePoint, text: str, states: float, strength: float, several: bool, alone: bool
) -> None:
    listed = replace(point(1, strength), text=text, listed=True, states=states)
    found = all_that_answers([point(0, 0.0), listed], [0.9, 0.5], several=several)
    assert (found == [listed.hit]) is alone


@pytest.mark.parametrize(("chance", "alone"), [(OPEN_LISTED, True), (OPEN_LISTED - 0.01, False)])
def test_a_list_that_hardly_belongs_to_the_answer_says_nothing_of_it(point: MakePoint, chance: float, alone: bool) -> None:
    listed = replace(point(1), text=LISTED, listed=True, states=READ_FURTHER_SURE)
    assert (all_that_answers([point(0), listed], [0.9, chance], several=True) == [listed.hit]) is alone


def test_a_list_that_is_likeliest_gives_way_to_no_other_list(point: MakePoint) -> None:
    likeliest = replace(point(0, listed=True), states=0.49)
    other = replace(point(1), text=LISTED, listed=True, states=READ_FURTHER_SURE)
    assert all_that_answers([likeliest, other], [0.9, 0.2], several=True) == [likeliest.hit]


PAPERS, REFUSED = "应当提供下列材料：（一）身份证；", "有下列情形之一的，不予受理：（一）无身份证的；"


@pytest.mark.parametrize(
    ("items", "chance", "strength", "alone"),
    [
        ({"papers"}, OPEN_BELONGS, -OPEN_LED, True),
        ({"papers"}, 0.24, 0.0, False),
        ({"papers"}, 0.5, -4.1, False),  # too far below the strongest
        ({"ways"}, 0.5, 0.0, False),
        (set(), 0.5, 0.0, False),
    ],
)
def test_a_list_of_what_is_asked_for_says_it_all(
    point: MakePoint, items: set[str], chance: float, strength: float, alone: bool
) -> None:
    refused = replace(point(0, 0.0), text=REFUSED, listed=True, states=0.4)
    papers = replace(point(1, strength), text=PAPERS, listed=True, states=0.1)
    found = all_that_answers([refused, papers], [0.6, chance], items=ItemsAsked(frozenset(items), "要准备什么"))
    assert (found == [papers.hit]) is alone


def test_of_several_lists_of_what_is_asked_for_the_lead_tells_none(point: MakePoint) -> None:
    likeliest, *cases = (replace(point(number), text=REFUSED, listed=number > 0, states=0.4) for number in (0, 1, 2))
    assert (
        all_that_answers([likeliest, *cases], [0.9, 0.6, 0.6], items=ItemsAsked(frozenset({"cases"}), "什么情形"))[0]
        == likeliest.hit
    )
    assert all_that_answers(cases, [0.9, 0.6], items=ItemsAsked(frozenset({"cases"}), "什么情形")) == [each.hit for each in cases]


@pytest.mark.parametrize(
    ("first", "chances", "weighed"),
    [
        ("摊主可以请求街道处理。", (0.9, 0.5), (LESS_LIKELY, 0.9)),
        ("摊主可以请求街道处理。", (0.9, 0.24), (0.9, 0.24)),  # it hardly belongs to the answer
        ("摊主可以请求街道处理。", (0.3, 0.4), (0.3, 0.4)),  # behind it anyway
        ("经请求人提交申请书，街道可以中止处理。", (0.9, 0.5), (0.9, 0.5)),  # it tells of papers too
    ],
)
def test_what_has_to_be_handed_in_is_the_answer_where_that_is_asked(
    point: MakePoint, first: str, chances: tuple[float, float], weighed: tuple[float, float]
) -> None:
    points = [replace(point(0), text=first), replace(point(1), text="请求处理的，应当提交请求书。")]
    assert tuple(of_what_is_handed_in(points, chances)) == weighed
    far = [replace(point(0, 4.1), text=first), points[1]]
    assert tuple(of_what_is_handed_in(far, chances)) == chances


@pytest.mark.parametrize(("intended", "kept"), [(True, letters(1)), (False, letters(0, 1))])
def test_what_will_be_done_is_not_what_was_reached(point: MakePoint, intended: bool, kept: list[str]) -> None:
    points = [replace(point(0), standing=BASELINE), point(1)]
    assert [each.hit.text[0] for each in candidates(points, intended=intended)] == kept
    assert candidates(points[:1], intended=True) == points[:1]  # rather that than nothing


@pytest.mark.parametrize(
    ("chances", "sure", "unsure"),
    [
        ((0.9, OPEN_SURE, 0.59), [0, 1], [2]),
        ((0.5, 0.4, 0.3), [0], [1, 2]),  # the likeliest is never behind
        ((0.9, None, 0.4), [0, 1], [2]),  # what was not judged is there for another reason
    ],
)
def test_what_may_belong_to_an_answer_is_told_from_what_surely_does(
    make_hit: MakeHit, chances: tuple[float | None, ...], sure: list[int], unsure: list[int]
) -> None:
    clauses = [[replace(make_hit("登记。"), sentence=number)] for number in range(len(chances))]
    likely = {number: chance for number, chance in enumerate(chances) if chance is not None}
    found = by_certainty(clauses, likely)
    assert [[hits[0].sentence for hits in each] for each in found] == [sure, unsure]


def test_a_clause_is_as_sure_as_its_best_sentence(make_hit: MakeHit) -> None:
    clause = [replace(make_hit("登记。"), sentence=number) for number in (0, 1)]
    assert by_certainty([clause], {0: OPEN_LIKELY, 1: 0.8}) == ([clause], [])
    assert by_certainty([clause], {1: 0.8}) == ([clause], [])  # what was not judged comes with it


def test_of_what_may_belong_to_the_answer_the_likeliest_few_are_shown(make_hit: MakeHit) -> None:
    hits = [replace(make_hit("登记。"), sentence=number, clause=str(number // 2)) for number in range(6)]
    clauses = [hits[:2], hits[2:4], hits[4:]]
    likely = {0: 0.9, 1: 0.3, 2: 0.26, 3: 0.4, 4: 0.5, 5: 0.28}
    sure, unsure = by_certainty(clauses, likely)
    assert sure == [hits[:1]]
    assert unsure == [[hits[1]], [hits[3]], [hits[4]]]
    assert sum(map(len, unsure)) == MOST_UNSURE


@pytest.mark.parametrize(("best", "apart"), [(0.8, True), (OPEN_SURE, True), (0.3, False)])
def test_what_is_unlikely_itself_may_only_belong_to_the_answer(make_hit: MakeHit, best: float, apart: bool) -> None:
    clause = [replace(make_hit("登记。"), sentence=number) for number in (0, 1)]
    likely = {0: 0.3, 1: best}
    assert by_certainty([clause], likely) == (([clause[1:]], [clause[:1]]) if apart else ([clause], []))


def test_beside_one_rule_what_is_of_another_clause_must_be_nearly_as_strong(point: MakePoint) -> None:
    points = {number: point(number, clause="甲" if number < 2 else "乙").hit for number in range(5)}
    strength = {points[0].sentence: 1.0, points[1].sentence: -9.0}
    strength |= {points[2].sentence: 1.0 - SUPPORT, points[3].sentence: 0.9 - SUPPORT}  # the last is a part of another one
    kept = near_enough([[points[1]], [points[2], points[3], points[4]]], [[points[0]]], strength)
    assert [[hit.text[0] for hit in hits] for hits in kept] == [letters(1), letters(2, 4)]
    assert near_enough([[points[3]]], [[points[0]]], strength) == []


def test_what_tells_of_papers_stays_the_answer_and_what_tells_of_none_goes_behind(point: MakePoint) -> None:
    papers = replace(point(0), text="可以向管理处投诉，并提供摊位证等证明。")
    refusing = replace(point(1), text="被投诉人拒不提交说明的，管理处应当停业整顿。")
    assert of_what_is_handed_in([papers, refusing], [0.9, 0.8]) == [0.9, LESS_LIKELY]
