"""What a reader of files is told before a document is registered, and what accepting it changes."""

from dataclasses import replace
from typing import Any

import pytest

from corpus import messages
from corpus.intake import Entry, accepted, linked, told
from corpus.readers.source import Proposal
from corpus.records import Document, Relation

TEXT = "第一条 给予补贴。\n第二条 另有规定。\n"
QUOTE = "某市科技局印发"


def entry(text: str = TEXT, proposals: dict[str, Proposal] | None = None, **known: Any) -> Entry:
    return Entry(Document("d", "某市办法", **known), text, proposals=proposals or {})


@pytest.mark.parametrize(
    ("field", "known", "taken", "line"),
    [
        ("issuer", None, False, messages.PROPOSED),
        ("issuer", None, True, messages.ACCEPTED),
        ("issuer", "某市科技局", False, messages.PROPOSED),
        ("issuer", "某市财政局", True, None),  # the record says otherwise
        ("title", "某市科技局", True, messages.TITLED),
        ("title", "某市科技局", False, messages.TITLED),
    ],
)
def test_what_a_text_states_is_told_where_its_record_says_nothing_else(
    field: str, known: str | None, line: str | None, *, taken: bool
) -> None:
    made = entry(proposals={field: Proposal("某市科技局", QUOTE, "题名")})
    made = replace(made, document=replace(made.document, **{field: known}))
    expected = line and line.format(field=messages.FIELDS[field], value="某市科技局", where="题名", quote=QUOTE)
    assert list(told(made, (), taken=taken)) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("quote", "shown"),
    [("甲" * 60, "甲" * 60), ("甲" * 61, "甲" * 60 + "……"), (" 甲\n 乙 ", "甲 乙")],
)
def test_a_quote_is_told_up_to_60_characters_on_one_line(quote: str, shown: str) -> None:
    (line,) = told(entry(proposals={"issuer": Proposal("某局", quote, "题名")}), (), taken=False)
    assert f"“{shown}”" in line


@pytest.mark.parametrize(
    ("relation", "taken", "line"),
    [
        (
            Relation("废止", "旧办法", "旧办法废止。", "第二条"),
            False,
            "建议 关系：废止《旧办法》 → 未收录（第二条：“旧办法废止。”）",
        ),
        (Relation("废止", "旧办法", "废止。", "第二条", doc="old"), True, "采用 关系：废止《旧办法》 → old（第二条：“废止。”）"),
        (Relation("依据", "某法", "根据。", "第一条"), False, "建议 关系：依据《某法》（第一条：“根据。”）"),
        (
            Relation("修正", "某法", "修正。", "题名", "第1号", "2024-01-01"),
            False,
            "建议 关系：修正《某法》（第1号） 2024-01-01（题名：“修正。”）",
        ),
    ],
)
def test_a_relation_is_told_with_what_is_held_of_the_other(relation: Relation, line: str, *, taken: bool) -> None:
    assert list(told(entry(), (relation,), taken=taken)) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("第二条 给予补贴。\n", messages.SEQUENCE_START.format(after="第二条")),
        ("第一条 给予补贴。\n第三条 另有规定。\n", messages.SEQUENCE_BREAK.format(before="第一条", after="第三条")),
        (f"第一条 {'甲' * 4996}\n", messages.LONG_CLAUSE.format(label="第一条", count=5001)),
    ],
)
def test_what_may_have_been_read_wrongly_is_told(text: str, line: str) -> None:
    assert list(told(entry(text), (), taken=False)) == [line]


def test_accepting_fills_in_what_the_record_lacks_and_no_more() -> None:
    said = {"issuer": Proposal("某市科技局", QUOTE, "题名"), "title": Proposal("另一办法", QUOTE, "题名")}
    made = accepted(entry(proposals=said)).document
    assert (made.issuer, made.title) == ("某市科技局", "某市办法")


def test_what_is_repealed_learns_its_successor_unless_it_has_one() -> None:
    new, old, other = Document("new", "新办法"), Document("old", "旧办法"), Document("other", "另一办法", superseded_by="x")
    said = [
        Relation("依据", "某法", "", "", doc="law"),
        *(Relation("废止", "", "", "", doc=doc) for doc in ("old", "other", "none")),
    ]
    own, *changed = linked(new, said, {"old": old, "other": other, "law": Document("law", "某法")})
    assert (own.supersedes, own.relations) == ("old", tuple(said))
    assert changed == [replace(old, superseded_by="new")]
    kept, *_ = linked(replace(new, supersedes="first"), said, {"old": old})
    assert kept.supersedes == "first"
    assert linked(new, said[:1], {"law": Document("law", "某法")}) == [replace(new, relations=(said[0],))]
