"""The training of the reading model: batches and loss, worked out by hand."""

import math

import numpy as np
import pytest
import torch

from assistant.fitting.reading.train import STEP, TOKENS, Encoded, batches, loss_of, tensors


def encoded(*lengths: int) -> Encoded:
    pieces = [np.full(length, 7, np.int32) for length in lengths]
    return Encoded(pieces, np.zeros(len(lengths), bool), np.zeros(len(lengths), np.int64))


def test_every_pair_is_in_one_batch_and_no_batch_is_too_large() -> None:
    data = encoded(*([150] * 90 + [10] * 700))
    found = list(batches(data, range(len(data))))
    assert sorted(number for batch in found for number in batch) == list(range(790))
    assert max(len(batch) * max(len(data.pieces[n]) for n in batch) for batch in found) <= TOKENS


def test_a_batch_is_padded_and_the_padding_masked() -> None:
    ids, mask = tensors(encoded(3, 5), [0, 1])
    assert ids.shape == (2, STEP)
    assert ids[0, :4].tolist() == [7, 7, 7, 1]
    assert mask.sum(1).tolist() == [3, 5]


def test_a_question_costs_what_the_first_output_gets_wrong() -> None:
    outputs = torch.tensor([[0.0, 9.0, 9.0, 9.0]])
    assert loss_of(outputs, torch.tensor([False]), torch.tensor([1])).item() == pytest.approx(math.log(2))


@pytest.mark.parametrize(
    ("label", "cost"),
    [
        (0, math.log(4)),  # the three chances are 1/4, 1/4, 1/2
        (2, math.log(2)),
        (-1, math.log(4 / 3)),  # only known not to be supported: the other two together are 3/4
    ],
)
def test_a_claim_costs_what_the_other_three_get_wrong(label: int, cost: float) -> None:
    outputs = torch.tensor([[5.0, 0.0, 0.0, math.log(2)]])
    assert loss_of(outputs, torch.tensor([True]), torch.tensor([label])).item() == pytest.approx(cost, abs=1e-5)
