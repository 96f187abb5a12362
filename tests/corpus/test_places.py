"""Places are a tree: what lies in what, which of several of one name is meant, and what a document is of."""

import pytest

from corpus.gazetteer import Gazetteer, place_at_start, place_of, place_of_text, without_place
from corpus.places import COUNTRY, Place, is_known, place_of_region
from corpus.places_table import rows_of, short_of
from corpus.records import Document


def place(region: str) -> Place:
    found = place_of_region(region)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("region", "named"),
    [
        ("山东济南", "济南"),
        ("济南市", "济南"),
        ("370100", "济南"),
        ("济南历下", "济南历下区"),
        ("历下区", "济南历下区"),
        ("湖北省襄阳市谷城县", "襄阳谷城县"),
        ("襄樊", "襄阳"),
        ("上海浦东", "上海浦东新区"),
        ("广州南沙", "广州南沙区"),
        ("江苏南京江北新区", "南京江北新区"),
        ("陕西西安未来新城", "西安未来新城"),  # in no table: one of its own, within the one before it
        ("全国", "全国"),
    ],
)
def test_a_region_is_one_place_however_it_is_written(region: str, named: str) -> None:
    assert place(region).region == named


def test_places_relate() -> None:
    jinan, lixia, shandong, qingdao = map(place, ("济南", "历下区", "山东", "青岛"))
    assert place("山东济南") == place("济南市") == jinan
    assert lixia.within(jinan) and jinan.within(shandong) and shandong.within(COUNTRY)
    assert not jinan.within(lixia) and lixia.related(shandong) and not jinan.related(qingdao)
    assert [around.name for around in lixia.around] == ["山东", "济南", "历下区"]
    assert place("西安未来新城").within(place("陕西")) and not is_known(place("西安未来新城"))
    assert place_of_region("火星") == place_of_region("火星") != COUNTRY and not place("火星").related(jinan)
    assert place_of_region(None) is None and place_of_region("") is None


def test_a_county_that_lies_in_a_province_itself() -> None:
    assert [around.name for around in place("仙桃").around] == ["湖北", "仙桃市"]


def test_of_several_places_of_one_name_the_near_one_is_meant() -> None:
    assert [found.region for *_, found in Gazetteer(place("福建")).find("鼓楼区")] == ["福州鼓楼区"]
    assert [found.region for *_, found in Gazetteer(None, [place("徐州")]).find("鼓楼区")] == ["徐州鼓楼区"]
    assert [found.region for *_, found in Gazetteer().find("开封市和它的鼓楼区")] == ["开封", "开封鼓楼区"]
    assert place_of_region("鼓楼区", "福建") == place("福州鼓楼区")


@pytest.mark.parametrize(("borders", "region"), [(None, "济南历下区"), ({0, 2, 4}, "济南历下区"), ({0, 2, 3}, "山东")])
def test_a_short_name_within_a_place_ends_with_a_word(borders: set[int] | None, region: str) -> None:
    found = Gazetteer().find("山东历下", None if borders is None else frozenset(borders))
    assert [place.region for *_, place in found] == [region]


def test_a_zone_that_only_a_document_knows_is_read_too() -> None:
    assert [found.region for *_, found in Gazetteer(None, [place("西安未来新城")]).find("未来新城的补贴")] == ["西安未来新城"]
    assert Gazetteer().find("未来新城的补贴") == []


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("济南市历下区人民政府办公室", "济南历下区"),
        ("成都住房公积金提取管理办法", "成都"),
        ("关于十堰市质押贴息的办法", "十堰"),
        ("国家税务总局湖北省税务局", "湖北"),
        ("民政部关于开展工作的通知", "全国"),
        ("财政部 税务总局公告", "全国"),
        ("中华人民共和国专利法", "全国"),
        ("鼓楼区养老办法", None),  # one of four
        ("市场监督管理办法", None),
        ("朝阳产业发展办法", None),
        ("", None),
    ],
)
def test_the_place_that_a_title_or_an_organ_begins_with(text: str, region: str | None) -> None:
    found = place_at_start(text)
    assert (found.region if found else None) == region


def test_the_organ_tells_which_place_a_title_means() -> None:
    assert place_of(Document("a", "鼓楼区养老办法", issuer="福州市鼓楼区民政局")) == place("福州鼓楼区")
    assert place_of(Document("a", "养老办法", issuer="福州市民政局")) == place("福州")
    assert place_of(Document("a", "福州市养老办法", region="厦门")) == place("厦门")
    assert place_of(Document("a", "养老办法")) is None
    assert without_place("广州南沙新区促进办法") == "促进办法" and without_place("养老办法") == "养老办法"


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("白银市市场管理办法", "市场管理办法"),
        ("白银市场管理办法", "白银市场管理办法"),  # of silver
        ("湖北省级专项资金办法", "省级专项资金办法"),
        ("武昌区域规划", "区域规划"),
    ],
)
def test_what_ends_a_name_may_begin_another_word(title: str, rest: str) -> None:
    assert without_place(title) == rest


def test_a_text_is_of_the_place_that_it_names_often_and_no_other_beside_it() -> None:
    text = "住在成都市的人，由成都市金牛区受理，报成都市民政局，省里按四川省的规定。"
    found = place_of_text(text)
    assert found == (place("成都"), (2, 5))
    assert place_of_text(text + "参照重庆市。") is None
    assert place_of_text("由成都市受理。") is None  # once


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恩施土家族苗族自治州", "恩施"),
        ("内蒙古自治区", "内蒙古"),
        ("西藏自治区", "西藏"),
        ("六盘水市", "六盘水"),
        ("长白朝鲜族自治县", "长白"),
        ("大兴安岭地区", "大兴安岭"),
        ("沛县", "沛县"),
    ],
)
def test_names_without_their_kind(name: str, short: str) -> None:
    assert short_of(name) == short


def test_the_table_is_written_from_the_three_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    dist = tmp_path_factory.mktemp("dist")
    (dist / "provinces.json").write_text('[{"code": "42", "name": "湖北省"}]', encoding="utf-8")
    (dist / "cities.json").write_text(
        '[{"code": "4206", "name": "襄阳市"}, {"code": "4290", "name": "省直辖县级行政区划"}]', encoding="utf-8"
    )
    (dist / "areas.json").write_text('[{"code": "420602", "name": "襄城区"}]', encoding="utf-8")
    rows = list(rows_of(dist))
    assert rows[:3] == [("42", "湖北省"), ("4206", "襄阳市"), ("420602", "襄城区")]
    assert ("81", "香港特别行政区") in rows and len(rows) == 6
