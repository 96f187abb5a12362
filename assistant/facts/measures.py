"""Support measures that a document states: who gets what, how strongly it is worded, and what is not said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.facts.fields import FIELDS, Field, document_fields, sentence_fields
from assistant.facts.periods import heading_kind
from assistant.facts.profiles import Profile, named
from corpus.records import Clause, ParsedDocument, Span

# Wording by strength: what is given, what is supported, what is encouraged, what is explored or promoted.
STRENGTHS = ("给予", "支持", "鼓励", "探索推动")
STRENGTH_NOTES = {
    "给予": "写明给予（奖励、补贴、资金等）",
    "支持": "写明支持或扶持，没有写明给什么",
    "鼓励": "鼓励或引导，不是承诺",
    "探索推动": "探索或推动中的工作",
}
_MONEY = "奖励|补贴|补助|资助|贴息|表彰|资金|补偿|扶持|配套|优惠|减免|奖补|一次性|支持"
_GIVES = re.compile(
    rf"(?:(?:给予|予以)[^,，。；;]{{0,40}}?(?:{_MONEY}))|(?:^|[、和])奖励(?!机制|激励|和表彰|资金|金额|标准)|(?:提供|安排)[^,，。；;]{{0,24}}?(?:资金|补偿|补贴)"
    r"|资助\d|(?:进行|实行)(?:资金)?(?:资助|风险补偿|补贴|奖励|配套)|以奖代补|补贴\d|贴息补助"
)
_SUPPORTS = re.compile(
    r"^(?:继续|重点|优先|大力|积极)?(?:支持(?!力度)|扶持)|(?:引导和|鼓励和|引导、)支持|支持鼓励|加大[^,，]{0,20}支持力度|帮助[^,，]{2,12}(?:企业|主体)"
)
_ENCOURAGES = re.compile(r"^(?:积极|大力)?(?:鼓励|引导(?!下|作用)|激励)")
_PROMOTES = re.compile(
    r"^(?:积极|深入|持续|加快|大力|逐步|高标准|继续|加速)?(?:探索|推动|推进|推广|开展|面向|建立|设立|建设|完善|健全|畅通|组织|打造|加强|加大)"
)
_NO_SUPPORT = re.compile(
    r"罚款|责令|没收|吊销|违法所得|处分|赔偿|追缴|警告|不予|驳回|收回|骗取|弄虚作假|行政处罚|严厉打击|暂停|虚假|退回|停止|制定本"
)
_MEANS = re.compile(r"^(?:采取|采用|通过)[^,，]+方式[,，]$")
_LEADS_UP = re.compile(r"^(?:对|按|根据|符合|采取|凡|被)")
_AGAIN = re.compile(r"^(?:对|支持|鼓励|引导)")
_CONTINUES = re.compile(r"^(?:给予|予以|按|根据|一次性|分别|并|再|每)")
_PARTS = re.compile(r"[^,，:：]+(?:[,，:：]|$)")
_NO_MEASURES = re.compile(
    r"指导思想|基本原则|面临形势|总体要求|申请材料|申报材料|材料清单|办理流程|申报流程|服务流程|附则|法律责任|政策依据|依据文件|罚则"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: the part of a sentence that states it, verbatim, and what can be told of it.

    ``fields`` has all of 惠及对象, 申报条件, 兑现时限, 受理地址, 咨询电话; ``None`` where the document says nothing.
    """

    doc: str
    doc_title: str
    clause: str
    label: str
    title: str
    text: str
    start: int
    end: int
    strength: str
    sizes: tuple[str, ...]
    kinds: tuple[str, ...]
    industries: tuple[str, ...]
    holds: tuple[str, ...]
    needs: tuple[str, ...]
    fields: dict[str, Field | None] = field(default_factory=dict)
    unsaid: str = "文件未载明"


@dataclass(frozen=True, slots=True)
class Match:
    """A measure that fits a profile: ``score`` orders matches of one group (higher first), ``reasons`` say why it fits."""

    measure: Measure
    score: float
    reasons: tuple[str, ...]


def extract(parsed: ParsedDocument) -> list[Measure]:
    """Return the measures of a document in the order of its text; one that supports nobody gives an empty list."""
    general = document_fields(parsed)
    document = parsed.document
    unsaid = "规划未载明" if document.kind and "规划" in document.kind else "文件未载明"
    found = []
    for clause in parsed.clauses:
        if heading_kind(clause.headings) or any(_NO_MEASURES.search(title) for title in clause.headings):
            continue  # what was reached, what is aimed at, and how to file is no measure
        for span, strength in _statements(clause):
            text = clause.text[span[0] - clause.start : span[1] - clause.start]
            needs = named("需要", text)
            if not needs or (strength == STRENGTHS[3] and not named("类型", text)):
                continue
            own = sentence_fields(text, clause.id)
            said = {name: own.get(name) or general.get(name) for name in FIELDS}
            found.append(
                Measure(
                    document.id, document.title, clause.id, clause.label, clause.title, text, *span, strength,
                    named("规模", text), named("类型", text), named("行业", text), named("持有", text), needs, said, unsaid,
                )
            )  # fmt: skip
    return found


def _statements(clause: Clause) -> Iterator[tuple[Span, str]]:
    """Yield the parts of sentences that state a measure, with their strength."""
    for start, end in clause.sentences:
        sentence = clause.text[start - clause.start : end - clause.start]
        if _NO_SUPPORT.search(sentence):
            continue
        opened: tuple[int, str] | None = None
        for part in _PARTS.finditer(sentence):
            strength = _strength(part.group().strip())
            if strength is None:
                continue
            if opened is not None and _goes_on(sentence[opened[0] : part.start()], part.group(), strength):
                opened = (opened[0], min(opened[1], strength, key=STRENGTHS.index))
                continue
            if opened is not None:
                yield _trim(sentence, opened[0], part.start(), start), opened[1]
            # a condition may stand before the part that gives: 对…的企业,按…,给予…
            opened = (0 if opened is None else part.start(), strength)
        if opened is not None:
            yield _trim(sentence, opened[0], len(sentence), start), opened[1]


def _strength(part: str) -> str | None:
    for pattern, strength in zip((_GIVES, _SUPPORTS, _ENCOURAGES, _PROMOTES), STRENGTHS, strict=True):
        if pattern.search(part):
            return strength
    return None


def _goes_on(before: str, part: str, second: str) -> bool:
    """Whether a part belongs to the measure before it: that one leads up to it, or it says how or to what end."""
    if second == STRENGTHS[3] or _CONTINUES.match(part.strip()):
        return True
    if _MEANS.match(before.strip()):
        return True
    return _LEADS_UP.match(before.strip()) is not None and not _AGAIN.match(part.strip())


def _trim(sentence: str, start: int, end: int, offset: int) -> Span:
    text = sentence[start:end]
    left = len(text) - len(text.lstrip(" \u3000\n"))
    return offset + start + left, offset + start + len(text.rstrip(" ,，\u3000\n"))


def match(measures: Sequence[Measure], profile: Profile) -> dict[str, list[Match]]:
    """Return the measures that fit, grouped by need and best first; a measure stands under the first need it meets.

    A measure fits if it meets a need (any, if the profile names none) and is not worded for others alone. Equal
    scores keep the order of the documents, so that the same profile always gives the same list.
    """
    groups: dict[str, list[Match]] = {}
    for measure in measures:
        wanted = [need for need in profile.needs if need in measure.needs] if profile.needs else list(measure.needs[:1])
        if not wanted or not _is_for(measure, profile):
            continue
        score, reasons = _score(measure, profile, wanted)
        groups.setdefault(wanted[0], []).append(Match(measure, score, reasons))
    order = list(profile.needs) or sorted(groups, key=lambda need: -len(groups[need]))
    return {need: sorted(groups[need], key=lambda found: -found.score) for need in order if need in groups}


def _is_for(measure: Measure, profile: Profile) -> bool:
    if profile.kind and measure.kinds and profile.kind not in measure.kinds:
        return False
    return not (profile.holds and measure.holds and not set(profile.holds) & set(measure.holds))


def _score(measure: Measure, profile: Profile, wanted: Sequence[str]) -> tuple[float, tuple[str, ...]]:
    """Return the score and the reasons; strength leads, then what the wording names of the profile itself."""
    score = 2.0 * (len(STRENGTHS) - STRENGTHS.index(measure.strength))
    reasons = [f"符合需要：{'、'.join(wanted)}"]
    score += len(wanted) - 1
    checks = (
        ("规模", profile.size, measure.sizes),
        ("类型", profile.kind, measure.kinds),
        ("行业", profile.industry, measure.industries),
    )
    for title, own, said in checks:
        if own and own in said:
            score += 1.5
            reasons.append(f"点名{title}：{own}")
    if profile.industry and measure.industries and profile.industry not in measure.industries:
        score -= 1.0  # worded for other trades, but rarely for them alone
    shared = [kind for kind in profile.holds if kind in measure.holds]
    if shared:
        score += 1.5
        reasons.append(f"涉及您持有的：{'、'.join(shared)}")
    return score, tuple(reasons)
