"""Yes, no or neither, from what the slots and the models say."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.grounding.alignment import Evidence, align
from assistant.grounding.features import features_of
from assistant.grounding.quantities import written
from assistant.grounding.ruling import Reading, ruling_of
from assistant.grounding.verdicts import reading_of
from assistant.records import Verdict
from assistant.thresholds import (
    CLAIM_AGAINST,
    CLAIM_CONTRADICTED,
    CLAIM_DENIED,
    CLAIM_FOUND,
    CLAIM_FOUND_OTHERWISE,
    CLAIM_INSTEAD,
    CLAIM_NEXT,
    CLAIM_SLOT,
    CLAIM_SUPPORTED,
)


def unlike(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return vectors by which no two texts are alike."""
    return np.zeros((len(texts), 2), np.float32)


def read(
    claim: str, quote: str, *, supports: float = 0.0, contradicts: float = 0.0, states: float = 0.9, found: float = 0.5
) -> Reading:
    """Return a claim beside a quote, with what the models are to say of them."""
    alignment = align(written(claim), Evidence(written(quote), read=(states, found, 0.4)))
    return Reading(alignment, features_of(alignment, unlike), supports, contradicts)


@pytest.mark.parametrize(
    ("quote", "supports", "verdict"),
    [
        ("银行登记合同。", CLAIM_SUPPORTED, Verdict.YES),
        ("银行登记合同。", CLAIM_SUPPORTED - 0.01, Verdict.NOT_STATED),
        ("机构备案合同。", CLAIM_SUPPORTED, Verdict.YES),  # in other words
        ("机构备案契约。", CLAIM_SUPPORTED, Verdict.NOT_STATED),  # that has not one of the claim
        ("机构备案合同。", CLAIM_SUPPORTED - 0.01, Verdict.NOT_STATED),
    ],
)
def test_a_yes_needs_slots_and_reading(quote: str, supports: float, verdict: Verdict) -> None:
    assert ruling_of([read("银行登记合同", quote, supports=supports, found=CLAIM_FOUND)]).verdict is verdict


def test_what_is_affirmed_or_not_stated_is_no_goal_where_no_result_was_claimed() -> None:
    for supports in (0.0, 1.0):
        assert not ruling_of([read("银行登记合同", "银行登记合同。", supports=supports, found=CLAIM_FOUND)]).goal
    assert not ruling_of([read("银行登记合同", "农户种植果树。")]).goal


@pytest.mark.parametrize(("found", "verdict"), [(CLAIM_FOUND, Verdict.YES), (CLAIM_FOUND - 0.01, Verdict.NOT_STATED)])
def test_what_the_reading_model_does_not_find_is_not_affirmed(found: float, verdict: Verdict) -> None:
    assert ruling_of([read("银行登记合同", "银行登记合同。", supports=1.0, found=found)]).verdict is verdict


def test_a_claim_that_stands_whole_with_its_figures_needs_no_model_to_find_it() -> None:
    assert ruling_of([read("登记费三百元", "登记费三百元。", supports=1.0, found=0.1)]).verdict is Verdict.YES
    assert (
        ruling_of([read("登记费三百元", "登记费三百元。", supports=CLAIM_SUPPORTED - 0.01, found=0.1)]).verdict is not Verdict.YES
    )
    assert ruling_of([read("银行登记费三百元", "登记费三百元。", supports=1.0, found=0.1)]).verdict is not Verdict.YES


@pytest.mark.parametrize(("contradicts", "verdict"), [(CLAIM_DENIED, Verdict.NO), (CLAIM_DENIED - 0.01, Verdict.NOT_STATED)])
def test_a_no_of_other_words_needs_a_model_that_is_sure(contradicts: float, verdict: Verdict) -> None:
    alignment = align(written("银行登记合同"), Evidence(written("机构备案契约。"), read=(0.9, 0.1, 1.0)))
    assert ruling_of([Reading(alignment, features_of(alignment, unlike), 0.0, contradicts)]).verdict is verdict


@pytest.mark.parametrize(("supports", "verdict"), [(CLAIM_SUPPORTED, Verdict.NOT_STATED), (CLAIM_SUPPORTED - 0.01, Verdict.NO)])
def test_a_quote_denies_nothing_beside_one_that_has_more_of_the_claim_and_bears_it_out(supports: float, verdict: Verdict) -> None:
    against = read("银行登记合同", "机构备案契约。", contradicts=CLAIM_DENIED, found=0.1)
    beside = read("银行登记合同", "银行登记合同。", supports=supports, found=CLAIM_FOUND - 0.01)
    assert ruling_of([against, beside]).verdict is verdict
    assert ruling_of([against]).verdict is Verdict.NO


@pytest.mark.parametrize(
    ("claim", "quote", "differs"),
    [
        ("打官司的诉讼费要交五千块", "诉讼费为三千元,律师费另计", "诉讼费为三千元"),
        ("基地是国家级的", "基地是省级的,已经挂牌", "基地是省级的"),
        ("计划管到2025年", "计划的期限为2021年至2023年", "计划的期限为2021年至2023年"),
        ("规划不支持收购商标", "支持企业收购商标", "支持企业收购商标"),
        ("银行必须登记合同", "鼓励银行登记合同", "鼓励银行登记合同"),
    ],
    ids=["figure", "level", "year", "sense", "force"],
)
def test_what_differs_where_the_claim_is_found_is_a_no(claim: str, quote: str, differs: str) -> None:
    ruling = ruling_of([read(claim, quote, found=CLAIM_FOUND_OTHERWISE)])
    assert (ruling.verdict, ruling.differs) == (Verdict.NO, differs)
    assert ruling_of([read(claim, quote, found=CLAIM_FOUND_OTHERWISE - 0.01, states=0.5)]).verdict is Verdict.NOT_STATED


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("三年没用过的,可以注销商标", "满三年的商标可以注销"),  # a condition denies, not what is claimed of it
        ("每年一家银行登记合同", "三家银行登记合同"),  # 一家 may be no figure
        ("登记费三十元", "登记费二十元以上二百元以下"),
        ("财政局收费五千元", "商务厅收费三千元"),  # of another body
        ("两档奖金相差二十万元", "一档奖金为50万元,二档奖金为30万元"),  # it follows from what is said
        ("专利授权超过五千件", "专利授权7092件"),  # true, if little
        ("2021年至2025年培育园区", "到2025年培育园区"),
        ("园区是国家级试点单位", "园区被批准为国家试点单位"),  # no other level is named
        ("最多补助二十万元", "帮助企业办理贷款七千万元"),  # of another thing
    ],
)
def test_what_may_be_said_of_something_else_denies_nothing(claim: str, quote: str) -> None:
    assert ruling_of([read(claim, quote, found=0.9)]).verdict is Verdict.NOT_STATED


@pytest.mark.parametrize(
    ("claim", "differs"),
    [
        ("市场为摊主办理设备贷款近7600万元", "设备贷款7500余万元"),
        ("市场为摊主办理摊位贷款近7600万元", ""),
        ("市场为摊主办理摊位贷款近7600万元,设备贷款近7600万元", ""),  # more than one figure: which is meant is not sure
    ],
)
def test_the_figure_of_another_thing_is_denied_by_that_of_the_thing(claim: str, differs: str) -> None:
    reading = read(claim, "市场为摊主办理摊位贷款近7600万元,设备贷款7500余万元。")
    found = ruling_of([reading])
    assert (found.differs if found.verdict is Verdict.NO else "") == differs


def test_a_figure_that_another_quote_gives_is_not_denied() -> None:
    other = read("打官司的诉讼费要交五千块", "诉讼费为三千元", found=0.9)
    assert ruling_of([other]).verdict is Verdict.NO
    assert ruling_of([other, read("打官司的诉讼费要交五千块", "诉讼费为五千元", found=0.3)]).verdict is Verdict.NOT_STATED


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("本科以上可以报考", "专科以上可以报考。"),
        ("期限自登记之日起计算", "期限自申请之日起计算。"),
        ("只有银行登记合同", "银行登记合同。"),
        ("银行没有登记合同", "银行登记合同。"),
    ],
)
def test_a_slot_that_differs_forbids_a_yes_however_sure_the_model_is(claim: str, quote: str) -> None:
    assert ruling_of([read(claim, quote, supports=0.99)]).verdict is not Verdict.YES


def test_another_figure_of_the_very_thing_needs_no_model() -> None:
    ruling = ruling_of([read("乙产品达到6件", "甲乙产品达到6件,乙产品达到12件")])
    assert (ruling.verdict, ruling.differs) == (Verdict.NO, "乙产品达到12件")


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("2025年登记费三十元", "2025年登记费三百元。", Verdict.NO),
        ("2025年登记费三十元", "2020年登记费三百元。", Verdict.NOT_STATED),
        ("武汉登记费三十元", "武汉登记费三百元。", Verdict.NO),
        ("武汉登记费三十元", "襄阳登记费三百元。", Verdict.NOT_STATED),
        ("武汉2025年登记费三十元", "襄阳2025年登记费三百元。", Verdict.NOT_STATED),
    ],
)
def test_the_figure_of_another_year_or_place_denies_nothing(claim: str, quote: str, verdict: Verdict) -> None:
    assert ruling_of([read(claim, quote)]).verdict is verdict


@pytest.mark.parametrize(("contradicts", "verdict"), [(CLAIM_AGAINST, Verdict.NO), (CLAIM_AGAINST - 0.01, Verdict.NOT_STATED)])
def test_another_figure_of_a_thing_in_other_words_needs_one(contradicts: float, verdict: Verdict) -> None:
    assert ruling_of([read("打官司的诉讼时效是两年", "侵权的诉讼时效为三年", contradicts=contradicts)]).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "level"), [("所有银行登记合同", CLAIM_SLOT), ("银行注销合同", CLAIM_DENIED)], ids=["a slot", "no slot"]
)
def test_a_no_without_a_slot_needs_a_surer_model(claim: str, level: float) -> None:
    assert ruling_of([read(claim, "银行登记合同。", contradicts=level)]).verdict is Verdict.NO
    assert ruling_of([read(claim, "银行登记合同。", contradicts=level - 0.01)]).verdict is Verdict.NOT_STATED


def test_a_quote_that_reads_as_about_something_else_denies_nothing() -> None:
    better = read("银行注销合同", "银行登记合同。", states=0.9)
    other = read("银行注销合同", "银行办理登记。", contradicts=0.99, states=0.9 * CLAIM_NEXT)
    assert ruling_of([better, other]).verdict is Verdict.NO
    evidence = replace(other.alignment.evidence, read=(0.9 * CLAIM_NEXT - 0.01, 0.5, 0.5))
    worse = replace(other, alignment=replace(other.alignment, evidence=evidence))
    assert ruling_of([better, worse]).verdict is Verdict.NOT_STATED


@pytest.mark.parametrize(
    ("contradicts", "verdict"), [(CLAIM_CONTRADICTED, Verdict.NOT_STATED), (CLAIM_CONTRADICTED - 0.01, Verdict.YES)]
)
def test_what_another_quote_denies_in_the_same_words_is_not_affirmed(contradicts: float, verdict: Verdict) -> None:
    says = read("银行登记合同", "机构备案合同。", supports=0.95, found=0.95)
    denies = read("银行登记合同", "银行登记合同须经批准。", contradicts=contradicts)
    assert ruling_of([says, denies]).verdict is verdict


def reread(of: dict[str, float], seen: list[str] | None = None) -> Callable[[int, str], tuple[float, float, float]]:
    """Return a reading model that finds these claims as surely, and notes what it is shown."""

    def read_once_more(_: int, claim: str) -> tuple[float, float, float]:
        if seen is not None:
            seen.append(claim)
        return 0.9, of.get(claim, 0.0), 0.1

    return read_once_more


def test_a_claim_is_read_in_the_figures_of_the_quote_that_make_it_true() -> None:
    evidence = Evidence(written("全年授权专利7092件。"), read=(0.8, 0.3, 0.6))
    reading = reading_of(written("授权专利超过七千件"), evidence, 0, unlike, reread({"授权专利超过7092件": 0.8}))
    assert reading.alignment.evidence.read == (0.9, 0.8, 0.1)
    assert reading.instead == 0.0


@pytest.mark.parametrize(("found", "verdict"), [(CLAIM_INSTEAD, Verdict.NO), (CLAIM_INSTEAD - 0.01, Verdict.NOT_STATED)])
def test_a_claim_that_the_quote_says_with_its_own_figure_is_denied(found: float, verdict: Verdict) -> None:
    evidence = Evidence(written("侵权纠纷的起诉期为三年。"), read=(0.8, 0.3, 0.5))
    reading = reading_of(written("打官司限两年"), evidence, 0, unlike, reread({"打官司限三年": found}))
    ruling = ruling_of([reading])
    assert ruling.verdict is verdict
    assert ruling.differs == ("侵权纠纷的起诉期为三年" if verdict is Verdict.NO else "")


def test_what_was_not_read_is_not_read_once_more() -> None:
    seen: list[str] = []
    reading_of(written("打官司限两年"), Evidence(written("起诉期为三年。")), 0, unlike, reread({}, seen))
    assert seen == []


def test_of_a_quote_that_hardly_states_the_claim_no_other_figure_is_tried() -> None:
    seen: list[str] = []
    evidence = Evidence(written("起诉期为三年。"), read=(0.1, 0.1, 0.1))
    reading_of(written("打官司限两年"), evidence, 0, unlike, reread({}, seen))
    assert seen == []


def sure(claim: str, quote: str, *, around: str = "") -> Reading:
    """Return a claim that both models find in a quote, in documents that use every word."""
    evidence = Evidence(written(quote), read=(1.0, 1.0, 0.0), around=around)
    return replace(reading_of(written(claim), evidence, 0, unlike, None, lambda _: True), supports=1.0)


def test_a_term_of_the_documents_that_the_quote_lacks_forbids_a_yes() -> None:
    claim, quote = "牛肉面条进了保护名录", "高香茶入选保护名录。"
    assert sure(claim, quote).missing
    assert ruling_of([sure(claim, quote)]).verdict is Verdict.NOT_STATED
    assert ruling_of([replace(sure(claim, quote), missing=())]).verdict is Verdict.YES  # what they never call so
    assert not sure(claim, quote, around="牛肉面条也在其中").missing  # its clause speaks of it


def test_another_figure_is_shown_of_the_quote_that_lacks_no_term_and_reads_more_like_the_claim() -> None:
    claim = "牛肉面馆每年奖励三千元"
    quotes = [("客栈每年奖励五千元。", 0.5), ("牛肉面馆开业,付给两千元。", 0.6)]
    lacking, own = (
        replace(
            r, alignment=replace(r.alignment, evidence=replace(r.alignment.evidence, read=(states, 0.1, 0.8))), contradicts=0.9
        )
        for r, states in ((sure(claim, quote), states) for quote, states in quotes)
    )
    assert lacking.missing and not own.missing
    assert [ruling_of([own, other]).evidence for other in (lacking, replace(lacking, missing=()))] == [0, 1]
    assert "两千元" in ruling_of([own, lacking]).differs


def test_a_like_term_in_its_place_forbids_a_yes() -> None:
    reading = replace(sure("圈标打在商标左上角", "注册标记应当标注在商标的右上角。"), missing=())
    assert ruling_of([reading]).verdict is Verdict.NOT_STATED
    same = replace(sure("圈标打在商标右上角", "注册标记应当标注在商标的右上角。"), missing=())
    assert ruling_of([same]).verdict is Verdict.YES


def test_a_quote_with_more_of_the_claim_and_another_figure_forbids_a_yes() -> None:
    claim = "虚假宣传罚十万元"
    other = sure(claim, "损害商誉的，处十万元罚款。")
    own = replace(sure(claim, "虚假宣传的，处二十万元罚款。"), supports=0.0)
    assert ruling_of([replace(other, missing=())]).verdict is Verdict.YES
    assert ruling_of([replace(other, missing=()), own]).verdict is not Verdict.YES


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("甲类案件比乙类案件多", "甲类案件查处60件,乙类案件查处70件。"),  # whether more or less, no word of the quote says
        ("挂牌的是国家培训基地", "高新区被批准为国家试点园区,湖北省培训基地获批挂牌。"),
        ("形成汽车产业品牌效应", "形成有机产业品牌效应。"),
        ("付款再验收设备", "验收后,付款购买设备。"),
    ],
)
def test_words_that_all_stand_there_make_no_yes_of_another_tie(claim: str, quote: str) -> None:
    assert ruling_of([sure(claim, quote)]).verdict is not Verdict.YES


def test_what_two_figures_of_the_quote_give_is_not_denied() -> None:
    quote = "授权专利507件,较上年增加278件。"
    ruling = ruling_of([replace(sure("上年授权专利229件", quote), supports=0.1, contradicts=0.9)])
    assert ruling.verdict is not Verdict.NO


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("甲类案件比乙类案件多10件", "甲类案件查处70件,乙类案件查处60件。", Verdict.NOT_STATED),  # the difference
        ("甲乙两类案件合计查处130件", "甲类案件查处70件,乙类案件查处60件。", Verdict.NOT_STATED),
        ("甲类案件查处10件", "甲类案件查处70件,乙类案件查处60件。", Verdict.NO),
        ("培育园区15个", "培育园区5个,推动项目10项。", Verdict.NO),  # things of two kinds add up to nothing
        ("前5件一共补一万元", "前5件每件补2000元。", Verdict.NOT_STATED),
        ("前5件一共补九千元", "前5件每件补2000元。", Verdict.NO),
        ("其他单位申请量占20%", "企业申请量占80%。", Verdict.NOT_STATED),
        ("企业申请量占20%", "企业申请量占80%。", Verdict.NO),
    ],
)
def test_only_what_follows_from_the_figures_of_the_quote_is_not_denied_by_them(claim: str, quote: str, verdict: Verdict) -> None:
    assert ruling_of([replace(sure(claim, quote), supports=0.1, contradicts=0.9)]).verdict is verdict


def test_a_quote_that_does_not_say_so_of_each_bears_no_such_claim_out() -> None:
    assert sure("银行应当每月登记合同", "银行应当登记合同。").says_otherwise
    assert sure("只有银行登记合同", "银行登记合同。").says_otherwise
    assert not sure("银行都登记合同", "银行登记合同。").says_otherwise
    assert not sure("银行每月登记合同", "每家银行应当登记合同。").says_otherwise


@pytest.mark.parametrize("other", ["新增服务企业奖励10万元", "上市服务企业奖励10万元"])
def test_of_quotes_that_read_alike_the_one_with_more_of_the_claim_is_shown(other: str) -> None:
    claim, quotes = "主板上市企业奖励50万元", (f"{other}。", "主板上市企业奖励30万元。")
    readings = [read(claim, quote, found=found) for quote, found in zip(quotes, (0.8, 0.79), strict=True)]
    assert ruling_of(readings).differs == "主板上市企业奖励30万元"
    instead = [replace(read(claim, quote), instead=share) for quote, share in zip(quotes, (0.8, 0.79), strict=True)]
    assert ruling_of(instead).differs == "主板上市企业奖励30万元"
