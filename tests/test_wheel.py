"""The wheel: it carries every file that the packages open, and runs where there is no checkout.

The packages that it stands on are not installed again: the new environment sees those of this one through a .pth file,
which spares minutes and gigabytes. ``make locked`` does the whole installation, from the lock file.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.settings import Settings
from corpus.builtin import builtin_documents

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "assistant", "ui.py")
# Tables that models were trained with; what is trained with them is in the wheel.
TRAINING = ("index/colloquial/", "index/statute_questions/")
KIWI = "猕猴桃种植补贴办法\n第一条 为了发展猕猴桃产业，制定本办法。\n第二条 新种植猕猴桃的，每亩补贴三百元。\n"
QUESTION, ANSWER = "猕猴桃种植补贴每亩多少元？", "三百元"
WAIT = 180.0  # seconds, on a machine that has other things to do


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the repository holds, and of nothing else: no build of before can lend a file."""
    folder = tmp_path_factory.mktemp("sources")
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = {path.relative_to(sources) for path in sources.rglob("*")}
    output = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "--wheel-dir", str(output), "."]
    subprocess.run(command, cwd=sources, check=True)
    for path in sorted(sources.rglob("*"), reverse=True):  # what the build left
        if path.relative_to(sources) not in before:
            path.rmdir() if path.is_dir() else path.unlink()
    (found,) = output.glob("ip_policy_assistant-*.whl")
    return found


def test_every_file_of_the_packages_is_in_the_wheel(sources: Path, wheel: Path) -> None:
    names = (path.relative_to(sources).as_posix() for path in sources.rglob("*") if path.is_file())
    wanted = {name for name in names if name.split("/")[0] in PACKAGES and not name.startswith(TRAINING)}
    assert {Path(name).suffix for name in wanted} >= {
        ".txt",
        ".tsv",
        ".onnx",
        ".safetensors",
        ".html",
        ".js",
        ".css",
        ".toml",
        ".md",
    }
    with zipfile.ZipFile(wheel) as packed:
        held = {name: packed.read(name) for name in packed.namelist() if ".dist-info/" not in name}
    assert sorted(held) == sorted(wanted)
    assert [name for name in wanted if held[name] != (sources / name).read_bytes()] == []


def test_the_tables_left_out_are_read_in_training_alone() -> None:
    """Where a module of the running product names one of these folders, the wheel would lack it."""
    folders = re.compile("|".join(Path(name).name for name in TRAINING))
    users = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py") if (ROOT / package).is_dir() else [ROOT / package])
        if folders.search(path.read_text("utf-8"))
    }
    assert {name for name in users if not name.startswith(("index/train", "assistant/fitting/"))} == set()


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel, and the packages of this environment within sight."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "seen.pth").write_text(sysconfig.get_path("purelib"))  # a line that is read as a path; its own .pth files are not
    return folder


class Installed:
    """The program as it is installed, in a folder of its own, over a data folder that the environment names."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self.bin, self.here, self.data = environment / "bin", folder / "here", folder / "var" / "data"
        self.here.mkdir()
        self.home = folder / "home"
        self.home.mkdir()
        own = ("PYTHON", "ASSISTANT_", "VIRTUAL_ENV", "COV_", "XDG_", "CI", "GITHUB_")  # an office sets none of these
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        self.env |= {"ASSISTANT_DATA_DIR": str(self.data), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(self.home)}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)

    def command(self, *arguments: str) -> str:
        """Run a command to its end and return what it printed."""
        command = [str(self.bin / "ip-policy-assistant"), *arguments]
        done = subprocess.run(command, cwd=self.here, env=self.env, capture_output=True, text=True, timeout=WAIT, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve until the block ends; SIGTERM ends it without an error."""
        command = [str(self.bin / "ip-policy-assistant"), "serve", "--port", str(self.port)]
        process = subprocess.Popen(command, cwd=self.here, env=self.env)
        try:
            self.until(lambda: self._ready(process))
            yield
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) in (0, -signal.SIGTERM)
        finally:
            process.kill()
            process.wait()

    def _ready(self, process: "subprocess.Popen[bytes]") -> bool:
        assert process.poll() is None, "the server ended"
        try:
            return self.client.get("/healthz").status_code == self.client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def ask(self, question: str) -> dict[str, object]:
        """Return the answer over HTTP."""
        answer: dict[str, object] = self.client.post("/api/ask", json={"question": question}).raise_for_status().json()
        return answer

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + WAIT
        while not true():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.5)


def _tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals and folders of Unix")
def test_installed_started_asked_updated_backed_up_restored_and_asked_again(environment: Path, tmp_path: Path) -> None:
    program, before = Installed(environment, tmp_path), _tree(environment)
    place = "import assistant, corpus, index, ui; print(*(module.__file__ for module in (assistant, corpus, index, ui)))"
    found = subprocess.run(
        [program.bin / "python", "-c", place], cwd=program.here, env=program.env, capture_output=True, text=True, check=True
    )
    assert all(Path(path).is_relative_to(environment) for path in found.stdout.split())
    document, backup = tmp_path / "kiwi.txt", tmp_path / "backup.zip"
    document.write_text(KIWI, "utf-8")

    with program.serving():
        answer = program.ask(Settings().office.examples[0])
        assert answer["status"] == "answered"
        assert {citation["doc"] for citation in answer["citations"]} == {builtin_documents()[0][0].id}  # type: ignore[attr-defined]
        assert ANSWER not in str(program.ask(QUESTION)["answer"])
        assert program.client.get("/").status_code == program.client.get("/widget.js").status_code == 200

        assert "新登记 1 份" in program.command("corpus", "add", str(document))
        program.until(lambda: ANSWER in str(program.ask(QUESTION)["answer"]))
        assert "已备份" in program.command("backup", str(backup), "--logs")

        program.command("corpus", "remove", "kiwi")
        program.until(lambda: ANSWER not in str(program.ask(QUESTION)["answer"]))
        assert "已恢复" in program.command("restore", str(backup))
        program.until(lambda: ANSWER in str(program.ask(QUESTION)["answer"]))

    with program.serving():
        assert ANSWER in str(program.ask(QUESTION)["answer"])
    assert ANSWER in program.command("ask", QUESTION)
    assert "kiwi" in program.command("corpus", "list")
    assert "一致" in program.command("index", "status")
    assert "日志链完整" in program.command("log", "verify")
    assert _tree(environment) == before  # what is installed is never written to
    assert _tree(program.here) == _tree(program.home) == set()
    assert (program.data / "corpus.sqlite3").exists()
