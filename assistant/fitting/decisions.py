"""Fits the model of near misses: how likely a question asks for what is not stated."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from assistant.decision import model as decision_model
from assistant.decision.model import FEATURES, Written, features_of
from assistant.fitting.examples import bank_groups
from assistant.pipeline import Assistant
from assistant.question.cleaning import clean
from corpus.questions import read_unanswerable

Judged = tuple[str, str, NDArray[np.int64] | None, int | None]


def fit_decisions(assistants: list[Assistant], other: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the weights of near misses, fitted on answerable and unanswerable questions."""
    encoder = assistants[0].retriever.maker.encoder
    misses = Written.of(encoder)
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
    wide = np.concatenate([matrix, np.array(vectors)], axis=1)
    near = kinds == "near_miss"
    return {
        "encoder": encoder.fingerprint,
        **_decision_weights("near_miss", wide, near, 1.0),
        **_decision_weights("near_miss_alone", matrix, near, 1.0),
    }


def _decision_weights(name: str, matrix: NDArray[np.float64], labels: NDArray[np.bool_], loose: float) -> dict[str, Any]:
    """Return the weights of the features and of what stands behind them in ``matrix``, the vector, if anything does."""
    model = LogisticRegression(C=loose, max_iter=3000)
    _report(name, model, matrix, labels)
    model.fit(matrix, labels)
    weights = [round(float(w), 4) for w in model.coef_[0]]
    named = dict(zip(FEATURES, weights, strict=False)) | {"intercept": round(float(model.intercept_[0]), 4)}
    vector = weights[len(FEATURES) :]
    return {name: named} | ({f"{name}_vector": vector} if vector else {})


def _judged(assistant: Assistant, other: list[dict[str, Any]]) -> Iterator[Judged]:
    """Yield (label, question, numbers of the bank question to leave out, near miss to leave out)."""
    for question, numbers in bank_groups(assistant.units)[::3]:
        yield "answerable", question, numbers, None
    if len(assistant.units.documents) > 1:
        for row in other:
            yield "answerable", row["question"], None, None
    miss = 0
    for kind, question in read_unanswerable():
        if kind in decision_model.KINDS:
            yield "near_miss", question, None, miss
            miss += 1


def _decision_row(
    assistant: Assistant, question: str, misses: Written, bank: NDArray[np.int64] | None, miss: int | None
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    retriever = assistant.retriever
    understood = assistant.reader.read(clean(question))
    query = retriever.maker.make(understood)
    scope = retriever.scoper.scope(understood.pointing)
    found = retriever.candidates(understood, query, scope, without=bank)
    return features_of(understood, query, retriever.rank(found, 10), misses, without=miss), query.vector


def _report(name: str, model: LogisticRegression, matrix: NDArray[np.float64], labels: NDArray[np.bool_]) -> None:
    chance = cross_val_predict(model, matrix, labels, cv=5, method="predict_proba")[:, 1]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        caught, wrong = float((chance[labels] >= threshold).mean()), float((chance[~labels] >= threshold).mean())
        print(f"{name}: at {threshold:.1f} caught {caught:.3f}, wrongly {wrong:.3f} (n={int(labels.sum())}/{len(labels)})")
