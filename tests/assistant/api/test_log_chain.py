"""The log as an auditor sees it: what is changed, cut or deleted shows; what may go goes, and the chain still holds."""

import hashlib
import json
import multiprocessing
import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.api import audit, retention
from assistant.api.chain import HEAD, Chain
from assistant.api.log import OperationLog
from assistant.records import Answer, Status

FIRST = date(2025, 1, 1)
QUESTIONS = ("质押融资有什么支持", "专利资助多少", "商标怎么保护", "地理标志有哪些", "企业怎么办")


@pytest.fixture
def log(tmp_path: Path) -> OperationLog:
    made = OperationLog(tmp_path, 400, 180)
    for number, question in enumerate(QUESTIONS):
        made.answer(Answer(f"a{number}", Status.ANSWERED, "见原文", question=question, resolved=question), channel="api")
    return made


def days(tmp_path: Path, count: int, first: date = FIRST) -> Chain:
    """Make a chain of one row a day."""
    chain = Chain(tmp_path / "logs")
    for number in range(count):
        day = (first + timedelta(days=number)).isoformat()
        chain.append(day, {"time": f"{day}T09:00:00", "kind": "answer", "answer_id": f"a{number}", "question": f"第{number}问"})
    return chain


def edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("".join(change(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")


def test_a_log_that_nobody_touched_holds(log: OperationLog) -> None:
    found = audit.verify(log.chain)
    assert (found.faults, found.rows, found.unchained) == ([], 5, 0)
    assert found.hash == log.rows()[-1]["hash"]


def altered(row: str) -> str:
    return row.replace("专利资助多少", "专利奖励多少")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: [altered(row) for row in rows], "第 2 行的内容与它的校验值不符"),
        (lambda rows: [row.replace('"status": "answered"', '"status": "partial"') for row in rows], "第 1 行的内容"),
        (lambda rows: rows[:1] + rows[2:], "缺第 2 行至第 2 行"),
        (lambda rows: rows[2:], "缺第 1 行至第 2 行"),
        (lambda rows: rows[:3], "缺第 4 行至第 5 行"),
        (lambda rows: [*rows[:2], "x\n", *rows[2:]], "第 3 行不是一条完整的日志"),
        (lambda rows: [*rows[:2], rows[1], *rows[2:]], "接不上"),
    ],
)
def test_what_is_changed_or_deleted_shows(log: OperationLog, change: Callable[[list[str]], list[str]], told: str) -> None:
    edit(log.chain.files()[0], change)
    assert told in "\n".join(audit.verify(log.chain).faults)


def test_a_row_that_was_made_to_fit_itself_does_not_fit_the_next(log: OperationLog) -> None:
    from assistant.api.chain import row_hash

    def forged(rows: list[str]) -> list[str]:
        row = json.loads(altered(rows[1]))
        return [rows[0], json.dumps(row | {"hash": row_hash(row)}, ensure_ascii=False) + "\n", *rows[2:]]

    edit(log.chain.files()[0], forged)
    assert any("接不上" in fault for fault in audit.verify(log.chain).faults)


def test_a_whole_day_that_is_deleted_shows(tmp_path: Path) -> None:
    chain = days(tmp_path, 5)
    chain.files()[2].unlink()
    assert audit.verify(chain).faults == ["缺第 3 行至第 3 行。"]
    chain.files()[-1].unlink()
    assert len(audit.verify(chain).faults) == 2


def test_rows_go_on_after_a_deletion_and_it_still_shows(tmp_path: Path) -> None:
    chain = days(tmp_path, 3)
    chain.files()[-1].unlink()
    chain.append("2025-01-04", {"time": "2025-01-04T09:00:00", "kind": "log"})
    assert audit.verify(chain).faults == ["缺第 3 行至第 3 行。"]


def test_a_hash_that_was_written_down_must_still_be_there(log: OperationLog) -> None:
    noted = audit.verify(log.chain).hash
    log.feedback("a1", useful=True)
    assert audit.verify(log.chain, noted).faults == []
    for path in log.folder.iterdir():
        path.unlink()  # the log is made anew, its head too: only what was written down elsewhere tells
    log.feedback("a1", useful=True)
    assert audit.verify(log.chain).faults == []
    assert audit.verify(log.chain, noted).faults == [f"链上没有这个校验值：{noted}。"]


def test_rows_of_an_older_version_are_counted_apart(log: OperationLog) -> None:
    (log.folder / "2020-01-01.jsonl").write_text('{"time": "2020-01-01T09:00:00", "kind": "answer"}\n', encoding="utf-8")
    found = audit.verify(log.chain)
    assert (found.faults, found.unchained) == ([], 1)


def test_half_a_line_of_a_crash_swallows_nothing(log: OperationLog) -> None:
    (path,) = log.chain.files()
    with path.open("a", encoding="utf-8") as file:
        file.write('{"time": "2026-')
    assert log.feedback("a1", useful=True)
    assert log.rows("feedback")[0]["answer_id"] == "a1"
    assert audit.verify(log.chain).faults == []


def test_a_head_that_was_not_written_is_found_again(log: OperationLog) -> None:
    head = (log.folder / HEAD).read_bytes()
    log.feedback("a1", useful=True)
    for stale in (head, b"", b"{"):
        (log.folder / HEAD).write_bytes(stale)
        log.feedback("a2", useful=True)
    assert (audit.verify(log.chain).faults, audit.verify(log.chain).rows) == ([], 9)


def test_a_full_disk_leaves_no_half_line(log: OperationLog, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def half(handle: int, data: bytes) -> int:
        return write(handle, data[: len(data) // 2]) if b'"kind"' in data else write(handle, data)

    monkeypatch.setattr(os, "write", half)
    assert not log.feedback("lost", useful=True)
    monkeypatch.undo()
    assert log.feedback("kept", useful=True)
    assert [row["answer_id"] for row in log.rows("feedback")] == ["kept"]
    assert audit.verify(log.chain).faults == []


def _append(folder: Path, number: int) -> None:
    chain = Chain(folder)
    for at in range(50):
        chain.append("2025-01-01", {"time": "2025-01-01T09:00:00", "kind": "access", "query": f"{number}-{at}"})


def test_processes_write_one_chain(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append, args=(tmp_path / "logs", number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = audit.verify(Chain(tmp_path / "logs"))
    assert (found.faults, found.rows) == ([], 150)


class TestRetention:
    def test_one_write_far_in_the_future_deletes_one_day_at_most(self, tmp_path: Path) -> None:
        chain = days(tmp_path, 400)
        chain.append("2099-06-01", {"time": "2099-06-01T09:00:00", "kind": "log"})
        for _ in range(3):  # started three times with that clock
            retention.prune(chain, date(2099, 6, 1), 400)
        assert len(chain.files()) >= 400

    def test_nothing_younger_than_a_year_goes(self, tmp_path: Path) -> None:
        chain = days(tmp_path, 365)
        assert retention.prune(chain, date(2025, 12, 31), 300) == {}
        chain = days(tmp_path / "longer", 367)
        assert retention.prune(chain, FIRST + timedelta(days=367), 300)["file"] == "2025-01-01.jsonl"
        assert retention.prune(chain, FIRST + timedelta(days=367), 300)["file"] == "2025-01-02.jsonl"
        assert retention.prune(chain, FIRST + timedelta(days=367), 300) == {}

    def test_a_day_written_under_a_clock_of_1970_is_not_the_oldest(self, tmp_path: Path) -> None:
        chain = days(tmp_path, 400)
        chain.append("1970-01-01", {"time": "1970-01-01T09:00:00", "kind": "log"})
        chain.append("2026-02-05", {"time": "2026-02-05T09:00:00", "kind": "log"})
        chain.append("2026-02-06", {"time": "2026-02-06T09:00:00", "kind": "log"})
        assert retention.prune(chain, date(2026, 2, 7), 400)["file"] == "2025-01-01.jsonl"

    def test_the_chain_holds_after_a_day_went_by_design(self, tmp_path: Path) -> None:
        chain = days(tmp_path, 370)
        gone = retention.prune(chain, FIRST + timedelta(days=370), 365)
        chain.append("2026-01-06", {"time": "2026-01-06T09:00:00", "kind": "log", "event": "pruned"} | gone)
        assert gone["file"] == "2025-01-01.jsonl"
        assert audit.verify(chain).faults == []
        chain.files()[0].unlink()  # not by design
        assert audit.verify(chain).faults == ["缺第 1 行至第 2 行。"]

    def test_the_log_keeps_itself_and_notes_what_went(self, tmp_path: Path) -> None:
        days(tmp_path, 400)
        log = OperationLog(tmp_path, 400)
        log.keep(date(2026, 2, 6))  # nothing: 400 days are to be kept
        assert log.rows("log") == []
        log.feedback("a1", useful=True)  # a day more
        log.keep(date(2026, 2, 6))
        assert log.rows("log")[0]["file"] == "2025-01-01.jsonl"

    def test_what_readers_wrote_goes_earlier_and_the_rows_stay(self, tmp_path: Path) -> None:
        chain = days(tmp_path, 200)
        last = FIRST + timedelta(days=200)
        assert [path.stem for path in retention.expire(chain, last, 180)] == ["2025-01-01", "2025-01-02"]
        for _ in range(30):
            retention.expire(chain, last, 180)
        rows = OperationLog(tmp_path, 400).rows()
        assert ["question" in row for row in rows] == [False] * 19 + [True] * 181
        assert (audit.verify(chain).faults, len(rows)) == ([], 200)

    def test_a_wrong_clock_takes_out_no_question(self, tmp_path: Path) -> None:
        chain = days(tmp_path, 100)
        assert retention.expire(chain, date(2099, 1, 1), 180) == []


class TestForgetting:
    def test_an_answer_and_its_feedback_are_forgotten(self, log: OperationLog) -> None:
        log.feedback("a2", useful=False, reason="我是李某某，没有用")
        assert audit.forget(log.chain, audit.of_answer("a2")) == 2
        data = log.chain.files()[0].read_text(encoding="utf-8")
        assert not re.search("商标怎么保护|李某某", data)
        assert "专利资助多少" in data
        assert audit.verify(log.chain).faults == []
        log.feedback("a1", useful=True)
        assert audit.verify(log.chain).faults == []

    @pytest.mark.parametrize(
        ("text", "count"), [("商标 怎么保护", 1), ("0710-351 2345", 1), ("07103512345", 1), ("没有人说过", 0)]
    )
    def test_a_text_is_forgotten_however_it_is_spaced(self, log: OperationLog, text: str, count: int) -> None:
        log.feedback("a4", useful=False, reason="电话 0710 3512345")
        assert audit.forget(log.chain, audit.holding(text)) == count

    def test_who_tries_texts_out_learns_nothing(self, log: OperationLog) -> None:
        audit.forget(log.chain, audit.of_answer("a2"))
        row: dict[str, Any] = log.rows()[2]
        assert {"salt", "question", "resolved", "text"}.isdisjoint(row)
        assert row["sealed"].keys() == {"question", "resolved", "text"}
        assert row["sealed"]["question"] not in {hashlib.sha256(text.encode()).hexdigest() for text in QUESTIONS}


class TestCommands:
    def run(self, log: OperationLog, *words: str) -> Any:
        return CliRunner().invoke(app, [*words, "--data-dir", str(log.folder.parent)])

    def test_verify_says_that_it_holds_and_that_it_does_not(self, log: OperationLog) -> None:
        said = self.run(log, "log", "verify")
        assert (said.exit_code, "日志链完整：5 行" in said.output) == (0, True)
        edit(log.chain.files()[0], lambda rows: rows[1:])
        broken = self.run(log, "log", "verify")
        assert (broken.exit_code, "共 1 处问题" in str(broken.exception)) == (1, True)

    def test_a_period_is_exported_as_it_is_stored(self, tmp_path: Path) -> None:
        chain, out = days(tmp_path, 5), tmp_path / "out.jsonl"
        log = OperationLog(tmp_path, 400)
        words = ("log", "export", "--from", "2025-01-02", "--to", "2025-01-03", "--output", str(out))
        assert "已导出 2 行" in self.run(log, *words).output
        assert out.read_text(encoding="utf-8") == "".join(path.read_text(encoding="utf-8") for path in chain.files()[1:3])
        assert "已存在" in str(self.run(log, *words).exception)

    def test_forgetting_is_itself_noted_without_what_was_forgotten(self, log: OperationLog) -> None:
        assert "已删去 1 行" in self.run(log, "forget", "--text", "地理标志有哪些").output
        row = log.rows("log")[0]
        assert (row["event"], row["rows"]) == ("forgotten", 1)
        assert "地理标志" not in log.chain.files()[0].read_text(encoding="utf-8")

    @pytest.mark.parametrize("words", [(), ("--text", "专利"), ("--text", "专利资助多少", "--answer-id", "a1")])
    def test_forgetting_wants_to_know_what(self, log: OperationLog, words: tuple[str, ...]) -> None:
        assert "取一" in str(self.run(log, "forget", *words).exception)
