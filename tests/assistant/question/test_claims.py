"""What a question asserts, without what only asks for confirmation."""

import pytest

from assistant.question.claims import ASIDE, Claim, claim_of


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("质押期限为三年,对吗", "质押期限为三年"),
        ("质押期限为三年没错吧?", "质押期限为三年"),
        ("听说质押期限为三年,有这回事吧", "质押期限为三年"),
        ("同事说,质押期限为三年,原文是这么写的吗", "质押期限为三年"),
        ("稿子里写“质押期限为三年以上”,这样对吗", "质押期限为三年以上"),
        ("质押期限是不是三年", "质押期限是三年"),
        ("牛肉面写进规划了吗", "牛肉面"),  # whether the text speaks of it
        ("牛肉面有没有列入这份规划", "牛肉面"),
        ("质押期限为三年,专利法现在是这么规定的吧", "质押期限为三年"),  # which law says so is no part of what it says
        ("银行登记合同,著作权法里有这规定吗", "银行登记合同"),
        ("银行登记合同,这样合法吗", "银行登记合同,这样合法"),  # 合法 names no law
        ("银行可不可以登记合同", "银行可以登记合同"),
        ("银行能否登记合同", "银行能登记合同"),
        ("银行可否登记合同", "银行可以登记合同"),
        ("质押期限不是三年吗", "质押期限三年"),  # whoever asks so holds that it is
        ("我们不是银行,质押期限三年吗", "我们不是银行,质押期限三年"),  # what stands before it is the case
        ("银行应当决定是否登记合同吗", "银行应当决定是否登记合同"),  # what is decided is not asked
        ("合同里没写归谁,就归银行,对吗", "合同里没写归谁,就归银行"),  # of a contract, and not of what the documents say
        ("银行支持企业登记质押合同。", "银行支持企业登记质押合同"),  # a sentence with a full stop is said
        ("并不是没有专利补贴,对吧", "专利补贴"),
        ("我去办过一次,同事说质押期限为三年,是这样吗", "质押期限为三年"),
        ("我们贷了三年,同事说可以延期,是这样吗", "我们贷了三年,同事说可以延期"),  # what stands before may be a condition
        ("质押期限为三年,对还是错?", "质押期限为三年"),
        ("银行真的登记合同?", "银行登记合同"),
        ("请问,听说文件里提到质押期限为三年,对吗", "质押期限为三年"),
        ("请问听说规划提到质押期限为三年,对吗", "质押期限为三年"),  # three words that only open it
        ("不管哪家银行都登记合同,对吗", "不管哪家银行都登记合同"),
        ("登记是鼓励而不是强制,对吗", "登记是鼓励"),
        ("质押期限为三年", "质押期限为三年"),  # a statement asks without asking
        ("银行不可以登记合同,是不是", "银行不可以登记合同"),
        ("银行怎么登记都由企业定,对不对", "银行怎么登记都由企业定"),  # it asks inside what is claimed
        ("银行那几年登记合同,对吗", "银行那几年登记合同"),
        ("银行登记合同,规划不支持,对吧", "银行登记合同,规划不支持"),  # what denies is claimed
        ("银行登记合同,没记错吧", "银行登记合同"),
        ("银行登记合同这件事,是真的吗", "银行登记合同"),
        ("我们写材料要引用:质押期限为三年,这个数字是这么写的吗", "质押期限为三年"),
        ("银行只是鼓励登记合同,不是都要登记,对吗", "银行只是鼓励登记合同"),
        ("企业转让合同没问题吧?", "可以企业转让合同"),
        ("企业转让合同行不行?", "可以企业转让合同"),
        ("企业转让合同应该不违法吧?", "可以企业转让合同"),
        ("企业转让合同,办法没禁止,对吗", "企业转让合同,办法允许"),
        ("办法里没有问题合同的说法,对吗", "办法里没有问题合同的说法"),
        ("企业转让合同,就不算违规吧?", "可以企业转让合同"),  # said of the stretch before
        ("推广的“银行登记质押合同”,只在八个区里推,对不对", "推广的“银行登记质押合同”,只在八个区里推"),  # goes on behind the quote
        ("登记以企业需要为准,并非一律要办,对吗", "登记以企业需要为准"),
        ("银行已经是试点单位?", "银行已经是试点单位"),  # no more than a question mark asks
    ],
)
def test_the_statement_is_what_is_left(question: str, text: str) -> None:
    assert claim_of(question).text == text


@pytest.mark.parametrize(
    "question",
    [
        "合同法 必须登记合同的情形", "允许转让合同的条件",
        "质押三年还是五年", "质押期限是几年,对吗", "质押融资", "请列出必须登记的合同", "是吗", "对不对", "质押融资的条件?",
        "怎么登记合同,麻烦查一下", "登记要多久才会有结果?", "那不是登记合同呢?", "哪家银行已经登记合同了呀",
        "合同已经登记了,没人通知,我想把合同改一改,多长时间内可以改?", "登记已经办了,多久可以注销?",
    ],
)  # fmt: skip
def test_a_choice_an_open_question_and_a_keyword_assert_nothing(question: str) -> None:
    assert claim_of(question) == Claim()


@pytest.mark.parametrize(
    ("question", "text"),
    [("合同由谁来办理,对吗", ""), ("合同由谁来办理的,对吗", "合同由谁来办理的"), ("期限是几个半月,对吗", "")],
)
def test_up_to_three_characters_behind_the_word_that_asks_the_whole_asks(question: str, text: str) -> None:
    assert claim_of(question).text == text


@pytest.mark.parametrize(
    ("question", "text"),
    [("登记中心建没建起来", "登记中心建起来了"), ("登记费交没交", "登记费交了"), ("登记窗口设没设在银行", "登记窗口设了在银行")],
)
def test_whether_something_has_come_about_or_not_is_that_it_has(question: str, text: str) -> None:
    assert claim_of(question).text == text


@pytest.mark.parametrize("word", ["应对", "核对", "面对"])
def test_the_end_of_a_word_asks_for_no_confirmation(word: str) -> None:
    claim = claim_of(f"银行有没有人{word}?")
    assert (claim.text, claim.asserted) == (f"银行有人{word}", False)


@pytest.mark.parametrize("opening", ["对了", "是这样吗", "听说了吗", "请问一下"])
def test_a_stretch_that_only_opens_or_only_asks_is_no_part_of_the_claim(opening: str) -> None:
    assert claim_of(f"{opening},银行登记合同,对吗").text == "银行登记合同"


@pytest.mark.parametrize("question", ["银行登记合同,这说法不对吧", "银行登记合同,不是真的吧", "银行登记合同,没这回事吧"])
def test_what_is_doubted_is_not_asserted(question: str) -> None:
    assert claim_of(question) == Claim()


def test_no_choice_where_both_are_meant_or_the_whole_is_put_for_confirmation() -> None:
    assert claim_of("不管企业还是个人都不得转让,对吗").text == "不管企业还是个人都不得转让"


def test_a_claim_that_the_text_does_not_say_it_is_known_by_its_wording() -> None:
    assert claim_of("规划没有提到商业秘密,是吧") == Claim("规划商业秘密", absent=True, asserted=True, confirmed=True)
    assert claim_of("银行登记合同,文件里没有规定,是吧").absent
    assert claim_of("驰名商标奖励没有写到吧").absent  # at the end
    assert claim_of("条例对外国公司没有规定免费,是吧").absent
    assert not claim_of("单位没有规定也没有约定的,比例不得低于一半,对吗").absent
    assert not claim_of("一审没提赔偿,二审可以再提,对吗").absent


@pytest.mark.parametrize(
    ("question", "asserted"),
    [
        ("银行登记合同,对吗", True),
        ("银行登记合同是吧", True),
        ("银行可以登记合同吗", False),
        ("银行有没有补贴", False),
        ("期限为三年", False),
        ("银行真的登记合同?", True),
        ("银行已经是试点单位?", False),
        ("同事说不用登记,请问要不要登记", False),
    ],
)
def test_what_is_put_for_confirmation_is_told_from_what_is_asked_openly(question: str, asserted: bool) -> None:
    assert claim_of(question).asserted is asserted


@pytest.mark.parametrize(("question", "to_come"), [("商标要突破八万件,对吧", True), ("商标突破了八万件,对吧", False)])
def test_what_is_still_to_come_about_is_told(question: str, to_come: bool) -> None:
    assert claim_of(question).to_come is to_come


@pytest.mark.parametrize(
    ("question", "confirmed"),
    [
        ("银行登记合同,对吗", True),
        ("听说银行登记合同", True),
        ("银行登记合同吗", False),
        ("银行登记了合同没有", False),
        ("质押期限为三年", False),  # just said
        ("质押融资", False),  # nothing is
    ],
)
def test_what_is_said_to_be_so_is_told_from_what_is_left_open(question: str, confirmed: bool) -> None:
    assert claim_of(question).confirmed is confirmed


def test_what_is_left_must_be_long_enough_to_assert_anything() -> None:
    assert claim_of("满三年,对吗").text == "满三年"
    assert claim_of("三年,对吗") == Claim()


def test_a_stretch_at_the_end_that_only_asks_is_no_part_of_what_is_claimed_up_to_a_length() -> None:
    assert claim_of("质押期限为三年," + "对" * ASIDE).text == "质押期限为三年"
    assert claim_of("质押期限为三年," + "对" * (ASIDE + 1)).text != "质押期限为三年"


def test_what_opens_a_question_is_taken_off_as_far_as_something_is_left() -> None:
    assert claim_of("请问质押期限为三年,对吗").text == "质押期限为三年"
    assert claim_of("听说三年满,对吗").text == "三年满"


def test_a_claim_takes_nothing_for_granted() -> None:
    nothing = Claim()
    assert not any((nothing.text, nothing.absent, nothing.asserted, nothing.to_come, nothing.confirmed))


@pytest.mark.parametrize(("question", "confirmed"), [("真登记上了,银行给不给贴息?", False), ("登记上了,银行真给贴息?", True)])
def test_what_asks_in_earnest_stands_in_the_stretch_that_asks(question: str, confirmed: bool) -> None:
    assert claim_of(question).confirmed is confirmed


@pytest.mark.parametrize(
    ("question", "claimed"),
    [
        ("某省 地理标志 禁止行为", ""),
        ("某省 地理标志不得转让", "某省 地理标志不得转让"),  # one blank makes no row
        ("某省 地理标志 不得转让 对吗", "某省 地理标志 不得转让"),  # put for confirmation
        ("当初干嘛要建这个中心?", ""),
        ("规划说要怎样把评估规范起来?", ""),
        ("娃多大多高以前必须坐儿童座椅?", ""),
    ],
)
def test_a_row_of_keywords_and_what_asks_how_or_why_assert_nothing(question: str, claimed: str) -> None:
    assert claim_of(question).text == claimed


@pytest.mark.parametrize(
    ("question", "text", "asserted"),
    [
        ("襄阳市已被确定为试点城市。", "襄阳市已被确定为试点城市", False),
        ("登记应当向银行申请。", "登记应当向银行申请", False),  # 申请 requests nothing of us
        ("核对:结案率目标90%以上", "结案率目标90%以上", True),
        ("请确认一下,河南省设立专利奖", "河南省设立专利奖", True),
        ("商标注册流程。", "", False),
        ("专利奖的评选办法。", "", False),
        ("请提供关于智库的表述。", "", False),
        ("讲讲不得注册的标志。", "", False),
        ("襄阳市已被确定为试点城市", "", False),
    ],
)
def test_what_is_put_with_a_full_stop_or_to_be_checked_is_a_claim(question: str, text: str, asserted: bool) -> None:
    claim = claim_of(question)
    assert (claim.text, claim.asserted) == (text, asserted)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("规划到期以后还算数吗", "规划到期以后还算数"),
        ("去年定的补贴仍然正确吗", "去年定的补贴仍然正确"),
        ("贷款补贴三成,还算数吗", "贷款补贴三成"),
        ("贷款补贴三成算数吗", "贷款补贴三成"),
    ],
)
def test_what_an_adverb_leads_to_is_asked_and_no_mere_asking(question: str, text: str) -> None:
    """What is left without it, 规划到期以后还, says nothing that a text could bear out."""
    assert claim_of(question).text == text


@pytest.mark.parametrize(("question", "asserts"), [("管理处几天内答复收不收这个事", False), ("夜市十天内答复,有这个事吗", True)])
def test_what_is_asked_a_not_a_is_put_to_nobody_for_confirmation(question: str, asserts: bool) -> None:
    assert bool(claim_of(question).text) is asserts


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("答辩期十五日", "答辩期十五日"),  # ends with what it states
        ("海关备案十年有效", "海关备案十年有效"),
        ("某市要培育10个产业园区", "某市要培育10个产业园区"),
        ("推动60项专利完成转化。", "推动60项专利完成转化"),
        ("高新区是国家试点园区", "高新区是国家试点园区"),
        ("评估费由企业自己掏", "评估费由企业自己掏"),
        ("办登记是不收钱的", "办登记是不收钱的"),
        ("满三年企业的补贴", ""),  # a figure in what only names something
        ("贷款还没还清也能报十次", "贷款还没还清也能报十次"),  # 还没还 is not A没A
        ("申请人要是解散了呢", ""),
        ("那些人是不准组织去的?", ""),  # 那些 may be 哪些
        ("货款半年不给,法律管不管", ""),  # what stands before the question is its case
        ("五大任务 六大工程分别是", ""),
        ("专利拥有量和目标对照", ""),
    ],
)
def test_a_plain_statement_is_known_by_its_figure_or_predicate(question: str, text: str) -> None:
    assert claim_of(question).text == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("银行应当登记合同,此表述无误吧?", "银行应当登记合同"),
        ("两家银行都能办,谁先收到谁来办,对不对", "两家银行都能办,谁先收到谁来办"),
        ("公司帮着执行也没啥,是吗", "公司帮着执行也没啥"),
        ("登记合同还是按合同法办,有没有这句?", "登记合同还是按合同法办"),
    ],
)
def test_words_that_deny_or_ask_nothing_of_their_own_do_not_keep_it_from_being_a_claim(question: str, text: str) -> None:
    assert claim_of(question).text == text
