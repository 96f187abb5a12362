"""What the reading model learns from: questions and claims with sentences that state them, are only about them, or contradict.

Near twins are read from ``assistant/fitting/twins`` and from a folder of training data (its README names sources and
licences); no question of an evaluation set is read.
"""

import gzip
import json
import math
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.question.claims import claim_of
from assistant.reading.passage import Passage
from corpus.questions import read_bank, read_unanswerable
from corpus.records import ParsedDocument

TWINS = Path(__file__).parents[1] / "twins"
LABELS = {"states": 1, "about": 0, "supports": 0, "contradicts": 1, "unclaimed": 2}
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
HELD_OUT = frozenset(json.loads((TWINS / "held_out.json").read_text("utf-8")))  # files of twins that are judged on
AS_READ = 0.7  # share of the claims that are shown without what asks for confirmation
SHORTEST = 6  # characters of a sentence that can state something


@dataclass(frozen=True, slots=True)
class Pair:
    """A question or claim with a sentence.

    ``label``: for questions 1 states, 0 does not; for claims 0 supports, 1 contradicts, 2 neither, or -1 where it is only known
    that the sentence does not support it.
    """

    question: str
    passage: Passage
    claim: bool
    label: int
    source: str


def read_gzip(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def as_read(pairs: Iterable[Pair], chance: random.Random) -> list[Pair]:
    """Return pairs with most claims as the product reads them, without 对吗 and 听说; a few stay as they were put."""
    return [_as_read(pair) if pair.claim and chance.random() < AS_READ else pair for pair in pairs]


def _as_read(pair: Pair) -> Pair:
    said = claim_of(pair.question).text
    return replace(pair, question=said) if said else pair


def own_twins() -> Iterator[Pair]:
    """Yield the near twins of the project."""
    yield from _twins_in(TWINS)


def unstated() -> Iterator[Pair]:
    """Yield what is asked and no document states, with the sentence that it is easily answered with, and what is stated beside.

    Three of four are not stated, so that how a question is put tells much of it: what learns from them leaves out what can be
    guessed (``without_shortcuts``).
    """
    yield from _twins_in(TWINS / "unstated")


def _twins_in(folder: Path) -> Iterator[Pair]:
    for path in sorted(folder.glob("*.tsv")):
        passage = Passage("", "", "")
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("= "):
                passage = Passage(*line[2:].split("\t"))
            elif line.strip():
                label, _, _, _, question = line.split("\t")
                claim = label not in ("states", "about")
                yield Pair(question, passage, claim, LABELS[label], path.stem)


def open_questions() -> Iterator[Pair]:
    """Yield open questions with the sentences that a search found for them: what a good answer lists states it."""
    for path in sorted((TWINS / "open").glob("*.tsv")):
        question = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("? "):
                question = line[2:]
            elif line:
                label, _, title, place, sentence = line.split("\t")
                yield Pair(question, Passage(title, place, sentence), False, LABELS[label], path.stem)


def shared_twins(folder: Path) -> Iterator[Pair]:
    """Yield the near twins of the training folder."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        for row in read_gzip(path):
            passage = Passage(row["title"], row["path"], row["sentence"])
            claim = row["kind"] == "claim"
            label = -1 if claim and row["label"] == "about" else LABELS[row["label"]]
            yield Pair(row["question"], passage, claim, label, path.name.partition(".")[0])


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.findall(text) if len(s.strip()) >= SHORTEST]


def _overlap(question: str, sentence: str) -> float:
    """Return how many pairs of neighbouring characters of a question stand in a sentence, a little less for long ones."""
    grams = {question[i : i + 2] for i in range(len(question) - 1)}
    return sum(gram in sentence for gram in grams) / math.pow(len(sentence) + 40, 0.3)


def reading_comprehension(path: Path, chance: random.Random) -> Iterator[Pair]:
    """Yield questions with the sentence that holds their answer, the most similar other one, and one of another passage."""
    rows = list(read_gzip(path))
    for row in rows:
        found = list(_of_passage(row, path.name.partition(".")[0]))
        yield from found
        if found and chance.random() < 0.25:
            other = chance.choice(rows)
            if other["title"] != row["title"] and (texts := _sentences(other["passage"])):
                yield Pair(row["question"], Passage(other["title"], "", chance.choice(texts)), False, 0, "foreign")


def _of_passage(row: dict[str, Any], source: str) -> Iterator[Pair]:
    """Yield a question with the sentence of its passage that holds the answer and the most similar other one, if there is one."""
    question, answers = row["question"], [answer for answer in row["answers"] if answer]
    ranked = sorted(_sentences(row["passage"]), key=lambda s: -_overlap(question, s))
    holding = [any(answer in sentence for answer in answers) for sentence in ranked]
    if any(holding):
        yield Pair(question, Passage(row["title"], "", ranked[holding.index(True)]), False, 1, source)
        if not all(holding):
            yield Pair(question, Passage(row["title"], "", ranked[holding.index(False)]), False, 0, source)


def statute_questions(folder: Path, chance: random.Random) -> Iterator[Pair]:
    """Yield lay questions on laws with sentences of the articles that answer them, and of neighbouring articles that do not."""
    articles = list(read_gzip(folder / "stard_articles.jsonl.gz"))
    at = {article["id"]: number for number, article in enumerate(articles)}
    for row in read_gzip(folder / "stard_train_questions.jsonl.gz"):
        right = [at[i] for i in row["articles"] if i in at]
        for number in right[:2]:
            sentences = sorted(_sentences(articles[number]["text"]), key=lambda s: -_overlap(row["question"], s))
            for sentence in sentences[:1]:
                yield Pair(row["question"], _article(articles[number], sentence), False, 1, "statutes")
            near = [n for n in range(max(0, number - 6), min(len(articles), number + 7)) if n not in right]
            texts = [(n, s) for n in near for s in _sentences(articles[n]["text"])]
            texts.sort(key=lambda pair: -_overlap(row["question"], pair[1]))
            for other, sentence in [*texts[4:5], *chance.sample(texts[5:], min(1, len(texts[5:])))]:
                yield Pair(row["question"], _article(articles[other], sentence), False, 0, "statutes")


def _article(article: dict[str, Any], sentence: str) -> Passage:
    title, mark, number = article["title"].rpartition("第")
    return Passage(title, mark + number, sentence)


def bank(home: ParsedDocument) -> Iterator[Pair]:
    """Yield the questions of a document's bank, and the written ones that nothing answers.

    Each of the first goes with its sentence and the most similar one of another clause, the others with the two most similar.
    """
    passages = [
        (start, end, Passage(home.document.title, " ".join((*clause.headings, clause.title)), home.text[start:end]))
        for clause in home.clauses
        for start, end in clause.sentences
    ]
    for row in read_bank(home):
        target = next((p for start, end, p in passages if start <= row.start < end), None)
        if target is None:
            continue
        yield Pair(row.text, target, False, 1, "bank")
        others = sorted((p for _, _, p in passages if p is not target), key=lambda p: -_overlap(row.text, p.sentence))
        if (others[0].title, others[0].place) != (target.title, target.place):
            yield Pair(row.text, others[0], False, 0, "bank")
    yield from _unanswered([passage for *_, passage in passages])


def _unanswered(passages: list[Passage]) -> Iterator[Pair]:
    """Yield the written questions that nothing answers, each with the two most similar sentences."""
    for kind, question in read_unanswerable():
        if kind == "near_miss":
            for passage in sorted(passages, key=lambda p: -_overlap(question, p.sentence))[:2]:
                yield Pair(question, passage, False, 0, "unanswerable")
