"""Numbers like 4.2: whether a text counts so, and what the levels above and below them are."""

import pytest

from corpus.decimals import mark_decimals
from corpus.pieces import read_lines


def kinds(*texts: str) -> list[str]:
    """Return of each line the kind and the number of its marker."""
    lines = read_lines("\n".join(texts))
    mark_decimals(lines)
    return [f"{line.marker.kind} {line.marker.key}" if line.marker else "" for line in lines]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("4.1 甲", "4.2 乙"), ["n.n 4.1", "n.n 4.2"]),
        (("4.1 甲",), [""]),  # one alone counts nothing
        (("4.2 甲", "4.3 乙"), ["", ""]),  # none begins
        (("4.2 甲", "4.1 乙"), ["", ""]),  # they fall
        (("4.1 甲", "4.1.1 乙", "4.2 丙"), ["n.n 4.1", "n.n.n 4.1.1", "n.n 4.2"]),
        (("4.1 甲", "4.2 乙", "4.1 丙", "4.3 丁"), ["", "", "", ""]),  # two of three rise: fewer than four of five
        (
            ("4.1 甲", "4.2 乙", "4.3 丙", "4.1 丁", "4.4 戊", "4.5 己"),
            ["n.n 4.1", "n.n 4.2", "n.n 4.3", "n.n 4.1", "n.n 4.4", "n.n 4.5"],
        ),
    ],
)
def test_a_text_counts_so_where_most_numbers_rise_and_one_begins(texts: tuple[str, ...], found: list[str]) -> None:
    assert kinds(*texts) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("4 管理", "4.1 甲", "4.2 乙"), ["n 4", "n.n 4.1", "n.n 4.2"]),
        (("3 范围", "4.1 甲", "4.2 乙"), ["n 3", "n.n 4.1", "n.n 4.2"]),
        (("5 范围", "4.1 甲", "4.2 乙"), ["", "n.n 4.1", "n.n 4.2"]),  # no later one stands above
        (("4.1 甲", "4.2 乙", "5 管理"), ["n.n 4.1", "n.n 4.2", "n 5"]),
        (("4.1 甲", "4.2 乙", "4 管理"), ["n.n 4.1", "n.n 4.2", ""]),  # was counted
        (("4.1 甲", "4.2 乙", "5 管理。"), ["n.n 4.1", "n.n 4.2", ""]),  # is a sentence
        (("4.1 甲", "4.2 乙", "5 " + "管" * 38), ["n.n 4.1", "n.n 4.2", "n 5"]),  # 40 characters
        (("4.1 甲", "4.2 乙", "5 " + "管" * 39), ["n.n 4.1", "n.n 4.2", ""]),
        (("4. 管理", "4.1 甲", "4.2 乙"), ["n 4", "n.n 4.1", "n.n 4.2"]),
        (("4.1 甲", "4.2 乙", "1. 丙", "2. 丁"), ["n.n 4.1", "n.n 4.2", "item 1", "item 2"]),
        (("4.1 甲", "4.2 乙", "5. 管理", "5.1 丙"), ["n.n 4.1", "n.n 4.2", "n 5", "n.n 5.1"]),
        (("4.1 甲", "1. 丙", "2. 丁", "4.2 乙"), ["n.n 4.1", "item 1", "item 2", "n.n 4.2"]),
        (("1. 丙", "2. 丁", "4.1 甲", "4.2 乙"), ["1. 1", "1. 2", "n.n 4.1", "n.n 4.2"]),  # nothing of that kind came yet
        (("1.1 甲", "1.2 乙", "1. 丙", "2. 丁"), ["n.n 1.1", "n.n 1.2", "item 1", "item 2"]),  # counts on with the item
        (("1.1 甲", "1.2 乙", "2. 丁"), ["n.n 1.1", "n.n 1.2", "n 2"]),
        (("1.1 甲", "1.2 乙", "2. 丁", "2.1 戊"), ["n.n 1.1", "n.n 1.2", "n 2", "n.n 2.1"]),
    ],
)
def test_the_levels_above_and_below_are_told_by_what_comes_next(texts: tuple[str, ...], found: list[str]) -> None:
    assert kinds(*texts) == found
