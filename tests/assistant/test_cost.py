"""What an answer may cost at most, whatever is asked and whatever a document holds; patterns alone: tests/test_patterns.py."""

import time
from collections.abc import Callable

import pytest

from assistant.grounding.check import check, ungrounded_numbers
from assistant.grounding.claims import flipped, unknown_names
from assistant.grounding.figures import figures
from assistant.grounding.overlap import MOST_FIGURES, misplaced
from assistant.pipeline import Assistant
from assistant.records import Citation, Status
from assistant.settings import Settings
from corpus.numerals import chinese_to_int
from corpus.records import Document
from corpus.registry import Registry

QUESTION, SENTENCE = 0.3, 0.5  # seconds of processor time, with room for a slower machine below
SLOWER = 2.0
NUMBERS = "、".join(str(number) for number in range(1001, 2001))  # a thousand, all different


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def quote(text: str) -> Citation:
    return Citation(1, "d", "某办法", None, "d#1", "第一条", "", text, 0, len(text))


@pytest.mark.parametrize(
    "unit", ["你好", "0", "第1条", "补贴多少，", "1001、", "不", "（", "2025年", "最高", "是什么 ", "𠀀", "ﷺ", "数量", "公司"]
)
def test_no_question_costs_more_than_a_third_of_a_second(plan_assistant: Assistant, unit: str) -> None:
    for end in ("", "x", "专利", "吗"):
        question = (unit * 1000)[: 1000 - len(end)] + end
        if any(char.isalnum() for char in question):
            assert seconds(lambda asked=question: plan_assistant.ask(asked)) < QUESTION * SLOWER, end  # type: ignore[misc]


@pytest.fixture(scope="module")
def long_sentences(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("long")
    units = ("0", "一", "1001、", "5万元，", "不得", "“", "《")
    texts = [
        f"对抗办法{n}\n第一条 对科技查新给予补贴{(NUMBERS if u == '1001、' else u * 5000)[:5000]}。\n"
        for n, u in enumerate(units)
    ]
    Registry(folder).add([(Document(f"long{n}", f"对抗办法{n}"), text) for n, text in enumerate(texts)])
    return Assistant.open(Settings(data_dir=folder, _env_file=None))  # type: ignore[call-arg]


@pytest.mark.parametrize("number", range(7))
def test_no_sentence_of_a_document_costs_more_than_half_a_second(long_sentences: Assistant, number: int) -> None:
    for question in (f"对抗办法{number} 科技查新补贴多少", f"对抗办法{number}第一条原文"):
        start = time.process_time()
        answer = long_sentences.ask(question)
        assert time.process_time() - start < SENTENCE * SLOWER, question
        assert answer.status != Status.ERROR


def test_a_row_of_digits_too_long_for_a_number_is_none() -> None:
    assert chinese_to_int("1" * 40) == int("1" * 40)
    assert chinese_to_int("1" * 5000) is None
    assert chinese_to_int("三" * 5000) is None
    assert [figure.start for figure in figures("三" * 5000 + "件")] == [0]


def test_sums_and_differences_are_found_without_making_them_all() -> None:
    shown = [quote("甲3件，乙4件，丙10件")]
    assert ungrounded_numbers("共7件、14件，差6件，两个4件是8件，还有9件、40%", shown, []) == ["40%", "9"]  # 3+4, 10+4, 10-4, 4+4
    assert seconds(lambda: ungrounded_numbers("共5件", [quote(NUMBERS)], [NUMBERS])) < 0.1


def test_a_sentence_of_many_figures_is_held_against_nothing() -> None:
    assert misplaced("专利3件", "专利3件,商标4件", 0.95, frozenset()) == []
    many = ",".join(f"专利{number}件" for number in range(1, MOST_FIGURES + 2))
    assert len(misplaced(many, many, 0.95, frozenset())) == MOST_FIGURES + 1
    source = "、".join(f"第{number}类{number}件" for number in range(1, 900))
    few = ",".join(f"专利{number}件" for number in range(1, 20))
    assert seconds(lambda: misplaced(few, source, 0.95, frozenset())) < SENTENCE * SLOWER


def test_what_a_sentence_denies_is_looked_up_once_a_word() -> None:
    sentence, source = "不得转让。" * 500, "不得转让" + "一" * 2000 + "转让" * 1500
    assert seconds(lambda: flipped(sentence, source)) < 0.2
    assert flipped("不得转让", "可以转让") == "转让"
    assert flipped("不得转让", "可以转让,不得以此转让") == ""


def test_a_long_run_of_characters_names_no_body() -> None:
    assert unknown_names("由" + "专" * 5000 + "某某银行负责", "") == ["专" * 5000 + "某某银行"]
    assert seconds(lambda: unknown_names("专" * 10_000, "")) < 0.2
    assert unknown_names("湖北银行、武汉大学", "湖北银行") == ["武汉大学", "武汉"]


def test_an_answer_of_many_figures_is_checked_in_time() -> None:
    assert seconds(lambda: check(f"{NUMBERS}[1]。", [quote("、".join(str(n) for n in range(3000, 4000)))])) < SENTENCE * SLOWER
