"""What a user would build from the same packages in an afternoon, on the same machine, in the same run.

LangChain's EnsembleRetriever over BM25Retriever (jieba words) and FAISS with the product's embedding model, over
chunks of RecursiveCharacterTextSplitter. Needs the extra ``peers``.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

import jieba
import numpy as np
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.metrics import fold, score
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.records import Document as SourceDocument
from corpus.registry import Registry
from index.encoder import ShippedEncoder
from tests.benchmarks.measure import SHARED, machine, open_assistant, recall, retrieve, rows_of, table, timed
from tests.benchmarks.scale import register
from tests.benchmarks.stard import QUESTIONS

CHUNK = 200  # characters, the longest hit that the metric counts
SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]
DEPTH = 10
ASKED = 100  # of the first fold
OURS, THEIRS = "本项目", "EnsembleRetriever"
Search = Callable[[str], Sequence[tuple[str, str]]]  # question to (document id, text), best first


class ShippedEmbeddings(Embeddings):
    """The product's model behind LangChain's protocol."""

    def __init__(self, model: Path | None) -> None:
        self._encoder = ShippedEncoder(model) if model else ShippedEncoder()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._encoder.encode_document(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self._encoder.encode_query([text])[0].tolist()


def _splitter(size: int) -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=0, separators=SEPARATORS, keep_separator="end")


def ensemble(
    texts: Iterable[tuple[SourceDocument, str]], depth: int, size: int = CHUNK, model: Path | None = None
) -> tuple[Search, int]:
    """Return the peer's search and how many chunks it holds."""
    splitter = _splitter(size)
    chunks = [
        Document(page_content=chunk, metadata={"doc": document.id})
        for document, text in texts
        for chunk in splitter.split_text(text)
    ]
    words = BM25Retriever.from_documents(chunks, preprocess_func=jieba.lcut, k=depth)
    vectors = FAISS.from_documents(chunks, ShippedEmbeddings(model)).as_retriever(search_kwargs={"k": depth})
    both = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])
    return lambda question: [(d.metadata["doc"], d.page_content) for d in both.invoke(question)][:depth], len(chunks)


def product(assistant: Assistant, depth: int) -> Search:
    """Return the product's search: what ``Assistant.ask`` ranks, references and documents in the question included."""
    return lambda question: [(hit.doc, hit.text) for hit in assistant.ask(question, depth=depth).hits]


def hit_rates(search: Search, questions: Sequence[dict[str, Any]], texts: dict[str, str], home: str) -> tuple[str, str, int]:
    """Return hit@1 and hit@5 over answerable questions without history (the peer has none)."""
    ranks = []
    for row in questions:
        if row.get("history"):
            continue
        hits = [{"doc": doc, "text": text} for doc, text in search(row["question"])]
        judged = score(row, {"id": row["id"], "status": "answered", "answer": "", "hits": hits}, texts, home)
        if judged.answerable:
            ranks.append(judged.rank or 99)
    return f"{sum(r <= 1 for r in ranks) / len(ranks):.2f}", f"{sum(r <= 5 for r in ranks) / len(ranks):.2f}", len(ranks)


def _small(size: str, sets: Sequence[str], rows: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        register(size, folder)
        assistant = Assistant.open(Settings(data_dir=folder))
        items = Registry(folder).items()
        home, texts = assistant.settings.home_document, {document.id: fold(text) for document, text in items}
        peer, chunks = ensemble(items, DEPTH)
        for name in sets:
            questions = rows_of(SHARED / "evaluation" / f"{name}.jsonl")
            for system, search, timing, count in (
                (OURS, product(assistant, DEPTH), partial(retrieve, assistant), f"{len(assistant.units.sentence_clause)} 句"),
                (THEIRS, peer, peer, f"{chunks} 块"),
            ):
                times = timed(timing, [row["question"] for row in questions])
                rates = hit_rates(search, questions, texts, home)
                rows.append((system, name, count, *rates, f"{times['p50']} / {times['p99']}"))


def _asked_and_articles(size: int) -> tuple[list[Any], list[tuple[SourceDocument, str]]]:
    """Return the questions and ``size`` articles, those that answer first."""
    questions = rows_of(SHARED / "training" / QUESTIONS)
    asked = [questions[i] for i in np.random.default_rng(0).permutation(len(questions))[:ASKED]]
    wanted = {article for row in asked for article in row["articles"]}
    kept = sorted(rows_of(SHARED / "training" / "stard_articles.jsonl.gz"), key=lambda row: row["id"] not in wanted)
    return asked, [(SourceDocument(row["id"], row["title"]), row["text"]) for row in kept[:size]]


def _articles(size: int, rows: list[Any], model: Path | None) -> None:
    asked, items = _asked_and_articles(size)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        Registry(folder).add(items, builtin=False)
        assistant = open_assistant(folder, model)
        peer, chunks = ensemble([(d, f"{d.title}\n{text}") for d, text in items], DEPTH, 2_000, model)
        for system, search, timing, count in (
            (OURS, product(assistant, DEPTH), partial(retrieve, assistant), len(items)),
            (THEIRS, peer, peer, chunks),
        ):
            times = timed(timing, [row["question"] for row in asked], warm=5)
            found = [([doc for doc, _ in search(row["question"])], row["articles"]) for row in asked]
            shares = [f"{mean(recall(f, gold, k) for f, gold in found):.2f}" for k in (1, 10)]
            rows.append(
                (
                    system,
                    "STARD，模型没学过" if model else "STARD，模型学过",
                    f"{count} 条",
                    *shares,
                    len(asked),
                    f"{times['p50']} / {times['p99']}",
                )
            )


def run(sizes: list[int], model: Path | None) -> None:
    """Compare quality and latency; 214 sentences are the plan's, larger sizes are articles."""
    rows: list[Any] = []
    for size in sizes:
        if size == 214:
            _small("plan", ("dev_plan_public", "dev_plan_staff"), rows)
            _small("documents", ("dev_multi",), rows)
        else:
            _articles(size, rows, model)
        print(rows[-2:], flush=True)
    print(machine())
    print(table(("系统", "题目", "规模", "hit@1（R@1）", "hit@5（R@10）", "n", "检索 p50/p99 ms"), rows))
