"""Training of the reading model, on the processor."""

import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from assistant.fitting.reading.pairs import Pair
from assistant.reading.passage import QUESTION

log = logging.getLogger(__name__)
OUTPUTS = 4  # states it; then, for claims, supports, contradicts, neither
LONGEST = 160  # pieces of a question with its passage
TOKENS = 8_192  # pieces of a batch
STEP = 16  # lengths of batches are multiples of this: with any length the allocator kept 16 GB
WINDOW = 60  # batches that are cut from one sorted stretch, so that a batch holds pairs of like length


class ReadingNet(nn.Module):
    """A transformer with a linear head on its first state; ``forward`` returns float32 of shape (pairs, 4)."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(encoder.config.hidden_size, OUTPUTS)
        self.drop = nn.Dropout(0.1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the outputs for pieces of shape (pairs, length) and their mask, 1 for a piece, 0 for padding."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        outputs: Tensor = self.head(self.drop(states[:, 0]).float())
        return outputs


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pairs as pieces, with kind and label."""

    pieces: list[NDArray[np.int32]]
    claims: NDArray[np.bool_]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.pieces)


def encode(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> Encoded:
    """Return the pairs in the tokenizer's pieces, the longest cut at the end."""
    found = tokenizer.encode_batch([(pair.question[:QUESTION], pair.passage.text) for pair in pairs])
    return Encoded(
        [np.array(e.ids[:LONGEST], np.int32) for e in found],
        np.array([pair.claim for pair in pairs]),
        np.array([pair.label for pair in pairs], np.int64),
    )


def batches(data: Encoded, order: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of the pairs of each batch: neighbours in length, at most ``TOKENS`` pieces with padding."""
    stretch = WINDOW * TOKENS // 80
    for at in range(0, len(order), stretch):
        waiting = sorted(order[at : at + stretch], key=lambda n: len(data.pieces[n]))
        cut: list[list[int]] = [[]]
        for number in waiting:
            if cut[-1] and (len(cut[-1]) + 1) * len(data.pieces[number]) > TOKENS:
                cut.append([])
            cut[-1].append(number)
        random.Random(at).shuffle(cut)
        yield from (batch for batch in cut if batch)


def tensors(data: Encoded, batch: Sequence[int]) -> tuple[Tensor, Tensor]:
    """Return the padded pieces of a batch and their mask."""
    length = -(-max(len(data.pieces[n]) for n in batch) // STEP) * STEP
    ids = torch.ones(len(batch), length, dtype=torch.int64)
    mask = torch.zeros(len(batch), length, dtype=torch.int64)
    for row, number in enumerate(batch):
        pieces = torch.from_numpy(data.pieces[number].astype(np.int64))
        ids[row, : len(pieces)], mask[row, : len(pieces)] = pieces, 1
    return ids, mask


def loss_of(outputs: Tensor, claims: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss: binary for questions, over three classes for claims; a claim of label -1 is only not supported."""
    parts = []
    if (~claims).any():
        parts.append(
            nn.functional.binary_cross_entropy_with_logits(outputs[~claims, 0], labels[~claims].float(), reduction="none")
        )
    if claims.any():
        of_claims, marks = torch.log_softmax(outputs[claims, 1:], dim=1), labels[claims]
        known = -of_claims.gather(1, marks.clamp(min=0).unsqueeze(1)).squeeze(1)
        unsupported = -torch.log1p(-of_claims[:, 0].exp().clamp(max=1 - 1e-6))
        parts.append(torch.where(marks >= 0, known, unsupported))
    return torch.cat(parts).mean()


def train(
    net: ReadingNet, data: Encoded, *, epochs: int, rate: float, seed: int, report: int = 50, keep: Path | None = None
) -> None:
    """Train in bfloat16 where the processor knows it, with a linear warm-up and decay.

    Args:
        net: the network, changed in place.
        data: what it learns from.
        epochs: passes over ``data``.
        rate: the highest learning rate; a layer's is 0.9 of the one above it.
        seed: of the order and of dropout.
        report: batches between two lines of the log.
        keep: a file that the weights are written to every 100 batches, so that a long training can be looked at.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    plan = []
    for _ in range(epochs):
        order = list(range(len(data)))
        chance.shuffle(order)
        plan += list(batches(data, order))
    optimizer = torch.optim.AdamW(_groups(net, rate), weight_decay=0.01, fused=True)
    warm = max(1, len(plan) // 12)
    decay = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (len(plan) - step) / max(1, len(plan) - warm)))
    )
    net.train()
    started, mean = time.perf_counter(), math.nan
    for step, batch in enumerate(plan):
        ids, mask = tensors(data, batch)
        with torch.autocast("cpu", torch.bfloat16):
            outputs = net(ids, mask)
        loss = loss_of(outputs.float(), torch.from_numpy(data.claims[batch]), torch.from_numpy(data.labels[batch]))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        decay.step()
        mean = loss.item() if math.isnan(mean) else 0.98 * mean + 0.02 * loss.item()
        if step % report == 0:
            log.info("%d/%d loss %.4f, %.0f s", step, len(plan), mean, time.perf_counter() - started)
        if keep and step and step % 100 == 0:
            torch.save(net.state_dict(), keep)
    net.eval()


def _groups(net: ReadingNet, rate: float) -> list[dict[str, object]]:
    """Return the parameters with their rates: the head's four times as high, lower layers' lower, the pieces' fixed."""
    layers = net.encoder.encoder.layer
    groups: list[dict[str, object]] = [{"params": list(net.head.parameters()), "lr": 4 * rate}]
    for depth, layer in enumerate(reversed(layers)):
        groups.append({"params": list(layer.parameters()), "lr": rate * 0.9**depth})
    embeddings = net.encoder.embeddings
    embeddings.word_embeddings.weight.requires_grad_(False)  # 7 of 18 million weights, each seen too seldom to learn
    rest = [p for p in embeddings.parameters() if p.requires_grad]
    return [*groups, {"params": rest, "lr": rate * 0.9 ** len(layers)}]


@torch.inference_mode()
def outputs_of(net: ReadingNet, data: Encoded) -> NDArray[np.float32]:
    """Return the outputs for all pairs, shape (pairs, 4)."""
    found = np.zeros((len(data), OUTPUTS), np.float32)
    net.eval()
    for batch in batches(data, range(len(data))):
        found[batch] = net(*tensors(data, batch)).float().numpy()
    return found
