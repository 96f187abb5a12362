"""Questions with their candidates, as the weights are fitted on: the bank, other documents, lay questions on laws.

A bank question is judged with itself left out of the bank. No question of an evaluation set is read.
"""

import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.pipeline import Assistant
from assistant.question.cleaning import clean
from assistant.retrieval.signals import Candidates
from assistant.settings import Settings
from corpus import questions
from corpus.folders import files_in
from corpus.intake import read_entry
from corpus.manifest import read_manifest
from corpus.questions import FOLDER, read_unanswerable
from corpus.registry import Registry
from index.segment import normalize
from index.units import Units

LAY_QUESTIONS = Path(__file__).parents[2] / "index" / "statute_questions" / "ip_consumers_procedure.tsv"
SEED = 20_260_101
UNSEEN_WEIGHT = 3  # copies of each question that the encoder never saw
LAY_WEIGHT = 2  # copies of each lay question on a law
OTHER_WEIGHT = 2  # copies of each question about another document, of which there are fewer
BANK_SAMPLE = 700  # bank questions that the weights are fitted on; more changes the third digit
UNANSWERED = ("near_miss", "wrong_region", "out_of_scope")  # kinds of written questions that no document answers
KEPT = 60  # candidates of a question that the weights are fitted on


def rows_of(name: str) -> list[dict[str, Any]]:
    """Return the rows of a written data file beside the question bank."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@dataclass(frozen=True, slots=True)
class Example:
    """Candidates of a question and which of them answer it; ``answers`` is empty where none does."""

    signals: NDArray[np.float32]
    banked: NDArray[np.bool_]
    answers: NDArray[np.int64]


def open_over(folder: Path, documents: Path | None, encoder: Path | None = None) -> Assistant:
    """Return an assistant over the plan, and over the texts in ``documents`` where given, with its data in ``folder``."""
    if documents is not None:
        described = read_manifest(documents / "manifest.json")
        entries = (read_entry(path, described) for path in files_in(documents) if path.name in described)
        Registry(folder).add((entry.document, entry.text) for entry in entries)
    return Assistant.open(Settings(data_dir=folder, encoder=str(encoder or "")))


@contextmanager
def without_related_banks() -> Iterator[None]:
    """Leave out, for the time being, the banks of laws and rules that ship: their documents are then as any other."""
    kept = questions.RELATED
    with tempfile.TemporaryDirectory() as empty:
        questions.RELATED = Path(empty)
        try:
            yield
        finally:
            questions.RELATED = kept


def candidates_of(assistant: Assistant, question: str, without: NDArray[np.int64] | None = None) -> Candidates:
    """Return the candidates of a question with their signals; ``without`` are numbers of bank questions to leave out."""
    understood = assistant.reader.read(clean(question))
    retriever = assistant.retriever
    return retriever.candidates(
        understood, retriever.maker.make(understood), retriever.scoper.scope(understood.pointing), without=without
    )


def bank_groups(units: Units) -> list[tuple[str, NDArray[np.int64]]]:
    """Return each bank question with its numbers: one that several sentences answer has several, to be left out together."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, question in enumerate(units.questions):
        numbers.setdefault((question.doc, question.text), []).append(number)
    return [(text, np.array(own)) for (_, text), own in numbers.items()]


def _bank_examples(assistant: Assistant, sample: int) -> Iterator[Example]:
    units, groups = assistant.units, bank_groups(assistant.units)
    for chosen in sorted(random.Random(SEED).sample(range(len(groups)), min(sample, len(groups)))):
        question, numbers = groups[chosen]
        found = candidates_of(assistant, question, numbers)
        targets = {normalize(units.sentence_text(int(sentence))) for sentence in units.question_sentence[numbers]}
        answers = [row for row, s in enumerate(found.sentences) if normalize(units.sentence_text(int(s))) in targets]
        if answers:
            yield _example(assistant, found, answers)


def _example(assistant: Assistant, found: Candidates, answers: list[int]) -> Example:
    """Return the right candidates and the strongest wrong ones; the thousands far below teach nothing."""
    rough = assistant.retriever.scores(found)
    kept = np.union1d(np.argsort(-rough, kind="stable")[:KEPT], answers)
    signals = found.signals[kept]
    return Example(signals, assistant.retriever.sentence_banked[found.sentences[kept]], np.searchsorted(kept, answers))


def _other_examples(assistant: Assistant, rows: list[dict[str, Any]]) -> Iterator[Example]:
    for row in rows:
        found = candidates_of(assistant, row["question"])
        evidence = normalize("".join(row["evidence"].split()))
        answers = []
        for number, sentence in enumerate(found.sentences):
            clause = assistant.retriever.clause_of(int(sentence))
            text = normalize("".join(assistant.units.sentence_text(int(sentence)).split()))
            if clause.doc == row["doc"] and (evidence in text or (len(text) >= 8 and text.rstrip("。;") in evidence)):
                answers.append(number)
        if answers:
            yield _example(assistant, found, answers)


def _lay_examples(assistant: Assistant) -> Iterator[Example]:
    """Yield lay questions on the laws that the corpus holds; every sentence of the named articles is right."""
    laws = {document.title.removeprefix("中华人民共和国"): document.id for document in assistant.documents()}
    for line in LAY_QUESTIONS.read_text("utf-8").splitlines():
        question, titles = line.split("\t")
        named = {(laws.get(law), f"第{number}") for law, _, number in (title.rpartition("第") for title in titles.split("；"))}
        found = candidates_of(assistant, question)
        clauses = [assistant.retriever.clause_of(int(sentence)) for sentence in found.sentences]
        answers = [row for row, clause in enumerate(clauses) if (clause.doc, clause.label) in named]
        if answers:
            yield _example(assistant, found, answers)


def signal_examples(documents: Path, encoder: Path | None, other: list[dict[str, Any]]) -> list[Example]:
    """Return what the weights are fitted on, over the plan alone and among the other documents."""
    unseen = [row | {"question": row["standalone"]} for row in rows_of("followups.jsonl") if row["evidence"]]
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        plan, all_documents = open_over(Path(alone), None, encoder), open_over(Path(among), documents, encoder)
        examples = [
            *_bank_examples(plan, BANK_SAMPLE),
            *_bank_examples(all_documents, BANK_SAMPLE // 2),
            *(OTHER_WEIGHT * list(_other_examples(all_documents, other))),
            *(LAY_WEIGHT * list(_lay_examples(all_documents))),
        ]
        # the encoder was trained on the bank: questions that it never saw keep the weights honest
        unseen = [{"doc": plan.settings.home_document} | row for row in unseen]
        for assistant in (plan, all_documents):
            examples += UNSEEN_WEIGHT * list(_other_examples(assistant, unseen))
    return examples


def unanswered_scores(assistant: Assistant) -> Iterator[float]:
    """Yield the best fused score of each written question that the documents do not answer."""
    for kind, question in read_unanswerable():
        if kind in UNANSWERED:
            found = candidates_of(assistant, question)
            if len(found.sentences):
                yield float(assistant.retriever.scores(found).max())
