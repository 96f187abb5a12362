"""The form: every category is named by words of official texts, and by nothing else."""

from pathlib import Path

import pytest

from assistant.facts.profiles import HOLDS, INDUSTRY, NEEDS, SIZE, TYPE, Form, form_of
from assistant.profile import load_profile

OWN = form_of(load_profile().match)  # of the built-in profile


def test_the_groups_are_those_of_the_form_in_its_order() -> None:
    assert [len(OWN.categories(group)) for group in (SIZE, TYPE, INDUSTRY, HOLDS, NEEDS)] == [6, 10, 9, 7, 10]
    assert list(OWN.categories("需要"))[:2] == ["融资", "补贴奖励"]


def test_an_office_without_a_form_of_its_own_has_the_one_for_all_fields() -> None:
    shared = form_of(None)
    assert shared.categories("持有") == {}  # what an applicant holds is of a field
    assert shared.named("类型", "高龄老人的护理补贴") == ("老年人",)
    assert shared.named("需要", "住院费用报销") == ("医疗",)


def test_a_table_of_an_office_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "match.tsv").write_text("类型/养犬人\t养犬人\t条例\n类型/养犬人\t犬主\t口语\n需要/办证\t登记\t条例\n", "utf-8")
    own = form_of(tmp_path / "match.tsv")
    assert (list(own.categories("类型")), own.categories("规模")) == (["养犬人"], {})
    assert own.named("类型", "犬主应当登记") == ("养犬人",)
    assert isinstance(own, Form)


@pytest.mark.parametrize(
    ("group", "text", "expected"),
    [
        ("规模", "支持中小微企业", ("小微企业", "中小企业")),
        ("规模", "规上工业企业和新三板企业", ("规模以上工业企业", "上市（后备）企业")),
        ("规模", "一般纳税人", ()),
        ("类型", "市场主体与代理机构", ("企业", "知识产权服务机构", "个体工商户", "农民合作社和农户")),
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
    assert OWN.named(group, text) == expected
