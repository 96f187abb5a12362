"""Text in a document that speaks to a machine, or lures a reader: no policy says it, and nobody should do what it says."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.records import Clause, ParsedDocument
from corpus.tsv import table_rows

_WORDINGS = [row[0] for _, row in table_rows(Path(__file__).with_suffix(".tsv"))]
_INSTRUCTION = re.compile("|".join(f"(?:{wording})" for wording in _WORDINGS), re.IGNORECASE)


def instructs(text: str) -> bool:
    """Return whether a text holds such words."""
    return _INSTRUCTION.search(text) is not None


def instructing(parsed: ParsedDocument) -> Iterator[Clause]:
    """Yield the clauses that hold such words."""
    yield from (clause for clause in parsed.clauses if instructs(clause.text))
