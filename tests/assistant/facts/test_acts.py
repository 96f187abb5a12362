"""Acts on a document: each told by its verb, of the years, the number or the amendment that is meant."""

import pytest

from assistant.facts.acts import acts_on
from assistant.records import ANY_ACT, Respect, WhichAct
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

PASSED = "2003年9月26日 某市第十二届人民代表大会常务委员会第五次会议通过"
APPROVED = "2003年11月6日 某省第十届人民代表大会常务委员会第六次会议批准"
AMENDED = (
    "2012年3月31日 某省第十一届人民代表大会常务委员会批准的2011年12月27日某市人民代表大会常务委员会"
    "《关于修改〈某市渔业条例〉的决定》第一次修正"
)
AGAIN = "2019年8月2日 某市人民代表大会常务委员会第九次会议通过修订"
LAW = (
    f"某市渔业条例\n{PASSED}\n{APPROVED}\n{AMENDED}\n{AGAIN}\n"
    "第一条 为了发展渔业，制定本条例。\n第二条 本条例自2004年1月1日起施行。\n"
)
DECREED = (
    "某省渔港管理办法\n《某省渔港管理办法》已经2019年11月18日省政府第15次常务会议审议通过，现予公布，自2020年1月1日起施行。\n"
    "第一条 为了管理渔港，制定本办法。\n第二条 渔港由渔港监督管理。\n"
)


def acts(text: str, respect: Respect, which: WhichAct = ANY_ACT) -> list[str]:
    parsed = parsed_of(text)
    return [parsed.text[start:end] for start, end in acts_on(parsed, respect, which)]


def parsed_of(text: str) -> ParsedDocument:
    return parse(Document("law", text.split("\n")[0]), text)


def test_each_verb_has_its_own_acts() -> None:
    assert acts(LAW, Respect.ADOPTED) == [PASSED, AGAIN]
    assert acts(LAW, Respect.APPROVED) == [APPROVED, AMENDED]
    assert acts(LAW, Respect.AMENDED) == [AMENDED, AGAIN]  # the 修改 of the decision's name is none


@pytest.mark.parametrize(
    ("respect", "which", "expected"),
    [
        (Respect.ADOPTED, WhichAct(number=1), [PASSED]),
        (Respect.AMENDED, WhichAct(number=-1), [AGAIN]),
        (Respect.AMENDED, WhichAct(number=1), [AMENDED]),
        (Respect.AMENDED, WhichAct(number=5), []),
        (Respect.ADOPTED, WhichAct(years=frozenset({2019})), [AGAIN]),
        (Respect.ADOPTED, WhichAct(years=frozenset({1999})), [PASSED, AGAIN]),  # a year that is none of an act: of the text
        (Respect.ADOPTED, WhichAct(amending=True), [AGAIN]),
        (Respect.APPROVED, WhichAct(amending=True), [AMENDED]),
    ],
)
def test_the_one_that_is_meant(respect: Respect, which: WhichAct, expected: list[str]) -> None:
    assert acts(LAW, respect, which) == expected


def test_several_acts_in_one_line_are_told_apart() -> None:
    text = LAW.replace(f"{PASSED}\n{APPROVED}\n", f"（{PASSED} 根据{APPROVED}）\n")
    assert acts(text, Respect.ADOPTED)[0] == PASSED
    assert acts(text, Respect.APPROVED)[0].startswith(APPROVED)


def test_a_promulgation_tells_of_acts_too() -> None:
    (said,) = acts(DECREED, Respect.ADOPTED)
    assert said.startswith("2019年11月18日省政府第15次常务会议审议通过")
    assert "施行" not in said


def test_what_is_not_stated_is_not_guessed() -> None:
    assert acts("某市渔业办法\n第一条 渔业要发展。\n第二条 本办法自2004年1月1日起施行。\n", Respect.APPROVED) == []
