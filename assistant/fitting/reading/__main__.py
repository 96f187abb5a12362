"""Train the reading model: ``python -m assistant.fitting.reading --data FOLDER --output FOLDER``.

FOLDER holds the training data (its README names sources and licences); the project's own twins and question bank are read
beside it. Takes about two hours of one core with AMX, more without.
"""

import itertools
import logging
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from sklearn.metrics import roc_auc_score
from torch import Tensor

from assistant.fitting.reading.base import read_encoder, read_tokenizer
from assistant.fitting.reading.export import export
from assistant.fitting.reading.made import made
from assistant.fitting.reading.pairs import (
    HELD_OUT,
    Pair,
    as_read,
    bank,
    open_questions,
    own_twins,
    read_gzip,
    reading_comprehension,
    shared_twins,
    statute_questions,
)
from assistant.fitting.reading.train import Encoded, ReadingNet, encode, outputs_of, train
from assistant.settings import Settings
from corpus.parser import parse
from corpus.registry import Registry

log = logging.getLogger("assistant.fitting.reading")
LAYERS = [1, 3, 5, 7, 9, 11]  # every second of the base's twelve
PIECES = 18_500  # of the base's 250,037: those that Chinese laws, news and official texts use
SEED = 0
BEFORE_CLAIMS = 2  # the part after which the weights are kept, to be averaged with the last ones
LATER = 0.7  # weight of the last ones; with 1.0 claims gain nothing more, and reading of questions loses


def general(data: Path, chance: random.Random) -> list[Pair]:
    """Return pairs from reading comprehension, lay questions on laws, and the bank."""
    with tempfile.TemporaryDirectory() as empty:
        home = parse(*Registry(Path(empty)).get(Settings().home_document))
    return [
        *reading_comprehension(data / "cmrc2018.jsonl.gz", chance),
        *reading_comprehension(data / "drcd.jsonl.gz", chance),
        *statute_questions(data, chance),
        *bank(home),
    ]


def texts(data: Path, pairs: list[Pair]) -> Iterator[str]:
    """Yield what the tokenizer is cut by: laws, news, and the pairs themselves."""
    for name, step in (("laws.jsonl.gz", 3), ("news.jsonl.gz", 6)):
        yield from (row["text"] for row in itertools.islice(read_gzip(data / name), 0, None, step))
    yield from (pair.question + pair.passage.text for pair in pairs)


def mean_of(first: dict[str, Tensor], last: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return the weights between two states of a network, ``share`` of the last one (Wortsman et al. 2022, arXiv 2109.01903)."""
    return {
        name: first[name] + share * (value - first[name]) if value.is_floating_point() else value for name, value in last.items()
    }


def judge(net: ReadingNet, data: Encoded) -> dict[str, float]:
    """Return how well a network tells apart pairs that it has not seen: areas under the curve in [0, 1], higher is better."""
    outputs, questions, claims = outputs_of(net, data), ~data.claims, data.claims & (data.labels >= 0)
    odds = outputs[:, 1:] - np.logaddexp.reduce(outputs[:, 1:], axis=1, keepdims=True)
    return {
        "states": float(roc_auc_score(data.labels[questions], outputs[questions, 0])),
        "supports": float(roc_auc_score(data.labels[claims] == 0, odds[claims, 0])),
    }


def main(
    data: Annotated[Path, typer.Option(help="folder of training data")],
    output: Annotated[Path, typer.Option(help="folder that the model is written to")],
) -> None:
    """Train on general pairs and twins, on twins with a few of the others, on made claims, on twins again; write the model."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    chance = random.Random(SEED)
    twins = as_read([*own_twins(), *open_questions(), *shared_twins(data / "twins")], chance)
    learnt, held = [t for t in twins if t.source not in HELD_OUT], [t for t in twins if t.source in HELD_OUT]
    others = general(data, chance)

    def some(pairs: list[Pair], count: int) -> list[Pair]:
        return chance.sample(pairs, min(len(pairs), count))

    tokenizer, kept = read_tokenizer(texts(data, others + twins), PIECES)
    net, unseen = ReadingNet(read_encoder(kept, LAYERS)), encode(tokenizer, held)
    train(net, encode(tokenizer, others + learnt), epochs=1, rate=2e-4, seed=SEED)
    log.info("after the first part: %s", judge(net, unseen))
    claims = as_read(made(data, 54_000, chance), chance)
    before: dict[str, Tensor] = {}
    for seed, rate, rows, epochs in (
        (1, 1.2e-4, learnt + some(others, 7_000), 2),
        (2, 1e-4, 2 * learnt + some(others, 10_000), 1),
        (3, 1.3e-4, claims[:46_000] + learnt + some(others, 8_000), 1),
        (4, 1e-4, 2 * learnt + claims[46_000:] + some(others, 7_000), 1),
    ):
        train(net, encode(tokenizer, rows), epochs=epochs, rate=rate, seed=seed)
        log.info("after a part: %s", judge(net, unseen))
        if seed == BEFORE_CLAIMS:
            before = {name: value.clone() for name, value in net.state_dict().items()}
    net.load_state_dict(mean_of(before, net.state_dict(), LATER))
    log.info("the mean: %s", judge(net, unseen))
    export(net, tokenizer, output)


if __name__ == "__main__":
    typer.run(main)
