"""The verdict on a claim by all quotes together: what rules settle stands, the rest must be likely enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.grounding.alignment import UNREAD, Evidence
from assistant.grounding.claim_model import shipped_model
from assistant.grounding.quantities import written
from assistant.grounding.ruling import Reading, Ruling, ruling_of
from assistant.grounding.verdict_model import NONE, SIGNS, VerdictModel, shipped_verdicts, signs_of
from assistant.grounding.verdicts import reading_of, rule, weigh
from assistant.statuses import Verdict
from assistant.thresholds import (
    CLAIM_DENIED_OPENLY,
    CLAIM_NO,
    CLAIM_NO_BY_FIGURE,
    CLAIM_NO_KEPT,
    CLAIM_NOWHERE,
    CLAIM_READ,
    CLAIM_UNSTATED,
    CLAIM_YES,
    CLAIM_YES_AGAINST,
    CLAIM_YES_WHOLE,
)

READ = (0.6, 0.4, 0.3)
IN_OTHER_WORDS = ("银行登记合同", "机构备案合同,十日办结。")
NOTHING_OF_IT = ("银行登记合同", "机构备案契约,十日办结。")


def unlike(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return vectors by which no two texts are alike."""
    return np.zeros((len(texts), 2), np.float32)


def beside(claim: str, quote: str, read: tuple[float, float, float] = READ) -> Reading:
    """Return a claim beside a quote."""
    return reading_of(written(claim), Evidence(written(quote), read=read), 0, unlike, None)


@dataclass
class Told:
    """Tells the probabilities that it is given."""

    yes: float = 0.0
    no: float = 0.0
    unstated: float = 0.0

    def chances(self, _readings: Sequence[Reading], _ruling: Ruling) -> dict[Verdict, float]:
        """Return them."""
        return {Verdict.YES: self.yes, Verdict.NO: self.no, Verdict.NOT_STATED: self.unstated}


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (Told(yes=CLAIM_YES), Verdict.YES),
        (Told(yes=CLAIM_YES - 0.01), None),
        (Told(no=CLAIM_NO), Verdict.NO),
        (Told(no=CLAIM_NO - 0.01), None),
        (Told(unstated=CLAIM_UNSTATED), Verdict.NOT_STATED),
        (Told(unstated=CLAIM_UNSTATED - 0.01), None),
    ],
)
def test_what_no_rule_settles_is_what_is_likely_enough(told: Told, verdict: Verdict | None) -> None:
    readings = [beside(*IN_OTHER_WORDS)]
    assert ruling_of(readings).verdict is Verdict.NOT_STATED
    assert weigh(readings, ruling_of(readings), told).verdict is verdict


def test_a_quote_with_no_word_of_a_claim_never_bears_it_out() -> None:
    readings = [beside(*NOTHING_OF_IT)]
    assert weigh(readings, ruling_of(readings), Told(yes=1.0)).verdict is None


@pytest.mark.parametrize(("states", "verdict"), [(CLAIM_NOWHERE - 0.01, Verdict.NOT_STATED), (CLAIM_NOWHERE, None)])
def test_what_no_quote_reads_as_stating_is_not_stated(states: float, verdict: Verdict | None) -> None:
    readings = [beside(*IN_OTHER_WORDS, (states, 0.0, 0.0)), beside(*IN_OTHER_WORDS, UNREAD)]  # what was not read says nothing
    assert weigh(readings, ruling_of(readings), Told()).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("登记费三十元", "登记费三百元。"),
        ("武汉登记合同", "襄阳登记合同。"),
        ("2024年登记合同", "2025年登记合同。"),
        ("商标注销登记", "商标变更登记。"),
    ],
    ids=["figure", "place", "year", "word"],
)
def test_no_likelihood_affirms_what_a_slot_speaks_against(claim: str, quote: str) -> None:
    assert weigh([beside(claim, quote)], Ruling(Verdict.NOT_STATED), Told(yes=0.99)).verdict is not Verdict.YES


def test_a_yes_of_the_rules_needs_no_likelihood() -> None:
    readings = [beside(*IN_OTHER_WORDS)]
    assert weigh(readings, Ruling(Verdict.YES), Told(no=0.99)).verdict is Verdict.YES


@pytest.mark.parametrize(("likely", "verdict"), [(CLAIM_NO_KEPT, Verdict.NO), (CLAIM_NO_KEPT - 0.01, None)])
def test_a_no_of_the_rules_must_be_likely(likely: float, verdict: Verdict | None) -> None:
    readings = [beside(*IN_OTHER_WORDS)]
    assert weigh(readings, Ruling(Verdict.NO, 0, "十日办结"), Told(no=likely)).verdict is verdict


@pytest.mark.parametrize(("likely", "verdict"), [(CLAIM_YES_AGAINST, Verdict.YES), (CLAIM_YES_AGAINST - 0.01, None)])
def test_what_the_rules_deny_is_affirmed_where_that_is_very_likely(likely: float, verdict: Verdict | None) -> None:
    readings = [beside(*IN_OTHER_WORDS)]
    assert weigh(readings, Ruling(Verdict.NO, 0, "十日办结"), Told(yes=likely)).verdict is verdict


def test_another_figure_of_the_very_thing_is_a_no_however_unlikely() -> None:
    readings = [beside("乙产品达到6件", "甲乙产品达到6件,乙产品达到12件")]
    assert weigh(readings, ruling_of(readings), Told()).verdict is Verdict.NO


def test_a_yes_rests_on_the_quote_that_most_likely_supports_it_and_a_no_on_the_one_that_reads_most_like_it() -> None:
    one, other = beside("银行登记合同", "机构备案契约。"), beside("银行登记合同", "网点办理契约,当日办结。", (0.9, 0.2, 0.7))
    readings = [replace(one, supports=0.8), replace(other, supports=0.1)]
    assert weigh(readings, Ruling(Verdict.NOT_STATED), Told(yes=0.9)).evidence == 0
    assert weigh(readings, Ruling(Verdict.NOT_STATED), Told(no=0.9)).evidence == 1


@pytest.mark.parametrize(
    ("claim", "quote", "differs"),
    [
        ("办证要五天", "受理在先,十日办结", "十日办结"),
        ("登记费三十元,当场付", "办结当日登记,登记费三百元", "登记费三百元"),
    ],
)
def test_a_no_tells_the_stretch_that_says_otherwise(claim: str, quote: str, differs: str) -> None:
    assert weigh([beside(claim, quote)], Ruling(Verdict.NOT_STATED), Told(no=0.9)).differs == differs


def test_the_shipped_model_knows_each_sign_and_tells_probabilities() -> None:
    one, other = (
        beside("银行登记合同", "银行登记合同。", (0.98, 0.97, 0.02)),
        beside("银行登记合同", "农户种植果树。", (0.01, 0.01, 0.05)),
    )
    model = shipped_verdicts()
    alone = signs_of([one], Ruling(Verdict.YES))
    assert set(model.names) == set(alone)
    assert all(alone[f"{name}, second"] == NONE for name in SIGNS)
    found = [model.chances([r], ruling_of([r])) for r in (replace(one, supports=0.95), replace(other, supports=0.02))]
    assert all(sum(chances.values()) == pytest.approx(1) for chances in found)
    assert found[0][Verdict.YES] > 0.5 > found[1][Verdict.YES]
    assert max(found[1], key=found[1].__getitem__) is Verdict.NOT_STATED


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("全市一年授权7092件", "全市授权7092件,其中发明授权507件。", None),  # it would quote the number that it denies
        ("发明授权229件", "发明授权507件,较上年增加278件。", None),  # 507 less 278
        ("全市授权7000件", "全市授权7092件,其中发明授权507件。", Verdict.NO),
        ("版权产业占13%", "专利产业占13%,版权产业占7.5%。", Verdict.NO),  # the number is there, of something else
        ("2023年登记80件", "2025年登记90件。", None),  # a figure of another year denies nothing
        ("银行登记合同", "机构备案契约。", Verdict.NO),
    ],
)
def test_a_no_needs_another_figure_where_a_claim_has_one(claim: str, quote: str, verdict: Verdict | None) -> None:
    assert weigh([beside(claim, quote)], Ruling(Verdict.NOT_STATED), Told(no=0.9)).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("抽奖最高奖十万元", "抽奖的最高奖不超过五万元。", Verdict.NO),
        ("每件奖励五千元", "共奖励5000万元。", None),  # so far apart that they count something else
        ("2023年登记80件", "2025年登记90件。", None),  # of another year
        ("登记80件", "登记90件,备案80件。", None),  # the number is given
        ("银行登记合同", "机构备案契约。", None),  # there is none
    ],
)
def test_a_less_likely_no_needs_another_figure_in_the_place_of_the_claimed_one(
    claim: str, quote: str, verdict: Verdict | None
) -> None:
    likely = Told(no=CLAIM_NO_BY_FIGURE, unstated=0.3)
    ruling = weigh([beside(claim, quote)], Ruling(Verdict.NOT_STATED), likely)
    assert (ruling.verdict, ruling.by_figure) == (verdict, verdict is Verdict.NO)
    less = replace(likely, no=CLAIM_NO_BY_FIGURE - 0.01)
    assert weigh([beside(claim, quote)], Ruling(Verdict.NOT_STATED), less).verdict is None


def test_a_no_by_another_figure_shows_that_of_the_likest_thing() -> None:
    quotes = ["视听作品的保护期为五十年。", "作者的书的保护期为死后五十年。"]
    readings = [beside("书的保护期为死后七十年", quote) for quote in quotes]
    assert weigh(readings, Ruling(Verdict.NOT_STATED), Told(no=CLAIM_NO_BY_FIGURE)).evidence == 1


def test_a_sum_that_no_quote_gives_is_denied_by_none() -> None:
    told = Told(no=0.9)
    for claim, verdict in (("举报奖励一万元", None), ("举报奖励三家", Verdict.NO)):
        vectors, models = unlike, (shipped_model(), told)
        evidence = Evidence(written("举报的线索由专人核查。"), read=(0.9, 0.1, 0.9))
        assert rule(written(claim), [evidence], vectors, *models).verdict is verdict


def test_that_nothing_says_so_must_be_the_likeliest() -> None:
    readings = [beside(*NOTHING_OF_IT)]
    less = Told(no=CLAIM_UNSTATED + 0.01, unstated=CLAIM_UNSTATED)
    assert weigh(readings, Ruling(Verdict.NOT_STATED), less).verdict is None


class Never(VerdictModel):
    """Must not be asked."""

    def chances(self, readings: Sequence[Reading], ruling: Ruling) -> dict[Verdict, float]:
        """Fail."""
        raise AssertionError


NEVER = Never((), np.zeros(0), np.zeros(0))


def ruled(claim: str, evidence: Evidence, verdicts: VerdictModel, *, absent: bool = False) -> Verdict | None:
    """Return the verdict on a claim."""
    return rule(written(claim), [evidence], unlike, shipped_model(), verdicts, absent=absent).verdict


def test_what_was_not_read_is_not_weighed() -> None:
    assert ruled("银行登记合同", Evidence(written("机构备案契约。"), read=UNREAD), NEVER) is Verdict.NOT_STATED


@pytest.mark.parametrize(("states", "verdict"), [(CLAIM_READ, None), (CLAIM_READ - 0.01, Verdict.NOT_STATED)])
def test_what_is_said_to_be_absent_is_in_doubt_where_a_quote_reads_as_if_it_stated_it(
    states: float, verdict: Verdict | None
) -> None:
    evidence = Evidence(written("机构备案契约。"), read=(states, 0.1, 0.1))
    assert ruled("银行登记合同", evidence, NEVER, absent=True) is verdict


def test_that_only_a_goal_is_stated_is_not_weighed() -> None:
    evidence = Evidence(written("到2025年,商标达到90件。"), aims=True, read=READ)
    assert ruled("商标已经达到90件", evidence, NEVER) is Verdict.NOT_STATED


DENIED = ("转租摊位的摊主要缴费", "转租摊位的摊主不缴费。")


@pytest.mark.parametrize(
    ("read", "asserted", "openly"),
    [
        ((0.6, 0.1, CLAIM_DENIED_OPENLY), Verdict.NO, Verdict.NO),
        ((0.6, 0.1, CLAIM_DENIED_OPENLY - 0.01), Verdict.NO, None),
        (UNREAD, Verdict.NO, None),
    ],
)
def test_what_is_asked_openly_is_denied_by_what_reads_so(
    read: tuple[float, float, float], asserted: Verdict | None, openly: Verdict | None
) -> None:
    beside_it = Evidence(written("摊主应当登记。"), read=READ)  # something was read, if not the quote itself
    quotes = [Evidence(written(DENIED[1]), read=read), beside_it]
    models = shipped_model(), Told(no=1.0)

    def ruled(*, openly: bool, asked: bool = False) -> Verdict | None:
        return rule(written(DENIED[0]), quotes, unlike, *models, openly=openly, asked=asked).verdict  # type: ignore[arg-type]

    assert (ruled(openly=False), ruled(openly=True, asked=True)) == (asserted, openly)
    assert ruled(openly=True) is asserted  # what is just said


def test_what_is_asked_openly_is_not_denied_by_what_has_little_of_it() -> None:
    far = Evidence(written("集市上不得生火。"), read=(0.6, 0.1, 0.9))
    assert rule(written("摊主可以转租摊位"), [far], unlike, shipped_model(), Told(no=1.0), openly=True).verdict is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "openly"),
    [
        ("租约到期,摊主可以转租摊位", None),  # of a term the quote says nothing
        ("摊主进场,可以转租摊位", Verdict.YES),
        ("摊主可以转租摊位", Verdict.YES),
        ("路人可以转租摊位", None),  # nor of those who are none of its 摊主
    ],
)
def test_a_case_that_the_quote_has_no_word_of_is_not_affirmed_where_it_is_asked_openly(
    claim: str, openly: Verdict | None
) -> None:
    quote = Evidence(written("进场以后摊主可以转租摊位。"), read=READ)
    models = shipped_model(), Told(yes=1.0)
    assert rule(written(claim), [quote], unlike, *models, openly=False).verdict is Verdict.YES  # type: ignore[arg-type]
    assert rule(written(claim), [quote], unlike, *models, openly=True, asked=True).verdict is openly  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "claim", "asked"),
    [
        ("摊位费每月三百元。", "摊位费每月二百元", Verdict.NO),
        ("摊位费每月不超过三百元。", "摊位费每月二百元", None),  # within it
        ("摊主应当自收到通知之日起十五日内登记。", "收到通知十日的摊主可以登记", None),
        ("摊主不得转租摊位。", "摊主可以携带宠物", None),  # of which the quote says nothing
    ],
)
def test_a_case_is_not_held_to_be_against_a_bound_nor_denied_by_what_is_about_something_else(
    quote: str, claim: str, asked: Verdict | None
) -> None:
    denied = Evidence(written(quote), read=(0.6, 0.1, 0.9))
    models = shipped_model(), Told(no=1.0)
    assert rule(written(claim), [denied], unlike, *models, openly=True, asked=True).verdict is asked  # type: ignore[arg-type]


def test_what_a_case_lacks_is_left_to_who_reads_the_quote() -> None:
    models, claim = (shipped_model(), Told(yes=1.0)), written("没有登记的摊主可以转租摊位")
    for quote, verdict in (("登记后的摊主可以转租摊位。", None), ("未登记的摊主可以转租摊位。", Verdict.YES)):  # its very case
        evidence = Evidence(written(quote), read=READ)
        assert rule(claim, [evidence], unlike, *models, openly=True, asked=True).verdict is verdict  # type: ignore[arg-type]


def test_what_denies_its_case_is_not_denied_by_a_clause_that_denies_nothing() -> None:
    plain, lacking = "摊主可以办理登记。", "未登记的摊主向管理处登记。"
    claim = written("没登记的摊主受条例保护,对吗")
    ruled = [
        rule(claim, [Evidence(text, read=(0.6, 0.1, 0.9), around=text)], unlike, shipped_model(), Told(no=1.0))  # type: ignore[arg-type]
        for text in map(written, (plain, lacking))
    ]
    assert [ruling.verdict for ruling in ruled] == [None, Verdict.NO]


@pytest.mark.parametrize("asked", [True, False])
def test_what_has_all_the_words_of_what_is_allowed_denies_it_only_with_a_ban(*, asked: bool) -> None:
    claim, models = written("摊主可以转租摊位"), (shipped_model(), Told(no=1.0))
    quotes = ("摊主转租摊位的手续由双方办理。", "摊主不得转租摊位。")
    ruled = [
        rule(claim, [Evidence(written(text), read=(0.9, 0.1, 0.9))], unlike, *models, openly=asked, asked=asked).verdict  # type: ignore[arg-type]
        for text in quotes
    ]
    assert ruled == [None, Verdict.NO]


def test_a_case_of_ones_own_is_no_reason_to_take_back_that_it_is_not_stated() -> None:
    unread_of = Evidence(written("机构备案契约,十日办结。"), read=(CLAIM_NOWHERE - 0.01, 0.0, 0.0))
    claim, models = written("没登记的摊主可以转租摊位"), (shipped_model(), Told())
    assert rule(claim, [unread_of], unlike, *models, openly=True, asked=True).verdict is Verdict.NOT_STATED  # type: ignore[arg-type]


def test_another_figure_denies_what_is_asked_openly_however_it_reads() -> None:
    quote = Evidence(written("摊位费每月三百元。"), read=(0.6, 0.1, 0.1))
    asked = written("摊位费每月二百元")
    assert rule(asked, [quote], unlike, shipped_model(), Told(no=1.0), openly=True).verdict is Verdict.NO  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "quote", "denied"),
    [
        ("摊主可以自行转租摊位", "摊主应当凭证经营,不得自行转租摊位。", True),
        ("摊主可以自行转租摊位", "摊主转租摊位的,不得自行定价。", False),  # that is not what is forbidden
        ("摊位费自进场之日起计算", "摊位费自登记之日起计算。", True),
        ("摊位费自登记之日起计算", "摊位费自登记之日起计算。", False),
        ("押金自进场之日起退还", "摊位费自登记之日起计算。", False),  # of something else
        ("摊主要交摊位费、管理费、广告费", "摊主交摊位费、管理费、卫生费。", True),
        ("摊主要交摊位费、管理费、卫生费", "摊主交摊位费、管理费、卫生费。", False),
        ("摊位实行“一户两证”", "摊位实行“一户一证”。", True),
        ("押金的返还包含管理处所收的利息", "押金的返还不包括管理处所收利息。", True),  # two words for one
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_what_is_plainly_denied_needs_no_model(claim: str, quote: str, *, denied: bool, asked: bool) -> None:
    evidence = Evidence(written(quote), read=(0.6, 0.3, 0.5))
    ruling = rule(written(claim), [evidence], unlike, shipped_model(), Told(), openly=asked, asked=asked)  # type: ignore[arg-type]
    assert (ruling.verdict is Verdict.NO) is denied


def test_a_day_that_another_quote_gives_is_not_denied() -> None:
    claim, models = written("摊位费自进场之日起计算"), (shipped_model(), Told())
    own, other = (Evidence(written(text), read=READ) for text in ("摊位费自登记之日起计算。", "老摊位的摊位费自进场之日起计算。"))
    assert rule(claim, [own], unlike, *models).verdict is Verdict.NO  # type: ignore[arg-type]
    assert rule(claim, [own, other], unlike, *models).verdict is not Verdict.NO  # type: ignore[arg-type]


def test_a_no_is_not_rested_on_what_denies_too_what_the_claim_denies() -> None:
    read, models = (0.6, 0.1, 0.9), (shipped_model(), Told(no=1.0))
    quotes = ("没登记的摊主,管理处不予验收,三年内不再续租。", "没登记的摊主,管理处应当查处。")
    ruled = [rule(written("没登记的摊主,管理处不给验收"), [Evidence(written(q), read=read)], unlike, *models) for q in quotes]  # type: ignore[arg-type]
    assert [ruling.verdict for ruling in ruled] == [None, Verdict.NO]


def test_what_stands_whole_in_one_stretch_needs_to_be_less_likely() -> None:
    for claim, verdict in (("摊主可以续租摊位", Verdict.YES), ("摊主可以续租别的摊位", None)):
        readings = [beside(claim, "摊主可以续租摊位。")]
        assert weigh(readings, Ruling(Verdict.NOT_STATED), Told(yes=CLAIM_YES_WHOLE)).verdict is verdict  # type: ignore[arg-type]


def test_that_there_is_no_rule_is_not_borne_out_by_one() -> None:
    for quote, verdict in (("申请摊位的,设立一年以上。", None), ("申请摊位的,设立时间没有任何限制。", Verdict.YES)):
        evidence = Evidence(written(quote), read=(0.9, 0.9, 0.1))
        claim = written("申请摊位的,设立时间没有限制")
        assert rule(claim, [evidence], unlike, shipped_model(), Told(yes=1.0)).verdict is verdict  # type: ignore[arg-type]


def test_of_two_words_one_in_the_title_alone_bears_nothing_out() -> None:
    claim, models = written("摊位收费"), (shipped_model(), Told(yes=1.0))
    fees, of_others = written("反映单位收费问题的,另行处理。"), written("摊位收费每月三百元。")
    for quote, above, verdict in ((fees, "摊位管理办法", None), (of_others, "摊位管理办法", Verdict.YES)):
        evidence = Evidence(quote, above=above, read=(0.9, 0.8, 0.1))
        assert rule(claim, [evidence], unlike, *models).verdict is verdict  # type: ignore[arg-type]


def test_a_no_is_not_rested_on_a_quote_beside_which_another_tells_more_of_the_case() -> None:
    own, other = Evidence(written("本地摊主可以自行登记。"), read=(0.6, 0.1, 0.9)), written("外国摊主经审批,凭机构的介绍登记。")
    claim, models = written("外国摊主必须委托机构登记"), (shipped_model(), Told(no=1.0))
    for states, verdict in ((0.51, None), (0.49, Verdict.NO)):
        beside = Evidence(other, read=(states, 0.1, 0.3))
        assert rule(claim, [own, beside], unlike, *models).verdict is verdict  # type: ignore[arg-type]


LEFT_OUT = Evidence(written("(一)旧货、赠品;"), above="某市摊贩条例", lead="对下列各项,不发给营业执照:", read=READ)
OF_ANOTHER = Evidence(written("外地摊主的商品,依照协议发给营业执照。"), above="某市摊贩条例", read=(0.95, 0.9, 0.05))


def ruled_by(claim: str, *evidences: Evidence, asked: bool = False) -> Ruling:
    """Return the ruling where all else would say yes."""
    return rule(written(claim), evidences, unlike, shipped_model(), Told(yes=1.0), openly=asked, asked=asked)  # type: ignore[arg-type]


def test_a_list_that_leaves_a_thing_out_denies_what_is_claimed_of_it() -> None:
    assert ruled_by("旧货发给营业执照", OF_ANOTHER, LEFT_OUT) == Ruling(Verdict.NO, 1)
    assert (
        ruled_by("旧货铺面的扩建翻修计划发给营业执照", OF_ANOTHER, LEFT_OUT).verdict is None
    )  # that may be no 旧货, and is affirmed of none


def test_what_is_denied_flatly_is_not_affirmed() -> None:
    taken = Evidence(written("已获得市级资金的项目,创新券不再重复支持。"), read=(0.95, 0.9, 0.05))
    assert ruled_by("已经拿过市级资金的项目,仍可再用创新券支持", taken).verdict is None


def test_what_is_asked_of_one_thing_is_not_affirmed_of_another() -> None:
    other = Evidence(written("(一)铁锅、竹席;"), above="某市摊贩条例", read=(0.1, 0.1, 0.1))
    assert ruled_by("竹席能发给营业执照", OF_ANOTHER, other, asked=True).verdict is None


@pytest.mark.parametrize(
    ("claim", "quote", "aims", "goal"),
    [
        ("夜市成立了消防站", "夜市消防站建设成效明显。", True, True),
        ("夜市成立了消防站", "夜市消防站建设成效明显。", False, False),
        ("夜市成立了消防站", "夜市消防站不再建设。", True, False),
        ("夜市成立消防站", "夜市消防站建设成效明显。", True, False),
    ],
)
def test_what_is_planned_does_not_deny_that_it_has_come_about(claim: str, quote: str, *, aims: bool, goal: bool) -> None:
    evidence = Evidence(written(quote), aims=aims, read=(0.4, 0.02, 0.97))
    ruling = rule(written(claim), [evidence], unlike, shipped_model(), Told(no=1.0), openly=True)  # type: ignore[arg-type]
    assert (ruling.verdict, ruling.goal) == ((Verdict.NOT_STATED, True) if goal else (Verdict.NO, False))


@pytest.mark.parametrize(("lead", "verdict"), [("试点摊位应当符合下列条件:", None), ("示范摊位应当符合下列条件:", Verdict.YES)])
def test_what_leads_another_list_is_not_said_of_it(lead: str, verdict: Verdict | None) -> None:
    """The title has both; of 示范摊位 the other list gives another figure."""
    title, claim = written("试点示范摊位认定"), "示范摊位的通风率不低于40%"
    forty, sixty = (written(f"摊位的通风率不低于{figure}%;") for figure in (40, 60))
    own = Evidence(forty, title, read=(0.9, 0.9, 0.05), lead=written(lead))
    other = Evidence(sixty, title, read=(0.95, 0.6, 0.3), lead=written("示范摊位应当符合下列条件:"))
    assert rule(written(claim), [own, other], unlike, shipped_model(), Told(yes=1.0)).verdict is verdict  # type: ignore[arg-type]


def test_the_words_that_a_quote_has_not_are_lost_whatever_its_clause_has() -> None:
    evidence = Evidence(written("发表权保护五十年。"), read=READ, around=written("署名权不受限制。发表权保护五十年。"))
    found = reading_of(written("署名权保护五十年"), evidence, 0, unlike, None, lambda _: True)
    assert (found.lost, found.missing) == (("署名权",), ())
    led = replace(evidence, lead=written("署名权按下列规定保护:"))
    assert reading_of(written("署名权保护五十年"), led, 0, unlike, None, lambda _: True).lost == ()
    assert reading_of(written("署名权保护五十年"), evidence, 0, unlike, None).lost == ()  # which no document calls so
