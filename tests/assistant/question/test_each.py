"""What is asked of several like things at once."""

import pytest

from assistant.question.each import MOST, asked_of_each


def asked(question: str) -> list[str]:
    return [f"{each.head}|{each.words}" for each in asked_of_each(question)]


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "申请夜市试点摊位和示范摊位，保证金分别要多少？",
            ["申请夜市|试点摊位，保证金要多少", "申请夜市|示范摊位，保证金要多少"],
        ),
        ("夜市的开张奖、满年奖和新认定奖各是多少？", ["夜市的|开张奖是多少", "夜市的|满年奖是多少", "夜市的|新认定奖是多少"]),
        ("夜市摊位改造和摊位添置，补贴各是多少？", ["夜市|摊位改造，补贴是多少", "夜市|摊位添置，补贴是多少"]),
        ("夜市试点摊位和示范摊位哪个高？", []),  # asks nothing of one alone
        ("试点摊位和示范摊位的补贴分别是多少，哪个高？", ["|试点摊位的补贴是多少", "|示范摊位的补贴是多少"]),
        ("夜市的租期和早市的租期分别是多久", ["|夜市的租期是多久", "|早市的租期是多久"]),
        ("在我市，夜市的租期和早市的租期分别是多久", ["在我市，|夜市的租期是多久", "在我市，|早市的租期是多久"]),
        ("夜市和摊位的利率分别是多少", ["|夜市的利率是多少", "|摊位的利率是多少"]),
        ("临时摊位和早市的租期各是多久？", ["|临时摊位的租期是多久", "|早市的租期是多久"]),
        ("夜市、早市和赶集的租期分别多久？", ["|夜市的租期多久", "|早市的租期多久", "|赶集的租期多久"]),
        ("烧烤和糖画的临时摊位各保几年", ["|烧烤保几年", "|糖画的临时摊位保几年"]),  # what comes behind is done
        (
            "办早市，摊位补助和租金补助分别最高多少，至少要有几个摊位？",
            ["办早市，|摊位补助最高多少", "办早市，|租金补助最高多少", "办早市，|至少要有几个摊位"],
        ),
        ("临时摊位证和夜市经营权各管几年？", ["|临时摊位证管几年", "|夜市经营权管几年"]),
        ("条例里，乱扔垃圾、占道摆摊，罚款各是多少？", ["条例里，|乱扔垃圾，罚款是多少", "条例里，|占道摆摊，罚款是多少"]),
        ("甲类摊位、乙类摊位，这两样各补多少？", ["|甲类摊位，补多少", "|乙类摊位，补多少"]),
        ("摊位证、经营许可两样各补多少", ["|摊位证补多少", "|经营许可补多少"]),
        (
            "夜市摊位的租金，新标准和以前的旧标准分别是多少",
            ["夜市摊位的租金，|新标准是多少", "夜市摊位的租金，|以前的旧标准是多少"],
        ),
        ("襄阳夜市挂牌、开分店，分别奖多少？", ["|襄阳夜市挂牌，奖多少", "襄阳，|开分店，奖多少"]),
    ],
)
def test_the_same_is_asked_of_each(question: str, each: list[str]) -> None:
    assert asked(question) == each


@pytest.mark.parametrize(
    "question",
    [
        "夜市试点摊位的保证金要多少",
        "摊位证、经营许可各补多少",  # what stands before 、 may be more than a thing
        "我们夜市去年一共添了三个摊位和两台大冰柜各补多少",  # nothing tells where the first thing begins
        "重庆市和浙江省各罚多少",  # places, laws and years are looked for one by one
        "专利法和商标法分别罚多少",
        "夜市的摊位和早市的租期各是多少",  # the lease is of the second
        "2020年和2025年的摊位分别有多少",
        "、".join(f"{n}类摊位" for n in "甲乙丙丁") + "，保证金各是多少",
    ],
)
def test_else_it_is_one_question(question: str) -> None:
    assert asked(question) == []
    assert MOST == 3


def test_figures_are_no_things_of_which_something_is_asked() -> None:
    assert asked_of_each("对国际标准、国家标准的,分别奖励50万元和100万元,对吗") == ()
