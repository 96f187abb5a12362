"""Leaves out twins whose label can be guessed without the sentence, so that a reader learns to read and not to guess.

A linear model of the characters of question or claim alone is fitted on four fifths of the sentences and asked about the fifth;
of what it guesses the surest are left out, and again, until it guesses little better than by chance (Le Bras et al.,
Adversarial Filters of Dataset Biases, 2020).
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.fitting.reading.pairs import Pair

GUESSED = 0.6  # share of labels that may be guessed: of two that are about as frequent, half are by chance
AT_ONCE = 0.08  # share of each label that is left out before the next look
LOOKS = 12
FOLDS = 5
FEWEST = 50  # pairs of a kind in a file; of fewer nothing can be told
STATES, SUPPORTS = 1, 0  # the labels that the others are told from, of questions and of claims


def without_shortcuts(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that are left of each file, questions and claims apart, in the order of files."""
    kinds = sorted(pairs, key=lambda pair: (pair.source, pair.claim))
    return [pair for _, kind in groupby(kinds, key=lambda pair: (pair.source, pair.claim)) for pair in _hard(list(kind))]


def _hard(pairs: list[Pair]) -> list[Pair]:
    for _ in range(LOOKS):
        if len(pairs) < FEWEST:
            break
        labels = np.array([pair.label == (SUPPORTS if pair.claim else STATES) for pair in pairs])
        right = chances_of(pairs, labels)
        if np.mean(right > 0.5) <= GUESSED:
            break
        out = {number for label in (True, False) for number in _surest(right, np.flatnonzero(labels == label))}
        pairs = [pair for number, pair in enumerate(pairs) if number not in out]
    return pairs


def chances_of(pairs: Sequence[Pair], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the probability of the right label of each pair that a model of other sentences gives it, shape (n,)."""
    sentences: dict[str, int] = {}
    groups = [sentences.setdefault(pair.passage.sentence, len(sentences)) for pair in pairs]
    features = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2).fit_transform([pair.question for pair in pairs])
    model = LogisticRegression(C=2, max_iter=500)
    found = cross_val_predict(model, features, labels, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba")
    chances: NDArray[np.float64] = found[np.arange(len(labels)), labels.astype(int)]
    return chances


def _surest(right: NDArray[np.float64], of: NDArray[np.int64]) -> list[int]:
    best = of[np.argsort(-right[of], kind="stable")][: max(1, int(AT_ONCE * len(of)))]
    return [int(number) for number in best if right[number] > 0.5]
