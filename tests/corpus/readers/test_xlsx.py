from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from corpus.errors import ReadError
from corpus.readers import xlsx
from corpus.readers.source import Source
from corpus.readers.xlsx import read_xlsx


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
