"""Place names are read from the text, and what merely sounds like one is not."""

from pathlib import Path

import pytest

from assistant.question import places as places_module
from assistant.question.places import Place, home_places, names_of, places, places_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("襄阳和南沙", ["襄阳", "南沙"]),
        ("朝阳产业", []),
        ("白银价格", []),
        ("襄樊", ["襄阳"]),
        ("湖北省襄阳市枣阳市", ["湖北", "襄阳", "枣阳"]),
        ("专利", []),
    ],
)
def test_places_are_read_from_the_text(text: str, names: list[str]) -> None:
    assert [place.name for place in places_in(text)] == names


def test_a_place_goes_by_several_names_and_lies_in_a_province_and_perhaps_a_city() -> None:
    assert places()["襄樊市"] == places()["襄阳"] == Place("襄阳", "湖北")
    assert places()["樊城区"] == Place("樊城", "湖北", "襄阳")
    assert places()["朝阳"].ambiguous and not places()["襄阳"].ambiguous


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("三明和白银市", ["白银"]),
        ("南通市怎么补贴", ["南通"]),
        ("海北藏族自治州", ["海北"]),
        ("朝阳", []),
        ("白银市场的价格", []),
        ("南通县和大理省", ["南通", "大理"]),
        ("襄阳市场监督管理局", ["襄阳"]),  # no other word
    ],
)
def test_an_ambiguous_name_is_a_place_only_with_its_kind(text: str, names: list[str]) -> None:
    assert [place.name for place in places_in(text)] == names


def test_a_place_is_named_once_and_the_longest_name_counts() -> None:
    assert [place.name for place in places_in("襄阳、襄樊和襄阳樊城")] == ["襄阳", "樊城"]


@pytest.mark.parametrize(
    ("region", "home"), [("襄阳", {"襄阳", "湖北"}), ("襄樊市", {"襄樊市", "襄阳", "湖北"}), ("火星", {"火星"}), ("", {""})]
)
def test_home_is_the_region_and_its_province(region: str, home: set[str]) -> None:
    assert home_places(region) == home


def test_the_names_of_the_places_of_regions() -> None:
    names = names_of(["湖北襄阳", "北京"])
    assert {"襄阳", "襄樊", "襄阳市", "北京", "首都", "湖北"} <= set(names)
    assert names == sorted(names)
    assert "樊城" not in names
    assert names_of(["朝阳区"]) == []


def test_the_table_is_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "places.tsv").write_text(
        "甲城\t甲省\t甲、甲城市、甲镇\n# 注\n\n乙地\t乙省\n丙城\t甲省\t甲镇\t甲城\tambiguous\n丁城\t甲省\t\t\tx\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(places_module, "LEXICON", tmp_path)
    found = places.__wrapped__()
    first = Place("甲城", "甲省")
    assert found == {
        "甲城": first, "甲城市": first, "甲镇": first, "乙地": Place("乙地", "乙省"),
        "丙城": Place("丙城", "甲省", "甲城", ambiguous=True), "丁城": Place("丁城", "甲省"),
    }  # fmt: skip
    monkeypatch.setattr(places_module, "LEXICON", tmp_path / "none")
    assert places.__wrapped__() == {}
