"""What a question is about, once the words that only ask are gone."""

import pytest

from assistant.question.cleaning import clean, words_only
from assistant.question.wording import core, keywords, topic, without_denied


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("请问质押融资有多少补贴呢？", ("质押融资", "补贴")),
        ("ＰＣＴ申请怎么办", ("pct申请",)),
        ("质押，  ，融资", ("质押", "融资")),
        ("质押几处提到几次", ("质押", "提到")),
        ("多少？", ()),
    ],
)
def test_the_core_is_what_stands_between_the_words_that_ask(text: str, stretches: tuple[str, ...]) -> None:
    assert core(text) == stretches


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("全文提到专项执法的地方", ("专项执法",)),
        ("质押 的 融资", ("质押", "融资")),
        ("钱和质押", ("质押",)),  # a piece of one character says too little
        ("原文在哪", ()),
    ],
)
def test_the_topic_is_the_core_without_words_on_the_text(text: str, pieces: tuple[str, ...]) -> None:
    assert topic(text) == pieces


def test_keywords_have_two_to_eight_characters() -> None:
    assert keywords("质 质押、一二三四五六七八，一二三四五六七八九；融资和商标与专利及版权") == (
        "质押",
        "一二三四五六七八",
        "融资",
        "商标",
        "专利",
        "版权",
    )


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("质\u00ad押\u2060融\x7f资\x0b", "质押融资"),
        ("质押\t\n\u3000融资", "质押 融资"),
        (f"质押<{'长' * 200}>融资", "质押 融资"),
        (f"质押<{'长' * 201}>融资", f"质押<{'长' * 201}>融资"),
        ("质押<>融资 ", "质押 融资"),
        ("<<b>", "<"),
    ],
)
def test_hidden_characters_markup_and_white_space(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_words_are_what_is_left_without_punctuation() -> None:
    assert words_only(" 质押_融资，IP-3？") == "质押融资IP3"


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("摊主（不是商户）的条件", "摊主的条件"),
        ("摊主(非商户)的条件", "摊主的条件"),
        ("摊主（商户）不是本地的", "摊主（商户）不是本地的"),
    ],
)
def test_what_a_question_says_in_brackets_not_to_mean_is_left_out(question: str, left: str) -> None:
    assert without_denied(question) == left
