"""Who an enterprise is, what it holds and what it needs: the words that official texts use for each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Each category by the words that stand for it in official texts; the order is that of the form.
SIZES = {
    "小微企业": r"小微|微型|中小微|创业团队",
    "中小企业": r"中小|中型|小型|小巨人|专精特新",
    "规模以上工业企业": r"规模以上|规上|入统",
    "高新技术企业": r"高新技术企业|科技型|高成长",
    "上市（后备）企业": r"上市(?:公司|企业|后备)|后备上市|交易市场挂牌|新三板",
    "龙头企业": r"龙头|总部|大型企业|领军企业|优势企业|示范企业|单项冠军|重点企业",
}
TYPES = {
    "企业": r"企业|公司|市场主体|创新主体|申报单位",
    "高校和科研院所": r"高校|高等学校|高等院校|院校|科研院所|科研机构|研究机构|研发机构",
    "知识产权服务机构": r"服务机构|代理机构|代理师|运营机构|评估机构|中介",
    "金融机构": r"银行|保险机构|担保机构|金融机构|创投|基金",
    "行业协会和联盟": r"协会|联盟|行业组织|社会组织|商会",
    "园区和孵化器": r"园区|孵化器|众创空间",
    "个人和人才": r"人才|个人|发明人|科研人员|团队",
    "学校": r"中小学|各类学校",
}
INDUSTRIES = {
    "汽车": r"汽车",
    "高端装备和航空航天": r"装备|航空|航天",
    "生物医药": r"医药|中医药|生物",
    "新能源新材料": r"新能源|新材料",
    "电子信息": r"电子信息|集成电路|软件|人工智能|大数据|数字经济|数据",
    "农业和食品": r"农产品|农业|种业|有机|牛肉面|高香茶|植物新品种",
    "文化旅游": r"文旅|文化(?:产业|资源|产品|企业)|旅游|影视|动漫",
    "军民融合": r"军民融合|军工|军事",
    "服务业": r"服务业(?!务)|物流|贸易|会展",
}
IP_KINDS = {
    "专利": r"专利(?!代理)",
    "商标": r"商标|品牌",
    "地理标志": r"地理标志|区域公用品牌",
    "版权": r"版权|著作权|作品",
    "植物新品种": r"植物新品种|种业",
    "集成电路布图设计": r"集成电路布图",
    "商业秘密": r"商业秘密",
}
NEEDS = {
    "融资": r"融资|质押|贷款|信贷|风险补偿|担保|保险|证券化|贴息|作价入股|专利入股|风险资金|创投",
    "补贴奖励": r"奖励|补贴|补助|资助|贴息|以奖代补|表彰|奖补|扶持资金|专项资金|资金支持|一次性|配套资金|资金配套",
    "保护维权": r"维权|保护(?!和服务能力)|侵权|纠纷|仲裁|调解|执法|快速审查|确权|商业秘密",
    "培训人才": r"培训|人才|代理师|职业能力|培养|智库",
    "运营转化": r"转化|运营|许可|转让|交易|收储|专利池|供需对接|产业化|作价入股|收购|职务科技成果",
    "海外": r"海外|国际(?:注册|市场|商标|专利|合作|化|影响)|涉外|外向型|马德里|PCT|国外|境外|走出去|互认",
    "创造培育": r"高价值|培育|研发|攻关|创造|布局|孵化|登记|注册",
    "导航信息服务": r"导航|信息(?:服务|传播|利用)|数据库|公共服务|预警|分析评议|分析评价|检索",
    "标准贯标": r"贯标|标准化|专利与标准|管理规范》?认证|知识产权管理规范",
    "品牌商标": r"品牌|商标",
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "规模": SIZES, "类型": TYPES, "行业": INDUSTRIES, "持有": IP_KINDS, "需要": NEEDS,
}  # fmt: skip
_PATTERNS = {group: {name: re.compile(pattern) for name, pattern in words.items()} for group, words in CHOICES.items()}


@dataclass(frozen=True, slots=True)
class Profile:
    """What an enterprise says of itself; empty means that it does not matter. Nothing of it is stored."""

    size: str = ""
    kind: str = ""
    industry: str = ""
    holds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def named(group: str, text: str) -> tuple[str, ...]:
    """Return the categories of a group (规模, 类型, 行业, 持有, 需要) that ``text`` names, in the order of the form."""
    return tuple(name for name, pattern in _PATTERNS[group].items() if pattern.search(text))
