import gzip
import json
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers.plain import MAX_BYTES, decode, read_collection
from corpus.readers.read import read_file

TEXT = "襄阳市知识产权“十四五”规划\n一、发展基础\n有效商标突破3万件。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with BOM", "gb18030", "gbk", "utf-16 little-endian", "utf-16 big-endian"],
)
def test_every_common_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data, "规划.txt") == TEXT


def test_rare_characters_of_gb18030_are_read() -> None:
    assert decode("㐂䶮𠮷字，专利。".encode("gb18030"), "x.txt") == "㐂䶮𠮷字，专利。"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", "　\n　".encode(), b"\xff\xfe", b"\xff\xfe \x00\n\x00"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^空\.txt：.*(空的|只有空白)"):
        decode(data, "空.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        TEXT.encode() + b"\x00" + TEXT.encode(),
    ],
    ids=["pdf", "zip, docx", "old doc", "png", "text with a zero byte"],
)
def test_binary_files_are_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"二进制文件.*另存为"):
        decode(data, "文件.txt")


@pytest.mark.parametrize("data", [bytes(range(1, 32)) * 40, b"\xff\xfea", b"\xff\xff\xff\xff" * 20])
def test_bytes_in_no_encoding_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"编码|二进制"):
        decode(data, "文件.txt")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html"])
def test_a_text_that_is_named_as_an_office_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=r"内容不是 \.\w+ 文件.*请重新下载"):
        read_file(tmp_path / name)


@pytest.mark.parametrize("name", ["a.csv", "a"])
def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=r"目前可登记 \.txt、\.md、\.docx"):
        read_file(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"没有\.txt：读不到这个文件"):
        read_file(tmp_path / "没有.txt")


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="64 MiB"):
        read_file(path)


def test_suffixes_count_in_either_case(tmp_path: Path) -> None:
    path = tmp_path / "A.TXT"
    path.write_bytes(TEXT.encode("gb18030"))
    assert read_file(path)[0].text == TEXT


def test_a_collection_gives_one_document_a_line(tmp_path: Path) -> None:
    rows = [{"id": "a1", "title": "某法第一条", "text": "为了保护。"}, {"id": 2, "text": "另一条。"}]
    path = tmp_path / "条文.jsonl.gz"
    path.write_bytes(gzip.compress("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()))
    assert list(read_collection(path)) == [("a1", "某法第一条", "为了保护。"), ("2", "2", "另一条。")]


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": "a"}', '"text"'])
def test_a_bad_line_of_a_collection_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "条文.jsonl"
    path.write_text('{"id": "a", "text": "好。"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"条文\.jsonl 第 2 行"):
        list(read_collection(path))


def test_a_collection_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "条文.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a", "text": "b"}\n' * 1000)[:-20])
    with pytest.raises(ReadError, match="读不到这个文件"):
        list(read_collection(path))


@pytest.mark.parametrize("char", ["\x01", "\x1f", "\ue000", "\uf8ff"])
def test_up_to_five_odd_characters_in_a_hundred_are_a_text(char: str) -> None:
    assert decode(("甲" * 95 + char * 5).encode(), "x.txt") == "甲" * 95 + char * 5
    with pytest.raises(ReadError, match="编码"):
        decode(("甲" * 94 + char * 6).encode(), "x.txt")


@pytest.mark.parametrize("char", ["\t", "\n", "\r", "\f", " ", "\uf900"])
def test_white_space_and_rare_characters_are_not_odd(char: str) -> None:
    assert decode(("甲" * 50 + char * 50 + "甲").encode(), "x.txt") == "甲" * 50 + char * 50 + "甲"


def test_a_zero_byte_far_behind_the_beginning_is_an_odd_character_like_others() -> None:
    text = "甲" * 30_000 + "\x00"
    assert decode(text.encode(), "x.txt") == text


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as out:
        out.truncate(MAX_BYTES)
    with pytest.raises(ReadError, match="二进制"):  # nothing but zero bytes, yet it was read
        read_file(path)


def test_a_file_without_suffix_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match="不支持 无后缀 文件"):
        read_file(tmp_path / "文件")


def test_a_collection_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "条文.jsonl"
    path.write_bytes('{"id": "a", "text": "为了保护。"}\n'.encode("gb18030"))
    with pytest.raises(ReadError, match="不是 UTF-8 文本"):
        list(read_collection(path))


@pytest.mark.parametrize("damage", [b"not gzip", gzip.compress(b'{"id": "a", "text": "b"}')[:10] + b"\xff" * 20])
def test_a_collection_that_is_no_gzip_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "条文.jsonl.gz"
    path.write_bytes(damage)
    with pytest.raises(ReadError, match="读不到这个文件"):
        list(read_collection(path))


def test_a_missing_collection_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"没有\.jsonl：读不到这个文件"):
        list(read_collection(tmp_path / "没有.jsonl"))
