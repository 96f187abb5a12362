"""The grounding check: what an answer says must stand in the quotes that it cites, sentence by sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.grounding.faults import MARKUP, bare, fault, mark_numbers
from assistant.grounding.figures import figures, plain
from assistant.grounding.overlap import content, share
from assistant.records import Citation
from assistant.wordings import alternatives

LEAST_GIVEN = 8  # characters; fewer (规划期内) may stand in what the program said by chance
LONGEST_LEAD_IN = 30  # characters that may repeat the question before a colon
MOST_REMOVED = 0.5  # share of characters; an answer of which more had to go is not to be trusted in the rest
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_WORDS = alternatives(Path(__file__).with_name("check.tsv"))
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’\"」』）)]*(?:[ \t]*\[\d[\d,，、\- ]*\])*|\n|$)")
# Sentences that state nothing and need no mark. Figures and names are never in them.
_CONNECTIVE = re.compile(
    rf"{_WORDS['connective.by']}?{_WORDS['connective.which']}?{_WORDS['connective.document']}?(?:中)?的?"
    rf"{_WORDS['connective.how']}?{_WORDS['connective.says']}*(?:主要|具体)?(?:有|为|是)?(?:如下|以下)?{_WORDS['connective.follows']}?"
    rf"|{_WORDS['connective.whole']}"
)


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that was taken out, and why (``mark``, ``figure 5%`` …)."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class GroundedText:
    """What is left of an answer: ``kept`` are verbatim pieces of it, in order; joined they are ``text``.

    ``fallback`` says that the whole is not to be shown: nothing of substance is left, or most had to go.
    """

    kept: tuple[str, ...]
    removed: tuple[Removed, ...]
    fallback: bool

    @property
    def text(self) -> str:
        """The kept sentences as one text."""
        return "".join(self.kept).strip()


def split_answer(text: str) -> list[str]:
    """Return the sentences of an answer; a mark behind the full stop belongs to the sentence. Joined, they are ``text``."""
    return [match.group() for match in _SENTENCE.finditer(text) if match.group()]


def _is_frame(sentence: str, asked: frozenset[str]) -> bool:
    """Return whether a sentence without marks states nothing: a fixed phrase, or a lead-in that repeats the question."""
    body = plain(bare(sentence))
    if figures(body) or "《" in body or MARKUP.search(body):
        return False
    words = body.strip("。:,!?")
    lead_in = body.endswith(":") and len(body) <= LONGEST_LEAD_IN and share(words, asked) == 1.0
    return bool(_CONNECTIVE.fullmatch(words)) or lead_in


def check(text: str, citations: Sequence[Citation], *, question: str = "", context: str = "") -> GroundedText:
    """Keep the sentences of an answer that their quotes support.

    A sentence stays if it carries marks that exist; if every figure, date, document, body, place and contact in it
    stands in the quotes it cites, with the same bound and for the same thing; if it denies and demands what they
    deny and demand; and if its words do. Statements that something is *not* stated cannot be supported by a quote
    and go, unless ``context`` has them.

    Args:
        text: the answer with ``[1]`` marks.
        citations: what the marks point to, by ``n``.
        question: its words may be repeated in a lead-in; it supports nothing.
        context: what is said of the documents outside the quotes (validity, what is not stated); it may lend
            dates, article numbers and names, and whole sentences.
    """
    outside = _Outside(tuple(citations), content(question), context)
    judged = [(sentence, _reason(sentence, outside)) for sentence in split_answer(text) if _says_something(sentence)]
    kept = [sentence for sentence, reason in judged if not reason]
    removed = [Removed(sentence.strip(), reason) for sentence, reason in judged if reason]
    substance = sum(len(plain(bare(sentence))) for sentence in kept if mark_numbers(sentence))
    lost = sum(len(plain(r.text)) for r in removed)
    fallback = not substance or lost > MOST_REMOVED * (lost + substance)
    return GroundedText(tuple(_without_dangling(kept)), tuple(removed), fallback)


@dataclass(frozen=True, slots=True)
class _Outside:
    """What an answer is held against."""

    citations: tuple[Citation, ...]
    asked: frozenset[str]
    context: str


def _says_something(sentence: str) -> bool:
    """Whether there are words, or nothing at all (an empty line); a mark or a bullet alone is dropped."""
    return re.search(r"\w", plain(bare(sentence))) is not None or not sentence.strip()


def _reason(sentence: str, outside: _Outside) -> str:
    """Return why a sentence has to go, or empty; without marks, only what the program said itself or states nothing stays."""
    if not sentence.strip():
        return ""
    if not mark_numbers(sentence):
        body = plain(bare(sentence))
        given = len(body) >= LEAST_GIVEN and body in plain(outside.context)
        return "" if given or _is_frame(sentence, outside.asked) else "mark"
    return fault(sentence, outside.citations, outside.asked, outside.context)


def _without_dangling(kept: list[str]) -> list[str]:
    """Drop lead-ins (…：) that nothing follows any more."""
    found: list[str] = []
    follows = False
    for sentence in reversed([s for s in kept if s]):
        lead_in = sentence.strip().endswith(("：", ":")) and not mark_numbers(sentence)
        if lead_in and not follows:
            continue
        follows = not lead_in if sentence.strip() else follows
        found.append(sentence)
    return found[::-1]


@lru_cache(maxsize=2048)  # of quotes, places and titles
def _plain_numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(plain(text)))


def ungrounded_numbers(text: str, citations: Sequence[Citation], allowed: Iterable[str]) -> list[str]:
    """Return the Arabic numbers of an answer that nothing shown holds, sorted; empty means that none was invented.

    A number is grounded where a quote, path, heading or name of a document has it, or one of ``allowed`` (notices, contact,
    question, earlier turns), or where it is the sum or the difference of two such numbers. Marks and list numbers are none.
    """
    said = _plain_numbers(re.sub(r"\[\d+\]|(?m:^[ \t\u3000]*\d+[.、)）]\s*)", "", text))
    if not said:
        return []
    sources = (part for c in citations for part in (c.quote, c.path + c.title, c.doc_title))
    shown = frozenset[str]().union(*map(_plain_numbers, allowed), *map(_plain_numbers, sources))
    values = {f"{float(number):.10g}": float(number) for number in shown if not number.endswith("%")}
    return sorted(number for number in said - shown if not _is_computed(number, values))


def _is_computed(number: str, values: Mapping[str, float]) -> bool:
    """Return whether a number is the sum or the difference of two values, given by how they are written."""
    if number.endswith("%") or f"{float(number):.10g}" != number:
        return False
    wanted = float(number)
    return any(f"{other:.10g}" in values for a in values.values() for other in (wanted - a, a - wanted, a + wanted))
