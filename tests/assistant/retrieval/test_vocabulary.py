"""The vocabulary: words of the documents, of questions about them, and others."""

from collections.abc import Collection
from math import log

import pytest

from assistant.fitting.asked import asked_words
from assistant.question.lexicon import shared_lexicon
from assistant.retrieval.vocabulary import ASKED, Vocabulary
from index.segment import Segmenter, default_segmenter

VOCABULARY = Vocabulary(("质押贷款", "贷款"), default_segmenter())


@pytest.mark.parametrize(
    ("question", "known", "unknown"),
    [
        ("质押贷款", ["质押贷款"], []),
        ("西瓜贷款", ["贷款"], ["西瓜"]),
        ("补贴上限", ["补贴", "上限"], []),  # asked about, though no document holds it
        ("几天", ["几天"], []),  # counts say nothing of the subject
        ("武汉的西瓜", ["武汉", "的"], ["西瓜"]),  # a place is a slot
        ("明年高考", ["明年"], ["高考"]),  # one question of the bank holds it: a coincidence
    ],
)
def test_words_are_sorted_out(question: str, known: list[str], unknown: list[str]) -> None:
    assert VOCABULARY.sorted_out(question) == (known, unknown)


def test_the_known_share_of_a_question_is_that_of_its_telling_words() -> None:
    assert VOCABULARY.known_share("质押贷款怎么做") > 0.6
    assert VOCABULARY.known_share("怎么做红烧肉") < 0.3
    assert VOCABULARY.known_share("怎么") == 0.0


def test_a_word_is_known_as_far_as_its_parts_are() -> None:
    assert 0.4 < VOCABULARY.known_share("黑中介") < 0.9  # 中介 is asked about, 黑中介 is not


def test_the_stored_words_of_questions_are_those_of_the_shipped_questions() -> None:
    assert ASKED.read_text(encoding="utf-8").split() == asked_words(default_segmenter())


class Scripted(Segmenter):
    """Cuts at blanks; of each word it knows the words within and how often it is seen, else never."""

    def __init__(self, inside: dict[str, list[str]] | None = None, seen: dict[str, int] | None = None) -> None:
        self.inside, self.seen = inside or {}, seen or {}

    def cut(self, text: str) -> list[str]:
        return text.split(" ")

    def words(self, text: str) -> list[str]:
        return self.inside.get(text, [text])

    def frequency(self, word: str) -> int:
        return self.seen.get(word, 0)


def test_a_word_weighs_the_square_of_its_information() -> None:
    vocabulary = Vocabulary(("质押",), Scripted(seen={"质押": 950, "红烧肉": 10}), {})
    known, unknown = log(60_000_000 / 1000) ** 2, log(60_000_000 / 60) ** 2
    assert vocabulary.known_share("质押 红烧肉") == pytest.approx(known / (known + unknown))
    assert vocabulary.known_share("质押 质押") == 1.0
    assert vocabulary.known_share("红烧肉") == vocabulary.known_share("") == 0.0


@pytest.mark.parametrize(
    ("word", "inside", "held", "share"),
    [
        ("黑中介", ["黑", "中介", "黑中介"], ["中介"], 2 / 3),
        ("黑中介", ["黑", "中介", "黑中介"], ["黑", "中介"], 2 / 3),  # a part of one character tells nothing
        ("中介黑", ["中介", "黑"], ["中介"], 2 / 3),
        ("讯问电话", ["讯问", "电话"], ["讯问", "电话"], 1.0),
        ("讯问电话", ["讯问电", "问电"], ["讯问电", "问电"], 3 / 4),  # what lies in two of them counts once
        ("红烧肉", ["红烧", "烧肉"], ["烧肉"], 2 / 3),
        ("红烧肉", ["红烧", "烧肉"], [], 0.0),
        ("红烧肉", ["红烧肉", "烤肉"], ["烤肉"], 0.0),  # it does not stand there
    ],
)
def test_of_an_unknown_word_the_parts_count_that_are_known(
    word: str, inside: list[str], held: Collection[str], share: float
) -> None:
    assert Vocabulary(held, Scripted({word: inside}), {}).known_share(word) == pytest.approx(share)


@pytest.mark.parametrize("word", ["质押贷款", "补贴", "几天", "2020", "武汉", "——"])
def test_each_way_to_be_known_is_enough(word: str) -> None:
    assert Vocabulary(("质押贷款",), Scripted(), {}).sorted_out(word) == ([word], [])
    assert Vocabulary(("质押贷款",), Scripted(), {}).uses(word) is (word == "质押贷款")


def test_an_unknown_word_is_known_in_no_way() -> None:
    assert Vocabulary(("质押贷款",), Scripted(), {}).sorted_out("红烧肉 质押贷款") == (["质押贷款"], ["红烧肉"])


def test_everyday_wordings_are_asked_where_the_documents_hold_all_that_they_stand_for() -> None:
    often = frozenset(ASKED.read_text(encoding="utf-8").split())
    assert "补贴" in often
    assert Vocabulary((), Scripted(), {}).asked == often
    synonyms = {"红烧肉": ("质押", "贷款"), "补贴": ("质押",), "烤肉": ("质押",)}
    assert Vocabulary(("质押",), Scripted({"烤肉": ["烤", "肉"]}), synonyms).asked == often | {"烤", "肉"}
    assert Vocabulary(("质押", "贷款"), Scripted(), synonyms).asked == often | {"红烧肉", "烤肉"}


def test_every_office_has_the_shared_wordings() -> None:
    wording, terms = next(iter(shared_lexicon().synonyms.items()))
    assert wording in Vocabulary(terms, Scripted()).asked
    assert Vocabulary((), Scripted()).asked == Vocabulary((), Scripted(), {}).asked


@pytest.mark.parametrize(
    ("phrase", "held"), [("质押贷", True), ("质贷", False), ("质押款", True), ("质贷押款", False), ("贷", True)]
)
def test_a_phrase_is_not_held_where_pairs_of_it_are_not(phrase: str, held: bool) -> None:
    assert Vocabulary(("质押", "押贷", "贷款"), default_segmenter()).may_hold(phrase) is held


def test_the_share_of_a_question_in_a_text_is_that_of_its_telling_words() -> None:
    share = VOCABULARY.share_in
    assert share("质押贷款怎么办", "质押贷款向银行申请。") == 1.0
    assert share("质押贷款怎么办", "质押登记由机关办理。") < share("质押贷款怎么办", "质押贷款由机关办理。")
    assert 0.0 < share("卫健委的职责", "卫生健委的职权") < 1.0  # 健委 stands in it, 职责 does not
    assert share("怎么", "怎么") == share("质押", "") == 0.0
