"""What a question points at is read once: titles, abbreviations, numbers, places, the home region."""

import time
from pathlib import Path

import pytest

from assistant.question.title_index import MOST_ALIKE, TitleIndex
from assistant.question.titles import MOST_NAMES, Pointer
from corpus.manifest import read_manifest
from corpus.records import Document

DOCUMENTS = (
    Document("plan", "甲市知识产权“十四五”规划", region="襄阳", province="湖北", kind="规划"),
    Document("law", "中华人民共和国专利法", region="全国"),
    Document("rules", "中华人民共和国专利法实施细则", region="全国"),
    Document("gd", "广东省地理标志条例", region="广东", province="广东"),
    Document(
        "nansha", "广州南沙新区促进总部经济发展扶持办法", region="广州南沙", province="广东", doc_no="穗南开管办〔2017〕1号"
    ),
    Document("nansha_rules", "广州南沙新区总部经济扶持办法实施细则", region="广州南沙", province="广东"),
    Document("note", "补贴说明", region="全国"),
    Document("civil", "中华人民共和国民法典", region="全国"),
    Document("talk", "甲市医保政策在线访谈实录", region="襄阳", doc_no="甲医金委〔2017〕1号"),
    Document("scheme", "某省补贴方案", region="全国"),
)
POINTER = Pointer(DOCUMENTS, "襄阳", "plan")


def named(question: str, pointer: Pointer = POINTER) -> list[str]:
    return [DOCUMENTS[n].id for n in pointer.read(question).documents]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("专利法第四十二条", ["law"]),
        ("《专利法》怎么规定", ["law"]),
        ("专利法的实施细则第十条", ["rules"]),
        ("地理标志条例怎么说", ["gd"]),
        ("南沙总部经济扶持办法奖多少", ["nansha"]),
        ("南沙扶持办法奖多少", []),
        ("穗南开管办〔2017〕1号", ["nansha"]),
        ("穗南开管办[2017]1号", ["nansha"]),
        ("请问依据穗南开管办〔2017〕1号", ["nansha"]),  # words before it are none of its issuer
        ("鄂政发〔2017〕1号", []),  # another issuer's number
        ("穗南开管办〔2017〕11号", []),
        ("广州南沙新区促进总部经济发展扶持办法里头奖多少", ["nansha"]),
        ("补贴说明", ["note"]),  # a short title counts where it is all that is asked
        ("补贴说明在哪", []),
        ("俗话（广东省地理标志）条例第十条", ["gd"]),  # what is explained in brackets may be the name itself
        ("《某省关于推进地理标志条例实施和加快品牌建设工作的若干意见》怎么说", []),  # a part of another title
        ("《广东地理标志条例》怎么说", ["gd"]),
        ("民法典第十条", ["civil"]),
        ("甲市医保访谈实录说了什么", ["talk"]),  # whatever a title that is held ends in
        ("甲医金委〔2017〕1号", ["talk"]),  # the characters in front of the year tell two of one number apart
        ("patent law 第4条", ["law"]),
        ("规划的目标", ["plan"]),
        ("十四五的目标", ["plan"]),
        ("襄阳十四五的目标", ["plan"]),
        ("湖北十四五的目标", ["plan"]),  # it lies there
        ("宜昌十四五的目标", []),  # another city has a plan of its own
        ("远景规划", []),
        ("规划局在哪", []),
        ("细则第十条", ["rules"]),
        ("南沙的细则第十条", ["nansha_rules"]),
        ("专利奖励多少", []),
        ("法院怎么判", []),
    ],
)
def test_a_document_is_known_by_what_people_call_it(question: str, expected: list[str]) -> None:
    assert named(question) == expected


@pytest.mark.parametrize(("others", "expected"), [((), ["talk"]), ((0,), ["talk"]), ((0, 8), ["talk"]), ((0, 1), [])])
def test_a_phrase_that_other_documents_use_names_none(others: tuple[int, ...], expected: list[str]) -> None:
    """``talk`` is number 8; where a kind of document ends a name, it is one whoever says it."""
    pointer = Pointer(DOCUMENTS, "襄阳", "plan", speaking=lambda _: others)
    assert named("甲市医保访谈实录说了什么", pointer) == expected
    assert named("地理标志条例怎么说", pointer) == named("地理标志条例怎么说")


def test_without_a_home_the_bare_word_means_nothing() -> None:
    assert named("规划的目标", Pointer(DOCUMENTS)) == []
    assert not Pointer(DOCUMENTS).read("襄阳的专利").home


def test_the_documents_of_each_name_stand_together_in_the_order_of_the_names() -> None:
    groups = POINTER.read("地理标志条例和专利法、规划有什么不同").groups
    assert [[DOCUMENTS[n].id for n in group] for group in groups] == [["gd"], ["law"], ["plan"]]


@pytest.mark.parametrize(
    ("question", "home"), [("襄阳奖多少", True), ("我市奖多少", True), ("咱们这奖多少", True), ("奖多少", False)]
)
def test_the_home_region_is_named_by_name_or_as_ours(question: str, home: bool) -> None:
    assert POINTER.read(question).home is home


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("《数据安全法》怎么规定", "数据安全法"),
        ("《专利法》怎么规定", ""),
        ("《专利法》和《数据安全法》怎么规定", ""),  # one of them is held: the question can be answered in part
        ("《省补方案》怎么说", ""),  # four of the six characters of a held title
        ("《省方案》怎么说", "省方案"),  # three of them
        ("《中华人民共和国专利法(2020年修正)》", ""),
    ],
)
def test_a_title_that_is_not_held_is_missing(question: str, missing: str) -> None:
    assert POINTER.read(question).missing_title == missing


def test_where_a_title_is_missing_the_bare_word_is_none() -> None:
    pointing = POINTER.read("《数据安全法》和规划怎么说")
    assert (pointing.documents, pointing.missing_title) == ((), "数据安全法")


@pytest.mark.parametrize(
    ("question", "documents"),
    [("广东的地理标志条例", ["gd"]), ("湖南的地理标志条例", []), ("湖南能不能照专利法实施细则办", ["rules"])],
)
def test_a_loose_name_means_no_document_of_another_place(question: str, documents: list[str]) -> None:
    assert named(question) == documents


def test_places_and_version_are_read_with_it() -> None:
    pointing = POINTER.read("南沙旧版办法2010年修订")
    assert ([place.name for place in pointing.places], pointing.version.old) == (["南沙"], True)
    assert pointing.version.years == {2010}


# many documents


def test_whole_titles_name_one_of_very_many_articles() -> None:
    pointer = Pointer([Document(f"a{n}", f"某法第{n}条") for n in range(3_000)])
    assert pointer.read("某法第7条").documents == (7,)
    assert pointer.read("随便问问").documents == ()


def test_names_are_told_apart_among_very_many_titles() -> None:
    names = [
        f"{first}{second}市专利保护办法" for first in "甲乙丙丁戊己庚辛壬癸子丑" for second in map(chr, range(0x5200, 0x5300))
    ]
    pointer = Pointer([Document(f"d{n}", name) for n, name in enumerate(names)] + [Document("x", "专利奖励办法")])
    assert pointer.read(f"{names[1234]}第三条").documents == (1234,)
    assert pointer.read("专利奖励办法第三条").documents == (len(names),)
    assert pointer.read("市专利保护办法第三条").documents == ()  # 3,072 titles fit alike: the name is none's


def test_titles_that_fit_alike_are_all_meant_up_to_a_limit() -> None:
    for count, expected in ((MOST_ALIKE, MOST_ALIKE), (MOST_ALIKE + 1, 0)):
        titles = TitleIndex([(f"{chr(0x5200 + n)}市专利办法",) for n in range(count)])
        assert len(titles.ending("专利办法", "办法").holders) == expected


def test_a_text_full_of_names_is_read_in_bounded_time() -> None:
    pointer = Pointer([Document(f"d{n}", f"{chr(0x5200 + n % 256)}{chr(0x6200 + n // 256)}市专利办法") for n in range(20_000)])
    started = time.process_time()
    for text in ("专利办法和商标条例" * 500, "《某某法》" * 1000, "[2020]1号" * 1000, "a law " * 1000):
        pointer.read(text)
    assert time.process_time() - started < 2.0


def test_names_beyond_the_limit_are_not_looked_at() -> None:
    assert named("某条例" * MOST_NAMES + "专利法") == []
    assert named("某条例" * (MOST_NAMES - 1) + "专利法") == ["law"]


def test_the_deepest_common_ending_wins_over_shorter_titles() -> None:
    titles = TitleIndex([("城市绿化管理办法",), ("管理办法",), ("道路管理办法",)])
    fit = titles.ending("问问绿化管理办法", "办法")
    assert (fit.length, fit.holders) == (6, (0,))
    assert titles.ending("问问道路管理办法", "办法").holders == (2,)
    assert titles.ending("这个管理办法", "办法").holders == (1,)
    assert titles.ending("办法", "办法").holders == ()


def test_a_title_inside_a_longer_one_is_not_named_with_it() -> None:
    short, long = "某省知识产权保护管理办法", "某省知识产权保护管理办法补充说明"
    titles = TitleIndex([(short,), (long,)])
    assert (titles.whole(f"{long}怎么说"), titles.whole(f"{short}怎么说")) == ([1], [0])


def test_a_name_ends_in_the_kind_of_its_document() -> None:
    assert TitleIndex([("专利办公法",)]).ending("专利办法", "办法").holders == ()


def test_characters_in_another_order_are_not_in_common() -> None:
    titles = TitleIndex([("丁丙乙甲某某某某管理办法",), ("甲乙丙丁某某管理办法",)])
    assert titles.ending("甲乙丙丁管理办法", "办法").holders == (1,)
    assert TitleIndex([("丁丙乙甲某某某某管理办法",)]).ending("甲乙丙丁管理办法", "办法").holders == ()


# over the 62 documents


@pytest.fixture(scope="module")
def register(reference_documents: Path) -> list[Document]:
    return list({d.id: d for d in read_manifest(reference_documents / "manifest.json").values()}.values())


def test_every_document_is_found_by_its_title(register: list[Document]) -> None:
    pointer = Pointer(register, "襄阳", "xiangyang_ip_145")
    missed = [d.id for n, d in enumerate(register) if n not in pointer.read(f"《{d.title}》里怎么说").documents]
    assert missed == []


@pytest.mark.parametrize(
    ("home", "question", "places", "at_home"),
    [
        ("谷城县", "我县的补贴", [], True),
        ("谷城县", "本市的补贴", ["襄阳"], False),
        ("谷城县", "咱们省的补贴", ["湖北"], False),
        ("襄阳", "全市的补贴", [], True),
        ("襄阳", "我区的补贴", [], True),  # a city lies in no county: its own
        ("南宁", "全区的补贴", ["广西"], False),
        ("襄阳", "在超市里买", [], False),
        ("襄阳", "柳河县里的补贴", ["柳河"], False),  # the county that is named
        ("襄阳", "我市和柳河的补贴", ["柳河"], True),
        ("襄阳", "省际公路", [], False),
        ("", "我市的补贴", [], True),
    ],
)
def test_places_around_home_are_said_without_their_names(home: str, question: str, places: list[str], at_home: bool) -> None:
    pointing = Pointer(DOCUMENTS, home).read(question)
    assert ([place.name for place in pointing.places], pointing.home) == (places, at_home)


def test_the_plan_of_home_is_meant_by_its_five_years_alone() -> None:
    assert POINTER.read("十三五的目标").documents == ()


def test_a_name_that_no_kind_ends_must_be_long_to_be_told_from_an_ordinary_phrase() -> None:
    pointer = Pointer([Document("x", "甲乙丙丁戊说明")])
    assert pointer.read("问甲乙丙丁戊说明的事").documents == (0,)
    assert pointer.read("问乙丙丁戊说明的事").documents == (0,)  # six characters
    assert pointer.read("问丙丁戊说明的事").documents == ()


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("〔2017〕1号", ["nansha", "talk"]),  # no issuer before it
        ("委〔2017〕1号", ["talk"]),
        ("〔2017〕1号和〔2018〕1号", ["nansha", "talk"]),
        ("〔2018〕1号", []),
    ],
)
def test_a_number_without_issuer_is_that_of_each_document_that_bears_it(question: str, documents: list[str]) -> None:
    assert named(question) == documents


def test_the_name_of_a_kind_means_the_rules_of_the_place_or_else_of_the_country() -> None:
    local = Document("local", "某市奖励办法实施细则", region="南宁", province="广西")
    national = Document("national", "某法实施细则", region="全国")
    plan = Document("plan", "南宁市旅游规划", region="南宁", province="广西", kind="规划")
    assert Pointer([local, plan], "南宁", "plan").read("南宁的细则和规划").documents == (0,)
    assert Pointer([local, plan], "南宁", "plan").read("青岛的细则和规划").documents == (1,)  # no rules of there or of all
    assert Pointer([plan], "南宁", "plan").read("细则和规划").documents == (0,)
    assert Pointer([local, national], "南宁").read("青岛的细则").documents == (1,)
    assert Pointer([local, national], "南宁").read("南宁的细则").documents == (0,)


def test_a_document_of_no_known_place_may_be_of_any() -> None:
    pointer = Pointer([Document("x", "码头养护办法"), Document("y", "襄阳市码头养护办法", region="襄阳")])
    assert pointer.read("广东的码头养护办法").documents == (0,)
    assert pointer.read("襄阳的码头养护办法").documents == (1,)  # more of its title


def test_where_nothing_is_held_a_title_in_marks_is_missing() -> None:
    assert Pointer([]).read("《码头办法》怎么写").missing_title == "码头办法"


def test_of_names_that_overlap_the_longest_is_meant() -> None:
    pointer = Pointer([Document("a", "码头养护办法"), Document("b", "码头养护办法实施意见"), Document("c", "游船意见")])
    pointing = pointer.read("码头养护办法实施意见和游船意见怎么说")
    assert pointing.groups == ((1,), (2,))
    assert pointing.names == ("码头养护办法实施意见", "游船意见")


def test_the_plan_at_home_stands_among_the_groups_where_it_is_named() -> None:
    groups = POINTER.read("规划和专利法有什么不同").groups
    assert [[DOCUMENTS[n].id for n in group] for group in groups] == [["plan"], ["law"]]
    groups = POINTER.read("穗南开管办〔2017〕1号和规划有什么不同").groups
    assert [[DOCUMENTS[n].id for n in group] for group in groups] == [["nansha"], ["plan"]]


@pytest.mark.parametrize("title", ["码头办法(试行)", "码头办法（试行）", "码头办法", "《码头办法》"])
def test_what_stands_in_brackets_is_no_part_of_a_name(title: str) -> None:
    assert Pointer([Document("x", title)]).read("码头办法第三条").documents == (0,)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("按广东省的条例，摊位要留几年", {"gi", "ip"}),  # all that the place has
        ("按广东省地理标志条例，摊位要留几年", {"gi"}),
        ("按广东省的办法，摊位要留几年", set()),
    ],
)
def test_a_place_and_a_kind_mean_all_documents_of_it(question: str, expected: set[str]) -> None:
    held = [
        Document("gi", "广东省地理标志条例", region="广东"),
        Document("ip", "广东省知识产权保护条例", region="广东"),
        Document("other", "海南省知识产权保护条例", region="海南"),
    ]
    assert {held[number].id for number in Pointer(held).read(question).documents} == expected


@pytest.mark.parametrize("title", ["某市实施《燃气法》办法", "某市实施《中华人民共和国燃气法》办法"])
@pytest.mark.parametrize(
    "asked", ["《某市实施〈中华人民共和国燃气法〉办法》第三条", "某市实施燃气法办法第三条", "某市实施《燃气法》办法第三条"]
)
def test_the_state_may_stand_within_a_title_or_be_left_out(title: str, asked: str) -> None:
    pointing = Pointer([Document("local", title), Document("other", "某市供水办法")]).read(asked)
    assert (pointing.documents, pointing.missing_title) == ((0,), "")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("甲部、乙总局公告2020年第9号什么时候施行", ["notice"]),
        ("甲部乙总局公告2020年第9号", ["notice"]),
        ("乙总局2020年第9号公告怎么说", ["notice"]),
        ("公告2020年第9号", ["notice"]),
        ("公告2020年第8号", []),
        ("2020年第9号文件", []),
    ],
)
def test_an_announcement_is_known_by_year_and_number(question: str, expected: list[str]) -> None:
    documents = [*DOCUMENTS, Document("notice", "关于捐赠的公告", region="全国", doc_no="甲部乙总局公告2020年第9号")]
    pointer = Pointer(documents, "襄阳", "plan")
    assert [documents[n].id for n in pointer.read(question).documents] == expected


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("国家对小微企业有什么支持", True),
        ("为了少打官司，国家支持设立什么基金", True),
        ("我国的专利保护多少年", True),
        ("国家知识产权示范城市有几个", False),  # a name
        ("国家对襄阳有什么支持", False),  # of a place
        ("国家机关可以申请吗", False),
    ],
)
def test_a_question_may_ask_what_the_state_does(question: str, state: bool) -> None:
    assert POINTER.read(question).state is state
