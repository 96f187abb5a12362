"""A claim beside a quote: which thing a figure is of, and which stretches a claim is about."""

import pytest

from assistant.grounding.alignment import Evidence, Paired, align, likeness, pair
from assistant.grounding.pairing import Counted
from assistant.grounding.quantities import written


def only(claim: str, quote: str) -> Paired:
    """Return the one figure of a claim beside those of a quote."""
    (paired,) = pair(written(claim), written(quote))
    return paired


@pytest.mark.parametrize("claim", ["甲产品达到5件", "甲产品要做到五件"])
def test_a_figure_is_right_where_its_thing_has_it(claim: str) -> None:
    assert only(claim, "甲产品达到5件,乙服务达到7件").right


def test_a_figure_of_its_neighbour_is_astray() -> None:
    paired = only("甲产品达到7件", "甲产品达到5件,乙服务达到7件")
    assert paired.astray
    assert paired.nearest is not None
    assert paired.nearest.quantity.value == 5


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("甲级产品生产了70件", True),  # the verb before both is of both
        ("乙级产品生产了70件", False),
        ("生产乙级产品60件、甲级产品90件", False),
    ],
)
def test_of_figures_in_a_row_the_one_is_meant_that_counts_what_the_claim_names(claim: str, *, right: bool) -> None:
    assert pair(written(claim), written("依法生产乙级产品60件、甲级产品70件"))[-1].right is right


def test_a_figure_that_stands_nowhere_is_other() -> None:
    assert only("甲产品达到9件", "甲产品达到5件").other


@pytest.mark.parametrize(("claim", "denied"), [("登记费三十元", False), ("登记费三百元", True), ("登记费最高三十元", True)])
def test_a_figure_within_a_range_is_neither_said_nor_denied(claim: str, denied: bool) -> None:
    assert only(claim, "登记费二十元以上二百元以下").other is denied


def test_a_bound_is_met_by_a_thing_nearly_as_like() -> None:
    quote = "全市专利授权量达7092件,其中发明专利授权507件"
    assert only("专利授权超过七千件", quote).right
    assert only("专利授权七千零九十二件", quote).astray


@pytest.mark.parametrize(("claim", "right"), [("考核在全省排第1位", True), ("考核在全国排第1位", False)])
def test_a_rank_is_of_its_area(claim: str, right: bool) -> None:
    assert only(claim, "考核位居全省第1位,考核在全国排第9位").right is right


def test_a_claim_is_about_all_the_stretches_that_hold_its_parts() -> None:
    quote = "银行登记合同,企业提交材料,天气晴朗"
    assert align("银行登记合同企业提交材料", Evidence(quote)).own.text == "银行登记合同,企业提交材料"
    assert align("银行登记合同", Evidence(quote)).own.text == "银行登记合同"


def test_a_figure_of_which_nothing_is_said_is_like_none() -> None:
    (ours,) = pair(written("甲产品达到5件"), written("甲产品达到5件"))
    bare = Counted(ours.claimed.quantity, "", "", grown=False, shown=(0, 2))
    assert likeness(bare, ours.claimed, "甲产品") == 0.0
