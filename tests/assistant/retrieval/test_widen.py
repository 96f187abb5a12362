"""Pieces become whole sentences and stretches, up to a length, by offsets worked out by hand."""

from assistant.records import Hit
from assistant.retrieval.widen import LONGEST, in_stretches, whole_sentences
from corpus.records import Clause

BEGIN = 50  # where the clause stands in its document


def clause(*pieces: str, name: str = "d#1") -> Clause:
    """Return a clause of these pieces; a line feed before a piece is no part of it."""
    text, spans = "", []
    for piece in pieces:
        start = BEGIN + len(text) + len(piece) - len(piece.lstrip("\n"))
        text += piece
        spans.append((start, BEGIN + len(text)))
    return Clause(name, "d", "1", "1.", "", (), text, BEGIN, BEGIN + len(text), tuple(spans))


def hit(held: Clause, number: int) -> Hit:
    start, end = held.sentences[number]
    return Hit("d", held.id, "1.", "", held.sentence_text(number), start, end, 0.5, number)


def whole(held: Clause, *numbers: int) -> list[str]:
    return [found.text for found in whole_sentences([hit(held, number) for number in numbers], lambda _: held)]


def stretches(*hits: Hit, **clauses: Clause) -> list[str]:
    return [found.text for found in in_stretches(hits, clauses.__getitem__)]


def test_pieces_between_semicolons_are_one_sentence() -> None:
    held = clause("前句。", "甲；", "乙;", "丙。", "丁。")
    for number in (1, 2, 3):
        assert whole(held, number) == ["甲；乙;丙。"]
    assert whole(held, 0) == ["前句。"]
    assert whole(held, 4) == ["丁。"]
    found = whole_sentences([hit(held, 2)], lambda _: held)[0]
    assert (found.start, found.end, found.sentence) == (BEGIN + 3, BEGIN + 9, 2)


def test_the_last_piece_needs_nothing_behind_it() -> None:
    assert whole(clause("甲；", "乙；"), 1) == ["甲；乙；"]


def test_a_new_line_ends_a_sentence() -> None:
    assert whole(clause("甲；", "\n乙；", "丙。"), 0) == ["甲；"]
    assert whole(clause("甲；", "\n乙；", "丙。"), 2) == ["乙；丙。"]


def test_a_sentence_is_widened_as_far_as_it_may_be_and_forward_first() -> None:
    exact = clause("甲" * 99 + "；", "乙" * 99 + "。")
    assert [len(text) for text in whole(exact, 0)] == [LONGEST]
    assert [len(text) for text in whole(exact, 1)] == [LONGEST]
    longer = clause("甲" * 99 + "；", "乙" * 100 + "。")
    assert whole(longer, 0) == ["甲" * 99 + "；"]
    assert whole(longer, 1) == ["乙" * 100 + "。"]
    three = clause("甲" * 79 + "；", "乙" * 79 + "；", "丙" * 79 + "。")
    assert whole(three, 0) == ["甲" * 79 + "；" + "乙" * 79 + "；"]
    assert whole(three, 1) == ["乙" * 79 + "；" + "丙" * 79 + "。"]


def test_a_hit_that_lies_in_one_before_it_is_left_out_but_not_one_of_another_clause() -> None:
    held, other = clause("甲；", "乙。", "丙。"), clause("甲；", "乙。", name="d#2")
    assert whole(held, 1, 0, 2) == ["甲；乙。", "丙。"]
    found = whole_sentences([hit(held, 0), hit(other, 0)], {"d#1": held, "d#2": other}.__getitem__)
    assert [one.clause for one in found] == ["d#1", "d#2"]


def test_a_hit_that_is_no_sentence_of_its_clause_stays_as_it_is() -> None:
    held = clause("甲甲；", "乙。")
    for start, end in ((BEGIN, BEGIN + 2), (BEGIN + 1, BEGIN + 3), (BEGIN + 90, BEGIN + 91), (BEGIN, BEGIN + 91)):
        cut = Hit("d", "d#1", "1.", "", "甲", start, end, 0.5, 0)
        assert whole_sentences([cut], lambda _: held) == [cut]


def test_neighbours_of_a_clause_are_joined_up_to_a_length() -> None:
    exact = clause("甲" * 100, "乙" * 100, "丙")
    found = in_stretches([hit(exact, n) for n in range(3)], lambda _: exact)
    assert [one.text for one in found] == ["甲" * 100 + "乙" * 100, "丙"]
    assert (found[0].start, found[0].end, found[0].sentence) == (BEGIN, BEGIN + LONGEST, 0)
    longer = clause("甲" * 100, "乙" * 101)
    assert [one.text for one in in_stretches([hit(longer, 0), hit(longer, 1)], lambda _: longer)] == ["甲" * 100, "乙" * 101]


def test_what_is_between_joined_pieces_is_kept() -> None:
    held = clause("甲。", "\n乙。")
    assert stretches(hit(held, 0), hit(held, 1), **{"d#1": held}) == ["甲。\n乙。"]


def test_pieces_of_two_clauses_and_pieces_that_go_back_are_not_joined() -> None:
    held, other = clause("甲。", "乙。"), clause("丙。", "丁。", name="d#2")
    both = {"d#1": held, "d#2": other}
    assert stretches(hit(held, 0), hit(other, 1), **both) == ["甲。", "丁。"]
    assert stretches(hit(held, 1), hit(held, 0), **both) == ["乙。", "甲。"]
    assert stretches(hit(held, 0), hit(other, 0), hit(other, 1), **both) == ["甲。", "丙。丁。"]
    assert stretches(hit(held, 0), hit(held, 0), **both) == ["甲。"]
