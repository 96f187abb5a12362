"""What a question asks of documents themselves, and which questions only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.document_facts import (
    LONGEST,
    DocumentAsked,
    matter_of,
    read_document_before,
    read_document_question,
    read_document_within,
    says_more_than_its_kind,
)
from assistant.question.naming import Names, share_named
from assistant.records import ANY_ACT, Respect, WhichAct


@pytest.mark.parametrize(
    ("question", "respects", "subject"),
    [
        ("《旅游条例》是谁颁布的？", {Respect.ISSUER}, "旅游条例"),
        ("旅游条例的颁布单位", {Respect.ISSUER}, "旅游条例"),
        ("旅游条例几月几号公布的", {Respect.PUBLISHED}, "旅游条例"),
        ("旅游条例从哪天开始实施呀", {Respect.EFFECTIVE}, "旅游条例"),
        ("旅游条例啥时候到期", {Respect.EXPIRES}, "旅游条例"),
        ("旅游条例 有效期", {Respect.EXPIRES}, "旅游条例"),
        ("旅游规划对应哪几年", {Respect.PERIOD}, "旅游规划"),
        ("旅游规划主要讲了些什么", {Respect.OUTLINE}, "旅游规划"),
        ("旅游规划主要内容有哪些", {Respect.OUTLINE}, "旅游规划"),
        ("请问旅游条例如今还算数吗", {Respect.VALIDITY}, "旅游条例"),
        ("旅游条例是不是已经废止了", {Respect.VALIDITY}, "旅游条例"),
        ("旅游条例被哪部法规取代了", {Respect.REPLACED}, "旅游条例"),
        ("旅游条例适用于什么地区", {Respect.REGION}, "旅游条例"),
        ("旅游条例的编号是啥", {Respect.NUMBER}, "旅游条例"),
        ("旅游条例上一次修订是哪年", {Respect.AMENDED}, "旅游条例"),
        ("旅游条例 提纲", {Respect.OUTLINE}, "旅游条例"),
        ("旅游条例由谁制定，哪年生效", {Respect.ISSUER, Respect.EFFECTIVE}, "旅游条例"),
        ("这部条例的文号", {Respect.NUMBER}, ""),
        ("它是什么时候公布的", {Respect.PUBLISHED}, ""),
    ],
)
def test_a_fact_of_a_document_is_asked(question: str, respects: set[Respect], subject: str) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.listing is None
    assert (set(asked.respects), "".join(asked.subject)) == (respects, subject)


@pytest.mark.parametrize(
    ("question", "units"),
    [("旅游条例共几章", ("章",)), ("旅游条例分多少章，多少条", ("章", "条")), ("旅游条例由哪些部分组成", ("部分",))],
)
def test_what_is_counted_or_listed_is_a_unit_of_the_outline(question: str, units: tuple[str, ...]) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.units == units


@pytest.mark.parametrize("question", ["旅游条例共几章，标题是什么", "旅游条例由哪些部分组成，列一下名称"])
def test_names_beside_a_count_ask_for_nothing_more(question: str) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert (len(asked.respects), asked.subject) == (1, ("旅游条例",))


@pytest.mark.parametrize(
    ("question", "numbers"), [("旅游条例第二章叫啥", (2,)), ("第三部分第一节的标题", (3, 1)), ("旅游条例第二章有几节", (2,))]
)
def test_a_part_is_named_by_its_numbers(question: str, numbers: tuple[int, ...]) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.numbers == numbers


def test_a_number_asks_for_its_document() -> None:
    asked = read_document_question("某政办发〔2031〕7号是哪个文件")
    assert asked is not None
    assert (asked.number, asked.subject, asked.respects) == ("某政办发〔2031〕7号", (), (Respect.TITLE,))
    alone = read_document_question("国务院令第9号")
    assert alone is not None
    assert alone.number == "国务院令第9号"


@pytest.mark.parametrize(
    "question",
    [
        "旅行社什么时候要交保证金",
        "条例对导游罚款多少",
        "规划由哪个部门牵头落实",
        "第二章关于门票是怎么规定的",
        "旅行社许可证丢了怎么办",
        "第九条规定了什么",
        "景区最多接待几万人",
        "旅行社应当在几日内答复",
        "我要是拿下一张导游证，能管多少年",  # what is asked of was told before
    ],
)
def test_what_a_document_provides_is_no_fact_of_it(question: str) -> None:
    assert read_document_question(question) is None


@pytest.mark.parametrize("question", ["我在写一篇稿子，这份规划管到哪年", "我想引用一下，是谁发的"])
def test_who_tells_what_it_is_for_may_ask_of_the_document_all_the_same(question: str) -> None:
    assert read_document_question(question) is not None


@pytest.mark.parametrize("question", ["规划要求哪年发布旅游产业目录", "旅行社许可证有效期多久", "导游证什么时候到期"])
def test_other_matter_stays_in_the_subject_for_the_titles_to_tell(question: str) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert not asked.like_a_name
    assert share_named(asked.subject, "襄阳市旅游规划") < 0.8


def test_a_story_is_not_read() -> None:
    assert read_document_question("我" * LONGEST + "旅游条例共几章") is None


@pytest.mark.parametrize(
    ("question", "places", "kinds"),
    [
        ("库里有哪些山东的条例", ["山东"], ("条例",)),
        ("青岛的文件收录了几份", ["青岛"], ()),
        ("有哪些司法解释", [], ("司法解释",)),
    ],
)
def test_a_list_is_of_places_and_kinds(question: str, places: list[str], kinds: tuple[str, ...]) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.listing is not None
    assert ([place.name for place in asked.listing.places], asked.listing.kinds) == (places, kinds)
    assert (asked.listing.words, asked.listing.named) == ((), False)


@pytest.mark.parametrize(
    ("question", "standing"),
    [("哪些文件作废了", "ended"), ("哪些文件被取代了", "superseded"), ("现行有效的办法有哪些", "in_force"), ("有哪些办法", "")],
)
def test_a_list_may_be_of_a_standing(question: str, standing: str) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.listing is not None
    assert asked.listing.standing == standing


def test_what_came_into_force_in_a_year_need_not_be_in_force() -> None:
    listings = [read_document_question(f"{when}的办法有哪些") for when in ("2024年生效", "施行的有效", "现在有效")]
    assert [asked.listing.standing for asked in listings if asked and asked.listing] == ["", "in_force", "in_force"]
    ended = read_document_question("2024年施行的已废止的办法有哪些")
    assert ended is not None and ended.listing is not None and ended.listing.standing == "ended"


def test_without_anything_asked_of_a_document_there_is_no_question_about_one() -> None:
    assert [read_document_question(text) for text in ("什么呢", "好的", "")] == [None, None, None]


def test_a_list_may_be_of_a_year_or_an_issuer() -> None:
    year, issuer = read_document_question("2031年生效的文件有哪些"), read_document_question("某市财政局发布的办法有哪些")
    assert year is not None
    assert year.listing is not None
    assert (year.listing.years, year.listing.since) == ({2031}, True)
    assert issuer is not None
    assert issuer.listing is not None
    assert (issuer.listing.issuer, issuer.listing.kinds) == ("某市财政局", ("办法",))


@pytest.mark.parametrize("question", ["旅游条例收录了吗", "有没有收录旅游条例", "你们有旅游条例吗", "库里有没有《旅游条例》"])
def test_whether_one_is_held_is_asked_by_its_name(question: str) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.listing is not None
    assert (asked.listing.named, asked.like_a_name, asked.subject) == (True, True, ("旅游条例",))


def test_a_day_is_read_in_the_precision_that_it_has() -> None:
    days = [read_document_question(f"{day}旅游条例还有效吗") for day in ("2031年", "2031年6月", "2031年6月1日", "")]
    assert [asked.day for asked in days if asked] == ["2031", "2031-06", "2031-06-01", ""]


def test_words_are_named_by_stretches_of_two_and_more() -> None:
    assert share_named(("旅游条例",), "某省旅游管理条例") == 1.0
    assert share_named(("门票条例",), "某省旅游管理条例") == 0.5
    assert share_named(("旅游的条例",), "某省旅游管理条例") == 1.0  # particles do not count
    assert share_named(("游省",), "某省旅游管理条例") == 0.0
    assert share_named((), "某省旅游管理条例") == 1.0


def test_nothing_within_a_name_that_is_known_is_read() -> None:
    text = "旅游条例实施细则是谁颁布的"
    asked = read_document_question(text, ("旅游条例实施细则",))
    assert asked is not None
    assert (asked.respects, asked.subject, asked.beside) == ((Respect.ISSUER,), ("旅游条例实施细则",), ())


def test_a_name_that_goes_on_is_another_documents() -> None:
    asked = read_document_question("旅游条例实施细则收录了吗", ("旅游条例",))
    assert asked is not None
    assert asked.beside == ("旅游条例实施细则",)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2031年以前的办法有哪些", set(range(1949, 2031))),
        ("2031年以后公布的办法有哪些", set(range(2031, 2100))),
        ("2031年到2033年的办法有哪些", {2031, 2032, 2033}),
    ],
)
def test_a_list_may_be_of_a_span_of_years(question: str, years: set[int]) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.listing is not None
    assert asked.listing.years == years


def test_a_list_may_be_of_the_newest_or_what_is_said_of_documents() -> None:
    newest, described = (read_document_question(text) for text in ("收录的办法里最新的是哪一部", "库里有没有青岛的办法"))
    assert newest is not None
    assert newest.listing is not None
    assert newest.listing.pick == "newest"
    assert described is not None
    assert described.listing is not None
    assert (described.listing.named, described.listing.kinds) == (False, ("办法",))


@pytest.mark.parametrize(
    ("text", "subject"), [("游船办法", ("游船办法",)), ("我想查《游船办法》", ("游船办法",)), ("请问", None), ("它的", None)]
)
def test_the_words_before_a_place_may_name_a_document(text: str, subject: tuple[str, ...] | None) -> None:
    asked = read_document_before(text)
    assert (asked.subject if asked else None) == subject


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("武汉市游船规划里码头修几个", "武汉市游船规划"),
        ("广告法对虚假宣传怎么罚", "广告法"),
        ("武汉市企业怎么写游船管理办法", ""),
        ("依法怎么维权", ""),
        ("按国家的法，最少分几成", ""),
        ("有什么办法对付侵权", ""),
        ("青岛和武汉条例各罚多少", ""),
    ],
)
def test_a_document_may_be_named_in_passing(text: str, name: str) -> None:
    asked = read_document_within(text)
    assert (asked.subject[0] if asked else "") == name


def test_a_law_that_is_known_by_the_end_of_its_name_is_not_named_anew() -> None:
    assert read_document_within("地理标志商标法里怎么写", ("商标法",)) is None
    assert read_document_within("修订以后的新法对平台是怎么规定的") is None  # an edition of a law, and no name


@pytest.mark.parametrize("question", ["入库企业一年能有多少额度", "转让净收入里有几成给发明人"])
def test_what_is_earned_or_listed_is_not_what_is_held(question: str) -> None:
    asked = read_document_question(question)
    assert asked is None or asked.listing is None or not asked.listing.on_shelf


NAMING = st.text("旅游管理条例的了政策文件门票办法", max_size=9)


@given(st.lists(NAMING, max_size=12), st.lists(NAMING, min_size=1, max_size=3), st.sampled_from([0.5, 0.7, 0.8, 1.0]))
def test_the_names_that_words_name_are_those_that_each_comparison_gives(names: list[str], words: list[str], least: float) -> None:
    each = {number: share_named(tuple(words), name) for number, name in enumerate(names)}
    assert Names(names).sharing(tuple(words), least) == {number: share for number, share in each.items() if share >= least}


def test_a_question_may_be_just_as_long_as_is_read() -> None:
    question = "条例是谁颁布的"
    assert read_document_question("旅" * (LONGEST - len(question)) + question) is not None
    assert read_document_question("旅" * (LONGEST + 1 - len(question)) + question) is None
    assert read_document_before("旅" * (LONGEST - 2) + "条例") is not None
    assert read_document_before("旅" * (LONGEST - 1) + "条例") is None


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("2031年12月", "2031-12"),
        ("2031年6月3号", "2031-06-03"),
        ("2031年版的", ""),  # the year of an edition is no day
        ("2031年修订的", ""),
        ("2031年度的", ""),
    ],
)
def test_the_year_of_an_edition_is_no_day(day: str, read: str) -> None:
    asked = read_document_question(f"{day}旅游条例还有效吗")
    assert asked is not None
    assert asked.day == read


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("旅游条例第三次修正是哪年", WhichAct(frozenset(), 3, True)),
        ("旅游条例最早是什么时候通过的", WhichAct(frozenset(), 1, False)),
        ("旅游条例最近一次修订是什么时候", WhichAct(frozenset(), -1, True)),
        ("旅游条例2014年的修订是哪个会议通过的", WhichAct(frozenset({2014}), 0, True)),
        ("旅游条例是谁颁布的", ANY_ACT),
    ],
)
def test_which_of_the_acts_on_a_document_is_meant(question: str, act: WhichAct) -> None:
    asked = read_document_question(question)
    assert asked is not None
    assert asked.act == act


@pytest.mark.parametrize(
    ("subject", "like_a_name", "of_law", "in_marks"),
    [
        ("旅游条例", True, True, False),
        ("旅游规划", True, False, False),
        ("《旅游意见》", True, False, True),
        ("《游船的话》", True, False, True),
        ("游船", False, False, False),
    ],
)
def test_what_a_subject_is_like(subject: str, like_a_name: bool, of_law: bool, in_marks: bool) -> None:
    asked = read_document_question(f"{subject}是谁颁布的")
    assert asked is not None
    assert (asked.like_a_name, asked.of_law, asked.in_marks) == (like_a_name, of_law, in_marks)


@pytest.mark.parametrize(("name", "more"), [("规划", False), ("新规划", False), ("旅游规划", True), ("旅游", True), ("", False)])
def test_a_name_says_more_than_its_kind_by_two_characters(name: str, more: bool) -> None:
    assert says_more_than_its_kind(name) is more


@pytest.mark.parametrize(
    ("subject", "matter"),
    [
        (("养犬规定",), ("养犬",)),
        (("游船", "码头", "政策"), ("游船", "码头", "")),
        (("犬规定",), ()),  # one character is no matter
        (("养犬条例",), ()),  # a kind of its own
        (("养犬规定", "处罚"), ()),  # goes on
        ((), ()),
    ],
)
def test_the_matter_of_what_is_called_only_a_rule(subject: tuple[str, ...], matter: tuple[str, ...]) -> None:
    assert matter_of(subject) == matter


def test_a_list_may_be_of_the_oldest_and_is_by_publication_unless_it_says_otherwise() -> None:
    oldest, published = (read_document_question(text) for text in ("收录的办法里最早的是哪一部", "2031年公布的文件有哪些"))
    assert oldest is not None and oldest.listing is not None
    assert (oldest.listing.pick, oldest.listing.since) == ("oldest", False)
    assert published is not None and published.listing is not None
    assert (published.listing.pick, published.listing.since) == ("", False)


def test_where_a_subject_lies_is_known() -> None:
    named, nowhere = (read_document_question(f"{name}旅游条例是谁颁布的") for name in ("山东省", ""))
    assert named is not None and nowhere is not None
    assert ([place.name for place in named.places], nowhere.places) == (["山东"], ())


@pytest.mark.parametrize(
    "question", ["第三部分有哪些文件", "库里收录的文件第三章有哪些", "有哪些办法，分别有几章", "库里有哪些条例，目录是什么"]
)
def test_a_part_of_a_document_or_its_outline_is_no_list_of_documents(question: str) -> None:
    asked = read_document_question(question)
    assert asked is None or asked.listing is None


def test_what_a_question_does_not_say_of_a_document_is_not_taken_for_granted() -> None:
    asked = DocumentAsked()
    assert not any((asked.like_a_name, asked.of_law, asked.in_marks, asked.listing, asked.day, asked.act.amending))


@pytest.mark.parametrize(
    ("text", "number"), [("旅游条例第三次修正是哪年", 3), ("旅游条例第0次修正是哪年", 0), ("旅游条例修正是哪年", 0)]
)
def test_an_act_that_no_number_names_is_none_in_particular(text: str, number: int) -> None:
    asked = read_document_question(text)
    assert asked is not None
    assert asked.act.number == number


def test_what_a_named_document_repealed_is_no_list_and_neither_is_a_fact_of_the_one_spoken_of() -> None:
    listed, named, spoken_of = (
        read_document_question(question, ()) for question in ("哪些旧办法废止了", "质押条例废止了哪些旧办法", "它一共几章")
    )
    assert listed is not None and listed.listing is not None
    assert named is not None and named.listing is None
    assert spoken_of is not None and spoken_of.listing is None


def test_how_many_places_have_a_rule_is_no_part_of_its_name() -> None:
    assert read_document_within("登封、巩义两市条例有什么不同") is None
    assert read_document_within("登封市殡葬条例有什么不同") is not None
    assert read_document_within("登封牛肉面写进规划了吗") is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("武汉市旅游规划里有什么", "武汉市旅游规划"),
        ("武汉热干面算不算规划里说的名小吃", ""),  # what asks in between is part of no name
        ("武汉哪些面馆要照规划办", ""),
    ],
)
def test_a_name_in_passing_asks_nothing(question: str, name: str) -> None:
    found = read_document_within(question)
    assert (found.subject[0] if found else "") == name


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("某政发〔2018〕6号有几项", True),
        ("某政发〔2018〕6号这份文件一共几条", True),
        ("某政发〔2018〕6号推广了几项改革举措", False),
        ("某政发〔2018〕6号里夜市管理方面有几项", False),
    ],
)
def test_what_is_counted_of_a_thing_in_a_document_is_none_of_its_parts(question: str, is_one: bool) -> None:
    assert (read_document_question(question) is not None) is is_one
