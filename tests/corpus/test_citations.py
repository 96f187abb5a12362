"""Citations inside texts: which place that is held each of them means."""

from corpus.citations import Link, links
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

LAW = parse(
    Document("law", "中华人民共和国甲法", published="2010-01-01"), "甲法\n第一条 甲。\n第十二条 乙。\n第十二条之一 丙。\n"
)
TEXT = "某细则\n第一条 根据《甲法》（以下简称甲法）制定。\n第二条 依照《中华人民共和国甲法》第十二条、《甲法》第12条之一和《乙法》第三条办理。\n第三条 本细则第二条的期限。\n"


def found(document: Document, *held: ParsedDocument, text: str = TEXT) -> list[tuple[str, str | None]]:
    by_id = {item.document.id: item for item in held}
    got = links(parse(document, text), (item.document for item in held), by_id.__getitem__)
    return [(text[slice(*link.span)], link.clause or link.doc) for link in got]


def test_a_citation_leads_to_the_article_that_it_names() -> None:
    assert found(Document("d", "某细则", published="2012-01-01"), LAW) == [
        ("《甲法》（以下简称甲法）", "law"), ("《中华人民共和国甲法》第十二条", "law#第十二条"), ("《甲法》第12条之一", "law#第十二条之一"),
        ("本细则第二条", "d#第二条"),
    ]  # fmt: skip


def test_an_edition_younger_than_the_text_is_not_what_its_article_was() -> None:
    assert found(Document("d", "某细则", published="2005-01-01"), LAW)[1] == ("《中华人民共和国甲法》第十二条", "law")
    assert found(Document("d", "某细则"), LAW)[1] == ("《中华人民共和国甲法》第十二条", "law")


def test_an_article_that_is_not_there_leads_to_the_document() -> None:
    assert found(Document("d", "某细则", published="2012-01-01"), LAW, text="某文\n依照《甲法》第九条办理。\n") == [
        ("《甲法》第九条", "law")
    ]


def test_of_two_versions_the_one_that_was_not_replaced_is_meant() -> None:
    old = parse(Document("old", "甲法", published="2000-01-01", superseded_by="law"), "甲法\n第一条 甲。\n第二条 乙。\n")
    assert found(Document("d", "某细则", published="2012-01-01"), LAW, old)[0][1] == "law"
    again = parse(Document("again", "甲法", published="2001-01-01"), old.text)
    assert [target for _, target in found(Document("d", "某细则", published="2012-01-01"), LAW, again)] == ["d#第二条"]


def test_what_is_not_held_is_no_link() -> None:
    assert found(Document("d", "某细则"), text="某文\n依照《丁法》第一条办理。\n") == []
    assert Link((0, 1), "d", None) == Link((0, 1), "d", None)
