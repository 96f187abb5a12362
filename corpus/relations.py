"""What a text says of other documents: which it repeals, which it rests on, and when it was amended itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.dates import stated_date
from corpus.records import Document, ParsedDocument, Relation
from corpus.wording import DATE, DOC_NO, squeeze

REPEALS, RESTS_ON, AMENDED, AMENDS = "废止", "依据", "修正", "修改"
KEPT = (REPEALS, AMENDED, AMENDS)  # relations that decide which text is in force when
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]{0,60}》){1,120})》(?:[（(]([^（()）]{0,40}?号)[^（()）]{0,40}[)）])?")
_REPEALED_BEHIND = re.compile(
    r"[^，。；《》]{0,12}?(?:(?:同时|即行|自行|予以|一并|相应|均)\s*(?:予以)?(?:废止|失效|停止(?:执行|施行|使用))|不再(?:执行|施行|适用)|废止[。；，）)]?$)"
)
_REPEALS_BEFORE = re.compile(r"(?:^|[，。；：、]|决定|现|予以)\s*(?:废止|停止执行)\s*$")
_RESTS = re.compile(r"(?:根据|依据|按照|依照|遵照)\s*$")
_JOINS = re.compile(
    r"[、和及与并，]*(?:以及)?(?:[^，。；《》]{0,60}(?:公布|发布|印发|颁布|通过|批准|施行|实施|制定|出台)的?)?\s*"
)
_DAY_BEFORE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日[^，；。《》]*$")
_PART = re.compile(r"第[^条]{1,8}条|部分|有关(?:条款|规定)|中的")
_AMENDMENT = re.compile(r"(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)")
_AMENDS_TITLE = re.compile(r"关于修改(?:[〈《])([^〉》]{1,80})[〉》]的决定")
_FOUNDATION = 2  # clauses from the first on in which a document names what it rests on
_EDITION = re.compile(r"[（(][^（()）]*(?:修订|修正|版|\d{4})[^（()）]*[)）]|^中华人民共和国")


def relations_of(parsed: ParsedDocument) -> list[Relation]:
    """Return what a text says of other documents and of its own amendments, each once, with the words that say it."""
    found: dict[tuple[str, str, str | None], Relation] = {}
    for relation in (*_amendments(parsed), *_repeals(parsed), *_foundations(parsed)):
        found.setdefault((relation.kind, relation.title, relation.day), relation)
    return list(found.values())


def _amendments(parsed: ParsedDocument) -> Iterator[Relation]:
    for heading in parsed.headings:
        if heading.path != "题名":
            continue
        days = [day.start() for day in DATE.finditer(heading.title)]
        for start, end in pairwise([*days, len(heading.title)]):
            said = heading.title[start:end].strip(" \u3000（(）)")
            if _AMENDMENT.search(re.sub(r"《[^《》]{0,120}》", "", said)):  # not the decision's name: 《关于修改〈…〉的决定》通过
                yield Relation(AMENDED, parsed.document.title, said, "题名", day=stated_date(said))
        if not days and (amends := _AMENDS_TITLE.search(heading.title)):
            yield Relation(AMENDS, amends.group(1), heading.title, "题名")


def _sentences(parsed: ParsedDocument, limit: int | None = None) -> Iterator[tuple[str, str]]:
    own = [clause for clause in parsed.clauses if not clause.path.startswith(("附件", "附录", "附表"))]
    for clause in own[:limit]:
        yield from ((clause.sentence_text(number), clause.label) for number in range(len(clause.sentences)))


def _repeals(parsed: ParsedDocument) -> Iterator[Relation]:
    """Yield the documents that are said to be repealed: 《甲》《乙》（…号）同时废止, 废止《丙》; not articles of them."""
    for sentence, where in _sentences(parsed):
        names = list(_NAMED.finditer(sentence))
        for at, name in enumerate(names):
            before, behind, tail = (
                sentence[: name.start()],
                _behind(sentence, names, at),
                _behind(sentence, names, _last(sentence, names, at)),
            )
            repealed = _REPEALED_BEHIND.match(tail) or _REPEALS_BEFORE.search(before)
            if repealed and not _PART.search(behind) and not _PART.search(tail):
                day = _DAY_BEFORE.search(before)
                stated = stated_date(day.group()) if day else None  # of the edition that is meant
                yield Relation(REPEALS, name.group(1), sentence, where, name.group(2), stated)


def _behind(sentence: str, names: Sequence[re.Match[str]], at: int) -> str:
    """Return what stands behind a name, up to the next."""
    return sentence[names[at].end() : names[at + 1].start() if at + 1 < len(names) else len(sentence)]


def _last(sentence: str, names: Sequence[re.Match[str]], at: int) -> int:
    """Return the last of the names that are listed from ``at`` on: 《甲》、《乙》和《丙》."""
    while at + 1 < len(names) and _JOINS.fullmatch(_behind(sentence, names, at)):
        at += 1
    return at


def _foundations(parsed: ParsedDocument) -> Iterator[Relation]:
    for sentence, where in _sentences(parsed, _FOUNDATION):
        names = list(_NAMED.finditer(sentence))
        resting = False
        for at, name in enumerate(names):
            between = sentence[names[at - 1].end() if at else 0 : name.start()]
            resting = _RESTS.search(between) is not None or (resting and _JOINS.fullmatch(between) is not None)
            if resting:
                yield Relation(RESTS_ON, name.group(1), sentence, where, doc_no=name.group(2))


def bare_title(title: str) -> str:
    """Return a title as it is compared: without its edition, the name of the state and signs."""
    return re.sub(r"[\W_]", "", _EDITION.sub("", squeeze(title)))


def resolve(relations: Iterable[Relation], documents: Iterable[Document], own: Document) -> list[Relation]:
    """Return the relations with the ids of the documents that they name, where exactly one that is held can be meant.

    A number decides where there is one, and the day of the edition; else the title, its edition aside. A document
    repeals none of its own title without one of them, and none that is younger.
    """
    held = [document for document in documents if document.id != own.id]
    found = []
    for relation in relations:
        matches = [document.id for document in held if _is_meant(relation, document, own)]
        found.append(replace(relation, doc=matches[0]) if len(matches) == 1 and relation.kind != AMENDED else relation)
    return found


def _begins_after(document: Document, other: Document) -> bool:
    return bool(document.begins and other.begins) and (document.begins or "") > (other.begins or "")


def _is_meant(relation: Relation, document: Document, own: Document) -> bool:
    repeals = relation.kind == REPEALS
    if repeals and _begins_after(document, own):
        return False
    number = squeeze(relation.doc_no or "")
    if number and document.doc_no and DOC_NO.search(squeeze(document.doc_no)):
        return number in squeeze(document.doc_no)
    title = bare_title(relation.title)
    if title != bare_title(document.title):
        return False
    if repeals and relation.day:
        return relation.day in (document.published, document.valid_from)
    return not repeals or title != bare_title(own.title)
