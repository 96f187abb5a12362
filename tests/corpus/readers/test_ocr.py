"""Scans, with a recognition that says what the test has it say."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from corpus.errors import ReadError
from corpus.readers import ocr
from corpus.readers.ocr import read_scan
from corpus.readers.source import Source
from tests.corpus.readers.making import Pdf

SCAN = Pdf().page().picture().data()  # 1240 by 1754 pixels


@dataclass
class Found:
    boxes: Any
    txts: Any
    scores: Any


def box(left: float, top: float, right: float, bottom: float) -> Any:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def recognise(monkeypatch: pytest.MonkeyPatch, *lines: tuple[str, Any, float], data: bytes = SCAN) -> Source:
    """Return what is made of a scan on each page of which these lines were recognised."""
    found = (
        Found([line[1] for line in lines], [line[0] for line in lines], [line[2] for line in lines])
        if lines
        else Found(None, None, None)
    )
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda picture: found)
    return read_scan(data, "扫描.pdf")


def test_lines_are_joined_and_it_is_told_that_they_were_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognise(
        monkeypatch, ("第一条为了保护专利，", box(100, 100, 900, 180), 0.9), ("制定本办法。", box(100, 200, 580, 280), 0.9)
    )
    assert [block.line for block in found.blocks] == ["第一条为了保护专利，制定本办法。"]
    assert (found.recognised, found.coverage(), len(found.warnings)) == (True, 1, 1)


@pytest.mark.parametrize(("score", "clear"), [(0.5, True), (0.49, False)])
def test_a_line_that_is_not_clear_is_left_out_and_listed(monkeypatch: pytest.MonkeyPatch, score: float, clear: bool) -> None:
    found = recognise(monkeypatch, ("某市人民政府", box(100, 100, 580, 180), score))
    assert [block.line for block in found.blocks] == (["某市人民政府"] if clear else [])
    assert [(d.kind, d.text, d.page) for d in found.dropped] == ([] if clear else [("识别不清", "某市人民政府", 1)])


@pytest.mark.parametrize(
    ("read", "text"),
    [("教科技[2020]1号", "教科技〔2020〕1号"), ("教科技（1999）第12号", "教科技〔1999〕第12号"), ("教科技[2120]1号", "教科技[2120]1号"), ("[2020]1号", "[2020]1号")],
)  # fmt: skip
def test_the_brackets_of_a_document_number_are_set_right(monkeypatch: pytest.MonkeyPatch, read: str, text: str) -> None:
    assert [block.line for block in recognise(monkeypatch, (read, box(100, 100, 580, 150), 0.9)).blocks] == [text]


@pytest.mark.parametrize(
    ("left", "text"),
    [(340, "甲乙12丙"), (374, "甲乙12丙"), (378, "甲乙12 丙")],  # 甲乙12 is three characters of 80 pixels from 100 on
)
def test_the_characters_of_a_line_are_as_wide_as_they_usually_are(
    monkeypatch: pytest.MonkeyPatch, left: float, text: str
) -> None:
    """A gap of 0.45 of the width of a Han character, 80 pixels, is a space between two of them; 0.9 beside a figure."""
    first, second = box(100, 100, 340, 180), box(left + 36, 100, left + 116, 180)
    found = recognise(monkeypatch, ("甲乙12", first, 0.9), ("丙", second, 0.9))
    assert [block.line for block in found.blocks] == [text]


def test_a_space_is_no_character_and_an_empty_line_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognise(monkeypatch, ("甲 乙", box(100, 100, 300, 180), 0.9), ("", box(100, 300, 300, 380), 0.9))
    assert [block.line for block in found.blocks] == ["甲 乙"]
    assert recognise(monkeypatch).blocks == ()


def test_lines_stand_from_the_top_and_running_heads_are_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = ("二、乙。", box(100, 1000, 420, 1080), 0.9), ("一、甲。", box(100, 600, 420, 680), 0.9)
    number = ("— 1 —", box(400, 1650, 560, 1700), 0.9)
    found = recognise(monkeypatch, low, high, number)
    assert [block.line for block in found.blocks] == ["一、甲。", "二、乙。"]
    assert [(d.kind, d.text) for d in found.dropped] == [("页码", "—1—")]


def test_every_page_of_a_scan_is_read_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Pdf().page().picture().page().picture().data()
    line = ("一、甲。", box(100, 600, 420, 680), 0.9)
    assert [block.page for block in recognise(monkeypatch, line, data=data).blocks] == [1, 2]
    monkeypatch.setattr(ocr, "MAX_PAGES", 2)
    assert len(recognise(monkeypatch, line, data=data).blocks) == 2
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    with pytest.raises(ReadError, match="1"):
        recognise(monkeypatch, line, data=data)


def test_a_page_becomes_a_picture_of_150_dots_an_inch_or_as_many_pixels_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = []
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda image: shapes.append(image.shape) or Found(None, None, None))
    read_scan(SCAN, "扫描.pdf")  # 595 by 842 points
    monkeypatch.setattr(ocr, "MAX_PIXELS", 595 * 842)
    read_scan(SCAN, "扫描.pdf")
    assert shapes[0] == (pytest.approx(842 * 150 / 72, abs=1), pytest.approx(595 * 150 / 72, abs=1), 3)
    assert shapes[1] == (pytest.approx(842, abs=1), pytest.approx(595, abs=1), 3)


def test_a_picture_is_read_whole_and_one_too_large_or_damaged_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    image_of = pytest.importorskip("PIL.Image")  # the recognition brings it
    shown: list[Any] = []
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda image: shown.append(image) or Found(None, None, None))
    out = io.BytesIO()
    image_of.new("RGB", (20, 10), (10, 20, 30)).save(out, "PNG")
    read_scan(out.getvalue(), "图.png")
    assert (shown[0].shape, shown[0][0, 0].tolist()) == ((10, 20, 3), [30, 20, 10])  # blue first, as the recognition has it
    monkeypatch.setattr(ocr, "MAX_PIXELS", 200)
    read_scan(out.getvalue(), "图.png")
    monkeypatch.setattr(ocr, "MAX_PIXELS", 199)
    with pytest.raises(ReadError, match="图片超过 0 万像素"):
        read_scan(out.getvalue(), "图.png")
    monkeypatch.setattr(ocr, "MAX_PIXELS", 60_000_000)
    with pytest.raises(ReadError, match="已损坏"):
        read_scan(out.getvalue()[:40], "图.png")
