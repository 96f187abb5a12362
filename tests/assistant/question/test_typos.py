"""Typos are mended by sound, and what is spelled right is left alone."""

from collections.abc import Iterable

import pytest

from assistant.pipeline import Assistant
from assistant.question.facets import asked_words
from assistant.question.typos import COMMON, RARE, USUAL, TypoMender, sound
from corpus.builtin import builtin_documents
from corpus.parser import parse
from index.segment import Segmenter, default_segmenter

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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("什么时侯到期", "什么时候到期"),
        ("联系放式", "联系方式"),
        ("有效期倒什么时候", "有效期倒什么时候"),
        ("分别占了多少", "分别占了多少"),
    ],
)
def test_the_words_that_questions_ask_with_are_mended_too(written: str, meant: str) -> None:
    assert TypoMender(default_segmenter(), asked_words(), []).mend(written) == meant


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


# a dictionary made by hand: which words there are, and how often each occurs


class Dictionary(Segmenter):
    """Cuts a text into the words that it counts, the longest first, and single characters."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts

    def frequency(self, word: str) -> int:
        return self.counts.get(word, 0)

    def spans(self, text: str) -> list[tuple[str, int]]:
        found, at = [], 0
        while at < len(text):
            word = max((word for word in self.counts if text.startswith(word, at)), key=len, default=text[at])
            found.append((word, at))
            at += len(word)
        return found


def mend(text: str, terms: Iterable[str], known: Iterable[str] = (), counts: dict[str, int] | None = None) -> str:
    return TypoMender(Dictionary(counts or {}), terms, known).mend(text)


@pytest.mark.parametrize(
    ("written", "term", "meant"),
    [
        ("著做权", "著作权", "著作权"),
        ("著做权人", "著作权", "著作权人"),
        ("著做圈", "著作权", "著做圈"),  # two of three characters are others
        ("制压融资", "质押融资", "质押融资"),  # two of four
        ("制压容资", "质押融资", "制压容资"),
        ("只识产权保护", "知识产权保护", "知识产权保护"),  # six characters
        ("只识产权保护法", "知识产权保护法", "只识产权保护法"),  # seven: no term is that long
        ("砖", "专", "砖"),  # a single character is none
        ("第二借", "第二届", "第二借"),  # nor is what holds a number,
        ("十用新型", "实用新型", "十用新型"),  # nor is a number a typo,
        ("第二章质押容资", "质押融资", "第二章质押融资"),  # but what follows it may be
        ("IPO尚市", "IPO上市", "IPO尚市"),  # nor what is not all Chinese
        ("商标、住册", "商标注册", "商标、住册"),  # nothing is mended across a comma
        ("补补贴", "补贴", "补补贴"),  # a character twice may be meant, three times not
        ("补补补贴", "补贴", "补贴"),
    ],
)
def test_half_of_a_term_of_two_to_six_characters_must_stand_there(written: str, term: str, meant: str) -> None:
    assert mend(written, [term]) == meant


def test_a_word_that_stands_for_itself_is_no_syllable_of_a_term_of_two() -> None:
    assert mend("上还", ["上海"]) == "上还"
    assert mend("上孩", ["上海"]) == "上海"
    assert mend("上还市", ["上海市"]) == "上海市"


def test_of_terms_that_sound_alike_the_one_with_more_of_the_characters_is_meant() -> None:
    assert mend("全利", ["权力", "权利", "全力"]) == "权利"


@pytest.mark.parametrize(("count", "meant"), [(RARE, "海关条例"), (RARE + 1, "海关条列")])
def test_what_looks_like_a_term_is_mended_where_it_is_hardly_a_word(count: int, meant: str) -> None:
    assert mend("海关条列", ["条例"], counts={"条列": count}) == meant
    assert mend("海关条列", ["条例"], ["条列"], {"条列": count}) == "海关条列"  # a word of the documents
    assert mend("货款合同", ["贷款合同"]) == "贷款合同"


@pytest.mark.parametrize(
    ("written", "counts", "meant"),
    [
        # a word that reaches into the term from outside is meant itself
        ("同质押容资", {"同质": COMMON + 1}, "同质押容资"),
        ("同质押容资", {"同质": COMMON}, "同质押融资"),
        ("同质押容资", {"的同质": 1}, "同质押融资"),
        ("的同质押容资", {"的同质": 1}, "的同质押容资"),  # a word of three characters needs no count
        ("质押容资金", {"资金": COMMON + 1}, "质押容资金"),
        ("质押容资金", {"资金": COMMON}, "质押融资金"),
        # one that ends where the term begins, or begins where it ends, is not
        ("企业质押容资", {"企业": COMMON + 1}, "企业质押融资"),
        ("质押容资企业", {"企业": COMMON + 1}, "质押融资企业"),
        # a term of three characters takes the place of no right word, one of four does
        ("著做权", {"著做": COMMON + 1}, "著做权"),
        ("著做权", {"著做": COMMON}, "著作权"),
        ("质押容资", {"容资": COMMON + 1}, "质押融资"),
        # but not the place of two usual words
        ("质押容资", {"质押": USUAL + 1, "容资": USUAL + 1}, "质押容资"),
        ("质押容资", {"质押": USUAL + 1, "容资": USUAL}, "质押融资"),
    ],
)
def test_words_that_are_spelled_right_speak_against_a_typo(written: str, counts: dict[str, int], meant: str) -> None:
    assert mend(written, ["质押融资", "著作权"], counts=counts) == meant


def test_two_words_are_no_typo_of_a_term_that_is_rarer_than_they() -> None:
    counts = {"质押": COMMON + 2, "容资": COMMON + 1}
    assert mend("质押容资", ["质押融资"], counts=counts | {"质押融资": COMMON}) == "质押容资"
    assert mend("质押容资", ["质押融资"], counts=counts | {"质押融资": USUAL}) == "质押融资"


def test_a_word_of_the_documents_is_spelled_right_however_rare_it_is() -> None:
    assert mend("质押容资", ["质押融资"], ["质押容资"]) == "质押容资"
    assert mend("同质押容资", ["质押融资"], ["同质"], {"同质": 1}) == "同质押容资"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("三百质押容资", "三百质押融资"),
        ("质押容三", "质押容三"),
        ("质押容资质押容资", "质押融资质押融资"),
        ("的质押容资的", "的质押融资的"),
    ],
)
def test_a_typo_is_mended_wherever_it_stands(written: str, meant: str) -> None:
    assert mend(written, ["质押融资"]) == meant


def test_a_short_term_takes_no_right_words_place_farther_on_either() -> None:
    counts = {"著做": COMMON + 1}
    assert mend("这份的著做权", ["著作权"], counts=counts) == "这份的著做权"
    assert mend("这份的著做权", ["著作权"]) == "这份的著作权"


def test_what_looks_like_a_term_is_mended_at_any_place_in_it() -> None:
    assert mend("己经办理", ["已经"]) == "已经办理"
    assert mend("海关条列海关条列", ["条例"]) == "海关条例海关条例"
    assert mend("知识产权条列", ["知识产权条例"]) == "知识产权条例"  # six characters
    assert mend("的知识产权条列", ["的知识产权条例"]) == "的知识产权条列"  # seven are no term


def test_texts_apart_are_mended_each_for_itself() -> None:
    assert mend("质押容资,ABC 著做权", ["质押融资", "著作权"]) == "质押融资,ABC 著作权"


@pytest.mark.parametrize("size", range(6))
@pytest.mark.parametrize(("written", "meant"), [("条列", "条例"), ("著做权", "著作权"), ("质押容资", "质押融资")])
def test_a_typo_is_mended_whatever_the_length_of_what_follows(written: str, meant: str, size: int) -> None:
    behind = "写明了之后再"[:size]
    assert mend(written + behind, [meant]) == meant + behind
