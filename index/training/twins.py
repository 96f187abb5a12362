"""Near twins as questions with what answers them: thousands of plain wordings of sentences of many fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.training.data import Corpus, read_jsonl
from index.training.questions import QuestionSet, add_questions

HELD_OUT = "held_out.json"  # in the folder of the twins: the files that are only measured on
SPEAKING = frozenset({"states", "supports", "contradicts"})  # labels of twins whose sentence says something of what is asked


@dataclass(frozen=True)
class Twin:
    """A question that a sentence answers, or a claim that it bears out or denies; ``held`` ones are only measured on."""

    question: str
    title: str
    place: str
    sentence: str
    held: bool


def read_twins(own: Path, shared: Path) -> list[Twin]:
    """Reads the near twins of two folders; a claim that a sentence denies has to find it as one that it bears out has.

    Args:
        own: Folder of tab-separated files, with ``held_out.json``.
        shared: Folder of gzipped JSON lines.
    """
    held = set(json.loads((own / HELD_OUT).read_text("utf-8")))
    found = []
    for path in sorted(own.glob("*.tsv")):
        title = place = sentence = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("= "):
                title, place, sentence = line[2:].split("\t")
            elif line.partition("\t")[0] in SPEAKING:
                found.append(Twin(line.rsplit("\t", 1)[1], title, place, sentence, path.stem in held))
    for path in sorted(shared.glob("*.jsonl.gz")):
        kept_out = path.name.partition(".")[0] in held
        rows = (row for row in read_jsonl(path) if row["label"] in SPEAKING)
        found += [Twin(row["question"], row["title"], row["path"], row["sentence"], kept_out) for row in rows]
    return found


def add_twins(corpus: Corpus, twins: list[Twin], table: dict[str, list[str]], rng: np.random.Generator) -> QuestionSet:
    """Adds near twins to the corpus.

    Args:
        corpus: Gets their texts.
        twins: Questions and claims with their sentences.
        table: What is typed for which character.
        rng: Random numbers of the typing errors.

    Returns:
        The questions; what answers is the sentence below its title and place, and its part the sentence alone.
    """
    numbers: dict[tuple[str, str], int] = {}
    groups = np.array([numbers.setdefault((twin.title, twin.sentence), len(numbers)) for twin in twins], np.int64)
    _, first = np.unique(groups, return_index=True)
    queries, noisy = add_questions(corpus, "twins", [twin.question for twin in twins], table, rng)
    corpus.add("twins_whole", [f"{twins[i].title} {twins[i].place}\n{twins[i].sentence}" for i in first])
    corpus.add("twins_sentence", [twins[i].sentence for i in first])
    answers, parts = (corpus.groups[f"twins_{name}"][0] + groups for name in ("whole", "sentence"))
    return QuestionSet(queries, noisy, answers, parts, groups, np.array([twin.held for twin in twins]))
