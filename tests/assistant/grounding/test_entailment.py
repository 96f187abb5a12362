"""Whether a quote says all that a claim says; doubt is no."""

import pytest

from assistant.grounding.entailment import entails
from assistant.records import Citation

QUOTE = Citation(
    3, "plan", "襄阳市质押规划", None, "plan#三", "三、", "质押融资", "支持银行开展专利质押，贷款达到15亿元。", 10, 29
)


def said(claim: str) -> bool:
    return entails(QUOTE, claim)


@pytest.mark.parametrize(
    "claim",
    [
        "支持银行开展专利质押",
        "银行开展专利质押",
        "贷款达到15亿元。",
        "贷款达到15亿元？",
        "贷款达到１５亿元",
        "贷款达到十五亿元",
    ],
)
def test_what_stands_in_the_quote_or_above_it_is_said(claim: str) -> None:
    assert said(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "贷款达到16亿元",
        "支持银行开展商标质押",
        "禁止银行开展专利质押",
        "支持银行推广专利质押",
        "武汉支持银行开展专利质押",
        "支持银行只开展专利质押",  # a scope of one character
        "支持各银行开展专利质押",
        "支持银行均开展专利质押",
        "",
    ],
)
def test_what_does_not_is_not(claim: str) -> None:
    assert not said(claim)


def test_what_links_a_subject_with_its_figure_may_be_another_word() -> None:
    assert said("贷款要达到15亿元")
    assert said("贷款为15亿元")
    assert not said("贷款余额是15亿元")


def test_a_word_that_stands_elsewhere_in_the_sentence_confirms_nothing() -> None:
    text = "襄阳市被确定为国家质押融资试点城市,湖北省质押培训基地落户襄阳。"
    quote = Citation(1, "plan", "某规划", None, "plan#一", "一、", "发展基础", text, 0, len(text))
    assert entails(quote, "襄阳市是国家质押融资试点城市")
    assert not entails(quote, "襄阳市是湖北省质押融资试点城市")
    assert not entails(quote, "国家质押培训基地落户襄阳")


def test_particles_are_not_asked_for() -> None:
    assert said("支持了银行开展专利的质押")
    assert not said("银行也开展专利质押")
