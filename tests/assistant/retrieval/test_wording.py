"""The signals of a sentence that need its words."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.question.cues import Cue
from assistant.question.understand import Reader
from assistant.retrieval.signals import NAMES
from assistant.retrieval.wording import Wording

NOTHING = Reader().read("质押")
SUPPORT = frozenset({Cue.SUPPORT})


def signals(sentence: str, clause: str = "", **asked: Any) -> dict[str, float]:
    wording = Wording(replace(NOTHING, **asked))
    return {NAMES[column]: value for column, value in wording.signals(sentence, clause).items()}


def test_a_question_without_such_words_looks_for_nothing() -> None:
    wording = Wording(NOTHING)
    assert wording.signals("到2025年，支持质押贷款达到10%", "") == {}


@pytest.mark.parametrize(("sentence", "share"), [("占10%", 0.5), ("占10%，共3件", 1.0), ("共3件", 0.5), ("占比不低", 0.0)])
def test_the_share_of_the_figures_asked_for_that_are_stated(sentence: str, share: float) -> None:
    assert signals(sentence, facets=("rate", "count")) == {"facet": share}


@pytest.mark.parametrize(
    ("sentence", "clause", "value"),
    [
        ("到2025年", "", 1.0),
        ("到2020年", "", -1.0),
        ("到2020年和2025年", "", 1.0),
        ("贷款", "到2025年，贷款", 1.0),
        ("贷款", "到2020年，贷款", -1.0),
        ("到2020年", "到2020年，到2025年", -1.0),  # its own year counts before those of its clause
        ("“十四五”末", "", 1.0),
        ("贷款", "贷款", 0.0),
    ],
)
def test_the_year_of_a_sentence_or_else_of_its_clause(sentence: str, clause: str, value: float) -> None:
    assert signals(sentence, clause, years=frozenset({2025})) == {"year": value}


@pytest.mark.parametrize(
    ("question", "plan", "value"),
    [
        ("质押的目标", (2016, 2020), 1.0),
        ("过去的质押", (2016, 2020), -1.0),
        ("过去的质押", (2021, 2025), 1.0),
        ("上一个五年的质押", (2021, 2025), 1.0),
        ("2025年质押的目标", (2016, 2020), -1.0),  # a year that is named counts alone
    ],
)
def test_what_is_aimed_at_or_was_reached_is_of_the_years_of_the_plan(question: str, plan: tuple[int, int], value: float) -> None:
    found = Wording(Reader().read(question)).signals("2020年", "", plan)
    assert found[NAMES.index("year")] == value
    assert "year" not in {NAMES[column] for column in Wording(Reader().read("过去的质押")).signals("2020年", "")}


@pytest.mark.parametrize(("sentence", "share"), [("ＰＣＴ申请和一站式", 1.0), ("pct申请", 0.5), ("一站 式", 0.0)])
def test_the_share_of_the_quoted_phrases_that_stand_there(sentence: str, share: float) -> None:
    assert signals(sentence, phrases=("PCT申请", "一站式")) == {"phrase": share}


@pytest.mark.parametrize(("sentence", "value"), [("给予贷款", 1.0), ("累计给予贷款", -1.0), ("累计贷款", -1.0), ("贷款", 0.0)])
def test_what_is_done_and_what_was_reached(sentence: str, value: float) -> None:
    assert signals(sentence, cues=SUPPORT) == {"measure": value}


def test_a_question_for_a_figure_asks_for_no_measure() -> None:
    assert signals("给予贷款10%", cues=SUPPORT, facets=("rate",)) == {"facet": 1.0}
    assert Wording(replace(NOTHING, cues=frozenset({Cue.LIST}))).signals("给予贷款10%", "") == {}


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("住院能报多少", "住院报销比例75%", 0.5),
        ("住院能报多少", "住院费用按规定报销", 0.0),
        ("楼房至少要几层", "已建成的4层以上住宅", 0.5),
        ("多大年纪能登记", "年满六十周岁的公民可以登记", 0.5),
        ("多大年纪能登记", "公民可以一次性登记", 0.0),
        ("登记要几成", "按百分之十登记", 1.0),  # of a kind that the question tells of
    ],
)
def test_who_asks_for_a_quantity_of_no_kind_is_answered_by_any(question: str, sentence: str, value: float) -> None:
    wording = Wording(Reader().read(question))
    assert wording.signals(sentence, "")[NAMES.index("facet")] == value


@pytest.mark.parametrize("question", ["质押由谁登记", "质押几乎都要登记吗"])
def test_who_asks_for_no_quantity_is_answered_by_none(question: str) -> None:
    assert not Wording(Reader().read(question)).signals("占10%", "").get(NAMES.index("facet"))


def test_all_signals_together() -> None:
    found = signals("2025年给予贷款", cues=SUPPORT, years=frozenset({2025}), phrases=("给予",))
    assert found == {"measure": 1.0, "year": 1.0, "phrase": 1.0}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("走PCT拿到的专利资助多少", -1.0), ("没走PCT的专利资助多少", 1.0), ("PCT以外的专利资助多少", 1.0),
        ("马德里商标资助多少", 0.0),
    ],
)  # fmt: skip
def test_a_sentence_on_others_than_what_is_named_is_of_the_others(question: str, value: float) -> None:
    found = Wording(Reader().read(question)).signals("通过PCT 以外的其他途径申请的，资助不超过4万元；", "")
    assert found.get(NAMES.index("phrase"), 0.0) == value
