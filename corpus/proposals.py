"""What a text states about itself as a document, each value with the words it was taken from; proposed, never taken silently."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from corpus.apart import SIGNED
from corpus.dates import stated_date
from corpus.front import PAGE
from corpus.manifest import region_of
from corpus.numerals import CHINESE, chinese_to_int
from corpus.portal import page_information, portal_field, printed
from corpus.readers.source import Proposal
from corpus.records import Clause, Heading, ParsedDocument
from corpus.wording import DATE, is_date, is_doc_no, kind_of, names_act, signs, squeeze

FIELDS = ("title", "doc_no", "issuer", "published", "valid_from", "valid_to", "region", "kind")
TITLE, PRINTED = "题名", "printed"  # the second is the date of printing, from which 自印发之日起 counts
_MOST_TITLE_LINES = 3
_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_SINCE = re.compile(rf"(?:自|从)\s*({_DAY})\s*(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行)")
_SINCE_PRINTED = re.compile(r"自(?:印发|发布|公布|颁布|下发)之日起(?:正式)?(?:施行|实施|执行|生效|试行)")
_YEARS = re.compile(r"(?:有效期限?(?:为|是)?|试行期?(?:为)?|暂定)\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*年")
_UNTIL = re.compile(rf"(?:截?至|到)\s*({_DAY})\s*(?:止|为止|$|[。；，）])")
_LASTS = re.compile(r"有效期|施行|实施|执行|试行|失效")
_OTHERS = re.compile(r"(?:原|旧)《|《[^》]*》[^，。]*(?:同时|自行)")
_SELF = re.compile(
    r"[\s：:]*(?:第[^条]{1,8}条(?:之.)?\s*[：:]?\s*)?(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])?\s*本(?!通知规定的)[\u4e00-\u9fff]{1,8}?(?:自|从|由|有效|试行|执行|施行|实施|的有效)"
)
_DECREED = "现予公布"
_ADOPTED = re.compile(rf"({_DAY})[^，,；;）)]{{0,80}}?(?:通过|公布|发布|修订|修正|修改|批准|印发|颁布)")
_SITTING = re.compile(
    r"日([\u4e00-\u9fff]{2,10}(?:省|市|州|县|区))?第[^届]{1,4}届((?:全国)?人民代表大会(?:常务委员会)?)第[^次]{1,8}次会议[^，,；;]{0,10}通过"
)
_ORDER = re.compile(r"(?:中华人民共和国)?([\u4e00-\u9fff]{2,16}?)令$")
_BY_TITLE = re.compile(r"([\u4e00-\u9fff、 \u3000]{3,40}?)(?:关于|印发|转发)")
_EDITION = re.compile(r"[（(][^（()）\d]{1,12}[）)]")  # （试行） on a line of its own
_YEAR_ALONE = re.compile(rf"([12][\d{CHINESE}]{{3}}|[一二][{CHINESE}]{{3}})年(?:([\d{CHINESE}]{{1,3}})月)?")
_STANDARD = re.compile(r"(?:GB|DB|GM|YY|JJ|SF|MZ|GA)[A-Z\d/]*\s*[\d.]+\s*[—–-]\s*\d{4}$")
_STANDARD_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(发布|实施)")


def propose(parsed: ParsedDocument, stated: Mapping[str, Proposal] | None = None) -> dict[str, Proposal]:
    """Return what a text states about itself, by the field of the record.

    Args:
        parsed: the text.
        stated: what the file says of itself beside its text, such as the ``<meta>`` of a page; the text comes first.
    """
    found: dict[str, Proposal] = {}
    lines = _title_lines(parsed)
    for field, proposal in (*_page(parsed), *_signature(parsed), *_front(lines), *_title(parsed, lines)):
        found.setdefault(field, proposal)
    for field, proposal in (stated or {}).items():
        if field not in found or (field == "title" and not names_act(found[field].value)):
            found[field] = proposal
    if PRINTED in found:
        found.setdefault("published", found[PRINTED])
    for field, proposal in (*_by_title(found), *_validity(parsed, found)):
        found.setdefault(field, proposal)
    return {field: found[field] for field in FIELDS if field in found}


def printed_beside(texts: Sequence[str]) -> dict[str, Proposal]:
    """Return what a page prints beside its text under the labels of portals: 发布日期：, and the date behind it."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    said = [found for at in range(len(lines)) if (found := printed(lines, at))]
    return {field: proposal for field, proposal in reversed(list(_fields((item.field, item.value, PAGE) for item in said)))}


def _page(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield what the page prints above the text, or under labels of its own (发文字号, and the number below it)."""
    text = "\n".join(clause.text for clause in parsed.clauses if clause.path == PAGE)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = [(item.field, item.value, PAGE) for _, item in page_information(lines)]
    said += [
        (portal_field(clause.title) or "-", clause.text.strip(), clause.label) for clause in parsed.clauses if clause.headings
    ]
    yield from _fields(said)


def _fields(said: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Proposal]]:
    for field, value, where in said:
        if field in ("published", PRINTED, "valid_from", "valid_to"):
            if day := stated_date(value):
                yield field, Proposal(day, value, where)
        elif field in FIELDS and value and "\n" not in value:
            yield field, Proposal(squeeze(value) if field == "doc_no" else value, value, where)


def _signature(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    for clause in parsed.clauses:
        if clause.path != SIGNED:
            continue
        lines = [line.strip() for line in clause.text.splitlines() if line.strip()]
        days = [line for line in lines if is_date(line)]
        organs = [line for line in lines[: lines.index(days[0])] if signs(line) and _is_organ(line)] if days else []
        if organs:
            yield "issuer", Proposal(" ".join(organs), " ".join(organs), SIGNED)
        if days and (day := stated_date(days[0])):
            yield "published", Proposal(day, days[0], SIGNED)
        for line in lines:
            if line.endswith("印发") and (day := stated_date(line)):
                yield PRINTED, Proposal(day, line, SIGNED)


def _is_organ(line: str) -> bool:
    """Whether a line of a signature names an organ and not a person: 总理　李强."""
    return re.match(r"(?:总理|主席|委员长|省长|市长|县长|区长|州长|局长|部长|主任|院长|检察长)[\s\u3000]", line) is None


def _title_lines(parsed: ParsedDocument) -> list[str]:
    return [
        line.strip()
        for heading in parsed.headings
        if heading.path == TITLE
        for line in heading.title.splitlines()
        if line.strip()
    ]


def _front(lines: Sequence[str]) -> Iterator[tuple[str, Proposal]]:
    """Yield what the red head, the numbers and the notes among the title lines state."""
    for at, line in enumerate(lines):
        order = _ORDER.fullmatch(line)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if order is not None and is_doc_no(following):
            yield "doc_no", Proposal(squeeze(line + following), f"{line} {following}", TITLE)
            yield "issuer", Proposal(order.group(1), line, TITLE)
        elif (is_doc_no(line) and not squeeze(line).startswith("第")) or _STANDARD.fullmatch(line):
            yield "doc_no", Proposal(line if _STANDARD.fullmatch(line) else squeeze(line), line, TITLE)
        elif line.endswith("文件") and signs(line.removesuffix("文件")):
            yield "issuer", Proposal(line.removesuffix("文件"), line, TITLE)
    days: dict[str, str] = {}
    for line in (line for line in lines if DATE.search(line)):
        if sitting := _SITTING.search(squeeze(line)):
            yield "issuer", Proposal((sitting.group(1) or "") + sitting.group(2), line, TITLE)
        days |= {day: line for said in _ADOPTED.findall(line) if (day := stated_date(said))}
    if days:
        yield "published", Proposal(max(days), days[max(days)], TITLE)
    for line in lines[1:]:
        if signs(line) and _is_organ(line) and not names_act(line) and region_of(line):
            yield "issuer", Proposal(line, line, TITLE)
        if month := _YEAR_ALONE.fullmatch(line):
            numbers = [chinese_to_int(part) or 0 for part in month.groups("")]
            yield "published", Proposal(f"{numbers[0]:04}" + (f"-{numbers[1]:02}" if numbers[1] else ""), line, TITLE)
    for line in lines:
        for day, what in _STANDARD_DAY.findall(line):
            yield "published" if what == "发布" else "valid_from", Proposal(day, line, TITLE)


def _title(parsed: ParsedDocument, lines: Sequence[str]) -> Iterator[tuple[str, Proposal]]:
    """Yield the title: of what a notice issues, if the file holds it, not of the notice."""
    groups: list[list[Heading]] = []
    for heading in parsed.headings:
        if heading.path == TITLE:
            if groups and groups[-1][-1].end == heading.start:
                groups[-1].append(heading)
            else:
                groups.append([heading])
    numbered = [clause.start for clause in parsed.clauses if re.match(r"第|[一二三四五六七八九十]+(?:$|\.)|\(|\d", clause.path)]
    first = min(numbered, default=len(parsed.text))
    for group in reversed([group for group in groups if group[0].start < first]):
        lines = [line.strip() for heading in group for line in heading.title.splitlines()]
        names = [line for line in lines if _is_name(line)]
        if names:
            title, last = _joined(names)
            behind = lines[lines.index(last) + 1 :][:1]
            title += "".join(line for line in behind if _EDITION.fullmatch(line))
            yield "title", Proposal(title, title, TITLE)


def _is_name(line: str) -> bool:
    """Whether a title line is a part of the title and not a number, a red head or a note."""
    if (
        not line
        or is_doc_no(line)
        or DATE.match(line)
        or _STANDARD.fullmatch(line)
        or re.fullmatch(r"[（(].*[）)]|附件\s*\S{0,3}", line)
    ):
        return False
    return not (line.endswith("文件") and signs(line.removesuffix("文件"))) and (_ORDER.fullmatch(line) is None or "《" in line)


def _joined(names: Sequence[str]) -> tuple[str, str]:
    """Return the lines up to the one that ends a title, joined, else the first; and the last of them."""
    whole = [n for n in range(1, min(len(names), _MOST_TITLE_LINES) + 1) if names_act("".join(names[:n]))]
    count = whole[0] if whole else 1
    return "".join(names[:count]), names[count - 1]


def _by_title(found: Mapping[str, Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Yield what follows from the title, and from the organ that issued it."""
    title = found.get("title")
    if title is None:
        return
    if kind := kind_of(title.value):
        yield "kind", Proposal(kind, title.quote, title.where)
    issuer = _BY_TITLE.match(title.value)
    if issuer is not None and signs(issuer.group(1).strip()):
        yield "issuer", Proposal(issuer.group(1).strip(), title.quote, title.where)
    for proposal in (found.get("issuer"), title):
        if proposal is not None and not proposal.value.startswith("关于") and (region := region_of(proposal.value)):
            yield "region", Proposal(region, proposal.quote, proposal.where)


def _validity(parsed: ParsedDocument, found: Mapping[str, Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Yield the first and the last day of validity, where the text states them of itself and states one only."""
    said = [(sentence, clause.label) for clause, sentence in _own_sentences(parsed)]
    starts = [(day, sentence, where) for sentence, where in said if (day := _start(sentence, found))]
    starts = [start for start in starts if _DECREED in start[1]] or starts  # what promulgates a new edition says its day
    begins = found.get("valid_from")
    if len({day for day, _, _ in starts}) == 1 and begins is None:
        day, sentence, where = starts[0]
        begins = Proposal(day, sentence, where)
        yield "valid_from", begins
    for sentence, where in said:
        until, years = _UNTIL.search(sentence), _YEARS.search(sentence)
        if until is not None and _LASTS.search(sentence) and (day := stated_date(until.group(1))):
            yield "valid_to", Proposal(day, sentence, where)
        elif years is not None and begins is not None and (count := chinese_to_int(years.group(1))):
            yield "valid_to", Proposal(_years_later(begins.value, count), sentence, where)


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
