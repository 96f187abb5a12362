"""Whether the questions that one question asks are answered one by one, or all of it by what is found for the whole."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.decision.decide import Decision
from assistant.decision.kinds import DATED, DAY, asked_kinds, holds
from assistant.question.facets import FIGURES, states, states_all
from assistant.question.parts import about, is_told_with_the_other, says_something
from assistant.question.understand import Told
from assistant.records import Citation, Hit, Status
from assistant.retrieval.reading import odds_of
from assistant.retrieval.search import Found
from assistant.thresholds import DOUBTED, OPEN_STATED, READ_SURE, READS_BETTER, SUPPORT

PHONE = "phone"
NOT_HELD = ("document not held", "title not held")  # the rules of decide.py that a name settles, whatever was found


def told_apart(parts: Sequence[tuple[Found, Decision]], *, marked: bool = False, of_each: bool = False) -> bool:
    """Return whether each question has an answer of its own: the first is stated for sure, the others are or are not stated.

    What stands before a question may only lead to it, so that it is not said to be unstated unless something is stated before
    it. Where one sentence states all of them the whole question finds it.

    Args:
        parts: what was found for each, and how it ends.
        marked: whether each ends in a question mark of its own: then none only leads to another, and one that is stated, but
            not for sure, is told apart as well.
        of_each: whether the same is asked of several things: one that is not stated alone may be in a sentence on all of them.
    """
    if len(parts) < 2 or not _each_ends(parts, marked=marked) or (of_each and not_stated(parts)):
        return False
    return not (_all_end_alike(parts, marked=marked) or _of_one_section(parts) or _of_one_sentence(parts, marked=marked))


def _of_one_sentence(parts: Sequence[tuple[Found, Decision]], *, marked: bool) -> bool:
    """Return whether the sentence that answers the first question answers all of them."""
    first = parts[0][1].hits[:1]
    return bool(first) and all(
        decision.hits and _states(found, decision, first[0].sentence, marked=marked) for found, decision in parts[1:]
    )


def told_from_the_first(parts: Sequence[tuple[Found, Decision]], *, marked: bool) -> list[int]:
    """Return the numbers of the questions that are told one by one, where the first is surely stated and another is in doubt.

    Asked at once, what is in doubt would stand in the place of what is sure. None where the first is not, or its sentence answers
    all; nor where they are not ``marked`` and what is in doubt may not be a question at all.
    """
    if len(parts) < 2 or not (parts[0][1].sure and parts[0][1].status is Status.ANSWERED and parts[0][1].hits):
        return []
    likely = marked or all(_told(decision) or _ends(found, decision) for found, decision in parts[1:])
    if not likely or _of_one_section(parts) or _of_one_sentence(parts, marked=marked):
        return []
    return surely_told(parts, marked=True)


def _each_ends(parts: Sequence[tuple[Found, Decision]], *, marked: bool) -> bool:
    """Return whether the first question is told, or ends where it is ``marked``, and each of the others ends.

    What is a fact of a document none of the whole's sentences tells, so that it is told apart whatever the others come to.
    """
    if marked and any(map(_is_fact, parts)):
        return all(decision.hits or found.register is not None for found, decision in parts)
    if not (_told(parts[0][1]) or (marked and _ends(*parts[0])) or _tells_all(*parts[0])):
        return False
    return all(decision.hits and (_told(decision) or _ends(found, decision, likely=marked)) for found, decision in parts[1:])


def _tells_all(found: Found, decision: Decision) -> bool:
    """Return whether all there is of something is asked, so that it leads to nothing, and what is found reads as stating it."""
    stated = decision.status is Status.ANSWERED and bool(decision.hits) and _reads(found, decision.hits[0]) >= OPEN_STATED
    return found.understood.exhaustive and stated


def _is_fact(part: tuple[Found, Decision]) -> bool:
    register = part[0].register
    return register is not None and register.known


def _all_end_alike(parts: Sequence[tuple[Found, Decision]], *, marked: bool) -> bool:
    """Return whether none is stated, so that the whole shows what is nearest, or all are of a document that is not held."""
    unstated = marked and len(not_stated(parts)) == len(parts)
    return unstated or all(decision.rule in NOT_HELD for _, decision in parts)


def _of_one_section(parts: Sequence[tuple[Found, Decision]]) -> bool:
    """Return whether all ask for the same sections of a guide, by which one at least is answered: 能领吗？要什么条件？"""
    asked = {found.understood.sections for found, _ in parts}
    return len(asked) == 1 and any(asked) and any(place.section for found, _ in parts for place in found.places)


def _told(decision: Decision) -> bool:
    """Return whether it is stated for sure, or of another time, or of a document that is not held: that is told then.

    Of another time the figure is shown, and what is not stated is named.
    """
    return decision.sure or decision.rule in NOT_HELD or (decision.status is Status.PARTIAL and bool(decision.figures))


def _ends(found: Found, decision: Decision, *, likely: bool = True) -> bool:
    """Return whether what is asked is said not to be stated or, ``likely``, what is shown states it likelier than not."""
    if decision.status is not Status.ANSWERED or not (likely and decision.hits):
        return decision.status is Status.PARTIAL
    return decision.hits[0].odds >= 0 or _reads(found, decision.hits[0]) >= OPEN_STATED


def said_in(found: Found, decision: Decision, before: Told | None) -> Told | None:
    """Return where a question is answered, where it is likelier than not, else where that ``before`` it is.

    What is asked behind it goes on in that text.
    """
    likely = decision.status is Status.ANSWERED and bool(decision.hits) and (decision.sure or _ends(found, decision))
    return Told(decision.hits[0].sentence, found.understood.pointing.places) if likely else before


def is_open(found: Found, decision: Decision) -> bool:
    """Return whether a question has no answer that is likelier than not: it is not stated, or hardly found."""
    return bool(decision.hits) and decision.rule not in NOT_HELD and said_in(found, decision, None) is None


def not_stated(parts: Sequence[tuple[Found, Decision]]) -> list[int]:
    """Return the numbers of the questions that, asked alone, are not stated."""
    return [number for number, (_, decision) in enumerate(parts) if decision.status is Status.PARTIAL]


def no_surer(decision: Decision, parts: Sequence[tuple[Found, Decision]]) -> Decision:
    """Return how the whole of several questions ends, of which none is stated: it may be stated where one of them may be."""
    unsure = decision.status is Status.PARTIAL and any(own.unsure for _, own in parts)
    return replace(decision, unsure=True) if unsure else decision


def hardly_stated(parts: Sequence[tuple[Found, Decision]]) -> list[int]:
    """Return the numbers of the questions that are not stated, and beside them of those that nothing surely answers or reads so.

    Those are named where the whole is not stated: of two that are asked, none is passed over.
    """
    unstated = not_stated(parts)
    doubted = [number for number, part in enumerate(parts) if _is_in_doubt(*part)] if unstated else []
    return sorted({*unstated, *doubted})


def _is_in_doubt(found: Found, decision: Decision) -> bool:
    """Return whether a question is answered, but not for sure, and none of the sentences that were read reads as stating it."""
    read = [found.readings[hit.sentence].states for hit in decision.hits if hit.sentence in found.readings]
    return decision.status is Status.ANSWERED and not decision.sure and bool(read) and max(read) < DOUBTED


def standing_beside(parts: Sequence[tuple[Found, Decision]]) -> list[int]:
    """Return the numbers of the questions whose answer seems to stand in the sentence that answers one before.

    保护多少年，从哪天开始数: asked alone the day is of nothing and not stated, but the sentence on the years gives one. So it is
    where a date is asked for, which the one before does not ask for, and the sentence gives a day. A body or a number stands in
    many a sentence that does not answer 找谁 or 多少. What only asks on (还能再争取吗？几天之内？) is of what the first is about:
    where that one's sentence reads as stating it, no other is.
    """
    unstated = not_stated(parts)
    return [
        number
        for number, (found, _) in enumerate(parts)
        if (number in unstated and any(_dates(part, found) for part in parts[:number]))
        or any(_tells_on(part, found) for part in parts[:number])
    ]


def told_in_one(parts: Sequence[tuple[Found, Decision]], keywords: Sequence[str]) -> list[int]:
    """Return the numbers of the ``keywords`` of one row whose answer stands in the sentence that surely answers one before.

    补贴比例 and 每年上限 are both told by 补贴20%，每年不超过50万元, whatever else has an upper limit. Of another thing that the
    sentence does not name (担保费率 上限, 再担保费 上限) it tells nothing.
    """
    told: list[str] = []
    beside = []
    for number, ((found, decision), keyword) in enumerate(zip(parts, keywords, strict=True)):
        facets, things = found.understood.facets, about(keyword).split()
        if facets and any(states_all(text, facets, meaning=False) and all(one in text for one in things) for text in told):
            beside.append(number)
        elif decision.status is Status.ANSWERED and decision.sure:
            told += [hit.text for hit in decision.hits if hit is decision.hits[0] or hit.looked_up]  # a place is shown whole
    return beside


def _tells_on(part: tuple[Found, Decision], asked: Found) -> bool:
    """Return whether the sentence that surely answers one question reads as stating another that only asks on from it."""
    (found, decision), understood = part, asked.understood
    if decision.status is not Status.ANSWERED or not decision.hits:
        return False
    first = decision.hits[0]
    if is_told_with_the_other(understood.question):  # where the sentence names the other one
        return _ends(found, decision) and any(word in first.text for words in understood.kinds for word in words)
    asks_on = bool(understood.context) and not says_something(understood.question)
    return decision.sure and asks_on and _reads(asked, first) >= READ_SURE and _has_the_form(first.text, asked)


def _has_the_form(text: str, asked: Found) -> bool:
    """Return whether a text has the form of what a question asks for, however it reads: of 补几成 a rate."""
    understood = asked.understood
    kinds = asked_kinds(understood.question)
    stated = states_all(text, understood.facets, meaning=False)
    return stated and all(holds(text, kind, understood.question) for kind in kinds)


def told_by_one(parts: Sequence[tuple[Found, Decision]]) -> list[int]:
    """Return the numbers of the further questions where one sentence surely answers them all; none where it does not.

    Where the same is asked of several things: 发明和外观设计的保护期各是几年.
    """
    alike = all(_answered_by(part, parts[0][1].hits[:1]) for part in parts)
    return list(range(1, len(parts))) if alike else []


def told_beside(parts: Sequence[tuple[Found, Decision]]) -> list[tuple[Found, Decision]]:
    """Return what was found for questions, each with that first which answers it, where the best likely answers one before it.

    受理后几天送副本？对方几日内答辩？ begins for the second with the sentence on the first; another one, nearly as near, reads
    better there.
    """
    found: list[tuple[Found, Decision]] = []
    for part in parts:
        taken = part[1].status is Status.ANSWERED and any(_begins_with(own, part[1].hits) and _ends(at, own) for at, own in found)
        found.append((part[0], _with_the_better_read(*part)) if taken else _of_their_place(_of_their_clause(part, found), found))
    return found


def _of_their_clause(part: tuple[Found, Decision], before: Sequence[tuple[Found, Decision]]) -> tuple[Found, Decision]:
    """Return what was found for a question, as answered where it may be, and is by a clause that surely answers one before it.

    Of 注册资本门槛多少，有效专利得有几件 the second is told by the next item of the list, however little its few words say.
    """
    found, decision = part
    if not decision.unsure:
        return part
    decision = _with_the_better_read(found, decision)
    clauses = {each.hits[0].clause for _, each in before if each.status is Status.ANSWERED and each.sure}
    if decision.hits[0].clause not in clauses or not _has_the_form(decision.hits[0].text, found):
        return part
    return found, replace(decision, status=Status.ANSWERED, missing=(), unsure=False)


def _of_their_place(part: tuple[Found, Decision], before: Sequence[tuple[Found, Decision]]) -> tuple[Found, Decision]:
    """Return what was found for a telephone number that is asked for behind a place, that of its section first.

    窗口在哪，电话多少 asks for the number of the window, not of the office above it, which the same guide gives as well.
    """
    found, decision = part
    if found.understood.facets != (PHONE,):
        return part
    sections = {_section(each.hits[0]) for _, each in before if each.status is Status.ANSWERED and each.hits}
    own = next((hit for hit in decision.hits if _section(hit) in sections and states(hit.text, PHONE)), None)
    return part if own is None else (found, replace(decision, hits=(own, *(hit for hit in decision.hits if hit is not own))))


def _section(hit: Hit) -> str:
    """Return the id of what the clause of a hit is a numbered or counted part of."""
    return hit.clause.rpartition(".")[0]


def _begins_with(decision: Decision, hits: Sequence[Hit]) -> bool:
    """Return whether a question is answered, first with the first of some hits."""
    first = [*decision.hits[:1], *hits[:1]]
    return decision.status is Status.ANSWERED and len(first) > 1 and first[0].sentence == first[1].sentence


def _answered_by(part: tuple[Found, Decision], hits: Sequence[Hit]) -> bool:
    """Return whether a question is surely answered by a hit."""
    found, decision = part
    return _begins_with(decision, hits) and decision.sure and _reads(found, hits[0]) >= READ_SURE


def _with_the_better_read(found: Found, decision: Decision) -> Decision:
    """Return a decision with that of its near hits first that reads best, where the first is not read as stating it."""
    first = decision.hits[0]
    near = [hit for hit in decision.hits if hit.odds >= first.odds - SUPPORT and hit.sentence in found.readings]
    best = max(near, key=lambda hit: _reads(found, hit), default=first)
    if _reads(found, first) >= OPEN_STATED or _reads(found, best) <= _reads(found, first):
        return decision
    return replace(decision, hits=(best, *(hit for hit in decision.hits if hit is not best)))


def _reads(found: Found, hit: Hit) -> float:
    reading = found.readings.get(hit.sentence)
    return reading.states if reading else 0.0


def _dates(part: tuple[Found, Decision], asked: Found) -> bool:
    """Return whether the sentence that answers one question gives a day, where another question wants nothing but a date."""
    found, decision = part
    wanted, own = (set(asked_kinds(each.understood.question)) for each in (asked, found))
    if decision.status is not Status.ANSWERED or not decision.hits or not wanted or wanted & own or wanted - DATED:
        return False
    return holds(decision.hits[0].text, DAY, asked.understood.question)


def surely_told(parts: Sequence[tuple[Found, Decision]], *, marked: bool = False) -> list[int]:
    """Return the numbers of the questions that, asked alone, are surely stated in a sentence that reads so, and of the unstated.

    None where none is stated. What neither says anything nor asks for a figure (网站是啥) no reading is sure of. Where each is
    ``marked`` by a question mark it is enough that it is stated likelier than not.
    """
    stated = [number for number, part in enumerate(parts) if _is_surely_told(*part, likely=marked)]
    return sorted(stated + not_stated(parts)) if stated else []


def _is_surely_told(found: Found, decision: Decision, *, likely: bool) -> bool:
    tells = bool(set(FIGURES) & set(found.understood.facets)) or says_something(found.understood.question)
    if not tells or decision.status is not Status.ANSWERED or not decision.hits:
        return False
    return (decision.sure and _reads(found, decision.hits[0]) >= READ_SURE) or (likely and _ends(found, decision))


def left_out(parts: Sequence[tuple[Found, Decision]], shown: Sequence[Citation]) -> list[int]:
    """Return the numbers of the questions that, asked alone, are answered with a sentence that is not among what is ``shown``."""
    if _of_one_section(parts):
        return []
    return [
        number
        for number, (_, decision) in enumerate(parts)
        if decision.status is Status.ANSWERED and decision.hits and not any(_holds(each, decision.hits[0]) for each in shown)
    ]


def passed_over(asked: str, part: tuple[Found, Decision], shown: Sequence[Citation]) -> bool:
    """Return whether what a few words ask whether it is so (收费 of 收费吗) is not stated, and nothing ``shown`` tells it.

    Of a longer question, or of one that asks what, the reading alone is no measure: 其中属于发明的有多少.

    Args:
        asked: what they ask whether it is so; empty of any other question.
        part: what was found for the question, and how it ends.
        shown: the quotes of the answer.
    """
    found, decision = part
    if not asked or any(asked in citation.quote for citation in shown):
        return False
    told = (_reads(found, hit) for hit in found.hits if any(_holds(each, hit) for each in shown))
    return (decision.status is Status.PARTIAL or _is_in_doubt(found, decision)) and max(told, default=0.0) < DOUBTED


def _holds(citation: Citation, hit: Hit) -> bool:
    return citation.clause == hit.clause and citation.start < hit.end and hit.start < citation.end


def _states(found: Found, decision: Decision, sentence: int, *, marked: bool) -> bool:
    """Return whether a sentence answers a question: it is shown first, or reads as stating it, where no figure decides.

    One that another sentence states better is answered by that. Of those that are ``marked``, one that is not stated is answered
    by none, and reading tells only of one that leans on what was asked before. Nor is one by a figure of another time: 现有多少
    by the goal that 要达到多少 asked for.
    """
    told_by_reading = not marked or bool(found.understood.context)
    numbers = (sentence, decision.hits[0].sentence)
    reading, own = (found.readings.get(number) if told_by_reading else None for number in numbers)
    read = reading is not None and reading.states >= READ_SURE and found.figures.of(decision.hits[0]) is None
    better = reading is not None and own is not None and odds_of(own.states) >= odds_of(reading.states) + READS_BETTER
    told = decision.status is Status.ANSWERED or not (marked or decision.figures)
    return (read and not better) or (told and decision.hits[0].sentence == sentence)
