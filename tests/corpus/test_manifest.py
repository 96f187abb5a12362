import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import ManifestError
from corpus.manifest import document_from, document_without_manifest, read_manifest


def _write(path: Path, content: Any) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_documents_are_found_by_id_and_by_file_name(tmp_path: Path) -> None:
    found = read_manifest(_write(tmp_path / "m.json", [{"doc": "a", "title": "某办法", "file": "办法.txt"}]))
    assert found["a"] is found["办法.txt"]
    assert found["a"].title == "某办法"


def test_unknown_fields_and_empty_values_are_left_out() -> None:
    document = document_from({"id": "a", "title": "某办法", "doc_no": "", "published": None, "valid_from_basis": "规划期"}, "x")
    assert document.doc_no is None
    assert document.published is None


@pytest.mark.parametrize("word", ["national", "全国", "国家", "中国"])
def test_every_word_for_the_whole_country_becomes_one(word: str) -> None:
    assert document_from({"id": "a", "title": "某法", "region": word}, "x").region == "全国"


def test_a_successor_knows_what_it_replaces(tmp_path: Path) -> None:
    rows = [{"id": "old", "title": "旧办法", "superseded_by": "new"}, {"id": "new", "title": "新办法"}]
    assert read_manifest(_write(tmp_path / "m.json", rows))["new"].supersedes == "old"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"title": "某办法"}, "缺少 id"),
        ({"id": "a"}, "缺少 id（或 doc）或 title"),
        ({"id": "a", "title": "某办法", "published": 2021}, "published 应为文字，现为 2021"),
        ({"id": "a#b", "title": "某办法"}, "不能含 #"),
        ({"id": "a b", "title": "某办法"}, "空格"),
        ({"id": "a", "title": "某办法", "valid_from": "2021年"}, "valid_from 应写作 2024"),
    ],
)
def test_an_incomplete_entry_is_named_with_its_number(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    path = _write(tmp_path / "m.json", [{"id": "ok", "title": "好"}, row])
    with pytest.raises(ManifestError, match=rf"m\.json 第 2 项：.*{message}"):
        read_manifest(path)


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "m.json", [{"id": "a", "title": "甲"}, {"id": "a", "title": "乙"}])
    with pytest.raises(ManifestError, match="第 2 项：编号 a 在清单中出现了两次"):
        read_manifest(path)


@pytest.mark.parametrize("content", ["{not json", '{"id": "a"}', "[1, 2]"])
def test_what_is_no_list_of_objects_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ManifestError, match=r"JSON"):
        read_manifest(_write(tmp_path / "m.json", content))


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="读不到清单"):
        read_manifest(tmp_path / "没有.json")


def test_a_file_without_manifest_is_known_by_what_its_first_line_states() -> None:
    document = document_without_manifest("我的 文件", "\n# 襄阳市专利资助办法\n一、范围\n")
    assert (document.id, document.title, document.region) == ("我的_文件", "襄阳市专利资助办法", "襄阳")
    assert document.valid_from is None


LINE = "为做好登记工作，现将有关事项通知如下。" * 5


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"甲市下调登记费 {LINE}", "甲市下调登记费"),
        (f"甲市财政局 乙市财政局 关于下调登记费的通知 各单位： {LINE}", "甲市财政局 乙市财政局 关于下调登记费的通知"),
        (f"甲市财政局 登记费下调 {LINE}", "甲市财政局 登记费下调"),
        (LINE, LINE[:80]),
    ],
    ids=["news", "act", "organ first", "no gap"],
)
def test_of_a_text_on_one_line_the_title_is_what_stands_first(line: str, title: str) -> None:
    assert document_without_manifest("x", line).title == title


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("湖北省知识产权条例", "湖北"),
        ("关于十堰市质押贴息的办法", "十堰"),
        ("中华人民共和国专利法", "全国"),
        ("国务院关于加强服务的意见", "全国"),
        ("企业上市奖励办法", None),
        ("高新区扶持办法", None),
        ("优化市场环境的措施", None),
        ("专利资助办法", None),
    ],
)
def test_a_region_is_taken_only_where_the_title_names_one(title: str, region: str | None) -> None:
    assert document_without_manifest("x", title).region == region


def test_a_file_is_known_by_its_id_where_the_manifest_names_none(tmp_path: Path) -> None:
    assert set(read_manifest(_write(tmp_path / "m.json", [{"id": "a", "title": "某办法"}]))) == {"a", "a.txt"}


def test_what_a_document_says_to_supersede_is_kept(tmp_path: Path) -> None:
    rows = [{"id": "old", "title": "旧办法", "superseded_by": "new"}, {"id": "new", "title": "新办法", "supersedes": "older"}]
    found = read_manifest(_write(tmp_path / "m.json", rows))
    assert found["new"].supersedes == found["new.txt"].supersedes == "older"
    assert found["old"].supersedes is None


def test_the_province_of_a_national_text_is_the_whole_country() -> None:
    document = document_from({"id": "a", "title": "某法", "region": "襄阳", "province": "national"}, "x")
    assert (document.region, document.province) == ("襄阳", "全国")


@pytest.mark.parametrize("day", ["2024", "2024-06", "2024-06-01"])
def test_a_date_of_any_precision_is_taken(day: str) -> None:
    document = document_from({"id": "a", "title": "某法", "published": day, "valid_from": day, "valid_to": day}, "x")
    assert (document.published, document.valid_from, document.valid_to) == (day, day, day)


@pytest.mark.parametrize("day", ["24", "2024-6", "2024-06-01-01", "2024/06", "2024-06-01 起"])
@pytest.mark.parametrize("field", ["published", "valid_from", "valid_to"])
def test_another_form_of_date_is_refused(field: str, day: str) -> None:
    with pytest.raises(ManifestError, match=f"x：{field} 应写作"):
        document_from({"id": "a", "title": "某法", field: day}, "x")


@pytest.mark.parametrize("identifier", ["a#b", "a/b", "a\\b", "a\tb"])
def test_an_id_that_would_not_fit_into_a_reference_is_refused(identifier: str) -> None:
    with pytest.raises(ManifestError, match="不能含"):
        document_from({"id": identifier, "title": "某法"}, "x")


def test_a_file_without_text_is_named_by_its_file_and_a_long_title_is_cut() -> None:
    assert document_without_manifest("某文件", " \n").title == "某文件"
    assert document_without_manifest("x", "甲" * 81).title == "甲" * 80
    assert document_without_manifest("x", "## **某办法**\n正文").title == "某办法"


@pytest.mark.parametrize(("name", "identifier"), [("a/b c#d", "a_b_c_d"), ("a  b", "a_b")])
def test_the_id_of_a_file_is_its_name_without_what_a_reference_cannot_hold(name: str, identifier: str) -> None:
    document = document_without_manifest(name, "某办法")
    assert (document.id, document.source) == (identifier, name)
