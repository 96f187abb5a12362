"""One sentence as a line: quoted with its mark and place, completed where a law goes on, rated by words, figures and the bank."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from assistant.answering.draft import Draft
from assistant.answering.excerpt import TARGET
from assistant.answering.quoting import FIGURE_WORTH, POINTED_WORTH, Quoter, is_another_measure
from assistant.question.understand import Reader
from assistant.records import Hit, Status
from assistant.retrieval.queries import Query

NOTHING = Query(np.zeros(64, np.float32), (), ())
GAIN, NO_GAIN = "有违法所得的，没收违法所得，并处一万元罚款；", "没有违法所得的，处五千元罚款；"
REVOKED = "情节严重的，吊销许可证。"
BANK = "支持银行开展质押融资；"


@pytest.fixture
def quoter(world: Any) -> Quoter:
    return Quoter(world.retriever)


def test_a_line_is_the_sentence_with_its_mark_and_place(world: Any, quoter: Quoter) -> None:
    draft = world.draft("plan")
    assert quoter.line(world.hit("全市已经建成"), draft, None) == "“全市已经建成质押中心9个。”[1]（一、（一） 工作成效）"
    assert draft.citations[0].quote == "全市已经建成质押中心9个。"


def test_beside_other_documents_its_own_is_named(world: Any, quoter: Quoter) -> None:
    assert quoter.line(world.hit("企业在"), world.draft(), None) == "“企业在质押期间不得转让质押的专利。”[1]（《质押法》第二条）"


def test_the_place_may_be_left_out(world: Any, quoter: Quoter) -> None:
    assert quoter.line(world.hit("企业在"), world.draft(), None, located=False) == "“企业在质押期间不得转让质押的专利。”[1]"


def test_of_a_long_sentence_the_part_that_is_rated_best_is_shown(world: Any, quoter: Quoter) -> None:
    hit, draft = world.hit("子子"), world.draft("law")
    whole = quoter.line(hit, draft, None, located=False)
    assert whole == f"“{hit.text}”[1]"
    text = "支持银行，" * 30 + "开展导航，" + "支持银行，" * 30
    clause = world.retriever.clause_of(hit.sentence)
    long = type(hit)(hit.doc, hit.clause, hit.path, "", text, clause.start, clause.start + len(text), 0.5, hit.sentence)
    shown = quoter.line(long, world.draft("law"), lambda _a, _b, piece: float("导航" in piece), located=False)
    assert len(shown) == 90 - 1 + len("“”[1]")  # a run of pieces up to 90 characters, without its last comma


@pytest.mark.parametrize(
    ("sentence", "piece", "answers"),
    [
        ("企业在", "质押的企业每年不超过20万元", True),
        ("企业在", "质押的企业可以延期", False),  # no figure
        ("企业在", "每年不超过20万元", False),  # none of its words
        ("全市已经建成", "质押的企业每年不超过20万元", False),  # of a plan, where commas separate targets
    ],
)
def test_each_stretch_that_asks_for_a_figure_rates_the_pieces(
    world: Any, quoter: Quoter, sentence: str, piece: str, *, answers: bool
) -> None:
    hit = replace(world.hit(sentence), text="转让的按半数补贴，质押的企业每年不超过20万元。")
    rates = quoter.raters(hit, Reader().read("质押的企业每年最高补多少"))
    assert any(rate(0, len(piece), piece) > 0 for rate in rates) is answers


@pytest.mark.parametrize(("size", "whole"), [(220, True), (221, False)])
def test_a_rule_is_shown_with_what_follows_from_it(world: Any, quoter: Quoter, size: int, whole: bool) -> None:
    hit = world.hit("子子")
    text = ("零售专业烟花的，" + "情节较轻的，" * 40)[: size - 4] + "处罚款。"
    text = text[: size - 4] + text[-4:]
    clause = world.retriever.clause_of(hit.sentence)
    rule = type(hit)(hit.doc, hit.clause, hit.path, "", text, clause.start, clause.start + len(text), 0.5, hit.sentence)
    line = quoter.line(rule, world.draft("law"), lambda _a, _b, piece: float("零售" in piece), located=False)
    assert (len(line) > TARGET + len("“”[1]")) is whole


@pytest.mark.parametrize(
    ("text", "other", "apart"),
    [
        ("对新获驰名商标的，奖励50万元；", "对新获质量奖的，奖励30万元；", True),
        ("财政局负责拨付；", "人社局负责核定；", True),
        ("财政局负责拨付；", "情节严重的，由管理处负责处理；", False),
        ("没有违法所得的，处五千元罚款；", "对有违法所得的，处一万元罚款；", False),
        ("对单位处一万元罚款；", "有违法所得的，没收违法所得；", False),
    ],
)
def test_what_says_itself_whom_it_is_for_is_no_case_of_anothers_rule(text: str, other: str, apart: bool) -> None:
    assert is_another_measure(text, other) is apart


@pytest.mark.parametrize(
    ("beginning", "before", "behind"),
    [
        ("有违法所得", (), (NO_GAIN, REVOKED)),
        ("没有违法所得", (GAIN,), (REVOKED,)),
        ("情节严重", (GAIN, NO_GAIN), ()),  # ends in a full stop
        ("质押期限", (), ()),  # the next one is another paragraph
        ("质押融资8", (), ()),  # a plan: semicolons separate targets
        ("甲甲", (), ("乙" * 119 + "；",)),  # 220 characters together; the next would be more
        ("丁丁", (), ()),  # 221
    ],
)
def test_all_cases_of_a_rule_are_quoted(
    world: Any, quoter: Quoter, beginning: str, before: tuple[str, ...], behind: tuple[str, ...]
) -> None:
    hit, draft = world.hit(beginning), world.draft()
    line = quoter.line(hit, draft, None, located=False)
    expected = [*before, hit.text, *behind]
    assert line == "".join(f"“{text}”[{number}]" for number, text in enumerate(expected, 1))
    assert [citation.quote for citation in draft.citations] == expected


BUT = """质押法
第一条 质押期限为三年。但是，合同另有约定的，从其约定。应当登记。
第二条 应当公开登记。
但是，合同另有约定的除外。
第三条 登记费由企业承担。不过，{long}。
"""


@pytest.mark.parametrize(
    ("beginning", "quoted"),
    [
        ("质押期限", 2), ("但是，合同另有约定的，", 2), ("但是，合同另有约定的除外", 1), ("应当登记", 1), ("应当公开", 1),
        ("登记费", 1),
    ],
    ids=["restricted", "the restriction", "the restriction of another paragraph", "the last", "another paragraph", "too long"],
)  # fmt: skip
def test_a_rule_is_quoted_with_what_restricts_it_and_what_restricts_with_its_rule(
    indexed: Any, beginning: str, quoted: int
) -> None:
    retriever, documents = indexed(BUT.format(long="甲" * 210))
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(sentence(retriever, beginning), draft, None)
    assert len(draft.citations) == quoted


def test_a_restriction_that_leads_a_list_is_quoted_with_it(indexed: Any) -> None:
    retriever, documents = indexed("噪声办法\n第一条 禁止使用喇叭。但下列情况除外:\n(一)抢险;\n(二)救灾。\n第二条 依法处罚。\n")
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(sentence(retriever, "禁止使用"), draft, None)
    assert [citation.quote for citation in draft.citations] == ["禁止使用喇叭。", "但下列情况除外:", "(一)抢险;", "(二)救灾。"]


LISTS = """质押法
第一条 有下列情形之一的，不予登记：
（一）已经转让的；
（二）已经失效的。
"""


def sentence(retriever: Any, beginning: str) -> Hit:
    numbers = range(len(retriever.units.sentence_clause))
    hit: Hit = retriever.hit(next(n for n in numbers if retriever.units.sentence_text(n).startswith(beginning)), 0.5)
    return hit


@pytest.mark.parametrize(
    ("beginnings", "cited"),
    [
        (("（二）",), ["有下列", "（二）"]),
        (("（一）",), ["有下列", "（一）"]),  # the next one is another paragraph
        (("有下列",), ["有下列"]),
        (("有下列", "（二）"), ["有下列", "（二）"]),  # was quoted before
        (("（二）", "（二）"), ["有下列", "（二）"]),
    ],
)
def test_an_item_of_an_article_stands_behind_its_lead(
    indexed: Callable[[str], Any], beginnings: tuple[str, ...], cited: list[str]
) -> None:
    retriever, documents = indexed(LISTS)
    draft = Draft(documents, Status.ANSWERED)
    for beginning in beginnings:
        Quoter(retriever).line(sentence(retriever, beginning), draft, None)
    assert [citation.quote[:3] for citation in draft.citations] == cited


PUNISHED = """夜市条例
第一条 摊主有下列行为之一的，责令改正，处二百元罚款；情节严重的，收回摊位：
（一）占道经营；
（二）转租摊位。
第二条 条件如下：
（一）身份明确；
（二）摊位有下列情形的：
1.已经登记；
2.已经缴费。
第三条 乱倒垃圾的，处一百元罚款。拒不改正的，收回摊位。本条由城管执行。
"""


@pytest.mark.parametrize(
    ("beginning", "asked", "cited"),
    [
        ("摊主有下", {"转租"}, ["摊主有", "情节严", "（二）"]),  # the item that is asked about
        ("摊主有下", {"押金"}, ["摊主有", "情节严", "（一）", "（二）"]),  # none is
        ("摊主有下", {"转租", "占道"}, ["摊主有", "情节严", "（一）", "（二）"]),  # each may be
        ("摊主有下", {"收回", "摊位"}, ["摊主有", "情节严", "（一）", "（二）"]),  # what the lead says too
        ("（一）占", set(), ["摊主有", "情节严", "（一）"]),  # the lead from where it begins
        ("1.已经", set(), ["（二）", "1.已"]),  # … but not an item before it
        ("乱倒垃圾", set(), ["乱倒垃", "拒不改"]),
    ],
)
def test_a_lead_that_goes_on_behind_a_semicolon_is_quoted_whole_and_with_an_item(
    indexed: Callable[[str], Any], beginning: str, asked: set[str], cited: list[str]
) -> None:
    retriever, documents = indexed(PUNISHED)
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(sentence(retriever, beginning), draft, None, asked=asked)
    assert [citation.quote[:3] for citation in draft.citations] == cited


RUNNING = "摊位仍然不足，主要体现在：一是数量较少。二是位置较偏。\n租金较低，便宜。"


@pytest.mark.parametrize(("beginning", "cited"), [("摊位", ["摊位仍", "二是位"]), ("二是", ["二是位"]), ("租金", ["租金较"])])
def test_what_leads_a_list_in_the_sentence_of_its_first_item_is_shown_with_the_others(
    indexed: Callable[[str], Any], beginning: str, cited: list[str]
) -> None:
    retriever, documents = indexed(RUNNING)
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(sentence(retriever, beginning), draft, None)
    assert [citation.quote[:3] for citation in draft.citations] == cited


# what a piece is worth


def idf(world: Any, term: str) -> float:
    return float(world.retriever.source.arrays.backend.idf("sentence", (term,)))


def test_a_piece_is_worth_the_terms_that_it_holds_each_once(world: Any, quoter: Quoter) -> None:
    worth = idf(world, "导航") + idf(world, "专利")
    assert quoter.worth("专利导航和专利导航", {"导航", "专利", "质押"}) == pytest.approx(worth)
    assert quoter.worth("专利导航", set()) == 0.0
    assert quoter.worth("麒麟导航", {"麒麟", "导航"}) == pytest.approx(idf(world, "导航"))  # no sentence holds 麒麟


def test_the_first_term_of_the_vocabulary_counts_like_any_other(world: Any, quoter: Quoter) -> None:
    first = next(iter(world.retriever.source.arrays.backend.vocabulary("sentence")))
    assert quoter.worth(first, {first}) == pytest.approx(idf(world, first))
    assert idf(world, first) > 0


def test_words_of_the_question_and_those_that_the_lexicon_adds_count(world: Any, quoter: Quoter) -> None:
    query = Query(np.zeros(64, np.float32), (("导航", 1.0),), (("专利", 1.0),))
    rate = quoter.rater(world.hit("企业在"), Reader().read("怎么做"), query)
    assert rate(0, 4, "专利导航") == pytest.approx(idf(world, "导航") + idf(world, "专利"))


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("应当预留三成；其中小微企业六成。无法提供的除外。应当公开。", "无法提供的除外。"),
        ("应当预留三成。法律另有规定的，从其规定。", "法律另有规定的，从其规定。"),
        ("应当预留三成。除外的应当公开。", "应当预留三成。"),
        ("画作的归属由双方约定。合同未作约定的，归画师。应当公开。", "合同未作约定的，归画师。"),
        ("画作的归属由双方约定。画师没有交付的，不付款。", "画作的归属由双方约定。"),
    ],
)
def test_an_exception_behind_a_rule_is_quoted_with_it(indexed: Any, rule: str, last: str) -> None:
    retriever, documents = indexed(f"采购法\n第一条 {rule}\n")
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(retriever.hit(0, 0.5), draft, None)
    assert draft.citations[-1].quote == last


def test_a_figure_that_is_asked_for_counts_a_fixed_amount(world: Any, quoter: Quoter) -> None:
    rate = quoter.rater(world.hit("企业在"), Reader().read("2025年补贴企业多少家，补多少"), NOTHING)  # a count and an amount
    assert [rate(0, 9, piece) for piece in ("补贴企业", "补贴50家", "给50家企业100万元")] == [0.0, FIGURE_WORTH, 2 * FIGURE_WORTH]
    phone = quoter.rater(world.hit("企业在"), Reader().read("商标的受理电话是多少"), NOTHING)
    assert phone(0, 9, "电话12345678") == 0.0  # small print is no figure


def nearness(world: Any, hit: Hit, vector: Any) -> dict[int, float]:
    """Return, by the offset of the part that it asks for, how near each bank question of the hit is on the common scale."""
    source, units = world.retriever.source, world.retriever.units
    return {
        units.questions[n].start - hit.start: float(
            source.scales.question.of(source.arrays.questions_dense.cosines(vector, np.array([n])))[0]
        )
        for n in source.questions_of(hit.sentence)
    }


def test_the_bank_points_at_the_part_that_answers(world: Any, quoter: Quoter) -> None:
    """The bank asks 银行要开展什么 of 开展质押融资 (the last 6 characters but one) and 支持谁 of 支持银行 (the first 4)."""
    hit = world.hit(BANK)
    vectors = world.retriever.source.arrays.questions_dense.vectors(0, len(world.retriever.units.questions))
    near = nearness(world, hit, vectors[0])
    rate = quoter.rater(hit, Reader().read("怎么做"), Query(vectors[0], (), ()))
    second, first = sorted(near.values())
    assert second > 0
    assert rate(hit.start + 4, hit.start + 10, "一二三四五六") == pytest.approx(POINTED_WORTH * first)
    assert rate(hit.start + 4, hit.start + 11, "一二三四五六七") == pytest.approx(POINTED_WORTH * first * 6 / 7)
    assert rate(hit.start, hit.start + 4, "一二三四") == pytest.approx(POINTED_WORTH * second)
    assert rate(hit.start + 10, hit.start + 11, "一") == 0.0
    assert rate(hit.start + 4, hit.start + 5, "一") == pytest.approx(POINTED_WORTH * first)
    assert rate(hit.start + 3, hit.start + 5, "一二") == pytest.approx(POINTED_WORTH * (first + second) / 2)
    assert rate(hit.start + 5, hit.start + 5, "") == 0.0


def test_where_the_bank_asks_nothing_it_points_at_nothing(world: Any, quoter: Quoter) -> None:
    hit = world.hit("支持保险")
    assert quoter.rater(hit, Reader().read("怎么做"), NOTHING)(hit.start, hit.end, "一") == 0.0


def test_the_three_nearest_bank_questions_point_and_none_of_them_away(world: Any, quoter: Quoter) -> None:
    hit = world.hit("高价值")
    vectors = world.retriever.source.arrays.questions_dense.vectors(0, len(world.retriever.units.questions))
    asked = world.retriever.source.questions_of(hit.sentence)
    parts = {world.retriever.units.questions[n].start - hit.start: n for n in asked}
    near_by_part = nearness(world, hit, vectors[parts[0]])
    farthest = min(near_by_part, key=near_by_part.__getitem__)
    rate = quoter.rater(hit, Reader().read("怎么做"), Query(vectors[parts[0]], (), ()))
    for at, near in near_by_part.items():
        expected = 0.0 if at == farthest else POINTED_WORTH * near
        assert rate(hit.start + at, hit.start + at + 2, "一二") == pytest.approx(expected)
    away = quoter.rater(hit, Reader().read("怎么做"), Query(-vectors[parts[0]], (), ()))
    assert [away(hit.start + at, hit.start + at + 2, "一二") for at in near_by_part] == [0.0] * 4


@pytest.mark.parametrize(
    ("kind", "behind", "last"),
    [
        ("办事指南", "其他地方的，每件补贴三万元。", "其他地方的，每件补贴三万元。"),
        ("办事指南", "其他地方的，另行通知。", "在本地的，每件补贴五万元；"),  # no rate
        ("规划", "其他地方的，每件补贴三万元。", "在本地的，每件补贴五万元；"),
    ],
)
def test_the_rates_of_a_guide_are_quoted_together(indexed: Any, kind: str, behind: str, last: str) -> None:
    retriever, documents = indexed(f"某指南\n一、标准\n在本地的，每件补贴五万元；{behind}\n", kind)
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(retriever.hit(0, 0.5), draft, None)
    assert draft.citations[-1].quote == last


@pytest.mark.parametrize(("behind", "last"), [("期满未申请的，视为放弃。", True), ("受理后不收费。", False)])
def test_what_follows_a_missed_time_is_quoted_with_it(indexed: Any, behind: str, *, last: bool) -> None:
    retriever, documents = indexed(f"某法\n第一条 应当在十日内申请。{behind}\n")
    draft = Draft(documents, Status.ANSWERED)
    Quoter(retriever).line(retriever.hit(0, 0.5), draft, None)
    assert (draft.citations[-1].quote == behind) is last
