"""How likely each hit belongs to the answer of an open question, beside the others."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.belonging import SIGNALS, UNREAD, BelongingModel, shipped_belonging, signs_of
from assistant.answering.complete import Point
from assistant.records import Hit

MakeHit = Callable[..., Hit]


@pytest.fixture
def found(make_hit: MakeHit) -> Callable[..., Point]:
    """Return a hit that was read, with its odds together with the reading, and signals of search."""

    def make(together: float, states: float | None, clause: str = "甲", *, listed: bool = False, **signals: float) -> Point:
        hit = replace(make_hit("某机构登记合同。", together=together, **signals), clause=clause)
        return Point(hit, hit.text, listed, states)

    return make


def test_each_is_seen_beside_the_strongest_and_the_best_read(found: Callable[..., Point]) -> None:
    points = [
        found(2.0, 0.5, dense_sentence=0.5),
        found(3.0, 0.9, "乙", dense_sentence=0.75),
        found(-1.0, None, "甲", listed=True),
    ]
    one, first, other = signs_of(points, exhaustive=True, banked=False)
    assert (first["strongest"], first["below the strongest"], first["below the best read"]) == (1.0, 0.0, 0.0)
    assert (one["below the strongest"], one["its clause below the best"], other["its clause below the best"]) == (1.0, 1.0, 1.0)
    assert (one["dense_sentence"], one["dense_sentence more"], first["dense_sentence more"]) == (0.5, -0.25, 0.0)
    assert (one["in the clause of the strongest"], first["in the clause of the strongest"]) == (0.0, 1.0)
    assert (one["list"], other["list"], other["strongest is a list"]) == (0.0, 1.0, 0.0)
    assert (one["all is wanted"], one["known questions"]) == (1.0, 0.0)
    assert one["read"] == 0.0
    assert other["read"] < one["read"] < first["read"]


def test_what_was_not_read_counts_as_hardly_stating_it(found: Callable[..., Point]) -> None:
    unread, read = signs_of([found(1.0, None), found(1.0, UNREAD)], exhaustive=False, banked=True)
    assert unread["read"] == read["read"]


def test_the_shipped_model_knows_each_sign(found: Callable[..., Point]) -> None:
    assert set(shipped_belonging().names) == set(signs_of([found(0.0, 0.5)], exhaustive=False, banked=False)[0])
    assert set(SIGNALS) < set(shipped_belonging().names)


@pytest.mark.parametrize("exhaustive", [True, False])
@pytest.mark.parametrize("banked", [True, False])
def test_what_search_and_reading_find_better_belongs_more_likely(
    found: Callable[..., Point], exhaustive: bool, banked: bool
) -> None:
    near = {"dense_sentence": 0.7, "dense_clause": 0.7, "bm25_sentence": 0.8, "bm25_clause": 0.8}
    far = {"dense_sentence": 0.3, "dense_clause": 0.4, "bm25_sentence": 0.1, "bm25_clause": 0.2}
    points = [found(5.0, 0.98, **near), found(4.0, 0.9, **near), found(-4.0, 0.2, "乙", **far), found(-9.0, 0.02, "丙", **far)]
    chances = shipped_belonging().chances(points, exhaustive=exhaustive, banked=banked)
    assert chances == sorted(chances, reverse=True)
    assert all(0 < chance < 1 for chance in chances)
    assert chances[0] > 0.5 > chances[-1]


def test_a_question_that_wants_all_is_shown_more(found: Callable[..., Point]) -> None:
    points = [found(3.0, 0.9), found(1.0, 0.6)]
    every, some = (shipped_belonging().chances(points, exhaustive=all_, banked=True)[1] for all_ in (True, False))
    assert every > some


def test_a_model_tells_the_logistic_of_the_weighed_signs(found: Callable[..., Point]) -> None:
    model = BelongingModel(("strength",), shipped_belonging().weights[:1] * 0 + 1, -2.0)
    assert model.chances([found(2.0, 0.5)], exhaustive=False, banked=False) == [0.5]
