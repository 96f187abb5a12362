"""Whether a turn stands alone or leans on the one before it, what names a subject, and in which documents it is looked for."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.field import Field
from assistant.question.cues import Cue
from assistant.question.understand import Reader, Understood
from assistant.reading.model import Reading
from assistant.records import Hit
from assistant.retrieval import turns as module
from assistant.retrieval.limits import Limits
from assistant.retrieval.reading import Budget, odds_of
from assistant.retrieval.scope import ASIDE, Scope, Scoper
from assistant.retrieval.turns import ANSWERS, OTHER_MATTER, TERM, Turns
from assistant.thresholds import (
    BESIDE_TOLD,
    ELSEWHERE,
    LEANS,
    LEANS_BEST,
    LEANS_LENGTH,
    LEANS_READ,
    LEANS_STATED,
    READABLE,
    STATED_WHERE_NEW,
    TOPIC_CHANGE,
)
from corpus.records import Document

DOCUMENTS = (Document("plan", "某市规划"), Document("patent", "专利法", region="全国"), Document("mark", "商标法", region="全国"))
NOBODY: dict[str, Any] = {"in_field": False, "context": "", "facets": (), "cues": frozenset(), "leans": False, "answered": ()}
ALONE = replace(Reader().read("分红多少"), **NOBODY)
LEANING = replace(ALONE, text="质押 分红多少", context="质押")


@dataclass
class Scripted:
    """Stands for a retriever: the odds of hits by text, the words that it knows, the sentences that hold a phrase."""

    odds: dict[str, float] = field(default_factory=dict)
    words: tuple[list[str], list[str]] = ((), ())  # type: ignore[assignment]
    phrases: dict[str, list[int]] = field(default_factory=dict)
    depths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scoper = Scoper(DOCUMENTS)
        self.units = SimpleNamespace(documents=DOCUMENTS)
        self.source = SimpleNamespace(sentence_document=[0, 0, 1, 1, 2])
        self.vocabulary = SimpleNamespace(sorted_out=lambda _: self.words)

    def retrieve(self, understood: Understood, scope: Scope, depth: int) -> tuple[list[Any], None]:
        self.depths.append(depth)
        odds = self.odds.get(understood.text)
        return (
            [] if odds is None else [SimpleNamespace(odds=odds, sentence=4), SimpleNamespace(odds=-9, sentence=0)][:depth]
        ), None

    def occurrences(self, phrase: str, scope: Scope) -> list[int]:
        assert scope.weights.tolist() == [1, 1, 1]
        return self.phrases.get(phrase, [])


class Reads:
    """Stands for a reading model: the same probability for each hit, or nothing read where it is None."""

    def __init__(self, states: float | None) -> None:
        self.states, self.asked = states, list[str]()

    def read(self, question: str, hits: Sequence[Any], budget: Budget) -> dict[int, Reading]:
        self.asked.append(question)
        return {} if self.states is None else {hit.sentence: Reading(self.states, 0.0, 0.0) for hit in hits}


def turns(scripted: Scripted, reads: Reads | None = None) -> Turns:
    return Turns(scripted, Reader(), reads)  # type: ignore[arg-type]


def leans(scripted: Scripted, alone: Understood = ALONE, reads: Reads | None = None) -> bool:
    found = turns(scripted, reads).meant([alone, LEANING], Limits(), Budget())
    assert found in (alone, LEANING)
    return found is LEANING


GOOD = {LEANING.text: 9.0}  # odds that are enough for any turn without a subject


@pytest.mark.parametrize(
    ("known", "unknown", "says_so", "expected"),
    [
        ([], [], False, True),
        (["质押"], ["火锅"], False, False),  # as much is unknown as is known
        (["质押", "上限"], ["火锅"], False, True),
        (["质押", "上限"], ["火锅", "西瓜"], False, False),
        (["的", "质押", "上限"], ["火锅", "西瓜"], False, False),  # words of one character are no subject
        (["的"], ["火锅"], False, False),
        (["的"], [], False, True),
        # a turn that says that it goes on may hold as much that is unknown
        (["质押"], ["火锅"], True, True),
        (["质押"], ["火锅", "西瓜"], True, False),
        ([], ["火锅"], True, False),
        ([], [], True, True),
    ],
)
def test_what_is_mostly_unknown_stands_alone(known: list[str], unknown: list[str], says_so: bool, expected: bool) -> None:
    assert leans(Scripted(GOOD, (known, unknown)), replace(ALONE, leans=says_so)) is expected


def test_what_only_asks_for_a_particular_goes_on_whatever_words_nobody_there_has() -> None:
    asked = replace(ALONE, question="咨询电话多少", leans=True)
    assert leans(Scripted(GOOD, ([], ["咨询", "电话"])), asked)


def test_what_says_that_it_goes_on_leans_whatever_is_found() -> None:
    assert leans(Scripted({ALONE.text: 9.0}), replace(ALONE, leans=True))
    assert turns(Scripted()).meant([ALONE], Limits(), Budget()) is ALONE  # the only reading


@pytest.mark.parametrize(
    ("alone", "leaning", "expected"),
    [
        (0.0, TOPIC_CHANGE, False),
        (0.0, TOPIC_CHANGE + 0.01, True),
        (-3.0, -2.5, False),
        (-3.0, -1.9, True),
        (3.0, 3.9, False),
        (0.0, None, False),  # where nothing is found the odds are those of a very bad hit
        (None, -13.5, False),
        (None, -12.9, True),
        (None, None, False),
    ],
)
def test_a_turn_with_a_subject_leans_where_that_finds_clearly_more(
    alone: float | None, leaning: float | None, expected: bool
) -> None:
    odds = {text: each for text, each in ((ALONE.text, alone), (LEANING.text, leaning)) if each is not None}
    scripted = Scripted(odds)
    assert leans(scripted, replace(ALONE, in_field=True)) is expected
    assert scripted.depths == [1, 1]


NEEDED = (LEANS_LENGTH * math.log(len(ALONE.question)) - LEANS) / LEANS_BEST  # odds from which a turn without a subject leans


@pytest.mark.parametrize(("beside", "expected"), [(0.01, True), (-0.01, False), (0.9, True), (-9.0, False)])
def test_a_turn_without_a_subject_leans_by_its_length_and_what_that_finds(beside: float, expected: bool) -> None:
    assert leans(Scripted({LEANING.text: NEEDED + beside, ALONE.text: 9.0})) is expected


@pytest.mark.parametrize(
    ("states", "beside", "expected"),
    [
        (STATED_WHERE_NEW, 0.01, True),
        (STATED_WHERE_NEW, -0.01, False),
        (0.9, -LEANS_STATED * (odds_of(0.9) - odds_of(STATED_WHERE_NEW)) + 0.01, True),
        (0.9, -LEANS_STATED * (odds_of(0.9) - odds_of(STATED_WHERE_NEW)) - 0.01, False),
        (None, 1.0, False),  # where nothing could be read nothing states it
        (None, -LEANS_STATED * (odds_of(0.0) - odds_of(STATED_WHERE_NEW)) + 0.01, True),
    ],
)
def test_what_the_completed_turn_finds_is_read_with_the_turn_itself(states: float | None, beside: float, expected: bool) -> None:
    reads = Reads(states)
    scripted = Scripted({LEANING.text: NEEDED + beside / LEANS_BEST})
    assert leans(scripted, reads=reads) is expected
    assert (reads.asked, scripted.depths) == ([ALONE.text], [1, 1, LEANS_READ])


@pytest.mark.parametrize(("size", "read"), [(READABLE - 1, 1), (READABLE, 1), (READABLE + 1, 0)])
def test_a_turn_that_is_too_long_is_not_read(size: int, read: int) -> None:
    reads = Reads(0.9)
    leans(Scripted(GOOD), replace(ALONE, text="限" * size), reads)
    assert len(reads.asked) == read


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, False),
        ({"in_field": True}, True),
        ({"context": "质押"}, True),
        ({"pointing": replace(ALONE.pointing, documents=(1,))}, True),
        ({"cues": frozenset({Cue.LIST})}, True),
        ({"cues": frozenset({Cue.OPEN})}, True),
        ({"cues": frozenset({Cue.OPEN}), "facets": ("cap",)}, False),  # one for a facet need not name it
        ({"facets": ("cap",)}, False),
        ({"cues": frozenset({Cue.DEFINITE})}, False),
        ({"question": "问四字的词吗"}, True),
        ({"question": "问三字词吗"}, False),
    ],
)
def test_what_names_a_subject(monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], expected: bool) -> None:
    assert TERM == 4
    monkeypatch.setattr(module, "lexicon_terms", lambda: ["三字词", "四字的词"])
    assert turns(Scripted()).has_subject(replace(ALONE, **asked)) is expected


SAYS_A, SAYS_B, SAYS_C = "质押期限为三年", "商标期限为十年", "应当登记"


@pytest.mark.parametrize(
    ("answered", "documents"),
    [
        ((SAYS_A,), {0, 1}),
        ((SAYS_A, SAYS_B), {1}),  # the one that holds all
        ((SAYS_C, SAYS_B), {2}),  # where none does, those that hold the first
        (("没有的话", SAYS_B), {1}),
        (("没有的话",), {2}),  # that of what is most like it
        (("什么也不像",), set()),
    ],
)
def test_the_documents_of_an_answer_are_those_that_hold_it(answered: tuple[str, ...], documents: set[int]) -> None:
    scripted = Scripted({"没有的话": 0.0}, phrases={SAYS_A: [1, 2], SAYS_B: [3], SAYS_C: [4]})
    found = turns(scripted)
    assert found.documents_of(answered) == documents
    assert scripted.depths == ([] if documents and answered != ("没有的话",) else [1])
    assert found.documents_of.cache_info().maxsize == ANSWERS == 64


@pytest.mark.parametrize(
    ("answered", "named", "weights"),
    [((), (), [1, 1, 1]), ((SAYS_B,), (), [ASIDE, 1, ASIDE]), ((SAYS_B,), (2,), [0, 0, 1]), ((), (2,), [0, 0, 1])],
)
def test_a_turn_that_names_no_document_stays_in_that_of_the_answer(
    answered: tuple[str, ...], named: tuple[int, ...], weights: list[float]
) -> None:
    pointing = replace(ALONE.pointing, documents=named)
    found = turns(Scripted(phrases={SAYS_B: [3]})).scope(replace(ALONE, pointing=pointing, answered=answered), Limits())
    assert found.weights == pytest.approx(np.array(weights))


def test_what_only_asks_for_a_particular_is_of_the_document_of_the_answer_alone() -> None:
    asked = replace(Reader().read("上限多少"), **NOBODY | {"answered": (SAYS_B,)})
    found = turns(Scripted(phrases={SAYS_B: [3]})).scope(asked, Limits())
    assert (found.weights.tolist(), found.named) == ([0, 1, 0], (1,))


def test_of_the_documents_that_hold_an_answer_it_is_of_the_one_that_it_names() -> None:
    scripted = Scripted(phrases={SAYS_A: [1, 2], "《专利法》": [0]})
    assert turns(scripted).documents_of(("《专利法》", SAYS_A)) == {1}
    assert turns(scripted).documents_of(("《商标法》", SAYS_A)) == {0, 1}


def test_what_is_asked_behind_another_question_is_looked_for_in_the_text_that_answers_that() -> None:
    assert turns(Scripted()).scope(replace(ALONE, told_in=3), Limits()).weights == pytest.approx(np.array([ASIDE, 1, ASIDE]))
    assert turns(Scripted()).scope(replace(ALONE, told_in=None), Limits()).weights.tolist() == [1, 1, 1]


def test_what_stands_in_the_clause_that_answers_the_question_before_comes_nearer(make_hit: Callable[..., Hit]) -> None:
    told, beside, other = (replace(make_hit("……"), sentence=n, score=0.3, clause=f"c{n // 2}") for n in (2, 3, 4))
    scripted = Scripted()
    scripted.units = SimpleNamespace(
        documents=DOCUMENTS, clauses=[SimpleNamespace(id=f"c{n}") for n in range(3)], sentence_clause=[0, 0, 1, 1, 2]
    )
    found = turns(scripted).beside_the_told(replace(ALONE, told_in=2), [told, other, beside])
    assert [hit.sentence for hit in found] == [3, 2, 4]
    assert found[0].odds == pytest.approx(beside.odds + BESIDE_TOLD)
    assert found[1:] == [told, other]
    assert turns(scripted).beside_the_told(ALONE, [told, other, beside]) == [told, other, beside]


def test_what_only_names_another_case_leans_whatever_words_it_has() -> None:
    scripted = Scripted(GOOD, ([], ["火锅"]))
    assert leans(scripted, replace(ALONE, question="火锅的行吗", leans=True))
    assert not leans(scripted, replace(ALONE, question="火锅行吗", leans=True))


OF_MATTERS = Field(matters=(("专利", "发明"), ("商标",), ("作品",)))


@pytest.mark.parametrize(
    ("question", "weights"),
    [
        ("侵权赔多少", [1, 1, 1]),
        ("专利侵权赔多少", [1, 1, OTHER_MATTER]),
        ("发明侵权赔多少", [1, 1, OTHER_MATTER]),
        ("发明和商标的侵权各赔多少", [1, 1, 1]),
        ("作品侵权赔多少", [1, OTHER_MATTER, OTHER_MATTER]),  # a text whose title names no matter is of all of them
    ],
)
def test_a_law_on_another_matter_comes_behind(question: str, weights: list[float]) -> None:
    found = Turns(Scripted(), Reader(field=OF_MATTERS), None)  # type: ignore[arg-type]
    scope = found.scope(replace(Reader().read(question), pointing=ALONE.pointing), Limits())
    assert scope.weights == pytest.approx(np.array(weights))
    assert OTHER_MATTER == 1 - ELSEWHERE  # no less: it is not taken for another place's rule


def test_a_law_that_is_named_is_looked_into_whatever_matter_it_is_on() -> None:
    pointing = replace(ALONE.pointing, documents=(2,))
    found = Turns(Scripted(), Reader(field=OF_MATTERS), None)  # type: ignore[arg-type]
    assert found.scope(replace(Reader().read("专利侵权"), pointing=pointing), Limits()).weights.tolist() == [0, 0, 1]


def test_the_limits_hold_for_every_turn() -> None:
    found = turns(Scripted()).scope(ALONE, Limits(doc="mark"))
    assert found.named == (2,)
