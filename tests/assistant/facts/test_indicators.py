"""Indicators: figures of the plan worked out by hand, look-alikes kept apart, nothing taken from texts that have none."""

import time

import pytest

from assistant.facts.indicators import Indicator, extract, said
from assistant.facts.pairing import Pair, pairs
from assistant.facts.periods import BASELINE, TARGET, plan_end, stated
from corpus.builtin import builtin_documents
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

OTHER_PLAN = """某某市知识产权保护和运用“十五五”规划
一、现状
(一)工作回顾
截至2025年底,全市有效发明专利达到1234件,每万人口发明专利拥有量5.6件。商标有效注册量突破2.1万件。
二、发展目标
到2030年,有效发明专利达到2000件以上,每万人口高价值发明专利拥有量达到3件。商标有效注册量超过3万件。
培育知识产权示范企业不少于40家。
三、重点任务
对首次通过认证的企业给予5万元奖励。受理时限20—30个工作日。
"""
STATUTE = """某某省专利条例
第一条 为了保护专利权,制定本条例。
第二条 违反本条例的,处五万元以上二十万元以下罚款;情节严重的,处100万元罚款。
第三条 申请人应当在30日内答复。
"""


@pytest.fixture(scope="module")
def plan() -> ParsedDocument:
    return parse(*builtin_documents()[0])


@pytest.fixture(scope="module")
def rows(plan: ParsedDocument) -> list[Indicator]:
    return extract(plan)


def one(rows: list[Indicator], name: str, kind: str) -> Indicator:
    found = [row for row in rows if row.name == name and row.kind == kind]
    assert len(found) == 1, [row.name for row in rows]
    return found[0]


@pytest.mark.parametrize(
    ("name", "kind", "year", "said_as", "value", "unit", "growth", "label"),
    [
        ("每万人口高价值发明专利拥有量", TARGET, 2025, "达到6件", 6, "件", "年均增长43%", "二、(三)第2段"),
        ("每万人发明专利拥有量", TARGET, 2025, "达到12件", 12, "件", "年均增长25%", "二、(三)第2段"),
        ("万人发明专利拥有量", BASELINE, 2020, "达到4.09件", 4.09, "件", "", "一、(一)第4段"),
        ("有效商标注册总量", BASELINE, 2020, "突破3万件", 30_000, "件", "", "一、(一)第4段"),
        ("有效注册商标总量", TARGET, 2025, "突破8.5万件", 85_000, "件", "", "二、(三)第2段"),
        ("地理标志证明商标", BASELINE, 2020, "70件", 70, "件", "", "一、(一)第4段"),
        ("有效地理标志数量", TARGET, 2025, "达到90件", 90, "件", "", "二、(三)第2段"),
        ("地理标志开展品牌创新培育项目", TARGET, 2025, "5个", 5, "个", "", "二、(三)第4段"),
        ("企业通过国家知识产权“贯标”认证", BASELINE, 2020, "150家", 150, "家", "", "一、(一)第3段"),
        ("企业完成知识产权“贯标”", TARGET, 2025, "200家", 200, "家", "", "二、(三)第4段"),
        ("知识产权诉讼案件审结率", BASELINE, 2020, "达99.8%", 99.8, "%", "", "一、(一)第5段"),
        ("知识产权行政执法结案率", TARGET, 2025, "达到90%以上", 90, "%", "", "二、(三)第3段"),
        ("专利质押融资", BASELINE, 2020, "近7600万元", 76_000_000, "元", "", "一、(一)第6段"),
        ("商标质押融资", BASELINE, 2020, "7500余万元", 75_000_000, "元", "", "一、(一)第6段"),
        ("专利商标质押融资总额", TARGET, 2025, "超过15亿元", 1_500_000_000, "元", "", "二、(三)第4段"),
        ("专利密集型产业增加值占GDP比重", TARGET, 2025, "达到13%", 13, "%", "", "二、(三)第4段"),
        ("版权产业增加值占GDP比重", TARGET, 2025, "达到7.5%", 7.5, "%", "", "二、(三)第4段"),
        ("专利授权量", BASELINE, 2020, "达7092件", 7092, "件", "较2015年增加4749件", "一、(一)第4段"),
        ("发明专利授权", BASELINE, 2020, "507件", 507, "件", "较2015年增加278件", "一、(一)第4段"),
        ("有效发明专利数量", BASELINE, 2020, "2318件", 2318, "件", "年平均增长率为30.61%", "一、(一)第4段"),
        ("技术合同交易额", BASELINE, 2020, "达606.8亿元", 60_680_000_000, "元", "", "一、(一)第4段"),
    ],
)  # fmt: skip
def test_a_figure_of_the_plan(
    rows: list[Indicator], name: str, kind: str, year: int, said_as: str, value: float, unit: str, growth: str, label: str
) -> None:
    row = one(rows, name, kind)
    assert (row.year, said(row), row.value, row.unit, row.growth, row.label) == (year, said_as, value, unit, growth, label)


def test_every_row_is_verbatim_and_points_into_the_text(plan: ParsedDocument, rows: list[Indicator]) -> None:
    for row in rows:
        assert plan.text[row.start : row.end] == row.quote
        assert row.value_text in row.quote
        assert row.name in row.quote


def test_all_figures_of_the_goals_are_found_and_ranks_are_none(rows: list[Indicator]) -> None:
    # counted by hand in 二、(三): 6+2+… = 3 per-head and trademark figures, 5 more in the paragraph, 1 rate, 11 in 运用
    assert len([row for row in rows if row.kind == TARGET]) == 19
    assert not any(row.value in (159, 19) for row in rows)  # 在全国159个…中排名第19位


def test_only_the_same_indicator_is_paired(rows: list[Indicator]) -> None:
    found = {pair.target.name: [base.name for base in pair.baseline] for pair in pairs(rows)}
    assert found == {
        "每万人发明专利拥有量": ["万人发明专利拥有量"],
        "有效注册商标总量": ["有效商标注册总量"],
        "襄阳市年度发明专利授权总量": ["发明专利授权"],
        "企业完成知识产权“贯标”": ["企业通过国家知识产权“贯标”认证"],
        "专利商标质押融资总额": ["专利质押融资", "商标质押融资"],
    }


def test_another_plan_with_other_headings_and_years() -> None:
    rows = extract(parse(Document("other", "某某市知识产权保护和运用“十五五”规划", kind="规划"), OTHER_PLAN))
    assert [(row.name, row.kind, row.year, said(row)) for row in rows] == [
        ("有效发明专利", BASELINE, 2025, "达到1234件"),
        ("每万人口发明专利拥有量", BASELINE, 2025, "5.6件"),
        ("商标有效注册量", BASELINE, 2025, "突破2.1万件"),
        ("有效发明专利", TARGET, 2030, "达到2000件以上"),
        ("每万人口高价值发明专利拥有量", TARGET, 2030, "达到3件"),
        ("商标有效注册量", TARGET, 2030, "超过3万件"),
        ("知识产权示范企业", TARGET, 2030, "不少于40家"),
    ]
    assert [(pair.baseline[0].value_text, pair.target.value_text) for pair in pairs(rows)] == [
        ("1234件", "2000件"),
        ("2.1万件", "3万件"),
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("到2030年,4件专利。", ["专利"]),  # the name may stand behind the number
        ("到2030年,4件强。", []),  # one character is no name
        ("到2030年,专利达到4件,位居前列。", ["专利"]),
        ("到2030年,在100家企业开展培训。", ["企业开展培训"]),
        ("到2030年,专利排名前5名。", []),
        ("到2030年,专利5—8件。", []),  # a range is no single value
        ("到2030年,专利4件、商标5件。", ["专利", "商标"]),
    ],
)
def test_the_name_of_a_quantity(sentence: str, names: list[str]) -> None:
    text = f"某某市规划\n一、发展目标\n{sentence}\n"
    assert [row.name for row in extract(parse(Document("d", "某某市规划", kind="规划"), text))] == names


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("截至2025年,渔港达到9座。", []),  # 座 is no unit that is read
        ("截至2025年,渔场达到9家,两年内新增渔港4个、渔户30户。", [("渔场", 2025), ("渔港", None), ("渔户", None)]),
        ("截至2025年,近三年建成渔场12家,渔户达到90户。", [("渔场", None), ("渔户", 2025)]),
        ("截至2025年,连续五年举办渔市20次。", [("举办渔市", None)]),
    ],
)
def test_a_duration_is_no_year(sentence: str, rows: list[tuple[str, int | None]]) -> None:
    text = f"某某市渔业规划\n一、发展现状\n{sentence}\n"
    found = extract(parse(Document("d", "某某市渔业规划", kind="规划"), text))
    assert [(row.name, row.year) for row in found] == rows


def test_fines_and_deadlines_of_a_statute_are_no_indicators() -> None:
    assert extract(parse(Document("law", "某某省专利条例", kind="地方性法规"), STATUTE)) == []


def test_a_text_without_words_gives_nothing() -> None:
    assert extract(parse(Document("empty", "空"), "")) == []


def test_five_year_plans_end_in_round_years() -> None:
    assert [plan_end(n) for n in (12, 13, 14, 15)] == [2015, 2020, 2025, 2030]


@pytest.mark.parametrize(
    ("part", "heading", "starts", "expected"),
    [
        ("到2025年", None, 2021, (TARGET, 2025)),
        ("2020年,全市", None, 2021, (BASELINE, 2020)),
        ("截至2020年", None, None, (BASELINE, 2020)),
        ("“十四五”末", None, 2021, (TARGET, 2025)),
        ("“十三五”期间", None, 2021, (BASELINE, 2020)),
        ("“十三五”期间", None, None, None),  # nothing tells whether it lies ahead
        ("较2015年分别增加", TARGET, 2021, None),
    ],
)
def test_when_a_part_speaks_of(part: str, heading: str | None, starts: int | None, expected: tuple[str, int] | None) -> None:
    period = stated(part + ("," if part[-1] == "年" else ""), heading, starts)
    assert (None if period is None else (period.kind, period.year)) == expected


@pytest.mark.parametrize(
    "text", ["0" * 5000, "1." * 2500, "年均" * 2500, "达到" * 2500, "12件、" * 1200, "专利" * 2500 + "999件"]
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    parsed = parse(Document("d", "某市规划", kind="规划"), f"某市规划\n一、发展目标\n到2030年,{text}\n")
    started = time.process_time()
    pairs(extract(parsed))
    assert time.process_time() - started < 1


def test_a_pair_is_a_record() -> None:
    assert Pair.__dataclass_params__.frozen  # type: ignore[attr-defined]
