"""Questions and answers: where each begins, and what ends an answer."""

import pytest

from corpus.asked import answer_start, mark_asked
from corpus.pieces import read_lines


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("答：是。", 2),
        ("回答：是。", 3),
        ("【答】是。", 3),
        ("A1: 是。", 4),
        ("**答：**是。", 6),
        ("答复意见", 0),
        ("是。答：", 0),
    ],
)
def test_what_answers_says_so_first(text: str, start: int) -> None:
    assert answer_start(text) == start


def roles(*texts: str, body: int = 0) -> list[str]:
    """Return the role of each line, for a question its number."""
    lines = read_lines("\n".join(texts))
    mark_asked(lines, body)
    return [line.marker.key if line.role == "open" and line.marker else line.role for line in lines]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("问：甲？", "答：乙。", "丙。", "问：丁？", "答：戊。"), ["问1", "more", "more", "问2", "more"]),
        (("问：甲？", "乙。"), ["", ""]),  # nobody answers
        (("常见问题", "问：甲？", "答：乙。"), ["", "问1", "more"]),
        (("问：甲？", "答：乙。", "一、费用", "问：丁？", "答：戊。"), ["问1", "more", "", "问2", "more"]),  # heads the next one
        (("问：甲？", "答：乙。", "一、费用", "问：丁？"), ["问1", "more", "", "问2"]),  # which is the last line
        (("问：甲？", "答：乙。", "一、材料", "二、费用"), ["问1", "more", "more", "more"]),  # are the answer
        (("问：甲？", "答：乙。", "第一章 总则", "丙。"), ["问1", "more", "", ""]),
        (("问：甲？", "答：乙。", "（一）丙", "问：丁？", "答：戊。"), ["问1", "more", "more", "问2", "more"]),
    ],
)
def test_an_answer_goes_on_up_to_the_next_question_or_heading(texts: tuple[str, ...], found: list[str]) -> None:
    assert roles(*texts) == found


def test_questions_are_looked_for_in_the_body_and_not_in_what_has_a_role() -> None:
    assert roles("问：甲？", "问：乙？", "答：丙。", body=1) == ["", "问1", "more"]
    lines = read_lines("问：甲？\n答：乙。\n丁\n问：丙？")
    lines[2].role = lines[3].role = "apart"
    mark_asked(lines, 0)
    assert [line.role for line in lines] == ["open", "more", "apart", "apart"]
