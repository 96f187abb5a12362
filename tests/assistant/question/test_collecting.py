import pytest

from assistant.question.collecting import NOTHING, Collected, collected


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("关于仲裁的全部条款整理一下", "仲裁"),
        ("把写到高校的地方都找出来", "高校"),
        ("与海关有关的措施一条不落列给我", "海关"),
        ("所有关于营商环境的表述", "营商环境"),
        ("凡是提到调解的都列出来", "调解"),
    ],
)
def test_all_that_is_said_of_a_thing_is_wanted(question: str, thing: str) -> None:
    assert collected(question) == Collected(thing, whole=True)


@pytest.mark.parametrize(("question", "thing"), [("品牌有哪些措施", "品牌"), ("仲裁方面有什么规定", "仲裁")])
def test_what_is_said_of_some_kind_is_wanted(question: str, thing: str) -> None:
    assert collected(question) == Collected(thing)


@pytest.mark.parametrize(
    "question",
    [
        "保障措施全部列出来",  # a heading
        "保障措施有哪些",
        "企业的全部优惠政策",  # two stretches
        "2025年的所有目标",
        "规划的全部目标",
        "土地所有权归谁",
        "专利怎么质押",
        "调解收费多少",
    ],
)
def test_what_asks_for_something_in_particular_collects_nothing(question: str) -> None:
    assert collected(question) == NOTHING
