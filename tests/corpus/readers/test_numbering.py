"""The numbers that Word writes by itself: every format at its bounds, and when a level counts on or begins anew."""

import pytest
from lxml import etree

from corpus.readers.numbering import Numbering, write_number
from tests.corpus.readers.making import level, lists

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def numbering(xml: str, **style_lists: str) -> Numbering:
    root = etree.fromstring(f'<w:numbering xmlns:w="{W}">{xml}</w:numbering>')
    return Numbering(root, lambda style: style_lists.get(style, ""))


def counted(xml: str, *levels: int) -> list[str]:
    """Return the numbers of paragraphs at these levels of the first list."""
    made = numbering(xml)
    return [made.next("1", at) for at in levels]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "I"), (3, "III"), (4, "IV"), (5, "V"), (6, "VI"), (9, "IX"), (10, "X"), (14, "XIV"), (40, "XL"), (49, "XLIX"),
        (50, "L"), (90, "XC"), (99, "XCIX"), (100, "C"), (400, "CD"), (500, "D"), (900, "CM"), (1000, "M"), (1994, "MCMXCIV"),
        (3888, "MMMDCCCLXXXVIII"),
    ],
)  # fmt: skip
def test_roman_numbers(number: int, written: str) -> None:
    assert (write_number(number, "upperRoman"), write_number(number, "lowerRoman")) == (written, written.lower())


@pytest.mark.parametrize(("number", "written"), [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (28, "BB"), (52, "ZZ"), (53, "AAA")])
def test_letters_are_doubled_after_the_last(number: int, written: str) -> None:
    assert (write_number(number, "upperLetter"), write_number(number, "lowerLetter")) == (written, written.lower())


@pytest.mark.parametrize(
    ("number_format", "number", "written"),
    [
        ("ideographTraditional", 1, "甲"), ("ideographTraditional", 10, "癸"), ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 1, "子"), ("ideographZodiac", 12, "亥"), ("ideographZodiac", 13, "13"),
        ("decimalEnclosedCircle", 1, "①"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 20, "⒇"), ("decimalEnclosedFullstop", 20, "⒛"), ("ideographEnclosedCircle", 10, "㊉"),
        ("ideographDigital", 2024, "二〇二四"), ("chineseLegalSimplified", 2105, "贰仟壹佰零伍"),
        ("decimalFullWidth", 10, "１０"), ("decimalZero", 9, "09"), ("decimalZero", 10, "10"), ("decimalZero", 100, "100"),
        ("numberInDash", 3, "- 3 -"), ("decimal", 7, "7"), ("none", 7, ""), ("unheard-of", 7, "7"),
        ("chineseCounting", 0, "0"), ("chineseCounting", 1, "一"), ("chineseCounting", 9999, "九千九百九十九"),
        ("chineseCounting", 10000, "10000"), ("upperRoman", 0, "0"),
    ],
)  # fmt: skip
def test_a_number_beyond_its_format_is_written_in_figures(number_format: str, number: int, written: str) -> None:
    assert write_number(number, number_format) == written


@pytest.mark.parametrize(
    ("restart", "third"),
    [
        ("", ["1", "2", "1", "1"]),  # begins anew below whatever stands above it
        ('<w:lvlRestart w:val="2"/>', ["1", "2", "1", "1"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "2", "3", "1"]),  # only the first level begins it anew
        ('<w:lvlRestart w:val="0"/>', ["1", "2", "3", "4"]),
    ],
)
def test_a_level_begins_anew_below_the_level_that_it_names(restart: str, third: list[str]) -> None:
    levels = lists(level(0, "甲%1") + level(1, "乙%2") + level(2, "%3", more=restart))
    found = counted(levels, 0, 1, 2, 2, 1, 2, 0, 1, 2)
    assert [number.strip() for number in found if number[0].isdigit()] == third
    assert [number.strip() for number in found if number.startswith("乙")] == ["乙1", "乙2", "乙1"]


def test_a_level_that_was_passed_over_has_the_number_it_starts_with() -> None:
    third = level(0, "%1").replace('start w:val="1"', 'start w:val="3"')
    assert counted(lists(third + level(1, "%1.%2") + level(2, "%1.%2.%3")), 2, 2, 1, 2) == ["3.1.1 ", "3.1.2 ", "3.2 ", "3.2.1 "]
    assert counted(lists(third + level(2, "%1.%2.%3")), 2) == ["3.1.1 "]  # of a level that the list does not have: 1


@pytest.mark.parametrize(("start", "first"), [("4", "4 "), ("9999", "9999 "), ("10000", "1 "), ("四", "1 "), ("0", "0 ")])
def test_a_list_starts_where_it_says_and_at_one_where_that_is_no_number(start: str, first: str) -> None:
    assert counted(lists(level(0, "%1").replace('start w:val="1"', f'start w:val="{start}"')), 0) == [first]


def test_there_are_nine_levels() -> None:
    made = lists("".join(level(at, f"%{min(at + 1, 9)}") for at in range(10)))
    assert counted(made, 8, 8, 9, 8) == ["1 ", "2 ", "", "3 "]


def test_a_level_or_a_list_that_is_not_there_numbers_nothing() -> None:
    made = numbering(lists(level(0, "%1")))
    assert [made.next("1", 1), made.next("2", 0), made.next("1", 0)] == ["", "", "1 "]
    assert Numbering(None, lambda style: "").next("1", 0) == ""


@pytest.mark.parametrize(
    ("text", "suffix", "written"),
    [
        ("第%1条", "space", "第3条 "), ("第%1条", "tab", "第3条 "), ("第%1条", "nothing", "第3条"), ("%1.", "space", "3. "),
        ("%1、", "space", "3、"), ("（%1）", "tab", "（3）"), ("%1)", "tab", "3)"), (" %1 ", "space", "3 "), (" ", "space", ""),
        ("", "nothing", ""), ("%0%1", "space", "%03 "), ("%1%1", "space", "33 "),
    ],
)  # fmt: skip
def test_a_number_is_parted_from_the_text_unless_its_sign_does(text: str, suffix: str, written: str) -> None:
    made = level(0, text).replace('suff w:val="space"', f'suff w:val="{suffix}"')
    assert counted(lists(made), 0, 0, 0)[2] == written


def test_a_level_that_says_nothing_counts_in_figures_and_is_parted_by_a_tab() -> None:
    assert counted(lists('<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>'), 0, 0) == ["1. ", "2. "]


def test_legal_numbers_are_figures_but_a_number_that_is_not_shown_stays_away() -> None:
    made = level(0, "%1", "none") + level(1, "%2", "upperRoman") + level(2, "%1%2.%3", "chineseCounting", "<w:isLgl/>")
    assert counted(lists(made), 0, 1, 2) == ["", "I ", "1.1 "]


def test_a_list_writes_otherwise_what_it_overrides_and_begins_there_once() -> None:
    other = f'<w:lvlOverride w:ilvl="1">{level(1, "（%2）", "chineseCounting")}</w:lvlOverride>'
    later = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{more}</w:num>' for number, more in ((7, other), (8, later))
    )
    made = numbering(lists(level(0, "%1") + level(1, "%1.%2"), nums=nums))
    steps = [("1", 0), ("1", 1), ("7", 1), ("8", 1), ("8", 1), ("8", 0), ("8", 1), ("1", 1)]
    assert [made.next(*step) for step in steps] == ["1 ", "1.1 ", "（二）", "1.4 ", "1.5 ", "2 ", "2.1 ", "2.2 "]


@pytest.mark.parametrize(
    ("own", "linked", "written"),
    [("", "2", "2."), (level(0, "乙%1"), "2", "乙1"), ("", "9", ""), ("", "", "")],
    ids=["through the style", "levels of its own", "to a list that is not there", "to none"],
)
def test_a_list_may_be_named_by_a_style(own: str, linked: str, written: str) -> None:
    link = '<w:numStyleLink w:val="条"/>'
    made = numbering(lists(f"{link}{own}", level(0, "%1.")), **{"条": linked})
    assert made.next("2", 0) == "1. "
    assert made.next("1", 0).strip() == written


def test_a_style_has_the_level_that_is_written_for_it() -> None:
    made = numbering(lists(level(0, "%1") + level(1, "%2", more='<w:pStyle w:val="B"/>') + level(2, "%3")))
    assert [made.level_of_style("1", "B"), made.level_of_style("1", "A"), made.level_of_style("2", "B")] == [1, None, None]
