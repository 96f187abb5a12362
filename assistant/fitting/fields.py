"""Weights for documents without a question bank, of many fields: ``python -m assistant.fitting.fields --data FOLDER``.

The questions and claims of near twins that neither encoder nor reading model has learnt are asked of the laws that their
sentences are from, thirty laws at a time. What the conditional logit makes of them is averaged with what it made of questions on
laws of the office's field (``fitting`` with an encoder). ``fitting`` is run after it: the level is of the weights.
"""

import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from assistant.fitting.examples import Example, candidates_of, example_of
from assistant.fitting.signals import best_scores, fit_signals, stored_weights
from assistant.pipeline import Assistant
from assistant.retrieval import fusion
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.signals import NAMES
from assistant.settings import Settings
from corpus.records import Document
from corpus.registry import Registry
from index.segment import normalize
from index.training.data import read_jsonl
from index.training.twins import Twin, read_twins

TWINS = Path(__file__).with_name("twins")
LAWS = 30  # of one library
SHORTEST = 6  # characters of a sentence that may be a part of the one that is meant
SEED = 5


def libraries(data: Path) -> Iterator[tuple[list[Twin], dict[str, str]]]:
    """Yield near twins with the laws that hold their sentences, as texts by title."""
    texts = _texts(data / "laws.jsonl.gz")
    held = [twin for twin in read_twins(TWINS, data / "twins") if twin.held and twin.sentence in texts.get(twin.title, "")]
    titles = sorted({twin.title for twin in held})
    random.Random(SEED).shuffle(titles)
    for start in range(0, len(titles), LAWS):
        chosen = {title: texts[title] for title in titles[start : start + LAWS]}
        yield [twin for twin in held if twin.title in chosen], chosen


def _texts(path: Path) -> dict[str, str]:
    """Return the text of each law of the training data by its title."""
    articles: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_jsonl(path):
        articles[row["title"]].append(row)
    return {title: _text(title, rows) for title, rows in articles.items()}


def _text(title: str, articles: Sequence[dict[str, str]]) -> str:
    lines, section = [title], ""
    for row in articles:
        if row["section"] != section:
            section = row["section"]
            lines += section.split(" / ")
        lines.append(f"{row['article']}　{row['text']}")
    return "\n".join(lines)


def field_examples(data: Path) -> list[Example]:
    """Return the twins whose sentence is among their candidates."""
    found = []
    for twins, texts in libraries(data):
        with tempfile.TemporaryDirectory() as folder:
            described = ((Document(id=f"law{number}", title=title), texts[title]) for number, title in enumerate(texts))
            Registry(Path(folder)).add(described, builtin=False)
            assistant = Assistant.open(Settings(data_dir=Path(folder)))
            found += [example for twin in twins if (example := _example(assistant, twin)) is not None]
    return found


def _example(assistant: Assistant, twin: Twin) -> Example | None:
    found, wanted = candidates_of(assistant, twin.question), normalize(twin.sentence.strip())
    texts = (normalize(assistant.units.sentence_text(int(number)).strip()) for number in found.sentences)
    answers = [row for row, text in enumerate(texts) if len(text) >= SHORTEST and (text in wanted or wanted in text)]
    return example_of(assistant, found, answers) if answers else None


def averaged(laws: NDArray[np.float64], fields: NDArray[np.float64], examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weights of ``laws``, averaged for documents without a bank; the best score stays as high on average."""
    count = len(NAMES)
    weights = laws.copy()
    weights[count:-1] = (laws[count:-1] + fields[count:-1]) / 2
    weights[-1] += np.mean(best_scores(examples, laws)) - np.mean(best_scores(examples, weights))
    return weights


def main(data: Annotated[Path, typer.Option(help="folder of training data")]) -> None:
    """Fit the weights on fields and write the average beside the code, with both that it is of."""
    stored = json.loads(fusion.WEIGHTS.read_text("utf-8"))
    laws = stored.get("of_laws") or {"plain": stored["plain"], "offset": stored["offset"]}
    before = stored_weights(load_fusion())
    before[len(NAMES) :] = [*(laws["plain"].get(name, 0.0) for name in NAMES), laws["offset"]]
    examples = field_examples(data)
    weights = averaged(before, fit_signals(examples), examples)
    plain = {name: round(float(w), 3) for name, w in zip(NAMES, weights[len(NAMES) : -1], strict=True)}
    stored |= {"plain": plain, "offset": round(float(weights[-1]), 3), "of_laws": laws}
    fusion.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
