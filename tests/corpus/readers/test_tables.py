import pytest

from corpus.readers.tables import Cell, blocks_of, grid


def rows(*texts: tuple[str, ...]) -> list[list[Cell]]:
    return [[Cell([text] if text else []) for text in row] for row in texts]


def lines(table: list[list[Cell]]) -> list[str]:
    return [block.line for block in blocks_of(grid(table), 1)]


def test_names_with_their_values_beside_them_are_no_header() -> None:
    assert lines(rows(("联系人", "张三"), ("地址", "某路"))) == ["表1第1行 联系人｜张三", "表1第2行 地址｜某路"]


def test_a_form_is_no_list_though_its_first_row_could_name_columns() -> None:
    assert lines(rows(("依据", "某办法"), ("条件", "3年以上。"), ("电话", "12345")))[1] == "表1第2行 条件｜3年以上。"
    form = rows(("申报方", "某公司", "联系人", "张三"), ("额度", "5万元", "期限", "3年"), ("方式", "网上", "电话", "12345"))
    assert lines(form)[1] == "表1第2行 额度｜5万元｜期限｜3年"


def test_two_columns_are_a_list_where_the_first_names_a_kind_of_thing() -> None:
    found = lines(rows(("项目", "标准"), ("授权", "每件5000元"), ("注册", "每件1万元")))
    assert found[1] == "表1第2行 项目：授权；标准：每件5000元"


def test_a_value_that_ends_in_a_bracket_is_parted_from_the_next() -> None:
    found = lines(rows(("项目", "标准", "年限"), ("授权", "5000元（国内）", "3年"), ("注册", "1万元。", "5年")))
    assert found[1:] == ["表1第2行 项目：授权；标准：5000元（国内）；年限：3年", "表1第3行 项目：注册；标准：1万元。年限：5年"]


def test_a_column_without_name_or_two_of_one_name_make_no_header() -> None:
    assert lines(rows(("甲", "", "丙"), ("1", "2", "3")))[1] == "表1第2行 1｜2｜3"
    assert lines(rows(("甲", "甲", "丙"), ("1", "2", "3")))[1] == "表1第2行 1｜2｜3"


def test_a_header_of_two_rows_names_a_column_by_both() -> None:
    table = [
        [Cell(["单位"], 1, 2), Cell(["补助"], 2, 1)], [Cell(["市级"]), Cell(["县级"])],
        [Cell(["某区"]), Cell(["3万元"]), Cell(["2万元"])],
    ]  # fmt: skip
    assert lines(table) == ["表1第1行 单位｜补助", "表1第2行 市级｜县级", "表1第3行 单位：某区；补助市级：3万元；补助县级：2万元"]


def test_a_cell_over_several_rows_stands_in_each_of_them_but_makes_no_row_of_its_own() -> None:
    table = [
        [Cell(["类别"]), Cell(["级"]), Cell(["数"])],
        [Cell(["发明"], 1, 3), Cell(["一"]), Cell(["3"])],
        [Cell(["二"]), Cell(["2"])],
        [Cell([]), Cell([])],
    ]
    assert lines(table)[1:] == ["表1第2行 类别：发明；级：一；数：3", "表1第3行 类别：发明；级：二；数：2"]


def test_the_title_over_a_table_is_a_paragraph_and_a_note_in_it_no_value() -> None:
    table = [[Cell(["附件1 指标表"], 3)], *rows(("序号", "指标", "值"), ("1", "专利", "3"), ("注：按年统计。", "", ""))]
    assert lines(table) == [
        "附件1 指标表",
        "表1第1行 序号｜指标｜值",
        "表1第2行 序号：1；指标：专利；值：3",
        "表1第3行 注：按年统计。",
    ]


def test_a_frame_around_text_is_no_table() -> None:
    assert lines([[Cell(["第一条 甲。", "第二条 乙。"])], [Cell(["第三条 丙。"])]]) == [
        "第一条 甲。",
        "第二条 乙。",
        "第三条 丙。",
    ]


def test_a_damaged_span_makes_no_endless_row() -> None:
    assert max(len(row.cells) for row in grid([[Cell(["甲"], 10**9, 10**9)], [Cell(["乙"])]])) == 200


def cells(table: list[list[Cell]]) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row.cells] for row in grid(table)]


@pytest.mark.parametrize(
    ("table", "laid"),
    [
        ([], []), ([[]], [[]]), ([[Cell(["甲"], 2), Cell(["乙"])]], [["甲", "甲", "乙"]]), ([[Cell(["甲"], 0), Cell(["乙"], 1, 0)], []], [["甲", "乙"], []]),
        ([[Cell(["甲"], 1, 2)], [Cell(["乙"])], [Cell(["丙"])]], [["甲"], ["甲", "乙"], ["丙"]]),
        ([[Cell(["甲"], 2, 3)], [Cell(["乙"])], [], [Cell(["丙"])]], [["甲", "甲"], ["甲", "甲", "乙"], ["甲", "甲"], ["丙"]]),
        ([[Cell(["甲"]), Cell(["乙"], 1, 2)], []], [["甲", "乙"], [None, "乙"]]),  # nothing stands before what goes on
        ([[Cell(["甲"]), Cell(["乙"], 1, 2)], [Cell(["丙"]), Cell(["丁"])]], [["甲", "乙"], ["丙", "乙", "丁"]]),
    ],
)  # fmt: skip
def test_cells_are_laid_out_by_what_they_span(table: list[list[Cell]], laid: list[list[str | None]]) -> None:
    assert cells(table) == laid


@pytest.mark.parametrize(("across", "columns"), [(199, 200), (200, 200), (201, 200)])
def test_a_row_has_two_hundred_columns_at_most(across: int, columns: int) -> None:
    (row,) = cells([[Cell(["甲"], across), *[Cell(["乙"])] * (2 if across == 199 else 1)]])
    assert (len(row), row.count("甲")) == (columns, min(across, 200))


@pytest.mark.parametrize(
    ("head", "values", "found"),
    [
        (("项目", "标" * 24), ("甲", "乙"), "项目：甲；" + "标" * 24 + "：乙"), (("项目", "标" * 25), ("甲", "乙"), "甲｜乙"),
        (("项目", "标准。"), ("甲", "乙"), "甲｜乙"), (("项目", "2024"), ("甲", "乙"), "甲｜乙"), (("项目", "2024年"), ("甲", "乙"), "项目：甲；2024年：乙"),
        (("项目", "标准"), ("甲", ""), "项目：甲"), (("项目", "标准", "年"), ("甲", "", ""), "甲"), (("项目", "标准", "年"), ("甲", "", "乙"), "项目：甲；年：乙"),
        (("项目", "标准"), ("", "乙"), "标准：乙"), (("项目", "标准"), ("甲，", "乙"), "项目：甲，标准：乙"),
        (("奖补项目（类）", "标准"), ("甲", "乙"), "奖补项目（类）：甲；标准：乙"), (("申报人", "标准"), ("甲", "乙"), "甲｜乙"),
    ],
)  # fmt: skip
def test_values_stand_under_words_that_are_certainly_names(head: tuple[str, ...], values: tuple[str, ...], found: str) -> None:
    assert lines(rows(head, values)) == [f"表1第1行 {'｜'.join(head)}", f"表1第2行 {found}"]


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ((1, 0, 0), ["申报｜数", "申报：甲；数：1", "申报：乙；数：2"]), ((2, 0, 0), ["申报｜数", "甲｜1", "乙｜2"]),  # one cell of the row only
        ((1, 1, 0), ["申报｜数", "甲｜1", "申报甲：乙；数1：2"]), ((1, 1, 1), ["申报｜数", "甲｜1", "乙｜2"]), ((0, 1, 0), ["申报｜数", "甲｜1", "乙｜2"]),
    ],
)  # fmt: skip
def test_rows_that_the_file_calls_headers_are_headers_where_values_follow(heads: tuple[int, ...], found: list[str]) -> None:
    table = [
        [Cell([text], heads=kind == 1 or (kind == 2 and at == 0)) for at, text in enumerate(row)]
        for row, kind in zip((("申报", "数"), ("甲", "1"), ("乙", "2")), heads, strict=True)
    ]
    assert lines(table) == [f"表1第{at}行 {line}" for at, line in enumerate(found, 1)]


def test_a_value_under_two_columns_has_the_names_of_both_and_each_name_once() -> None:
    head = [Cell(["项目"]), Cell(["市级"]), Cell(["县级"])]
    assert lines([head, [Cell(["甲"]), Cell(["3"], 2)]])[1] == "表1第2行 项目：甲；市级、县级：3"
    assert lines([head, [Cell(["甲"], 3), Cell(["外"])], [Cell(["乙"]), Cell(["1"]), Cell(["2"])]])[1:] == [
        "表1第2行 项目、市级、县级：甲；外", "表1第3行 项目：乙；市级：1；县级：2",
    ]  # fmt: skip


def test_a_header_that_reaches_down_to_the_last_row_is_none() -> None:
    deep = [[Cell(["项目"], 1, 2), Cell(["补助"], 2)], [Cell(["市级"]), Cell(["县级"])]]
    assert lines(deep) == ["表1第1行 项目｜补助", "表1第2行 项目｜市级｜县级"]
    flat = [[Cell(["项目"], 1, 2), Cell(["标准"])], [Cell(["甲"])], [Cell(["乙"]), Cell(["丙"])]]  # no cell is wide: one row
    assert lines(flat)[1:] == ["表1第2行 项目：项目；标准：甲", "表1第3行 项目：乙；标准：丙"]


def test_several_titles_over_a_table_are_paragraphs_and_pages_are_kept() -> None:
    table = grid(
        [[Cell(["附件1"], 2)], [Cell(["奖补表", "", "单位：元"], 2)], [Cell(["项目"]), Cell(["数"])], [Cell(["甲"]), Cell(["1"])]]
    )
    for page, row in enumerate(table, 1):
        row.page = page
    found = blocks_of(table, 3)
    assert [(block.line, block.kind, block.page) for block in found] == [
        ("附件1", "paragraph", 1), ("奖补表", "paragraph", 2), ("单位：元", "paragraph", 2), ("表3第1行 项目｜数", "row", 3),
        ("表3第2行 项目：甲；数：1", "row", 4),
    ]  # fmt: skip
    assert blocks_of([], 1) == []
    assert lines([[Cell(["甲"])], [Cell(["乙"]), Cell(["丙"])]]) == [
        "表1第1行 甲",
        "表1第2行 乙｜丙",
    ]  # one cell alone is no title
