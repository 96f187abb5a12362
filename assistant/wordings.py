"""Tables of wordings, one a line with where it came from, compiled into one pattern a key.

A table is a tab-separated file beside the module that uses it: key, wording, source. A wording is a regular expression,
mostly plain characters; ``#`` starts a comment line. The alternatives of a key are tried in the order of the file. A wording
may name another key, written above it, in braces: ``{grant}标准`` is any wording of ``grant`` before 标准.
"""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_NAMED = re.compile(r"\{([a-z_]+)\}")


@lru_cache(maxsize=64)
def read_wordings(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the wordings of a table by key, in the order of the file.

    Raises:
        ValueError: a line has not three cells, or names a key that does not stand above it; names file and line.
    """
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or row[0].startswith("#"):
                continue
            if len(row) != 3 or not all(row):
                raise ValueError(f"{path.name} line {number}: key, wording and source are wanted, separated by tabs")
            unknown = [name for name in _NAMED.findall(row[1]) if name not in found or name == row[0]]
            if unknown:
                raise ValueError(f"{path.name} line {number}: {{{unknown[0]}}} is no key of a line above")
            found.setdefault(row[0], []).append(_NAMED.sub(lambda name: _any(found[name[1]]), row[1]))
    return {key: tuple(words) for key, words in found.items()}


def alternatives(path: Path) -> dict[str, str]:
    """Return one expression a key, any of its wordings, to stand inside a larger pattern."""
    return {key: _any(words) for key, words in read_wordings(path).items()}


class Patterns:
    """One pattern a key, compiled when first asked for: a question needs few, and all together take a tenth of a start-up.

    No mapping: going through what happens to be compiled would leave out the others in silence. ``compiled`` gives all.
    """

    def __init__(self, expressions: Mapping[str, str], flags: int = 0) -> None:
        self.expressions, self._flags, self._compiled = expressions, flags, dict[str, re.Pattern[str]]()

    def __getitem__(self, key: str) -> re.Pattern[str]:
        pattern = self._compiled.get(key)
        if pattern is None:
            pattern = self._compiled[key] = re.compile(self.expressions[key], self._flags)
        return pattern


def patterns(path: Path, flags: int = 0) -> Patterns:
    """Return one pattern a key: any of its wordings."""
    return Patterns(alternatives(path), flags)


def compiled(path: Path, flags: int = 0) -> dict[str, re.Pattern[str]]:
    """Return one pattern a key, all of them compiled now: what a person writes is wrong when it is read, not when it is used."""
    return {key: re.compile(expression, flags) for key, expression in alternatives(path).items()}


def _any(words: tuple[str, ...] | list[str]) -> str:
    return f"(?:{'|'.join(words)})"
