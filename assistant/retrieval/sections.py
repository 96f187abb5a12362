"""Whole sections of a guide where a question asks for what they are for: 流程, 申请材料, 受理部门."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain

from assistant import messages
from assistant.grounding.quantities import quantities, written
from assistant.question.facets import FIGURES
from assistant.question.sections import KINDS, asks_eligibility, asks_for_leave, is_section
from assistant.question.understand import Understood
from assistant.question.wording import without_denied
from assistant.question.years import named_years
from assistant.records import Hit
from assistant.retrieval.places import Place
from assistant.retrieval.retriever import Retriever
from assistant.thresholds import GROUP_APART, SECTION_OF
from index.encoder import ShippedEncoder

ALIKE = 0.6  # share of characters in common from which two groups are led alike
GUIDE = 3  # kinds of sections from which a document is a guide; rules have no such headings
FOUND = 10  # hits among which these are
ANNEX = "附件"
TELLS = {"limit": ("duration", "days"), "time": ("year", "effective")}  # figures that a section of this kind tells
_LEADS = ("：", ":")
AGREEING = 2  # hits that are of the guide: one office's guides name the same window and the same site


def sections_asked(
    understood: Understood,
    hits: Sequence[Hit],
    named: Sequence[int],
    retriever: Retriever,
    beside: Sequence[object] = (),
    *,
    surest: float,
) -> tuple[Place, ...]:
    """Return the sections that a question asks for, of the guide that the best hits are from; none where they are of none.

    Args:
        understood: the question.
        hits: best first.
        named: the documents (numbers in the index) that it names.
        retriever: of the index.
        beside: its parts, where it is about several documents; then each has its own answer.
        surest: the probability of the best hit of the question as it was asked, with the name of the document in it.
    """
    kinds = _kinds(understood)
    if beside or not hits or not kinds or not (best := _guide(understood, hits, named, retriever, surest)):
        return ()
    document = int(retriever.source.sentence_document[best[0].sentence])
    found = _sections(document, retriever)
    asked = {kind: [number for numbers in found[kind].values() for number in numbers] for kind in kinds}
    if sum(map(bool, found.values())) < GUIDE or _is_told_by_a_sentence(understood, best[0], asked, retriever):
        return ()
    measure = retriever.clause_of(best[0].sentence).headings[1:2]
    return tuple(
        Place(
            document,
            _of_asker(understood, _of_measure(asked[kind], measure, retriever), retriever),
            section=messages.AND.join(found[kind]),
        )
        for kind in kinds
        if asked[kind]
    )


def _is_told_by_a_sentence(understood: Understood, best: Hit, asked: Mapping[str, Sequence[int]], retriever: Retriever) -> bool:
    """Return whether no section tells it: those that are ``asked`` for are of other years, or the best hit has its figure."""
    document = int(retriever.source.sentence_document[best.sentence])
    if asks_for_leave(understood.own) and _is_measured(understood, best):
        return True
    return _of_other_years(understood, document, chain.from_iterable(asked.values()), retriever)


def _of_other_years(understood: Understood, document: int, numbers: Iterable[int], retriever: Retriever) -> bool:
    """Return whether years are named, and the clauses (numbers in the index) tell of others only, as does their title."""
    units = retriever.units
    told = {year for number in numbers for year in named_years(units.clauses[number].text)}
    return bool(understood.years and told) and understood.years.isdisjoint(told | named_years(units.documents[document].title))


def _is_measured(understood: Understood, hit: Hit) -> bool:
    """Return whether a hit has a figure in the measure of one of the question: 三千万元以上 decides on 三千五百万."""
    own, stated = (quantities(written(text)) for text in (understood.own, hit.text))
    return any(mine.comparable(each) for mine in own for each in stated)


def _of_measure(numbers: Sequence[int], measure: tuple[str, ...], retriever: Retriever) -> tuple[int, ...]:
    """Return the clauses of a section that are of one measure, where a guide for several says so by headings; else all."""
    headed = {number: retriever.units.clauses[number].headings[1:2] for number in numbers}
    own = tuple(number for number in numbers if headed[number] in (measure, ()))
    return own if measure in headed.values() and measure else tuple(numbers)


def _of_asker(understood: Understood, numbers: Sequence[int], retriever: Retriever) -> tuple[int, ...]:
    """Return the clauses of a section without the groups of another kind of asker: 试点单位 where 示范单位 are asked about.

    A group whose lead holds fewer of the question's words than another's, and none besides, is of somebody else; and so is one
    with a lead like another's (中小微企业……须满足, 创业团队……须满足) that as a whole is so much less like the question
    (``GROUP_APART``): 几个大学生还没开公司 names neither.
    """
    groups = list(_led(numbers, retriever))
    features = retriever.maker.segmenter.features
    asked = set(features(without_denied(understood.own)))
    leads = [retriever.units.clauses[group[0]].sentence_text(0) for group in groups]
    held = [asked.intersection(features(lead)) for lead in leads]
    others = {n for group, own in zip(groups, held, strict=True) if any(own < other for other in held) for n in group}
    others |= {n for number in _less_like(understood, groups, leads, retriever) for n in groups[number]}
    return tuple(number for number in numbers if number not in others)


def _less_like(
    understood: Understood, groups: Sequence[Sequence[int]], leads: Sequence[str], retriever: Retriever
) -> Iterator[int]:
    """Yield the numbers of the groups of which another one with a like lead is far liker to the question.

    None by another encoder than the shipped one, on whose cosines the distance was measured.
    """
    encoder, clauses = retriever.maker.encoder, retriever.units.clauses
    if len(groups) < 2 or not isinstance(encoder, ShippedEncoder):
        return
    texts = ["".join(clauses[number].text for number in group) for group in groups]
    near = encoder.encode_document(texts) @ encoder.encode_query([without_denied(understood.own)])[0]
    for number, lead in enumerate(leads):
        alike = (n for n, other in enumerate(leads) if SequenceMatcher(None, lead, other, autojunk=False).ratio() >= ALIKE)
        if any(near[n] - near[number] >= GROUP_APART for n in alike):
            yield number


def _led(numbers: Sequence[int], retriever: Retriever) -> Iterator[list[int]]:
    """Yield the groups of a section: a clause that leads a list, with those behind it under the same headings."""
    group, headings = list[int](), tuple[str, ...]()
    for number in numbers:
        clause = retriever.units.clauses[number]
        if clause.sentences and clause.sentence_text(0).endswith(_LEADS):
            yield from [group] if group else []
            group, headings = [number], clause.headings
        elif group and clause.headings == headings:
            group.append(number)
    yield from [group] if group else []


def _kinds(understood: Understood) -> tuple[str, ...]:
    """Return the kinds of sections that a question asks for: where it asks for figures those that tell these, none for others."""
    figures = set(FIGURES).intersection(understood.facets)
    if understood.claim.asserted and not asks_eligibility(understood.own):
        return ()
    telling = tuple(kind for kind in understood.sections if figures.intersection(TELLS.get(kind, ())))
    told = {facet for kind in telling for facet in TELLS[kind]}
    return (telling if figures <= told else ()) if figures else understood.sections


def _guide(
    understood: Understood, hits: Sequence[Hit], named: Sequence[int], retriever: Retriever, surest: float
) -> tuple[Hit, ...]:
    """Return the best hit of the document that is meant; nothing where none is sure enough.

    It is that of the best hit, where that is named; else of those that the first hits are of the one whose title has most of the
    question's words, and least besides: one office's guides tell the same of different things.
    """
    document_of = retriever.source.sentence_document
    if int(document_of[hits[0].sentence]) in named:
        return (hits[0],)
    features = retriever.maker.segmenter.features
    asked = set(features(understood.own))
    first = {hit.doc: hit for hit in reversed(hits[:FOUND])}
    titles = {hit.doc: retriever.units.documents[int(document_of[hit.sentence])].title for hit in first.values()}

    told = {doc: set(features(title)) for doc, title in titles.items()}
    meant = max(hits[:FOUND], key=lambda hit: len(asked & told[hit.doc]))
    alike = [hit for hit in hits[:FOUND] if asked & told[hit.doc] == asked & told[meant.doc]]
    if all(_is_guide(int(document_of[hit.sentence]), retriever) for hit in alike):
        meant = min(alike, key=lambda hit: len(told[hit.doc] - asked))  # 运营示范单位 is not what 示范单位 asks about
    agreeing = sum(hit.doc == meant.doc for hit in hits[:FOUND]) >= AGREEING
    return (first[meant.doc],) if agreeing and surest >= SECTION_OF else ()


def _is_guide(document: int, retriever: Retriever) -> bool:
    return sum(map(bool, _sections(document, retriever).values())) >= GUIDE


def _sections(document: int, retriever: Retriever) -> dict[str, dict[str, list[int]]]:
    """Return the sections of a document by kind, each by its heading with the clauses (numbers in the index) under it."""
    under: dict[str, list[int]] = {}
    for number, clause in retriever.clauses_of(document):
        if clause.headings and not clause.path.startswith(ANNEX):
            under.setdefault(clause.headings[0], []).append(number)
    return {kind: {title: numbers for title, numbers in under.items() if is_section(kind, title)} for kind in KINDS}
