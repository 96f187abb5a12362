"""An answer in the making: marks, quotes, and how a place is called."""

from dataclasses import replace

from assistant.answering.draft import Draft, place_of
from assistant.messages import TITLE_LINE
from assistant.records import Citation, Status
from corpus.records import Clause, Document, Heading

LAW = Document("law", "中华人民共和国质押法", doc_no="第1号")
PLAN = Document("plan", "襄阳市质押规划")
ARTICLE = Clause("law#第二条", "law", "第二条", "第二条", "", (), "第二条 甲乙。 丙丁。", 100, 111)
SECTION = Clause("plan#三", "plan", "三", "三、", "主要任务", (), "三、主要任务", 100, 106)


def draft(*documents: Document) -> Draft:
    return Draft({document.id: document for document in documents or (LAW, PLAN)}, Status.ANSWERED)


def test_a_quote_is_cited_with_its_document_and_place() -> None:
    made = draft()
    assert made.cite(ARTICLE, (104, 107)) == 1
    assert made.citations == [Citation(1, "law", LAW.title, "第1号", "law#第二条", "第二条", "", "甲乙。", 104, 107)]


def test_a_quote_carries_the_page_that_it_begins_on() -> None:
    scanned = replace(LAW, pages=((0, 1), (104, 2), (106, 3)), recognised=True)
    made = draft(scanned)
    made.cite(ARTICLE, (104, 107))
    made.cite(ARTICLE, (103, 107))
    assert [(citation.page, citation.recognised) for citation in made.citations] == [(2, True), (1, True)]


def test_what_was_cited_keeps_its_mark() -> None:
    made = draft()
    assert [made.cite(ARTICLE, span) for span in ((104, 107), (104, 107), (105, 107), (104, 106))] == [1, 1, 1, 1]
    assert made.cite(ARTICLE, (104, 108)) == 2
    assert made.cite(ARTICLE, (103, 107)) == 3
    assert made.cite(replace(ARTICLE, id="law#第三条"), (104, 107)) == 4
    assert [citation.n for citation in made.citations] == [1, 2, 3, 4]


def test_the_parts_shown_carry_the_mark_of_the_whole() -> None:
    made = draft()
    assert made.quote(ARTICLE, (104, 111), [(104, 106), (107, 111)]) == "“甲乙”……“丙丁。”[1]"
    assert made.citations[0].quote == "甲乙。 丙丁。"


def test_a_document_is_named_only_beside_others() -> None:
    assert draft(LAW, PLAN).several("law") is LAW
    assert draft(LAW).several("law") is None


def test_lines_make_the_text() -> None:
    made = draft()
    made.lines += ["甲", "乙"]
    assert made.text == "甲\n乙"


def test_a_place_is_named_by_label_and_title() -> None:
    assert place_of(SECTION) == "三、 主要任务"
    assert place_of(SECTION, PLAN) == "《襄阳市质押规划》三、 主要任务"
    assert place_of(replace(SECTION, title="")) == "三、"
    assert place_of(replace(SECTION, label="三、主要任务")) == "三、主要任务"


def test_an_article_is_known_by_its_number() -> None:
    assert place_of(replace(ARTICLE, title="罚则"), LAW) == "《质押法》第二条"


def test_a_card_is_named_without_its_series() -> None:
    card = replace(PLAN, title="北京市产业政策导引卡片：知识产权质押补贴")
    assert place_of(SECTION, card) == "《知识产权质押补贴》三、 主要任务"
    assert place_of(SECTION, replace(PLAN, title="质押办法：实施细则")) == "《质押办法：实施细则》三、 主要任务"
    assert place_of(SECTION, replace(PLAN, title="质押办法：")) == "《质押办法：》三、 主要任务"


def test_an_edition_that_was_replaced_is_told_from_the_one_in_force() -> None:
    assert place_of(ARTICLE, replace(LAW, superseded_by="next")) == "《质押法（旧版）》第二条"
    assert place_of(ARTICLE, replace(LAW, title="质押法（旧版）", superseded_by="next")) == "《质押法（旧版）》第二条"


def test_a_heading_is_cited_once_in_its_document_and_a_title_line_as_such() -> None:
    made, heading = draft(), Heading("三", "三、", "三、主要任务", 90, 96)
    title = Heading("题名", "", "襄阳市质押规划", 0, 7)
    assert [made.cite_heading(each, SECTION) for each in (heading, title, heading)] == [1, 2, 1]
    assert made.cite_heading(heading, ARTICLE) == 3  # of another document, where it stands at the same place
    assert made.cite_heading(heading, SECTION, ((92, 96), "主要任务")) == 4
    assert [(c.doc, c.path, c.title, c.quote) for c in made.citations] == [
        ("plan", "三、", "三、主要任务", "三、主要任务"),
        ("plan", TITLE_LINE, PLAN.title, "襄阳市质押规划"),
        ("law", "三、", "三、主要任务", "三、主要任务"),
        ("plan", "三、", "三、主要任务", "主要任务"),
    ]
