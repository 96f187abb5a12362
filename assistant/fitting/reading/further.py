"""Train the shipped reading model further: ``python -m assistant.fitting.reading.further --data FOLDER --output FOLDER ORAL…``.

What was written later (files of twins by name) is read twice, among as much of what was learnt before, so that nothing of that
is forgotten; the weights written are the mean of those before and after. A quarter of an hour of two cores, where training from
the base takes hours.
"""

import logging
import random
from pathlib import Path
from typing import Annotated

import typer

from assistant.fitting.reading.__main__ import general, judge, mean_of
from assistant.fitting.reading.export import export
from assistant.fitting.reading.pairs import HELD_OUT, as_read, own_twins, shared_twins
from assistant.fitting.reading.shipped import read_shipped
from assistant.fitting.reading.train import encode, train

log = logging.getLogger("assistant.fitting.reading")
KNOWN, OTHERS = 4_200, 1_500  # twins learnt before, and general pairs, that are read again
RATE, SEED = 5e-5, 7


def main(
    written: Annotated[list[str], typer.Argument(help="names of the files of twins that were written later")],
    data: Annotated[Path, typer.Option(help="folder of training data")],
    output: Annotated[Path, typer.Option(help="folder that the model is written to")],
    share: Annotated[float, typer.Option(help="weight of what is learnt now in the mean, in [0, 1]")] = 0.7,
) -> None:
    """Train the shipped model on twins that were written later, and write what comes of it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    chance = random.Random(SEED)
    twins = as_read([*own_twins(), *shared_twins(data / "twins")], chance)
    held = [twin for twin in twins if twin.source in HELD_OUT]
    later = [twin for twin in twins if twin.source in written]
    known = [twin for twin in twins if twin.source not in {*HELD_OUT, *written}]
    net, tokenizer = read_shipped()
    unseen = encode(tokenizer, held)
    log.info("before: %s", judge(net, unseen))
    before = {name: value.clone() for name, value in net.state_dict().items()}
    rows = [*later, *later, *chance.sample(known, min(KNOWN, len(known))), *chance.sample(general(data, chance), OTHERS)]
    train(net, encode(tokenizer, rows), epochs=1, rate=RATE, seed=SEED)
    net.load_state_dict(mean_of(before, net.state_dict(), share))
    log.info("after: %s", judge(net, unseen))
    export(net, tokenizer, output)


if __name__ == "__main__":
    typer.run(main)
