"""What follows from breaking a rule: how it is asked for, and which clauses say it."""

import pytest

from assistant.retrieval.penalties import asks_for_penalty, deed_of, is_of_the_rule_before, penalties_for
from corpus.parser import parse
from corpus.records import Document

LAW = """某省渔港条例
第一条 为了管理渔港，制定本条例。
第二条 船舶进港应当报告。
第三条 任何人不得在渔港内擅自倾倒废弃油料和垃圾。
第四条 渔港经营人不得拒绝渔船避风。
第五条 渔港每年检查一次。
第六条 违反本条例第二条、第五条规定的，给予警告，可以处一千元罚款。
第七条 在渔港内擅自倾倒废弃油料的，责令清理，处一万元罚款。
第八条 依照《某法》第四条规定处理的，从其规定，可以没收船具。
第九条 违反本条例第十条至第十二条规定的，给予处分。
第十条 渔港工作人员应当巡查。
第十一条 巡查应当记录。
第十二条 记录应当保存。
"""


@pytest.mark.parametrize(
    ("article", "found"),
    [
        (2, ["第六条"]),
        (3, ["第七条"]),  # that names no article, and says again what is forbidden
        (4, []),  # 第四条 of another law is not ours
        (5, ["第六条"]),
        (6, []),  # it says itself what follows
        (11, ["第九条"]),
        (1, []),
    ],
)
def test_the_articles_on_breaking_another(article: int, found: list[str]) -> None:
    clauses = list(enumerate(parse(Document("law", "某省渔港条例"), LAW).clauses))
    rule = clauses[article - 1][1]
    assert [clauses[number][1].label for number in penalties_for([rule], clauses)] == found


@pytest.mark.parametrize(
    "question", ["违反了罚多少", "摊主要担啥责", "要罚多少钱", "犯了这条怎么处罚", "会有什么后果", "不报告咋处理"]
)
def test_how_it_is_asked_for(question: str) -> None:
    assert asks_for_penalty(question)


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


def following(rule: str, *sanctions: str) -> list[int]:
    """Return which of the sanctions follow from breaking a rule, counted from 1."""
    text = "".join(f"第{n}条 {words}\n" for n, words in zip("一二三四五", (rule, *sanctions), strict=False))
    clauses = list(enumerate(parse(Document("law", "某省渔港条例"), f"某省渔港条例\n{text}").clauses))
    return penalties_for([clauses[0][1]], clauses)


@pytest.mark.parametrize(
    ("sanctions", "found"),
    [
        (("擅自倾倒废弃油料的，处一万元罚款。",), [1]),  # eight characters in a row
        (("擅自倾倒废弃油污的，处一万元罚款。",), []),  # seven
        (("擅自倾倒废弃油料的，处一万元罚款。", "在港内擅自倾倒废弃油料的，没收船具。"), [2]),  # the one that says the most
        (("擅自倾倒废弃油料的，没收船具。", "擅自倾倒废弃油料的，处一万元罚款。"), [1, 2]),
        (("擅自倾倒废弃油料的，应当报告。",), []),  # no penalty
        ((f"擅自倾倒废弃油料的，处一万元罚款，{'料油弃废倒倾自擅' * 40}。",), [1]),  # however long it is, and whatever it repeats
        (("擅自倾倒废弃油料的，没收船具。", "违反本条例第一条规定的，处一千元罚款。"), [2]),  # that which names the article
        (("违反本条例第一条第一款至第三款规定的，处一千元罚款。",), [1]),
        (("违反本条例第二条第一款至第三款规定的，处一千元罚款。",), []),
        (("违反本条例第二条至第四条规定的，处一千元罚款。",), []),
        (("违反本法第三章规定的，处一千元罚款。",), []),
    ],
)
def test_what_follows_names_the_article_or_says_again_what_is_forbidden(sanctions: tuple[str, ...], found: list[int]) -> None:
    assert following("任何人不得在港内擅自倾倒废弃油料。", *sanctions) == found


@pytest.mark.parametrize(("question", "before"), [("酒水饮料要罚多少钱", True), ("酒水饮料机要罚多少钱", False)])
def test_five_characters_beside_what_asks_name_another_deed(question: str, before: bool) -> None:
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
    ],
)
def test_the_deed_is_what_a_question_on_fines_says_beside_them(question: str, deed: str) -> None:
    assert deed_of(question) == deed
