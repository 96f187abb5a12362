"""The case that a claim is made of: what it lacks, and what it is beside the rule."""

import pytest

from assistant.grounding.alignment import Evidence, align
from assistant.grounding.cases import (
    acts_otherwise,
    denies_its_case,
    has_a_case_of_its_own,
    has_one_word_of_two,
    is_bounded,
    is_denied_to_the_letter,
    is_forbidden,
    is_laid_down,
    is_only_worked_on,
    is_without_its_figure,
    lacks_in_its_case,
    lacks_what_there_is,
    says_so_by_denying,
    share_of_what_is_allowed,
)
from assistant.grounding.quantities import written
from assistant.thresholds import CLAIM_ALLOWED


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("没登记的摊位受条例保护", True),
        ("对未登记的摊位予以补贴", True),
        ("摊主没签合同,摊位费由管理处付", True),
        ("摊位受条例保护", False),
        ("没登记的摊位不受条例保护", False),
        ("条例不保护外来的摊位", False),
        ("摊位是没有面积限制的", False),
    ],
)
def test_what_a_claim_denies_is_its_case_or_what_it_says(claim: str, *, lacks: bool) -> None:
    assert denies_its_case(written(claim)) is lacks


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("还没登记的摊主可以转租摊位", True),
        ("摊主没签合同,摊位费由管理处付", True),
        ("摊主可以不登记", False),
        ("摊位转租一律禁止", False),
    ],
)
def test_what_a_case_lacks_stands_before_what_is_said_of_it(claim: str, *, lacks: bool) -> None:
    assert lacks_in_its_case(written(claim)) is lacks


@pytest.mark.parametrize(
    ("claim", "own"),
    [("流动摊贩可以转租摊位", True), ("摊主可以转租摊位", False), ("租约到期,摊主可以转租摊位", True), ("转租摊位", False)],
)
def test_a_case_is_ones_own_where_the_quote_has_no_word_of_it(claim: str, *, own: bool) -> None:
    assert has_a_case_of_its_own(align(written(claim), Evidence(written("摊主可以转租摊位。")))) is own


@pytest.mark.parametrize(
    ("claim", "quote", "bounded"),
    [
        ("摊位费二百元", "摊位费不超过三百元。", True),
        ("第十日登记", "摊主应当在十五日内登记。", False),  # no length of time
        ("十日登记", "摊主应当在十五日内登记。", True),
        ("二十日内登记", "摊主应当在十五日内登记。", False),
        ("摊位费二百元", "摊位费三百元。", False),
    ],
)
def test_a_bound_stands_beside_a_figure(claim: str, quote: str, *, bounded: bool) -> None:
    assert is_bounded(align(written(claim), Evidence(written(quote)))) is bounded


def test_what_is_allowed_is_what_stands_behind_the_leave() -> None:
    quote = Evidence(written("摊主不得转租摊位。"))
    assert share_of_what_is_allowed(align(written("摊主可以转租摊位"), quote)) == 1
    assert share_of_what_is_allowed(align(written("摊主可以携带宠物"), quote)) == 0
    assert share_of_what_is_allowed(align(written("摊主可以"), quote)) == 1


@pytest.mark.parametrize(
    ("claim", "quote", "lead", "forbidden"),
    [
        ("摊位可以转租", "摊主不得转租摊位。", "", True),
        ("摊位可以转租", "摊位的转租手续应当由双方办理。", "", False),
        ("摊位可以转租", "合同未明确转租的,摊主不得行使。", "", False),
        ("摊位可以转租", "转租摊位;", "摊主不得有下列行为:", True),
        ("摊位转租", "摊位的转租手续应当由双方办理。", "", True),  # nothing that is allowed
    ],
)
def test_what_is_allowed_is_forbidden_behind_a_ban(claim: str, quote: str, lead: str, *, forbidden: bool) -> None:
    evidence = Evidence(written(quote), lead=written(lead))
    assert is_forbidden(align(written(claim), evidence), CLAIM_ALLOWED) is forbidden


@pytest.mark.parametrize(
    ("claim", "quote", "laid_down"),
    [
        ("摊主必须登记摊位", "摊主应当登记摊位。", True),
        ("摊主必须登记摊位", "登记的摊位应当挂牌。", False),
        ("摊主要登记摊位", "登记的摊位应当挂牌。", True),  # no duty is claimed in so many words
    ],
)
def test_a_duty_that_is_claimed_is_laid_down_behind_one(claim: str, quote: str, *, laid_down: bool) -> None:
    assert is_laid_down(align(written(claim), Evidence(written(quote))), CLAIM_ALLOWED) is laid_down


@pytest.mark.parametrize(
    ("quote", "otherwise"),
    [
        ("摊位由管理处登记。", False),
        ("登记摊位以前管理处作出的决定有效。", True),
        ("街道办事处登记摊位。", False),  # of the 管理处 nothing is said, which is not told from its order
    ],
)
@pytest.mark.parametrize("claim", ["摊位由管理处登记", "摊位是管理处登记的"])
def test_who_does_it_stands_before_what_is_done(claim: str, quote: str, *, otherwise: bool) -> None:
    assert acts_otherwise(align(written(claim), Evidence(written(quote)))) is otherwise
    assert not acts_otherwise(align(written(claim), Evidence(written(quote), above=written("管理处年报"))))  # it says 我处


@pytest.mark.parametrize(
    ("claim", "quote", "around", "lacks"),
    [
        ("夜市有消防车", "完善夜市消防机制。", "", True),
        ("夜市有消防车", "完善夜市消防机制。", "消防车停在南门。", False),
        ("夜市有消防车", "夜市配备消防车。", "", False),
        ("夜市配备消防车,有没有这回事", "完善夜市消防机制。", "", False),
        ("举报夜市有奖", "对举报夜市的人予以保密。", "", True),  # 有奖 is one word
        ("举报夜市有奖", "举报夜市的,给予奖励。", "", False),
        ("夜市配备消防车,规定里有说", "夜市配备灭火的车辆。", "", False),
        ("夜市设了消防站", "完善夜市消防机制。", "", True),
        ("消防站夜市有设", "完善夜市消防机制,提高夜市安全。", "", True),
        ("消防站夜市有设", "夜市设立消防站。", "", False),
        ("夜市有设备", "夜市配有设备。", "", False),
    ],
)
def test_what_there_is_said_to_be_has_a_word_of_its_own(claim: str, quote: str, around: str, *, lacks: bool) -> None:
    assert lacks_what_there_is(align(written(claim), Evidence(written(quote), around=written(around)))) is lacks


@pytest.mark.parametrize(
    ("claim", "quote", "worked_on"),
    [
        ("本市是示范夜市", "积极开展示范夜市建设。", True),
        ("本市是示范夜市", "推进示范夜市(街区、广场)建设。", True),
        ("本市是示范夜市", "本市被评为示范夜市。", False),
        ("本市建设示范夜市", "积极开展示范夜市建设。", False),
    ],
)
def test_what_is_worked_on_is_not_yet_one(claim: str, quote: str, *, worked_on: bool) -> None:
    assert is_only_worked_on(written(claim), written(quote)) is worked_on


@pytest.mark.parametrize(
    ("claim", "quote", "same"),
    [
        ("登记才受保护", "未登记的摊位不受保护。", True),
        ("登记就受保护", "未登记的摊位不受保护。", False),
        ("登记才受保护", "摊位不受保护。", False),
    ],
)
def test_a_double_denial_says_what_only_if_says(claim: str, quote: str, *, same: bool) -> None:
    assert says_so_by_denying(align(written(claim), Evidence(written(quote)))) is same


@pytest.mark.parametrize(
    ("claim", "quote", "without"),
    [
        ("摊位费最高三倍", "以摊位费为基数。", True),
        ("摊位费三百元", "摊位费二百元。", False),
        ("摊位费", "摊位费为基数。", False),
    ],
)
def test_a_figure_that_is_claimed_stands_beside_one(claim: str, quote: str, *, without: bool) -> None:
    assert is_without_its_figure(align(written(claim), Evidence(written(quote)))) is without


@pytest.mark.parametrize(
    ("claim", "quote", "denied"),
    [
        ("重点摊位的抽查比例也要设上限", "重点摊位抽查比例不设上限。", True),
        ("重点摊位的抽查比例不设上限", "重点摊位抽查比例不设上限。", False),
        ("重点摊位的抽查比例要公布", "重点摊位抽查比例不设上限。", False),
        ("摊主应当委托代理人", "没有固定住所的外来摊主,不得委托代理人。", False),
        ("没交费的摊主可以转租摊位", "没交费的摊主,不得转租摊位。", True),  # of that very case
        ("没交费的摊主可以转租摊位", "没登记的摊主,不得转租摊位。", False),
        ("管理处决定是否受理申请", "管理处作出受理或者不予受理的决定。", False),  # it says both
        ("外来摊主应当委托代理人", "外来摊主申请的,不得委托代理人。", True),
        ("摊主应当委托代理人", "外地企业申请登记的,不得委托代理人。", False),  # of another case
    ],
)
def test_what_is_denied_to_the_letter_stands_in_the_claim(claim: str, quote: str, *, denied: bool) -> None:
    assert is_denied_to_the_letter(align(written(claim), Evidence(written(quote)))) is denied


def test_one_word_of_two_is_enough_where_a_figure_stands_beside_it() -> None:
    for claim, lacking in (("某市登记", True), ("某市登记7092件", False)):
        evidence = Evidence(written("登记7092件。"), above=written("某市年报"))
        assert has_one_word_of_two(align(written(claim), evidence)) is lacking
