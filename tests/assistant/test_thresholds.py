"""The table of thresholds in docs/answering.md shows the module, name by name."""

import re
from pathlib import Path

from assistant import thresholds

DOCS = Path(__file__).parents[2] / "docs" / "answering.md"
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([\d.]+) \| (.+) \|$", re.MULTILINE)


def _rows() -> list[tuple[str, float]]:
    section = DOCS.read_text(encoding="utf-8").partition("\n## 阈值\n")[2].partition("\n## ")[0]
    rows = [(name, float(value)) for name, value, _ in ROW.findall(section)]
    assert len(rows) == section.count("\n|") - 2  # every line of the table but its head is read
    return rows


def test_every_threshold_stands_in_the_table_with_its_value_and_nothing_else_does() -> None:
    defined = {name: float(value) for name, value in vars(thresholds).items() if name.isupper()}
    rows = _rows()
    assert dict(rows) == defined
    assert len(rows) == len(defined)


def test_thresholds_of_one_scale_are_in_order() -> None:
    assert 0 < thresholds.UNRELATED < thresholds.UNRELATED_OUTSIDE < 1
    assert thresholds.NEAR_MISS < thresholds.NEAR_MISS_UNASKED < thresholds.NEAR_MISS_STATED < 1
    assert thresholds.CLOSE_STATED < thresholds.CLOSE < thresholds.ALSO < thresholds.PARTIAL_REACH
    assert thresholds.GROUNDED_PIECE < thresholds.GROUNDED < 1
