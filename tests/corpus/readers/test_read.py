"""Files of every kind as `corpus add` meets them: told by their content, read apart, refused with what to do."""

import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers import apart, archive, legacy, ocr
from corpus.readers.apart import read_apart
from corpus.readers.formats import read
from corpus.readers.kinds import kind_of
from corpus.readers.plain import MAX_BYTES
from corpus.readers.read import read_bytes, read_file
from corpus.readers.report import report
from corpus.readers.source import Block, Dropped, Source, source_from
from tests.corpus.readers.making import Pdf, docx, ofd, p, zipped

LONG = "第一条 为了保护知识产权，促进创新，根据有关法律法规，结合本市实际，制定本办法。"
WORD = docx(p("某办法") + p(LONG))
PAGE = f"<html><body><div id='zoom'><p>{LONG}</p></div></body></html>".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "docx"), (ofd([("甲", 1, 1)]), "ofd"), (zipped({"xl/workbook.xml": "<a/>"}), "xlsx"),
        (zipped({"a.txt": "甲"}), "zip"), (b"\xef\xbb\xbf \n<!-- x -->\n<!DOCTYPE HTML>", "html"),
        (b"<?xml version='1.0'?><html>", "html"), (b"#!shebang\n%PDF-1.4", "pdf"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "doc"), (OLE + "EncryptedPackage\0".encode("utf-16-le"), "locked"),
        (OLE + "Workbook\0".encode("utf-16-le"), "xls"), (OLE, "ole"), (OLE + "Bookmark\0".encode("utf-16-le"), "ole"), (b"{\\rtf1", "rtf"), (b"\xff\xd8\xff\xe0", "image"),
        ("第一条 甲。".encode(), "text"), (WORD[: len(WORD) // 2], "docx"),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_file_is_read_in_a_process_of_its_own_just_as_here(tmp_path: Path) -> None:
    (tmp_path / "办法.docx").write_bytes(WORD)
    source, data = read_file(tmp_path / "办法.docx")
    assert (source, data) == (read("docx", WORD, str(tmp_path / "办法.docx")), WORD)
    assert source.text == f"某办法\n{LONG}\n"


@pytest.mark.parametrize(
    ("data", "name", "said"), [(PAGE, "办法.docx", "内容其实是网页"), (WORD, "办法.txt", "内容其实是Word 文件")]
)
def test_a_suffix_that_lies_is_told_and_the_file_read(data: bytes, name: str, said: str) -> None:
    assert said in read_bytes(data, name, read).warnings[0]


def test_markdown_that_begins_with_a_tag_is_a_text() -> None:
    assert read_bytes(f"<head>\n{LONG}".encode(), "a.md", read).kind == "text"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "a.docx", r"有密码.*去掉密码"),
        (OLE + "Workbook\0".encode("utf-16-le"), "a.xls", r"不支持.*\.xlsx"),
        (zipped({"a.txt": "甲"}), "a.zip", "不支持"),
        (zipped({"a.txt": "甲"})[:40], "a.xlsx", "已损坏或不完整"),
        (OLE, "a.doc", "已损坏或不完整"),
        (docx(p("甲")), "a.docx", "几乎读不到文字"),
        (b" \n", "a.pdf", "文件是空的"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(data: bytes, name: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_bytes(data, name, read)


def test_a_part_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"})
    assert len(bomb) < 10_000
    monkeypatch.setattr(archive, "MAX_PART", 1_000_000)
    with pytest.raises(ReadError, match="解开后超过"):
        read("docx", bomb, "a.docx")


def test_an_archive_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    with pytest.raises(ReadError, match="解开后超过"):
        read("docx", zipped({f"{n}": "" for n in range(4)}), "a.docx")


def _stalls(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    popen = subprocess.Popen
    monkeypatch.setattr(apart.subprocess, "Popen", lambda command, **more: popen([sys.executable, "-c", code], **more))


def _runs(pid: str) -> bool:
    """Return whether a process is there and is no dead one that nobody has asked for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_reader_that_stalls_is_ended_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    child = f"import os,time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    _stalls(monkeypatch, f"import subprocess,sys; subprocess.run([sys.executable, '-c', {child!r}])")
    monkeypatch.setattr(apart, "OTHER_SECONDS", 2.0)
    begin = time.monotonic()
    with pytest.raises(ReadError, match="读了 2 秒还没有读完"):
        read_apart("docx", WORD, "a.docx")
    assert time.monotonic() - begin < 20
    while _runs(pid.read_text()):  # the system takes its time to end what was killed
        assert time.monotonic() - begin < 20
        time.sleep(0.05)


def test_a_reader_that_crashes_costs_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    _stalls(monkeypatch, "import os; os.abort()")
    with pytest.raises(ReadError, match="已损坏或不完整"):
        read_apart("docx", WORD, "a.docx")


def test_old_word_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda name: None)
    with pytest.raises(ReadError, match=r"需要本机装有 LibreOffice.*另存为 \.docx"):
        read("doc", OLE, "通知.doc")


@pytest.mark.skipif(legacy.shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rich_text_is_read_through_libreoffice() -> None:
    text = "".join(f"\\u{ord(char)}?" for char in LONG)
    source = read("rtf", f"{{\\rtf1\\ansi {text}\\par}}".encode(), "a.rtf")
    assert [block.line for block in source.blocks] == [LONG]


def test_a_picture_without_the_text_recognition_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    with pytest.raises(ReadError, match=r"这是图片.*pip install '\.\[ocr\]'"):
        read("image", b"\xff\xd8\xff", "a.jpg")


def test_a_scan_is_recognised_where_that_is_installed_and_else_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    scan, seen = Pdf().page().picture().data(), []
    monkeypatch.setattr(apart, "find_spec", lambda name: None)
    with pytest.raises(ReadError, match="扫描件，没有文字层（1 页）"):
        read_apart("pdf", scan, "a.pdf")
    run = apart._run
    monkeypatch.setattr(apart, "find_spec", lambda name: object())
    monkeypatch.setattr(
        apart, "_run", lambda kind, *more: seen.append(kind) or (run(kind, *more) if kind == "pdf" else (3, b"x"))
    )
    with pytest.raises(ReadError, match="x"):
        read_apart("pdf", scan, "a.pdf")
    assert seen == ["pdf", "scan"]


def test_a_scan_has_longer_than_other_files() -> None:
    assert apart.seconds_for("scan") > apart.seconds_for("pdf") == apart.OTHER_SECONDS


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_a_file_is_read_where_the_service_itself_is_bound_to_less() -> None:
    reader = [sys.executable, "-m", "corpus.readers", "docx", "a.docx"]
    bound = ["sh", "-c", f"ulimit -c 0; ulimit -t 60; exec {shlex.join(reader)}"]
    done = subprocess.run(bound, input=WORD, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="64 MiB"):
        read_file(tmp_path / "a.pdf")


def source(*lines: str, dropped: tuple[str, ...] = (), pieces: tuple[str, ...] = ()) -> Source:
    return Source("pdf", tuple(map(Block, lines)), dropped=tuple(Dropped("页眉", text, 2) for text in dropped), pieces=pieces)


@pytest.mark.parametrize(
    ("found", "lost"),
    [
        (source("甲乙丙", pieces=("甲 乙", "丙")), []),
        (source("甲乙", pieces=("甲乙", "甲乙")), ["甲乙"]),
        (source("甲乙", dropped=("甲乙",), pieces=("甲乙", "甲乙")), []),
        (source("丙", "甲", pieces=("甲", "丙")), []),
        (source("类：发明；限：十万", pieces=("发明 十万",)), []),
        (source("类：发明", pieces=("发明 十万",)), ["十万"]),
    ],
    ids=["in order", "only once", "dropped once", "out of order", "cells of a row", "a cell lost"],
)
def test_what_is_neither_stored_nor_dropped_was_lost(found: Source, lost: list[str]) -> None:
    assert found.lost() == lost


def test_the_report_lists_every_text_that_is_not_stored() -> None:
    said = list(report(source("甲" * 6, dropped=("公报", "公报"), pieces=("甲" * 6, "公报", "公报", "乙" * 2))))
    assert said == [
        "文件覆盖率 83.33%；未登记：页眉 2",
        "未登记的页眉：第2页 公报",
        "未登记的页眉：第2页 公报",
        "读漏的文字：乙乙",
    ]


def test_a_source_survives_its_way_between_processes() -> None:
    made = Source(
        "pdf", (Block("甲乙", page=1, turns=((1, 2),), number="一、"),), dropped=(Dropped("页码", "1", 1),), recognised=True
    )
    assert source_from(made.to_dict()) == made
    assert made.pages == ((0, 1), (3, 2))


@pytest.mark.parametrize(("length", "read_it"), [(30, True), (29, False)])
def test_a_file_of_hardly_any_text_was_not_read(length: int, read_it: bool) -> None:
    data = docx(p("甲" * 20) + p("乙" * (length - 20)))
    if read_it:
        assert read_bytes(data, "a.docx", read).warnings == ()
    else:
        with pytest.raises(ReadError, match="几乎读不到文字"):
            read_bytes(data, "a.docx", read)


def test_the_report_of_a_text_says_only_what_was_left_out() -> None:
    plain = Source("text", (Block("甲"),), pieces=("甲",), warnings=("留意。",))
    assert list(report(plain)) == ["留意。"]
    commented = Source("text", (Block("甲"),), dropped=(Dropped("注释", "无" * 70),), pieces=("甲",))
    assert list(report(commented)) == ["文件覆盖率 100.00%；未登记：注释 1", "未登记的注释：" + "无" * 60]


def test_the_report_counts_by_kind_and_shows_no_more_than_the_beginning_of_what_was_lost() -> None:
    dropped = (Dropped("页脚", "甲"), Dropped("页眉", "乙", 1), Dropped("页脚", "丙", 0))
    said = list(report(Source("pdf", (Block("丁"),), dropped=dropped, pieces=("丁" * 61,), warnings=("留意。",))))
    assert said[0] == "留意。"
    assert sorted(said[1].partition("未登记：")[2].split("、")) == ["页眉 1", "页脚 2"]
    assert said[2:] == ["未登记的页脚：甲", "未登记的页眉：第1页 乙", "未登记的页脚：第0页 丙", "读漏的文字：" + "丁" * 60]
    assert list(report(source("甲", pieces=("甲",)))) == ["文件覆盖率 100.00%；未登记：无"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b" " * 1019 + b"%PDF-1.4", "pdf"), (b" " * 1020 + b"%PDF-1.4", "text"), (b" " * 4080 + b"<html><body>", "html"), (b" " * 4096 + b"<html>", "text"),
        (b"\x89PNG\r\n\x1a\n", "image"), (b"II*\0", "image"), (b"MM\0*", "image"), (zipped({"/word/document.xml": "<a/>"}), "docx"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "pptx"), (OLE + "PowerPoint Document\0".encode("utf-16-le"), "ppt"), (b"PK\x03\x04", "broken"),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_what_stands_near_the_beginning(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
