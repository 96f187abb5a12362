"""A corpus of any number of clauses, made of statute articles and news: no paragraph stands in it twice."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpus.numerals import int_to_chinese

ITEMS = 20  # news of one issue of the bulletin
SHORTEST, LONGEST = 8, 40  # characters of a paragraph; a longer one ends at its next comma
HEADING = 18  # characters of the heading of an item
_END = re.compile(r"[^。！？；，\n]+[。！？；，]?")
_NO_WORD = re.compile(r"[\W\d_a-zA-Z]+")
Row = tuple[str, str, str, int]  # id, title, text, number of clauses


def write(laws: Path, news: Path, clauses: int, output: Path) -> int:
    """Write a collection of about as many clauses, every article a document, then the news; return how many it is of."""
    made = 0
    with gzip.open(output, "wt", encoding="utf-8", compresslevel=3) as out:
        for identifier, title, text, held in _documents(laws, news):
            if made >= clauses:
                break
            made += held
            out.write(json.dumps({"id": identifier, "title": title, "text": text}, ensure_ascii=False) + "\n")
    return made


def _documents(laws: Path, news: Path) -> Iterator[Row]:
    for row in _rows(laws):
        yield row["id"], row["title"] + row["article"], row["text"], 1
    items = _rows(news)
    number = 0
    while issue := list(islice(items, ITEMS)):
        number += 1
        lines = list(_lines(issue))
        yield f"N{number:05d}", f"新闻简报第{number}期", "\n".join(lines), len(lines) - len(issue)


def _lines(issue: list[dict[str, str]]) -> Iterator[str]:
    """Yield the headings and paragraphs of an issue: 一、…, then what the item says."""
    for number, row in enumerate(issue, 1):
        text = row["text"].split("正文：", 1)[-1]
        yield f"{int_to_chinese(number)}、{_NO_WORD.sub('', text)[:HEADING]}"
        yield from paragraphs(text)


def paragraphs(text: str) -> Iterator[str]:
    """Yield the sentences of a text, long ones in parts."""
    held = ""
    for piece in _END.findall(text):
        held += piece.strip()
        if len(held) >= LONGEST or (len(held) >= SHORTEST and not held.endswith("，")):
            yield held
            held = ""
    if held:
        yield held


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
