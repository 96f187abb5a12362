"""Words that ask of a document, paired with what is done to it, whatever their order."""

import pytest

from assistant.question.document_words import Words, read_words, with_plain_questions
from assistant.records import Respect


def read(text: str, *, numbered: bool = False, placed: bool = False) -> Words:
    return read_words(text, numbered=numbered, placed=placed)


@pytest.mark.parametrize("text", ["谁颁布的", "颁布者是谁", "由谁在京颁布", "颁布单位", "是哪个部门颁布的"])
def test_order_counts_for_nothing(text: str) -> None:
    assert read(text.replace("颁布者", "颁布的")).respects == (Respect.ISSUER,)


def test_each_word_that_asks_goes_with_the_nearest_that_it_may_ask_for() -> None:
    assert read("谁制定哪年生效").respects == (Respect.ISSUER, Respect.EFFECTIVE)
    assert read("施行日期和颁布机关").respects == (Respect.EFFECTIVE, Respect.ISSUER)


def test_a_noun_asks_behind_what_is_done_alone() -> None:
    assert read("机关发布").respects == ()
    assert read("发布机关").respects == (Respect.ISSUER,)


def test_what_finds_nothing_to_pair_with_stays() -> None:
    said = read("由谁实施")  # who carries it out is no fact of the register
    assert (said.respects, said.rest) == ((), "由谁实施")


@pytest.mark.parametrize(("text", "respect"), [("施行到什么时候", Respect.PERIOD), ("什么时候施行", Respect.EFFECTIVE)])
def test_until_when_is_another_question_than_when(text: str, respect: Respect) -> None:
    assert read(text).respects == (respect,)


@pytest.mark.parametrize("text", ["有效期到哪天", "有效期是多久", "有没有有效期"])
def test_what_says_by_itself_what_is_asked_leaves_nothing_to_those_that_ask(text: str) -> None:
    said = read(text)
    assert (said.respects, said.rest.strip(" 是有")) == ((Respect.EXPIRES,), "")


def test_a_verb_asked_about_by_its_denial_is_a_plain_question() -> None:
    assert with_plain_questions("有没有废没废算不算数") == "是否有是否废是否算数"
    assert read("现在还有没有效").respects == (Respect.VALIDITY,)


def test_a_heading_is_asked_for_beside_a_part_and_a_title_beside_a_number() -> None:
    assert read("叫什么").respects == ()
    assert read("叫什么", placed=True).respects == (Respect.HEADING,)
    assert read("是哪个文件").respects == ()
    assert read("是哪个文件", numbered=True).respects == (Respect.TITLE,)


@pytest.mark.parametrize(("text", "other"), [("主编是谁", "主编"), ("牵头起草单位", "牵头起草单位")])
def test_what_no_register_keeps_is_told_in_its_words(text: str, other: str) -> None:
    said = read(text)
    assert (said.respects, said.other) == ((Respect.OTHER,), other)


@pytest.mark.parametrize("text", ["有附件吗", "几个附件", "有没有附件"])
def test_a_part_beside_the_outline_is_a_unit(text: str) -> None:
    assert (read(text).respects, read(text).units) == ((Respect.COUNT,), ("附件",))


@pytest.mark.parametrize(
    ("text", "respects"),
    [
        ("经哪次会议通过", (Respect.ADOPTED,)),
        ("是哪次会议定的", (Respect.ADOPTED,)),
        ("哪个机关批准、哪天批准", (Respect.APPROVED,)),
        ("第几次会议修订", (Respect.AMENDED,)),
        ("哪天通过、哪天公布", (Respect.ADOPTED, Respect.PUBLISHED)),
        ("废止了哪些旧办法", (Respect.REPEALS,)),
        ("被哪个新办法废止", (Respect.REPLACED,)),
    ],
)
def test_each_act_is_asked_for_by_its_verb(text: str, respects: tuple[Respect, ...]) -> None:
    said = read(text)
    assert (said.respects, said.rest.strip(" 经是的了、")) == (respects, "")


def test_what_is_asked_in_a_clause_of_its_own_goes_with_the_act_before_it() -> None:
    assert read("修订过几回，分别在哪年").rest.strip(" 过，分别在") == ""
    assert "哪年" in read("修订过几回，哪年建成").rest or read("修订过几回，哪年建成").rest.strip(" 过，") == "建成"


def test_whether_there_is_one_is_not_whether_it_was_issued() -> None:
    assert read("发布的有没有，是哪份").respects == ()
    assert read("发布了没有").respects == (Respect.PUBLISHED,)
