"""Whole sections of a guide, where a question asks for what they are for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.question.understand import Reader
from assistant.records import Hit
from assistant.retrieval.places import Place
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.sections import sections_asked
from assistant.thresholds import SECTION_OF
from corpus.records import Document
from index.encoder import ShippedEncoder

GUIDE = """摊位证办事指南
一、申请条件
1.年满十八周岁。
2.有固定摊位。
二、申请材料
1.申请表。
2.身份证复印件。
三、受理部门
夜市管理处窗口。
四、办理流程
1.提交申请。
2.三个工作日内审核。
五、办理时限
五个工作日。
延期的除外。
六、申请时间
2020年三月。
七、联系方式
夜市管理处：12345
附件1 承诺书
一、申请材料真实。
"""
ASKERS = """夜市扶持办事指南
一、申请条件
1.摊主申请扶持应当符合下列条件：
(1)年满十八周岁。
摊主不得转租。
2.商户申请扶持应当符合下列条件：
(1)有营业执照。
二、申请材料
1.申请表。
三、受理部门
夜市管理处窗口。
四、办理流程
1.提交申请。
"""
LAW = "夜市条例\n第一条 申请摊位证的流程由管理处规定。\n第二条 申请材料由管理处公布。\n"
Sections = Callable[..., list[str]]


@pytest.fixture(scope="module")
def retriever(make_retriever: Callable[..., Retriever]) -> Retriever:
    guides = [(Document("guide", "摊位证办事指南"), GUIDE), (Document("askers", "夜市扶持办事指南"), ASKERS)]
    return make_retriever([*guides, (Document("law", "夜市条例"), LAW)])


@pytest.fixture(scope="module")
def sections(retriever: Retriever) -> Sections:
    """Return the sections that a question finds where the best hits are the first sentences of these documents."""
    first = {doc: next(n for n, c in enumerate(retriever.units.sentence_clause) if retriever.units.clauses[c].doc == doc)
             for doc in ("guide", "askers", "law")}  # fmt: skip

    def run(
        question: str, *docs: str, score: float = SECTION_OF, named: tuple[int, ...] = (), beside: tuple[int, ...] = ()
    ) -> list[str]:
        hits = [retriever.hit(first[doc], 0.1) for doc in docs]
        found = sections_asked(Reader().read(question), hits, named, retriever, beside, surest=score)
        return [f"{place.section}{len(place.clauses)}" for place in found]

    return run


def test_each_section_that_is_asked_for_is_found_whole(sections: Sections) -> None:
    assert sections("摊位证怎么申请", "guide", "guide") == ["办理流程2"]
    assert sections("摊位证怎么申请，材料交到哪", "guide", "guide") == ["办理流程2", "受理部门1"]
    assert sections("办摊位证要准备什么材料", "guide", "guide") == ["申请材料2"]  # and none of the annex


def test_the_document_must_be_sure_and_not_alone_among_the_first_hits_unless_it_is_named(sections: Sections) -> None:
    asked = "摊位证怎么申请"
    assert sections(asked, "guide", "guide", score=SECTION_OF - 0.01) == []
    assert sections(asked, "guide", "law", "law") == []
    assert sections(asked, "guide", "law", "guide") == ["办理流程2"]
    assert sections(asked, "guide", "law", "law", score=0.1, named=(0,)) == ["办理流程2"]
    assert sections(asked) == []


def test_rules_have_no_such_sections(sections: Sections) -> None:
    assert sections("摊位证怎么申请", "law", "law") == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("摊位证办下来要几天", ["办理时限2"]),
        ("摊位证怎么申请，办下来要几个工作日", ["办理时限2"]),  # the figure is asked for, and not the way
        ("摊位证哪天开始受理", ["申请时间1"]),
        ("摊位证2020年哪天开始受理", ["申请时间1"]),
        ("摊位证2021年哪天开始受理", []),  # it tells of another year
        ("2021年度的摊位证，哪天开始受理", []),
        ("2021年度的摊位证，怎么申请", ["办理流程2"]),  # which tells of none
        ("摊位证哪年开始受理，办下来要交多少钱", []),
        ("摊位证的咨询电话是多少", ["联系方式1"]),
    ],
)
def test_a_section_tells_when_how_long_it_takes_and_whom_to_call(sections: Sections, question: str, found: list[str]) -> None:
    assert sections(question, "guide", "guide") == found
    assert sections(question, "guide", "law", "law") == []


def test_of_several_guides_the_one_is_meant_whose_title_has_more_of_the_question(sections: Sections) -> None:
    assert sections("夜市扶持去哪里办", "guide", "askers", "askers") == ["受理部门1"]
    assert sections("夜市扶持哪天开始受理", "guide", "askers", "askers") == []  # of which this one does not tell
    assert sections("去哪里办", "guide", "guide", "askers") == ["受理部门1"]
    assert sections("哪天开始受理", "guide", "askers", "guide") == ["申请时间1"]  # no title has any of it
    assert sections("夜市扶持哪天开始受理", "guide", "guide", "askers") == []  # one hit is too little


def test_a_guide_without_such_a_section_is_searched_for_the_sentence(sections: Sections) -> None:
    assert sections("夜市扶持办下来要几天", "askers", "askers") == []


@pytest.mark.parametrize("question", ["流程走了几年", "听说摊位证的办理流程取消了，对吗", "摊位证是什么"])
def test_one_sentence_or_no_section_answers_these(sections: Sections, question: str) -> None:
    assert sections(question, "guide", "guide") == []


def test_of_several_documents_each_has_its_own_answer(sections: Sections) -> None:
    assert sections("摊位证怎么申请", "guide", "guide", beside=(1,)) == []


def test_a_section_is_a_place_of_its_document(retriever: Retriever) -> None:
    hits: list[Hit] = [retriever.hit(0, 0.9), retriever.hit(1, 0.8)]
    (place,) = sections_asked(Reader().read("摊位证怎么申请"), hits, (), retriever, surest=0.9)
    assert isinstance(place, Place)
    assert [retriever.units.clauses[n].text.strip() for n in place.clauses] == ["1.提交申请。", "2.三个工作日内审核。"]


SEVERAL = """摊位支持办事指南
一、支持内容
1.摊位贷款贴息
给予贴息。
2.摊位保险补贴
给予补贴。
二、条件要求
1.摊位贷款贴息
有贷款合同。
2.摊位保险补贴
有保险单据。
三、受理部门
夜市管理处窗口。
四、申请材料
申请表。
"""


def test_of_a_guide_for_several_measures_a_section_is_that_of_the_one_meant(make_retriever: Callable[..., Retriever]) -> None:
    several = make_retriever([(Document("guide", "摊位支持办事指南"), SEVERAL)])

    def told(beginning: str) -> list[list[str]]:
        numbers = range(len(several.units.sentence_clause))
        first = next(n for n in numbers if several.units.sentence_text(n).startswith(beginning))
        hits = [several.hit(n, 0.1) for n in (first, 0)]
        places = sections_asked(Reader().read("要什么条件，在哪办"), hits, (), several, surest=SECTION_OF)
        return [[several.units.clauses[n].text.strip() for n in place.clauses] for place in places]

    assert told("给予补贴") == [["有保险单据。"], ["夜市管理处窗口。"]]
    assert told("给予贴息") == [["有贷款合同。"], ["夜市管理处窗口。"]]
    assert told("夜市管理处") == [["有贷款合同。", "有保险单据。"], ["夜市管理处窗口。"]]  # of none of them


def test_of_several_kinds_of_asker_the_one_that_is_meant_is_shown(sections: Sections) -> None:
    assert sections("商户申请扶持的条件是什么", "askers", "askers") == ["申请条件1"]
    assert sections("摊主申请扶持的条件是什么", "askers", "askers") == ["申请条件2"]  # with what goes on behind its list
    assert sections("摊主和商户申请扶持的条件是什么", "askers", "askers") == ["申请条件3"]
    assert sections("摊主（不是商户）申请扶持的条件是什么", "askers", "askers") == ["申请条件2"]
    assert sections("申请扶持的条件是什么", "askers", "askers") == ["申请条件3"]


def test_whether_one_may_apply_the_conditions_tell_unless_the_best_hit_has_a_figure_in_ones_own_measure(
    retriever: Retriever,
) -> None:
    assert [place.section for place in _asked(retriever, "我十六周岁，能申请摊位证吗", "受理费三百元。")] == ["申请条件"]
    assert _asked(retriever, "我十六周岁，能申请摊位证吗", "年满十八周岁。") == ()


def _asked(retriever: Retriever, question: str, best: str) -> tuple[Place, ...]:
    """Return the sections that a question finds where the guide's best hit has this text."""
    hits = [replace(retriever.hit(0, 0.1), text=best), retriever.hit(1, 0.1)]
    return sections_asked(Reader().read(question), hits, (), retriever, surest=SECTION_OF)


TEAMS = """科技券办事指南
一、申请条件
1.小微企业领取科技券时，须同时满足以下条件：
(1)注册成立不超过五年，具有独立法人资格，年销售收入不超过2亿元。
2.创业团队领取科技券时，须同时满足以下条件：
(1)还未注册企业，团队主要成员应为在校学生。
二、申请材料
1.申请表。
三、受理部门
管理处窗口。
四、办理流程
1.提交申请。
"""


@pytest.mark.parametrize(
    ("question", "begin"),
    [
        ("我们几个大学生还没开公司，领科技券的申请条件是什么", ["2"]),  # the lead's own word is not said
        ("科技券的申请条件是什么", ["1", "2"]),
    ],
)
def test_of_groups_with_like_leads_the_one_far_liker_to_the_question_is_shown(
    make_retriever: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch, question: str, begin: list[str]
) -> None:
    retriever = make_retriever([(Document("teams", "科技券办事指南"), TEAMS)])
    monkeypatch.setattr(retriever.maker, "encoder", ShippedEncoder())
    (place,) = sections_asked(Reader().read(question), [retriever.hit(0, 0.1)], (0,), retriever, surest=SECTION_OF)
    texts = [retriever.units.clauses[number].text for number in place.clauses]
    assert [text[0] for text in texts if "须同时满足" in text] == begin
