"""Follow-ups: when a question leans on the turns before, and with what it is completed."""

from functools import partial

import pytest

from assistant import messages
from assistant.profile import load_profile
from assistant.question import follow_ups
from assistant.question.follow_ups import (
    BRIEF,
    BRIEF_ITEM,
    LINE,
    LOOKED_BACK,
    SHORT,
    SLOT,
    TELLING,
    WORD,
    Completed,
    about_self,
    answer_before,
    asks_of_another,
    asks_on,
    is_follow_up,
    leans,
    open_request,
    with_profile,
)
from assistant.records import Turn

complete = partial(follow_ups.complete, field=load_profile().field)
leaning_on = partial(follow_ups.leaning_on, field=load_profile().field)
topic_before = partial(follow_ups.topic_before, field=load_profile().field)

ANSWER = "规划载明：\n1. “甲句。”[1]\n2. “乙句，”[2]\n（三）丙句"
PLEDGE = Turn("专利质押贷款有补贴吗", ANSWER)
ARTICLE = Turn("专利法第三条的内容是什么", "……")


def test_without_turns_a_question_is_left_alone() -> None:
    assert complete("它呢", ()) == Completed("它呢")


@pytest.mark.parametrize(
    "question", ["还有吗", "其他的呢？", "再来几条", "别的没有了？", "好，继续说", "还要写别的吗", "还有什么"]
)
def test_more_of_the_same(question: str) -> None:
    turns = (Turn("商标怎么注册", "旧"), PLEDGE)
    assert complete(question, turns) == Completed(PLEDGE.question, PLEDGE.question, seen=f"旧\n{ANSWER}", turn=PLEDGE.question)


@pytest.mark.parametrize("question", ["原文在哪里", "这个出处呢", "哪条规定的？", "你确定吗", "出自哪份文件", "没搞错吧"])
def test_the_source_of_the_answer_before_is_that_of_its_quotes(question: str) -> None:
    quoted = Turn("质押有补贴吗", "“给予相应补贴的企业。”[1]\n“提供风险补偿资金的。”[2]")
    assert complete(question, [quoted]).said == ("给予相应补贴的企业。", "提供风险补偿资金的。")
    told = complete(question, [Turn("质押有补贴吗", "有相应补贴")])
    assert (told.text, told.said) == ("质押有补贴吗 有相应补贴", ())  # an answer without quotes is itself looked for


@pytest.mark.parametrize("question", ["一句话说", "太长了，简单点说", "总结一下", "简短点"])
def test_an_answer_in_short_is_its_first_quote(question: str) -> None:
    found = complete(question, [Turn("质押有补贴吗", "“给予相应补贴的企业。”[1]\n“提供风险补偿资金的。”[2]")])
    assert (found.brief, found.said, found.turn) == (True, ("给予相应补贴的企业。",), "质押有补贴吗")


@pytest.mark.parametrize("question", ["简单来说质押贷款怎么办", "专利法哪条规定了诉讼时效", "还有什么条件才能申请贴息补助"])
def test_what_has_a_subject_of_its_own_is_not_about_the_answer(question: str) -> None:
    assert complete(question, [PLEDGE]) == Completed(question)


@pytest.mark.parametrize(("word", "step"), [("下一条", 1), ("后面一点", 1), ("上一款", -1), ("前一节", -1), ("下条", 1)])
def test_a_step_from_the_place_before(word: str, step: int) -> None:
    assert complete(word, [ARTICLE]) == Completed(ARTICLE.question, ARTICLE.question, step=step)


def test_a_step_is_brief_and_needs_a_place_to_start_from() -> None:
    assert complete("再看下一条" + "吧" * (BRIEF - 5), [ARTICLE]).step == 1
    assert complete("再看下一条" + "吧" * (BRIEF - 4), [ARTICLE]).step == 0
    assert complete("下一条", [PLEDGE]) == Completed("下一条")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("第一点具体说说", "甲句。"),
        ("第2点呢", "乙句，"),
        ("第三项怎么说", "（三）丙句"),
        ("第1个", "甲句。"),
        ("最后一个呢", "（三）丙句"),
        ("第2条呢", "乙句，"),
    ],
)
def test_a_point_of_the_answer_is_what_it_says(question: str, line: str) -> None:
    assert complete(question, [PLEDGE]) == Completed(line, PLEDGE.question, turn=line, quoted=True)


def test_of_a_point_that_is_shown_in_parts_the_longest_part_tells_what_it_says() -> None:
    answer = "1. “甲句甲句甲句。”[1]\n2. ““十三五”期间”……“出台了加强专利工作的意见。”[2]"
    assert complete("那最后一条呢", [Turn("茶叶有什么安排", answer)]).text == "出台了加强专利工作的意见。"


def test_an_article_is_no_point_of_the_answer() -> None:
    assert complete("第2条呢", [Turn("专利法第三条的内容是什么", ANSWER)]).text == "专利法第2条呢"
    assert complete("商标法第2条", [PLEDGE]) == Completed("商标法第2条")


def test_a_point_that_is_none_or_not_briefly_asked_is_no_point() -> None:
    assert complete("第四点呢", [PLEDGE]) == Completed("第四点呢")
    assert complete("第一点" + "啊" * (BRIEF_ITEM - 3), [PLEDGE]).text == "甲句。"
    assert "甲句" not in complete("第一点" + "啊" * (BRIEF_ITEM - 2), [PLEDGE]).text
    assert complete("第〇点", [PLEDGE]).text != "（三）丙句"


def test_points_are_counted_by_their_marks_where_none_is_numbered_and_cut_at_a_line() -> None:
    answer = f"规划载明：\n“{'甲' * (LINE + 1)}”[1]\n“乙”[2]"
    assert complete("第二点", [Turn("质押", answer)]).text == "乙"
    assert complete("第一点", [Turn("质押", answer)]).text == "甲" * LINE


@pytest.mark.parametrize(
    ("question", "before", "text"),
    [
        ("那商标呢", "专利质押贷款有补贴吗", "商标质押贷款有补贴吗"),
        ("换成高校怎么样", "中小微企业怎么扶持，中小企业呢", "中小微企业怎么扶持，高校呢"),
        ("发明专利咋样", "实用新型的期限", "发明专利的期限"),
        ("那全国呢", "全省的数量", "全国的数量"),
        ("版权那块呢", "商标的登记", "版权的登记"),
        ("那武汉呢", "襄阳2020年发明专利多少件", "武汉2020年发明专利多少件"),
        ("换成2020年的", "襄阳2025年发明专利多少件", "襄阳2020年发明专利多少件"),
        ("2020年呢", "发明专利多少件", "2020年发明专利多少件"),  # a place and a year can be given to a question without
        ("旧版呢", "2023年版细则的奖金多少", "旧版细则的奖金多少"),
        ("地理标志的目标呢", "规划里注册商标的目标", "规划里地理标志的目标"),
        ("布图设计条例里芯片的呢", "发明专利保护多久", "布图设计条例里芯片保护多久"),  # what is named stands for the subject
    ],
)
def test_what_a_turn_names_takes_the_place_of_its_like(question: str, before: str, text: str) -> None:
    assert complete(question, [Turn(before, "……")]) == Completed(text, before, turn=text)


@pytest.mark.parametrize(
    ("question", "before"), [("那登记呢", "版权的登记"), ("那民事呢", "怎么登记"), ("它有上限吗", PLEDGE.question)]
)
def test_what_fills_no_slot_anew_is_left_to_the_search(question: str, before: str) -> None:
    assert complete(question, [Turn(before, "……")]) == Completed(question)


def test_both_sides_of_a_comparison_are_meant() -> None:
    assert complete("和2019年的区别", [Turn("2025年目标是多少件", "……")]).text == "2025年目标是多少件 和2019年的区别"


def test_what_is_compared_takes_the_place_of_its_like_and_the_sides_stay() -> None:
    assert complete("那商标跟2019年相比呢", [Turn("2025年专利目标是多少件", "……")]).context == "2025年商标目标是多少件"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("不是专利，我问的是商标", "商标质押贷款有补贴吗"),
        ("说错了，是商标的", "商标质押贷款有补贴吗"),
        ("我问的是贴息不是补贴", "专利质押贷款有贴息吗"),
        ("不对，我要的是南沙的", "南沙专利质押贷款有补贴吗"),
    ],
)
def test_a_correction_replaces_what_was_wrong(question: str, text: str) -> None:
    assert complete(question, [PLEDGE]).text.replace("的质押", "质押") == text


def test_of_a_correction_that_asks_anew_only_that_counts() -> None:
    found = complete("我是说注册商标到期以后怎么续展", [PLEDGE])
    assert (found.text, found.turn, found.context) == ("注册商标到期以后怎么续展", "注册商标到期以后怎么续展", "")


def test_after_a_new_beginning_nothing_before_it_is_meant() -> None:
    assert complete("顺便问一下，商标呢", [PLEDGE]) == Completed("商标呢", anew=True)
    assert topic_before([PLEDGE, Turn("顺便问一下，商标怎么注册", "")]) == "商标怎么注册"


def test_what_was_no_question_about_the_documents_is_no_topic() -> None:
    assert topic_before([PLEDGE, Turn("明天下雨吗", messages.OUT_OF_SCOPE), Turn("谢谢", messages.THANKS)]) == PLEDGE.question


def test_what_the_asker_said_of_himself_counts_where_he_speaks_of_himself() -> None:
    turns = [Turn("我们是南沙的小微企业，有什么政策", ""), PLEDGE]
    assert about_self("那我能拿到啥", turns) == "我们是南沙的小微企业"
    assert about_self("商标有效期多久", turns) == about_self("我国商标有效期多久", turns) == ""
    assert about_self("我能拿到啥", [PLEDGE]) == ""


def test_the_topic_reaches_back_to_the_question_that_stands_alone_and_no_farther() -> None:
    turns = [Turn("商标怎么注册登记", ""), Turn("专利质押贷款有补贴吗", ""), Turn("它的上限", ""), Turn("<b>多少</b>", "")]
    assert topic_before(turns) == "专利质押贷款有补贴吗 它的上限 多少"
    assert topic_before(turns[:1]) == "商标怎么注册登记"
    assert topic_before([]) == ""


def test_no_more_turns_are_looked_at_than_are_meant() -> None:
    turns = [Turn("专利质押贷款有补贴吗", ""), *(Turn(f"它的{n}", "") for n in range(LOOKED_BACK))]
    assert topic_before(turns) == "它的0 它的1 它的2 它的3"


def test_a_short_question_may_lean_a_long_one_says_so() -> None:
    assert is_follow_up("质" * SHORT + "？？")
    assert not is_follow_up("质" * (SHORT + 1))
    assert is_follow_up("其中" + "质" * 20)
    assert not is_follow_up("专利法第三条")
    assert (leans("质押贷款呢"), leans("质押贷款")) == (True, False)


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("要什么条件？", True),
        ("怎么申请", True),
        ("什么时候受理？", True),
        ("那最高多少", True),
        ("找谁咨询？", True),
        ("怎么申请摊位", False),  # it says of what
        ("摊位有什么条件", False),
    ],
)
def test_what_asks_for_a_particular_and_not_of_what_goes_on(question: str, on: bool) -> None:
    assert asks_on(question) is on
    assert leans(question) or not on


@pytest.mark.parametrize(("question", "another"), [("外地的行吗", True), ("夜里的也可以吗？", True), ("外地摊主能摆摊吗", False)])
def test_what_only_names_another_case_asks_the_same_of_it(question: str, another: bool) -> None:
    assert asks_of_another(question) is another
    assert leans(question) is another


def test_a_turn_goes_on_from_the_last_answer_that_quotes_as_far_as_the_turns_since_go_on_from_it() -> None:
    quoted = Turn("摊位费收多少", f"“每月三百元。”[1]\n{messages.ALSO_LEAD}“每季度收一次。”[2]")
    on, else_where = Turn("去哪里交", "未载明。"), Turn("夜市管理处的人员编制和经费来源分别怎么安排", "未载明。")
    assert answer_before([quoted]) == answer_before([quoted, on]) == "“每月三百元。”[1]\n"
    assert answer_before([quoted, else_where]) == answer_before([quoted, else_where, on]) == "未载明。"


ROW = Turn("看哪些因素", "考虑下列因素：（一）甲的程度；（二）乙的时间；（三）丙的范围。")


def test_a_point_may_stand_in_a_row_and_in_an_earlier_answer() -> None:
    assert complete("第二点说的是啥", [ROW]).text == "乙的时间"
    assert complete("回到刚才，第三点再说一遍", [ROW, Turn("能做广告吗", "不能。")]).text == "丙的范围。"


def test_one_may_go_back_to_the_first_question() -> None:
    turns = [Turn("专利质押贷款有补贴吗", "有。"), Turn("商标注册要几天", "九个月。")]
    assert complete("回到第一个问题，商标呢", turns).text == "商标质押贷款有补贴吗"


@pytest.mark.parametrize(
    ("question", "text", "step"),
    [
        ("第八条的上一条呢", "专利法第八条", -1),
        ("商标法第八条的下一条", "商标法第八条", 1),
        ("前面那一条呢", "专利法第三条的内容是什么", -1),
    ],
)
def test_a_step_may_begin_at_a_place_of_its_own(question: str, text: str, step: int) -> None:
    found = complete(question, [ARTICLE])
    assert (found.text.removesuffix("的"), found.step) == (text, step)


def test_the_last_article_is_no_step() -> None:
    assert complete("商标法最后一条", [ARTICLE]).step == 0


def test_a_number_after_a_heading_is_counted_under_it() -> None:
    assert complete("第一条呢", [Turn("保障措施有几条", "三条。")]).text == "保障措施有几条 第一条呢"


def test_what_is_counted_anew_is_counted_under_the_same_heading() -> None:
    turns = [Turn("保障措施有几条", "三条。"), Turn("第一条呢", "健全机制。")]
    assert complete("第二条呢", turns).text == "保障措施有几条 第二条呢"
    assert leaning_on("最后一条呢", topic_before(turns)).text == "保障措施有几条 最后一条呢"


def test_small_talk_between_is_no_topic() -> None:
    assert topic_before([PLEDGE, Turn("谢谢", "还有问题吗")]) == PLEDGE.question


def test_a_correction_keeps_the_place() -> None:
    assert complete("错了，我想问的是商标现在有多少", [Turn("襄阳专利有多少", "……")]).turn == "襄阳商标现在有多少"


def test_a_turn_that_goes_on_knows_what_the_answer_said_unless_it_is_about_another_right() -> None:
    answer = "“以质押方式成功贷款的给予补贴”[1]；短句。"
    assert leaning_on("最多多少", "专利质押补贴吗", answer).answered == ("以质押方式成功贷款的给予补贴",)
    assert leaning_on("商标呢", "专利质押补贴吗", answer).answered == ()


@pytest.mark.parametrize(
    ("turn", "opened"), [("那我能拿到啥", True), ("我们可以享受哪些政策呢", True), ("我能拿多少年假", False)]
)
def test_who_asks_what_there_is_to_get_asks_for_all_support(turn: str, opened: bool) -> None:
    assert (open_request(turn, "我们是小微企业") != turn) is opened
    assert open_request(turn, "") == turn


def test_a_correction_of_a_few_characters_only_fills_a_slot_a_longer_one_keeps_the_place() -> None:
    before = Turn("襄阳专利质押补贴有多少", "……")
    assert complete("错了，我想问的是" + "流" * SLOT, [before]).turn == "流" * SLOT
    assert complete("错了，我想问的是武汉", [before]).text == "武汉专利质押补贴有多少"
    assert complete("错了，我想问的是" + "流" * (SLOT + 1), [before]).turn == "襄阳" + "流" * (SLOT + 1)


def test_what_a_correction_puts_right_takes_the_place_of_a_word_where_it_is_one_itself() -> None:
    word, more = "贴" * WORD, "贴" * (WORD + 1)
    assert complete(f"我问的是{word}不是补贴", [PLEDGE]).text == f"专利质押贷款有{word}吗"
    assert complete(f"我问的是{more}不是补贴", [PLEDGE]).turn == more


def test_a_point_is_of_the_last_answer_that_has_as_many_and_the_last_one_of_the_last_answer_with_any() -> None:
    two, none = Turn("质押", "1. 丁句。[1]\n2. 戊句。[2]"), Turn("能做广告吗", "不能。")
    turns = [PLEDGE, two, none]
    assert complete("第三点说的是啥", turns).text == "（三）丙句"
    assert complete("第二点说的是啥", turns).text == complete("最后一点说的是啥", turns).text == "戊句。"
    assert "丙句" not in complete("第三点说的是啥", [PLEDGE, two, *[none] * (LOOKED_BACK - 1)]).text  # too far back
    assert complete("第三点说的是啥", [PLEDGE, two, *[none] * (LOOKED_BACK - 2)]).text == "（三）丙句"


def test_of_an_answer_the_three_longest_stretches_tell_where_to_go_on() -> None:
    sizes = (TELLING - 1, TELLING, TELLING + 2, LINE + 1, TELLING + 1)
    said = leaning_on("最多多少", "专利质押补贴吗", "；".join("甲" * size for size in sizes)).answered
    assert said == ("甲" * LINE, "甲" * (TELLING + 2), "甲" * (TELLING + 1))
    assert leaning_on("最多多少", "专利质押补贴吗", "；".join("甲" * size for size in sizes[:2])).answered == ("甲" * TELLING,)


def test_what_the_asker_said_of_himself_is_said_once() -> None:
    assert with_profile("我们是小微企业", "有补贴吗") == "我们是小微企业 有补贴吗"
    assert with_profile("我们是小微企业", "我们是小微企业，有补贴吗") == "我们是小微企业，有补贴吗"
    assert with_profile("", "有补贴吗") == "有补贴吗"


def test_only_a_brief_step_moves_the_place_that_is_spoken_of() -> None:
    place = Turn("专利法第四十二条", "“……”[1]")
    assert topic_before([place, Turn("下一条呢", "“……”[1]")]) == "专利法第四十三条"
    assert topic_before([place, Turn("商标注册以后怎么维权才有用", "“……”[1]")]) == "商标注册以后怎么维权才有用"


def test_what_was_no_topic_ends_none() -> None:
    turns = [PLEDGE, Turn("谢谢", messages.THANKS), Turn("注册商标到期以后应当怎样办理续展手续", "六个月。")]
    assert topic_before(turns) == "注册商标到期以后应当怎样办理续展手续"
    assert topic_before([Turn("谢谢", messages.THANKS), PLEDGE]) == PLEDGE.question


def test_the_answer_that_is_asked_about_is_the_last_one() -> None:
    turns = [Turn("质押有补贴吗", "“给予相应补贴的企业。”[1]"), Turn("它的上限呢", "“最高二十万元以内。”[1]")]
    assert complete("原文在哪里", turns).said == ("最高二十万元以内。",)
    assert complete("一句话说", turns).said == ("最高二十万元以内。",)


def test_a_topic_that_is_known_is_not_read_again_unless_the_question_goes_back() -> None:
    turns = [PLEDGE, Turn("商标注册要几天", "九个月。")]
    assert complete("还有吗", turns, topic="版权登记的条件").text == "版权登记的条件"
    assert complete("回到第一个问题，商标呢", turns, topic="版权登记的条件").text == "商标质押贷款有补贴吗"


@pytest.mark.parametrize(
    ("question", "before", "right", "mended"),
    [
        ("我问的是贴息不是补贴", "补贴多少", "贴息", "贴息多少"),
        ("我问的是贴息不是补贴的", "补贴多少", "贴息", "贴息多少"),  # 的 behind it is none of the word
        ("我问的是贴息不是奖金", "补贴多少", "贴息", "补贴多少"),  # what was not said cannot be wrong
        ("我问的是贴息", "补贴多少", "贴息", "补贴多少"),
        ("补贴多少", "补贴多少", "补贴多少", "补贴多少"),
    ],
)
def test_a_correction_takes_back_what_was_said(question: str, before: str, right: str, mended: str) -> None:
    assert follow_ups.corrected(question, before) == (right, mended)


def test_without_a_question_before_nothing_is_corrected() -> None:
    assert follow_ups.corrected("我问的是贴息不是补贴", "") == ("我问的是贴息不是补贴", "")


def test_a_correction_may_begin_with_when_it_was_said_and_an_excuse() -> None:
    before = Turn("襄阳专利有多少", "……")
    for words in ("我刚才说错了，我要问的是商标", "不好意思，刚刚问错了，是商标"):
        assert complete(words, [before]).turn == "襄阳商标有多少"


def test_what_a_correction_only_tells_is_what_the_question_before_is_asked_of() -> None:
    completed = complete("说错了，是外来的摊主，摆了三年", [Turn("夜市摊位补贴有多少", "……")])
    assert completed.turn == completed.text == "外来的摊主，摆了三年，夜市摊位补贴有多少"
    assert complete("错了，我要问的是夜市几点开门", [Turn("摊位补贴有多少", "……")]).turn == "夜市几点开门"


def test_a_correction_is_of_the_last_question_of_a_topic() -> None:
    turns = [Turn("襄阳专利有多少", "……"), Turn("那PCT呢", "……")]
    assert complete("说错了，是商标", turns).turn == "襄阳商标有多少"


def test_a_point_of_one_sentence_is_what_stands_in_a_row_in_it() -> None:
    turns = [Turn("六项工程", "“实施“品牌提升、产业促进、能力建设”三大工程”[1]（《规划》二、(一) 指导思想）")]
    assert complete("第二点展开说说", turns).text == "产业促进"
    assert complete("第五点展开说说", turns).text == "第五点展开说说"


def test_what_is_asked_without_its_object_goes_on_with_the_topic() -> None:
    turns = [Turn("创新券最多多少", "五万元。"), Turn("我们成立六年了，还能领吗", "……")]
    assert topic_before(turns) == "创新券最多多少 我们成立六年了，还能领吗"
    assert topic_before([turns[0], Turn("商标注册满十年了，还能用原来的图样吗", "……")]) == "商标注册满十年了，还能用原来的图样吗"


def test_what_ends_alike_takes_the_place_of_its_like() -> None:
    assert complete("试点单位呢", [Turn("示范单位要几个人", "三个。")]).turn == "试点单位要几个人"
    assert complete("洛阳的奖金标准呢", [Turn("一件发明专利奖金多少", "……")]).context == ""  # a place takes no subject's place
