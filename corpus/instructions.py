"""Text in a document that speaks to a machine, or lures a reader: no policy says it, and nobody should do what it says."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from corpus.records import Clause, ParsedDocument
from corpus.tsv import table_rows


@lru_cache(maxsize=1)
def _instruction() -> re.Pattern[str]:
    """Compiled at the first document that is registered: who only asks has no use for it."""
    wordings = [row[0] for _, row in table_rows(Path(__file__).with_suffix(".tsv"))]
    return re.compile("|".join(f"(?:{wording})" for wording in wordings), re.IGNORECASE)


def instructs(text: str) -> bool:
    """Return whether a text holds such words."""
    return _instruction().search(text) is not None


def instructing(parsed: ParsedDocument) -> Iterator[Clause]:
    """Yield the clauses that hold such words."""
    yield from (clause for clause in parsed.clauses if instructs(clause.text))
