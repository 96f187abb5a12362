"""An answer as the chat shows it, copies it, keeps it and gets it back."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.pages import answers
from assistant.pages.html import answer_copy
from assistant.records import Answer, Citation, Status, Verdict
from assistant.site.library import Library, Shelf
from corpus.registry import Registry
from tests.assistant.pages.test_templates import Page

PLAN = "xiangyang_ip_145"
QUESTION = "知识产权质押融资有什么支持？"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Library(Registry(Path("/nonexistent")), PLAN).now()


@pytest.fixture
def answer(fake_assistant: Any) -> Answer:
    return fake_assistant.ask(QUESTION)  # type: ignore[no-any-return]


def turn(shelf: Shelf, answer: Answer | None, **options: Any) -> Page:
    return Page(answers.render_turn(shelf, "t-1", QUESTION, answer, **{"state": "done"} | options))


def test_an_answer_says_how_it_ends_what_holds_whom_to_ask_and_then_what_it_says(shelf: Shelf, answer: Answer) -> None:
    page = turn(shelf, replace(answer, contact="某局 0710-1234567"))
    assert [attrs for attrs, _ in page.all("article")] == [{"class": "turn", "data-turn": "t-1", "data-state": "done"}]
    assert page.texts("p", "state") == ["✓ 文件中有明确表述 原文摘录"]
    classes = [attrs["class"] for _, attrs, _ in page.elements if "class" in attrs]
    assert classes.index("state") < classes.index("notices") < classes.index("contact") < classes.index("text")
    assert ("tel:07101234567", "0710-1234567") in [(attrs.get("href"), text) for attrs, text in page.all("a")]
    assert page.texts("ul", "notices") == ["规划期为2021—2025年，已届满。"]
    assert page.values("data-ask") == ["质押融资的目标是多少？"]


def test_each_quote_stands_once_and_its_mark_leads_to_its_place(shelf: Shelf, answer: Answer) -> None:
    page = turn(shelf, answer)
    whole = "".join(page.texts("article"))
    assert [whole.count(citation.quote) for citation in answer.citations] == [1, 1]
    first = answer.citations[0]
    (clause,) = (clause for clause in shelf.parsed(PLAN).clauses if clause.id == first.clause)
    marks = [attrs["href"] for attrs, _ in page.all("a", "mark")]
    assert marks[0] == f"/documents/{PLAN}?s={first.start}&e={first.end}#c-{clause.start}"
    assert page.texts("span", "badge") == ["原文摘录", "已届满"]


def test_a_quote_that_is_not_shown_whole_can_be_unfolded(shelf: Shelf, answer: Answer) -> None:
    page = turn(shelf, replace(answer, text="有一处写到[1]，另见[2]。"))
    assert page.texts("blockquote") == [citation.quote for citation in answer.citations]


def test_places_of_one_clause_stand_together(shelf: Shelf, answer: Answer) -> None:
    first = answer.citations[0]
    (source,) = answers.sources(shelf, replace(answer, citations=(first, replace(first, n=2), replace(answer.citations[1], n=3))))
    assert [place.marks for place in source.places] == [(1, 2), (3,)]
    assert source.places[0].copied.count("原文摘录") == 2


def test_a_document_that_is_gone_or_has_changed_is_said(shelf: Shelf, answer: Answer) -> None:
    gone, changed = (replace(answer.citations[0], doc="gone"), replace(answer.citations[0], n=2, quote="另一句话。"))
    page = turn(shelf, replace(answer, text="甲[1]乙[2]", citations=(gone, changed)))
    assert "已不在收录文件中" in page.texts("span", "badge")
    assert len(page.texts("p", "changed")) == 1
    assert page.texts("span", "mark") == ["1"]  # leads nowhere


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (Answer("a", Status.ANSWERED, "是。", verdict=Verdict.YES), "文件这样写"),
        (Answer("a", Status.PARTIAL, "不是。", verdict=Verdict.NO), "文件写的不是这样"),
        (Answer("a", Status.NOT_FOUND, "没有。", verdict=Verdict.NOT_STATED), "文件没有这样写"),
        (Answer("a", Status.PARTIAL, "部分。"), "文件只载明一部分"),
        (Answer("a", Status.OUT_OF_SCOPE, "您好！", aside="greeting"), "您好"),
        (Answer("a", Status.OUT_OF_SCOPE, "不客气。", aside="thanks"), "不客气"),
        (Answer("a", Status.OUT_OF_SCOPE, "别的事。"), "不属于政策文件问答范围"),
        (Answer("a", Status.BLOCKED, "无法处理。", aside="blocked"), "无法处理这类请求"),
    ],
)
def test_what_an_answer_is_headed(shelf: Shelf, answer: Answer, title: str) -> None:
    assert turn(shelf, answer).texts("b")[0] == title


def test_who_asks_for_a_person_reads_the_contact_first(shelf: Shelf) -> None:
    page = turn(shelf, Answer("a", Status.OUT_OF_SCOPE, "请联系。", contact="某局 12345", aside="human"))
    shown = [text for name, _, parts in page.elements if name == "p" for text in ["".join(parts)]]
    assert shown[1:4] == ["联系工作人员", "某局 12345", "请联系。"]
    assert "tel:12345" in page.values("href")


@pytest.mark.parametrize(("state", "note", "said"), [("", "", "正在查找原文…"), ("failed", "系统出错。", "系统出错。")])
def test_a_question_without_an_answer_says_why(shelf: Shelf, state: str, note: str, said: str) -> None:
    page = turn(shelf, None, state=state, note=note)
    assert page.texts("p") == [QUESTION, said]
    assert ("hidden" in page.all("div", "again")[0][0]) is (not state)


def test_a_growing_answer_has_no_tools(shelf: Shelf, answer: Answer) -> None:
    page = turn(shelf, answer, state="")
    assert page.all("div", "tools") == []
    assert page.all("div", "sources") == []


def test_copied_text_carries_notice_contact_label_and_sources(answer: Answer) -> None:
    one = replace(answer.citations[0], doc_title="某规划", quote="原句。", path="三、(三)3.")
    plain = replace(answer, text="“原句。”[1]", citations=(one,), notices=("已届满。",), contact="某局")
    told = "“原句。”[1]\n已届满。\n咨询：某局\n（原文摘录；以政策原文为准）\n"
    assert answer_copy(plain) == told + "[1] 《某规划》三、(三)3."
    assert answer_copy(replace(plain, text="甲[1]")).endswith("[1] 《某规划》三、(三)3. “原句。” (原文摘录)")


# ---- what the conversation completed ----


@pytest.mark.parametrize(
    ("asked", "resolved", "said"),
    [
        ("那目标呢？", "质押融资有什么支持？ 那目标呢？", "接着“质押融资有什么支持？”来理解。"),
        ("目标是多少？", "质押融资的目标是多少？", "接着上文，按“质押融资的目标是多少？”理解。"),
        ("请问质押融资有什么支持", "质押融资有什么支持？", ""),
        (QUESTION, QUESTION, ""),
    ],
)
def test_only_what_was_completed_is_said(shelf: Shelf, answer: Answer, asked: str, resolved: str, said: str) -> None:
    kept = answers.keep(asked, replace(answer, question=asked, resolved=resolved), follows=True)
    restored = answers.restore(kept["a"])
    assert restored is not None
    assert answers.read_as(restored) == said
    assert turn(shelf, restored).texts("p", "resolved") == ([said + "不接上文，只问这一句"] if said else [])
    alone = answers.keep(asked, replace(answer, question=asked, resolved=resolved), follows=False)
    assert alone["a"]["resolved"] == ""


# ---- what the browser keeps ----


def test_a_kept_answer_is_restored_and_a_strange_one_dropped(answer: Answer) -> None:
    kept = json.loads(json.dumps(answers.keep(QUESTION, replace(answer, verdict=Verdict.YES, aside="about"), follows=False)))
    restored = answers.restore(kept["a"])
    assert restored == replace(answer, hits=(), timings={}, resolved="", verdict=Verdict.YES, aside="about")
    broken: list[dict[str, Any]] = [{}, {"id": 1}, kept["a"] | {"status": "fine"}, kept["a"] | {"citations": [{"n": 1}]}]
    assert [answers.restore(row) for row in broken] == [None] * 4


def test_what_is_kept_comes_beside_the_turn(answer: Answer) -> None:
    html = answers.with_record("<p></p>", answers.keep(QUESTION, answer, follows=False))
    (row,) = Page(html).values("value")
    assert json.loads(row)["q"] == QUESTION
    assert not re.search(r"hits|timings", row)


def test_no_text_of_an_answer_becomes_html(shelf: Shelf) -> None:
    evil = '<img src=x onerror=alert(1)> " onclick="x'
    citation = Citation(1, "d", evil, None, f"d#{evil}", "三、(三)3.", evil, evil, 3, 9)
    answer = Answer("a1", Status.ANSWERED, f"{evil}[1][2]\n第二行", (citation,), (), (evil,), "原文摘录", evil, evil, evil)
    page = turn(shelf, answer)
    assert len(page.elements) > 20
    assert not {"img", "script"} & {tag for tag, _, _ in page.elements}
    assert not [name for _, attrs, _ in page.elements for name in attrs if name.startswith("on")]
    assert "[2]" in "".join(page.texts("div", "text"))  # a mark without a source stays text
