"""What a deed is punished with, where the text names the rule by its number alone."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.sanctions import PUNISHED, Sanctions
from assistant.retrieval.scope import Scope
from corpus.records import Document

LAW = """某市公园管理条例
第一条 公园应当整洁。
第二条 在公园内禁止下列行为：
（一）擅自宿营、烧烤；
（二）采摘花果。
第三条 公园应当按时开放。
公园可以收费。
第四条 擅自张贴广告的，处五百元罚款。
第五条 违反第二条第（一）项规定的，处以二十元罚款；再次违反的，处以一百元罚款。
第六条 违反本条例第二条第（二）项规定的，责令改正。
第七条 违反本条例第三条第二款规定的，给予警告。
第八条 违反本条例第三条第五款、第九十条规定的，处一万元罚款。
第九条 游船不得超员。
游船应当备救生衣。
违反本条第二款规定的，处二千元罚款。
第十条 展品进园应当事先审查。
对违反本条第一款规定进园的展品，不予展出。
"""
LAKE = """某市湖区管理条例
第一条 有下列行为之一的，责令改正，处六百元罚款：
（一）擅自放养家禽；
（二）损毁座椅。
第二条 在湖区游玩，禁止下列行为：
（一）下湖游泳；
（二）投喂水鸟。
第三条 违反本条例第二条规定的，按照下列规定处罚：
（一）还违反本条例第二十条规定的，处六十元罚款；
（二）违反第一项规定的，处七十元罚款；
（三）违反第二项规定的，处八十元罚款。
第四条 禁止把风筝系在树上过夜。
第五条 违反本条例规定，把风筝系在树上过夜的，处九十元罚款。
"""
GRILL = "擅自宿营烧烤要罚多少钱"


@pytest.fixture(scope="module")
def park(make_retriever: Callable[..., Retriever]) -> Retriever:
    return make_retriever([(Document("park", "某市公园管理条例"), LAW)], home=("襄阳", "park"))


def marked(park: Retriever, question: str, beside: tuple[Any, ...] = ()) -> list[str]:
    """Return the texts of the hits of a question that are marked as what a deed is punished with, and its rule."""
    reader = Reader(point=Pointer(park.scoper.documents, "襄阳", "park").read)
    (understood,) = reader.readings(question, ())
    scope: Scope = park.scoper.scope(understood.pointing)
    hits, _ = park.retrieve(understood, scope)
    found = Sanctions(park, reader).first(understood, scope, hits, beside)
    assert len({hit.sentence for hit in found}) == len(found) >= len(hits)
    shown = [hit for hit in found if PUNISHED in hit.signals]
    assert found[: len(shown)] == shown
    return [hit.text for hit in shown]


@pytest.fixture
def first(park: Retriever) -> Callable[..., list[str]]:
    return partial(marked, park)


@pytest.fixture(scope="module")
def lake(make_retriever: Callable[..., Retriever]) -> Callable[..., list[str]]:
    return partial(marked, make_retriever([(Document("park", "某市湖区管理条例"), LAKE)], home=("襄阳", "park")))


def test_the_rule_is_found_by_its_words_and_the_sanction_by_the_number_of_the_rule(first: Callable[..., list[str]]) -> None:
    assert first(GRILL) == [
        "违反第二条第（一）项规定的，处以二十元罚款；",
        "再次违反的，处以一百元罚款。",
        "（一）擅自宿营、烧烤；",
    ]
    assert first("随便采摘花果的怎么处罚") == ["违反本条例第二条第（二）项规定的，责令改正。", "（二）采摘花果。"]
    assert first("公园可以收费，多收怎么罚") == ["违反本条例第三条第二款规定的，给予警告。", "公园可以收费。"]


HARBOUR = """某市港口条例
第一条 不得擅自拆除航标。
第二条 违反本条例第一条规定，给他人造成损失的，赔偿金额不超过三万元。
第三条 违反本条例第一条规定的，处二千元罚款。
第四条 港口应当通宵照明。
第五条 违反本条例第四条规定的，给予三百元赔偿。
"""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("擅自拆除航标罚多少钱", ["违反本条例第一条规定的，处二千元罚款。", "不得擅自拆除航标。"]),
        (
            "擅自拆除航标有什么后果",
            [
                "违反本条例第一条规定，给他人造成损失的，赔偿金额不超过三万元。",
                "违反本条例第一条规定的，处二千元罚款。",
                "不得擅自拆除航标。",
            ],
        ),
        ("港口没有通宵照明罚多少钱", ["违反本条例第四条规定的，给予三百元赔偿。", "港口应当通宵照明。"]),
    ],
    ids=["a fine", "whatever follows", "nothing else follows"],
)
def test_what_a_court_awards_is_no_fine(make_retriever: Callable[..., Retriever], question: str, shown: list[str]) -> None:
    harbour = make_retriever([(Document("park", "某市港口条例"), HARBOUR)], home=("襄阳", "park"))
    assert marked(harbour, question) == shown


def test_what_a_court_awards_stands_behind_what_an_authority_does(
    make_retriever: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour = make_retriever([(Document("park", "某市港口条例"), HARBOUR)], home=("襄阳", "park"))
    reader = Reader(point=Pointer(harbour.scoper.documents, "襄阳", "park").read)
    (understood,) = reader.readings("航标罚多少钱", ())
    scope = harbour.scoper.scope(understood.pointing)
    hits, _ = harbour.retrieve(understood, scope)
    of = {hit.text[-6:]: hit for hit in hits}
    award, fine = replace(of["不超过三万元。"[-6:]], score=0.9), replace(of["处二千元罚款。"[-6:]], score=0.8)
    monkeypatch.setattr(Sanctions, "_found_for", lambda *_: [])
    found = Sanctions(harbour, reader).first(understood, scope, [award, fine], ())
    assert [(hit.text, hit.score) for hit in found] == [(fine.text, 0.8), (award.text, 0.8)]
    assert Sanctions(harbour, reader).first(understood, scope, [award], ()) == [award]


def test_an_item_is_shown_under_the_lead_that_says_what_follows_from_it(lake: Callable[..., list[str]]) -> None:
    assert lake("在湖区擅自放养家禽罚多少钱") == ["有下列行为之一的，责令改正，处六百元罚款：", "（一）擅自放养家禽；"]


def test_an_item_of_a_sanction_is_on_the_item_of_the_place_that_its_lead_names(lake: Callable[..., list[str]]) -> None:
    assert lake("在湖区投喂水鸟要罚多少钱") == [
        "违反本条例第二条规定的，按照下列规定处罚：",
        "（三）违反第二项规定的，处八十元罚款。",
        "（二）投喂水鸟。",
    ]


def test_what_follows_from_a_deed_goes_before_the_rule_that_is_about_as_near(
    make_retriever: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = make_retriever([(Document("park", "某市湖区管理条例"), LAKE)], home=("襄阳", "park"))
    reader = Reader(point=Pointer(lake.scoper.documents, "襄阳", "park").read)
    (understood,) = reader.readings("把风筝系在树上过夜罚多少钱", ())
    scope = lake.scoper.scope(understood.pointing)
    hits, query = lake.retrieve(understood, scope)
    of = {hit.text: hit for hit in hits}
    rule, sanction = of["禁止把风筝系在树上过夜。"], of["违反本条例规定，把风筝系在树上过夜的，处九十元罚款。"]
    for score, shown in ((0.4, [sanction.text, rule.text]), (0.1, [])):  # odds of -0.4 and -2.2, those of the rule are 0
        found = [replace(rule, score=0.5), replace(sanction, score=score)]
        monkeypatch.setattr(lake, "retrieve", lambda *_, found=found: (found, query))
        told = Sanctions(lake, reader).first(understood, scope, found, ())
        assert [hit.text for hit in told if PUNISHED in hit.signals] == shown


@pytest.mark.parametrize(
    "question",
    ["在公园里可以烧烤吗", "擅自张贴广告罚多少钱", "公园不整洁罚多少钱", "要罚多少钱", "在公园里烧烤要负什么责任"],
    ids=[
        "no penalty is asked for",
        "the sanction says the deed itself",
        "no sanction is on that rule",
        "no deed is named",
        "more than a penalty may follow",
    ],
)
def test_else_the_hits_stay_as_they_are(first: Callable[..., list[str]], question: str) -> None:
    assert first(question) == []


def test_a_sanction_that_reads_as_the_answer_is_shown_with_the_rule_that_it_names(park: Retriever) -> None:
    reader = Reader(point=Pointer(park.scoper.documents, "襄阳", "park").read)
    (understood,) = reader.readings("公园不整洁罚多少钱", ())
    scope = park.scoper.scope(understood.pointing)
    hits, _ = park.retrieve(understood, scope)
    bare = next(hit for hit in hits if hit.text.startswith("违反本条例第三条第二款"))
    for states, shown in ((0.9, ["违反本条例第三条第二款规定的，给予警告。", "公园可以收费。"]), (0.1, [])):
        read = replace(bare, signals=bare.signals | {"states": states})
        found = Sanctions(park, reader).first(understood, scope, [read, *(hit for hit in hits if hit is not bare)], ())
        assert [hit.text for hit in found if PUNISHED in hit.signals] == shown


@pytest.mark.parametrize("asked_on", ["违反了要罚多少", "还是不改的会罚多少钱"])
def test_what_only_asks_on_for_the_penalty_is_on_the_deed_before_it(park: Retriever, asked_on: str) -> None:
    reader = Reader(point=Pointer(park.scoper.documents, "襄阳", "park").read)
    question = f"公园里能不能采摘花果？{asked_on}？"
    *_, (part, ways) = reader.parts(question, (), reader.readings(question, ())[0])
    assert part.words == asked_on
    scope = park.scoper.scope(ways[-1].pointing)
    found = Sanctions(park, reader).first(ways[-1], scope, park.retrieve(ways[-1], scope)[0], ())
    assert [hit.text for hit in found if PUNISHED in hit.signals] == [
        "违反本条例第二条第（二）项规定的，责令改正。",
        "（二）采摘花果。",
    ]


BARE = "违反本条例第三条第二款规定的，给予警告。"
ADVERTS, MISSING = "擅自张贴广告的，处五百元罚款。", "违反本条例第三条第五款、第九十条规定的，处一万元罚款。"
CHARGES = "公园可以收费。"


@pytest.mark.parametrize(
    ("score", "order"),
    [(0.5, [BARE, CHARGES, ADVERTS, MISSING]), (0.1, [ADVERTS, MISSING, BARE, CHARGES])],
    ids=["the deed is found", "the deed is hardly found"],
)
def test_sanctions_on_another_deed_come_last(
    park: Retriever, monkeypatch: pytest.MonkeyPatch, score: float, order: list[str]
) -> None:
    reader = Reader(point=Pointer(park.scoper.documents, "襄阳", "park").read)
    (understood,) = reader.readings("公园没人收费罚多少钱", ())
    scope = park.scoper.scope(understood.pointing)
    hits, query = park.retrieve(understood, scope)
    of = {hit.text: hit for hit in hits}
    asked = [replace(of[text], score=0.9 - at / 10) for at, text in enumerate((ADVERTS, MISSING, BARE, CHARGES))]
    monkeypatch.setattr(park, "retrieve", lambda *_: ([replace(of[CHARGES], score=score)], query))
    monkeypatch.setattr(Sanctions, "_of_deed", lambda *_: [])
    found = Sanctions(park, reader).first(understood, scope, asked, ())
    assert [hit.text for hit in found] == order
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_what_is_looked_up_stays_first(first: Callable[..., list[str]]) -> None:
    assert first(GRILL, ("第五条",)) == []


def test_a_sanction_may_name_its_own_article(first: Callable[..., list[str]]) -> None:
    assert first("游船没备救生衣要罚多少钱") == ["违反本条第二款规定的，处二千元罚款。", "游船应当备救生衣。"]
    assert first("游船超员要罚多少钱") == []
    assert first("展品没审查就进园有什么后果") == ["对违反本条第一款规定进园的展品，不予展出。", "展品进园应当事先审查。"]


CITY = """宁波市公园草坪条例
第一条 绿地应当整洁。
第二条 在公园里不得擅自宿营、烧烤和攀折花木。
第三条 违反本条例第二条规定的，处以三十元罚款。
"""
PROVINCE = """浙江省公园条例
第一条 公园应当整洁。
第二条 在公园里不得擅自宿营烧烤。
第三条 违反本条例第二条规定的，处以九十元罚款。
"""


def test_the_own_rule_of_a_city_goes_before_that_of_its_province(
    make_retriever: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    city = Document("city", "宁波市公园草坪条例", region="宁波", province="浙江")
    province = Document("province", "浙江省公园条例", region="浙江", province="浙江")
    parks = make_retriever([(province, PROVINCE), (city, CITY)], home=("襄阳", ""))
    reader = Reader(point=Pointer(parks.scoper.documents, "襄阳", "").read)
    (understood,) = reader.readings("宁波公园里擅自宿营烧烤罚多少钱", ())
    scope = parks.scoper.scope(understood.pointing)
    hits, query = parks.retrieve(understood, scope)
    rules = {hit.doc: hit for hit in hits if hit.path == "第二条"}
    found = [replace(rules["province"], score=0.5), replace(rules["city"], score=0.2)]  # well behind, but not far
    monkeypatch.setattr(parks, "retrieve", lambda *_: (found, query))
    sanctions = Sanctions(parks, reader)
    assert sanctions.first(understood, scope, hits, ())[0].text == "违反本条例第二条规定的，处以三十元罚款。"
    nowhere = replace(scope, covering=frozenset())  # nothing tells which of the two goes first
    assert sanctions.first(understood, nowhere, hits, ())[0].text == "违反本条例第二条规定的，处以九十元罚款。"
