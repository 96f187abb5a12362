"""政策匹配 as a page: what is of another place or over stands apart, what nobody states is said once, a sheet holds all."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from fastapi.testclient import TestClient

from assistant.facts.profiles import form_of
from assistant.site.app import install
from assistant.site.library import Library
from assistant.site.matching import Part, asked_of, is_of_here, matched
from corpus.records import Document
from corpus.registry import Registry

GUIDE = """茶园更新补助办法
第一条 对更新茶树的合作社，按每亩给予补助，最高不超过5万元。
第二条 支持茶叶企业申请贷款，贴息不超过20万元。
第三条 鼓励有条件的县（市、区）给予补助。
第四条 对通过验收的企业给予奖励，自受理之日起30个工作日内拨付。
"""
HERE = Document("here", "茶园更新补助办法", region="湖北", status="现行", valid_from="2020-01-01")
OVER = Document("over", "茶园更新补助旧办法", region="湖北", valid_from="2010", valid_to="2019")
VAGUE = Document("vague", "山场茶园补助办法", region="湖北", valid_from="2015")
FAR = Document("far", "外省茶园更新补助办法", region="福建", status="现行", valid_from="2020-01-01")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    registry = Registry(tmp_path_factory.mktemp("match"))
    registry.add([(document, GUIDE.replace("茶园更新补助办法", document.title, 1)) for document in (HERE, OVER, FAR)])
    registry.add([(VAGUE, "山场茶园补助办法\n第一条 对新建茶园的家庭给予补助。\n")])
    return Library(registry, "here", form=form_of(None))


@pytest.fixture(scope="module")
def client(make_fake_app: Callable[..., Any], library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = make_fake_app(tmp_path_factory.mktemp("app"))
    install(app, app.state.service, library)
    with TestClient(app) as made:
        yield made


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (HERE, True),  # the province around the office's city
        (FAR, False),
        (Document("n", "国家办法", region="全国"), True),
        (Document("d", "襄阳樊城区办法", region="襄阳樊城"), True),  # within it
        (Document("w", "武汉办法", region="武汉"), False),
        (Document("x", "不明"), True),
    ],
)
def test_what_may_hold_here(document: Document, expected: bool) -> None:
    assert is_of_here(document, "襄阳") is expected
    assert is_of_here(document, "") is True


def test_what_is_over_and_what_is_of_elsewhere_stand_apart(library: Library) -> None:
    found = matched(library.now(), asked_of([("kind", "企业")], library.form), "襄阳")
    assert found.part is Part.HERE
    held = {part: {document.id for document, _ in documents} for part, documents in found.documents.items()}
    assert held == {Part.HERE: {"here"}, Part.GONE: {"over", "xiangyang_ip_145"}, Part.ELSEWHERE: {"far"}}
    assert {row.document.id for row in found.rows} == {"here"}
    gone = matched(library.now(), asked_of([("kind", "企业"), ("part", "gone")], library.form), "襄阳")
    assert {row.document.id for row in gone.rows} == {"over", "xiangyang_ip_145"}


def test_a_subsidy_stands_under_what_it_is_for_and_under_subsidies(library: Library) -> None:
    asked = asked_of([("kind", "企业"), ("needs", "融资"), ("needs", "补贴奖励")], library.form)
    groups = {need: [row.match.measure.label for row in rows] for need, rows in matched(library.now(), asked, "襄阳").groups}
    assert "第二条" in groups["融资"]
    assert "第二条" in groups["补贴奖励"]


def test_a_cooperative_gets_what_is_for_it_and_authorities_get_nothing(library: Library) -> None:
    asked = asked_of([("kind", "农民合作社和农户")], library.form)
    labels = [row.match.measure.label for row in matched(library.now(), asked, "襄阳").rows]
    assert "第一条" in labels
    assert "第二条" not in labels
    assert "第三条" not in labels


def test_where_nothing_is_asked_the_form_stands_open_and_the_contact_above_it(client: TestClient) -> None:
    page = client.get("/match").text
    assert page.index('class="match-contact"') < page.index('id="match-form"')
    assert '<details class="match-form" open>' in page
    assert 'id="matches"' not in page


def test_what_may_be_over_is_to_be_asked_for(client: TestClient) -> None:
    assert "标“效力未载明”的" not in client.get("/match", params={"kind": "企业"}).text
    vague = client.get("/match", params={"doc": "vague"}).text
    assert "标“效力未载明”的" in vague
    assert vague.count('<span class="badge ">效力未载明</span>') == vague.count("<blockquote>") > 0


def test_elsewhere_is_never_shown_as_an_offer_of_here(client: TestClient) -> None:
    page = client.get("/match", params={"doc": "far"}).text
    assert "不适用于襄阳" in page
    assert page.count('<span class="badge bad">不适用于襄阳</span>') == page.count("<blockquote>") > 0


def test_what_is_over_says_so_on_every_card(client: TestClient) -> None:
    page = client.get("/match", params={"doc": "over"}).text
    assert "收录的文件里没有现行、适用于本地又相符的措施" in page
    assert page.count('<span class="badge bad">已失效</span>') == page.count("<blockquote>") > 0


def test_what_nobody_states_is_said_once(client: TestClient) -> None:
    page = client.get("/match", params={"kind": "企业", "needs": "融资"}).text
    assert page.count("未载明") == 2  # the fields that none states, and that others not listed are not stated either
    assert re.search(r"以下各条均未载明[^。]*申报时间[^。]*受理地址[^。]*请询", page)
    assert "<dt>支持金额</dt><dd>贴息不超过20万元</dd>" in page


def test_choices_that_the_form_does_not_have_ask_for_nothing(client: TestClient) -> None:
    page = client.get("/match", params={"kind": "<script>", "needs": "飞行", "part": "mars", "page": "x"})
    assert page.status_code == 200
    assert "<script>" not in page.text.replace("<script src", "")


def test_the_sheets_hold_every_row_with_amount_and_term(client: TestClient) -> None:
    asked = {"kind": "企业", "part": "here"}
    sheet = openpyxl.load_workbook(BytesIO(client.get("/match.xlsx", params=asked).content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    columns = {name: at for at, name in enumerate(rows[0])}
    said = {name: {row[at] for row in rows[1:]} for name, at in columns.items()}
    assert said["支持金额"] == {"未载明", "贴息不超过20万元"}
    assert said["兑现时限"] == {"未载明", "自受理之日起30个工作日内拨付"}
    assert said["受理地址"] == {"未载明"}
    assert "以下各条均未载明" in str(sheet["A1"].value)
    word = docx.Document(BytesIO(client.get("/match.docx", params=asked).content))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert all(str(row[columns["原文"]]) in text for row in rows[1:])
    far = openpyxl.load_workbook(BytesIO(client.get("/match.xlsx", params={"part": "elsewhere"}).content)).active
    assert far is not None
    assert {row[-1] for row in far.iter_rows(min_row=3, values_only=True)} == {"不适用于本地"}
