"""Fits what tells another subject: ``python -m assistant.fitting.subjects --twins FOLDER --exams FOLDER --documents FOLDER``.

The evidence decides, not the wording, so that it means the same wherever the documents come from. Seven authors of near twins
(``*.jsonl.gz`` in FOLDER) each wrote in fields of their own: the sentences of each make a collection, the questions that they
state belong to it; those of fields that it does not hold, and the written ones, are about another subject. The built-in plan
and the reference texts, with the project's own exams (but the half that is only measured), make two more.
"""

import gzip
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.decision import model as decision_model
from assistant.decision.model import Subject
from assistant.fitting.examples import open_over
from assistant.fitting.unstated import HELD, OTHERWISE
from assistant.pipeline import DEPTH, Assistant
from assistant.retrieval.limits import Limits
from assistant.retrieval.reading import Budget, odds_of
from assistant.settings import Settings
from corpus.questions import read_unanswerable
from corpus.records import Document
from corpus.registry import Registry

SAMPLE = 120  # questions of each kind, of each collection
SEED = 20_260_101
NAMES = (*Subject._fields, "read")
LOOSE = 10.0  # inverse of the regularization
LEVELS = (0.6, 0.7, 0.8, 0.9)


class Judged(NamedTuple):
    """A question over a collection: what tells its subject, the odds of the best reading, and whether it is about another."""

    collection: str
    subject: Subject
    read: float
    off: bool

    def values(self, *, read: bool) -> tuple[float, ...]:
        """Return its features in the order of ``NAMES``, the last where ``read``."""
        row = (odds_of(self.subject.score), *self.subject[1:], self.read)
        return row if read else row[:-1]


def collection_of(name: str, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Document, str]]:
    """Yield the documents that an author's sentences make: those of one title together, each behind its article."""
    texts: dict[str, dict[str, None]] = {}
    for row in rows:
        place = f"{row['path']} " if str(row["path"]).startswith("第") else ""
        line = place + "".join(str(row[part] or "") for part in ("before", "sentence", "after"))
        texts.setdefault(row["title"], {})[line.replace("\n", "")] = None
    for number, (title, lines) in enumerate(texts.items()):
        yield Document(id=f"{name}-{number}", title=title), "\n".join([title.replace("\n", ""), *lines]) + "\n"


def written() -> list[str]:
    """Return the written questions on other subjects, in the order of the decision model."""
    return [question for kind, question in read_unanswerable() if kind in decision_model.OUTSIDE]


def judged(assistant: Assistant, name: str, questions: Iterable[tuple[str, bool]]) -> Iterator[Judged]:
    """Yield what is found for questions, each with whether it is about another subject; what is looked up is left out."""
    outside = written()
    for question, off in questions:
        found = assistant.searcher.run(assistant.reader.readings(question, ()), Limits(), DEPTH, Budget())
        if found.hits and found.readings:
            states = max(reading.states for reading in found.readings.values())
            number = outside.index(question) if question in outside else None
            subject = assistant.decider.model.subject_of(found.query, found.hits, found.known, without=number)
            yield Judged(name, subject, odds_of(states), off)


def read_authors(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the near twins in a folder by author: a file each."""
    authors = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            authors[path.name.split(".")[0]] = [json.loads(line) for line in lines]
    return authors


def of_twins(folder: Path) -> Iterator[Judged]:
    """Yield the questions of each author's collection."""
    chance, authors = random.Random(SEED), read_authors(folder)
    stated = {name: [row for row in rows if row["label"] == "states"] for name, rows in authors.items()}
    for name, rows in authors.items():
        fields = {row["field"] for row in rows}
        foreign = [row for other in stated.values() for row in other if row["field"] not in fields]
        asked = [(row["question"], False) for row in chance.sample(stated[name], SAMPLE)]
        asked += [(row["question"], True) for row in chance.sample(foreign, SAMPLE // 2)]
        asked += [(question, True) for question in chance.sample(written(), SAMPLE // 2)]
        with tempfile.TemporaryDirectory() as data:
            Registry(Path(data)).add(collection_of(name, rows))
            yield from judged(Assistant.open(Settings(data_dir=Path(data))), name, asked)


def of_exams(exams: Path, documents: Path) -> Iterator[Judged]:
    """Yield the exams' questions that something answers, and the written ones off the subject."""
    outside = [(question, True) for question in written()]
    for name, texts in (("plan", None), ("multi", documents)):
        files = (exams / f"{name}.jsonl", exams / f"kinds_{name}.jsonl")
        rows = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
        rows = [row for row in rows if row.get("set") not in OTHERWISE and row.get("half") != HELD and not row.get("history")]
        asked = [(row["question"], False) for row in rows if row["type"] != "unanswerable"]
        with tempfile.TemporaryDirectory() as data:
            yield from judged(open_over(Path(data), texts), name, [*asked, *outside[:: len(outside) // SAMPLE]])


def features(rows: Sequence[Judged], *, read: bool) -> NDArray[np.float64]:
    """Return a row of features for each question."""
    return np.array([row.values(read=read) for row in rows])


def fit(rows: Sequence[Judged], *, read: bool) -> dict[str, float]:
    """Return the weights; print what they reach on each collection when fitted on the others."""
    off = np.array([row.off for row in rows])
    for name in dict.fromkeys(row.collection for row in rows):
        held = np.array([row.collection == name for row in rows])
        own = [row for row in rows if row.collection == name]
        others = features([row for row in rows if row.collection != name], read=read)
        fitted = LogisticRegression(C=LOOSE, max_iter=1000).fit(others, off[~held])
        chance, label = fitted.predict_proba(features(own, read=read))[:, 1], off[held]
        levels = ", ".join(
            f"at {level} caught {(chance[label] >= level).mean():.3f} wrongly {(chance[~label] >= level).mean():.3f}"
            for level in LEVELS
        )
        print(f"{name} ({len(own)}): area under the curve {roc_auc_score(label, chance):.3f}; {levels}")
    fitted = LogisticRegression(C=LOOSE, max_iter=1000).fit(features(rows, read=read), off)
    weights = dict(zip(NAMES, (round(float(weight), 2) for weight in fitted.coef_[0]), strict=False))
    return weights | {"intercept": round(float(fitted.intercept_[0]), 2)}


def main(
    twins: Annotated[Path, typer.Option(help="folder of near twins of several fields")],
    exams: Annotated[Path, typer.Option(help="folder of the project's own exams")],
    documents: Annotated[Path, typer.Option(help="folder of reference texts with manifest.json")],
) -> None:
    """Fit the weights with and without a reading, and write them beside the code."""
    rows = [*of_twins(twins), *of_exams(exams, documents)]
    stored = json.loads(decision_model.WEIGHTS.read_text("utf-8"))
    stored |= {"subject": fit(rows, read=True), "subject_unread": fit(rows, read=False)}
    decision_model.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
