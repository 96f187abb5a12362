"""The metrics: how one answer is judged, and shares with their 95 % confidence intervals."""

import json
import math
import re
import statistics
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant import messages
from assistant.records import Status

REFUSED = {Status.NOT_FOUND, Status.OUT_OF_SCOPE, Status.BLOCKED, Status.CLARIFY}
STATED = {Status.ANSWERED, Status.PARTIAL}
PARTIAL_WILL_DO = ("near_miss", "wrong_region")  # kinds of question that a partial answer meets
WHOLE = ("list", "lookup", "cross")  # types of question of whose evidence an answer must show half or more
HALF = 0.5
DEPTHS = (1, 3, 5, 10)
LONGEST_HIT = 200  # characters; a longer hit counts only where the source sentence itself is that long
SHORTEST_PIECE = 8  # characters; a hit or quote this long may be one of several sentences that the evidence spans
Z95 = 1.959963984540054  # quantile of the normal distribution for a two-sided 95 % interval
_ENDS = "。;!?"
_MARKS = re.compile(r"\[\d+\]|(?m:^[^\S\n]*+\d+[.、)）]\s*)")  # citation marks and numbers of list items are no figures

Evidence = tuple[str, str]  # document id, normalized text


@dataclass(frozen=True, slots=True)
class Scored:
    """How one answer was judged; ``reason`` says in Chinese what is wrong, empty where nothing is."""

    id: str
    type: str
    style: str
    kind: str | None
    question: str
    status: str
    answerable: bool
    correct: bool
    verbatim: bool
    ungrounded_numbers: tuple[str, ...]
    answer_chars: int
    elapsed_ms: float | None
    rank: int | None = None  # of the first hit that holds accepted evidence, from 1
    coverage: float = 0.0  # share of the evidence that the answer shows, in [0, 1]
    cites_evidence: bool = False
    facts: bool = False
    false_refusal: bool = False
    reason: str = ""
    claimed: str | None = None  # the right verdict on what the question asserts: yes, no or not_stated
    verdict: str | None = None  # the verdict that was given

    def to_dict(self) -> dict[str, Any]:
        """Return the judgement as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``; ``value`` in [0, 1], None where nothing was asked."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval at 95 % (Wilson 1927), None where nothing was asked."""
        if not self.total:
            return None
        n, p, z2 = self.total, self.count / self.total, Z95 * Z95
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def fold(text: str) -> str:
    """Return the text without width, case and white space, so that layout never decides a match."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def numbers_in(text: str) -> set[str]:
    """Return the numbers in Arabic digits, with their per cent sign."""
    return set(re.findall(r"\d+(?:\.\d+)?%?", fold(text)))


def evidence_of(question: Mapping[str, Any], field: str, home: str) -> list[Evidence]:
    """Return the evidence of a question; plain strings are of the document ``home``."""
    items = [item if isinstance(item, dict) else {"doc": home, "text": item} for item in question.get(field) or []]
    return [(item["doc"], fold(item["text"])) for item in items]


def score(question: Mapping[str, Any], answer: Mapping[str, Any], texts: Mapping[str, str], home: str) -> Scored:
    """Return how an answer is judged.

    Args:
        question: a row of a question file.
        answer: a row of an answer file; an empty one counts as an error.
        texts: the folded texts of the documents by id.
        home: id of the document that evidence without a document is from.
    """
    gold = evidence_of(question, "evidence", home)
    text, status = fold(answer.get("answer", "")), str(answer.get("status", Status.ERROR))
    quotes = [(c.get("doc", home), fold(c.get("quote", ""))) for c in answer.get("citations") or []]
    judged: dict[str, Any] = {
        "verbatim": all(quote and quote in texts.get(doc, "") for doc, quote in quotes),
        "ungrounded_numbers": _ungrounded(question, answer) if status in STATED else (),
    }
    if gold:
        accepted = gold + evidence_of(question, "alt_evidence", home)
        judged |= _judge_answerable(question, answer, status, text, quotes, gold, accepted, texts, home)
    elif question.get("verdict"):
        judged["correct"] = answer.get("verdict") == question["verdict"]
    else:
        enough = REFUSED | ({Status.PARTIAL} if question.get("kind") in PARTIAL_WILL_DO else set())
        judged["correct"] = status in enough
    return Scored(
        id=str(question["id"]), type=question.get("type", "?"), style=question.get("style", "?"), kind=question.get("kind"),
        question=question["question"], status=status, answerable=bool(gold), answer_chars=len(text),
        elapsed_ms=answer.get("elapsed_ms"), reason=_reason(question, status, text, bool(gold), judged),
        claimed=question.get("verdict"), verdict=answer.get("verdict"), **judged,
    )  # fmt: skip


def _judge_answerable(
    question: Mapping[str, Any], answer: Mapping[str, Any], status: str, text: str, quotes: Sequence[Evidence],
    gold: Sequence[Evidence], accepted: Sequence[Evidence], texts: Mapping[str, str], home: str,
) -> dict[str, Any]:  # fmt: skip
    covered = _coverage([text, *(quote for _, quote in quotes)], gold)
    cites = any(_cites(quote, accepted) for quote in quotes)
    facts = not _missing_facts(question, text)
    whole = question.get("type") not in WHOLE or covered >= HALF
    hits = enumerate(answer.get("hits") or [], 1)
    return {
        "rank": next((n for n, hit in hits if _matches(hit, accepted, texts, home)), None),
        "coverage": covered, "cites_evidence": cites, "facts": facts,
        "false_refusal": status in REFUSED | {Status.ERROR},
        "correct": status == Status.ANSWERED and cites and facts and whole,
    }  # fmt: skip


def _coverage(shown: Sequence[str], gold: Sequence[Evidence]) -> float:
    """Return the share of the evidence that is shown, in [0, 1]."""
    return sum(any(_holds(piece, evidence) for piece in shown) for _, evidence in gold) / len(gold)


def _cites(quote: Evidence, accepted: Iterable[Evidence]) -> bool:
    """Return whether a quote holds accepted evidence of its own document."""
    return any(quote[0] == doc and _holds(quote[1], evidence) for doc, evidence in accepted)


def _missing_facts(question: Mapping[str, Any], text: str) -> list[str]:
    """Return the facts that an answer must state and does not."""
    return [fact for fact in question.get("must_include") or [] if fold(fact) not in text]


def _holds(piece: str, evidence: str) -> bool:
    return evidence in piece or (len(piece) >= SHORTEST_PIECE and piece.rstrip("。;") in evidence)


def _matches(hit: Mapping[str, Any], accepted: Iterable[Evidence], texts: Mapping[str, str], home: str) -> bool:
    text = fold(hit.get("text", ""))
    for slug, evidence in accepted:
        if hit.get("doc", home) != slug:
            continue
        longest = max(LONGEST_HIT, int(1.3 * _sentence_length(texts.get(slug, ""), evidence)))
        if (evidence in text and len(text) <= longest) or (len(text) >= SHORTEST_PIECE and text.rstrip("。;") in evidence):
            return True
    return False


def _sentence_length(document: str, evidence: str) -> int:
    """Return the length in characters of the sentence or sentences that hold the evidence."""
    at = document.find(evidence)
    if at < 0:
        return len(evidence)
    start = max(document.rfind(mark, 0, at) for mark in _ENDS) + 1
    ends = [document.find(mark, at + len(evidence) - 1) for mark in _ENDS]
    return min((end for end in ends if end >= 0), default=len(document)) - start + 1


def _ungrounded(question: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the numbers of the answer that nothing shown holds, and that are no sum or difference of two that do."""
    shown = set().union(*(numbers_in(source) for source in _sources(question, answer)))
    said = numbers_in(_MARKS.sub("", answer.get("answer", "")))
    return tuple(sorted(said - shown - _computed(shown)))


def _sources(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a number of the answer may be from: its citations and notices, the question, and the turns before it."""
    for citation in answer.get("citations") or []:
        yield from (citation.get(field) or "" for field in ("quote", "path", "title"))
    yield json.dumps([answer.get("notices"), answer.get("contact")], ensure_ascii=False)
    yield question["question"]
    yield from (turn["q"] + (turn.get("a") or "") for turn in question.get("history") or [])


def _computed(shown: Iterable[str]) -> set[str]:
    """Return the sums and differences of the numbers that are no percentages."""
    values = [float(number) for number in shown if not number.endswith("%")][:200]
    return {f"{v:.10g}" for a in values for b in values for v in (a + b, abs(a - b))}


def _reason(question: Mapping[str, Any], status: str, text: str, answerable: bool, judged: Mapping[str, Any]) -> str:
    found: list[str] = []
    if not judged["correct"] and question.get("verdict") and not answerable:
        found.append(messages.WRONG_VERDICT.format(verdict=question["verdict"], status=status))
    elif not judged["correct"]:
        found += _wrong(question, status, text, judged) if answerable else [messages.ANSWERED_UNSTATED.format(status=status)]
    found += [] if judged["verbatim"] else [messages.NOT_QUOTED_VERBATIM]
    if numbers := judged["ungrounded_numbers"]:
        found.append(messages.NUMBERS_WITHOUT_SOURCE.format(numbers=messages.AND.join(numbers)))
    return "；".join(found)


def _wrong(question: Mapping[str, Any], status: str, text: str, judged: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an answer lacks to a question that the documents do answer."""
    if status != Status.ANSWERED:
        yield messages.FALSE_REFUSAL.format(status=status) if judged["false_refusal"] else messages.ONLY_PARTIAL
    if not judged["cites_evidence"]:
        rank = judged["rank"]
        yield messages.EVIDENCE_NOT_CITED.format(rank=rank) if rank else messages.EVIDENCE_NOT_FOUND
    if missing := _missing_facts(question, text):
        yield messages.FACTS_LACKING.format(facts=messages.AND.join(missing))
    if judged["coverage"] < HALF and judged["cites_evidence"]:
        yield messages.COVERS_ONLY.format(coverage=judged["coverage"])


# what is a share, of whom, and of what
SHARES: dict[str, tuple[Callable[[Scored], bool], Callable[[Scored], bool]]] = {
    **{
        f"hit@{depth}": (lambda r: r.answerable, lambda r, depth=depth: r.rank is not None and r.rank <= depth)  # type: ignore[misc]
        for depth in DEPTHS
    },
    "answer_accuracy": (lambda r: r.answerable, lambda r: r.correct),
    "facts": (lambda r: r.answerable, lambda r: r.facts),
    "cites_evidence": (lambda r: r.answerable, lambda r: r.cites_evidence),
    "false_refusal": (lambda r: r.answerable, lambda r: r.false_refusal),
    "refusal_accuracy": (lambda r: not r.answerable and r.claimed is None, lambda r: r.correct),
    "claims_accuracy": (lambda r: r.claimed is not None, lambda r: r.verdict == r.claimed),
    "false_yes": (lambda r: r.claimed in ("no", "not_stated"), lambda r: r.verdict == "yes"),
    "false_no": (lambda r: r.claimed == "yes", lambda r: r.verdict == "no"),
    "verbatim_citations": (lambda r: True, lambda r: r.verbatim),
}


def shares(rows: Sequence[Scored]) -> dict[str, Share]:
    """Return every metric that is a share of the questions."""
    return {
        name: Share(sum(is_true(row) for row in rows if asked(row)), sum(asked(row) for row in rows))
        for name, (asked, is_true) in SHARES.items()
    }


def summarize(rows: Sequence[Scored]) -> dict[str, float | int | None]:
    """Return the metrics of all rows by name; a share of nothing is None, times are milliseconds."""
    asked = [row for row in rows if row.answerable]
    found: dict[str, float | int | None] = {
        "questions": len(rows), "answerable": len(asked), "unanswerable": len(rows) - len(asked)
    }  # fmt: skip
    found |= {name: share.value for name, share in shares(rows).items()}
    found |= _means(asked)
    found["answers_with_ungrounded_numbers"] = sum(bool(row.ungrounded_numbers) for row in rows)
    found["answer_chars_median"] = statistics.median([row.answer_chars for row in asked if not row.false_refusal] or [0])
    return found | _percentiles(sorted(row.elapsed_ms for row in rows if row.elapsed_ms is not None))


def _means(asked: Sequence[Scored]) -> dict[str, float]:
    """Return the metrics that are a mean over the answerable questions; nothing of none."""
    if not asked:
        return {}
    return {
        "mrr@10": statistics.fmean(_reciprocal_rank(row) for row in asked),
        "evidence_coverage": statistics.fmean(row.coverage for row in asked),
    }


def _reciprocal_rank(row: Scored) -> float:
    """Return 1 / rank of the first hit with evidence among the first ten, else 0."""
    return 1 / row.rank if row.rank and row.rank <= 10 else 0.0


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    """Return the median and the 99th percentile (nearest rank) of times in ascending order; nothing of none."""
    if not times:
        return {}
    last = len(times) - 1
    return {"elapsed_ms_p50": times[len(times) // 2], "elapsed_ms_p99": times[min(last, int(len(times) * 0.99))]}
