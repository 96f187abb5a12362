"""Whether a quote says all that a claim says; doubt is no."""

import pytest

from assistant.grounding.entailment import entails
from assistant.records import Citation
from index.segment import default_segmenter

QUOTE = Citation(
    3, "plan", "襄阳市质押规划", None, "plan#三", "三、", "质押融资", "支持银行开展专利质押，贷款达到15亿元。", 10, 29
)


def said(claim: str) -> bool:
    return entails(QUOTE, claim, default_segmenter().cut)


@pytest.mark.parametrize(
    "claim",
    [
        "支持银行开展专利质押",
        "银行开展专利质押",
        "贷款达到15亿元。",
        "贷款达到15亿元？",
        "贷款达到１５亿元",
        "襄阳市支持银行开展专利质押",
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


def test_single_characters_without_a_scope_are_not_asked_for() -> None:
    assert said("银行也开展专利质押")


def test_words_are_asked_for_from_two_characters_on() -> None:
    assert entails(QUOTE, "支持银行开展专利质押", lambda _: ["啊", "银行"])
    assert not entails(QUOTE, "支持银行开展专利质押", lambda _: ["银行", "啊啊"])
