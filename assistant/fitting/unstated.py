"""Fits what is read beside the near misses: ``python -m assistant.fitting.unstated --exams FOLDER --documents FOLDER``.

The reading model and the model of near misses were trained on the bank and the written near misses, so on those both look surer
than they are. The three numbers that join them are fitted on the project's own exams: all of ``plan.jsonl`` and ``multi.jsonl``,
and the half of ``kinds_*.jsonl`` that is marked for it; the other half is only measured.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.decision import model as decision_model
from assistant.decision.model import features_of
from assistant.fitting.examples import open_over
from assistant.fitting.exams import rows_of
from assistant.pipeline import DEPTH, Assistant
from assistant.records import Turn
from assistant.retrieval.limits import Limits
from assistant.retrieval.reading import Budget, odds_of

OTHERWISE = {"claims", "docfacts", "references"}  # sets that are not decided by what is read
REFUSED = {"out_of_scope", "injection"}  # kinds that other rules decline
HELD = "held"


def rows_of_exam(exams: Path, name: str) -> list[dict[str, Any]]:
    """Return the questions of an exam that reading decides, each with its ``half``."""
    files = (exams / f"{name}.jsonl", exams / f"kinds_{name}.jsonl")
    rows = [row for path in files for row in rows_of(path)]
    return [row for row in rows if row.get("set") not in OTHERWISE and row.get("kind") not in REFUSED]


def features(assistant: Assistant, rows: list[dict[str, Any]]) -> Iterator[tuple[float, float, bool, bool]]:
    """Yield the odds of a near miss, those of the best reading, whether nothing answers, and whether it is only measured."""
    for row in rows:
        history = [Turn(turn["q"], turn["a"]) for turn in row.get("history") or ()]
        found = assistant.searcher.run(assistant.reader.readings(row["question"], history), Limits(), DEPTH, Budget())
        if not found.readings:
            continue
        model = assistant.decider.model
        given = features_of(found.understood, found.query, found.hits, model.misses)
        states = max(reading.states for reading in found.readings.values())
        near = model.near_miss(given, found.query.vector)
        yield odds_of(near), odds_of(states), not row["evidence"], row.get("half") == HELD


def main(
    exams: Annotated[Path, typer.Option(help="folder of the project's own exams")],
    documents: Annotated[Path, typer.Option(help="folder of reference texts with manifest.json")],
) -> None:
    """Fit the three numbers, write them beside the code, and print what they do on the half that was kept out."""
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        found = [
            row
            for name, assistant in (("plan", open_over(Path(alone), None)), ("multi", open_over(Path(among), documents)))
            for row in features(assistant, rows_of_exam(exams, name))
        ]
    values = np.array([row[:2] for row in found])
    unstated, held = np.array([row[2] for row in found]), np.array([row[3] for row in found])
    fitted = LogisticRegression().fit(values[~held], unstated[~held])
    chance = fitted.predict_proba(values[held])[:, 1]
    print(f"held out: {held.sum()} questions, area under the curve {roc_auc_score(unstated[held], chance):.3f}")
    for level in (0.3, 0.4, 0.5):
        caught, wrong = (chance[unstated[held]] >= level).mean(), (chance[~unstated[held]] >= level).mean()
        print(f"at {level:.1f} caught {caught:.3f}, wrongly {wrong:.3f}")
    near, read = (round(float(weight), 2) for weight in fitted.coef_[0])
    stored = json.loads(decision_model.WEIGHTS.read_text("utf-8"))
    stored["unstated"] = {"near_miss": near, "read": read, "intercept": round(float(fitted.intercept_[0]), 2)}
    decision_model.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
