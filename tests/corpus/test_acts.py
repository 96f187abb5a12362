"""Where another act begins in the same file: a title behind what is complete, then the body of an act."""

import pytest

from corpus.acts import act_title_end
from corpus.pieces import read_lines

TITLE, BODY = "某市专利办法", "第一条 为了保护专利。"


@pytest.mark.parametrize(
    ("before", "role", "texts", "end"),
    [
        ("特此通知。", "", (TITLE, BODY), 2),
        ("特此通知！", "", (TITLE, BODY), 2),
        ("特此通知", "", (TITLE, BODY), 0),  # goes on
        ("特此通知：", "", (TITLE, BODY), 0),
        ("2024年4月9日", "apart", (TITLE, BODY), 2),
        ("第一章", "toc", (TITLE, BODY), 2),
        ("特此通知。", "", ("某市人民政府", TITLE, BODY), 3),
        ("特此通知。", "", ("某市", "专利", TITLE, BODY), 4),
        ("特此通知。", "", ("某市", "专利", "保护", TITLE, BODY), 0),  # four lines
        ("特此通知。", "", (TITLE, "（2024年4月9日通过）", BODY), 3),  # with its note
        ("特此通知。", "", (TITLE, "某政发〔2024〕1号", BODY), 2),
        ("特此通知。", "", (TITLE,), 0),  # no body
        ("特此通知。", "", (BODY,), 0),  # no title
        ("特此通知。", "", ("某市专利", BODY), 0),  # names no act
        ("2024年4月9日", "apart", ("某市专利", BODY), 2),  # … which a signature before it makes up for
        ("2024年4月9日", "apart", ("某市专利", "甲。"), 0),
        ("2024年4月9日", "apart", (TITLE, "甲。"), 2),  # a named act may begin with any text
        ("特此通知。", "", (TITLE, "甲。"), 0),
        ("特此通知。", "", (TITLE, "第二条 甲。"), 0),
        ("特此通知。", "", (TITLE, "第一章 总则"), 2),
        ("特此通知。", "", (TITLE, "总则"), 2),
        ("特此通知。", "", (TITLE, "总则", BODY), 2),
        ("特此通知。", "", (TITLE, "一、甲。"), 0),
        ("2024年4月9日", "apart", ("某市专利", "一、甲。"), 2),
        ("2024年4月9日", "apart", ("某市专利", "二、甲。"), 0),
    ],
)
def test_an_act_begins_with_its_title(before: str, role: str, texts: tuple[str, ...], end: int) -> None:
    lines = read_lines("\n".join((before, *texts)))
    lines[0].role = role
    assert act_title_end(lines, 1, lines[0]) == end
