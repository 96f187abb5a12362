"""What documents are called: numbers however they are written, places, and names that are like one that is not held."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.question.document_facts import DocumentAsked
from assistant.question.understand import Reader
from assistant.retrieval.called import MOST_NEAR, DocumentNames, at_places, is_at, plain_name
from assistant.retrieval.scope import Scoper
from corpus.places import place_of_region
from corpus.records import Document

PROVINCE = Document("province", "山东省旅游条例", doc_no="鲁发〔2023〕4号", region="山东", province="山东")
CITY = Document("city", "青岛市游船办法", doc_no="国务院令第722号", region="山东青岛", province="山东")
NATION = Document("nation", "山东半岛城市群发展规划", doc_no="/", region="全国")
NAMES = DocumentNames(Scoper([PROVINCE, CITY, NATION]))


@pytest.mark.parametrize(
    ("number", "documents"),
    [
        ("鲁发〔2023〕4号", [0]),
        ("鲁发[2023]4号", [0]),
        ("鲁发【2023】4号", [0]),
        ("鲁发（2023）4号", [0]),
        ("鲁发2023年4号", [0]),
        ("鲁发 2023 4号", [0]),
        ("鲁发〔2023〕4", [0]),
        ("国务院令第722号", [1]),
        ("国务院令722号", [1]),
        ("国务院令第72号", []),
        ("鲁发〔2023〕44号", []),
        ("鲁发〔2024〕4号", []),
        ("/", []),  # what stands for none is no number
    ],
)
def test_a_number_is_the_same_however_it_is_written(number: str, documents: list[int]) -> None:
    assert NAMES.numbered(number) == documents


@pytest.mark.parametrize(
    ("document", "places", "is_there"),
    [
        (PROVINCE, (), True),
        (PROVINCE, ("山东",), True),
        (PROVINCE, ("青岛",), False),
        (CITY, ("青岛",), True),
        (CITY, ("山东", "青岛"), True),
        (CITY, ("山东",), False),  # a province never stands for its city
        (CITY, ("青岛", "济南"), False),
        (NATION, ("山东",), True),  # it has it in its title
        (NATION, ("青岛",), False),
    ],
)
def test_a_document_is_of_the_places_that_are_named(document: Document, places: Sequence[str], is_there: bool) -> None:
    named = [place for name in places if (place := place_of_region(name)) is not None]
    assert len(named) == len(places)
    assert at_places(document, named) is is_there


def test_a_document_of_a_city_is_of_its_province_where_all_that_lies_there_is_wanted() -> None:
    shandong = place_of_region("山东")
    assert shandong is not None
    assert [is_at(document, shandong) for document in (PROVINCE, CITY, NATION, Document("none", "游船办法"))] == [
        True, True, True, False,
    ]  # fmt: skip


def test_the_only_document_is_meant_where_none_is_named_and_of_two_that_of_home() -> None:
    understood = Reader().read("文号是多少")
    assert DocumentNames(Scoper([CITY])).spoken_of(understood) == [0]
    assert DocumentNames(Scoper([PROVINCE, CITY])).spoken_of(understood) == []
    assert DocumentNames(Scoper([PROVINCE, CITY], "", "city")).spoken_of(understood) == [1]
    assert DocumentNames(Scoper([])).spoken_of(understood) == []
    assert DocumentNames(Scoper([CITY])).spoken_of(replace(understood, context="游船补贴给多少")) == []  # the talk is of another


def test_of_like_names_the_nearest_three_are_told_the_most_alike_first() -> None:
    titles = ("某某游船管理", "某某游船管理办法", "某某游船管理办", "某某游船", "某某游船管理条", "某某游泳")
    names = DocumentNames(Scoper([Document(str(number), title) for number, title in enumerate(titles)]))
    missing = names.missing(DocumentAsked(subject=("某某游船管理办法",)))
    assert MOST_NEAR == 3
    assert (missing.missing, missing.nearest) == ("某某游船管理办法", (1, 2, 0))  # 8, 7 and 6 of 8 characters; 4 are too few
    assert names.missing(DocumentAsked(subject=("滑雪条例",))).nearest == ()
    assert names.missing(DocumentAsked(number="某发〔2020〕1号")).nearest == ()


def test_documents_of_other_places_are_near_only_to_a_title_in_marks() -> None:
    jinan = place_of_region("济南")
    assert jinan is not None
    asked = DocumentAsked(subject=("济南市游船办法",), places=(jinan,))
    names = DocumentNames(Scoper([Document("other", "济南市游船办法", region="山东青岛", province="山东"), CITY]))
    assert names.missing(asked).nearest == (0,)  # the place stands in its title
    other = DocumentNames(Scoper([CITY]))
    assert other.missing(replace(asked, subject=("市游船办法",))).nearest == ()
    assert other.missing(replace(asked, subject=("市游船办法",), in_marks=True)).nearest == (0,)


def test_names_are_compared_without_punctuation() -> None:
    assert plain_name("《关于“双随机、一公开”的意见（试行）》") == "关于双随机一公开的意见试行"
