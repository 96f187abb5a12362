"""What speaks for or against a claim, slot by slot."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.grounding.alignment import Evidence, align
from assistant.grounding.features import FEATURES, Features, features_of
from assistant.grounding.quantities import written


def unlike(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return vectors by which no two texts are alike."""
    return np.zeros((len(texts), 2), np.float32)


def given(claim: str, quote: str, read: tuple[float, float, float] = (0.5, 0.4, 0.5)) -> Features:
    """Return the features of a claim beside a quote."""
    return features_of(align(written(claim), Evidence(written(quote), read=read)), unlike)


def test_the_model_finds_each_of_its_features() -> None:
    assert set(FEATURES) < set(given("银行登记合同", "银行登记合同。"))


@pytest.mark.parametrize(
    ("name", "claim", "other", "same"),
    [
        ("body_other", "合同由财政局登记", "合同由商务厅登记。", "合同由财政局登记。"),
        ("start_other", "期限自登记之日起计算", "期限自申请之日起计算。", "期限自登记之日起计算。"),
        ("grade_other", "本科以上可以报考", "专科以上可以报考。", "本科以上可以报考。"),
        ("word_other", "银行登记专利合同", "银行登记质押合同。", "银行登记专利合同。"),
        ("denied", "银行没有登记合同", "银行登记合同。", "银行没有登记合同。"),
        ("duty_added", "银行必须登记合同", "银行可以登记合同。", "银行应当登记合同。"),
        ("only_added", "只有银行登记合同", "银行登记合同。", "只有银行登记合同。"),
        ("all_added", "所有银行登记合同", "银行登记合同。", "任何银行登记合同。"),
        ("opposed", "保费增加", "保费减少。", "保费增加。"),
        ("opposed_beside", "摊位要收钱", "市场派人驻场，主办方应当免费提供摊位。", "市场派人驻场，主办方提供摊位可以收钱。"),
        ("of_others", "通过电汇付的增加", "电汇付以外的其他付款增加。", "电汇付的增加。"),
        ("other_years", "2020年保费增加", "2025年保费增加。", "2020年保费增加。"),
    ],
)
def test_a_slot_that_differs_is_told_from_one_that_does_not(name: str, claim: str, other: str, same: str) -> None:
    assert (given(claim, other)[name], given(claim, same)[name]) == (1, 0)


@pytest.mark.parametrize(
    ("claim", "quote", "elsewhere"),
    [
        ("保费占营收60%", "保费占营收60%,赔款占营收60%。", 0),  # the same figure of both
        ("保费收入80件,其中赔款70件", "保费收入80件,其中赔款70件。", 0),  # each of its own
        ("赔款80件", "保费80件,赔款70件。", 1),
    ],
)
def test_a_figure_is_of_something_else_where_that_has_another(claim: str, quote: str, elsewhere: int) -> None:
    assert given(claim, quote)["thing_elsewhere"] == elsewhere


@pytest.mark.parametrize(
    ("claim", "quote", "other"),
    [
        ("设立的是省级市场", "设立国家级市场,成交额全省第一。", 1),
        ("设立的市场,成交额全省第一", "设立国家级市场,成交额全省第一。", 0),
        ("设立全省的基地", "设立国家培训基地。", 1),
    ],
)
def test_a_level_is_another_where_a_thing_is_called_by_another(claim: str, quote: str, other: int) -> None:
    assert given(claim, quote)["level_of_another"] == other


def test_a_denial_in_other_words_is_none_of_the_contrary() -> None:
    found = given("合同没有登记期限制", "合同的登记期不受限制。")
    assert (found["reworded"], found["flipped"]) == (1, 0)
    other = given("合同没有登记期限制", "合同不受保护,登记期受限制。")
    assert (other["reworded"], other["flipped"]) == (0, 1)


def test_words_that_stand_the_other_way_round_are_counted() -> None:
    quote = "银行登记合同。"
    assert (given("银行登记合同", quote)["order"], given("合同登记银行", quote)["order"]) == (0, 1)


def test_what_was_read_is_given_as_odds() -> None:
    found = given("银行登记合同", "银行登记合同。", (0.5, 1.0, 0.2))
    assert found["read_states"] == pytest.approx(0.0)
    assert found["read_supports"] == pytest.approx(np.log(999))
    assert found["read_contradicts"] == pytest.approx(-np.log(4))


def test_a_thing_that_is_said_of_another_figure_is_told() -> None:
    quote = "每万人口高价值发明专利拥有量达到6件,每万人发明专利拥有量达到12件"
    assert given("每万人高价值发明专利拥有量目标是12件", quote)["thing_elsewhere"] == 1
    assert given("每万人高价值发明专利拥有量目标是6件", quote)["thing_elsewhere"] == 0
    assert given("每万人发明专利拥有量目标是12件", quote)["thing_elsewhere"] == 0
