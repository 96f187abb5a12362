"""Trains the shipped embedding model: ``python -m index.train_encoder --data ../shared/training``.

Two stages. The general one learns Chinese from neighbouring sentences of news, articles with holes and their
headings, and reading comprehension; it sees no question about law or the plan. The second adds those questions and
near twins (plain wordings of sentences of many fields), with heavy dropout of n-grams and thousands of random articles
as negatives, because the model knows its lay questions by heart within a minute: Recall@100 of unseen ones is .89 with
a mean share of .3 dropped and .91 with .5; 8,192 negatives instead of 2,048 gained one point more. Of 3,143 twins that
it has not learnt .49 find their sentence among 2,800 at once instead of .45 without twins, .81 instead of .73 among
ten; with random sentences of laws as further negatives .44 and .77. With the twins' weight and steps half as large
again, and half as many twins more, .51 and .82, but no more on exams by other authors.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from index.static_encoder import StaticEncoder, quantize
from index.training.corpora import Material, add_reading, load_material
from index.training.data import Batch, Sources
from index.training.evaluate import question_hits, stard_recall
from index.training.loop import Trainer
from index.training.questions import QuestionSources, StardSource

HERE = Path(__file__).parent
DIMENSION = 256
SCALE = 20.0  # inverse temperature; 12 cost about a point of STARD Recall@100 and gained two of the bank's hit@1
GENERAL_BATCH, QUESTION_BATCH, SMALL_BATCH = 1024, 1024, 512
STATUTE_NEGATIVES = 8192  # random articles in a batch of STARD questions
QUESTION_DROP = (0.5, 0.45)  # mean share of n-grams dropped from questions and from what answers them
RENEWED = 0.2  # share of Adagrad's memory that a new cycle keeps, so that its first steps move again

# what keeps general Chinese from being forgotten in the second stage: source and weight
REMEMBERED = {
    "neighbours": 0.7,
    "cloze laws": 0.4,
    "cloze statutes": 0.5,
    "headings": 0.3,
    "sentence": 0.3,
    "passage": 0.3,
    "disc": 0.2,
}

TWINS = 8.0  # weight of the near twins among the questions
SENTENCE_ALONE = 0.6  # share of their sentences that stand without what is above them: so a sentence is searched for

Draw = Callable[[], Batch]


def general_draws(sources: Sources, n: int) -> dict[str, tuple[float, Draw]]:
    """Weights and draws of the general stage."""
    return {
        "neighbours": (3.0, lambda: sources.neighbours("news", n, 4)),
        "lead": (1.0, lambda: sources.lead("news", n)),
        "cloze laws": (2.5, lambda: sources.cloze("laws", n, 4)),
        "cloze statutes": (2.5, lambda: sources.cloze("statutes", n, 4)),
        "headings": (1.0, lambda: sources.headings("laws", n, 4)),
        "beside": (1.0, lambda: sources.beside("laws", n, 4)),
        "sentence": (1.0, lambda: sources.ready("sentence", n)),
        "passage": (0.7, lambda: sources.ready("passage", n)),
    }


def question_draws(material: Material, seed: int) -> dict[str, tuple[float, Draw]]:
    """Weights and draws of the questions in the second stage."""
    questions = QuestionSources(material.corpus, seed)
    stard, written = (
        StardSource(material.corpus, part, seed + i, STATUTE_NEGATIVES) for i, part in enumerate(material.stard.split())
    )
    n = QUESTION_BATCH
    return {
        "stard": (4.0, lambda: stard.draw(n)),
        "statutes": (6.0, lambda: written.draw(n)),
        "everyday": (3.0, lambda: questions.answers(material.everyday, n)),
        "everyday alike": (1.0, lambda: questions.alike(material.everyday, n)),
        "bank": (3.0, lambda: questions.answers(material.bank, n)),
        "bank alike": (0.8, lambda: questions.alike(material.bank, n)),
        "twins": (TWINS, lambda: questions.answers(material.twins, n, SENTENCE_ALONE)),
    }


def run(
    trainer: Trainer,
    material: Material,
    draws: dict[str, tuple[float, Draw]],
    steps: int,
    drop: dict[str, tuple[float, float]],
    seed: int,
) -> None:
    """Makes the steps of one cycle, the rate falling linearly to a fiftieth.

    Args:
        trainer: The model.
        material: Where the texts are.
        draws: Weight and draw by source.
        steps: Number of updates.
        drop: Mean feature dropout of query and document by source; "" for all others.
        seed: Seed of the choice of sources.
    """
    rng = np.random.default_rng(seed)
    names = list(draws)
    shares = np.array([draws[name][0] for name in names])
    losses: dict[str, list[float]] = defaultdict(list)
    begun = time.monotonic()
    for step in range(steps):
        name = names[rng.choice(len(names), p=shares / shares.sum())]
        rate = max(0.02, 1 - step / steps)
        losses[name].append(trainer.step(material.corpus.data, draws[name][1](), rate, drop.get(name, drop[""]), SCALE))
        if (step + 1) % 400 == 0 or step + 1 == steps:
            told = {name: round(float(np.mean(values)), 2) for name, values in sorted(losses.items())}
            print(f"{step + 1}/{steps} {time.monotonic() - begun:.0f} s {told}", flush=True)
            losses.clear()


def measure(material: Material, trainer: Trainer) -> None:
    """Prints the quality on the questions that were held out, if any were."""
    corpus, stard = material.corpus, material.stard
    print("twins", question_hits(corpus, trainer, material.twins, np.flatnonzero(material.twins.held)), flush=True)
    if not stard.held.any():
        return
    print("STARD", stard_recall(corpus, trainer, stard, np.flatnonzero(stard.held)))
    for name, questions in (("everyday", material.everyday), ("bank", material.bank)):
        print(name, question_hits(corpus, trainer, questions, np.flatnonzero(questions.held)), flush=True)


def first_rows(material: Material, seed: int) -> np.ndarray:
    """Random directions whose length falls with frequency, so that training starts from lexical matching.

    The length is Arora's smooth inverse frequency, a / (a + p).

    Returns:
        (V, DIMENSION) float32.
    """
    counts = np.bincount(material.corpus.data.features, minlength=len(material.vocabulary.terms))
    length = 1e-3 / (1e-3 + counts / counts.sum() * 3)  # about three features start at a character
    directions = np.random.default_rng(seed).standard_normal((len(counts), DIMENSION)) / np.sqrt(DIMENSION)
    rows: np.ndarray = (directions * length[:, None]).astype(np.float32)
    return rows


def train(material: Material, cycles: list[int], question_steps: int, seed: int) -> Trainer:
    """Runs both stages.

    Args:
        material: What to train on.
        cycles: Updates in each cycle of the general stage.
        question_steps: Updates of the second stage.
        seed: Random seed.

    Returns:
        The trained model.
    """
    sources = Sources(material.corpus, seed)
    sources.prepare()
    add_reading(sources, material)
    trainer = Trainer(first_rows(material, seed), 0.06, seed)
    for number, steps in enumerate(cycles):
        trainer.renew(0.06, RENEWED)
        drop = {"": (0.1 if number == 0 else 0.25, 0.2)}
        run(trainer, material, general_draws(sources, GENERAL_BATCH), steps, drop, seed + number)
        measure(material, trainer)
    trainer.renew(0.03, 0.0)
    asked = question_draws(material, seed)
    again = general_draws(sources, SMALL_BATCH) | {"disc": (1.0, lambda: sources.ready("disc", SMALL_BATCH))}
    small = {name: (weight, again[name][1]) for name, weight in REMEMBERED.items()}
    drop = dict.fromkeys(asked, QUESTION_DROP) | {"": (0.1, 0.2)}
    run(trainer, material, asked | small, question_steps, drop, seed)
    measure(material, trainer)
    return trainer


def replace_model(encoder: StaticEncoder, target: Path) -> None:
    """Writes the model beside the old one and swaps the folders; the model card is kept."""
    fresh, old = target.with_name(target.name + ".new"), target.with_name(target.name + ".old")
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    encoder.save(fresh)
    if target.exists():
        if (target / "README.md").exists():
            shutil.copy2(target / "README.md", fresh)
        os.rename(target, old)
    os.rename(fresh, target)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Reads the options and trains."""
    parser = argparse.ArgumentParser(description="Train the shipped embedding model.")
    parser.add_argument("--data", type=Path, default=Path("../shared/training"), help="folder of the public data")
    parser.add_argument("--pairs", type=Path, nargs="*", default=sorted((HERE / "colloquial").glob("*.tsv")))
    parser.add_argument("--statutes", type=Path, nargs="*", default=sorted((HERE / "statute_questions").glob("*.tsv")))
    parser.add_argument("--bank", type=Path, default=HERE.parent / "corpus" / "questions" / "xiangyang_ip_145.tsv")
    parser.add_argument("--twins", type=Path, default=HERE.parent / "assistant" / "fitting" / "twins")
    parser.add_argument("--output", type=Path, default=HERE / "model")
    parser.add_argument("--cycles", type=int, nargs="*", default=[2800, 1700], help="updates of the general stage")
    parser.add_argument("--question-steps", type=int, default=650, help="updates of the second stage")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fold", type=int, help="keep this fold of the questions out and measure on it: 0, 1, ...")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    material = load_material(
        options.data, options.pairs, options.statutes, options.bank, options.twins, options.seed, options.fold
    )
    trainer = train(material, options.cycles, options.question_steps, options.seed)
    vectors, weights = quantize(trainer.rows.numpy(), trainer.gates.numpy())
    replace_model(StaticEncoder(material.vocabulary.terms, vectors, weights), options.output)


if __name__ == "__main__":
    main()
