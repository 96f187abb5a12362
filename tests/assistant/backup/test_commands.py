"""The commands as an operator types them, and what of a backup the service is tried with."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from assistant import __main__ as command_line
from assistant import messages
from assistant.backup import commands
from assistant.backup.commands import prove
from assistant.errors import BackupError
from assistant.settings import Settings
from corpus.records import Document
from corpus.registry import Registry

TEXT = "猕猴桃种植补贴办法\n第一条 新种植猕猴桃的，每亩补贴三百元。\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one document and a log, where the settings of a .env file say that it is."""
    folder = tmp_path / "elsewhere"
    Registry(folder).add([(Document("kiwi", "猕猴桃种植补贴办法"), TEXT)])
    (folder / "logs").mkdir()
    (folder / "logs" / "2026-01-01.jsonl").write_text("{}\n")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / ".env").write_text(f"ASSISTANT_DATA_DIR={folder}\n")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "x")
    monkeypatch.delenv("ASSISTANT_DATA_DIR")  # what the command line sets is taken back after the test
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["ip-policy-assistant", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


def test_backup_and_restore_say_what_they_did(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "prove", lambda *_: None)  # opening the service takes seconds, and has its own test
    without, backup = str(tmp_path / "a.zip"), str(tmp_path / "b.zip")
    assert run(monkeypatch, "backup", without) == 0
    assert messages.BACKUP_WITHOUT_LOGS in capsys.readouterr().out
    assert run(monkeypatch, "backup", backup, "--logs") == 0
    assert messages.BACKUP_WITHOUT_LOGS not in capsys.readouterr().out

    assert run(monkeypatch, "restore", backup) == 0
    said = capsys.readouterr().out
    assert str(data / "before-restore") in said
    assert messages.LOGS_STAY in said
    assert run(monkeypatch, "restore", backup, "--data-dir", str(tmp_path / "new")) == 0
    said = capsys.readouterr().out
    assert "before-restore" not in said
    assert messages.RESTORED_LOGS in said
    assert run(monkeypatch, "restore", without) == 0
    said = capsys.readouterr().out
    assert messages.LOGS_STAY not in said
    assert messages.RESTORED_LOGS not in said


def test_a_backup_that_cannot_be_made_ends_with_one_and_a_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "backup", str(data / "b.zip")) == 1
    assert capsys.readouterr().err.startswith("错误：备份不能放在数据目录")
    assert run(monkeypatch, "restore", str(data / "none.zip")) == 1
    assert "读不到备份文件" in capsys.readouterr().err


@pytest.mark.usefixtures("data")
def test_the_commands_of_the_corpus_use_the_same_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "corpus", "list") == 0
    assert "kiwi" in capsys.readouterr().out


@pytest.mark.usefixtures("data")
def test_serve_hands_its_options_to_the_server(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    offered: list[EntryPoint] = [EntryPoint("serve", "builtins:len", command_line.COMMANDS)]
    monkeypatch.setattr(command_line, "entry_points", lambda **_: offered)
    assert run(monkeypatch, "serve", "--port", "8000", "--help") == 3  # what the server returned: three words were given
    offered.clear()
    assert run(monkeypatch, "serve") == 1
    assert messages.NO_SERVER in capsys.readouterr().err


def test_a_folder_is_opened_as_the_service_would(data: Path, tmp_path: Path) -> None:
    prove(Settings(data_dir=tmp_path / "other"), data)
    assert (data / "index" / "current").exists()
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("bank", ["= 没有这一句\n", "= 第一条 新种植猕猴桃的，每亩补贴三百元。\n缺列\n"])
def test_what_the_service_could_not_use_is_not_proved(data: Path, bank: str) -> None:
    (data / "questions").mkdir()
    (data / "questions" / "kiwi.tsv").write_text(bank, "utf-8")
    with pytest.raises(BackupError, match="原来的数据未动"):
        prove(Settings(data_dir=data), data)


def test_an_answer_that_is_an_error_proves_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("assistant.pipeline.Assistant._answer", broken)
    with pytest.raises(BackupError, match="原来的数据未动"):
        prove(Settings(data_dir=data), data)
