"""Articles of the 3,475 laws: each law written in lines and on one line, parsed, and held against its articles."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.outline import article_number
from corpus.parser import parse
from corpus.records import Document
from corpus.soundness import sequence_breaks
from tests.benchmarks.measure import SHARED, rows_of

MOST_SHOWN = 10


def run() -> None:
    """Print for both forms how many laws lost an article, gained one, or do not count up."""
    laws: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(SHARED / "training" / "laws.jsonl.gz"):
        if row["article"].strip():
            laws[row["id"].split("-")[0]].append(row)
    for form, separator in (("分行", "\n"), ("一行", " ")):
        lost, gained, broken, start = 0, 0, 0, time.process_time()
        for rows_of_law in laws.values():
            parsed = parse(Document("law", rows_of_law[0]["title"]), _written(rows_of_law, separator))
            found = [path for clause in parsed.clauses if article_number(path := clause.path.rpartition(".")[2].split("~")[0])]
            wanted = [row["article"] for row in rows_of_law]
            missing, extra = set(wanted) - set(found), set(found) - set(wanted)
            lost, gained, broken = lost + bool(missing), gained + bool(extra), broken + bool(sequence_breaks(parsed))
            if missing and lost <= MOST_SHOWN:
                print(f"  {rows_of_law[0]['title']}：缺 {'、'.join(sorted(missing)[:5])}")
        seconds = time.process_time() - start
        print(
            f"{form}：{len(laws)} 部，少了条的 {lost} 部，多出条的 {gained} 部，条文不连续的 {broken} 部，处理器 {seconds:.0f} 秒"
        )


def _written(rows: Sequence[dict[str, str]], separator: str) -> str:
    """Return a law as a text whose headings and articles are parted by ``separator``."""
    return separator.join(_parts(rows, separator))


def _parts(rows: Sequence[dict[str, str]], separator: str) -> Iterator[str]:
    yield rows[0]["title"]
    above: list[str] = []
    for row in rows:
        headings = [heading for heading in (row.get("section") or "").split(" / ") if heading]
        yield from (heading for at, heading in enumerate(headings) if headings[: at + 1] != above[: at + 1])
        above = headings
        yield f"{row['article']} {row['text'] if separator == chr(10) else row['text'].replace(chr(10), '')}"
