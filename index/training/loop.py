"""The model in training: a bag of n-gram vectors with a gate per side, and its optimiser.

Only the rows that a batch touches are copied, differentiated and updated: a step costs milliseconds
although the table has a hundred thousand rows.
"""

from __future__ import annotations

import numpy as np
import torch
from scipy import sparse
from torch.nn import functional

from index.training.data import Batch
from index.training.features import Featurized


def gather(data: Featurized, sides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Collects the features of each side.

    Args:
        data: Features of all texts.
        sides: (n, parts, 2) int64 character bounds.

    Returns:
        Features, (m,) int32, and offsets, (n + 1,) int64.
    """
    low = data.starts[sides[:, :, 0]]
    lengths = np.maximum(data.starts[sides[:, :, 1]] - low, 0)
    flat = lengths.ravel()
    ends = np.cumsum(flat)
    index = np.arange(ends[-1]) + np.repeat(low.ravel() - (ends - flat), flat)
    offsets = np.zeros(len(sides) + 1, np.int64)
    np.cumsum(lengths.sum(1), out=offsets[1:])
    return data.features[index], offsets


def thin(
    features: np.ndarray, offsets: np.ndarray, drop: float, most: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Drops features at random: a share of all, and more of very long sides.

    Args:
        features: (m,) rows.
        offsets: (n + 1,) bounds of the sides.
        drop: Mean share to drop; each side draws its own share between 0 and twice this.
        most: Expected number of features that a long side keeps.
        rng: Random numbers.

    Returns:
        The remaining features and their offsets.
    """
    lengths = np.diff(offsets)
    share = 1 - rng.random(len(lengths)) * 2 * drop
    share *= np.minimum(1, most / np.maximum(lengths, 1))
    kept = rng.random(len(features)) < np.repeat(share, lengths)
    total = np.concatenate([[0], np.cumsum(kept)])
    return features[kept], total[offsets]


class Trainer:
    """Vectors, gates and the state of a row-wise Adagrad.

    Attributes:
        rows: (v, d) float32 vectors; their length is the learned weight of the n-gram.
        gates: (v, 2) float32 logarithms of the factor on the query side and on the document side.
    """

    def __init__(self, rows: np.ndarray, rate: float, seed: int) -> None:
        """Starts from given vectors, (v, d) float32."""
        self.rows = torch.from_numpy(rows.copy())
        self.gates = torch.zeros(len(rows), 2)
        self.rate = rate
        self.energy = torch.zeros(len(rows))
        self.gate_energy = torch.zeros(len(rows), 2)
        self.rng = np.random.default_rng(seed)
        self.lut = np.zeros(len(rows), np.int64)
        self.flag = np.zeros(len(rows), bool)

    def renew(self, rate: float, memory: float) -> None:
        """Begins a new cycle: another rate, and only a share (0 to 1) of the gradients seen so far remembered."""
        self.rate = rate
        self.energy *= memory
        self.gate_energy *= memory

    def step(self, data: Featurized, batch: Batch, rate: float, drop: tuple[float, float], scale: float) -> float:
        """Makes one update.

        Args:
            data: Features of all texts.
            batch: Sides and groups.
            rate: Factor on the learning rates.
            drop: Mean share of features dropped on the query and on the document side.
            scale: Inverse temperature of the softmax.

        Returns:
            The loss before the update.
        """
        query = Side(self, thin(*gather(data, batch.query), drop[0], 300, self.rng), 0)
        document = Side(self, thin(*gather(data, batch.document), drop[1], 450, self.rng), 1)
        loss, left, right = contrastive(query.unit, document.unit, not_negative(batch), scale)
        query.update(self, left, rate)
        document.update(self, right, rate)
        return loss


class Side:
    """One side of a batch: its vectors and the way back to the rows."""

    def __init__(self, trainer: Trainer, bags: tuple[np.ndarray, np.ndarray], side: int) -> None:
        """Sums the gated rows of every bag and scales the sums to length 1."""
        features, offsets = bags
        trainer.flag[:] = False
        trainer.flag[features] = True
        used = np.flatnonzero(trainer.flag)
        trainer.lut[used] = np.arange(len(used))
        local = trainer.lut[features]
        n = len(offsets) - 1
        self.side = side
        self.at = torch.from_numpy(used)
        self.gate = trainer.gates[self.at, side].exp()
        self.scaled = trainer.rows.index_select(0, self.at).mul_(self.gate[:, None])
        total = functional.embedding_bag(torch.from_numpy(local), self.scaled, torch.from_numpy(offsets[:-1]), mode="sum")
        self.length = total.norm(dim=1, keepdim=True).clamp_min_(1e-6)
        self.unit = total / self.length
        ones = np.ones(len(local), np.float32)
        self.back = sparse.csr_matrix((ones, local, offsets), shape=(n, len(used))).tocsc()

    def update(self, trainer: Trainer, grad: torch.Tensor, rate: float) -> None:
        """Moves the rows and gates of this side against the gradient of the unit vectors, (n, d)."""
        grad = (grad - (grad * self.unit).sum(1, keepdim=True) * self.unit) / self.length
        rows = functional.embedding_bag(
            torch.from_numpy(self.back.indices.astype(np.int64)),
            grad,
            torch.from_numpy(self.back.indptr[:-1].astype(np.int64)),
            mode="sum",
            per_sample_weights=torch.from_numpy(self.back.data),
        )
        gate = (rows * self.scaled).sum(1)
        rows.mul_(self.gate[:, None])
        energy = trainer.energy[self.at] + rows.square().mean(1)
        trainer.energy[self.at] = energy
        rows.mul_((-trainer.rate * rate / (energy.sqrt() + 1e-10))[:, None])
        trainer.rows.index_add_(0, self.at, rows)
        energy = trainer.gate_energy[self.at, self.side] + gate.square()
        trainer.gate_energy[self.at, self.side] = energy
        trainer.gates[self.at, self.side] -= trainer.rate * rate * gate / (energy.sqrt() + 1e-10)


def not_negative(batch: Batch) -> torch.Tensor:
    """Marks the documents that must not count against a query, (n, m) bool."""
    group = torch.from_numpy(batch.group)
    same = group[: len(batch.query), None] == group[None, :]
    return same if batch.also is None else same | torch.from_numpy(batch.also)


def contrastive(
    left: torch.Tensor, right: torch.Tensor, same: torch.Tensor, scale: float
) -> tuple[float, torch.Tensor, torch.Tensor]:
    """Softmax over the batch in both directions, with its gradient (by hand: one exponential serves both).

    Args:
        left: (n, d) unit query vectors.
        right: (m, d) unit document vectors, m >= n; the answer of query i is document i.
        same: (n, m) documents that are left out for a query (its own answer never is).
        scale: Inverse temperature.

    Returns:
        Mean loss, and the gradients with respect to ``left`` and ``right``.
    """
    n = len(left)
    forward, backward = 0.75 / n, 0.25 / n  # finding the document matters more than the reverse
    share = ((left @ right.T).sub_(1.0)).mul_(scale).exp_()
    diagonal = share.diagonal().clone()
    share.masked_fill_(same, 0.0)
    share[torch.arange(n), torch.arange(n)] = diagonal
    by_row, by_column = share.sum(1), share[:, :n].sum(0)
    loss = forward * (by_row / diagonal).log().sum() + backward * (by_column / diagonal).log().sum()
    weight = (forward / by_row)[:, None].expand_as(share).clone()
    weight[:, :n] += backward / by_column
    share.mul_(weight)
    share[torch.arange(n), torch.arange(n)] -= forward + backward
    share.mul_(scale)
    return float(loss), share @ right, share.T @ left
