"""The search of a question: which reading counts, what comes first, and how many hits there are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.profile import load_profile
from assistant.question.titles import Pointer
from assistant.question.understand import Reader, Understood
from assistant.reading.model import Reading
from assistant.records import Hit, Turn
from assistant.retrieval.ledger import NONE, Figures
from assistant.retrieval.limits import Limits
from assistant.retrieval.reading import Budget
from assistant.retrieval.scope import ASIDE, Scope, Scoper
from assistant.retrieval.search import Found, Search, own_first
from assistant.retrieval.vocabulary import Vocabulary
from assistant.thresholds import LEANS, LEANS_BEST, LEANS_LENGTH, READ_FURTHER, STATED_WHERE_NEW, SUPPORT
from corpus.outline import Node
from corpus.records import Clause, Document
from index.segment import default_segmenter

DOCUMENTS = (
    Document("home", "襄阳市质押办法", region="襄阳", province="湖北"),
    Document("patent", "专利法", region="全国"),
    Document("mark", "商标法", region="全国"),
)
WITHOUT_LISTS = Clause("home#一", "home", "一", "一", "", (), "", 0, 0)
HELD = ("质押", "贷款", "补贴", "上限")
BEFORE = [Turn("质押贷款有补贴吗", "“给予补贴。”[1]")]


def hits(*scores: float, begin: int = 0) -> list[Hit]:
    """Return hits on the sentences ``begin``, ``begin`` + 1 and so on."""
    return [Hit("home", f"home#{n}", f"{n}.", "", f"第{n}句。", n, n + 1, s, n) for n, s in enumerate(scores, begin)]


@dataclass
class Scripted:
    """Stands for a retriever: hits by text of the question, or by the documents that are searched."""

    by_text: dict[str, list[Hit]]
    by_documents: dict[tuple[int, ...], list[Hit]] = field(default_factory=dict)
    phrases: dict[str, list[int]] = field(default_factory=dict)
    asked: list[tuple[Understood, Scope, int]] = field(default_factory=list)
    scoper: Scoper = field(default_factory=lambda: Scoper(DOCUMENTS, "襄阳", "home"))
    units: Any = field(default_factory=SimpleNamespace)
    clauses: dict[int, range] = field(default_factory=dict)
    source: Any = field(default_factory=SimpleNamespace)
    maker: Any = field(default_factory=lambda: SimpleNamespace(segmenter=default_segmenter()))
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(HELD, default_segmenter()))

    def retrieve(self, understood: Understood, scope: Scope, depth: int) -> tuple[list[Hit], Any]:
        self.asked.append((understood, scope, depth))
        found = self.by_documents.get(scope.named) or self.by_text.get(understood.text, [])
        return found[:depth], f"query of {understood.text}"

    def retrieve_each(self, readings: Sequence[tuple[Understood, int]], scope: Scope) -> list[tuple[list[Hit], Any]]:
        return [self.retrieve(understood, scope, depth) for understood, depth in readings]

    def occurrences(self, phrase: str, scope: Scope) -> list[int]:
        return self.phrases.get(phrase, [])

    def sentences_of(self, clause: int) -> range:
        return self.clauses[clause]

    def clauses_of(self, document: int) -> list[tuple[int, Clause]]:
        return []

    def outline(self, document: int) -> Node:
        return Node(0, "", "")

    def looked_up(self, sentence: int) -> Hit:
        return replace(hits(1.0, begin=sentence)[0], looked_up=True)


class NoFigures:
    """Stands for a ledger without figures."""

    def find(self, understood: Understood, hits: Sequence[Hit], day: str) -> Figures:
        return NONE

    def periods(self, *_: object) -> dict[int, str]:
        return {}


READER = Reader(point=Pointer(DOCUMENTS, "襄阳", "home").read, field=load_profile().field)


def run(scripted: Scripted, question: str, depth: int = 5, history: Sequence[Turn] = (), **options: Any) -> Found:
    as_of = options.pop("as_of", None)
    search = Search(scripted, READER, lambda _: WITHOUT_LISTS, **options)  # type: ignore[arg-type]
    search.ledger = NoFigures()  # type: ignore[assignment]
    return search.run(READER.readings(question, history), Limits(as_of), depth, Budget())


def numbers(found: Found) -> list[int]:
    return [hit.sentence for hit in found.hits]


# 0.405 is one more in odds than 0.2
@pytest.mark.parametrize(("alone", "leaning", "leans"), [(0.2, 0.41, True), (0.2, 0.4, False), (0.9, 0.3, False)])
def test_a_question_with_a_subject_leans_if_it_finds_more(alone: float, leaning: float, leans: bool) -> None:
    completed = "质押贷款有补贴吗 商标怎么办"
    scripted = Scripted({"商标怎么办": hits(alone, 0.1), completed: hits(leaning, begin=7)})
    found = run(scripted, "商标怎么办", history=BEFORE)
    assert found.understood.text == (completed if leans else "商标怎么办")
    assert numbers(found) == ([7] if leans else [0, 1])
    assert found.query == f"query of {found.understood.text}"
    assert [depth for _, _, depth in scripted.asked] == [1, 1, 40]  # an open question


@pytest.mark.parametrize(("alone", "leaning", "leans"), [(0.5, 0.4, False), (0.1, 0.9, True)])
def test_one_that_asks_for_all_there_is_of_something_leans_if_it_finds_more(alone: float, leaning: float, leans: bool) -> None:
    completed = "质押贷款有补贴吗 人才有哪些举措"
    scripted = Scripted({"人才有哪些举措": hits(alone), completed: hits(leaning, begin=7)})
    assert numbers(run(scripted, "人才有哪些举措", history=BEFORE)) == ([7] if leans else [0])


@pytest.mark.parametrize(("shift", "leans"), [(0.001, True), (-0.001, False)])
def test_one_without_a_subject_leans_whatever_it_finds_alone_if_short_and_good_enough(shift: float, leans: bool) -> None:
    completed = "质押贷款有补贴吗 分红多少"
    least = (LEANS_LENGTH * math.log(4) - LEANS) / LEANS_BEST + shift
    scripted = Scripted({"分红多少": hits(0.99), completed: hits(1 / (1 + math.exp(-least)), begin=7)})
    assert numbers(run(scripted, "分红多少", history=BEFORE)) == ([7] if leans else [0])


class Reads:
    """Stands for the reading model: the same probability for each hit that is read with a question."""

    def __init__(self, states: float) -> None:
        self.states = states
        self.budgets: list[Budget] = []

    def read(self, question: str, hits: Sequence[Hit], budget: Budget) -> dict[int, Reading]:
        self.budgets.append(budget)
        return {hit.sentence: Reading(self.states, 0.0, 0.0) for hit in hits}

    def in_order(
        self, understood: Understood, hits: list[Hit], budget: Budget, *_: object
    ) -> tuple[list[Hit], dict[int, Reading]]:
        return hits, self.read(understood.text, hits, budget)


@pytest.mark.parametrize(("states", "leans"), [(0.9, True), (STATED_WHERE_NEW, True), (0.01, False)])
def test_what_both_turns_find_tells_by_what_it_states_whether_a_turn_goes_on(states: float, leans: bool) -> None:
    completed = "质押贷款有补贴吗 分红多少"
    least = (LEANS_LENGTH * math.log(4) - LEANS) / LEANS_BEST + 0.001  # enough without a reading model
    scripted = Scripted({"分红多少": hits(0.9), completed: hits(1 / (1 + math.exp(-least)), begin=7)})
    reads = Reads(states)
    found = run(scripted, "分红多少", history=BEFORE, hit_reader=reads)
    assert found.understood.text == (completed if leans else "分红多少")
    assert len(reads.budgets) == 2
    assert reads.budgets[0] is reads.budgets[1]  # all that a question has read is paid from one


def test_a_turn_that_goes_on_stays_in_the_document_of_the_answer() -> None:
    answer = "专利权的期限为二十年，自申请日起计算"
    scripted = Scripted({"期限多久 分红呢": hits(0.9), "期限多久 上限呢": hits(0.9)}, phrases={answer: [3]})
    scripted.source, scripted.units = SimpleNamespace(sentence_document=[0, 0, 0, 1]), SimpleNamespace(documents=DOCUMENTS)
    before = [Turn("期限多久", f"“{answer}。”[1]")]
    assert run(scripted, "分红呢", history=before).scope.weights.tolist() == pytest.approx([ASIDE, 1.0, ASIDE])
    assert run(scripted, "上限呢", history=before).scope.weights.tolist() == [0.0, 1.0, 0.0]  # a particular of what it tells


@pytest.mark.parametrize(
    ("text", "score", "known", "told"),
    [
        ("备案的有效期为十年。", 0.6, False, True),
        ("备案的有效期为十年。", 0.6, True, False),  # that of the document is registered
        ("备案的有效期为十年。", 0.4, False, False),
        ("备案三十日内答复。", 0.6, False, False),
    ],
)
def test_what_goes_on_and_is_not_known_of_the_document_is_told_by_its_text(
    text: str, score: float, known: bool, told: bool
) -> None:
    question, history = "有效期呢", [Turn("备案几天答复", "“三十日内答复。”[1]")]
    scripted = Scripted({f"备案几天答复 {question}": [replace(hits(score)[0], text=text)]}, phrases={"三十日内答复": []})
    scripted.units = SimpleNamespace(documents=DOCUMENTS)
    search = Search(scripted, READER, lambda _: WITHOUT_LISTS)  # type: ignore[arg-type]
    search.ledger = NoFigures()  # type: ignore[assignment]
    register = SimpleNamespace(known=known, missing="", not_held=False)
    search.documents = SimpleNamespace(find=lambda *_: register, missing_within=lambda _: None)  # type: ignore[assignment]
    found = search.run(READER.readings(question, history), Limits(None), 5, Budget())
    assert (found.register is None) is told


@pytest.mark.parametrize(
    ("question", "leans"),
    [("火锅好吃", False), ("上限火锅", False), ("那上限呢", True), ("那火锅呢", False), ("那上限和火锅呢", True)],
)
def test_what_nobody_says_of_the_documents_leans_on_nothing(question: str, leans: bool) -> None:
    completed = f"质押贷款有补贴吗 {question}"
    found = run(Scripted({question: hits(0.01), completed: hits(0.99)}), question, history=BEFORE)
    assert found.understood.text == (completed if leans else question)


def test_one_reading_is_searched_once() -> None:
    scripted = Scripted({"质押贷款": hits(0.2)})
    assert numbers(run(scripted, "质押贷款")) == [0]
    assert len(scripted.asked) == 1


def test_more_of_the_same_is_not_what_was_shown() -> None:
    scripted = Scripted({BEFORE[0].question: hits(0.9, 0.8, 0.7)})
    shown = [Turn(BEFORE[0].question, "“第0句。”[1]“第2句。”[2]")]
    assert numbers(run(scripted, "还有吗", history=shown)) == [1]
    assert numbers(run(scripted, BEFORE[0].question, history=shown)) == [0, 1, 2]


def test_more_is_first_what_follows_in_the_clause_that_was_quoted() -> None:
    scripted = Scripted({BEFORE[0].question: hits(0.9)}, phrases={"这是已经说过的一句。": [11]})
    scripted.units.sentence_clause = dict.fromkeys(range(10, 17), 3)
    scripted.clauses = {3: range(10, 17)}
    shown = [Turn(BEFORE[0].question, "“这是已经说过的一句。”[1]")]
    assert numbers(run(scripted, "还有吗", history=shown)) == [12, 13, 14, 0]  # not the one before, not to the end


def test_the_source_is_where_the_quotes_stand() -> None:
    scripted = Scripted({}, phrases={"这是已经说过的一句。": [5, 6], "这是说过的另一句。": [9]})
    shown = [Turn(BEFORE[0].question, "“这是已经说过的一句。”[1]\n“这是说过的另一句。”[2]")]
    found = run(scripted, "出处呢", history=shown)
    assert (found.occurrences, numbers(found)) == ((5, 9), [5, 9])


class Backwards:
    def rerank(self, question: str, found: Sequence[Hit]) -> list[Hit]:
        self.question = question
        return list(reversed(found))


def test_hits_are_reranked_where_there_is_a_reranker() -> None:
    scripted, reranker = Scripted({"质押贷款": hits(0.3, 0.2, 0.1)}), Backwards()
    assert numbers(run(scripted, "质押贷款", reranker=reranker)) == [2, 1, 0]
    assert reranker.question == "质押贷款"


def test_the_day_and_what_is_pointed_at_reach_the_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    scripted = Scripted({"商标法的期限": hits(0.3)})
    days = []
    scope = scripted.scoper.scope
    monkeypatch.setattr(
        scripted.scoper, "scope", lambda pointing, **limits: days.append(limits["as_of"]) or scope(pointing, **limits)
    )
    found = run(scripted, "商标法的期限", as_of="2020-01-01")
    assert found.scope.named == scripted.asked[-1][1].named == (2,)
    run(scripted, "目标值", history=BEFORE, as_of="2019-01-01")
    assert days == ["2020-01-01", *["2019-01-01"] * 3]


@pytest.mark.parametrize("depth", [1, 2, 10])
def test_there_are_no_more_hits_than_wanted(depth: int) -> None:
    scripted = Scripted({"“补贴”出自哪里": hits(*[0.5] * 20)}, phrases={"补贴": [30, 31, 32]})
    assert numbers(run(scripted, "“补贴”出自哪里", depth)) == [30, 31, 32, *range(20)][:depth]


@pytest.mark.parametrize(("question", "depth"), [("质押有哪些举措", 40), ("质押贷款", 40), ("质押由谁办理", 5)])
def test_of_an_open_question_there_are_more(question: str, depth: int) -> None:
    assert len(numbers(run(Scripted({question: hits(*[0.5] * 60)}), question))) == depth


def test_places_of_a_phrase_come_first_sure_and_once() -> None:
    scripted = Scripted({"“补贴”出自哪里": hits(0.9, 0.8, 0.7)}, phrases={"补贴": [1, 9]})
    found = run(scripted, "“补贴”出自哪里")
    assert numbers(found) == [1, 9, 0, 2]
    assert [(hit.looked_up, hit.score) for hit in found.hits] == [(True, 1), (True, 1), (False, 0.9), (False, 0.7)]
    assert (found.phrase, found.occurrences, found.places, found.parts) == ("补贴", (1, 9), (), 0)


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("“补贴”和“贴息”出自哪里", "补贴"),  # the first of several
        ("“补贴”在哪几处提到", "补贴"),
        ("“补贴”都列出来", "补贴"),
        ("专项补贴都列出来", ""),  # what is said of it, not where
        ("“补贴”怎么申请", ""),
        ("专项补贴几处提到", "专项补贴"),
        ("专项补贴和贷款贴息几处提到", "专项补贴"),  # as long as the other: in the order of the characters
        ("融资成本和质押几处提到", "质押"),  # the longer one stands nowhere
        ("质押和专项补贴几处提到", "专项补贴"),  # the longer one
        ("没有写的几处提到", ""),
        ("专项补贴怎么申请", ""),
    ],
)
def test_the_phrase_whose_places_are_wanted(question: str, phrase: str) -> None:
    places = {"补贴": [1], "专项补贴": [2], "贷款贴息": [3], "质押": [4]}
    found = run(Scripted({}, phrases=places), question)
    assert found.phrase == phrase
    assert found.occurrences == tuple(places.get(phrase, ()))


TWO = "注册商标有效期多久，能不能续展几次"
FIRST, SECOND_ONE = f"{TWO} 注册商标有效期多久", f"{TWO} 能不能续展几次"


@pytest.mark.parametrize(
    ("second", "order"),
    [
        (hits(0.16, begin=3), [0, 3, 1, 2]),
        (hits(0.1599, begin=3), [0, 1, 2, 3]),
        (hits(0.9, begin=0), [0, 1, 2, 3]),  # it is the first one anyway
        (hits(0.9, begin=8), [0, 8, 1, 2, 3]),
        ([], [0, 1, 2, 3]),
    ],
)
def test_the_answer_to_a_second_question_is_moved_up(second: list[Hit], order: list[int]) -> None:
    scripted = Scripted({TWO: hits(0.5, 0.4, 0.3, 0.2), FIRST: hits(0.5), SECOND_ONE: second})
    assert numbers(run(scripted, TWO)) == order
    (_, _, whole), (first, _, one), (other, _, _) = scripted.asked
    assert (whole, one) == (READ_FURTHER, 1)
    assert first.facets == other.facets == READER.read(TWO).facets
    assert (first.own, other.own) == ("注册商标有效期多久", "能不能续展几次")


def test_no_more_than_three_are_moved_up_and_no_one_where_nothing_is_found() -> None:
    question = "请问甲的办法是什么，乙的办法是什么，丙的办法是什么，丁的办法是什么"
    parts = {f"{question} {part}": hits(0.5, begin=9 - n) for n, part in enumerate(question.split("，"))}
    assert numbers(run(Scripted({question: hits(0.4, 0.3)} | parts), question, 9)) == [0, 9, 8, 1]
    assert numbers(run(Scripted(parts), question, 9)) == []


def test_one_question_has_no_second_one() -> None:
    scripted = Scripted({"注册商标有效期多久": hits(0.5, 0.4)})
    run(scripted, "注册商标有效期多久")
    assert len(scripted.asked) == 1


def test_of_several_documents_each_comes_in_turn_and_then_the_rest() -> None:
    question = "专利法和商标法的赔偿上限"
    of_each = {(1,): hits(0.5, 0.4, begin=10), (2,): hits(0.3, 0.2, 0.1, begin=20)}
    scripted = Scripted({question: hits(0.6)}, by_documents=of_each)
    scripted.by_documents[1, 2] = [*hits(0.5, begin=10), *hits(0.4, begin=0)]  # of the whole question
    found = run(scripted, question, 10)
    assert numbers(found) == [10, 20, 11, 21, 22, 0]
    assert found.parts == 2
    assert [depth for _, _, depth in scripted.asked] == [READ_FURTHER, 10, 10]
    assert [understood.own for understood, _, _ in scripted.asked[1:]] == [question, question]
    assert numbers(run(scripted, question, 3)) == [10, 20, 11]


class ReadsAs(Reads):
    """Reads each hit as its sentence says, others as hardly stating anything."""

    def __init__(self, states: dict[int, float]) -> None:
        super().__init__(0.01)
        self.of = states

    def read(self, question: str, hits: Sequence[Hit], budget: Budget) -> dict[int, Reading]:
        return {hit.sentence: Reading(self.of.get(hit.sentence, self.states), 0.0, 0.0) for hit in hits}


def test_the_first_two_of_each_document_are_read_and_ordered_so() -> None:
    question = "专利法和商标法的赔偿上限"
    of_each = {(1,): hits(0.5, 0.4, 0.3, begin=10), (2,): hits(0.3, 0.2, begin=20), (1, 2): hits(0.6)}
    found = run(Scripted({question: hits(0.6)}, by_documents=of_each), question, 10, hit_reader=ReadsAs({11: 0.9, 12: 0.95}))
    assert numbers(found)[:4] == [11, 20, 10, 21]  # the third is not read
    assert [hit.signals["states"] for hit in found.hits[:4]] == [0.9, 0.01, 0.01, 0.01]


def test_a_second_question_is_not_looked_for_where_there_are_parts() -> None:
    question = "专利法的期限是多久，商标法的期限是多久"
    scripted = Scripted({}, by_documents={(1,): hits(0.5, begin=10), (2,): hits(0.3, begin=20)})
    assert numbers(run(scripted, question)) == [10, 20]
    assert len(scripted.asked) == 3
    nothing = Scripted({question: hits(0.5)})
    assert (numbers(run(nothing, question)), run(nothing, question).parts) == ([0], 2)


def test_the_answer_to_a_second_question_may_stand_before_that_to_the_first() -> None:
    scripted = Scripted({TWO: hits(0.5, 0.4, 0.3, begin=5), FIRST: hits(0.5, begin=5), SECOND_ONE: hits(0.9, begin=3)})
    assert numbers(run(scripted, TWO)) == [5, 3, 6, 7]


@pytest.mark.parametrize(
    ("states", "odds", "ahead"),
    [
        ((0.9, 0.8), 1.0, True),
        ((0.9, 0.6), 1.0, False),  # it reads as stating it less surely
        ((0.9, 0.8), SUPPORT + 0.1, False),  # it is found far behind
        ((0.4, 0.4), 1.0, False),  # neither states it
        ((0.9,), 1.0, False),  # it was not read
    ],
)
def test_the_rule_of_the_place_asked_for_comes_before_that_of_its_province(
    states: tuple[float, ...], odds: float, *, ahead: bool
) -> None:
    of_province, of_city = replace(hits(0.5)[0], doc="province"), replace(hits(1 / (1 + math.exp(odds)), begin=1)[0], doc="city")
    read = {number: Reading(each, 0.0, 0.0) for number, each in enumerate(states)}
    found = own_first([of_province, of_city], read, {"province"}, {"city"})
    assert [hit.doc for hit in found] == (["city", "province"] if ahead else ["province", "city"])
    assert found[0].score == 0.5
    assert own_first([of_province, of_city], read, set(), {"city"})[0].doc == "province"  # it is no rule around the place
    assert own_first([], read, {"province"}, {"city"}) == []
