"""What an auditor does with the log: see whether anything is missing or changed, take out a period, forget a person."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant import messages
from assistant.api.chain import START, TEXTS, Chain, Row, read, row_hash, without_texts

_MOST_TOLD = 50  # faults; of more the first ones


@dataclass(slots=True)
class _Run:
    """Rows of one file that follow each other."""

    first: int
    prev: str
    last: int
    hash: str


@dataclass(slots=True)
class Verified:
    """What a look at the whole chain found."""

    rows: int = 0
    unchained: int = 0  # of a version that did not chain them
    first: str = ""  # when the first row was written
    last: str = ""
    hash: str = START  # of the last row: who writes it down can later prove that nothing before it was changed
    faults: list[str] = field(default_factory=list)
    seen: bool = True  # whether the hash that was to be found was found

    def blame(self, text: str) -> None:
        """Note a fault."""
        if len(self.faults) < _MOST_TOLD:
            self.faults.append(text)


def verify(chain: Chain, expected: str = "") -> Verified:
    """Check every row; ``expected`` is a hash that was written down earlier and must still be in the chain."""
    found, runs, pruned = Verified(seen=not expected), list[_Run](), set[str]()
    for path in chain.files():
        runs += _runs(path, found, pruned, expected)
    runs.sort(key=lambda run: run.first)
    before = _Run(0, "", 0, START)
    for run in runs:
        if run.prev != before.hash and not (run.prev in pruned and run.first > before.last):
            found.blame(_gap(before.last, run.first))
        before = run
    found.hash = before.hash
    head = chain.head()
    if head.seq > before.last:
        found.blame(messages.LOG_GAP.format(first=before.last + 1, last=head.seq))
    if not found.seen:
        found.blame(messages.LOG_HASH_MISSING.format(hash=expected))
    return found


def _gap(before: int, after: int) -> str:
    if after > before + 1:
        return messages.LOG_GAP.format(first=before + 1, last=after - 1)
    return messages.LOG_FORK.format(seq=after)


def _runs(path: Path, found: Verified, pruned: set[str], expected: str) -> Iterator[_Run]:
    """Check the rows of a file one by one and yield its runs."""
    run: _Run | None = None
    for row in _sound(path, found):
        found.rows += 1
        found.first, found.last = found.first or row["time"], row["time"]
        found.seen = found.seen or row["hash"] == expected
        if row.get("event") == "pruned":
            pruned.add(row["last"])
        if run and row["prev"] == run.hash:
            run.last, run.hash = row["seq"], row["hash"]
            continue
        if run:
            yield run
        run = _Run(row["seq"], row["prev"], row["seq"], row["hash"])
    if run:
        yield run


def _sound(path: Path, found: Verified) -> Iterator[Row]:
    """Yield the rows of a file that agree with their hashes; blame the others."""
    for number, row in enumerate(read(path), 1):
        if row is not None and "hash" in row:
            if _holds(row):
                yield row
            else:
                found.blame(messages.LOG_LINE_CHANGED.format(file=path.name, line=number))
        elif row is None or found.rows:
            found.blame(messages.LOG_LINE_DAMAGED.format(file=path.name, line=number))
        else:
            found.unchained += 1


def _holds(row: Row) -> bool:
    try:
        return (
            bool(row["hash"] == row_hash(row)) and isinstance(row["seq"], int) and isinstance(row["time"], str) and "prev" in row
        )
    except (KeyError, TypeError, ValueError):
        return False


def period(chain: Chain, start: date, end: date) -> Iterator[Row]:
    """Yield the rows of the days from ``start`` to ``end``, both included, as they are stored."""
    for path in chain.files():
        for row in read(path):
            if row is not None and start.isoformat() <= str(row.get("time", ""))[:10] <= end.isoformat():
                yield row


def forget(chain: Chain, meant: Callable[[Row], bool]) -> int:
    """Take what was asked and written out of the rows that are meant; return how many rows that were."""
    return sum(chain.rewrite(path, lambda row: without_texts(row) if meant(row) else row) for path in chain.files())


def of_answer(answer_id: str) -> Callable[[Row], bool]:
    """Return whether a row belongs to an answer: the answer itself, or what a reader thought of it."""
    return lambda row: row.get("answer_id") == answer_id


def holding(text: str) -> Callable[[Row], bool]:
    """Return whether a row holds a text; of a number alone, its digits count, however they are written."""
    wanted = _core(text)
    if re.fullmatch(r"\+?[\d\s\-()]+", text):
        digits = re.sub(r"\D", "", text)
        return lambda row: any(digits in re.sub(r"\D", "", row[name]) for name in TEXTS if name in row)
    return lambda row: any(wanted in _core(row[name]) for name in TEXTS if name in row)


def _core(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def written(rows: Iterator[Row], output: Path) -> int:
    """Write rows to a file; return how many."""
    count = 0
    with output.open("x", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
