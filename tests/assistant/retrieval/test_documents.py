"""Which documents a question on documents means: by name, number, conversation, place, kind, year and standing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from assistant.question.document_facts import DocumentAsked, Listing
from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.records import Respect, Turn
from assistant.retrieval.documents import SHORTEST_PART, DocumentFinder
from assistant.retrieval.register import Register
from assistant.retrieval.scope import Scope, Scoper
from corpus.parser import parse
from corpus.places import place_of_region
from corpus.records import Document

DOCUMENTS = (
    Document(
        "plan", "襄阳市旅游规划", "襄阳市人民政府", region="襄阳", province="湖北", kind="规划",
        valid_from="2021", valid_to="2025",
    ),
    Document(
        "old", "山东省旅游条例", "山东省人大常委会", region="山东", province="山东", kind="地方性法规", superseded_by="new"
    ),
    Document(
        "new", "山东省旅游条例", "山东省人大常委会", "鲁发〔2023〕4号", "山东", "山东", "地方性法规",
        "2023-01-05", "2023-02-01", supersedes="old",
    ),
    Document(
        "city", "青岛市游船办法", "青岛市人民政府", region="山东青岛", province="山东", kind="政府规章", published="2020-03-01"
    ),
)  # fmt: skip
TEXT = "{title}\n第一条 为了发展，制定本文件。\n第二条 自2023年2月1日起施行。\n"
Find = Callable[..., Register | None]


@pytest.fixture(scope="module")
def find() -> Find:
    known = (DOCUMENTS, "襄阳", "plan")
    parsed = {document.id: parse(document, TEXT.format(title=document.title)) for document in DOCUMENTS}
    finder = DocumentFinder(Scoper(*known), parsed.__getitem__)
    reader = Reader(point=Pointer(*known).read)

    def run(question: str, *before: str, day: str | None = "2024-06-01", spoken_of: tuple[int, ...] = ()) -> Register | None:
        understood = reader.readings(question, [Turn(text, "") for text in before])[-1]
        return finder.find(understood, finder.scoper.scope(understood.pointing, as_of=day), day, frozenset(spoken_of))

    return run


def listed(register: Register | None) -> list[str] | None:
    assert register is not None
    return None if register.listed is None else [DOCUMENTS[number].id for number in register.listed]


def meant(register: Register | None) -> list[str]:
    assert register is not None
    return [DOCUMENTS[number].id for number in register.documents]


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("山东省旅游条例是谁颁布的", "new"),
        ("山东旅游的条例几条", "new"),
        ("青岛游船那个办法是哪天公布的", "city"),
        ("规划的发文单位", "plan"),
        ("鲁发〔2023〕4号是哪个文件", "new"),
        ("鲁发[2023]4号什么时候生效", "new"),
        ("文号是多少", "plan"),
    ],
)
def test_a_document_is_meant_by_name_number_or_as_the_one_at_home(find: Find, question: str, document: str) -> None:
    assert meant(find(question)) == [document]


def test_the_conversation_says_which_one_is_meant(find: Find) -> None:
    assert meant(find("它的文号呢", "青岛市游船办法是谁颁布的")) == ["city"]


def test_where_no_question_names_one_the_document_of_the_answer_is_meant(find: Find) -> None:
    before = "游船补贴给多少"
    assert meant(find("这政策如今还管用吗", before, spoken_of=(3,))) == ["city"]
    assert meant(find("规划如今还管用吗", before, spoken_of=(3,))) == ["plan"]
    assert meant(find("鲁发〔2023〕4号如今还管用吗", before, spoken_of=(3,))) == ["new"]  # the number names one
    missing = find("鲁发〔2023〕14号如今还管用吗", before, spoken_of=(3,))
    assert missing is not None and missing.missing == "鲁发〔2023〕14号"  # one that is not held
    assert meant(find("它的文号呢", "青岛市游船办法是谁颁布的", spoken_of=(2,))) == ["city"]  # named in the question before
    assert find("这政策如今还管用吗", before, spoken_of=(1, 3)) is None  # of two that hold the words neither is known to be


def test_an_old_one_is_meant_by_its_matter(find: Find) -> None:
    assert meant(find("山东以前那份旅游的老政策现在还算数不")) == ["old"]
    assert meant(find("山东的旅游政策还算数不")) == ["new"]
    assert find("旅游的老政策现在还算数不") is None  # of no place


def test_a_list_may_be_asked_for_with_a_preface_or_by_whether_there_is_one(find: Find) -> None:
    assert listed(find("我在整理目录，你这里收了山东省的哪些旅游方面的地方性法规")) == ["old", "new"]
    assert listed(find("山东省人大常委会发布的文件有没有，是哪份")) == ["old", "new"]
    assert listed(find("青岛市人民政府发的文件你这边有几份，叫什么名字")) == ["city"]
    assert listed(find("哪些旧条例已经废止了")) == ["old"]  # is no question on what one repeals


@pytest.mark.parametrize("question", ["山东省游客什么时候施行登记", "旅行社的许可证有效期多久", "条例对导游证的有效期多久"])
def test_other_matter_is_no_document(find: Find, question: str) -> None:
    assert find(question) is None


def test_what_is_not_held_is_named_with_what_is_like_it(find: Find) -> None:
    register = find("库里有没有《山东省旅游办法》")
    assert register is not None
    assert (register.missing, register.not_held, register.known) == ("山东省旅游办法", True, False)
    assert "new" in [DOCUMENTS[number].id for number in register.nearest]


def test_what_a_held_one_says_is_no_question_on_documents(find: Find) -> None:
    for question in ("《山东省旅游条例》规定的专项资金可用于哪些方面", "依据《山东省旅游条例》，请求处理纠纷应当符合哪些条件"):
        assert find(question) is None
    missing = find("《云南省旅游条例》规定的专项资金可用于哪些方面")
    assert missing is not None
    assert missing.missing


def test_a_province_never_stands_for_its_city(find: Find) -> None:
    register = find("湖北省旅游规划是谁颁布的")
    assert register is None or register.missing


@pytest.mark.parametrize(("question", "uncalled"), [("库里有哪些山东的养犬文件", "养犬"), ("库里有哪些山东那边的文件", "")])
def test_words_of_no_name_do_not_make_a_list_empty(find: Find, question: str, uncalled: str) -> None:
    register = find(question)
    assert register is not None and register.uncalled == uncalled
    assert listed(register) == ["old", "new", "city"]
    assert register.known == (not uncalled)


def test_another_number_is_another_document(find: Find) -> None:
    register = find("鲁发〔2023〕14号是哪个文件")
    assert register is not None
    assert register.missing == "鲁发〔2023〕14号"


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("库里有哪些山东的文件", ["old", "new", "city"]),
        ("山东的条例有几部", ["old", "new"]),
        ("青岛有哪些文件", ["city"]),
        ("2023年公布的文件有哪些", ["new"]),
        ("青岛市人民政府发布的文件有哪些", ["city"]),
        ("哪些文件被取代了", ["old"]),
        ("哪些文件作废了", ["old"]),
        ("收录了几份文件", ["plan", "old", "new", "city"]),
        ("收录了哪些游船的文件", ["city"]),
        ("山东省旅游条例收录了吗", ["new"]),
    ],
)
def test_a_list_holds_what_fits_and_nothing_else(find: Find, question: str, documents: list[str]) -> None:
    assert listed(find(question)) == documents


def test_standing_is_judged_for_the_day(find: Find) -> None:
    assert listed(find("哪些文件作废了", day="2022-06-01")) == []
    assert listed(find("2022年有哪些文件作废了", day="2024-06-01")) == []


@pytest.mark.parametrize("question", ["武汉的文件有哪些", "收录了哪些滑雪的文件"])
def test_an_empty_list_says_so(find: Find, question: str) -> None:
    register = find(question)
    assert register is not None
    assert register.not_held


@pytest.mark.parametrize("question", ["游船要提交哪些文件", "旅行社应当公布哪些规定", "某某局发布的办法有哪些"])
def test_a_list_of_what_no_title_speaks_of_is_no_list_of_documents(find: Find, question: str) -> None:
    assert find(question) is None


def test_without_a_home_document_nothing_is_meant_by_silence() -> None:
    scoper = Scoper([replace(document, id=document.id) for document in DOCUMENTS])
    finder, reader = DocumentFinder(scoper, lambda _: pytest.fail("no document is meant")), Reader()
    understood = reader.read("文号是多少")
    assert finder.find(understood, scoper.scope(understood.pointing), None) is None


def test_newness_chooses_among_versions(find: Find) -> None:
    assert meant(find("山东旅游条例最新版是哪天公布的")) == ["new"]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("收录的条例里最新的是哪一部", ["new"]),
        ("收录的文件里最早公布的是哪一份", ["city"]),
        ("2021年以前公布的文件有哪些", ["city"]),
        ("库里有没有青岛的办法", ["city"]),
    ],
)
def test_a_list_may_be_of_the_newest_a_span_of_years_or_a_description(find: Find, question: str, documents: list[str]) -> None:
    assert listed(find(question)) == documents


def test_of_a_short_list_each_date_is_told(find: Find) -> None:
    register = find("青岛的办法有哪些，分别什么时候公布")
    assert register is not None
    assert ([DOCUMENTS[number].id for number, _ in register.facts], register.listed) == (["city"], (3,))


def test_an_issuer_may_be_named_in_short(find: Find) -> None:
    assert listed(find("青岛市府发布的文件有哪些")) == ["city"]


def test_what_is_named_in_passing_or_before_a_place_is_looked_up_or_missing() -> None:
    known = (DOCUMENTS, "襄阳", "plan")
    finder = DocumentFinder(Scoper(*known), lambda _: pytest.fail("no text is read"))
    reader = Reader(point=Pointer(*known).read)
    within = [finder.missing_within(reader.read(text)) for text in ("武汉市游船规划里码头几个", "山东省旅游条例对导游怎么罚")]
    places = [finder.of_places(reader.read(text)) for text in ("游船办法第三条", "刑法第三条", "第三条")]
    loose = [finder.of_places(reader.read(text)) for text in ("青岛的游船规定第三条", "武汉的游船规定第三条", "旅游政策第三条")]
    assert [register and register.documents for register in loose] == [(3,), None, None]  # two are about 旅游
    assert [register.missing if register else "" for register in within] == ["武汉市游船规划", ""]
    assert [register and (register.documents, register.missing) for register in places] == [((3,), ""), ((), "刑法"), None]


WUHAN = place_of_region("武汉")
PLAN = """襄阳市旅游规划
一、目标和发展基础
打好基础。
二、主要任务和重点工作安排
（一）建设码头
建设码头。
（二）培训导游
培训导游。
（三）保护湖泊
保护湖泊。
三、保障措施
（一）加强领导
加强领导。
（二）加大投入
加大投入。
"""


@pytest.fixture(scope="module")
def finder() -> DocumentFinder:
    parsed = {d.id: parse(d, PLAN if d.id == "plan" else TEXT.format(title=d.title)) for d in DOCUMENTS}
    return DocumentFinder(Scoper(DOCUMENTS, "襄阳", "plan"), parsed.__getitem__)


def words(*subject: str, **asked: Any) -> DocumentAsked:
    return replace(DocumentAsked((Respect.COUNT,), subject, subject, official=subject), **asked)


def found_by(
    finder: DocumentFinder, asked: DocumentAsked, *named: int, spoken_of: tuple[int, ...] = (), day: str | None = "2024-06-01"
) -> Register | None:
    understood = replace(Reader().read("有几条"), document=asked)
    return finder.find(understood, Scope(np.ones(4, np.float32), named), day, frozenset(spoken_of))


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        (words("滑雪条例", like_a_name=True, of_law=True), "滑雪条例"),
        (words("滑雪条例", of_law=True), None),  # not like a name
        (words("滑雪办法", like_a_name=True), None),  # such words may be of any matter
        (words("滑雪办法", like_a_name=True, places=(WUHAN,)), "滑雪办法"),
        (words("办法", like_a_name=True, places=(WUHAN,)), None),  # names a kind alone
        (words("滑雪", "条例", like_a_name=True, of_law=True), None),  # no one name
        (words("滑雪", "办法", like_a_name=True, places=(WUHAN,)), None),
        (words("省旅游大会条例", like_a_name=True, of_law=True), None),  # may be another name of one that is held
        (words("省旅游大会条例", in_marks=True), "省旅游大会条例"),
        (words("滑雪大全", in_marks=True), "滑雪大全"),
        (words("滑雪大全"), None),
        (words(number="某发〔2020〕1号"), "某发〔2020〕1号"),
    ],
)
def test_one_that_is_not_held_is_missing_only_where_that_is_sure(
    finder: DocumentFinder, asked: DocumentAsked, missing: str | None
) -> None:
    register = found_by(finder, asked)
    assert (register and register.missing) == missing
    assert register is None or (register.documents, register.not_held) == ((), True)


@pytest.mark.parametrize(
    ("asked", "place", "missing"),
    [
        (words("青岛游船办法", like_a_name=True), (3,), ""),
        (words("游船规定"), (3,), ""),  # by its matter
        (words("旅游规定"), (), None),  # that of two
        (words("山东省旅游条例", like_a_name=True), (2,), ""),
        (words("滑雪条例", like_a_name=True, of_law=True), (), "滑雪条例"),
        (words("滑雪大全", in_marks=True), (), "滑雪大全"),
        (words("滑雪办法", like_a_name=True, places=(WUHAN,)), (), None),  # neither a law nor in marks
    ],
)
def test_what_stands_in_front_of_a_place_names_a_document_or_a_law_that_is_not_held(
    finder: DocumentFinder, asked: DocumentAsked, place: tuple[int, ...], missing: str | None
) -> None:
    understood = replace(Reader().read("第三条"), place_of=asked)
    expected = None if missing is None else (place, missing)
    register = finder.of_places(understood)
    assert (register and (register.documents, register.missing)) == expected
    assert finder.of_places(replace(understood, place_of=None)) is None
    within = finder.missing_within(replace(understood, named_within=asked))
    assert (within.missing if within else "") == ("滑雪办法" if asked.places else missing or "")
    assert finder.missing_within(understood) is None


@pytest.mark.parametrize(
    ("subject", "items"),
    [
        ("保障措施", 2),
        ("旅游规划保障措施", 2),  # with the name of the document
        ("主要任务", 3),  # four characters of a heading
        ("重点工作安排", 3),
        ("主要任务和重点工作安排", 3),
        ("目标", 0),  # two
        ("保障", 0),  # not all of it
        ("保障措施和滑雪比赛项目", 0),  # something else beside it
    ],
)
def test_words_that_name_a_heading_ask_for_what_is_below_it(finder: DocumentFinder, subject: str, items: int) -> None:
    assert SHORTEST_PART == 4
    asked = words(subject, units=("项",))
    for named in ((), (0,), (0, 3)):  # at home, or in the first document that is named
        register = found_by(finder, asked, *named)
        assert (register and register.documents) == ((0,) if items else None)
        assert register is None or ("零一两三"[items] + "项") in register.facts[0][1].line
    assert found_by(finder, asked, 3, 0) is None
    assert found_by(finder, replace(asked, respects=(Respect.ISSUER,))) is None  # of no heading


def test_of_a_part_that_is_not_there_nothing_is_said_and_of_a_document_what_is_not_known_is(finder: DocumentFinder) -> None:
    counted = DocumentAsked((Respect.COUNT,), units=("项",))
    assert found_by(finder, replace(counted, numbers=(9,)), 0) is None
    for numbers in ((), (3,)):
        register = found_by(finder, replace(counted, numbers=numbers), 0)
        assert register is not None and register.known
    unknown = found_by(finder, DocumentAsked((Respect.NUMBER,)), 0)
    assert unknown is not None and (unknown.documents, unknown.known) == ((0,), False)


@pytest.mark.parametrize(
    ("asked", "named", "spoken_of", "documents"),
    [
        (DocumentAsked((Respect.ISSUER,)), (), (3,), (3,)),
        (DocumentAsked((Respect.ISSUER,)), (), (), (0,)),  # that of home
        (DocumentAsked((Respect.ISSUER,)), (), (2, 3), (0,)),  # of two neither is known to be spoken of
        (DocumentAsked((Respect.ISSUER,)), (2,), (3,), (2,)),
        (DocumentAsked((Respect.ISSUER,), number="鲁发〔2023〕4号"), (), (3,), (2,)),
        (words("旅游规划", respects=(Respect.ISSUER,), like_a_name=True), (), (3,), (0,)),
    ],
)
def test_what_the_answer_was_from_is_meant_where_nothing_is_named(
    finder: DocumentFinder, asked: DocumentAsked, named: tuple[int, ...], spoken_of: tuple[int, ...], documents: tuple[int, ...]
) -> None:
    register = found_by(finder, asked, *named, spoken_of=spoken_of)
    assert register is not None and register.documents == documents


@pytest.mark.parametrize(
    ("asked", "day", "judged"),
    [
        ("2022-06-01", "2024-06-01", "2022-06-01"),  # the day that the question names
        ("", "2024-06-01", "2024-06-01"),
        ("", None, date.today().isoformat()),
    ],
)
def test_the_day_is_that_of_the_question_else_of_who_asks_else_today(
    finder: DocumentFinder, asked: str, day: str | None, judged: str
) -> None:
    register = found_by(finder, DocumentAsked(day=asked, listing=Listing(on_shelf=True, named=False)), day=day)
    assert register is not None and register.day == judged


def test_without_a_question_on_documents_nothing_is_known(finder: DocumentFinder) -> None:
    understood = replace(Reader().read("有几条"), document=None)
    assert finder.find(understood, Scope(np.ones(4, np.float32), (0,)), "2024-06-01") is None


REPEALING = (
    "{title}\n第一条 为了发展，制定本办法。\n第二条 自2020年3月1日起施行。《青岛市游船管理规定》《山东省旅游条例》同时废止。\n"
)


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> Find:
    """Find what is known where the rules of the city repeal two others, of which one is held."""
    known = (DOCUMENTS, "襄阳", "plan")
    texts = [(REPEALING if d.id == "city" else TEXT).format(title=d.title) for d in DOCUMENTS]
    parsed = {document.id: parse(document, text) for document, text in zip(DOCUMENTS, texts, strict=True)}
    finder = DocumentFinder(Scoper(*known), parsed.__getitem__, lambda name: (n for n, text in enumerate(texts) if name in text))
    reader = Reader(point=Pointer(*known).read)

    def run(question: str) -> Register | None:
        understood = reader.read(question)
        return finder.find(understood, finder.scoper.scope(understood.pointing), "2024-06-01")

    return run


@pytest.mark.parametrize(
    "question",
    ["《青岛市游船管理规定》还有效吗", "青岛市游船管理规定失效了吗", "青岛游船管理规定还有效吗", "青岛的游船管理规定废止了没有"],
)
def test_of_a_document_that_is_not_held_its_repeal_is_told(finding: Find, question: str) -> None:
    register = finding(question)
    assert register is not None
    assert [each.name for each in register.repealed] == ["青岛市游船管理规定"]
    assert (register.known, register.not_held, register.facts) == (True, False, ())


def test_beside_it_others_that_are_held_are_told_of(finding: Find) -> None:
    register = finding("青岛市游船办法哪天施行？原先的游船管理规定还有效吗？")
    assert register is not None
    assert ([each.name for each in register.repealed], meant(register)) == (["青岛市游船管理规定"], ["city"])
    assert [fact.respect for _, fact in register.facts] == [Respect.EFFECTIVE]


def test_what_is_repealed_is_looked_for_in_title_marks() -> None:
    """A word as short as 游船 stands in many a sentence, one like 注册商标 in every second document."""
    asked: list[str] = []

    def speaking(name: str) -> tuple[int, ...]:
        asked.append(name)
        return ()

    known = (DOCUMENTS, "襄阳", "plan")
    finder, reader = (
        DocumentFinder(Scoper(*known), lambda _: pytest.fail("no text is read"), speaking),
        Reader(point=Pointer(*known).read),
    )
    for question in ("注册商标还有效吗", "游船还有效吗"):
        understood = reader.read(question)
        finder.find(understood, finder.scoper.scope(understood.pointing), "2024-06-01")
    assert asked == ["《注册商标》"]


@pytest.mark.parametrize("question", ["《山东省旅游条例》还有效吗", "《青岛市游船管理规定》是谁颁布的"])
def test_what_is_held_or_asked_otherwise_is_not_told_as_repealed(finding: Find, question: str) -> None:
    register = finding(question)
    assert register is None or not register.repealed
