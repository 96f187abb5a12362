"""Fits the model of verdicts: ``python -m assistant.fitting.verdicts --exams FOLDER --documents FOLDER``.

Reads every claim of the project's own exams (rows with ``verdict``; of what several wrote, ``author``), asks it as a reader
would, over the plan or among the documents, and fits what the quotes together say of it. Prints what is reached on exams and
authors left out one by one, at several shares of false verdicts beside those of the rules.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.fitting.examples import open_over
from assistant.fitting.exams import Row, chosen
from assistant.grounding.features import Features
from assistant.grounding.ruling import Reading, Ruling
from assistant.grounding.verdict_model import WEIGHTS, VerdictModel, signs_of
from assistant.pipeline import Assistant
from assistant.statuses import Verdict

LOOSE = 0.003  # inverse of the regularization: cross-validated over exams, 0.001 and 0.01 reach as much
SEED = 20_260_101
FALSE = (0.005, 0.01, 0.015, 0.02)  # shares of claims of which a verdict would be false


@dataclass
class Recorder(VerdictModel):
    """Notes what the model would see of a claim, and tells nothing."""

    seen: list[tuple[Features, Ruling]] = field(default_factory=list)

    def chances(self, readings: Sequence[Reading], ruling: Ruling) -> dict[Verdict, float]:
        """Return no likelihood of any verdict."""
        self.seen.append((signs_of(readings, ruling), ruling))
        return dict.fromkeys(Verdict, 0.0)


def signs(assistant: Assistant, claims: Sequence[Row]) -> list[tuple[Features, Ruling, str, str]]:
    """Return the signs, the ruling, the right verdict and the exam of each claim that is held against quotes."""
    recorder = Recorder((), np.zeros(0), np.zeros(0))
    assistant.writer.opener.verdicts = recorder
    found = []
    for row in claims:
        recorder.seen.clear()
        assistant.ask(row["question"])
        found += [(*seen, row["verdict"], row["exam"]) for seen in recorder.seen[-1:]]
    return found


def report(chances: NDArray[np.float64], labels: NDArray[np.str_], ruled: NDArray[np.str_]) -> None:
    """Print the recall of yes and no, and what is right in all, at each share of claims that they would be false of."""
    yes, no, _ = chances.T
    for share in FALSE:
        lines = []
        for chance, verdict in ((yes, Verdict.YES), (no, Verdict.NO)):
            open_to_it = ruled == Verdict.NOT_STATED
            wrong = chance[(labels != verdict) & open_to_it]
            threshold = float(np.sort(wrong)[::-1][int(share * (labels != verdict).sum())])
            said = (ruled == verdict) | (open_to_it & (chance > threshold))
            lines.append(f"{verdict} from {threshold:.2f}: recall {said[labels == verdict].mean():.3f}")
        print(f"false {share:.3f} beside those of the rules: {', '.join(lines)}")
    print(f"likeliest right: {(np.array(list(Verdict))[chances.argmax(1)] == labels).mean():.3f}")


def main(
    exams: Annotated[Path, typer.Option(help="folder of the project's own exams")],
    documents: Annotated[Path, typer.Option(help="folder of reference texts with manifest.json")],
) -> None:
    """Fit the model and write it beside the room that uses it."""
    claims = chosen(exams, lambda row: row.get("verdict") in list(Verdict))
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        plan, multi = open_over(Path(alone), None), open_over(Path(among), documents)
        rows = signs(plan, claims["plan"]) + signs(multi, claims["multi"])
    names = list(rows[0][0])
    values = np.array([[row[0][name] for name in names] for row in rows])
    labels, exam = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=LOOSE, max_iter=3000, random_state=SEED))
    target = np.array([list(Verdict).index(Verdict(label)) for label in labels])
    held_out = cross_val_predict(model, values, target, groups=exam, cv=LeaveOneGroupOut(), method="predict_proba")
    report(held_out, labels, np.array([str(row[1].verdict) for row in rows]))
    write(model.fit(values, target), names)


def write(model: Pipeline, names: Sequence[str]) -> None:
    """Write a fitted model as weights of the signs as they are."""
    scaler, linear = model[0], model[1]
    weights = (linear.coef_ / scaler.scale_).T
    intercepts = linear.intercept_ - (linear.coef_ * scaler.mean_ / scaler.scale_).sum(1)
    stored = {
        "intercepts": [round(float(v), 4) for v in intercepts],
        "weights": {name: [round(float(v), 4) for v in row] for name, row in zip(names, weights, strict=True)},
    }
    WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
