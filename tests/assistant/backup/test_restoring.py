"""A restore: the old data or the new, at whatever moment it is killed."""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.backup import restoring
from assistant.backup.folder import ASIDE, READY
from assistant.backup.restoring import finish, restore
from assistant.backup.taking import take
from assistant.errors import BackupError
from corpus.database import FILE_NAME, MARKER
from corpus.errors import RegistryError
from corpus.records import Document
from corpus.registry import Registry

STEPS = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "open"}  # os.replace says os.rename


def text(word: str) -> str:
    return f"办法\n第一条 为了发展{word}产业，制定本办法。\n"


def fill(folder: Path, word: str) -> None:
    """Make a data folder whose every part says the same word."""
    Registry(folder).add([(Document(word, "办法"), text(word))])
    for name in ("questions/a.tsv", "pinned.json", f"only-{word}/x"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(word)


def state(folder: Path) -> dict[str, str]:
    """Return what a data folder holds: its documents, and the files of which a backup is made."""
    found = {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.relative_to(folder).parts[0].startswith((".", READY, ASIDE, "index", "logs"))
        and not path.name.startswith("corpus.")
    }
    return found | {"documents": "".join(stored for _, stored in Registry(folder).items(builtin=False))}


def built(folder: Path) -> None:
    """Stand in for the service: what it would build is an index folder and its pointer."""
    (folder / "index" / "new").mkdir(parents=True)
    (folder / "index" / "new" / "manifest.json").write_text("{}")
    (folder / "index" / "current").write_text("new")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    fill(tmp_path / "source", "新")
    (tmp_path / "source" / "logs").mkdir()
    (tmp_path / "source" / "logs" / "2026-01-01.jsonl").write_text("{}")
    take(tmp_path / "source", tmp_path / "b.zip", "1.0", logs=True)
    return tmp_path / "b.zip"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    fill(tmp_path / "data", "旧")
    return tmp_path / "data"


def test_all_is_as_it_was_when_the_backup_was_made(archive: Path, data: Path, tmp_path: Path) -> None:
    old, new = state(data), state(tmp_path / "source")
    contents, logs = restore(archive, data, built)
    assert state(data) == new
    assert len(contents.files) == 6
    assert logs
    assert (data / "index" / "current").read_text() == "new"
    assert state(data / ASIDE) == old
    assert not (data / READY).exists()
    assert not [path for path in data.glob(".restore-*") if path.is_dir()]
    restore(archive, data, built)  # what lay aside makes room for what lies there now
    assert state(data / ASIDE) == new


def test_a_new_folder_is_made(archive: Path, tmp_path: Path) -> None:
    restore(archive, tmp_path / "a" / "b", built)
    assert state(tmp_path / "a" / "b") == state(tmp_path / "source")
    assert (tmp_path / "a" / "b" / MARKER).exists()


def test_logs_that_are_there_stay(archive: Path, data: Path) -> None:
    (data / "logs").mkdir()
    (data / "logs" / "2026-05-05.jsonl").write_text("later")
    _, logs = restore(archive, data, built)
    assert not logs
    assert [path.name for path in (data / "logs").iterdir()] == ["2026-05-05.jsonl"]


@pytest.mark.parametrize("error", [BackupError("打不开"), KeyboardInterrupt()])
def test_what_cannot_be_proved_is_not_put_in_place(archive: Path, data: Path, error: BaseException) -> None:
    old = state(data)

    def fails(_: Path) -> None:
        raise error

    with pytest.raises(type(error)):
        restore(archive, data, fails)
    assert state(data) == old
    assert not list(data.glob(".restore-*/*"))
    assert not (data / ASIDE).exists()


def test_a_text_that_is_not_the_registered_one_is_not_restored(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "bad", "坏")
    with closing(sqlite3.connect(tmp_path / "bad" / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE documents SET text = 'x'")
    monkeypatch.setattr("assistant.backup.taking.check", lambda _: None)  # an archive that another program has made
    take(tmp_path / "bad", tmp_path / "bad.zip", "1.0", logs=False)
    old = state(data)
    with pytest.raises(BackupError, match="数据有损坏"):
        restore(tmp_path / "bad.zip", data, built)
    assert state(data) == old


def test_a_damaged_registry_and_its_journal_are_replaced(archive: Path, data: Path, tmp_path: Path) -> None:
    (data / FILE_NAME).write_bytes(b"rubbish" * 1000)
    (data / f"{FILE_NAME}-journal").write_bytes(b"rubbish")
    restore(archive, data, built)
    assert state(data) == state(tmp_path / "source")
    assert (data / ASIDE / f"{FILE_NAME}-journal").read_bytes() == b"rubbish"


def test_a_registry_that_was_lost_is_there_again(archive: Path, data: Path, tmp_path: Path) -> None:
    (data / FILE_NAME).unlink()
    with pytest.raises(RegistryError):
        Registry(data).items()
    restore(archive, data, built)
    assert state(data) == state(tmp_path / "source")


def test_it_waits_for_who_writes_in_the_registry(archive: Path, data: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(data / FILE_NAME, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE documents SET text = text || '末'")
    threading.Timer(0.5, lambda: (writer.execute("COMMIT"), writer.close())).start()
    restore(archive, data, built)
    assert state(data) == state(tmp_path / "source")
    assert Registry(data / ASIDE).stored(builtin=False)[0][1].endswith("末")  # what was written is kept with the rest


def test_two_at_a_time_are_one_too_many(archive: Path, data: Path) -> None:
    with FileLock(data / ".restore.lock"), pytest.raises(BackupError, match="另一个恢复正在进行"):
        restore(archive, data, built)


def test_a_disk_that_is_full_in_the_exchange_is_told_and_made_good(
    archive: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(restoring.os, "link", full)
        with pytest.raises(BackupError, match="还差最后的替换（No space left on device）"):
            restore(archive, data, built)
    assert finish(data)
    assert state(data) == state(tmp_path / "source")
    assert not finish(data)


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do a piece of work in a process that is killed before its step of that number; return whether it came to its end."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, _: object) -> None:
            nonlocal count
            count += event in STEPS
            if count == number:
                os._exit(9)

        sys.addaudithook(hook)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_whatever_the_moment_of_a_kill_all_is_old_or_all_is_new(archive: Path, tmp_path: Path) -> None:
    new, seen = state(tmp_path / "source"), []
    for number in range(1, 1000):
        data = tmp_path / f"data{number}"
        fill(data, "旧")
        old = state(data)
        ended = killed_at(number, lambda data=data: restore(archive, data, built))
        ready = (data / READY).exists()
        finished = finish(data)
        assert finished == ready
        assert state(data) == (new if ready or ended or state(data) == new else old), number
        seen.append(state(data) == new)
        if ended:
            break
        restore(archive, data, built)  # and the next one works
        assert state(data) == new
    assert ended
    assert seen == sorted(seen)  # old up to one step, new from there on
    assert seen.count(False) > 10
    assert seen.count(True) > 10
