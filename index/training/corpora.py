"""Puts everything that training reads into one corpus."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.questions import OPENING, SENTENCE
from corpus.tsv import table_rows
from index.segment import dictionary
from index.training.data import Corpus, Sources, empty, read_jsonl
from index.training.features import Vocabulary, choose_terms
from index.training.noise import confusions
from index.training.questions import QuestionSet, Stard, add_questions, whole
from index.training.twins import add_twins, read_twins

FOLD = 250  # questions of STARD that one fold keeps out
# n-grams of 1, 2, 3 and 4 characters; with 256 int8 numbers each they fill 30 MiB
VOCABULARY_SIZES = (6200, 68000, 18000, 18000)


@dataclass(frozen=True)
class Material:
    """What training draws from.

    Attributes:
        corpus: All texts.
        vocabulary: The n-grams that get a vector.
        stard: Lay legal questions, STARD's first, then this project's.
        everyday: Everyday phrasings with the official sentence.
        bank: Questions about the plan with its sentence.
        twins: Questions and claims in plain words with the sentence that they are about.
        reading: Question, passage and answer position of the reading comprehension sets.
    """

    corpus: Corpus
    vocabulary: Vocabulary
    stard: Stard
    everyday: QuestionSet
    bank: QuestionSet
    twins: QuestionSet
    reading: list[dict[str, Any]]


def read_rows(paths: list[Path]) -> list[list[str]]:
    """Reads the rows of tab-separated files; lines that begin with # are comments."""
    return [row for path in paths for _, row in table_rows(path)]


def grouped_questions(bank: Path) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Reads a question bank as groups: unlike ``corpus.questions.read_bank`` it needs no document.

    A sentence that is named by its opening is one that was named whole before; a question that several sentences answer
    together is one of each.

    Returns:
        The sentences, and (sentence number, question, part of the sentence or "").
    """
    sentences: list[str] = []
    questions: list[tuple[int, str, str]] = []
    asked: list[int] = []
    named = False  # whether the row before named a sentence
    for row in read_rows([bank]):
        if row[0].startswith(SENTENCE):
            sentence = row[0].removeprefix(SENTENCE)
            if sentence.endswith(OPENING):
                number = next(n for n, other in enumerate(sentences) if other.startswith(sentence.removesuffix(OPENING)))
            else:
                number = len(sentences)
                sentences.append(sentence)
            asked = [*asked, number] if named else [number]
        else:
            questions += [(number, row[2], row[3] if len(row) > 3 else "") for number in asked]
        named = row[0].startswith(SENTENCE)
    return sentences, questions


def hold_out(groups: np.ndarray, share: float, seed: int, whole_groups: bool) -> np.ndarray:
    """Chooses questions to keep out of training, (n,) bool.

    Args:
        groups: (n,) group of each question.
        share: Share to hold out, 0 to 1.
        seed: Random seed.
        whole_groups: Hold out all questions of some groups, or some questions of every group.
    """
    rng = np.random.default_rng(seed)
    held = np.zeros(len(groups), bool)
    if share == 0:
        return held
    if whole_groups:
        names = rng.permutation(np.unique(groups))
        return np.isin(groups, names[: round(len(names) * share)])
    for group in np.unique(groups):
        members = rng.permutation(np.flatnonzero(groups == group))
        held[members[: max(1, round(len(members) * share))]] = True
    return held


def load_material(
    data: Path, pairs: list[Path], statutes: list[Path], bank: Path, twins: Path, seed: int, fold: int | None
) -> Material:
    """Reads all sources and computes their features.

    Args:
        data: Folder of the public training data.
        pairs: Files of topic, everyday phrasing and official sentence.
        statutes: Files of question and titles of the articles that answer it.
        bank: The plan's question bank.
        twins: Folder of near twins; those of the training folder are read as well.
        seed: Seed of the typing errors and hold-outs.
        fold: Keep questions out to measure with, of STARD this slice of 250; the shipped model (None) holds none out.

    Returns:
        Everything, with features.
    """
    rng = np.random.default_rng(seed)
    articles = read_jsonl(data / "stard_articles.jsonl.gz")
    reading = [row for name in ("cmrc2018", "drcd") for row in read_jsonl(data / f"{name}.jsonl.gz")]
    corpus = _texts(data, articles, reading)
    table = _typing_errors(data, corpus)
    stard = _stard(corpus, data, articles, statutes, table, rng, fold)
    everyday = _everyday(corpus, pairs, table, rng, 0 if fold is None else 0.1, seed)
    questions = _bank(corpus, bank, table, rng, 0 if fold is None else 0.15, seed)
    near = add_twins(corpus, read_twins(twins, data / "twins"), table, rng)
    vocabulary = Vocabulary.from_terms(choose_terms(_weighted(corpus), VOCABULARY_SIZES, set(dictionary())))
    corpus.finish(vocabulary)
    return Material(corpus, vocabulary, stard, everyday, questions, near, reading)


def _texts(data: Path, articles: list[dict[str, Any]], reading: list[dict[str, Any]]) -> Corpus:
    """Makes the corpus of all texts that are no questions of ours, and of the questions of the reading sets."""
    corpus = Corpus()
    corpus.add("news", [row["text"] for row in read_jsonl(data / "news.jsonl.gz")])
    corpus.add("laws", [f"{r['title']}\n{r['section']}\n{r['text']}" for r in read_jsonl(data / "laws.jsonl.gz")])
    corpus.add("statutes", [f"{row['title']}\n{row['text']}" for row in articles])
    corpus.add("reading_question", [row["question"] for row in reading])
    corpus.add("reading_passage", [row["passage"] for row in reading])
    disc = read_jsonl(data / "pairs_disc_short.jsonl.gz")
    corpus.add("disc_question", [row["question"] for row in disc])
    corpus.add("disc_passage", [row["passage"] for row in disc])
    return corpus


def _typing_errors(data: Path, corpus: Corpus) -> dict[str, list[str]]:
    """Reads which characters are typed for which, among those that are common in the corpus."""
    typos = [row for path in sorted(data.glob("typos_*.jsonl.gz")) for row in read_jsonl(path)]
    common = choose_terms([(corpus.texts, 1)], (4000, 0, 0, 0), set())
    return confusions([(row["wrong"], row["right"]) for row in typos], "".join(t for t in common if t > "一"))


def _stard(
    corpus: Corpus, data: Path, articles: list[dict[str, Any]], statutes: list[Path], table: dict[str, list[str]],
    rng: np.random.Generator, fold: int | None,
) -> Stard:  # fmt: skip
    """Adds STARD's questions on statutes and this project's, which no fold keeps out."""
    asked = read_jsonl(data / "stard_train_questions.jsonl.gz")
    number = {row["id"]: i for i, row in enumerate(articles)}
    gold = [[number[name] for name in row["articles"]] for row in asked]
    written, answers = _statute_questions(statutes, [row["title"] for row in articles])
    queries, noisy = add_questions(corpus, "stard", [row["question"] for row in asked] + written, table, rng)
    held = np.zeros(len(asked) + len(written), bool)
    if fold is not None:
        held[np.random.default_rng(0).permutation(len(asked))[fold * FOLD : (fold + 1) * FOLD]] = True
    return Stard(queries, noisy, gold + answers, corpus.groups["statutes"][0], len(articles), held, len(asked))


def _statute_questions(paths: list[Path], titles: list[str]) -> tuple[list[str], list[list[int]]]:
    """Reads the project's questions on statutes.

    Args:
        paths: Files of question and titles joined with "；".
        titles: Titles of all articles; versions of one law share theirs, and then all of them answer.

    Returns:
        The questions, and the article numbers of each.

    Raises:
        ValueError: If a title is unknown.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        numbers[title].append(number)
    questions, answers = [], []
    for question, named in read_rows(paths):
        found = [number for title in named.split("；") for number in numbers.get(title, [])]
        if not found:
            raise ValueError(f"{question}: no article is called {named}")
        questions.append(question)
        answers.append(found)
    return questions, answers


def _weighted(corpus: Corpus) -> list[tuple[list[str], int]]:
    """Texts by source with the weight of their n-grams in the choice of the vocabulary."""
    weights = {
        "news": 1,
        "laws": 3,
        "statutes": 3,
        "reading_question": 2,
        "reading_passage": 2,
        "stard": 20,
        "everyday": 6,
        "everyday_official": 6,
        "bank": 6,
        "bank_sentence": 6,
        "twins": 6,
        "twins_sentence": 3,
    }
    return [(corpus.texts[slice(*corpus.groups[name])], weight) for name, weight in weights.items()]


def _everyday(
    corpus: Corpus, paths: list[Path], table: dict[str, list[str]], rng: np.random.Generator, share: float, seed: int
) -> QuestionSet:
    """Adds the pairs of everyday and official wording."""
    rows = [row for row in read_rows(paths) if len(row) >= 3]
    queries, noisy = add_questions(corpus, "everyday", [row[1] for row in rows], table, rng)
    corpus.add("everyday_official", [row[2] for row in rows])
    corpus.add("everyday_part", [""])
    numbers: dict[str, int] = {}
    groups = np.array([numbers.setdefault(row[2], len(numbers)) for row in rows], np.int64)
    answers = np.arange(*corpus.groups["everyday_official"])
    parts = np.full(len(rows), corpus.groups["everyday_part"][0])
    return QuestionSet(queries, noisy, answers, parts, groups, hold_out(groups, share, seed, whole_groups=True))


def _bank(
    corpus: Corpus, path: Path, table: dict[str, list[str]], rng: np.random.Generator, share: float, seed: int
) -> QuestionSet:
    """Adds the plan's question bank."""
    sentences, questions = grouped_questions(path)
    queries, noisy = add_questions(corpus, "bank", [question for _, question, _ in questions], table, rng)
    corpus.add("bank_sentence", sentences)
    corpus.add("bank_part", [part for _, _, part in questions])
    groups = np.array([number for number, _, _ in questions], np.int64)
    answers = corpus.groups["bank_sentence"][0] + groups
    parts = np.arange(*corpus.groups["bank_part"])
    return QuestionSet(queries, noisy, answers, parts, groups, hold_out(groups, share, seed, whole_groups=False))


def add_reading(sources: Sources, material: Material) -> None:
    """Registers the reading comprehension pairs: question and passage, question and sentence of the answer."""
    corpus, rows = material.corpus, material.reading
    questions, passages = (np.arange(*corpus.groups[f"reading_{side}"]) for side in ("question", "passage"))
    numbers: dict[str, int] = {}
    groups = np.array([numbers.setdefault(row["passage"], len(numbers)) for row in rows], np.int64)
    sources.add_pairs("passage", whole(corpus, questions), whole(corpus, passages), groups)
    found = [row["passage"].find(row["answers"][0]) if row["answers"] else 0 for row in rows]
    at = corpus.data.bounds[passages] + np.maximum(np.array(found), 0)
    sentence = np.maximum(np.searchsorted(corpus.sentences.start, at, side="right") - 1, 0)
    document = empty(len(rows))
    document[:, 0] = np.stack([corpus.sentences.start[sentence], corpus.sentences.end[sentence]], 1)
    sources.add_pairs("sentence", whole(corpus, questions), document, sentence)
    sides = (np.arange(*corpus.groups[f"disc_{side}"]) for side in ("question", "passage"))
    question, passage = (whole(corpus, texts) for texts in sides)
    sources.add_pairs("disc", question, passage, np.arange(len(question)))
