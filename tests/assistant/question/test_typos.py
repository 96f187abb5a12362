"""Typos are mended by sound, and what is spelled right is left alone."""

import pytest

from assistant.pipeline import Assistant
from assistant.question.typos import TypoMender, sound
from corpus.parser import parse
from corpus.registry import builtin_documents
from index.segment import default_segmenter

TERMS = ("地理标志", "商标", "专利", "发明专利", "惩罚性赔偿", "质押融资", "补贴", "高价值发明专利", "版权")


@pytest.fixture(scope="module")
def mender() -> TypoMender:
    return TypoMender(default_segmenter(), TERMS, ["企业", "标准", "知识", "目标", "申请", "数量"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("有效地里标志", "有效地理标志"),
        ("发明专力的目标", "发明专利的目标"),
        ("质押容资", "质押融资"),
        ("惩法性赔尝", "惩罚性赔偿"),
        ("商标商标商标", "商标商标商标"),
        ("补补补贴", "补贴"),
    ],
)
def test_what_sounds_like_a_term_becomes_it(mender: TypoMender, written: str, meant: str) -> None:
    assert mender.mend(written) == meant


@pytest.mark.parametrize("text", ["企业的目标数量", "第二节第三条", "PCT 120件", "", "，。？", "abc", "知识产权"])
def test_what_is_right_or_no_han_is_left_alone(mender: TypoMender, text: str) -> None:
    assert mender.mend(text) == text


def test_numbers_are_never_mended(mender: TypoMender) -> None:
    for text in ("第四十二条", "一百五十家", "三(三)3", "二〇二五年"):
        assert mender.mend(text) == text


@pytest.mark.parametrize(
    ("one", "other"), [("里", "理"), ("赔尝", "赔偿"), ("是", "四"), ("林", "零"), ("蓝", "南"), ("湖", "福")]
)
def test_near_sounds_are_one(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_different_sounds_stay_apart() -> None:
    assert sound("专利") != sound("商标")


def test_no_sentence_of_the_plan_is_changed(plan_assistant: Assistant) -> None:
    mend = plan_assistant.reader.mend
    parsed = parse(*builtin_documents()[0])
    sentences = [clause.sentence_text(n) for clause in parsed.clauses for n in range(len(clause.sentences))]
    changed = {text: mend(text) for text in sentences if mend(text) != text}
    assert changed == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("有效地里标志数量", "有效地理标志数量"), ("知识产全", "知识产权"), ("商标住册", "商标注册"), ("专力导航", "专利导航")],
)
def test_common_slips_are_mended_over_the_plan(plan_assistant: Assistant, written: str, meant: str) -> None:
    assert plan_assistant.reader.mend(written) == meant


@pytest.mark.parametrize(
    "word", ["融资租赁", "申请人", "年费", "权力", "自力更生", "中介", "受理", "审理", "书面", "数目", "标的", "保证"]
)
def test_everyday_words_survive(plan_assistant: Assistant, word: str) -> None:
    assert plan_assistant.reader.mend(word) == word


@pytest.mark.parametrize(
    "text",
    [
        "服务行业要分层发展", "这种小企业能贷款吗", "说话不算话、不负责任", "放在哪条里", "工作上还存在哪些短板",
        "照片使用范围", "货款什么时候付", "公证处立遗嘱", "留置权",
    ],
)  # fmt: skip
def test_right_words_side_by_side_are_no_typo(reference_assistant: Assistant, text: str) -> None:
    assert reference_assistant.reader.mend(text) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("清岛专利", "青岛专利"),
        ("宁玻奖励", "宁波奖励"),
        ("知识产权海关保护条列", "知识产权海关保护条例"),
    ],
)
def test_places_and_look_alikes_are_mended(reference_assistant: Assistant, written: str, meant: str) -> None:
    assert reference_assistant.reader.mend(written) == meant
