"""Articles as the law counts them: 款, 项 and 目, worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from corpus.articles import Part, divide, lines_of
from corpus.parser import parse
from corpus.readers.read import read_file
from corpus.records import Clause, Document

LIST = "第九条 有下列情形之一的，不予登记：\n（一）没有材料的；\n（二）逾期的。\n前款规定的期限为十日。\n不服的，可以起诉。\n"
DEEP = (
    "第一条 企业应当：\n(一)属于下列之一：\n1.上市公司；\n(1)主板；\n(2)其他板；\n2.中央企业：\n在本市注册的；\n3.外资企业。\n"
    "(二)依法纳税。\n港澳企业参照执行。\n"
)


def clause(text: str, *sentences: tuple[int, int]) -> Clause:
    return Clause("law#第九条", "law", "第九条", "第九条", "", (), text, 100, 100 + len(text), sentences)


def article(text: str) -> Clause:
    return next(c for c in parse(Document("law", "某法"), "某法\n" + text).clauses if c.path.startswith("第"))


def shape(part: Part, made: Clause) -> Any:
    """Return number and first words of a part, and the same of what it is divided into."""
    words = made.text[part.span[0] - made.start : part.span[1] - made.start][:6]
    return (part.number, words, [shape(below, made) for below in part.parts]) if part.parts else (part.number, words)


def test_paragraphs_are_lines_without_white_space_and_number() -> None:
    made = clause("第九条 甲乙。\n\n\u3000丙丁。 \n戊。", (104, 107), (109, 112))
    assert lines_of(made) == [(104, 107), (110, 113), (115, 117)]


def test_lines_of_a_clause_without_sentences_begin_where_it_begins() -> None:
    assert lines_of(clause("第九条\n甲。")) == [(100, 103), (104, 106)]


def test_only_the_first_line_loses_its_number() -> None:
    assert lines_of(clause("第九条 甲。\n乙。", (104, 106), (107, 109))) == [(104, 106), (107, 109)]
    assert lines_of(clause("\n第九条 甲。", (105, 107))) == [(105, 107)]


def test_an_item_is_no_paragraph_and_belongs_to_the_one_above() -> None:
    made = article(LIST)
    assert [shape(part, made) for part in divide(made).parts] == [
        (1, "有下列情形之", [(1, "（一）没有材"), (2, "（二）逾期的")]),
        (2, "前款规定的期"),
        (3, "不服的，可以"),
    ]


def test_items_are_divided_further_and_a_line_within_them_is_no_paragraph() -> None:
    made = article(DEEP)
    first, second = divide(made).parts
    assert shape(second, made) == (2, "港澳企业参照")
    assert [part.number for part in first.parts] == [1, 2]
    assert [shape(part, made) for part in first.parts[0].parts] == [
        (1, "1.上市公司", [(1, "(1)主板；"), (2, "(2)其他板")]),
        (2, "2.中央企业", [(0, "在本市注册的")]),
        (3, "3.外资企业"),
    ]


def test_items_on_one_line_are_items_and_citations_of_items_are_none() -> None:
    made = article("第三条 包括：（一）前条第（二）项的费用；（二）其他费用。\n")
    assert [shape(part, made) for part in divide(made).parts] == [(1, "包括：", [(1, "（一）前条第"), (2, "（二）其他费")])]


def test_an_article_that_begins_with_an_item_has_a_paragraph_without_words() -> None:
    made = article("第三条 （一）甲乙；\n（二）丙丁。\n")
    (paragraph,) = divide(made).parts
    assert [part.number for part in paragraph.parts] == [1, 2]
    assert len(paragraph.spans()) == 2


@pytest.mark.parametrize(("number", "found"), [(1, 1), (3, 3), (-1, 3), (4, None), (0, None)])
def test_a_part_by_its_number(number: int, found: int | None) -> None:
    part = divide(article(LIST)).part(number)
    assert (part.number if part else None) == found


def test_the_parts_of_an_article_are_its_text(reference_documents: Path) -> None:
    articles = 0
    for path in sorted(reference_documents.glob("*.txt")):
        text = read_file(path)[0].text
        for made in parse(Document(path.stem, path.stem), text).clauses:
            if not made.path.startswith("第"):
                continue
            articles += 1
            body = made.text[made.sentences[0][0] - made.start if made.sentences else 0 :]
            shown = "".join(text[start:end] for start, end in divide(made).spans())
            assert "".join(shown.split()) == "".join(body.split()), made.id
    assert articles > 1500
