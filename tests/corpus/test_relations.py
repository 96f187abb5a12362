"""What a text says of other documents, and which of those that are held it means."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.records import Document, ParsedDocument, Relation
from corpus.relations import relations_of, resolve

Parse = Callable[[str], ParsedDocument]


def said(parsed: ParsedDocument) -> list[tuple[str, str, str | None, str | None]]:
    return [(item.kind, item.title, item.doc_no, item.day) for item in relations_of(parsed)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("本办法自公布之日起施行，《旧办法》同时废止。", [("旧办法", None, None)]),
        (
            "《甲办法》（某发〔2019〕1号）、《乙办法》（某发〔2020〕2号）同时废止。",
            [("甲办法", "某发〔2019〕1号", None), ("乙办法", "某发〔2020〕2号", None)],
        ),
        ("2002年5月16日某会通过的《旧条例》同时废止。", [("旧条例", None, "2002-05-16")]),
        ("现决定废止《旧条例》。", [("旧条例", None, None)]),
        ("《旧办法》不再执行。", [("旧办法", None, None)]),
        ("《旧办法》第三条同时废止。", []),
        ("《旧办法》部分条款同时废止。", []),
        ("根据《旧办法》取得的证书继续有效。", []),
        ("在《安排》下，对外资企业停止执行有关限制。", []),
    ],
)
def test_what_is_repealed(parse_text: Parse, sentence: str, found: list[tuple[str, str | None, str | None]]) -> None:
    parsed = parse_text(f"某办法\n第一条 甲。\n第二条 乙。\n第三条 丙。\n第四条 {sentence}\n")
    assert [(title, number, day) for kind, title, number, day in said(parsed) if kind == "废止"] == found


def test_what_a_text_rests_on_and_its_amendments(parse_text: Parse) -> None:
    text = "某细则\n（2001年6月15日公布　2010年1月9日第一次修订　根据2023年12月11日《关于修改〈某细则〉的决定》第二次修订）\n第一条 根据《甲法》、《乙法》和有关规定，制定本细则。\n第二条 依照《丙法》处罚。\n第三条 根据《丁法》执行。\n"
    assert said(parse_text(text)) == [
        ("修正", "某文件", None, "2010-01-09"), ("修正", "某文件", None, "2023-12-11"),
        ("依据", "甲法", None, None), ("依据", "乙法", None, None), ("依据", "丙法", None, None),
    ]  # fmt: skip


def test_the_words_and_the_place_are_kept(parse_text: Parse) -> None:
    (relation,) = relations_of(parse_text("某决定\n会议决定：\n一、废止《甲条例》\n二、加强管理\n"))
    assert (relation.quote, relation.where) == ("废止《甲条例》", "一、")


OWN = Document("new", "某市专利办法", published="2020-05-01")
OLD = Document("old", "某市专利办法", published="2010-01-01", doc_no="某发〔2010〕3号")
OTHER = Document("other", "某市商标办法（2015年修订）", published="2015-01-01")


def resolved(relation: Relation, *held: Document) -> str | None:
    return resolve([relation], held, OWN)[0].doc


def test_the_title_names_a_document_its_edition_aside() -> None:
    assert resolved(Relation("废止", "某市商标办法", "…", "第四条"), OLD, OTHER) == "other"
    assert resolved(Relation("依据", "某市商标办法", "…", "第一条"), OTHER) == "other"
    assert resolved(Relation("废止", "某市版权办法", "…", "第四条"), OLD, OTHER) is None


def test_of_its_own_title_only_a_number_or_a_day_names_another() -> None:
    relation = Relation("废止", "某市专利办法", "…", "第四条")
    assert resolved(relation, OLD) is None
    assert resolved(replace(relation, doc_no="某发〔2010〕3号"), OLD) == "old"
    assert resolved(replace(relation, doc_no="某发〔2009〕3号"), OLD) is None
    assert resolved(replace(relation, day="2010-01-01"), OLD) == "old"
    assert resolved(replace(relation, day="1999-01-01"), OLD) is None


def test_nothing_repeals_what_is_younger() -> None:
    assert resolved(Relation("废止", "某市商标办法", "…", "第四条"), replace(OTHER, published="2021-01-01")) is None


def test_what_has_no_day_is_not_known_to_be_older_or_younger() -> None:
    relation, younger = Relation("废止", "某市商标办法", "…", "第四条"), replace(OTHER, published="2021-01-01")
    assert resolve([relation], [younger], replace(OWN, published=None))[0].doc == "other"
    assert resolved(relation, replace(OTHER, published=None)) == "other"


def test_of_two_that_can_be_meant_none_is() -> None:
    assert resolved(Relation("依据", "某市商标办法", "…", "第一条"), OTHER, replace(OTHER, id="again")) is None


def test_no_text_is_in_force_before_its_amendment() -> None:
    amended = replace(OWN, valid_from="2008-01-01", relations=(Relation("修正", "x", "…", "题名", day="2012-12-28"),))
    assert (amended.begins, amended.in_force("2010-01-01"), amended.in_force("2013-01-01")) == ("2012-12-28", False, True)
    assert Document.from_row(amended.to_row()) == amended
