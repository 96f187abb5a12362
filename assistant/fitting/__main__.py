"""Fit everything: ``python -m assistant.fitting --documents FOLDER [--encoder MODEL]``.

Reads the question bank, the questions that must not be answered, and questions about the reference texts in FOLDER
(``corpus/questions/other_documents.jsonl``). The weights of the signals are fitted with an encoder MODEL that has not seen
the lay questions on laws of intellectual property (train_encoder's --statutes without that file): on those the shipped one
would look too good. Without it the weights stay, and their calibration and the model of near misses are fitted.
"""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from assistant.decision import model as decision_model
from assistant.fitting.decisions import fit_decisions
from assistant.fitting.examples import open_over, rows_of, signal_examples, unanswered_scores
from assistant.fitting.signals import fit_signals, hit_rates, level, stored_weights, write_weights
from assistant.retrieval.fusion import load_fusion


def main(
    documents: Annotated[Path, typer.Option(help="folder of reference texts with manifest.json")],
    encoder: Annotated[Path | None, typer.Option(help="model for the weights, trained without the questions they need")] = None,
) -> None:
    """Fit everything and write it beside the code."""
    other = rows_of("other_documents.jsonl")
    examples = signal_examples(documents, encoder, other)
    weights = fit_signals(examples) if encoder else stored_weights(load_fusion())
    print("first, among five:", hit_rates(examples, weights))
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        assistants = [open_over(Path(alone), None), open_over(Path(among), documents)]
        unanswered = [score for assistant in assistants for score in unanswered_scores(assistant)]
        write_weights(weights, level(examples, weights, unanswered))
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:  # opened anew: with the new weights
        decisions = fit_decisions([open_over(Path(alone), None), open_over(Path(among), documents)], other)
    kept = json.loads(decision_model.WEIGHTS.read_text("utf-8"))  # the others are fitted by fitting.unstated and .subjects
    decisions = kept | decisions
    decision_model.WEIGHTS.write_text(json.dumps(decisions, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
