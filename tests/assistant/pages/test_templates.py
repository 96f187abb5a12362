"""The templates: what they say over the built-in plan, and that nothing of a document or a reader becomes HTML."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError

import assistant
from assistant.evaluation.html import as_page
from assistant.evaluation.metrics import Scored
from assistant.evaluation.report import Change, Report
from assistant.finder.validity import Judgement, Validity
from assistant.markup import templates
from assistant.pages import answers, html
from assistant.records import Answer, Citation, Status
from assistant.site.library import Library
from corpus.records import Document
from corpus.registry import Registry
from tests.assistant.site.held import Page

PLAN = "xiangyang_ip_145"
QUESTION = "知识产权质押融资有什么支持？"
EVIL = (
    """<script>alert(1)</script>"onmouseover="alert(2)" '><img src=x> """
    "{{111*111}}{% raw %}${111*111} &lt;b&gt; javascript:alert(3)"
)
SHELF = Library(Registry(Path("/nonexistent")), PLAN).now()
FOLDERS = [Path(assistant.__file__).parent / name / "templates" for name in ("pages", "evaluation")]


# ---- nothing becomes HTML ----


def evil_answer() -> Answer:
    citation = Citation(1, "d", EVIL, EVIL, f"d#{EVIL}", EVIL, EVIL, EVIL, 3, 9)
    return Answer(EVIL, Status.ANSWERED, f"{EVIL}[1][2]", (citation,), (), (EVIL,), EVIL, EVIL, EVIL, "别的", (EVIL,))


def evil_turn() -> str:
    return answers.render_turn(SHELF, EVIL, EVIL, evil_answer(), state="done", note=EVIL)


def evil_start() -> str:
    home = Document("d", EVIL)
    return html.render(
        "starters.html", count=1, home=home, home_address="/documents/d", home_period=EVIL, contact=EVIL,
        standing=Judgement(Validity.ENDED, EVIL), readers=[(EVIL, [EVIL])],
    )  # fmt: skip


def evil_report() -> str:
    row = Scored(EVIL, EVIL, EVIL, None, EVIL, EVIL, True, False, True, (), 40, 3.0, 1, 1.0, True, True, reason=EVIL)
    return as_page(Report((row,), {EVIL: EVIL}, (Change("correct", 1, 1, 1, (row.to_dict(),), (row.to_dict(),)),)))


EVIL_PAGES: dict[str, Callable[[], str]] = {
    "turn.html": evil_turn, "report.html": evil_report, "starters.html": evil_start,
    "record.html": lambda: answers.with_record("", {"q": EVIL}).replace("\\", ""),
    "foot.html": lambda: html.render("foot.html", contact=EVIL, foot=()),
    "head.html": lambda: html.render("head.html", title=EVIL, ways=()),
    "chat.html": lambda: html.render(
        "chat.html", longest=9, turn=EVIL, question=EVIL, answer=None, state="", note=""
    ),
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
    found = {path.name for path in files if re.search(r"\|\s*safe\b|Markup\(|autoescape false", path.read_text("utf-8"))}
    assert found == {"markup.py"}  # which escapes all that it is given


# ---- the environment ----


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="ways"):
        html.render("head.html", title="字")


def test_line_breaks_between_tags_are_layout_and_others_are_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>\n  {% if on %}\n  <b>{{ x }}</b>\n{% endif %}\n</p>\n一\n二 <i></i>", encoding="utf-8")
    made = templates(tmp_path).get_template("a.html").render(on=True, x="甲\n<")
    assert made == "<p><b>甲\n&lt;</b></p>\n一\n二 <i></i>"


def test_an_error_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>\n</p>\n\n<p>{% nonsense %}</p>", encoding="utf-8")
    with pytest.raises(TemplateSyntaxError) as caught:
        templates(tmp_path).get_template("a.html")
    assert caught.value.lineno == 4
