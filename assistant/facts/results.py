"""What became of the aims: the results that an office has registered, each with its day and its source, and no others.

``results.tsv`` in the data folder, a line each: document, indicator as the document writes it, value with unit, day, source.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.facts.indicators import Indicator, quantity_of
from assistant.facts.periods import TARGET
from corpus.dates import is_date

FILE = "results.tsv"
MOST = 5_000  # lines
_LESS_IS_BETTER = re.compile(r"下降|减少|降低|压减|不超过|不高于|控制在|以内|以下|[投失]诉率|事故|死亡")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Registered:
    """A result: of which document and indicator, the value as it was written and as a number in its unit, its day and source."""

    doc: str
    name: str
    text: str
    value: float
    unit: str
    day: str
    source: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A result held against its aim; ``rate`` in percent (100: reached), None where less is better or the aim is nothing."""

    target: Indicator
    result: Registered
    rate: float | None


def read_results(folder: Path) -> tuple[Registered, ...]:
    """Return the results that are registered in a data folder; a line that is not in the form is left out, and logged."""
    try:
        lines = (folder / FILE).read_text("utf-8-sig").splitlines()[:MOST]
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        log.warning("%s cannot be read: %s", FILE, error)
        return ()
    return tuple(_read(lines))


def _read(lines: Sequence[str]) -> Iterator[Registered]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        quantity = quantity_of(cells[2]) if len(cells) == 5 else None
        if quantity is None or not all(cells) or not is_date(cells[3]):
            log.warning("%s line %d: wanted are document, indicator, value with unit, day and source, with tabs", FILE, number)
            continue
        doc, name, text, day, source = cells
        yield Registered(doc, name, text, *quantity, day, source)


def completions(doc: str, rows: Sequence[Indicator], results: Sequence[Registered]) -> list[Completion]:
    """Return the aims of a document that a result of the same name and unit is registered for; of several results the latest."""
    latest: dict[tuple[str, str], Registered] = {}
    for result in sorted(results, key=lambda one: one.day):
        if result.doc == doc:
            latest[result.name, result.unit] = result
    found = ((row, latest.get((row.name, row.unit))) for row in rows if row.kind == TARGET)
    return [Completion(row, result, _rate(row, result)) for row, result in found if result]


def _rate(target: Indicator, result: Registered) -> float | None:
    if target.value <= 0 or _LESS_IS_BETTER.search(target.name + target.qualifier):
        return None
    return float(Decimal(str(result.value)) / Decimal(str(target.value)) * 100)
