"""Fits the model of claims: ``python -m assistant.fitting.claims [--twins FOLDER]``.

Reads those of the written near twins beside this module, and of further ones in FOLDER (``*.jsonl.gz``, rows of kind claim), that
the reading model has not seen: of the others it is surer than it is of claims to come. Prints what is reached on sentences left
out, at several shares of false verdicts, and what a model gets that sees the claim alone.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.fitting.reading.pairs import HELD_OUT
from assistant.grounding.alignment import Evidence, align
from assistant.grounding.claim_model import LABELS, WEIGHTS, names, widened
from assistant.grounding.features import FEATURES, Vectors, features_of
from assistant.grounding.quantities import written
from assistant.grounding.ruling import Reading, ruling_of
from assistant.question.claims import claim_of
from assistant.reading.model import load_reading_model
from assistant.reading.passage import Passage
from index.encoder import Encoder, ShippedEncoder
from index.segment import normalize

TWINS = Path(__file__).with_name("twins")
SAME_LABEL = {"unclaimed": "about"}
SEED = 20_260_101
LOOSE = 0.02  # inverse of the regularization: cross-validated, 0.01 and 0.03 reach as much
FOLDS = 6  # of whole sentences
FALSE = (0.005, 0.01, 0.02, 0.05)  # shares of false verdicts at which the recall is printed


@dataclass(frozen=True, slots=True)
class Twin:
    """A claim and the sentence that it is judged by, with who wrote it."""

    author: str
    title: str
    place: str
    sentence: str
    claim: str
    label: str


def written_twins(folder: Path = TWINS) -> Iterator[Twin]:
    """Yield the claims among the twins in the tab-separated files; each file counts as an author."""
    for path in sorted(folder.glob("*.tsv")):
        title = place = sentence = ""
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if line.startswith("= "):
                title, place, sentence = cells[0][2:], cells[1], cells[2]
            elif (label := SAME_LABEL.get(cells[0], cells[0])) in LABELS and cells[0] != "about":
                yield Twin(path.stem, title, place, sentence, cells[4], label)


def further_twins(folder: Path) -> Iterator[Twin]:
    """Yield the claims among the twins in the compressed files of a folder; each file has its author."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for row in rows:
            if row["kind"] == "claim":
                place = row.get("path") or ""
                yield Twin(path.name.split(".")[0], row["title"], place, row["sentence"], row["question"], row["label"])


def vectors_of(encoder: Encoder) -> Vectors:
    """Return what gives the vectors of texts, each computed once."""
    known: dict[str, NDArray[np.float32]] = {}

    def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, encoder.encode_document(new), strict=True) if new else ())
        return np.array([known[text] for text in texts])

    return vectors


def readings_of(twins: Sequence[Twin]) -> list[Reading]:
    """Return each claim beside its sentence, without the chances that the model is to give."""
    vectors, model = vectors_of(ShippedEncoder()), load_reading_model()
    found = []
    for twin in twins:
        claim = claim_of(normalize(twin.claim)).text or normalize(twin.claim)
        (read,) = model.read(claim, [Passage(twin.title, twin.place, twin.sentence)])
        chances = read.states, read.supports, read.contradicts
        above = written(f"{twin.title}。{twin.place}")
        alignment = align(written(claim), Evidence(written(twin.sentence), above, read=chances))
        found.append(Reading(alignment, features_of(alignment, vectors), 0.0, 0.0))
    return found


def report(name: str, chance: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    """Print the recall of a verdict at each share of claims that it would be false of."""
    for share in FALSE:
        threshold = float(np.quantile(chance[~right], 1 - share))
        print(f"{name}: from {threshold:.3f}, false {share:.3f}, recall {float((chance[right] > threshold).mean()):.3f}")


def report_rulings(readings: Sequence[Reading], held_out: NDArray[np.float64], labels: NDArray[np.str_]) -> None:
    """Print how often the rulings on the twins are right, false yes and false no, each judged without its sentence."""
    supports, contradicts = (held_out[:, LABELS.index(label)] for label in ("supports", "contradicts"))
    rulings = [
        ruling_of([replace(r, supports=s, contradicts=c)]) for r, s, c in zip(readings, supports, contradicts, strict=True)
    ]
    said = np.array([str(ruling.verdict) for ruling in rulings])
    true, false = labels == "supports", labels == "contradicts"
    print(f"false yes {(said[~true] == 'yes').mean():.4f}, true ones found {(said[true] == 'yes').mean():.3f}")
    print(f"false no {(said[true] == 'no').mean():.4f}, false ones found {(said[false] == 'no').mean():.3f}")
    print(f"of a yes {(true[said == 'yes']).mean():.3f} right, of a no {(false[said == 'no']).mean():.3f}")


def main(twins: Annotated[Path | None, typer.Option(help="folder with further twins")] = None) -> None:
    """Fit the model and write it beside the room that uses it."""
    written_ones = [*written_twins(), *(further_twins(twins) if twins else ())]
    examples = [example for example in written_ones if example.author in HELD_OUT]
    labels, sentences = np.array([e.label for e in examples]), np.array([e.sentence for e in examples])
    readings = readings_of(examples)
    rows = widened(np.array([[reading.features[name] for name in FEATURES] for reading in readings]))
    model = make_pipeline(StandardScaler(), LogisticRegression(C=LOOSE, max_iter=1500, random_state=SEED))
    held_out = cross_val_predict(model, rows, labels, groups=sentences, cv=GroupKFold(FOLDS), method="predict_proba")
    report("yes", held_out[:, LABELS.index("supports")], labels == "supports")
    report("no", held_out[:, LABELS.index("contradicts")], labels == "contradicts")
    report_rulings(readings, held_out, labels)
    alone = make_pipeline(
        CountVectorizer(analyzer="char", ngram_range=(1, 2), min_df=3), LogisticRegression(C=LOOSE, max_iter=1500)
    )
    guessed = cross_val_predict(alone, [e.claim for e in examples], labels, groups=sentences, cv=GroupKFold(FOLDS))
    right = float((np.array(LABELS)[held_out.argmax(1)] == labels).mean())
    print(f"right: {right:.3f}; of the claim alone {(guessed == labels).mean():.3f}")
    print(f"most frequent label: {max((labels == label).mean() for label in LABELS):.3f}")
    model.fit(rows, labels)
    scaler, linear = model[0], model[1]
    weights = (linear.coef_ / scaler.scale_).T
    intercepts = linear.intercept_ - (linear.coef_ * scaler.mean_ / scaler.scale_).sum(1)
    stored = {
        "intercepts": [round(float(v), 4) for v in intercepts],
        "weights": {name: [round(float(v), 4) for v in row] for name, row in zip(names(), weights, strict=True)},
    }
    WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
