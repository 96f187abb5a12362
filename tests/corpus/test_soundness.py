"""What a complete parse may have got wrong all the same."""

from collections.abc import Callable

import pytest

from corpus.records import ParsedDocument
from corpus.soundness import Break, long_clauses, sequence_breaks

Parse = Callable[[str], ParsedDocument]


@pytest.mark.parametrize(
    ("numbers", "breaks"),
    [
        ("一 二 三", []),
        ("一 二 二之一 二之二 三", []),
        ("一 三", [Break("第一条", "第三条")]),
        ("六 七", [Break("", "第六条")]),
        ("一 二 二", [Break("第二条", "第二条")]),
    ],
)
def test_articles_that_do_not_count_up_are_told(parse_text: Parse, numbers: str, breaks: list[Break]) -> None:
    keys = [number.replace("之", "条之") + ("" if "之" in number else "条") for number in numbers.split()]
    assert sequence_breaks(parse_text("某法\n" + "".join(f"第{key} 甲。\n" for key in keys))) == breaks


def test_each_annex_counts_for_itself(parse_text: Parse) -> None:
    text = "某通知\n附件1\n甲办法\n第一条 甲。\n第二条 乙。\n附件2\n乙办法\n第一条 甲。\n第三条 乙。\n"
    assert sequence_breaks(parse_text(text)) == [Break("附件2 第一条", "附件2 第三条")]


@pytest.mark.parametrize(("length", "count"), [(4992, 0), (4993, 1)])
def test_a_clause_of_5000_characters_was_not_understood(parse_text: Parse, length: int, count: int) -> None:
    parsed = parse_text(f"某法\n第一条 {'甲' * length}。\n\n第二条 乙。\n")
    assert len(list(long_clauses(parsed))) == count
