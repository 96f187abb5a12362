"""Mends typos: words that sound or look like a term of the documents, and doubled characters."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache

from index.segment import Segmenter, normalize

# Texts are sounded character by character, and so are the terms: phrases with readings of their own (16 of the lexicon's 699
# terms) would be met by no text, and reading them takes 0.3 s and 44 MB of every start. Read when pypinyin is imported.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
from pypinyin import Style, lazy_pinyin

# near sounds that speakers of central Chinese dialects and pinyin typists mix up
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("hu", "fu"))
# characters that shape-based input and handwriting mix up; those that also sound alike need no entry
_ALIKE = "例列 己已 未末 货贷 拔拨 侯候 准淮 冶治 析折 科料 士土 千干 日曰 侵浸 诉拆 讼松 微徽 竟竞 幕募 概慨 推椎 历厉 贸贺"
# words of one character, which stand for themselves: 工作上还存在 is no 上海
_FUNCTION = frozenset("还在的和是有了不也就都要会可能这那上下到对被把为与或从里")
LONGEST = 6  # characters of a term
COMMON = 20  # occurrences from which a word of the dictionary is spelled right: 服务行业 is no 服务性业
USUAL = 2000  # from which two words side by side are no typo of a longer term: 使用 24,000, 地里 570
SHORT = 3  # characters up to which a term takes the place of no word that is spelled right
RARE = 5  # occurrences in the dictionary's corpus up to which a word may be a typo: 条列 3, 货款 154
_LOOKS = {pair[side]: pair[1 - side] for pair in _ALIKE.split() for side in (0, 1)}
_NUMERAL = re.compile(r"[一二三四五六七八九十百第]")  # 第二节 is no 第二届: numbers are never mended
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@lru_cache(maxsize=50_000)
def sound(text: str) -> tuple[str, ...]:
    """Return the syllables of ``text`` without tones, each character's own, near sounds made one."""
    return tuple(syllable for char in text for syllable in _heard(char))


@lru_cache(maxsize=10_000)
def _heard(char: str) -> tuple[str, ...]:
    """Return the syllable of a character, none where it has none; of many terms the characters are few."""
    return tuple(map(_fold, lazy_pinyin([char], style=Style.NORMAL, errors="ignore")))


def _fold(syllable: str) -> str:
    for sounds, plain in _NEAR:
        if sounds in ("l", "hu"):
            syllable = plain + syllable[len(sounds) :] if syllable.startswith(sounds) else syllable
        else:
            syllable = syllable.replace(sounds, plain)
    return syllable


class TypoMender:
    """Replaces what is no word, or no word of the documents, by the term that sounds the same."""

    def __init__(self, segmenter: Segmenter, terms: Iterable[str], vocabulary: Collection[str]) -> None:
        """Keep the terms by sound.

        Args:
            segmenter: tells words from fragments.
            terms: what typos are mended to: terms of the lexicon and words of the documents.
            vocabulary: words that are never touched; only looked into.
        """
        self._segmenter = segmenter
        self._terms = set[str]()
        self._vocabulary = vocabulary
        self._by_sound: dict[tuple[str, ...], list[str]] = {}
        self._by_look: dict[str, str] = {}
        self._begins: set[str | tuple[str, ...]] = set()  # two characters or sounds that begin what may be a typo
        for term in terms:
            plain = normalize(term)
            if 2 <= len(plain) <= LONGEST and _HAN.fullmatch(plain) and not _NUMERAL.search(plain):
                self._terms.add(plain)
                self._by_sound.setdefault(sound(plain), []).append(plain)
                for at, char in enumerate(plain):
                    for other in _LOOKS.get(char, ""):
                        self._by_look.setdefault(plain[:at] + other + plain[at + 1 :], plain)
        self._begins.update(key[:2] for key in self._by_look)
        self._begins.update(key[:2] for key in self._by_sound)

    def _knows(self, word: str) -> bool:
        return word in self._terms or word in self._vocabulary

    def mend(self, text: str) -> str:
        """Return ``text`` with typos mended; unchanged where nothing is certain enough."""
        return _HAN.sub(lambda match: self._mend_run(match.group()), text)

    def _mend_run(self, run: str) -> str:
        run = re.sub(r"(.)\1{2,}", r"\1", run)
        heard = [sound(char) for char in run]
        if any(len(syllables) != 1 for syllables in heard):
            return run
        sounds = [syllable for (syllable,) in heard]
        bounds = cache(lambda: self._word_bounds(run))  # only where something sounds like a term
        out, at = "", 0
        while at < len(run):
            found = self._term_at(run, sounds, at, bounds) or self._look_at(run, at)
            out += found or run[at]
            at += len(found) if found else 1
        return out

    def _look_at(self, run: str, at: int) -> str:
        """Return the term that the text looks like at a place; never for what is a common word itself (货款 is no 贷款)."""
        longest = min(LONGEST, len(run) - at) if run[at : at + 2] in self._begins else 0
        for size in range(longest, 1, -1):
            window = run[at : at + size]
            if window in self._by_look and not self._knows(window) and self._segmenter.frequency(window) <= RARE:
                return self._by_look[window]
        return ""

    def _word_bounds(self, run: str) -> set[tuple[int, int]]:
        """Return the spans of the words of ``run`` that are spelled right."""
        return {
            (start, start + len(word))
            for word, start in self._segmenter.spans(run)
            if len(word) >= 3 or (len(word) == 2 and (self._knows(word) or self._segmenter.frequency(word) > COMMON))
        }

    def _term_at(self, run: str, sounds: list[str], at: int, right: Callable[[], set[tuple[int, int]]]) -> str:
        numeral = _NUMERAL.search(run, at, at + LONGEST)
        may_sound = tuple(sounds[at : at + 2]) in self._begins
        for size in range(min(LONGEST, len(run) - at), 1, -1):
            end = at + size
            window = run[at:end]
            if self._knows(window):
                return window
            if numeral and numeral.start() < end:
                return ""
            same = self._by_sound.get(tuple(sounds[at:end]), ()) if may_sound else ()
            best = max(same, key=lambda term: (_kept(term, window), term), default="")
            if best and _is_typo_of(best, window) and not self._is_spelled_right(run, at, best, right()):
                return best
        return ""

    def _is_spelled_right(self, run: str, at: int, term: str, right: set[tuple[int, int]]) -> bool:
        """Return whether the words of ``run`` that are spelled right speak against a typo of a term that begins at ``at``."""
        end = at + len(term)
        touched = [(start, stop) for start, stop in right if start < end and at < stop]
        if any(start < at or end < stop for start, stop in touched) or (touched and end - at <= SHORT):
            return True  # 这种|小企业 is no 这|中小企业
        return end - at == sum(map(len, self._usual([run[start:stop] for start, stop in touched], term)))

    def _usual(self, words: Sequence[str], term: str) -> list[str]:
        """Return those of some words that nobody writes for a term by mistake: 使用|范围 for 适用范围.

        A term that is rarer itself is taken for none of them: 租房|补贴 is no 住房补贴.
        """
        least = min(USUAL, self._segmenter.frequency(term) or USUAL)
        return [word for word in words if self._segmenter.frequency(word) > least]


def _kept(term: str, window: str) -> int:
    """Return how many characters of a text are those of the term at their place."""
    return sum(a == b for a, b in zip(term, window, strict=True))


def _is_typo_of(term: str, window: str) -> bool:
    """Return whether a text that sounds like the term has half of its characters, and no word in the place of the others."""
    changed = [b for a, b in zip(term, window, strict=True) if a != b]
    if len(term) == 2 and not _FUNCTION.isdisjoint(changed):
        return False
    return len(changed) <= len(term) / 2
