"""查条款 as a page: what is asked stands in the address, nothing typed is lost, and an export holds every row."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from fastapi.testclient import TestClient

from assistant.site.app import install
from assistant.site.library import Library
from corpus.records import Document
from corpus.registry import Registry

HARBOUR = Document("harbour", "渔港管理条例", kind="地方性法规", region="广东", valid_from="2020-01-01", status="现行")
BOATS = Document("boats", "渔船补贴办法", kind="办法", region="湖北", valid_from="2019", valid_to="2021")
MEADOW = Document("meadow", "草原管理条例", kind="地方性法规", region="内蒙古")


def articles(title: str, number: int, text: str) -> str:
    return f"{title}\n" + "".join(f"第{n}条 {text}，编号{n}。\n" for n in map(numeral, range(1, number + 1)))


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


@pytest.fixture(scope="module")
def client(make_fake_app: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("find")
    Registry(folder).add([
        (HARBOUR, articles("渔港管理条例", 45, "渔港应当保持航道畅通")),
        (BOATS, articles("渔船补贴办法", 12, "渔船更新给予补贴，不含远洋渔船")),
        (MEADOW, articles("草原管理条例", 43, "草原实行轮牧")),
    ])  # fmt: skip
    app = make_fake_app(folder)
    install(app, app.state.service, Library(Registry(folder), "harbour"))
    with TestClient(app) as made:
        yield made


def cards(page: str) -> list[str]:
    return re.findall(r'<li class="card">', page)


def test_pages_of_twenty_with_their_number_in_the_address(client: TestClient) -> None:
    first, third = (client.get("/find", params={"q": "渔港", "page": page}).text for page in ("1", "3"))
    assert "：45 条" in first
    assert (len(cards(first)), len(cards(third))) == (20, 5)
    assert 'href="/find?q=%E6%B8%94%E6%B8%AF&amp;page=3"' in first
    assert '<ol class="cards" start="41">' in third
    assert len(cards(client.get("/find", params={"q": "渔港", "page": "99"}).text)) == 5


def test_what_is_asked_is_in_the_title_and_in_the_form(client: TestClient) -> None:
    page = client.get("/find", params={"q": "渔船", "doc": "boats", "day": "2020-05-01", "order": "text"}).text
    assert "<title>“渔船”查条款 - " in page
    assert page.count("<h1>") == 1
    assert 'name="q" id="find-q" value="渔船"' in page
    assert 'name="day" value="2020-05-01"' in page
    assert '<input type="hidden" name="doc" value="boats">' in page
    assert '<option value="text" selected>' in page


def test_facets_count_clauses_and_can_be_taken_back(client: TestClient) -> None:
    page = client.get("/find", params={"q": "编号"}).text
    assert re.search(r'region=%E6%B9%96%E5%8C%97">.*?湖北.*?>12<', page)
    narrowed = client.get("/find", params={"q": "编号", "region": "湖北"}).text
    assert "：12 条" in narrowed
    assert '<a class="chip" href="/find?q=%E7%BC%96%E5%8F%B7">地区：湖北' in narrowed
    assert client.get("/find", params={"q": "编号", "kind": "办法"}).text.count('<li class="card">') == 12


@pytest.mark.parametrize("day", ["2022-13-45", "昨天", "2023-02-30"])
def test_a_date_that_is_none_is_told_and_nothing_typed_is_lost(client: TestClient, day: str) -> None:
    answer = client.get("/find", params={"q": "渔船 -远洋", "doc": "boats", "day": day, "order": "text"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert day in answer.text
    assert 'value="渔船 -远洋"' in answer.text
    assert 'name="doc" value="boats"' in answer.text
    assert '<option value="text" selected>' in answer.text


def test_an_article_that_several_documents_have_is_asked_back(client: TestClient) -> None:
    page = client.get("/find", params={"q": "42条"}).text
    assert "2 份文件有这一处，请选文件" in page
    assert "查的是：第四十二条" in page
    assert len(cards(page)) == 2
    one = client.get("/find", params={"q": "草原管理条例第42条"}).text
    assert (len(cards(one)), "请选文件" in one) == (1, False)


@pytest.mark.parametrize(
    ("query", "doc", "sentence"),
    [
        ("第42条", "boats", "《渔船补贴办法》没有第四十二条：它共有 12 条。"),
        ("草原管理条例第60条", "", "《草原管理条例》没有第六十条：它共有 43 条。"),
        ("海洋牧场条例第3条", "", "收录的文件里没有《海洋牧场条例》，所以没有列出第三条。"),
    ],
)
def test_a_document_that_lacks_the_article_is_named(client: TestClient, query: str, doc: str, sentence: str) -> None:
    page = client.get("/find", params={"q": query, "doc": doc}).text
    assert sentence in page
    assert cards(page) == []


def test_how_a_query_was_read_is_told(client: TestClient) -> None:
    page = client.get("/find", params={"q": "渔船 －港口"}).text
    assert "查的是：“渔船”，不含“港口”" in page
    assert "没有找到与“渔船 -远洋”" in client.get("/find", params={"q": "渔船 -远洋"}).text


def test_a_card_names_document_place_and_validity(client: TestClient) -> None:
    page = client.get("/find", params={"q": "第三条", "doc": "boats"}).text
    assert "《渔船补贴办法》<b>第三条" in page
    assert '<span class="badge bad">已失效</span>' in page
    assert re.search(r'href="/documents/boats\?at=\d+#c-\d+"', page)


def test_the_example_is_one_that_is_held(client: TestClient) -> None:
    page = client.get("/find").text
    example = re.search(r'placeholder="如 ([^"]+)"', page)
    assert example is not None
    assert cards(client.get("/find", params={"q": example[1]}).text)


def test_an_export_holds_every_row_and_the_filters(client: TestClient) -> None:
    asked = {"q": "渔港", "region": "广东", "order": "text"}
    sheet = openpyxl.load_workbook(BytesIO(client.get("/export/clauses.xlsx", params=asked).content)).active
    assert sheet is not None
    assert sheet.max_row == 47  # what it is, the columns, 45 clauses
    assert "地区：广东" in str(sheet["A1"].value)
    word = docx.Document(BytesIO(client.get("/export/clauses.docx", params=asked).content))
    assert sum(paragraph.style is not None and paragraph.style.name == "Heading 2" for paragraph in word.paragraphs) == 45
    assert client.get("/export/clauses.pdf", params=asked).status_code == 404
    assert client.get("/export/clauses.docx", params={"q": "渔港", "day": "2022-13-45"}).status_code == 422


def test_markup_in_a_query_is_text(client: TestClient) -> None:
    page = client.get("/find", params={"q": "<b>渔港</b>", "doc": '"><script>', "day": "", "order": "<"}).text
    assert "<b>渔港" not in page
    assert '"><script>' not in page
