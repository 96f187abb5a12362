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
