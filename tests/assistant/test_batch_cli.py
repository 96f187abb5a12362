"""The commands ``ask`` and ``answer``: rows in, rows out, and how they end when the input is bad."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.__main__ import LATER, app
from assistant.batch import answer_rows, read_questions, turns_of, write_answers
from assistant.errors import BatchError
from assistant.pipeline import Assistant
from corpus.__main__ import main as corpus_main

ROOT = Path(__file__).parents[2]
ROWS = [
    {"id": "a", "question": "有效地理标志数量目标是多少件？"},
    {"id": 2, "question": "那商标呢", "history": [{"q": "专利质押贷款有补贴吗", "a": None}]},
    {"id": "c", "question": "？？"},
]


def run(*arguments: object, path: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    environment = {**kept, "PYTHONUTF8": "1", "PYTHONPATH": str(path or ""), **variables}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n\n", encoding="utf-8")
    return path


@pytest.fixture
def data_dir(plan_assistant: Assistant) -> Path:
    return plan_assistant.settings.data_dir


def test_a_batch_is_answered_row_by_row(questions: Path, data_dir: Path, tmp_path: Path) -> None:
    done = run(
        "assistant", "answer", "--questions", questions, "--output", tmp_path / "a.jsonl", "--hits", 3, "--data-dir", data_dir
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", 2, "c"]
    assert "90件" in rows[0]["answer"]
    assert rows[2]["status"] == "clarify"
    for row in rows:
        assert {"id", "status", "answer", "citations", "hits", "elapsed_ms"} <= row.keys()
        assert len(row["hits"]) <= 3
        assert row["elapsed_ms"] > 0


def test_a_citation_and_a_hit_have_the_fields_of_the_contract(plan_assistant: Assistant) -> None:
    (row,) = answer_rows(plan_assistant, ROWS[:1], 5)
    assert {"n", "doc", "clause", "path", "title", "quote", "start", "end"} <= row["citations"][0].keys()
    assert {"doc", "clause", "path", "text", "score"} <= row["hits"][0].keys()
    assert json.loads(json.dumps(row, ensure_ascii=False)) == row


def test_as_many_hits_as_are_wanted(plan_assistant: Assistant) -> None:
    (row,) = answer_rows(plan_assistant, ROWS[:1], 100)
    assert 10 < len(row["hits"]) <= 100


def test_one_question_is_answered_as_text_or_json(data_dir: Path) -> None:
    text = run("assistant", "ask", "质押融资有补贴吗", "--data-dir", data_dir)
    assert text.returncode == 0
    assert "予以相应补贴" in text.stdout
    assert "原文摘录" in text.stdout
    row = json.loads(run("assistant", "ask", "质押融资有补贴吗", "--json", "--data-dir", data_dir).stdout)
    assert row["status"] == "answered"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"id": "a", "question": "问"}\nnot json\n', "第 2 行"),
        ('{"id": "a"}\n', "第 1 行"),
        ('\n\n["id"]\n', "第 3 行"),
        ('{"id": "a", "question": 5}\n', "第 1 行"),
        ('{"id": "a", "question": "问", "history": [{"a": "无问"}]}\n', "第 1 行"),
        ('{"id": "a", "question": "问", "history": "x"}\n', "第 1 行"),
        ("", "没有问题"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: str, place: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BatchError) as raised:
        read_questions(path)
    assert str(path) in str(raised.value)
    assert place in str(raised.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "gbk：问题".encode("gbk")])
def test_a_file_in_another_encoding_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gbk.jsonl"
    path.write_bytes(content)
    with pytest.raises(BatchError, match=r"gbk\.jsonl.*UTF-8"):
        read_questions(path)


def test_a_mark_at_the_start_of_the_file_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "bom.jsonl"
    path.write_text('\ufeff{"id": "a", "question": "问"}\n', encoding="utf-8")
    assert [row["id"] for row in read_questions(path)] == ["a"]


def test_bad_input_ends_with_1_and_writes_nothing(data_dir: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n", encoding="utf-8")
    done = run("assistant", "answer", "--questions", bad, "--output", tmp_path / "a.jsonl", "--data-dir", data_dir)
    assert done.returncode == 1
    assert "bad.jsonl 第 1 行" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.jsonl").exists()


def test_a_question_that_cannot_be_read_ends_with_1(data_dir: Path) -> None:
    done = run("assistant", "ask", "字" * 5000, "--data-dir", data_dir)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("错误：")


def test_a_file_that_is_missing_ends_with_1(data_dir: Path, tmp_path: Path) -> None:
    done = run("assistant", "answer", "--questions", tmp_path / "none.jsonl", "--output", tmp_path / "a", "--data-dir", data_dir)
    assert done.returncode == 1
    assert "none.jsonl" in done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["answer"], ["ask"], ["nonsense"], ["answer", "--hits", "0"], ["evaluate"], ["questions"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_the_bank_of_a_document_needs_a_model_and_says_so(data_dir: Path) -> None:
    done = run("assistant", "questions", "xiangyang_ip_145", "--data-dir", data_dir)
    assert done.returncode == 1
    assert "没有配置大模型" in done.stderr


def test_the_command_of_the_corpus_is_the_one_that_the_project_offers(data_dir: Path, tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (name, target), *_ = project["entry-points"]["corpus.commands"].items()
    installed = tmp_path / "offered-1.0.dist-info"  # what an installation leaves behind
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: offered\nVersion: 1.0\n", encoding="utf-8")
    (installed / "entry_points.txt").write_text(f"[corpus.commands]\n{name} = {target}\n", encoding="utf-8")
    done = run("corpus", "questions", "xiangyang_ip_145", "--data-dir", data_dir, path=tmp_path)
    assert done.returncode == 1
    assert "没有配置大模型" in done.stderr


def test_where_nobody_offers_the_command_the_corpus_names_the_other_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("corpus.__main__.entry_points", lambda **_: ())
    monkeypatch.setattr(sys, "argv", ["corpus", "questions", "a"])
    with pytest.raises(SystemExit) as ended:
        corpus_main()
    assert ended.value.code == 1
    assert "python -m assistant questions a" in capsys.readouterr().err


def test_answers_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def breaking() -> Any:
        yield {"id": 1}
        raise OSError(28, "disk full")

    path = tmp_path / "a.jsonl"
    path.write_text("earlier", encoding="utf-8")
    with pytest.raises(BatchError, match=r"a\.jsonl"):
        write_answers(path, breaking())
    assert path.read_text(encoding="utf-8") == "earlier"


def test_a_turn_without_an_answer_is_a_turn() -> None:
    (turn,) = turns_of(ROWS[1])
    assert (turn.question, turn.answer) == ("专利质押贷款有补贴吗", "")


def test_a_question_on_the_command_line_waits_for_no_library_of_the_server() -> None:
    heavy = "{'fastapi', 'gradio', 'langchain_core', 'torch', 'openpyxl', 'pypinyin.phrases_dict'} & set(sys.modules)"
    assert run("assistant", "--help").returncode == 0
    code = f"import sys, assistant.__main__; found = {heavy}; sys.exit(str(found) if found else 0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


@pytest.mark.parametrize(("said", "threads"), [(None, "1"), ("2", "2")])
def test_the_command_line_searches_in_one_thread_unless_told_otherwise(said: str | None, threads: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    environment |= {"OMP_NUM_THREADS": said} if said else {}
    code = "import assistant.__main__, faiss; print(faiss.omp_get_max_threads())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env=environment
    )  # fmt: skip
    assert done.stdout.strip() == threads


def test_every_command_is_listed_and_can_be_called() -> None:
    listed = run("assistant", "--help").stdout
    for name in LATER:
        assert f" {name} " in listed
        assert run("assistant", name, "--help").returncode == 0
