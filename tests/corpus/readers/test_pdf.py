from pathlib import Path

import pytest

from corpus.errors import NoTextLayerError, ReadError
from corpus.readers.pdf import read_pdf
from corpus.readers.source import Source
from tests.corpus.readers.making import Pdf

OFFICE = Path(__file__).parents[2] / "data" / "office"
# lines of 20 characters, the first of a paragraph moved in by two
FIRST = ["  第一条为了保护知识产权激励创新创造推", "动专利运用，促进本市经济社会发展，结合本", "市实际，制定本办法。"]
SECOND = ["  第二条本办法适用于本市行政区域内的专", "利创造和运用。"]
JOINED = ["第一条为了保护知识产权激励创新创造推动专利运用，促进本市经济社会发展，结合本市实际，制定本办法。",
          "第二条本办法适用于本市行政区域内的专利创造和运用。"]  # fmt: skip


def read(made: Pdf, rotate: int = 0) -> Source:
    return read_pdf(made.data(rotate), "文件.pdf")


def wrapped(text: str, width: int) -> list[str]:
    """Return a paragraph in lines of a page, the first moved in by two."""
    return ["  " + text[: width - 2], *(text[at : at + width] for at in range(width - 2, len(text), width))]


def lines(source: Source) -> list[str]:
    return [block.line for block in source.blocks]


@pytest.mark.parametrize("rotate", [0, 90])
def test_broken_lines_are_joined_to_paragraphs_on_upright_and_on_turned_pages(rotate: int) -> None:
    found = read(Pdf().page().lines([*FIRST, *SECOND], 100, 560), rotate)
    assert lines(found) == JOINED
    assert found.coverage() == 1


def test_a_paragraph_goes_on_on_the_next_page_and_each_character_knows_its_page() -> None:
    found = read(Pdf().page().lines(FIRST[:2], 100, 560).page().lines([FIRST[2], *SECOND], 100, 560))
    assert lines(found) == JOINED
    at = found.text.index("市实际")
    assert found.pages == ((0, 1), (at, 2))


def test_a_comma_that_hangs_over_the_margin_makes_other_lines_no_shorter() -> None:
    made = ["  " + "为" * 18, "了" * 20 + "，", "发" * 19, "展" * 20, "制定本办法。"]
    assert lines(read(Pdf().page().lines([*made, *FIRST], 100, 560))) == ["".join(made).strip(), JOINED[0]]


def test_two_columns_are_read_one_after_the_other() -> None:
    made = Pdf().page().text("某市公报", 250, 780)
    first, last = "第一条为了保护知识产权，制定本办法。" * 2, "第九条本办法自公布之日起施行，由市局解释。" * 2
    left, right = wrapped(first, 16) * 3, wrapped(last, 16) * 3
    found = lines(read(made.lines(left, 60, 700).lines(right, 320, 700)))
    assert found == ["某市公报", *[first] * 3, *[last] * 3]


def test_running_heads_and_page_numbers_are_left_out_and_listed() -> None:
    made = Pdf()
    for number in range(1, 5):
        made.page().text(f"某省公报 2018年第{number}期", 200, 800).lines([*FIRST, *SECOND], 100, 560).text(
            str(number + 6), 290, 40
        )
    found = read(made)
    assert lines(found) == JOINED * 4
    assert sorted({dropped.kind for dropped in found.dropped}) == ["页眉", "页码"]
    assert [dropped.text for dropped in found.dropped if dropped.kind == "页码"] == ["7", "8", "9", "10"]
    assert found.coverage() == 1


def test_a_line_at_the_top_that_recurs_with_other_figures_is_text() -> None:
    made = Pdf()
    for number in range(4):
        made.page().text("某市公报", 200, 800).text(f"补贴标准为每人每月{1000 + 3 * number}元", 100, 770).lines(SECOND, 100, 560)
    found = read(made)
    assert [dropped.text for dropped in found.dropped] == ["某市公报"] * 4
    assert "补贴标准为每人每月1009元" in found.text


def test_what_recurs_below_a_line_of_text_is_no_running_head() -> None:
    made = Pdf()
    for name in ("甲公司", "乙公司", "丙公司"):
        made.page().text(f"单位名称{name}", 100, 800).text("受理部门市民政局", 100, 780).lines(SECOND, 100, 560)
    found = read(made)
    assert found.dropped == ()
    assert found.text.count("受理部门市民政局") == 3


def test_a_figure_at_the_edge_of_a_page_that_does_not_count_pages_stays() -> None:
    found = read(Pdf().page().lines(FIRST, 100, 560).text("2024", 100, 40).page().lines(SECOND, 100, 560).text("15", 100, 40))
    assert [line for line in lines(found) if line.isdigit()] == ["2024", "15"]


def test_a_line_that_recurs_on_two_pages_of_many_stays() -> None:
    made = Pdf()
    for number in range(6):
        made.page().lines([*FIRST, *SECOND], 100, 560)
        if number < 2:
            made.text("备注：同上", 100, 800)
    assert lines(read(made)).count("备注：同上") == 2


def test_spaces_between_han_and_figures_go_and_those_of_numbers_stay() -> None:
    made = Pdf().page().text("第一条", 100, 700).text("自2007", 148, 700).text("年6月1日起施行并由本市负责解释。", 192, 700)
    assert lines(read(made)) == ["第一条 自2007年6月1日起施行并由本市负责解释。"]


def test_bold_that_is_printed_twice_is_read_once() -> None:
    made = Pdf().page().text("基本规定", 100, 760).lines([*FIRST, *SECOND], 100, 560)
    found = read(made.text("基本规定", 100.5, 760))  # one that follows at once is seen by PDFium itself
    assert lines(found)[0] == "基本规定"
    assert [dropped.text for dropped in found.dropped] == list("基本规定")
    assert found.coverage() == 1


def grid(made: Pdf, xs: list[float], ys: list[float]) -> Pdf:
    for x in xs:
        made.rule(x, ys[0], x, ys[-1])
    for y in ys:
        made.rule(xs[0], y, xs[-1], y)
    return made


def test_a_ruled_table_gives_its_rows_where_it_stands() -> None:
    made = grid(
        Pdf().page().lines(["  奖补的标准如下表："], 100, 760).shade(102, 662, 298, 678),
        [100, 200, 300, 400],
        [640, 660, 680, 700],
    )
    for y, row in ((685, ("类别", "标准", "上限")), (665, ("发明", "2000元", "50万")), (645, ("商标", "1000元", "10万"))):
        for x, text in zip((105, 205, 305), row, strict=True):
            made.text(text, x, y)
    found = read(made.lines(["  以上由财政承担。"], 100, 600))
    assert lines(found) == [
        "奖补的标准如下表：", "表1第1行 类别｜标准｜上限", "表1第2行 类别：发明；标准：2000元；上限：50万",
        "表1第3行 类别：商标；标准：1000元；上限：10万", "以上由财政承担。",
    ]  # fmt: skip
    assert found.coverage() == 1


def test_a_table_over_two_pages_is_one_and_a_row_that_goes_on_is_one_row() -> None:
    made = Pdf().page().lines(FIRST, 100, 780)
    grid(made, [100, 200, 400], [100, 150, 200]).text("依据", 105, 170).text("某办法", 205, 170)
    made.text("条件", 105, 130).text("企业应当依法纳税并且具备独立", 205, 130).page()
    grid(made, [100, 200, 400], [700, 750, 800]).text("法人资格。", 205, 770).text("电话", 105, 720).text("12345", 205, 720)
    found = read(made)
    assert lines(found)[1:] == [
        "表1第1行 依据｜某办法",
        "表1第2行 条件｜企业应当依法纳税并且具备独立法人资格。",
        "表1第3行 电话｜12345",
    ]
    pages = [found.text.index(text) for text in ("法人资格", "表1第3行")]
    assert [max(page for at, page in found.pages if at <= place) for place in pages] == [2, 2]
    assert found.coverage() == 1


def test_contents_that_lead_to_pages_with_dots_are_left_out() -> None:
    made = Pdf().page().lines(["目录", "一、总体要求......................1", "二、主要任务......................3"], 100, 780)
    found = read(made.page().lines([*FIRST, *SECOND], 100, 560))
    assert lines(found) == JOINED
    assert [dropped.kind for dropped in found.dropped] == ["目录"] * 3


def test_a_scan_is_told_with_its_pages_and_what_to_do() -> None:
    with pytest.raises(NoTextLayerError, match=r"扫描件，没有文字层（2 页）.*pip install '\.\[ocr\]'"):
        read(Pdf().page().picture().page().picture())


def test_a_page_without_text_among_others_is_told() -> None:
    found = read(Pdf().page().lines([*FIRST, *SECOND], 100, 560).page().picture())
    assert ["第 2 页没有文字层" in warning for warning in found.warnings] == [True]


def test_a_picture_beside_the_text_is_told() -> None:
    found = read(Pdf().page().lines([*FIRST, *SECOND], 100, 560).picture())
    assert ["第 1 页有图片" in warning for warning in found.warnings] == [True]


NOISE = ["!\"#$%&'()*+,-./:;<=>?@[]^", "a1b;c=d+e}f{g|h~i_j`k'l"] * 4 + ["党政机关"]


def test_a_text_layer_that_is_no_text_is_refused() -> None:
    with pytest.raises(NoTextLayerError, match="文字层已损坏（汉字只占 2%）"):
        read(Pdf().page().lines(NOISE, 60, 780))


def test_a_page_whose_text_layer_is_no_text_is_left_out_and_told() -> None:
    good = [*FIRST, *SECOND] * 3
    found = read(Pdf().page().lines(good, 100, 560).page().lines(NOISE[:5], 60, 780).page().lines(good, 100, 560))
    assert lines(found) == JOINED * 6
    assert [(dropped.kind, dropped.page) for dropped in found.dropped] == [("坏文字层", 2)]
    assert ["第 2 页的文字层已损坏" in warning for warning in found.warnings] == [True]
    assert found.coverage() == 1


def test_dots_and_underscores_to_write_on_make_no_page_illegible() -> None:
    assert lines(read(Pdf().page().lines(["姓名" + "_" * 60, "住址" + "." * 60, "以上各栏由本人填写。"], 60, 780)))[-1].endswith(
        "本人填写。"
    )


def test_a_character_that_is_placed_nowhere_is_told_and_breaks_nothing() -> None:
    data = (OFFICE / "pages.pdf").read_bytes()
    place = b"BT /F2 12 Tf 310.00 %s Td <4E3A> Tj ET"
    assert place % b"480.00" in data
    found = read_pdf(data.replace(place % b"480.00", place % (b"48" * 51 + b"0.00")), "文件.pdf")  # a number that is too long
    assert ["为" in lost for lost in found.lost()] == [True]


@pytest.mark.parametrize("cut", [9, 700])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(ReadError, match="已损坏或不完整"):
        read_pdf(Pdf().page().lines(FIRST, 100, 560).data()[:cut], "文件.pdf")


def test_a_file_without_pages_is_damage() -> None:
    with pytest.raises(ReadError, match="已损坏"):
        read(Pdf())


@pytest.mark.parametrize(("pages", "read_it"), [(2, True), (3, False)])
def test_a_file_is_a_scan_where_most_pages_are_pictures_without_text(pages: int, read_it: bool) -> None:
    made = Pdf().page().lines(["某市专利办法第一条为保护"], 100, 700)  # twelve characters: few for two pages
    for _ in range(pages - 1):
        made.page().picture()
    if read_it:
        assert ["第 2 页没有文字层" in warning for warning in read(made).warnings] == [True]
    else:
        with pytest.raises(NoTextLayerError, match="3 页"):
            read(made)


@pytest.mark.parametrize(("count", "said"), [(19, "没有文字层"), (20, "有图片")])
def test_a_picture_with_less_than_twenty_characters_is_a_page_without_text(count: int, said: str) -> None:
    found = read(Pdf().page().lines([*FIRST, *SECOND], 100, 560).page().text("专" * count, 100, 700).picture())
    assert [f"第 2 页{said}" in warning for warning in found.warnings] == [True]


@pytest.mark.parametrize(("signs", "broken"), [(12, True), (8, False)])
def test_a_page_is_legible_where_six_tenths_of_its_signs_are(signs: int, broken: bool) -> None:
    good = [*FIRST, *SECOND] * 3
    made = (
        Pdf().page().lines(good, 100, 700).page().lines([NOISE[0][:signs] + "党政机关某市专利办法第一条"[: 20 - signs]], 100, 700)
    )
    found = read(made)
    assert [dropped.kind for dropped in found.dropped] == (["坏文字层"] if broken else [])


def test_a_page_of_few_signs_is_not_judged() -> None:
    found = read(Pdf().page().lines([*FIRST, *SECOND] * 3, 100, 700).page().text(NOISE[0][:19], 100, 700))
    assert found.dropped == ()


@pytest.mark.parametrize(("broken", "read_it"), [(1, True), (2, False)])
def test_a_file_is_refused_where_most_of_its_pages_are_no_text(broken: int, read_it: bool) -> None:
    made = Pdf().page().lines([*FIRST, *SECOND] * 3, 100, 780)
    for _ in range(broken):
        made.page().text(NOISE[0][:20], 100, 700)
    if read_it:
        assert [dropped.page for dropped in read(made).dropped] == [2]
    else:
        with pytest.raises(NoTextLayerError, match="文字层已损坏"):
            read(made)


@pytest.mark.parametrize(
    ("across", "up", "doubled"), [(4.1, 0, True), (4.3, 0, False), (0, 4.1, True), (0, 4.3, False), (-4.1, 0, True), (0, -4.1, True)]
)  # fmt: skip
def test_a_character_is_printed_twice_where_it_is_near_itself(across: float, up: float, doubled: bool) -> None:
    """Within 0.35 of its width, 12 points."""
    made = Pdf().page().text("基", 100, 760).lines([*FIRST, *SECOND], 100, 560).text("基", 100 + across, 760 + up)
    assert [dropped.text for dropped in read(made).dropped] == ["基"] * doubled


@pytest.mark.parametrize("left", [5, 100, 500])
def test_a_double_is_found_at_the_edge_of_a_page_too(left: float) -> None:
    made = Pdf().page().text("基", left, 760).lines([*FIRST, *SECOND], 100, 560).text("基", left + 4.1, 760)
    assert [dropped.text for dropped in read(made).dropped] == ["基"]


def test_another_character_in_the_same_place_is_no_double() -> None:
    found = read(Pdf().page().text("基", 100, 760).lines([*FIRST, *SECOND], 100, 560).text("本", 100.5, 760))
    assert found.dropped == ()
