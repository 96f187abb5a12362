"""Nothing is told to anybody: what the libraries would note for that, or send, they are told not to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ = "from assistant.reading.model import FOLDER, ReadingModel; ReadingModel(FOLDER)"
RECOGNISE = "import corpus.readers.ocr, onnxruntime; onnxruntime.SessionOptions()"


@pytest.mark.parametrize("program", [READ, RECOGNISE])
def test_the_runtime_of_the_models_keeps_no_identifier_of_this_machine(tmp_path: Path, program: str) -> None:
    """Where it reports, onnxruntime first writes an identifier and a queue below the home; tests and CI it would spare."""
    spared = ("CI", "ORT_", "GITHUB_", "BUILD_", "TF_BUILD", "XDG_", "PYTEST")
    env = {name: value for name, value in os.environ.items() if not name.startswith(spared)} | {"HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, check=True, timeout=120)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == []
