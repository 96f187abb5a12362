"""The bounds of the grounding check, one character or one sentence to either side of each."""

import time
from dataclasses import replace

import pytest

from assistant.grounding.check import LEAST_GIVEN, LONGEST_LEAD_IN, check, split_answer, ungrounded_numbers
from assistant.grounding.faults import bare, mark_numbers
from assistant.records import Citation

QUOTE = "支持企业开展专利导航和预警分析,鼓励企业通过贯标认证。"


def cite(quote: str = QUOTE) -> Citation:
    return Citation(1, "d", "某市办法", "某政发〔2021〕3号", "d#1", "第一条", "专利导航", quote, 0, len(quote))


def reasons(text: str, quote: str = QUOTE, **more: str) -> list[str]:
    return [removed.reason for removed in check(text, [cite(quote)], **more).removed]


def test_marks_are_read_from_every_shape() -> None:
    assert mark_numbers("甲[1]乙[2,3]丙[4、5]丁[a]") == [1, 2, 3, 4, 5]
    assert bare("- **甲**[1]") == "甲"
    assert bare("（一）甲`乙`") == "甲乙"
    assert bare("1.5万元") == "1.5万元"  # no list number


def test_a_mark_behind_the_full_stop_belongs_to_its_sentence() -> None:
    assert split_answer("甲。[1]乙！”[2] [3]丙\n丁") == ["甲。[1]", "乙！”[2] [3]", "丙\n", "丁"]


def test_what_the_program_said_itself_stays_from_eight_characters_on() -> None:
    said = "奖励金额未载明。"
    assert len(said) == LEAST_GIVEN
    assert reasons(said, context=said) == []
    assert reasons(said[1:], context=said) == ["mark"]
    assert reasons(said, context="奖励比例未载明。") == ["mark"]


def test_a_lead_in_repeats_the_question_and_is_short() -> None:
    asked = "企业专利导航" * 5
    assert len(asked[: LONGEST_LEAD_IN - 1] + ":") == LONGEST_LEAD_IN
    follows = f"\n{QUOTE}[1]"
    assert reasons(asked[: LONGEST_LEAD_IN - 1] + "：" + follows, question=asked) == []
    assert reasons(asked + "：" + follows, question=asked) == ["mark"]
    assert reasons("企业商标导航：" + follows, question=asked) == ["mark"]
    assert reasons("企业专利导航。" + follows, question=asked) == ["mark"]


@pytest.mark.parametrize(
    ("text", "stays"),
    [("规划提出：", True), ("具体措施如下：", True), ("综上所述", True), ("规划提出奖励：", False), ("规划提出3项：", False)],
)
def test_fixed_phrases_need_no_mark(text: str, stays: bool) -> None:
    assert ("mark" not in reasons(f"{text}\n{QUOTE}[1]")) is stays


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("支持企业开展专利导航[1]。", ""),
        ("某市办法第一条支持企业开展专利导航[1]。", ""),
        ("某政发〔2021〕3号支持企业开展专利导航[1]。", ""),
        ("支持3家企业开展专利导航[1]。", "figure 3家"),
        ("企业专利导航专利预警[1]。", ""),
        ("企业专利合作交流[1]。", "support"),
        ("支持企业开展专利导航和预警分析，另行建设人才公寓[1]。", "support 另行建设人才公寓"),
        ("支持企业开展专利导航，另建馆[1]。", ""),  # a piece too short to be judged alone
    ],
)
def test_how_much_has_to_stand_in_the_quote(text: str, reason: str) -> None:
    assert (reasons(text) or [""])[0].startswith(reason) and bool(reasons(text)) is bool(reason)


def test_a_figure_of_a_list_in_order_needs_the_order() -> None:
    quote = "发明专利、外观设计分别授权7件、8件。"
    assert reasons("外观设计授权7件[1]。", quote) == ["figure of a 分别 list"]
    assert reasons("发明专利、外观设计分别授权7件、8件[1]。", quote) == []


def test_more_than_half_removed_is_too_much() -> None:
    good, equal, longer = (
        "支持企业开展专利导航和预警分析[1]。",
        "每企业奖励金额五百万元整[1]。",
        "每家企业奖励金额五百万元整[1]。",
    )
    assert len(bare(good)) == len(equal) == len(longer) - 1  # what goes is counted with its mark
    assert not check(good + equal, [cite()]).fallback
    assert check(good + longer, [cite()]).fallback
    assert check(equal, [cite()]).fallback
    assert check("", [cite()]).fallback


def test_sums_and_differences_of_what_is_shown_are_grounded() -> None:
    shown = [cite("甲7件,乙5件,丙2.5%。")]
    assert ungrounded_numbers("共12件,差2件,两个甲14件", shown, ()) == []
    assert ungrounded_numbers("共13件", shown, ()) == ["13"]
    assert ungrounded_numbers("共19件", shown, ()) == ["19"]  # three numbers are no sum of two
    assert ungrounded_numbers("占12%", shown, ()) == ["12%"]
    assert ungrounded_numbers("占2.5%", shown, ()) == []
    assert ungrounded_numbers("共9.5件", shown, ()) == ["9.5"]  # a share of 2.5% is no quantity
    assert ungrounded_numbers("共012件", shown, ()) == ["012"]
    assert ungrounded_numbers("共0.8件", [cite("甲0.1件,乙0.7件。")], ()) == []
    assert ungrounded_numbers("2. 甲7件[3]", shown, ()) == []


def test_the_number_in_the_name_of_a_document_is_grounded() -> None:
    named = replace(cite("个体工商户可以家庭经营。"), doc_title="某市工作简报第1418期")
    assert ungrounded_numbers("“个体工商户可以家庭经营。”[1]（《某市工作简报第1418期》第二条）", [named], ()) == []
    assert ungrounded_numbers("《某市工作简报第1417期》", [named], ()) == ["1417"]


def test_many_numbers_take_no_time() -> None:
    quote = "、".join(f"{n}件" for n in range(1000, 4000))
    started = time.process_time()
    assert ungrounded_numbers("共99999件", [cite(quote)], ()) == ["99999"]
    assert time.process_time() - started < 1
