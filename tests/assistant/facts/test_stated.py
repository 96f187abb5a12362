"""What a document states in figures: years and status of a sentence, indicators that belong together, names that are alike."""

import pytest

from assistant.facts.periods import BASELINE, TARGET
from assistant.facts.stated import StatedFigures, left_over, neighbours
from corpus.parser import parse
from corpus.records import Document

TEXT = """某某市体育“十三五”规划
一、发展基础
截至2015年,全市体育场馆达到40个。体育社团120家。
二、发展目标
到2020年,体育事业全面发展。
全市体育场馆达到65个。经常锻炼人口占比达到45%。
"""


@pytest.fixture(scope="module")
def stated() -> StatedFigures:
    parsed = parse(Document("sport", "某某市体育“十三五”规划"), TEXT)
    return StatedFigures(parsed.document, parsed.clauses)


def test_each_sentence_has_its_figures_with_year_and_status(stated: StatedFigures) -> None:
    found = [(row.name, row.value_text, row.year, row.kind) for row in stated.rows]
    assert found == [
        ("体育场馆", "40个", 2015, BASELINE),
        ("体育社团", "120家", 2015, BASELINE),
        ("体育场馆", "65个", 2020, TARGET),
        ("经常锻炼人口占比", "45%", 2020, TARGET),
    ]
    row = stated.rows[2]
    assert [r for r in stated.rows if (r.clause, r.span) == (row.clause, row.span)] == [row]
    assert [r for r in stated.rows if r.clause == "sport#none"] == []
    assert stated.plan == (2016, 2020)


def test_the_sentence_that_gives_the_year_is_known(stated: StatedFigures) -> None:
    row = stated.rows[2]
    start, end = row.year_sentence
    assert (row.year_words, row.year_from) == ("到2020年", "节")
    assert (row.year_clause, TEXT[start:end]) == (stated.clauses[1].id, "到2020年,体育事业全面发展。")


def test_reached_and_aimed_at_belong_together(stated: StatedFigures) -> None:
    assert stated.partners(stated.rows[0]) == {stated.rows[0], stated.rows[2]}
    assert stated.partners(stated.rows[1]) == frozenset()


def test_the_name_that_holds_more_of_what_is_asked_is_liker(stated: StatedFigures) -> None:
    asked = neighbours("体育社团")
    shares = [stated.likeness(row, [asked], asked)[0] for row in stated.rows]
    assert shares[1] == 1.0
    assert shares[3] == 0.0
    assert 0 < shares[0] < 0.5  # 体育 stands in many sentences and tells little


def test_pairs_stand_side_by_side_and_what_they_leave_over() -> None:
    assert neighbours("ＡＢ 体育，社") == {"ab", "体育"}
    assert left_over("体育场馆名单", "体育场馆") == "名单"
    assert left_over("体场", "体育场馆") == "体场"
