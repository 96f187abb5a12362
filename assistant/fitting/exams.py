"""The project's own exams, as far as models are fitted on them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MEASURED = (  # exams that nothing is fitted on
    "ninth_claims", "tenth_plan", "tenth_multi", "eleventh_open", "twelfth_plan", "twelfth_multi", "thirteenth_plan",
    "thirteenth_multi", "fourteenth_plan", "fourteenth_multi", "fourteenth_stories", "fifteenth_plan", "fifteenth_multi",
    "fifteenth_leave", "sixteenth_plan", "sixteenth_multi", "seventeenth_plan", "seventeenth_multi",
    "eighteenth_plan", "eighteenth_multi", "eighteenth_offtopic", "nineteenth_plan", "nineteenth_multi",
    "twentieth_plan", "twentieth_multi", "twentieth_claims",
    "twentyfirst_plan", "twentyfirst_multi", "twentyfirst_everyday", "twentyfirst_claims",
    "twentysecond_plan", "twentysecond_multi", "twentysecond_everyday", "twentysecond_claims",
    "twentythird_plan", "twentythird_multi", "twentythird_everyday", "twentythird_claims",
    "twentyfourth_plan", "twentyfourth_multi", "twentyfourth_everyday", "twentyfifth_open",
    "twentysixth_plan", "twentysixth_multi", "twentysixth_everyday", "twentysixth_claims",
    "twentyseventh_claims", "twentyeighth_plan", "twentyeighth_multi", "twentyeighth_everyday",
    "twentyninth_plan", "twentyninth_multi", "twentyninth_everyday",
    "thirtieth_plan", "thirtieth_multi", "thirtieth_everyday",
    "thirtyfirst_plan", "thirtyfirst_multi", "thirtyfirst_everyday",
    "thirtysecond_plan", "thirtysecond_multi", "thirtysecond_everyday",
    "thirtythird_plan", "thirtythird_multi", "thirtythird_everyday",
    "thirtyfourth_multi", "thirtyfourth_everyday", "thirtyfourth_several",
    "thirtyfifth_multi", "thirtyfifth_everyday", "thirtyfifth_claims", "thirtysixth_claims",
    "thirtyseventh_claims", "thirtyeighth_claims", "thirtyninth_claims",
)  # fmt: skip
Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """Return the rows of an exam, without those marked as near copies of a question of a public exam (``like_public``)."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [row for row in rows if not row.get("like_public")]


def by_corpus(exams: Path) -> Iterator[tuple[str, Row]]:
    """Yield the questions without a conversation before them, with the corpus that they are asked over: ``plan`` or ``multi``.

    Each has its ``exam``: its author where an exam has several, else the exam.
    """
    for path in sorted(exams.glob("*.jsonl")):
        for row in rows_of(path) if path.stem not in MEASURED else ():
            corpus = row.get("corpus") or ("multi" if "multi" in path.stem else "plan")
            if corpus in ("plan", "multi") and not row.get("history"):
                yield corpus, row | {"exam": row.get("author") or path.stem}


def chosen(exams: Path, wanted: Callable[[Row], bool]) -> dict[str, list[Row]]:
    """Return the questions that are wanted, by corpus."""
    found: dict[str, list[Row]] = {"plan": [], "multi": []}
    for corpus, row in by_corpus(exams):
        if wanted(row):
            found[corpus].append(row)
    return found
