"""The tables of wordings, and the cues that are read by them."""

import ast
import re
from pathlib import Path

import pytest

from assistant.question.cues import Cue, read_cues
from assistant.wordings import compiled, read_wordings

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "assistant" / "question"


def _constants() -> set[str]:
    """Return the plain strings of all modules that read cues.tsv."""
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py")]
    trees = [ast.parse(text) for text in modules if re.search(r"\bPATTERNS\[", text)]
    return {
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _cues_used() -> set[str]:
    modules = [path for path in (ROOT / "assistant").rglob("*.py")]
    return {name for path in modules for name in re.findall(r"\bCue\.([A-Z_]+)", path.read_text(encoding="utf-8"))}


def test_every_key_of_the_cues_is_used() -> None:
    assert set(read_wordings(FOLDER / "cues.tsv")) - _constants() == set()


def test_every_cue_is_asked_for_and_has_wordings() -> None:
    assert {cue.name for cue in Cue} - _cues_used() == set()
    assert {str(cue) for cue in Cue} <= set(read_wordings(FOLDER / "cues.tsv"))


@pytest.mark.parametrize("table", ["cues.tsv", "classes.tsv"])
def test_no_wording_stands_twice_and_each_compiles(table: str) -> None:
    wordings = read_wordings(FOLDER / table)
    assert [(key, word) for key, words in wordings.items() for word in words if words.count(word) > 1] == []
    assert all(re.compile(word) for words in wordings.values() for word in words)
    assert all(pattern.search("") is None for pattern in compiled(FOLDER / table).values())  # none finds nothing at all


def test_words_of_classes_are_plain_and_in_one_place() -> None:
    words = [word for words in read_wordings(FOLDER / "classes.tsv").values() for word in words]
    assert [word for word in words if re.escape(word) != word] == []
    assert len(words) == len(set(words))


def test_a_longer_class_word_comes_before_the_shorter_inside_it() -> None:
    for words in read_wordings(FOLDER / "classes.tsv").values():
        assert [(a, b) for n, a in enumerate(words) for b in words[n + 1 :] if a in b] == []


@pytest.mark.parametrize(
    ("question", "cues"),
    [
        ("质押融资", set()),
        ("列举扶持措施", {Cue.LIST, Cue.SUPPORT, Cue.SEVERAL}),
        ("能不能提前公布", set()),
        ("专利法的原文", {Cue.LOOKUP}),
        ("摊位费比去年高几块", {Cue.COMPARES, Cue.DEFINITE}),
        ("两者相比", {Cue.COMPARES}),
        ("跟去年的收入比，涨得快", {Cue.COMPARES}),
        ("比上年增加", {Cue.DIFFERENCE_STATED}),
        ("比2015年，下降", {Cue.DIFFERENCE_STATED}),
        ("目录", {Cue.TITLES}),
        ("有什么要求", {Cue.OPEN, Cue.SEVERAL}),
        ("怎么申请", {Cue.SEVERAL}),
        ("怎么说", set()),
        ("什么样的情形", {Cue.SEVERAL}),
        ("请列完整", {Cue.ALL}),
        ("谁负责", {Cue.DEFINITE}),
        ("已经建成了", {Cue.ACHIEVED}),
        ("贴息", {Cue.GRANT}),
    ],
)
def test_the_cues_of_a_question_are_these_and_no_others(question: str, cues: set[Cue]) -> None:
    assert read_cues(question) == cues


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("目标是6件吗", True),
        ("这是不是全覆盖", True),
        ("能不能提前", False),  # yes or no, but nothing is asserted
        ("可以这么写", False),  # asserted, but not asked
        ("目标是多少，是6件吗", True),  # what is asked last counts
        ("是6件吗，到底是多少", False),
        ("是6件吗；多少？", False),
        ("是6件对吗。", True),
        ("哪些是真的对吗？", False),
        ("何况是6件，对吗", True),
    ],
)
def test_yes_or_no_is_wanted_where_something_is_asserted_and_nothing_else_asked(question: str, wanted: bool) -> None:
    assert (Cue.YES_NO in read_cues(question)) is wanted


def test_months_and_days_are_a_time_and_no_list() -> None:
    assert Cue.LIST in read_cues("分几个方面")
    assert not any(Cue.LIST in read_cues(question) for question in ("几个月办完", "几个工作日办完", "涨了几个百分点"))


def test_what_was_done_so_many_times_is_no_structure() -> None:
    assert Cue.TITLES in read_cues("保障分几项")
    assert Cue.TITLES not in read_cues("项目转化了几项")
