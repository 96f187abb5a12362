"""Articles of the laws of ``training/laws.jsonl.gz``: each law in lines and on one line, parsed, held against its articles."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.outline import article_number
from corpus.parser import parse
from corpus.records import Document
from corpus.soundness import sequence_breaks
from tests.benchmarks.measure import SHARED, rows_of


def run(shown: int) -> None:
    """Print for both forms which laws lost an article, gained one, or do not count up, and between which articles.

    Args:
        shown: how many laws of each kind are named.
    """
    laws: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(SHARED / "training" / "laws.jsonl.gz"):
        if row["article"].strip():
            laws[row["id"].split("-")[0]].append(row)
    for form, separator in (("分行", "\n"), ("一行", " ")):
        start = time.process_time()
        found = [_compared(rows, separator) for rows in laws.values()]
        seconds = time.process_time() - start
        print(f"{form}：{len(laws)} 部，{sum(map(len, laws.values()))} 条，处理器 {seconds:.0f} 秒")
        for kind in ("少了条", "多出条", "条文不连续，数据如此", "条文不连续，切条所致"):
            named = [(law.title, law.said[kind]) for law in found if law.said[kind]]
            print(f"  {kind}：{len(named)} 部，{sum(len(said) for _, said in named)} 处")
            for title, said in named[:shown]:
                print(f"    《{title}》{'；'.join(said)}")


@dataclass(slots=True)
class _Law:
    """A law as it was parsed: by kind of fault, what is to be said of it."""

    title: str
    said: dict[str, list[str]]


def _compared(rows: Sequence[dict[str, str]], separator: str) -> _Law:
    """Parse a law and hold it against its articles; a break that stands between two rows is one of the data."""
    parsed = parse(Document("law", rows[0]["title"]), _written(rows, separator))
    found = [path for clause in parsed.clauses if article_number(path := clause.path.rpartition(".")[2].split("~")[0])]
    wanted = [row["article"] for row in rows]
    own = {("", wanted[0]), *pairwise(wanted)}
    breaks: dict[bool, list[str]] = {True: [], False: []}
    for gap in sequence_breaks(parsed):
        breaks[(gap.before, gap.after) in own].append(f"{gap.before or '开头'}之后是{gap.after}")
    said = {
        "少了条": sorted(set(wanted) - set(found)), "多出条": sorted(set(found) - set(wanted)),
        "条文不连续，数据如此": breaks[True], "条文不连续，切条所致": breaks[False],
    }  # fmt: skip
    return _Law(rows[0]["title"], said)


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
