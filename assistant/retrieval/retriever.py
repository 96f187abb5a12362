"""Hybrid retrieval: sentences are searched, the signals of four searches are combined, clauses are shown."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.question.facets import states
from assistant.question.understand import Understood
from assistant.records import Hit
from assistant.retrieval.fusion import Fusion
from assistant.retrieval.queries import Query, QueryMaker
from assistant.retrieval.scope import Catalogue, Scope
from assistant.retrieval.signals import NAMES, Candidates, SignalSource
from corpus.outline import Node, build_outline
from corpus.records import Clause
from index.build import SearchArrays, Units
from index.segment import normalize

BREADTH_FROM = 10  # from this rank on, clauses that were not shown yet come first: depth near the top, breadth below
BULK = 2_000  # documents; a bulk of one-article documents is shown article by article from the first hit on
LARGE = 20_000  # passages; in a corpus of that size words alone find too much that is not meant (docs/retrieval.md)
LARGE_WEIGHTS = Path(__file__).parent / "weights_large.json"  # chosen by `python -m tests.benchmarks folds`
LOWEST = -9.0  # log-odds; a candidate below has nothing in common with the question but its alphabet
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(2\d)年(?!\d|之|以|内|来|后|前)")
# the plan speaks of what was reached by 2020 and of what is aimed at by 2025
_AHEAD = re.compile(
    r"目标|往后|今后|以后|将来|未来|打算|计划(?:做|达|让|要)|要(?:达到|做到|搞到|突破)|规划(?:末|结束|收官|期末)|收官|期末|target"
)
_BEHIND = re.compile(r"之前|前几年|过去|已经|以经|现状|目前|现在有|上个五年|baseline|前些年|迄今|到现在")
_ERA = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十二五": 2015}
_FACET, _YEARS, _MEASURE, _PHRASE, _LENGTH = (NAMES.index(name) for name in ("facet", "year", "measure", "phrase", "length"))
_ASKS_SUPPORT = re.compile(
    r"支持|扶持|帮(?!我查|我找)|补贴|补助|政策|措施|举措|打算|怎么办|咋办|咋弄|咋整|安排|鼓励|有人管|管不管|想办法|改善|规划(?:怎么|如何)|咋收拾|整治"
)
_DOES = re.compile(
    r"支持|鼓励|引导|推动|给予|予以|加强|深入|开展|培育|健全|建立|完善|强化|推进|打击|提供|奖励|设立|加大|探索|应当|可以"
)
_REACHED = re.compile(r"达到?\d|突破\d|位居|累计|超过\d|荣获|入选|较\d{4}年|排名|获批|\d余?(?:件|家|项|个)")


class Retriever:
    """Ranks the sentences of one index for understood questions. Thread-safe: nothing changes after it was made."""

    def __init__(self, units: Units, arrays: SearchArrays, maker: QueryMaker, catalogue: Catalogue, fusion: Fusion) -> None:
        self.units, self.maker, self.catalogue = units, maker, catalogue
        self.source = SignalSource(units, arrays)
        self.fusion = fusion if int(self.source.sentence_passage[-1]) < LARGE else _for_large(fusion)
        banked = np.zeros(len(units.documents), bool)
        banked[self.source.sentence_document[units.question_sentence]] = True
        self.sentence_banked = banked[self.source.sentence_document]
        self._first_clause = np.searchsorted(units.clause_document, np.arange(len(units.documents) + 1))
        self._breadth_from = BREADTH_FROM if len(units.documents) <= BULK else 0
        spans = [end - start for clause in units.clauses for start, end in clause.sentences]
        self._length = np.log(np.maximum(spans, 4) / 40).astype(np.float32)
        self._outlines: dict[int, Node] = {}

    def retrieve(self, understood: Understood, scope: Scope, depth: int = 10) -> tuple[list[Hit], Query]:
        """Return at most ``depth`` hits, best first, ties in the order of the text, and the query that found them."""
        query = self.maker.make(understood)
        candidates = self.source.candidates(query.vector, query.terms, query.added, scope.weights)
        self.add_signals(understood, candidates)
        return self.rank(candidates, depth), query

    def add_signals(self, understood: Understood, candidates: Candidates) -> None:
        """Fill in the signals that need the words of question and sentence."""
        wanted = understood.facets
        years = asked_years(understood)
        support = not wanted and _ASKS_SUPPORT.search(understood.question) is not None
        phrases = [normalize(p) for p in understood.phrases]
        rough = self.scores(candidates)
        top = np.argsort(-rough, kind="stable")[:80]  # the rest cannot come up; reading all of them costs milliseconds
        candidates.signals[top, _LENGTH] = self._length[candidates.sentences[top]]
        for row in top if support or wanted or years or phrases else ():
            sentence = int(candidates.sentences[row])
            text = self.units.sentence_text(sentence)
            if support:
                candidates.signals[row, _MEASURE] = -1.0 if _REACHED.search(text) else 1.0 if _DOES.search(text) else 0.0
            if wanted:
                candidates.signals[row, _FACET] = sum(states(text, facet) for facet in wanted) / len(wanted)
            if years:
                candidates.signals[row, _YEARS] = _year_signal(years, text, self.clause_of(sentence).text)
            if phrases:
                plain = normalize(text)
                candidates.signals[row, _PHRASE] = sum(p in plain for p in phrases) / len(phrases)

    def scores(self, candidates: Candidates) -> NDArray[np.float32]:
        """Return the log-odds of the candidates."""
        return self.fusion.scores(candidates.signals, self.sentence_banked[candidates.sentences])

    def rank(self, candidates: Candidates, depth: int) -> list[Hit]:
        """Return the best candidates as hits."""
        scores = self.scores(candidates)
        order = np.lexsort((candidates.sentences, -scores))
        order = order[scores[order] > LOWEST]
        holder = (self.source.sentence_passage if self._breadth_from else self.source.sentence_document)[candidates.sentences]
        if depth > self._breadth_from and len(order) > self._breadth_from:
            order = _breadth_first(order, holder, depth, self._breadth_from)
        chosen = order[:depth]
        chance = self.fusion.probabilities(scores[chosen], self.sentence_banked[candidates.sentences[chosen]])
        return [
            self.hit(int(candidates.sentences[row]), float(p), dict(zip(NAMES, map(float, candidates.signals[row]), strict=True)))
            for row, p in zip(chosen, chance, strict=True)
        ]

    def hit(self, sentence: int, score: float, signals: dict[str, float] | None = None) -> Hit:
        """Return a sentence by its number in the index as a hit."""
        clause = self.clause_of(sentence)
        start, end = clause.sentences[self.units.sentence_number[sentence]]
        text = clause.text[start - clause.start : end - clause.start]
        return Hit(clause.doc, clause.id, clause.label, clause.title, text, start, end, score, sentence, signals or {})

    def clause_of(self, sentence: int) -> Clause:
        """Return the clause of a sentence."""
        return self.units.clauses[int(self.units.sentence_clause[sentence])]

    def sentences_of(self, clause: int) -> range:
        """Return the numbers of the sentences of a clause."""
        return range(int(self.source.first_sentence[clause]), int(self.source.first_sentence[clause + 1]))

    def clauses_of(self, document: int) -> list[tuple[int, Clause]]:
        """Return the clauses of a document with their numbers in the index."""
        span = range(int(self._first_clause[document]), int(self._first_clause[document + 1]))
        return [(number, self.units.clauses[number]) for number in span]

    def outline(self, document: int) -> Node:
        """Return the outline of a document, made at the first use."""
        if document not in self._outlines:
            clauses = self.clauses_of(document)
            self._outlines[document] = build_outline(_headings(clauses), clauses)
        return self._outlines[document]

    def occurrences(self, phrase: str, scope: Scope) -> list[int]:
        """Return the numbers of all sentences in scope that hold ``phrase``, in the order of the texts."""
        wanted = normalize(phrase)
        found = []
        for number in np.flatnonzero(scope.weights > 0):
            for clause, record in self.clauses_of(int(number)):
                if wanted in normalize(record.text):
                    found += [s for s in self.sentences_of(clause) if wanted in normalize(self.units.sentence_text(s))]
        return found


def _for_large(fusion: Fusion) -> Fusion:
    """Return the fusion with the weights for documents without a bank in a large corpus."""
    stored = json.loads(LARGE_WEIGHTS.read_text("utf-8"))
    plain = np.array([stored["plain"].get(name, 0.0) for name in NAMES], np.float32)
    return replace(fusion, plain=plain, offset=0.0, plain_calibration=tuple(stored["plain_calibration"]))


def asked_years(understood: Understood) -> set[int]:
    """Return the years that the question is about: those it names, or the end or start of the period it hints at."""
    own = understood.question
    for text in (own, understood.text):
        years = (
            {int(y) for y in _YEAR.findall(text)}
            | {int("20" + y) for y in _SHORT_YEAR.findall(text)}
            | {y for era, y in _ERA.items() if era in text}
        )
        if years:
            return years
        if _AHEAD.search(text):
            return {2025}
        if _BEHIND.search(text):
            return {2020}
    return set()


def _headings(clauses: Sequence[tuple[int, Clause]]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for _, clause in clauses:
        parts = re.sub(r"\.p\d+$", "", clause.path.split("~")[0]).split(".")
        for depth, title in enumerate(clause.headings[: len(parts)], 1):
            found.setdefault(".".join(parts[:depth]), title)
    return list(found.items())


def _year_signal(years: set[int], sentence: str, clause: str) -> float:
    stated = _stated_years(sentence) or _stated_years(clause)
    if not stated:
        return 0.0
    return 1.0 if years & stated else -1.0


@lru_cache(maxsize=20_000)
def _stated_years(text: str) -> frozenset[int]:
    """Return the years that a text names; cached, because the same sentences come up again and again."""
    return frozenset({int(year) for year in _YEAR.findall(text)} | {year for era, year in _ERA.items() if era in text})


def _breadth_first(order: NDArray[np.int64], holder: NDArray[np.int32], depth: int, begin: int) -> NDArray[np.int64]:
    head = list(order[:begin])
    shown = set(holder[head].tolist())
    later = []
    for row in order[begin:]:
        passage = int(holder[row])
        if passage in shown:
            later.append(row)
            continue
        shown.add(passage)
        head.append(row)
        if len(head) == depth:
            break
    return np.array(head + later)
