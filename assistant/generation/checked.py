"""The language model's answer, checked against its quotes before anyone sees it; else the extractive one."""

import logging
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.generation.answerer import LlmAnswerer
from assistant.generation.chat_model import LlmError
from assistant.generation.offered import quotes_offered
from assistant.grounding.check import GroundedText, check, split_answer, ungrounded_numbers
from assistant.grounding.faults import mark_numbers
from assistant.grounding.figures import figures, plain
from assistant.messages import GENERATED, LLM_COMING, LLM_REJECTED, LLM_UNAVAILABLE, QUOTED
from assistant.records import Answer, Citation, Status, Turn
from assistant.wordings import patterns
from corpus.instructions import instructs

_WORDS = patterns(Path(__file__).with_name("checked.tsv"), re.IGNORECASE)
UNSTATED = _WORDS["unstated"]
# What the extractive answer made of a yes-or-no question; the model is not asked for it, and must not give it.
VERDICT = re.compile(rf"{_WORDS['verdict'].pattern}(?=[。，])")
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
    """Yield the extractive answer at once, then the model's as it grows, by whole sentences that passed the check.

    Arguments as for ``answer_with_llm``. The last one counts; it may be the extractive one although sentences were shown
    before it.
    """
    offered = quotes_offered(extractive, quotes)
    if not answerer.configured or extractive.status not in (Status.ANSWERED, Status.PARTIAL) or not offered:
        yield extractive
        return
    task = _Task(question, extractive, offered, tuple((validity or {}).values()))
    yield replace(extractive, notices=(*extractive.notices, LLM_COMING))
    started = time.perf_counter()
    text, shown, sentences = "", "", 0
    try:
        for piece in answerer.stream(question, history, offered, validity):
            text += piece
            whole = split_answer(text)[:-1]
            if len(whole) == sentences:
                continue
            sentences = len(whole)
            growing = _growing("".join(whole), task)
            if growing is not None and growing.text != shown:
                shown = growing.text
                yield growing
        answer = _final(text, task)
        notice = LLM_REJECTED
    except LlmError as error:
        _log.warning("language model: %s: %s", type(error).__name__, error.reason)
        answer, notice = None, LLM_UNAVAILABLE
    timings = extractive.timings | {"llm": (time.perf_counter() - started) * 1000}
    if answer is None:
        answer = replace(extractive, notices=(*extractive.notices, notice), label=QUOTED)
    yield replace(answer, timings=timings)


@dataclass(frozen=True, slots=True)
class _Task:
    """What the model was asked, and what its answer is held against."""

    question: str
    extractive: Answer
    offered: Sequence[Citation]
    validity: Sequence[str]

    def unstated(self) -> list[str]:
        """Return the sentences of the extractive answer that say what the documents do not state."""
        sentences = (sentence.strip() for sentence in split_answer(self.extractive.text))
        return [sentence for sentence in sentences if UNSTATED.search(sentence) and not mark_numbers(sentence)]

    def context(self) -> str:
        """Return what may be said without a quote."""
        return "。".join([*self.validity, *self.unstated()])

    def allowed(self, cited: Sequence[Citation]) -> list[str]:
        """Return the texts beside the quotes whose numbers may be repeated."""
        found = self.extractive
        titles = [citation.doc_title + (citation.doc_no or "") for citation in cited]
        return [self.question, found.resolved, found.contact, *found.notices, self.context(), *titles]


def _held(text: str, task: _Task) -> tuple[GroundedText, str]:
    """Return the text held against its quotes, and what may be shown of it."""
    grounded = check(_tidy(text), task.offered, question=task.question, context=task.context())
    return grounded, "".join(s for s in grounded.kept if not instructs(s)).strip()


def _growing(text: str, task: _Task) -> Answer | None:
    """Return the answer that the first sentences make, or None while nothing of them may be shown."""
    return _answer(_held(text, task)[1], task)


def _final(text: str, task: _Task) -> Answer | None:
    """Return the answer that the whole text makes, or None where the extractive one has to stand."""
    grounded, kept = _held(text, task)
    if grounded.removed:
        _log.info("grounding removed: %s", [(r.reason, r.text) for r in grounded.removed])
    if grounded.fallback or _other_figures(kept, task.extractive):
        return None
    return _answer(kept, task, task.unstated() if task.extractive.status is Status.PARTIAL else ())


def _answer(kept: str, task: _Task, further: Sequence[str] = ()) -> Answer | None:
    """Return the answer of checked sentences and further ones that need no mark; None without marks or with a stray number."""
    if not mark_numbers(kept):
        return None
    kept, cited = _renumbered(kept, task.offered)
    said = plain(kept)
    kept = "\n".join([kept, *(sentence for sentence in further if plain(sentence) not in said)])
    if ungrounded_numbers(kept, cited, task.allowed(cited)):
        return None
    verdict = VERDICT.match(task.extractive.text)
    kept = f"{verdict.group()}。{kept}" if verdict else kept
    return replace(task.extractive, text=kept, citations=tuple(cited), label=GENERATED)


def _tidy(text: str) -> str:
    """Return the text with marks as ``[1]`` and without emphasis and headings."""
    text = re.sub(r"[【［]\s*(?:条款)?(\d{1,2})\s*[】］]", r"[\1]", text)
    text = re.sub(r"\[(?:条款|n=)\s*(\d{1,2})\]", r"[\1]", text)
    return re.sub(r"(?m)^#{1,6}\s+", "", text).replace("**", "")


def _other_figures(kept: str, extractive: Answer) -> bool:
    """Return whether the two answers give figures and share none: one of them is about a look-alike."""
    ours, theirs = figures(kept), figures(extractive.text)
    return bool(ours and theirs) and not any(a.value == b.value and a.unit == b.unit for a in ours for b in theirs)


def _renumbered(text: str, offered: Sequence[Citation]) -> tuple[str, list[Citation]]:
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
