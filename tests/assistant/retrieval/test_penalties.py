"""What follows from breaking a rule: which clauses say it."""

import pytest

from assistant.retrieval.penalties import forbids, items_broken, penalties_for, rules_broken
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


def test_an_item_names_its_place_by_its_own_number_alone() -> None:
    assert items_broken("（三）违反第五项、第六项规定的，处一千元罚款；") == [5, 6]
    assert items_broken("（一）违反第（二）项规定，倾倒废油的，处一千元罚款；") == [2]
    assert items_broken("违反本条例第五条规定的，处一千元罚款。") == []


def test_who_does_not_do_what_an_article_says_breaks_it() -> None:
    (rule,) = rules_broken("渔船未按照本规定第十四条申请变更登记的，可以处五千元罚款。")
    assert rule.article == (14, 0)


def test_what_must_not_be_done_is_forbidden() -> None:
    assert forbids("任何人不得在渔港内擅自倾倒废弃油料。")
    assert not forbids("渔港每年检查一次。")
