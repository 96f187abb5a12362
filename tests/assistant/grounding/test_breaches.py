"""What follows from a breach says nothing of what is allowed."""

import pytest

from assistant.grounding.alignment import Evidence
from assistant.grounding.breaches import is_barred, is_denied_by_lead, is_denied_in_the_end, is_left_out, of_breach
from assistant.grounding.statements import read

SENTENCE = "违反上述规定转租办公用房的,追缴已经获得的资助。"
PUNISHED = "有下列行为之一的,由有关部门责令改正:"


@pytest.mark.parametrize(
    ("sentence", "said", "told"),
    [
        (SENTENCE, "办公用房可以转租", True),
        (SENTENCE, "办公用房转租", True),  # nor is it so because some do it
        (SENTENCE, "转租的要追缴资助", False),  # that is what it says
        (SENTENCE, "违规转租的没有资助", False),
        ("办公用房可以转租。", "办公用房可以转租", False),
        ("违反规定的行为由部门公示。", "办公用房可以转租", False),  # no consequence that is known
        ("转租的,追缴已经获得的资助。", "办公用房可以转租", False),  # a condition, no breach
        ("转租办公用房的,处一千元罚款。", "办公用房可以转租", True),  # punished, whatever rule it breaks
        ("转租办公用房的,处一千元罚款。", "转租办公用房的可以罚一千元", False),
        ("转租办公用房的,处一千元罚款。", "办公用房转租", False),  # no leave is claimed
    ],
)
def test_a_consequence_of_a_breach_is_told_from_a_rule(sentence: str, said: str, told: bool) -> None:
    assert of_breach(read(said), Evidence(sentence)) is told


def test_an_item_of_a_list_of_offences_is_one() -> None:
    assert of_breach(read("可以转租办公用房"), Evidence("(二)转租办公用房的;", lead=PUNISHED))
    assert not of_breach(read("可以转租办公用房"), Evidence("(二)转租办公用房的;", lead="有下列情形之一的,应当备案:"))


@pytest.mark.parametrize(
    ("lead", "claim", "barred"),
    [
        ("承租人不得有下列行为:", "转租办公用房", True),
        ("承租人不得有下列行为:", "不得转租办公用房", False),  # that is what it says
        (PUNISHED, "可以转租办公用房", True),
        ("承租人可以:", "可以转租办公用房", False),
        ("", "转租办公用房", False),
    ],
)
def test_what_leads_a_list_bars_its_items(lead: str, claim: str, barred: bool) -> None:
    assert is_barred(read(claim), Evidence("(二)转租办公用房;", lead=lead)) is barred


@pytest.mark.parametrize(
    ("claim", "denied"),
    [
        ("自用的摊位要交使用费", True),
        ("自用的摊位不交使用费", False),
        ("自用的摊位可以登记", False),
        ("自用的摊位应当登记", True),  # what may be left undone is no duty
        ("自用的摊位要先问过业主", True),
        ("自用的摊位应当注明名称", False),  # that the lead asks for
        ("自用的摊位主要登记名称", False),
    ],
)
def test_what_leads_a_list_denies_of_its_items_is_not_borne_out_by_them(claim: str, denied: bool) -> None:
    assert is_denied_by_lead(read(claim), "有下列情形之一的,可以不支付使用费,但应当注明名称:") is denied


@pytest.mark.parametrize(
    ("claim", "quote", "denied"),
    [
        ("不知道摊位是租来的,要赔钱", "不知道是租来的摊位,能说明出租人的,不承担赔偿责任。", True),
        ("不知道摊位是租来的,不用赔钱", "不知道是租来的摊位,能说明出租人的,不承担赔偿责任。", False),
        ("不知道摊位是租来的,要赔钱", "不知道是租来的摊位,应当赔偿。", False),
        ("转租摊位要交钱,这条写得很清楚", "转租摊位的,不予登记。", False),  # it ends in something else
        ("摊位费要补交", "摊位费不得不补交。", False),  # twice is not at all
    ],
)
def test_what_ends_in_a_denial_does_not_bear_out_what_it_denies(claim: str, quote: str, denied: bool) -> None:
    assert is_denied_in_the_end(read(claim), read(quote)) is denied


@pytest.mark.parametrize(
    ("claim", "lead", "item", "out"),
    [
        ("旧货能领取营业执照", "对下列各项,不发给营业执照:", "(一)旧货、赠品;", True),
        ("旧货可以办营业执照", "对下列各项,不发给营业执照:", "(一)旧货、赠品;", True),  # in other words
        ("旧货不发给营业执照", "对下列各项,不发给营业执照:", "(一)旧货、赠品;", False),  # that is what it says
        ("药品能领取营业执照", "对下列各项,不发给营业执照:", "(一)旧货、赠品;", False),  # no item of it
        ("旧货可以摆卖", "对下列各项,不发给营业执照:", "(一)旧货、赠品;", False),  # that is not what is denied
        ("旧货受摊贩条例保护", "本条例不适用于:", "(一)旧货、赠品;", True),
        ("没有登记的旧货发给营业执照", "有下列情形之一的,不发给营业执照:", "(一)没有登记的旧货;", True),
        ("登记的旧货发给营业执照", "有下列情形之一的,不发给营业执照:", "(一)没有登记的旧货;", False),  # the item denies, too
        ("旧货能领取营业执照", "未经登记,下列各项不发给营业执照:", "(一)旧货、赠品;", False),  # but of a case
        ("旧货能领取营业执照", "对下列各项,不发给营业执照:", "(一)旧货、赠品,但经登记的除外;", False),
        ("旧货能领取营业执照", "对下列各项,发给营业执照:", "(一)旧货、赠品;", False),
    ],
)
def test_what_the_lead_denies_all_its_items_is_denied_of_each(claim: str, lead: str, item: str, *, out: bool) -> None:
    assert is_left_out(read(claim), Evidence(item, above="某市摊贩条例", lead=lead)) is out
