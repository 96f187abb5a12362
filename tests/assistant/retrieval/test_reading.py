"""How what was read changes the order of hits, and what the model is shown."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.question.understand import Reader
from assistant.reading.model import LONGEST, Reading
from assistant.reading.passage import Passage
from assistant.records import Hit
from assistant.retrieval.reading import Budget, HitReader, in_read_order, is_banked, odds_of, with_its_figures
from assistant.thresholds import CLAIM_FIGURED, CLAIM_HITS, LISTED, READ, READ_FURTHER, READ_LISTS, READ_OPEN, READ_PIECES
from corpus.parser import parse
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


def test_what_an_open_question_goes_by_is_the_sum_of_both_odds_and_of_what_raises_a_hit(make_hit: MakeHit) -> None:
    first, second = make_hit("甲", odds=0.0), make_hit("乙", odds=-1.0)
    readings = {first.sentence: read(0.5), second.sentence: read(0.8)}
    found = in_read_order([first, second], readings, {second.sentence: 1.0})
    assert [hit.text for hit in found] == ["乙", "甲"]  # -1 + 0.5 * log 4 + 1 is more than 0
    assert found[0].signals["together"] == pytest.approx(math.log(4))
    assert found[1].signals["together"] == 0.0
    assert [hit.text for hit in in_read_order([first, second], readings)] == ["甲", "乙"]
    assert [hit.text for hit in in_read_order([first, second], readings, weight=1.0)] == ["乙", "甲"]


class Model:
    """Remembers what it was shown; a text states the more the longer it is."""

    def __init__(self) -> None:
        self.all_shown: list[str] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.shown = (question, list(passages))
        self.all_shown += [passage.sentence for passage in passages]
        return [read(min(0.9, len(passage.sentence) / 100)) for passage in passages]


def test_hits_are_read_with_title_and_headings(make_hit: MakeHit) -> None:
    model, hits = Model(), [make_hit(f"第{n}句") for n in range(3)]
    document = Document(hits[0].doc, "质押办法")
    clause = Clause(hits[0].clause, hits[0].doc, "一", "一", "总则", ("第一章",), "第0句", 0, 3, ((0, 3),))
    found = HitReader(model, {hits[0].doc: document}, lambda _: clause).read("问", hits, Budget())  # type: ignore[arg-type]
    assert list(found) == [hit.sentence for hit in hits]
    assert model.shown[0] == "问"
    assert model.shown[1][0] == Passage("质押办法", "第一章 总则", "第0句")


def test_a_figure_is_read_with_the_time_that_stands_elsewhere(make_hit: MakeHit) -> None:
    model, hits = Model(), [make_hit(f"第{n}句") for n in range(2)]
    clause = Clause(hits[0].clause, hits[0].doc, "一", "一", "目标", (), "第0句", 0, 3, ((0, 3),))
    reader = HitReader(model, {hits[0].doc: Document(hits[0].doc, "规划")}, lambda _: clause)  # type: ignore[arg-type]
    reader.in_order(Reader().read("2025年达到多少件"), hits, Budget(), {hits[1].sentence: "到2025年"})
    assert [passage.place for passage in model.shown[1]] == ["目标", "目标（到2025年）"]


@pytest.mark.parametrize(("answered", "asked"), [(("登记由市局负责",), "多久登记完"), ((), "质押由谁登记 多久登记完")])
def test_a_turn_that_goes_on_from_an_answer_is_read_by_itself(of_list: Any, answered: tuple[str, ...], asked: str) -> None:
    reader, model, hits = of_list(3)
    understood = replace(Reader().read("质押由谁登记 多久登记完"), question="多久登记完", answered=answered)
    reader.in_order(understood, hits, Budget())
    assert model.shown[0] == asked


def test_a_turn_that_says_nothing_of_what_it_asks_is_read_with_what_the_one_before_is_about(of_list: Any) -> None:
    reader, model, hits = of_list(3)
    turn = Reader().read("怎么办理")
    reader.in_order(replace(turn, text="质押多少 怎么办理", context="质押多少", answered=("质押由市局登记",)), hits, Budget())
    assert model.shown[0] == "质押 怎么办理"


LIST_TEXT = "下列费用由企业承担：\n（一）登记费；\n（二）评估费。"


@pytest.fixture
def of_list(make_hit: MakeHit) -> Callable[..., tuple[HitReader, Model, list[Hit]]]:
    """Return a reader with its model, and hits of which those numbered are a list with its lead."""

    def make(size: int, *lists: int) -> tuple[HitReader, Model, list[Hit]]:
        hits = [make_hit(LIST_TEXT if number in lists else f"第{number:02}句") for number in range(size)]
        clauses = {}
        for number, hit in enumerate(hits):
            places = [(0, 10), (11, 18), (19, 26)] if number in lists else [(0, len(hit.text))]
            spans = tuple((hit.start + a, hit.start + b) for a, b in places)
            hits[number] = replace(hit, clause=f"home#{number}")
            clauses[f"home#{number}"] = Clause(
                f"home#{number}", "home", "第一条", "第一条", "", (), hit.text, hit.start, hit.end, spans
            )
        model = Model()
        return HitReader(model, {"home": Document("home", "质押办法")}, clauses.__getitem__), model, hits  # type: ignore[arg-type]

    return make


def test_a_list_is_read_by_its_lead(of_list: Any) -> None:
    reader, model, hits = of_list(2, 1)
    assert list(reader.read("问", hits, Budget())) == [hit.sentence for hit in hits]
    assert [passage.sentence for passage in model.shown[1]] == ["第00句", "下列费用由企业承担："]


def test_an_item_of_a_list_is_read_with_its_lead(of_list: Any) -> None:
    reader, model, hits = of_list(1, 0)
    item = replace(hits[0], text="（一）登记费；", start=hits[0].start + 11, end=hits[0].start + 18)
    reader.read("问", [item], Budget())
    assert model.shown[1] == [Passage("质押办法", "一、 下列费用由企业承担：", "（一）登记费；")]


def test_an_item_of_a_list_is_read_with_all_of_its_lead_and_where_a_part_of_that_is_among_the_first(make_hit: MakeHit) -> None:
    text = "有下列行为之一的，处三千元罚款；拒不改正的，没收渔网：\n（一）偷运；\n（二）转借。"
    parsed = parse(Document("home", "渡口条例"), f"渡口条例\n第一条 {text}\n")
    (clause,) = parsed.clauses
    first = [replace(make_hit(f"第{number}句"), clause=clause.id, start=0, end=3) for number in range(READ)]
    lead, item = (
        replace(make_hit(parsed.text[start:end]), clause=clause.id, start=start, end=end)
        for start, end in (clause.sentences[0], clause.sentences[-1])
    )
    model = Model()
    reader = HitReader(model, {"home": Document("home", "渡口条例")}, lambda _: clause)  # type: ignore[arg-type]
    reader.in_order(Reader().read("渔网由谁没收"), [lead, *first[1:], item], Budget())
    assert model.shown[1][-1].sentence == "（二）转借。"
    assert model.shown[1][-1].place.endswith("有下列行为之一的，处三千元罚款；拒不改正的，没收渔网：")


@pytest.mark.parametrize(("question", "sizes"), [("质押由谁登记", 12), ("质押 登记", 8), ("质押有哪些费用", 8)])
def test_of_an_open_question_more_hits_are_read_and_of_another_as_long_as_nothing_is_stated(
    of_list: Any, question: str, sizes: int
) -> None:
    assert (READ, READ_FURTHER, READ_OPEN) == (3, 12, 8)
    reader, model, hits = of_list(40)
    found, readings = reader.in_order(Reader().read(question), hits, Budget())
    assert len(model.all_shown) == sizes
    assert len(readings) == (READ if sizes == READ_FURTHER else READ_OPEN)
    assert [hit.sentence for hit in found] == [hit.sentence for hit in hits]


def _longer(hit: Hit, text: str) -> Hit:
    """Return a hit with another text, which is no sentence of its clause and so is read whole."""
    return replace(hit, text=text, start=hit.start + 1, end=hit.start + 1 + len(text))


@pytest.mark.parametrize(("stating", "size"), [(0, 3), (2, 3), (3, 6), (5, 6), (11, 12), (12, 12)])
def test_what_states_it_ends_the_reading_and_comes_first(of_list: Any, stating: int, size: int) -> None:
    reader, model, hits = of_list(40)
    hits[stating] = _longer(hits[stating], "质押" * 45)
    found, readings = reader.in_order(Reader().read("质押由谁登记"), hits, Budget())
    assert len(model.all_shown) == size
    first = hits[stating if stating < READ_FURTHER else 0].sentence
    assert found[0].sentence == next(iter(readings)) == first
    assert len(readings) == (READ + 1 if READ <= stating < READ_FURTHER else READ)
    assert list(readings) == [hit.sentence for hit in found[: len(readings)]]


def test_further_down_only_what_surely_states_it_counts(of_list: Any) -> None:
    reader, model, hits = of_list(40)
    hits[4] = _longer(hits[4], "质押" * 35)
    found, readings = reader.in_order(Reader().read("质押由谁登记"), hits, Budget())
    assert (len(model.all_shown), len(readings)) == (READ_FURTHER, READ)
    assert found[0].sentence == hits[0].sentence


def test_where_a_bank_tells_the_order_nothing_is_read_further_down(of_list: Any) -> None:
    reader, model, hits = of_list(40)
    hits[1] = replace(hits[1], signals={"bank_dense": 0.3})
    reader.in_order(Reader().read("质押由谁登记"), hits, Budget())
    assert len(model.all_shown) == READ


def test_a_list_states_what_the_item_states_by_which_it_was_found(of_list: Any) -> None:
    reader, model, hits = of_list(2, 1)
    listed = hits[1]
    item = replace(listed, text="（二）评估费。" * 9, start=listed.end - 63, end=listed.end, sentence=listed.sentence + 2)
    assert item.start < listed.start  # too long to stand in the list: it is not of it
    reader.in_order(Reader().read("质押有哪些费用"), hits, Budget(), items=[item])
    assert len(model.all_shown) == 2
    listed = hits[1] = replace(listed, end=listed.start + 200)
    item = replace(item, start=listed.start + 100, end=listed.start + 163)
    found, readings = reader.in_order(Reader().read("质押有哪些费用"), hits, Budget(), items=[item])
    assert model.all_shown[-1].startswith("（二）评估费。")
    assert readings[listed.sentence].states == pytest.approx(0.63)
    assert found[0].sentence == listed.sentence


def test_where_all_there_is_is_wanted_further_lists_are_read_and_raised(of_list: Any) -> None:
    assert READ_LISTS == 4
    reader, _, hits = of_list(40, 20, 22, 24, 26, 28)
    lists = [hits[number].sentence for number in (20, 22, 24, 26)]
    found, readings = reader.in_order(Reader().read("质押有哪些费用"), hits, Budget())
    assert [hit.sentence for hit in found[:4]] == lists
    assert list(readings) == [hit.sentence for hit in found[:12]]
    assert found[0].signals["together"] == pytest.approx(odds_of(0.1) + LISTED)
    assert len(reader.in_order(Reader().read("质押 登记"), hits, Budget())[1]) == 8


def test_a_question_that_is_too_long_is_not_read(of_list: Any) -> None:
    reader, _, hits = of_list(2)
    assert reader.in_order(Reader().read("质押" * 75), hits, Budget())[1] != {}
    assert reader.in_order(Reader().read("质押" * 76), hits, Budget()) == (hits, {})


PAIR = Passage("标题", "第一条", "甲" * 20)  # 27 characters


@pytest.mark.parametrize(("left", "paid"), [(0, 0), (31, 0), (32, 1), (63, 1), (64, 2), (1000, 3)])
def test_a_budget_pays_for_the_first_pairs_by_their_characters(left: int, paid: int) -> None:
    budget = Budget(left)
    assert len(budget.spent_on("问谁", [PAIR] * 3)) == paid  # of the question two, and three signs between
    assert budget.left == left - 32 * paid


def test_of_a_pair_no_more_is_paid_than_the_model_is_shown() -> None:
    budget = Budget(LONGEST + 10)
    assert len(budget.spent_on("问" * 101, [Passage("标题", "", "甲" * 200)])) == 1
    assert budget.left == 10


def test_of_a_long_question_only_what_is_shown_is_paid() -> None:
    budget = Budget(1000)
    budget.spent_on("问" * 150, [Passage("", "", "")])  # a sign each between title, place and sentence
    assert 1000 - budget.left == 100 + 3 + 2


def test_what_was_read_before_is_no_longer_read(of_list: Any) -> None:
    reader, model, hits = of_list(40)
    budget = Budget()
    reader.read("质押由谁登记", hits[:5], budget)
    left = Budget().left - budget.left
    assert 0 < left < READ_PIECES
    budget.left = left * 2 // 5  # two pairs more
    question = Reader().read("质押由谁登记")
    found, readings = reader.in_order(question, hits, budget)
    assert [hit.sentence for hit in hits[:2]] == list(readings)
    assert [hit.sentence for hit in found] == [hit.sentence for hit in hits]
    assert len(model.all_shown) == 5 + 2


@pytest.mark.parametrize(("question", "first"), [("质押由谁登记", 1), ("质押 登记", 1), ("质押由谁登记", 0), ("质押 登记", 0)])
def test_what_is_read_weighs_half_where_a_bank_tells_the_order(of_list: Any, question: str, first: int) -> None:
    reader, _, hits = of_list(2)
    hits[0] = _longer(hits[0], "质押" * 25)  # states it as likely as not
    hits[1] = replace(_longer(hits[1], "质押" * 40), score=1 / (1 + math.e))  # odds of -1, of the reading log 4
    hits = hits if first else [replace(hit, signals={"bank_dense": 0.3}) for hit in hits]
    found, _ = reader.in_order(Reader().read(question), hits, Budget())
    assert found[0].sentence == hits[first].sentence  # -1 + log 4 is more than 0, -1 + half of it is not


@pytest.mark.parametrize(("half", "size"), [(25, READ), (24, READ_FURTHER)])
def test_as_likely_as_not_states_it(of_list: Any, half: int, size: int) -> None:
    reader, model, hits = of_list(40)
    hits[1] = _longer(hits[1], "质押" * half)
    reader.in_order(Reader().read("质押由谁登记"), hits, Budget())
    assert len(model.all_shown) == size


@pytest.mark.parametrize(("half", "count"), [(40, READ + 1), (39, READ)])
def test_further_down_four_in_five_is_sure(of_list: Any, half: int, count: int) -> None:
    reader, _, hits = of_list(40)
    hits[4] = _longer(hits[4], "质押" * half)
    assert len(reader.in_order(Reader().read("质押由谁登记"), hits, Budget())[1]) == count


def test_hits_that_weigh_alike_keep_their_order(make_hit: MakeHit) -> None:
    hits = [make_hit(text, odds=-1.0) for text in "丙甲乙"]
    assert [hit.text for hit in in_read_order(hits, {hit.sentence: read(0.4) for hit in hits})] == ["丙", "甲", "乙"]


def test_a_bank_stands_behind_hits_only_where_it_does_behind_the_first(make_hit: MakeHit) -> None:
    plain, banked = make_hit("甲", bank_dense=0.0), make_hit("乙", bank_dense=0.1)
    assert is_banked([plain, plain, banked])
    assert not is_banked([plain, plain, plain, banked])
    assert not is_banked([])


def test_an_item_may_end_a_list_and_does_not_begin_it(of_list: Any) -> None:
    reader, model, hits = of_list(2, 1)
    listed = hits[1] = replace(hits[1], end=hits[1].start + 200)
    last, first = (replace(listed, text="（二）评估费。", start=listed.start + at, end=listed.end) for at in (193, 0))
    reader.in_order(Reader().read("质押有哪些费用"), hits, Budget(), items=[first])
    assert len(model.all_shown) == 2
    reader.in_order(Reader().read("质押有哪些费用"), hits, Budget(), items=[first, last])
    assert len(model.all_shown) == 5
    beyond = replace(last, end=listed.end + 1)
    reader.in_order(Reader().read("质押有哪些费用"), hits, Budget(), items=[beyond, replace(last, clause="home#9")])
    assert len(model.all_shown) == 7


def test_where_the_first_hits_cannot_all_be_read_none_is_read_further_down(of_list: Any) -> None:
    reader, model, hits = of_list(40)
    budget = Budget()
    reader.read("质押由谁登记", hits[:1], budget)
    pair = Budget().left - budget.left
    model.all_shown.clear()
    hits[2] = _longer(hits[2], "押" * 49)
    reader.in_order(Reader().read("质押由谁登记"), hits, Budget(3 * pair))  # the fourth could be paid for
    assert len(model.all_shown) == 2


class Alike(Model):
    """States what is asked as surely of every text."""

    def __init__(self, states: float) -> None:
        super().__init__()
        self.states = states

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.all_shown += [passage.sentence for passage in passages]
        return [read(self.states)] * len(passages)


@pytest.mark.parametrize(("states", "shown"), [(0.49, 3), (0.5, 2), (0.6, 2)])
def test_of_a_list_whose_lead_states_it_no_item_is_read(of_list: Any, states: float, shown: int) -> None:
    reader, _, hits = of_list(2, 1)
    reader.model = model = Alike(states)
    listed = hits[1] = replace(hits[1], end=hits[1].start + 200)
    item = replace(listed, text="（二）评估费。", start=listed.start + 193)
    reader.in_order(Reader().read("质押有哪些费用"), hits, Budget(), items=[item])
    assert len(model.all_shown) == shown


def test_where_all_are_of_other_places_a_reading_counts_only_against_them(make_hit: MakeHit) -> None:
    first, second = make_hit("甲", odds=0.0, foreign=1.0), make_hit("乙", odds=-0.5, foreign=1.0)
    found = in_read_order([first, second], {first.sentence: read(0.1), second.sentence: read(0.99)})
    assert [hit.text for hit in found] == ["乙", "甲"]
    assert [hit.signals["together"] for hit in found] == [pytest.approx(-0.5), pytest.approx(odds_of(0.1))]


def test_what_counts_in_the_measure_of_a_claim_is_read_where_none_of_the_first_hits_does(make_hit: MakeHit) -> None:
    first = [make_hit(f"自公告之日生效{number}。") for number in "甲乙丙丁戊"]
    behind = [make_hit(text) for text in ("期限为十五年。", "罚款五万元。", "2020年施行。", "每月不少于3天。")]
    hits = [*first, *behind]
    assert len(first) == CLAIM_HITS
    assert [hit.text for hit in with_its_figures("保护十年", hits)] == ["期限为十五年。"]
    assert [hit.text for hit in with_its_figures("罚十万元,分十年交", hits)] == ["期限为十五年。", "罚款五万元。"]
    assert with_its_figures("受保护", hits) == []
    assert with_its_figures("一年交一次", hits) == []  # 一年 may be no figure at all
    assert with_its_figures("保护十年", [make_hit("期限为十二年。"), *hits]) == []
    many = [make_hit(f"期限为{years}年。") for years in range(12, 20)]
    assert with_its_figures("保护十年", [*first, *many]) == many[:CLAIM_FIGURED]
