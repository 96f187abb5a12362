"""A difference: both figures quoted, the computed one marked, and none where it would be a guess."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from assistant.answering.difference import find_pair, write_difference
from assistant.facts.indicators import Indicator, extract
from assistant.facts.pairing import Pair
from assistant.question.understand import Reader
from corpus.records import Clause

MARKS, SIGNS = "2020年，全市有效商标", "地理标志达到70"
AIM_MARKS, AIM_LOANS, AIM_SIGNS = "到2025年", "质押融资达到", "地理标志达到90"


def found(world: Any, question: str, *beginnings: str) -> str | None:
    pair = find_pair(Reader().read(question), tuple(world.hit(each) for each in beginnings), extract(world.parsed["plan"]))
    return pair.name if pair else None


@pytest.mark.parametrize(
    ("question", "beginnings", "name"),
    [
        ("地理标志还差多少件", [SIGNS], "地理标志"),  # its baseline is found
        ("地理标志还差多少件", [AIM_SIGNS], "地理标志"),  # its target is found
        ("地理标志还差多少件", [AIM_LOANS, SIGNS], "地理标志"),
        ("地理标志还差多少件", [AIM_LOANS], None),  # neither is
        ("地理标志还差多少件", [], None),
        ("有效商标还差多少件", [SIGNS, AIM_MARKS, AIM_LOANS], "有效商标"),  # the one that shares most with the question
        ("标志还差多少件", [SIGNS], "地理标志"),  # two characters in a row are enough
        ("标的志向还差多少件", [SIGNS], None),  # one is not
        ("2025年的地理标志比2020年多多少件", [SIGNS], "地理标志"),
        ("2020年的地理标志与2015年相比多多少件", [SIGNS], None),  # no figure of the pair is of 2015
        ("质押还差多少", [AIM_LOANS], "质押融资"),
        ("质押中心还差多少个", [AIM_LOANS], None),  # another indicator, of which there is no aim
        ("地理标志现在还是差多少件", [SIGNS], "地理标志"),  # 还是 here is no choice
        ("有效商标还是地理标志多，差多少件", [SIGNS], None),
        ("有效商标多还是地理标志多，差多少件", [SIGNS], None),  # two things are compared, not what was reached with an aim
        ("地理标志的目标比已达到的高出多少件", [SIGNS], "地理标志"),
        ("商标和标志还差多少件", [SIGNS, MARKS], None),  # both share two: nobody knows which is meant
    ],
)
def test_the_indicator_that_is_compared(world: Any, question: str, beginnings: Sequence[str], name: str | None) -> None:
    assert found(world, question, *beginnings) == name


def test_a_growth_that_the_text_states_itself_is_not_computed(world: Any, make_hit: Any) -> None:
    stated = make_hit("地理标志较2015年增加20件。")
    question = Reader().read("地理标志比2020年增加多少")
    sign = world.hit(SIGNS)
    assert find_pair(question, (stated, sign), extract(world.parsed["plan"])) is None
    assert find_pair(question, (sign, stated), extract(world.parsed["plan"])) is not None
    assert find_pair(Reader().read("地理标志还差多少件"), (stated, sign), extract(world.parsed["plan"])) is not None


def indicator(value: str, at: int, unit: str, kind: str) -> Indicator:
    return Indicator("商标", float(Decimal(value)), value, unit, 2020, kind, "", "", "plan#一", "一、", at, at + 4, "甲乙丙。")


def lines(world: Any, target: str, *reached: str, unit: str = "件") -> list[str]:
    text = "现有一。现有二。目标三。"
    clause = Clause("plan#一", "plan", "一", "一、", "商标", (), text, 0, len(text), ((0, 4), (4, 8), (8, 12)))
    base = tuple(indicator(value, 4 * n, unit, "现状") for n, value in enumerate(reached))
    draft = world.draft()
    write_difference(Pair("商标", unit, base, indicator(target, 8, unit, "目标")), {clause.id: clause}, draft)
    assert [citation.quote for citation in draft.citations] == [*["现有一。", "现有二。"][: len(reached)], "目标三。"]
    found: list[str] = draft.lines
    return found


def test_both_figures_are_quoted_and_their_difference_is_marked_as_computed(world: Any) -> None:
    assert lines(world, "90", "70") == [
        "现状：“现有一。”[1]（一、 商标）",
        "目标：“目标三。”[2]（一、 商标）",
        "据以上原文计算：90−70＝20件（计算所得，非原文）。",
    ]


@pytest.mark.parametrize(
    ("target", "reached", "unit", "said"),
    [
        ("85000", "30000", "件", "8.5−3＝5.5万件"),
        ("10000", "500", "件", "1−0.05＝0.95万件"),  # from ten thousand on
        ("9999", "500", "件", "9999−500＝9499件"),
        ("500", "10000", "件", "0.05−1＝-0.95万件"),  # the larger of the two sets the scale
        ("1500000000", "800000000", "元", "15−8＝7亿元"),
        ("100000000", "50000000", "元", "1−0.5＝0.5亿元"),
        ("99999999", "9999", "元", "9999.9999−0.9999＝9999万元"),
        ("100", "50.5", "%", "100−50.5＝49.5%"),
        ("12.35", "4.09", "件", "12.35−4.09＝8.26件"),  # decimal: no 8.26 that ends in …0001
        ("1000000", "200000", "件", "100−20＝80万件"),
    ],
)
def test_the_difference_is_exact_and_in_the_unit_that_people_use(
    world: Any, target: str, reached: str, unit: str, said: str
) -> None:
    assert lines(world, target, reached, unit=unit)[-1] == f"据以上原文计算：{said}（计算所得，非原文）。"


def test_of_several_baselines_nothing_is_computed(world: Any) -> None:
    assert len(lines(world, "90", "30", "40")) == 3


def test_two_figures_of_one_sentence_are_quoted_once(world: Any) -> None:
    clause = Clause("plan#一", "plan", "一", "一、", "", (), "从三到四。", 0, 5, ((0, 5),))
    base, target = indicator("3", 0, "件", "现状"), indicator("4", 0, "件", "目标")
    draft = world.draft()
    write_difference(Pair("商标", "件", (base,), target), {clause.id: clause}, draft)
    assert len(draft.lines) == 2
    assert len(draft.citations) == 1
