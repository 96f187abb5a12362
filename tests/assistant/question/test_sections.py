"""Which sections of a guide a question asks for, and which headings are theirs."""

import pytest

from assistant.question.sections import KINDS, asked_sections, is_section


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("摊位证的办理流程", ("procedure",)),
        ("摊位证怎么申请", ("procedure",)),
        ("摊位补贴咋报？", ("procedure",)),
        ("办摊位证要准备什么材料", ("materials",)),
        ("办摊位证要带啥", ("materials",)),
        ("办摊位证要递交什么东西", ("materials",)),
        ("列一下办摊位证的资料清单", ("materials",)),
        ("摊位证的申请材料都有哪些", ("materials",)),
        ("什么样的人可以办摊位证", ("conditions",)),
        ("办摊位证的条件有哪几条", ("conditions",)),
        ("摊位补贴对摊主有何要求", ("conditions",)),
        ("摊位补贴的申领条件", ("conditions",)),
        ("办摊位证得满足些什么", ("conditions",)),
        ("摊位补贴谁能领", ("conditions",)),
        ("我们摆了两年摊，摊位补贴够条件吗", ("conditions",)),
        ("我们够不够格领摊位补贴", ("conditions",)),
        ("我还在上学，能领摊位补贴吗", ("conditions",)),
        ("刚摆了一个月，能不能申请摊位补贴", ("conditions",)),
        ("摊位补贴能拿来付房租吗", ()),  # what it may be spent on
        ("摆几年摊才能报摊位补贴", ()),
        ("摊位费要到多少才够门槛", ()),  # a figure
        ("摊位证条件变了吗", ()),
        ("摊位证怎么申请，材料交到哪", ("procedure", "place")),
        ("摊位证去哪里办", ("place",)),
        ("摊位证的咨询电话", ("contact",)),
        ("摊位的事找谁咨询", ("contact",)),
        ("有疑问联系哪个部门", ("contact",)),
        ("摊位证的事打哪个电话", ("contact",)),
        ("窗口电话是多少", ("contact",)),
        ("电话费多少", ()),
        ("什么时候可以申请摊位证", ("time",)),
        ("摊位证几月份收材料", ("time",)),
        ("摊位证申报是哪几天", ("time",)),
        ("摊位证的申报时间", ("time",)),
        ("什么时候发证", ()),
        ("摊位证申报截止到几月几号", ()),  # the last day is one of its sentences, or not stated
        ("摊位证办下来要多久", ("limit",)),
        ("摊位证多少个工作日能办好", ("limit",)),
        ("摊位证的办理时限", ("limit",)),
        ("办法有效期多久", ()),
        ("摊位被占了怎么办", ()),
        ("摊位证的申请材料由谁保管", ()),
        ("摊位费多少", ()),
    ],
)
def test_the_sections_that_a_question_asks_for(question: str, kinds: tuple[str, ...]) -> None:
    assert asked_sections(question) == kinds


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("办理流程", {"procedure"}),
        ("服务流程", {"procedure"}),
        ("申请材料", {"materials"}),
        ("申请条件", {"conditions"}),
        ("条件要求", {"conditions"}),
        ("服务对象", {"conditions"}),
        ("受理部门", {"place"}),
        ("联络方式", {"contact"}),
        ("时间/频度", {"time"}),
        ("申请时间", {"time"}),
        ("受理时间", set()),  # the hours of a window
        ("办理时限", {"limit"}),
        ("健全金融服务体系", set()),
        ("法律责任", set()),
    ],
)
def test_the_headings_of_sections(title: str, kinds: set[str]) -> None:
    assert {kind for kind in KINDS if is_section(kind, title)} == kinds
