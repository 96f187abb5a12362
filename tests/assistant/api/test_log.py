"""The operation log: kept long enough, masked, and never in the way of an answer."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import assistant
from assistant.api.log import OperationLog
from assistant.records import Answer, Status


def test_personal_data_never_reaches_the_disk(tmp_path: Path) -> None:
    log = OperationLog(tmp_path, 400)
    log.answer(
        Answer("a1", Status.ANSWERED, "回复13800138000", question="我的身份证42060219900307123X", resolved="x@y.cn"),
        channel="api",
    )
    log.access(client="10.0.0.1", method="GET", path="/api/search", query="q=6222021234567890123", status=200, seconds=0.01)
    log.error("ask", ValueError("电话 138-0013-8000"))
    data = b"".join(path.read_bytes() for path in (tmp_path / "logs").iterdir()).decode()
    assert not any(
        secret in data for secret in ("13800138000", "42060219900307123X", "x@y.cn", "6222021234567890123", "0013-8000")
    )
    assert "〔身份证号〕" in data


def test_a_request_leaves_an_access_and_an_answer_line(make_fake_app: Any, tmp_path: Path) -> None:
    app = make_fake_app(tmp_path)
    with TestClient(app, client=("10.0.0.9", 1)) as client:
        client.post("/api/ask", json={"question": "知识产权质押融资有什么支持？"})
        client.get("/api/search", params={"q": "打给13800138000"})
        client.get("/healthz")
    access = app.state.service.log.rows("access")
    assert [(row["path"], row["status"], row["client"]) for row in access] == [
        ("/api/ask", 200, "10.0.0.9"),
        ("/api/search", 200, "10.0.0.9"),
    ]
    assert access[1]["query"] == "q=打给〔手机号〕"
    (answer,) = app.state.service.log.rows("answer")
    assert (answer["status"], answer["channel"]) == ("answered", "api")
    assert answer["clauses"][0].startswith("xiangyang_ip_145#")


def test_only_the_operator_may_read_it(tmp_path: Path) -> None:
    log = OperationLog(tmp_path, 400)
    log.feedback("a1", useful=True)
    assert {stat.S_IMODE(path.stat().st_mode) for path in log.folder.iterdir()} == {0o600}


def test_a_log_that_cannot_be_written_is_reported_once_and_costs_no_answer(
    make_fake_app: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    with TestClient(make_fake_app(tmp_path)) as client:
        for _ in range(3):
            assert client.post("/api/ask", json={"question": "知识产权质押融资有什么支持？"}).json()["status"] == "answered"
        lost = client.post("/api/feedback", json={"answer_id": "a1", "useful": True})
        assert (lost.status_code, lost.json()["detail"]["code"]) == (503, "not_stored")
        assert "assistant_log_failures 0" not in client.get("/metrics").text
    assert capsys.readouterr().err.count("日志写入失败") == 1


def test_the_address_of_a_client_is_no_telephone(tmp_path: Path) -> None:
    log = OperationLog(tmp_path, 400)
    log.access(client="138.1234.5678", method="GET", path="/api/clauses/13800138000", query="", status=200, seconds=0.0)
    (row,) = log.rows("access")
    assert (row["client"], row["path"]) == ("138.1234.5678", "/api/clauses/〔手机号〕")


def test_hostile_text_is_one_line(tmp_path: Path) -> None:
    log = OperationLog(tmp_path, 400)
    log.feedback("a1", useful=False, reason='坏\n{"kind": "feedback"}\u2028\ud800' + "长" * 9000)
    (row,) = log.rows("feedback")
    assert row["reason"].startswith("坏\n")
    assert len(row["reason"]) < 5000


def test_a_cut_line_does_not_hide_the_others(tmp_path: Path) -> None:
    log = OperationLog(tmp_path, 400)
    log.feedback("a1", useful=True)
    (path,) = log.chain.files()
    path.write_text('{"kind": "feed\n' + json.dumps({"kind": "feedback", "answer_id": "a2"}) + "\n", encoding="utf-8")
    assert [row["answer_id"] for row in log.rows()] == ["a2"]


def test_nothing_below_the_interface_writes_to_it() -> None:
    """Answers are logged where they are given out; an assistant that is embedded elsewhere writes no file."""
    package = Path(assistant.__file__).parent
    above = {"__main__.py", "admin", "api", "backup", "pages", "site"}
    users = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in above and "assistant.api" in path.read_text(encoding="utf-8")
    }
    assert users == set()
