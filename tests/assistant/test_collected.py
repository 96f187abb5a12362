"""Questions of which a thing is all there is: every sentence on it, or those that speak of it."""

import re

import pytest

from assistant.pipeline import Assistant
from assistant.records import Status


def quotes(text: str) -> list[str]:
    return re.findall(r"“(.*)”\[\d+\]", text)


@pytest.mark.parametrize(
    ("question", "thing"),
    [("关于人才的全部条款整理一下", "人才"), ("涉及版权的内容一条不落列出来", "版权"), ("所有提到仲裁的地方", "仲裁")],
)
def test_all_that_is_said_of_a_thing_is_every_sentence_that_holds_it(
    plan_assistant: Assistant, question: str, thing: str
) -> None:
    answer = plan_assistant.ask(question)
    units = plan_assistant.units
    held = sum(thing in units.sentence_text(number) for number in range(len(units.sentence_length)))
    assert answer.status is Status.ANSWERED
    assert len(quotes(answer.text)) == held
    assert all(thing in quote for quote in quotes(answer.text))


@pytest.mark.parametrize(("question", "thing"), [("版权有哪些目标和措施", "版权"), ("商标方面有什么规定", "商标")])
def test_what_is_said_of_a_thing_of_some_kind_speaks_of_it(plan_assistant: Assistant, question: str, thing: str) -> None:
    answer = plan_assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert len(quotes(answer.text)) > 2
    pieces = [piece for quote in quotes(answer.text) for piece in quote.split("”……“")]  # of a long sentence
    assert all(any(thing in hit.text for hit in answer.hits if piece in hit.text) for piece in pieces)


def test_what_all_sentences_speak_of_is_no_topic_of_its_own(plan_assistant: Assistant) -> None:
    assert not plan_assistant.ask("有关知识产权的全部条款").text.startswith("“知识产权”")


def test_a_quoted_phrase_that_stands_nowhere_is_said_not_to(plan_assistant: Assistant) -> None:
    answer = plan_assistant.ask("“一体两翼”是怎么回事")
    assert answer.status is Status.PARTIAL
    assert "未载明“一体两翼”这一说法" in answer.text


@pytest.mark.parametrize(("question", "figure"), [("军民融合有没有指标", "10项"), ("商标有没有具体数字目标", "8.5万件")])
def test_who_asks_whether_there_is_a_figure_is_given_it(plan_assistant: Assistant, question: str, figure: str) -> None:
    answer = plan_assistant.ask(question)
    assert answer.verdict is None
    assert figure in answer.text
