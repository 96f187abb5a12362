"""What a shared link shows: the documents' own sentences, whatever the link says."""

from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from assistant.records import Citation
from assistant.site.app import install
from assistant.site.library import Library, Shelf
from assistant.site.shared import MOST_QUESTIONS, address_of
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"
FORGED = "每家企业发放五百万元"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Registry(Path("/nonexistent")), PLAN)


@pytest.fixture
def client(make_fake_app: Callable[..., Any], library: Library, tmp_path: Path) -> Iterator[TestClient]:
    app = make_fake_app(tmp_path)
    install(app, app.state.service, library)
    with TestClient(app) as made:
        yield made


@pytest.fixture
def citation(shelf: Shelf) -> Citation:
    clause = next(clause for clause in shelf.parsed(PLAN).clauses if len(clause.sentences) > 2)
    start, end = clause.sentences[1]
    text = clause.text[start - clause.start : end - clause.start]
    return Citation(1, PLAN, "规划", None, clause.id, clause.label, clause.title, text, start, end)


@pytest.fixture
def shelf(library: Library) -> Shelf:
    return library.now()


def test_the_quotes_are_read_from_the_documents(client: TestClient, citation: Citation) -> None:
    address = address_of([("能融资吗？", [citation])])
    assert citation.quote not in address
    page = unescape(client.get(address).text)
    assert citation.quote in page
    for part in ("分享的人问：“能融资吗？”", "不是本站的内容", "已届满", "/ask?q=", "咨询："):
        assert part in page
    assert client.get(address).headers["x-robots-tag"] == "noindex"


def test_part_of_a_sentence_is_shown_as_the_whole_of_it(client: TestClient, citation: Citation) -> None:
    address = f"/shared?q=x&c={citation.start + 3}-{citation.start + 5}-{PLAN}"
    assert citation.quote in unescape(client.get(address).text)


@pytest.mark.parametrize(
    "place",
    [FORGED, f"0-5-{FORGED}", f"x-y-{PLAN}", f"99999999-999999999-{PLAN}", f"{'9' * 40}-1-{PLAN}", "", "--", f"5-1-{PLAN}"],
)
def test_a_place_that_is_none_shows_nothing(client: TestClient, place: str) -> None:
    page = client.get("/shared?" + urlencode([("q", "问"), ("c", place)]))
    assert page.status_code == 200
    assert FORGED not in page.text
    assert "<blockquote>" not in page.text
    assert "已经找不到" in page.text


def test_a_question_is_text_of_the_sharer_and_holds_no_telephone_of_a_swindler(client: TestClient) -> None:
    page = client.get("/shared?" + urlencode({"q": "<b>领钱</b>请打 13800138000"})).text
    assert "&lt;b&gt;领钱" in page
    assert "13800138000" not in page


def test_a_link_holds_only_so_much(client: TestClient) -> None:
    page = client.get("/shared?" + urlencode([("q", f"问{n}") for n in range(MOST_QUESTIONS + 5)])).text
    assert page.count("分享的人问") == MOST_QUESTIONS
    assert client.get("/shared").status_code == 404
    assert "没有复制完整" in client.get("/shared?c=1-2-x").text
