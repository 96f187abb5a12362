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
