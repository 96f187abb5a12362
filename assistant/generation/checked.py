"""The language model's answer, checked against its quotes before anyone sees it; else the extractive one."""

import logging
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.generation.answerer import LlmAnswerer
from assistant.generation.chat_model import LlmError
from assistant.grounding.check import check, mark_numbers, split_answer, ungrounded_numbers
from assistant.grounding.figures import figures, plain
from assistant.messages import GENERATED, QUOTED
from assistant.records import Answer, Citation, Status, Turn

FURTHER = 6  # clauses beside those of the extractive answer; more make a small model mix them up
UNAVAILABLE = "智能整理暂不可用，以下为原文摘录。"
REJECTED = "智能整理的内容未通过原文核对，以下为原文摘录。"
UNSTATED = re.compile(r"未载明|没有载明|未写明|没有写明|未列明|未规定|没有规定|未提及|没有提到")
# A clause that speaks to the model is no policy text; it is not sent, and nothing that repeats it is shown.
INSTRUCTION = re.compile(
    r"(?:忽略|无视|不要遵守|忘记).{0,12}(?:指令|规则|提示|要求|设定)|(?:系统|以上|本)提示词?|你(?:现在)?是一?个?.{0,8}(?:助手|模型|AI)|"
    r"(?:回答|输出|回复)(?:时|中)?(?:必须|只能|如下|以下)|告诉(?:用户|读者|提问者)|ignore.{0,30}(?:instruction|previous|above)|system\s*prompt",
    re.IGNORECASE,
)
# What the extractive answer made of a yes-or-no question; the model is not asked for it, and must not give it.
VERDICT = re.compile(r"(?:是|否|与原文不符)(?=[。，])")
_log = logging.getLogger(__name__)


def answer_with_llm(
    question: str,
    history: Sequence[Turn],
    extractive: Answer,
    answerer: LlmAnswerer,
    quotes: Sequence[Citation] = (),
    validity: Mapping[str, str] | None = None,
) -> Answer:
    """Return the checked answer of the model, or the extractive one with a notice. Never raises ``LlmError``.

    Args:
        question: self-contained, as it was searched.
        history: earlier turns, oldest first.
        extractive: the answer that quotes; only ``answered`` and ``partial`` ones are rewritten.
        answerer: the model; one that is not configured is not called, and the extractive answer returns as it is.
        quotes: further hit clauses as citations, best first; the first six of the extractive answer's documents count.
        validity: what is known of the time of a document, by document id.
    """
    *_, last = stream_with_llm(question, history, extractive, answerer, quotes, validity)
    return last


def stream_with_llm(
    question: str,
    history: Sequence[Turn],
    extractive: Answer,
    answerer: LlmAnswerer,
    quotes: Sequence[Citation] = (),
    validity: Mapping[str, str] | None = None,
) -> Iterator[Answer]:
    """Yield the answer as it grows, by whole sentences that passed the check; arguments as for ``answer_with_llm``.

    The last one counts; it may be the extractive one although sentences were shown before it.
    """
    offered = _offered(extractive, quotes)
    if not answerer.configured or extractive.status not in (Status.ANSWERED, Status.PARTIAL) or not offered:
        yield extractive
        return
    started = time.perf_counter()
    text, shown, sentences = "", "", 0
    try:
        for piece in answerer.stream(question, history, offered, validity):
            text += piece
            whole = split_answer(text)[:-1]
            if len(whole) == sentences:
                continue
            sentences = len(whole)
            growing = _checked("".join(whole), question, extractive, offered, validity)
            if growing is not None and growing.text != shown:
                shown = growing.text
                yield growing
        answer = _checked(text, question, extractive, offered, validity, final=True)
        notice = REJECTED
    except LlmError as error:
        _log.warning("language model: %s: %s", type(error).__name__, error.reason)
        answer, notice = None, UNAVAILABLE
    timings = extractive.timings | {"llm": (time.perf_counter() - started) * 1000}
    if answer is None:
        answer = replace(extractive, notices=(*extractive.notices, notice), label=QUOTED)
    yield replace(answer, timings=timings)


def _offered(extractive: Answer, quotes: Sequence[Citation]) -> list[Citation]:
    """Return what the model may cite, numbered from 1: other documents were not found to apply, so they stay out."""
    applies = {citation.doc for citation in extractive.citations}
    further = [
        c for c in quotes if c.doc in applies and not any(c.doc == e.doc and c.quote in e.quote for e in extractive.citations)
    ]
    both = [c for c in [*extractive.citations, *further[:FURTHER]] if not INSTRUCTION.search(c.quote)]
    return [replace(citation, n=number) for number, citation in enumerate(both, 1)]


def _checked(
    text: str,
    question: str,
    extractive: Answer,
    offered: list[Citation],
    validity: Mapping[str, str] | None,
    *,
    final: bool = False,
) -> Answer | None:
    """Return the answer that the text makes after the check, or None where the extractive one has to stand."""
    unstated = [s.strip() for s in split_answer(extractive.text) if UNSTATED.search(s) and not mark_numbers(s)]
    context = "。".join([*(validity or {}).values(), *unstated])
    grounded = check(_tidy(text), offered, question=question, context=context)
    kept = "".join(s for s in grounded.kept if not INSTRUCTION.search(s)).strip()
    if grounded.removed and final:
        _log.info("grounding removed: %s", [(r.reason, r.text) for r in grounded.removed])
    if not mark_numbers(kept) or (final and (grounded.fallback or _other_figures(kept, extractive))):
        return None
    kept, cited = _renumbered(kept, offered)
    if final and extractive.status is Status.PARTIAL:
        said = plain(kept)
        kept = "\n".join([kept, *(s for s in unstated if plain(s) not in said)])
    allowed = [
        question,
        extractive.resolved,
        extractive.contact,
        *extractive.notices,
        context,
        *(c.doc_title + (c.doc_no or "") for c in cited),
    ]
    if ungrounded_numbers(kept, cited, allowed):
        return None
    verdict = VERDICT.match(extractive.text)
    kept = f"{verdict.group()}。{kept}" if verdict else kept
    return replace(extractive, text=kept, citations=tuple(cited), label=GENERATED)


def _tidy(text: str) -> str:
    """Return the text with marks as ``[1]`` and without emphasis and headings."""
    text = re.sub(r"[【［]\s*(?:条款)?(\d{1,2})\s*[】］]", r"[\1]", text)
    text = re.sub(r"\[(?:条款|n=)\s*(\d{1,2})\]", r"[\1]", text)
    return re.sub(r"(?m)^#{1,6}\s+", "", text).replace("**", "")


def _other_figures(kept: str, extractive: Answer) -> bool:
    """Return whether the two answers give figures and share none: one of them is about a look-alike."""
    ours, theirs = figures(kept), figures(extractive.text)
    return bool(ours and theirs) and not any(a.value == b.value and a.unit == b.unit for a in ours for b in theirs)


def _renumbered(text: str, offered: list[Citation]) -> tuple[str, list[Citation]]:
    """Return the text with its marks numbered as they come, list numbers likewise, and the citations that it uses."""
    order = list(dict.fromkeys(mark_numbers(text)))
    number = {old: new for new, old in enumerate(order, 1)}

    def mark(match: re.Match[str]) -> str:
        return "".join(f"[{number[int(old)]}]" for old in re.findall(r"\d+", match.group()))

    counted = iter(range(1, 100))
    text = re.sub(r"\[\d{1,2}(?:\s*[,，、]\s*\d{1,2})*\]", mark, text)
    text = re.sub(r"(?m)^([^\S\n]*+)\d{1,2}([.、)）])(?!\d)", lambda m: f"{m[1]}{next(counted)}{m[2]}", text)
    by_number = {citation.n: citation for citation in offered}
    return text, [replace(by_number[old], n=number[old]) for old in order]
