"""Fits what the assistant learned: weights of the signals, their calibration, and the decision model.

    python -m assistant.fitting.signals --documents FOLDER --encoder MODEL

Reads the question bank, the questions that must not be answered, and questions about the reference texts in FOLDER
(``corpus/questions/other_documents.jsonl``). A bank question is judged with itself left out of the bank. No question of
an evaluation set is read. The weights are fitted with an encoder MODEL that has not seen the lay questions on laws of
intellectual property (train_encoder's --statutes without that file): on those the shipped one would look too good.
"""

import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from assistant.decision import model as decision_model
from assistant.decision.model import FEATURES, features_of, miss_vectors
from assistant.pipeline import Assistant
from assistant.question.understand import clean, understand
from assistant.retrieval import fusion
from assistant.retrieval.signals import NAMES, Candidates
from assistant.settings import Settings
from corpus.__main__ import read_documents
from corpus.questions import FOLDER, read_unanswerable
from corpus.registry import Registry
from index.segment import normalize

LAY_QUESTIONS = Path(__file__).parents[2] / "index" / "statute_questions" / "ip_consumers_procedure.tsv"
SEED = 20_260_101
UNSEEN_WEIGHT = 3  # copies of each question that the encoder never saw
LAY_WEIGHT = 2  # copies of each lay question on a law
OTHER_WEIGHT = 2  # copies of each question about another document, of which there are fewer
BANK_SAMPLE = 700  # bank questions that the weights are fitted on; more changes the third digit
KEPT = 60  # candidates of a question that the weights are fitted on
STEPS, RATE, L2 = 500, 0.3, 1e-3  # of the conditional logit; the loss is flat after 300 steps
FIXED = {"phrase": 3.0, "foreign": -5.0}  # too rare in the data to be learned: what a reader quotes, and another place's rule


@dataclass(frozen=True, slots=True)
class Example:
    """Candidates of a question and which of them answer it; ``answers`` is empty where none does."""

    signals: NDArray[np.float32]
    banked: NDArray[np.bool_]
    answers: NDArray[np.int64]


def _assistant(folder: Path, documents: Path | None, encoder: Path | None = None) -> Assistant:
    if documents is not None:
        Registry(folder).add(read_documents([documents], documents / "manifest.json"))
    return Assistant.open(Settings(data_dir=folder, encoder=str(encoder or "")))


def _candidates(assistant: Assistant, question: str, without: NDArray[np.int64] | None = None) -> Candidates:
    retriever = assistant.retriever
    understood = understand(clean(question), mend=retriever.maker.mender.mend)
    query = retriever.maker.make(understood)
    weights = retriever.scoper.scope(retriever.pointer.read(understood.text)).weights
    found = retriever.source.candidates(query.vector, query.terms, query.added, weights, without=without)
    retriever.add_signals(understood, found)
    return found


def _bank_examples(assistant: Assistant, sample: int) -> Iterator[Example]:
    units = assistant.units
    numbers = random.Random(SEED).sample(range(len(units.questions)), min(sample, len(units.questions)))
    for number in sorted(numbers):
        found = _candidates(assistant, units.questions[number].text, np.array([number]))
        target = normalize(units.sentence_text(int(units.question_sentence[number])))
        answers = [row for row, s in enumerate(found.sentences) if normalize(units.sentence_text(int(s))) == target]
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
        found = _candidates(assistant, row["question"])
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
        found = _candidates(assistant, question)
        clauses = [assistant.retriever.clause_of(int(sentence)) for sentence in found.sentences]
        answers = [row for row, clause in enumerate(clauses) if (clause.doc, clause.label) in named]
        if answers:
            yield _example(assistant, found, answers)


def _expanded(example: Example) -> NDArray[np.float64]:
    """Return signals with separate columns for both kinds of documents, and one that marks the second kind."""
    banked = example.banked[:, None]
    return np.concatenate([example.signals * banked, example.signals * ~banked, (~banked).astype(float)], axis=1)


def fit_signals(examples: list[Example]) -> NDArray[np.float64]:
    """Return the weights of a conditional logit: one right sentence among the candidates of each question."""
    size = 2 * len(NAMES) + 1
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    fixed = np.zeros(size, bool)
    for name, value in FIXED.items():
        for at in (NAMES.index(name), len(NAMES) + NAMES.index(name)):
            weights[at], fixed[at] = value, True
    rows = [(_expanded(example), example.answers) for example in examples]
    for step in range(1, STEPS + 1):
        gradient = L2 * weights
        for matrix, answers in rows:
            scores = matrix @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            right = np.zeros_like(chance)
            right[answers] = chance[answers] / chance[answers].sum()
            gradient += matrix.T @ (chance - right) / len(rows)
        gradient[fixed] = 0
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def hit_rates(examples: list[Example], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Return the shares of questions with a right sentence first, and among the first five."""
    first = five = 0
    for example in examples:
        order = np.argsort(-(_expanded(example) @ weights), kind="stable")[:5]
        first += order[0] in example.answers
        five += bool(set(order.tolist()) & set(example.answers.tolist()))
    return first / len(examples), five / len(examples)


def _calibration(examples: list[Example], weights: NDArray[np.float64], banked: bool) -> tuple[float, float]:
    scores, right = [], []
    for example in examples:
        values = _expanded(example) @ weights
        best = int(np.argmax(values))
        if bool(example.banked[best]) == banked:
            scores.append(values[best])
            right.append(best in example.answers)
    model = LogisticRegression().fit(np.array(scores)[:, None], np.array(right))
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)


def _write_weights(weights: NDArray[np.float64], examples: list[Example]) -> None:
    count = len(NAMES)
    stored = {
        "banked": {name: round(float(w), 3) for name, w in zip(NAMES, weights[:count], strict=True)},
        "plain": {name: round(float(w), 3) for name, w in zip(NAMES, weights[count : 2 * count], strict=True)},
        "offset": round(float(weights[-1]), 3),
        "calibration": _calibration(examples, weights, True),
        "plain_calibration": _calibration(examples, weights, False),
    }
    fusion.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    fusion.load_fusion.cache_clear()


def fit_decisions(assistants: list[Assistant], other: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the weights of the decision model, fitted on answerable and unanswerable questions."""
    encoder = assistants[0].retriever.maker.encoder
    misses = miss_vectors(encoder)
    rows: list[NDArray[np.float64]] = []
    vectors: list[NDArray[np.float32]] = []
    labels: list[str] = []
    for assistant in assistants:
        for label, question, bank, miss in _judged(assistant, other):
            row, vector = _decision_row(assistant, question, misses, bank, miss)
            rows.append(row)
            vectors.append(vector)
            labels.append(label)
    matrix, kinds = np.array(rows), np.array(labels)
    stated = np.isin(kinds, ["answerable", "near_miss"])
    wide = np.concatenate([matrix, np.array(vectors)], axis=1)
    near = LogisticRegression(C=1.0, max_iter=3000)
    _report("near miss", near, wide[stated], kinds[stated] == "near_miss")
    near.fit(wide[stated], kinds[stated] == "near_miss")
    count = len(FEATURES)

    def named(model: LogisticRegression) -> dict[str, float]:
        values = {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0, :count], strict=True)}
        return values | {"intercept": round(float(model.intercept_[0]), 4)}

    def vector_of(model: LogisticRegression) -> list[float]:
        return [round(float(w), 4) for w in model.coef_[0, count:]]

    subject = LogisticRegression(C=3.0, max_iter=3000)
    _report("another subject", subject, wide, kinds == "off_topic")
    subject.fit(wide, kinds == "off_topic")
    return {
        "near_miss": named(near),
        "near_miss_vector": vector_of(near),
        "subject": named(subject),
        "subject_vector": vector_of(subject),
    }


def _judged(assistant: Assistant, other: list[dict[str, Any]]) -> Iterator[tuple[str, str, int | None, int | None]]:
    """Yield (label, question, bank question to leave out, near miss to leave out)."""
    units = assistant.units
    for number in range(0, len(units.questions), 3):
        yield "answerable", units.questions[number].text, number, None
    if len(units.documents) > 1:
        for row in other:
            yield "answerable", row["question"], None, None
    miss = 0
    for kind, question in read_unanswerable():
        if kind in decision_model.KINDS:
            yield "near_miss", question, None, miss
            miss += 1
        elif kind == "out_of_scope":
            yield "off_topic", question, None, None


def _decision_row(
    assistant: Assistant, question: str, misses: NDArray[np.float32], bank: int | None, miss: int | None
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    retriever = assistant.retriever
    understood = understand(clean(question), mend=retriever.maker.mender.mend)
    query = retriever.maker.make(understood)
    scope = retriever.scoper.scope(retriever.pointer.read(understood.text))
    without = None if bank is None else np.array([bank])
    found = retriever.source.candidates(query.vector, query.terms, query.added, scope.weights, without=without)
    retriever.add_signals(understood, found)
    return features_of(understood, query, retriever.rank(found, 10), misses, without=miss), query.vector


def _report(name: str, model: LogisticRegression, matrix: NDArray[np.float64], labels: NDArray[np.bool_]) -> None:
    chance = cross_val_predict(model, matrix, labels, cv=5, method="predict_proba")[:, 1]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        caught, wrong = float((chance[labels] >= threshold).mean()), float((chance[~labels] >= threshold).mean())
        print(f"{name}: at {threshold:.1f} caught {caught:.3f}, wrongly {wrong:.3f} (n={int(labels.sum())}/{len(labels)})")


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _signal_examples(documents: Path, encoder: Path, other: list[dict[str, Any]]) -> list[Example]:
    """Return what the weights are fitted on, over the plan alone and among the other documents."""
    unseen = [row | {"question": row["standalone"]} for row in _rows("followups.jsonl") if row["evidence"]]
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        plan, all_documents = _assistant(Path(alone), None, encoder), _assistant(Path(among), documents, encoder)
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


def main(
    documents: Annotated[Path, typer.Option(help="folder of reference texts with manifest.json")],
    encoder: Annotated[Path, typer.Option(help="model folder for the weights, trained without the questions they need")],
) -> None:
    """Fit everything and write it beside the code."""
    other = _rows("other_documents.jsonl")
    examples = _signal_examples(documents, encoder, other)
    weights = fit_signals(examples)
    print("first, among five:", hit_rates(examples, weights))
    _write_weights(weights, examples)
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        decisions = fit_decisions([_assistant(Path(alone), None), _assistant(Path(among), documents)], other)
    decision_model.WEIGHTS.write_text(json.dumps(decisions, ensure_ascii=False, indent=1) + "\n", "utf-8")
