"""What the text of a document can be asked for, with the place that answers."""

from assistant.facts.askable import askable
from corpus.parser import parse
from corpus.records import Document

RULES = """某市养犬管理办法
第一章 总则
第一条 本办法所称犬只，是指家庭饲养的狗。
第二章 养犬登记
第二条 申请养犬登记，应当提交下列材料：
（一）身份证明；
（二）免疫证明。
第三条 登记收费标准另行制定。
第三章 法律责任
第四条 本办法下列用语的含义：
（一）幼犬，三个月以下的犬只。
"""
ANSWERS = """某市医保问答
问：门诊怎么报销？
答：在定点机构直接结算。
问：异地就医要备案吗？
答：要备案。
"""
PLAN = """某市养老规划
一、发展目标
到2030年，养老机构达到90家。
"""


def made(text: str) -> dict[str, str]:
    """Return the questions of a document, each with the beginning of what answers it."""
    parsed = parse(Document("d", text.partition("\n")[0]), text)
    return {each.question: parsed.text[each.start : each.end].partition("\n")[0] for each in askable(parsed)}


def test_definitions_lists_and_headings_are_asked_for_but_what_every_document_has() -> None:
    found = made(RULES)
    assert list(found) == ["什么是犬只？", "申请养犬登记，应当提交哪些材料？", "关于养犬登记有哪些规定？"]
    assert "所称犬只" in found["什么是犬只？"]
    assert "应当提交下列材料" in found["申请养犬登记，应当提交哪些材料？"]
    assert found["关于养犬登记有哪些规定？"].startswith("第二条")


def test_a_document_of_answers_is_asked_what_it_asks() -> None:
    assert list(made(ANSWERS)) == ["门诊怎么报销？", "异地就医要备案吗？"]


def test_a_figure_is_asked_for_by_its_name_and_year() -> None:
    assert made(PLAN)["到2030年养老机构的目标是多少？"] == "到2030年，养老机构达到90家。"
