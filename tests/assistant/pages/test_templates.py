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
from assistant.facts.fields import Field
from assistant.facts.indicators import Indicator
from assistant.facts.measures import match
from assistant.facts.profiles import Profile
from assistant.finder.find import Filters, find
from assistant.markup import templates
from assistant.pages import answers, chat, html, lists, numbers
from assistant.profile import load_profile
from assistant.records import Answer, Citation, Status
from assistant.site.library import Library, Shelf
from corpus.parser import parse
from corpus.records import Document, ParsedDocument
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


def test_the_finder_lists_places_marks_and_counts(fake_assistant: Any) -> None:
    result = find(fake_assistant, "“质押融资”", Filters(kind="规划"))
    page = Page(lists.render_found(result, "text"))
    assert page.texts("h3") == [f"同时含有所列词语：{len(result.rows)} 条，共出现 {result.occurrences} 处"]
    assert set(page.texts("mark")) == {"质押融资"}
    assert len(page.texts("mark")) == result.occurrences
    assert page.texts("blockquote") == [row.clause.text.rstrip("\n") for row in result.rows]
    assert page.values("href")[0] == (
        "export/clauses.docx?q=%E2%80%9C%E8%B4%A8%E6%8A%BC%E8%9E%8D%E8%B5%84%E2%80%9D&doc=&region="
        "&kind=%E8%A7%84%E5%88%92&day=&order=text"
    )
    for attrs in (attrs for attrs, _ in page.all("button") if "data-start" in attrs):
        clause = fake_assistant.clause(attrs["data-clause"])
        assert "质押融资" in clause.text[int(attrs["data-start"]) - clause.start : int(attrs["data-end"]) - clause.start]


@pytest.mark.parametrize("kind", ["", "现状", "目标"])
def test_figures_stand_in_a_table_row_each(library: Shelf, plan: ParsedDocument, kind: str) -> None:
    rows = [row for row in library.indicators(PLAN) if kind in ("", row.kind)]
    page = Page(numbers.render_numbers(plan.document, library.indicators(PLAN), kind))
    cells = [text for attrs, text in page.all("td") if attrs["data-label"] == "数值"]
    assert cells == [numbers.said(row) for row in rows]
    assert f"全部数值（{len(rows)}）" in page.texts("h3")
    widths = [float(attrs["width"]) for attrs, _ in page.all("rect")]
    assert max(widths) == 100
    assert min(widths) >= 0.8


def test_measures_say_what_the_document_does_not(library: Shelf) -> None:
    groups = match(library.measures(PLAN), Profile("", "企业", "", (), ("融资",)))
    page = Page(lists.render_matches(groups, library.documents()))
    found = groups["融资"]
    assert page.texts("h4") == [f"融资（{len(found)}）"]
    assert page.texts("blockquote") == [one.measure.text for one in found]
    assert page.texts("p", "why") == ["；".join(one.reasons) for one in found]
    unsaid = sum(said is None for one in found for said in one.measure.fields.values())
    assert page.texts("span", "unsaid") == ["规划未载明"] * unsaid
    assert page.texts("span", "strength")[:4] == ["●●●● 给予", "●●●○ 支持", "●●○○ 鼓励", "●○○○ 探索推动"]


# ---- whether a document still holds ----


@pytest.fixture
def repealed() -> ParsedDocument:
    document = Document("old", "某某办法", valid_from="2019", valid_to="2021", status="已废止", note="由新办法第三条废止")
    return parse(document, "某某办法\n第一条 对企业给予补贴。\n第二条 本办法自印发之日起施行。\n")


class Shelf:
    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed

    def documents(self) -> tuple[Document, ...]:
        return (self._parsed.document,)

    def parsed(self, doc: str) -> ParsedDocument:
        return self._parsed

    def search(self, query: str, top_k: int = 10, *_: Any, **__: Any) -> list[Any]:
        return []


def test_the_finder_shows_status_and_note(repealed: ParsedDocument) -> None:
    small = Page(lists.render_found(find(Shelf(repealed), "补贴"))).texts("small")
    assert "已废止" in small[-1]  # of the row
    assert "由新办法第三条废止" in "　".join(small)


def test_the_choice_of_documents_shows_the_status(tmp_path: Path, repealed: ParsedDocument) -> None:
    from assistant.pages.tabs import names

    Registry(tmp_path).add(
        [
            (repealed.document, repealed.text),
            (replace(repealed.document, id="new", status=None, valid_from="2022"), repealed.text),
        ]
    )
    shown = dict((identifier, name) for name, identifier in names(Library(Registry(tmp_path), PLAN).now()))
    assert (shown["old"], shown["new"]) == ("某某办法（2019，已废止）", "某某办法（2022）")
    assert shown[PLAN] == "襄阳市知识产权“十四五”规划"


def test_the_notices_of_an_answer_are_shown(answer: Answer) -> None:
    page = Page(answers.render_turn(QUESTION, replace(answer, notices=("《某某办法》：已废止。", "二")), 0, done=True))
    assert page.texts("ul", "notices") == ["《某某办法》：已废止。二"]


# ---- nothing becomes HTML ----


def evil_document() -> ParsedDocument:
    document = Document("d" + EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, status=EVIL, note=EVIL)
    return parse(document, f"题\n一、{EVIL}\n(一){EVIL}\n补贴{EVIL}一句话在这里。\n二、丙\n补贴二句话在这里{EVIL}。\n")


def evil_turn() -> str:
    citation = Citation(1, "d", EVIL, EVIL, f"d#{EVIL}", EVIL, EVIL, EVIL, 3, 9)
    answer = Answer(EVIL, Status.ANSWERED, f"{EVIL}[1][2]", (citation,), (), (EVIL,), EVIL, EVIL, EVIL, "别的", (EVIL,))
    return answers.render_turn(EVIL, answer, 0, done=True, note=EVIL)


def evil_found() -> str:
    parsed = evil_document()
    return lists.render_found(find(Shelf(parsed), f"补贴 {EVIL}"), EVIL) + lists.render_found(find(Shelf(parsed), "补贴"))


def evil_matches() -> str:
    parsed = evil_document()
    (found, *_) = match(Library(Registry(Path("/nonexistent")), PLAN).now().measures(PLAN), Profile("", "", "", (), ())).values()
    fields = {name: Field(EVIL, "another#" + EVIL) for name in found[0].measure.fields}
    measure = replace(
        found[0].measure, doc=EVIL, doc_title=EVIL, clause=EVIL, label=EVIL, title=EVIL, text=EVIL, fields=fields, unsaid=EVIL
    )  # fmt: skip
    unsaid = replace(measure, fields=dict.fromkeys(fields), doc=parsed.document.id)
    rows = [replace(found[0], measure=one, reasons=(EVIL,)) for one in (measure, unsaid)]
    return lists.render_matches({EVIL: rows}, [parsed.document])


def evil_numbers() -> str:
    rows = [
        Indicator(EVIL, 5.0, EVIL, "件", 2025, kind, EVIL, EVIL, EVIL, EVIL, 1, 2, EVIL, EVIL, "句") for kind in ("现状", "目标")
    ]
    return numbers.render_numbers(evil_document().document, rows) + numbers.render_numbers(evil_document().document, [])


def evil_report() -> str:
    row = Scored(EVIL, EVIL, EVIL, None, EVIL, EVIL, True, False, True, (), 40, 3.0, 1, 1.0, True, True, reason=EVIL)
    return as_page(Report((row,), {EVIL: EVIL}, (Change("correct", 1, 1, 1, (row.to_dict(),), (row.to_dict(),)),)))


EVIL_PAGES: dict[str, Callable[[], str]] = {
    "turn.html": evil_turn, "found.html": evil_found, "matches.html": evil_matches, "numbers.html": evil_numbers,
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
