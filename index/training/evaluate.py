"""Measures a model on what training did not see."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from index.training.data import Corpus
from index.training.loop import Trainer, gather
from index.training.questions import QuestionSet, Stard, whole


def embed(corpus: Corpus, trainer: Trainer, texts: np.ndarray, side: int) -> torch.Tensor:
    """Embeds whole texts.

    Args:
        corpus: Where the texts are.
        trainer: The model.
        texts: (n,) text numbers.
        side: 0 as questions, 1 as documents.

    Returns:
        (n, d) float32 unit vectors.
    """
    rows = trainer.rows * trainer.gates[:, side : side + 1].exp()
    parts = []
    for start in range(0, len(texts), 4096):  # a few hundred MB of features at once
        features, offsets = gather(corpus.data, whole(corpus, texts[start : start + 4096]))
        index, bags = torch.from_numpy(features.astype(np.int64)), torch.from_numpy(offsets[:-1])
        parts.append(functional.normalize(functional.embedding_bag(index, rows, bags, mode="sum"), dim=1))
    return torch.cat(parts)


def stard_recall(corpus: Corpus, trainer: Trainer, stard: Stard, of: np.ndarray) -> dict[str, float]:
    """Mean share of a question's articles among the best 10 and 100, 0 to 1, higher is better.

    Args:
        corpus: Where the texts are.
        trainer: The model.
        stard: Questions and articles.
        of: Indices of the questions to ask.
    """
    scores = embed(corpus, trainer, stard.queries[of], 0) @ embed(corpus, trainer, stard.first + np.arange(stard.count), 1).T
    best = torch.topk(scores, 100, dim=1).indices.numpy()
    gold = [set(stard.gold[i]) for i in of]
    return {
        f"recall@{k}": float(np.mean([len(set(row[:k]) & g) / len(g) for row, g in zip(best, gold, strict=True)]))
        for k in (10, 100)
    }


def question_hits(corpus: Corpus, trainer: Trainer, questions: QuestionSet, of: np.ndarray) -> dict[str, float]:
    """Share of questions whose answer is the first, or among the first five, of all answers, 0 to 1.

    Args:
        corpus: Where the texts are.
        trainer: The model.
        questions: Questions with answers.
        of: Indices of the questions to ask.
    """
    groups, first = np.unique(questions.groups, return_index=True)
    answers = embed(corpus, trainer, questions.answers[first], 1)
    best = torch.topk(embed(corpus, trainer, questions.queries[of], 0) @ answers.T, 5, dim=1).indices.numpy()
    right = groups[best] == questions.groups[of][:, None]
    return {"hit@1": float(right[:, 0].mean()), "hit@5": float(right.any(1).mean())}
