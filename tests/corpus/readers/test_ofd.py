import io
import zipfile

import pytest

from corpus.errors import ReadError
from corpus.readers.ofd import read_ofd
from tests.corpus.readers.making import ofd, zipped


def test_lines_are_joined_page_numbers_dropped_and_pages_known() -> None:
    page = [
        ("某局关于某事的批复", 60, 30),
        ("根据有关文件的精神经研究同意你单", 30, 60),
        ("位的申请。", 20, 70),
        ("此复以后的事项由你单位自行办理并", 30, 80),
    ]
    page += [("根据有关文件的规定经研究同意你单位", 20, 90)]
    found = read_ofd(ofd([*page, ("— 1 —", 95, 280)], [("依法处理。", 20, 30), ("— 2 —", 95, 280)]), "a.ofd")
    assert [block.line for block in found.blocks] == [
        "某局关于某事的批复", "根据有关文件的精神经研究同意你单位的申请。",
        "此复以后的事项由你单位自行办理并根据有关文件的规定经研究同意你单位依法处理。",
    ]  # fmt: skip
    assert [dropped.text for dropped in found.dropped] == ["— 1 —", "— 2 —"]
    assert found.pages[-1] == (found.text.index("依法处理"), 2)
    assert found.coverage() == 1


def test_figures_that_are_set_as_wide_as_han_characters_are_one_number() -> None:
    found = read_ofd(
        ofd([("上限为每月28000元，自2024年7月1日起", 20, 30), ("执行的标准另行公布，请各单位遵照办理。", 20, 40)]), "a.ofd"
    )
    assert "每月28000元，自2024年7月1日起" in found.text


@pytest.mark.parametrize("number", ["1e309", "-1e309"])
def test_a_number_that_no_page_holds_is_damage_and_breaks_nothing(number: str) -> None:
    with zipfile.ZipFile(io.BytesIO(ofd([("某市公积金中心文件", 20, 30), ("各单位。", 20, 40)]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, old in (
        ("Doc_0/Document.xml", b"297<"),
        ("Doc_0/Pages/Page_0/Content.xml", b"5 5 5"),
        ("Doc_0/Pages/Page_0/Content.xml", b'"20 '),
    ):
        changed = parts | {name: parts[name].replace(old, old.replace(old.strip(b'"<').split()[0], number.encode(), 1))}
        assert "公" in read_ofd(zipped(changed), "a.ofd").text


def test_drawn_lines_make_a_table() -> None:
    def path(x0: float, y0: float, x1: float, y1: float) -> str:
        data = f"<ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData>"
        return f'<ofd:PathObject Boundary="0 0 210 297">{data}</ofd:PathObject>'

    drawn = "".join(path(20, y, 140, y) for y in (40, 50, 60)) + "".join(path(x, 40, x, 60) for x in (20, 60, 100, 140))
    rows = [("类别", 22, 42), ("标准", 62, 42), ("上限", 102, 42), ("发明", 22, 52), ("每件", 62, 52), ("十万", 102, 52)]
    found = read_ofd(ofd(rows, more=drawn), "a.ofd")
    assert [block.line for block in found.blocks] == ["表1第1行 类别｜标准｜上限", "表1第2行 类别：发明；标准：每件；上限：十万"]


def test_pages_that_are_pictures_are_a_scan() -> None:
    with pytest.raises(ReadError, match=r"只有图片.*导出为 PDF"):
        read_ofd(ofd([], more='<ofd:ImageObject Boundary="0 0 210 297"/>'), "a.ofd")


@pytest.mark.parametrize("data", [ofd([("甲", 1, 1)])[:300], zipped({"OFD.xml": "<a/>"})], ids=["cut off", "no document"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="已损坏或不完整"):
        read_ofd(data, "a.ofd")


NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
# a table in millimetres, drawn without any matrix: three columns from 20 to 80, two rows from 40 to 60
XS, YS = (20, 40, 60, 80), (40, 50, 60)


def path(data: str, more: str = 'Boundary="0 0 210 297"') -> str:
    return f"<ofd:PathObject {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"


GRID = "".join(path(f"M {x} {YS[0]} L {x} {YS[-1]}") for x in XS) + "".join(path(f"M {XS[0]} {y} L {XS[-1]} {y}") for y in YS)


def words(text: str, x: float = 0, y: float = 0, *, across: str = "", down: str = "", boundary: str = "0 0 210 297", size: float = 4,
          more: str = "") -> str:  # fmt: skip
    """Return an object of text at a place in it, in millimetres."""
    deltas = f'DeltaX="{across}" DeltaY="{down}"'
    code = f'<ofd:TextCode X="{x}" Y="{y}" {deltas}>{text}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{boundary}" Size="{size}" {more}>{code}</ofd:TextObject>'


def document(*pages: str, area: str = "0 0 210 297", at: str = "Pages/{}.xml", root: str = "Doc_0/Document.xml") -> bytes:
    """Return an OFD file whose pages hold these objects."""
    listed = "".join(f'<ofd:Page BaseLoc="{at.format(n)}"/>' for n in range(len(pages)))
    return zipped({
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{area}</ofd:PhysicalBox>"
        f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/{n}.xml": f"<ofd:Page {NAMESPACE}>{page}</ofd:Page>" for n, page in enumerate(pages)},
    })  # fmt: skip


def lines(*pages: str, **more: str) -> list[str]:
    return [block.line for block in read_ofd(document(*pages, **more), "a.ofd").blocks]


def cells(objects: str, grid: str = GRID) -> str:
    """Return what stands in the six cells of the table, from the upper left, where nothing stands as a dot."""
    corners = "".join(words(letter, x, y, size=1) for letter, x, y in (("a", 20.2, 41.2), ("f", 79, 59.5)))
    (first, second) = lines(grid + corners + objects)
    return f"{first}/{second}".replace("表1第1行 ", "").replace("表1第2行 ", "")


@pytest.mark.parametrize(
    ("objects", "found"),
    [
        (words("甲", 45, 48), "a｜甲/f"), (words("甲", 45, 58), "a/甲｜f"), (words("甲", 65, 48), "a｜甲/f"),
        (words("甲", 5, 8, boundary="40 40 20 10"), "a｜甲/f"), (words("甲", 5, 8, boundary="40 50 20 10"), "a/甲｜f"),
        (words("甲", 45, 48, boundary=""), "a｜甲/f"), (words("甲", 45, 48, boundary="40 40 20"), "a｜甲/f"),  # damaged: the page
        (words("甲", 22.5, 24, size=2, more='CTM="2 0 0 2 0 0"'), "a｜甲/f"), (words("甲", 22.5, 29, size=2, more='CTM="2 0 0 2 0 0"'), "a/甲｜f"),
        (words("甲", 5, 8, more='CTM="1 0 0 1 40 40"'), "a｜甲/f"), (words("甲", 5, 8, more='CTM="1 0 0 1 40 50"'), "a/甲｜f"),
        (words("甲", 48, -45, more='CTM="0 1 -1 0 0 0"'), "a｜甲/f"), (words("甲", 58, -45, more='CTM="0 1 -1 0 0 0"'), "a/甲｜f"),  # turned
        (words("甲", 45, 48, more='CTM="2 0 0"'), "a｜甲/f"),  # no matrix
        (words("甲乙", 45, 48, across="20"), "a｜甲｜乙/f"), (words("甲乙丙", 45, 48, across="g 2 10"), "a｜甲 乙｜丙/f"),
        (words("甲乙", 45, 48, down="10"), "a｜甲/乙｜f"), (words("甲乙丙", 45, 46, down="10 1"), "a｜甲/乙丙｜f"),
        (words("甲乙丙", 25, 48, across="18 18", down="0 10"), "a 甲｜乙/丙 f"),
    ],
)  # fmt: skip
def test_a_character_stands_where_boundary_matrix_and_distances_put_it(objects: str, found: str) -> None:
    assert cells(objects) == found


@pytest.mark.parametrize(
    ("deltas", "text"),
    [
        ("5.7", "甲乙"), ("5.9", "甲 乙"),  # more than 0.45 of the width of 4 between them
        ("g 1 5.9", "甲 乙"), ("g x 5.9", "甲乙"), ("g 1", "甲乙"), ("g 0 1 5.9", "甲 乙"),
    ],
)  # fmt: skip
def test_a_distance_between_characters_may_be_a_space(deltas: str, text: str) -> None:
    assert lines(words("甲乙", 20, 40, across=deltas)) == [text]


@pytest.mark.parametrize(
    ("deltas", "text"),
    [("g 3 5.9 4", "甲 乙 丙 丁戊"), ("4 g 2 5.9", "甲乙 丙 丁戊"), ("5.9 4 5.9 4", "甲 乙丙 丁戊"), ("", "甲乙丙丁戊")],
)  # fmt: skip
def test_distances_are_listed_one_by_one_or_several_at_once(deltas: str, text: str) -> None:
    assert lines(words("甲乙丙丁戊", 20, 40, across=deltas)) == [text]


@pytest.mark.parametrize(("x", "text"), [(31.5, "甲12乙"), (31.7, "甲12 乙")])
def test_a_figure_without_distances_is_half_as_wide_as_a_han_character(x: float, text: str) -> None:
    assert lines(words("甲12", 20, 40) + words("乙", x, 40)) == [text]  # it ends at 28; a gap of 0.9 widths is none


def test_codes_of_an_object_go_on_where_they_say_no_place() -> None:
    def codes(*places: str) -> str:
        inner = "".join(f"<ofd:TextCode {place}>{char}</ofd:TextCode>" for place, char in zip(places, "甲乙丙", strict=False))
        return f'<ofd:TextObject Boundary="0 0 210 297" Size="4">{inner}</ofd:TextObject>'

    assert lines(codes('X="20" Y="40"', 'X="24"')) == ["甲乙"]
    assert cells(codes('X="45" Y="48"', 'Y="58"', 'X="65"')) == "a｜甲/乙｜丙 f"


@pytest.mark.parametrize("space", [" ", "\u3000"])
def test_a_printed_space_is_as_wide_as_it_is(space: str) -> None:
    assert lines(words(f"甲{space}乙", 20, 40, across="4 4")) == ["甲 乙"]


@pytest.mark.parametrize(
    ("area", "own", "top"),
    [("0 0 210 297", "", 297), ("0 0 210 100", "", 100), ("", "", 297), ("0 0 210 0", "", 297), ("0 0 210", "", 297), ("0 0 210 100", "0 0 210 200", 200)],
)  # fmt: skip
def test_a_page_is_as_high_as_it_or_the_document_says(area: str, own: str, top: float) -> None:
    """A head that recurs stands in the band of 13 % at the edge of a page, and is told from text by that alone."""
    measured = f"<ofd:Area><ofd:PhysicalBox>{own}</ofd:PhysicalBox></ofd:Area>" if own else ""

    def held(y: float) -> list[str]:
        page = measured + words("公报", 20, y) + words("某办法第一条。", 20, top / 2)
        return [dropped.text for dropped in read_ofd(document(page, page, page, area=area), "a.ofd").dropped]

    assert held(top * 0.12) == held(top * 0.88) == ["公报"] * 3
    assert held(top * 0.14) == held(top * 0.86) == []


@pytest.mark.parametrize(
    ("at", "root"),
    [
        ("Pages/{}.xml", "Doc_0/Document.xml"), ("/Doc_0/Pages/{}.xml", "/Doc_0/Document.xml"), ("../Doc_0/Pages/{}.xml", "Doc_0/Document.xml"),
    ],
)  # fmt: skip
def test_pages_are_found_from_the_document_or_from_the_root(at: str, root: str) -> None:
    found = read_ofd(document(words("甲。", 20, 40), words("一、乙。", 20, 40), at=at, root=root), "a.ofd")
    assert [(block.text, block.page) for block in found.blocks] == [("甲。", 1), ("一、乙。", 2)]


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("M 20 50 L 80 50", 2), ("M 80 50 L 20 50", 2), ("M 20 50 L 50 50 L 80 50", 2), ("M 20 50 L 80 50.3", 2),
        ("M 20 50 L 80 50.4", 1),  # more than a point: it leans
        ("M 20 50 M 80 50", 1), ("L 80 50", 1), ("M 20 50 L 80", 1), ("M 20 50 B 20 50 40 50 80 50", 1), ("M 20 50 L 40 50 M 60 50 L 80 50", 2),
        ("M 20 50 C L 80 50", 2), ("S 20 50 L 80 50", 2),
    ],
)  # fmt: skip
def test_level_and_upright_strokes_are_lines(drawn: str, found: int) -> None:
    outer = "".join(path(f"M {x} 40 L {x} 60") for x in XS) + "".join(path(f"M 20 {y} L 80 {y}") for y in (40, 60))
    rows = words("甲", 21, 46) + words("丙", 21, 56) + words("乙", 61, 46) + words("丁", 61, 56)
    assert len(lines(outer + path(drawn) + rows)) == found


def test_pictures_are_counted_over_all_pages() -> None:
    picture = "<ofd:ImageObject/>"
    found = read_ofd(document(words("甲。", 20, 40) + picture * 2, picture), "a.ofd")
    assert found.warnings == ("a.ofd：有 3 幅图片，其中的文字未登记。",)
    assert read_ofd(document(words("甲。", 20, 40)), "a.ofd").warnings == ()
