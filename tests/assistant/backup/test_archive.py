"""The archive of a data folder: what it holds is what was put in, and nothing else is taken for one."""

import json
import zipfile
from pathlib import Path

import pytest

from assistant.backup.archive import FORMAT, KIND, LIST, pack, unpack, verify
from assistant.errors import BackupError

# SHA-256 of "甲" in UTF-8, by `printf 甲 | sha256sum`
DIGEST = "33e3580c093111e1c4cac922872c40371f7896bb3fa4e23be5840bd1834fc622"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "a.tsv").write_text("甲", "utf-8")
    (folder / "b").write_bytes(bytes(3_000_000))
    path = tmp_path / "backup.zip"
    pack(folder, path, "2026-01-02T03:04:05+00:00", "1.2.3")
    return path


def test_what_is_unpacked_is_what_was_packed(archive: Path, tmp_path: Path) -> None:
    contents = unpack(archive, tmp_path / "new")
    assert (tmp_path / "new" / "questions" / "a.tsv").read_text("utf-8") == "甲"
    assert (tmp_path / "new" / "b").read_bytes() == bytes(3_000_000)
    assert (contents.made, contents.program) == ("2026-01-02T03:04:05+00:00", "1.2.3")
    assert contents.files["questions/a.tsv"] == DIGEST
    assert sorted(path.name for path in (tmp_path / "new").rglob("*")) == ["a.tsv", "b", "questions"]


def test_it_can_be_read_by_its_owner_alone(archive: Path, tmp_path: Path) -> None:
    unpack(archive, tmp_path / "new")
    assert archive.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new" / "b").stat().st_mode & 0o777 == 0o600


def _listed(path: Path, row: object, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(LIST, json.dumps(row))
        for name, text in members.items():
            packed.writestr(name.replace("__", "/"), text)
    return path


def _row(**other: object) -> dict[str, object]:
    return {"kind": KIND, "format": FORMAT, "made": "2026-01-02", "program": "1.2.3", "files": {}} | other


@pytest.mark.parametrize("row", [[], "x", {}, _row(kind="other"), {"kind": KIND}])
def test_another_list_is_refused(tmp_path: Path, row: object) -> None:
    with pytest.raises(BackupError, match="原来的数据未动"):
        unpack(_listed(tmp_path / "a.zip", row), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "photo.jpg"
    foreign.write_bytes(b"\xff\xd8\xff" * 100)
    with pytest.raises(BackupError, match="不是本程序的备份文件"):
        unpack(foreign, tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("readme.txt", "x")
    with pytest.raises(BackupError, match="不是本程序的备份文件"):
        unpack(tmp_path / "other.zip", tmp_path / "new")
    with pytest.raises(BackupError, match="读不到备份文件"):
        unpack(tmp_path / "none.zip", tmp_path / "new")


def test_one_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"更新的版本（9\.9）.*请先升级"):
        unpack(_listed(tmp_path / "a.zip", _row(format=FORMAT + 1, program="9.9")), tmp_path / "new")


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a\\..\\b", "C:a", "./a", "a//b"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = _listed(tmp_path / "a.zip", _row(files={name: DIGEST}), **{name.replace("/", "__"): "甲"})
    with pytest.raises(BackupError, match="备份文件已损坏"):
        unpack(path, tmp_path / "new")
    assert sorted(found.name for found in tmp_path.rglob("*")) == ["a.zip"]


def test_a_file_more_or_less_than_listed_is_damage(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="备份文件已损坏"):
        verify(_listed(tmp_path / "more.zip", _row(), a="甲"))
    with pytest.raises(BackupError, match="备份文件已损坏"):
        verify(_listed(tmp_path / "less.zip", _row(files={"a": DIGEST})))


def test_another_content_than_listed_is_damage(tmp_path: Path) -> None:
    verify(_listed(tmp_path / "good.zip", _row(files={"a": DIGEST}), a="甲"))
    path = _listed(tmp_path / "a.zip", _row(files={"a": DIGEST}), a="乙")
    for read in (verify, lambda archive: unpack(archive, tmp_path / "new")):
        with pytest.raises(BackupError, match="备份文件已损坏（a）"):
            read(path)


def test_every_changed_byte_and_every_cut_is_told_or_harmless(archive: Path, tmp_path: Path) -> None:
    """A byte may be changed where it means nothing (a time, a flag); what is unpacked is right or is refused."""
    whole, refused = archive.read_bytes(), 0
    broken = tmp_path / "broken.zip"
    spoilt = [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(0, len(whole), 97)]
    for number, data in enumerate([*spoilt, *(whole[:size] for size in range(0, len(whole), 331))]):
        broken.write_bytes(data)
        target = tmp_path / f"new{number}"
        try:
            unpack(broken, target)
        except BackupError:
            refused += 1
            continue
        assert (target / "b").read_bytes() == bytes(3_000_000)
        assert (target / "questions" / "a.tsv").read_text("utf-8") == "甲"
    assert refused > 0.9 * len(whole) / 97
