"""Rules for a special case alone go behind the general one, where the question does not name the case."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.field import load_field, read_special
from assistant.profile import BUILT_IN, FOLDER
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.special import behind_general, is_for_another_case
from assistant.thresholds import SPECIAL, SUPPORT
from corpus.records import Clause, Document

LAW = """夜市摊位办法
第一章 总则
第一条 转让摊位的，双方应当订立合同。
第二条 外国人转让摊位的，应当先报市政府批准。
第三条 被投诉人应当在三日内答辩。
第四条 对违规的摊位，管理处应当公告。
第二章 国际注册的摊位
第五条 转让应当公证。
第三章 附则
第六条 下列职务发明归夜市管理处：
（一）用管理处设备做成的烤炉；
（二）用管理处材料做成的桌椅。
第七条 境外的摊位、本市的摊位都要缴费。
"""
GENERAL, FOREIGN, ACCUSED, NOTICE, CHAPTER, LEAD, ITEM, _, LISTED = range(9)
Order = Callable[..., list[int]]
FIELD = load_field(FOLDER / BUILT_IN)


@pytest.fixture(scope="module")
def made(make_retriever: Callable[..., Retriever]) -> Retriever:
    return make_retriever([(Document("law", "夜市摊位办法", region="全国"), LAW)])


@pytest.fixture(scope="module")
def order(made: Retriever) -> Order:
    """Return the order in which sentences stand afterwards that were given with their probabilities."""
    clauses: dict[str, Clause] = {clause.id: clause for clause in made.units.clauses}

    def run(question: str, *given: tuple[int, float]) -> list[int]:
        hits = [made.hit(number, score) for number, score in given]
        return [hit.sentence for hit in behind_general(FIELD.special_unnamed(question), hits, clauses.__getitem__)]

    return run


def test_the_general_rule_comes_first_unless_the_case_is_named(order: Order) -> None:
    assert order("摊位怎么转让", (FOREIGN, 0.9), (GENERAL, 0.6)) == [GENERAL, FOREIGN]
    assert order("摊位怎么转给国外来的人", (FOREIGN, 0.9), (GENERAL, 0.6)) == [FOREIGN, GENERAL]


def test_where_no_general_rule_is_near_all_stays(order: Order) -> None:
    assert order("摊位怎么转让", (FOREIGN, 0.9), (GENERAL, 0.1)) == [FOREIGN, GENERAL]
    assert order("摊位怎么转让", (FOREIGN, 0.9), (CHAPTER, 0.5)) == [FOREIGN, CHAPTER]


def test_the_others_stay_in_their_order_and_what_is_lowered_keeps_a_chance(made: Retriever, order: Order) -> None:
    assert order("摊位怎么转让", (GENERAL, 0.5), (FOREIGN, 0.4), (NOTICE, 0.6)) == [GENERAL, NOTICE, FOREIGN]
    clause = {clause.id: clause for clause in made.units.clauses}.__getitem__
    lowered = behind_general(FIELD.special, [made.hit(GENERAL, 0.5), made.hit(FOREIGN, 0.5)], clause)[1]
    assert lowered.odds == pytest.approx(-SPECIAL)
    assert SPECIAL > SUPPORT


@pytest.mark.parametrize(
    ("question", "number", "other"),
    [
        ("摊位怎么转让", CHAPTER, True),  # by the heading of its chapter
        ("国际注册的摊位怎么转让", CHAPTER, False),
        ("烤炉归谁", ITEM, True),  # by the lead of its list
        ("员工做的烤炉归谁", ITEM, False),
        ("几天内答辩", ACCUSED, False),
        ("投诉要交什么", ACCUSED, True),
        ("违规摊位怎么办", NOTICE, False),
        ("摊位要缴费吗", LISTED, True),
    ],
)
def test_a_case_is_told_by_condition_lead_or_chapter(made: Retriever, question: str, number: int, other: bool) -> None:
    hit = made.hit(number, 0.5)
    clause = next(clause for clause in made.units.clauses if clause.id == hit.clause)
    assert is_for_another_case(FIELD.special_unnamed(question), hit, clause) is other


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("境外的摊位，不适用本办法。", "港澳来的摊主"),
        ("涉及遗传资源的，应当说明来源。", "用菌种做的酱"),
        ("涉及国防的摊位，另行规定。", "军用摊位"),
        ("申请集体商标的，应当提交名单。", "协会的牌子"),
        ("给予强制许可的，应当付费。", "强制让别人用"),
        ("职务作品，归单位。", "老板让我画的"),
        ("收货人认为货物合法的，可以说明。", "我的货被扣了"),
        ("撤销注册商标的，应当公告。", "想把它撤掉"),
        ("申请宣告商标无效的，五年内提出。", "恶意抢注的"),
        ("提出异议的，应当说明理由。", "初审公告以后反对"),
    ],
)
def test_every_case_is_told_in_rules_and_in_questions(make_retriever: Callable[..., Retriever], rule: str, asked: str) -> None:
    made = make_retriever([(Document("law", "夜市办法", region="全国"), f"夜市办法\n第一条 {rule}\n")])
    assert is_for_another_case(FIELD.special_unnamed("夜市几点开"), made.hit(0, 0.5), made.units.clauses[0])
    assert not is_for_another_case(FIELD.special_unnamed(asked), made.hit(0, 0.5), made.units.clauses[0])


def test_a_table_of_cases_that_is_not_there_has_none_and_one_that_is_wrong_is_told(tmp_path: Path) -> None:
    table = tmp_path / "special.tsv"
    assert read_special(table) == ()
    for wrong in ("night.rule\t夜间\t例\n", "night.rule\t(夜\t例\nnight.asked\t夜\t例\n"):  # no .asked; no expression
        table.write_text(wrong, "utf-8")
        with pytest.raises(ValueError, match=r"special\.tsv"):
            read_special(table)
