"""What the records compute of themselves: coverage, the text of a sentence, what belongs to the outline."""

from dataclasses import FrozenInstanceError

import pytest

from corpus.records import Clause, Document, Heading, ParsedDocument

TEXT = "题名\n甲乙。丙丁。"


def clause(start: int, end: int) -> Clause:
    return Clause("d#一", "d", "一", "一、", "", (), TEXT[start:end], start, end, ((3, 6), (6, 9)))


def covered(*spans: tuple[int, int]) -> float:
    headings = tuple(Heading("题名", "", "", start, end) for start, end in spans)
    return ParsedDocument(Document("d", "某"), "0123456789", headings, ()).coverage()


def test_a_sentence_is_cut_out_of_the_clause_by_its_place_in_the_document() -> None:
    assert [clause(3, 9).sentence_text(number) for number in (0, 1)] == ["甲乙。", "丙丁。"]


@pytest.mark.parametrize(("path", "structural"), [("题名", False), ("目录", False), ("一", True), ("附件1", True)])
def test_title_and_contents_are_no_part_of_the_outline(path: str, structural: bool) -> None:
    assert Heading(path, "", "", 0, 1).structural is structural


def test_a_record_cannot_be_changed_and_what_is_not_known_is_none() -> None:
    document = Document("d", "某")
    assert {key for key, value in document.to_dict().items() if value} == {"id", "title"}
    with pytest.raises(FrozenInstanceError):
        document.title = "别的"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("spans", "share"),
    [
        ([(0, 10)], 1.0),
        ([(0, 4), (4, 10)], 1.0),
        ([(4, 10), (0, 4)], 1.0),  # in any order
        ([], 0.0),
        ([(0, 3), (5, 10)], 0.8),  # 3 and 4 are lost
        ([(0, 6), (4, 10)], 0.6),  # the second begins inside the first: it counts for nothing
        ([(0, 6), (2, 4), (6, 10)], 1.0),  # one inside another adds nothing and hides nothing behind it
        ([(0, 6), (2, 4), (5, 10)], 0.6),
    ],
)
def test_coverage_is_the_share_of_characters_in_exactly_one_place(spans: list[tuple[int, int]], share: float) -> None:
    assert covered(*spans) == pytest.approx(share)


def test_clauses_count_in_the_coverage_and_an_empty_text_is_covered() -> None:
    document = Document("d", "某")
    assert ParsedDocument(document, TEXT, (Heading("题名", "", "题名", 0, 3),), (clause(3, 9),)).coverage() == 1
    assert ParsedDocument(document, "", (), ()).coverage() == 1
