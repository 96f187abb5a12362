"""Questions about several documents are taken apart; questions about one are left whole."""

import numpy as np
import pytest

from assistant.question.titles import Pointer
from assistant.question.understand import Reader
from assistant.retrieval.scope import Scoper
from assistant.retrieval.several import MOST_PARTS, Part, split_parts
from corpus.records import Document

DOCUMENTS = (
    Document(
        "plan", "襄阳市知识产权“十四五”规划", region="襄阳", province="湖北", kind="规划", valid_from="2021", valid_to="2025"
    ),
    Document("patent", "中华人民共和国专利法", region="全国", published="2020-10-17"),
    Document("mark", "中华人民共和国商标法", region="全国", published="2019-04-23"),
    Document("copyright", "中华人民共和国著作权法", region="全国", published="2020-11-11"),
    Document("rules_2010", "中华人民共和国专利法实施细则", region="全国", superseded_by="rules_2023", published="2010-01-09"),
    Document("rules_2023", "中华人民共和国专利法实施细则", region="全国", published="2023-12-11"),
    Document("qingdao", "青岛市专利保护规定", region="山东青岛", province="山东"),
    Document("zibo", "淄博市专利管理若干规定", region="山东淄博", province="山东"),
)
POINTER, SCOPER = Pointer(DOCUMENTS, "襄阳", "plan"), Scoper(DOCUMENTS, "襄阳", "plan")


def split(question: str) -> list[Part]:
    understood = Reader(point=POINTER.read).read(question)
    return split_parts(understood, SCOPER.scope(understood.pointing), SCOPER)


def documents(parts: list[Part]) -> list[list[str]]:
    return [[DOCUMENTS[n].id for n in np.flatnonzero(part.scope.weights > 0)] for part in parts]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("专利法和商标法的赔偿上限分别是多少", [["patent"], ["mark"]]),
        ("青岛和淄博对重复侵权各罚多少", [["qingdao"], ["zibo"]]),
        ("襄阳规划怎么说商标恶意注册，商标法又怎么处理", [["plan"], ["mark"]]),
        ("2010年和2023年的专利法实施细则有什么区别", [["rules_2010"], ["rules_2023"]]),
        ("新旧两版专利法实施细则奖金各多少", [["rules_2010"], ["rules_2023"]]),
    ],
)
def test_each_document_gets_its_part(question: str, expected: list[list[str]]) -> None:
    assert sorted(documents(split(question))) == sorted(expected)


@pytest.mark.parametrize(
    "question", ["专利法第四十二条", "襄阳质押融资有补贴吗", "青岛怎么罚", "规划的目标有哪些", "专利和商标有什么区别"]
)
def test_a_question_about_one_document_is_left_whole(question: str) -> None:
    assert split(question) == []


def test_words_go_to_the_document_they_stand_with() -> None:
    first, second = split("专利法规定发明保护几年？商标法规定注册商标管几年？")
    assert ("发明" in first.text, "注册商标" in first.text) == (True, False)
    assert ("发明" in second.text, "注册商标" in second.text) == (False, True)


def test_words_that_belong_to_both_are_in_both() -> None:
    first, second = split("专利法和商标法的赔偿上限分别是多少")
    assert first.text == second.text == "专利法和商标法的赔偿上限分别是多少"


def test_there_are_at_most_as_many_parts_as_can_be_read() -> None:
    assert len(split("专利法、商标法、著作权法、青岛市专利保护规定怎么处罚")) <= MOST_PARTS
