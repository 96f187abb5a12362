"""Each metric, on answers small enough to judge by hand."""

from typing import Any

import pytest

from assistant.evaluation.metrics import Share, fold, numbers_in, score, shares, summarize

HOME = "plan"
SENTENCE = "专利商标质押融资总额超过15亿元。"
TEXTS = {HOME: fold(f"前文。{SENTENCE}后文。"), "other": fold("补贴不超过5万元。")}


def asked(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q1", "type": "fact", "style": "exact", "question": "质押融资总额目标是多少？",
        "evidence": ["质押融资总额超过15亿元"], "must_include": ["15亿"], **changes,
    }  # fmt: skip


def answered(**changes: Any) -> dict[str, Any]:
    return {
        "status": "answered", "answer": f"“{SENTENCE}”[1]", "citations": [{"doc": HOME, "quote": SENTENCE}],
        "hits": [{"doc": HOME, "text": "前文。"}, {"doc": HOME, "text": SENTENCE}], "elapsed_ms": 2.0, **changes,
    }  # fmt: skip


def judge(question: dict[str, Any], answer: dict[str, Any]) -> Any:
    return score(question, answer, TEXTS, HOME)


def test_a_right_answer_is_right_in_every_respect() -> None:
    row = judge(asked(), answered())
    assert (row.correct, row.rank, row.coverage, row.cites_evidence, row.facts, row.verbatim) == (True, 2, 1.0, True, True, True)
    assert (row.false_refusal, row.ungrounded_numbers, row.reason) == (False, (), "")


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ({}, {"status": "not_found", "citations": []}, "误拒（not_found）；没有引用依据（依据在命中第 2 位）"),
        ({}, {"status": "partial"}, "文件写明，却只答了一部分（partial）"),
        ({"must_include": ["15亿", "2025年"]}, {}, "答案缺 2025年"),
        ({}, {"citations": [{"doc": "other", "quote": "补贴不超过5万元。"}], "hits": []}, "没有检索到依据；数字无出处：15"),
        ({}, {"citations": [{"doc": HOME, "quote": SENTENCE}, {"doc": HOME, "quote": "编造的话。"}]}, "引文与原文不符"),
        ({}, {"answer": f"“{SENTENCE}”[1]另有3项"}, "数字无出处：3"),
    ],
)
def test_what_is_wrong_is_said(question: dict[str, Any], answer: dict[str, Any], reason: str) -> None:
    assert judge(asked(**question), answered(**answer)).reason == reason


def test_a_list_must_show_half_of_its_evidence() -> None:
    evidence = ["质押融资总额超过15亿元", "前文中没有引到的第一处", "前文中没有引到的第二处"]
    assert judge(asked(type="fact", evidence=evidence), answered()).correct
    assert not judge(asked(type="list", evidence=evidence), answered()).correct
    assert judge(asked(type="list", evidence=evidence[:2]), answered()).correct


@pytest.mark.parametrize(
    ("kind", "status", "right"),
    [
        ("near_miss", "partial", True), ("near_miss", "not_found", True), ("near_miss", "answered", False),
        ("wrong_region", "partial", True), ("out_of_scope", "partial", False), ("out_of_scope", "out_of_scope", True),
        ("injection", "blocked", True), ("injection", "answered", False), (None, "clarify", True), (None, "error", False),
    ],
)  # fmt: skip
def test_what_no_document_states_must_not_be_answered(kind: str | None, status: str, right: bool) -> None:
    row = judge(asked(evidence=[], kind=kind), answered(status=status, citations=[], answer="未载明。"))
    assert (row.answerable, row.correct, bool(row.reason)) == (False, right, not right)


def test_evidence_of_another_document_counts_only_there() -> None:
    question = asked(evidence=[{"doc": "other", "text": "补贴不超过5万元"}], must_include=[])
    assert judge(question, answered()).rank is None
    there = {"doc": "other", "quote": "补贴不超过5万元。", "text": "补贴不超过5万元。"}
    assert judge(question, answered(citations=[there], hits=[there])).rank == 1


def test_a_hit_that_is_a_whole_page_does_not_count() -> None:
    page = "长" * 200 + SENTENCE
    assert judge(asked(), answered(hits=[{"doc": HOME, "text": page}])).rank is None
    assert judge(asked(), answered(hits=[{"doc": HOME, "text": page[-200:]}])).rank == 1


@pytest.mark.parametrize(
    ("said", "ungrounded"),
    [
        ("15亿元[1]", ()), ("目标15，已有5，差10[1]", ("10", "5")), ("1. 15亿元\n2. 15亿元", ()), ("第7部分[1]", ()),
        ("30%", ("30%",)),
    ],
)  # fmt: skip
def test_a_number_needs_a_source_or_two_to_be_computed_from(said: str, ungrounded: tuple[str, ...]) -> None:
    citations = [{"doc": HOME, "quote": SENTENCE, "path": "三、7.", "title": ""}]
    assert judge(asked(), answered(answer=said, citations=citations)).ungrounded_numbers == ungrounded


def test_sums_and_differences_of_shown_figures_are_grounded() -> None:
    citations = [{"doc": HOME, "quote": SENTENCE}, {"doc": HOME, "quote": "前文3亿"}]
    row = judge(asked(), answered(answer="15亿元比3亿元多12亿元，合计18亿元", citations=citations))
    assert row.ungrounded_numbers == ()


def test_no_answer_counts_as_an_error() -> None:
    row = judge(asked(), {})
    assert (row.status, row.correct, row.false_refusal) == ("error", False, True)


def test_layout_and_width_decide_nothing() -> None:
    assert fold("ＰＣＴ  ８.５ 万\n") == "pct8.5万"
    assert numbers_in("８.５万件，增25 %") == {"8.5", "25%"}


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (1, 1, 0.2065, 1.0), (150, 300, 0.4437, 0.5563)],
)
def test_intervals_are_wilsons(count: int, total: int, low: float, high: float) -> None:
    interval = Share(count, total).interval
    assert interval == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_is_none() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    rows = [judge(asked(evidence=[], kind="injection"), answered(status="blocked", citations=[]))]
    assert summarize(rows)["hit@1"] is None
    assert shares(rows)["refusal_accuracy"].count == 1


def test_the_summary_counts_ranks_lengths_and_times() -> None:
    first = answered(hits=[{"doc": HOME, "text": SENTENCE}], elapsed_ms=10.0)
    rows = [judge(asked(), answered()), judge(asked(), first), judge(asked(), answered(hits=[], elapsed_ms=None))]
    found = summarize(rows)
    assert (found["hit@1"], found["hit@3"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert found["mrr@10"] == pytest.approx((0.5 + 1) / 3)
    assert (found["elapsed_ms_p50"], found["elapsed_ms_p99"]) == (10.0, 10.0)
    assert found["answer_chars_median"] == len(fold(f"“{SENTENCE}”[1]"))


@pytest.mark.parametrize(
    ("right", "given", "correct", "false_yes", "false_no"),
    [
        ("yes", "yes", True, None, 0.0), ("yes", "no", False, None, 1.0), ("no", "no", True, 0.0, None),
        ("no", "yes", False, 1.0, None),
        ("not_stated", "not_stated", True, 0.0, None), ("not_stated", None, False, 0.0, None),
    ],
)  # fmt: skip
def test_a_claim_is_judged_by_its_verdict(
    right: str, given: str | None, correct: bool, false_yes: float | None, false_no: float | None
) -> None:
    row = judge(asked(evidence=[], verdict=right), answered(verdict=given))
    found = summarize([row])
    assert row.correct is correct
    assert (found["claims_accuracy"], found["false_yes"], found["false_no"]) == (float(correct), false_yes, false_no)
    assert found["refusal_accuracy"] is None  # whether a claim holds is not whether it was refused
