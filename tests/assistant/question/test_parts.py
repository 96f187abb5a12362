"""The questions that one question asks: where each begins, what stands before all of them, what is about the first."""

import pytest

from assistant.question.parts import Part, is_told_with_the_other, keywords_asked, parts_of, says_something
from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.records import Turn
from corpus.records import Document


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("摊位费收多少，谁来收？", [Part("", "摊位费收多少"), Part("", "谁来收", "摊位", first="摊位费收多少")]),
        (
            "给夜市办证，要几天办完，去哪里办，要交多少钱？",
            [
                Part("给夜市办证，", "要几天办完"),
                Part("给夜市办证，", "去哪里办", "要 办完", first="要几天办完"),
                Part("给夜市办证，", "要交多少钱", "要 办完", first="要几天办完"),
            ],
        ),
        ("2020年摊位有几个，2025年要有几个", [
            Part("", "2020年摊位有几个"), Part("", "2025年要有几个", "摊位有", first="2020年摊位有几个"),
        ]),
        ("摊主原来有多少家？接下来还要招多少家？", [
            Part("", "摊主原来有多少家", "", True), Part("", "接下来还要招多少家", "摊主 有", True, "摊主原来有多少家"),
        ]),
        ("保费补几成、租金补几成？", [Part("", "保费补几成"), Part("", "租金补几成", "保费", first="保费补几成")]),
        ("夜市什么时候开，要是下雨，还开不开", [
            Part("", "夜市什么时候开"), Part("", "要是下雨，还开不开", "夜市 开", first="夜市什么时候开"),
        ]),
    ],
    ids=["two", "three with a head", "two years", "reached and aimed at", "listed", "a condition"],
)  # fmt: skip
def test_each_stretch_that_asks_is_a_question(question: str, parts: list[Part]) -> None:
    assert list(parts_of(question)) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "摆夜市摊：一是没带证就来了，管理处怎么办？二是押金能不能退？",
            [("摆夜市摊：", "一是没带证就来了，管理处怎么办"), ("摆夜市摊：", "二是押金能不能退")],
        ),
        ("管理处的门在哪条街，电话给我说一下", [("", "管理处的门在哪条街"), ("", "电话给我说一下")]),
        ("夜市管理处在哪条街，晚上几点关门", [("", "夜市管理处在哪条街"), ("", "晚上几点关门")]),
    ],
)
def test_what_is_numbered_is_of_its_number_and_a_request_for_small_print_asks(
    question: str, parts: list[tuple[str, str]]
) -> None:
    assert [(part.head, part.words) for part in parts_of(question)] == parts


def test_a_part_of_what_was_asked_is_a_question_where_it_is_marked() -> None:
    assert [part.words for part in parts_of("摊位发了多少个？其中试点的多少？")] == ["摊位发了多少个", "其中试点的多少"]
    assert parts_of("摊位发了多少个，其中试点的多少") == ()


def test_a_question_mark_makes_a_question_of_whatever_asks() -> None:
    asked = "夜市办几天以上要设管理处", "档案要存多久"
    assert [part.words for part in parts_of("？".join(asked) + "？")] == list(asked)
    assert parts_of("，".join(asked)) == ()
    assert [part.marked for part in parts_of("夜市几点开？要不要门票？")] == [True, True]
    assert [part.marked for part in parts_of("夜市几点开？要不要门票")] == [True, True]  # the last one leads to nothing
    assert [part.marked for part in parts_of("夜市几点开，要不要门票？")] == [False, False]


@pytest.mark.parametrize(
    ("question", "head", "words"),
    [
        ("夜市 摊位 摊位费金额 上限 管理处电话", "夜市 摊位 ", ["摊位费金额", "上限", "管理处电话"]),
        ("夜市 摊位 地址 电话？", "夜市 摊位 ", ["地址", "电话"]),
        ("夜市 摊位费 收费标准 多少", "", []),  # 多少 is no thing of its own
        ("地址 电话", "", []),  # of nothing
        ("夜市 电话 怎么走", "", []),
        ("夜市，摊位 地址 电话", "", []),  # no row of keywords
        ("夜市 地址 电话 时限 金额", "", []),  # too many to be looked for one by one
    ],
)
def test_the_last_keywords_of_a_row_ask_each_for_its_thing(question: str, head: str, words: list[str]) -> None:
    parts = keywords_asked(question)
    assert [part.words for part in parts] == words
    assert all(part.head == head and part.marked and part.keyword for part in parts)


def test_what_is_as_the_other_is_told_with_it() -> None:
    assert is_told_with_the_other("跟早市是一样长吗")
    assert not is_told_with_the_other("早市开多长")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("夜市投诉要带什么，管理处收到后几天内答复", ["夜市投诉要带什么", "管理处收到后几天内答复"]),
        ("夜市投诉要带什么，管理处这几天内开门", []),  # these days
    ],
)
def test_within_how_many_days_asks_wherever_it_stands(question: str, parts: list[str]) -> None:
    assert [part.words for part in parts_of(question)] == parts


def test_a_condition_is_that_of_the_first_question_where_another_has_its_own() -> None:
    own = parts_of("在夜市，无证摆摊的，罚多少？拒不收摊的，又罚多少？")
    assert [(part.head, part.words) for part in own] == [
        ("在夜市，", "无证摆摊的，罚多少"),
        ("在夜市，", "拒不收摊的，又罚多少"),
    ]
    shared = parts_of("在夜市，无证摆摊的，罚多少？由谁来罚？")
    assert {part.head for part in shared} == {"在夜市，无证摆摊的，"}


def test_a_word_that_turns_to_the_next_question_marks_it_too() -> None:
    assert [part.marked for part in parts_of("夜市几点开，另外要不要门票？")] == [True, True]
    assert [part.marked for part in parts_of("夜市几点开，要不要门票？")] == [False, False]


def test_what_is_asked_in_a_row_is_asked_by_the_mark_at_its_end() -> None:
    assert [part.marked for part in parts_of("夜市几点开？另外摊位排第几、排了几年？")] == [True, True, True]


def test_what_is_asked_behind_a_turn_goes_on_from_that() -> None:
    parts = parts_of("夜市几点开？另外摊位排第几、排了几年？")
    assert [part.about for part in parts] == ["", "夜市 点开", "摊位"]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("摊位找谁办理，几天受理", ["摊位找谁办理", "几天受理"]),
        ("摊位有效期几年？到期了能续吗？", ["摊位有效期几年", "到期了能续吗"]),
        ("摊位押金要交吗，交多少？", ["摊位押金要交吗", "交多少"]),
        ("我们几年前租了摊位，现在能退吗", []),
        ("摊位归谁管？行不行？", []),
        ("摊位几天批好，收费吗", ["摊位几天批好", "收费吗"]),
        ("摊位几天批好，谁来批，在哪批，收费吗", ["摊位几天批好", "谁来批", "在哪批，收费吗"]),
        ("摊位由谁分配，有规定吗", []),
        ("摊位在外头摆行不行，会挨罚吗", []),  # whether, and whether again
        ("开幕词里引了摊主几句话，侵权吗", []),  # tells
        ("哪些摊主，会被挡在夜市外头？挡多久？", ["哪些摊主，会被挡在夜市外头", "挡多久"]),
    ],
)
def test_a_short_stretch_asks_where_it_says_what(question: str, parts: list[str]) -> None:
    assert [part.words for part in parts_of(question)] == parts


def test_what_only_turns_to_a_topic_is_no_question() -> None:
    assert parts_of("夜市这块呢？摊位怎么分？") == ()
    assert [part.head for part in parts_of("夜市这块呢？摊位怎么分？要交多少钱？")] == ["夜市这块呢？"] * 2


@pytest.mark.parametrize(
    "question",
    [
        "夜市几点开",
        "夜市，几点开",
        "夜市几点开，麻烦查一下",
        "我手上有几个摊位，能不能转让",
        "我们才十几个人，要交多少钱",
        "家里没什么积蓄，能不能缓交",
        "当初没约定怎么分，摊位费归谁",
        "谁都不肯交，怎么办",
        "摊位费、管理费各多少",
        "摊位费一年一交，行不行",
        "摊位费有没有上限，是多少",
        "摊位费收多少，条例里怎么规定的",
        "摊位费有没有上限，要多少",
        "摊位能不能转让，规划里怎么说的",
        "摊位费多少，这样可以吗",
        "收多少，谁收，怎么交，几时交",
    ],
)
def test_what_tells_or_confirms_is_no_question_of_its_own(question: str) -> None:
    assert parts_of(question) == ()


def test_what_only_asks_again_goes_with_the_question_before_it() -> None:
    first, second = parts_of("摊位费有没有上限，是多少，由谁定")
    assert (first.words, second.words) == ("摊位费有没有上限，是多少", "由谁定")


def test_what_stands_behind_the_last_question_belongs_to_it() -> None:
    assert [part.words for part in parts_of("摊位费多少，由谁定，我好去问")] == ["摊位费多少", "由谁定，我好去问"]


# how they are read


def readings(question: str, *history: Turn) -> list[list[str]]:
    reader = Reader()
    parts = reader.parts(question, history, reader.readings(question, history)[0])
    return [[way.text for way in ways] for _, ways in parts]


def test_a_later_question_may_go_on_from_the_first() -> None:
    assert readings("摊位费收多少，夜市管理处什么时候派人来收？")[1] == [
        "夜市管理处什么时候派人来收",
        "摊位 夜市管理处什么时候派人来收",
    ]
    assert readings("摊位费收多少，谁来收？") == [["摊位费收多少"], ["摊位 谁来收"]]  # so short a one does


def test_the_last_of_a_row_asks_by_the_mark_behind_it() -> None:
    """几天 in the middle alone may only tell: 等了几天还没信."""
    assert len(readings("夜市摊位，交了申请以后几天决定批不批，收费员收到单子又有几天上门？")) == 2


def test_all_there_is_of_something_and_one_thing_are_two_questions() -> None:
    assert readings("办夜市摊位要哪些材料，收费吗")[1] == ["办夜市摊位要 收费吗"]
    assert readings("夜市摊位费能用在哪些方面，由谁收")[1][-1] == "夜市摊位费能用在 些方面 由谁收"
    assert readings("办夜市摊位要哪些材料，怎么办") == []


def test_what_stands_before_all_of_them_is_read_with_each() -> None:
    assert readings("在夜市摆摊，补贴多少钱，专利补贴怎么领") == [["在夜市摆摊，补贴多少钱"], ["在夜市摆摊，专利补贴怎么领"]]


def test_one_that_names_nothing_of_the_field_is_read_with_what_the_first_is_about() -> None:
    assert readings("在夜市摆摊，收多少钱，多久收一次")[1] == ["在夜市摆摊，钱，多久收一次"]


@pytest.mark.parametrize(
    "question",
    [
        "听说摊位费是三百，由谁收多少，对吗",
        "有哪些补贴，怎么领",
        "摊位费和管理费差多少，谁收",
        "摊位费条例是谁发的，哪年发的",
        "How much is the fee, who collects it",
    ],
    ids=["a claim", "all there is", "a comparison", "facts of a document", "English"],
)
def test_what_has_an_answer_of_its_own_stays_one(question: str) -> None:
    assert readings(question) == []


def test_what_says_that_it_goes_on_from_the_turn_before_stays_one() -> None:
    assert readings("那摊位费收多少，谁来收", Turn("夜市怎么办证", "去窗口办。")) == []
    assert readings("摊位费收多少，谁来收", Turn("夜市怎么办证", "去窗口办。"))


def test_one_that_points_at_no_place_is_about_that_of_them_all() -> None:
    documents = (Document("here", "济南市夜市条例", region="济南"), Document("there", "青岛市夜市条例", region="青岛"))
    reader = Reader(point=Pointer(documents).read)

    def places(question: str) -> list[set[str]]:
        parts = reader.parts(question, (), reader.read(question))
        return [{place.name for way in ways for place in way.pointing.places} for _, ways in parts]

    assert places("济南的摊位费收多少，由哪个部门派人来收？") == [{"济南"}, {"济南"}]
    assert places("济南的摊位费收多少，青岛由哪个部门派人来收？") == [{"济南"}, {"青岛"}]


@pytest.mark.parametrize(
    ("part", "of_it"),
    [
        (Part("", "能补多少", "《夜市管理办法》 申请"), True),
        (Part("", "另外摊位费由谁收", "《夜市管理办法》管"), False),  # it turns to something else
        (Part("", "摊位费由谁收"), False),  # it stands before the name
        (Part("夜市管理办法：", "能补多少"), True),
    ],
)
def test_a_question_goes_on_about_what_was_named_unless_it_turns_away(part: Part, of_it: bool) -> None:
    assert part.is_of("夜市管理办法") is of_it


@pytest.mark.parametrize(
    ("stretch", "says"), [("罚多少", False), ("几天之内？", False), ("摊位费能不能退", True), ("对方应在几日内答辩", True)]
)
def test_a_stretch_says_something_beside_that_it_asks(stretch: str, says: bool) -> None:
    assert says_something(stretch) is says
