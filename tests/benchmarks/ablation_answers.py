"""Parts of reading, deciding and answering off, one at a time: what each is worth in answers, on every dev set."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

from assistant.answering import complete
from assistant.answering.opening import Opener, Opening
from assistant.batch import turns_of
from assistant.decision.case import Case
from assistant.evaluation.metrics import Scored, fold, score
from assistant.pipeline import Assistant
from assistant.question.understand import Reader, Understood
from assistant.records import Hit
from assistant.retrieval.ledger import NONE, Ledger
from assistant.settings import Settings
from corpus.registry import Registry
from tests.benchmarks.measure import SHARED, machine, rows_of, table
from tests.benchmarks.scale import register

SETS = (
    "dev_plan_public", "dev_plan_staff", "dev_multi", "dev_claims", "dev_endings", "dev_near", "dev_complete", "dev_tasks",
    "dev_time", "dev_dialogue", "dev_followups", "dev_docfacts", "dev_references", "dev_definitions",
)  # fmt: skip
SIZES = {"plan": "plan", "multi": "documents"}  # what a corpus of a question is called where it is registered
Off = Callable[[], AbstractContextManager[Any]]


def _of(*patches: Callable[[], AbstractContextManager[Any]]) -> Off:
    @contextmanager
    def switch() -> Iterator[None]:
        with ExitStack() as stack:
            for each in patches:
                stack.enter_context(each())
            yield

    return switch


def _unjudged(self: Opener, understood: Understood, hits: Sequence[Hit], readings: Any) -> Opening:
    return Opening("", None, hits[0])


def _nothing(*_: object, **__: object) -> str:
    return ""


PARTS: dict[str, Off] = {
    "全部": nullcontext,
    "阅读模型": nullcontext,  # a setting
    "写明的数字（年份、现状与目标）": _of(lambda: patch.object(Ledger, "find", lambda *_: NONE)),
    "所问的样子与小项": _of(
        lambda: patch.object(Case, "unstated_kinds", ()),
        lambda: patch.object(Case, "small_print", ()),
        lambda: patch.object(Case, "unnamed", False),
    ),
    "权利种类、地方、年份的核对": _of(
        lambda: patch.object(Case, "missing_subject", _nothing),
        lambda: patch.object(Case, "missing_place", _nothing),
        lambda: patch.object(Case, "missing_year", lambda _: 0),
        lambda: patch.object(Case, "missing_account", _nothing),
    ),
    "断言的核对": _of(lambda: patch.object(Opener, "open", _unjudged)),
    "写全": _of(lambda: patch.object(complete, "OPEN_BELONGS", 1.0)),
    "一问几件": _of(lambda: patch.object(Reader, "parts", lambda *_: ())),
    "校准（每问最好的一句都当有一半把握）": nullcontext,  # a weight
}
READING, CALIBRATION = list(PARTS)[1], list(PARTS)[-1]


def _open(folder: Path, name: str) -> Assistant:
    """Return the assistant over a folder with a part off that is set when it opens; what it answered before is not kept."""
    assistant = Assistant.open(Settings(data_dir=folder, reading=name != READING))
    if name == CALIBRATION:
        fusion = assistant.retriever.fusion
        assistant.retriever.fusion = type(fusion)(fusion.banked, fusion.plain, fusion.offset, (0.0, 0.0), fusion.background)
    return assistant


def _judged(assistant: Assistant, rows: Sequence[dict[str, Any]], texts: dict[str, str]) -> list[Scored]:
    found = []
    for row in rows:
        answer = assistant.ask(row["question"], turns_of(row), row.get("as_of")).to_dict()
        found.append(score(row, answer | {"id": row["id"]}, texts, assistant.settings.home_document))
    return found


def _cell(name: str, judged: Sequence[Scored]) -> str:
    """Return what a set is about: verdicts, evidence shown, or right answers / right refusals."""
    claimed = [row.verdict == row.claimed for row in judged if row.claimed]
    if claimed:
        return _share(claimed)
    answerable = [row for row in judged if row.answerable]
    if name == "dev_complete":
        return _share([row.coverage for row in answerable])
    right = [[row.correct for row in judged if row.answerable is asked] for asked in (True, False)]
    return " / ".join(map(_share, right))


def _share(values: Sequence[float]) -> str:
    return f"{mean(values):.3f}" if values else "—"


def _rows(name: str, corpus: str) -> list[dict[str, Any]]:
    """Return the questions of a set that are asked of a corpus; a row may say which one, else the set's name does."""
    rows = rows_of(SHARED / "evaluation" / f"{name}.jsonl")
    return [row for row in rows if row.get("corpus", "multi" if "multi" in name else "plan") == corpus]


def _over(corpus: str) -> list[list[str]]:
    """Return a row for each set over a corpus: its name, how many questions, and a cell for each part that is off."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        register(SIZES[corpus], folder)
        texts = {document.id: fold(text) for document, text in Registry(folder).items()}
        asked = {name: rows for name in SETS if (rows := _rows(name, corpus))}
        found = [[f"{name}（{corpus}，{len(rows)} 题）"] for name, rows in asked.items()]
        for part, off in PARTS.items():
            with off():
                assistant = _open(folder, part)
                for line, (name, rows) in zip(found, asked.items(), strict=True):
                    line.append(_cell(name, _judged(assistant, rows, texts)))
        return found


def run() -> None:
    """Print one table: for each set what it is about, with every part on, and with each off."""
    rows = [row for corpus in SIZES for row in _over(corpus)]
    print(machine())
    print(table(("题目", *PARTS), rows))
