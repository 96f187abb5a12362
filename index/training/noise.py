"""Typing errors for the query side: people type by sound and in haste."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from pypinyin import lazy_pinyin


def confusions(pairs: list[tuple[str, str]], alphabet: str) -> dict[str, list[str]]:
    """Collects what a character gets mistaken for.

    Args:
        pairs: Wrong and right texts; those of equal length are compared character by character.
        alphabet: Common characters; those with the same sound without tone are confused as well.

    Returns:
        Right character to wrong ones (observed ones repeated, so that they are drawn more often).
    """
    table: dict[str, list[str]] = defaultdict(list)
    for wrong, right in pairs:
        if len(wrong) == len(right):
            for bad, good in zip(wrong, right, strict=True):
                if bad != good:
                    table[good] += [bad, bad]
    by_sound: dict[str, list[str]] = defaultdict(list)
    for char in alphabet:
        by_sound[lazy_pinyin(char)[0]].append(char)
    for alike in by_sound.values():
        for char in alike:
            table[char] += [other for other in alike[:8] if other != char]
    return dict(table)


def mistype(text: str, table: dict[str, list[str]], rng: np.random.Generator) -> str:
    """Makes one or two errors: mostly a character of the same sound, else one dropped, doubled or swapped."""
    chars = list(text)
    for _ in range(1 + int(rng.random() < 0.4)):
        if len(chars) < 4:
            break
        at = int(rng.integers(0, len(chars) - 1))
        kind = rng.random()
        if kind < 0.65:
            options = table.get(chars[at])
            if options:
                chars[at] = options[int(rng.integers(len(options)))]
        elif kind < 0.8:
            del chars[at]
        elif kind < 0.9:
            chars.insert(at, chars[at])
        else:
            chars[at], chars[at + 1] = chars[at + 1], chars[at]
    return "".join(chars)
