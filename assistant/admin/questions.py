"""What readers asked, from the operation log: endings, likeness, feedback and figures."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.api.chain import Chain, Row, read
from assistant.records import Status
from assistant.thresholds import ALIKE

MOST = 100_000  # rows of a kind that are read, the newest
MOST_GROUPED = 2000  # different questions that are grouped; the most frequent ones
LONGEST_PERIOD = 400  # days
_YEARS = (2000, 2200)  # beyond them calendars end, and there is no log
# What became of a question, as officers look at it; an ending that stands in none is counted and not listed apart.
ENDINGS: Mapping[str, tuple[Status, ...]] = {
    "answered": (Status.ANSWERED,), "partial": (Status.PARTIAL, Status.CLARIFY), "not_found": (Status.NOT_FOUND,),
    "refused": (Status.OUT_OF_SCOPE, Status.BLOCKED), "error": (Status.ERROR,),
}  # fmt: skip
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the log holds it; ``text`` is empty where it was taken out."""

    id: str
    time: str
    text: str
    ending: str
    label: str
    channel: str
    clauses: tuple[str, ...]
    ms: float

    @property
    def day(self) -> str:
        """The day (ISO)."""
        return self.time[:10]

    def documents(self) -> tuple[str, ...]:
        """Return the ids of the documents cited, each once."""
        return tuple(dict.fromkeys(clause.split("#")[0] for clause in self.clauses))


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reader thought of an answer, with the question where it is known."""

    time: str
    useful: bool
    reason: str
    answer_id: str
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike: the most frequent wording, the others, and how often they were asked in all."""

    text: str
    others: tuple[str, ...]
    count: int
    endings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a period; ``latency`` holds the median and the 95th and 99th percentile in milliseconds."""

    total: int
    days: Mapping[str, int]
    hours: Mapping[str, int]
    endings: Mapping[str, int]
    channels: Mapping[str, int]
    documents: Mapping[str, int]
    useful: int
    useless: int
    latency: Mapping[str, float]


def period(start: str, end: str, today: date) -> tuple[str, str]:
    """Return the first and the last day that are meant; the last 30 days where what is given is no period."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if not (first <= last and _YEARS[0] <= first.year and last.year <= _YEARS[1]):
            raise ValueError(start)
    except ValueError:
        first, last = today - timedelta(days=29), today
    return max(first, last - timedelta(days=LONGEST_PERIOD - 1)).isoformat(), last.isoformat()


def rows(chain: Chain, kind: str, start: str, end: str) -> list[Row]:
    """Return the rows of a kind that were written from one day to another (both included), oldest first."""
    found: list[Row] = []
    mark = f'"kind": "{kind}"'.encode()  # most rows are of another kind, and what costs is to read them as JSON
    for path in reversed(chain.files()):
        if start <= path.stem <= end and len(found) < MOST:
            found = [row for row in read(path, mark) if row is not None and row.get("kind") == kind] + found
    return found[-MOST:]


def _ending(status: str) -> str:
    return next((name for name, statuses in ENDINGS.items() if status in statuses), status)


def asked(chain: Chain, start: str, end: str) -> list[Asked]:
    """Return the questions of a period, oldest first."""
    return [
        Asked(
            str(row.get("answer_id", "")), str(row.get("time", "")), str(row.get("question", "")),
            _ending(str(row.get("status", ""))), str(row.get("label", "")), str(row.get("channel", "")),
            tuple(row.get("clauses", ())), sum(row.get("ms", {}).values()),
        )
        for row in rows(chain, "answer", start, end)
    ]  # fmt: skip


def judged(chain: Chain, start: str, end: str, questions: Sequence[Asked] | None = None) -> list[Judged]:
    """Return what readers thought in a period, the newest first; ``questions`` are those of the period where they were read."""
    opinions = rows(chain, "feedback", start, end)
    if questions is None:
        questions = asked(chain, start, end) if opinions else ()  # many questions, few opinions
    known = {question.id: question for question in questions}
    return [
        Judged(
            str(row["time"]), bool(row.get("useful")), str(row.get("reason", "")), str(row["answer_id"]),
            known.get(row["answer_id"]),
        )
        for row in reversed(opinions)
    ]  # fmt: skip


def chosen(questions: Sequence[Asked], ending: str = "", words: str = "") -> list[Asked]:
    """Return the questions of an ending that hold words, the newest first; empty is any."""
    wanted = words.casefold().split()
    return [
        question
        for question in reversed(questions)
        if (not ending or question.ending == ending) and all(word in question.text.casefold() for word in wanted)
    ]


def grouped(questions: Sequence[Asked], encode: Encode) -> list[Group]:
    """Return the questions by likeness, the group asked most often first.

    Each wording, the most frequent first, joins the group whose first wording is nearest to it, where that is near enough.
    """
    counts = Counter(question.text for question in questions if question.text)
    texts = [text for text, _ in counts.most_common(MOST_GROUPED)]
    if not texts:
        return []
    vectors = encode(texts)
    heads: list[int] = []
    members: dict[int, list[str]] = {}
    for number, text in enumerate(texts):
        cosines = vectors[heads] @ vectors[number] if heads else np.zeros(0, np.float32)
        nearest = int(np.argmax(cosines)) if heads else -1
        if heads and cosines[nearest] >= ALIKE:
            members[heads[nearest]].append(text)
        else:
            heads.append(number)
            members[number] = [text]
    endings: dict[str, Counter[str]] = {}
    for question in questions:
        endings.setdefault(question.text, Counter())[question.ending] += 1
    return sorted((_group(texts, counts, endings) for texts in members.values()), key=lambda group: -group.count)


def _group(texts: Sequence[str], counts: Counter[str], endings: Mapping[str, Counter[str]]) -> Group:
    together = sum((endings[text] for text in texts), Counter[str]())
    return Group(texts[0], tuple(texts[1:]), sum(counts[text] for text in texts), dict(together.most_common()))


def figures(questions: Sequence[Asked], opinions: Sequence[Judged], start: str, end: str) -> Figures:
    """Return the counts of a period; days and hours without a question are there too."""
    days = Counter(question.day for question in questions)
    hours = Counter(question.time[11:13] for question in questions)
    cited = Counter(doc for question in questions for doc in question.documents())
    return Figures(
        len(questions),
        {day: days[day] for day in _days(start, end)},
        {f"{hour:02}": hours[f"{hour:02}"] for hour in range(24)},
        dict(Counter(question.ending for question in questions).most_common()),
        dict(Counter(question.channel for question in questions).most_common()),
        dict(cited.most_common(20)),
        sum(opinion.useful for opinion in opinions), sum(not opinion.useful for opinion in opinions),
        _latency([question.ms for question in questions]),
    )  # fmt: skip


def _days(start: str, end: str) -> Iterator[str]:
    day, last = date.fromisoformat(start), date.fromisoformat(end)
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)


def _latency(values: Sequence[float]) -> dict[str, float]:
    if len(values) < 2:
        return {}
    cuts = quantiles(values, n=100, method="inclusive")
    return {name: round(cuts[number - 1], 1) for name, number in (("p50", 50), ("p95", 95), ("p99", 99))}


def table(questions: Sequence[Asked], names: Mapping[str, str]) -> list[list[Any]]:
    """Return questions as rows of a table."""
    return [
        [question.time, question.text, names.get(question.ending, question.ending), question.label, question.channel,
         "、".join(question.clauses), question.ms, question.id]
        for question in questions
    ]  # fmt: skip
