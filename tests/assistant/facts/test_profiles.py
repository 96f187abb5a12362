"""Profiles: every category is named by words of official texts, and by nothing else."""

import pytest

from assistant.facts.profiles import CHOICES, INDUSTRIES, IP_KINDS, NEEDS, SIZES, TYPES, named


def test_the_groups_are_those_of_the_form_in_its_order() -> None:
    assert list(CHOICES) == ["规模", "类型", "行业", "持有", "需要"]
    assert [len(group) for group in (SIZES, TYPES, INDUSTRIES, IP_KINDS, NEEDS)] == [6, 8, 9, 7, 10]
    assert list(NEEDS)[:2] == ["融资", "补贴奖励"]


@pytest.mark.parametrize(
    ("group", "text", "expected"),
    [
        ("规模", "支持中小微企业", ("小微企业", "中小企业")),
        ("规模", "规上工业企业和新三板企业", ("规模以上工业企业", "上市（后备）企业")),
        ("规模", "一般纳税人", ()),
        ("类型", "市场主体与代理机构", ("企业", "知识产权服务机构")),
        ("类型", "社会组织", ("行业协会和联盟",)),
        ("行业", "物流和服务业", ("服务业",)),
        ("行业", "服务业务", ()),  # 服务业务 is no trade
        ("行业", "文化产业、文化建设", ("文化旅游",)),
        ("行业", "文化建设", ()),
        ("持有", "专利代理", ()),  # an agency holds no patent by its name
        ("持有", "专利和著作权", ("专利", "版权")),
        ("需要", "知识产权保护和服务能力", ()),
        ("需要", "保护知识产权", ("保护维权",)),
        ("需要", "国际合作", ("海外",)),
        ("需要", "国际惯例", ()),
        ("需要", "《企业知识产权管理规范》认证", ("标准贯标",)),
    ],
)
def test_what_a_text_names(group: str, text: str, expected: tuple[str, ...]) -> None:
    assert named(group, text) == expected
