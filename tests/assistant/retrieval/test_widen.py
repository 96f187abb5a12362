"""Hits reach from full stop to full stop, and an article is one answer."""

import pytest

from assistant.pipeline import Assistant
from assistant.records import Hit
from assistant.retrieval.widen import LONGEST, in_stretches, whole_sentences
from corpus.parser import parse
from corpus.records import Clause, Document, ParsedDocument

TEXT = """第一条 有违法所得的，处违法所得一倍以下的罚款；没有违法所得的，处三万元以下的罚款。情节严重的，吊销执照。

第二条 申请人应当提交下列材料：
（一）申请书；
（二）身份证明。
"""


@pytest.fixture(scope="module")
def parsed() -> ParsedDocument:
    return parse(Document("d", "某办法"), TEXT)


def clauses(parsed: ParsedDocument) -> dict[str, Clause]:
    return {clause.id: clause for clause in parsed.clauses}


def hits(clause: Clause) -> list[Hit]:
    return [
        Hit(clause.doc, clause.id, clause.label, "", clause.sentence_text(n), start, end, 0.5, n)
        for n, (start, end) in enumerate(clause.sentences)
    ]


def test_the_case_behind_a_semicolon_comes_with_the_one_before_it(parsed: ParsedDocument) -> None:
    pieces = hits(parsed.clauses[0])
    assert len(pieces) == 3
    for piece in pieces[:2]:
        (whole,) = whole_sentences([piece], clauses(parsed).__getitem__)
        assert whole.text.startswith("有违法所得的") and whole.text.endswith("三万元以下的罚款。")
        assert TEXT[whole.start : whole.end] == whole.text


def test_two_halves_of_one_sentence_are_one_hit_and_keep_the_better_place(parsed: ParsedDocument) -> None:
    first, second, third = hits(parsed.clauses[0])
    found = whole_sentences([third, second, first], clauses(parsed).__getitem__)
    assert [hit.text for hit in found] == ["情节严重的，吊销执照。", TEXT[first.start : second.end]]


def test_a_semicolon_at_the_end_of_a_line_ends_the_hit(parsed: ParsedDocument) -> None:
    pieces = hits(parsed.clauses[1])
    assert [hit.text for hit in whole_sentences(pieces, clauses(parsed).__getitem__)] == [hit.text for hit in pieces]


def test_an_article_is_one_hit_while_it_is_short_enough(parsed: ParsedDocument) -> None:
    pieces = hits(parsed.clauses[0])
    (whole,) = in_stretches(pieces, clauses(parsed).__getitem__)
    assert (whole.start, whole.end) == (pieces[0].start, pieces[-1].end)


def test_no_hit_of_several_pieces_is_too_long(reference_assistant: Assistant) -> None:
    for question in ("专利法第四十二条", "专利侵权怎么处理", "专利法实施细则第八十四条"):
        for hit in reference_assistant.ask(question).hits:
            clause = reference_assistant.clause(hit.clause)
            one = (hit.start, hit.end) in clause.sentences
            assert one or len(hit.text) <= LONGEST
            assert clause.text[hit.start - clause.start : hit.end - clause.start] == hit.text


def test_of_an_article_the_stretch_that_states_what_is_asked_comes_first(reference_assistant: Assistant) -> None:
    asked, whole = (reference_assistant.ask(f"反不正当竞争法第九条{rest}").hits for rest in (" 商业秘密 含义", ""))
    assert "本法所称的商业秘密" in asked[0].text
    assert whole[0].start < asked[0].start  # without a topic the article begins at its beginning
