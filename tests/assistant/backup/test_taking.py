"""A backup of a folder that is in use: whole, of one moment, and never over another file."""

import json
import os
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.backup import taking
from assistant.backup.archive import LIST, verify
from assistant.backup.taking import TRIES, take
from assistant.errors import BackupError
from corpus.database import FILE_NAME, MARKER
from corpus.records import Document
from corpus.registry import Original, Registry

TEXT = "办法\n第一条 为了发展产业，制定本办法。\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    registry = Registry(folder)
    registry.add([(Document("a", "办法"), TEXT)], originals={"a": Original("a.txt", TEXT.encode())})
    for name in ("questions/a.tsv", "logs/2026-01-01.jsonl", "logs/head.json", "index/current", "pinned.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    for name in (".new", "corpus.sqlite3-wal", "x.lock", "restore.ready", "before-restore"):
        (folder / name).write_text("of the moment")
    return folder


def taken(data: Path, output: Path, *, logs: bool = False) -> list[str]:
    return sorted(take(data, output, "1.0", logs=logs).files)


def test_it_holds_what_cannot_be_made_again(data: Path, tmp_path: Path) -> None:
    (data / "corpus.sqlite3-wal").unlink()
    output = tmp_path / "b.zip"
    assert taken(data, output) == [MARKER, FILE_NAME, "pinned.json", "questions/a.tsv"]
    assert sorted(verify(output).files) == [MARKER, FILE_NAME, "pinned.json", "questions/a.tsv"]
    assert json.loads(zipfile.ZipFile(output).read(LIST))["program"] == "1.0"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".backup.lock") == ["b.zip", "data"]  # nothing is left
    with_logs = taken(data, tmp_path / "c.zip", logs=True)
    assert [name for name in with_logs if name.startswith("logs/")] == ["logs/2026-01-01.jsonl", "logs/head.json"]


def test_what_is_written_and_not_yet_done_is_left_out(data: Path, tmp_path: Path) -> None:
    (data / "corpus.sqlite3-wal").unlink()
    with closing(sqlite3.connect(data / FILE_NAME, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM documents")
        taken(data, tmp_path / "b.zip")
        writer.execute("ROLLBACK")
    zipfile.ZipFile(tmp_path / "b.zip").extractall(tmp_path / "copy")
    assert Registry(tmp_path / "copy").get("a")[1] == TEXT
    assert Registry(tmp_path / "copy").original("a").data == TEXT.encode()


def test_a_folder_that_changes_meanwhile_is_copied_again(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "corpus.sqlite3-wal").unlink()
    copied, times = shutil.copyfile, []

    def disturbed(source: Path, target: Path) -> None:
        copied(source, target)
        if Path(source).name == "pinned.json" and len(times) < changes:
            times.append(1)
            (data / "questions" / "a.tsv").write_text("changed" * len(times))

    monkeypatch.setattr(taking.shutil, "copyfile", disturbed)
    changes = 2
    taken(data, tmp_path / "b.zip")
    assert zipfile.ZipFile(tmp_path / "b.zip").read("questions/a.tsv").decode() == "changed" * 2
    times.clear()
    changes = TRIES
    with pytest.raises(BackupError, match="数据一直在变"):
        taken(data, tmp_path / "c.zip")
    assert not (tmp_path / "c.zip").exists()


def test_a_text_that_is_not_the_registered_one_is_not_backed_up(data: Path, tmp_path: Path) -> None:
    (data / "corpus.sqlite3-wal").unlink()
    with closing(sqlite3.connect(data / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE documents SET text = 'x'")
    with pytest.raises(BackupError, match="数据有损坏"):
        taken(data, tmp_path / "b.zip")
    (data / FILE_NAME).write_bytes((data / FILE_NAME).read_bytes()[:5000])
    with pytest.raises(BackupError, match="数据有损坏"):
        taken(data, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_no_file_is_overwritten_and_none_lies_inside(data: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BackupError, match="已存在，不覆盖"):
        taken(data, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"
    with pytest.raises(BackupError, match="不能放在数据目录"):
        taken(data, data / "b.zip")
    with pytest.raises(BackupError, match="没有这个数据目录"):
        taken(tmp_path / "none", tmp_path / "c.zip")
    with pytest.raises(BackupError, match="备份写不进去"):
        taken(data, tmp_path / "no" / "such" / "c.zip")


def test_what_a_killed_backup_has_left_is_cleared_away(data: Path, tmp_path: Path) -> None:
    (data / "corpus.sqlite3-wal").unlink()
    (tmp_path / ".backup-killed" / "data").mkdir(parents=True)
    (tmp_path / ".backup-killed" / "data" / "corpus.sqlite3").write_text("half")
    taken(data, tmp_path / "b.zip")
    assert not (tmp_path / ".backup-killed").exists()
    assert verify(tmp_path / "b.zip").files


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_backup_that_is_killed_leaves_no_half_of_one(data: Path, tmp_path: Path) -> None:
    """Killed before each step on the disk in turn: the file is not there, or it is whole."""
    (data / "corpus.sqlite3-wal").unlink()
    output, number, there = tmp_path / "b.zip", 0, False
    while not there:
        number += 1
        child = os.fork()
        if child == 0:
            steps = iter(range(number))

            def hook(event: str, _: object, steps: Iterator[int] = steps) -> None:
                if event in ("open", "os.rename", "os.mkdir", "shutil.rmtree", "os.rmdir") and next(steps, None) is None:
                    os._exit(9)

            sys.addaudithook(hook)
            try:
                taken(data, output)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        there = output.exists()
        assert number < 1000
    assert sorted(verify(output).files) == [MARKER, FILE_NAME, "pinned.json", "questions/a.tsv"]
    assert number > 10
