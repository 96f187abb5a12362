"""Kinds of answer by their form: what a question wants, and what a sentence has to hold."""

import pytest

from assistant.decision.kinds import KINDS, asked_kinds, holds
from assistant.fitting.kinds import missing
from assistant.fitting.reading.pairs import own_twins

MOST_LACKING = 0.02  # share of the sentences that state what is asked without the form
FEW = 20  # pairs, below which a share says nothing


@pytest.mark.parametrize(
    ("question", "kind", "holding", "lacking"),
    [
        ("为啥要建这个库", "reason", "为了方便查询，建立数据库。", "建立数据库。"),
        ("干嘛要建这个库", "reason", "为了方便查询，建立数据库。", "建立数据库。"),
        ("协议是哪天签的", "day", "协议于5月3日签订。", "落实合作协议。"),
        ("每年要办几次活动", "rhythm", "每年举办两次。", "共举办两次。"),
        ("证书由谁发", "body", "证书由市教育局颁发。", "合格的颁发证书。"),
        ("一共发了多少张卡", "quantity", "发放卡片300张。", "发放卡片。"),
        ("考试要考几门", "quantity", "考试分为三门。", "由部门组织考试。"),
        ("这张证能用几回", "quantity", "最多不超过六批。", "可以再次使用。"),
        ("要多少人签字", "people", "须有三名股东签字。", "须签字。"),
        ("能报几成", "share", "报销比例为70%。", "可以报销。"),
        ("在全省排第几", "rank", "位居全省第2位。", "走在全省。"),
        ("多久能办完", "span", "二十个工作日内办结。", "依法办理。"),
        ("什么时候交", "moment", "申请时缴纳。", "缴纳费用。"),
        ("哪一年建成", "year", "2024年建成。", "加快建成。"),
        ("频率是多少", "frequency", "每季度检查一次。", "开展检查。"),
        ("一年能办几次", "times", "每年举办两次。", "连续工作满一年，并在一家单位任职。"),
        ("要向谁申请", "whom", "向民政部门提出申请。", "可以申请补助。"),
        ("早上几点开门", "clock", "9:00开门。", "周一开门。"),
        ("打哪个电话报修", "phone", "报修电话12345。", "公布报修电话。"),
        ("投诉 电话号码", "phone", "投诉拨打12345。", "受理投诉电话。"),
        ("要有多少平方米", "area", "不少于30平方米。", "符合国家标准。"),
        ("闯一次扣几分", "points", "一次记6分。", "处100元罚款。"),
        ("要离学校多远", "distance", "距学校200米以外。", "远离学校。"),
        ("至少要满几年", "span", "工作满三年。", "可以延长工作。"),
        ("自己出百分之几", "share", "个人承担一成。", "脱产学习半年的，个人按成本承担费用。"),
        ("几岁能办卡", "age", "年满十八周岁。", "身体健康的成年人。"),
        ("室温不到多少度能退费", "degree", "室温低于十六摄氏度的。", "室温不达标的退还45日热费。"),
        ("一次能带多少公斤", "weight", "不超过20公斤。", "不超过20件。"),
        ("换本证要多少钱", "money", "每本收取10元。", "三日内换发。"),
        ("扣船要押多少钱", "money", "提供不超过船舶等值的担保。", "应当提供担保。"),
    ],
)
def test_a_kind_is_asked_for_and_held(question: str, kind: str, holding: str, lacking: str) -> None:
    assert kind in asked_kinds(question)
    assert holds(holding, kind, question)
    assert not holds(lacking, kind, question)


def test_a_figure_of_the_question_is_no_answer() -> None:
    assert not holds("5个园区要建好。", "quantity", "5个园区要花多少钱")
    assert holds("5个园区投入80万元。", "quantity", "5个园区要花多少钱")


def test_a_question_on_something_else_wants_no_kind() -> None:
    assert asked_kinds("质押融资有哪些支持措施") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_that_answer_hold_the_form(kind: str) -> None:
    wrongly, stated, caught, about = missing(list(own_twins()), kind)
    assert len(wrongly) <= max(1, MOST_LACKING * stated)
    assert about < FEW or caught > 0.04 * about
