"""Access and operation log: JSON lines, one file a day, kept for at least a year, each row chained to the one before.

Plain files, because an auditor reads them with any tool and a crash costs at most the line being written. Personal
data is masked before a line is made. A log that cannot be written never costs a reader the answer: it is reported on
stderr once, and counted. What shows a deletion is in ``chain.py``, what is kept how long in ``retention.py``, what an
auditor does in ``audit.py``.
"""

import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, date, datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.api import retention
from assistant.api.chain import Chain, Row, read
from assistant.errors import AssistantError
from assistant.privacy import mask
from assistant.records import Answer

FOLDER = "logs"
_MAX_TEXT = 4000  # characters of one field; what is longer is cut, so that a line stays readable
_KNOWN_DAYS = 8  # how long an answer can be judged
_MADE = ("client", "origin", "clauses")  # written by machines: an address of four numbers is no telephone


def _clean(value: Any) -> Any:
    """Return a value for the log: texts masked and cut, containers cleaned through and through."""
    if isinstance(value, str):
        # A lone surrogate cannot be written as UTF-8; the rest of the text is worth keeping.
        text = mask(value).encode("utf-8", errors="replace").decode()
        return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "…"
    if isinstance(value, dict):
        return {name: item if name in _MADE else _clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


class OperationLog:
    """The log of one data folder; thread-safe.

    Args:
        data_dir: the folder that holds ``logs/``.
        days: how many days' files are kept.
        question_days: after how many days what readers wrote is taken out of them; None: never before the file goes.
    """

    def __init__(self, data_dir: Path, days: int, question_days: int | None = None) -> None:
        self.folder = data_dir / FOLDER
        self.days, self.question_days = days, question_days
        self.failures = 0
        self.chain = Chain(self.folder)
        self._kept: date | None = None  # the day on which old files were last looked for

    def access(
        self, *, client: str, channel: str = "", method: str, path: str, query: str, status: int, seconds: float, origin: str = ""
    ) -> None:
        """Note one request; ``query`` is the decoded query string."""
        row: Row = {"client": client, "channel": channel, "method": method, "path": path, "status": status}
        row["ms"] = round(seconds * 1000, 1)
        self._write("access", row | ({"query": query} if query else {}) | ({"origin": origin[:200]} if origin else {}))

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

    def event(self, name: str, **said: Any) -> bool:
        """Note what was done to the log itself; return whether it was stored."""
        return self._write("log", {"event": name} | said)

    def admin(self, officer: str, action: str, *, client: str = "", **said: Any) -> None:
        """Note what an officer did.

        Raises:
            AssistantError: it cannot be written: what leaves no trace must not be done.
        """
        if not self._write("admin", {"officer": officer, "action": action, "client": client} | said):
            raise AssistantError(messages.ADMIN_NOT_NOTED.format(folder=self.folder))

    def rows(self, kind: str | None = None) -> list[Row]:
        """Return what is stored, oldest first; a line that a crash has cut is left out."""
        rows = (row for path in self.chain.files() for row in read(path) if row is not None)
        return [row for row in rows if kind is None or row.get("kind") == kind]

    def knows(self, answer_id: str) -> bool:
        """Return whether an answer of this id was given in the last days."""
        mark = f'"kind": "answer", "answer_id": "{answer_id}"'.encode()
        for path in self.chain.files()[::-1][:_KNOWN_DAYS]:
            with path.open("rb") as file, suppress(ValueError), mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                if data.find(mark) >= 0:  # an empty file cannot be mapped
                    return True
        return False

    def keep(self, today: date) -> None:
        """Let go of what is older than it may be: what readers wrote, then whole days."""
        try:
            if self.question_days is not None:
                retention.expire(self.chain, today, self.question_days)
            gone = retention.prune(self.chain, today, self.days)
        except OSError as error:
            self._report(error)
            return
        if gone:
            self.event("pruned", **gone)

    def _write(self, kind: str, row: Row) -> bool:
        now = datetime.now(UTC).astimezone()
        try:
            self.chain.append(
                now.date().isoformat(), {"time": now.isoformat(timespec="milliseconds"), "kind": kind} | _clean(row)
            )
        except OSError as error:
            self._report(error)
            return False
        if self._kept != now.date():
            self._kept = now.date()
            # reads and writes whole files: in a thread of its own, because no reader may wait for it
            threading.Thread(target=self.keep, args=(now.date(),), name="log-keeping", daemon=True).start()
        return True

    def _report(self, error: OSError) -> None:
        self.failures += 1
        if self.failures == 1:
            reason = error.strerror or str(error)
            print(messages.LOG_NOT_WRITTEN.format(folder=self.folder, error=reason), file=sys.stderr, flush=True)
