"""What documents are called: numbers however they are written, places, and names that are like one that is not held."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from assistant.question.document_facts import DocumentAsked
from assistant.question.understand import Reader, Understood
from assistant.question.versions import VersionAsked
from assistant.retrieval.called import MOST_NEAR, DocumentNames, at_places, is_at, plain_name
from assistant.retrieval.scope import Scope, Scoper
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
    ("subject", "in_marks", "documents"),
    [
        ("山东半岛城市群发展规划", True, [2]),
        ("山东半岛城市发展规划", True, [2]),
        ("山东半岛民营城市群发展规划", True, []),  # 11 of 13 characters stand in it
        ("山东半岛民营城市群发展规划", False, [2]),
    ],
)
def test_of_a_title_in_marks_all_must_stand_in_the_name(subject: str, in_marks: bool, documents: list[int]) -> None:
    asked = DocumentAsked(subject=(subject,), beside=(subject,), official=(subject,), like_a_name=True, in_marks=in_marks)
    assert NAMES.by_name(asked, Reader().read("发展规划")) == documents


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
        (NATION, ("全国",), True),
        (CITY, ("全国",), False),  # nor does the country
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


OLD = Document("rules_2010", "某省旅游条例", published="2010-05-01", superseded_by="rules_2023")
NEW = Document("rules_2023", "某省旅游条例", published="2023-05-01")
LIKE = Document("how", "某省旅游条例实施办法", issuer="某某文化局", published="2011-05-01")
BOATS = Document("boats", "青岛市游船办法", region="山东青岛", province="山东")
HELD = (OLD, NEW, LIKE, BOATS)
HELD_NAMES = DocumentNames(Scoper(HELD, "", "boats"))
QINGDAO, JINAN = place_of_region("青岛"), place_of_region("济南")


def reading(version: VersionAsked | None = None) -> Understood:
    understood = Reader().read("文号是多少")
    return replace(understood, pointing=replace(understood.pointing, version=version or VersionAsked()))


def named(*documents: int) -> Scope:
    return Scope(np.ones(len(HELD), np.float32), documents)


def test_a_document_is_called_by_its_title_issuer_place_and_kind() -> None:
    documents = [Document("a", "甲办法", "某某局", region="山东青岛", province="山东", kind="规章"), Document("b", "乙办法")]
    assert DocumentNames(Scoper(documents)).names.names == ("甲办法某某局山东青岛山东规章", "乙办法")


def words(*subject: str, **asked: Any) -> DocumentAsked:
    """Return what a question asks of the document that these words name, which are official and known to name none."""
    return replace(DocumentAsked(subject=subject, beside=subject, official=subject), **asked)


@pytest.mark.parametrize(
    ("asked", "scope", "meant"),
    [
        (DocumentAsked(), named(2, 1), [2]),  # of several that are named the first
        (DocumentAsked(), named(), [3]),  # that of home
        (DocumentAsked(number="某发〔2020〕1号"), named(1), []),  # the number counts alone
        # words that fit one that is named
        (words("游船办法"), named(1, 3), [3]),
        (words("游船办法人"), named(3), [3]),  # four in five characters
        (words("游船办人"), named(3), []),  # three in four
        (words("摩托艇", official=("游船办法",)), named(3), [3]),
        (words("游船办法", official=("摩托艇",)), named(3), [3]),
        (words("摩托艇", beside=()), named(3), [3]),  # a wording that is known to name it
        (words("摩托艇", "滑雪", beside=("滑雪",), official=("游船办法",)), named(3), []),
        (words("滑雪", "摩托艇", beside=("摩托艇",), official=("游船办法",)), named(3), []),
        (words("游船办法", places=(JINAN,)), named(3), []),
        # else one whose title they are, where they are like a name
        (words("游船办法"), named(1), []),
        (words("游船办法", like_a_name=True), named(1), [3]),
        # else one that is about them at a place
        (words("游船政策"), named(), []),
        (words("游船政策", places=(QINGDAO,)), named(), [3]),
        (words("滑雪政策", places=(QINGDAO,)), named(), []),
    ],
)
def test_which_documents_are_meant(asked: DocumentAsked, scope: Scope, meant: list[int]) -> None:
    assert HELD_NAMES.meant(asked, reading(), scope) == meant


@pytest.mark.parametrize(
    ("said", "version", "found"),
    [
        ("旅游条例", VersionAsked(), [1]),
        ("旅游条例", VersionAsked(new=True), [1]),
        ("旅游条例", VersionAsked(old=True), [0, 1]),
        ("旅游条例", VersionAsked(years=frozenset({2010})), [0]),
        ("旅游条例", VersionAsked(years=frozenset({2010, 2023})), [0, 1]),
        ("旅游条例", VersionAsked(years=frozenset({2010, 2023}), new=True), [1]),
        ("旅游条例", VersionAsked(years=frozenset({1999})), [0, 1]),  # of that year there is none
        ("旅游条例", VersionAsked(years=frozenset({2010}), new=True), [0]),  # none of them is new
        ("旅游条例实施办法", VersionAsked(), [2]),
        ("某某文化局", VersionAsked(), []),  # stands in the name, and in no title
        ("滑雪条例", VersionAsked(), []),
    ],
)
def test_by_name_the_title_that_stands_most_fully_in_the_words_is_meant(
    said: str, version: VersionAsked, found: list[int]
) -> None:
    assert HELD_NAMES.by_name(words(said), reading(version)) == found
    assert HELD_NAMES.by_name(words("滑雪", official=(said,)), reading(version)) == found


def test_one_that_was_replaced_is_named_where_the_one_that_replaced_it_is_not_held() -> None:
    assert DocumentNames(Scoper([OLD])).by_name(words("旅游条例"), reading()) == [0]
    assert DocumentNames(Scoper([OLD])).by_name(words("旅游条例"), reading(VersionAsked(new=True))) == [0]


def test_a_place_that_is_named_is_that_of_the_document() -> None:
    assert QINGDAO is not None and JINAN is not None
    asked = words("游船办法")
    assert HELD_NAMES.by_name(replace(asked, places=(QINGDAO,)), reading()) == [3]
    assert HELD_NAMES.by_name(replace(asked, places=(JINAN,)), reading()) == []


@pytest.mark.parametrize(
    ("asked", "old", "found"),
    [
        (words("游船政策"), False, [3]),
        (words("游船政策"), True, []),  # it was not replaced
        (words("旅游政策"), False, []),  # two are about that
        (words("旅游政策"), True, [0]),
        (words("旅游"), True, [0]),  # the old one is asked for by any words
        (words("游船"), False, []),
        (words("游船滑雪政策"), False, []),  # all of the matter must stand in the name
        (words("游船政策", of_law=True), False, []),
        (words("游船政策", in_marks=True), False, []),
        (words("游船政策", places=(QINGDAO,)), False, [3]),
        (words("游船政策", places=(JINAN,)), False, []),
        (DocumentAsked(), False, []),
    ],
)
def test_by_its_matter_one_document_alone_is_meant(asked: DocumentAsked, old: bool, found: list[int]) -> None:
    assert HELD_NAMES.by_matter(asked, old=old) == found


def test_what_is_missing_is_called_by_its_number_its_title_or_all_of_its_words() -> None:
    missing = [HELD_NAMES.missing(words("滑雪", "条例", number=number)).missing for number in ("", "某发〔2020〕1号")]
    assert missing == ["滑雪 条例", "某发〔2020〕1号"]
    assert HELD_NAMES.missing(words("滑雪条例", "出台过", in_marks=True)).missing == "滑雪条例"
