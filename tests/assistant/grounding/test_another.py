"""What a quote says of another than a claim does."""

import pytest

from assistant.grounding.alignment import Evidence, align
from assistant.grounding.another import (
    is_of_another_day,
    is_of_another_kind,
    is_of_another_of_the_title,
    is_told_of_another,
    misquotes,
    names_another_department,
    says_only,
    tells_of_another,
)
from assistant.grounding.quantities import written


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        ("获批成为试点园区的是自贸片区", True),
        ("获批成为试点园区的,是高新区", False),
        ("获批成为试点园区的是体育场", False),  # whom the quote does not name at all, other slots tell
        ("自贸片区获批成为试点园区", False),  # no word says of whom it is told
    ],
)
def test_what_is_told_stands_in_the_stretch_of_whom_it_is_told(claim: str, *, other: bool) -> None:
    quote = "高新区被批准为试点园区,自贸片区工作卓有成效。"
    assert is_told_of_another(align(written(claim), Evidence(written(quote)))) is other


@pytest.mark.parametrize(
    ("claim", "misquoted"),
    [
        ("探索“政府+银行+担保”模式", True),
        ("探索“政府+银行+保险”模式", False),
        ("探索“一带一路的通道”", False),  # no like of what the quote has between marks
        ("探索政府、银行和担保的模式", False),
    ],
)
def test_what_stands_between_marks_is_meant_to_the_letter(claim: str, *, misquoted: bool) -> None:
    assert misquotes(claim, "推动担保机构参与,探索“政府+银行+保险”的模式。") is misquoted


@pytest.mark.parametrize(
    ("claim", "another"),
    [
        ("评估结果报市专利管理部门备案", True),
        ("评估结果报国有资产管理部门备案", False),
        ("评估结果报主管机关备案", False),  # by no name
    ],
)
def test_a_department_is_known_by_what_it_manages(claim: str, *, another: bool) -> None:
    alignment = align(written(claim), Evidence(written("评估结果应当报同级国有资产管理部门备案。")))
    assert names_another_department(alignment) is another


@pytest.mark.parametrize(
    ("claim", "another"),
    [("自2025年3月1日起施行", True), ("自2025年5月1日起施行", False), ("自5月1日起施行", False), ("自2025年起施行", False)],
)
def test_a_date_that_is_claimed_stands_in_the_quote(claim: str, *, another: bool) -> None:
    assert is_of_another_day(written(claim), "本规定自2025年5月1日起施行。") is another
    assert not is_of_another_day(written(claim), "本规定由管理处施行。")  # which gives none: other slots tell


@pytest.mark.parametrize(
    ("claim", "another"), [("举报由县级部门处理", True), ("投诉由县级部门处理", False), ("纠纷由县级部门处理", False)]
)
def test_of_two_things_of_a_title_a_quote_tells_but_of_the_one_it_names(claim: str, *, another: bool) -> None:
    evidence = Evidence(written("投诉由县级部门处理。"), above=written("投诉举报处理办法"))
    assert is_of_another_of_the_title(align(written(claim), evidence)) is another


def test_of_another_kind_is_what_a_quote_has_beside_the_missing_one() -> None:
    alignment = align(written("就发明专利提出声明的"), Evidence(written("就实用新型、外观设计专利提出声明的。")))
    assert is_of_another_kind(alignment, ["发明专利"])
    assert not is_of_another_kind(alignment, ["声明人"])
    assert not is_of_another_kind(alignment, [])


def test_of_one_alone_is_not_said_what_is_said_of_any() -> None:
    assert says_only("只有利害关系人可以申请", "任何单位或者个人可以申请。")
    assert not says_only("只有利害关系人可以申请", "仅限利害关系人申请。")
    assert not says_only("利害关系人可以申请", "任何单位或者个人可以申请。")


def test_a_quote_that_tells_of_another_in_any_way_does_so() -> None:
    quote = Evidence(written("自2025年5月1日起，企业申请外观设计专利。"))
    assert tells_of_another(align(written("自2025年3月1日起企业申请外观设计专利"), quote), [])
    assert tells_of_another(align(written("企业申请发明专利"), quote), ["发明专利"])
    assert not tells_of_another(align(written("自2025年5月1日起企业申请外观设计专利"), quote), [])


def test_a_term_with_marks_of_patterns_is_taken_to_the_letter() -> None:
    assert not is_of_another_kind(align(written("采用c++"), Evidence(written("采用软件。"))), ["c++"])
