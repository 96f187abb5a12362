"""What is known of documents once they are found: each fact that is asked for, and by what validity is judged."""

from dataclasses import replace

from assistant.facts.standing import Standing
from assistant.question.document_facts import DocumentAsked
from assistant.records import Respect
from assistant.retrieval.known import KnownDocuments
from assistant.retrieval.scope import Scoper
from corpus.parser import parse
from corpus.records import Document

OLD = Document("old", "某省旅游条例", "某省人大常委会", superseded_by="new", supersedes="lost")
NEW = Document("new", "某省旅游条例", "某省人大常委会", supersedes="old")
LAST = Document("last", "某市游船办法", "某市人民政府")
TEXT = (
    "{title}\n第一章 总则\n第一条 为了发展，制定本文件。\n第二条 由某局负责解释。\n第二章 附则\n第三条 自2023年2月1日起施行。\n"
)
DOCUMENTS = (OLD, NEW, LAST)
PARSED = {document.id: parse(document, TEXT.format(title=document.title)) for document in DOCUMENTS}
KNOWN = KnownDocuments(Scoper(DOCUMENTS), PARSED.__getitem__)


def facts(asked: DocumentAsked, *named: int) -> list[tuple[int, Respect, str]]:
    return [(number, fact.respect, fact.line) for number, fact in KNOWN.facts(named, asked, "2024")]


def test_validity_is_judged_by_the_versions_that_are_held() -> None:
    assert KNOWN.standing(0, "2024-06-01") == Standing("2024-06-01", NEW, None)  # what it replaced is not held
    assert KNOWN.standing(1, "2024") == Standing("2024", None, OLD)
    assert KNOWN.standing(2, "2024") == Standing("2024")


def test_each_respect_of_each_document_is_told_in_the_order_asked() -> None:
    asked = DocumentAsked((Respect.ISSUER, Respect.TITLE))
    assert [fact[:2] for fact in facts(asked, 2, 0)] == [
        (2, Respect.ISSUER), (2, Respect.TITLE), (0, Respect.ISSUER), (0, Respect.TITLE),
    ]  # fmt: skip
    assert [line for _, respect, line in facts(asked, 2, 0) if respect is Respect.ISSUER] == ["某市人民政府", "某省人大常委会"]
    assert facts(asked) == facts(DocumentAsked(), 0) == []


def test_of_each_unit_it_is_told_how_many_there_are() -> None:
    chapters, articles = (line for _, _, line in facts(DocumentAsked((Respect.COUNT,), units=("章", "条")), 2))
    assert ("两章" in chapters, "三条" in articles) == (True, True)
    assert len(facts(DocumentAsked((Respect.OUTLINE,), units=("章", "条")), 2)) == 1
    assert len(facts(DocumentAsked((Respect.OUTLINE,)), 2)) == 1


def test_what_no_register_keeps_is_looked_for_by_its_words() -> None:
    (found,) = KNOWN.facts([2], DocumentAsked((Respect.OTHER,), other="负责解释"), "2024")
    (text,) = {PARSED["last"].text[start:end] for start, end in found[1].spans}
    assert text.strip().endswith("由某局负责解释。")
    (lost,) = KNOWN.facts([2], DocumentAsked((Respect.OTHER,), other="票数"), "2024")
    assert not lost[1].known


def test_an_outline_is_told_by_the_unit_that_is_asked_for_first() -> None:
    chapter = DocumentAsked((Respect.OUTLINE,), numbers=(2,))
    by_unit = [facts(replace(chapter, units=units), 2) for units in (("条",), ("条", "章"), ("章", "条"), ())]
    assert "共一条（第三条）" in by_unit[0][0][2]
    assert by_unit[1] == by_unit[0]
    assert all("第三条" not in line for ((_, _, line),) in by_unit[2:])


def test_no_other_respect_has_a_unit() -> None:
    for respect in (Respect.ISSUER, Respect.HEADING, Respect.TITLE):
        asked = DocumentAsked((respect,), numbers=(2,))
        assert facts(replace(asked, units=("条",)), 2) == facts(asked, 2) != []


def test_of_what_is_not_there_nothing_is_counted_and_nothing_is_known_of_no_document() -> None:
    assert facts(DocumentAsked((Respect.COUNT,)), 2) == []  # of no unit
    assert facts(DocumentAsked((Respect.ISSUER,))) == []
