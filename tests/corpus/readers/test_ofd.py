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
