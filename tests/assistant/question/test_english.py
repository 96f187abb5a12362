"""English questions: the words of the documents for them, and what is left as it is."""

import csv

import pytest

from assistant.question.english import in_chinese, is_foreign
from assistant.question.understand import Reader
from index.segment import LEXICON


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("How long is a registered trademark valid?", "注册商标有效期多久"),
        ("the subsidies of Beijing", "北京补贴"),  # what follows of stands first
        ("How many invention patents were granted in Xiangyang in 2020?", "2020年襄阳发明专利授权多少"),
        ("Article 42 of the Patent Law", "专利法第42条"),
        ("licensing of licensed licenses", "许可许可许可"),
        ("Can a company apply for a patent?", "企业申请专利吗"),
        ("What subsidy can a company get?", "补贴企业什么"),  # 什么 asks more than 吗
        ("How many patents were granted and what is the target?", "专利授权目标多少"),  # what is asked first counts
    ],
)
def test_a_question_is_put_in_the_words_of_the_documents(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


@pytest.mark.parametrize(
    "question", ["What is the best restaurant in Paris?", "patent pizza burger", "PCT申请要多久", "IP", "专利有补贴吗", "123"]
)
def test_what_is_chinese_or_little_understood_is_left_as_it_is(question: str) -> None:
    assert in_chinese(question) == question


def test_half_of_the_words_are_enough() -> None:
    assert in_chinese("patent pizza") == "专利"


def test_a_reader_knows_that_he_was_asked_in_english() -> None:
    found = Reader().read("How long is a registered trademark valid?")
    assert (found.question, found.asked, found.foreign) == (
        "注册商标有效期多久", "How long is a registered trademark valid?", True,
    )  # fmt: skip
    assert not Reader().read("注册商标有效期多久").foreign
    assert (is_foreign("IPR"), is_foreign("PCT patent")) == (False, True)


def test_every_entry_of_the_lexicon_has_its_kind_and_stands_once() -> None:
    with (LEXICON / "english.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if not row[0].startswith("#")]
    assert {len(row) for row in rows} == {3}
    assert {row[0] for row in rows} == {"term", "ask", "drop"}
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    assert [row[1] for row in rows if row[1] != row[1].lower()] == []
