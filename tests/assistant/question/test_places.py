"""Place names are read from questions, and what merely sounds like one is not."""

import pytest

from assistant.question.places import home_places, names_of, place_names, places_in, places_meant
from corpus.gazetteer import Gazetteer
from corpus.places import place_of_region


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("襄阳和南沙", ["襄阳", "南沙"]),
        ("襄樊", ["襄阳"]),
        ("湖北省襄阳市枣阳市", ["枣阳"]),  # one place, named from above
        ("襄阳、襄樊和襄阳樊城", ["襄阳", "樊城"]),
        ("朝阳产业", []),
        ("白银价格", []),
        ("三明和白银市", ["白银"]),
        ("白银市场的价格", []),
        ("襄阳市场监督管理局", ["襄阳"]),
        ("网上海关怎么申报", []),  # 网上, 海关
        ("每天津贴多少", []),
        ("海洋和平东风", []),
        ("城区和郊区的标准", []),
        ("市和县人民政府", []),
        ("专利", []),
    ],
)
def test_places_are_read_from_the_text(text: str, names: list[str]) -> None:
    assert [place.name for place in places_in(text)] == names


def test_the_counties_of_the_home_city_are_known_by_their_short_names() -> None:
    home = Gazetteer(place_of_region("天津"))
    assert [place.full for place in places_in("和平的低保", home)] == []  # another word as often: 天津 has no city between
    jinan = Gazetteer(place_of_region("济南市"))
    assert [place.full for place in places_in("历下的低保", jinan)] == ["历下区"]
    assert places_in("历下的低保") == []


def test_where_places_stand() -> None:
    assert place_names("在山东济南办") == [(1, 5)]
    assert place_names("㈠山东") == []  # three characters when it is normalized


@pytest.mark.parametrize(
    ("region", "home"),
    [
        ("襄阳", {"襄阳", "襄阳市", "湖北", "湖北省"}),
        ("襄樊市", {"襄阳", "襄阳市", "湖北", "湖北省"}),
        ("火星", {"火星"}),
        ("", set()),
    ],
)
def test_home_is_the_region_and_what_it_lies_in(region: str, home: set[str]) -> None:
    assert home_places(region) == home


def test_the_names_of_the_places_of_regions() -> None:
    names = names_of(["湖北襄阳", "北京"])
    assert {"襄阳", "襄樊", "襄阳市", "北京", "首都", "湖北"} <= set(names)
    assert names == sorted(names)
    assert "樊城" not in names
    assert "朝阳" not in names_of(["辽宁朝阳市"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我们在重庆开厂，浙江一家公司老说我们侵权", ["重庆"]),
        ("浙江一家公司能不能申请", ["浙江"]),  # all that is named
        ("重庆和浙江的公司分别补多少", ["重庆", "浙江"]),
        ("重庆的厂被浙江的某家企业告了", ["重庆"]),
    ],
)
def test_where_another_party_is_from_is_not_whose_rules_are_asked_for(text: str, names: list[str]) -> None:
    assert [place.name for place in places_meant(text)] == names
