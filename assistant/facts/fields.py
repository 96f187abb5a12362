"""The five things an applicant asks for — 惠及对象, 申报条件, 兑现时限, 受理地址, 咨询电话 — verbatim, or not at all."""

import re
from dataclasses import dataclass

from corpus.records import Clause, ParsedDocument

FIELDS = ("惠及对象", "申报条件", "兑现时限", "受理地址", "咨询电话")
LONGEST = 160  # characters of a field; the clause behind it shows the rest
_HEADINGS = {
    "惠及对象": re.compile(r"^(?:服务|支持|适用|扶持|奖励|申报|申请|惠及|受益)对象$|^(?:适用|支持|扶持)范围$"),
    "申报条件": re.compile(r"^(?:申报|申请|条件|支持|认定|资助|受理|基本)(?:条件|要求|资格)"),
    "兑现时限": re.compile(r"^(?:办理|兑现|审批|拨付|办结)(?:时限|期限|时间)"),
    "受理地址": re.compile(r"^(?:受理|办理|办公|申报|咨询|联系)(?:地[址点]|窗口|部门|机构|单位)"),
    "咨询电话": re.compile(r"电话|联[系络](?:方式|人)|受理部门|业务主管部门|咨询方式"),
}
_PHONE = re.compile(
    r"(?:(?:咨询|联系|服务|办公)?电话[:：]?\s*)?(?<!\d)(?:\(?0\d{2,3}\)?[-— ]?)?\d{7,8}(?!\d)(?:[-—转、/]\d{1,8})*"
)
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}[市县区][\u4e00-\u9fff]{2,20}(?:路|街|道|大厦|中心)[^，。;；）)]{0,40}\d*[^，。;；）)]{0,20})"
)
_TERM = re.compile(r"[^,，。；;]{0,20}?\d{1,4}个?(?:工作日|日内|天内)[^,，。；;]{0,12}")
_NOUN = (
    "企业(?!孵化器)|机构|高校|院所|院校|主体|单位|个人|人才|代理师|协会|联盟|学校|园区|人员|组织|团队|团体|孵化器|公司"
    "|(?:保险|银行|担保)(?!机构|公司)"
)
_ITEM = rf"[^,，。；;、和与及或]{{0,16}}?(?:{_NOUN})"
_WHO = (
    re.compile(
        r"(?:^|(?<=[,，：:]))对于?([^,，。；;]{2,70}?)[,，]?(?:每年|每家|分别|一次性|也|再)*(?:给予|予以|进行(?:奖励|资助|补贴|风险补偿))"
    ),
    re.compile(r"(?:^|(?<=[,，：:]))对于?([^,，。；;]{2,70})[,，](?=[^。；;]{0,300}(?:给予|予以|奖励|补贴|资助))"),
    re.compile(rf"(?:支持|鼓励|引导|扶持|激励|奖励|帮助|面向|推动)(?:和\S{{2}}|鼓励)?({_ITEM}(?:[、和与及或]{_ITEM})*)"),
    re.compile(r"为([^,，。；;]{2,50}?(?:企业|活动|发展|贷款|主体))提供"),
)
_CONDITION = re.compile(r"(?:符合|满足|具备)[^,，。；;]{2,60}(?:条件|要求|标准|规定)的?")


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
