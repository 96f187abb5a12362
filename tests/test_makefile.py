"""The two commands: what they say when they cannot do their work. Installing itself is what runs these tests."""

import os
import re
import socket
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _make(*args: str) -> subprocess.CompletedProcess[str]:
    # without the variables of the make that may run these tests
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "--no-print-directory", *args],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_lists_every_command_of_the_readme() -> None:
    listed = set(re.findall(r"^  make (\S+)", _make("help").stdout, re.MULTILINE))
    named = set(
        re.findall(r"make (run|test|lint|mutants|format|bench|clean)\b", (ROOT / "README.md").read_text(encoding="utf-8"))
    )
    assert {"run", "test"} <= named <= listed


def test_a_python_that_is_too_old_is_named_with_the_way_out(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    done = _make("check-python", f"PYTHON={old}")
    assert done.returncode != 0
    assert "需要 Python 3.11 或更新版本，当前是 Python 3.9.2" in done.stderr


def test_a_python_without_venv_is_named_with_the_way_out(tmp_path: Path) -> None:
    bare = tmp_path / "python3"
    bare.write_text('#!/bin/sh\ncase "$2" in *venv*) exit 1;; esac\nexit 0\n', encoding="utf-8")
    bare.chmod(0o755)
    done = _make("check-python", f"PYTHON={bare}")
    assert done.returncode != 0
    assert "没有 venv 模块" in done.stderr
    assert "python3-venv" in done.stderr


def test_a_taken_port_is_said_before_anything_is_installed(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = _make("run", f"PORT={taken.getsockname()[1]}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert "端口被占用" in done.stderr
    assert "make run PORT=7861" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_installing_again_does_nothing(tmp_path: Path) -> None:
    key = subprocess.run(
        ["cksum"], stdin=(ROOT / "pyproject.toml").open("rb"), capture_output=True, text=True, check=True
    ).stdout.split()[0]
    assert "-m pip" in _make("--dry-run", "test", f"VENV={tmp_path}").stdout
    (tmp_path / "bin").mkdir()
    for name in ("bin/python", f".installed-{key}", f".installed-dev-{key}"):
        (tmp_path / name).touch()
    assert "-m pip" not in _make("--dry-run", "test", f"VENV={tmp_path}").stdout
