"""Which documents a question of several is about, and which words belong to each."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.retrieval.scope import Scoper
from assistant.retrieval.several import MOST_PARTS, Part, split_parts
from corpus.records import Document

DOCUMENTS = (
    Document("plan", "襄阳市创新规划", region="襄阳", province="湖北", kind="规划", valid_from="2021", valid_to="2025"),
    Document("patent", "中华人民共和国专利法", region="全国", published="2020-10-17"),
    Document("mark", "中华人民共和国商标法", region="全国", published="2019-04-23"),
    Document("copyright", "中华人民共和国著作权法", region="全国", published="2020-11-11"),
    Document("seed", "中华人民共和国种子法", region="全国", published="2021-12-24"),
    Document("rules_2010", "中华人民共和国专利法实施细则", region="全国", superseded_by="rules_2023", published="2010-01-09"),
    Document("rules_2023", "中华人民共和国专利法实施细则", region="全国", published="2023-12-11"),
    Document(
        "qingdao_old", "青岛市品牌奖励办法", region="山东青岛", province="山东", published="2016-05-01", superseded_by="qingdao",
    ),
    Document("qingdao", "青岛市品牌奖励办法", region="山东青岛", province="山东", published="2022-05-01"),
    Document("zibo", "淄博市专利管理若干规定", region="山东淄博", province="山东", published="2018-03-01"),
)  # fmt: skip
IDS = [document.id for document in DOCUMENTS]


def split(question: str, home: str = "plan") -> list[Part]:
    scoper = Scoper(DOCUMENTS, "襄阳", home)
    understood = Reader(point=Pointer(DOCUMENTS, "襄阳", home).read).read(question)
    return split_parts(understood, scoper.scope(understood.pointing), scoper)


def about(question: str, home: str = "plan") -> list[tuple[str, ...]]:
    return [tuple(IDS[n] for n in part.scope.named) for part in split(question, home)]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("专利法和商标法的赔偿上限", [("patent",), ("mark",)]),
        ("商标法、专利法的赔偿上限", [("mark",), ("patent",)]),
        ("专利法、商标法、著作权法、种子法的罚款", [("patent",), ("mark",), ("copyright",)]),
        ("我市怎么说，商标法怎么说", [("plan",), ("mark",)]),
        ("在青岛开店，按淄博市专利管理若干规定怎么罚", [("qingdao_old", "qingdao"), ("zibo",)]),
        ("在张店开店的淄博企业，按淄博市专利管理若干规定怎么罚", []),  # 张店区 lies in 淄博, of which the rule is
        ("商标法怎么说，我市怎么说", [("plan",), ("mark",)]),
        ("我市的目标", []),
        ("襄阳市创新规划的目标，我市的措施", []),  # home is named twice
        ("商标法的罚款，商标法的期限", []),
        ("青岛和淄博怎么罚", [("qingdao_old", "qingdao"), ("zibo",)]),
        ("青岛怎么罚", []),
        ("新旧两版专利法实施细则的奖金", [("rules_2010",), ("rules_2023",)]),
        ("2010年和2023年专利法实施细则的奖金", [("rules_2010",), ("rules_2023",)]),
        ("旧版专利法实施细则跟2023年的比奖金差多少", [("rules_2010",), ("rules_2023",)]),
        ("旧版专利法实施细则2023年的奖金", []),
        ("2010年专利法实施细则的奖金", []),
        ("2011年和2023年专利法实施细则的奖金", []),
        ("新旧两版的奖金", []),  # of which document?
        ("青岛新旧两版的奖金", [("qingdao_old",), ("qingdao",)]),
        ("专利法和商标法在青岛和淄博怎么罚", [("patent",), ("mark",)]),  # titles before places
    ],
)
def test_the_documents_of_each_part(question: str, documents: list[tuple[str, ...]]) -> None:
    assert about(question) == documents


def test_without_a_home_document_home_is_no_part() -> None:
    assert about("我市怎么说，商标法怎么说", home="") == []


def test_a_part_is_searched_in_its_documents_and_misses_nothing() -> None:
    first, second = split("专利法和商标法的赔偿上限")
    assert first.scope.weights.tolist() == [0, 1, *[0] * 8]
    assert second.scope.weights.tolist() == [0, 0, 1, *[0] * 7]
    assert first.scope.weights.dtype == np.float32


def test_what_the_whole_question_misses_no_part_misses() -> None:
    scoper = Scoper(DOCUMENTS, "襄阳", "plan")
    understood = Reader(point=Pointer(DOCUMENTS, "襄阳", "plan").read).read("专利法和商标法的赔偿上限")
    scope = replace(scoper.scope(understood.pointing), missing_place="北京", missing_version="旧版", missing_title="某法")
    for part in split_parts(understood, scope, scoper):
        assert (part.scope.missing_place, part.scope.missing_version, part.scope.missing_title) == ("", "", "某法")


@pytest.mark.parametrize(
    ("question", "patent", "mark"),
    [
        ("专利法保护几年？商标法保护几年？", "专利法保护几年？", "商标法保护几年？"),
        ("请比较，专利法保护几年，到期怎么办，商标法呢", "请比较，专利法保护几年，到期怎么办，", "请比较，商标法呢"),
        ("专利法和商标法呢，商标法管什么，专利法管什么", "专利法和商标法呢，专利法管什么", "专利法和商标法呢，商标法管什么，"),
        (  # after both of them were named, what follows belongs to both
            "商标法管什么，专利法和商标法呢，赔多少，专利法管什么",
            "专利法和商标法呢，赔多少，专利法管什么",
            "专利法和商标法呢，赔多少，商标法管什么，",
        ),
        ("专利法和商标法管什么，商标法赔多少", *["专利法和商标法管什么，商标法赔多少"] * 2),  # one of them owns nothing
    ],
)
def test_words_go_to_the_document_that_was_named_last(question: str, patent: str, mark: str) -> None:
    assert {part.scope.named: part.text for part in split(question)} == {(1,): patent, (2,): mark}


def test_words_go_to_the_place_that_was_named_last() -> None:
    qingdao, zibo = split("青岛怎么罚，罚多少，淄博呢")
    assert (qingdao.text, zibo.text) == ("青岛怎么罚，罚多少，", "淄博呢")


def test_there_are_as_many_parts_as_can_be_read() -> None:
    assert len(split("专利法、商标法、著作权法、种子法的罚款")) == MOST_PARTS == 3


def test_places_one_within_the_other_are_told_apart_where_they_are_compared() -> None:
    for question in ("山东和淄博的规定有什么区别", "山东的条例和淄博的规定各自罚多少"):
        assert about(question) == [("qingdao_old", "qingdao"), ("zibo",)]


def test_of_places_one_within_the_other_the_inner_one_is_asked_about_where_nothing_is_compared() -> None:
    assert about("在淄博，拿了山东省的金奖给多少") == []
    assert about("在淄博，拿了青岛的金奖给多少") == [("zibo",), ("qingdao_old", "qingdao")]
