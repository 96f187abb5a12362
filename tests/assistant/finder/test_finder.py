"""The clause finder, and its lists as Word, Excel and text."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from assistant.finder.export import quotation, to_docx, to_xlsx
from assistant.finder.find import Filters, FinderResult, find, in_force, parse_query
from corpus.parser import parse
from corpus.records import Document, ParsedDocument
from corpus.registry import builtin_documents

LAW = """某某法
第一章 总则
第一条 为了保护专利权,制定本法。
第二条 =专利质押融资由登记机关办理。
第四十二条 发明专利权的期限为二十年。
"""


class Shelf:
    """The plan and two versions of a law; its search likes the last clause best."""

    def __init__(self) -> None:
        old = Document("law_old", "某某法", kind="法律", region="全国", valid_from="2001", valid_to="2020-05-31")
        new = replace(old, id="law_new", valid_from="2020-06-01", valid_to=None, doc_no="某令〔2020〕5号")
        self.all: dict[str, ParsedDocument] = {
            p.document.id: p for p in (parse(*builtin_documents()[0]), parse(old, LAW), parse(new, LAW))
        }

    def documents(self) -> tuple[Document, ...]:
        return tuple(parsed.document for parsed in self.all.values())

    def parsed(self, doc: str) -> ParsedDocument:
        return self.all[doc]

    def search(self, query: str, top_k: int = 10) -> list[Any]:
        from assistant.records import Hit

        rows = []
        for parsed in self.all.values():
            for clause in parsed.clauses:
                start, end = clause.sentences[0]
                rows.append(Hit(clause.doc, clause.id, clause.path, clause.title, "", start, end, 0.5, 0))
        return rows[::-1][:top_k]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def labels(result: FinderResult) -> list[str]:
    return [row.clause.label for row in result.rows]


@pytest.mark.parametrize("quotes", ["“{}”", '"{}"', "「{}」", "『{}』"])
def test_quotation_marks_of_any_kind_hold_a_phrase(shelf: Shelf, quotes: str) -> None:
    query = quotes.format("专项执法活动")
    assert parse_query(query).phrases == ("专项执法活动",)
    result = find(shelf, query, sort="text")
    assert labels(result) == ["三、(二)1.", "三、(二)3."]  # the same sentence stands in two sections
    assert result.occurrences == 2


def test_every_occurrence_is_marked_and_counted_by_section(shelf: Shelf) -> None:
    result = find(shelf, "贯标", sort="text")
    text = shelf.parsed("xiangyang_ip_145").text
    assert all(text[start:end] == "贯标" for row in result.rows for start, end in row.spans)
    body = text[text.index("为贯彻落实") :]
    assert result.occurrences == body.count("贯标")
    assert sum(count for _, _, count in result.sections) == result.occurrences


def test_all_keywords_must_occur_and_failing_that_any(shelf: Shelf) -> None:
    both = find(shelf, "质押融资 证券化", Filters(doc="xiangyang_ip_145"))
    assert both.way == "all"
    assert all("质押融资" in row.clause.text and "证券化" in row.clause.text for row in both.rows)
    some = find(shelf, "质押融资 月球", Filters(doc="xiangyang_ip_145"))
    assert some.way == "any"
    assert some.rows


def test_words_written_together_may_stand_apart(shelf: Shelf) -> None:
    result = find(shelf, "质押融资风险补偿机制建设补贴", Filters(doc="xiangyang_ip_145"))
    assert result.way in ("all", "any")
    assert any("质押融资" in row.clause.text for row in result.rows)


@pytest.mark.parametrize("query", ["三(三)3", "三、（三）3.", "第三部分第三节第3点"])
def test_a_section_by_number(shelf: Shelf, query: str) -> None:
    result = find(shelf, query, Filters(doc="xiangyang_ip_145"))
    assert (result.way, labels(result)) == ("reference", ["三、(三)3."])


@pytest.mark.parametrize("query", ["第四十二条", "第42条", "某某法第四十二条"])
def test_an_article_by_number_in_every_version(shelf: Shelf, query: str) -> None:
    result = find(shelf, query, sort="text")
    assert result.way == "reference"
    assert {row.document.id for row in result.rows} == {"law_old", "law_new"}
    assert set(labels(result)) == {"第四十二条"}


def test_an_article_that_is_not_there_is_said_to_be_missing(shelf: Shelf) -> None:
    assert find(shelf, "第九十九条").way == "none"


def test_only_what_is_in_force_on_a_date(shelf: Shelf) -> None:
    on = {
        day: {r.document.id for r in find(shelf, "第42条", Filters(in_force_on=day)).rows} for day in ("2019-01-01", "2020-06-01")
    }
    assert on == {"2019-01-01": {"law_old"}, "2020-06-01": {"law_new"}}


@pytest.mark.parametrize(
    ("begins", "ends", "day", "expected"),
    [("2021", "2025", "2025-12-31", True), ("2021", "2025", "2026-01-01", False), ("2021-06-01", None, "2021-05-31", False),
     (None, None, "2024-01-01", True), ("2021-06", None, "2021", True)],
)  # fmt: skip
def test_dates_of_any_precision(begins: str | None, ends: str | None, day: str, expected: bool) -> None:
    assert in_force(Document("x", "x", valid_from=begins, valid_to=ends), day) is expected


def test_filters_by_kind_and_region(shelf: Shelf) -> None:
    assert {r.document.id for r in find(shelf, "专利", Filters(kind="规划")).rows} == {"xiangyang_ip_145"}
    assert "xiangyang_ip_145" not in {r.document.id for r in find(shelf, "专利", Filters(region="全国")).rows}


def test_order_by_relevance_follows_the_search_and_order_by_text_the_text(shelf: Shelf) -> None:
    by_search = labels(find(shelf, "质押", Filters(doc="xiangyang_ip_145")))
    by_text = labels(find(shelf, "质押", Filters(doc="xiangyang_ip_145"), "text"))
    assert by_search == by_text[::-1]  # this search ranks from the end


def test_nothing_asked_and_nothing_there(shelf: Shelf) -> None:
    assert find(shelf, "  ").rows == ()
    assert find(shelf, "质押", Filters(doc="nowhere")).way == "none"


def test_a_quotation_names_title_number_and_place() -> None:
    text = quotation("某某法", "某令〔2020〕5号", "三、(三)3.", "原句。\n")
    assert text == "《某某法》(某令〔2020〕5号)三、(三)3. “原句。” (原文摘录)"
    assert quotation("某某规划", None, "四、(一)", "原句。").startswith("《某某规划》四、(一) “")


def test_word_file_holds_quotes_label_and_metadata(shelf: Shelf) -> None:
    result = find(shelf, "质押融资")
    word = docx.Document(BytesIO(to_docx(result)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert all(row.clause.text.strip() in text for row in result.rows)
    assert "以政策原文为准" in text
    assert "质押融资" in text
    assert (word.core_properties.subject, "质押融资" in word.core_properties.title) == ("原文摘录", True)
    marked = {run.text for paragraph in word.paragraphs for run in paragraph.runs if run.underline}
    assert marked == {"质押融资"}


def test_excel_file_holds_quotes_label_and_metadata_and_no_formula(shelf: Shelf) -> None:
    result = find(shelf, "专利质押融资")
    book = openpyxl.load_workbook(BytesIO(to_xlsx(result)))
    sheet = book.active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[5] for row in rows] == [row.clause.text.strip() for row in result.rows]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert book.properties.subject == "原文摘录"
    assert "以政策原文为准" in str(sheet["A1"].value)


def test_control_characters_do_not_break_an_export(shelf: Shelf) -> None:
    result = find(shelf, "质押\x0b融资 =1+1")
    assert to_docx(result)
    assert to_xlsx(result)
