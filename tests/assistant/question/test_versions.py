"""Which version a question asks for is read once, from years and wordings."""

import pytest

from assistant.question.versions import VersionAsked, edition_years, read_version, without_version
from corpus.records import Document


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("某细则怎么规定", False, False),
        ("旧版某细则", True, False),
        ("修订前的某细则", True, False),
        ("老办法怎么算", True, False),
        ("现行某细则", False, True),
        ("旧版改了以后呢", False, True),  # what is said last counts
        ("现行的我有了,要旧版", True, False),
        ("不是旧版,是某细则", False, False),
        ("不是说那个很久以前的旧版", True, False),  # the negation is too far away to belong to it
        ("新法实施以前的老办法", True, False),
    ],
)
def test_the_older_or_the_newer_version(text: str, old: bool, new: bool) -> None:
    asked = read_version(text)
    assert (asked.old, asked.new) == (old, new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某细则2010年版", VersionAsked(years=frozenset({2010}), of_edition=frozenset({2010}))),
        ("2010年版权登记多少件", VersionAsked(years=frozenset({2010}))),
        ("2010年又修订的某细则", VersionAsked(years=frozenset({2010}), of_edition=frozenset({2010}))),
        ("2010年有多少件", VersionAsked(years=frozenset({2010}))),
        ("编号12010有多少件", VersionAsked()),
        ("2020年修订以前怎么写", VersionAsked(years=frozenset({2020}), of_edition=frozenset({2020}), before=2020)),
        ("新旧两版各多少", VersionAsked(both=True, beside=True)),
        ("现行的奖多少,比旧版多吗", VersionAsked(old=True, both=True, beside=True)),
        ("旧版和现行的奖励差多少", VersionAsked(new=True, both=True, beside=True)),
        (
            "旧版和2023年那版的奖励差多少",
            VersionAsked(frozenset({2023}), old=True, both=True, beside=True, of_edition=frozenset({2023})),
        ),
        (
            "旧版与2023年版差别",
            VersionAsked(frozenset({2023}), old=True, both=True, compared=True, of_edition=frozenset({2023})),
        ),
        ("旧版和2023年那版在哪里", VersionAsked(frozenset({2023}), old=True, of_edition=frozenset({2023}))),
        ("旧版占比多少", VersionAsked(old=True)),
        ("现行的占比和旧版", VersionAsked(old=True)),
        ("2010年和2023年有什么区别", VersionAsked(years=frozenset({2010, 2023}), compared=True)),
    ],
)
def test_years_and_comparisons(text: str, expected: VersionAsked) -> None:
    assert read_version(text) == expected


def test_only_what_names_another_version_than_that_in_force_is_a_choice() -> None:
    assert not read_version("现行某细则").chosen
    assert not read_version("新旧两版").chosen
    assert read_version("旧版").chosen
    assert read_version("2010年").chosen


def test_an_edition_goes_by_the_years_of_its_title_id_and_dates_but_a_plan_not_by_its_period() -> None:
    law = Document("rules_2010", "某细则（2009修订）", published="2011-01-09", valid_from="2012-02", valid_to="2020")
    assert edition_years(law) == {2009, 2010, 2011, 2012}
    assert edition_years(Document("plan", "某规划", kind="规划", published="2021-12", valid_from="2020")) == {2021}


@pytest.mark.parametrize(
    ("text", "left"), [("旧政策给多少", " 政策给多少"), ("2010年版的奖励", " 的奖励"), ("商标的奖励", "商标的奖励")]
)
def test_a_text_without_the_version_that_it_means(text: str, left: str) -> None:
    assert without_version(text) == left
