import pytest

from corpus.markers import match_marker


@pytest.mark.parametrize(
    ("line", "kind", "key"),
    [
        ("第一编 总则", "part", "第一编"),
        ("第三章　专利的申请", "chapter", "第三章"),
        ("第二节 保护", "section", "第二节"),
        ("第四十二条 发明专利权的期限为二十年", "article", "第四十二条"),
        ("第十条之一 新增", "article", "第十条之一"),
        ("第 12 条 有空格", "article", "第12条"),
        ("第１２条 全角数字", "article", "第12条"),
        ("三、主要任务", "yi", "三"),
        ("(一)半角括号", "(yi)", "(一)"),
        ("（十二）全角括号", "(yi)", "(十二)"),
        ("1.半角点", "1.", "1"),
        ("１．全角点", "1.", "1"),
        ("12、顿号", "1.", "12"),
        ("(3)半角", "(1)", "(3)"),
        ("（３）全角", "(1)", "(3)"),
        ("4)半个括号", "1)", "4)"),
        ("③圈码", "①", "③"),
        ("附件2：申请表", "annex", "附件2"),
        ("附录", "annex", "附录"),
        ("## 二、标题", "yi", "二"),
        ("　　（二）缩进", "(yi)", "(二)"),
    ],
)
def test_every_kind_of_number_is_recognised(line: str, kind: str, key: str) -> None:
    marker = match_marker(line)
    assert marker is not None
    assert (marker.kind, marker.key) == (kind, key)
    assert line[marker.start : marker.end] == marker.label


@pytest.mark.parametrize(
    "line",
    [
        "第十条的规定不适用于本办法。",
        "第二十条第一款所称单位",
        "第三章规定的措施",
        "1.5万元以上的",
        "2025年，达到6件",
        "附件材料应当齐全",
        "一是知识产权创造能力较弱",
        "“十三五”期间",
        "全市专利授权量",
        "",
    ],
)
def test_text_that_only_begins_like_a_number_is_none(line: str) -> None:
    assert match_marker(line) is None


def test_a_year_behind_a_point_belongs_to_the_text() -> None:
    marker = match_marker("3.2021年度的项目")
    assert marker is not None
    assert marker.key == "3"


def test_levels_hold_each_other_in_the_order_of_official_texts() -> None:
    lines = ["附件1", "第一编", "第一章", "第一节", "第一条", "一、", "(一)", "1.", "(1)", "1)", "①"]
    ranks = [marker.rank for line in lines if (marker := match_marker(line))]
    assert ranks == sorted(set(ranks))
    assert len(ranks) == len(lines)
