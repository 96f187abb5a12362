"""The title lines of a text: which of them are the title, and what the others state."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.dates import stated_date
from corpus.gazetteer import place_at_start
from corpus.numerals import CHINESE, chinese_to_int
from corpus.readers.source import Proposal
from corpus.records import Heading, ParsedDocument
from corpus.wording import DATE, is_doc_no, is_organ, names_act, squeeze

TITLE = "题名"
_MOST_TITLE_LINES = 3
_SPACED = 4  # characters; so few are set with spaces between them to fill a line
_DAY = rf"\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|[{CHINESE}]{{4}}年[{CHINESE}]{{1,2}}月[{CHINESE}]{{1,3}}日"
_ADOPTED = re.compile(rf"({_DAY})[^，,；;）)]{{0,80}}?(?:通过|公布|发布|修订|修正|修改|批准|印发|颁布)")
_SITTING = re.compile(
    r"日([\u4e00-\u9fff]{2,10}(?:省|市|州|县|区))?第[^届]{1,4}届((?:全国)?人民代表大会(?:常务委员会)?)第[^次]{1,8}次会议[^，,；;]{0,10}通过"
)
# 于2003年12月4日某会议通过, 2003年12月26日颁布, 2004年5月1日起实施
_DONE = re.compile(rf"(?:并?[于自从])?({_DAY})[^《》]{{0,40}}?(通过|批准|颁布|公布|发布|印发|施行|实施|生效)")
_ORDER = re.compile(r"(?:中华人民共和国)?([\u4e00-\u9fff]{2,16}?)令$")
_EDITION = re.compile(r"[（(][^（()）\d]{1,12}[）)]")  # （试行） on a line of its own
_YEAR_ALONE = re.compile(rf"([12][\d{CHINESE}]{{3}}|[一二][{CHINESE}]{{3}})年(?:([\d{CHINESE}]{{1,3}})月)?")
_STANDARD = re.compile(r"(?:GB|DB|GM|YY|JJ|SF|MZ|GA)[A-Z\d/]{0,8}\s{0,3}[\d.]{1,12}\s{0,3}[—–-]\s{0,3}\d{4}$")
_STANDARD_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(发布|实施)")
_NUMBERED = re.compile(rf"第|[{CHINESE}]+(?:$|\.)|\(|\d")
_BESIDE = re.compile(r"[（(].{0,200}[）)]|附件\s{0,3}\S{0,3}")  # a note, or the number that a file has as an annex


def title_of(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield the titles: of what a notice issues, if the file holds it, before that of the notice."""
    first = min((clause.start for clause in parsed.clauses if _NUMBERED.match(clause.path)), default=len(parsed.text))
    for group in reversed([group for group in _groups(parsed) if group[0].start < first]):
        title = _title_in(_lines(group))
        if title:
            yield "title", Proposal(title, title, TITLE)


def _title_in(lines: Sequence[str]) -> str:
    """Return the title that title lines make, with its edition; empty where none of them is a part of one."""
    close = [squeeze(line) if len(squeeze(line)) <= _SPACED else line for line in lines]  # 的 通 知
    names = [line for line in close if _is_name(line)]
    if not names:
        return ""
    title, last = _joined(names)
    return title + "".join(line for line in close[close.index(last) + 1 :][:1] if _EDITION.fullmatch(line))


def _groups(parsed: ParsedDocument) -> list[list[Heading]]:
    """Return the title lines, those that stand together together: of the notice, of the act that it issues."""
    groups: list[list[Heading]] = []
    for heading in (heading for heading in parsed.headings if heading.path == TITLE):
        if groups and groups[-1][-1].end == heading.start:
            groups[-1].append(heading)
        else:
            groups.append([heading])
    return groups


def _lines(headings: Sequence[Heading]) -> list[str]:
    lines = [line.strip() for heading in headings for line in heading.title.splitlines()]
    return [line for line in lines if line]


def _is_name(line: str) -> bool:
    """Whether a title line is a part of the title and not a number, a red head or a note."""
    if is_doc_no(line) or DATE.match(line) or _STANDARD.fullmatch(line) or _BESIDE.fullmatch(line):
        return False
    return not _red_head(line) and (_ORDER.fullmatch(line) is None or "《" in line)


def _red_head(line: str) -> str:
    """Return the organ of a red head, 某市科技局 of 某市科技局文件; empty where the line is none."""
    organ = line.removesuffix("文件")
    return organ if organ != line and is_organ(organ) else ""


def _joined(names: Sequence[str]) -> tuple[str, str]:
    """Return the lines up to the one that ends a title, joined, else the first; and the last of them."""
    whole = [n for n in range(1, min(len(names), _MOST_TITLE_LINES) + 1) if names_act("".join(names[:n]))]
    count = whole[0] if whole else 1
    return "".join(names[:count]), names[count - 1]


def stated_in_titles(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield what the red head, the numbers, the notes and the imprint among the title lines state."""
    lines = _lines([heading for heading in parsed.headings if heading.path == TITLE])
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        yield from _number(line, following)
    yield from _adoption([line for line in lines if DATE.search(line)])
    yield from _imprint(lines[1:])
    for line in lines:
        for day, what in _STANDARD_DAY.findall(line):
            yield "published" if what == "发布" else "valid_from", Proposal(day, line, TITLE)


def history_of(parsed: ParsedDocument) -> Iterator[tuple[str, Proposal]]:
    """Yield the days of a sentence before the first number that says of nothing but the text what was done to it when."""
    for clause in takewhile(lambda clause: not _NUMBERED.match(clause.path), parsed.clauses):
        for number in range(len(clause.sentences)):
            sentence = clause.sentence_text(number)
            done = [_DONE.fullmatch(part.strip()) for part in re.split("[，,；;]", sentence.strip().rstrip("。"))]
            days = {said.group(2): stated_date(said.group(1)) or "" for said in done if said is not None}
            if None in done or len(days) < 2:
                continue
            for field, verbs in (
                ("published", ("印发", "发布", "公布", "颁布", "通过")),
                ("valid_from", ("施行", "实施", "生效")),
            ):
                yield from ((field, Proposal(days[verb], sentence, clause.label)) for verb in verbs if days.get(verb))


def _imprint(lines: Sequence[str]) -> Iterator[tuple[str, Proposal]]:
    """Yield the organ and the month below a title: 某市发展和改革委员会, 二〇二四年."""
    for line in lines:
        if is_organ(line) and not names_act(line) and place_at_start(line):
            yield "issuer", Proposal(line, line, TITLE)
        if month := _YEAR_ALONE.fullmatch(line):
            numbers = [chinese_to_int(part) or 0 for part in month.groups("")]
            yield "published", Proposal(f"{numbers[0]:04}" + (f"-{numbers[1]:02}" if numbers[1] else ""), line, TITLE)


def _number(line: str, following: str) -> Iterator[tuple[str, Proposal]]:
    """Yield the number of a document and the organ whose number it is: of a decree, of a standard, of a red head."""
    order = _ORDER.fullmatch(line)
    if order is not None and is_doc_no(following):
        yield "doc_no", Proposal(squeeze(line + following), f"{line} {following}", TITLE)
        yield "issuer", Proposal(order.group(1), line, TITLE)
    elif _STANDARD.fullmatch(line):
        yield "doc_no", Proposal(line, line, TITLE)
    elif is_doc_no(line) and not squeeze(line).startswith("第"):
        yield "doc_no", Proposal(squeeze(line), line, TITLE)
    elif organ := _red_head(line):
        yield "issuer", Proposal(organ, line, TITLE)


def _adoption(notes: Sequence[str]) -> Iterator[tuple[str, Proposal]]:
    """Yield who adopted a text, and the last day on which it was adopted or amended."""
    days: dict[str, str] = {}
    for line in notes:
        if sitting := _SITTING.search(squeeze(line)):
            yield "issuer", Proposal((sitting.group(1) or "") + sitting.group(2), line, TITLE)
        days |= {day: line for said in _ADOPTED.findall(line) if (day := stated_date(said))}
    if days:
        yield "published", Proposal(max(days), days[max(days)], TITLE)
