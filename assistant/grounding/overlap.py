"""How much of a sentence stands in its quotes, and whether a figure stands with the thing that the sentence speaks of."""

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.grounding.figures import Figure, figures, plain, without_marks
from assistant.wordings import patterns

_WORDS = patterns(Path(__file__).with_name("overlap.tsv"))
# Words that frame a statement and state nothing; they are neither asked of the quotes nor counted for them.
_FRAME, _MEASURE = _WORDS["frame"], _WORDS["measure"]
_BREAK = re.compile(r"[,;:、。!?()“”\"'《》]")
SUBJECT = 3  # bigrams; both the piece alone and one with so many must speak against a figure
REACH, MOST_PIECES = 300, 12  # characters and pieces to either side; what stands farther off names nothing here
MOST_FIGURES = 60  # of a sentence; with more it is a table, which nobody can hold against its source
_COMPARED = "较比"  # 较2015年增加: that year is what is compared with, and names nothing
_STOPS = "。;!?"


@lru_cache(maxsize=4096)  # the same quotes are read for every sentence that cites them
def content(text: str) -> frozenset[str]:
    """Return what ``text`` says: bigrams of its Chinese characters and its Latin words, without figures and frames."""
    text = plain(without_marks(text))
    for figure in reversed(figures(text)):
        text = text[: figure.start] + "," + text[figure.end :]
    found: set[str] = set()
    for piece in _BREAK.split(text):
        kept = _FRAME.sub("", piece)
        found.update(re.findall(r"[a-z]{2,}", kept))
        found.update(a + b for a, b in pairwise(kept) if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff")
    return frozenset(found)


def share(text: str, source: frozenset[str]) -> float:
    """Return the share of the content of ``text`` that ``source`` holds, in [0, 1]; 1 where it has no content."""
    said = content(text)
    return len(said & source) / len(said) if said else 1.0


def pieces(text: str) -> list[str]:
    """Return the pieces of a sentence between commas and the like, in its plain form."""
    return [piece for piece in re.split(r"[,;:。!?]", plain(without_marks(text))) if piece]


@lru_cache(maxsize=4096)  # a quote's figures are compared with each figure of a sentence
def subject(text: str, figure: Figure, least: int) -> frozenset[str]:
    """Return the content of the piece of a plain text that holds the figure; it tells what the figure counts.

    A piece with fewer than ``least`` bigrams (达到6件) takes the pieces before it, within the sentence; if there is
    still nothing, those behind it.
    """
    left, right = max(0, figure.start - REACH), min(len(text), figure.end + REACH)
    starts = [left, *(match.end() for match in _BREAK.finditer(text, left, figure.start))][-MOST_PIECES:]
    ends = [*(match.start() for match in _BREAK.finditer(text, figure.end, right)), right][:MOST_PIECES]
    found = _counted(text[starts[-1] : ends[0]])
    while len(found) < least:
        if len(starts) > 1 and text[starts[-1] - 1] not in _STOPS:
            behind = starts.pop()
            found |= _counted(text[starts[-1] : behind - 1])
        elif not found and len(ends) > 1 and text[ends[0]] not in _STOPS:
            before = ends.pop(0)
            found = _counted(text[before + 1 : ends[0]])
        else:
            break
    return found


def _counted(piece: str) -> frozenset[str]:
    """Return the content of a piece without measures."""
    return content(_MEASURE.sub("", piece))


def likeness(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return how much of ``ours`` is in ``theirs``, and the reverse at half the weight (F-measure, beta 0.5), in [0, 1].

    A quote may say more of a thing than the answer does, but of two places the one that says nothing else is meant.
    """
    both = len(ours & theirs)
    return 1.25 * both / (0.25 * len(theirs) + len(ours)) if both else 0.0


def misplaced(text: str, source: str, margin: float, asked: frozenset[str]) -> list[Figure]:
    """Return the figures of a plain text that its source gives for another thing.

    A figure is misplaced where the source has a figure of the same unit and another value, whose subject is the
    more alike: likeness × ``margin`` is above that of every place that has the figure itself. Where the text
    does not say what its figure counts, the content of the question, ``asked``, does. Where the text has more than
    ``MOST_FIGURES``, all of them count as misplaced.
    """
    found = figures(text)
    if len(found) > MOST_FIGURES:
        return list(found)
    units = {figure.unit for figure in found} | {"元", ""}  # one of the two may stand for the other
    given = [f for f in figures(source) if f.unit in units and source[max(0, f.start - 1)] not in _COMPARED]
    for least in (1, SUBJECT):
        subjects = [(other, subject(source, other, least)) for other in given]
        found = tuple(f for f in found if _outdone(subject(text, f, least) or asked, f, subjects, margin))
    return list(found)


def _outdone(ours: frozenset[str], figure: Figure, given: list[tuple[Figure, frozenset[str]]], margin: float) -> bool:
    same = [likeness(ours, theirs) for other, theirs in given if figure.same(other)]
    rivals = [likeness(ours, theirs) for other, theirs in given if other.unit == figure.unit and other.value != figure.value]
    return bool(same and rivals) and max(rivals) * margin > max(same)
