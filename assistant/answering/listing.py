"""Writes the answer to an open question: lists whole, the sentences of a clause together, its place behind them."""

from collections.abc import Mapping, Sequence

from assistant import messages
from assistant.answering.belonging import shipped_belonging
from assistant.answering.choose import MOST_LISTED, covering
from assistant.answering.complete import (
    LONGEST_LIST,
    SHORTEST,
    Point,
    all_that_answers,
    by_certainty,
    by_clause,
    candidates,
    near_enough,
    of_what_is_handed_in,
)
from assistant.answering.draft import Draft
from assistant.answering.quoting import OPEN_ENDS, Quoter
from assistant.facts.periods import BASELINE, heading_kind
from assistant.question.cues import Cue
from assistant.question.definitions import defined_in, without_brackets
from assistant.question.kinds_named import items_asked, kinds_named
from assistant.question.understand import MANIFOLD
from assistant.records import Hit
from assistant.retrieval.lists import list_of
from assistant.retrieval.places import TITLE_LIKE
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.search import Found
from assistant.retrieval.special import is_for_another_case
from assistant.thresholds import OPEN_STATED, READS_BETTER
from corpus.enumerations import Enumeration, lead_of
from corpus.numerals import int_to_chinese
from corpus.outline import article_number

ENOUGH_OF_LIST = 2  # items of a list that are shown, from which on the others are wanted as well
LONGEST_CLAUSE = 10  # sentences of a clause that may be shown whole
MEASURES = (Cue.SUPPORT, Cue.OPEN, Cue.MEANS)  # what is done stands in many a clause
# Share of the sentences of a clause from which the others are shown too: of 975 own open questions 0.584 then get no more than
# all (before 0.578); with 0.6 0.582, and 0.02 less of what is shown is evidence.
MOST_OF_CLAUSE = 0.7


class OpenWriter:
    """Writes answers to open questions over one index."""

    def __init__(self, retriever: Retriever, quoter: Quoter) -> None:
        self.retriever, self.quoter = retriever, quoter
        self.belonging = shipped_belonging()

    def write(self, found: Found, hits: Sequence[Hit], draft: Draft, head: str) -> None:
        """Write all that answers the question, clause by clause, numbered where there are several points, behind the opening.

        Args:
            found: the question and its query.
            hits: best first.
            draft: gets lines and citations.
            head: the opening, may be empty.
        """
        points = self._points(hits, found)
        support = found.understood.wants(Cue.SUPPORT) and points[0].standing != BASELINE
        points = candidates(points, intended=support or found.understood.wants(Cue.INTENDED))
        banked = bool(self.retriever.sentence_banked[hits[0].sentence])
        several = found.understood.wants(Cue.LIST) or not MANIFOLD.isdisjoint(found.understood.facets)
        chances = self.belonging.chances(points, exhaustive=found.understood.exhaustive, banked=banked)
        kinds = kinds_named(found.understood.question)
        items = items_asked(found.understood.question)
        chances = of_what_is_handed_in(points, chances) if items.kinds == {"papers"} else chances
        shown = all_that_answers(
            points, chances, whole=found.understood.wants(Cue.ALL), several=several, kinds=kinds, items=items
        )
        if several:
            shown = with_items_between(shown, self.retriever)
        elif not found.understood.exhaustive:
            shown = self._without_other_cases(shown, {point.hit.sentence: point.strength for point in points})
        shown = self._with_the_rest(shown, found)
        clauses = by_clause(covering(found.understood, shown, hits, MOST_LISTED))
        likely = {point.hit.sentence: chance for point, chance in zip(points, chances, strict=True)}
        sure, unsure = (clauses, []) if found.understood.wants(Cue.ALL) else by_certainty(clauses, likely)
        ruled = article_number(self.retriever.clause_of(sure[0][0].sentence).path) is not None
        if ruled and not (several or found.understood.wants(*MEASURES)):
            unsure = near_enough(unsure, sure, {point.hit.sentence: point.strength for point in points})
        written = self._written(sure, found, draft)
        _write_points(written, head, 1, draft)
        _write_points(self._written(unsure, found, draft), messages.ALSO_LEAD, 1 + len(written), draft)

    def _without_other_cases(self, hits: Sequence[Hit], strength: Mapping[int, float]) -> list[Hit]:
        """Return hits without the list, and its other items, of which an item before them is clearly the case.

        Where not all there is of something is asked: of what does not count as published, 在展会上展出的 is asked about.

        Args:
            hits: the likeliest first.
            strength: of each by its sentence, the odds of search and reading together.
        """
        lists = [self._listed_at(hit) for hit in hits]
        dropped = set[int]()
        for number, (hit, place) in enumerate(zip(hits, lists, strict=True)):
            others = [n for n in range(number + 1, len(hits)) if place is not None and lists[n] == place]
            clear = all(strength[hits[n].sentence] <= strength[hit.sentence] - READS_BETTER for n in others)
            if place not in lists[:number] and place != hit.sentence and clear:
                dropped.update(others)
        return [hit for number, hit in enumerate(hits) if number not in dropped]

    def _listed_at(self, hit: Hit) -> int | None:
        """Return the number, in the index, of the first sentence of the list that a hit is in, the lead where it has one."""
        listed = list_of(hit, self.retriever.clause_of(hit.sentence))
        return self._first(hit) + listed.sentences[0] if listed else None

    def _with_the_rest(self, hits: Sequence[Hit], found: Found) -> list[Hit]:
        """Return hits with the other sentences of each clause of which most are among them: what it tells of is asked for.

        Of a list its items tell what is shown, and a long clause is too much.
        """
        shown = list(hits)
        for clause in dict.fromkeys(map(self._clause, hits)):
            own = [hit for hit in shown if self._clause(hit) == clause]
            numbers = [n for n in self.retriever.sentences_of(clause) if len(self.retriever.units.sentence_text(n)) >= SHORTEST]
            if not self._are_most(own, len(numbers)) or any(self._list_of(hit, found) for hit in own):
                continue
            at, held = shown.index(own[-1]) + 1, {hit.sentence for hit in own}
            rest = [self.retriever.looked_up(number) for number in numbers if number not in held]
            shown[at:at] = self._of_the_case(rest, found)
        return shown

    def _of_the_case(self, hits: Sequence[Hit], found: Found) -> list[Hit]:
        """Return hits without the rules for a case that the question does not name."""
        unnamed, clause_of = found.understood.special_unnamed, self.retriever.clause_of
        return [hit for hit in hits if not is_for_another_case(unnamed, hit, clause_of(hit.sentence))]

    @staticmethod
    def _are_most(hits: Sequence[Hit], count: int) -> bool:
        """Return whether several hits are most of that many sentences of a clause, which are not too many."""
        return ENOUGH_OF_LIST <= len(hits) >= MOST_OF_CLAUSE * count and count <= LONGEST_CLAUSE

    def _clause(self, hit: Hit) -> int:
        """Return the number, in the index, of the clause of a hit."""
        return int(self.retriever.units.sentence_clause[hit.sentence])

    def _points(self, hits: Sequence[Hit], found: Found) -> list[Point]:
        """Return the hits as what may be shown, of each list the strongest of its hits."""
        points: dict[int, Point] = {}
        for hit in hits:
            listed = self._list_of(hit, found)
            point = self._point(hit, listed, found)
            place = self._first(hit) + (listed.sentences[0] if listed else self._number(hit))
            if place not in points or point.strength > points[place].strength:
                points[place] = point
        return list(points.values())

    def _point(self, hit: Hit, listed: Enumeration | None, found: Found) -> Point:
        reading = found.readings.get(hit.sentence)
        states = reading.states if reading else None
        clause = self.retriever.clause_of(hit.sentence)
        text = hit.text if listed is None else "".join(map(clause.sentence_text, listed.sentences))
        return Point(hit, text, listed is not None, states, heading_kind(clause.headings) or "")

    def _list_of(self, hit: Hit, found: Found) -> Enumeration | None:
        """Return the list that a hit leads, or, where all there is of something is wanted, is in an item of."""
        listed = list_of(hit, self.retriever.clause_of(hit.sentence))
        return listed if listed and (self._leads(hit, listed) or found.understood.exhaustive) else None

    def _leads(self, hit: Hit, listed: Enumeration | None) -> bool:
        return listed is not None and listed.lead == self._number(hit)

    def _number(self, hit: Hit) -> int:
        """Return the number, in its clause, of the sentence that a hit begins with."""
        return int(self.retriever.units.sentence_number[hit.sentence])

    def _first(self, hit: Hit) -> int:
        """Return the number, in the index, of the first sentence of its clause."""
        return hit.sentence - self._number(hit)

    def led(self, hit: Hit, found: Found, draft: Draft) -> list[str]:
        """Return a sentence that says little alone as lines, with what it leads: items, or a paragraph; nothing for any other."""
        listed = list_of(hit, self.retriever.clause_of(hit.sentence))
        if listed is not None and self._leads(hit, listed):
            return self._placed(self._list(hit, listed, found, draft), hit, draft)
        members = self._led_by(hit, found)
        return self._placed([self.quoter.line(each, draft, None, located=False) for each in members], hit, draft)

    def _led_by(self, hit: Hit, found: Found) -> list[Hit]:
        """Return the sentences that a title-like one leads, behind it where it reads as stating what is asked: a name."""
        members, reading = led_by(hit, self.retriever), found.readings.get(hit.sentence)
        states = reading is not None and reading.states >= OPEN_STATED
        return [hit, *members] if members and states and hit not in members else members

    def _written(self, groups: Sequence[Sequence[Hit]], found: Found, draft: Draft) -> list[list[str]]:
        """Return each hit that was not quoted yet as lines, the place behind the last of its clause."""
        written = list[list[str]]()
        for group in map(self._beside_their_rules, groups):
            points = [lines for hit in group if (lines := self._lines(hit, found, draft))]
            self._placed(points[-1] if points else [], group[-1], draft)
            written += points
        return written

    def _beside_their_rules(self, group: Sequence[Hit]) -> list[Hit]:
        """Return hits of a clause without those that another of them is quoted with: the cases of its rule, and their list."""
        quoted = {start for hit in group for start, _ in self.quoter.continued(hit)}
        return [hit for hit in group if hit.start not in quoted]

    def _placed(self, lines: list[str], hit: Hit, draft: Draft) -> list[str]:
        """Return the lines of a clause with its place behind the last quote."""
        quotes = [number for number, line in enumerate(lines) if line.endswith("]")]
        if quotes:
            lines[quotes[-1]] += self.quoter.place(hit, draft)
        return lines

    def _lines(self, hit: Hit, found: Found, draft: Draft) -> list[str]:
        if listed := self._list_of(hit, found):
            return self._list(hit, listed, found, draft)
        if not draft.citations and (members := self._led_by(hit, found)):
            return [self.quoter.line(each, draft, None, located=False) for each in members]
        if _cited(hit, draft):
            return []
        rate = self.quoter.rater(hit, found.understood, found.query)
        asked = frozenset[str]() if found.understood.wants(Cue.LIST) else found.query.words
        return [self.quoter.line(hit, draft, rate, located=False, asked=asked)]

    def _list(self, hit: Hit, listed: Enumeration, found: Found, draft: Draft) -> list[str]:
        """Return what was not quoted yet of a list as lines, of a long one the first items and how many there are."""
        begin = self._first(hit)
        lead = [self.retriever.looked_up(begin + number) for number in lead_of(listed, self.retriever.clause_of(hit.sentence))]
        items = [[self.retriever.looked_up(begin + number) for number in item] for item in listed.items]
        items = _spoken_of(items, found.understood.own) or items
        shown = self._as_room_allows(items)
        sentences = [each for each in [*lead, *(each for item in shown for each in item)] if not _cited(each, draft)]
        lines = [self.quoter.line(each, draft, None, located=False, whole_rule=False) for each in sentences]
        if lines and len(shown) < len(items):
            lines.append(messages.REST_OF_ITEMS.format(shown=int_to_chinese(len(shown)), count=int_to_chinese(len(items))))
        return lines

    def _as_room_allows(self, items: Sequence[list[Hit]]) -> list[list[Hit]]:
        """Return the first items of a list, one at least."""
        size, shown = 0, list[list[Hit]]()
        for item in items:
            size += sum(len(each.text) for each in item)
            if shown and size > LONGEST_LIST:
                break
            shown.append(item)
        return shown


def _write_points(points: Sequence[Sequence[str]], head: str, begin: int, draft: Draft) -> None:
    """Write points behind a head, which may be empty, numbered from ``begin`` where there are several; nothing of none."""
    if len(points) == 1:
        first, *rest = points[0]
        draft.lines += [head + first, *rest]
        return
    draft.lines += [head] if head and points else []
    for number, (first, *rest) in enumerate(points, begin):
        draft.lines += [f"{number}. {first}", *rest]


def _spoken_of(items: Sequence[list[Hit]], question: str) -> list[list[Hit]]:
    """Return the items of a list of terms that define one the question names: of 总部型企业 and 地区总部 the one asked about."""
    asked = without_brackets(question)
    return [item for item in items if any(name in asked for name in defined_in(item[0].text))]


def with_items_between(hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """Return hits with all items of a list of which several are among them, in the text's order where the best stands.

    Some documents number conditions so that each is a clause of its own (条件要求7．（1） to （4）): who fulfils two of four
    fulfils none.
    """
    found = list(hits)
    for parent in dict.fromkeys(filter(None, (_numbered_under(hit.clause) for hit in hits))):
        of_list = [hit for hit in found if _numbered_under(hit.clause) == parent]
        items = _items_under(parent, of_list[0], retriever)
        if len(of_list) < ENOUGH_OF_LIST or sum(len(item.text) for item in items) > LONGEST_LIST:
            continue
        at = found.index(of_list[0])
        found = [*(h for h in found[:at] if h not in of_list), *items, *(h for h in found[at:] if h not in of_list)]
    return found


def _numbered_under(clause: str) -> str:
    """Return the id of what a clause is a numbered item of, empty where it is none: （1） is one, the section （一） is not."""
    parent, _, last = clause.rpartition(".")
    return parent if last.strip("()").isdecimal() and last.startswith("(") else ""


def _items_under(parent: str, hit: Hit, retriever: Retriever) -> list[Hit]:
    """Return all sentences of the numbered items under a place of a hit's document, in the order of the text."""
    document = int(retriever.source.sentence_document[hit.sentence])
    clauses = [number for number, clause in retriever.clauses_of(document) if _numbered_under(clause.id) == parent]
    return [retriever.looked_up(sentence) for number in clauses for sentence in retriever.sentences_of(number)]


def led_by(hit: Hit, retriever: Retriever) -> list[Hit]:
    """Return the sentences that a title-like first sentence of a paragraph leads: 运用效益提高。

    In an article such a sentence may itself be the rule (本法自…起施行。), so that it is shown with them; elsewhere what goes on
    behind a semicolon is no title.
    """
    clause = retriever.clause_of(hit.sentence)
    titled = article_number(clause.path) is None
    if len(hit.text) > TITLE_LIKE or hit.start != clause.sentences[0][0] or len(clause.sentences) == 1:
        return []
    if titled and hit.text.endswith(OPEN_ENDS):
        return []
    begin = hit.sentence + titled
    return [retriever.looked_up(number) for number in range(begin, hit.sentence + min(1 + MOST_LISTED, len(clause.sentences)))]


def _cited(hit: Hit, draft: Draft) -> bool:
    """Return whether a sentence was quoted already: it completed the one before."""
    return any(citation.span == (hit.start, hit.end) for citation in draft.citations)
