"""Zip files and the XML in them: what is refused, and names without their namespace."""

import pytest

from corpus.errors import ReadError
from corpus.readers import archive
from corpus.readers.archive import Archive, attribute, child, children, local, parse_xml, value_of
from tests.corpus.readers.making import zipped


def test_parts_are_read_by_name() -> None:
    found = Archive(zipped({"a.xml": "<a/>", "/b.xml": "<b/>", "条.xml": "<c/>", "空.xml": ""}), "文件")
    assert [part in found for part in ("a.xml", "b.xml", "/b.xml", "c.xml")] == [True, True, False, False]
    assert [found.read(part) for part in ("a.xml", "b.xml", "条.xml", "c.xml")] == [b"<a/>", b"<b/>", b"<c/>", b""]
    assert [found.xml(part) for part in ("空.xml", "c.xml")] == [None, None]


@pytest.mark.parametrize(("size", "refused"), [(2 << 20, False), ((2 << 20) + 1, True)])
def test_a_part_is_at_most_so_large(monkeypatch: pytest.MonkeyPatch, size: int, refused: bool) -> None:
    monkeypatch.setattr(archive, "MAX_PART", 2 << 20)
    made = Archive(zipped({"a": b" " * size}), "文件")
    if refused:
        with pytest.raises(ReadError, match="解开后超过 2 MiB"):
            made.read("a")
    else:
        assert len(made.read("a")) == size


@pytest.mark.parametrize(("count", "refused"), [(3, False), (4, True)])
def test_an_archive_has_at_most_so_many_parts(monkeypatch: pytest.MonkeyPatch, count: int, refused: bool) -> None:
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    data = zipped({str(n): "" for n in range(count)})
    if refused:
        with pytest.raises(ReadError, match="解开后超过 50 MiB"):
            Archive(data, "文件")
    else:
        assert len(Archive(data, "文件").parts) == 3


def flagged(flags: int) -> bytes:
    """Return an archive whose only part, ``a``, has these flags."""
    data = bytearray(zipped({"a": "甲" * 50}))
    for header, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.index(header) + offset
        data[at : at + 2] = flags.to_bytes(2, "little")
    return bytes(data)


@pytest.mark.parametrize(("flags", "password"), [(0x1, True), (0x3, True), (0x0, False), (0x2, False), (0x6, False)])
def test_a_part_with_a_password_is_told(flags: int, password: bool) -> None:
    if password:
        with pytest.raises(ReadError, match="有密码"):
            Archive(flagged(flags), "文件").read("a")
    else:
        assert Archive(flagged(flags), "文件").read("a") == ("甲" * 50).encode()


def test_a_part_that_is_damaged_is_refused() -> None:
    data = bytearray(zipped({"a": "甲乙丙丁" * 5}))
    data[40] ^= 0xFF
    with pytest.raises(ReadError, match="已损坏"):
        Archive(bytes(data), "文件").read("a")


@pytest.mark.parametrize("xml", ["<a>", "", "<!DOCTYPE a><a/>", "<a>" * 300 + "</a>" * 300])
def test_damaged_xml_is_refused(xml: str) -> None:
    with pytest.raises(ReadError, match="已损坏"):
        parse_xml(xml.encode(), "文件")


def test_elements_and_attributes_are_named_without_their_namespace() -> None:
    root = parse_xml(b'<w:a xmlns:w="w" xmlns:x="x"><!-- no --><w:b w:val="1" x:id="2"/><b val="3"/><c/><?pi?></w:a>', "文件")
    assert ([local(inner) for inner in root], local(root)) == (["b", "b", "c"], "a")
    assert [attribute(inner, "val", "0") for inner in children(root, "b")] == ["1", "3"]
    assert (attribute(root[0], "id"), attribute(root[0], "al"), attribute(root[2], "val", "0")) == ("2", "", "0")
    assert (child(root, "b") is root[0], child(root, "d"), child(None, "b"), list(children(None, "b"))) == (True, None, None, [])
    assert [value_of(root, name, "0") for name in ("b", "c", "d")] == ["1", "0", "0"]
    assert (value_of(None, "b"), value_of(root, "d")) == ("", "")
