"""Facts of documents as lines: the text's own words with a mark, the register's marked as such."""

from typing import Any

import pytest

from assistant import messages
from assistant.answering.documents import DocumentWriter
from assistant.answering.draft import Draft
from assistant.answering.render import hold_to_text
from assistant.facts.documents import DocumentFact, Wanted, fact_of
from assistant.facts.repealed import Repealed
from assistant.facts.standing import Standing
from assistant.records import Respect, Status
from assistant.retrieval.register import Register
from corpus.parser import parse
from corpus.records import Clause, Document, Heading, ParsedDocument, Span

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


@pytest.mark.parametrize(
    ("register", "of_documents"),
    [
        (Register(documents=(PLAN,)), False),
        (Register(documents=(LAW, PLAN)), True),
        (Register(listed=(PLAN,)), True),
        (Register(missing="旅游法"), True),
    ],
)
def test_what_is_asked_of_one_document_may_be_a_rule_of_it(world: Any, register: Register, *, of_documents: bool) -> None:
    assert written(world, register).of_documents is of_documents


@pytest.mark.parametrize(
    ("register", "lead"),
    [
        (
            Register(listed=(PLAN, LAW), uncalled="养犬", held=True),
            messages.LISTED_BUT_FOR_WORDS.format(words="养犬", count="两"),
        ),
        (Register(listed=(PLAN, LAW), held=True), messages.HELD),
        (Register(listed=(PLAN, LAW)), messages.LISTED.format(count="两")),
    ],
)
def test_words_of_no_name_are_said_before_what_is_held_and_that_before_how_many(
    world: Any, register: Register, lead: str
) -> None:
    assert written(world, register).lines[0] == lead


def test_what_is_missing_is_told_and_nothing_is_listed_beside_it(world: Any) -> None:
    draft = written(world, Register(missing="旅游法", listed=(PLAN,)))
    assert draft.lines == [messages.NOT_HELD.format(name="旅游法")]


def test_kinds_are_counted_by_their_name_the_most_frequent_first() -> None:
    kinds = ["规划"] * 2 + ["地方性法规（市）"] * 9 + ["地方性法规（省）"] * 5 + [None] * 6
    held = [Document(str(n), "某办法", kind=kind) for n, kind in enumerate(kinds)]
    draft = Draft({document.id: document for document in held}, Status.ANSWERED)
    DocumentWriter(held, {}.__getitem__).write(Register(listed=tuple(range(22))), draft)
    assert draft.lines == ["共收录二十二份文件：地方性法规十四份、未登记类别六份、规划两份。"]


def test_each_listed_document_has_its_own_standing(world: Any) -> None:
    draft = written(world, Register(listed=(PLAN, LAW), standings=("规划期已结束", "现行有效"), day="2026-06-01"))
    assert [line.split("》")[1] for line in draft.lines[1:]] == ["（规划期已结束）[1]", "（现行有效）[2]"]
    assert written(world, Register(listed=(PLAN,))).notices == []  # where none is asked for, no day is told


# by hand: two title lines, a clause of two sentences, a heading right before the next clause, one behind the last

TEXT = "某县办法\n修订\n第一条甲。乙。\n第二章收费\n第二条丙。\n附件"
HEADINGS = (
    Heading("题名", "", "某县办法", 0, 5),
    Heading("题名", "", "修订", 5, 8),
    Heading("二", "第二章", "收费", 16, 22),
    Heading("附件", "附件", "附件", 28, 30),
)
CLAUSES = (
    Clause("d#一", "d", "第一条", "第一条", "", (), TEXT[8:16], 8, 16, ((11, 13), (13, 15))),
    Clause("d#二", "d", "第二条", "第二条", "", (), TEXT[22:28], 22, 28, ((25, 27),)),
)


def facts(
    *made: DocumentFact,
    clauses: tuple[Clause, ...] = CLAUSES,
    headings: tuple[Heading, ...] = HEADINGS,
    text: str = TEXT,
) -> Draft:
    document = Document("d", "某县办法")
    draft = Draft({"d": document}, Status.ANSWERED)
    parsed = ParsedDocument(document, text, headings, clauses)
    DocumentWriter((document,), {"d": parsed}.__getitem__).write(Register((0,), tuple((0, each) for each in made)), draft)
    return draft


@pytest.mark.parametrize(
    ("span", "clause", "path"),
    [
        ((11, 13), "d#一", "第一条"),
        ((8, 16), "d#一", "第一条"),  # the whole clause
        ((16, 22), "d#二", "第二章"),  # a heading leads to the clause that begins where it ends
        ((18, 21), "d#二", "第二章"),
        ((0, 5), "d#一", messages.TITLE_LINE),
        ((5, 8), "d#一", messages.TITLE_LINE),
        ((28, 30), "d#二", "附件"),  # below which there is none: the last one
    ],
)
def test_the_words_of_the_text_lead_to_their_clause_or_the_one_below(span: Span, clause: str, path: str) -> None:
    draft = facts(DocumentFact(Respect.ISSUER, "", spans=(span,)))
    quote = TEXT[slice(*span)]
    assert draft.lines == ["《某县办法》发文机关，原文写明：", f"“{quote}”[1]"]
    assert [(c.clause, c.path, c.quote, c.span) for c in draft.citations] == [(clause, path, quote, span)]


@pytest.mark.parametrize(
    ("span", "clauses", "headings"),
    [((0, 4), (), HEADINGS), ((0, 4), CLAUSES, ()), ((4, 9), CLAUSES, HEADINGS), ((14, 17), CLAUSES, HEADINGS)],
)
def test_what_no_clause_or_heading_holds_has_no_mark(
    span: Span, clauses: tuple[Clause, ...], headings: tuple[Heading, ...]
) -> None:
    draft = facts(DocumentFact(Respect.ISSUER, "", spans=(span,)), clauses=clauses, headings=headings)
    assert draft.lines[1:] == [f"“{TEXT[slice(*span)]}”"]
    assert draft.citations == []


@pytest.mark.parametrize(
    ("fact", "lines", "notice"),
    [
        (("某县", "某县", ()), ["《某县办法》发文机关：某县（据登记信息）。"], "某县"),
        (("某县政府", "某县", ()), ["《某县办法》发文机关：某县政府（据登记信息）。"], "某县政府"),
        (("某县", "甲乙", ()), ["《某县办法》发文机关：某县（据登记信息）。"], "某县（甲乙）"),
        (("某县", "某县", ((0, 4),)), ["《某县办法》发文机关：某县（据登记信息）。", "原文是：", "“某县办法”[1]"], "某县"),
        (("", "", ((0, 4),)), ["《某县办法》发文机关，原文写明：", "“某县办法”[1]"], None),
        (("共两条", "", ((22, 25),)), ["《某县办法》共两条：", "“第二条”[1]"], None),
        (("没有分级", "", ()), ["《某县办法》没有分级。"], None),
    ],
)
def test_register_and_text_are_told_apart(fact: tuple[str, str, tuple[Span, ...]], lines: list[str], notice: str | None) -> None:
    line, record, spans = fact
    draft = facts(DocumentFact(Respect.ISSUER, line, record, spans))
    assert draft.lines == lines
    assert draft.notices == ([] if notice is None else [f"登记信息：《某县办法》发文机关 {notice}。"])


def test_headings_are_listed_each_with_what_lies_below_it() -> None:
    draft = facts(DocumentFact(Respect.OUTLINE, "目录", details=(("第二条", (16, 21)), ("", (28, 30)))))
    assert draft.lines == ["《某县办法》目录：", "“第二章收费”[1]：第二条", "“附件”[2]"]


@pytest.mark.parametrize(
    ("respect", "line"),
    [
        (Respect.COUNT, messages.UNCOUNTED),
        (Respect.OUTLINE, messages.UNCOUNTED),
        (Respect.HEADING, messages.UNCOUNTED),
        (Respect.ISSUER, messages.NOT_REGISTERED),
    ],
)
def test_what_the_outline_does_not_tell_is_not_called_unregistered(respect: Respect, line: str) -> None:
    draft = facts(DocumentFact(respect, ""), DocumentFact(Respect.REGION, "某县"))
    assert draft.lines[0] == line.format(title="某县办法", respect=messages.RESPECTS[respect])
    assert draft.lines[1:] == ["《某县办法》某县。"]  # the next fact is told all the same


def test_a_listed_document_without_a_title_line_cites_its_first_sentence() -> None:
    document = Document("d", "某县办法")
    parsed = ParsedDocument(document, TEXT, (), CLAUSES)
    draft = Draft({"d": document}, Status.ANSWERED)
    DocumentWriter((document,), {"d": parsed}.__getitem__).write(Register(listed=(0,)), draft)
    assert [citation.quote for citation in draft.citations] == ["甲。"]


def test_a_repeal_is_told_with_the_words_of_the_one_that_repeals(world: Any) -> None:
    parsed = world.parsed[world.retriever.units.documents[LAW].id]
    spans = parsed.clauses[0].sentences[:1]
    draft = written(world, Register(repealed=(Repealed("旧质押法", LAW, spans),)))
    quote = parsed.text[slice(*spans[0])]
    assert draft.lines == [f"{messages.REPEALED.format(name='旧质押法', title=parsed.document.title)}“{quote}”[1]"]


@pytest.mark.parametrize(
    ("day", "lead"), [("2021-06-01", messages.AT_FIRST), ("1985-04-01", messages.ORIGINAL), ("1980-01-01", messages.ORIGINAL)]
)
def test_an_earlier_day_of_the_text_is_that_of_its_first_version(day: str, lead: str) -> None:
    text = "某县办法\n第一条自1985年4月1日起施行。"
    clauses = (Clause("d#一", "d", "第一条", "第一条", "", (), text[5:], 5, len(text), ((8, len(text)),)),)
    fact = DocumentFact(Respect.EFFECTIVE, "某日", day, ((8, len(text)),))
    assert facts(fact, clauses=clauses, headings=HEADINGS[:1], text=text).lines[1] == lead
