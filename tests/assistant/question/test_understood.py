"""Every field of an understood question, with values worked out by hand."""

from collections.abc import Sequence

import pytest

from assistant.profile import load_profile
from assistant.question.cues import Cue
from assistant.question.references import Reference
from assistant.question.titles import Pointer, Pointing
from assistant.question.understand import Parts, Reader, Understood
from assistant.records import Turn
from corpus.records import Document

DOCUMENTS = (
    Document(
        "plan", "襄阳市知识产权“十四五”规划", region="襄阳", province="湖北", kind="规划", valid_from="2021", valid_to="2025"
    ),
    Document("patent", "中华人民共和国专利法", region="全国", published="2020-10-17"),
    Document("mark", "中华人民共和国商标法", region="全国", published="2019-04-23"),
)
POINTER = Pointer(DOCUMENTS, "襄阳", "plan")
FIELD = load_profile().field
BEFORE = Turn("质押贷款有贴息吗", "1. “给予贴息。”[1]")


def read(question: str, history: Sequence[Turn] = ()) -> Understood:
    return Reader(point=POINTER.read, field=FIELD).read(question, history)


def test_of_a_follow_up_its_own_words_and_those_before_are_kept_apart() -> None:
    found = read("它有上限吗", [BEFORE])
    assert (found.question, found.asked, found.own) == ("它有上限吗",) * 3
    assert found.text == "质押贷款有贴息吗 它有上限吗"
    assert found.context == found.leaning == "质押贷款有贴息吗"


def test_of_a_question_put_into_the_one_before_all_words_count() -> None:
    found = read("那商标呢", [Turn("专利怎么申请", "……")])
    assert (found.text, found.own, found.leaning) == ("商标怎么申请", "商标怎么申请", "")
    assert (found.question, found.context) == ("商标怎么申请", "专利怎么申请")


def test_a_question_of_its_own_leans_on_nothing() -> None:
    found = read("怎么申请补贴")
    assert (found.own, found.text, found.context, found.leaning) == ("怎么申请补贴", "怎么申请补贴", "", "")
    assert (found.step, found.seen) == (0, "")


def test_more_of_the_same_and_the_neighbours_are_told() -> None:
    assert (read("还有吗", [BEFORE]).seen, read("还有吗", [BEFORE]).step) == (BEFORE.answer, 0)
    assert (read("下一条", [Turn("专利法第三条", "……")]).step, read("下一条", [Turn("专利法第三条", "……")]).seen) == (1, "")
    assert read("上一条", [Turn("专利法第三条", "……")]).step == -1


def test_typos_are_mended_in_the_question_and_in_what_completes_it() -> None:
    reader = Reader(lambda text: text.replace("址押", "质押"))
    found = reader.read("它的址押呢", [Turn("址押贷款", "……")])
    assert (found.question, found.asked) == ("它的质押呢", "它的址押呢")
    assert found.text == "质押贷款 它的质押呢"


def test_years_are_read_in_digits() -> None:
    found = read("二〇二〇年的专利")
    assert (found.text, found.asked, found.years) == ("2020年的专利", "2020年的专利", {2020})


def test_a_reading_that_leans_is_offered_only_where_the_question_leaves_it_open() -> None:
    reader = Reader(field=FIELD)
    assert [r.text for r in reader.readings("目标值", [])] == ["目标值"]
    assert [r.text for r in reader.readings("目标值", [BEFORE])] == ["目标值", "质押贷款有贴息吗 目标值"]
    assert [r.text for r in reader.readings("它的目标值", [BEFORE])] == ["它的目标值", "质押贷款有贴息吗 它的目标值"]
    assert [r.text for r in reader.readings("商标的呢", [Turn("专利的目标值", "")])] == ["商标的目标值"]
    assert [r.text for r in reader.readings("专利法第三条", [BEFORE])] == ["专利法第三条"]


def test_the_leaning_reading_keeps_question_and_context_apart() -> None:
    found = Reader(lambda text: text.replace("木标", "目标")).readings("木标值", [BEFORE])[1]
    assert (found.question, found.own, found.leaning) == ("目标值", "目标值", "质押贷款有贴息吗")
    assert found.text == "质押贷款有贴息吗 目标值"


def test_a_part_of_a_question_has_the_whole_as_its_context() -> None:
    reader = Reader(field=FIELD)
    whole = reader.read("专利保护几年，商标能不能续展")
    part = reader.part(whole, "商标能不能续展")
    assert (part.question, part.asked, part.own) == ("商标能不能续展",) * 3
    assert (part.text, part.leaning) == (f"{whole.text} 商标能不能续展", whole.text)


def test_what_stands_beside_a_place_is_a_question_of_its_own() -> None:
    reader = Reader(field=FIELD)
    beside = reader.beside(reader.read("第九条 商业秘密的定义"))
    assert beside.text == beside.question == beside.own == beside.asked == "  商业秘密的定义"
    assert (beside.references, beside.context) == ((), "")


def test_references_with_what_is_counted_behind_them() -> None:
    (found,) = read("二(二)基本原则第三条").references
    assert found == Reference(numbers=(2, 2), units=("", ""), text="二(二)", ordinal=3)


def test_each_reference_counts_what_stands_behind_it_alone() -> None:
    first, second = read("二(二)原则第1条和三(三)措施第2条").references
    assert (first.numbers, first.ordinal) == ((2, 2), 1)
    assert (second.numbers, second.ordinal) == ((3, 3), 2)


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("专利法第四十二条第二款 发明", "专利法  发明"),
        ("第三条和第五条", " "),
        ("质押贷款", "质押贷款"),
    ],
)
def test_the_rest_is_the_text_without_its_references(question: str, rest: str) -> None:
    assert read(question).rest == rest


@pytest.mark.parametrize(("question", "ordinals"), [("保障措施第二条", (2,)), ("保障措施最后一条", (-1,)), ("保障措施", ())])
def test_what_is_counted_under_a_heading(question: str, ordinals: tuple[int, ...]) -> None:
    assert (read(question).ordinals, read(question).counted_under) == (ordinals, "保障措施" if ordinals else "")


def test_a_reference_is_a_look_up_and_nothing_else_is_one_by_itself() -> None:
    assert read("专利法第三条").wants(Cue.LOOKUP)
    assert not read("专利的期限").wants(Cue.LOOKUP)


@pytest.mark.parametrize(
    "question",
    [
        "专利质押有补贴，对吗？",
        "专利质押有补贴，对吧",
        "专利质押有补贴是真的吗",
        "专利质押有补贴，属实吗？",
        "专利质押有补贴，是不是？",
        "听说专利质押有补贴，对不对",
        "难道专利质押有补贴吗",
        "请问专利质押有补贴吗",
        "是不是专利质押有补贴？",
        "专利质押有补贴，有这回事吗",
        "专利质押有补贴，可以这么说吗",
        "专利质押有补贴吗",
        "据说：专利质押有补贴，这个说法正确吗",
        "是否专利质押有补贴",
    ],
)
def test_the_claim_is_what_a_yes_or_no_question_asks_about(question: str) -> None:
    assert read(question).claim.text == "专利质押有补贴"


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("这项是不是免费", "这项是免费"),
        ("这项是否免费", "这项是免费"),
        ("质押贷款怎么办理", ""),
        ("有补贴吗，补多少", ""),
    ],
)
def test_a_claim_without_its_question_words(question: str, claim: str) -> None:
    assert read(question).claim.text == claim


def test_phrases_are_kept_once_in_their_order() -> None:
    found = read('“一站式”和「联合执法」、『全链条』、"一站式"、“长”出自哪里')
    assert found.phrases == ("一站式", "联合执法", "全链条")


@pytest.mark.parametrize(
    ("question", "before", "facets"),
    [
        ("比例是多少", "质押贷款有贴息吗", ("entitlement", "rate")),
        ("上限呢", "质押贷款有贴息吗", ("entitlement", "cap")),
        ("那比例是多少", "专利怎么申请", ("rate",)),
        ("那电话是多少", "质押贷款有贴息吗", ("phone",)),
        ("补贴的比例是多少", "质押贷款有贴息吗", ("entitlement", "rate")),
    ],
)
def test_a_rate_asked_after_a_subsidy_is_that_of_the_subsidy(question: str, before: str, facets: tuple[str, ...]) -> None:
    assert read(question, [Turn(before, "……")]).facets[: len(facets)] == facets
    assert read(question, [Turn(before, "……")]).facets.count("entitlement") == (facets[0] == "entitlement")


def test_stretches_that_ask() -> None:
    assert read("注册商标的有效期多久，能不能续展几次").asking == ("注册商标的有效期多久", "能不能续展几次")
    assert read("我们做农产品，想知道怎么申请").asking == ("想知道怎么申请",)
    assert read("多久，怎么续").asking == ()


STORY = "我公司2021年在襄阳买了3件实用新型，请问2025年青岛的地标补贴多少钱"


def test_of_a_story_the_part_that_asks_names_year_place_and_subject() -> None:
    found = read(STORY)
    assert found.years == {2021, 2025}
    assert (found.asking_years, found.asking_places) == ({2025}, ("青岛",))
    assert found.subjects == (("地理标志", "地标"),)


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("发明的期限", (("发明专利", "发明"),)),
        ("地标和著作权", (("地理标志", "地标"), ("版权", "著作权", "作品"))),
        ("专利的期限", ()),
    ],
)
def test_subjects_come_with_all_of_their_words(question: str, subjects: tuple[tuple[str, ...], ...]) -> None:
    assert read(question).subjects == subjects


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("第3条说2025年底要达到12.5件和8000元吗", {"12.5", "8000"}),
        ("21年末排第4，２０２３ 有6件", {"6"}),
        ("要20250元吗", {"20250"}),
        ("没有数字", set()),
    ],
)
def test_figures_are_neither_years_nor_ranks(question: str, figures: set[str]) -> None:
    assert read(question).figures == figures


def test_figures_of_the_question_before_are_not_those_of_this_one() -> None:
    assert read("它的上限是8件吗", [Turn("达到6件了吗", "……")]).figures == {"8"}


def test_topic_and_keywords() -> None:
    found = read("请问质押融资 补贴、标准在哪里提到")
    assert found.topic == ("质押融资 补贴", "标准")
    assert found.keywords == ("请问质押融资", "补贴", "标准在哪里提到")


def test_the_topic_beside_words_that_are_known() -> None:
    found = read("专利法第九条，商业秘密的定义")
    assert found.topic_beside("") == 3 + 4 + 2  # 专利法, 商业秘密, 定义
    assert found.topic_beside("专利法") == 4 + 2
    assert found.topic_beside("专利法和商业秘密的定义") == 0


def test_official_terms_are_added_for_the_own_words_alone() -> None:
    assert read("借点钱").added == ("贷款", "融资", "质押融资")
    assert "质押融资" not in read("它有电话吗", [Turn("怎么借点钱", "……")]).added


@pytest.mark.parametrize(("question", "in_field"), [("商标怎么注册", True), ("红烧肉怎么做", False)])
def test_whether_a_word_of_the_field_is_used(question: str, in_field: bool) -> None:
    assert read(question).in_field is in_field


def test_the_field_is_that_of_the_completed_question() -> None:
    assert read("它要多久", [Turn("商标怎么注册", "……")]).in_field


@pytest.mark.parametrize(
    "question",
    [
        "专利法怎么说，商标法怎么说",  # two names
        "我市规划怎么说，商标法怎么说",  # a name and home
        "青岛怎么罚，广州怎么罚",  # two places
        "新旧两版怎么说，有变化吗",  # both versions
        "2010年怎么说，2020年怎么说",  # two years
    ],
)
def test_stretches_are_read_where_several_documents_are_meant(question: str) -> None:
    found = read(question)
    assert [segment.text for segment in found.segments] == [question[: question.index("，") + 1], question.partition("，")[2]]
    assert [segment.pointing for segment in found.segments] == [POINTER.read(s.text) for s in found.segments]


@pytest.mark.parametrize("question", ["专利法怎么说，有期限吗", "青岛怎么罚，有标准吗", "2020年怎么说，有变化吗", "我市怎么说"])
def test_stretches_are_not_read_where_one_document_is_meant(question: str) -> None:
    assert read(question).segments == ()


def test_the_whole_text_is_what_points() -> None:
    assert read("它怎么说", [Turn("商标法的期限", "……")]).pointing.documents == (2,)
    assert Reader().read("商标法的期限").pointing == Pointing()


def test_titles_and_stated_differences_are_cues_of_the_whole_text_others_of_the_question() -> None:
    before = Turn("有哪些小标题，比上年增加多少，哪几处提到", "……")
    found = read("它呢", [before])
    assert found.wants(Cue.TITLES) and found.wants(Cue.DIFFERENCE_STATED)
    assert not found.wants(Cue.LIST, Cue.OCCURRENCES, Cue.COMPARES)
    assert read("哪些标题").cues == {Cue.LIST, Cue.TITLES}


def test_any_of_several_cues_is_enough() -> None:
    assert read("哪些标题").wants(Cue.SUPPORT, Cue.LIST)
    assert not read("哪些标题").wants(Cue.SUPPORT, Cue.GRANT)


@pytest.mark.parametrize(
    ("question", "exhaustive", "open_ended"),
    [
        ("摊位由哪几个部门牵头管理", False, False),  # one sentence names them
        ("质押融资有哪些举措", True, True),
        ("质押融资怎么办理", True, True),
        ("什么情形不予登记", True, True),
        ("申报需要哪些材料", True, True),
        ("质押融资的措施", True, True),
        ("把质押融资的规定都列出来", True, True),
        ("专利闲着没用，市里有没有办法帮忙质押", True, True),
        ("质押融资有没有登记", False, True),
        ("各项指标多少件，请列完整", True, True),  # figures, all of them
        ("质押融资分别多少件", False, False),  # figures alone
        ("银行贷款 质押", False, True),  # nothing in particular
        ("质押融资由谁办理", False, False),
        ("质押的办理电话", False, False),
        ("质押融资有风险补偿，对吗", False, False),
        ("质押和保险有什么区别", False, False),
        ("专利法第三条", False, False),
    ],
)
def test_what_many_sentences_may_answer(question: str, exhaustive: bool, open_ended: bool) -> None:
    found = read(question)
    assert (found.exhaustive, found.open_ended) == (exhaustive, open_ended)


def test_one_line_is_no_open_question() -> None:
    found = read("一句话说", [Turn("质押融资有哪些举措", "“给予贴息。”[1]")])
    assert found.brief and not found.open_ended


def asked_apart(question: str) -> Parts:
    reader = Reader()
    return reader.parts(question, (), reader.read(question))


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("能把商标这几个字印在包装上吗？要是印了罚多少钱？", 2),  # 几个字 asks of no document
        ("某市商标条例有几条？哪天施行？", 0),  # one document is asked about
        ("夜市摊位证：归哪个局管？纸质材料送到什么地方？", 2),
    ],
)
def test_what_asks_of_no_document_is_asked_in_parts(question: str, parts: int) -> None:
    assert len(asked_apart(question)) == parts


def test_the_topic_before_a_colon_stands_before_all_parts() -> None:
    assert [part.head for part, _ in asked_apart("夜市摊位证：归哪个局管？纸质材料送到什么地方？")] == ["夜市摊位证："] * 2


def test_titles_are_those_in_marks() -> None:
    assert Reader().read("《某市商标条例》和《办法》管哪几年").titles == ["某市商标条例"]  # 办法 alone names none
