"""The five things an applicant asks for — 惠及对象, 申报条件, 兑现时限, 受理地址, 咨询电话 — verbatim, or not at all."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.wordings import alternatives
from corpus.records import Clause, ParsedDocument

FIELDS = ("惠及对象", "申报条件", "兑现时限", "受理地址", "咨询电话")
PHONE = FIELDS[-1]
LONGEST = 160  # characters of a field; the clause behind it shows the rest
_WORDS = alternatives(Path(__file__).with_name("fields.tsv"))
_HEADINGS = {
    "惠及对象": re.compile(rf"^{_WORDS['who.heading']}对象$|^{_WORDS['scope.heading']}范围$"),
    "申报条件": re.compile(rf"^{_WORDS['condition.heading']}{_WORDS['condition.noun']}"),
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
_ITEM = rf"[^,，。；;、和与及或]{{0,16}}?{_WORDS['party']}"
_START = r"(?:^|(?<=[,，：:]))对于?"
_WHO = (
    re.compile(rf"{_START}([^,，。；;]{{2,70}}?)[,，]?{_WORDS['often']}*{_WORDS['gives']}"),
    re.compile(rf"{_START}([^,，。；;]{{2,70}})[,，](?=[^。；;]{{0,300}}{_WORDS['benefit']})"),
    re.compile(rf"{_WORDS['supports']}(?:和\S{{2}}|鼓励)?({_ITEM}(?:[、和与及或]{_ITEM})*)"),
    re.compile(rf"为([^,，。；;]{{2,50}}?{_WORDS['served']})提供"),
)
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
    for pattern in _WHO:
        who = pattern.search(text)
        if who and who.group(1).strip():
            found["惠及对象"] = Field(who.group(1).strip("、 的"), clause)
            break
    condition = _CONDITION.search(text)
    if condition:
        found["申报条件"] = Field(condition.group(), clause)
    term = _TERM.search(text)
    if term:
        found["兑现时限"] = Field(term.group().strip(), clause)
    return found
