"""The worked example of docs/example.md: every command is run as it stands there, and makes the site of another office."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "example.md"
OURS = re.compile("襄阳|知识产权|专利|商标|十四五")
STARTS = 120  # seconds that a server may take on a busy machine


def commands() -> list[str]:
    """Return the commands of the page, in its order."""
    blocks = re.findall(r"```bash\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def run(command: str, folder: Path) -> str:
    """Run a command of the page in an empty folder that sees the packages and the documents; return what it prints."""
    words = [sys.executable if word == "python" else word for word in shlex.split(command)]
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("example")
    for name in ("tests", "ui.py"):
        (made / name).symlink_to(ROOT / name)
    return made


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[str, str]:
    """What the commands print, but for the last, which serves."""
    return {command: run(command, folder) for command in commands()[:-1]}


def test_the_documents_answer_and_what_they_do_not_say_is_declined(printed: dict[str, str]) -> None:
    told = "\n".join(printed.values())
    assert "高龄津贴发放办法" in told and "每人每月一百二十元" in told
    declined = next(text for command, text in printed.items() if "红烧肉" in command)
    assert "不在我的范围内" in declined and "《泉山市临时救助实施细则》" in declined


def test_nothing_of_the_built_in_office_is_printed_or_drafted(printed: dict[str, str], folder: Path) -> None:
    drafted = "".join(path.read_text("utf-8") for path in sorted((folder / "site" / "office").iterdir()))
    assert "泉山政策问答" in drafted and "0599-8123456" not in drafted.split("[contacts]")[0]
    assert not OURS.search("\n".join(printed.values()))
    assert not OURS.search("\n".join(line for line in drafted.splitlines() if not line.startswith("#")))


@pytest.fixture(scope="module")
def address(printed: dict[str, str], folder: Path) -> Iterator[str]:
    """The site that the last command serves, at a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = shlex.split(commands()[-1].replace("7861", str(port)))
    settings = dict(word.split("=", 1) for word in words if word.startswith("ASSISTANT_"))
    command = [sys.executable, *words[len(settings) + 1 :]]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=folder, env=environment() | settings, stdout=quiet, stderr=quiet)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def fetch(address: str) -> str:
    end = time.monotonic() + STARTS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def test_pages_widget_and_interface_are_those_of_the_office(address: str) -> None:
    assert fetch(f"{address}/readyz")  # answers once the index is open
    pages = {path: fetch(address + path) for path in ("/", "/widget/demo.html", "/widget/texts.json", "/openapi.json", "/docs")}
    assert {path: found for path, text in pages.items() if (found := OURS.findall(text))} == {}
    assert "泉山政策问答" in pages["/"] and "泉山政策问答" in pages["/widget/demo.html"]
    assert "高龄津贴" in pages["/widget/texts.json"]
