"""Periods: which year, and whether it was reached or is aimed at."""

import pytest

from assistant.facts.periods import BASELINE, TARGET, Period, first_year, heading_kind, heading_period, plan_end, stated
from corpus.records import Document


def test_a_five_year_plan_ends_five_years_after_the_one_before() -> None:
    assert [plan_end(number) for number in (3, 4, 13, 14)] == [1970, 1975, 2020, 2025]  # history of the plans


@pytest.mark.parametrize(
    ("document", "year"),
    [
        (Document("d", "某市“十四五”规划"), 2021),
        (Document("d", "某市「十三五」规划", valid_from="2014-01-01", kind="规划"), 2016),  # the title tells first
        (Document("d", "某市规划", valid_from="2022-05", kind="发展规划"), 2022),
        (Document("d", "某市条例", valid_from="2022-05", kind="条例"), None),
        (Document("d", "某市规划", kind="规划"), None),
        (Document("d", "某市规划", valid_from="2022-05"), None),
    ],
)
def test_the_first_year_that_a_document_plans_for(document: Document, year: int | None) -> None:
    assert first_year(document) == year


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("二、发展目标",), TARGET),
        (("(一)主要指标",), TARGET),
        (("一、发展基础",), BASELINE),
        (("取得的成效",), BASELINE),
        (("取得成绩和不足",), BASELINE),
        (("“十三五”回顾",), BASELINE),
        (("主要成就",), BASELINE),
        (("目标任务",), None),  # ends otherwise: what is to be done
        (("三、重点任务",), None),
        ((), None),
        (("一、现状", "(二)发展目标"), TARGET),  # the innermost heading tells
        (("二、发展目标", "(一)工作回顾"), BASELINE),
        (("二、发展目标", "(一)总体"), TARGET),
        (("现状和目标",), TARGET),
    ],
)
def test_what_headings_say(headings: tuple[str, ...], kind: str | None) -> None:
    assert heading_kind(headings) == kind


@pytest.mark.parametrize(
    ("part", "heading", "starts", "expected"),
    [
        ("2020年", None, 2021, Period(BASELINE, 2020, "2020年")),
        ("2021年", None, 2021, Period(TARGET, 2021, "2021年")),  # the first year of the plan lies ahead
        ("　截至2022年底", None, 2021, Period(BASELINE, 2022, "截至2022年底")),  # 截至 is said of what was
        ("截止2022年", TARGET, None, Period(BASELINE, 2022, "截止2022年")),
        ("到2025年", BASELINE, 2021, Period(TARGET, 2025, "到2025年")),
        ("到2025年", None, None, Period(TARGET, 2025, "到2025年")),
        ("至2019年", BASELINE, None, Period(BASELINE, 2019, "至2019年")),
        ("2019年", None, None, None),  # no lead, no plan, no heading
        ("2019年末", None, None, Period(TARGET, 2019, "2019年末")),
        ("2019年", BASELINE, None, Period(BASELINE, 2019, "2019年")),
        ("“十四五”期末", None, None, Period(TARGET, 2025, "“十四五”期末")),
        ("十四五末", None, None, Period(TARGET, 2025, "十四五末")),
        ("“十四五”时期", None, None, None),
        ("“十三五”以来", None, 2021, Period(BASELINE, 2020, "“十三五”以来")),
        ("2025年全市", None, 2021, Period(TARGET, 2025, "2025年")),
        ("2025年度", None, 2021, None),
        ("比2020年", None, 2021, None),
        ("19995年", None, 2021, None),
    ],
)
def test_the_period_that_a_part_states(part: str, heading: str | None, starts: int | None, expected: Period | None) -> None:
    assert stated(part, heading, starts) == expected


@pytest.mark.parametrize(
    ("headings", "starts", "period"),
    [
        (("一、2025年工作回顾",), None, (BASELINE, 2025)),
        (("三、2026年重点工作", "（一）设施"), None, (TARGET, 2026)),
        (("“十五五”时期主要目标",), None, (TARGET, 2030)),
        (("2024年情况",), 2026, (BASELINE, 2024)),
        (("2027年任务",), 2026, (TARGET, 2027)),
        (("2024年情况",), None, None),  # neither done nor to be done
        (("发展目标",), None, (TARGET, None)),
        (("总则",), 2021, None),
    ],
)
def test_what_a_heading_says_of_time(
    headings: tuple[str, ...], starts: int | None, period: tuple[str, int | None] | None
) -> None:
    found = heading_period(headings, starts)
    assert (found and (found.kind, found.year)) == period
