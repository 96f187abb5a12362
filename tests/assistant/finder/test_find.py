"""The clause finder, and its lists as Word, Excel and text."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from assistant.errors import FilterError, QuestionError
from assistant.finder.export import quotation, to_docx, to_xlsx
from assistant.finder.find import Filters, FinderResult, find
from assistant.finder.query import parse_query
from assistant.finder.snippet import snippet
from corpus.builtin import builtin_documents
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

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

    def search(
        self, query: str, top_k: int = 10, doc: str | None = None, region: str | None = None, in_force_on: str | None = None
    ) -> list[Any]:
        from assistant.records import Hit

        self.searched = (doc, region, in_force_on)
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


@pytest.mark.parametrize("marks", ["“”", '""', "「」", "『』", "‘’", "''", "〝〞", "«»", "＂＂"])
def test_a_phrase_stands_in_marks_of_any_kind(marks: str) -> None:
    query = parse_query(f"{marks[0]}担保 机制{marks[1]} 贷款")
    assert (query.phrases, query.words) == (("担保 机制",), ("贷款",))


def test_a_mark_that_is_not_closed_and_a_wish_without_another_word_are_words() -> None:
    assert parse_query("“担保 机制").words == ("担保", "机制")
    assert parse_query("不含房产").words == ("不含房产",)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("3.3", "三、(三)"), ("三.3", "三、(三)"), ("3-3", "三、(三)"), ("3.6 第二点", "三、(六)2"), ("3.3.2", "三、(三)2"),
        ("三(三)3", "三、(三)3"), ("三、（三）", "三、(三)"), ("第四十二条之一", "第四十二条之一"),
        ("42条第2款", "第四十二条第二款"),
    ],
)  # fmt: skip
def test_numbers_in_all_spellings_name_a_place(query: str, name: str) -> None:
    assert [reference.name for reference in parse_query(query).references] == [name]


@pytest.mark.parametrize("query", ["3.3%", "增长3.3", "2025", "42"])
def test_other_numbers_name_none(query: str) -> None:
    assert parse_query(query).references == ()


def test_a_law_that_is_not_held_gives_no_articles_of_others(shelf: Shelf) -> None:
    result = find(shelf, "渔业法第四十二条")
    assert (result.rows, result.query.title) == ((), "渔业法")
    assert len(find(shelf, "本办法第四十二条").rows) == 2  # a kind alone names none


def test_a_document_that_is_named_and_lacks_the_article_is_told_with_how_many_it_has(shelf: Shelf) -> None:
    (lacking,) = find(shelf, "第99条", Filters(doc="law_new")).lacking
    assert (lacking.document.id, lacking.articles) == ("law_new", 3)
    assert find(shelf, "第42条", Filters(doc="law_new")).lacking == ()
    assert find(shelf, "第99条").lacking == ()  # none is named


def test_a_snippet_of_a_long_clause_holds_what_was_looked_for() -> None:
    shelf = Shelf()
    text = "某某法\n第一条 " + "甲" * 500 + "航道" + "乙" * 500 + "。\n"
    shelf.all = {"long": parse(Document("long", "某某法"), text)}
    (row,) = find(shelf, "航道").rows
    shown = snippet(row)
    assert [piece for piece, marked in shown if marked] == ["航道"]
    assert len("".join(piece for piece, _ in shown)) < 140
    assert (shown[0][0], shown[-1][0]) == ("…", "…")
    short = find(Shelf(), "发明专利权的期限").rows[0]
    assert "".join(piece for piece, _ in snippet(short)) == short.clause.text.rstrip("\n")


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


@pytest.mark.parametrize("day", ["2022-13-45", "2023-02-29", "tomorrow", "2022-1-1", "２０２２"])
def test_a_date_that_the_calendar_does_not_have_is_refused(shelf: Shelf, day: str) -> None:
    with pytest.raises(FilterError, match=day):
        find(shelf, "专利", Filters(in_force_on=day))


def test_what_is_excluded_does_not_occur(shelf: Shelf) -> None:
    every = find(shelf, "质押融资", Filters(doc="xiangyang_ip_145")).rows
    minus = "-－‐‑‒–—―−﹣"
    written = [f"质押融资 {sign}证券化" for sign in minus]
    for query in (*written, "质押融资 -“证券化”", "质押融资 不含证券化", "质押融资 不含 证券化", "质押融资 不要「证券化」"):
        rows = find(shelf, query, Filters(doc="xiangyang_ip_145")).rows
        assert [row.clause.id for row in rows] == [row.clause.id for row in every if "证券化" not in row.clause.text]
    assert 0 < len(rows) < len(every)


def test_the_search_that_ranks_gets_the_filters(shelf: Shelf) -> None:
    find(shelf, "质押融资", Filters("xiangyang_ip_145", "襄阳", "规划", "2022"))
    assert shelf.searched == ("xiangyang_ip_145", "襄阳", "2022")
    find(shelf, "质押融资")
    assert shelf.searched == (None, None, None)


@pytest.mark.parametrize("sort", ["relevance", "text"])
def test_signs_alone_are_looked_for_though_no_search_reads_them(monkeypatch: pytest.MonkeyPatch, sort: Any) -> None:
    shelf = Shelf()

    def wordless(*_: Any) -> None:
        raise QuestionError("没有读到文字")

    monkeypatch.setattr(shelf, "search", wordless)
    assert find(shelf, "？？？", sort=sort).rows == ()
    assert labels(find(shelf, "=", sort=sort)) == ["第二条", "第二条"]


def test_an_exclusion_stands_at_the_start_of_a_word(shelf: Shelf) -> None:
    query = parse_query("GB/T29490-2013 质押 - -专利 ——贯标")
    assert (query.words, query.excluded) == (("GB/T29490-2013", "质押", "--贯标"), ("专利",))
    assert find(shelf, "-专利").way == "none"
    assert find(shelf, "质押融资 -质押").way == "none"  # nothing is left, and what sounds alike is not what was asked


@pytest.mark.parametrize("query", ["第四十二条", "第42条", "42条", "四十二条", "４２条", "42 条", "某某法 42条", "某某法42条"])
def test_an_article_is_written_in_many_ways(shelf: Shelf, query: str) -> None:
    result = find(shelf, query, Filters(kind="法律"))
    assert (result.way, set(labels(result)), len(result.rows)) == ("reference", {"第四十二条"}, 2)


@pytest.mark.parametrize("query", ["99条", "第九十九条"])
def test_a_bare_number_of_an_article_that_is_not_there(shelf: Shelf, query: str) -> None:
    assert find(shelf, query).way == "none"


def test_a_line_of_contents_is_no_hit() -> None:
    shelf = Shelf()
    text = (
        "关于印发某规划的通知\n各部门：\n现将规划印发给你们。\n目录\n一、总体要求\n（一）桥梁保护\n二、附表\n"
        "1. 桥梁巡查表………………3\n一、总体要求\n（一）桥梁保护\n加强桥梁保护，严格巡查桥梁。\n二、附表\n附表略。\n"
    )
    shelf.all = {"c": parse(Document("c", "某规划"), text)}
    assert [clause.text for clause in shelf.parsed("c").clauses if "桥梁" in clause.text] == ["加强桥梁保护，严格巡查桥梁。\n"]
    assert [row.clause.text for row in find(shelf, "桥梁").rows] == ["加强桥梁保护，严格巡查桥梁。\n"]


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
