"""Names of documents without 《》 that nothing held bears."""

import pytest

from assistant.question.titles import Pointer
from assistant.question.unheld import MOST_NAMES, UnheldNames
from corpus.places import COUNTRY, place_of_region
from corpus.records import Document

DOCUMENTS = (
    Document("plan", "襄阳市知识产权“十四五”规划", region="襄阳", province="湖北", kind="规划"),
    Document("law", "中华人民共和国专利法", region="全国"),
    Document("rules", "中华人民共和国专利法实施细则", region="全国"),
    Document("shandong", "山东省专利条例", region="山东", province="山东"),
    Document("beijing", "北京市专利保护和促进条例", region="北京", province="北京"),
    Document("cards", "北京市融资租赁资金补贴", region="北京", province="北京"),
)
POINTER = Pointer(DOCUMENTS, "襄阳", "plan")


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("消防法对占用通道怎么罚", "消防法"),
        ("专利法对假冒怎么罚", ""),
        ("专利法和消防法怎么规定", ""),  # one of them is held
        ("消防法庭在哪", ""),  # part of another word
        ("湖北省专利条例怎么奖励", "湖北省专利条例"),  # of another place than the one held
        ("山东省专利条例怎么奖励", ""),
        ("济南专利条例怎么奖励", ""),  # the rule of the province may be meant
        ("北京专利条例怎么奖励", ""),  # called by half of its title
        ("北京市旅游条例怎么奖励", "北京市旅游条例"),
        ("山东和北京的条例怎么奖励", ""),  # names none by its matter
        ("北京当地的条例怎么奖励", ""),
        ("山东、北京两市条例怎么奖励", ""),
        ("襄阳市养老服务规划建多少床位", "养老服务规划"),
        ("襄阳市“十四五”综合交通规划修几条路", "综合交通规划"),
        ("襄阳的规划提了什么", ""),
        ("交通规划局在哪", ""),
    ],
)
def test_what_no_document_is_called_is_missing(question: str, missing: str) -> None:
    pointing = POINTER.read(question)
    assert pointing.missing_title == missing
    assert not missing or pointing.documents == ()


@pytest.mark.parametrize(
    ("named", "missing"), [([], True), ([0], False), ([1], True), ([2], False), ([3], False), ([1, 3], False)]
)
def test_a_rule_of_a_place_is_not_missing_where_a_named_document_may_be_it(named: list[int], missing: bool) -> None:
    places = [None, place_of_region("北京"), COUNTRY, place_of_region("济南")]  # unknown, elsewhere, everywhere, within
    held = [(f"某{title}办法", place) for title, place in zip(("养老", "旅游", "专利", "商标"), places, strict=True)]
    shandong = place_of_region("山东")
    assert shandong is not None
    found = UnheldNames(held).first("山东省旅游条例怎么奖励", [shandong], named)
    assert found == ("山东省旅游条例" if missing else "")


def test_a_plan_is_held_where_a_title_names_its_sector() -> None:
    held = UnheldNames([("某市综合交通运输“十四五”规划", None)])
    assert held.first("综合交通发展规划修几条路", [], []) == ""
    assert held.first("养老服务规划建多少床位", [], []) == "养老服务规划"


SHANDONG = place_of_region("山东")


@pytest.mark.parametrize(
    ("title", "region", "matter", "held"),
    [
        ("某地养老办法", "山东", "养老院", True),  # one of the two pairs of characters
        ("某地养老办法", "山东", "养老服务", False),  # one of three
        ("某地养老服装办法", "山东", "养老服务", True),  # two of three
        ("某地养老服务办法", "济南", "养老服务", True),  # within the place
        ("某地养老服务办法", "北京", "养老服务", False),
        ("某地养老服务办法", "全国", "养老服务", False),  # the whole country's is no rule of the place
        ("某地养老服务办法", "", "养老服务", False),
    ],
)
def test_a_rule_is_held_where_a_title_of_the_place_has_half_of_its_matter(
    title: str, region: str, matter: str, held: bool
) -> None:
    assert SHANDONG is not None
    names = UnheldNames([(title, place_of_region(region))])
    assert names.first(f"山东省{matter}条例怎么写", [SHANDONG], []) == ("" if held else f"山东省{matter}条例")


def test_a_rule_comes_before_a_plan_and_a_plan_before_a_law() -> None:
    assert SHANDONG is not None
    names = UnheldNames([])
    everything = "消防法和养老服务规划和山东省旅游条例"
    assert names.first(everything, [SHANDONG], []) == "山东省旅游条例"
    assert names.first(everything, [], []) == "养老服务规划"
    assert names.first("消防法怎么写", [], []) == "消防法"


def test_beside_a_document_that_is_named_no_law_is_missed_but_a_plan_is() -> None:
    names = UnheldNames([("某规定", None)])
    assert names.first("消防法怎么写", [], [0]) == ""
    assert names.first("消防法和养老服务规划", [], [0]) == "养老服务规划"


def test_names_beyond_the_limit_are_not_missed() -> None:
    names = UnheldNames([("专利法", None)])
    assert names.first("专利法、" * (MOST_NAMES - 1) + "消防法", [], []) == "消防法"
    assert names.first("专利法、" * MOST_NAMES + "消防法", [], []) == ""
