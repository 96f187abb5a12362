"""Why a sentence of an answer has to go: the tests that it is held to, in their order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.grounding.claims import flipped, unknown_names, upgraded
from assistant.grounding.figures import Figure, figures, plain, without_marks
from assistant.grounding.overlap import content, misplaced, pieces, share
from assistant.records import Citation
from assistant.thresholds import GROUNDED, GROUNDED_PIECE
from assistant.wordings import alternatives

# Measured on the reference answers of the development sets against their own evidence, and against that of another
# question (tests/assistant/grounding/test_grounding.py keeps the direction): see docs/answering.md.
PIECE_CONTENT = 4  # bigrams; a shorter piece (其中, 到2025年) is judged with its sentence alone
RIVAL_MARGIN = 0.95  # a look-alike has to be clearly the better match before a figure counts as taken from it
_MARKS = re.compile(r"\[(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\]")
_BULLET = re.compile(
    r"^\s*(?:[-*•·>#]+\s*|\(?\d{1,2}[.、)）](?!\d)\s*|[（(][一二三四五六七八九十]+[）)]\s*|[一二三四五六七八九十]+、\s*)+"
)
MARKUP = re.compile(r"<\s*/?[a-zA-Z!]|\]\(|```|javascript:", re.IGNORECASE)
_WORDS = alternatives(Path(__file__).with_name("faults.tsv"))
# Whether the asker is right cannot be read off a quote that repeats half of the question.
_VERDICT = re.compile(rf"{_WORDS['verdict']}[,。:!]|{_WORDS['verdict.whole']}$")
_ABSENCE = re.compile(rf"{_WORDS['absence.not']}{_WORDS['absence.done']}?{_WORDS['absence.how']}?{_WORDS['absence.stated']}")
_OF_PLACE = ("date", "number", "年")  # what titles, paths and validity may lend to a sentence, beside 第几条


def mark_numbers(text: str) -> list[int]:
    """Return the numbers of the ``[1]`` and ``[1,2]`` marks, in order."""
    return [int(number) for match in _MARKS.finditer(text) for number in re.findall(r"\d+", match.group(1))]


def bare(sentence: str) -> str:
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


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence and what it cites, in the plain forms that the tests compare.

    ``text`` has the sentence without the names of its places; ``heads`` are titles, paths and what is said outside the quotes.
    """

    body: str
    text: str
    quotes: str
    heads: str
    asked: frozenset[str]


@lru_cache(maxsize=512)  # a growing answer is checked again with each new sentence
def fault(sentence: str, citations: tuple[Citation, ...], asked: frozenset[str], context: str) -> str:
    """Return why a sentence with marks has to go, or empty."""
    by_number = {citation.n: citation for citation in citations}
    numbers = list(dict.fromkeys(mark_numbers(sentence)))
    if not numbers or not by_number.keys() >= set(numbers):
        return "mark"
    cited = [by_number[number] for number in numbers]
    body = bare(sentence)
    text, quotes = plain(body), plain("。".join(c.quote for c in cited))
    if reason := _bad_form(body, text, quotes):
        return reason
    if text.rstrip("。!?;") in re.split("[。!?;]", quotes):  # a sentence of the quote itself
        return ""
    heads = plain("。".join(f"{c.doc_title}。{c.doc_no or ''}。{c.path}。{c.title}" for c in cited) + "。" + context)
    claim = _Claim(body, _without_places(text, cited), quotes, heads, asked)
    return next(filter(None, (test(claim) for test in _TESTS)), "")


def _bad_form(body: str, text: str, quotes: str) -> str:
    """Return what no quote excuses: markup, and a yes or no that the quote does not say."""
    if MARKUP.search(body):
        return "markup"
    if _VERDICT.match(text) and not _VERDICT.match(quotes):
        return "verdict"
    return ""


def _absence(claim: _Claim) -> str:
    return "absence" if _ABSENCE.search(plain(claim.body)) and not _ABSENCE.search(claim.quotes) else ""


def _name(claim: _Claim) -> str:
    names = unknown_names(claim.body, claim.quotes + "。" + claim.heads)
    return f"name {names[0]}" if names else ""


def _figure(claim: _Claim) -> str:
    """Return why a figure is not supported: it stands nowhere, only in a list by order, or with another thing."""
    said = figures(claim.text)
    known = [*figures(claim.quotes), *filter(_tells_place, figures(claim.heads))]
    for figure in said:
        if not any(figure.same(other) for other in known):
            return f"figure {claim.text[figure.start : figure.end]}"
    if "分别" not in claim.text and any(_listed(claim.quotes, figure) for figure in said):
        return "figure of a 分别 list"
    other = misplaced(claim.text, claim.quotes, RIVAL_MARGIN, claim.asked)
    return f"figure of another thing {claim.text[other[0].start : other[0].end]}" if other else ""


def _tells_place(figure: Figure) -> bool:
    """Whether a figure of a title, path or validity may stand in a sentence: dates, document numbers, 第三条, 十四五."""
    return figure.unit in _OF_PLACE or figure.unit[:1] == "第" or not figure.value[0].isdigit()


def _listed(quotes: str, figure: Figure) -> bool:
    """Return whether the quotes give the figure only in a 分别 list, whose order says what it counts."""
    lists = [match.group() for match in re.finditer(r"分别[^,;。]*", quotes)]
    inside = any(figure.same(other) for text in lists for other in figures(text) if text.count("、") or len(figures(text)) > 1)
    return inside and not any(figure.same(other) for other in figures(re.sub(r"分别[^,;。]*", "", quotes)))


def _negation(claim: _Claim) -> str:
    word = flipped(claim.text, claim.quotes)
    return f"negation {word}" if word else ""


def _upgrade(claim: _Claim) -> str:
    word = upgraded(claim.text, claim.quotes)
    return f"upgrade {word}" if word else ""


def _unsupported(claim: _Claim) -> str:
    source = content(claim.quotes) | content(claim.heads)
    if share(claim.text, source) < GROUNDED:
        return "support"
    weak = [p for p in pieces(claim.text) if len(content(p)) >= PIECE_CONTENT and share(p, source) < GROUNDED_PIECE]
    return f"support {weak[0]}" if weak else ""


# In this order: the first that objects names the reason.
_TESTS: tuple[Callable[[_Claim], str], ...] = (_absence, _name, _figure, _negation, _upgrade, _unsupported)
