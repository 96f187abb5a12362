"""Tables of wordings, one a line with where it came from, compiled into one pattern a key.

A table is a tab-separated file beside the module that uses it: key, wording, source. A wording is a regular expression,
mostly plain characters; ``#`` starts a comment line. The alternatives of a key are tried in the order of the file.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=64)
def read_wordings(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the wordings of a table by key, in the order of the file.

    Raises:
        ValueError: a line has not three cells; names file and line.
    """
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or row[0].startswith("#"):
                continue
            if len(row) != 3 or not all(row):
                raise ValueError(f"{path.name} line {number}: key, wording and source are wanted, separated by tabs")
            found.setdefault(row[0], []).append(row[1])
    return {key: tuple(words) for key, words in found.items()}


def alternatives(path: Path) -> dict[str, str]:
    """Return one expression a key, any of its wordings, to stand inside a larger pattern."""
    return {key: f"(?:{'|'.join(words)})" for key, words in read_wordings(path).items()}


def compiled(path: Path, flags: int = 0) -> dict[str, re.Pattern[str]]:
    """Return one pattern a key: any of its wordings."""
    return {key: re.compile(expression, flags) for key, expression in alternatives(path).items()}
