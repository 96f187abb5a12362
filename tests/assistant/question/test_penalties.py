"""What a question asks of a penalty: whether it asks for one, for what deed, and for that of a rule that was spoken of."""

import pytest

from assistant.question.penalties import asks_for_fine, asks_for_penalty, asks_only_for_penalty, deed_of, is_of_the_rule_before
from assistant.question.understand import Reader


@pytest.mark.parametrize(
    "question",
    [
        "违反了罚多少",
        "摊主要担啥责",
        "要罚多少钱",
        "犯了这条怎么处罚",
        "会有什么后果",
        "不报告咋处理",
        "能罚他多少",
        "会面临多少金额的处罚",
        "这能罚款吗",
        "乱停船 罚款",
    ],
)
def test_how_it_is_asked_for(question: str) -> None:
    assert asks_for_penalty(question)


@pytest.mark.parametrize(
    ("question", "fine"),
    [("乱停船罚多少", True), ("乱停船 罚款", True), ("乱停船有什么后果", False), ("乱停船赔多少", False), ("谁来检查", False)],
)
def test_a_fine_is_one_of_the_consequences(question: str, *, fine: bool) -> None:
    assert asks_for_fine(question) is fine


@pytest.mark.parametrize("question", ["罚款交到哪个银行", "投诉怎么处理", "谁来检查", "处罚决定书怎么送达", "责任部门是谁"])
def test_what_does_not_ask_for_it(question: str) -> None:
    assert not asks_for_penalty(question)


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("违反了罚多少", True),
        ("印了要罚多少钱", True),
        ("经营的人犯了这条怎么处罚", True),
        ("渔船无证进港捕捞怎么处罚", False),
        ("逾期还是不改正的罚多少", True),
    ],
)
def test_another_deed_is_another_rule(question: str, before: bool) -> None:
    assert is_of_the_rule_before(question) is before


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("在渔港里倒废油要罚多少钱？", "在渔港里倒废油"),
        ("倒垃圾会不会被罚，罚多少", ""),  # three characters name hardly a deed
        ("在港里倒垃圾会不会被罚，罚多少", "在港里倒垃圾"),
        ("在港里倒垃圾会挨多少罚款，谁来罚", "在港里倒垃圾"),
        ("在渔港里倒废油有什么后果", "在渔港里倒废油"),
        ("在渔港里倒废油，被查到会怎么样", "在渔港里倒废油"),
        ("在渔港里倒废油，逮住了咋处理", "在渔港里倒废油"),
        ("在渔港里倒废油要承担什么责任", ""),  # damages may be meant
        ("在渔港里可以倒废油吗", ""),
        ("在渔港里倒废油能罚他多少，要是特别严重呢？", "在渔港里倒废油"),
        ("渔港 乱倒废油 罚款", "渔港 乱倒废油"),
    ],
)
def test_the_deed_is_what_a_question_on_fines_says_beside_them(question: str, deed: str) -> None:
    assert deed_of(question) == deed


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("在渔港里倒废油罚多少？要是特别严重呢？", 0),
        ("在渔港里倒废油，个人罚多少，单位呢？", 0),
        ("在渔港里倒废油怎么处罚？叫他清理他不听的呢？", 0),
        ("在渔港里倒废油罚多少？渔港几点关门？", 2),
        ("渔港几点关门？严重的呢？", 2),
    ],
)
def test_what_is_asked_of_one_deed_in_several_cases_is_one_question(question: str, parts: int) -> None:
    reader = Reader()
    assert len(reader.parts(question, (), reader.readings(question, ())[0])) == parts


def test_one_question_alone_is_not_several() -> None:
    assert not asks_only_for_penalty(["罚多少"])
    assert not asks_only_for_penalty([])


@pytest.mark.parametrize(("question", "before"), [("酒水饮料要罚多少钱", True), ("酒水饮料机要罚多少钱", False)])
def test_five_characters_beside_what_asks_name_another_deed(question: str, before: bool) -> None:
    assert is_of_the_rule_before(question) is before
