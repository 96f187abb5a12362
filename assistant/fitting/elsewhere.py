"""Fits what is not stated in fields that no questions were written for: ``python -m assistant.fitting.elsewhere --laws FOLDER``.

FOLDER holds whole laws and local regulations in Markdown, named by title and day, such as a checkout of the public repository
LawRefBook/Laws. Those of the near twins that neither network learnt from are asked over a fourth of the laws they are from:
what a sentence states is stated, what it is only about is taken for unstated (the law may state it elsewhere, which the fit has
to bear), and so is what another fourth states. Prints what the probability does on sentences left out.
"""

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.decision import model as decision_model
from assistant.decision.model import features_of
from assistant.fitting.reading.pairs import HELD_OUT, Pair, own_twins
from assistant.pipeline import DEPTH, Assistant
from assistant.retrieval.limits import Limits
from assistant.retrieval.reading import Budget, odds_of
from assistant.settings import Settings
from corpus.intake import read_entry
from corpus.registry import Registry

FOLDS = 8  # the questions of a sentence are in one of them
FOURTHS = 4
LEVELS = (0.8, 0.85, 0.9, 0.95)
NAMES = ("near_miss", "read", "held")
_DAY = re.compile(r"\(\d{4}-\d{2}-\d{2}\)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the values of ``NAMES``, whether it is unstated, whether its law is missing, and its sentence."""

    values: tuple[float, ...]
    unstated: bool
    absent: bool
    sentence: str


def squeezed(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def laws_of(folder: Path, twins: Iterable[Pair]) -> dict[Path, list[Pair]]:
    """Return by the text of its law the twins whose sentence stands in it."""
    named: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.md")):
        named[_DAY.sub("", path.stem)].append(path)
    texts: dict[Path, str] = {}
    found: dict[Path, list[Pair]] = defaultdict(list)
    for twin in twins:
        for path in named[twin.passage.title] or named[twin.passage.title.removeprefix("中华人民共和国")]:
            text = texts.setdefault(path, squeezed(path.read_text("utf-8")))
            if squeezed(twin.passage.sentence) in text:
                found[path].append(twin)
                break
    return dict(found)


def opened(folder: Path, paths: Sequence[Path]) -> Assistant:
    """Return an assistant over laws, and nothing else."""
    entries = [read_entry(path, {}) for path in paths]
    Registry(folder).add(((entry.document, entry.text) for entry in entries), builtin=False)
    return Assistant.open(Settings(data_dir=folder))


def asked(assistant: Assistant, twins: Iterable[Pair], *, absent: bool) -> Iterator[Asked]:
    """Yield those of the questions for which something was read."""
    decider = assistant.decider
    for twin in twins:
        found = assistant.searcher.run(assistant.reader.readings(twin.question, ()), Limits(), DEPTH, Budget())
        if found.readings:
            given = features_of(found.understood, found.query, found.hits, decider.model.misses)
            states = max(reading.states for reading in found.readings.values())
            near = decider.model.near_miss(given, found.query.vector)
            values = odds_of(near), odds_of(states), decider.held(found)
            yield Asked(values, absent or not twin.label, absent, twin.passage.sentence)


def report(rows: Sequence[Asked], chance: NDArray[np.float64]) -> None:
    """Print at several levels the shares that are taken for unstated."""
    unstated, absent = np.array([row.unstated for row in rows]), np.array([row.absent for row in rows])
    print(f"{len(rows)} questions, area under the curve {roc_auc_score(unstated, chance):.3f}")
    for level in LEVELS:
        over = chance >= level
        shares = [over[which].mean() for which in (unstated & ~absent, absent, ~unstated)]
        print("at {}: only about {:.3f}, law missing {:.3f}, wrongly {:.3f}".format(level, *shares))


def all_asked(twins: Mapping[Path, Sequence[Pair]]) -> Iterator[Asked]:
    """Yield the questions asked over each fourth of the laws: its own, and those that another fourth states."""
    paths = sorted(twins, key=lambda path: path.name)
    fourths = [paths[start::FOURTHS] for start in range(FOURTHS)]
    for number, own in enumerate(fourths):
        others = (twin for path in fourths[number - 1] for twin in twins[path] if twin.label)
        with tempfile.TemporaryDirectory() as folder:
            assistant = opened(Path(folder), own)
            yield from asked(assistant, (twin for path in own for twin in twins[path]), absent=False)
            yield from asked(assistant, others, absent=True)


def main(laws: Annotated[Path, typer.Option(help="folder of whole laws in Markdown, named by title and day")]) -> None:
    """Fit the four numbers, and write them beside the code."""
    twins = laws_of(laws, (twin for twin in own_twins() if twin.source in HELD_OUT and not twin.claim))
    rows = list(all_asked(twins))
    values, unstated = np.array([row.values for row in rows]), np.array([row.unstated for row in rows])
    model = LogisticRegression(max_iter=1000)
    folds, sentences = GroupKFold(FOLDS), [row.sentence for row in rows]
    report(rows, cross_val_predict(model, values, unstated, groups=sentences, cv=folds, method="predict_proba")[:, 1])
    model.fit(values, unstated)
    stored = json.loads(decision_model.WEIGHTS.read_text("utf-8"))
    weights = {name: round(float(weight), 2) for name, weight in zip(NAMES, model.coef_[0], strict=True)}
    stored["unstated_elsewhere"] = {**weights, "intercept": round(float(model.intercept_[0]), 2)}
    decision_model.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(len(twins), "laws", stored["unstated_elsewhere"])


if __name__ == "__main__":
    typer.run(main)
