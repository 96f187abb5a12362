"""The search over the texts of documents: places, definitions, penalties, the document of the turn before, what is missing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from assistant.profile import load_profile
from assistant.question.titles import Pointer
from assistant.question.understand import Reader, Understood
from assistant.records import Turn
from assistant.retrieval.ledger import NONE
from assistant.retrieval.limits import Limits
from assistant.retrieval.places import Place
from assistant.retrieval.reading import Budget
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.retrieval.search import Found, Search
from corpus.parser import parse
from corpus.records import Clause, Document

# places, over a real index

HOME = """襄阳市创新规划
一、保障措施
（一）加大资金投入
设立专项资金。
给予质押补贴。
（二）培养专门人才
建设培训基地。
"""
LONG = "申请人应当以书面的方式向主管部门提出详细的意见并且说明全部的理由。"
LAW = f"""商标法
第一条 本法所称的商标，是指标志。
第二条 {LONG * 6}
注册商标的有效期为十年。
第三条 商标局收取费用。
"""
# sentences: home 0 | 1 | 2 of the clauses 一.(一).p1, 一.(一).p2, 一.(二); law 3 | 4 … 9, 10 | 11


@pytest.fixture(scope="module")
def search(make_retriever: Callable[..., Retriever]) -> Search:
    made = make_retriever(
        [
            (Document("home", "襄阳市创新规划", region="襄阳", province="湖北", kind="规划"), HOME),
            (Document("law", "商标法", region="全国"), LAW),
        ]
    )
    clauses: dict[str, Clause] = {clause.id: clause for clause in made.units.clauses}
    return Search(made, Reader(point=Pointer(made.units.documents, "襄阳", "home").read), clauses.__getitem__)


def ask(search: Search, question: str, depth: int = 10) -> Found:
    return search.run(search.reader.readings(question, ()), Limits(), depth, Budget())


def numbers(found: Found) -> list[int]:
    return [hit.sentence for hit in found.hits]


def test_the_sentences_are_counted_as_above(search: Search) -> None:
    units = search.units
    assert [units.sentence_text(n) for n in (0, 1, 2, 10, 11)] == [
        "设立专项资金。", "给予质押补贴。", "建设培训基地。", "注册商标的有效期为十年。", "商标局收取费用。",
    ]  # fmt: skip


def test_a_place_comes_first_in_its_order_then_what_was_found(search: Search) -> None:
    found = ask(search, "一(一)原文", 20)
    assert numbers(found)[:2] == [0, 1]
    assert [hit.looked_up for hit in found.hits[:3]] == [True, True, False]
    assert len(set(numbers(found))) == len(found.hits) and 2 in numbers(found)
    assert [place.clauses for place in found.places] == [(0, 1)]


def test_of_an_article_the_stretch_that_states_what_is_asked_comes_first(search: Search) -> None:
    plain = [hit for hit in ask(search, "商标法第二条").hits if hit.looked_up]
    assert plain[0].text.startswith("申请人应当") and len(plain) == 2
    asked = [hit for hit in ask(search, "商标法第二条的有效期多少年").hits if hit.looked_up]
    assert asked[0].text.endswith("注册商标的有效期为十年。")
    assert {hit.start for hit in asked} == {hit.start for hit in plain}


def test_of_a_section_the_sentence_that_is_asked_about_comes_first(search: Search) -> None:
    assert numbers(ask(search, "一(一) 质押补贴"))[:2] == [1, 0]
    assert numbers(ask(search, "一(一) 资金"))[:2] == [0, 1]
    assert numbers(ask(search, "一(一) 补贴"))[:2] == [0, 1]  # two characters are no topic
    assert numbers(ask(search, "一(一) 补贴额"))[:2] == [1, 0]


def test_the_title_of_the_document_is_no_topic(search: Search) -> None:
    asked = []
    retrieve = search.retriever.retrieve

    class Listening:
        def __getattr__(self, name: str) -> Any:
            return getattr(search.retriever, name)

        def retrieve(self, understood: Understood, scope: Scope, depth: int = 10) -> Any:
            asked.append((understood.text, scope.weights.tolist(), depth))
            return retrieve(understood, scope, depth)

    listening = Search(Listening(), search.reader, search.clause)  # type: ignore[arg-type]
    ask(listening, "襄阳市创新规划一(一)")
    assert asked == []  # but for the question itself
    ask(listening, "襄阳市创新规划一(一) 质押补贴")
    ((topic, *where),) = asked
    assert topic.strip().endswith("质押补贴") and where == [[1, 0], 60]


def test_the_sentence_that_defines_a_word_comes_first(make_retriever: Callable[..., Retriever]) -> None:
    law = "第一条 什么是驰名商标由本法规定。\n第二条 本法所称驰名商标，是指为公众所知的商标。\n第三条 商标，是指标志。\n"
    made = make_retriever([(Document("law", "商标法", region="全国"), law)])
    clauses = {clause.id: clause for clause in made.units.clauses}
    found = ask(Search(made, Reader(), clauses.__getitem__), "什么是驰名商标")
    assert (found.hits[0].text, found.defining) == ("本法所称驰名商标，是指为公众所知的商标。", 1)
    assert found.hits[0].score >= 0.9


def test_a_quoted_word_is_defined_where_the_question_says_more_around_it(make_retriever: Callable[..., Retriever]) -> None:
    law = "第一条 本法所称驰名商标，是指为公众所知的商标。\n第二条 驰名商标受保护。\n"
    made = make_retriever([(Document("law", "商标法", region="全国"), law)])
    clauses = {clause.id: clause for clause in made.units.clauses}
    search = Search(made, Reader(), clauses.__getitem__)
    assert ask(search, "老字号这类“驰名商标”，商标法是怎么定义的").defining == 1
    assert ask(search, "老字号这类“招牌”，商标法是怎么定义的").defining == 0
    assert ask(search, "“驰名商标”受保护吗").defining == 0


def test_each_of_several_words_is_defined_or_none_is(make_retriever: Callable[..., Retriever]) -> None:
    law = "".join(
        f"第{n}条 本法所称{word}，是指为公众所知的标志。\n" for n, word in zip("一二三", ("名牌", "商号", "徽记"), strict=True)
    )
    made = make_retriever([(Document("law", "商标法", region="全国"), law)])
    clauses = {clause.id: clause for clause in made.units.clauses}
    search = Search(made, Reader(), clauses.__getitem__)
    found = ask(search, "“徽记”、“名牌”和“商号”如何界定")
    assert [hit.text[4:6] for hit in found.hits[:3]] == ["徽记", "名牌", "商号"]
    assert found.defining == 3
    assert ask(search, "“徽记”与“图案”如何界定").defining == 0


def test_where_a_place_is_asked_for_there_are_no_parts(search: Search) -> None:
    found = ask(search, "襄阳市创新规划和商标法第二条")
    assert found.parts == 0
    assert found.hits[0].looked_up
    assert np.count_nonzero(found.scope.weights) == 2


PORT = "某省渔港条例\n第一条 船舶进港应当报告。\n第二条 渔港每年检查一次。\n第三条 违反本条例第一条规定的，处一千元罚款。\n"
LAKE = "某省湖泊条例\n第一条 船舶入湖应当登记。\n第二条 湖泊每年清理一次。\n第三条 违反本条例第二条规定的，处五千元罚款。\n"


@pytest.fixture(scope="module")
def of_laws(make_retriever: Callable[..., Retriever]) -> Search:
    texts = {"port": PORT, "lake": LAKE}  # clauses 0 1 2, 3 4 5
    made = make_retriever([(Document(doc, text.partition("\n")[0]), text) for doc, text in texts.items()])
    parsed = {document.id: parse(document, texts[document.id]) for document in made.units.documents}
    clauses = {clause.id: clause for clause in made.units.clauses}
    reader = Reader(point=Pointer(made.units.documents, "", "").read)
    return Search(made, reader, clauses.__getitem__, parsed=parsed.__getitem__)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("某省渔港条例第一条违反了罚多少", [Place(0, (2,))]),
        ("某省湖泊条例第二条违反了罚多少", [Place(1, (5,))]),
        ("某省渔港条例第一条和某省湖泊条例第二条违反了罚多少", [Place(0, (2,))]),  # of two, the one that is named first
        ("违反了罚多少", []),  # of no rule
    ],
)
def test_what_follows_from_breaking_a_rule_is_where_its_document_says_it(
    of_laws: Search, question: str, places: list[Place]
) -> None:
    assert list(ask(of_laws, question).places) == places


def test_of_documents_themselves_nothing_but_the_register_is_told(of_laws: Search) -> None:
    found = ask(of_laws, "某省湖泊条例有几条")
    assert found.register is not None
    assert [(number, fact.known) for number, fact in found.register.facts] == [(1, True)]
    assert (found.known, found.defining, found.parts, found.places, found.figures) == (0.0, 0, 0, (), NONE)


SPEAKS = "第四条 本市制定某市游船管理规划，依照武发〔2020〕1号执行。\n"
PORT_BEFORE = Turn("某省渔港条例第一条", "“船舶进港应当报告。”[1]")
LAKE_BEFORE = Turn("某省湖泊条例怎么说", "“船舶入湖应当登记。”[1]")


@pytest.fixture(scope="module")
def at_port(make_retriever: Callable[..., Retriever]) -> Search:
    """The same laws, of which the first is at home, speaks of a plan that is not held, and knows a field."""
    texts = {"port": PORT.replace("应当报告", "应当在二十四小时之内报告") + SPEAKS, "lake": LAKE}  # clauses 0 1 2 3, 4 5 6
    made = make_retriever([(Document(doc, text.partition("\n")[0]), text) for doc, text in texts.items()], home=("", "port"))
    parsed = {document.id: parse(document, texts[document.id]) for document in made.units.documents}
    clauses = {clause.id: clause for clause in made.units.clauses}
    reader = Reader(point=Pointer(made.units.documents, "", "port").read, field=load_profile().field)
    return Search(made, reader, clauses.__getitem__, parsed=parsed.__getitem__)


def go_on(search: Search, question: str, *before: Turn) -> Found:
    return search.run(search.reader.readings(question, before), Limits(), 5, Budget())


@pytest.mark.parametrize(
    ("question", "before", "places"),
    [
        ("违反了罚多少", PORT_BEFORE, [Place(0, (2,))]),
        ("印了要罚多少钱", PORT_BEFORE, [Place(0, (2,))]),
        ("违反了罚多少", Turn("船舶进港怎么办", "“船舶进港应当在二十四小时之内报告。”[1]"), [Place(0, (2,))]),  # what was quoted
        ("某省湖泊条例第二条违反了罚多少", PORT_BEFORE, [Place(1, (6,))]),
        ("渔船无证进港捕捞怎么处罚", PORT_BEFORE, []),  # another deed
        ("商标违反了罚多少", PORT_BEFORE, [Place(0, (0,))]),  # a subject of its own: no penalty on the rule before
        ("谁来检查", PORT_BEFORE, []),  # no penalty is asked for
        (
            "违反了罚多少",
            Turn("某省渔港条例第二条", "“渔港每年检查一次。”[1]"),
            [Place(0, (1,))],
        ),  # none is said: the rule itself
    ],
)
def test_a_turn_on_penalties_may_be_on_the_rule_before(at_port: Search, question: str, before: Turn, places: list[Place]) -> None:
    found = go_on(at_port, question, before)
    assert list(found.places) == places
    if places:
        assert found.hits[0].looked_up and found.figures == NONE


@pytest.mark.parametrize(
    ("question", "before", "document"),
    [
        ("有几条", (), 0),  # that of home
        ("有几条", (LAKE_BEFORE,), 1),  # the one that the talk is of
        ("渔港条例有几条", (LAKE_BEFORE,), 0),
        # … or its answer, where that names none either
        ("这政策如今还管用吗", (Turn("入湖罚多少", "“违反本条例第二条规定的，处五千元罚款。”[1]"),), 1),
        ("这政策如今还管用吗", (), 0),
    ],
)
def test_where_a_turn_names_no_document_the_one_before_does(
    at_port: Search, question: str, before: tuple[Turn, ...], document: int
) -> None:
    found = go_on(at_port, question, *before)
    assert found.register is not None and found.register.documents == (document,)
    assert (found.parts, found.known, found.defining) == (0, 0.0, 0)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("《滑雪条例》有几条", "滑雪条例"),
        ("《某市游船管理规划》有几条", None),  # the texts speak of it, and may say what it holds
        ("《某市商船管理规划》有几条", "某市商船管理规划"),  # of its last six characters they hold five
        ("库里有没有《某市游船管理规划》", "某市游船管理规划"),  # it is not held, whoever speaks of it
        ("武发〔2020〕1号有几条", "武发〔2020〕1号"),  # nor is a number
        # named in passing
        ("武汉市游船管理规划里码头几个", None),
        ("武汉市商船管理规划里码头几个", "武汉市商船管理规划"),
        # in front of a place
        ("滑雪条例第三条", "滑雪条例"),
        ("湖泊条例第二条", None),
        ("第三条", None),
    ],
)
def test_a_document_is_missing_unless_those_that_are_held_speak_of_it(
    at_port: Search, question: str, missing: str | None
) -> None:
    register = go_on(at_port, question).register
    assert (register and register.missing) == missing


def test_without_the_texts_of_documents_no_register_is_asked(search: Search) -> None:
    assert search.documents is None
    assert ask(search, "《滑雪条例》有几条").register is None


def test_of_the_sentences_that_define_a_word_the_first_two_of_the_weightiest_documents_come_first(
    make_retriever: Callable[..., Retriever],
) -> None:
    defining = [f"本法所称驰名商标，是指{what}的商标。" for what in ("有名", "受到保护", "为人所知")]
    law = "".join(f"第{n}条 {sentence}\n" for n, sentence in zip("一二三", defining, strict=True))
    away, home = Document("away", "商标办法", region="广州", province="广东"), Document("home", "商标条例", region="襄阳")
    made = make_retriever(
        [(away, "商标办法\n第一条 本法所称驰名商标，是指别处的商标。\n"), (home, f"商标条例\n{law}第四条 商标应当注册。\n")]
    )
    clauses = {clause.id: clause for clause in made.units.clauses}
    search = Search(made, Reader(point=Pointer(made.units.documents, "襄阳", "home").read), clauses.__getitem__)
    found = ask(search, "什么是驰名商标")
    assert [hit.text for hit in found.hits[:2]] == defining[:2]
    assert found.defining == 2
    assert len({hit.sentence for hit in found.hits}) == len(found.hits) == 5
    assert found.hits[0].score == found.hits[1].score == pytest.approx(max(0.9, *(hit.score for hit in found.hits[2:])))
    made.fusion = replace(made.fusion, level=(made.fusion.level[0], made.fusion.level[1] + 6))  # surer than any definition
    surer = ask(search, "什么是驰名商标")
    plain, _ = made.retrieve(surer.understood, surer.scope)
    assert surer.hits[0].score == surer.hits[1].score == plain[0].score > max(0.9, plain[-1].score)
    assert ask(search, "驰名商标怎么注册").defining == 0
    assert ask(search, "商标条例第二条说的驰名商标是什么意思").defining == 0  # a place was asked for
    assert (ask(search, "什么是驰名商标", 1).defining, len(ask(search, "什么是驰名商标", 1).hits)) == (2, 1)


def test_a_list_is_one_hit_where_all_there_is_is_wanted(make_retriever: Callable[..., Retriever]) -> None:
    text = (
        "第一条 办理质押登记应当提交下列材料：\n（一）登记申请书；\n（二）身份证明；\n（三）质押合同。\n第二条 登记由某局审查。\n"
    )
    made = make_retriever([(Document("law", "质押法", region="全国"), f"质押法\n{text}")])
    clauses = {clause.id: clause for clause in made.units.clauses}
    search = Search(made, Reader(), clauses.__getitem__)
    whole = "办理质押登记应当提交下列材料：\n（一）登记申请书；\n（二）身份证明；\n（三）质押合同。"
    assert whole in [hit.text for hit in ask(search, "质押登记有哪些材料").hits]
    assert whole not in [hit.text for hit in ask(search, "质押登记由谁审查").hits]


def test_figures_are_found_where_nothing_was_looked_up(make_retriever: Callable[..., Retriever]) -> None:
    text = "某某市体育规划\n一、发展目标\n到2020年,体育事业全面发展。\n全市体育场馆达到65个。\n二、保障措施\n加大投入。\n"
    plan = Document("home", "某某市体育规划", region="某某", kind="规划", valid_from="2016", valid_to="2020")
    made = make_retriever([(plan, text)], home=("某某", "home"))
    clauses = {clause.id: clause for clause in made.units.clauses}
    search = Search(made, Reader(point=Pointer(made.units.documents, "某某", "home").read), clauses.__getitem__)
    assert [stated.row.value_text for stated in ask(search, "体育场馆要达到多少个").figures.shown] == ["65个"]
    placed = ask(search, "第一部分体育场馆要达到多少个")
    assert placed.places and placed.figures == NONE


def test_a_stretch_of_a_place_is_as_good_as_the_best_sentence_in_it(make_retriever: Callable[..., Retriever]) -> None:
    text = "襄阳市创新规划\n一、保障措施\n（一）加大资金投入\n质押登记由市局办理。\n设立专项资金。对质押贷款给予贴息。\n"
    made = make_retriever([(Document("home", "襄阳市创新规划", region="襄阳", province="湖北", kind="规划"), text)])
    clauses = {clause.id: clause for clause in made.units.clauses}
    search = Search(made, Reader(point=Pointer(made.units.documents, "襄阳", "home").read), clauses.__getitem__)
    first, second = "质押登记由市局办理。", "设立专项资金。对质押贷款给予贴息。"
    assert [hit.text for hit in ask(search, "一(一) 质押贷款贴息").hits] == [second, first]
    assert [hit.text for hit in ask(search, "一(一) 质押登记办理").hits] == [first, second]
