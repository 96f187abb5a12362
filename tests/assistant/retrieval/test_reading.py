"""How what was read changes the order of hits, and what the model is shown."""

import math
from collections.abc import Callable, Sequence

import pytest

from assistant.reading.model import Reading
from assistant.reading.passage import Passage
from assistant.records import Hit
from assistant.retrieval.reading import HitReader, in_read_order, odds_of
from corpus.records import Clause, Document

MakeHit = Callable[..., Hit]


def read(states: float) -> Reading:
    return Reading(states, 0.0, 0.0)


def test_odds_of_a_reading_are_bounded() -> None:
    assert odds_of(0.8) == pytest.approx(math.log(4))
    assert odds_of(0.0) == odds_of(1e-9) == pytest.approx(-odds_of(1.0))


def test_what_states_it_comes_first_and_scores_still_fall(make_hit: MakeHit) -> None:
    first, second, third = make_hit("甲", score=0.6), make_hit("乙", score=0.5), make_hit("丙", score=0.4)
    found = in_read_order([first, second, third], {first.sentence: read(0.1), second.sentence: read(0.9)})
    assert [(hit.text, hit.score) for hit in found] == [("乙", 0.6), ("甲", 0.5), ("丙", 0.4)]
    assert [hit.signals.get("states") for hit in found] == [0.9, 0.1, None]


def test_without_reading_nothing_moves(make_hit: MakeHit) -> None:
    hits = [make_hit("甲", score=0.6), make_hit("乙", score=0.5)]
    assert in_read_order(hits, {}) == hits


def test_another_places_rule_is_not_lifted(make_hit: MakeHit) -> None:
    ours, theirs = make_hit("甲", score=0.6), make_hit("乙", score=0.5, foreign=1.0)
    found = in_read_order([ours, theirs], {ours.sentence: read(0.1), theirs.sentence: read(0.99)})
    assert [hit.text for hit in found] == ["甲", "乙"]


class Model:
    """Remembers what it was shown."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.shown = (question, list(passages))
        return [read(0.5) for _ in passages]


def test_hits_are_read_with_title_and_headings(make_hit: MakeHit) -> None:
    model, hits = Model(), [make_hit(f"第{n}句") for n in range(3)]
    document = Document(hits[0].doc, "质押办法")
    clause = Clause(hits[0].clause, hits[0].doc, "一", "一", "总则", ("第一章",), "第0句", 0, 3, ((0, 3),))
    found = HitReader(model, {hits[0].doc: document}, lambda _: clause).read("问", hits)  # type: ignore[arg-type]
    assert list(found) == [hit.sentence for hit in hits]
    assert model.shown[0] == "问"
    assert model.shown[1][0] == Passage("质押办法", "第一章 总则", "第0句")
