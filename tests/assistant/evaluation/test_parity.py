"""The metrics agree with the public scorer, number by number and question by question."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.command import texts_of
from assistant.evaluation.metrics import score, summarize
from corpus.registry import Registry

ROOT = Path(__file__).parents[3]
ROW_FIELDS = ("id", "status", "answerable", "correct", "verbatim", "answer_chars")
ANSWERABLE_FIELDS = ("rank", "coverage", "cites_evidence", "facts", "false_refusal")


@pytest.mark.parametrize("exam", ["plan", "multi"])
def test_every_number_is_the_public_scorers(
    exam: str,
    request: pytest.FixtureRequest,
    own_exam: dict[str, list[dict[str, Any]]],
    reference_documents: Path,
    public_scorer: Path,
    tmp_path: Path,
) -> None:
    questions, answers = own_exam[exam], request.getfixturevalue(f"{exam}_answers")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in answers), encoding="utf-8")
    command = [
        sys.executable, str(public_scorer), "--questions", str(ROOT / "tests" / "evaluation" / f"{exam}.jsonl"),
        "--answers", str(tmp_path / "a.jsonl"), "--documents", str(reference_documents), "--json", str(tmp_path / "s.json"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    theirs = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    texts = texts_of(Registry(tmp_path / "none"), reference_documents)
    ours = [score(q, a, texts, "xiangyang_ip_145") for q, a in zip(questions, answers, strict=True)]
    summary = summarize(ours)
    assert {name: summary[name] for name in theirs["summary"]} == pytest.approx(theirs["summary"])  # it knows no verdicts
    for mine, its in zip(ours, theirs["rows"], strict=True):
        row = mine.to_dict()
        compared = ROW_FIELDS + (ANSWERABLE_FIELDS if mine.answerable else ())
        assert {name: row[name] for name in compared} == {name: its[name] for name in compared}
        assert list(mine.ungrounded_numbers) == its["ungrounded_numbers"]
