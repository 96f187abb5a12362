"""Names of documents without 《》 that nothing held bears."""

import pytest

from assistant.question.titles import Pointer
from corpus.records import Document

DOCUMENTS = (
    Document("plan", "襄阳市知识产权“十四五”规划", region="襄阳", province="湖北", kind="规划"),
    Document("law", "中华人民共和国专利法", region="全国"),
    Document("rules", "中华人民共和国专利法实施细则", region="全国"),
    Document("shandong", "山东省专利条例", region="山东", province="山东"),
    Document("beijing", "北京市专利保护和促进条例", region="北京", province="北京"),
    Document("cards", "北京市融资租赁资金补贴", region="北京", province="北京"),
)
POINTER = Pointer(DOCUMENTS, "襄阳", "plan")


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("消防法对占用通道怎么罚", "消防法"),
        ("专利法对假冒怎么罚", ""),
        ("专利法和消防法怎么规定", ""),  # one of them is held
        ("消防法庭在哪", ""),  # part of another word
        ("湖北省专利条例怎么奖励", "湖北省专利条例"),  # of another place than the one held
        ("山东省专利条例怎么奖励", ""),
        ("济南专利条例怎么奖励", ""),  # the rule of the province may be meant
        ("北京专利条例怎么奖励", ""),  # called by half of its title
        ("北京市旅游条例怎么奖励", "北京市旅游条例"),
        ("山东和北京的条例怎么奖励", ""),  # names none by its matter
        ("北京当地的条例怎么奖励", ""),
        ("襄阳市养老服务规划建多少床位", "养老服务规划"),
        ("襄阳市“十四五”综合交通规划修几条路", "综合交通规划"),
        ("襄阳的规划提了什么", ""),
        ("交通规划局在哪", ""),
    ],
)
def test_what_no_document_is_called_is_missing(question: str, missing: str) -> None:
    pointing = POINTER.read(question)
    assert pointing.missing_title == missing
    assert not missing or pointing.documents == ()
