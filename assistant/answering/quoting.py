"""One sentence as a line of an answer: the part of it that answers, verbatim, with its mark and its place."""

import re
from collections.abc import Callable, Sequence, Set
from functools import cache, lru_cache, partial

from assistant.answering.draft import Draft, place_of
from assistant.answering.excerpt import excerpt
from assistant.grounding.quantities import quantities, written
from assistant.question.facets import FIGURES, states
from assistant.question.understand import Understood
from assistant.records import Hit
from assistant.retrieval.lists import list_of
from assistant.retrieval.queries import Query
from assistant.retrieval.retriever import Retriever
from corpus.enumerations import enumerations, lead_of
from corpus.outline import article_number
from corpus.records import Clause, Span

LONGEST_GROUP = 220  # characters of a rule that is shown whole, and of one with the cases that follow it behind semicolons
FAR_MORE = 2.0  # times as much, in summed idf, as any other item: which is asked about is told for sure
LONGEST_ITEMS = 400  # characters of the items behind the lead of a list in the midst of a rule, where none is asked for
OPEN_ENDS = ("；", ";")  # what ends so goes on
FIGURE_WORTH, POINTED_WORTH = 4.0, 24.0  # of a piece that states a figure asked for, or that the bank points at; a rare word is 5
POINTING = 3  # bank questions that point
_OF_ITS_OWN = re.compile("对|[^，,；;。]{2,20}负责")  # 对新获中国质量奖的，给予……; 人社局负责……: says itself for whom, or who
_BUT = re.compile(
    "但是?[，,]?|不过[，,]|[^。；;]*(?:除外|另有(?:规定|约定)的，(?:从其|依照|按照)[^，。；;]*)[。；;]"
    "|[^，。；;]{0,8}(?:逾期|期满)(?:未|不|没有)[^。；;]*[。；;]"  # what follows where the time was missed
    "|[^，。；;]{0,6}(?:未|没有)(?:作|做)?出?(?:明确)?(?:约定|订立)[^。；;]*[。；;]"
    "|[^，。；;]{0,8}(?:情节(?:特别)?严重|拒不(?:改正|执行))[^。；;]*[。；;]"  # what it comes to where it is grave
)
_YET = re.compile("但是?[，,]?(?!书)")
_LEADS = re.compile("[：:]一是")  # lead and first item in one sentence
Rate = Callable[[int, int, str], float]


class Quoter:
    """Quotes sentences of one index."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self._features = lru_cache(maxsize=4096)(self._cut)  # the same sentences are quoted again and again

    def line(
        self,
        hit: Hit,
        draft: Draft,
        rate: Rate | None,
        *,
        located: bool = True,
        whole_rule: bool = True,
        asked: Set[str] = frozenset(),
        each: Sequence[Rate] = (),
    ) -> str:
        """Return a hit as a line; without ``rate`` the whole sentence, else its best part.

        A rule is shown whole: cut to where the question's words stand it may lose what follows from them, 处一千元罚款. In a
        plan, commas separate targets.

        Args:
            hit: the sentence.
            draft: gets the citation.
            rate: how well a piece of the sentence answers, any scale, 0 for not at all.
            located: whether the place is named behind the quote.
            whole_rule: whether what completes it is quoted with it; the items of a list that is quoted whole come anyway.
            asked: features of the question, by which of a list that completes it the item is known that is asked about.
            each: how well a piece answers each of several questions that are asked at once.
        """
        clause = self.retriever.clause_of(hit.sentence)
        ruled = article_number(clause.path) is not None and len(hit.text) <= LONGEST_GROUP
        shown = [(hit.start, hit.end)] if rate is None or ruled else excerpt(hit.text, hit.start, rate, each)
        before = self._lead(hit, draft) + (self._cases_before(hit, draft) if whole_rule else [])
        quotes = "".join(draft.quote(clause, span, [span]) for span in before)
        quotes += draft.quote(clause, (hit.start, hit.end), shown)
        for span in self._behind(hit, shown, asked, draft) if whole_rule else ():
            quotes += draft.quote(clause, span, [span])
        return quotes + (self.place(hit, draft) if located else "")

    def place(self, hit: Hit, draft: Draft) -> str:
        """Return where a hit stands, in brackets."""
        clause = self.retriever.clause_of(hit.sentence)
        return f"（{place_of(clause, draft.several(clause.doc))}）"

    def _lead(self, hit: Hit, draft: Draft) -> list[Span]:
        """Return the lead of the list of an article that a hit is an item of, unless it was quoted before.

        An item alone may say the opposite: 最高奖的金额超过五万元 stands under 不得存在下列情形.
        """
        clause = self.retriever.clause_of(hit.sentence)
        listed = list_of(hit, clause) if article_number(clause.path) is not None else None
        if listed is None or listed.lead is None or hit.start <= clause.sentences[listed.lead][0]:
            return []
        quoted = {citation.span for citation in draft.citations}
        return [span for number in lead_of(listed, clause) if (span := clause.sentences[number]) not in quoted]

    def _cases_before(self, hit: Hit, draft: Draft) -> list[Span]:
        """Return the cases of a rule that stand before one of them, unless they were quoted: the last alone misleads as well."""
        clause = self.retriever.clause_of(hit.sentence)
        number, size = int(self.retriever.units.sentence_number[hit.sentence]), len(hit.text)
        if not self._states_cases(clause) or list_of(hit, clause) is not None:
            return []
        found: list[Span] = []
        restricts = _YET.match(hit.text) is not None  # 但是，……不再受保护 alone tells the exception for the rule
        while number and (restricts or clause.sentence_text(number - 1).endswith(OPEN_ENDS)):
            number, restricts = number - 1, False
            text = clause.sentence_text(number)
            if is_another_measure(text, hit.text) or not self._is_of_its_kind(clause, text):
                break
            size += len(clause.sentence_text(number))
            if size > LONGEST_GROUP or "\n" in self._between(clause, number):
                break
            found.insert(0, clause.sentences[number])
        quoted = {citation.span for citation in draft.citations}
        return [span for span in found if span not in quoted]

    def _between(self, clause: Clause, number: int) -> str:
        """Return what stands between a sentence of a clause and the next one."""
        return clause.text[clause.sentences[number][1] - clause.start : clause.sentences[number + 1][0] - clause.start]

    def _behind(self, hit: Hit, shown: Sequence[Span], asked: Set[str], draft: Draft) -> list[Span]:
        """Return the sentences that complete what is shown of a hit, in the order of the text.

        They may end in the lead of a list, 有下列行为之一的，处……；情节严重的，吊销……：, that says nothing without its items.
        """
        continued = self.continued(hit)
        if not continued:
            return self._items_after(hit, shown)
        clause = self.retriever.clause_of(hit.sentence)
        last = clause.sentences.index(continued[-1])
        listed = next((listed for listed in enumerations(clause) if listed.lead == last), None)
        items = [[clause.sentences[n] for n in item] for item in listed.items] if listed else []
        quoted = {citation.span for citation in draft.citations}
        lead = "".join(clause.sentence_text(number) for number in lead_of(listed, clause)) if listed else ""
        chosen = self._asked_of(items, lead, clause, asked)
        return [*continued, *(span for item in chosen for span in item if span not in quoted)]

    def _asked_of(self, items: Sequence[list[Span]], lead: str, clause: Clause, asked: Set[str]) -> Sequence[list[Span]]:
        """Return the item of a list that holds what is asked, where one does far more than any other; else all, if there is room.

        What the lead says or another item says too tells none of them from the others.
        """
        texts = ["".join(clause.text[a - clause.start : b - clause.start] for a, b in item) for item in items]
        held = [self._features(text) & asked - self._features(lead) for text in texts]
        own = [words.difference(*(other for n, other in enumerate(held) if n != at)) for at, words in enumerate(held)]
        worth = [self.retriever.source.backend.idf("sentence", words) for words in own]
        first, second = sorted([*worth, 0.0, 0.0], reverse=True)[:2]
        if first > FAR_MORE * second:
            return [items[worth.index(first)]]
        return items if sum(map(len, texts)) <= LONGEST_ITEMS else ()

    def continued(self, hit: Hit) -> list[Span]:
        """Return the sentences that complete one which ends in a semicolon: …罚款；没有违法所得的，…

        Rules and guides state cases one after the other up to the full stop; one case alone misleads. In a plan, semicolons
        separate targets, not cases.
        """
        clause = self.retriever.clause_of(hit.sentence)
        if not self._states_cases(clause):
            return []
        number, size = int(self.retriever.units.sentence_number[hit.sentence]), len(hit.text)
        found: list[Span] = []
        while clause.sentence_text(number).endswith(OPEN_ENDS) and number + 1 < len(clause.sentences):
            text = clause.sentence_text(number + 1)
            size += len(text)
            apart = is_another_measure(text, hit.text) or not self._is_of_its_kind(clause, text)
            if size > LONGEST_GROUP or "\n" in self._between(clause, number) or apart:
                return found
            number += 1
            found.append(clause.sentences[number])
        return found + self._but(clause, number, size)

    def _states_cases(self, clause: Clause) -> bool:
        """Return whether what semicolons part in a clause are cases of a rule: not in a plan."""
        document = self.retriever.scoper.documents[self.retriever.scoper.by_id[clause.doc]]
        return article_number(clause.path) is not None or not document.is_plan

    def _is_of_its_kind(self, clause: Clause, text: str) -> bool:
        """Return whether a sentence behind a semicolon is a case of the rule: in a guide one that gives a figure, as rates do."""
        return article_number(clause.path) is not None or bool(quantities(written(text)))

    def _but(self, clause: Clause, before: int, size: int) -> list[Span]:
        """Return the sentence behind a rule that restricts it, with its list: 但是，……不再受保护; ……的除外; 没有约定的，……。

        Args:
            clause: of the rule.
            before: number of its last sentence.
            size: its characters.
        """
        number = before + 1
        if number == len(clause.sentences) or "\n" in self._between(clause, before):
            return []
        listed = next((listed for listed in enumerations(clause) if listed.lead == number), None)
        numbers = listed.sentences if listed is not None else (number,)
        size += sum(len(clause.sentence_text(each)) for each in numbers)
        but = _BUT.match(clause.sentence_text(number)) is not None and size <= LONGEST_GROUP
        return [clause.sentences[each] for each in numbers] if but else []

    def _items_after(self, hit: Hit, shown: Sequence[Span]) -> list[Span]:
        """Return the items behind a sentence that is lead and first item of a list in one (体现在：一是…), where the lead shows.

        It promises them all.
        """
        clause = self.retriever.clause_of(hit.sentence)
        listed = list_of(hit, clause)
        if listed is None or listed.lead is not None or shown[0][0] != hit.start or not _LEADS.search(hit.text):
            return []
        first, *others = listed.items
        number = int(self.retriever.units.sentence_number[hit.sentence])
        return [clause.sentences[n] for item in others for n in item] if number in first else []

    def rater(self, hit: Hit, understood: Understood, query: Query) -> Rate:
        """Return how well a piece of the hit's sentence answers: the question's words in it, and the bank's finger on it."""
        terms = query.words
        wanted = [facet for facet in understood.facets if facet in FIGURES]
        pointed = cache(lambda: self._pointed(hit, query))  # a short sentence, and a rule, are shown whole and never rated

        def rate(start: int, end: int, piece: str) -> float:
            score = self.worth(piece, terms) + FIGURE_WORTH * sum(states(piece, facet) for facet in wanted)
            for (a, b), weight in pointed():
                score += POINTED_WORTH * weight * max(0, min(b, end) - max(a, start)) / max(1, end - start)
            return score

        return rate

    def raters(self, hit: Hit, understood: Understood) -> list[Rate]:
        """Return how well a piece of the hit's sentence answers each stretch that asks for a figure; none in a plan, of targets.

        A piece does not at all where it states no such figure, or has no more than half of what the sentence has of the stretch.
        """
        if not self._states_cases(self.retriever.clause_of(hit.sentence)):
            return []
        wanted = ((self._features(words), set(facets) & set(FIGURES)) for words, facets in understood.wanted)
        return [partial(self._answers, terms, figures, self.worth(hit.text, terms) / 2) for terms, figures in wanted if figures]

    def _answers(self, terms: Set[str], figures: Set[str], least: float, _start: int, _end: int, piece: str) -> float:
        worth = self.worth(piece, terms)
        return worth if worth > least and any(states(piece, figure) for figure in figures) else 0.0

    def worth(self, piece: str, terms: Set[str]) -> float:
        """Return the summed idf of the terms that a piece holds."""
        return self.retriever.source.backend.idf("sentence", self._features(piece) & terms)

    def _cut(self, piece: str) -> frozenset[str]:
        return frozenset(self.retriever.maker.segmenter.features(piece))

    def _pointed(self, hit: Hit, query: Query) -> list[tuple[Span, float]]:
        """Return the parts that the nearest bank questions of this sentence ask for, with their nearness."""
        units, source = self.retriever.units, self.retriever.source
        numbers = source.questions_of(hit.sentence)
        if not len(numbers):
            return []
        nearness = source.scales.question.of(source.arrays.questions_dense.cosines(query.vector, numbers))
        best = sorted(zip(nearness.tolist(), numbers.tolist(), strict=True), reverse=True)[:POINTING]
        return [((units.questions[n].start, units.questions[n].end), max(0.0, near)) for near, n in best]


def is_another_measure(text: str, other: str) -> bool:
    """Return whether two sentences that semicolons part say each for whom or who: neither is a case of the other's rule."""
    return _OF_ITS_OWN.match(text) is not None and _OF_ITS_OWN.match(other) is not None
