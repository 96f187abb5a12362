"""Fits the weights of the signals: a conditional logit over the candidates of each question, and its calibration."""

import json

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.fitting.examples import Example
from assistant.retrieval import fusion
from assistant.retrieval.fusion import Fusion
from assistant.retrieval.signals import NAMES
from index.build import background_of
from index.encoder import ShippedEncoder

STEPS, RATE, L2 = 500, 0.3, 1e-3  # of the conditional logit; the loss is flat after 300 steps
# Not learned, for documents with a question bank and for the others: what a reader quotes and another place's rule are too
# rare in the data; in which text the question's words are tells more of texts in general than of those asked about there.
FIXED = {"phrase": (3.0, 3.0), "foreign": (-5.0, -5.0), "law_bm25": (0.0, 60.0)}


def _expanded(example: Example) -> NDArray[np.float64]:
    """Return signals with separate columns for both kinds of documents, and one that marks the second kind."""
    banked = example.banked[:, None]
    return np.concatenate([example.signals * banked, example.signals * ~banked, (~banked).astype(float)], axis=1)


def fit_signals(examples: list[Example]) -> NDArray[np.float64]:
    """Return the weights of a conditional logit: one right sentence among the candidates of each question."""
    size = 2 * len(NAMES) + 1
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    fixed = np.zeros(size, bool)
    for name, values in FIXED.items():
        for at, value in zip((NAMES.index(name), len(NAMES) + NAMES.index(name)), values, strict=True):
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


def stored_weights(stored: Fusion) -> NDArray[np.float64]:
    """Return the weights that are in use, in the order that ``fit_signals`` gives them."""
    return np.concatenate([stored.banked, stored.plain, [stored.offset]]).astype(np.float64)


def hit_rates(examples: list[Example], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Return the shares of questions with a right sentence first, and among the first five."""
    first = five = 0
    for example in examples:
        order = np.argsort(-(_expanded(example) @ weights), kind="stable")[:5]
        first += order[0] in example.answers
        five += bool(set(order.tolist()) & set(example.answers.tolist()))
    return first / len(examples), five / len(examples)


def level(examples: list[Example], weights: NDArray[np.float64], unanswered: list[float]) -> tuple[float, float]:
    """Return slope and intercept of the log-odds that the best candidate of a question answers it, by its fused score.

    Args:
        examples: questions that the documents answer.
        weights: of the signals.
        unanswered: best fused scores of questions that the documents do not answer.
    """
    scores, right = [], []
    for example in examples:
        values = _expanded(example) @ weights
        best = int(np.argmax(values))
        scores.append(float(values[best]))
        right.append(best in example.answers)
    model = LogisticRegression(C=1e6)  # one slope and one intercept of thousands of rows: nothing to regularize
    model.fit(np.array([*scores, *unanswered])[:, None], np.array([*right, *(False for _ in unanswered)]))
    slope, intercept = float(model.coef_[0, 0]), float(model.intercept_[0])
    _report(np.array([*scores, *unanswered]), np.array([*right, *(False for _ in unanswered)]), slope, intercept)
    return round(slope, 4), round(intercept, 4)


def _report(scores: NDArray[np.float64], right: NDArray[np.bool_], slope: float, intercept: float) -> None:
    """Print how often the best candidate answers beside how often it should, by its probability."""
    chance = 1 / (1 + np.exp(-(slope * scores + intercept)))
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            print(
                f"level {low:.1f}: {chance[inside].mean():.3f} expected, {right[inside].mean():.3f} right (n={int(inside.sum())})"
            )


def write_weights(weights: NDArray[np.float64], calibration: tuple[float, float]) -> None:
    """Write the weights beside the code that reads them."""
    count = len(NAMES)
    stored = {
        "banked": {name: round(float(w), 3) for name, w in zip(NAMES, weights[:count], strict=True)},
        "plain": {name: round(float(w), 3) for name, w in zip(NAMES, weights[count : 2 * count], strict=True)},
        "offset": round(float(weights[-1]), 3),
        "level": list(calibration),
        "background": background_of(ShippedEncoder()).to_dict(),
    }
    fusion.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    fusion.load_fusion.cache_clear()
