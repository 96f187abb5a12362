"""Units that lie in files, and are read when they are asked for, are those that are held in memory."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.builtin import builtin_documents
from corpus.parser import parse
from corpus.questions import BankQuestion, read_bank
from corpus.records import Document, ParsedDocument
from index.units import Chosen, Joined, Units, collect, load_units, write_units

LINES = st.sampled_from((
    "某办法", "第一条 为了促进转化，制定本办法。本办法自2024年起施行。", "第二条 补贴：", "（一）专利；", "（二）商标🙂。",
    "一、任务", "加快转化。加快运用；", "附件：1. 表格", "某某局", "2024年1月1日", "", "Ａ\ud800b",
))  # fmt: skip
DOCUMENTS = st.lists(st.lists(LINES, max_size=9).map("\n".join), max_size=5)


def _parsed(texts: list[str]) -> list[ParsedDocument]:
    return [parse(Document(f"d{number}", f"某文{number}", pages=((0, 1),)), text) for number, text in enumerate(texts)]


def _bank(parsed: ParsedDocument) -> list[BankQuestion]:
    clauses = [clause for clause in parsed.clauses if clause.sentences][:1]
    return [BankQuestion(parsed.document.id, *clause.sentences[0], "公众", "口语", "问什么？") for clause in clauses]


def _assert_same(one: Units, other: Units) -> None:
    for field in fields(Units):
        mine, its = getattr(one, field.name), getattr(other, field.name)
        assert np.array_equal(mine, its) if isinstance(mine, np.ndarray) else tuple(mine) == tuple(its), field.name


@settings(deadline=None, max_examples=40)  # files are written each time
@given(DOCUMENTS)
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder, parsed = tmp_path_factory.mktemp("units"), _parsed(texts)
    write_units(iter(parsed), _bank, folder)
    _assert_same(load_units(folder), collect(parsed, _bank))


def test_so_it_is_with_the_documents_that_ship(tmp_path: Path) -> None:
    parsed = [parse(*item) for item in builtin_documents()]
    write_units(iter(parsed), read_bank, tmp_path)
    _assert_same(load_units(tmp_path), collect(parsed))
    assert len(load_units(tmp_path).questions) > 100


def test_clauses_are_a_sequence(tmp_path: Path) -> None:
    parsed = _parsed(["某办法\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"])
    write_units(iter(parsed), _bank, tmp_path)
    clauses = load_units(tmp_path).clauses
    assert clauses[1] == parsed[0].clauses[1]
    assert clauses[-1] == parsed[0].clauses[2]
    assert clauses[1:] == parsed[0].clauses[1:]
    with pytest.raises(IndexError):
        clauses[3]


def test_some_of_a_sequence_and_two_together() -> None:
    some = Chosen("abcdef", np.array([4, 0, 5]))
    assert tuple(some) == ("e", "a", "f")
    assert some[-1] == "f"
    both = Joined(some, "xy")
    assert tuple(both) == ("e", "a", "f", "x", "y")
    assert both[2:4] == ("f", "x")
    with pytest.raises(IndexError):
        both[5]


def test_a_short_document_without_articles_is_one_passage_and_one_with_articles_is_not() -> None:
    texts = ["（一）甲。\n（二）乙。\n", "某办法\n第一条 甲。\n第二条 乙。\n"]
    units = collect(_parsed(texts), lambda _: [])
    assert units.clause_passage.tolist() == [0, 0, 1, 2]
