"""Filters over the assistant itself: what they exclude is never found, whatever the corpus holds and is asked."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import FilterError
from assistant.finder.export import to_xlsx
from assistant.finder.find import Filters, find
from assistant.finder.validity import validity
from assistant.integrations.langchain_retriever import PolicyRetriever
from assistant.pipeline import Assistant
from assistant.records import Status
from assistant.settings import Settings
from corpus.records import Document
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"
PLEDGE = "知识产权质押融资有什么支持"
REPEALED = Document("repealed", "甲县路灯维护办法", region="全国", status="已废止", note="仅存目录")
OLD = Document("old", "乙县井盖管理办法", region="全国", published="2001-05-01", superseded_by="new")
NEW = Document("new", "乙县井盖管理办法", region="全国", valid_from="2015-03-01")
LAMP = Document("lamp", "丁县桥灯管理办法", region="全国", valid_from="2001", superseded_by="lamp_new")
LAMP_NEW = Document("lamp_new", "丁县桥灯管理办法", region="全国", valid_from="2999")
SOUTH = Document("south", "丙市雨棚管理办法", region="广东", province="广东", valid_to="2019")


def text(document: Document, what: str) -> str:
    return f"{document.title}\n第一条 {what}由城管部门负责。\n第二条 违反规定的，罚款五百元。\n"


SMALL = (
    (REPEALED, text(REPEALED, "路灯的维护")),
    (OLD, text(OLD, "旧式井盖的更换")),
    (NEW, text(NEW, "新式井盖的更换")),
    (LAMP, text(LAMP, "旧式桥灯的更换")),
    (LAMP_NEW, text(LAMP_NEW, "新式桥灯的更换")),
    (SOUTH, text(SOUTH, "雨棚的清洗")),
)


def opened(folder: Path, items: list[tuple[Document, str]]) -> Assistant:
    Registry(folder).add(items)
    return Assistant.open(Settings(data_dir=folder, _env_file=None))  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return opened(tmp_path_factory.mktemp("small"), list(SMALL))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    laws = []
    for number in range(2_001):
        region = "广东" if number % 3 == 0 else "全国"
        law = Document(f"d{number}", f"第{number}号井盖管理规定", region=region, valid_to="2019" if number % 2 else None)
        laws.append((law, f"{law.title}\n第{number}号井盖由城管部门更换，质押融资除外。\n"))
    return opened(tmp_path_factory.mktemp("large"), [*laws, *SMALL])


# a date


@pytest.mark.parametrize(("day", "held"), [("1999", False), ("2022", True), ("2024-06-01", True), ("2030", False)])
def test_a_plan_is_found_in_its_period_alone(small: Assistant, day: str, held: bool) -> None:
    assert (PLAN in {hit.doc for hit in small.search(PLEDGE, in_force_on=day)}) is held


@pytest.mark.parametrize(("day", "expected"), [("2010-01-01", {"old"}), ("2020-01-01", {"new"}), ("1990", set())])
def test_a_date_finds_the_version_of_that_day(small: Assistant, day: str, expected: set[str]) -> None:
    assert {hit.doc for hit in small.search("乙县井盖管理办法", in_force_on=day)} & {"old", "new"} == expected


def test_what_is_repealed_is_not_in_force_today(small: Assistant) -> None:
    assert "repealed" in {hit.doc for hit in small.search("路灯的维护")}
    assert "repealed" not in {hit.doc for hit in small.search("路灯的维护", in_force_on=date.today().isoformat())}


@pytest.mark.parametrize("filters", [{"in_force_on": "2022-13-45"}, {"in_force_on": "去年"}, {"region": "火星"}])
def test_a_filter_that_nothing_can_fit_is_refused(small: Assistant, filters: dict[str, str]) -> None:
    with pytest.raises(FilterError, match=next(iter(filters.values()))):
        small.search(PLEDGE, **filters)  # type: ignore[arg-type]
    with pytest.raises(FilterError):
        PolicyRetriever(assistant=small, **filters).invoke(PLEDGE)  # type: ignore[arg-type]


# more than 2,000 documents


def test_one_document_of_very_many(large: Assistant) -> None:
    assert {hit.doc for hit in large.search("井盖由谁更换", doc="d7")} == {"d7"}
    assert {hit.doc for hit in large.search("第3号井盖管理规定怎么说", doc="d7")} == {"d7"}
    assert large.search("井盖由谁更换", doc="none_such") == []


def test_one_region_of_very_many_documents(large: Assistant) -> None:
    home = {hit.doc for hit in large.search("井盖由谁更换", top_k=300, region="襄阳")}
    assert home
    assert {large.units.documents[large.retriever.scoper.by_id[doc]].region for doc in home} <= {"襄阳", "全国"}
    with pytest.raises(FilterError, match="火星"):
        large.search("井盖", region="火星")


def test_one_day_of_very_many_documents(large: Assistant) -> None:
    found = {hit.doc for hit in large.search("井盖由谁更换", top_k=300, in_force_on="2021")}
    assert found
    assert all(int(doc[1:]) % 2 == 0 for doc in found if doc[1:].isdigit())
    assert {hit.doc for hit in large.search("乙县井盖管理办法", in_force_on="2010-01-01")} == {"old"}


def test_a_document_is_named_among_very_many(large: Assistant) -> None:
    assert {hit.doc for hit in large.search("第3号井盖管理规定怎么说")} == {"d3"}
    assert {hit.doc for hit in large.search("《乙县井盖管理办法》")} == {"new"}
    answer = large.ask("《某某数据安全法》怎么规定")
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())


def test_the_finder_filters_very_many_documents(large: Assistant) -> None:
    assert {row.document.id for row in find(large, "井盖", Filters(doc="d7")).rows} == {"d7"}
    assert {row.document.region for row in find(large, "井盖", Filters(region="广东")).rows} == {"广东"}
    rows = find(large, "井盖", Filters(in_force_on="2021")).rows
    assert rows
    assert all(row.document.in_force("2021") for row in rows)


# status and note


def test_a_reader_of_an_answer_is_told_that_a_document_is_repealed_and_its_note(small: Assistant) -> None:
    notices = small.ask("甲县路灯维护办法第一条").notices
    assert "《甲县路灯维护办法》已废止，以下内容不再适用。" in notices
    assert "《甲县路灯维护办法》：仅存目录。" in notices


def test_a_reader_of_the_finder_and_of_an_export_is_told_too(small: Assistant) -> None:
    result = find(small, "路灯")
    assert [row.document.id for row in result.rows] == ["repealed"]
    assert validity(result.rows[0].document).endswith("已废止；仅存目录")
    assert "已废止；仅存目录" in str(_cells(to_xlsx(result))[0])


def test_an_older_version_is_told_apart_from_the_one_in_force(small: Assistant) -> None:
    cells = {str(row[5])[4:6]: row[7] for row in _cells(to_xlsx(find(small, "井盖")))}
    assert cells == {"旧式": "已修改", "新式": "效力未载明；2015-03-01 起"}
    assert any("旧版" in notice for notice in small.ask("旧版乙县井盖管理办法第一条").notices)
    assert small.ask("乙县井盖管理办法第一条", as_of="2010-01-01").citations[0].doc == "old"


def test_what_is_not_in_force_yet_replaces_nothing(small: Assistant) -> None:
    answer = small.ask("丁县桥灯管理办法第一条")
    assert ([citation.doc for citation in answer.citations], answer.notices) == (["lamp"], ())
    assert [row[7] for row in _cells(to_xlsx(find(small, "桥灯", sort="text")))] == [
        "效力未载明；2001 起",
        "尚未生效；2999 起",
    ]


def test_what_was_not_in_force_on_the_day_is_said(small: Assistant) -> None:
    notices = small.ask("丁县桥灯管理办法第一条", as_of="2000-01-01").notices
    assert notices == ("《丁县桥灯管理办法》自2001起施行，在所问的日期尚未生效。",)


def test_an_end_and_a_status_are_told_once(small: Assistant) -> None:
    notices = small.ask("甲县路灯维护办法第一条").notices
    assert sum("已废止" in notice for notice in notices) == 1


def _cells(book: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(book)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=3, values_only=True))
