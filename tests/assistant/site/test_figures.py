"""目标指标 as a page: documents side by side, values at the bars, tables and a picture, and rates of what is registered alone."""

import csv
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from fastapi.testclient import TestClient

from assistant.facts.indicators import extract
from assistant.facts.pairing import scale_of
from assistant.facts.results import Registered, completions
from assistant.site.app import install
from assistant.site.library import Library
from corpus.parser import parse
from corpus.records import Document
from corpus.registry import Registry

NORTH = """北县养殖业“十四五”规划
一、现状
截至2020年,标准化养殖场达到40家。两年内新增12个养殖小区。“十三五”期间,检疫合格率达到96.5%。
二、发展目标
到2025年,标准化养殖场达到80家,检疫合格率达到99%,奶牛存栏量超过3.5万头以上,投诉事故起数控制在10起。
"""
SOUTH = """南县养殖业“十四五”规划
一、发展目标
到2025年,标准化养殖场达到60家。
"""
RESULTS = (
    "# 文件\t指标\t结果\t日期\t来源\n"
    "north\t标准化养殖场\t72家\t2025-12-31\t北县统计公报\n"
    "north\t标准化养殖场\t60家\t2024-12-31\t旧公报\n"
    "north\t检疫合格率\t99%\t不是日期\t公报\n"
    "south\t标准化养殖场\t72个\t2025-12-31\t单位不同\n"
)


@pytest.fixture(scope="module")
def client(make_fake_app: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("figures")
    Registry(folder).add([
        (Document("north", "北县养殖业“十四五”规划", kind="规划", valid_from="2021", valid_to="2025"), NORTH),
        (Document("south", "南县养殖业“十四五”规划", kind="规划", valid_from="2021", valid_to="2025"), SOUTH),
        (Document("none", "某某条例", kind="地方性法规"), "某某条例\n第一条 本条例自公布之日起施行。\n"),
    ])  # fmt: skip
    (folder / "results.tsv").write_text(RESULTS, "utf-8")
    app = make_fake_app(folder)
    install(app, app.state.service, Library(Registry(folder), "north"))
    with TestClient(app) as made:
        yield made


def table(client: TestClient, **asked: Any) -> list[dict[str, str]]:
    content = client.get("/figures.csv", params=asked).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_the_first_document_stands_where_none_is_asked_for(client: TestClient) -> None:
    page = client.get("/figures").text
    assert "<title>目标指标《北县养殖业“十四五”规划》 - " in page
    assert "某某条例" not in page  # it states no figures
    assert 'value="south">《南县' in page


def test_a_duration_is_no_year(client: TestClient) -> None:
    times = {row["指标"]: row["时间"] for row in table(client, kind="现状")}
    assert times == {"标准化养殖场": "2020年", "养殖小区": "两年内", "检疫合格率": "“十三五”期间"}
    assert [row["指标"] for row in table(client, kind="现状", year="2020")] == ["标准化养殖场"]


def test_documents_stand_side_by_side(client: TestClient) -> None:
    page = client.get("/figures", params={"doc": ["north", "south"]}).text
    assert "几份文件里的同一指标（1）" in page
    assert page.count("《南县养殖业“十四五”规划》") > 1
    assert "<b>达到60家</b>" in page
    assert "<span>0</span><span>80家</span>" in page  # the scale
    rows = table(client, doc=["north", "south"], kind="目标", year="2025")
    assert {(row["文件"][:2], row["数值"]) for row in rows if row["指标"] == "标准化养殖场"} == {
        ("北县", "达到80家"),
        ("南县", "达到60家"),
    }


def test_a_rate_is_of_the_latest_registered_result_with_its_formula_and_sources(client: TestClient) -> None:
    page = client.get("/figures").text
    assert "72家 ÷ 80家 × 100% = 90%" in page
    assert "72家（2025-12-31，来源：北县统计公报）" in page
    assert "完成情况（1）" in page  # a line without a day, and a result in another unit, give none
    assert "完成情况" not in client.get("/figures", params={"doc": "south"}).text


def test_what_should_be_few_has_no_rate() -> None:
    rows = extract(parse(Document("north", "北县养殖业“十四五”规划", kind="规划"), NORTH))
    found = [row for row in rows if "事故" in row.name]
    assert len(found) == 1
    (done,) = completions("north", rows, [Registered("north", found[0].name, "8起", 8, "起", "2025", "公报")])
    assert done.rate is None


def test_tables_hold_the_rows_that_are_shown(client: TestClient) -> None:
    sheet = openpyxl.load_workbook(BytesIO(client.get("/figures.xlsx").content)).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=3, values_only=True)] == [row["指标"] for row in table(client)]
    assert any("90%" in row["完成情况"] for row in table(client))


def test_the_picture_is_sound_and_has_values_and_scale(client: TestClient) -> None:
    picture = client.get("/figures.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    texts = [element.text for element in ElementTree.fromstring(picture.content).iter("{http://www.w3.org/2000/svg}text")]
    assert {"达到40家", "达到80家", "0", "80家"} <= set(texts)


def test_a_document_that_is_gone_and_odd_filters(client: TestClient) -> None:
    assert "没有这份文件" in client.get("/figures", params={"doc": "gone"}).text
    assert "没有这样的数值" in client.get("/figures", params={"doc": "south", "kind": "现状"}).text
    assert client.get("/figures", params={"kind": "<b>", "year": "二零"}).status_code == 200
    assert client.get("/figures.pdf").status_code == 404


@pytest.mark.parametrize(
    ("value", "unit", "text"), [(85000, "件", "8.5万件"), (1.5e9, "元", "15亿元"), (80, "家", "80家"), (99.8, "%", "99.8%")]
)
def test_the_end_of_a_scale_is_short(value: float, unit: str, text: str) -> None:
    assert scale_of(value, unit) == text
