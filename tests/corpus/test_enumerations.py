"""Lists within a clause: their lead and their items, by the numbers of sentences."""

import pytest

from corpus.enumerations import Enumeration, enumerations, lead_of
from corpus.parser import parse
from corpus.records import Clause, Document


def clause_of(text: str) -> Clause:
    return parse(Document("law", "质押法"), f"质押法\n第一条 {text}\n第二条 无。\n").clauses[0]


def listed(lead: int | None, *items: tuple[int, ...]) -> Enumeration:
    return Enumeration(lead, tuple(range(item[0], item[-1] + 1) for item in items))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有下列情形之一的，不予登记：\n（一）已经转让的；\n（二）已经失效的。\n登记机关应当说明理由。", listed(0, (1,), (2,))),
        ("登记应当公开。有下列情形的除外：（一）甲方反对；（二）乙方反对。", listed(None, (1,), (2,))),  # on one line
        (
            "登记如下：\n（一）已经转让的。受让人应当申请；\n（二）已经失效的。",
            listed(0, (1, 2), (3,)),
        ),  # an item of two sentences
        (
            "登记方面3项：公开登记的全部内容；收取登记的合理费用；公示登记的最终结果。其他事项另行规定。",
            listed(None, (0,), (1,), (2,)),
        ),
        ("问题是：一是登记太慢。二是登记太贵。以上应当改进。", listed(None, (0,), (1,))),
    ],
)
def test_a_list_has_a_lead_and_items(text: str, expected: Enumeration) -> None:
    assert enumerations(clause_of(text)) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "登记应当公开。登记应当收费。",
        "登记方面3项：公开、收费。另行规定。",
        "登记如下：公开登记的全部内容；收取登记的合理费用。",
        "登记如下：\n（一）已经转让的。",
        "一是登记太慢。",
    ],
)
def test_one_item_is_no_list(text: str) -> None:
    assert enumerations(clause_of(text)) == ()


def test_a_list_within_an_item_comes_first_and_belongs_to_the_one_that_holds_it() -> None:
    clause = clause_of("条件如下：\n（一）企业：\n1.注册资本充足；\n2.信用记录良好；\n（二）个人成年。")
    assert enumerations(clause) == (listed(1, (2,), (3,)), listed(0, (1, 2, 3), (4,)))


def test_the_sentences_of_a_list_are_its_lead_and_its_items() -> None:
    assert listed(0, (1, 2), (3,)).sentences == (0, 1, 2, 3)
    assert listed(None, (0,), (1,)).sentences == (0, 1)


def test_一是_far_inside_a_sentence_is_no_item() -> None:
    assert enumerations(clause_of(f"{'甲' * 60}一是快。{'乙' * 60}二是省。")) == ()
    assert len(enumerations(clause_of(f"{'甲' * 57}，一是快。{'乙' * 57}，二是省。"))) == 1


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("有下列情形之一的，不予登记；情节严重的，予以注销：\n（一）已经转让的；\n（二）已经失效的。", [0, 1]),
        ("登记应当公开。有下列情形的：\n（一）已经转让的；\n（二）已经失效的。", [1]),
        ("应当登记；\n有下列情形的：\n（一）已经转让的；\n（二）已经失效的。", [1]),  # another paragraph
        ("登记应当公开。有下列情形的除外：（一）甲方反对；（二）乙方反对。", []),  # in the sentence of the first item
    ],
)
def test_a_lead_begins_before_the_semicolons_it_holds(text: str, lead: list[int]) -> None:
    clause = clause_of(text)
    assert list(lead_of(enumerations(clause)[-1], clause)) == lead
