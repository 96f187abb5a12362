"""Mends typos: words that sound like a term of the documents, and doubled characters."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from index.segment import Segmenter, normalize

# near sounds that speakers of central Chinese dialects and pinyin typists mix up
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("hu", "fu"))
LONGEST = 6  # characters of a term
_NUMERAL = re.compile(r"[一二三四五六七八九十百第]")  # 第二节 is no 第二届: numbers are never mended
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@lru_cache(maxsize=50_000)
def sound(text: str) -> tuple[str, ...]:
    """Return the syllables of ``text`` without tones, near sounds made one."""
    syllables = lazy_pinyin(text, style=Style.NORMAL, errors="ignore")
    return tuple(_fold(syllable) for syllable in syllables)


def _fold(syllable: str) -> str:
    for sounds, plain in _NEAR:
        if sounds in ("l", "hu"):
            syllable = plain + syllable[len(sounds) :] if syllable.startswith(sounds) else syllable
        else:
            syllable = syllable.replace(sounds, plain)
    return syllable


class TypoMender:
    """Replaces what is no word, or no word of the documents, by the term that sounds the same."""

    def __init__(self, segmenter: Segmenter, terms: Iterable[str], vocabulary: Iterable[str]) -> None:
        """Keep the terms by sound.

        Args:
            segmenter: tells words from fragments.
            terms: what typos are mended to: terms of the lexicon and words of the documents.
            vocabulary: words that are never touched.
        """
        self._segmenter = segmenter
        self._known = set(vocabulary)
        self._by_sound: dict[tuple[str, ...], list[str]] = {}
        for term in terms:
            plain = normalize(term)
            if 2 <= len(plain) <= LONGEST and _HAN.fullmatch(plain) and not _NUMERAL.search(plain):
                self._known.add(plain)
                self._by_sound.setdefault(sound(plain), []).append(plain)

    def mend(self, text: str) -> str:
        """Return ``text`` with typos mended; unchanged where nothing is certain enough."""
        return _HAN.sub(lambda match: self._mend_run(match.group()), text)

    def _mend_run(self, run: str) -> str:
        run = re.sub(r"(.)\1{2,}", r"\1", run)
        sounds = [sound(char) for char in run]
        if any(len(s) != 1 for s in sounds):
            return run
        bounds = self._word_bounds(run)
        out, at = "", 0
        while at < len(run):
            found = self._term_at(run, [s[0] for s in sounds], at, bounds)
            out += found or run[at]
            at += len(found) if found else 1
        return out

    def _word_bounds(self, run: str) -> set[tuple[int, int]]:
        """Return the spans of the words of ``run`` that are spelled right."""
        return {
            (start, start + len(word)) for word, start in self._segmenter.spans(run) if len(word) >= 2 and word in self._known
        }

    def _term_at(self, run: str, sounds: list[str], at: int, right: set[tuple[int, int]]) -> str:
        for size in range(min(LONGEST, len(run) - at), 1, -1):
            window = run[at : at + size]
            if window in self._known or _NUMERAL.search(window):
                return window if window in self._known else ""
            same = self._by_sound.get(tuple(sounds[at : at + size]))
            if not same:
                continue
            best = max(same, key=lambda term: (sum(a == b for a, b in zip(term, window, strict=True)), term))
            kept = sum(a == b for a, b in zip(best, window, strict=True))
            inside = any(start < at + size and at < end for start, end in right)
            if kept >= 1 and (size - kept <= size / 2) and not (inside and size <= 3):
                return best
        return ""
