"""What an applicant asks for — whom it is for, on which conditions, how much, until when, where — verbatim, or not at all."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.wordings import alternatives
from corpus.numerals import CHINESE
from corpus.records import Clause, ParsedDocument

FIELDS = ("惠及对象", "申报条件", "支持金额", "申报时间", "兑现时限", "受理地址", "咨询电话")
WHO, AMOUNT, TERM, PHONE = FIELDS[0], FIELDS[2], FIELDS[4], FIELDS[6]
LONGEST = 160  # characters of a field; the clause behind it shows the rest
_WORDS = alternatives(Path(__file__).with_name("fields.tsv"))
_HEADINGS = {
    "惠及对象": re.compile(rf"^{_WORDS['who.heading']}对象$|^{_WORDS['scope.heading']}范围$"),
    "申报条件": re.compile(rf"^{_WORDS['condition.heading']}{_WORDS['condition.noun']}"),
    "申报时间": re.compile(rf"^{_WORDS['apply.heading']}{_WORDS['term.noun']}|^时间[/／]频[度率]"),
    "兑现时限": re.compile(rf"^{_WORDS['term.heading']}{_WORDS['term.noun']}"),
    "受理地址": re.compile(rf"^{_WORDS['address.heading']}{_WORDS['address.noun']}"),
    "咨询电话": re.compile(_WORDS["phone.heading"]),
}
_PHONE = re.compile(
    rf"(?:{_WORDS['phone.label']}?电话[:：]?\s*)?(?<!\d)(?:\(?0\d{{2,3}}\)?[-— ]?)?\d{{7,8}}(?!\d)(?:[-—转、/]\d{{1,8}})*"
)
_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,8}}[市县区][\u4e00-\u9fff]{{2,20}}{_WORDS['street']}[^，。;；）)]{{0,40}}\d*[^，。;；）)]{{0,20}})"
)
_TERM = re.compile(rf"[^,，。；;]{{0,20}}?\d{{1,6}}个?{_WORDS['deadline']}[^,，。；;]{{0,12}}")
_N = r"(?<![\d.])\d[\d.]{0,12}"
_GAP = r"\s{0,2}+"  # bounded: with any number of blanks between its optional parts a match could take long
_MONEY = (
    rf"(?:{_N}{_GAP}(?:[—–\-~～至]{_GAP}{_N}{_GAP})?(?:[百千万亿]{{0,2}}){_GAP}(?:美?元|[%％])"
    rf"|[{CHINESE}百千万亿]{{2,8}}元|百分之[{CHINESE}百]{{1,6}})"
)
_WITHIN = r"[^,，。；;]"
_AMOUNT = re.compile(
    rf"按{_WITHIN}{{0,60}}?{_MONEY}{_WITHIN}{{0,20}}?{_WORDS['benefit']}|{_WORDS['bound']}{_WITHIN}{{0,30}}?{_MONEY}"
    rf"|{_WORDS['benefit']}{_WITHIN}{{0,40}}?{_MONEY}|{_MONEY}(?:[/／]{_WITHIN}{{1,3}})?的?{_WITHIN}{{0,6}}?{_WORDS['benefit']}"
)
# behind a figure that says what must be the case, not how much is given: 费率不超过1%的业务给予补贴
_OF_WHAT = re.compile(rf"(?:及?以[上下内])?的(?!{_WITHIN}{{0,6}}?(?:奖励|奖金|补贴|补助|补偿|资助|资金|贴息|配套))")
_CONDITION = re.compile(rf"{_WORDS['meets']}[^,，。；;]{{2,60}}{_WORDS['required']}的?")


@dataclass(frozen=True, slots=True)
class Field:
    """A verbatim part of a document and the clause it stands in."""

    text: str
    clause: str


def document_fields(parsed: ParsedDocument) -> dict[str, Field]:
    """Return what a document states once for all of its measures, under headings such as 申报条件 or 办理时限.

    A law or a plan has no such headings and gives nothing; the first clause that fits a field stands for it.
    """
    found: dict[str, Field] = {}
    for clause in parsed.clauses:
        if not clause.headings:
            continue
        for name, heading in _HEADINGS.items():
            if name in found or not any(heading.search(title) for title in clause.headings):
                continue
            text = _part(name, clause)
            if text:
                found[name] = Field(text, clause.id)
    return found


def _part(name: str, clause: Clause) -> str:
    if name == "咨询电话":
        phone = _PHONE.search(clause.text)
        return phone.group().strip() if phone else ""
    if name == "受理地址":
        place = _PLACE.search(clause.text)
        return place.group().strip() if place else ""
    if not clause.sentences:
        return ""
    start = clause.sentences[0][0]
    ends = [end for _, end in clause.sentences]
    end = max((e for e in ends if e - start <= LONGEST), default=ends[0])  # whole sentences: a cut one may say the opposite
    return clause.text[start - clause.start : end - clause.start]


def sentence_fields(text: str, clause: str) -> dict[str, Field]:
    """Return what a measure says itself; a phone or an address never comes from running text of a plan."""
    found: dict[str, Field] = {}
    condition = _CONDITION.search(text)
    if condition:
        found["申报条件"] = Field(condition.group(), clause)
    term = _TERM.search(text)
    if term:
        found["兑现时限"] = Field(term.group().strip(), clause)
    amount = _amount(text)
    if amount:
        found[AMOUNT] = Field(amount, clause)
    return found


def _amount(text: str) -> str:
    """Return the parts between commas that say how much is given, from the first to the last; what one must have is none."""
    spans = [match.span() for match in _AMOUNT.finditer(text) if not _OF_WHAT.match(text, match.end())]
    if not spans:
        return ""
    first = max(text.rfind(mark, 0, spans[0][0]) for mark in ",，。；;：:") + 1
    ends = [at for mark in ",，。；;" if (at := text.find(mark, spans[-1][1])) >= 0]
    return text[first : min(ends, default=len(text))].strip()
