"""What of the log is kept how long. A clock that is wrong for a day must not cost a year of it.

Files are counted in the order in which they were written, not by their names; a day's file goes only while more files are
there than days are to be kept, when it is older than a year as the days written before today tell, and one at a time.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.api.chain import START, Chain, read, without_texts

YEAR = timedelta(days=365)
_EXPIRED = "expired.json"  # names of the files whose texts are out
_AT_A_TIME = 2  # days whose texts are taken out at once: more than comes to be due, so that a shorter time is caught up with


def prune(chain: Chain, today: date, days: int) -> dict[str, Any]:
    """Delete the oldest day's file where it may go; return its name and the hash of its last row, nothing if none went."""
    files = list(_written(chain, today))
    if len(files) <= days or _reference(files, today) - _day(files[0]) < YEAR:
        return {}
    last = START
    for row in read(files[0]):
        last = row.get("hash", last) if row else last
    files[0].unlink()
    return {"file": files[0].name, "last": last}


def expire(chain: Chain, today: date, days: int) -> list[Path]:
    """Take what readers wrote out of the files of days longer ago than ``days``; return these files."""
    files = list(_written(chain, today))
    done = _expired(chain)
    due = [path for path in files if path.name not in done and _reference(files, today) - _day(path) > timedelta(days=days)]
    for path in due[:_AT_A_TIME]:
        chain.rewrite(path, without_texts)
        done.add(path.name)
    if due:
        (chain.folder / _EXPIRED).write_text(json.dumps(sorted(done & {path.name for path in files})), encoding="utf-8")
    return due[:_AT_A_TIME]


def _expired(chain: Chain) -> set[str]:
    with suppress(OSError, ValueError):
        return set(json.loads((chain.folder / _EXPIRED).read_text(encoding="utf-8")))
    return set()


def _written(chain: Chain, today: date) -> Iterator[Path]:
    """Yield the files of other days than today, in the order in which they were begun."""

    def begun(path: Path) -> tuple[int, str]:
        first = next(read(path), None) or {}
        return int(first.get("seq", 0)), path.name

    yield from sorted((path for path in chain.files() if path.stem != today.isoformat() and _is_day(path)), key=begun)


def _reference(files: list[Path], today: date) -> date:
    """Return the day from which ages are counted: the last one written before today, so that one wrong day counts for nothing."""
    return min([today, *(_day(path) for path in files[-1:])])


def _day(path: Path) -> date:
    return date.fromisoformat(path.stem)


def _is_day(path: Path) -> bool:
    try:
        _day(path)
    except ValueError:
        return False
    return True
