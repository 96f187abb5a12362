"""The templates: what they say over the built-in plan, and that nothing of a document or a reader becomes HTML."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError

import assistant
from assistant.evaluation.html import as_page
from assistant.evaluation.metrics import Scored
from assistant.evaluation.report import Change, Report
from assistant.markup import templates
from assistant.pages import answers, chat, html
from assistant.profile import load_profile
from assistant.records import Answer, Citation, Status
from assistant.site.library import Library, Shelf
from corpus.records import ParsedDocument
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"
QUESTION = "知识产权质押融资有什么支持？"
EVIL = (
    """<script>alert(1)</script>"onmouseover="alert(2)" '><img src=x> """
    "{{111*111}}{% raw %}${111*111} &lt;b&gt; javascript:alert(3)"
)
FOLDERS = [Path(assistant.__file__).parent / name / "templates" for name in ("pages", "evaluation")]


class Page(HTMLParser):
    """The elements of a page as (tag, attributes, text), in the order in which they begin."""

    VOID = ("meta", "img", "link", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[int] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in self.VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for number in self.open:
            self.elements[number][2].append(data)

    def all(self, tag: str, css: str = "") -> list[tuple[dict[str, str], str]]:
        """Return (attributes, text) of the elements with a tag and, if given, a class."""
        return [
            (attrs, "".join(text))
            for name, attrs, text in self.elements
            if name == tag and (not css or css in attrs.get("class", "").split())
        ]

    def texts(self, tag: str, css: str = "") -> list[str]:
        return [text for _, text in self.all(tag, css)]

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs, _ in self.elements if name in attrs]


@pytest.fixture(scope="module")
def library() -> Shelf:
    return Library(Registry(Path("/nonexistent")), PLAN).now()


@pytest.fixture(scope="module")
def plan(library: Shelf) -> ParsedDocument:
    return library.parsed(PLAN)


@pytest.fixture
def answer(fake_assistant: Any) -> Answer:
    return fake_assistant.ask(QUESTION)  # type: ignore[no-any-return]


# ---- what the pages say ----


def test_an_answer_shows_its_text_its_quotes_and_its_tools(answer: Answer) -> None:
    page = Page(answers.render_turn(QUESTION, answer, 2, done=True))
    assert [attrs for attrs, _ in page.all("article")] == [{"class": "turn", "data-turn": "2", "data-done": "fake-1"}]
    assert "".join(page.texts("div", "text")).startswith("规划载明：“")
    assert page.texts("p", "state") == ["✓ 文件中有明确表述 原文摘录"]
    assert page.texts("blockquote") == [citation.quote for citation in answer.citations]
    assert page.texts("ul", "notices") == ["规划期为2021—2025年，已届满。"]
    first = answer.citations[0]
    place = {"data-clause": first.clause, "data-start": str(first.start), "data-end": str(first.end)}
    openers = [attrs for attrs, _ in page.all("button") if attrs.get("data-start") == str(first.start)]
    assert [{name: attrs[name] for name in place} for attrs in openers] == [place, place]  # the mark and the card
    assert [attrs["class"] for attrs in openers] == ["mark", "tool"]
    quoted = f"《襄阳市知识产权“十四五”规划》一、(一)第3段 “{first.quote}” (原文摘录)"
    assert page.values("data-copy")[0] == quoted
    assert page.values("data-copy")[-1] == html.answer_copy(answer)
    assert page.values("data-ask") == [QUESTION, "质押融资的目标是多少？"]
    assert page.texts("button", "up") + page.texts("button", "down") == [" 有用", " 没用"]


def test_an_answer_with_many_sources_folds_the_rest(answer: Answer) -> None:
    many = replace(answer, citations=tuple(replace(answer.citations[0], n=n) for n in range(1, 7)), resolved="完整的另一个问题")
    page = Page(answers.render_turn(QUESTION, many, 0, done=True))
    assert page.texts("summary") == ["另有 3 处出处"]
    assert page.texts("span", "n") == ["1", "2", "3", "4", "5", "6"]
    assert page.texts("p", "resolved") == ["按“完整的另一个问题”理解"]


@pytest.mark.parametrize(("note", "said"), [("", "正在查找原文…"), ("已停止。", "已停止。")])
def test_a_question_without_an_answer_says_why(note: str, said: str) -> None:
    page = Page(answers.render_turn(QUESTION, None, 0, done=bool(note), note=note))
    assert page.texts("p") == [QUESTION, said]


def test_the_notices_of_an_answer_are_shown(answer: Answer) -> None:
    page = Page(answers.render_turn(QUESTION, replace(answer, notices=("《某某办法》：已废止。", "二")), 0, done=True))
    assert page.texts("ul", "notices") == ["《某某办法》：已废止。二"]


# ---- nothing becomes HTML ----


def evil_turn() -> str:
    citation = Citation(1, "d", EVIL, EVIL, f"d#{EVIL}", EVIL, EVIL, EVIL, 3, 9)
    answer = Answer(EVIL, Status.ANSWERED, f"{EVIL}[1][2]", (citation,), (), (EVIL,), EVIL, EVIL, EVIL, "别的", (EVIL,))
    return answers.render_turn(EVIL, answer, 0, done=True, note=EVIL)


def evil_report() -> str:
    row = Scored(EVIL, EVIL, EVIL, None, EVIL, EVIL, True, False, True, (), 40, 3.0, 1, 1.0, True, True, reason=EVIL)
    return as_page(Report((row,), {EVIL: EVIL}, (Change("correct", 1, 1, 1, (row.to_dict(),), (row.to_dict(),)),)))


EVIL_PAGES: dict[str, Callable[[], str]] = {
    "turn.html": evil_turn,
    "report.html": evil_report,
    "line.html": lambda: html.line(EVIL, EVIL, EVIL), "foot.html": lambda: html.render("foot.html", contact=EVIL),
    "head.html": lambda: html.render("head.html", title=EVIL),
    "starters.html": lambda: html.render("starters.html", readers=[(EVIL, [EVIL])]),
}  # fmt: skip
INCLUDED = {"answer.html", "parts.html"}  # in the pages above


@pytest.mark.parametrize("name", EVIL_PAGES)
def test_hostile_text_stays_text(name: str) -> None:
    text = EVIL_PAGES[name]()
    page = Page(text)
    assert not {tag for tag, _, _ in page.elements} & {"script", "img", "iframe", "b&gt;"}
    assert not [attribute for _, attrs, _ in page.elements for attribute in attrs if attribute.startswith(("on", "src"))]
    assert not [value for value in page.values("href") if value.lower().startswith("javascript:")]
    whole = [EVIL in value for _, attrs, text in page.elements for value in (*attrs.values(), "".join(text))]
    assert any(whole)  # escaped once, so that it is read as it was written; and computed by nobody
    assert "12321" not in text


def test_every_template_has_its_hostile_text() -> None:
    found = {path.name for folder in FOLDERS for path in folder.glob("*.html")}
    assert found == EVIL_PAGES.keys() | INCLUDED


def test_nothing_is_declared_safe() -> None:
    files = [*(path for folder in FOLDERS for path in folder.iterdir()), *Path(assistant.__file__).parent.rglob("*.py")]
    assert [path.name for path in files if re.search(r"\|\s*safe\b|Markup\(|autoescape false", path.read_text("utf-8"))] == []


# ---- the environment ----


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="done"):
        html.render("line.html", css="hint", text="字")


def test_line_breaks_between_tags_are_layout_and_others_are_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>\n  {% if on %}\n  <b>{{ x }}</b>\n{% endif %}\n</p>\n一\n二 <i></i>", encoding="utf-8")
    made = templates(tmp_path).get_template("a.html").render(on=True, x="甲\n<")
    assert made == "<p><b>甲\n&lt;</b></p>\n一\n二 <i></i>"


def test_an_error_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>\n</p>\n\n<p>{% nonsense %}</p>", encoding="utf-8")
    with pytest.raises(TemplateSyntaxError) as caught:
        templates(tmp_path).get_template("a.html")
    assert caught.value.lineno == 4


def test_the_examples_are_questions_of_each_reader() -> None:
    page = Page(chat.starters(load_profile()))
    assert page.texts("h3") == ["企业常问", "政府工作人员常问", "公众常问"]
    assert len(page.values("data-ask")) == 9
