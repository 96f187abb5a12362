"""What kind of thing a question asks for, and whether a sentence states one."""

import pytest

from assistant.question.facets import (
    BY_NAME,
    FACETS,
    FIGURES,
    SMALL_PRINT,
    asked_facets,
    asked_stretches,
    asking_part,
    asking_segments,
    states,
    states_all,
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
        ("目标多少件", "count"),
        ("有多少家企业", "count"),
        ("保护期多久", "duration"),
        ("哪一年达到的", "year"),
        ("翻了几倍", "multiple"),
    ],
)
def test_the_kind_that_is_asked_for_is_seen(question: str, facet: str) -> None:
    assert facet in asked_facets(question)


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
        ("达到90%以上", "rate", True),
        ("百分之三十以上", "rate", True),
        ("达到6件", "count", True),
        ("达到6件", "rate", False),
        ("为十五年", "duration", True),
        ("数量持续增长", "count", False),
        ("联系电话：0710-3456789", "phone", True),
        ("拨打12315", "phone", True),
        ("完善服务体系", "phone", False),
        ("2025年", "year", True),
        ("给予3000元奖励", "entitlement", True),
    ],
)
def test_a_sentence_states_a_thing_of_that_kind_or_not(text: str, facet: str, is_so: bool) -> None:
    assert states(text, facet) == is_so


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
    assert asked_stretches("受理电话是多少？") == (("受理电话是多少", ("phone",)),)
    assert asked_stretches("商" * 41) == ()
    assert asked_stretches("商" * 24 + "，" + "标" * 24 + "几年") == (("标" * 24 + "几年", ("duration",)),)


@pytest.mark.parametrize("question", ["中心能提供哪些服务", "要办什么手续"])
def test_what_is_provided_is_no_material_to_hand_in(question: str) -> None:
    assert "materials" not in asked_facets(question)
    assert "materials" in asked_facets("要提供哪些证明材料")
