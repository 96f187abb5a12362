"""Tab-separated tables of the project, with their comments."""

import csv
from collections.abc import Iterator
from pathlib import Path


def table_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a tab-separated file with their line numbers, from 1; empty lines and comments (``#``) are left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if row and not row[0].startswith("#"):
                yield number, row
