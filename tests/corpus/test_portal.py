"""What a portal prints above a text: which labels, and whether the value stands on the line below."""

import pytest

from corpus.portal import Printed, page_information, portal_field, printed

NUMBER = "某政发〔2024〕1号"


@pytest.mark.parametrize(("label", "field"), [("文号", "doc_no"), ("文 号", "doc_no"), ("索引号", "-"), ("颜色", None)])
def test_a_label_names_a_field(label: str, field: str | None) -> None:
    assert portal_field(label) == field


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([f"文号：{NUMBER}", "甲"], Printed("doc_no", NUMBER, 1)),
        (["文号：", NUMBER], Printed("doc_no", NUMBER, 2)),
        (["文号："], Printed("doc_no", "", 1)),
        (["文号：", "某市办法"], Printed("doc_no", "", 1)),  # is no number
        (["文号：", "标题：甲"], Printed("doc_no", "", 1)),  # is the next label
        (["文号：", ""], Printed("doc_no", "", 1)),
        (["实施日期：", "2021-12-06 00:00"], Printed("valid_from", "2021-12-06 00:00", 2)),  # 16 characters
        (["实施日期：", "2021-12-06 00:00起"], Printed("valid_from", "", 1)),
        (["实施日期：", "长期"], Printed("valid_from", "", 1)),
        (["标题：", "某市专利办法"], Printed("title", "某市专利办法", 2)),
        (["发布机关：", "某市科技局"], Printed("issuer", "某市科技局", 2)),
        (["发布机关：", "某市专利办法"], Printed("issuer", "", 1)),  # is the title of the text
        (["发布机关：", "为了保护专利。"], Printed("issuer", "", 1)),
        (["颜色：红"], None),
        (["某市专利办法"], None),
    ],
)
def test_a_value_stands_behind_its_label_or_on_the_line_below(lines: list[str], found: Printed | None) -> None:
    assert printed(lines, 0) == found


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (["文号：", NUMBER, "标题：甲", "正文。", "文号：一"], [0, 2]),
        (["基本信息", "文号：", NUMBER, "标题：甲"], [1, 3]),
        (["某市专利办法", "文号：一"], []),  # the text has begun
        (["基本信息", "说明", "文号：一"], []),
        (["基本信息"], []),
        (["文号：一", "说明", "标题：甲"], [0]),
        ([], []),
    ],
)
def test_page_information_ends_where_a_line_prints_none(lines: list[str], at: list[int]) -> None:
    assert [number for number, _ in page_information(lines)] == at
