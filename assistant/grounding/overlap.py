"""How much of a sentence stands in its quotes, and whether a figure stands with the thing that the sentence speaks of."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.grounding.figures import Figure, figures, plain, without_marks
from assistant.wordings import compiled

_WORDS = compiled(Path(__file__).with_name("overlap.tsv"))
# Words that frame a statement and state nothing; they are neither asked of the quotes nor counted for them.
_FRAME, _MEASURE = _WORDS["frame"], _WORDS["measure"]
_BREAK = re.compile(r"[,;:、。!?()“”\"'《》]")
SUBJECT = 3  # bigrams; both the piece alone and one with so many must speak against a figure
MOST_PIECES = 12  # between commas, to either side; what stands farther off names nothing here
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


def subject(text: str, figure: Figure, least: int) -> frozenset[str]:
    """Return the content of the piece of a plain text that holds the figure; it tells what the figure counts.

    A piece with fewer than ``least`` bigrams (达到6件) takes the pieces before it, within the sentence; if there is
    still nothing, those behind it; ``MOST_PIECES`` of them at most.
    """
    breaks = _breaks(text)
    before, behind = bisect_left(breaks, figure.start) - 1, bisect_left(breaks, figure.end)
    found = _counted(text[breaks[before] + 1 : breaks[behind]])
    for _ in range(MOST_PIECES):
        if len(found) >= least:
            break
        left, right = breaks[before], breaks[behind]
        if before and text[left] not in _STOPS:
            before -= 1
            found |= _counted(text[breaks[before] + 1 : left])
        elif not found and right < len(text) and text[right] not in _STOPS:
            behind += 1
            found = _counted(text[right + 1 : breaks[behind]])
        else:
            break
    return found


def _counted(piece: str) -> frozenset[str]:
    return content(_MEASURE.sub("", piece))


@lru_cache(maxsize=256)  # asked for each figure of the same quotes
def _breaks(text: str) -> tuple[int, ...]:
    """Return where the marks between pieces stand, with the places before and behind the text."""
    return -1, *(match.start() for match in _BREAK.finditer(text)), len(text)


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
    does not say what its figure counts, the content of the question, ``asked``, does.
    """
    given = [figure for figure in figures(source) if source[max(0, figure.start - 1)] not in _COMPARED]
    found = figures(text)
    for least in (1, SUBJECT):
        subjects = [(other, subject(source, other, least)) for other in given] if found else []
        found = tuple(f for f in found if _outdone(subject(text, f, least) or asked, f, subjects, margin))
    return list(found)


def _outdone(ours: frozenset[str], figure: Figure, given: list[tuple[Figure, frozenset[str]]], margin: float) -> bool:
    same = [likeness(ours, theirs) for other, theirs in given if figure.same(other)]
    rivals = [likeness(ours, theirs) for other, theirs in given if other.unit == figure.unit and other.value != figure.value]
    return bool(same and rivals) and max(rivals) * margin > max(same)
