"""What kind of thing a question asks for, and whether a sentence states one."""

import pytest

from assistant.question.facets import (
    BY_NAME,
    FACETS,
    FIGURES,
    MOST_REPEATED,
    SMALL_PRINT,
    asked_facets,
    asked_names,
    asked_stretches,
    asking_part,
    asking_segments,
    asks_something,
    most_named,
    states,
    states_all,
    without_small_print,
)


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("质押融资补贴多少钱", "entitlement"),
        ("贴息比例是多少", "entitlement"),
        ("单件专利奖多少", "amount"),
        ("咨询电话是多少", "phone"),
        ("去哪个窗口办", "address"),
        ("要准备什么材料", "materials"),
        ("申请表在哪下载", "form"),
        ("几月几号截止", "deadline"),
        ("申报条件是什么", "conditions"),
        ("局长是谁", "person"),
        ("官网网址", "url"),
        ("周末上班吗，几点开门", "hours"),
        ("规划文号是多少", "document_number"),
        ("占GDP比重", "rate"),
        ("年均增长率是多少", "rate"),
        ("罚款上限", "cap"),
        ("一共罚多少", "amount"),
        ("目标多少件", "pieces"),
        ("有多少家企业", "bodies"),
        ("培训了几名讲师", "people"),
        ("建几个保护站", "count"),
        ("登记费要交多少", "amount"),
        ("多久检查一回", "frequency"),
        ("年报几月份出", "month"),
        ("保护期多久", "duration"),
        ("要办几天", "days"),
        ("多少个工作日出结果", "days"),
        ("哪一年达到的", "year"),
        ("翻了几倍", "multiple"),
    ],
)
def test_the_kind_that_is_asked_for_is_seen(question: str, facet: str) -> None:
    assert facet in asked_facets(question)


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("贴息多少天办完", {"days"}),
        ("补贴多少家企业", {"bodies"}),
        ("每年奖励多少人", {"people"}),
        ("补贴多少", {"entitlement", "amount"}),
    ],
)
def test_what_is_counted_in_something_else_is_no_amount(question: str, facets: set[str]) -> None:
    assert {"entitlement", "amount"}.intersection(asked_facets(question)) == facets & {"entitlement", "amount"}
    assert facets <= set(asked_facets(question))


@pytest.mark.parametrize(
    "question", ["知识产权金融有哪些措施", "怎么保护商业秘密", "赔偿数额 措施", "三(三)3 原文", "为什么要搞贯标"]
)
def test_a_question_of_measures_asks_for_no_figure(question: str) -> None:
    assert [facet for facet in asked_facets(question) if facet in FIGURES] == []


@pytest.mark.parametrize(
    ("text", "facet", "is_so"),
    [
        ("予以相应补贴。", "entitlement", False),
        ("予以相应补贴。", "amount", False),
        ("补贴不超过5万元。", "cap", True),
        ("补贴不超过5万元。", "amount", True),
        ("处货值等值以下的罚款", "amount", True),
        ("达到90%以上", "rate", True),
        ("百分之三十以上", "rate", True),
        ("达到6件", "count", True),
        ("达到6件", "pieces", True),
        ("达到6件", "bodies", False),  # of other things
        ("有6家", "bodies", True),
        ("有6家", "people", False),
        ("有6个", "people", True),
        ("设立服务热线", "phone", False),  # without its number
        ("定期评估", "frequency", True),
        ("三年评估", "frequency", True),
        ("及时评估", "frequency", False),
        ("每季度评估", "frequency", True),
        ("于五月公布", "month", True),
        ("每年公布", "month", False),
        ("达到6件", "rate", False),
        ("为十五年", "duration", True),
        ("为十五年", "days", False),  # who asks for days is not told of years
        ("42个工作日", "days", True),
        ("六个月内", "days", True),
        ("当天办结", "days", True),
        ("截止日期", "days", False),
        ("数量持续增长", "count", False),
        ("联系电话：0710-3456789", "phone", True),
        ("拨打12315", "phone", True),
        ("完善服务体系", "phone", False),
        ("2025年", "year", True),
        ("每年9月1日至12月31日", "year", True),
        ("给予3000元奖励", "entitlement", True),
    ],
)
def test_a_sentence_states_a_thing_of_that_kind_or_not(text: str, facet: str, is_so: bool) -> None:
    assert states(text, facet) == is_so


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("获奖的那6家企业，叫什么名字", 6),
        ("选定的三个园区都在哪", 3),
        ("哪十二件商标", 12),
        ("示范学校名单", 2),  # of more than one
        ("失信黑名单怎么管理", 0),
        ("有哪些企业获奖", 0),
        ("起止日期分别是哪一天", 0),  # days are no names
        ("分别是什么时候", 0),
        ("哪三个方面", 0),  # what is told in sentences has no names
        ("由哪个部门负责", 0),
        ("我有3家公司，怎么申请补贴", 0),
    ],
)
def test_how_many_names_are_wanted_is_seen(question: str, names: int) -> None:
    assert asked_names(question) == names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("设立5家服务站。", 1),
        ("在甲区、乙区和丙区设站。", 3),
        ("获得金、银奖，共5家。", 2),  # a comma ends what is listed
        ("条件是：（一）甲；（二）乙；（三）丙；（四）丁。", 4),
        ("一是甲，二是乙，三是丙。", 3),
    ],
)
def test_how_many_things_a_text_names_is_counted(text: str, named: int) -> None:
    assert most_named(text) == named


def test_only_the_part_that_asks_counts_in_a_story() -> None:
    story = "我们厂去年花了30万元买设备，欠了银行两年多的贷款，眼下手里只有三件实用新型专利，想问一下有没有贴息支持？"
    assert asking_part(story) == "想问一下有没有贴息支持？"
    assert "amount" not in asked_facets(story)


def test_of_a_story_that_asks_several_things_the_last_counts_unless_it_says_where_it_asks() -> None:
    story = "厂里以前谁都没有管过这些事，设备换了几茬，"
    assert asking_part(f"{story}贴息怎么申请？") == "贴息怎么申请？"
    assert asking_part(f"{story}请问有没有贴息，怎么申请？") == "请问有没有贴息，怎么申请？"
    assert asking_part("厂里以前都没有管过这些事，设备也换了好多好多茬，就这样") == (
        "厂里以前都没有管过这些事，设备也换了好多好多茬，就这样"
    )


def test_what_asks_outright_just_before_is_asked_too() -> None:
    story = "我们单位去年换了好几个经办人，"
    assert asking_part(f"{story}2015年有多少家，2020年要达到多少家？") == "2015年有多少家，2020年要达到多少家？"
    assert asking_part(f"{story}经办人换了几个，2020年要达到多少家？") == "2020年要达到多少家？"
    assert asking_part(f"{story}要先等多久，能不能当天就办？") == "能不能当天就办？"
    assert asking_part(f"{story}窗口在哪条路上，电话打多少？") == "窗口在哪条路上，电话打多少？"
    assert asking_part(f"{story}到底值多少钱各家说法不一，怎么规范？") == "怎么规范？"


@pytest.mark.parametrize(("filling", "part"), [("的" * 9, ""), ("的" * 10, "补多少？")])
def test_a_short_question_is_asked_as_a_whole(filling: str, part: str) -> None:
    question = f"我厂去年有专利{filling}事，，，补多少？"  # 24 characters, and 25
    assert len(question) == 15 + len(filling)
    assert asking_part(question) == (part or question)


def test_a_stretch_of_less_than_six_characters_is_no_question_of_its_own() -> None:
    assert asking_segments("商标怎么注册，期限是多久") == ["商标怎么注册"]
    assert asking_segments("商标怎么注册，期限要多久") == ["商标怎么注册"]
    assert asking_segments("商标怎么注册，有效期多久呢") == ["商标怎么注册", "有效期多久呢"]


def test_every_facet_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(FACETS)
    assert set(FIGURES) | set(SMALL_PRINT) <= set(BY_NAME)
    assert not set(FIGURES) & set(SMALL_PRINT)


@pytest.mark.parametrize("question", ["自然人股东占其中多少", "我们是小企业，想知道，其中又占多大比例，请给出依据"])
def test_a_share_is_asked_for_in_many_words(question: str) -> None:
    assert "rate" in asked_facets(question)


@pytest.mark.parametrize("question", ["年终考核这话写在第几部分", "中介靠刷申请量挣钱会面临什么样的整治"])
def test_a_place_in_the_text_and_a_circumstance_are_no_count(question: str) -> None:
    assert "count" not in asked_facets(question)


def test_a_meaning_is_stated_by_what_defines_it() -> None:
    assert states_all("本法所称的商业秘密，是指不为公众所知悉的信息。", (), meaning=True)
    assert not states_all("经营者不得侵犯商业秘密。", (), meaning=True)
    assert states_all("经营者不得侵犯商业秘密。", (), meaning=False)


def test_what_is_asked_twice_is_asked_once_and_a_long_row_is_cut() -> None:
    assert asking_segments("商标怎么注册啊，专利怎么申请啊，商标怎么注册啊") == ["商标怎么注册啊", "专利怎么申请啊"]
    assert asking_segments("，".join(f"请问第{number}条规定什么" for number in range(1, 80))) == [
        f"请问第{number}条规定什么" for number in range(1, 7)
    ]


def test_what_asks_is_repeated_by_its_stretches_each_with_its_facets() -> None:
    assert asked_stretches("商标怎么注册，受理电话是多少？") == (("商标怎么注册", ()), ("受理电话是多少", ("phone",)))
    both = asked_stretches("用机器押着去贷款的企业，贴息是按几个点贴，一年最多能拿多少？")
    assert [words for words, _ in both] == ["贴息是按几个点贴", "一年最多能拿多少"]
    assert asked_stretches("受理电话是多少？") == (("受理电话是多少", ("phone",)),)
    assert asked_stretches("企业有专利，想贷款") == (("企业有专利，想贷款", ()),)  # short enough as a whole
    assert asked_stretches("商" * 41) == ()
    assert asked_stretches("商" * 24 + "，" + "标" * 24 + "几年") == (("标" * 24 + "几年", ("duration",)),)


@pytest.mark.parametrize("question", ["未来几年有什么安排", "最近几个月有什么活动", "这几天能办吗"])
def test_some_years_or_days_to_come_ask_for_no_number_of_them(question: str) -> None:
    assert not {"duration", "days"} & set(asked_facets(question))
    assert {"duration", "days"} <= {*asked_facets("期满前几个月去续展"), *asked_facets("提交后几天受理")}


@pytest.mark.parametrize("question", ["中心能提供哪些服务", "对外籍人才提供哪些便利", "要办什么手续"])
def test_what_is_provided_is_no_material_to_hand_in(question: str) -> None:
    assert "materials" not in asked_facets(question)
    assert "materials" in asked_facets("要提供哪些证明材料")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("侵权举报热线号码多少", "侵权举报，多少"),  # no word of it is foreign to the documents
        ("挂失社保卡的联系方式", "挂失社保卡的，"),
        ("热线是多少啊", "热线是多少啊"),  # nothing would be left
        ("质押贷款最长几年", "质押贷款最长几年"),
    ],
)
def test_what_asks_for_small_print_is_no_subject(question: str, left: str) -> None:
    assert without_small_print(question) == left


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("甲" * MOST_REPEATED, "甲" * MOST_REPEATED),
        ("甲" * (MOST_REPEATED + 1), None),
        ("甲" * 20 + "," + "乙" * (MOST_REPEATED - 21), "甲" * 20 + "," + "乙" * (MOST_REPEATED - 21)),
        ("甲" * 20 + "," + "乙" * (MOST_REPEATED - 20), "乙" * (MOST_REPEATED - 20)),  # the first stretches go
        ("丙," + "甲" * 20 + "," + "乙" * (MOST_REPEATED - 21), "甲" * 20 + "," + "乙" * (MOST_REPEATED - 21)),
        ("?", None),
    ],
)
def test_what_an_answer_repeats_of_a_question_is_short_enough(question: str, words: str | None) -> None:
    assert [said for said, _ in asked_stretches(question)] == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("question", "asked"), [("驰名商标这几个字怎么用", False), ("商标有几个字", True), ("那几家银行", False)]
)
def test_what_points_at_some_counts_none(question: str, asked: bool) -> None:
    assert (not set(FIGURES).isdisjoint(asked_facets(question))) is asked


@pytest.mark.parametrize(
    ("text", "facet", "is_so"),
    [
        ("向县办公室提出申报并提供相关材料。", "materials", False),  # none is named
        ("提交身份证明材料。", "materials", True),
        ("请求调解的，应当提交调解请求书、授权文本以及有关证据。", "materials", True),  # 材料 is not said
        ("应当提供便利。", "materials", False),
        ("提供场所和书记员。", "materials", False),
        ("应当提供下列材料：", "materials", True),
        ("可以向管理部门申请服务援助。", "whom", True),
        ("由管理部门提供援助。", "whom", False),
    ],
)
def test_what_only_mentions_a_kind_does_not_state_it(text: str, facet: str, is_so: bool) -> None:
    assert states(text, facet) is is_so


@pytest.mark.parametrize("question", ["告了邻摊也赔不了几个钱，这事条例管不管", "罚款没几个钱", "一天挣不到几个钱"])
def test_hardly_any_money_asks_for_no_amount(question: str) -> None:
    assert "amount" not in asked_facets(question)


def test_what_another_asks_in_the_story_before_is_not_asked() -> None:
    question = "我在夜市管事，摊主老问一个摊位到底值多少钱，说法各不一样。条例想怎样把定价规范起来？"
    assert asking_part(question) == "条例想怎样把定价规范起来？"
    assert asked_facets(question) == ()


@pytest.mark.parametrize(
    ("question", "asked"), [("原来的号牌号码能不能留", False), ("窗口的号码是多少", True), ("咨询号码 办事大厅", True)]
)
def test_a_number_of_a_plate_is_no_telephone(question: str, asked: bool) -> None:
    assert (BY_NAME["phone"].asked.search(question) is not None) is asked


@pytest.mark.parametrize("text", ["按日加收千分之二的滞纳金", "万分之五", "百分之三"])
def test_shares_of_a_hundred_and_less_are_rates(text: str) -> None:
    assert states(text, "rate")


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("摊位能霸占多少年", ("duration",)),
        ("霸占了多少个百分点", ("rate",)),
        ("发奖励的窗口在哪儿，下午几点关", ("address",)),
    ],
)
def test_a_share_or_a_sum_is_no_span_and_no_hour(question: str, facets: tuple[str, ...]) -> None:
    assert asked_facets(question)[: len(facets)] == facets
    assert "entitlement" not in asked_facets(question)


@pytest.mark.parametrize(
    ("text", "asks"), [("我手头没什么钱", False), ("手头没啥活", False), ("有没有什么优惠", True), ("印上几个字", False)]
)
def test_what_denies_asks_nothing(text: str, asks: bool) -> None:
    assert asks_something(text) is asks
