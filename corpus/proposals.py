"""What a text states about itself as a document, each value with the words it was taken from; proposed, never taken silently."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from corpus.apart import SIGNED
from corpus.dates import stated_date
from corpus.front import PAGE
from corpus.gazetteer import place_at_start, place_of_text
from corpus.headlines import TITLE, history_of, stated_in_titles, title_of
from corpus.numerals import CHINESE, chinese_to_int
from corpus.places import NATIONAL
from corpus.portal import page_information, portal_field, printed
from corpus.readers.source import Proposal
from corpus.records import Clause, ParsedDocument
from corpus.wording import DOC_NO, is_date, is_organ, kind_of, names_act, squeeze

FIELDS = ("title", "doc_no", "issuer", "published", "valid_from", "valid_to", "region", "kind")
HEAD = 400  # characters in which title, number and salutation stand
SALUTATION = "主送"
PRINTED = "printed"  # the date of printing, from which 自印发之日起 counts
_DAY = rf"\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|[{CHINESE}]{{4}}年[{CHINESE}]{{1,2}}月[{CHINESE}]{{1,3}}日"
_SINCE = re.compile(rf"(?:自|从)\s*({_DAY})\s*(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行)")
_SINCE_PRINTED = re.compile(r"自(?:印发|发布|公布|颁布|下发)之日起(?:正式)?(?:施行|实施|执行|生效|试行)")
_YEARS = re.compile(r"(?:有效期限?(?:为|是)?|试行期?(?:为)?|暂定)\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*年")
_UNTIL = re.compile(rf"(?:截?至|到)\s*({_DAY})\s*(?:止|为止|$|[。；，）])")
_LASTS = re.compile(r"有效期|施行|实施|执行|试行|失效")
_OTHERS = re.compile(r"(?:原|旧)《|《[^》]*》[^，。]*(?:同时|自行)")
_SELF = re.compile(
    r"[\s：:]*(?:第[^条]{1,8}条(?:之.)?\s{0,3}[：:]?\s{0,3})?(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])?\s{0,3}本(?!通知规定的)[\u4e00-\u9fff]{1,8}?(?:自|从|由|有效|试行|执行|施行|实施|的有效)"
)
_DECREED = "现予公布"
# 各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
_TO_ALL = re.compile(r"各省(?:、自治区、直辖市|、市、自治区|、?[（(](?:自治)?区、(?:直辖)?市[）)])[^。；;：:]{0,200}[：:]")
_BY_TITLE = re.compile(r"([\u4e00-\u9fff、 \u3000]{3,40}?)(?:关于|印发|转发)")


def propose(parsed: ParsedDocument, stated: Mapping[str, Proposal] | None = None) -> dict[str, Proposal]:
    """Return what a text states about itself, by the field of the record.

    Args:
        parsed: the text.
        stated: what the file says of itself beside its text, such as the ``<meta>`` of a page; the text comes first.
    """
    found: dict[str, Proposal] = {}
    for field, proposal in (
        *_page(parsed),
        *_signature(parsed),
        *stated_in_titles(parsed),
        *history_of(parsed),
        *title_of(parsed),
        *_number_in_head(parsed),
    ):
        found.setdefault(field, proposal)
    for field, proposal in (stated or {}).items():
        if field not in found or (field == "title" and not names_act(found[field].value)):
            found[field] = proposal
    if PRINTED in found:
        found.setdefault("published", found[PRINTED])
    for field, proposal in (*_by_title(found), *_region(parsed, found), *_validity(parsed, found)):
        found.setdefault(field, proposal)
    return {field: found[field] for field in FIELDS if field in found}


def printed_beside(texts: Sequence[str]) -> dict[str, Proposal]:
    """Return what a page prints beside its text under the labels of portals: 发布日期：, and the date behind it."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    said = [found for at in range(len(lines)) if (found := printed(lines, at))]
    return {field: proposal for field, proposal in reversed(list(_fields((item.field, item.value, PAGE) for item in said)))}


def _page(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield what the page prints above the text, or under labels of its own (发文字号, and the number below it)."""
    lines = _lines_of(parsed, PAGE)
    said = [(item.field, item.value, PAGE) for _, item in page_information(lines)]
    said += [
        (portal_field(clause.title) or "-", clause.text.strip(), clause.label) for clause in parsed.clauses if clause.headings
    ]
    yield from _fields(said)


def _lines_of(parsed: ParsedDocument, place: str) -> list[str]:
    text = "\n".join(clause.text for clause in parsed.clauses if clause.path == place)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _fields(said: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Proposal]]:
    for field, value, where in said:
        if field in ("published", PRINTED, "valid_from", "valid_to"):
            yield from _dated(field, value, where)
        elif field in FIELDS and value and "\n" not in value:
            yield field, Proposal(squeeze(value) if field == "doc_no" else value, value, where)


def _signature(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield the organs and the date of the signature, and the date of printing below it."""
    lines = _lines_of(parsed, SIGNED)
    date = next((at for at, line in enumerate(lines) if is_date(line)), None)
    if date is not None:
        organs = " ".join(line for line in lines[:date] if is_organ(line))
        if organs:
            yield "issuer", Proposal(organs, organs, SIGNED)
        yield from _dated("published", lines[date], SIGNED)
    for line in lines:
        if line.endswith("印发"):
            yield from _dated(PRINTED, line, SIGNED)


def _number_in_head(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield a number that stands by itself at the beginning of a text, as where the lines of the head were lost."""
    head = parsed.text[:HEAD]
    for found in DOC_NO.finditer(head):
        before, behind = head[: found.start()][-1:], head[found.end() :][:1]
        if not (before.strip() or behind.strip()) and not squeeze(found.group()).startswith(("第", "（第", "(第")):
            yield "doc_no", Proposal(squeeze(found.group()), found.group().strip(), TITLE)


def _dated(field: str, text: str, where: str) -> Iterator[tuple[str, Proposal]]:
    if day := stated_date(text):
        yield field, Proposal(day, text, where)


def _by_title(found: Mapping[str, Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Yield what follows from the title, and from the organ that issued it."""
    title = found.get("title")
    if title is None:
        return
    if kind := kind_of(title.value):
        yield "kind", Proposal(kind, title.quote, title.where)
    issuer = _BY_TITLE.match(title.value)
    if issuer is not None and is_organ(issuer.group(1).strip()):
        yield "issuer", Proposal(issuer.group(1).strip(), title.quote, title.where)


_PLACE_FORM = re.compile(
    r"(?:关于|中共)?([\u4e00-\u9fff]{2,7}?)(?:省|自治区|自治州|(?<![上城都])市(?![场值])|县(?!域)|(?<![园地社片发新辖])区(?!域))"
)


def _region(parsed: ParsedDocument, found: Mapping[str, Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Yield the place that title or organ begin with, else the one that the text is of, with the sentence that names it."""
    issuer = place_at_start(found["issuer"].value) if "issuer" in found else None
    title = place_at_start(found["title"].value, *([issuer] if issuer else [])) if "title" in found else None
    for field, place in (("title", title), ("issuer", issuer)):
        if place is not None:
            yield "region", Proposal(place.region, found[field].quote, found[field].where)
    yield from _region_of_text(parsed)
    for field in ("title", "issuer"):  # a place that no table knows, or not yet, by its form
        if field in found and (written := _PLACE_FORM.match(found[field].value)):
            yield "region", Proposal(written.group(1), found[field].quote, found[field].where)


def _region_of_text(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield the whole country where a text is addressed to all provinces, else the place that it is of, each with its quote."""
    if addressed := _TO_ALL.search(parsed.text[:HEAD]):
        yield "region", Proposal(NATIONAL, addressed.group(), SALUTATION)
    named = place_of_text(parsed.text)
    for clause in parsed.clauses if named is not None else ():
        for start, end in clause.sentences:
            if named is not None and start <= named[1][0] < end:
                yield "region", Proposal(named[0].region, parsed.text[start:end], clause.label)


def _validity(parsed: ParsedDocument, found: Mapping[str, Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Yield the first and the last day of validity, where the text states them of itself and states one only."""
    said = [(sentence, clause.label) for clause, sentence in _own_sentences(parsed)]
    begins = found.get("valid_from") or _beginning(said, found)
    if begins is not None:
        yield "valid_from", begins
    for sentence, where in said:
        until, years = _UNTIL.search(sentence), _YEARS.search(sentence)
        if until is not None and _LASTS.search(sentence):
            yield from _dated("valid_to", until.group(1), where)
        elif years is not None and begins is not None and (count := chinese_to_int(years.group(1))):
            yield "valid_to", Proposal(_years_later(begins.value, count), sentence, where)


def _beginning(said: Sequence[tuple[str, str]], found: Mapping[str, Proposal]) -> Proposal | None:
    starts = [Proposal(day, sentence, where) for sentence, where in said if (day := _start(sentence, found))]
    starts = [start for start in starts if _DECREED in start.quote] or starts  # what promulgates an edition says its day
    return starts[0] if len({start.value for start in starts}) == 1 else None


def _own_sentences(parsed: ParsedDocument) -> Iterator[tuple[Clause, str]]:
    """Yield the sentences in which a text speaks of itself: 本办法自…起施行; of a decree also 现予公布，自…起施行."""
    for clause in parsed.clauses:
        if clause.path.startswith(("附件", "附录", "附表")):
            continue
        speaks = False
        for number in range(len(clause.sentences)):
            sentence = clause.sentence_text(number)
            speaks = _SELF.match(sentence) is not None or (speaks and sentence.startswith("有效期"))
            if (speaks or _DECREED in sentence) and not _OTHERS.match(sentence):
                yield clause, sentence


def _start(sentence: str, found: Mapping[str, Proposal]) -> str | None:
    since = _SINCE.search(sentence)
    if since is not None:
        return stated_date(since.group(1))
    day = found.get(PRINTED) or found.get("published")
    return day.value if day is not None and len(day.value) == 10 and _SINCE_PRINTED.search(sentence) else None


def _years_later(day: str, years: int) -> str:
    """Return the last day of a term of ``years`` that begins with ``day``."""
    begins = date.fromisoformat(day + "-01-01"[len(day) - 4 :])
    try:
        return (begins.replace(year=begins.year + years) - timedelta(days=1)).isoformat()
    except ValueError:  # 29 February
        return begins.replace(year=begins.year + years, day=28).isoformat()
