import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _index(*args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "index", *args]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, timeout=120, check=False
    )


def test_build_says_where_the_index_is_and_how_large(tmp_path: Path) -> None:
    done = _index("build", "--data-dir", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "1 份文件，39 条，214 句" in done.stdout
    assert (tmp_path / "index" / "current").exists()


def test_a_data_folder_that_cannot_be_written_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    done = _index("build", "--data-dir", str(tmp_path / "文件"))
    assert done.returncode == 1
    assert "错误：" in done.stderr
    assert "请检查数据目录的权限" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_ends_with_2() -> None:
    assert _index("build", "--nonsense").returncode == 2
