"""Which documents are held: the newest, those of an issuer, a kind, a year, a standing; and what is told of each."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.question.document_facts import DocumentAsked, Listing
from assistant.question.understand import Reader
from assistant.records import Respect
from assistant.retrieval.documents import DocumentFinder
from assistant.retrieval.listed import MOST_TOLD
from assistant.retrieval.register import Register
from assistant.retrieval.scope import Scoper
from corpus.parser import parse
from corpus.places import place_of_region
from corpus.records import Document

ALL = Listing(on_shelf=True, named=False)
DOCUMENTS = (
    Document("a", "甲办法", "青岛市人民政府", published="2020-03-01", valid_from="2024-01-01", kind="政府规章"),
    Document("b", "乙条例（2023年修正）", "国家市场监督管理总局", published="2023-01-05", valid_from="2023-02-01"),
    Document("c", "丙条例", "青岛市人民政府办公室", valid_from="2019-05-01", valid_to="2021-12-31", superseded_by="b"),
    Document("d", "丁通知", published="2023-01-05", kind="地方性法规（较大的市）"),
)


def listed(
    listing: Listing, documents: Sequence[Document] = DOCUMENTS, asked: DocumentAsked | None = None, day: str = "2024-06-01"
) -> Register | None:
    scoper, understood = Scoper(documents), Reader().read("有哪些")
    parsed = {document.id: parse(document, f"{document.title}\n第一条 制定本文件。\n") for document in documents}
    lists = DocumentFinder(scoper, parsed.__getitem__).lists
    return lists.listed(asked or DocumentAsked(), listing, understood, scoper.scope(understood.pointing), day)


def ids(register: Register | None) -> str | None:
    return None if register is None or register.listed is None else "".join(DOCUMENTS[number].id for number in register.listed)


@pytest.mark.parametrize(
    ("pick", "since", "found"),
    [
        ("", False, "abcd"),
        ("newest", False, "bd"),  # published on the same day
        ("oldest", False, "a"),  # of c it is not known when it was published
        ("newest", True, "a"),  # in force since
        ("oldest", True, "c"),
    ],
)
def test_the_newest_or_the_oldest_is_so_by_the_date_that_is_asked_about(pick: str, since: bool, found: str) -> None:
    assert ids(listed(replace(ALL, pick=pick, since=since))) == found


def test_where_no_date_is_known_none_is_the_newest() -> None:
    undated = [replace(document, published=None) for document in DOCUMENTS]
    assert ids(listed(replace(ALL, pick="newest"), undated)) == "abcd"


@pytest.mark.parametrize(
    ("issuer", "found"),
    [
        ("青岛市人民政府", "a"),  # just this one, not its office
        ("市人民政府", "ac"),
        ("市场监管总局", None),  # a short name begins as the whole one
        ("国家市监总局", "b"),
        ("国家管局", "b"),  # four characters
        ("国家局", None),  # three
        ("国家总局长", None),
        ("济南市人民政府", None),
    ],
)
def test_an_issuer_may_be_named_in_part_or_in_short(issuer: str, found: str | None) -> None:
    assert ids(listed(Listing(on_shelf=False, named=False, issuer=issuer))) == found


@pytest.mark.parametrize(
    ("kind", "found"), [("条例", "bc"), ("规章", "a"), ("地方性法规", "d"), ("办法", "a"), ("市", ""), ("修正", "")]
)
def test_a_kind_stands_in_the_register_or_ends_the_title_without_what_is_in_brackets(kind: str, found: str) -> None:
    assert ids(listed(replace(ALL, kinds=(kind,)))) == found


@pytest.mark.parametrize(
    ("years", "since", "found"),
    [({2020}, False, "a"), ({2023}, False, "bd"), ({2019}, False, ""), ({2019, 2024}, True, "ac"), ({2020}, True, "")],
)
def test_a_year_is_that_of_publication_or_of_coming_into_force(years: set[int], since: bool, found: str) -> None:
    assert ids(listed(replace(ALL, years=frozenset(years), since=since))) == found


@pytest.mark.parametrize(
    ("standing", "day", "found"),
    [
        ("ended", "2024-06-01", "c"),
        ("ended", "2021-06-01", ""),
        ("in_force", "2024-06-01", "abd"),
        ("in_force", "2021-06-01", "c"),  # d is not in force before it was published
        ("superseded", "2021-06-01", "c"),
    ],
)
def test_a_standing_is_judged_for_the_day_and_told_of_each(standing: str, day: str, found: str) -> None:
    register = listed(replace(ALL, standing=standing), day=day)
    assert register is not None
    assert ids(register) == found
    assert len(register.standings) == len(found)


def test_where_no_standing_is_asked_none_is_told() -> None:
    register = listed(ALL)
    assert register is not None
    assert register.standings == ()


@pytest.mark.parametrize(
    ("respect", "size", "told"), [(Respect.PUBLISHED, 6, 6), (Respect.PUBLISHED, 7, 0), (Respect.ISSUER, 6, 0)]
)
def test_dates_are_told_of_each_document_of_a_short_list(respect: Respect, size: int, told: int) -> None:
    assert MOST_TOLD == 6
    documents = [Document(str(number), f"第{number}号办法", published="2020") for number in range(size)]
    register = listed(ALL, documents, DocumentAsked((respect,)))
    assert register is not None
    assert (len(register.facts), len(register.listed or ())) == (told, size)


def test_of_a_list_that_nothing_fits_it_is_said_only_where_documents_can_be_meant() -> None:
    wuhan = place_of_region("武汉")
    assert wuhan is not None
    plain = Listing(on_shelf=False, named=False, kinds=("细则",))
    assert listed(plain) is None  # 有哪些细则 may ask what a document provides
    assert listed(replace(plain, on_shelf=True)) == Register(listed=())
    for restricted in (
        replace(plain, places=(wuhan,)),
        replace(plain, years=frozenset({1999})),
        replace(plain, standing="ended"),
    ):
        assert listed(restricted) == Register(listed=())
    assert listed(replace(plain, years=frozenset({1999}), issuer="某局")) is None


def test_words_that_stand_in_no_name_are_told_where_anything_else_is_asked() -> None:
    words = replace(ALL, words=("养犬",))
    assert listed(words) == Register(listed=())
    assert listed(replace(words, on_shelf=False)) is None
    register = listed(replace(words, years=frozenset({2020})))
    assert register is not None
    assert (ids(register), register.uncalled) == ("a", "养犬")
    assert listed(replace(words, years=frozenset({1999}))) == Register(listed=())


NUMBERED = [replace(document, doc_no=f"某发〔2020〕{n}号") for n, document in enumerate(DOCUMENTS)]


@pytest.mark.parametrize(
    ("listing", "asked", "found", "held"),
    [
        (replace(ALL, named=True), DocumentAsked(subject=("甲办法",), official=("甲办法",), like_a_name=True), "a", True),
        (replace(ALL, named=True), DocumentAsked(number="某发〔2020〕3号"), "d", True),
        (replace(ALL, named=True), DocumentAsked(subject=("甲办法",), official=("甲办法",)), "abcd", False),  # not like a name
        (ALL, DocumentAsked(subject=("甲办法",), official=("甲办法",), like_a_name=True), "abcd", False),
        (ALL, DocumentAsked(number="某发〔2020〕3号"), "d", False),
        (replace(ALL, words=("办法",)), DocumentAsked(number="某发〔2020〕3号"), "", False),  # its name holds no such word
        (replace(ALL, kinds=("办法",)), DocumentAsked(number="某发〔2020〕3号"), "", False),
        (replace(ALL, words=("通知",)), DocumentAsked(number="某发〔2020〕3号"), "d", False),
    ],
)
def test_whether_one_is_held_is_asked_of_a_name_or_a_number(
    listing: Listing, asked: DocumentAsked, found: str, held: bool
) -> None:
    register = listed(listing, NUMBERED, asked)
    assert register is not None
    assert (ids(register), register.held) == (found, held)
    assert register.documents == (register.listed if held else ())


def test_one_that_is_asked_for_by_name_and_is_not_held_is_missing() -> None:
    asked = DocumentAsked(subject=("滑雪条例",), official=("滑雪条例",), like_a_name=True)
    missing = listed(replace(ALL, named=True), asked=asked)
    assert missing is not None
    assert (missing.missing, missing.listed, missing.held) == ("滑雪条例", None, False)


def test_a_number_that_fits_no_words_leaves_an_empty_list() -> None:
    of_2020 = replace(ALL, words=("养犬",), years=frozenset({2020}))
    assert listed(of_2020, NUMBERED, DocumentAsked(number="某发〔2020〕0号")) == Register(listed=())
    register = listed(of_2020, NUMBERED)
    assert register is not None and register.uncalled == "养犬"


def test_of_several_words_that_stand_in_no_name_all_are_told_and_what_is_left_is_picked_from() -> None:
    listing = replace(ALL, words=("养犬", "登记"), years=frozenset({2020, 2023}), pick="oldest")
    register = listed(listing)
    assert register is not None
    assert (ids(register), register.uncalled) == ("a", "养犬 登记")


@pytest.mark.parametrize("title", ["戊条例(试行)", "戊条例（试行）", "戊条例（试行）（2020年修正）", "戊条例(试行)(修正)"])
def test_what_stands_in_brackets_is_no_kind(title: str) -> None:
    register = listed(replace(ALL, kinds=("条例",)), [Document("e", title)])
    assert register is not None and register.listed == (0,)
    assert listed(replace(ALL, kinds=("试行",)), [Document("e", title)]) == Register(listed=())


def test_of_each_it_is_told_how_it_stands_and_not_whom_to_ask() -> None:
    register = listed(replace(ALL, standing="superseded"))
    assert register is not None
    (told,) = register.standings
    assert "替代" in told and "，" not in told
    assert register.day == "2024-06-01"
