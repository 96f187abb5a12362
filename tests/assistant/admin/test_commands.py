"""The same by commands, in the same log and the same files."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.admin.commands import app
from assistant.api.log import OperationLog
from assistant.overlay import Overlay
from assistant.pinned.store import Pins
from assistant.pipeline import Assistant
from assistant.records import Answer, Status
from corpus.records import Document
from corpus.registry import Registry


def run(*arguments: str, data_dir: Path) -> str:
    result = CliRunner().invoke(app, [*arguments, "--data-dir", str(data_dir)], catch_exceptions=True)
    return result.output if not result.exception else f"{type(result.exception).__name__}: {result.exception}"


def test_documents_are_listed_and_a_record_is_changed(tmp_path: Path) -> None:
    Registry(tmp_path).put(Document("a", "甲办法"), "第一条 文字。")
    assert "a\t效力未载明\t甲办法" in run("documents", data_dir=tmp_path)
    assert "失效日期" in run("documents", "--edit", "a", "--set", "valid_to=2025-01-01", data_dir=tmp_path)
    assert "a\t已失效\t甲办法" in run("documents", data_dir=tmp_path)
    assert run("documents", "--edit", "a", "--set", "sha256=x", data_dir=tmp_path).startswith("AdminError")
    (row,) = OperationLog(tmp_path, 400).rows("admin")
    assert (row["officer"], row["action"], row["id"]) == ("command line", "document.edit", "a")


def test_questions_and_figures_are_written(tmp_path: Path) -> None:
    OperationLog(tmp_path, 400).answer(Answer("x", Status.ANSWERED, "有", question="=甲？"), channel="api")
    assert "=甲？" in run("questions", data_dir=tmp_path)
    output = tmp_path / "q.csv"
    assert "1 行" in run("questions", "--ending", "answered", "--output", str(output), data_dir=tmp_path)
    assert "'=甲？" in output.read_text("utf-8-sig")
    assert run("questions", "--output", str(output), data_dir=tmp_path).startswith("AdminError")
    assert run("questions", "--ending", "x", data_dir=tmp_path).startswith("AdminError")
    assert "结果\t已答\t1" in run("statistics", data_dir=tmp_path)


def test_a_pin_is_kept_listed_and_taken_down(tmp_path: Path, plan_assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.admin.commands.Generations.open", lambda _: plan_assistant)
    clause = plan_assistant.clause("xiangyang_ip_145#三.(三).3")
    until = (date.today() + timedelta(days=5)).isoformat()
    arguments = ["pin", "--question", "甲？", "--text", "可以。[1]", "--clause", clause.id, "--until", until]
    assert run(*arguments, "--quote", "没有这句", data_dir=tmp_path).startswith("AdminError")
    said = run(*arguments, "--quote", clause.sentence_text(0).strip(), data_dir=tmp_path)
    (pin,) = Pins(tmp_path).all()
    assert pin.id in said and pin.by == "command line"
    assert f"{pin.id}\t{until}\t在用\t甲？" in run("pin", data_dir=tmp_path)
    run("unpin", pin.id, data_dir=tmp_path)
    assert Pins(tmp_path).all() == []


def test_contacts_and_examples(tmp_path: Path) -> None:
    shown = run("contacts", "--set", "专利|专利、发明|甲科 1234567", data_dir=tmp_path)
    assert json.loads(shown) == [{"topic": "专利", "words": ["专利", "发明"], "contact": "甲科 1234567"}]
    assert run("contacts", "--set", "专利", data_dir=tmp_path).startswith("AdminError")
    assert run("contacts", "--clear", data_dir=tmp_path).strip() == "[]"
    assert run("examples", "--set", "甲？", "--set", "乙？", data_dir=tmp_path).split() == ["甲？", "乙？"]
    assert Overlay(tmp_path).examples(()) == ("甲？", "乙？")
    assert re.search("质押", run("examples", "--set", "", data_dir=tmp_path))
