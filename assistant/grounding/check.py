"""The grounding check: what an answer says must stand in the quotes that it cites, sentence by sentence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement

from assistant.grounding.claims import flipped, unknown_names, upgraded
from assistant.grounding.figures import Figure, figures, plain, without_marks
from assistant.grounding.overlap import content, misplaced, pieces, share
from assistant.records import Citation

# Measured on the reference answers of the development sets against their own evidence, and against that of another
# question (tests/assistant/grounding/test_check.py keeps the direction): see docs/answering.md.
SUPPORT = 0.5  # share of a sentence's content in its quotes
PIECE_SUPPORT = 0.34  # the same for each piece between commas, so that nothing is hung on to a good sentence
PIECE_CONTENT = 4  # bigrams; a shorter piece (其中, 到2025年) is judged with its sentence alone
RIVAL_MARGIN = 0.95  # a look-alike has to be clearly the better match before a figure counts as taken from it
MOST_REMOVED = 0.5  # share of characters; an answer of which more had to go is not to be trusted in the rest
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’\"」』）)]*(?:[ \t]*\[\d[\d,，、\- ]*\])*|\n|$)")
_MARKS = re.compile(r"\[(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\]")
_BULLET = re.compile(
    r"^\s*(?:[-*•·>#]+\s*|\(?\d{1,2}[.、)）](?!\d)\s*|[（(][一二三四五六七八九十]+[）)]\s*|[一二三四五六七八九十]+、\s*)+"
)
_MARKUP = re.compile(r"<\s*/?[a-zA-Z!]|\]\(|```|javascript:", re.IGNORECASE)
# Sentences that state nothing and need no mark. Figures and names are never in them.
_CONNECTIVE = re.compile(
    r"(?:根据|按照|依据)?(?:所列|上述|以上|以下|相关|有关|该)?(?:规划|文件|条款|政策|条例|办法|规定|内容|材料)?(?:中)?的?"
    r"(?:主要|具体|相关|有关)?(?:提出|包括|明确|规定|内容|措施|要求|支持|任务|情况|目标|要点)*(?:主要|具体)?(?:有|为|是)?(?:如下|以下)?(?:几个方面|几方面|几项|几点|方面|内容|措施)?"
    r"|(?:以上|具体)?(?:内容)?(?:请)?以(?:政策|文件)?原文为准|综上(?:所述)?|总之|另外|此外|同时|其中"
)
# Whether the asker is right cannot be read off a quote that repeats half of the question.
_VERDICT = re.compile(
    r"(?:是的?|对的?|没错|正确|可以的?|能|会|有的?|属实|不是的?|否|不对|不能|不可以|没有)[,。:!]|(?:是的?|否|没错|属实)$"
)
_ABSENCE = re.compile(
    r"(?:未|没有|并未|没)(?:作出|做出|有|予|给出)?(?:具体|明确|直接|另行)?(?:载明|写明|写|列明|列出|说明|提及|提到|涉及|规定|给出|明确|公布|约定)"
)
_OF_PLACE = ("date", "number", "年")  # what titles, paths and validity may lend to a sentence, beside 第几条


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


def mark_numbers(text: str) -> list[int]:
    """Return the numbers of the ``[1]`` and ``[1,2]`` marks, in order."""
    return [int(number) for match in _MARKS.finditer(text) for number in re.findall(r"\d+", match.group(1))]


def _body(sentence: str) -> str:
    """Return the sentence without marks, list bullet and emphasis."""
    return _BULLET.sub("", without_marks(sentence)).replace("**", "").replace("`", "").strip()


def _without_places(text: str, cited: Sequence[Citation]) -> str:
    """Return a plain text without the paths, titles and document numbers of its citations, which may be named."""
    for citation in cited:
        for name in (
            citation.doc_title,
            citation.doc_no or "",
            citation.path,
            citation.path.rstrip("."),
            re.sub("[、.]", "", citation.path),
            citation.title,
        ):
            if len(name := plain(name)) >= 2 and not name.isdigit():
                text = text.replace(name, ",")
    return text


def _bad_figure(text: str, quotes: str, heads: str, asked: frozenset[str]) -> str:
    """Return why a figure of the plain text is not supported, or empty."""
    stated, places = (
        figures(quotes),
        [f for f in figures(heads) if f.unit in _OF_PLACE or f.unit[:1] == "第" or not f.value[0].isdigit()],
    )
    for figure in figures(text):
        if not any(figure.same(other) for other in [*stated, *places]):
            return f"figure {text[figure.start : figure.end]}"
    if "分别" not in text and any(_listed(quotes, figure) for figure in figures(text)):
        return "figure of a 分别 list"
    other = misplaced(text, quotes, RIVAL_MARGIN, asked)
    return f"figure of another thing {text[other[0].start : other[0].end]}" if other else ""


def _listed(quotes: str, figure: Figure) -> bool:
    """Return whether the quotes give the figure only in a 分别 list, whose order says what it counts."""
    lists = [match.group() for match in re.finditer(r"分别[^,;。]*", quotes)]
    inside = any(figure.same(other) for text in lists for other in figures(text) if text.count("、") or len(figures(text)) > 1)
    return inside and not any(figure.same(other) for other in figures(re.sub(r"分别[^,;。]*", "", quotes)))


@lru_cache(maxsize=512)  # a growing answer is checked again with each new sentence
def _fault(sentence: str, citations: tuple[Citation, ...], asked: frozenset[str], context: str) -> str:
    """Return why a sentence with marks has to go, or empty."""
    by_number = {citation.n: citation for citation in citations}
    numbers = mark_numbers(sentence)
    if not numbers or any(number not in by_number for number in numbers):
        return "mark"
    cited = [by_number[number] for number in dict.fromkeys(numbers)]
    body = _body(sentence)
    if _MARKUP.search(body):
        return "markup"
    text, quotes = plain(body), plain("。".join(c.quote for c in cited))
    if _VERDICT.match(text) and not _VERDICT.match(quotes):
        return "verdict"
    if text.rstrip("。!?;") in re.split("[。!?;]", quotes):  # a sentence of the quote itself
        return ""
    heads = plain("。".join(f"{c.doc_title}。{c.doc_no or ''}。{c.path}。{c.title}" for c in cited) + "。" + context)
    if _ABSENCE.search(text) and not _ABSENCE.search(quotes):
        return "absence"
    if names := unknown_names(body, quotes + "。" + heads):
        return f"name {names[0]}"
    text = _without_places(text, cited)
    if reason := _bad_figure(text, quotes, heads, asked):
        return reason
    if word := flipped(text, quotes):
        return f"negation {word}"
    if word := upgraded(text, quotes):
        return f"upgrade {word}"
    return _unsupported(text, content(quotes) | content(heads))


def _unsupported(text: str, source: frozenset[str]) -> str:
    if share(text, source) < SUPPORT:
        return "support"
    weak = [p for p in pieces(text) if len(content(p)) >= PIECE_CONTENT and share(p, source) < PIECE_SUPPORT]
    return f"support {weak[0]}" if weak else ""


def _is_frame(sentence: str, asked: frozenset[str]) -> bool:
    """Return whether a sentence without marks states nothing: a fixed phrase, or a lead-in that repeats the question."""
    body = plain(_body(sentence))
    if figures(body) or "《" in body or _MARKUP.search(body):
        return False
    bare = body.strip("。:,!?")
    lead_in = body.endswith(":") and len(body) <= 30 and share(bare, asked) == 1.0
    return bool(_CONNECTIVE.fullmatch(bare)) or lead_in


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
    asked, said = content(question), plain(context)
    kept: list[str] = []
    removed: list[Removed] = []
    substance = 0
    for sentence in split_answer(text):
        body = plain(_body(sentence))
        if not re.search(r"\w", body):
            kept.append(sentence if not sentence.strip() else "")
            continue
        given = len(body) >= 8 and not mark_numbers(sentence) and body in said
        reason = (
            ""
            if given or (not mark_numbers(sentence) and _is_frame(sentence, asked))
            else _fault(sentence, tuple(citations), asked, context)
        )
        if reason:
            removed.append(Removed(sentence.strip(), reason))
        else:
            kept.append(sentence)
            substance += len(body) if mark_numbers(sentence) else 0
    lost = sum(len(plain(r.text)) for r in removed)
    fallback = not substance or lost > MOST_REMOVED * (lost + substance)
    return GroundedText(tuple(_without_dangling(kept)), tuple(removed), fallback)


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


def _plain_numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?%?", plain(text)))


def ungrounded_numbers(text: str, citations: Sequence[Citation], allowed: Iterable[str]) -> list[str]:
    """Return the Arabic numbers of an answer that nothing shown holds, sorted; empty means that none was invented.

    A number is grounded where a quote, path or title has it, or one of ``allowed`` (notices, contact, question,
    earlier turns), or where it is the sum or the difference of two such numbers. Marks and list numbers are none.
    """
    said = _plain_numbers(re.sub(r"\[\d+\]|(?m:^\s*\d+[.、)）]\s*)", "", text))
    shown = set().union(
        *(_plain_numbers(part) for part in allowed), *(_plain_numbers(p) for c in citations for p in (c.quote, c.path + c.title))
    )
    values = sorted(float(number) for number in shown if not number.endswith("%"))
    computed = {f"{value:.10g}" for a, b in combinations_with_replacement(values, 2) for value in (a + b, abs(a - b))}
    return sorted(said - shown - computed)
