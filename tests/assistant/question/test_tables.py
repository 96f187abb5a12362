"""The tables of wordings: each line is well formed, used, and there for a text that somebody wrote."""

import ast
import csv
import functools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.question import facets, guard
from assistant.question.facets import asked_facets, states
from assistant.question.guard import judge
from assistant.wordings import compiled, read_wordings
from corpus.builtin import builtin_documents
from corpus.questions import FOLDER, SENTENCE, read_unanswerable
from index.segment import normalize

ROOT = Path(__file__).parents[3]
TABLES = [Path(str(module.__file__)).with_suffix(".tsv") for module in (guard, facets)]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row and not row[0].startswith("#")]


SAMPLES = [(key, text) for key, text in _rows(Path(__file__).with_name("samples.tsv"))]


@functools.cache
def _written() -> tuple[str, str]:
    """Return all questions and all statements that the project holds, one a line; the samples and evaluations are none."""
    files = [path.read_text(encoding="utf-8").splitlines() for path in sorted(FOLDER.glob("*.jsonl"))]
    questions = [json.loads(line) for lines in files for line in lines]
    bank = [row[-1] for row in _rows(FOLDER / "xiangyang_ip_145.tsv")]
    return normalize("\n".join(_asked(questions, bank))), normalize("\n".join(_stated(questions, bank)))


def _asked(questions: Sequence[dict[str, Any]], bank: Sequence[str]) -> Iterator[str]:
    yield from (text for _, text in read_unanswerable())
    yield from (row[0] for row in _rows_of("statute_questions"))
    yield from (row[1] for row in _rows_of("colloquial"))
    yield from (row["question"] for row in questions)
    yield from (text for text in bank if not text.startswith(SENTENCE))


def _stated(questions: Sequence[dict[str, Any]], bank: Sequence[str]) -> Iterator[str]:
    yield from (text for _, text in builtin_documents())
    yield from (row[2] for row in _rows_of("colloquial"))
    yield from (row.get("evidence") or "" for row in questions)
    yield from (text.removeprefix(SENTENCE) for text in bank if text.startswith(SENTENCE))


def _rows_of(folder: str) -> list[list[str]]:
    """Return the rows of the tables in a folder of ``index``."""
    return [row for path in sorted((ROOT / "index" / folder).glob("*.tsv")) for row in _rows(path)]


def _pool(key: str) -> str:
    asked, stated = _written()
    if key.endswith(".stated") or key == "gives_meaning":
        return stated
    return asked if key.endswith(".asked") else f"{asked}\n{stated}"


@functools.cache
def _unwritten() -> dict[str, list[str]]:
    """Return, by key, the wordings that stand in nothing that is written: only a sample can show what they are for."""
    found: dict[str, list[str]] = {}
    for path in TABLES:
        for key, words in read_wordings(path).items():
            found[key] = [word for word in words if re.search(word, _pool(key), re.MULTILINE) is None]
    return found


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_no_wording_stands_twice_under_a_key(path: Path) -> None:
    pairs = [(key, word) for key, word, _ in _rows(path)]
    assert [pair for pair in set(pairs) if pairs.count(pair) > 1] == []
    assert list(compiled(path)) == list(dict.fromkeys(key for key, _ in pairs))


@pytest.mark.parametrize("module", [guard, facets], ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_key_is_used(module: object) -> None:
    path = Path(str(module.__file__))  # type: ignore[attr-defined]
    code = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)}
    code |= {f"{text}{end}" for text in code if isinstance(text, str) for end in (".aimed", ".asked", ".stated")}
    named = {name for _, word, _ in _rows(path.with_suffix(".tsv")) for name in re.findall(r"\{([a-z_]+)\}", word)}
    assert set(read_wordings(path.with_suffix(".tsv"))) - code - named == set()


def test_every_wording_is_there_for_a_text_that_somebody_wrote() -> None:
    texts: dict[str, list[str]] = {}
    for key, text in SAMPLES:
        texts.setdefault(key, []).append(normalize(text))
    dead = [
        (key, w) for key, words in _unwritten().items() for w in words if not any(re.search(w, t) for t in texts.get(key, []))
    ]
    assert dead == []


@pytest.mark.parametrize(("key", "text"), SAMPLES)
def test_every_sample_is_needed(key: str, text: str) -> None:
    assert any(re.search(word, normalize(text)) for word in _unwritten()[key]), "other texts show its wordings already"


_SHOWN: dict[str, Callable[[str], bool]] = {
    "injection": lambda text: judge(text).kind == "blocked",
    "abuse": lambda text: judge(text).kind == "blocked",
    "about": lambda text: judge(text).kind == "about",
    "thanks": lambda text: judge(text).kind == "thanks",
    "small_talk": lambda text: judge(text).kind in ("greeting", "thanks"),
    "address": lambda text: judge(text).kind == "greeting",
}


@pytest.mark.parametrize(("key", "text"), SAMPLES)
def test_a_sample_is_read_as_its_key_says(key: str, text: str) -> None:
    name, _, kind = key.partition(".")
    if kind == "asked":
        assert name in asked_facets(text)
    elif kind == "stated":
        assert states(text, name)
    elif name in _SHOWN:
        assert _SHOWN[name](text)


def test_a_table_with_a_fault_is_refused(tmp_path: Path) -> None:
    for number, line in enumerate(("a\tb", "a\t\tc", "a\t{later}\tc", "a\t{a}\tc")):
        path = tmp_path / f"{number}.tsv"
        path.write_text(f"first\tok\tsource\n{line}\n", encoding="utf-8")
        with pytest.raises(ValueError, match="line 2"):
            read_wordings(path)


def test_a_named_key_stands_for_any_of_its_wordings(tmp_path: Path) -> None:
    path = tmp_path / "named.tsv"
    path.write_text("who\t市长|局长\ts\nwho\t院长\ts\nasked\t{who}是谁\ts\n", encoding="utf-8")
    pattern = compiled(path)["asked"]
    assert [pattern.fullmatch(text) is not None for text in ("局长是谁", "院长是谁", "市长", "科长是谁")] == [
        True,
        True,
        False,
        False,
    ]
