"""版本对照: two documents clause by clause, as a page and as a Word file."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.site import comparison
from assistant.site.library import Library
from corpus.records import Document
from corpus.registry import Registry
from tests.assistant.site.held import PLAN, Page, reference_items, site

OLD, NEW = "patent_rules_2010", "patent_rules_2023"
PAIR = f"a={OLD}&b={NEW}"
SHORT = (
    "某办法\n第一条 为了发展(以下简称发展)，制定本办法。\n第二条 每件资助2000元。\n第三条 申请人应当提交身份证明。\n"
    "第四条 由市局解释。\n",
    "某办法\n第一条 为了发展（以下简称发展），制定本办法。\n第二条 本办法适用于本市的企业和高等学校。\n"
    "第三条 每件资助2500元。\n第四条 由市局解释。\n",
)


@pytest.fixture(scope="module")
def client(
    make_fake_app: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, reference_documents: Path
) -> Iterator[TestClient]:
    short = [
        (Document("short_new", "某办法", valid_from="2024", supersedes="short_old"), SHORT[1]),
        (Document("short_old", "某办法", valid_from="2020", superseded_by="short_new"), SHORT[0]),
    ]
    with site(make_fake_app, tmp_path_factory.mktemp("data"), [*reference_items(reference_documents), *short]) as made:
        yield made


def test_a_short_comparison_is_what_a_clerk_would_write(client: TestClient) -> None:
    page = Page(client.get("/compare?a=short_old&b=short_new").text)
    assert page.texts("b") == ["改写 1 条，新增 1 条，删去 1 条，只改全半角或空格 1 条，相同 1 条"]
    assert [text for text in page.texts("h2") if "：" in text] == [
        "只改全半角或空格：第一条 → 第一条", "新增：第二条", "改写：第二条 → 第三条", "删去：第三条",
    ]  # fmt: skip
    (changed,) = page.texts("div", "wide")
    assert changed == "每件资助〔删：2000〕元。每件资助〔增：2500〕元。"
    assert page.texts("p", "narrow") == ["每件资助〔删：2000〕〔增：2500〕元。"]


def test_all_clauses_are_shown_on_request(client: TestClient) -> None:
    page = Page(client.get("/compare?a=short_old&b=short_new&all=1").text)
    assert [text for text in page.texts("h2") if "：" in text][-1] == "相同：第四条 → 第四条"
    assert "/compare?a=short_old&b=short_new" in page.values("href")


def test_each_side_is_verbatim(make_fake_app: Callable[..., Any], tmp_path: Path, reference_documents: Path) -> None:
    items = reference_items(reference_documents)
    Registry(tmp_path).add(items)
    shelf = Library(Registry(tmp_path), PLAN).now()
    texts = {document.id: "".join(text.split()) for document, text in items}
    rows = list(comparison.rows_of(shelf, OLD, NEW))
    for row in rows:
        for side, doc in ((row.old, OLD), (row.new, NEW)):
            if side is not None:
                assert "".join("".join(piece.text for piece in side.pieces).split()) in texts[doc]
    assert shelf.compared(OLD, NEW) is shelf.compared(OLD, NEW)  # a second of work is done once
    assert sum(row.old is not None for row in rows) == len(shelf.parsed(OLD).clauses)
    assert sum(row.new is not None for row in rows) == len(shelf.parsed(NEW).clauses)


def test_the_two_rules_are_compared_with_links_to_each_article(client: TestClient) -> None:
    page = Page(client.get(f"/compare?{PAIR}").text)
    assert page.texts("title")[0].startswith("《中华人民共和国专利法实施细则》2010年版与2023年版对照")
    assert page.texts("b") == ["改写 69 条，新增 32 条，删去 6 条，只改条号 35 条，只改全半角或空格 10 条，相同 3 条"]
    assert f"/compare.docx?{PAIR}" in page.values("href")
    assert not [text for text in page.texts("p", "found-count") if "没有登记为" in text]
    assert "改写：第十五条 → 第十七条" in page.texts("h2")


def test_texts_that_have_little_in_common_are_said_to(client: TestClient) -> None:
    page = Page(client.get("/compare?a=patent_law_2020&b=patent_rules_2023").text)
    assert "没有登记为同一文件的前后版本" in page.texts("p", "found-count")[0]
    assert "差别很大" in page.texts("p", "notice")[0]
    swapped = Page(client.get(f"/compare?a={NEW}&b={OLD}").text)
    assert "日期较晚" in swapped.texts("p", "found-count")[0]


def test_word_keeps_the_marks(client: TestClient) -> None:
    answer = client.get("/compare.docx?a=short_old&b=short_new")
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    word = docx.Document(BytesIO(answer.content))
    (table,) = word.tables
    assert [row.cells[0].text for row in table.rows] == ["变动", "只改全半角或空格", "新增", "改写", "删去"]
    runs = {
        run.text: (run.font.strike, run.bold, run.underline)
        for row in table.rows
        for cell in row.cells[1:]
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    }
    assert runs["2000"] == (True, None, None)
    assert runs["2500"] == (None, True, True)
    assert runs["每件资助"] == (None, None, None)
    assert any("http://testserver/compare?a=short_old&b=short_new" in paragraph.text for paragraph in word.paragraphs)
    everything = docx.Document(BytesIO(client.get("/compare.docx?a=short_old&b=short_new&all=1").content))
    assert len(everything.tables[0].rows) == 6


def test_without_two_documents_there_is_a_form(client: TestClient) -> None:
    page = Page(client.get(f"/compare?a={OLD}").text)
    assert [attrs["value"] for attrs, _ in page.all("option") if "selected" in attrs] == [OLD]
    assert f"/compare?{PAIR}" in page.values("href")  # the versions that are held
    assert len([1 for attrs, _ in page.all("option") if attrs["value"] == NEW]) == 2


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [(f"a={OLD}&b=nowhere", 404, "没有编号为“nowhere”的文件"), (f"a={OLD}&b={OLD}", 200, "同一份文件")],
)
def test_what_cannot_be_compared_is_said(client: TestClient, query: str, status: int, said: str) -> None:
    for path in ("/compare", "/compare.docx"):
        if path == "/compare" or status == 404:
            answer = client.get(f"{path}?{query}", headers={"Accept": "text/html"})
            assert answer.status_code == status
            assert said in "".join(Page(answer.text).texts("p", "notice"))


def test_of_many_documents_those_that_are_named_are_offered(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "MOST_CHOICES", 2)
    page = Page(client.get(f"/compare?q=商标法&a={OLD}").text)
    offered = {attrs["value"] for attrs, _ in page.all("option")} - {""}
    assert offered == {OLD, "trademark_law_2019", "trademark_rules_2014"}
