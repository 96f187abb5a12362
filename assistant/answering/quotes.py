"""The extractive answerer: chooses sentences and parts, orders them, frames them with fixed phrases."""

import re
from collections.abc import Callable, Sequence

from assistant import messages
from assistant.answering.draft import Draft, place
from assistant.answering.excerpt import WHOLE, excerpt, parts_of
from assistant.decision.decide import Decision
from assistant.question.facets import FIGURES, states
from assistant.question.understand import Understood
from assistant.records import Hit, Status
from assistant.retrieval.lookup import Place
from assistant.retrieval.queries import Query
from assistant.retrieval.retriever import Retriever
from corpus.numerals import int_to_chinese
from corpus.outline import article_number
from corpus.records import Clause, Span
from index.segment import normalize

ENOUGH = 130  # characters of quotes after which no further sentence is added, but in lists
CLOSE = 1.2  # log-odds within which a second sentence is shown beside the first
CLOSE_STATED = 0.3  # … where the first states the figure that was asked for
ALSO = 1.4  # … within which a measure or list shows further sentences
MOST_FACTS, MOST_MEASURES, MOST_LISTED = 2, 3, 6  # sentences shown
PARTIAL_REACH = 2.0  # log-odds within which a hit without figures is shown where a figure is not stated
COVER_DEPTH = 8  # hits among which the missing parts of a keyword question are looked for
TITLE_LIKE = 16  # characters; a first sentence this short is the title of its paragraph
LONGEST_GROUP = 220  # characters of a sentence with the cases that follow it behind semicolons
LONGEST_LOOKUP = 900  # characters of a clause that a look-up shows; the rest is a click away
_ENUMERATED = re.compile(r"^(?:但与此同时.{0,60})?([一二三四五六七八九]是)")
_NO_SUBJECT = re.compile(r"(?:达到?|较|比|同比|增长|超过|突破|占|位居|连续|排名|年均|分别|为|其中占)")
_FIGURE = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Extractor:
    """Writes answers of verbatim quotes."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    def answer(self, understood: Understood, query: Query, decision: Decision, draft: Draft, *, parts: int = 0) -> None:
        """Write the answer for hits into ``draft``; ``parts`` hits come first, one of each document asked about."""
        if decision.status is Status.PARTIAL:
            self._partial(query, decision, draft)
            return
        hits = self._chosen(understood, decision) if not parts else self._of_parts(decision, parts)
        group = next(
            (g for g in (self._group(understood, hit) for hit in decision.hits[:3] if _odds(hit) >= _odds(hits[0]) - ALSO) if g),
            [],
        )
        group = group or self._led(hits[0])
        if group:
            self._list(group, query, draft)
            return
        head = self._head(understood, hits[0], query)
        if len(hits) == 1:
            draft.lines.append(head + self._line(hits[0], query, draft, located=True))
            return
        if head:
            draft.lines.append(head)
        lines: list[str] = []
        for hit in hits:
            if not any(citation.span == (hit.start, hit.end) for citation in draft.citations):  # it completed the one before
                lines.append(self._line(hit, query, draft, located=True))
        draft.lines += [f"{number}. {line}" for number, line in enumerate(lines, 1)] if len(lines) > 1 else lines

    def _chosen(self, understood: Understood, decision: Decision) -> list[Hit]:
        hits = list(decision.hits)
        best = _odds(hits[0])
        if understood.wants_list:
            most, reach = MOST_LISTED, ALSO
        elif any(facet in FIGURES for facet in understood.facets) or understood.wants_yes_no:
            asked = [facet for facet in understood.facets if facet in FIGURES]
            stated = bool(asked) and all(states(hits[0].text, facet) for facet in asked)
            most, reach = MOST_FACTS, CLOSE_STATED if stated else CLOSE
        else:
            most, reach = MOST_MEASURES, CLOSE
        kept = [hits[0]]
        for hit in hits[1:]:
            if len(kept) == most or _odds(hit) < best - reach:
                break
            if not understood.wants_list and sum(len(k.text) for k in kept) + min(len(hit.text), WHOLE) > ENOUGH:
                break
            if len(hit.text) >= 14 and normalize(hit.text) not in {normalize(k.text) for k in kept}:
                kept.append(hit)
        if understood.wants_comparison:
            kept += self._stating(understood, kept, hits)
        return self._covering(understood, kept, hits, most)

    def _stating(self, understood: Understood, kept: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
        """Return hits that hold figures of the question which those kept lack: both sides of a difference are shown."""
        asked = set(_NUMBER.findall(_without_years(normalize(understood.question))))
        lacking = asked - {n for hit in kept for n in _NUMBER.findall(normalize(hit.text))}
        return [hit for hit in hits if hit not in kept and lacking & set(_NUMBER.findall(normalize(hit.text)))][:1]

    def _covering(self, understood: Understood, kept: list[Hit], hits: Sequence[Hit], most: int) -> list[Hit]:
        """Return the hits with others that hold the parts of a keyword question or a list that those lack."""
        pieces = [p for p in re.split(r"[\s、,，;；和与及]+", understood.text) if 2 <= len(p) <= 8]
        if len(pieces) < 3 and not (understood.wants_list and len(pieces) >= 2):
            return kept
        lacking = [piece for piece in pieces if not any(piece in hit.text for hit in kept)]
        for hit in hits[:COVER_DEPTH]:
            if len(kept) < max(most, 3) and hit not in kept and any(piece in hit.text for piece in lacking):
                kept.append(hit)
                lacking = [piece for piece in lacking if piece not in hit.text]
        return kept

    def _of_parts(self, decision: Decision, parts: int) -> list[Hit]:
        """Return the best hit of each part, and the second where it is as good."""
        first, second = list(decision.hits[:parts]), list(decision.hits[parts : 2 * parts])
        also = [hit for hit in second if any(hit.doc == f.doc and _odds(hit) >= _odds(f) - CLOSE for f in first)]
        return sorted(
            [*first, *also], key=lambda hit: [f.doc for f in first].index(hit.doc) if hit.doc in {f.doc for f in first} else parts
        )

    def _line(self, hit: Hit, query: Query, draft: Draft, *, located: bool, whole: bool = False) -> str:
        clause = self.retriever.clause_of(hit.sentence)
        shown = [(hit.start, hit.end)] if whole else excerpt(hit.text, hit.start, self._rater(hit, query))
        more = self._continued(hit)
        several = len(draft.documents) > 1
        where = f"（{place(clause, draft.documents[clause.doc] if several else None)}）" if located else ""
        quotes = draft.quote(clause, (hit.start, hit.end), shown)
        for span in more:
            quotes += draft.quote(clause, span, [span])
        return quotes + where

    def _continued(self, hit: Hit) -> list[Span]:
        """Return the sentences that complete one which ends in a semicolon: …罚款；没有违法所得的，…

        Rules state cases one after the other up to the full stop; one case alone misleads.
        """
        if not hit.text.endswith(("；", ";")):
            return []
        clause = self.retriever.clause_of(hit.sentence)
        if article_number(clause.path) is None:
            return []  # in a plan, semicolons separate targets, not cases
        found: list[Span] = []
        size = len(hit.text)
        after = self.retriever.units.sentence_number[hit.sentence] + 1
        for number in range(int(after), len(clause.sentences)):
            text = clause.sentence_text(number)
            size += len(text)
            between = clause.text[clause.sentences[number - 1][1] - clause.start : clause.sentences[number][0] - clause.start]
            if size > LONGEST_GROUP or "\n" in between:
                break
            found.append(clause.sentences[number])
            if not text.endswith(("；", ";")):
                break
        return found

    def _rater(self, hit: Hit, query: Query) -> Callable[[int, int, str], float]:
        """Return how well a piece of the hit's sentence answers: the query's words in it, and the bank's finger on it."""
        retriever = self.retriever
        terms = {term for term, _ in (*query.terms, *query.added)}
        wanted = [f for f in understood_facets(query.text) if f in FIGURES]
        pointed = self._pointed(hit, query)

        def rate(start: int, end: int, piece: str) -> float:
            features = set(retriever.maker.segmenter.features(piece))
            score = sum(self._idf(term) for term in features & terms)
            score += 4.0 * sum(states(piece, facet) for facet in wanted)
            for (a, b), weight in pointed:
                overlap = max(0, min(b, end) - max(a, start)) / max(1, end - start)
                score += 12.0 * weight * overlap
            return score

        return rate

    def _idf(self, term: str) -> float:
        sparse = self.retriever.source.arrays.sentences_sparse
        number = sparse.vocabulary.get(term)
        return float(sparse.idf[number]) if number is not None else 0.0

    def _pointed(self, hit: Hit, query: Query) -> list[tuple[Span, float]]:
        """Return the parts that the nearest bank questions of this sentence ask for, with their nearness."""
        units, arrays = self.retriever.units, self.retriever.source.arrays
        numbers = [n for n, s in enumerate(units.question_sentence) if s == hit.sentence]
        if not numbers:
            return []
        cosines = self.retriever.source.scales.question.of(arrays.question_vectors[numbers] @ query.vector)
        nearness = cosines + arrays.questions_sparse.scores(query.terms)[numbers]
        best = sorted(zip(nearness.tolist(), numbers, strict=True), reverse=True)[:3]
        return [((units.questions[n].start, units.questions[n].end), max(0.0, near)) for near, n in best]

    def _head(self, understood: Understood, hit: Hit, query: Query) -> str:
        if not understood.wants_yes_no:
            return ""
        figures = set(_NUMBER.findall(_without_years(normalize(understood.question))))
        stated = set(_NUMBER.findall(normalize(self._statement(hit, query))))
        if figures and stated:
            return messages.YES if figures <= stated else messages.NOT_AS_SAID
        if re.search(r"不得|不能|不可以|禁止|不予", hit.text) and re.search(
            r"能不能|可不可以|可以.{0,12}吗|能.{0,12}吗|让不让|行不行|允许", understood.question
        ):
            return messages.NO
        return messages.YES_STATED if re.search(r"是不是|是否|对吗|对吧|是吧|算不算", understood.question) else ""

    def _statement(self, hit: Hit, query: Query) -> str:
        """Return the statement of a sentence that the question is about: a subject and what is said of it.

        Pieces between commas belong to the subject before them where they have none: …年均增长43%,达到6件.
        """
        terms = {term for term, _ in query.terms if not _FIGURE.search(term)}  # the figure is what is in question

        def rate(_start: int, _end: int, piece: str) -> float:
            return sum(self._idf(term) for term in set(self.retriever.maker.segmenter.features(piece)) & terms)

        statements: list[tuple[float, str]] = []
        for part in parts_of(hit.text, hit.start, rate):
            piece = hit.text[part.start - hit.start : part.end - hit.start]
            if statements and _NO_SUBJECT.match(piece):
                score, text = statements[-1]
                statements[-1] = (max(score, part.score), text + piece)
            else:
                statements.append((part.score, piece))
        return max(statements, key=lambda statement: statement[0])[1]

    def _group(self, understood: Understood, hit: Hit) -> list[int]:
        """Return the sentences of an enumeration that the hit belongs to: 一是…二是…, where a list is wanted."""
        if not understood.wants_list:
            return []
        clause = self.retriever.units.sentence_clause[hit.sentence]
        inside = [
            s
            for s in self.retriever.sentences_of(int(clause))
            if re.search(r"[一二三四五六七八九]是", self.retriever.units.sentence_text(s)[:60])
        ]
        return inside if hit.sentence in inside and len(inside) > 1 else []

    def _led(self, hit: Hit) -> list[int]:
        """Return the sentences that a title-like first sentence of a paragraph leads: 知识产权运用效益提高。"""
        clause = self.retriever.clause_of(hit.sentence)
        if len(hit.text) > TITLE_LIKE or hit.start != clause.sentences[0][0] or len(clause.sentences) < 2:
            return []
        return list(self.retriever.sentences_of(int(self.retriever.units.sentence_clause[hit.sentence])))[1 : 1 + MOST_LISTED]

    def _list(self, sentences: Sequence[int], query: Query, draft: Draft) -> None:
        for sentence in sentences:
            hit = self.retriever.hit(sentence, 1.0)
            draft.lines.append(self._line(hit, query, draft, located=sentence == sentences[-1], whole=True))

    def _partial(self, query: Query, decision: Decision, draft: Draft) -> None:
        """Write what is stated and that the rest is not; a figure of something else is better not shown at all."""
        near = [hit for hit in decision.hits[:COVER_DEPTH] if _odds(hit) >= _odds(decision.hits[0]) - PARTIAL_REACH]
        shown = next((hit for hit in near if not _FIGURE.search(hit.text) and hit.doc == near[0].doc), near[0])
        draft.lines.append(messages.PARTIAL_LEAD + self._line(shown, query, draft, located=True))
        what = "、".join(decision.missing) or messages.DETAILS
        draft.lines.append(messages.NOT_STATED.format(what=what))

    def occurrences(self, sentences: Sequence[int], phrase: str, draft: Draft, *, counted: bool, most: int = 12) -> None:
        """Write all places of a phrase into ``draft``, with their number first where it is ``counted``."""
        if counted:
            draft.lines.append(messages.OCCURRENCES.format(phrase=phrase, count=int_to_chinese(len(sentences))))
        for number, sentence in enumerate(sentences[:most], 1):
            hit = self.retriever.hit(sentence, 1.0)
            clause = self.retriever.clause_of(sentence)
            shown = excerpt(hit.text, hit.start, lambda a, b, piece: float(normalize(phrase) in normalize(piece)))
            several = len(draft.documents) > 1
            line = draft.quote(clause, (hit.start, hit.end), shown)
            lead = f"{number}. " if counted else ""
            draft.lines.append(f"{lead}{line}（{place(clause, draft.documents[clause.doc] if several else None)}）")
        if len(sentences) > most:
            draft.lines.append(messages.MORE_OCCURRENCES.format(count=int_to_chinese(len(sentences) - most)))

    def place(self, found: Place, draft: Draft) -> None:
        """Write a place that was asked for by number or name: its clauses in full, or its headings."""
        if found.titles_only:
            self._titles(found, draft)
            return
        size = 0
        for number in found.clauses:
            clause = self.retriever.units.clauses[number]
            draft.lines.append(f"{place(clause, draft.documents[clause.doc])}：")
            spans = _paragraphs(clause)
            if 0 < found.paragraph <= len(spans):
                spans = spans[found.paragraph - 1 : found.paragraph]
            for span in spans:
                if size > LONGEST_LOOKUP:
                    draft.lines.append(messages.REST_OF_CLAUSE)
                    return
                mark = draft.cite(clause, span)
                draft.lines.append(f"“{clause.text[span[0] - clause.start : span[1] - clause.start]}”[{mark}]")
                size += span[1] - span[0]

    def _titles(self, found: Place, draft: Draft) -> None:
        draft.lines.append(messages.PARTS.format(title=found.title, count=int_to_chinese(len(found.headings))))
        for label, clause, span in found.headings:
            draft.lines.append(f"{label}" + (f"[{draft.cite(clause, span)}]" if clause else ""))


def understood_facets(text: str) -> tuple[str, ...]:
    """Return the facets that a text asks for."""
    from assistant.question.facets import asked_facets

    return asked_facets(text)


def _paragraphs(clause: Clause) -> list[Span]:
    """Return the lines of a clause as spans without white space; the first without its number."""
    found: list[Span] = []
    first = clause.sentences[0][0] if clause.sentences else clause.start
    for match in re.finditer(r"[^\n]+", clause.text):
        start, end = clause.start + match.start(), clause.start + match.end()
        if not found:
            start = max(start, first)
        text = clause.text[start - clause.start : end - clause.start]
        stripped = text.strip()
        if stripped:
            start += text.index(stripped)
            found.append((start, start + len(stripped)))
    return found


def _odds(hit: Hit) -> float:
    from assistant.decision.decide import _log_odds

    return _log_odds(hit.score)


def _without_years(text: str) -> str:
    return re.sub(r"(?:19|20)?\d{2}年(?:底|末)?|(?:19|20)\d{2}(?!\d)|第\d+", "", text)
