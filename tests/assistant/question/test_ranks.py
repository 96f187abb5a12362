"""Ranks of one scale: one is none of the others, but 以上 and 以下 reach further."""

import pytest

from assistant.question.ranks import of_other_ranks, ranks_in


@pytest.mark.parametrize(
    ("asked", "stated", "other"),
    [
        ("初级厨师的奖金", "中级、高级厨师的奖金", True),
        ("高级厨师的奖金", "中级、高级厨师的奖金", False),
        ("高级厨师的奖金", "中级以上厨师的奖金", False),
        ("初级厨师的奖金", "中级以上厨师的奖金", True),
        ("大专毕业的摊主", "本科及以上学历的摊主", True),
        ("硕士摊主", "本科及以上学历的摊主", False),
        ("大专毕业的摊主", "硕士以下的摊主", False),
        ("二星级夜市", "对三星级、四星级夜市", True),
        ("三星级夜市", "对2—5星级夜市", False),
        ("2A级夜市奖多少", "对3a级、4A级夜市", True),
        ("匿名举报摊主", "实名举报的三日内告知", True),
        ("北交所上市的摊主奖多少", "主板上市的摊主奖三万元", True),
        ("创业板上市的摊主奖多少", "中小板、创业板上市的摊主奖三万元", False),
        ("头一回占道", "再次占道的，处罚款", True),
        ("中级人民法院管什么", "高级人民法院管辖", False),  # courts, no ranks of somebody
        ("银奖摊主奖多少", "给予金奖摊主三千元", True),
        ("银奖摊主奖多少", "给予摊主现金奖励三千元", False),
        ("二星级夜市多久评一次", "公示三星期", False),
        ("首次摆摊奖多少", "摊主领过的不重复奖励", False),
        ("硕士摊主奖多少", "设立博士后工作站的奖励三千元", False),
        ("本科摊主奖多少", "重大专利每件奖励三千元", False),
        ("摊位费多少", "三星级夜市每月三百元", False),
        ("初级厨师的奖金", "摊位费每月三百元", False),
        ("省级示范夜市奖多少", "国家级夜市奖三万元", True),
        ("省级重点夜市奖多少", "对国家重点夜市奖三万元", True),
        ("市级夜市奖多少", "通过市级以上认定的奖三千元", False),
        ("市级夜市奖多少", "由省级人民政府奖三千元", False),
        ("大型企业费率多少", "小微企业的费率不超过1%", True),
        ("中小企业费率多少", "小微企业的费率不超过1%", False),
        ("大型企业欠款怎么办", "大型企业不得拖欠中小企业款项", False),
    ],
)
def test_a_text_on_other_ranks_only(asked: str, stated: str, other: bool) -> None:
    assert of_other_ranks(asked, stated) is other


def test_the_ranks_of_a_text_are_told_by_scale() -> None:
    assert ranks_in("三星级夜市的高级厨师") == {"star": frozenset({3}), "title": frozenset({3})}
    assert ranks_in("摊位费") == {}
