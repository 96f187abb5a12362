"""What a reader may ask next."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.answering import suggest
from assistant.answering.suggest import FILE, first_of, kept_in, learned, suggested_of, suggestions_for
from assistant.errors import UnavailableError
from assistant.facts.askable import Askable
from assistant.records import Answer, Citation, Hit, Status
from corpus.parser import parse
from corpus.questions import BankQuestion
from corpus.records import Document, ParsedDocument

MakeHit = Callable[..., Hit]


def units(*asked: tuple[int, str, str]) -> Any:
    """Return the units of a bank: sentence, style and text of each question."""
    questions = tuple(BankQuestion("plan", 0, 1, "citizen", style, text) for _, style, text in asked)
    return SimpleNamespace(questions=questions, question_sentence=np.array([sentence for sentence, _, _ in asked]))


def sentence(number: int) -> Hit:
    return Hit("plan", "plan#一", "一、", "", "甲。", 0, 2, 0.5, number)


BANK = units(
    (1, "formal", "一？"), (2, "plain", "二呢？"), (2, "formal", "二？"), (2, "formal", "又二？"), (3, "formal", "三？"),
    (4, "formal", "四？"), (5, "plain", "五呢？"), (6, "formal", "三？"),
)  # fmt: skip
HITS = [sentence(n) for n in (1, 2, 3, 4)]


def test_what_was_answered_is_not_suggested_and_each_other_sentence_once() -> None:
    assert suggestions_for(HITS, Status.ANSWERED, BANK, "问") == ("二？", "三？", "四？")


@pytest.mark.parametrize("status", [Status.PARTIAL, Status.NOT_FOUND])
def test_where_it_could_not_be_answered_the_nearest_is_suggested(status: Status) -> None:
    assert suggestions_for(HITS, status, BANK, "问") == ("一？", "二？", "三？")


@pytest.mark.parametrize("status", [Status.BLOCKED, Status.ERROR, Status.OUT_OF_SCOPE])
def test_what_is_no_policy_question_leads_to_none(status: Status) -> None:
    assert suggestions_for(HITS, status, BANK, "问") == ()


def test_what_was_asked_is_not_suggested_again() -> None:
    assert suggestions_for(HITS, Status.ANSWERED, BANK, "二？") == ("又二？", "三？", "四？")


def test_colloquial_questions_are_not_suggested() -> None:
    assert suggestions_for([sentence(1), sentence(5)], Status.ANSWERED, BANK, "问") == ()


def test_no_suggestion_is_made_twice() -> None:
    assert suggestions_for([sentence(1), sentence(3), sentence(6)], Status.ANSWERED, BANK, "问") == ("三？",)


def test_without_hits_there_is_none() -> None:
    assert suggestions_for([], Status.ANSWERED, BANK, "问") == ()


SUGGESTED = {"plan": [("甲？", "plan#一"), ("乙？", "plan#二")]}


def test_a_document_without_a_bank_is_asked_what_it_answers_elsewhere() -> None:
    assert suggestions_for(HITS, Status.ANSWERED, units(), "问", SUGGESTED) == ("乙？",)  # 甲？ asks for what was answered
    assert suggestions_for(HITS, Status.NOT_FOUND, units(), "问", SUGGESTED) == ("甲？", "乙？")
    assert suggestions_for(HITS, Status.NOT_FOUND, units(), "甲？", SUGGESTED) == ("乙？",)


TEXT = "某市办法\n第一章 养犬登记\n第一条 本办法所称犬只，是指狗。\n第二章 养犬收费\n第二条 每年收费三百元。\n"


def answered(parsed: ParsedDocument, *clauses: int) -> Callable[[str], Answer]:
    """Return what answers every question from some clauses of a document; from none, not at all."""
    cited = tuple(
        Citation(1, "d", "某市办法", None, c.id, c.path, c.title, c.text, c.start, c.end, None, False)
        for c in (parsed.clauses[n] for n in clauses)
    )
    status = Status.ANSWERED if cited else Status.NOT_FOUND
    return lambda question: Answer("a", status, "", cited, question=question)


def test_only_what_is_answered_from_its_own_place_is_offered_and_it_is_asked_once(tmp_path: Path) -> None:
    parsed = parse(Document("d", "某市办法"), TEXT)
    found = learned(["d"], lambda _: parsed, answered(parsed, 1), tmp_path)
    assert [question for question, _ in found["d"]] == ["关于养犬收费有哪些规定？"]
    kept = kept_in(tmp_path)
    assert kept is not None
    assert [tuple(each) for each in kept["d"]] == list(found["d"])


def test_nothing_is_offered_that_is_not_answered(tmp_path: Path) -> None:
    parsed = parse(Document("d", "某市办法"), TEXT)
    assert kept_in(tmp_path) is None
    assert learned(["d"], lambda _: parsed, answered(parsed), tmp_path) == {}


def test_documents_without_a_bank_are_asked_once_and_only_where_that_is_wished(tmp_path: Path) -> None:
    parsed = parse(Document("d", "某市办法"), TEXT)
    units: Any = SimpleNamespace(
        documents=(parsed.document, Document("banked", "规划")), questions=(SimpleNamespace(doc="banked"),)
    )
    ask = answered(parsed, 1)
    assert suggested_of(units, lambda _: parsed, tmp_path, None) is None
    found = suggested_of(units, lambda _: parsed, tmp_path, ask)
    assert found is not None
    assert first_of(found) == ("关于养犬收费有哪些规定？",)
    kept = suggested_of(units, lambda _: parsed, tmp_path, None)
    assert kept is not None
    assert first_of(kept) == first_of(found)


def test_where_the_search_is_away_nothing_is_learned_and_nothing_kept(tmp_path: Path) -> None:
    def away(_: str) -> Answer:
        raise UnavailableError("检索服务")

    parsed = parse(Document("d", "某市办法"), TEXT)
    units: Any = SimpleNamespace(documents=(parsed.document,), questions=())
    assert suggested_of(units, lambda _: parsed, tmp_path, away) is None
    assert kept_in(tmp_path) is None


def test_three_questions_introduce_an_office() -> None:
    assert first_of({"a": [("一？", ""), ("二？", "")], "b": [("三？", "")], "c": [("四？", "")], "d": [("五？", "")]}) == (
        "一？", "三？", "四？",
    )  # fmt: skip


CHAPTERS = ("养犬登记", "养犬收费", "犬只检疫", "犬只收容", "犬只经营", "犬只诊疗", "犬只展览", "犬只运输")
LONG_TEXT = "某市办法\n" + "".join(
    f"第{n}章 {title}\n第{n}条 应当依法办理。\n" for n, title in zip("一二三四五六七八", CHAPTERS, strict=True)
)


@pytest.mark.parametrize(("clauses", "kept", "asked"), [(range(8), 3, 3), ((), 0, 6), ((5,), 1, 6)])
def test_three_questions_of_a_document_are_kept_of_six_that_are_tried(
    tmp_path: Path, clauses: Sequence[int], kept: int, asked: int
) -> None:
    parsed = parse(Document("d", "某市办法"), LONG_TEXT)
    ask, all_asked = answered(parsed, *clauses), list[str]()
    found = learned(["d"], lambda _: parsed, lambda question: all_asked.append(question) or ask(question), tmp_path)
    assert (len(found.get("d", ())), len(all_asked)) == (kept, asked)
    assert len(set(all_asked)) == asked


def test_documents_take_turns(tmp_path: Path) -> None:
    parsed = {
        doc: parse(Document(doc, "某市办法"), text) for doc, text in (("d", LONG_TEXT), ("e", LONG_TEXT.replace("犬", "猫")))
    }
    all_asked = list[str]()
    learned(parsed, parsed.__getitem__, lambda text: all_asked.append(text) or Answer("a", Status.NOT_FOUND, ""), tmp_path)
    assert ["猫" in question for question in all_asked] == [False, True] * 6


def test_of_each_hit_one_question_of_each_kind_is_suggested_three_in_all() -> None:
    both = {"plan": [("甲？", "plan#二"), ("乙？", "plan#二"), ("丙？", "plan#二")]}
    assert suggestions_for(HITS, Status.NOT_FOUND, BANK, "问", both) == ("一？", "甲？", "二？")
    assert suggestions_for(HITS[:1], Status.ANSWERED, BANK, "问", both) == ("甲？",)
    assert suggestions_for(HITS[1:2], Status.NOT_FOUND, BANK, "问", both) == ("二？", "甲？")
    assert suggestions_for(HITS, Status.NOT_FOUND, units(), "问", {"other": both["plan"]}) == ()


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[Any, list[str]]]:
    """Learn what documents can be asked for, of each so many questions; return it with what was asked, in order."""

    def run(sizes: dict[str, int], answer: Callable[[str], Answer]) -> tuple[Any, list[str]]:
        made = {doc: [Askable(f"{doc}{n}", "d#一", 10, 20) for n in range(size)] for doc, size in sizes.items()}
        monkeypatch.setattr(suggest, "askable", made.__getitem__)
        asked = list[str]()
        found = learned(made, lambda doc: doc, lambda text: asked.append(text) or answer(text), tmp_path)  # type: ignore[arg-type, return-value]
        return found, asked

    return run


def citing(*spans: tuple[int, int], doc: str = "d", status: Status = Status.ANSWERED) -> Callable[[str], Answer]:
    cited = tuple(Citation(1, doc, "某办法", None, "d#一", "一", "", "", *span) for span in spans)
    return lambda _: Answer("a", status, "", cited)


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (citing((10, 20)), True),
        (citing((0, 11)), True),  # one character of it
        (citing((0, 10)), False),
        (citing((19, 30)), True),
        (citing((20, 30)), False),
        (citing((30, 40), (12, 13)), True),  # the second quote
        (citing(), False),
        (citing((10, 20), doc="e"), False),
        (citing((10, 20), status=Status.PARTIAL), False),
    ],
)
def test_a_question_is_kept_where_its_answer_quotes_some_of_its_place(
    asking: Callable[..., tuple[Any, list[str]]], answer: Callable[[str], Answer], *, kept: bool
) -> None:
    found, asked = asking({"d": 1}, answer)
    assert found == ({"d": [("d0", "d#一")]} if kept else {})
    assert asked == ["d0"]


def test_150_questions_are_asked_of_all_documents(asking: Callable[..., tuple[Any, list[str]]]) -> None:
    names = [f"文{n:03}之" for n in range(151)]
    _, asked = asking(dict.fromkeys(names, 2), citing())
    assert asked == [f"{name}0" for name in names[:150]]
    _, asked = asking(dict.fromkeys(names[:100], 2), citing())
    assert asked == [f"{name}0" for name in names[:100]] + [f"{name}1" for name in names[:50]]


def test_a_document_that_has_its_questions_is_asked_no_more(asking: Callable[..., tuple[Any, list[str]]]) -> None:
    found, asked = asking({"d": 6, "e": 4}, citing((10, 20)))
    assert [question for question, _ in found["d"]] == ["d0", "d1", "d2"]
    assert asked == ["d0", "e0", "d1", "e1", "d2", "e2", "e3"]


def test_what_cannot_be_kept_is_offered_all_the_same(tmp_path: Path) -> None:
    parsed = parse(Document("d", "某市办法"), TEXT)
    found = learned(["d"], lambda _: parsed, answered(parsed, 1), tmp_path / "none")
    assert first_of(found) == ("关于养犬收费有哪些规定？",)


def test_what_is_kept_and_cannot_be_read_is_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[", "utf-8")
    assert kept_in(tmp_path) is None


def test_where_every_document_has_a_bank_or_all_is_known_nothing_is_asked(tmp_path: Path) -> None:
    def never(_: str) -> Answer:
        raise AssertionError

    parsed = parse(Document("d", "某市办法"), TEXT)
    banked: Any = SimpleNamespace(documents=(parsed.document,), questions=(SimpleNamespace(doc="d"),))
    assert suggested_of(banked, lambda _: parsed, tmp_path, never) is None
    (tmp_path / FILE).write_text("{}", "utf-8")
    lacking: Any = SimpleNamespace(documents=(parsed.document,), questions=())
    assert suggested_of(lacking, lambda _: parsed, tmp_path, never) == {}
