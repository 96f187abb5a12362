from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from corpus.errors import ReadError
from corpus.readers import xlsx
from corpus.readers.source import Source
from corpus.readers.xlsx import read_xlsx
from tests.corpus.readers.making import zipped


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def lines(source: Source) -> list[str]:
    return [block.line for block in source.blocks]


def test_every_row_stands_under_its_header_as_excel_shows_it() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["附件1 奖补标准"])
    sheet.merge_cells("A1:D1")
    for row in (["类别", "比例", "起", "数"], ["发明", 0.155, date(2024, 3, 1), 0.1 + 0.2], [None, 0.5, date(2024, 4, 1), 3.0]):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet["B3"].number_format = sheet["B4"].number_format = "0.0%"
    found = read_xlsx(saved(book), "a.xlsx")
    assert lines(found) == [
        "附件1 奖补标准", "表1第1行 类别｜比例｜起｜数", "表1第2行 类别：发明；比例：15.5%；起：2024-03-01；数：0.3",
        "表1第3行 类别：发明；比例：50.0%；起：2024-04-01；数：3",
    ]  # fmt: skip
    assert found.coverage() == 1


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (2000.5, "#,##0.00", "2,000.50"), (1234567, "#,##0", "1,234,567"), (0.35, "0%", "35%"), (3, "0.0", "3.0"),
        (300, '0"万元"', "300万元"), (-5, '"¥"#,##0.00_);[Red]("¥"#,##0.00)', "¥-5.00"), (5, "[>1]0;0.00", "5"),
        (0.1 + 0.2, "# ?/?", "0.3"), (date(2024, 6, 30), 'yyyy"年"m"月"d"日";@', "2024年6月30日"),
        (date(2024, 6, 30), 'yyyy"年"m"月"', "2024年6月"), (datetime(2024, 6, 30, 9, 5), 'yyyy"年"m"月"d"日" h:mm', "2024-06-30 09:05:00"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_its_format_shows_it(value: object, number_format: str, shown: str) -> None:
    book = Workbook()
    book.active.append(["数", value])
    book.active["B1"].number_format = number_format
    assert lines(read_xlsx(saved(book), "a.xlsx")) == [f"表1第1行 数｜{shown}"]


def test_comments_are_left_out_and_listed() -> None:
    book = Workbook()
    book.active.append(["甲"])
    book.active["A1"].comment = Comment("待核", "某人")
    found = read_xlsx(saved(book), "a.xlsx")
    assert (lines(found), [(dropped.kind, dropped.text) for dropped in found.dropped]) == (["甲"], [("批注", "待核")])
    assert found.coverage() == 1


def test_sheets_with_names_are_headed_by_them_and_hidden_ones_left_out() -> None:
    book = Workbook()
    book.active.append(["甲"])
    for name, state in (("市级标准", "visible"), ("底稿", "hidden")):
        sheet = book.create_sheet(name)
        sheet.append([f"{name}内容", "3"])
        sheet.sheet_state = state
    found = read_xlsx(saved(book), "a.xlsx")
    assert lines(found) == ["甲", "市级标准", "表1第1行 市级标准内容｜3"]
    assert [dropped.text for dropped in found.dropped] == ["底稿内容", "3"]


def test_a_formula_is_never_evaluated_and_one_without_value_is_told() -> None:
    book = Workbook()
    book.active.append(["合计", "=1+1"])
    found = read_xlsx(saved(book), "a.xlsx")
    assert lines(found) == ["合计"]
    assert "1 个公式没有存下结果" in found.warnings[0]


def test_a_cell_far_away_costs_nothing() -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "甲", "乙"
    assert len(read_xlsx(saved(book), "a.xlsx").blocks) <= 2


def test_more_cells_than_a_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    book.active.append(["甲", "乙", "丙"])
    monkeypatch.setattr(xlsx, "MAX_CELLS", 2)
    with pytest.raises(ReadError, match="超过 2 个单元格"):
        read_xlsx(saved(book), "a.xlsx")


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="r"'


def made(*sheets: tuple[str, str], target: str = "worksheets/{}.xml", **parts: str) -> bytes:
    """Return an Excel file of sheets by name, each with the XML of its rows; ``strings``, ``styles`` are further parts."""
    listed = "".join(f'<sheet name="{name}" r:id="r{n}"/>' for n, (name, _) in enumerate(sheets))
    relations = "".join(f'<Relationship Id="r{n}" Target="{target.format(n)}"/>' for n in range(len(sheets)))
    names = {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    return zipped({
        "xl/workbook.xml": f"<workbook {MAIN}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        **{f"xl/worksheets/{n}.xml": f"<worksheet {MAIN}>{inner}</worksheet>" for n, (_, inner) in enumerate(sheets)},
        **{names.get(name, name): f"<x {MAIN}>{inner}</x>" for name, inner in parts.items()},
    })  # fmt: skip


def cell(place: str, value: str, kind: str = "str", more: str = "") -> str:
    return f'<c r="{place}" t="{kind}" {more}><v>{value}</v></c>'


def read(inner: str, **parts: str) -> list[str]:
    return lines(read_xlsx(made(("Sheet1", inner), **parts), "a.xlsx"))


@pytest.mark.parametrize("target", ["worksheets/{}.xml", "/xl/worksheets/{}.xml", "../xl/worksheets/{}.xml"])
def test_sheets_are_found_from_the_book_or_from_the_root(target: str) -> None:
    found = read_xlsx(
        made(("Sheet1", cell("A1", "甲") + cell("B1", "乙")), ("工作表 2", cell("A1", "丙") + cell("B1", "丁")), target=target),
        "a.xlsx",
    )
    assert lines(found) == ["表1第1行 甲｜乙", "表2第1行 丙｜丁"]


def test_a_sheet_without_table_counts_for_none_and_its_name_is_covered() -> None:
    found = read_xlsx(made(("说明", cell("A1", "甲")), ("空表", ""), ("Sheet", cell("A1", "丙") + cell("B1", "丁"))), "a.xlsx")
    assert (lines(found), found.coverage(), found.warnings) == (["说明", "甲", "表1第1行 丙｜丁"], 1, ())


@pytest.mark.parametrize(("index", "shown"), [("0", "甲 乙"), ("1", "丙"), ("2", ""), ("x", ""), ("-1", "")])
def test_a_shared_text_is_one_of_those_that_are_there(index: str, shown: str) -> None:
    strings = '<si><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r><rPh><t>yi</t></rPh></si><si><t>丙</t></si>'
    assert read(cell("A1", "号") + cell("B1", index, "s"), strings=strings) == [f"表1第1行 号｜{shown}" if shown else "号"]


@pytest.mark.parametrize(
    ("style", "shown"), [('s="0"', "0.5"), ('s="1"', "50%"), ('s="2"', "0.5元"), ('s="3"', "0.5"), ('s="x"', "0.5"), ("", "0.5")]
)  # fmt: skip
def test_a_format_is_built_in_or_of_the_file(style: str, shown: str) -> None:
    styles = '<numFmts><numFmt numFmtId="164" formatCode="0.0元"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs>'
    assert read(cell("A1", "数") + cell("B1", "0.5", "n", style), styles=styles) == [f"表1第1行 数｜{shown}"]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ('<c r="B1" t="inlineStr"><is><t>乙</t></is></c>', ["表1第1行 甲｜乙"]), ('<c r="B1" t="inlineStr"/>', ["甲"]), (cell("B1", "#N/A", "e"), ["表1第1行 甲｜#N/A"]),
        (cell("C1", "乙"), ["表1第1行 甲｜乙"]), (cell("A2", "乙"), ["甲", "乙"]), (cell("?", "乙"), ["甲"]), ('<c r="B1"/>', ["甲"]), (cell("B1", "x", "n"), ["表1第1行 甲｜x"]),
    ],
)  # fmt: skip
def test_a_cell_shows_what_is_stored_in_it(second: str, found: list[str]) -> None:
    assert read(cell("A1", "甲") + second) == found


def test_formulas_without_a_value_are_counted_and_others_show_theirs() -> None:
    def formula(place: str, value: str) -> str:
        return f'<c r="{place}"><f>1+1</f>{value}</c>'

    found = read_xlsx(
        made(("Sheet1", formula("A1", "<v>2</v>") + formula("B1", "") + formula("C1", "<v></v>") + cell("D1", "元"))), "a.xlsx"
    )
    assert lines(found) == ["表1第1行 2｜元"]
    assert ["2 个公式没有存下结果" in warning for warning in found.warnings] == [True]


@pytest.mark.parametrize(
    ("merges", "found"),
    [
        (("A2:A3",), ["类别：甲；数：1", "类别：甲；数：2", "类别：乙；数：3"]), (("A2:A4",), ["类别：甲；数：1", "类别：甲；数：2", "类别：甲；数：3"]),
        (("A2:B2",), ["类别、数：甲", "数：2", "类别：乙；数：3"]), (("?", "A2:A3"), ["类别：甲；数：1", "类别：甲；数：2", "类别：乙；数：3"]),
        (("A2:XFD2",), ["类别：甲；数：1", "数：2", "类别：乙；数：3"]), ((), ["类别：甲；数：1", "数：2", "类别：乙；数：3"]),
    ],
)  # fmt: skip
def test_merged_cells_stand_in_all_rows_and_columns(merges: tuple[str, ...], found: list[str]) -> None:
    rows = (("类别", "数"), ("甲", "1"), ("", "2"), ("乙", "3"))
    held = "".join(cell(f"{'AB'[x]}{y}", text) for y, row in enumerate(rows, 1) for x, text in enumerate(row))
    merged = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    assert read(held + f"<mergeCells>{merged}</mergeCells>")[1:] == [f"表1第{at}行 {line}" for at, line in enumerate(found, 2)]


@pytest.mark.parametrize(("merge", "merged"), [("T2:U2", True), ("T2:HK2", True), ("T2:HL2", False)])
def test_merged_cells_may_stand_far_to_the_right_but_span_no_more_than_two_hundred_columns(merge: str, merged: bool) -> None:
    held = cell("T1", "类别") + cell("U1", "数") + cell("T2", "甲")
    second = "类别、数：甲" if merged else "类别：甲"
    assert read(f'{held}<mergeCell ref="{merge}"/>') == ["表1第1行 类别｜数", f"表1第2行 {second}"]


def test_a_merged_cell_reaches_as_far_as_rows_that_hold_something() -> None:
    held = (
        cell("C2", "类别")
        + cell("D2", "数")
        + cell("C3", "甲")
        + cell("D3", "1")
        + cell("D5", "2")
        + cell("C7", "乙")
        + cell("D7", "3")
    )
    assert read(f'{held}<mergeCell ref="C3:C6"/>') == [
        "表1第1行 类别｜数", "表1第2行 类别：甲；数：1", "表1第3行 类别：甲；数：2", "表1第4行 类别：乙；数：3",
    ]  # fmt: skip


@pytest.mark.parametrize(("limit", "refused"), [(3, False), (2, True)])
def test_cells_of_all_sheets_are_counted(monkeypatch: pytest.MonkeyPatch, limit: int, refused: bool) -> None:
    data = made(("Sheet1", cell("A1", "甲") + cell("B1", "乙")), ("Sheet2", cell("A1", "丙")))
    monkeypatch.setattr(xlsx, "MAX_CELLS", limit)
    if refused:
        with pytest.raises(ReadError, match="超过 2 个单元格"):
            read_xlsx(data, "a.xlsx")
    else:
        assert len(read_xlsx(data, "a.xlsx").blocks) == 2


def test_text_boxes_and_charts_are_left_out_listed_and_told() -> None:
    text = '<a:p xmlns:a="a"><a:r><a:t>受理</a:t></a:r></a:p><a:p xmlns:a="a"><a:t> </a:t></a:p>'
    found = read_xlsx(
        made(("Sheet1", cell("A1", "甲")), **{"xl/drawings/drawing1.xml": text, "xl/charts/chart2.xml": text}), "a.xlsx"
    )
    assert [(dropped.kind, dropped.text) for dropped in found.dropped] == [("图示", "受理")] * 2
    assert (["图示或图表" in warning for warning in found.warnings], found.coverage()) == ([True], 1)


@pytest.mark.parametrize(("value", "shown"), [("45292", "2024-01-01"), ("1e300", "1e300"), ("1e9", "1e9"), ("昨天", "昨天")])
def test_a_date_that_no_calendar_has_is_shown_as_it_is_stored(value: str, shown: str) -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    assert read(cell("A1", "日期") + cell("B1", value, "n", 's="0"'), styles=styles) == [f"表1第1行 日期｜{shown}"]
