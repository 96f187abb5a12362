from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

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
