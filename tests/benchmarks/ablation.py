"""Every part off, one at a time: what it is worth. Weights are not fitted again, so a part that is off is only missed."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

import numpy as np

from assistant.batch import turns_of
from assistant.evaluation.metrics import fold, score
from assistant.pipeline import Assistant
from assistant.question.lexicon import Lexicon
from assistant.question.typos import TypoMender
from assistant.recent import Recent
from assistant.retrieval.scope import Scope, Scoper
from assistant.retrieval.signals import NAMES
from corpus.records import Document
from corpus.registry import Registry
from tests.benchmarks.measure import SHARED, machine, open_assistant, recall, rows_of, table
from tests.benchmarks.scale import register
from tests.benchmarks.stard import FOLD, HITS, QUESTIONS, articles_with

LAWS = 40  # of the second field: those that the answers to everyday legal questions quote most
PAIRS = SHARED / "training" / "pairs_disc_short.jsonl.gz"
RUN = 16  # characters in a row that an answer and an article share where the answer quotes the article
Off = Callable[[Assistant], AbstractContextManager[None]]


def _without(*names: str) -> Off:
    """Return a switch that gives signals no weight."""

    @contextmanager
    def switch(assistant: Assistant) -> Iterator[None]:
        kept = np.array([name not in names for name in NAMES], np.float32)
        before = assistant.retriever.fusion
        assistant.retriever.fusion = replace(before, banked=before.banked * kept, plain=before.plain * kept)
        try:
            yield
        finally:
            assistant.retriever.fusion = before

    return switch


@contextmanager
def _without_bank(assistant: Assistant) -> Iterator[None]:
    """Leave out every question of the bank, and score all documents with the weights for those without one."""
    source, retriever = assistant.retriever.source, assistant.retriever
    size, banked = len(assistant.units.sentence_clause), retriever.sentence_banked
    nothing = np.zeros(size, np.float32)
    retriever.sentence_banked = np.zeros(size, bool)
    try:
        with patch.object(source, "_bank", lambda *_: (nothing, nothing, 0.0)):
            yield
    finally:
        retriever.sentence_banked = banked


def _patched(target: str, value: object) -> Off:
    return lambda _: _entered(patch(target, value))


@contextmanager
def _entered(*switches: Any) -> Iterator[None]:
    with ExitStack() as stack:
        for switch in switches:
            stack.enter_context(switch)
        yield


def _everywhere(scope: Callable[..., Scope]) -> Callable[..., Scope]:
    def whole(self: Scoper, *words: Any, **more: Any) -> Scope:
        found = scope(self, *words, **more)
        return replace(found, weights=np.ones_like(found.weights), named=(), places=())

    return whole


PARTS: dict[str, Off] = {
    "全部": lambda _: nullcontext(),
    "问题库": _without_bank,
    "向量（句、条、法）": _without("dense_sentence", "dense_clause", "law_dense"),
    "句向量": _without("dense_sentence"),
    "条向量": _without("dense_clause", "law_dense"),
    "同一部法的最近条": _without("law_dense"),
    "BM25（句、条）": _without("bm25_sentence", "bm25_clause"),
    "词表近义词": lambda _: _entered(patch.object(Lexicon, "added_terms", lambda *_: [])),
    "错字": lambda _: _entered(patch.object(TypoMender, "mend", lambda _, text: text)),
    "指代编号、标题": _patched("assistant.retrieval.search.find_place", lambda *_: []),
    "文件与地区": lambda _: _entered(patch.object(Scoper, "scope", _everywhere(Scoper.scope))),
    "年份": _without("year"),
    "要素（比例、金额…）": _without("facet", "measure"),
}


def _hits(assistant: Assistant, questions: Sequence[dict[str, Any]], texts: dict[str, str]) -> str:
    ranks = []
    for row in questions:
        answer = assistant.ask(row["question"], turns_of(row), row.get("as_of")).to_dict()
        judged = score(row, answer | {"id": row["id"]}, texts, assistant.settings.home_document)
        if judged.answerable:
            ranks.append(judged.rank or 99)
    return f"{mean(r <= 1 for r in ranks):.3f} / {mean(r <= 5 for r in ranks):.3f}"


def _dev(size: str, sets: Sequence[str]) -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        register(size, folder)
        assistant = open_assistant(folder)
        texts = {document.id: fold(text) for document, text in Registry(folder).items()}
        rows: dict[str, list[str]] = {}
        for name, off in PARTS.items():
            with off(assistant):
                rows[name] = [_hits(assistant, rows_of(SHARED / "evaluation" / f"{s}.jsonl"), texts) for s in sets]
        return rows


def _stard(models: list[Path]) -> dict[str, list[str]]:
    questions = rows_of(SHARED / "training" / QUESTIONS)
    order = np.random.default_rng(0).permutation(len(questions))
    shares: dict[str, list[tuple[float, float]]] = {name: [] for name in PARTS}
    for number, model in enumerate(models):
        with articles_with(model) as assistant:
            for name, off in PARTS.items():
                with off(assistant):
                    for at in order[number * FOLD : (number + 1) * FOLD]:
                        found = [hit.doc for hit in assistant.ask(questions[at]["question"], depth=HITS).hits]
                        gold = questions[at]["articles"]
                        shares[name].append((recall(found, gold, 10), recall(found, gold, 100)))
    return {name: [f"{mean(a for a, _ in s):.3f} / {mean(b for _, b in s):.3f}"] if s else ["—"] for name, s in shares.items()}


def _runs(text: str, step: int) -> Iterator[str]:
    return (text[at : at + RUN] for at in range(0, len(text) - RUN + 1, step))


def second_field() -> tuple[list[tuple[Document, str]], list[tuple[str, set[str]]]]:
    """Return laws of daily life, each one document, and questions with the runs of words of their answers."""
    pairs = [(row["question"], set(_runs(fold(row["passage"]), 1))) for row in rows_of(PAIRS)]
    quoted = set().union(*(runs for _, runs in pairs))
    laws: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    for row in rows_of(SHARED / "training" / "laws.jsonl.gz"):
        laws.setdefault(row["title"], []).append(f"{row['article']} {row['text']}")
        counts[row["title"]] += any(run in quoted for run in _runs(fold(row["text"]), 4))
    chosen = sorted(counts, key=lambda title: (-counts[title], title))[:LAWS]
    items = [(Document(f"law{n:02d}", title), f"{title}\n" + "\n".join(laws[title]) + "\n") for n, title in enumerate(chosen)]
    return items, pairs


def _ranks(assistant: Assistant, asked: list[tuple[str, set[str]]]) -> list[int]:
    """Return the rank of the first right clause for each question, 99 where none is found."""
    return [next((n for n, hit in enumerate(assistant.ask(q).hits, 1) if hit.clause in gold), 99) for q, gold in asked]


def _second() -> tuple[int, dict[str, list[str]]]:
    """Judge a hit by its article: right where the answer of the pair quotes that."""
    items, pairs = second_field()
    with tempfile.TemporaryDirectory() as temporary:
        Registry(Path(temporary)).add(items, builtin=False)
        assistant = open_assistant(Path(temporary))
        clauses = [(clause.id, list(_runs(fold(clause.text), 4))) for clause in assistant.units.clauses]
        quoted = [(question, {name for name, own in clauses if any(run in runs for run in own)}) for question, runs in pairs]
        asked = [(question, gold) for question, gold in quoted if gold]
        rows: dict[str, list[str]] = {}
        for name, off in PARTS.items():
            with off(assistant):
                ranks = _ranks(assistant, asked)
            rows[name] = [f"{mean(r <= 1 for r in ranks):.3f} / {mean(r <= 5 for r in ranks):.3f}"]
    return len(asked), rows


def run(models: list[Path]) -> None:
    """Print one table: hit@1 / hit@5 on the dev sets and the second field, Recall@10 / @100 on STARD's folds."""
    with patch.object(Recent, "get", lambda *_: None):  # each part is asked the same questions: no answer is remembered
        plan, multi = _dev("plan", ("dev_plan_public", "dev_plan_staff")), _dev("documents", ("dev_multi",))
        count, second = _second()
        stard = _stard(models)
    print(machine())
    heads = ("去掉", "公众 90 题", "工作人员 60 题", "62 份文件 60 题", f"40 部生活常用法 {count} 题", "STARD 各折 R@10 / R@100")
    print(table(heads, [(name, *plan[name], *multi[name], *second[name], *stard[name]) for name in PARTS]))
