"""Questions are cleaned, their kind is seen, and follow-ups are completed with the turns before."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.profile import load_profile
from assistant.question.cleaning import clean, words_only
from assistant.question.cues import Cue
from assistant.question.follow_ups import is_follow_up
from assistant.question.understand import Reader, Told, Understood, goes_on_in
from assistant.question.versions import read_version
from assistant.records import Turn
from corpus.places import place_of_region

PLEDGE = (Turn("专利质押贷款有补贴吗", "1. “对成功贷款的企业予以相应补贴。”[1]\n2. “提供政府引导性风险补偿资金。”[2]"),)


def understand(question: str, history: Sequence[Turn] = (), mend: Callable[[str], str] = str) -> Understood:
    return Reader(mend, field=load_profile().field).read(question, history)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  质押\n\t融资  ", "质押 融资"),
        ("质\u200b押\u202e融\ufeff资", "质押融资"),
        ("质押\x00融资\x1b", "质押融资"),
        ("<b>质押</b>融资<script>alert(1)</script>", "质押 融资 alert(1)"),
        ("", ""),
    ],
)
def test_hidden_characters_and_markup_are_taken_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("text", "is_so"), [("？？。，!!", False), ("…—~", False), ("_", False), ("3", True), ("啥？", True), ("IP", True)]
)
def test_words_are_told_from_punctuation(text: str, is_so: bool) -> None:
    assert (words_only(text) != "") == is_so


@pytest.mark.parametrize(
    ("question", "cue"),
    [
        ("有哪些重点工程", Cue.LIST),
        ("分别是多少", Cue.LIST),
        ("目标是6件吗", Cue.YES_NO),
        ("是不是全覆盖", Cue.YES_NO),
        ("三(三)3原文", Cue.LOOKUP),
        ("这句话出自哪一条", Cue.LOOKUP),
        ("专项执法活动在哪几处提到", Cue.OCCURRENCES),
        ("高价值和普通的目标有什么区别", Cue.COMPARES),
        ("比2015年多了多少，差多少", Cue.COMPARES),
    ],
)
def test_the_kind_of_answer_is_seen(question: str, cue: Cue) -> None:
    assert understand(question).wants(cue)


@pytest.mark.parametrize("question", ["质押融资目标是多少", "怎么申请补贴", "什么是贯标"])
def test_a_plain_question_wants_no_yes_or_no(question: str) -> None:
    found = understand(question)
    assert not found.wants(Cue.YES_NO, Cue.OCCURRENCES)


@pytest.mark.parametrize(
    ("question", "achieved"),
    [
        ("隔壁厂已经贷到款了，规划里能不能用商标质押", False),  # told before it is asked
        ("隔壁厂想贷款，登记中心建成了没有", True),
        ("登记中心已经建成，没错吧", True),  # asserted
        ("登记中心已经建成，规划里有没有", True),
        ("登记中心已经建成，怎么去登记", True),  # nothing is claimed
    ],
)
def test_what_has_come_about_in_a_story_is_not_asked_about(question: str, achieved: bool) -> None:
    assert (Cue.ACHIEVED in Reader().read(question).cues) is achieved


def test_who_asks_for_a_figure_claims_nothing() -> None:
    assert not Reader().read("登记中心有没有指标").claim.text
    assert Reader().read("登记中心有没有30个的指标").claim.text
    assert Reader().read("登记中心没有定具体的指标，对吧").claim.text


def test_phrases_in_quotes_are_kept_word_by_word() -> None:
    assert understand("“政府+银行+保险”和「一站式」出自哪里").phrases == ("政府+银行+保险", "一站式")


def test_a_question_without_history_is_left_as_it_is() -> None:
    found = understand("那商标呢？")
    assert (found.text, found.context) == ("那商标呢？", "")


def test_a_substitute_takes_the_place_of_its_like() -> None:
    assert understand("那商标呢？", PLEDGE).text == "商标质押贷款有补贴吗"


@pytest.mark.parametrize("question", ["具体怎么补？", "它有上限吗", "还要什么条件"])
def test_what_leans_on_the_turn_before_is_completed_with_it(question: str) -> None:
    found = understand(question, PLEDGE)
    assert found.text == f"专利质押贷款有补贴吗 {question}"
    assert found.context == "专利质押贷款有补贴吗"


def test_more_of_the_same_asks_the_same_and_knows_what_was_shown() -> None:
    found = understand("还有吗", PLEDGE)
    assert (found.text, found.seen) == ("专利质押贷款有补贴吗", PLEDGE[0].answer)


def test_where_it_stands_looks_up_the_topic_before() -> None:
    found = understand("原文在哪", PLEDGE)
    assert found.text.startswith("专利质押贷款有补贴吗")
    assert found.wants(Cue.LOOKUP)


@pytest.mark.parametrize("question", ["第二点详细说说", "第2点呢，展开讲讲"])
def test_a_point_of_the_answer_before_is_what_it_says(question: str) -> None:
    assert "风险补偿资金" in understand(question, PLEDGE).text


def test_a_new_topic_is_not_completed() -> None:
    question = "襄阳市知识产权保护中心打算怎么建设？"
    assert understand(question, PLEDGE).text == question


@pytest.mark.parametrize(("question", "step"), [("下一条", 1), ("上一条呢", -1), ("后一点的原文", 1)])
def test_the_neighbours_of_a_place_are_one_step_away(question: str, step: int) -> None:
    found = understand(question, (Turn("三(三)2 原文", "……"),))
    assert (found.step, [r.numbers for r in found.references]) == (step, [(3, 3, 2)])


def test_a_chain_of_follow_ups_reaches_back_to_its_topic() -> None:
    turns = (*PLEDGE, Turn("具体怎么补？", "文件未载明。"))
    assert understand("那上限呢", turns).text.startswith("专利质押贷款有补贴吗")


def test_a_question_can_be_read_as_leaning() -> None:
    found = Reader().readings("目标值", PLEDGE)[1]
    assert found.text == "专利质押贷款有补贴吗 目标值"


@pytest.mark.parametrize(
    ("question", "leans"), [("那呢", True), ("多少", True), ("详细说说", True), ("襄阳有效地理标志数量目标是多少件", False)]
)
def test_follow_ups_are_told_from_questions_that_stand_alone(question: str, leans: bool) -> None:
    assert is_follow_up(question) == leans


def test_mended_typos_keep_what_was_written() -> None:
    found = understand("地里标志", mend=lambda text: text.replace("地里", "地理"))
    assert (found.question, found.text, found.asked) == ("地理标志", "地理标志", "地里标志")


def test_phrases_are_those_of_the_question_itself_not_of_the_one_before() -> None:
    before = (Turn("“一站式”服务怎么办", "……"),)
    assert [reading.phrases for reading in Reader().readings("它的时限呢", before)] == [(), ()]
    assert Reader().read("它“现场办”吗", before).phrases == ("现场办",)


def test_what_leans_on_another_question_goes_on_where_that_is_answered() -> None:
    alone = Reader().read("最长几年")
    leaning, told = replace(alone, context="摊位补几成，"), Told(7, ())
    assert goes_on_in(leaning, told).told_in == goes_on_in(alone, told, leans=True).told_in == 7
    assert goes_on_in(leaning, None) is leaning
    assert goes_on_in(alone, told) is alone
    answered = replace(leaning, answered=("给予两成补贴",))  # a turn goes on from the answer before
    assert goes_on_in(answered, told) is answered
    of_a_version = replace(leaning, pointing=replace(leaning.pointing, version=read_version("旧版")))
    assert goes_on_in(of_a_version, told) is of_a_version


def test_what_is_asked_of_another_place_goes_on_elsewhere() -> None:
    place = place_of_region("浙江")
    elsewhere = replace(Reader().read("上限多少"), context="补几成，")
    elsewhere = replace(elsewhere, pointing=replace(elsewhere.pointing, places=(place,)))
    assert goes_on_in(elsewhere, Told(7, ())) is elsewhere
    assert goes_on_in(elsewhere, Told(7, (place,))).told_in == 7
