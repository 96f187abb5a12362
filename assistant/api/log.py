"""Access and operation log: JSON lines, one file a day, kept for at least a year.

Plain files, because an auditor reads them with any tool and a crash costs at most the line being written. Personal
data is masked before a line is made. A log that cannot be written never costs a reader the answer: it is reported on
stderr once, and counted.
"""

import json
import os
import sys
import threading
import traceback
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.privacy import mask
from assistant.records import Answer

FOLDER = "logs"
_MAX_TEXT = 4000  # characters of one field; what is longer is cut, so that a line stays readable
_DAYS_APART = 1  # how often old files are looked for


def _clean(value: Any) -> Any:
    """Return a value for the log: texts masked and cut, containers cleaned through and through."""
    if isinstance(value, str):
        text = mask(value)
        return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "…"
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


class OperationLog:
    """The log of one data folder; thread-safe.

    Args:
        data_dir: the folder that holds ``logs/``.
        days: how long a day's file is kept.
    """

    def __init__(self, data_dir: Path, days: int) -> None:
        self.folder = data_dir / FOLDER
        self.days = days
        self.failures = 0
        self._lock = threading.Lock()
        self._pruned: date | None = None

    def access(self, *, client: str, method: str, path: str, query: str, status: int, seconds: float, origin: str = "") -> None:
        """Note one request; ``query`` is the decoded query string."""
        row = {"client": client, "method": method, "path": path, "status": status, "ms": round(seconds * 1000, 1)}
        self._write("access", row | ({"query": query} if query else {}) | ({"origin": origin} if origin else {}))

    def answer(self, answer: Answer, *, channel: str, client: str = "") -> None:
        """Note what was asked and how it ended; the quotes are named by clause, not repeated."""
        self._write(
            "answer",
            {
                "answer_id": answer.id, "channel": channel, "client": client, "status": str(answer.status), "label": answer.label,
                "question": answer.question, "resolved": answer.resolved, "text": answer.text,
                "clauses": [citation.clause for citation in answer.citations],
                "ms": {name: round(value, 1) for name, value in answer.timings.items()},
            },
        )  # fmt: skip

    def feedback(self, answer_id: str, *, useful: bool, reason: str = "", channel: str = "api", client: str = "") -> bool:
        """Note what a reader thought of an answer; return whether it was stored."""
        row = {"answer_id": answer_id, "useful": useful, "reason": reason, "channel": channel, "client": client}
        return self._write("feedback", row)

    def error(self, place: str, error: BaseException, *, error_id: str = "") -> None:
        """Note a failure with its trace; the reader sees only ``error_id``."""
        trace = "".join(traceback.format_exception(error))
        self._write("error", {"error_id": error_id, "place": place, "error": type(error).__name__, "trace": trace[-_MAX_TEXT:]})

    def rows(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Return what is stored, oldest first; a line that a crash has cut is left out."""
        found = []
        for path in sorted(self.folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").split("\n"):
                try:
                    row = json.loads(line)
                except json.JSONDecodeError:
                    continue
                if kind is None or row.get("kind") == kind:
                    found.append(row)
        return found

    def prune(self, today: date) -> list[Path]:
        """Delete the files of days longer ago than the log is kept; return them."""
        oldest = (today - timedelta(days=self.days)).isoformat()
        gone = [path for path in self.folder.glob("????-??-??.jsonl") if path.stem < oldest]
        for path in gone:
            path.unlink(missing_ok=True)
        return gone

    def _write(self, kind: str, row: dict[str, Any]) -> bool:
        now = datetime.now(UTC).astimezone()
        try:
            head = {"time": now.isoformat(timespec="milliseconds"), "kind": kind}
            line = json.dumps(head | _clean(row), ensure_ascii=False) + "\n"
            # A lone surrogate cannot be written as UTF-8; the rest of the line is worth keeping.
            data = line.encode("utf-8", errors="replace")
            with self._lock:
                self._append(now.date(), data)
        except OSError as error:
            self._report(error)
            return False
        return True

    def _append(self, today: date, data: bytes) -> None:
        if self._pruned is None or (today - self._pruned).days >= _DAYS_APART:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.prune(today)
            self._pruned = today
        # One write of one line to a file opened for appending: two processes do not mix their lines. Only the
        # operator's account may read it.
        handle = os.open(self.folder / f"{today.isoformat()}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.write(handle, data) != len(data):
                raise OSError("disk full")
        finally:
            os.close(handle)

    def _report(self, error: OSError) -> None:
        self.failures += 1
        if self.failures == 1:
            reason = error.strerror or str(error)
            print(messages.LOG_NOT_WRITTEN.format(folder=self.folder, error=reason), file=sys.stderr, flush=True)
