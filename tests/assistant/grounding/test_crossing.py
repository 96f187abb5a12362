"""What a claim ties together against what a quote does."""

import pytest

from assistant.grounding.crossing import crossed, figures_crossed
from assistant.grounding.quantities import written


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("要求先付款、后验收", "应当按照“先验收、后付款”原则办理"),
        ("查处盗版案件80件、假冒案件30件", "查处盗版案件30件、假冒案件80件"),
        ("县里有名、省里出名、全国闻名", "县里闻名、省里出名、全国有名"),
        ("先由市政府兑现，再由领导小组审核", "经领导小组审核后，报市政府兑现"),
        ("海关先没收再调查", "经海关调查后认定侵权的，予以没收"),
    ],
)
def test_a_pairing_or_an_order_turned_round_is_crossed(claim: str, quote: str) -> None:
    assert crossed(written(claim), written(quote))


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("先验收、后付款", "应当按照“先验收、后付款”原则办理"),
        ("查处假冒案件80件、盗版案件30件", "查处盗版案件30件、假冒案件80件"),  # the items the other way round
        ("领导小组审核后由市政府兑现", "经领导小组审核后，报市政府兑现"),
        ("监督检查由联席会议办公室负责", "联席会议办公室负责监督检查，适时开展评估"),
        ("奖励企业和个人", "对个人和企业给予奖励"),
    ],
)
def test_the_same_said_in_another_order_is_not(claim: str, quote: str) -> None:
    assert not crossed(written(claim), written(quote))


def test_a_claim_of_more_items_than_are_read_is_not_looked_at() -> None:
    things = ("证书", "图纸", "样品", "合同", "发票", "账册", "印章", "名录", "清单", "公告", "档案", "报告")
    counts = range(21, 21 + len(things))
    turned = (22, 21, *counts[2:])
    claim, quote = ([f"{thing}{count}件" for thing, count in zip(things, each, strict=True)] for each in (counts, turned))
    assert crossed(written("，".join(claim[:4])), written("，".join(quote)))
    assert not crossed(written("，".join(claim)), written("，".join(quote)))


RATES = "贷款五百万元以下的摊主,费率不超过1%,贷款五百万元以上的摊主,费率不超过1.5%。"


@pytest.mark.parametrize(
    ("claim", "quote", "other"),
    [
        ("贷款五百万元以上的摊主,费率不超过1%", RATES, True),
        ("贷款五百万元以下的摊主,费率不超过1.5%", RATES, True),
        ("费率不超过1.5%的是贷款五百万元以下的摊主", RATES, True),
        ("贷款五百万元以上的摊主,费率不超过1.5%", RATES, False),
        ("贷款六百万元的摊主,费率不超过2%", RATES, False),  # of neither: another figure, not another pair
        ("贷款五百万元以下的摊主,费率不超过1%", "贷款五百万元以下的摊主,费率不超过1%。", False),
        ("投资一千万元的奖10%", "投资一百万元、一千万元的分别奖5%、10%。", False),
    ],
)
def test_two_figures_that_a_quote_joins_to_others_are_crossed(claim: str, quote: str, other: bool) -> None:
    assert figures_crossed(written(claim), written(quote)) is other


@pytest.mark.parametrize(
    ("claim", "crossed"),
    [
        ("对国际标准、国家标准的,分别奖励50万元和100万元", True),
        ("对国际标准、国家标准的,分别奖励100万元和50万元", False),
        ("对国家标准、国际标准的,分别奖励50万元和100万元", False),  # both turned round
        ("对国际标准、国家标准的,分别奖励10万元和100万元", False),  # another figure, which other slots tell
    ],
)
def test_of_what_is_told_by_each_the_order_tells(claim: str, *, crossed: bool) -> None:
    assert figures_crossed(written(claim), written("对国际标准、国家标准的,分别给予100万元和50万元奖励。")) is crossed
