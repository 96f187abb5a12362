"""``python -m assistant evaluate``: files in, report out, bad input said plainly."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.errors import BatchError
from assistant.evaluation.command import texts_of, unusable_evidence
from assistant.pipeline import Assistant

PLAN = "xiangyang_ip_145"
ROWS = [
    {
        "id": "1", "type": "fact", "style": "exact", "question": "有效地理标志数量要达到多少件？",
        "evidence": ["有效地理标志数量达到90件"], "must_include": ["90件"],
    },
    {"id": "2", "type": "unanswerable", "kind": "out_of_scope", "style": "exact", "question": "今天天气怎么样？", "evidence": []},
]  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def data_dir(plan_assistant: Assistant) -> str:
    return str(plan_assistant.settings.data_dir)


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_prints_the_report_and_writes_it(questions: Path, data_dir: str, tmp_path: Path) -> None:
    said = run("--questions", questions, "--data-dir", data_dir, "--json", tmp_path / "r.json", "--html", tmp_path / "r.html")
    assert "共 2 题" in said
    assert "100.0%" in said
    stored = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [row["correct"] for row in stored["rows"]] == [True, True]
    assert stored["about"]["问题"] == "q.jsonl"
    assert "<!doctype html>" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_several_files_may_follow_one_option(questions: Path, data_dir: str) -> None:
    assert "共 4 题" in run("--questions", questions, questions, "--data-dir", data_dir)
    assert "共 4 题" in run("--questions", questions, "--questions", questions, "--data-dir", data_dir)


def test_two_runs_are_compared(questions: Path, data_dir: str, tmp_path: Path) -> None:
    run("--questions", questions, "--data-dir", data_dir, "--json", tmp_path / "r.json")
    earlier = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    earlier["rows"][0]["correct"] = False
    (tmp_path / "r.json").write_text(json.dumps(earlier), encoding="utf-8")
    said = run("--questions", questions, "--data-dir", data_dir, "--compare", tmp_path / "r.json")
    assert "1 → 2，变好 1，变差 0，McNemar 精确 p = 1" in said
    assert "变好 1 有效地理标志" in said


def test_evidence_that_no_document_holds_is_said(plan_assistant: Assistant, tmp_path: Path) -> None:
    held = texts_of(plan_assistant.registry)
    rows = [{"id": "x", "evidence": [{"doc": "none", "text": "字"}]}, {"id": "y", "evidence": ["没有的话"]}]
    assert unusable_evidence(rows, held, PLAN) == ["文档库里没有 none", f"y 的依据不在 {PLAN} 的原文里"]
    (tmp_path / "none.txt").write_text("字", encoding="utf-8")
    assert unusable_evidence(rows[:1], texts_of(plan_assistant.registry, tmp_path), PLAN) == []


@pytest.mark.parametrize(
    ("option", "content", "message"),
    [
        ("--questions", "没有引号\n", "第 1 行"), ("--questions", '{"id": "1", "question": "问？"}\n\n{"id": "2"}\n', "第 3 行"),
        ("--questions", "", "没有问题"), ("--compare", "{}", "不是评测报告"),
    ],
)  # fmt: skip
def test_bad_files_are_named(questions: Path, data_dir: str, tmp_path: Path, option: str, content: str, message: str) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(content, encoding="utf-8")
    with pytest.raises(BatchError, match=rf"bad\.jsonl.*{message}"):
        run("--questions", questions, option, bad, "--data-dir", data_dir)


def test_a_folder_that_is_none_and_a_report_that_cannot_be_written_are_said(
    questions: Path, data_dir: str, tmp_path: Path
) -> None:
    with pytest.raises(BatchError, match="没有这个文件目录"):
        run("--questions", questions, "--documents", tmp_path / "none", "--data-dir", data_dir)
    with pytest.raises(BatchError, match="写不进去"):
        run("--questions", questions, "--json", tmp_path / "none" / "r.json", "--data-dir", data_dir)


def test_no_questions_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["evaluate"]).exit_code == 2
