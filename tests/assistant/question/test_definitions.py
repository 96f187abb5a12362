"""Words whose meaning is asked, and sentences that say what one means."""

import pytest

from assistant.question.definitions import bare_term, calls, defines, describes, spells_out, term_asked, terms_in


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("什么是驰名标志？", "驰名标志"),
        ("驰名标志是什么意思", "驰名标志"),
        ("驰名标志的法律定义", "驰名标志"),
        ("法律上怎么定义驰名标志", "驰名标志"),
        ("东西卖得好，怎样才算驰名标志", "驰名标志"),
        ("浙江的“驰名标志”具体指的是什么", "驰名标志"),
        ("驰名标志是个啥概念", "驰名标志"),
        ("管理办法所称驰名（著名）标志是指何种标志？", "驰名标志"),
        ("条例所称的“驰名标志”是指什么标志？", "驰名标志"),
        ("“驰名标志”与“著名标志”如何界定", "驰名标志与著名标志"),
        ("标志条例 驰名标志 定义", "驰名标志"),
        ("驰名标志 是什么意思", "驰名标志"),
        ("名词解释：驰名标志", "驰名标志"),
        ("“驰名标志”究竟算上哪几类", "驰名标志"),
        ("定义", ""),
        ("标志条例对驰名标志是怎么下定义的", "驰名标志"),
        ("条例第九条的驰名标志怎么界定", "驰名标志"),
        ("条例对驰名标志的定义是什么", "驰名标志"),
        ("什么叫对外标志", "对外标志"),
        ("条例里老说“驰名标志”，到底哪些算驰名标志", "驰名标志"),
        ("哪些标志属于“驰名标志”", "驰名标志"),
        ("听说驰名标志和著名标志不是一回事", "驰名标志和著名标志"),
        ("驰名标志与著名标志有什么区别", "驰名标志与著名标志"),
        ("到底啥样的东西才算驰名标志啊", "驰名标志"),
        ("什么样的人才能申请驰名标志", ""),
        ("驰名标志在标志管理条例里指什么", "驰名标志"),
        ("驰名标志怎么申请", ""),
        ("驰名标志的费用是多少", ""),
    ],
)
def test_the_word_whose_meaning_is_asked(question: str, term: str) -> None:
    assert term_asked(question) == term


@pytest.mark.parametrize(
    ("term", "terms"),
    [("驰名标志与著名标志", ["驰名标志", "著名标志"]), ("甲、乙以及丙", ["甲", "乙", "丙"]), ("驰名标志", ["驰名标志"])],
)
def test_a_term_may_join_several(term: str, terms: list[str]) -> None:
    assert terms_in(term) == terms


@pytest.mark.parametrize(
    ("sentence", "term", "said"),
    [
        ("本法所称的驰名标志，是指为公众所知的标志。", "驰名标志", True),
        ("（一）驰名标志，是指为公众所知的标志。", "驰名标志", True),
        ("驰名标志是指为公众所知的标志。", "条例里说的驰名标志", True),
        ("著名标志，是指驰名标志以外的标志。", "驰名标志", False),  # of another word
        ("驰名标志受保护。", "驰名标志", False),
        ("驰名标志，是指为公众所知的标志。", "标志", False),  # half of the word
        ("驰名标志(牌)，是指为公众所知的标志。", "驰名标志", True),
        ("（二）公众熟知的标志（以下简称驰名标志），是指为公众所知的标志。", "驰名标志", True),  # by the short name
        ("（二）公众熟知的标志（以下简称驰名标志），是指为公众所知的标志。", "公众熟知的标志", True),
        ("驰名标志（以下统称“名牌”）受保护，著名标志是指另一种。", "名牌", False),
    ],
)
def test_a_definition_is_one_of_the_word_in_front(sentence: str, term: str, said: bool) -> None:
    assert defines(sentence, term) is said


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("为公众所知的标志是驰名标志，受保护。", True),
        ("为公众所知的标志为驰名标志。", True),
        ("被认定为驰名标志，受保护。", False),  # an act makes it so
        ("使用他人标志的，不视为驰名标志。", False),
        ("为公众所知的标志是驰名标志的一种。", False),
    ],
)
def test_a_word_may_be_told_by_the_end_of_a_sentence(sentence: str, told: bool) -> None:
    assert calls(sentence, "驰名标志") is told


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("什么是专利池", "专利池"),
        ("请问什么叫专利池呀？", "专利池"),
        ("专利池是什么意思", "专利池"),
        ("专利池的定义", "专利池"),
        ("什么叫“六大工程”", ""),  # what a text calls so it explains by saying it
        ("什么是规划的目标", ""),
        ("专利池是什么", ""),  # may ask for what it consists of
        ("什么是专利池，怎么建", ""),
    ],
)
def test_only_the_meaning_of_a_word_is_asked_for(question: str, term: str) -> None:
    assert bare_term(question) == term


def test_what_says_what_a_word_is_describes_it() -> None:
    assert describes("著作权包括下列权利：", "著作权")
    assert describes("本条例所称专利池，是多家单位的专利。", "专利池")
    assert not describes("支持企业构建专利池。", "专利池")
    assert not describes("专利池由联盟运营。", "专利池")


@pytest.mark.parametrize(
    ("sentence", "name", "said"),
    [
        ("摊位要早出摊、快出摊、文明出摊、稳出摊。", "快、稳、早", True),
        ("摊位要早出摊、快出摊、稳出摊。", "早快稳", True),
        ("落实“早、快、稳”的要求。", "早、快、稳", False),
        ("摊位要早出摊、快收摊、稳出摊。", "早、快、稳", False),  # they have no word in common
        ("摊位要早出摊、快出摊。", "早、快", False),  # two may be anything
    ],
)
def test_what_single_characters_stand_for_is_spelled_out(sentence: str, name: str, said: bool) -> None:
    assert spells_out(sentence, name) is said
