"""Facts of documents as lines: the text's own words with a mark, the register's marked as such."""

from typing import Any

import pytest

from assistant import messages
from assistant.answering.documents import DocumentWriter
from assistant.answering.draft import Draft
from assistant.answering.render import hold_to_text
from assistant.facts.documents import Wanted, fact_of
from assistant.facts.standing import Standing
from assistant.records import Respect, Status
from assistant.retrieval.register import Register
from corpus.parser import parse
from corpus.records import Document

LAW, PLAN = 0, 1


def written(world: Any, register: Register) -> Draft:
    draft = world.draft()
    DocumentWriter(world.retriever.units.documents, world.parsed.__getitem__).write(register, draft)
    hold_to_text(draft, world.clause, world.parsed.__getitem__)
    return draft  # type: ignore[no-any-return]


def fact(world: Any, number: int, respect: Respect, *, unit: str = "") -> Register:
    parsed = world.parsed[world.retriever.units.documents[number].id]
    return Register((number,), ((number, fact_of(parsed, Wanted(respect, unit), Standing("2024-06-01"))),))


def test_what_the_register_says_is_marked_as_such_and_repeated_in_a_notice(world: Any) -> None:
    draft = written(world, fact(world, PLAN, Respect.PERIOD))
    assert draft.lines == ["《襄阳市质押规划》起止时间：规划期自2021年起至2025年止（据登记信息）。"]
    assert draft.notices == ["登记信息：《襄阳市质押规划》起止时间 规划期自2021年起至2025年止（2021—2025）。"]


def test_what_nobody_states_is_said_to_be_unknown(world: Any) -> None:
    draft = written(world, fact(world, LAW, Respect.ISSUER))
    assert draft.lines == ["《中华人民共和国质押法》未载明发文机关，登记信息中也没有，请向主管部门核实。"]
    assert draft.citations == []


def test_a_heading_is_quoted_and_leads_to_the_clause_below_it(world: Any) -> None:
    draft = written(world, fact(world, PLAN, Respect.OUTLINE))
    assert draft.lines[:2] == ["《襄阳市质押规划》目录：", "“一、发展基础”[1]：（一）工作成效"]
    first = draft.citations[0]
    assert (first.quote, first.path, first.clause) == ("一、发展基础", "一、", world.parsed["plan"].clauses[0].id)


def test_an_article_that_shows_the_count_is_quoted(world: Any) -> None:
    draft = written(world, fact(world, LAW, Respect.COUNT, unit="条"))
    assert draft.lines[0] == "《中华人民共和国质押法》共七条："
    assert draft.citations[0].clause == "law#第七条"


def test_words_of_no_name_are_said(world: Any) -> None:
    draft = written(world, Register(listed=(LAW, PLAN), uncalled="养犬"))
    assert draft.lines[0] == "没有名称带“养犬”的；不看这几个字，符合条件的共两份："


def test_a_list_cites_the_titles_and_carries_no_rule(world: Any) -> None:
    draft = written(world, Register(listed=(LAW, PLAN)))
    assert draft.lines == ["收录的文件中，符合条件的共两份：", "1. 《中华人民共和国质押法》[1]", "2. 《襄阳市质押规划》[2]"]
    assert [citation.path for citation in draft.citations] == [messages.TITLE_LINE] * 2
    assert draft.of_documents


def test_a_list_of_what_has_ended_cites_the_title_and_what_ends_it() -> None:
    document = Document("aid", "某县补贴意见（2023）", valid_to="2024-01-31")
    parsed = parse(document, "某县补贴意见（2023）\n第一条 给予补贴。\n第二条 自发布之日起施行，暂定一年。\n")
    draft = Draft({"aid": document}, Status.ANSWERED)
    register = Register(listed=(0,), standings=("有效期已届满",), day="2026-06-01")
    DocumentWriter((document,), {"aid": parsed}.__getitem__).write(register, draft)
    assert draft.lines[1] == "1. 《某县补贴意见（2023）》（有效期已届满）[1][2]"
    assert [citation.quote for citation in draft.citations] == ["某县补贴意见（2023）", "自发布之日起施行，暂定一年。"]


def test_a_list_of_a_standing_says_how_each_stands_and_for_which_day(world: Any) -> None:
    draft = written(world, Register(listed=(PLAN,), standings=("规划期已结束",), day="2026-06-01"))
    assert draft.lines[1] == "1. 《襄阳市质押规划》（规划期已结束）[1]"
    assert draft.notices == ["效力按2026年6月1日的登记信息判断。"]


@pytest.mark.parametrize(
    ("register", "line"),
    [
        (Register(missing="旅游法"), messages.NOT_HELD.format(name="旅游法")),
        (Register(listed=()), messages.NONE_HELD),
        (Register(listed=(LAW,), documents=(LAW,), held=True), messages.HELD),
    ],
)
def test_whether_something_is_held_is_said_first(world: Any, register: Register, line: str) -> None:
    assert written(world, register).lines[0] == line


def test_a_long_list_is_counted_by_kind(world: Any) -> None:
    draft = written(world, Register(listed=(PLAN,) * 21))
    assert draft.lines == ["共收录二十一份文件：规划二十一份。"]


def test_of_what_is_not_held_those_of_like_names_are_told_where_there_are_any(world: Any) -> None:
    missing = messages.NOT_HELD.format(name="质押规定")
    near = written(world, Register(missing="质押规定", nearest=(PLAN, LAW)))
    assert near.lines == [missing, messages.NEAREST, "1. 《襄阳市质押规划》[1]", "2. 《中华人民共和国质押法》[2]"]
    assert written(world, Register(missing="旅游法")).lines == [messages.NOT_HELD.format(name="旅游法")]


def test_twenty_documents_are_listed_one_by_one(world: Any) -> None:
    draft = written(world, Register(listed=(PLAN,) * 20))
    assert len(draft.lines) == 21
    assert draft.lines[-1].startswith("20. 《襄阳市质押规划》")
