"""Fits what belongs to an answer: ``python -m assistant.fitting.belonging --exams FOLDER --documents FOLDER``.

Asks every question of the project's own exams that has evidence, over the plan or among the documents, with and without the
banks of these; of those that are answered as open questions each candidate is evidence or not. Prints what is shown on exams
left out one by one, at several thresholds.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.answering.belonging import WEIGHTS, BelongingModel, Signs, signs_of
from assistant.answering.complete import Point, shown_of
from assistant.fitting.examples import open_over, without_related_banks
from assistant.fitting.exams import Row, chosen
from assistant.pipeline import Assistant
from index.segment import normalize

LOOSE = 0.1  # inverse of the regularization: from 0.01 to 1 the same
SEED = 20_260_101
LEAST = 8  # characters of a sentence that may be a part of the evidence
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.4)


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: the signs of its candidates, which of them are evidence, how much of the evidence each holds."""

    exam: str
    signs: list[Signs]
    sizes: list[int]
    belongs: NDArray[np.bool_]
    holds: NDArray[np.bool_]  # (candidates, pieces of evidence)


@dataclass
class Recorder(BelongingModel):
    """Notes the candidates, and lets the first of them be shown."""

    seen: list[tuple[list[Signs], list[Point]]] = field(default_factory=list)

    def chances(self, points: Sequence[Point], *, exhaustive: bool, banked: bool) -> list[float]:
        """Return nothing but zeros."""
        self.seen.append((signs_of(points, exhaustive=exhaustive, banked=banked), list(points)))
        return [0.0] * len(points)


def folded(text: str) -> str:
    """Return a text without blanks, in one writing."""
    return "".join(normalize(text).split())


def is_of(text: str, piece: str) -> bool:
    """Return whether a text holds a piece of evidence, or is a part of it."""
    return piece in text or (len(text) >= LEAST and text.rstrip("。;") in piece)


def pieces_of(row: Row, *names: str) -> list[str]:
    """Return the pieces of evidence that a question gives under the names, folded."""
    given = (each for name in names for each in row.get(name) or ())
    return [folded(each if isinstance(each, str) else each["text"]) for each in given]


def asked(assistant: Assistant, rows: Sequence[Row]) -> Iterator[Asked]:
    """Yield the questions that are answered as open ones and have evidence among their candidates."""
    recorder = Recorder((), np.zeros(0), 0.0)
    assistant.writer.open.belonging = recorder
    for row in rows:
        recorder.seen.clear()
        assistant.ask(row["question"])
        for signs, points in recorder.seen[-1:]:
            texts = [folded(point.text) for point in points]
            holds = np.array([[is_of(text, piece) for piece in pieces_of(row, "evidence")] for text in texts])
            also = pieces_of(row, "evidence", "alt_evidence", "nice")
            belongs = np.array([any(is_of(text, piece) for piece in also) for text in texts])
            if holds.any():
                yield Asked(row["exam"], signs, [point.size for point in points], belongs, holds)


def fitted(questions: Sequence[Asked], names: Sequence[str]) -> Pipeline:
    """Return the model of some questions; one with many candidates counts for little more than one with few."""
    values = np.array([[signs[name] for name in names] for question in questions for signs in question.signs])
    labels = np.concatenate([question.belongs for question in questions])
    weights = np.concatenate([np.full(len(q.belongs), len(q.belongs) ** -0.5) for q in questions])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=LOOSE, max_iter=3000, random_state=SEED))
    return model.fit(values, labels, logisticregression__sample_weight=weights)


def report(questions: Sequence[Asked], chances: Sequence[NDArray[np.float64]]) -> None:
    """Print the shares of the evidence that are shown, of what is shown that is, and of answers that are whole and no more."""
    for threshold in THRESHOLDS:
        pieces = found = shown = right = whole = 0
        for question, chance in zip(questions, chances, strict=True):
            numbers = shown_of(question.sizes, list(chance), threshold)
            pieces += question.holds.shape[1]
            found += int(question.holds[numbers].any(0).sum())
            shown += len(numbers)
            right += int(question.belongs[numbers].sum())
            whole += bool(question.belongs[numbers].all() and question.holds[numbers].any(0).all())
        shares = f"{found / pieces:.3f}, of what is shown {right / shown:.3f}, whole and no more {whole / len(questions):.3f}"
        print(f"from {threshold}: evidence {shares}")


def held_out(questions: Sequence[Asked], names: Sequence[str]) -> list[NDArray[np.float64]]:
    """Return the probabilities of the candidates of each question by a model that has not seen its exam."""
    found = {}
    for exam in {question.exam for question in questions}:
        model = fitted([question for question in questions if question.exam != exam], names)
        for number, question in enumerate(questions):
            if question.exam == exam:
                values = [[signs[name] for name in names] for signs in question.signs]
                found[number] = model.predict_proba(values)[:, 1]
    return [found[number] for number in range(len(questions))]


def main(
    exams: Annotated[Path, typer.Option(help="folder of the project's own exams")],
    documents: Annotated[Path, typer.Option(help="folder of reference texts with manifest.json")],
) -> None:
    """Fit the model and write it beside the room that uses it."""
    rows = chosen(exams, lambda row: bool(row.get("evidence")) and row.get("verdict") is None)
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among, tempfile.TemporaryDirectory() as bare:
        plan, multi = open_over(Path(alone), None), open_over(Path(among), documents)
        questions = [*asked(plan, rows["plan"]), *asked(multi, rows["multi"])]
        with without_related_banks():
            questions += asked(open_over(Path(bare), documents), rows["multi"])
    names = list(questions[0].signs[0])
    print(f"{len(questions)} questions, {sum(len(question.signs) for question in questions)} candidates")
    report(questions, held_out(questions, names))
    scaler, linear = (model := fitted(questions, names))[0], model[1]
    weights = linear.coef_[0] / scaler.scale_
    intercept = float(linear.intercept_[0] - (weights * scaler.mean_).sum())
    stored = {"intercept": round(intercept, 4), "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}}
    WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
