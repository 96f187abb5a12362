"""Which documents a question on documents means: by name, number, conversation, place, kind, year and standing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.records import Turn
from assistant.retrieval.documents import DocumentFinder
from assistant.retrieval.register import Register
from assistant.retrieval.scope import Scoper
from corpus.parser import parse
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
