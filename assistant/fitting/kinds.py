"""Holds the kinds of answer against the near twins: ``python -m assistant.fitting.kinds [--twins FOLDER]``.

A kind is worth a rule where the sentences that state what is asked hold its form, and those that are only about it often do not.
"""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from assistant.decision.kinds import KINDS, asked_kinds, holds
from assistant.fitting.reading.pairs import Pair, own_twins, shared_twins


def missing(pairs: Iterable[Pair], kind: str) -> tuple[list[Pair], int, int, int]:
    """Return the pairs that state what is asked without the form, of how many, and the same numbers of those that do not."""
    asked = [pair for pair in pairs if not pair.claim and kind in asked_kinds(pair.question)]
    without = [pair for pair in asked if not holds(pair.passage.sentence, kind, pair.question)]
    stated = sum(pair.label for pair in asked)
    wrongly = [pair for pair in without if pair.label]
    return wrongly, stated, len(without) - len(wrongly), len(asked) - stated


def main(twins: Annotated[Path | None, typer.Option(help="folder of further twins")] = None) -> None:
    """Print for each kind how many sentences lack its form, of those that state what is asked and of those that do not."""
    pairs = list(chain(own_twins(), shared_twins(twins) if twins else ()))
    for kind in KINDS:
        wrongly, stated, caught, about = missing(pairs, kind)
        print(f"{kind}: {len(wrongly)} of {stated} that state it, {caught} of {about} that do not")
        for pair in wrongly[:5]:
            print(f"    {pair.question} | {pair.passage.sentence[:80]}")


if __name__ == "__main__":
    typer.run(main)
